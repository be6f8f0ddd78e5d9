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

    fn folder(&self) -> std::path::PathBuf {
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

    fn paths(&self, chosen: impl Fn(&serde_json::Value) -> bool) -> Vec<String> {
        let rows = self.site.data("pages");
        let paths = rows.iter().filter(|row| chosen(row)).filter_map(|row| row["path"].as_str());
        paths.map(str::to_owned).collect()
    }
}
