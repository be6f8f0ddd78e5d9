//! Articles: cleaned, cut into passages, with all that they mention.

use super::context::{Context, passage_number};
use super::mentions;
use super::notes::notes;
use super::registry::{Registry, first_value};
use super::seeds::{self, PublisherRule, Rules};
use super::uses::{Subject, Use};
use crate::cite::Lexicon;
use crate::diagnostic::{Code, Diagnostic, Location, Outcome, Severity};
use crate::model::When;
use crate::model::site::{Article, EventId, Markdown, Note, Passage, Target, Thing, TopicId};
use crate::parse::clean::Lines;
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata;
use crate::parse::record::{self, Fingerprints};
use crate::snapshot::Snapshot;
use crate::text::nfc::is_composed;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What every article is made with.
struct Workshop<'a> {
    snapshot: &'a Snapshot,
    registry: &'a Registry,
    lexicon: &'a Lexicon,
    /// By publisher.
    rules: Vec<Rules>,
    /// The last possible day of each event, by the event's id.
    event_days: BTreeMap<&'a str, Date>,
    /// What the last build remembered of the seeds, by path.
    last: HashMap<String, (String, Fingerprints)>,
}

struct Made {
    article: Article,
    diagnostics: Vec<Diagnostic>,
    uses: Vec<Use>,
    matched: Vec<PublisherRule>,
}

/// Makes all articles, in the order of `content.articles`, and tells where they name their publishers.
pub fn articles(
    content: &Content,
    snapshot: &Snapshot,
    registry: &Registry,
    lexicon: &Lexicon,
) -> Outcome<(Vec<Article>, Vec<Use>)> {
    let mut diagnostics = Vec::new();
    let mut uses = Vec::new();
    let rules = content.publishers.iter().map(|p| seeds::publisher_rules(p, &mut diagnostics)).collect();
    let event_days = content.events.iter().filter_map(|event| {
        let date = event.meta.date.as_ref().and_then(first_value)?;
        Some((event.id.as_str(), When::parse(date).ok()?.latest()?))
    });
    let last = snapshot.last_seeds.as_deref().map(record::decode).unwrap_or_default();
    let workshop = Workshop { snapshot, registry, lexicon, rules, event_days: event_days.collect(), last };
    let made: Vec<Made> = content.articles.par_iter().map(|parsed| workshop.make(parsed)).collect();
    let mut matched: BTreeSet<PublisherRule> = BTreeSet::new();
    let mut published: BTreeSet<u32> = BTreeSet::new();
    let mut articles = Vec::with_capacity(made.len());
    for one in made {
        diagnostics.extend(one.diagnostics);
        uses.extend(one.uses);
        matched.extend(one.matched);
        published.extend(one.article.publisher.map(|p| p.0));
        articles.push(one.article);
    }
    for (index, publisher) in content.publishers.iter().enumerate() {
        for rule in 0..publisher.meta.omit.len() {
            let all_read = !content.withheld.keys().any(|(kind, _)| kind == "article");
            if all_read && published.contains(&(index as u32)) && !matched.contains(&(index as u32, rule)) {
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
    Outcome { value: (articles, uses), diagnostics }
}

impl Workshop<'_> {
    fn make(&self, parsed: &Parsed<metadata::Article>) -> Made {
        let mut context = Context::new(self.registry, &[]);
        let meta = &parsed.meta;
        let publisher = meta.publisher.as_deref().and_then(|id| match self.registry.publisher(id) {
            Ok(id) => {
                context.used(Subject::Publisher(id), parsed.at(&["publisher".into()]));
                Some(id)
            }
            Err(error) => {
                context.failed("publisher", id, error, parsed.at(&["publisher".into()]));
                None
            }
        });
        let is_markdown = parsed.file.ends_with(".md");
        let (seed, text) = seeds::source(parsed, self.snapshot, is_markdown, &mut context);
        let sha256 = match is_markdown {
            true => seeds::sha256(parsed.text.as_bytes()),
            false => seeds::sha256(self.snapshot.get(&seed).map(|b| &b[..]).unwrap_or_default()),
        };
        let lines = Lines::new(&text);
        let is_current = seeds::check_hash(
            parsed,
            &sha256,
            &text,
            &lines,
            is_markdown,
            self.last.get(&seed),
            &mut context,
        );
        let (mut passages, omitted, matched) = if is_markdown {
            let body = parsed.body.clone().unwrap_or(0..0);
            (seeds::markdown_passages(&text, body, &lines), Vec::new(), Vec::new())
        } else {
            let rules = publisher.map_or(&[][..], |p| &self.rules[p.index()]);
            seeds::seed_passages(parsed, &text, &lines, publisher, rules, &mut context)
        };
        label(parsed, &mut passages, &mut context);
        let published =
            meta.published.as_deref().and_then(|text| context.when(text, parsed.at(&["published".into()])));
        let url = meta.url.as_deref().and_then(|text| context.address(text, parsed.at(&["url".into()])));
        let mut article = Article {
            id: parsed.id.clone(),
            file: parsed.file.clone(),
            seed,
            sha256,
            is_current,
            body_start: parsed.body.as_ref().map_or(0, |body| body.start),
            is_nfc: is_composed(&text),
            text,
            is_markdown,
            siglum: siglum(parsed, &mut context),
            title: meta.title.0.clone(),
            publisher,
            author: meta.author.as_ref().map(|t| t.0.clone()),
            published,
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
        if article.passages.is_empty() && context.diagnostics.iter().all(|d| d.severity != Severity::Error) {
            let (message, hint) = match (is_markdown, article.text.trim().is_empty()) {
                (true, _) => ("this article has no text", "write it below the front matter"),
                (false, true) => {
                    ("the seed of this article is empty", "collect it again, or remove the article")
                }
                (false, false) => {
                    ("nothing of this article is left", "check its omit rules: they cover every line")
                }
            };
            let at = parsed.at(&[if meta.omit.is_empty() { "seed" } else { "omit" }.into()]);
            context.error(Code::EmptyArticle, message.to_owned(), at, Some(hint.to_owned()));
        }
        // An article that states no date was written when what it reports had happened.
        let reported = meta.events.iter().filter_map(|id| self.event_days.get(&**id)).max();
        let written = article.published.and_then(|when| when.latest()).or(reported.copied());
        mentions::scan(&mut article, self.lexicon, written, self.registry, &mut context.diagnostics);
        Made { article, diagnostics: context.diagnostics, uses: context.uses, matched }
    }
}

/// What in an article refers to other things, once all articles are there to be referred to.
pub fn link(content: &Content, articles: &[Article], registry: &Registry) -> Outcome<Vec<Linked>> {
    let pairs = content.articles.par_iter().zip(articles.par_iter());
    let each = pairs.map(|(parsed, article)| {
        let mut context = Context::new(registry, articles);
        let linked = link_one(parsed, article, &mut context);
        (linked, context.diagnostics)
    });
    let (value, diagnostics): (Vec<Linked>, Vec<Vec<Diagnostic>>) = each.unzip();
    Outcome { value, diagnostics: diagnostics.into_iter().flatten().collect() }
}

fn link_one(parsed: &Parsed<metadata::Article>, article: &Article, context: &mut Context<'_>) -> Linked {
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
    Linked { topics, events, note, notes, targets, uses: std::mem::take(&mut context.uses) }
}

/// The references of an article, resolved.
pub struct Linked {
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Its events.
    pub events: Vec<EventId>,
    /// About the stored copy.
    pub note: Option<Markdown>,
    /// Notes in the margin.
    pub notes: Vec<Note>,
    /// References within its Markdown.
    pub targets: Vec<Option<Target>>,
    /// Where all these stand.
    pub uses: Vec<Use>,
}

fn siglum(parsed: &Parsed<metadata::Article>, context: &mut Context<'_>) -> String {
    let Some(siglum) = &parsed.meta.siglum else {
        return parsed.id.to_uppercase();
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

fn label(parsed: &Parsed<metadata::Article>, passages: &mut [Passage], context: &mut Context<'_>) {
    let count = passages.len();
    if count == 0 {
        return; // Why there is none has been reported.
    }
    for (anchor, label) in &parsed.meta.labels {
        match passage_number(anchor).and_then(|n| passages.get_mut(n as usize)) {
            Some(passage) => passage.label = Some(label.0.clone()),
            None => {
                let at = parsed.at(&["labels".into(), anchor.as_str().into()]);
                let hint = format!("its passages are p1 to p{count}");
                context.error(Code::NoSuchPlace, format!("there is no passage `{anchor}`"), at, Some(hint));
            }
        }
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
