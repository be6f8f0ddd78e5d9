//! Terms of the glossary, by their spellings.

use std::ops::Range;

use super::NameMention;
use super::draft::Draft;
use super::lexicon::Lexicon;
use super::phrases::Owner;
use super::source::Source;

/// Finds terms, the leftmost and of those the longest, where nothing else is mentioned.
///
/// Needs all other mentions to be final: a term that touches the name of a document, a person or an organisation is part
/// of that name. A spelling that two terms have is nobody's.
pub(super) fn scan(source: &Source<'_>, _: &Lexicon, draft: &mut Draft) {
    let mut found: Vec<NameMention> = Vec::new();
    let mut done = 0;
    for hit in &draft.hits {
        let mut terms = hit.owners.iter().filter_map(|owner| match owner {
            Owner::Term(index) => Some(*index),
            _ => None,
        });
        let (Some(index), None) = (terms.next(), terms.next()) else { continue };
        let range = &hit.range;
        let is_taken = range.start < done
            || touches(&draft.mentions, |mention| &mention.range, range)
            || touches(&draft.people, |name| &name.range, range)
            || touches(&draft.organisations, |name| &name.range, range)
            || source.in_address(range);
        if !is_taken {
            done = range.end;
            found.push(NameMention { range: range.clone(), index });
        }
    }
    draft.terms = found;
}

/// Whether one of the ranges in a list, sorted and without overlap, has a byte in common with `range`.
fn touches<T>(list: &[T], of: impl Fn(&T) -> &Range<usize>, range: &Range<usize>) -> bool {
    let next = list.partition_point(|one| of(one).end <= range.start);
    list.get(next).is_some_and(|one| of(one).start < range.end)
}
