//! Search: its page without JavaScript, its index, and the program that reads it, run in Node as a browser would.

mod finding;
mod page;
mod quality;
mod reader;
mod words;
