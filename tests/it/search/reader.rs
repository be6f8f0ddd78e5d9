//! The files of the index.

use crate::harness::PortalTest;

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
