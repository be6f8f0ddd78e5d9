//! What of the last run still holds: whether things are called as they were, and what texts may mention.

use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata::{Document, Text};
use std::sync::Arc;

/// Whether the registries of two contents are equal: the same things in the same places, under the same names.
pub fn same_names(one: &Content, two: &Content) -> bool {
    fn same<T>(one: &[Arc<Parsed<T>>], two: &[Arc<Parsed<T>>], named: impl Fn(&T, &T) -> bool) -> bool {
        let pair = |(one, two): (&Arc<Parsed<T>>, &Arc<Parsed<T>>)| {
            Arc::ptr_eq(one, two) || (one.id == two.id && one.file == two.file && named(&one.meta, &two.meta))
        };
        one.len() == two.len() && one.iter().zip(two).all(pair)
    }
    let numbered = |one: &Document, two: &Document| {
        one.kind == two.kind && one.number == two.number && one.issued == two.issued
    };
    same(&one.articles, &two.articles, |_, _| true)
        && same(&one.publishers, &two.publishers, |_, _| true)
        && same(&one.documents, &two.documents, numbered)
        && same(&one.events, &two.events, |_, _| true)
        && same(&one.people, &two.people, |a, b| a.name == b.name && a.aliases == b.aliases)
        && same(&one.organisations, &two.organisations, |a, b| a.name == b.name && a.aliases == b.aliases)
        && same(&one.topics, &two.topics, |_, _| true)
        && same(&one.pages, &two.pages, |_, _| true)
        && terms(one) == terms(two)
        && one.withheld == two.withheld
        && one.withheld_numbers == two.withheld_numbers
        && one.static_files.paths().eq(two.static_files.paths())
}

/// The terms of a glossary in the order of their ids, with all their spellings.
fn terms(content: &Content) -> Vec<(String, Vec<&str>)> {
    let Some(parsed) = &content.glossary else { return Vec::new() };
    let spellings = |index: usize| -> Vec<&str> {
        let term = &parsed.meta.terms[index];
        std::iter::once(&term.term).chain(&term.aliases).map(|text| &**text).collect()
    };
    parsed.meta.in_order().into_iter().map(|(id, index)| (id, spellings(index))).collect()
}

/// Whether texts that do not change mention the same things in both contents: documents, people, organisations, terms, by the
/// same names in the same places; and whether publishers stand in the same places.
pub fn same_mentions(one: &Content, two: &Content) -> bool {
    fn documents<'a>(content: &'a Content) -> impl Iterator<Item = impl PartialEq + 'a> {
        content.documents.iter().map(|d| {
            let meta = &d.meta;
            (&d.file, &meta.kind, &meta.number, &meta.aliases, &meta.issued)
        })
    }
    fn people(content: &Content) -> impl Iterator<Item = (&Text, &[Text])> {
        content.people.iter().map(|p| (&p.meta.name, &p.meta.aliases[..]))
    }
    fn organisations(content: &Content) -> impl Iterator<Item = (&Text, &[Text])> {
        content.organisations.iter().map(|p| (&p.meta.name, &p.meta.aliases[..]))
    }
    let publishers = |content: &Content| content.publishers.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
    documents(one).eq(documents(two))
        && people(one).eq(people(two))
        && organisations(one).eq(organisations(two))
        && publishers(one) == publishers(two)
        && terms(one) == terms(two)
        && one.withheld == two.withheld
        && one.withheld_numbers == two.withheld_numbers
}
