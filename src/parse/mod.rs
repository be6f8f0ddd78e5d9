//! From files to typed values: YAML, front matter, seeds. Parsing does not fail; it reports.

pub mod clean;
pub mod content;
pub mod description;
pub mod file;
pub mod folders;
mod mend;
pub mod metadata;
mod pictures;
pub mod place;
pub mod quoted;
pub mod record;
mod repeats;
pub mod shape;
pub mod written;
pub mod yaml;
