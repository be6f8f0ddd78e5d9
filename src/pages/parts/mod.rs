//! Parts that several kinds of pages share: each makes views from the site.

pub mod backlinks;
pub mod cards;
pub mod citation;
pub mod compare;
pub mod facts;
pub mod files;
pub mod paging;
pub mod parallels;
pub mod prose;
pub mod quotes;
pub mod related;
pub mod relations;
pub mod ruler;
pub mod sources;
pub mod witnesses;
