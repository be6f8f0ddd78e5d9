//! How dates, names and texts are shown to readers, in pages and in all other files.

pub mod dates;
pub mod names;
pub mod words;
