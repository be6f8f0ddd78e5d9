//! From views to bytes: themes, their strings and templates.

pub mod strings;
pub mod templates;
pub mod theme;
