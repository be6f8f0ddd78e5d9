//! From parsed files to a [`Site`]: names looked up, quotations found, mentions tied to what they mention, and every
//! reference known from both ends.

mod addresses;
pub mod agents;
pub mod articles;
pub mod context;
pub mod doubts;
pub mod facts;
pub mod glossary;
pub mod linking;
pub mod mentions;
pub mod notes;
pub mod pages;
pub mod portal;
pub mod questions;
pub mod quotes;
mod redirects;
pub mod registry;
pub mod relations;
pub mod sameness;
pub mod seeds;
pub mod things;
mod unfinished;
pub mod uses;
pub mod vocabulary;

pub use vocabulary::lexicon;

use crate::cite::Lexicon;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::facts::{Given, Told};
use crate::model::site::{
    Agent, Article, Cleaned, Document, Event, Portal, Publisher, Site, Term, TextPage, Topic,
};
use crate::parse::content::Content;
use crate::parse::metadata;
use crate::shelf::Shelf;
use crate::snapshot::Snapshot;
use linking::{Linked, Linker};
use registry::Registry;
use relations::gather::Terms;
use relations::{parallels, relate};
use sameness::{same_mentions, same_names};
use std::sync::Arc;
use uses::Use;

/// A site, and the names by which its parts were found.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// The names.
    pub registry: Arc<Registry>,
}

/// What one run made of content, for the next.
#[derive(Debug, Default)]
pub struct Memory {
    last: Option<Last>,
    given: Given,
    texts: articles::Memory,
    doubts: doubts::Memory,
    parallels: parallels::Memory,
    portal: Shelf<Linked<metadata::Portal, Portal>>,
    articles: Shelf<Linked<metadata::Article, Article>>,
    publishers: Shelf<Linked<metadata::Publisher, Publisher>>,
    documents: Shelf<Linked<metadata::Document, Document>>,
    events: Shelf<Linked<metadata::Event, Event>>,
    people: Shelf<Linked<metadata::Person, Agent>>,
    organisations: Shelf<Linked<metadata::Organisation, Agent>>,
    topics: Shelf<Linked<metadata::Topic, Topic>>,
    pages: Shelf<Linked<metadata::Page, TextPage>>,
    glossary: Shelf<Linked<metadata::Glossary, Vec<Arc<Term>>>>,
}

/// The last run.
#[derive(Debug)]
struct Last {
    content: Content,
    record: Option<Arc<[u8]>>,
    lexicon: Arc<Lexicon>,
    terms: Arc<Terms>,
    resolved: Arc<Resolved>,
}

impl Memory {
    /// Where metadata disagrees with the seeds or with itself, in the last run: only warnings, in no order.
    ///
    /// They need all texts together and change no page, so that whoever waits for pages need not wait for them.
    pub fn doubts(&mut self) -> Vec<Diagnostic> {
        let Some(Last { content, resolved, .. }) = &self.last else { return Vec::new() };
        doubts::doubts(content, &resolved.site, &mut self.doubts)
    }

    /// Where things are named, in the last run; in no order to rely on: [`uses::sorted`] makes one.
    pub fn uses(&self) -> Vec<Use> {
        let mut uses: Vec<Use> = self.texts.uses().cloned().collect();
        macro_rules! add {
            ($($list:ident),+) => { $(uses.extend(self.$list.values().flat_map(|one| &one.uses).cloned());)+ };
        }
        add!(portal, articles, publishers, documents, events, people, organisations, topics, pages, glossary);
        uses
    }

    /// Takes facts of articles, which the next runs need not compute.
    pub fn give(&mut self, given: Given) {
        self.given = given;
    }

    /// What became of the facts that were given, in the last run.
    pub fn told(&self) -> Told {
        self.given.told(self.texts.used())
    }

    /// Forgets what would only serve another run, and is large.
    pub fn finish(&mut self) {
        self.given = Given::default();
        self.parallels.clear();
    }

    /// Forgets the things, whose references are positions among things that are now others.
    fn forget_things(&mut self) {
        self.portal.clear();
        self.articles.clear();
        self.publishers.clear();
        self.documents.clear();
        self.events.clear();
        self.people.clear();
        self.organisations.clear();
        self.topics.clear();
        self.pages.clear();
        self.glossary.clear();
    }
}

/// Resolves all of `content`; what cannot be resolved is reported and left out. The site's address is `base_url`, if it is
/// given, and else what `portal.yaml` says.
///
/// What `memory` has of an earlier run and what cannot have changed is taken from there.
pub fn resolve(
    content: Content,
    snapshot: &Snapshot,
    base_url: Option<&str>,
    memory: &mut Memory,
) -> Outcome<Arc<Resolved>> {
    let last = memory.last.take();
    let named = last.as_ref().filter(|last| same_names(&last.content, &content));
    let same_record = |last: &Last| match (&last.record, &snapshot.last_seeds) {
        (Some(one), Some(two)) => Arc::ptr_eq(one, two),
        (one, two) => one.is_none() && two.is_none(),
    };
    let scanned = last.as_ref().filter(|last| same_record(last) && same_mentions(&last.content, &content));
    if named.is_none() {
        memory.forget_things();
    }
    if scanned.is_none() {
        memory.texts.clear();
    }
    let (registry, lexicon) = rayon::join(
        || named.map_or_else(|| Arc::new(Registry::new(&content)), |last| last.resolved.registry.clone()),
        || scanned.map_or_else(|| Arc::new(lexicon(&content)), |last| last.lexicon.clone()),
    );
    let given = std::mem::take(&mut memory.given);
    let offered = (!given.is_unasked())
        .then(|| articles::Offered { given: &given, names: vocabulary::names(&content) });
    let Outcome { value: texts, diagnostics } =
        articles::texts(&content, snapshot, &registry, &lexicon, offered, &mut memory.texts);
    let folded = texts.iter().map(|_| context::Folded::default()).collect();
    let mut linker = Linker { registry: &registry, texts: &texts, folded, diagnostics };
    let mut site = things(&content, &texts, memory, &mut linker);
    let mut diagnostics = linker.diagnostics;
    if let Some(url) = base_url {
        site.portal.base_url = Some(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") });
    }
    let terms = Terms::new(&site.topics, last.as_ref().map(|last| &last.terms));
    // Comparing is worth it only where things have kept their places.
    let before = named.map(|last| (&last.resolved.site, &last.terms));
    relate(&mut site, &terms, before);
    // An empty list has nothing in common.
    let compared = if site.portal.has_parallels { texts.as_slice() } else { &[] };
    site.shared = parallels::shared(compared, &given, &mut memory.parallels);
    memory.given = given;
    site.formulas = parallels::formulas(&site, last.as_ref().map(|last| &last.resolved.site));
    diagnostics.shrink_to_fit();
    let resolved = Arc::new(Resolved { site, registry });
    let record = snapshot.last_seeds.clone();
    memory.last = Some(Last { content, record, lexicon, terms, resolved: resolved.clone() });
    Outcome { value: resolved, diagnostics }
}

/// The things of a site, each on its own.
fn things(content: &Content, texts: &[Arc<Cleaned>], memory: &mut Memory, linker: &mut Linker<'_>) -> Site {
    let portal = match &content.portal {
        Some(parsed) => (*linker.one(&mut memory.portal, parsed, portal::portal)).clone(),
        None => portal::unread(),
    };
    macro_rules! link {
        ($list:ident, $make:path) => {
            linker.link(&mut memory.$list, &content.$list, |_, _| true, |_, parsed, c| $make(parsed, c))
        };
    }
    let terms = match &content.glossary {
        Some(parsed) => (*linker.one(&mut memory.glossary, parsed, glossary::glossary)).clone(),
        None => Vec::new(),
    };
    let mut site = Site {
        portal,
        terms,
        static_files: content.static_files.clone(),
        drafts: content.things().filter(|(_, file)| file.is_draft()).map(|(thing, _)| thing).collect(),
        glossary_extra: content.glossary.as_ref().map(|parsed| parsed.meta.extra.clone()).unwrap_or_default(),
        articles: linker.link(
            &mut memory.articles,
            &content.articles,
            |index, article| Arc::ptr_eq(&article.cleaned, &texts[index]),
            |index, parsed, context| articles::article(parsed, &texts[index], context),
        ),
        publishers: link!(publishers, things::publisher),
        documents: link!(documents, things::document),
        events: link!(events, things::event),
        people: link!(people, agents::person),
        organisations: link!(organisations, agents::organisation),
        topics: link!(topics, things::topic),
        pages: link!(pages, pages::page),
        ..Site::default()
    };
    linker.all(|context| {
        things::numbers_are_unique(content, &site.documents, context);
        agents::names_are_unique(content, context);
        questions::ids_are_unique(content, &site, context);
        site.redirects = Arc::new(redirects::redirects(content, context));
    });
    site
}
