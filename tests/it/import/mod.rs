//! `khue import`.

mod agreement;
