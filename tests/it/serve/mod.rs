//! `khue serve`, over the wire: what it serves, whom it refuses, what it notices.

mod asking;
mod changing;
pub mod preview;
mod safety;
mod starting;
