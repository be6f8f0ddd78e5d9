//! Plain data: what a portal holds, once everything in it is read and understood. No step, no disk, no HTML.

pub mod artifact;
pub mod date;
pub mod hash;
pub mod number;
pub mod site;

pub use artifact::{Artifact, Note};
pub use date::When;
pub use number::DocumentNumber;
