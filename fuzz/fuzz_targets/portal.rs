//! A whole portal in which one file holds any text: it becomes a site in which no element stands that the text brought in, or
//! there are errors, each at a place.

#![no_main]

use khue::diagnostic::{Severity, has_errors};
use khue::model::Artifact;
use khue::{Options, Snapshot, compile};
use libfuzzer_sys::fuzz_target;

macro_rules! sample {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("../../starters/vi/", $path)))),*] };
}

/// The files of a small portal with a thing of each kind.
const FILES: &[(&str, &str)] = sample! {
    "portal.yaml"
    "seeds/tu-sach-mo-lai.txt"
    "content/articles/tu-sach-mo-lai.yaml"
    "content/documents/15-qd-ubnd.yaml"
    "content/events/mo-cua-lai.yaml"
    "content/people/le-thi-hanh.yaml"
    "content/organisations/ubnd-xa-suoi-trong.yaml"
    "content/publishers/ban-tin-xa.yaml"
    "content/topics/muon-sach.md"
};

/// Files that the portal has only where the text stands in one of them.
const MORE: &[&str] = &[
    "content/articles/bai-viet.md",
    "content/pages/gioi-thieu.md",
    "content/terms.yaml",
    "themes/khue/strings/vi.yaml",
    "themes/khue/templates/parts/backlink.html",
    "static/gieng.png",
];

/// The path of the file that holds the text: `a` is the first of [`FILES`], and those of [`MORE`] follow.
fn path(kind: u8) -> Option<&'static str> {
    let at = usize::from(kind.checked_sub(b'a')?);
    let known = FILES.get(at).map(|file| file.0);
    known.or_else(|| MORE.get(at.checked_sub(FILES.len())?).copied())
}

/// Looks at the tags of a page: names and attributes that our templates write, and none that runs anything.
fn check(page: &Artifact) {
    let html = std::str::from_utf8(&page.bytes).expect("a page is UTF-8");
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[..end];
        let name = tag.split_ascii_whitespace().next().expect("a tag has a name");
        assert!(
            !matches!(name, "iframe" | "object" | "embed" | "base" | "style"),
            "<{tag}> in {}",
            page.path
        );
        // What stands between double quotes is a value; a handler among the names of attributes would run.
        let names = tag.split('"').step_by(2).flat_map(str::split_ascii_whitespace);
        for attribute in names.skip(1) {
            let is_name = attribute.bytes().all(|b| b.is_ascii_alphanumeric() || b"-=/:".contains(&b));
            let runs = attribute.to_ascii_lowercase().starts_with("on");
            assert!(is_name && !runs, "{attribute:?} of <{tag}> in {}", page.path);
        }
        let values = tag.split('"').skip(1).step_by(2);
        for value in values {
            assert!(
                !value.trim_start().to_ascii_lowercase().starts_with("javascript:"),
                "<{tag}> in {}",
                page.path
            );
        }
        rest = &rest[end..];
        if name == "script" {
            let close = rest.find("</script").expect("a script ends");
            assert!(!rest[..close].contains("<!--"), "a comment in a script in {}", page.path);
            rest = &rest[close..];
        }
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((kind, text)) = input.split_first() else { return };
    let Some(path) = path(*kind) else { return };
    let others = FILES.iter().filter(|file| file.0 != path);
    let others = others.map(|file| (file.0, file.1.as_bytes())).chain([("static/ban-do.txt", &b"A"[..])]);
    let files = others.chain([(path, text)]);
    let snapshot = Snapshot::from_files(files);
    let compiled = compile(&snapshot, &Options::default());
    for diagnostic in &compiled.diagnostics {
        assert!(!diagnostic.message.is_empty());
        if let Some(place) = &diagnostic.location {
            let range = &place.range;
            let length = snapshot.get(&place.file).map_or(range.end, |file| file.len());
            assert!(range.start <= range.end && range.end <= length, "{diagnostic:?}");
        } else {
            assert_eq!(diagnostic.severity, Severity::Warning, "an error without a place: {diagnostic:?}");
        }
    }
    let is_whole = !compiled.artifacts.is_empty() && compiled.unmade.is_empty();
    assert_eq!(is_whole, !has_errors(&compiled.diagnostics), "{:?}", compiled.diagnostics);
    for made in &compiled.artifacts {
        // A template may write what it likes.
        if made.path.ends_with(".html") && !path.ends_with(".html") {
            check(made);
        } else if made.path.ends_with(".json") {
            serde_json::from_slice::<serde::de::IgnoredAny>(&made.bytes).expect("JSON");
        }
    }
});
