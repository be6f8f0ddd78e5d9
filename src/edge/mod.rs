//! The only place with side effects: reading, writing, terminals.

pub mod begin;
pub mod import;
pub mod load;
mod lock;
mod manifest;
pub mod output;
pub mod report;
pub mod rewrite;
