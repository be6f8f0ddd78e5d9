//! What a reader sees and does, in a real browser: each test runs headless Chromium on the repository's own portal.
//!
//! Where Chromium, its driver or axe-core is missing, these tests fail, and say what installs them.

mod devtools;
mod pool;
pub mod rich;
mod server;
pub mod webdriver;

mod axe;
mod carry;
mod injection;
mod kept;
mod keyboard;
pub mod large;
mod lighthouse;
mod looks;
mod narrow;
mod offline;
mod opening;
mod plain;
mod preview;
mod previews;
mod reading;
mod search;
mod self_test;

use crate::harness::{PortalTest, Site};
use server::Server;
use std::collections::BTreeSet;
use webdriver::Browser;

/// A portal, built.
pub struct Portal {
    pub test: PortalTest,
    pub site: Site,
}

impl Portal {
    /// The repository's own.
    fn built() -> Portal {
        Self::of(PortalTest::first())
    }

    fn of(test: PortalTest) -> Portal {
        let site = test.build();
        Portal { test, site }
    }

    pub fn folder(&self) -> std::path::PathBuf {
        self.test.root().join("output")
    }

    /// A host that serves the site at its root.
    fn host(&self) -> Server {
        Server::start(self.folder(), "/")
    }

    /// The paths of all pages.
    fn pages(&self) -> Vec<String> {
        self.paths(|_| true)
    }

    /// The paths of one page of each kind: the longest, as the one with most to show.
    fn kinds(&self) -> Vec<String> {
        let rows = self.site.data("pages");
        let kinds: BTreeSet<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
        let of_kind = |kind: &str| self.paths(|row| row["kind"] == kind);
        let length = |path: &String| self.site.text(path).len();
        kinds.into_iter().filter_map(|kind| of_kind(kind).into_iter().max_by_key(length)).collect()
    }

    /// The paths of the pages that slow checks look at: those of [`Self::kinds`] and `more` others, drawn by the same numbers in
    /// every run; all pages where the environment has `EVERY_PAGE`, as `scripts/audit-site` does.
    fn drawn(&self, more: usize) -> Vec<String> {
        let mut all = self.pages();
        if std::env::var_os("EVERY_PAGE").is_some() {
            return all;
        }
        let mut drawn = self.kinds();
        all.retain(|path| !drawn.contains(path));
        // The top half of a linear congruential generator of 64 bits, with Knuth's multiplier for MMIX.
        let mut state = 1u64;
        for _ in 0..more.min(all.len()) {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            drawn.push(all.swap_remove((state >> 32) as usize % all.len()));
        }
        drawn
    }

    fn paths(&self, chosen: impl Fn(&serde_json::Value) -> bool) -> Vec<String> {
        let rows = self.site.data("pages");
        let paths = rows.iter().filter(|row| chosen(row)).filter_map(|row| row["path"].as_str());
        paths.map(str::to_owned).collect()
    }
}
