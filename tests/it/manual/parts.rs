//! Parts of metadata files that the manual shows: read by Khuê's own reader.

use khue::diagnostic::Code;
use khue::parse::file;
use khue::parse::metadata::{
    Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Publisher, Topic,
};
use khue::snapshot::File;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// Reads `text` as metadata of a kind. Keys that a whole file would need may be missing; all else must be right.
pub fn read(place: &str, kind: &str, text: &str) {
    match kind {
        "portal" => one::<Portal>(place, text),
        "article" => one::<Article>(place, text),
        "publisher" => one::<Publisher>(place, text),
        "document" => one::<Document>(place, text),
        "event" => one::<Event>(place, text),
        "person" => one::<Person>(place, text),
        "organisation" => one::<Organisation>(place, text),
        "topic" => one::<Topic>(place, text),
        "page" => one::<Page>(place, text),
        "terms" => one::<Glossary>(place, text),
        other => panic!("{place}: there is no kind `{other}`"),
    }
}

fn one<T: DeserializeOwned + JsonSchema>(place: &str, text: &str) {
    let content = File::from(text.as_bytes().to_vec());
    let outcome = file::parse::<T>("part", "part.yaml", &content, &file::schema::<T>());
    for diagnostic in outcome.diagnostics {
        let whole = diagnostic.code == Code::MissingKey
            && diagnostic.location.as_ref().is_some_and(|l| l.range.start == 0);
        assert!(whole, "{place}: {} {:?}", diagnostic.message, diagnostic.hint);
    }
}
