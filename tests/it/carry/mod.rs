//! What readers carry away, as the programs read it for which it is made.

mod book;
mod calendar;
mod citations;
mod feed;
mod injection;
mod json_ld;
mod schemas;
