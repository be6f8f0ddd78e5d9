//! From parsed files to a [`Site`]: names looked up, quotations found, mentions tied to what they mention, and every
//! reference known from both ends.

pub mod agents;
pub mod articles;
pub mod backlinks;
pub mod context;
pub mod facts;
pub mod gather;
pub mod mentions;
pub mod notes;
pub mod pages;
pub mod portal;
pub mod quotes;
pub mod registry;
pub mod seeds;
pub mod things;
pub mod timeline;
pub mod uses;

use crate::cite::{Lexicon, LexiconDocument, LexiconName};
use crate::diagnostic::Outcome;
use crate::model::site::Site;
use crate::model::{DocumentNumber, When};
use crate::parse::content::Content;
use crate::parse::metadata::Text;
use crate::snapshot::Snapshot;
use context::Context;
use registry::{Registry, first_value};
use uses::Use;

/// A site, and the names by which its parts were found.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// The names.
    pub registry: Registry,
    /// Where each thing is named, sorted by file and place.
    pub uses: Vec<Use>,
}

/// Resolves all of `content`; what cannot be resolved is reported and left out.
pub fn resolve(content: &Content, snapshot: &Snapshot) -> Outcome<Resolved> {
    let registry = Registry::new(content);
    let lexicon = lexicon(content);
    let Outcome { value: (mut articles, mut uses), mut diagnostics } =
        articles::articles(content, snapshot, &registry, &lexicon);
    let Outcome { value: linked, diagnostics: told } = articles::link(content, &articles, &registry);
    diagnostics.extend(told);
    let mut context = Context::new(&registry, &articles);
    let mut site = Site {
        portal: content
            .portal
            .as_ref()
            .map_or_else(portal::unread, |parsed| portal::portal(parsed, &mut context)),
        publishers: things::publishers(content, &mut context),
        documents: things::documents(content, &mut context),
        events: things::events(content, &mut context),
        people: agents::people(content, &mut context),
        organisations: agents::organisations(content, &mut context),
        topics: things::topics(content, &mut context),
        pages: pages::pages(content, &mut context),
        ..Site::default()
    };
    diagnostics.append(&mut context.diagnostics);
    uses.append(&mut context.uses);
    for (article, linked) in articles.iter_mut().zip(linked) {
        article.topics = linked.topics;
        article.events = linked.events;
        article.note = linked.note;
        article.notes = linked.notes;
        article.targets = linked.targets;
        uses.extend(linked.uses);
    }
    (site.articles_by_date, site.place_by_date) = timeline::by_date(&articles);
    site.gathered = gather::gather(&site.topics, &articles);
    site.topic_articles = vec![Vec::new(); site.topics.len()];
    for &id in &site.articles_by_date {
        for topic in &articles[id.index()].topics {
            site.topic_articles[topic.index()].push(id);
        }
    }
    site.topic_pages = pages::by_topic(&site);
    site.articles = articles;
    site.timeline = timeline::timeline(&site.documents, &site.events, &site.articles);
    site.backlinks = backlinks::backlinks(&site);
    uses::sort(&mut uses);
    Outcome { value: Resolved { site, registry, uses }, diagnostics }
}

/// The names that texts may mention.
pub fn lexicon(content: &Content) -> Lexicon {
    let numbers: Vec<Option<DocumentNumber>> =
        content.documents.iter().map(|p| p.meta.number.as_deref().and_then(DocumentNumber::parse)).collect();
    let documents =
        content.documents.iter().zip(&numbers).enumerate().map(|(index, (parsed, number))| LexiconDocument {
            index,
            kind: parsed.meta.kind.as_deref().unwrap_or_default(),
            number: number.as_ref(),
            aliases: texts(&parsed.meta.aliases),
            issued: parsed
                .meta
                .issued
                .as_ref()
                .and_then(first_value)
                .and_then(|v| When::parse(v).ok())
                .and_then(|w| w.day()),
        });
    let people =
        content.people.iter().enumerate().map(|(index, p)| name(index, &p.meta.name, &p.meta.aliases));
    let organisations =
        content.organisations.iter().enumerate().map(|(index, p)| name(index, &p.meta.name, &p.meta.aliases));
    Lexicon::new(
        &documents.collect::<Vec<_>>(),
        &people.collect::<Vec<_>>(),
        &organisations.collect::<Vec<_>>(),
    )
}

fn name<'a>(index: usize, name: &'a Text, aliases: &'a [Text]) -> LexiconName<'a> {
    let mut names: Vec<&str> = vec![name];
    names.extend(texts(aliases));
    LexiconName { index, names }
}

fn texts(list: &[Text]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}
