//! What the article in a raw text mentions, gathered for a person who confirms it.

use super::Reading;
use super::vocabulary::VOCABULARY;
use crate::cite::{self, Lexicon, Target};
use crate::model::DocumentNumber;
use crate::parse::clean::{self, Lines};
use crate::parse::metadata::OmitKind;
use crate::text::fold::lower_tone;
use crate::text::words::{Segmenter, excerpt, one_line};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// A document that the text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The caller's index, if the portal describes it.
    pub known: Option<usize>,
    /// Its number, if the portal does not.
    pub number: Option<DocumentNumber>,
    /// The type word before it.
    pub kind: Option<String>,
    /// Where none is, the name before it that begins with a law's type: the type, and the name.
    pub name: Option<(&'static str, String)>,
    /// The dates written beside it, with their lines.
    pub dates: Vec<(Date, usize)>,
    /// The lines that mention it.
    pub lines: Vec<usize>,
    /// Whether the portal has documents of this number, none of which it is for certain.
    pub is_unsure: bool,
}

/// A meeting that the text may report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// EDTF; none where no year is stated or could be inferred.
    pub date: Option<String>,
    /// The date as written.
    pub surface: String,
    /// The word of meetings beside it.
    pub word: String,
    /// The line.
    pub line: usize,
    /// The words from the meeting on, a name to begin with.
    pub name: String,
    /// The sentence.
    pub sentence: String,
}

/// What the article mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Documents, in the order of their first mention.
    pub documents: Vec<Document>,
    /// Candidate events, in order.
    pub events: Vec<Event>,
    /// People of the registry: the caller's index, and lines.
    pub people: BTreeMap<usize, Vec<usize>>,
    /// Organisations of the registry.
    pub organisations: BTreeMap<usize, Vec<usize>>,
}

/// The most words that a name of an event begins with.
const LONGEST_NAME: usize = 16;

/// Gathers what the lines that are the article mention; `written` is the day from which years are inferred.
pub fn find(text: &str, reading: &Reading, lexicon: &Lexicon, written: Option<Date>) -> Found {
    let lines = Lines::new(text);
    let mut kinds: Vec<Option<OmitKind>> = vec![None; lines.len()];
    for (line, kind) in reading.line_kinds() {
        kinds[line - 1] = kind;
    }
    let mut found = Found::default();
    for passage in clean::passages(text, &lines, &kinds, &[], reading.every_line()) {
        let words = &text[passage.range.clone()];
        let line = |at: usize| lines.number(passage.range.start + at);
        let findings = cite::scan(words, lexicon, written);
        for mention in &findings.mentions {
            found.add_document(mention, words, line(mention.range.start));
        }
        let (mut last, mut sentences): (Option<&cite::DateMention>, _) = (None, Segmenter::new(words));
        for date in &findings.dates {
            let before = last.replace(date);
            if before.is_some_and(|first| found.lengthen(words, first, date)) {
                continue;
            }
            let before = findings.mentions.partition_point(|m| m.range.end <= date.range.start);
            let near = findings.mentions[..before].iter().rev();
            let mut near = near.take_while(|m| date.range.start - m.range.end < 40);
            if date.problem.is_none_or(|p| p == cite::DateProblem::NoYear) && !near.any(|m| m.date.is_some())
            {
                let sentence = sentences.around(date.range.clone());
                let sentence = excerpt(words, sentence, &date.range);
                found.events.extend(event(words, &words[sentence], date, line(date.range.start)));
            }
        }
        for name in &findings.people {
            push(found.people.entry(name.index).or_default(), line(name.range.start));
        }
        for name in &findings.organisations {
            push(found.organisations.entry(name.index).or_default(), line(name.range.start));
        }
    }
    let mut seen: HashSet<(Option<String>, String)> = HashSet::new();
    found.events.retain(|event| {
        let same =
            (event.date.clone(), if event.date.is_some() { String::new() } else { event.surface.clone() });
        seen.insert(same)
    });
    found
}

fn push(lines: &mut Vec<usize>, line: usize) {
    if lines.last() != Some(&line) {
        lines.push(line);
    }
}

impl Found {
    /// Makes the last event end on `last`, if it is that of `first` and the two dates are one span.
    fn lengthen(&mut self, words: &str, first: &cite::DateMention, last: &cite::DateMention) -> bool {
        if !cite::is_span(&words[first.range.end..last.range.start]) || !lasts(first, last) {
            return false;
        }
        let is_its =
            |event: &&mut Event| event.date.is_some() && event.date == edtf(first) && first.iso.len() == 10;
        let Some((event, end)) = self.events.last_mut().filter(is_its).zip(edtf(last)) else { return false };
        let end = end.split('T').next().unwrap_or_default();
        event.date = event.date.take().map(|start| format!("{start}/{end}"));
        event.surface = one_line(&words[first.range.start..last.range.end]);
        true
    }

    /// Adds a mention in a passage's `words`.
    fn add_document(&mut self, mention: &cite::Mention, words: &str, line: usize) {
        let known = match mention.target {
            Target::Known(index) => Some(index),
            _ => None,
        };
        let same = |d: &Document| match known {
            Some(_) => d.known == known,
            None => d.known.is_none() && d.number == mention.number,
        };
        if known.is_none() && mention.number.is_none() {
            return;
        }
        let at = self.documents.iter().position(same).unwrap_or_else(|| {
            self.documents.push(Document {
                known,
                number: mention.number.clone(),
                kind: None,
                name: None,
                dates: Vec::new(),
                lines: Vec::new(),
                is_unsure: !matches!(mention.target, Target::Known(_) | Target::Unknown),
            });
            self.documents.len() - 1
        });
        let document = &mut self.documents[at];
        document.kind = document.kind.take().or_else(|| mention.kind.clone());
        if document.kind.is_none() && document.name.is_none() {
            document.name = law_before(&words[..mention.range.start]);
        }
        push(&mut document.lines, line);
        if let Some(date) = mention.date.filter(|date| !document.dates.iter().any(|(d, _)| d == date)) {
            document.dates.push((date, line));
        }
    }
}

/// The name of a law that ends a text, as it stands before a number: *Luật Thư viện*; its type, and the name. Nothing parts its words.
fn law_before(text: &str) -> Option<(&'static str, String)> {
    const LAWS: [&str; 3] = ["Bộ luật", "Pháp lệnh", "Luật"];
    let clause = text.rsplit([',', ';', '.', ':', '(', ')', '“', '”', '"']).next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().collect();
    let last = &words[words.len().saturating_sub(LONGEST_NAME)..];
    let mut names = (0..last.len().saturating_sub(1)).rev().map(|first| last[first..].join(" "));
    let law = |name: String| Some((*LAWS.iter().find(|law| begins_with(&name, law))?, name));
    names.find_map(law).filter(|(_, name)| !begins_with(name, "Luật sư"))
}

/// Whether a text begins with words, as a name does that has more.
fn begins_with(text: &str, words: &str) -> bool {
    let composed: String = text.nfc().collect();
    composed.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '))
}

/// The event that a date of `words` may be the date of: a meeting's word stands in its sentence.
fn event(words: &str, sentence: &str, date: &cite::DateMention, line: usize) -> Option<Event> {
    // A month alone says when something was or will be done, seldom when people met.
    if date.iso.len() < "--10-11".len() || (!date.iso.starts_with('-') && date.iso.len() < 10) {
        return None;
    }
    // Offsets of the folded sentence are those of the composed one where folding changed no length.
    let composed: String = sentence.nfc().collect();
    let key = lower_tone(&composed);
    let (at, word) =
        VOCABULARY.list("meetings").iter().filter_map(|word| Some((key.find(word)?, *word))).min()?;
    let from = composed.get(at..).filter(|_| key.len() == composed.len()).unwrap_or(&composed);
    let clause = from.split([',', ';', '.']).next().unwrap_or_default();
    let words_of: Vec<&str> = clause.split_whitespace().collect();
    let mut name = words_of[..words_of.len().min(LONGEST_NAME)].join(" ");
    if words_of.len() > LONGEST_NAME {
        name.push_str(" …");
    }
    Some(Event {
        date: edtf(date),
        surface: one_line(&words[date.range.clone()]),
        word: word.trim().to_owned(),
        line,
        name,
        sentence: one_line(sentence),
    })
}

/// A date as metadata takes it, if its year is known.
fn edtf(date: &cite::DateMention) -> Option<String> {
    let day = date.iso.get(..10).filter(|_| !date.iso.starts_with('-'))?;
    Some(if date.inferred { format!("{}?{}", &day[..4], &day[4..]) } else { date.iso.clone() })
}

/// The most days that one event lasts.
const LONGEST_EVENT: i32 = 60;

/// Whether one event may last from one date to the other; an anniversary does not.
fn lasts(first: &cite::DateMention, last: &cite::DateMention) -> bool {
    let day = |date: &cite::DateMention| date.iso.get(..10)?.parse::<Date>().ok();
    let days = day(first).zip(day(last)).and_then(|(first, last)| first.until(last).ok());
    days.is_some_and(|days| (0..=LONGEST_EVENT).contains(&days.get_days()))
}

#[cfg(test)]
mod tests {
    use super::law_before;

    #[test]
    fn the_name_of_a_law_stands_before_its_number() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = law_before(text);
            assert_eq!(found.as_ref().map(|(kind, name)| (*kind, &**name)), expected, "{text:?}");
        };
        check("Theo Luật Thư viện ", Some(("Luật", "Luật Thư viện")));
        check("Luật A, Bộ luật Hình\n sự ", Some(("Bộ luật", "Bộ luật Hình sự")));
        check("Pháp lệnh Thư viện", Some(("Pháp lệnh", "Pháp lệnh Thư viện")));
        check("theo luật Thư viện", None);
        check("Luật Thư viện, ", None);
        check("Luật ", None);
        check("Luật sư Nguyễn An nêu ", None);
    }
}
