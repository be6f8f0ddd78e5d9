//! What texts may mention: the names of a portal's documents, people, organisations and terms.

use super::registry::{shown_date, texts};
use crate::cite::{Lexicon, LexiconDocument, LexiconName};
use crate::facts::Names;
use crate::model::DocumentNumber;
use crate::model::hash::Hasher;
use crate::parse::content::Content;
use crate::parse::metadata::Text;
use std::fmt::Write;

/// All that a lexicon is made of.
#[derive(Debug)]
struct Lists<'a> {
    documents: Vec<LexiconDocument<'a>>,
    people: Vec<LexiconName<'a>>,
    organisations: Vec<LexiconName<'a>>,
    terms: Vec<LexiconName<'a>>,
}

/// The names that texts may mention.
pub fn lexicon(content: &Content) -> Lexicon {
    with_lists(content, |lists| {
        Lexicon::new(&lists.documents, &lists.people, &lists.organisations, &lists.terms)
    })
}

/// The IDs of what texts may mention, in the order of the lexicon's indices, with the hash of the whole vocabulary.
///
/// Equal hashes mean that the lexicons find the same in every text: SHA-256 of all that a lexicon is made of, and of the IDs.
pub fn names(content: &Content) -> Names {
    let terms = content.glossary.iter().flat_map(|parsed| parsed.meta.in_order());
    let mut names = Names {
        documents: content.documents.iter().map(|p| p.id.clone()).collect(),
        people: content.people.iter().map(|p| p.id.clone()).collect(),
        organisations: content.organisations.iter().map(|p| p.id.clone()).collect(),
        terms: terms.map(|(id, _)| id).collect(),
        hash: String::new(),
    };
    let mut hasher = Hasher::default();
    // What is derived tells of every field, of those too that somebody adds later.
    with_lists(content, |lists| write!(hasher, "{lists:?}{names:?}")).expect("a hash takes everything");
    names.hash = hasher.finish();
    names
}

fn with_lists<T>(content: &Content, work: impl FnOnce(&Lists<'_>) -> T) -> T {
    let numbers: Vec<Option<DocumentNumber>> =
        content.documents.iter().map(|p| p.meta.number.as_deref().and_then(DocumentNumber::parse)).collect();
    let documents =
        content.documents.iter().zip(&numbers).enumerate().map(|(index, (parsed, number))| LexiconDocument {
            index,
            kind: parsed.meta.kind.as_deref().unwrap_or_default(),
            number: number.as_ref(),
            aliases: texts(&parsed.meta.aliases),
            issued: parsed.meta.issued.as_ref().and_then(shown_date).and_then(|when| when.day()),
        });
    let people =
        content.people.iter().enumerate().map(|(index, p)| name(index, &p.meta.name, &p.meta.aliases));
    let organisations =
        content.organisations.iter().enumerate().map(|(index, p)| name(index, &p.meta.name, &p.meta.aliases));
    let terms = content.glossary.iter().flat_map(|parsed| {
        let in_order = parsed.meta.in_order().into_iter().enumerate();
        in_order.map(|(index, (_, at))| {
            let term = &parsed.meta.terms[at];
            name(index, &term.term, &term.aliases)
        })
    });
    work(&Lists {
        documents: documents.collect(),
        people: people.collect(),
        organisations: organisations.collect(),
        terms: terms.collect(),
    })
}

fn name<'a>(index: usize, name: &'a Text, aliases: &'a [Text]) -> LexiconName<'a> {
    let mut names: Vec<&str> = vec![name];
    names.extend(texts(aliases));
    LexiconName { index, names }
}
