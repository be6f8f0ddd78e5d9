//! The promises of writing, kept on real folders. Sites and folders are written as text, a line for a file.

mod building;
mod failing;
mod owning;
mod together;

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::disk::{Call, Disk};
use super::{Cleaned, Written, clean, write_with};
use crate::edge::manifest::{self, Maker};
use crate::error::Error;
use crate::model::artifact::Artifact;

const OLD: &str = "index.html old\nmenu/a.html same\nmenu/gone/b.html old\nto-folder old\nto-file/c old";
const NEW: &str = "index.html new\nmenu/a.html same\nmenu/d.html new\nto-folder/deep/e new\nto-file new";

/// The ways of writing: by exchange, and the second best, for each reason that there is.
const WAYS: [Option<(Call, io::ErrorKind)>; 4] = [
    None,
    Some((Call::Link, io::ErrorKind::TooManyLinks)),
    Some((Call::Exchange, io::ErrorKind::InvalidInput)),
    Some((Call::Exchange, io::ErrorKind::CrossesDevices)),
];

/// A folder with a portal in it, and beside that a folder for the output.
struct Place {
    base: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let base = tempfile::tempdir().unwrap();
        fs::create_dir_all(base.path().join("portal/content")).unwrap();
        fs::create_dir_all(base.path().join("site")).unwrap();
        Place { base }
    }

    /// With `site` built and then `foreign` added.
    fn with(site: &str, foreign: &str) -> Place {
        let place = Place::new();
        place.build(site).unwrap();
        place.put(foreign);
        place
    }

    fn output(&self) -> PathBuf {
        self.base.path().join("site/output")
    }

    fn put(&self, files: &str) {
        for line in files.lines() {
            let path = self.output().join(line.split(' ').next().unwrap());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match line.split_once(' ') {
                Some((_, target)) if target.starts_with("-> ") => symlink(&target[3..], path).unwrap(),
                Some((_, content)) => fs::write(path, content).unwrap(),
                None => fs::create_dir_all(path).unwrap(),
            }
        }
    }

    fn build(&self, site: &str) -> Result<Written, Error> {
        self.build_on(&Disk::default(), site)
    }

    fn build_on(&self, disk: &Disk, site: &str) -> Result<Written, Error> {
        let root = self.base.path().join("portal");
        write_with(disk, Duration::from_secs(20), &self.output(), &root, &artifacts(site), &Maker::new("1.0"))
    }

    fn clean(&self) -> Cleaned {
        clean(&self.output(), &self.base.path().join("portal")).unwrap()
    }

    /// What is in the output, as text.
    fn tree(&self) -> String {
        lines(&tree(&self.output()))
    }

    /// What is beside the output.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.base.path().join("site")).unwrap();
        names
            .map(|name| name.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "output")
            .collect()
    }
}

fn artifacts(site: &str) -> Vec<Artifact> {
    let artifact = |line: &str| {
        let (path, content) = line.split_once(' ').unwrap();
        Artifact { path: path.into(), bytes: content.into() }
    };
    site.lines().map(artifact).collect()
}

fn tree(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for item in walkdir::WalkDir::new(folder).min_depth(1).into_iter().flatten() {
        let path = item.path();
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        if item.file_type().is_symlink() {
            found.push(format!("{name} -> {}", fs::read_link(path).unwrap().display()));
        } else if item.file_type().is_dir() {
            found.extend((fs::read_dir(path).unwrap().count() == 0).then_some(name));
        } else if name != manifest::NAME {
            found.push(format!("{name} {}", fs::read_to_string(path).unwrap().replace('\n', " / ")));
        }
    }
    found
}

fn lines(text: &[String]) -> String {
    sorted(&text.join("\n"))
}

fn sorted(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

fn count(disk: &Disk) -> usize {
    disk.plan.calls.load(Ordering::Relaxed)
}
