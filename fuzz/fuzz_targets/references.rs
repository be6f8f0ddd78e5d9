//! References: those of any Markdown are stretches of it, are what a whole portal follows, and lead nowhere but to things
//! of the portal.

#![no_main]

use khue::markup::{Link, Links, Options, Reference, references, render};
use khue::model::site::passage_number;
use khue::resolve::context::file_at;
use khue::{Options as Build, Snapshot};
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

/// Notes what is asked for, and answers with a place in the site.
struct Asked(RefCell<Vec<Reference>>);

impl Links for Asked {
    fn link(&self, reference: &Reference) -> Option<Link> {
        self.0.borrow_mut().push(reference.clone());
        Some(Link { href: "there.html".to_owned(), ..Link::default() })
    }
}

const PORTAL: &str = "title: A\nlanguage: en\nformats: []\nsearch: false\n";

fuzz_target!(|text: &str| {
    let found = references(text);
    let mut end = 0;
    for reference in &found {
        assert!(text.get(reference.range.clone()).is_some(), "{:?} is no stretch", reference.range);
        assert!(end <= reference.range.start, "references overlap, or are not sorted");
        end = reference.range.end;
        let file = file_at("content/topics/a.md", &reference.target);
        assert!(file.split('/').all(|part| part != ".." && part != "."), "{file}");
        if let Some(number) = passage_number(&reference.target) {
            assert_eq!(reference.target, format!("p{}", number + 1));
        }
    }
    assert_eq!(found, references(text), "twice the same");
    let asked = Asked(RefCell::default());
    let _ = render(text, &Options::default(), &asked);
    for reference in asked.0.into_inner() {
        assert!(found.contains(&reference), "{reference:?} was not announced");
    }
    // Resolved, each leads to a thing of the portal or is told of, at a place in its file.
    let page = format!("---\ntitle: A\n---\n{text}");
    let files = [("portal.yaml", PORTAL.to_owned()), ("content/topics/a.md", page.clone())];
    let compiled = khue::compile::resolve(&Snapshot::from_files(files), &Build::default());
    for diagnostic in &compiled.diagnostics {
        let place = diagnostic.location.as_ref().expect("a mistake in a file has a place");
        if place.file == "content/topics/a.md" {
            assert!(page.get(place.range.clone()).is_some(), "{:?}", place.range);
        }
    }
});
