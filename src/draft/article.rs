//! The draft of `content/articles/ID.yaml`: every guess under a comment that says from which line, and why.

use super::Reading;
use super::facts::{Fact, Facts};
use super::found::Found;
use super::known::Known;
use super::rules::Drafted;
use super::yaml::{comment, lines, ranges, scalar, words};
use crate::parse::clean::Rule;
use crate::resolve::mentions::offered_file;
use crate::text::slug::slug;

/// All that a draft is made of.
#[derive(Debug)]
pub struct Draft<'a> {
    /// The siglum, and where it is from.
    pub siglum: (String, &'static str),
    /// The seed's name in `seeds/`.
    pub seed: &'a str,
    /// Its SHA-256.
    pub sha256: &'a str,
    /// The publisher's ID, and why.
    pub publisher: Option<(String, String)>,
    /// What the text states of itself.
    pub facts: &'a Facts,
    /// Its pieces and their kinds.
    pub reading: &'a Reading,
    /// The omit rules.
    pub rules: &'a [Drafted],
    /// The lines that the publisher's rules omit.
    pub covered: &'a [usize],
    /// What the article mentions.
    pub found: &'a Found,
    /// The topics of the portal whose terms stand in it.
    pub topics: Vec<String>,
}

impl Draft<'_> {
    /// The YAML.
    pub fn write(&self, known: &Known<'_>) -> String {
        let mut out = comment(
            0,
            "Drafted by `khue import`. Whatever has a comment above it is a guess: compare it with the seed's line, correct \
             it, and remove the comment. What the seed does not state is left out.",
        );
        out.push('\n');
        out.push_str(&comment(0, &format!("{}; readers cite passages by it.", capital(self.siglum.1))));
        self.key(&mut out, "siglum", &self.siglum.0);
        self.key(&mut out, "seed", self.seed);
        self.key(&mut out, "sha256", self.sha256);
        match &self.facts.title {
            Some(title) => self.fact(&mut out, "title", title),
            None => {
                out.push_str(&comment(0, "No line looks like a title: the file's name stands in for it."));
                self.key(&mut out, "title", self.seed);
            }
        }
        self.publisher(&mut out);
        self.maybe(&mut out, "author", self.facts.author.as_ref(), "no line names who wrote it");
        self.maybe(&mut out, "published", self.facts.published.as_ref(), "no line of its own holds a date");
        self.maybe(&mut out, "url", self.facts.url.as_ref(), "no line holds its address");
        match &self.facts.holder {
            Some(fact) => {
                out.push_str(&comment(0, &format!("rights: line {} says {}", fact.line, words(&fact.words))))
            }
            None => out.push_str(&comment(0, "rights: not stated.")),
        }
        if !self.topics.is_empty() {
            out.push_str(&comment(
                0,
                "topics: the terms of these stand in the text; remove the sign before those that fit.",
            ));
            out.push_str(&comment(0, &format!("topics: [{}]", self.topics.join(", "))));
        }
        self.events(&mut out, known);
        self.mentions(&mut out, known);
        self.omit(&mut out);
        self.headings(&mut out);
        out
    }

    fn key(&self, out: &mut String, key: &str, value: &str) {
        out.push_str(&format!("{key}: {}\n", scalar(value)));
    }

    fn fact(&self, out: &mut String, key: &str, fact: &Fact) {
        out.push_str(&comment(0, &format!("Line {}, {}: {}", fact.line, fact.why, words(&fact.words))));
        match fact.is_offer {
            false => self.key(out, key, &fact.value),
            true => out.push_str(&format!("# {key}: {}\n", scalar(&fact.value))),
        }
    }

    fn maybe(&self, out: &mut String, key: &str, fact: Option<&Fact>, missing: &str) {
        match fact {
            Some(fact) => self.fact(out, key, fact),
            None => out.push_str(&comment(0, &format!("{key}: not stated; {missing}."))),
        }
    }

    fn publisher(&self, out: &mut String) {
        match (&self.publisher, &self.facts.holder) {
            (Some((id, why)), _) => {
                out.push_str(&comment(0, why));
                self.key(out, "publisher", id);
            }
            (None, Some(holder)) => out.push_str(&comment(
                0,
                &format!(
                    "publisher: line {} names {} ({}); if that is the publisher, describe it in `content/publishers/` \
                     and name its ID here.",
                    holder.line,
                    words(&holder.value),
                    holder.why
                ),
            )),
            (None, None) => out.push_str(&comment(0, "publisher: not stated.")),
        }
    }

    fn events(&self, out: &mut String, known: &Known<'_>) {
        if self.found.events.is_empty() {
            return;
        }
        out.push_str(&comment(
            0,
            "Events that the article may report: dates with a word of meetings in their sentence.",
        ));
        let mut ids = Vec::new();
        for event in &self.found.events {
            out.push_str(&comment(0, &format!("- line {}: {}", event.line, words(&event.sentence))));
            let day = event.date.as_ref().map(|date| date.replace('?', ""));
            let same = day.as_ref().and_then(|day| known.event_on(day));
            if let Some(id) = same {
                out.push_str(&comment(0, &format!("  `content/events/{id}.yaml` is of that day.")));
                ids.push(id);
                continue;
            }
            let id = slug(&format!(
                "{} {}",
                event.word,
                day.as_deref().unwrap_or_default().get(..10).unwrap_or_default()
            ));
            out.push_str(&format!("#   if so, write `content/events/{id}.yaml`:\n"));
            out.push_str("#     kind: meeting\n");
            out.push_str(&format!("#     title: {}\n", scalar(&event.name)));
            match &event.date {
                Some(date) if date.contains('?') => out.push_str(&format!(
                    "#     date: {date}\n#   the year is inferred: the article writes {}\n",
                    words(&event.surface)
                )),
                Some(date) => out.push_str(&format!("#     date: {date}\n")),
                None => out.push_str(&format!(
                    "#   no year is stated: the article writes {}\n",
                    words(&event.surface)
                )),
            }
            ids.push(id);
        }
        ids.dedup();
        out.push_str(&comment(0, &format!("events: [{}]", ids.join(", "))));
    }

    fn mentions(&self, out: &mut String, known: &Known<'_>) {
        let found = self.found;
        if !found.documents.is_empty() {
            out.push_str(&comment(
                0,
                "Documents that the text mentions; nothing needs to be written here for them.",
            ));
        }
        for document in &found.documents {
            let at = lines(&document.lines);
            let text = match (document.known, &document.number) {
                (Some(index), _) => format!("- {at}: `content/documents/{}.yaml`", known.document_id(index)),
                (None, Some(number)) if document.is_unsure => {
                    format!("- {at}: {number}, which several documents may be, or one of another date")
                }
                (None, Some(number)) => {
                    format!(
                        "- {at}: {number}, for which `{}` can be written (`--documents` drafts it)",
                        offered_file(number)
                    )
                }
                (None, None) => continue,
            };
            out.push_str(&comment(0, &text));
        }
        let named =
            found.people.iter().map(|(index, at)| (format!("person:{}", known.person_id(*index)), at));
        let named = named.chain(
            found
                .organisations
                .iter()
                .map(|(index, at)| (format!("organisation:{}", known.organisation_id(*index)), at)),
        );
        let named: Vec<String> = named.map(|(who, at)| format!("{who} ({})", lines(at))).collect();
        if !named.is_empty() {
            out.push_str(&comment(
                0,
                &format!("People and organisations of the portal in the text: {}", named.join("; ")),
            ));
        }
    }

    fn omit(&self, out: &mut String) {
        if !self.covered.is_empty() {
            out.push_str(&comment(0, &format!("The publisher's rules omit {}.", lines(self.covered))));
        }
        let swallowed = self.reading.swallowed();
        if !swallowed.is_empty() {
            let told = format!("Omitted, but like text of the article: {}. Look at them.", lines(&swallowed));
            out.push_str(&comment(0, &told));
        }
        if self.rules.is_empty() {
            out.push_str(&comment(0, "omit: every other line reads as the article's own."));
            return;
        }
        out.push_str("omit:\n");
        for drafted in self.rules {
            let first = drafted.lines[0];
            let piece = self.reading.pieces.partition_point(|piece| piece.lines.0 < first);
            let text = self.reading.pieces.get(piece).map_or("", |piece| &piece.text);
            let at = match (&drafted.rule, drafted.lines.last()) {
                // Blank lines between them go with them.
                (Rule::Text { .. }, Some(&last)) if last > first => format!("Lines {first} to {last}"),
                _ => capital(&lines(&drafted.lines)),
            };
            out.push_str(&comment(2, &format!("{at}, {}: {}", drafted.why, words(text))));
            out.push_str(&rule(&drafted.rule, drafted.kind, &drafted.lines, 2));
        }
    }

    fn headings(&self, out: &mut String) {
        let guessed =
            self.reading.pieces.iter().zip(&self.reading.guesses).filter(|(_, guess)| guess.is_heading);
        let headings: Vec<(usize, &str)> = guessed
            .filter(|(p, _)| p.lines.0 == p.lines.1)
            .map(|(p, _)| (p.lines.0, p.text.as_str()))
            .collect();
        if !headings.is_empty() {
            out.push_str(&comment(0, "Short lines within the text that are no sentences:"));
            for (line, text) in &headings {
                out.push_str(&comment(0, &format!("- line {line}: {}", words(text))));
            }
            let numbers: Vec<String> = headings.iter().map(|(line, _)| line.to_string()).collect();
            out.push_str(&format!("headings: [{}]\n", numbers.join(", ")));
        }
        if self.reading.every_line() {
            out.push_str(&comment(0, "Paragraphs follow each other without blank lines."));
            out.push_str("paragraphs: lines\n");
        }
    }
}

/// An omit rule as an item of a list.
pub fn rule(rule: &Rule, kind: crate::parse::metadata::OmitKind, numbers: &[usize], indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut out = format!("{margin}- kind: {}\n", kind.name());
    match rule {
        Rule::Lines(_) => out.push_str(&format!("{margin}  lines: {}\n", lines_value(numbers))),
        Rule::Text { from, to } => {
            out.push_str(&format!("{margin}  from: {}\n", scalar(from)));
            out.extend(to.iter().map(|to| format!("{margin}  to: {}\n", scalar(to))));
        }
    }
    out
}

/// Line numbers as a value: one number stands for itself, several are quoted against readers that see a date.
fn lines_value(numbers: &[usize]) -> String {
    let text = ranges(numbers);
    match text.bytes().all(|b| b.is_ascii_digit()) {
        true => text,
        false => format!("\"{text}\""),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
