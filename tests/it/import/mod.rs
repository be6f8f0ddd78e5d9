//! `khue import`.

mod agreement;
mod drafts;
mod refusals;
