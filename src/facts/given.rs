//! Facts that a build was given, and which of them fit.

use super::findings::{self, Names};
use super::{FORMAT, Facts, PROGRAM, Part, found};
use crate::cite::Findings;
use crate::model::site::{Cleaned, Passage};
use crate::text::parallels::Syllables;
use jiff::civil::Date;
use std::collections::HashMap;

/// Facts by the hash of their seed.
#[derive(Debug, Default)]
pub struct Given {
    by_seed: HashMap<String, Vec<Kept>>,
    told: Told,
}

/// The facts of one line, their shingles read.
#[derive(Debug)]
struct Kept {
    facts: Facts,
    forms: Vec<u64>,
}

/// What became of the facts that a build was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Lines that are no facts, or that are damaged.
    pub damaged: usize,
    /// The first of them.
    pub first_damaged: Option<String>,
    /// Lines of another version of the program.
    pub other_program: usize,
    /// Articles whose facts were taken over.
    pub taken: usize,
    /// Articles whose seed no line has.
    pub missing: usize,
    /// Articles for which there are only facts of another vocabulary.
    pub other_vocabulary: usize,
    /// Articles whose metadata or publisher now say otherwise what the text is, or when it was written.
    pub other_reading: usize,
    /// Articles whose facts cannot be true.
    pub untrue: usize,
}

/// What became of the facts of one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Used {
    /// None were asked for.
    #[default]
    NotAsked,
    /// They were taken over.
    Taken,
    /// There are none.
    Missing,
    /// The vocabulary was another.
    OtherVocabulary,
    /// The passages or the day were others.
    OtherReading,
    /// They cannot be true.
    Untrue,
}

impl Given {
    /// Takes the facts of one line, which stands at `place` (`facts.ndjson:3`). Blank lines and those that tell of an
    /// error are passed over.
    pub fn add(&mut self, line: &[u8], place: impl FnOnce() -> String) {
        let line = line.trim_ascii();
        if line.is_empty() {
            return;
        }
        match read(line) {
            Line::Facts(kept) => {
                let of_seed = self.by_seed.entry(kept.facts.sha256.clone()).or_default();
                of_seed.push(*kept);
            }
            Line::Error => {}
            Line::OtherProgram => self.told.other_program += 1,
            Line::Damaged => self.damaged(place),
        }
    }

    /// Notes that the line at `place` cannot be read.
    pub fn damaged(&mut self, place: impl FnOnce() -> String) {
        self.told.damaged += 1;
        self.told.first_damaged.get_or_insert_with(place);
    }

    /// Whether nobody has given any, not even some that cannot be used.
    pub fn is_unasked(&self) -> bool {
        self.by_seed.is_empty() && self.told == Told::default()
    }

    /// What was found in each passage of a seed, in offsets of the passage; and why it must be computed, if it must.
    pub fn findings(
        &self,
        sha256: &str,
        text: &str,
        passages: &[Passage],
        written: Option<Date>,
        names: &Names,
    ) -> Result<Vec<Findings>, Used> {
        let mut why = Used::Missing;
        for Kept { facts, .. } in self.by_seed.get(sha256).into_iter().flatten() {
            let same_day = facts.written.as_deref().map(findings::day) == written.map(Some);
            why = if facts.vocabulary != names.hash {
                Used::OtherVocabulary
            } else if !same_day || !stands_as(facts, passages) {
                Used::OtherReading
            } else if let Some(found) = found(facts, passages, text, names) {
                return Ok(found);
            } else {
                Used::Untrue
            };
        }
        Err(why)
    }

    /// The syllables of an article, if they were given.
    pub fn syllables(&self, article: &Cleaned) -> Option<Syllables> {
        let of_seed = self.by_seed.get(&article.sha256)?;
        let kept = of_seed.iter().find(|kept| stands_as(&kept.facts, &article.passages))?;
        Syllables::of(kept.forms.clone(), &kept.facts.shingles.starts, article.passages.len())
    }

    /// What became of all facts, when `articles` are all that were asked for.
    pub fn told(&self, articles: impl Iterator<Item = Used>) -> Told {
        let mut told = self.told.clone();
        for used in articles {
            match used {
                Used::NotAsked => {}
                Used::Taken => told.taken += 1,
                Used::Missing => told.missing += 1,
                Used::OtherVocabulary => told.other_vocabulary += 1,
                Used::OtherReading => told.other_reading += 1,
                Used::Untrue => told.untrue += 1,
            }
        }
        told
    }
}

impl Told {
    /// What could not be used, in a sentence for people; none if all could.
    pub fn note(&self) -> Option<String> {
        let computed = self.missing + self.other_vocabulary + self.other_reading + self.untrue;
        let part = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {many}")),
        };
        let why: Vec<String> = [
            part(self.missing, "has none of this version", "have none of this version"),
            part(
                self.other_vocabulary,
                "has those of another vocabulary",
                "have those of another vocabulary",
            ),
            part(self.other_reading, "is read otherwise now", "are read otherwise now"),
            part(self.untrue, "has those of another text", "have those of another text"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut parts = Vec::new();
        if computed > 0 {
            let all = computed + self.taken;
            parts
                .push(format!("the facts of {computed} of {all} articles were computed: {}", why.join(", ")));
        }
        if self.damaged > 0 {
            let first = self.first_damaged.as_deref().unwrap_or_default();
            let lines = part(self.damaged, "line of facts is damaged", "lines of facts are damaged");
            parts.extend(lines.map(|lines| format!("{lines}, the first at {first}")));
        }
        let others = "lines of facts are of another version of khue";
        parts.extend(part(self.other_program, "line of facts is of another version of khue", others));
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// What a line is.
enum Line {
    Facts(Box<Kept>),
    Error,
    OtherProgram,
    Damaged,
}

/// The keys that tell what a line is, before its form is known.
#[derive(serde::Deserialize)]
struct Head {
    format: u32,
    program: Option<String>,
    error: Option<String>,
}

fn read(line: &[u8]) -> Line {
    // Of other versions, other keys may be expected.
    let of_others = || match serde_json::from_slice::<Head>(line) {
        Ok(head) if head.error.is_some() => Line::Error,
        Ok(head)
            if head.format != FORMAT || head.program.as_deref().is_some_and(|program| program != PROGRAM) =>
        {
            Line::OtherProgram
        }
        _ => Line::Damaged,
    };
    let Ok(mut facts) = serde_json::from_slice::<Facts>(line) else { return of_others() };
    let check = std::mem::take(&mut facts.check);
    if facts.format != FORMAT || facts.program != PROGRAM {
        return Line::OtherProgram;
    }
    match facts.shingles.decode().filter(|_| facts.checked() == check) {
        Some(forms) => {
            facts.shingles.forms = String::new();
            Line::Facts(Box::new(Kept { facts, forms }))
        }
        None => Line::Damaged,
    }
}

/// Whether the passages are those that the facts tell of.
fn stands_as(facts: &Facts, passages: &[Passage]) -> bool {
    facts.passages.len() == passages.len()
        && facts.passages.iter().zip(passages).all(|(part, passage)| *part == Part::from(passage))
}
