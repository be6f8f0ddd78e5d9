//! What readers are asked: from an author's file, and the register, to the page, to data and to Anki.

mod anki;
mod asked;
mod fsrs;
