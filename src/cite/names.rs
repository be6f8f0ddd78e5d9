//! People and organisations by the names that the lexicon gives them.

use std::ops::Range;

use super::draft::{Draft, folded_before};
use super::lexicon::{Lexicon, WORDS};
use super::near::{char_before, skip_blanks_back};
use super::phrases::{Hit, Owner};
use super::source::Source;
use super::{Mention, NameMention};

/// Finds names, the leftmost and of those the longest: *Thanh tra Chính phủ* is not *Chính phủ*.
///
/// Needs the mentions of documents to be final: a name within one of them, or one that overlaps its edge, is
/// part of the document's name. A name that two people or two organisations bear is nobody's; a person's
/// behind a word such as *thành phố* or *đường* is a place's.
pub(super) fn scan(source: &Source<'_>, _: &Lexicon, draft: &mut Draft) {
    let text = source.text();
    let mut done = 0;
    for hit in &draft.hits {
        let is_name =
            hit.owners.iter().any(|owner| matches!(owner, Owner::Person(_) | Owner::Organisation(_)));
        if !is_name
            || hit.range.start < done
            || is_taken(&draft.mentions, &hit.range)
            || source.in_address(&hit.range)
        {
            continue;
        }
        done = hit.range.end;
        match bearer(hit) {
            Some(Owner::Person(index)) if !is_place(text, hit.range.start) => {
                draft.people.push(NameMention { range: hit.range.clone(), index });
            }
            Some(Owner::Organisation(index)) => {
                draft.organisations.push(NameMention { range: hit.range.clone(), index });
            }
            _ => {}
        }
    }
}

/// The only person, or else the only organisation, that bears a name.
fn bearer(hit: &Hit) -> Option<Owner> {
    let only = |wanted: fn(&Owner) -> bool| {
        let mut bearers = hit.owners.iter().filter(|owner| wanted(owner));
        bearers.next().filter(|_| bearers.next().is_none()).copied()
    };
    only(|owner| matches!(owner, Owner::Person(_)))
        .or_else(|| only(|owner| matches!(owner, Owner::Organisation(_))))
}

/// Whether a document's mention overlaps a range without lying inside it.
fn is_taken(mentions: &[Mention], range: &Range<usize>) -> bool {
    let next = mentions.partition_point(|mention| mention.range.end <= range.start);
    let mut overlapping = mentions[next..].iter().take_while(|mention| mention.range.start < range.end);
    overlapping.any(|mention| {
        let is_inside = range.start <= mention.range.start && mention.range.end <= range.end;
        !is_inside || mention.range == *range
    })
}

/// Whether the words before make a person's name the name of a place.
fn is_place(text: &str, start: usize) -> bool {
    // `TP. Hồ Chí Minh`
    let at = skip_blanks_back(text, start)
        .filter(|at| char_before(text, *at) == Some('.'))
        .map_or(start, |at| at - 1);
    let before = folded_before(text, at, 2);
    let is_place = |word: &str| WORDS.is_place(word);
    match &before[..] {
        [(_, last), (_, first), ..] => is_place(last) || is_place(&format!("{first} {last}")),
        [(_, last)] => is_place(last),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_after_people() {
        for text in
            ["Thành phố |", "TP. |", "TP.|", "tp |", "đường |", "Trường THPT |", "chính trị quốc gia |"]
        {
            assert!(is_place(text.trim_end_matches('|'), text.len() - 1), "{text:?}");
        }
        for text in ["Chủ tịch |", "|", "ông |", "hội nghị. |", "Bộ trưởng |"] {
            assert!(!is_place(text.trim_end_matches('|'), text.len() - 1), "{text:?}");
        }
    }

    #[test]
    fn a_name_of_several_is_nobodys() {
        let hit = |owners: &[Owner]| bearer(&Hit { range: 0..1, owners: owners.to_vec() });
        assert_eq!(hit(&[Owner::Person(1)]), Some(Owner::Person(1)));
        assert_eq!(hit(&[Owner::Person(1), Owner::Person(2)]), None);
        assert_eq!(hit(&[Owner::Document(0), Owner::Organisation(2)]), Some(Owner::Organisation(2)));
        assert_eq!(hit(&[Owner::Person(1), Owner::Organisation(2)]), Some(Owner::Person(1)));
    }
}
