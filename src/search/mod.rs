//! Search: what the index holds of a site, and the reader that finds it in a browser.

pub mod facets;
