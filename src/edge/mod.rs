//! The only place with side effects: reading, writing, terminals.

pub mod external;
pub mod load;
mod lock;
mod manifest;
pub mod output;
pub mod report;
