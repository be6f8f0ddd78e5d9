//! The scripts that readers load: minified from those that people write. `UPDATE_EXPECT=1 cargo test --test it -- scripts`
//! writes them anew.

use crate::harness::node;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The scripts as people write them, with spaces between those that are loaded as one, and as readers load them.
const SCRIPTS: &[(&str, &str)] = &[
    ("src/search/reader.js", "src/search/reader.min.js"),
    ("src/formats/worker.js", "src/formats/worker.min.js"),
    ("src/formats/gone.js", "src/formats/gone.min.js"),
    ("themes/khue/scripts/portal.js", "themes/khue/assets/portal.js"),
    ("themes/khue/scripts/search.js", "themes/khue/assets/search.js"),
    ("themes/khue/scripts/fsrs.js themes/khue/scripts/self-test.js", "themes/khue/assets/self-test.js"),
];

/// What all scripts of a site may weigh together, and the one that reads the index and the worker, in bytes.
const ALL: usize = 25 * 1024;
const WORKER: usize = 1000;
const READER: usize = 10 * 1024;

fn whole(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn scripts_are_those_that_people_wrote() {
    for (written, loaded) in SCRIPTS {
        let written: Vec<PathBuf> = written.split(' ').map(whole).collect();
        let paths: Vec<&str> = written.iter().map(|path| path.to_str().unwrap()).collect();
        let made = node("browser/minify.cjs", &paths, &Value::Null);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(whole(loaded), &made).unwrap();
        }
        let there = std::fs::read_to_string(whole(loaded)).unwrap_or_default();
        assert!(
            there == made,
            "{loaded} is not made of {paths:?}: UPDATE_EXPECT=1 cargo test --test it -- scripts"
        );
    }
}

#[test]
fn scripts_are_small() {
    let bytes = |path: &str| std::fs::metadata(whole(path)).unwrap().len() as usize;
    let reader = bytes("src/search/reader.min.js");
    assert!((2_000..=READER).contains(&reader), "the reader has {reader} bytes");
    let worker = bytes("src/formats/worker.min.js");
    assert!((100..=WORKER).contains(&worker), "the worker has {worker} bytes");
    // A site has one of the two workers; the one that only removes itself is the smaller one.
    let all: usize =
        SCRIPTS.iter().map(|(_, loaded)| *loaded).filter(|l| !l.ends_with("gone.min.js")).map(bytes).sum();
    assert!(all <= ALL, "the scripts have {all} bytes");
    // No script of the theme is left out of the sum.
    for entry in std::fs::read_dir(whole("themes/khue/assets")).unwrap() {
        let name = format!("themes/khue/assets/{}", entry.unwrap().file_name().to_str().unwrap());
        assert!(!name.ends_with(".js") || SCRIPTS.iter().any(|(_, loaded)| *loaded == name), "{name}");
    }
}
