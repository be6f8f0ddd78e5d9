//! Tests of the whole program: each writes a portal, runs `khue`, and looks at what a reader or a program gets.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod begin;
mod bench;
mod browser;
mod build;
mod carry;
mod commands;
mod data;
mod diagnostics;
mod escaping;
mod explain;
mod facts;
mod failure;
#[cfg(unix)]
mod fuzzing;
mod glossary;
mod golden;
mod graph;
mod harness;
#[cfg(target_os = "linux")]
mod hostile;
mod html;
mod import;
mod injection;
mod layers;
mod manual;
mod memory;
mod pages;
mod paths;
mod properties;
mod quotations;
mod redirects;
mod references;
mod related;
mod rename;
mod same_bytes;
mod scripts;
mod search;
mod self_test;
mod serve;
mod shared;
mod static_files;
mod themes;
mod timeline;
mod topics;
#[cfg(target_os = "linux")]
mod unchanged;
mod witnesses;
