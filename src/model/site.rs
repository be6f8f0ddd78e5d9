//! The site: everything in a portal, resolved. Things refer to each other by ids, which are positions in these lists;
//! every list is sorted by the things' names, so that ids compare as names do.

use super::{DocumentNumber, When};
use crate::parse::metadata::{self, Basis, NoteKind, OmitKind, Question, RelationKind};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Declares an id: the position of a thing in its list.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $($(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        })+
    };
}

ids! {
    /// A position in [`Site::articles`].
    ArticleId,
    /// A position in [`Site::publishers`].
    PublisherId,
    /// A position in [`Site::documents`].
    DocumentId,
    /// A position in [`Site::events`].
    EventId,
    /// A position in [`Site::people`].
    PersonId,
    /// A position in [`Site::organisations`].
    OrganisationId,
    /// A position in [`Site::topics`].
    TopicId,
    /// A position in [`Site::pages`].
    PageId,
}

/// Anything that has a page of its own and can be referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// An article.
    Article(ArticleId),
    /// A document.
    Document(DocumentId),
    /// An event.
    Event(EventId),
    /// A person.
    Person(PersonId),
    /// An organisation.
    Organisation(OrganisationId),
    /// A topic.
    Topic(TopicId),
    /// Any other page.
    Page(PageId),
}

impl Thing {
    /// The word for its kind: in references, in data and in anchors.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Article(_) => "article",
            Self::Document(_) => "document",
            Self::Event(_) => "event",
            Self::Person(_) => "person",
            Self::Organisation(_) => "organisation",
            Self::Topic(_) => "topic",
            Self::Page(_) => "page",
        }
    }
}

/// A portal, resolved.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// What `portal.yaml` says.
    pub portal: Portal,
    /// Source articles.
    pub articles: Vec<Article>,
    /// Publishers.
    pub publishers: Vec<Publisher>,
    /// Documents.
    pub documents: Vec<Document>,
    /// Events.
    pub events: Vec<Event>,
    /// People.
    pub people: Vec<Agent>,
    /// Organisations.
    pub organisations: Vec<Agent>,
    /// Topics.
    pub topics: Vec<Topic>,
    /// Other pages.
    pub pages: Vec<TextPage>,
    /// What refers to what, seen from the target.
    pub backlinks: BTreeMap<Thing, Vec<Backlink>>,
    /// Dated things, in order.
    pub timeline: Vec<TimelineItem>,
    /// Articles by date, then id; those without a date at the end.
    pub articles_by_date: Vec<ArticleId>,
    /// For each article its position in `articles_by_date`.
    pub place_by_date: Vec<u32>,
    /// For each topic the articles that serve it, by date.
    pub topic_articles: Vec<Vec<ArticleId>>,
    /// For each topic the passages that hold one of its terms, in the order of articles.
    pub gathered: Vec<Vec<Gathered>>,
}

impl Site {
    /// Everything that has a page, kinds in the order of [`Thing`].
    pub fn things(&self) -> Vec<Thing> {
        fn ids<T>(list: &[T], thing: fn(u32) -> Thing) -> impl Iterator<Item = Thing> {
            (0..list.len() as u32).map(thing)
        }
        ids(&self.articles, |i| Thing::Article(ArticleId(i)))
            .chain(ids(&self.documents, |i| Thing::Document(DocumentId(i))))
            .chain(ids(&self.events, |i| Thing::Event(EventId(i))))
            .chain(ids(&self.people, |i| Thing::Person(PersonId(i))))
            .chain(ids(&self.organisations, |i| Thing::Organisation(OrganisationId(i))))
            .chain(ids(&self.topics, |i| Thing::Topic(TopicId(i))))
            .chain(ids(&self.pages, |i| Thing::Page(PageId(i))))
            .collect()
    }

    /// The id of a thing: its file's stem.
    pub fn id(&self, thing: Thing) -> &str {
        match thing {
            Thing::Article(id) => &self.articles[id.index()].id,
            Thing::Document(id) => &self.documents[id.index()].id,
            Thing::Event(id) => &self.events[id.index()].id,
            Thing::Person(id) => &self.people[id.index()].id,
            Thing::Organisation(id) => &self.organisations[id.index()].id,
            Thing::Topic(id) => &self.topics[id.index()].id,
            Thing::Page(id) => &self.pages[id.index()].id,
        }
    }
}

/// A passage that holds a topic's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The article.
    pub article: ArticleId,
    /// The passage, from 0.
    pub passage: u32,
    /// Where the terms stand: half-open byte offsets into the seed, in order, without overlap.
    pub terms: Vec<Range<usize>>,
}

/// What `portal.yaml` says.
#[derive(Clone, Debug, Default)]
pub struct Portal {
    /// The portal's name.
    pub title: String,
    /// One or two sentences.
    pub description: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Where the site will stand; ends in `/`.
    pub base_url: Option<String>,
    /// The theme's folder.
    pub theme: String,
    /// Who makes it.
    pub authors: Vec<String>,
    /// Terms of the portal's own words.
    pub licence: Option<String>,
    /// Entries of the menu.
    pub menu: Vec<MenuItem>,
    /// What the home page leads with.
    pub featured: Featured,
    /// Folders and files of kinds of pages that differ from the language's own.
    pub paths: BTreeMap<String, String>,
    /// The site-wide outputs to make; all, if none.
    pub formats: Option<Vec<String>>,
    /// Folders with `index.html`.
    pub pretty_urls: bool,
    /// Which mentions become links.
    pub link_mentions: metadata::LinkMentions,
    /// Whether Markdown may hold HTML.
    pub raw_html: bool,
    /// Minutes east of UTC of date-times that state none.
    pub utc_offset: Option<i16>,
    /// Markdown sentences at the foot of pages.
    pub footer: Option<Vec<Markdown>>,
    /// Compounds that headings keep together.
    pub keep_together: Vec<String>,
    /// For themes.
    pub extra: metadata::Extra,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuItem {
    /// A list or the timeline, by its name.
    Section(String),
    /// A thing.
    Thing(Thing),
}

/// What the home page leads with.
#[derive(Clone, Debug, Default)]
pub struct Featured {
    /// The studied document.
    pub document: Option<DocumentId>,
    /// Things on the ruler; empty means: chosen by the home page.
    pub timeline: Vec<Thing>,
    /// Two passages side by side.
    pub pair: Option<Point>,
    /// Questions to start from.
    pub questions: Vec<FeaturedQuestion>,
}

/// A question on the home page.
#[derive(Clone, Debug)]
pub struct FeaturedQuestion {
    /// The question.
    pub title: Option<String>,
    /// Where it leads.
    pub target: Target,
    /// A sentence.
    pub note: Option<Markdown>,
}

/// A thing, and perhaps a place on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The thing.
    pub thing: Thing,
    /// An anchor, without `#`.
    pub anchor: Option<String>,
}

/// A text in Markdown by the portal's authors, where it stands, and its references resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The source.
    pub source: String,
    /// The references in it, in the order of [`crate::markup::references`]; none where one leads nowhere.
    pub targets: Vec<Option<Target>>,
}

/// A passage of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId {
    /// The article.
    pub article: ArticleId,
    /// The position in [`Article::passages`], from 0.
    pub passage: u32,
}

/// A source article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its file's stem.
    pub id: String,
    /// The metadata file.
    pub file: String,
    /// The file that holds its text, whose bytes all offsets count: a seed, or its own Markdown file.
    pub seed: String,
    /// The SHA-256 of that file, in lower-case hexadecimal.
    pub sha256: String,
    /// The text of that file; a byte-order mark included.
    pub text: Arc<str>,
    /// Whether the text is Markdown.
    pub is_markdown: bool,
    /// Whether the seed is the one for which the article was written; if not, which has been reported, its passages may
    /// be others than the author knew.
    pub is_current: bool,
    /// Whether the text is in NFC for certain, so that pages need not normalise it.
    pub is_nfc: bool,
    /// Its short name.
    pub siglum: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<PublisherId>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub published: Option<When>,
    /// Its original address.
    pub url: Option<String>,
    /// Rights.
    pub rights: Option<String>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// The events it reports.
    pub events: Vec<EventId>,
    /// About the stored copy.
    pub note: Option<Markdown>,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// The lines that are not the article, in order, joined by kind.
    pub omitted: Vec<Omitted>,
    /// Documents mentioned, in order.
    pub mentions: Vec<Mention>,
    /// Dates, in order.
    pub dates: Vec<DateMention>,
    /// People, in order.
    pub people: Vec<Named<PersonId>>,
    /// Organisations, in order.
    pub organisations: Vec<Named<OrganisationId>>,
    /// References within its Markdown, resolved; empty for a seed.
    pub targets: Vec<Option<Target>>,
    /// Notes in the margin.
    pub notes: Vec<Note>,
    /// For themes.
    pub extra: metadata::Extra,
}

impl Article {
    /// The passage in which the byte `offset` of the seed lies.
    pub fn passage_at(&self, offset: usize) -> Option<usize> {
        let after = self.passages.partition_point(|p| p.range.start <= offset);
        after.checked_sub(1).filter(|&at| offset < self.passages[at].range.end)
    }
}

/// A paragraph of an article, with the headings above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Half-open byte offsets into the seed, headings included, white space at the ends not.
    pub range: Range<usize>,
    /// The words below the headings, likewise.
    pub body: Range<usize>,
    /// Headings above the words, likewise, in order.
    pub headings: Vec<Range<usize>>,
    /// First and last line of the seed, from 1, both included.
    pub lines: (usize, usize),
    /// A short name by the author.
    pub label: Option<String>,
}

/// Lines of a seed that are not the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Omitted {
    /// First and last line, from 1, both included.
    pub lines: (usize, usize),
    /// What they are.
    #[serde(skip)]
    pub kind: OmitKind,
}

/// A document mentioned in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The passage, from 0.
    pub passage: u32,
    /// Half-open byte offsets into the seed.
    pub range: Range<usize>,
    /// Which document, if a file describes it.
    pub document: Option<DocumentId>,
    /// The number, if one is written or the document has one.
    pub number: Option<DocumentNumber>,
}

/// A date in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The passage, from 0.
    pub passage: u32,
    /// Half-open byte offsets into the seed.
    pub range: Range<usize>,
    /// `2023-10-11`, `2023-09-25T11:00`, `2023-07`, `--10-11`.
    pub iso: String,
    /// Whether the year is inferred.
    pub inferred: bool,
}

/// A name in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<Id> {
    /// The passage, from 0.
    pub passage: u32,
    /// Half-open byte offsets into the seed.
    pub range: Range<usize>,
    /// Whose name.
    pub id: Id,
}

/// A note by the portal.
#[derive(Clone, Debug)]
pub struct Note {
    /// The passage, from 0; none for a thing as a whole.
    pub passage: Option<u32>,
    /// What it is about.
    pub kind: Option<NoteKind>,
    /// The note.
    pub text: Markdown,
}

/// Who published articles.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Its file's stem.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its site.
    pub site: Option<String>,
    /// How the publisher is known.
    pub note: Option<Markdown>,
}

/// A fact, as sources or the portal state it: no version means that nobody states it, one that nobody disagrees.
#[derive(Clone, Debug)]
pub struct Fact<T> {
    /// The versions, in the order of the file.
    pub versions: Vec<Version<T>>,
}

impl<T> Default for Fact<T> {
    fn default() -> Self {
        Self { versions: Vec::new() }
    }
}

impl<T: PartialEq> Fact<T> {
    /// The first version, which pages that show only one use.
    pub fn first(&self) -> Option<&T> {
        self.versions.first().map(|v| &v.value)
    }

    /// Whether two versions differ.
    pub fn differs(&self) -> bool {
        self.versions.windows(2).any(|pair| pair[0].value != pair[1].value)
    }
}

/// One version of a fact.
#[derive(Clone, Debug)]
pub struct Version<T> {
    /// The value.
    pub value: T,
    /// Who says so, where; none if the portal states it without naming a source.
    pub evidence: Option<Evidence>,
    /// Of a role: where it is held.
    pub organisation: Option<Agency<OrganisationId>>,
    /// A remark by the portal.
    pub note: Option<Markdown>,
}

/// A passage that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The article.
    pub article: ArticleId,
    /// The passage of the quotation, from 0; none when the article is named without one.
    pub passage: Option<u32>,
    /// The quoted words.
    pub quote: Option<Quote>,
}

/// Words of an article, found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The article.
    pub article: ArticleId,
    /// The words as the author quoted them.
    pub text: String,
    /// Where they stand: half-open byte offsets into the seed, one for each part between cuts, at least one.
    pub ranges: Vec<Range<usize>>,
    /// The passage in which they begin, from 0.
    pub passage: u32,
}

/// A person or organisation: one that the portal describes, or a name only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agency<Id> {
    /// Described in the portal.
    Known(Id),
    /// A name.
    Name(String),
}

/// An official text.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// *Kết luận*.
    pub kind: Option<String>,
    /// Its number.
    pub number: Option<DocumentNumber>,
    /// When it was issued.
    pub issued: Fact<When>,
    /// Who issued it.
    pub issuer: Fact<Agency<OrganisationId>>,
    /// What it is about.
    pub title: Fact<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Where its full text stands.
    pub url: Option<String>,
    /// Relations that its own file declares.
    pub relations: Vec<Relation>,
    /// Relations that others declare to it: who, and which of theirs.
    pub related_from: Vec<(DocumentId, usize)>,
    /// What a reader would ask.
    pub points: Vec<Point>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Its text, if the portal holds it.
    pub body: Option<Markdown>,
    /// For themes.
    pub extra: metadata::Extra,
}

/// How a document stands to another.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The kind, read from the declaring document.
    pub kind: RelationKind,
    /// The other document.
    pub target: DocumentId,
    /// How the portal knows.
    pub basis: Basis,
    /// The words it knows it from.
    pub quote: Option<Quote>,
    /// What was inferred, or why.
    pub note: Option<Markdown>,
}

/// A meeting, or anything else dated.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// `meeting` …
    pub kind: String,
    /// Its name.
    pub title: Fact<String>,
    /// A shorter name, for rulers.
    pub label: Option<String>,
    /// When.
    pub date: Fact<When>,
    /// Part of the day.
    pub part_of_day: Fact<PartOfDay>,
    /// Where.
    pub place: Fact<String>,
    /// Who presided.
    pub chair: Fact<Agency<PersonId>>,
    /// Who organised it.
    pub organiser: Fact<Agency<OrganisationId>>,
    /// How it was held.
    pub format: Fact<String>,
    /// Documents it dealt with.
    pub documents: Vec<DocumentId>,
    /// Topics.
    pub topics: Vec<TopicId>,
    /// Who took part.
    pub people: Vec<PersonId>,
    /// One sentence.
    pub summary: Option<Markdown>,
    /// Words of sources.
    pub quotes: Vec<Quote>,
    /// Notes.
    pub notes: Vec<Note>,
    /// For themes.
    pub extra: metadata::Extra,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PartOfDay {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// A person or an organisation.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Roles, as sources give them.
    pub roles: Fact<String>,
    /// Of an organisation: the one it belongs to.
    pub parent: Option<OrganisationId>,
    /// A remark.
    pub note: Option<Markdown>,
    /// For themes.
    pub extra: metadata::Extra,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its name.
    pub title: String,
    /// Its place among topics.
    pub order: Option<i64>,
    /// What it is about.
    pub summary: Option<Markdown>,
    /// Documents.
    pub documents: Vec<DocumentId>,
    /// Events.
    pub events: Vec<EventId>,
    /// Words whose passages are gathered.
    pub terms: Vec<String>,
    /// What a reader would ask.
    pub points: Vec<Point>,
    /// Questions for the reader.
    pub self_test: Vec<Question>,
    /// The author's text.
    pub body: Option<Markdown>,
    /// For themes.
    pub extra: metadata::Extra,
}

/// What a reader would ask, answered by quotations.
#[derive(Clone, Debug)]
pub struct Point {
    /// The question.
    pub title: String,
    /// Its anchor, unique in its thing.
    pub anchor: String,
    /// A shorter form.
    pub label: Option<String>,
    /// The answers.
    pub quotes: Vec<Quote>,
    /// One to three words.
    pub verdict: Option<String>,
    /// What the portal remarks.
    pub remark: Option<Markdown>,
}

/// Any other page.
#[derive(Clone, Debug)]
pub struct TextPage {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// A shorter one.
    pub label: Option<String>,
    /// For search engines.
    pub description: Option<String>,
    /// Its place among pages.
    pub order: Option<i64>,
    /// Questions for the reader.
    pub self_test: Vec<Question>,
    /// The author's text.
    pub body: Markdown,
    /// For themes.
    pub extra: metadata::Extra,
}

/// A reference, seen from its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// What refers to it.
    pub source: Thing,
    /// Where in the source.
    pub place: Place,
    /// The passage of the *target*, when an article is referred to.
    pub passage: Option<u32>,
}

/// Where a reference stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an article's text: half-open byte offsets into its seed, and the passage from 0.
    Text {
        /// Offsets into the seed.
        range: Range<usize>,
        /// The passage.
        passage: u32,
    },
    /// In Markdown by the portal's authors.
    Markdown {
        /// The sentence, with its references.
        sentence: Markdown,
        /// The field it stands in, or `body`.
        field: &'static str,
        /// The nearest anchor above, on the source's page.
        anchor: Option<String>,
    },
    /// As the value of a field.
    Field {
        /// The field's name, a key of the theme's strings after `field_`.
        field: &'static str,
        /// An anchor on the source's page.
        anchor: Option<String>,
    },
}

/// A dated thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineItem {
    /// When.
    pub when: When,
    /// What.
    pub kind: TimelineKind,
    /// The event, document or article.
    pub thing: Thing,
}

/// What a dated thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimelineKind {
    /// A document was issued.
    Issuance,
    /// An event took place.
    Event,
    /// An article was published.
    Publication,
}
