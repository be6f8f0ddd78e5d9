//! Search: what the index holds of a site, and the reader that finds it in a browser.

mod abbreviations;
pub mod entries;
pub mod facets;
mod gather;
pub mod index;
mod pack;
mod postings;
pub mod reader;
pub mod word;
