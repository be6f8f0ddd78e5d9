//! Findings as facts, and facts as findings: indices of the vocabulary become IDs, offsets of passages those of the seed.

use super::{Day, Document, Facts, Form, Name, Problem, Span, Target};
use crate::cite::{self, DateProblem, Findings};
use crate::model::DocumentNumber;
use crate::model::site::Passage;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// The IDs of what texts may mention, each list sorted, and in the order of the lexicon's indices.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Documents.
    pub documents: Vec<String>,
    /// People.
    pub people: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
    /// Terms.
    pub terms: Vec<String>,
    /// The hash of the whole vocabulary.
    pub hash: String,
}

impl Facts {
    /// Adds what was found in the passage that begins at `start`.
    pub(super) fn add(&mut self, start: usize, findings: &Findings, names: &Names) {
        let shift = |range: &Range<usize>| (range.start + start, range.end + start);
        for mention in &findings.mentions {
            let (target, indices) = match &mention.target {
                cite::Target::Known(index) => (Target::Known, vec![*index]),
                cite::Target::Unknown => (Target::Unknown, Vec::new()),
                cite::Target::Ambiguous(all) => (Target::Ambiguous, all.clone()),
                cite::Target::OtherDate(all) => (Target::OtherDate, all.clone()),
            };
            self.mentions.push(Document {
                range: shift(&mention.range),
                form: match mention.form {
                    cite::Form::Numbered => Form::Numbered,
                    cite::Form::Short => Form::Short,
                    cite::Form::Alias => Form::Alias,
                },
                number: mention.number.as_ref().map(ToString::to_string),
                kind: mention.kind.clone(),
                date: mention.date.map(|date| date.to_string()),
                target,
                documents: indices.into_iter().map(|index| names.documents[index].clone()).collect(),
            });
        }
        self.dates.extend(findings.dates.iter().map(|date| {
            let (problem, weekdays) = match date.problem {
                None => (None, None),
                Some(DateProblem::NoSuchDay) => (Some(Problem::NoSuchDay), None),
                Some(DateProblem::NoYear) => (Some(Problem::NoYear), None),
                Some(DateProblem::WrongWeekday { written, actual }) => {
                    let days = (written.to_monday_one_offset(), actual.to_monday_one_offset());
                    (Some(Problem::WrongWeekday), Some(days))
                }
            };
            let (range, iso) = (shift(&date.range), date.iso.clone());
            Day { range, iso, inferred: date.inferred, problem, weekdays }
        }));
        let lists = [
            (&mut self.people, &findings.people, &names.people),
            (&mut self.organisations, &findings.organisations, &names.organisations),
            (&mut self.terms, &findings.terms, &names.terms),
        ];
        for (list, found, ids) in lists {
            list.extend(found.iter().map(|n| Name { range: shift(&n.range), id: ids[n.index].clone() }));
        }
    }
}

/// What `facts` say of each of `passages` of `text`, in offsets of the passage; none where they say what no program of ours
/// would: places outside of passages or within a character, out of order, or names that the vocabulary does not have.
pub fn found(facts: &Facts, passages: &[Passage], text: &str, names: &Names) -> Option<Vec<Findings>> {
    let mut all = vec![Findings::default(); passages.len()];
    let places = |spans: Vec<Span>| places(&spans, passages, text);
    for (mention, (at, range)) in
        facts.mentions.iter().zip(places(facts.mentions.iter().map(|m| m.range).collect())?)
    {
        let indices: Option<Vec<usize>> =
            mention.documents.iter().map(|id| index(&names.documents, id)).collect();
        let target = match (mention.target, &indices?[..]) {
            (Target::Known, [one]) => cite::Target::Known(*one),
            (Target::Unknown, []) => cite::Target::Unknown,
            (Target::Ambiguous, several @ [_, ..]) => cite::Target::Ambiguous(several.to_vec()),
            (Target::OtherDate, several @ [_, ..]) => cite::Target::OtherDate(several.to_vec()),
            _ => return None,
        };
        all[at].mentions.push(cite::Mention {
            range,
            form: match mention.form {
                Form::Numbered => cite::Form::Numbered,
                Form::Short => cite::Form::Short,
                Form::Alias => cite::Form::Alias,
            },
            number: read(mention.number.as_ref(), DocumentNumber::parse)?,
            kind: mention.kind.clone(),
            target,
            date: read(mention.date.as_ref(), day)?,
        });
    }
    for (date, (at, range)) in facts.dates.iter().zip(places(facts.dates.iter().map(|d| d.range).collect())?)
    {
        let weekday = |day| Weekday::from_monday_one_offset(day).ok();
        let problem = match (date.problem, date.weekdays) {
            (None, None) => None,
            (Some(Problem::NoSuchDay), None) => Some(DateProblem::NoSuchDay),
            (Some(Problem::NoYear), None) => Some(DateProblem::NoYear),
            (Some(Problem::WrongWeekday), Some((written, actual))) => {
                Some(DateProblem::WrongWeekday { written: weekday(written)?, actual: weekday(actual)? })
            }
            _ => return None,
        };
        if !is_iso(&date.iso) {
            return None;
        }
        let (iso, inferred) = (date.iso.clone(), date.inferred);
        all[at].dates.push(cite::DateMention { range, iso, inferred, problem });
    }
    type List = fn(&mut Findings) -> &mut Vec<cite::NameMention>;
    let lists: [(&[Name], &[String], List); 3] = [
        (&facts.people, &names.people, |f| &mut f.people),
        (&facts.organisations, &names.organisations, |f| &mut f.organisations),
        (&facts.terms, &names.terms, |f| &mut f.terms),
    ];
    for (given, ids, list) in lists {
        for (name, (at, range)) in given.iter().zip(places(given.iter().map(|n| n.range).collect())?) {
            list(&mut all[at]).push(cite::NameMention { range, index: index(ids, &name.id)? });
        }
    }
    Some(all)
}

/// The passage of each span, and where in it the span stands; spans must be in order, without overlap.
fn places(spans: &[Span], passages: &[Passage], text: &str) -> Option<Vec<(usize, Range<usize>)>> {
    let mut done = 0;
    let place = |&(start, end): &Span| {
        let at = passages.partition_point(|passage| passage.range.start <= start).checked_sub(1)?;
        let passage = &passages[at].range;
        let stands = done <= start && start < end && end <= passage.end;
        done = end;
        (stands && text.is_char_boundary(start) && text.is_char_boundary(end))
            .then(|| (at, start - passage.start..end - passage.start))
    };
    spans.iter().map(place).collect()
}

fn index(ids: &[String], id: &str) -> Option<usize> {
    ids.binary_search_by(|known| known.as_str().cmp(id)).ok()
}

/// What is written, understood; none if it is there and cannot be.
fn read<T>(written: Option<&String>, understand: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(text) => understand(text).map(Some),
    }
}

/// A day as `2023-10-12`, and in no other form.
pub(super) fn day(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|date| date.to_string() == text)
}

/// Whether this is a date as [`cite::DateMention::iso`] writes them.
fn is_iso(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let behind = shape.strip_prefix("0000").or_else(|| shape.strip_prefix('-'));
    behind.is_some_and(|rest| matches!(rest, "-00" | "-00-00" | "-00-00T00:00"))
}
