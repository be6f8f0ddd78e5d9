//! The words with which a document is cited: number, date, issuer and title. Everybody who cites it has the same ones, so
//! that they are no parallel.

use crate::model::site::{Agency, Article, Formulas, Site};
use crate::text::parallels::{Forms, hashes};
use crate::text::words;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// So many syllables of a title, in their order, are known for it; of a shorter one, all.
const PART: usize = 12;

/// Shorter titles and names are no formula by themselves.
const SHORTEST: usize = 3;

/// So many syllables between two parts belong to the formula: *ngày*, *của*, *về việc*.
const BETWEEN: usize = 2;

/// How the documents of `site` are cited; `before` may have been made from the same documents and organisations.
pub fn formulas(site: &Site, before: Option<&Site>) -> Arc<Formulas> {
    fn same<T>(one: &[Arc<T>], two: &[Arc<T>]) -> bool {
        one.len() == two.len() && one.iter().zip(two).all(|(one, two)| Arc::ptr_eq(one, two))
    }
    let current = |before: &&Site| {
        same(&before.documents, &site.documents) && same(&before.organisations, &site.organisations)
    };
    if let Some(before) = before.filter(current) {
        return before.formulas.clone();
    }
    let mut formulas = Formulas::default();
    let mut known = Forms::default();
    for document in &site.documents {
        for title in &document.title.versions {
            add(&title.value, &mut formulas.titles, &mut known);
        }
        for issuer in &document.issuer.versions {
            let issuers = &mut formulas.issuers;
            match &issuer.value {
                Agency::Name(name) => add(name, issuers, &mut known),
                Agency::Known(id) => {
                    let agent = &site[id];
                    let names = std::iter::once(&agent.name).chain(&agent.aliases);
                    names.for_each(|name| add(name, issuers, &mut known));
                }
            }
        }
    }
    Arc::new(formulas)
}

/// Adds a title or name to those by which formulas are known.
fn add(phrase: &str, phrases: &mut Phrases, known: &mut Forms) {
    let forms: Vec<u64> = words::syllables(phrase).map(|range| known.form(&phrase[range])).collect();
    let length = forms.len().min(PART);
    if length >= SHORTEST {
        phrases.entry(length).or_default().extend(hashes(&forms, length));
    }
}

/// Words by their number, as hashes.
type Phrases = BTreeMap<usize, HashSet<u64>>;

/// Marks the syllables that stand in one of the phrases.
fn mark_phrases(forms: &[u64], phrases: &Phrases, marks: &mut [bool]) {
    for (length, phrases) in phrases {
        for (at, hash) in hashes(forms, *length).enumerate() {
            if phrases.contains(&hash) {
                marks[at..at + length].fill(true);
            }
        }
    }
}

/// Of what is sorted by passages, that of one passage.
fn of_passage<T>(sorted: &[T], passage: u32, of: impl Fn(&T) -> u32) -> &[T] {
    let first = sorted.partition_point(|one| of(one) < passage);
    &sorted[first..][..sorted[first..].partition_point(|one| of(one) == passage)]
}

/// For each syllable of a passage (from 0) of an article, whether it is part of a formula.
pub fn mark(
    formulas: &Formulas,
    article: &Article,
    passage: u32,
    spans: &[Range<usize>],
    known: &mut Forms,
) -> Vec<bool> {
    let mut marks = vec![false; spans.len()];
    // All of these are sorted by their places: a passage may be a whole book with thousands of each.
    let mentions = of_passage(&article.mentions, passage, |mention| mention.passage).iter().map(|m| &m.range);
    let dates = of_passage(&article.dates, passage, |date| date.passage).iter().map(|date| &date.range);
    for range in mentions.chain(dates) {
        let first = spans.partition_point(|span| span.end <= range.start);
        let behind = spans.partition_point(|span| span.start < range.end);
        marks[first..behind.max(first)].fill(true);
    }
    let forms: Vec<u64> = spans.iter().map(|span| known.form(&article.text[span.clone()])).collect();
    mark_phrases(&forms, &formulas.titles, &mut marks);
    // An issuer is part of it beside a number, a date or a title only; elsewhere it is somebody who does something.
    let mut issuers = vec![false; marks.len()];
    mark_phrases(&forms, &formulas.issuers, &mut issuers);
    let is_near = |marks: &[bool], at: usize| {
        marks[at.saturating_sub(BETWEEN + 1)..(at + BETWEEN + 2).min(marks.len())].contains(&true)
    };
    for at in 0..marks.len() {
        marks[at] |= issuers[at] && is_near(&marks, at);
    }
    for at in (0..marks.len()).rev() {
        marks[at] |= issuers[at] && is_near(&marks, at);
    }
    let mut last: Option<usize> = None;
    for at in 0..marks.len() {
        if !marks[at] {
            continue;
        }
        if let Some(last) = last.filter(|last| at - last <= BETWEEN + 1) {
            marks[last..at].fill(true);
        }
        last = Some(at);
    }
    marks
}
