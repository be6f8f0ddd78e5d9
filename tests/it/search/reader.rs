//! What the reader program weighs, and what it asks of a host.

use super::node;
use crate::harness::PortalTest;
use serde_json::Value;
use std::path::Path;

/// The length of a script as it is, minified.
fn minified(path: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    node("browser/minify.cjs", &[path.to_str().unwrap()], &Value::Null).trim().parse().unwrap()
}

#[test]
fn scripts_are_small() {
    let reader = minified("src/search/reader.js");
    assert!((2_000..=10 * 1024).contains(&reader), "the reader has {reader} bytes");
    // What a site has is the same program.
    let site = PortalTest::small();
    site.build();
    assert_eq!(minified(site.root().join("output/search/reader.js").to_str().unwrap()), reader);
    let all = reader + minified("themes/khue/assets/search.js") + minified("themes/khue/assets/portal.js");
    assert!(all <= 25_000, "the scripts have {all} bytes");
}

#[test]
fn files_are_named_by_their_content() {
    let names = |test: &PortalTest| -> Vec<String> {
        let site = test.build();
        let files = site.paths().into_iter().filter(|path| path.starts_with("search/"));
        files.map(str::to_owned).collect()
    };
    let test = PortalTest::small();
    let before = names(&test);
    assert!(
        before.contains(&"search/index.js".to_owned()) && before.contains(&"search/reader.js".to_owned())
    );
    assert!(before.len() > 5, "{before:?}");
    assert_eq!(names(&test), before);
    test.edit("seeds/a.txt", "học tập", "học hỏi");
    test.edit("content/articles/a.yaml", "siglum: A", "siglum: A\nauthor: Ai đó");
    let after = names(&test);
    assert_ne!(after, before);
    // The directory and the program are where pages look for them.
    assert!(after.contains(&"search/index.js".to_owned()) && after.contains(&"search/reader.js".to_owned()));
}
