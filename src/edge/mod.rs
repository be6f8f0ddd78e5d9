//! The only place with side effects: reading, watching, writing, serving, terminals.

pub mod begin;
pub mod external;
pub mod import;
pub mod journal;
pub mod lines;
mod links;
pub mod load;
mod lock;
pub mod manifest;
pub mod output;
mod reload;
pub mod report;
pub mod rewrite;
pub mod serve;
pub mod sources;
mod stamps;
mod watch;
