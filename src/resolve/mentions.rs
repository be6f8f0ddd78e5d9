//! What an article's passages mention, on the seed's own bytes.

use super::registry::{LookupError, Registry};
use crate::cite::{self, Findings, Lexicon, Target as CiteTarget};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::DocumentNumber;
use crate::model::site::{
    Cleaned, DateMention, DocumentId, Mention, Named, OrganisationId, Passage, PersonId, TermId, Thing,
};
use crate::text::fold::bare;
use crate::text::slug::slug;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// What each of `passages` of `text` mentions, in offsets of the passage; `written` is the day from which years are inferred.
pub fn scan(text: &str, passages: &[Passage], lexicon: &Lexicon, written: Option<Date>) -> Vec<Findings> {
    passages.iter().map(|passage| cite::scan(&text[passage.range.clone()], lexicon, written)).collect()
}

/// Ties what was found in each passage of an article to what it means, on the seed's own bytes.
pub fn settle(
    article: &mut Cleaned,
    findings: Vec<Findings>,
    registry: &Registry,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // What an author refers to in Markdown is a reference already, and no mention as well.
    let references = article.references.as_slice();
    let body_start = article.body_start;
    let referred = |range: &Range<usize>| {
        let (start, end) = (range.start - body_start, range.end - body_start);
        let next = references.partition_point(|one| one.range.end <= start);
        references.get(next).is_some_and(|one| one.range.start < end)
    };
    for (n, (passage, findings)) in article.passages.iter().zip(findings).enumerate() {
        let start = passage.range.start;
        let shift = |range: Range<usize>| range.start + start..range.end + start;
        let passage = n as u32;
        for mention in findings.mentions {
            let range = shift(mention.range);
            if referred(&range) {
                continue;
            }
            let surface = &article.text[range.clone()];
            let at = Location::new(&article.seed, range.clone());
            let document = match mention.target {
                CiteTarget::Known(index) => Some(DocumentId(index as u32)),
                _ if mention.number.as_ref().is_some_and(|number| is_told(number, registry)) => None,
                CiteTarget::OtherDate(_)
                    if let Some(number) = &mention.number
                        && let Some(day) = mention.date
                        && registry.is_alone(number) =>
                {
                    // A source may state that day too; if none does, who is right is told when all mentions are known:
                    // `agreement`.
                    registry.stating(number, day)
                }
                target => {
                    diagnostics.extend(unresolved(
                        &target,
                        mention.number.as_ref(),
                        mention.kind.as_deref(),
                        surface,
                        at,
                        registry,
                    ));
                    None
                }
            };
            article.mentions.push(Mention {
                passage,
                range,
                document,
                number: mention.number,
                kind: mention.kind,
                date: mention.date,
            });
        }
        for date in findings.dates {
            let range = shift(date.range);
            if let Some(problem) = date.problem {
                let at = Location::new(&article.seed, range.clone());
                diagnostics.extend(date_problem(
                    problem,
                    &article.text[range.clone()],
                    at,
                    article.is_markdown,
                ));
            }
            article.dates.push(DateMention { passage, range, iso: date.iso, inferred: date.inferred });
        }
        article.people.extend(named(findings.people, PersonId, passage, start, &referred));
        article.organisations.extend(named(
            findings.organisations,
            OrganisationId,
            passage,
            start,
            &referred,
        ));
        article.terms.extend(named(findings.terms, TermId, passage, start, &referred));
    }
}

/// The names found in a passage that begins at the byte `start` of the seed, but for those that are part of a reference.
fn named<Id>(
    found: Vec<cite::NameMention>,
    id: fn(u32) -> Id,
    passage: u32,
    start: usize,
    referred: &impl Fn(&Range<usize>) -> bool,
) -> impl Iterator<Item = Named<Id>> {
    let name = move |name: cite::NameMention| Named {
        passage,
        range: name.range.start + start..name.range.end + start,
        id: id(name.index as u32),
    };
    found.into_iter().map(name).filter(|name| !referred(&name.range))
}

/// Whether it has been reported why no document is found by this number.
fn is_told(number: &DocumentNumber, registry: &Registry) -> bool {
    registry.is_withheld(number) || registry.is_doubled(number)
}

/// The file in which a document that no file describes would be described.
pub fn offered_file(number: &DocumentNumber) -> String {
    format!("content/documents/{}.yaml", slug(&number.to_string()))
}

fn unresolved(
    target: &CiteTarget,
    number: Option<&DocumentNumber>,
    kind: Option<&str>,
    surface: &str,
    at: Location,
    registry: &Registry,
) -> Option<Diagnostic> {
    let number = number?;
    let file = offered_file(number);
    let kind = kind.unwrap_or("…");
    let offer = match registry.described_by(&file) {
        // Its author had this number in mind, and wrote another.
        Ok(Thing::Document(id)) if registry.is_misnumbered(id) => return None,
        Err(LookupError::Broken) => return None,
        Ok(_) => format!("`{file}` is there, and has another `number`: correct it, or rename the file"),
        Err(_) => format!("write `{file}`: `type: {kind}`, `number: {number}`, and what else is known"),
    };
    Some(match target {
        CiteTarget::Known(_) => return None,
        CiteTarget::Unknown => {
            Diagnostic::warning(Code::UnknownDocument, format!("no file describes the document `{surface}`"))
                .at(at)
                .cause(number.to_string())
                .hint(offer)
        }
        CiteTarget::Ambiguous(_) => {
            Diagnostic::warning(Code::AmbiguousMention, format!("`{surface}` may be several documents"))
                .at(at)
                .cause(number.to_string())
                .hint("no date beside it decides; it is shown without a link")
        }
        CiteTarget::OtherDate(_) => other_date(number, surface, at),
    })
}

/// A mention with a date that no document of its number has.
pub(super) fn other_date(number: &DocumentNumber, surface: &str, at: Location) -> Diagnostic {
    let message = format!("`{surface}` has another date here than the document that is described");
    Diagnostic::warning(Code::UnknownDocument, message)
        .at(at)
        .cause(format!("{number} of another date"))
        .hint("describe the other document in a file of its own, or correct `issued`")
}

/// A day of the week, in Vietnamese too where `surface` has one in it.
fn weekday(day: Weekday, surface: &str) -> String {
    let (english, vietnamese) = match day {
        Weekday::Monday => ("Monday", "thứ hai"),
        Weekday::Tuesday => ("Tuesday", "thứ ba"),
        Weekday::Wednesday => ("Wednesday", "thứ tư"),
        Weekday::Thursday => ("Thursday", "thứ năm"),
        Weekday::Friday => ("Friday", "thứ sáu"),
        Weekday::Saturday => ("Saturday", "thứ bảy"),
        Weekday::Sunday => ("Sunday", "chủ nhật"),
    };
    let written = bare(surface);
    match ["thu ", "chu nhat"].iter().any(|word| written.contains(word)) {
        true => format!("{english} (`{vietnamese}`)"),
        false => english.to_owned(),
    }
}

fn date_problem(
    problem: cite::DateProblem,
    surface: &str,
    at: Location,
    is_markdown: bool,
) -> Option<Diagnostic> {
    let hint = match is_markdown {
        true => "correct it; if the source has it so, say so in a note at this passage",
        false => "the seed stays as it is; say so in a note at this passage",
    };
    match problem {
        cite::DateProblem::NoSuchDay => Some(
            Diagnostic::warning(Code::DateInText, format!("the date `{surface}` does not exist"))
                .at(at)
                .hint(hint),
        ),
        cite::DateProblem::WrongWeekday { actual, .. } => {
            let day = weekday(actual, surface);
            let message = format!("the weekday of `{surface}` is wrong: the day is a {day}");
            Some(Diagnostic::warning(Code::WrongWeekday, message).at(at).hint(hint))
        }
        _ => None,
    }
}
