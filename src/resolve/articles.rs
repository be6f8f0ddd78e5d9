//! Articles: cleaned, cut into passages, with all that they mention.

use super::context::Context;
use super::registry::Registry;
use crate::cite::{self, Lexicon, Target as CiteTarget};
use crate::diagnostic::{Code, Diagnostic, Location, Outcome, did_you_mean};
use crate::markup;
use crate::model::site::{
    Article, DateMention, DocumentId, Mention, Named, Note, OrganisationId, Passage, PersonId, PublisherId,
    Thing,
};
use crate::parse::clean::{self, Lines, Rule};
use crate::parse::content::Content;
use crate::parse::file::{self, Parsed};
use crate::parse::metadata::{self, Omit, Paragraphs};
use crate::snapshot::Snapshot;
use crate::text::distance::nearest;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A rule of a publisher, by the publisher's and the rule's position.
type PublisherRule = (u32, usize);

struct Made {
    article: Article,
    diagnostics: Vec<Diagnostic>,
    matched: Vec<PublisherRule>,
}

/// Makes all articles, in the order of `content.articles`.
pub fn articles(
    content: &Content,
    snapshot: &Snapshot,
    registry: &Registry,
    lexicon: &Lexicon,
) -> Outcome<Vec<Article>> {
    let mut diagnostics = Vec::new();
    let publishers: Vec<Vec<(Rule, metadata::OmitKind)>> =
        content.publishers.iter().map(|p| publisher_rules(p, &mut diagnostics)).collect();
    let made: Vec<Made> = content
        .articles
        .par_iter()
        .map(|parsed| make(parsed, snapshot, registry, lexicon, &publishers))
        .collect();
    let mut matched: BTreeSet<PublisherRule> = BTreeSet::new();
    let mut published: BTreeSet<u32> = BTreeSet::new();
    let mut articles = Vec::with_capacity(made.len());
    for one in made {
        diagnostics.extend(one.diagnostics);
        matched.extend(one.matched);
        published.extend(one.article.publisher.map(|p| p.0));
        articles.push(one.article);
    }
    for (index, publisher) in content.publishers.iter().enumerate() {
        for rule in 0..publisher.meta.omit.len() {
            if published.contains(&(index as u32)) && !matched.contains(&(index as u32, rule)) {
                let at = publisher.at(&["omit".into(), rule.into()]);
                let message = "this omit rule matches no line of any of the publisher's articles";
                diagnostics.push(
                    Diagnostic::error(Code::OmitMatchesNothing, message)
                        .at(at)
                        .hint("compare its text with the seeds, or remove it"),
                );
            }
        }
    }
    sigla_are_unique(content, &articles, &mut diagnostics);
    unused_seeds(content, snapshot, &mut diagnostics);
    Outcome { value: articles, diagnostics }
}

fn make(
    parsed: &Parsed<metadata::Article>,
    snapshot: &Snapshot,
    registry: &Registry,
    lexicon: &Lexicon,
    publishers: &[Vec<(Rule, metadata::OmitKind)>],
) -> Made {
    let mut context = Context::new(registry, &[]);
    let meta = &parsed.meta;
    let publisher = meta.publisher.as_deref().and_then(|id| match registry.publisher(id) {
        Ok(id) => Some(id),
        Err(error) => {
            context.failed("publisher", id, error, parsed.at(&["publisher".into()]));
            None
        }
    });
    let is_markdown = parsed.file.ends_with(".md");
    let (seed, text) = source(parsed, snapshot, is_markdown, &mut context);
    let sha256 = match is_markdown {
        true => hex(&Sha256::digest(parsed.text.as_bytes())),
        false => hex(&Sha256::digest(snapshot.get(&seed).map(|b| &b[..]).unwrap_or_default())),
    };
    let lines = Lines::new(&text);
    check_hash(parsed, &sha256, &text, &lines, is_markdown, &mut context);
    let (mut passages, omitted, matched) = if is_markdown {
        let body = parsed.body.clone().unwrap_or(0..0);
        (markdown_passages(&text, body, &lines), Vec::new(), Vec::new())
    } else {
        let rules = publisher.map_or(&[][..], |p| &publishers[p.index()]);
        seed_passages(parsed, &text, &lines, publisher, rules, &mut context)
    };
    label(parsed, &mut passages, &mut context);
    let written =
        meta.published.as_deref().and_then(|text| context.when(text, parsed.at(&["published".into()])));
    let url = meta.url.as_deref().and_then(|text| context.address(text, parsed.at(&["url".into()])));
    let mut article = Article {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        seed,
        sha256,
        text,
        is_markdown,
        siglum: siglum(parsed, &mut context),
        title: meta.title.0.clone(),
        publisher,
        author: meta.author.as_ref().map(|t| t.0.clone()),
        published: written,
        url,
        rights: meta.rights.as_ref().map(|t| t.0.clone()),
        topics: Vec::new(),
        events: Vec::new(),
        note: None,
        passages,
        omitted,
        mentions: Vec::new(),
        dates: Vec::new(),
        people: Vec::new(),
        organisations: Vec::new(),
        targets: Vec::new(),
        notes: Vec::new(),
        extra: meta.extra.clone(),
    };
    if article.passages.is_empty() && !article.text.is_empty() {
        let message = "nothing of this article is left".to_owned();
        let hint = "check its omit rules: they cover every line".to_owned();
        context.error(Code::EmptyArticle, message, parsed.at(&["omit".into()]), Some(hint));
    }
    scan(&mut article, lexicon, &mut context.diagnostics);
    Made { article, diagnostics: context.diagnostics, matched }
}

/// What in an article refers to other things, once all articles are there to be referred to.
pub fn link(content: &Content, articles: &[Article], context: &mut Context<'_>) -> Vec<Linked> {
    let mut linked = Vec::with_capacity(articles.len());
    for (parsed, article) in content.articles.iter().zip(articles) {
        let meta = &parsed.meta;
        let topics =
            context.list(parsed, "topics", &meta.topics, |c, id, at| match c.by_id("topic", id, at)? {
                Thing::Topic(id) => Some(id),
                _ => None,
            });
        let events =
            context.list(parsed, "events", &meta.events, |c, id, at| match c.by_id("event", id, at)? {
                Thing::Event(id) => Some(id),
                _ => None,
            });
        let note = context.text(parsed, &["note".into()], meta.note.as_ref());
        let notes = notes(context, parsed, &meta.notes, Some(article.passages.len()));
        let targets = match article.is_markdown {
            true => context.body(parsed).map(|body| body.targets).unwrap_or_default(),
            false => Vec::new(),
        };
        linked.push(Linked { topics, events, note, notes, targets });
    }
    linked
}

/// The references of an article, resolved.
pub struct Linked {
    /// Its topics.
    pub topics: Vec<crate::model::site::TopicId>,
    /// Its events.
    pub events: Vec<crate::model::site::EventId>,
    /// About the stored copy.
    pub note: Option<crate::model::site::Markdown>,
    /// Notes in the margin.
    pub notes: Vec<Note>,
    /// References within its Markdown.
    pub targets: Vec<Option<crate::model::site::Target>>,
}

/// Notes with their places: passages of an article that has `passages` of them, or a thing as a whole.
pub fn notes<T>(
    context: &mut Context<'_>,
    parsed: &Parsed<T>,
    notes: &[metadata::Note],
    passages: Option<usize>,
) -> Vec<Note> {
    let mut made = Vec::with_capacity(notes.len());
    for (index, note) in notes.iter().enumerate() {
        let at = |field: &'static str| parsed.at(&["notes".into(), index.into(), field.into()]);
        let passage = match (note.at.as_deref(), passages) {
            (Some(anchor), Some(count)) => {
                match super::context::passage_number(anchor).filter(|n| (*n as usize) < count) {
                    Some(passage) => Some(passage),
                    None => {
                        let hint = format!("its passages are p1 to p{count}");
                        context.error(
                            Code::NoSuchPlace,
                            format!("there is no passage `{anchor}`"),
                            at("at"),
                            Some(hint),
                        );
                        continue;
                    }
                }
            }
            _ => None,
        };
        let text = context.markdown(&note.text, &at("text"), &parsed.text);
        made.push(Note { passage, kind: note.kind, text });
    }
    made
}

fn siglum(parsed: &Parsed<metadata::Article>, context: &mut Context<'_>) -> String {
    let Some(siglum) = &parsed.meta.siglum else {
        return parsed.id.to_uppercase().chars().take(8).collect();
    };
    let length = siglum.chars().count();
    if length == 0 || length > 12 || !siglum.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.')) {
        let hint = "up to twelve letters and digits, such as `CP`".to_owned();
        context.error(
            Code::UnknownValue,
            format!("`{}` cannot be a siglum", siglum.0),
            parsed.at(&["siglum".into()]),
            Some(hint),
        );
    }
    siglum.0.clone()
}

/// The file that holds the article's text, and the text.
fn source(
    parsed: &Parsed<metadata::Article>,
    snapshot: &Snapshot,
    is_markdown: bool,
    context: &mut Context<'_>,
) -> (String, Arc<str>) {
    if is_markdown {
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
        return (parsed.file.clone(), parsed.text.clone());
    }
    let Some(name) = &parsed.meta.seed else {
        let hint = "add `seed: NAME.txt`, the name of its file in `seeds/`".to_owned();
        context.error(Code::MissingKey, "`seed` is missing".to_owned(), parsed.at(&[]), Some(hint));
        return (String::new(), "".into());
    };
    let path = format!("seeds/{}", name.strip_prefix("seeds/").unwrap_or(name));
    let Some(bytes) = snapshot.get(&path) else {
        let seeds: Vec<&str> = snapshot.below("seeds/").map(|(path, _)| &path["seeds/".len()..]).collect();
        let hint = did_you_mean(&nearest(&path["seeds/".len()..], seeds.iter().copied(), 3));
        let at = parsed.at(&["seed".into()]);
        context.error(
            Code::MissingSeed,
            format!("there is no file `{path}`"),
            at,
            hint.or(Some("copy the seed there".to_owned())),
        );
        return (path, "".into());
    };
    match file::utf8(&path, bytes) {
        Ok(text) => {
            let text = text.into();
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

/// A seed that has changed is an error that shows what the article's line numbers now point at.
fn check_hash(
    parsed: &Parsed<metadata::Article>,
    sha256: &str,
    text: &str,
    lines: &Lines,
    is_markdown: bool,
    context: &mut Context<'_>,
) {
    let Some(stated) = parsed.meta.sha256.as_deref().filter(|_| !is_markdown && !text.is_empty()) else {
        return;
    };
    if stated.eq_ignore_ascii_case(sha256) {
        return;
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
    let lines_now = if now.is_empty() { String::new() } else { format!(" ({})", now.join("; ")) };
    let message = format!("the seed is no longer the one for which this was written{lines_now}");
    let hint = format!("compare the seed with the rules and quotations, then write `sha256: {sha256}`");
    context.error(Code::SeedChanged, message, parsed.at(&["sha256".into()]), Some(hint));
}

fn seed_passages(
    parsed: &Parsed<metadata::Article>,
    text: &str,
    lines: &Lines,
    publisher: Option<PublisherId>,
    publisher_rules: &[(Rule, metadata::OmitKind)],
    context: &mut Context<'_>,
) -> (Vec<Passage>, Vec<crate::model::site::Omitted>, Vec<PublisherRule>) {
    let meta = &parsed.meta;
    let mut kinds = vec![None; lines.len()];
    for (index, rule) in meta.omit.iter().enumerate() {
        let at = parsed.at(&["omit".into(), index.into()]);
        match understand(rule) {
            Err(message) => {
                let hint =
                    "write `lines: 38-40`, or `from: \"text\"` with `to: \"text\"` or to the end".to_owned();
                context.error(Code::InvalidOmit, message, at, Some(hint));
            }
            Ok(understood) => {
                if !text.is_empty() && !clean::omit(text, lines, &understood, rule.kind, &mut kinds) {
                    let hint = hint_for(&understood, text, lines);
                    context.error(
                        Code::OmitMatchesNothing,
                        "this omit rule matches no line of the seed".to_owned(),
                        at,
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
        if !is_text && !text.is_empty() {
            let message =
                format!("line {number} of the seed is no heading: it is blank, omitted or not there");
            context.error(Code::NoSuchPlace, message, parsed.at(&["headings".into(), index.into()]), None);
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

fn hint_for(rule: &Rule, text: &str, lines: &Lines) -> String {
    match rule {
        Rule::Lines(_) => format!("the seed has {} lines, and blank lines need no rule", lines.len()),
        Rule::Text { from, to } => {
            let all: Vec<String> =
                (1..=lines.len()).filter_map(|n| lines.get(n)).map(|l| clean::folded(&text[l])).collect();
            let begins = |with: &str| all.iter().any(|line| line.starts_with(&clean::folded(with)));
            let missing = if begins(from) { to.as_deref().unwrap_or(from) } else { from };
            let near = nearest(&clean::folded(missing), all.iter().map(String::as_str), 1);
            let near = near.first().map_or(String::new(), |line| format!("; near it: “{line}”"));
            format!("no line begins with “{missing}”{near}")
        }
    }
}

fn publisher_rules(
    publisher: &Parsed<metadata::Publisher>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Rule, metadata::OmitKind)> {
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

/// Passages of a Markdown article: its top-level blocks, headings with the block below.
fn markdown_passages(text: &str, body: Range<usize>, lines: &Lines) -> Vec<Passage> {
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
    for block in markup::blocks(&text[body.clone()]) {
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
    passages
}

fn label(parsed: &Parsed<metadata::Article>, passages: &mut [Passage], context: &mut Context<'_>) {
    let count = passages.len();
    for (anchor, label) in &parsed.meta.labels {
        match super::context::passage_number(anchor).and_then(|n| passages.get_mut(n as usize)) {
            Some(passage) => passage.label = Some(label.0.clone()),
            None => {
                let at = parsed.at(&["labels".into(), anchor.as_str().into()]);
                let hint = format!("its passages are p1 to p{count}");
                context.error(Code::NoSuchPlace, format!("there is no passage `{anchor}`"), at, Some(hint));
            }
        }
    }
}

/// Finds what the passages mention, on the seed's own bytes.
fn scan(article: &mut Article, lexicon: &Lexicon, diagnostics: &mut Vec<Diagnostic>) {
    let written = article.published.and_then(|when| when.latest());
    for (n, passage) in article.passages.iter().enumerate() {
        let start = passage.range.start;
        let shift = |range: Range<usize>| range.start + start..range.end + start;
        let findings = cite::scan(&article.text[passage.range.clone()], lexicon, written);
        let passage = n as u32;
        for mention in findings.mentions {
            let range = shift(mention.range);
            let surface = &article.text[range.clone()];
            let at = Location::new(&article.seed, range.clone());
            let document = match mention.target {
                CiteTarget::Known(index) => Some(DocumentId(index as u32)),
                target => {
                    diagnostics.extend(unresolved(
                        &target,
                        mention.number.as_ref(),
                        mention.kind.as_deref(),
                        surface,
                        at,
                    ));
                    None
                }
            };
            article.mentions.push(Mention { passage, range, document, number: mention.number });
        }
        for date in findings.dates {
            let range = shift(date.range);
            if let Some(problem) = date.problem {
                let at = Location::new(&article.seed, range.clone());
                diagnostics.extend(date_problem(problem, &article.text[range.clone()], at));
            }
            article.dates.push(DateMention { passage, range, iso: date.iso, inferred: date.inferred });
        }
        let person = |name: cite::NameMention| Named {
            passage,
            range: shift(name.range),
            id: PersonId(name.index as u32),
        };
        article.people.extend(findings.people.into_iter().map(person));
        let organisation = |name: cite::NameMention| Named {
            passage,
            range: shift(name.range),
            id: OrganisationId(name.index as u32),
        };
        article.organisations.extend(findings.organisations.into_iter().map(organisation));
    }
}

fn unresolved(
    target: &CiteTarget,
    number: Option<&crate::model::DocumentNumber>,
    kind: Option<&str>,
    surface: &str,
    at: Location,
) -> Option<Diagnostic> {
    let number = number?;
    let file = format!("content/documents/{}.yaml", crate::text::slug::slug(&number.to_string()));
    let offer = format!(
        "write `{file}`: `type: {}`, `number: {number}`, and what else is known",
        kind.unwrap_or("…")
    );
    Some(match target {
        CiteTarget::Known(_) => return None,
        CiteTarget::Unknown => {
            Diagnostic::warning(Code::UnknownDocument, format!("no file describes the document `{surface}`"))
                .at(at)
                .hint(offer)
        }
        CiteTarget::Ambiguous(_) => {
            Diagnostic::warning(Code::AmbiguousMention, format!("`{surface}` may be several documents"))
                .at(at)
                .hint("no date beside it decides; it is shown without a link")
        }
        CiteTarget::OtherDate(_) => {
            let message = format!("`{surface}` has another date here than the document that is described");
            Diagnostic::warning(Code::UnknownDocument, message)
                .at(at)
                .hint("describe the other document in a file of its own, or correct `issued`")
        }
    })
}

fn date_problem(problem: cite::DateProblem, surface: &str, at: Location) -> Option<Diagnostic> {
    match problem {
        cite::DateProblem::NoSuchDay => Some(
            Diagnostic::warning(Code::DateInText, format!("the date `{surface}` does not exist"))
                .at(at)
                .hint("the seed stays as it is; say so in a note at this passage"),
        ),
        cite::DateProblem::WrongWeekday { .. } => Some(
            Diagnostic::warning(Code::WrongWeekday, format!("the weekday of `{surface}` is wrong"))
                .at(at)
                .hint("the seed stays as it is; say so in a note at this passage"),
        ),
        _ => None,
    }
}

fn sigla_are_unique(content: &Content, articles: &[Article], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (index, article) in articles.iter().enumerate() {
        if let Some(first) = seen.insert(&article.siglum, index) {
            let message = format!(
                "the siglum `{}` belongs to the article `{}` too",
                article.siglum, articles[first].id
            );
            let at = content.articles[index].at(&["siglum".into()]);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateName, message)
                    .at(at)
                    .hint("give one of them another `siglum`"),
            );
        }
    }
}

fn unused_seeds(content: &Content, snapshot: &Snapshot, diagnostics: &mut Vec<Diagnostic>) {
    let seed = |p: &Parsed<metadata::Article>| {
        p.meta.seed.as_ref().map(|s| s.strip_prefix("seeds/").unwrap_or(s).to_owned())
    };
    let used: BTreeSet<String> = content.articles.iter().filter_map(seed).collect();
    if content.withheld.keys().any(|(kind, _)| kind == "article") {
        return; // A broken or hidden file may well be the one that names it.
    }
    for (path, _) in snapshot.below("seeds/") {
        if !used.contains(&path["seeds/".len()..]) {
            let warning = Diagnostic::warning(Code::UnusedSeed, "no article describes this seed");
            diagnostics.push(
                warning
                    .at(Location::new(path, 0..0))
                    .hint("write `content/articles/ID.yaml` with `seed:` and `title:`"),
            );
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a string");
        out
    })
}
