//! `cite/`: every article and document as a record for reference managers, in three syntaxes, and all of them in one file
//! of each.
//!
//! A syntax is one file here and one line in [`SYNTAXES`]. All are written from the same [`Record`], so that they agree.

mod bibtex;
mod csl;
mod record;
mod ris;

use super::Input;
use crate::model::Artifact;
use crate::model::site::{ArticleId, DocumentId, Site, Thing};
use rayon::prelude::*;
use record::Record;

/// A syntax of references.
pub struct Syntax {
    /// Its name, as readers know it.
    pub name: &'static str,
    /// The end of its files' names.
    pub extension: &'static str,
    /// Writes a record, which stands in a file without anything between it and the next but `separator`.
    write: fn(&Record<'_>, &mut String),
    /// What stands before, between and after records.
    frame: [&'static str; 3],
}

/// All syntaxes.
pub const SYNTAXES: &[Syntax] = &[
    Syntax { name: "CSL-JSON", extension: "csl.json", write: csl::write, frame: ["[", ",\n", "]\n"] },
    Syntax { name: "BibTeX", extension: "bib", write: bibtex::write, frame: ["", "\n", ""] },
    Syntax { name: "RIS", extension: "ris", write: ris::write, frame: ["", "\r\n", ""] },
];

/// The file that holds all records in a syntax.
pub fn whole(syntax: &Syntax) -> String {
    format!("cite/portal.{}", syntax.extension)
}

/// The file that holds the record of one article or document; none for other things.
pub fn file(site: &Site, thing: Thing, syntax: &Syntax) -> Option<String> {
    let folder = match thing {
        Thing::Article(_) => "articles",
        Thing::Document(_) => "documents",
        _ => return None,
    };
    Some(format!("cite/{folder}/{}.{}", site.id(thing), syntax.extension))
}

/// Whether there is anything to cite.
pub fn has_entries(site: &Site) -> bool {
    !site.articles.is_empty() || !site.documents.is_empty()
}

/// The files of every article and document, articles first, then those of the whole portal; none for an empty portal.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let site = input.site;
    if !has_entries(site) {
        return Vec::new();
    }
    let articles = (0..site.articles.len() as u32).map(|i| Thing::Article(ArticleId(i)));
    let documents = (0..site.documents.len() as u32).map(|i| Thing::Document(DocumentId(i)));
    let things: Vec<Thing> = articles.chain(documents).collect();
    let records: Vec<[String; 3]> = things
        .par_iter()
        .map(|&thing| {
            let record = Record::of(input, thing).expect("an article or document has a record");
            let mut texts = [const { String::new() }; 3];
            for (syntax, text) in SYNTAXES.iter().zip(&mut texts) {
                (syntax.write)(&record, text);
            }
            texts
        })
        .collect();
    let mut files = Vec::with_capacity((records.len() + 1) * SYNTAXES.len());
    let mut all: Vec<String> = SYNTAXES.iter().map(|syntax| syntax.frame[0].to_owned()).collect();
    for (place, (thing, texts)) in things.into_iter().zip(records).enumerate() {
        for ((syntax, text), all) in SYNTAXES.iter().zip(texts).zip(&mut all) {
            if place > 0 {
                all.push_str(syntax.frame[1]);
            }
            all.push_str(&text);
            let path = file(site, thing, syntax).expect("an article or document has a file");
            let [before, _, after] = syntax.frame;
            files.push(super::text(
                &path,
                if before.is_empty() { text } else { [before, &text, after].concat() },
            ));
        }
    }
    files.extend(
        SYNTAXES.iter().zip(all).map(|(syntax, all)| super::text(&whole(syntax), all + syntax.frame[2])),
    );
    files
}
