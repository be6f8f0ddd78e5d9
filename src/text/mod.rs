//! Vietnamese and English text: normal forms, folding, order, words and sentences, likeness, quotations.
//!
//! Every function is pure and total: any text is welcome, and offsets are half-open byte ranges into the text given,
//! on character boundaries. Nothing here knows of documents, portals or files.

pub mod collate;
pub mod distance;
mod edits;
pub mod file_name;
pub mod fold;
pub mod harmless;
pub mod letters;
pub mod likeness;
pub mod names;
pub mod nfc;
pub mod parallels;
pub mod percent;
pub mod quote;
pub mod slug;
pub mod tag;
pub mod unseen;
pub mod words;
