//! Khuê makes study portals: what sources say about a subject, passage by passage, as a static site.
//!
//! Files come in ([`edge`]), each step turns values into other values, files go out:
//!
//! ```text
//! load → Snapshot → parse → resolve → plan → render → write
//! ```
//!
//! [`compile()`] is everything between loading and writing, and has no side effects.

pub mod annotate;
pub mod check;
pub mod cite;
pub mod cli;
pub mod compile;
pub mod diagnostic;
pub mod display;
pub mod draft;
pub mod edge;
pub mod edition;
pub mod error;
pub mod explain;
pub mod facts;
pub mod formats;
pub mod markup;
pub mod model;
pub mod offers;
pub mod pages;
pub mod parse;
pub mod questions;
pub mod rename;
pub mod render;
pub mod resolve;
pub mod schemas;
pub mod search;
pub mod shard;
pub mod shelf;
pub mod snapshot;
pub mod starter;
pub mod text;
pub mod view;

pub use compile::{Compiled, Options, compile};
pub use snapshot::Snapshot;
