//! `cite/`: every article and document as a record for reference managers, in three syntaxes, and all of them in one file
//! of each.
//!
//! A syntax is one file here, a line in [`SYNTAXES`] and one in [`WRITERS`]. All are written from the same [`Record`], so that they agree.

mod bibtex;
mod csl;
mod record;
mod ris;

use super::Input;
use crate::model::Artifact;
use crate::model::site::{ArticleId, DocumentId, Thing};
use crate::offers::{SYNTAXES, has_references};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use record::Record;

/// How a syntax is written.
struct Writer {
    /// Writes a record, which stands in a file without anything between it and the next but a separator.
    write: fn(&Record<'_>, &mut String),
    /// What stands before, between and after records.
    frame: [&'static str; 3],
}

/// The writers of [`SYNTAXES`], in their order.
const WRITERS: [Writer; SYNTAXES.len()] = [
    Writer { write: csl::write, frame: ["[", ",\n", "]\n"] },
    Writer { write: bibtex::write, frame: ["", "\n", ""] },
    Writer { write: ris::write, frame: ["", "\r\n", ""] },
];

/// The files of every article and document, articles first, then those of the whole portal; none for an empty portal.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let site = input.site;
    if !has_references(site) {
        return Vec::new();
    }
    let articles = (0..site.articles.len() as u32).map(|i| Thing::Article(ArticleId(i)));
    let documents = (0..site.documents.len() as u32).map(|i| Thing::Document(DocumentId(i)));
    let things: Vec<Thing> = articles.chain(documents).collect();
    let records: Vec<[String; SYNTAXES.len()]> = things
        .par_iter()
        .map(|&thing| {
            let record = Record::of(input, thing).expect("an article or document has a record");
            let mut texts = [const { String::new() }; SYNTAXES.len()];
            for (writer, text) in WRITERS.iter().zip(&mut texts) {
                (writer.write)(&record, text);
            }
            texts
        })
        .collect();
    let mut files = Vec::with_capacity((records.len() + 1) * SYNTAXES.len());
    let mut all: Vec<String> = WRITERS.iter().map(|writer| writer.frame[0].to_owned()).collect();
    for (place, (thing, texts)) in things.into_iter().zip(records).enumerate() {
        for (((syntax, writer), text), all) in SYNTAXES.iter().zip(&WRITERS).zip(texts).zip(&mut all) {
            let [before, between, after] = writer.frame;
            if place > 0 {
                all.push_str(between);
            }
            all.push_str(&text);
            let path = syntax.file(site, thing).expect("an article or document has a file");
            files.push(super::text(
                &path,
                if before.is_empty() { text } else { [before, &text, after].concat() },
            ));
        }
    }
    for ((syntax, writer), all) in SYNTAXES.iter().zip(&WRITERS).zip(all) {
        files.push(super::text(&syntax.whole(), all + writer.frame[2]));
    }
    files
}
