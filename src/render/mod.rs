//! From views to bytes: themes, their strings and templates.

mod faults;
pub mod strings;
pub mod templates;
pub mod theme;
pub mod wanted;
