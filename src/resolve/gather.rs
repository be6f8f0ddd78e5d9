//! Passages that hold the terms of topics.

use crate::model::site::{Article, ArticleId, Gathered, Topic};
use crate::text::{fold, words};
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use std::ops::Range;

/// For each topic the passages that hold one of its terms, in the order of articles.
///
/// Letter case and tone placement are ignored; a term begins and ends where syllables do.
pub fn gather(topics: &[Topic], articles: &[Article]) -> Vec<Vec<Gathered>> {
    let mut gathered: Vec<Vec<Gathered>> = vec![Vec::new(); topics.len()];
    let mut terms: Vec<String> = Vec::new();
    let mut owners: Vec<Vec<usize>> = Vec::new();
    for (index, topic) in topics.iter().enumerate() {
        for term in &topic.terms {
            let term = fold::lower_tone(term.trim());
            if term.is_empty() {
                continue;
            }
            match terms.iter().position(|known| *known == term) {
                Some(at) if owners[at].contains(&index) => {}
                Some(at) => owners[at].push(index),
                None => {
                    terms.push(term);
                    owners.push(vec![index]);
                }
            }
        }
    }
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&terms) else {
        return gathered;
    };
    if terms.is_empty() {
        return gathered;
    }
    let found: Vec<Vec<(usize, u32, Range<usize>)>> = articles
        .par_iter()
        .map(|article| {
            let mut found = Vec::new();
            for (n, passage) in article.passages.iter().enumerate() {
                let text = &article.text[passage.range.clone()];
                for (term, range) in find(&automaton, text) {
                    found.push((
                        term,
                        n as u32,
                        range.start + passage.range.start..range.end + passage.range.start,
                    ));
                }
            }
            found
        })
        .collect();
    for (index, found) in found.into_iter().enumerate() {
        let id = ArticleId(index as u32);
        for (term, passage, range) in found {
            for &owner in &owners[term] {
                match gathered[owner].last_mut() {
                    Some(hit) if hit.article == id && hit.passage == passage => hit.terms.push(range.clone()),
                    _ => gathered[owner].push(Gathered { article: id, passage, terms: vec![range.clone()] }),
                }
            }
        }
    }
    for hit in gathered.iter_mut().flatten() {
        hit.terms.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
        hit.terms.dedup_by(|next, kept| next.start < kept.end);
    }
    gathered
}

/// Terms in `text`: which, and where in `text`.
fn find(automaton: &AhoCorasick, text: &str) -> Vec<(usize, Range<usize>)> {
    let folded = fold::lower_tone(text);
    let mut matches = automaton.find_overlapping_iter(&folded).peekable();
    if matches.peek().is_none() {
        return Vec::new();
    }
    // Folding keeps syllables one for one, so a syllable's position leads back to the text.
    let here: Vec<Range<usize>> = words::syllables(text).collect();
    let there: Vec<Range<usize>> = words::syllables(&folded).collect();
    if here.len() != there.len() {
        return Vec::new();
    }
    matches
        .filter_map(|found| {
            let first = there.binary_search_by_key(&found.start(), |r| r.start).ok()?;
            let last = there.binary_search_by_key(&found.end(), |r| r.end).ok()?;
            Some((found.pattern().as_usize(), here[first].start..here[last].end))
        })
        .collect()
}
