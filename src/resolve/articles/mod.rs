//! Articles: cleaned, cut into passages, with all that they mention.

mod together;

use super::context::Context;
use super::mentions;
use super::notes::notes;
use super::registry::{Registry, shown_date};
use super::relations::parallels::remarks;
use super::seeds::{self, PublisherRule, Rules, SeedNames};
use super::uses::{Subject, Use};
use crate::cite::{Findings, Lexicon};
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity};
use crate::facts::{Given, Names, Used};
use crate::model::When;
use crate::model::hash::sha256;
use crate::model::site::{Article, Cleaned, Passage, PublisherId, passage_number};
use crate::parse::clean::{self, Lines};
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata;
use crate::parse::record::{self, Fingerprints};
use crate::shelf::Shelf;
use crate::snapshot::{File, Snapshot};
use crate::text::nfc::is_composed;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The text of an article, and what it was made from.
#[derive(Debug)]
pub struct Read {
    parsed: Arc<Parsed<metadata::Article>>,
    seed: Option<File>,
    publisher: Option<Arc<Parsed<metadata::Publisher>>>,
    reported: Option<Date>,
    text: Arc<Cleaned>,
    diagnostics: Vec<Diagnostic>,
    uses: Vec<Use>,
    matched: Vec<PublisherRule>,
    used: Used,
}

/// Facts of articles that need not be computed, and the vocabulary that they must be of.
#[derive(Debug)]
pub struct Offered<'a> {
    /// The facts.
    pub given: &'a Given,
    /// The vocabulary.
    pub names: Names,
}

/// What is remembered of articles' texts.
///
/// It holds for one registry of publishers and one lexicon, and for one record of the last build.
#[derive(Debug, Default)]
pub struct Memory {
    texts: Shelf<Read>,
    seeds: Vec<(String, File)>,
    /// Articles whose sigla were different, and which named every seed there was.
    well_named: Option<Vec<Arc<Cleaned>>>,
}

impl Memory {
    /// Where articles name their publishers.
    pub fn uses(&self) -> impl Iterator<Item = &Use> {
        self.texts.values().flat_map(|read| &read.uses)
    }

    /// What became of the facts that were given, by article.
    pub fn used(&self) -> impl Iterator<Item = Used> {
        self.texts.values().map(|read| read.used)
    }

    /// Forgets the texts.
    pub fn clear(&mut self) {
        self.texts.clear();
    }

    /// Whether nothing can be wrong with the sigla and seeds of these articles, as nothing was before.
    fn is_known_well_named(&self, articles: &[Arc<Cleaned>]) -> bool {
        let same = |(one, two): (&Arc<Cleaned>, &Arc<Cleaned>)| {
            Arc::ptr_eq(one, two) || (one.siglum == two.siglum && one.seed == two.seed)
        };
        let known =
            |last: &Vec<Arc<Cleaned>>| last.len() == articles.len() && last.iter().zip(articles).all(same);
        self.well_named.as_ref().is_some_and(known)
    }

    /// The seeds that are not what they were: changed, new or gone.
    fn changed_seeds(&mut self, snapshot: &Snapshot) -> HashSet<String> {
        let mut before = self.seeds.iter().peekable();
        let mut changed = HashSet::new();
        let mut same_paths = true;
        for (path, file) in snapshot.below("seeds/") {
            while let Some((gone, _)) = before.next_if(|(old, _)| old.as_str() < path) {
                changed.insert(gone.clone());
                same_paths = false;
            }
            match before.next_if(|(old, _)| old == path) {
                Some((_, old)) if old.is_same(file) => {}
                found => {
                    same_paths &= found.is_some();
                    changed.insert(path.to_owned());
                }
            }
        }
        same_paths &= before.peek().is_none();
        changed.extend(before.map(|(gone, _)| gone.clone()));
        if !same_paths {
            self.well_named = None;
        }
        if !changed.is_empty() {
            self.seeds =
                snapshot.below("seeds/").map(|(path, file)| (path.to_owned(), file.clone())).collect();
        }
        changed
    }
}

/// What every article is made with.
struct Workshop<'a> {
    content: &'a Content,
    snapshot: &'a Snapshot,
    registry: &'a Registry,
    lexicon: &'a Lexicon,
    offered: Option<Offered<'a>>,
    /// By publisher.
    rules: Vec<Rules>,
    /// The last possible day of each event, by the event's id.
    event_days: HashMap<&'a str, Date>,
    /// What the last build remembered of the seeds, by path.
    last: HashMap<String, (String, Fingerprints)>,
    /// What seeds are called.
    seed_names: SeedNames,
}

/// Reads the texts of all articles, in the order of `content.articles`; those that the memory has are taken from there.
pub fn texts(
    content: &Content,
    snapshot: &Snapshot,
    registry: &Registry,
    lexicon: &Lexicon,
    offered: Option<Offered<'_>>,
    memory: &mut Memory,
) -> Outcome<Vec<Arc<Cleaned>>> {
    let mut diagnostics = Vec::new();
    let rules = content.publishers.iter().map(|p| seeds::publisher_rules(p, &mut diagnostics)).collect();
    let last = snapshot.last_seeds.as_deref().map(record::decode).unwrap_or_default();
    let event_days = event_days(content);
    let seed_names = SeedNames::default();
    let workshop =
        Workshop { content, snapshot, registry, lexicon, offered, rules, event_days, last, seed_names };
    let changed = memory.changed_seeds(snapshot);
    let texts = memory.texts.fill(
        content.articles.iter().map(|parsed| parsed.id.as_str()),
        |index, read| workshop.holds(&content.articles[index], read, &changed),
        |index| workshop.read(&content.articles[index]),
    );
    diagnostics.extend(texts.iter().flat_map(|read| &read.diagnostics).cloned());
    let matched: BTreeSet<PublisherRule> = texts.iter().flat_map(|read| &read.matched).copied().collect();
    let articles: Vec<Arc<Cleaned>> = texts.iter().map(|read| read.text.clone()).collect();
    let all_read = !content.withheld.keys().any(|(kind, _)| kind == "article");
    if all_read {
        together::rules_match(content, &articles, &matched, &mut diagnostics);
    }
    if !memory.is_known_well_named(&articles) {
        let before = diagnostics.len();
        together::sigla_are_unique(content, &articles, &mut diagnostics);
        together::unused_seeds(content, snapshot, &articles, &mut diagnostics);
        let is_well_named = diagnostics.len() == before && all_read;
        memory.well_named = is_well_named.then(|| articles.clone());
    }
    Outcome { value: articles, diagnostics }
}

/// Whether it is known who published an article; why it is not has been reported.
fn has_its_publisher(parsed: &Parsed<metadata::Article>, publisher: Option<PublisherId>) -> bool {
    publisher.is_some() || parsed.meta.publisher.is_none() && parsed.is_whole
}

/// The last possible day of each event, by the event's id.
pub fn event_days(content: &Content) -> HashMap<&str, Date> {
    let days = content.events.iter().filter_map(|event| {
        let date = event.meta.date.as_ref().and_then(shown_date)?;
        Some((event.id.as_str(), last_day(date)?))
    });
    days.collect()
}

/// The last day of what an article reports.
pub fn reported(article: &metadata::Article, event_days: &HashMap<&str, Date>) -> Option<Date> {
    article.events.iter().filter_map(|id| event_days.get(&**id)).max().copied()
}

/// The day from which the years of an article's dates are inferred; one that states no date was written when what it
/// reports had happened.
pub fn written(published: Option<When>, reported: Option<Date>) -> Option<Date> {
    published.and_then(last_day).or(reported)
}

/// The last day of a date. Of one whose month is open, a day from which all of its year is within reach: a text of 2024 that names
/// 5/1 does not mean the next year's.
fn last_day(when: When) -> Option<Date> {
    let last = when.latest()?;
    let year = Date::new(last.year(), 1, 1).ok()?;
    let is_open = last.month() == 12 && last.day() == 31 && when.earliest().is_none_or(|first| first <= year);
    Some(if is_open { Date::new(last.year(), 11, 30).ok()? } else { last })
}

impl Workshop<'_> {
    /// Whether [`Self::read`] would read the same again.
    fn holds(&self, parsed: &Arc<Parsed<metadata::Article>>, read: &Read, changed: &HashSet<String>) -> bool {
        let publisher = read.text.publisher.map(|id| &self.content.publishers[id.index()]);
        let same_publisher = match (&read.publisher, publisher) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        };
        let has_text = read.seed.is_some() || read.text.is_markdown;
        // What is said of a publisher that is not there depends on all names.
        let known_publisher = publisher.is_some() || parsed.meta.publisher.is_none();
        Arc::ptr_eq(parsed, &read.parsed)
            && same_publisher
            && has_text
            && known_publisher
            && !changed.contains(&read.text.seed)
            // A seed of just this name goes before one whose letters are composed otherwise.
            && !(parsed.meta.seed.as_deref()).is_some_and(|name| changed.contains(&seeds::path_of(name)))
            && read.reported == self.reported(parsed)
    }

    /// The last day of what an article reports.
    fn reported(&self, parsed: &Parsed<metadata::Article>) -> Option<Date> {
        reported(&parsed.meta, &self.event_days)
    }

    fn read(&self, parsed: &Arc<Parsed<metadata::Article>>) -> Read {
        let mut context = Context::new(self.registry, &[], &[]);
        let publisher = self.publisher(parsed, &mut context);
        let (mut article, matched) = self.clean(parsed, publisher, &mut context);
        let has_errors = context.diagnostics.iter().any(|d| d.severity == Severity::Error);
        if article.passages.is_empty() && !has_errors && !seeds::is_unread(&article.seed, self.snapshot) {
            self.nothing_is_left(parsed, &article, &mut context);
        }
        let reported = self.reported(parsed);
        let written = written(article.published, reported);
        let (findings, used) = self.findings(&article, written);
        let mut told = Vec::new();
        mentions::settle(&mut article, findings, self.registry, &mut told);
        // Lines that a missing rule would omit are no matter of the article.
        let is_clean = has_its_publisher(parsed, publisher)
            && publisher.is_none_or(|id| !seeds::has_gaps(&self.rules[id.index()]))
            && !context
                .diagnostics
                .iter()
                .any(|d| matches!(d.code, Code::InvalidOmit | Code::OmitMatchesNothing));
        context.diagnostics.extend(told.into_iter().filter(|_| is_clean));
        Read {
            parsed: parsed.clone(),
            seed: self.snapshot.get(&article.seed).cloned(),
            publisher: publisher.map(|id| self.content.publishers[id.index()].clone()),
            reported,
            text: Arc::new(article),
            diagnostics: context.diagnostics,
            uses: context.uses,
            matched,
            used,
        }
    }

    fn publisher(
        &self,
        parsed: &Parsed<metadata::Article>,
        context: &mut Context<'_>,
    ) -> Option<PublisherId> {
        let id = parsed.meta.publisher.as_deref()?;
        let at = parsed.at(&["publisher".into()]);
        match self.registry.publisher(id) {
            Ok(id) => {
                context.used(Subject::Publisher(id), at);
                Some(id)
            }
            Err(error) => {
                context.failed("publisher", id, error, at);
                None
            }
        }
    }

    /// The article's text, cut into passages, without what it mentions; and which of its publisher's rules matched.
    fn clean(
        &self,
        parsed: &Parsed<metadata::Article>,
        publisher: Option<PublisherId>,
        context: &mut Context<'_>,
    ) -> (Cleaned, Vec<PublisherRule>) {
        let meta = &parsed.meta;
        let is_markdown = parsed.file.ends_with(".md");
        let (seed, text) = seeds::source(parsed, self.snapshot, is_markdown, &self.seed_names, context);
        let sha256 = match is_markdown {
            true => sha256(parsed.text.as_bytes()),
            false => sha256(self.snapshot.get(&seed).map(|b| &b[..]).unwrap_or_default()),
        };
        let lines = Lines::new(&text);
        let last = self.last.get(&seed);
        let is_current = seeds::check_hash(parsed, &sha256, &text, &lines, is_markdown, last, context);
        let mut references = Vec::new();
        let (mut passages, omitted, matched) = if is_markdown {
            let body = parsed.body.clone().unwrap_or(0..0);
            let passages;
            (passages, references) = seeds::markdown_passages(&text, body, &lines);
            (passages, Vec::new(), Vec::new())
        } else {
            seeds::seed_passages(parsed, &text, &lines, publisher, self.rules_of(publisher), context)
        };
        label(parsed, &mut passages, context);
        let published =
            meta.published.as_deref().and_then(|text| context.when(text, parsed.at(&["published".into()])));
        let url = meta.url.as_deref().and_then(|text| context.address(text, parsed.at(&["url".into()])));
        let article = Cleaned {
            id: parsed.id.clone(),
            file: parsed.file.clone(),
            seed,
            sha256,
            is_current,
            body_start: parsed.body.as_ref().map_or(0, |body| body.start),
            is_nfc: is_composed(&text),
            text,
            is_markdown,
            siglum: siglum(parsed, context),
            title: meta.title.0.clone(),
            publisher,
            author: meta.author.as_ref().map(|t| t.0.clone()),
            published,
            url,
            rights: meta.rights.as_ref().map(|t| t.0.clone()),
            passages,
            references,
            omitted,
            mentions: Vec::new(),
            dates: Vec::new(),
            people: Vec::new(),
            organisations: Vec::new(),
            terms: Vec::new(),
            is_searchable: meta.search.unwrap_or(true),
            extra: meta.extra.clone(),
        };
        (article, matched)
    }

    fn rules_of(&self, publisher: Option<PublisherId>) -> &Rules {
        const NONE: &Rules = &Rules::new();
        publisher.map_or(NONE, |id| &self.rules[id.index()])
    }

    /// Reports an article without a passage.
    fn nothing_is_left(
        &self,
        parsed: &Parsed<metadata::Article>,
        article: &Cleaned,
        context: &mut Context<'_>,
    ) {
        let at = || parsed.at(&["seed".into()]);
        let (message, at, hint) = match (article.is_markdown, clean::is_blank(&article.text)) {
            (true, _) => ("this article has no text", at(), "write it below the front matter".to_owned()),
            (false, true) => (
                "the seed of this article is empty",
                at(),
                "collect it again, or remove the article".to_owned(),
            ),
            (false, false) => {
                let lines = Lines::new(&article.text);
                let rules = self.rules_of(article.publisher);
                let (at, hint) = seeds::greediest(parsed, &article.text, &lines, rules)
                    .unwrap_or_else(|| (at(), "check its omit rules: they cover every line".to_owned()));
                ("nothing of this article is left", at, hint)
            }
        };
        context.error(Code::EmptyArticle, message.to_owned(), at, Some(hint));
    }

    /// What each passage mentions: what was given, where it fits, or else what is found now.
    fn findings(&self, article: &Cleaned, written: Option<Date>) -> (Vec<Findings>, Used) {
        let offered = self.offered.as_ref().filter(|_| !article.is_markdown);
        let used = match offered.map(|Offered { given, names }| {
            given.findings(&article.sha256, &article.text, &article.passages, written, names)
        }) {
            Some(Ok(findings)) => return (findings, Used::Taken),
            Some(Err(why)) => why,
            None => Used::NotAsked,
        };
        (mentions::scan(&article.text, &article.passages, self.lexicon, written), used)
    }
}

/// An article: its text, and what its file refers to.
pub fn article(
    parsed: &Parsed<metadata::Article>,
    cleaned: &Arc<Cleaned>,
    context: &mut Context<'_>,
) -> Article {
    let meta = &parsed.meta;
    let topics = context.list(parsed, "topics", &meta.topics, |c, id, at| c.find_id(id, at));
    let events = context.list(parsed, "events", &meta.events, |c, id, at| c.find_id(id, at));
    let note = context.text(parsed, &["note".into()], meta.note.as_ref());
    let notes = notes(context, parsed, &meta.notes, Some(cleaned.passages.len()));
    let parallels = remarks(context, parsed, cleaned);
    let targets = match cleaned.is_markdown {
        true => context.body_targets(parsed, &cleaned.references),
        false => Vec::new(),
    };
    Article { cleaned: cleaned.clone(), topics, events, note, targets, notes, parallels }
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
                let at = parsed.at_key(&["labels".into()], anchor);
                let hint = format!("its passages are p1 to p{count}");
                context.error(Code::NoSuchPlace, format!("there is no passage `{anchor}`"), at, Some(hint));
            }
        }
    }
}
