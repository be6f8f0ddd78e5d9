//! Where the text of an article comes from, and where its passages stand in it.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::markup;
use crate::model::site::{Omitted, Passage, PublisherId, Reference};
use crate::parse::clean::{self, Lines, Rule};
use crate::parse::file::{self, Parsed};
use crate::parse::metadata::{self, Omit, Paragraphs};
use crate::parse::quoted;
use crate::parse::record::{self, Fingerprints};
use crate::snapshot::Snapshot;
use crate::text::distance::nearest;
use crate::text::names::{Names, Offers, owned};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use unicode_normalization::UnicodeNormalization;

/// A rule of a publisher, by the publisher's and the rule's position.
pub type PublisherRule = (u32, usize);

/// Rules of a publisher, understood.
pub type Rules = Vec<(Rule, metadata::OmitKind)>;

/// The file that holds the article's text, and the text; `near` are seeds that may have been meant by others.
pub fn source(
    parsed: &Parsed<metadata::Article>,
    snapshot: &Snapshot,
    is_markdown: bool,
    names: &SeedNames,
    context: &mut Context<'_>,
) -> (String, Arc<str>) {
    if is_markdown {
        only_for_seeds(parsed, context);
        if parsed.meta.seed.is_some() {
            let hint =
                "an article is written in Markdown or has a seed; describe the seed in a file of its own"
                    .to_owned();
            context.error(
                Code::UnknownValue,
                "a Markdown article has no seed".to_owned(),
                parsed.at(&["seed".into()]),
                Some(hint),
            );
        }
        // Notes to authors are no words of the article.
        let body = parsed.body.clone().unwrap_or(0..0);
        let text = match markup::without_comments(&parsed.text[body.clone()]) {
            Cow::Borrowed(_) => parsed.text.clone(),
            Cow::Owned(text) => [&parsed.text[..body.start], &text, &parsed.text[body.end..]].concat().into(),
        };
        return (parsed.file.clone(), text);
    }
    let Some(name) = &parsed.meta.seed else {
        let hint = "add `seed: NAME.txt`, the name of its file in `seeds/`".to_owned();
        context.error(Code::MissingKey, "`seed` is missing".to_owned(), parsed.at(&[]), Some(hint));
        return (String::new(), "".into());
    };
    let path = path_of(name);
    let path = names.composed_otherwise(&path, snapshot).unwrap_or(path);
    let Some(bytes) = snapshot.get(&path) else {
        if is_unread(&path, snapshot) {
            return (path, "".into());
        }
        let wanted = &path["seeds/".len()..];
        let seeds = || Names::new(snapshot.below("seeds/").map(|(path, _)| &path["seeds/".len()..]));
        let hint = did_you_mean(&names.near.of(wanted, seeds, |names| owned(names.nearest(wanted, 3))));
        let at = parsed.at(&["seed".into()]);
        context.error(
            Code::MissingSeed,
            format!("there is no file `{path}`"),
            at,
            hint.or(Some("copy the seed there".to_owned())),
        );
        return (path, "".into());
    };
    match file::text(&path, bytes) {
        Ok(text) => {
            let text = text.clone();
            (path, text)
        }
        Err(diagnostic) => {
            context
                .diagnostics
                .push(diagnostic.hint("keep the original elsewhere, and put a copy converted to UTF-8 here"));
            (path, "".into())
        }
    }
}

/// The path of a seed that metadata call so.
pub fn path_of(name: &str) -> String {
    format!("seeds/{}", name.strip_prefix("seeds/").unwrap_or(name))
}

/// What seeds are called, for names that are none of theirs.
#[derive(Debug, Default)]
pub struct SeedNames {
    /// Those that may have been meant.
    near: Offers,
    /// By their composed form, the first of each.
    composed: OnceLock<HashMap<String, String>>,
}

impl SeedNames {
    /// The seed that is called so, where only the composition of its letters differs (NFC, NFD), which file systems may change.
    fn composed_otherwise(&self, path: &str, snapshot: &Snapshot) -> Option<String> {
        if path.is_ascii() || snapshot.get(path).is_some() {
            return None;
        }
        let composed = self.composed.get_or_init(|| {
            let seeds = snapshot.below("seeds/").filter(|(seed, _)| !seed.is_ascii());
            let mut composed = HashMap::new();
            for (seed, _) in seeds {
                composed.entry(seed.nfc().collect()).or_insert_with(|| seed.to_owned());
            }
            composed
        });
        composed.get(&path.nfc().collect::<String>()).cloned()
    }
}

/// Whether a seed is not known because it, or the folder of seeds, cannot be read, which has been reported.
pub fn is_unread(path: &str, snapshot: &Snapshot) -> bool {
    snapshot.unread().any(|unread| unread == path || unread == "seeds")
}

/// Keys that describe a seed say nothing in a Markdown article, which has none.
fn only_for_seeds(parsed: &Parsed<metadata::Article>, context: &mut Context<'_>) {
    let meta = &parsed.meta;
    let given = [
        ("omit", !meta.omit.is_empty()),
        ("headings", !meta.headings.is_empty()),
        ("paragraphs", meta.paragraphs.is_some()),
        ("sha256", meta.sha256.is_some()),
    ];
    for (key, _) in given.into_iter().filter(|(_, given)| *given) {
        let message = format!("`{key}` is for articles with a seed; this one is written in Markdown");
        let hint = format!("remove `{key}`; edit the text itself");
        context.error(Code::UnknownKey, message, parsed.at(&[key.into()]), Some(hint));
    }
}

/// Whether the seed is still the one for which the article was written; one that has changed is an error that shows what
/// the article's line numbers now point at.
pub fn check_hash(
    parsed: &Parsed<metadata::Article>,
    sha256: &str,
    text: &str,
    lines: &Lines,
    is_markdown: bool,
    last: Option<&(String, Fingerprints)>,
    context: &mut Context<'_>,
) -> bool {
    let Some(stated) = parsed.meta.sha256.as_deref().filter(|_| !is_markdown && !text.is_empty()) else {
        return true;
    };
    if stated.eq_ignore_ascii_case(sha256) {
        return true;
    }
    if stated.len() != 64 || !stated.bytes().all(|b| b.is_ascii_hexdigit()) {
        let message = format!("`{stated}` is no SHA-256, which has 64 digits and letters from a to f");
        let hint = format!("write `sha256: {sha256}`, or remove the line");
        context.error(Code::SeedChanged, message, parsed.at(&["sha256".into()]), Some(hint));
        return false;
    }
    let mut now: Vec<String> = Vec::new();
    let mut show = |what: &str, number: usize| {
        let words = lines.get(number).map_or("beyond the end".to_owned(), |line| match text[line].trim() {
            "" => "blank".to_owned(),
            words => format!("“{}”", words.chars().take(40).collect::<String>()),
        });
        now.push(format!("{what} {number} is now {words}"));
    };
    for rule in &parsed.meta.omit {
        for (first, last) in rule.lines.as_deref().and_then(clean::parse_lines).into_iter().flatten() {
            show("omitted line", first);
            if last != first {
                show("omitted line", last);
            }
        }
    }
    parsed.meta.headings.iter().for_each(|&line| show("heading", line as usize));
    // Which lines moved can be told when the last build saw the seed that the article was written for.
    let moved = last.filter(|(hash, _)| stated.eq_ignore_ascii_case(hash));
    let moved = moved.and_then(|(_, before)| record::moved(before, &record::fingerprints(text)));
    let moved = moved.map(|moved| format!(": {moved}")).unwrap_or_default();
    let message = format!("the seed is no longer the one for which this was written{moved}");
    let now = if now.is_empty() { String::new() } else { format!("; {}", now.join("; ")) };
    let hint = format!("check the rules and quotations{now}; then write `sha256: {sha256}`");
    context.error(Code::SeedChanged, message, parsed.at(&["sha256".into()]), Some(hint));
    false
}

/// The passages of a seed, the lines left out, and which of the publisher's rules matched.
pub fn seed_passages(
    parsed: &Parsed<metadata::Article>,
    text: &str,
    lines: &Lines,
    publisher: Option<PublisherId>,
    publisher_rules: &[(Rule, metadata::OmitKind)],
    context: &mut Context<'_>,
) -> (Vec<Passage>, Vec<Omitted>, Vec<PublisherRule>) {
    let meta = &parsed.meta;
    let mut kinds = vec![None; lines.len()];
    // Of a seed without text nothing can be omitted: that is told of the seed.
    let has_text = !clean::is_blank(text);
    for (index, rule) in meta.omit.iter().enumerate() {
        let at = |key: &str| parsed.at(&["omit".into(), index.into(), key.into()]);
        match understand(rule) {
            Err(message) => {
                let hint =
                    "write `lines: 38-40`, or `from: \"text\"` with `to: \"text\"` or to the end".to_owned();
                let key = if rule.lines.is_some() { "lines" } else { "from" };
                context.error(Code::InvalidOmit, message, at(key), Some(hint));
            }
            Ok(understood) => {
                if has_text && !clean::omit(text, lines, &understood, rule.kind, &mut kinds) {
                    let (key, hint) = hint_for(&understood, text, lines);
                    context.error(
                        Code::OmitMatchesNothing,
                        "this omit rule matches no line of the seed".to_owned(),
                        at(key),
                        Some(hint),
                    );
                }
            }
        }
    }
    let mut matched = Vec::new();
    for (index, (rule, kind)) in publisher_rules.iter().enumerate() {
        if clean::omit(text, lines, rule, *kind, &mut kinds) {
            matched.extend(publisher.map(|p| (p.0, index)));
        }
    }
    for (index, &heading) in meta.headings.iter().enumerate() {
        let number = heading as usize;
        let is_text = lines.get(number).is_some_and(|line| !text[line].trim().is_empty())
            && kinds[number - 1].is_none();
        if !is_text && has_text {
            let message =
                format!("line {number} of the seed is no heading: it is blank, omitted or not there");
            context.error(
                Code::NoSuchPlace,
                message,
                parsed.at(&["headings".into(), index.into()]),
                Some("name lines of the seed that hold a heading, or leave the number out".to_owned()),
            );
        }
    }
    let every_line = meta.paragraphs == Some(Paragraphs::Lines);
    let passages = clean::passages(text, lines, &kinds, &meta.headings, every_line);
    (passages, clean::omitted(text, lines, &kinds), matched)
}

/// What a rule says.
fn understand(rule: &Omit) -> Result<Rule, String> {
    match (rule.lines.as_deref(), rule.from.as_deref(), rule.to.as_deref()) {
        (Some(lines), None, None) => {
            clean::parse_lines(lines).map(Rule::Lines).ok_or_else(|| format!("`{lines}` are no line numbers"))
        }
        (None, Some(from), to) if !from.trim().is_empty() => {
            Ok(Rule::Text { from: from.to_owned(), to: to.map(str::to_owned) })
        }
        (Some(_), ..) => Err("a rule names lines or text, not both".to_owned()),
        (None, ..) => Err("a rule names `lines` or `from`".to_owned()),
    }
}

/// Of more rules none is looked for that leaves out most.
const WEIGHED: usize = 100;

/// The place of the rule that leaves out most of a seed of which nothing is left, and what would mend it; none if there is no rule. Of rules that
/// leave out as much it is the article's own, and the first.
pub fn greediest(
    parsed: &Parsed<metadata::Article>,
    text: &str,
    lines: &Lines,
    publisher_rules: &[(Rule, metadata::OmitKind)],
) -> Option<(Location, String)> {
    let count = |rule: &Rule, kind: metadata::OmitKind| {
        let mut kinds = vec![None; lines.len()];
        clean::omit(text, lines, rule, kind, &mut kinds);
        let omitted = (1..).zip(&kinds).filter(|(_, kind)| kind.is_some());
        omitted
            .filter_map(|(number, _)| lines.get(number))
            .filter(|line| !clean::is_blank(&text[line.clone()]))
            .count()
    };
    let own = parsed.meta.omit.iter().enumerate().filter_map(|(index, rule)| {
        Some((count(&understand(rule).ok()?, rule.kind), Some(index), rule.from.as_deref()))
    });
    let publishers = publisher_rules.iter().map(|(rule, kind)| {
        let from = match rule {
            Rule::Text { from, .. } => Some(from.as_str()),
            Rule::Lines(_) => None,
        };
        (count(rule, *kind), None, from)
    });
    let all = (1..=lines.len()).filter_map(|number| lines.get(number));
    let all = all.filter(|line| !clean::is_blank(&text[line.clone()])).count();
    // Of several that leave out as much, `max_by_key` takes the last.
    let mut rules: Vec<_> = own.chain(publishers).take(WEIGHED).collect();
    rules.reverse();
    let (most, index, from) = rules.into_iter().max_by_key(|(count, ..)| *count)?;
    Some(match index {
        Some(index) => (
            parsed.at(&["omit".into(), index.into()]),
            format!("check this omit rule: of the seed's lines with text it leaves out {most} of {all}"),
        ),
        None => (
            parsed.at(&["publisher".into()]),
            format!(
                "check the publisher's omit rule `from: {}`: of the seed's lines with text it leaves out {most} of {all}",
                from.unwrap_or_default()
            ),
        ),
    })
}

/// The key of a rule that matches no line, and what may be meant by its value.
fn hint_for(rule: &Rule, text: &str, lines: &Lines) -> (&'static str, String) {
    match rule {
        Rule::Lines(_) => {
            let count = match lines.len() {
                1 => "1 line".to_owned(),
                n => format!("{n} lines"),
            };
            ("lines", format!("the seed has {count}, and blank lines need no rule"))
        }
        Rule::Text { from, to } => {
            let all: Vec<String> =
                (1..=lines.len()).filter_map(|n| lines.get(n)).map(|l| clean::folded(&text[l])).collect();
            let first = |with: &str| all.iter().position(|line| line.starts_with(&clean::folded(with)));
            let begins = |with: &str| first(with).is_some();
            if let (Some(start), Some((to, end))) =
                (first(from), to.as_deref().and_then(|to| Some((to, first(to)?))))
            {
                let hint = format!(
                    "line {} begins with “{to}”, and stands before line {}, which begins with “{from}”: exchange the two, or leave `to` out to omit all from there on",
                    end + 1,
                    start + 1
                );
                return ("to", hint);
            }
            let (key, missing) = match to {
                Some(to) if begins(from) => ("to", to),
                _ => ("from", from),
            };
            if let Some(inner) = quoted::inner(missing).filter(|inner| begins(inner)) {
                return (key, format!("write `{inner}`: the quotation marks are a part of the text"));
            }
            let near = nearest_line(missing, all.iter().map(String::as_str));
            let near = near.map_or(String::new(), |line| format!("; near it: “{line}”"));
            (key, format!("no line begins with “{missing}”{near}"))
        }
    }
}

/// How many characters of a rule and of a line are compared, and shown of a line.
const COMPARED: usize = 60;

/// The beginning of that of `lines`, which are folded, which begins most like `missing`.
fn nearest_line<'a>(missing: &str, lines: impl Iterator<Item = &'a str>) -> Option<String> {
    let head = |line: &str, most: usize| line.chars().take(most).collect::<String>();
    let missing = head(&clean::folded(missing), COMPARED);
    // A letter may be too many or too few.
    let lengths = missing.chars().count().saturating_sub(1)..missing.chars().count() + 2;
    let heads = lines.flat_map(|line| lengths.clone().map(move |length| (head(line, length), line)));
    let heads: Vec<(String, &str)> = heads.collect();
    let near = *nearest(&missing, heads.iter().map(|(head, _)| head.as_str()), 1).first()?;
    let (_, line) = heads.iter().find(|(head, _)| head == near)?;
    let shown = head(line, COMPARED);
    Some(if shown.len() < line.len() { format!("{shown}…") } else { shown })
}

/// The key of a rule that matches no line of any of these texts of a publisher's articles, and what may be meant by its value.
pub fn hint_for_publisher<'a>(rule: &Omit, texts: impl Iterator<Item = &'a str>) -> (&'static str, String) {
    let lines: Vec<String> = texts.flat_map(str::lines).map(clean::folded).collect();
    let from = rule.from.as_deref().unwrap_or_default();
    let begins = |with: &str| lines.iter().any(|line| line.starts_with(&clean::folded(with)));
    let (key, missing) = match rule.to.as_deref() {
        Some(to) if begins(from) => ("to", to),
        _ => ("from", from),
    };
    if let Some(inner) = quoted::inner(missing).filter(|inner| begins(inner)) {
        return (key, format!("write `{inner}`: the quotation marks are a part of the text"));
    }
    let hint = match nearest_line(missing, lines.iter().map(String::as_str)) {
        // It stands in each article above the line with which the rule begins.
        _ if key == "to" && begins(missing) => {
            format!(
                "no line behind one that begins with “{from}” begins with “{missing}”: correct it, or leave `to` out"
            )
        }
        Some(line) => format!("no line begins with “{missing}”; near it: “{line}”"),
        None => "compare its text with the seeds, or remove it".to_owned(),
    };
    (key, hint)
}

/// The omit rules of a publisher; those that cannot be understood are reported, and match nothing.
pub fn publisher_rules(publisher: &Parsed<metadata::Publisher>, diagnostics: &mut Vec<Diagnostic>) -> Rules {
    let mut rules = Vec::new();
    for (index, rule) in publisher.meta.omit.iter().enumerate() {
        let message = match understand(rule) {
            Ok(understood @ Rule::Text { .. }) => {
                rules.push((understood, rule.kind));
                continue;
            }
            Ok(Rule::Lines(_)) => {
                "a publisher's rule cannot name line numbers: its articles differ".to_owned()
            }
            Err(message) => message,
        };
        let at = publisher.at(&["omit".into(), index.into()]);
        diagnostics.push(
            Diagnostic::error(Code::InvalidOmit, message)
                .at(at)
                .hint("write `from: \"text\"` with `to: \"text\"` or to the end"),
        );
        // Keeps the positions of the rules that follow.
        rules.push((Rule::Lines(Vec::new()), rule.kind));
    }
    rules
}

/// Whether some of a publisher's rules could not be understood, which has been reported.
pub fn has_gaps(rules: &Rules) -> bool {
    rules.iter().any(|(rule, _)| matches!(rule, Rule::Lines(_)))
}

/// Passages of a Markdown article: its top-level blocks, headings with the block below.
pub fn markdown_passages(text: &str, body: Range<usize>, lines: &Lines) -> (Vec<Passage>, Vec<Reference>) {
    let mut passages: Vec<Passage> = Vec::new();
    let mut waiting: Vec<Range<usize>> = Vec::new();
    let mut push = |waiting: &mut Vec<Range<usize>>, range: Range<usize>| {
        let start = waiting.first().map_or(range.start, |h| h.start);
        let numbers = (lines.number(start), lines.number(range.end.saturating_sub(1).max(start)));
        let headings = std::mem::take(waiting);
        passages.push(Passage {
            range: start..range.end,
            body: range,
            headings,
            lines: numbers,
            label: None,
        });
    };
    let (blocks, mut references) = markup::outline(&text[body.clone()]);
    for block in blocks {
        let source = &text[body.start + block.range.start..body.start + block.range.end];
        let start =
            body.start + block.range.start + (source.len() - source.trim_start_matches(['\n', '\r']).len());
        let range = start..start.max(body.start + block.range.start + source.trim_end().len());
        if range.is_empty() {
            continue;
        }
        match block.is_heading {
            true => waiting.push(range),
            false => push(&mut waiting, range),
        }
    }
    if let Some(last) = waiting.pop() {
        push(&mut waiting, last);
    }
    passages.shrink_to_fit();
    references.shrink_to_fit();
    (passages, references)
}

#[cfg(test)]
mod tests {
    use super::*;

    // It would take minutes if all names were composed for each.
    #[test]
    fn very_many_seeds_may_be_composed_otherwise() {
        let seed = |n: usize| format!("seeds/ho\u{323}p-{n}.txt");
        let snapshot = Snapshot::from_files((0..10_000).map(|n| (seed(n), "x")));
        let names = SeedNames::default();
        for n in 0..10_000 {
            let path = path_of(&format!("họp-{n}.txt"));
            assert_eq!(names.composed_otherwise(&path, &snapshot), Some(seed(n)));
        }
        assert_eq!(names.composed_otherwise("seeds/học.txt", &snapshot), None);
        assert_eq!(names.composed_otherwise(&seed(1), &snapshot), None);
    }
}
