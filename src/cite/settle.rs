//! The end of a scan: overlaps are settled, dates get their years, and offsets become those of the text as
//! given.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::dates;
use super::draft::Draft;
use super::lexicon::Lexicon;
use super::source::Source;
use super::{Findings, Form, Mention, Target};

/// Keeps, of mentions that overlap, the one that contains the others; else a number before other forms, else
/// the first.
///
/// Of two equal ranges, one whose document is known wins, so that an alias can give a document a number that
/// it does not have.
pub(super) fn documents(_: &Source<'_>, _: &Lexicon, draft: &mut Draft) {
    let is_unknown = |mention: &Mention| !matches!(mention.target, Target::Known(_));
    let is_other = |mention: &Mention| mention.form != Form::Numbered;
    draft.mentions.sort_by_key(|mention| {
        (mention.range.start, Reverse(mention.range.end), is_unknown(mention), is_other(mention))
    });
    let mut kept: Vec<Mention> = Vec::with_capacity(draft.mentions.len());
    for mention in draft.mentions.drain(..) {
        match kept.last_mut() {
            Some(last) if mention.range.start < last.range.end => {
                // Sorted as they are, the last one contains this one or they cross.
                let crosses = last.range.end < mention.range.end;
                if crosses && is_other(last) && !is_other(&mention) {
                    *last = mention;
                }
            }
            _ => kept.push(mention),
        }
    }
    draft.mentions = kept;
}

/// What the text mentions, from what was found in its composed form.
pub(super) fn findings(source: &Source<'_>, draft: Draft, written: Option<Date>) -> Findings {
    let mut dates = dates::finish(&draft, source.text(), written);
    dates.retain(|date| {
        let next = draft.mentions.partition_point(|mention| mention.range.end <= date.range.start);
        // A document's own name may hold a date, but no number does.
        draft
            .mentions
            .get(next)
            .is_none_or(|mention| mention.form == Form::Alias || date.range.end <= mention.range.start)
    });
    let mut findings = Findings {
        mentions: draft.mentions,
        dates,
        people: draft.people,
        organisations: draft.organisations,
        terms: draft.terms,
    };
    for mention in &mut findings.mentions {
        mention.range = source.to_given(mention.range.clone());
    }
    for date in &mut findings.dates {
        date.range = source.to_given(date.range.clone());
    }
    let names = findings.people.iter_mut().chain(&mut findings.organisations);
    for name in names.chain(&mut findings.terms) {
        name.range = source.to_given(name.range.clone());
    }
    findings
}
