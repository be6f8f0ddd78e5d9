//! What authors write: the shape of every metadata file, exactly as it stands in YAML.
//!
//! These types serve three masters: `serde` reads files into them, `schemars` makes from them the JSON Schema that
//! [`shape`](super::shape) checks a file against (and that editors can use), and `lift` turns them into the model.
//! Values with a meaning of their own (dates, numbers, references) stay text here, so that one wrong value never hides
//! another: the step that gives them their meaning reports each with its own place in the file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A text that an author may also have written as a whole number: `date: 2023`, `number: 57`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub String);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_str<E>(self, value: &str) -> Result<Text, E> {
                Ok(Text(value.to_owned()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "integer"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// Keys that a theme of the author's own reads; the engine passes them on unread.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// One value, or what each source says of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum Stated {
    /// A plain value: nobody disagrees, or nobody asked.
    Plain(Text),
    /// A list: every source's version.
    Claims(Vec<Claim>),
}

impl Default for Stated {
    fn default() -> Self {
        Self::Plain(Text::default())
    }
}

/// What one source says of a fact.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The value, in the form that the field takes elsewhere.
    pub value: Text,
    /// The article that says so (its ID).
    pub article: Option<Text>,
    /// The article's own words; checked against it.
    pub quote: Option<Text>,
    /// Of a role: the organisation it is held in (ID or name).
    pub organisation: Option<Text>,
    /// A remark by the portal.
    pub note: Option<Text>,
}

/// Words of an article, checked against it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The article's ID.
    pub article: Text,
    /// The words, as they stand in the article's text; `[…]` for what is left out.
    pub text: Text,
}

/// The portal: `portal.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "portal.yaml")]
pub struct Portal {
    /// The portal's name, as the header shows it.
    pub title: Text,
    /// One or two sentences for search engines, the feed and the foot of the home page.
    pub description: Option<Text>,
    /// The language of the portal's own words, a BCP 47 tag; `vi` if absent.
    pub language: Option<Text>,
    /// Where the site will stand, for example `https://example.org/portal/`; only the feed, the sitemap, canonical links and calendar ids need it.
    pub base_url: Option<Text>,
    /// The folder below `themes/`, or the built-in `khue`.
    pub theme: Option<Text>,
    /// Who makes the portal.
    #[serde(default)]
    pub authors: Vec<Text>,
    /// Under which terms the portal's own words may be used.
    pub licence: Option<Text>,
    /// The entries of the menu in order: names of page kinds (`topics`, `documents`, `articles`, `timeline`, `people`) or references such as `[[page:gioi-thieu]]`.
    pub menu: Option<Vec<Text>>,
    /// What the home page leads with.
    pub featured: Option<Featured>,
    /// The folder or file of each kind of page, instead of the language's own.
    #[serde(default)]
    pub paths: BTreeMap<String, Text>,
    /// Which site-wide outputs are made besides pages; all, if absent.
    pub formats: Option<Vec<Text>>,
    /// Folders with `index.html` instead of flat `.html` files.
    #[serde(default)]
    pub pretty_urls: bool,
    /// Whether the site can be searched.
    pub search: Option<bool>,
    /// Whether the first mention in a passage is a link, or every one.
    pub link_mentions: Option<LinkMentions>,
    /// Whether Markdown may hold HTML; if not, tags are shown as they are written.
    #[serde(default)]
    pub raw_html: bool,
    /// The offset from UTC of date-times that state none, for example `+07:00`.
    pub utc_offset: Option<Text>,
    /// Sentences (Markdown) at the foot of every page; the theme's own, if absent.
    pub footer: Option<Vec<Text>>,
    /// Compounds that a heading keeps on one line, besides those of the language.
    #[serde(default)]
    pub keep_together: Vec<Text>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// Which mentions in a passage become links.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum LinkMentions {
    /// The first mention of each thing in each passage.
    #[default]
    First,
    /// Every mention.
    All,
}

/// What the home page leads with.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Featured {
    /// The document that the portal studies (ID or number).
    pub document: Option<Text>,
    /// The documents and events on the home page's time ruler, as references without brackets (`document:ID`, `event:ID`); without it, all that the featured document is connected with.
    #[serde(default)]
    pub timeline: Vec<Text>,
    /// Two passages to put side by side.
    pub pair: Option<Point>,
    /// Questions to start from.
    #[serde(default)]
    pub questions: Vec<FeaturedQuestion>,
}

/// A question on the home page that leads into the portal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeaturedQuestion {
    /// The question; the target's title, if absent.
    pub title: Option<Text>,
    /// Where it leads: a reference without brackets, such as `topic:nguon-luc#p1` or `topic:nguon-luc`.
    pub target: Text,
    /// One sentence below it.
    pub note: Option<Text>,
}

/// One source article: `content/articles/ID.yaml`, or the front matter of `content/articles/ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "articles/ID.yaml")]
pub struct Article {
    /// Its short name, by which passages are cited (`CP 6`): up to twelve letters, digits, `-` and `.`.
    pub siglum: Option<Text>,
    /// The raw file in `seeds/`.
    pub seed: Option<Text>,
    /// The SHA-256 of the seed for which this was written.
    pub sha256: Option<Text>,
    /// The article's title as its publisher prints it.
    pub title: Text,
    /// Who published it (an ID of `content/publishers/`).
    pub publisher: Option<Text>,
    /// Who wrote it, as the article says.
    pub author: Option<Text>,
    /// When it was published: a date or date-time; absent if the article does not say.
    pub published: Option<Text>,
    /// Its original address.
    pub url: Option<Text>,
    /// Who holds the rights, or under which terms it may be shown.
    pub rights: Option<Text>,
    /// The topics it serves (IDs).
    #[serde(default)]
    pub topics: Vec<Text>,
    /// The events it reports (IDs).
    #[serde(default)]
    pub events: Vec<Text>,
    /// A sentence about the stored copy.
    pub note: Option<Text>,
    /// Which lines are not the article.
    #[serde(default)]
    pub omit: Vec<Omit>,
    /// Lines of the seed that are headings within the text (a heading belongs to the passage below it).
    #[serde(default)]
    pub headings: Vec<u32>,
    /// What ends a paragraph of the seed: a blank line (the default), or every line end.
    pub paragraphs: Option<Paragraphs>,
    /// Names of passages for the list of contents, by anchor: `p1: The meeting`.
    #[serde(default)]
    pub labels: BTreeMap<String, Text>,
    /// Notes in the margin.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// What ends a paragraph of a seed.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Paragraphs {
    /// A blank line, or a line that is omitted.
    #[default]
    Blocks,
    /// Every line end.
    Lines,
}

/// Lines of a seed that are not the article: `lines: 38-40`, or `from:` with `to:` or to the end.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Omit {
    /// What they are.
    pub kind: OmitKind,
    /// Line numbers of the seed, from 1: `38`, `38-40`, or several, `4, 38-40`.
    pub lines: Option<Text>,
    /// The first line that begins with this text is the first to go.
    pub from: Option<Text>,
    /// The first line from there that begins with this text is the last to go; without it, all to the end goes.
    pub to: Option<Text>,
}

/// What an omitted line is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it; PORTAL.md lists them")]
pub enum OmitKind {
    Title,
    Date,
    Byline,
    SourceUrl,
    Caption,
    PhotoCredit,
    PullQuote,
    Nav,
    SearchBox,
    CommentForm,
    RelatedNews,
    Stats,
    Footer,
    UiResidue,
}

/// A note in the margin of a passage, or about a document or an event.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The passage's anchor (`p6`); in documents and events, a field's name or nothing.
    pub at: Option<Text>,
    /// What the note is about.
    pub kind: Option<NoteKind>,
    /// The note, Markdown in one paragraph.
    pub text: Text,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Another source says otherwise.
    Differs,
    /// Another source has the same words.
    Parallel,
    /// No other source says this.
    Only,
    /// How a date is to be read.
    Date,
}

/// Who published articles: `content/publishers/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "publishers/ID.yaml")]
pub struct Publisher {
    /// Its name.
    pub name: Text,
    /// The address of its site.
    pub site: Option<Text>,
    /// A remark by the portal: how the publisher is known.
    pub note: Option<Text>,
    /// Omit rules for all its articles: `from:` and `to:` only. A rule that matches no article is an error.
    #[serde(default)]
    pub omit: Vec<Omit>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// An official text that others cite: `content/documents/ID.yaml`, or the front matter of `ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "documents/ID.yaml")]
pub struct Document {
    /// Its kind as it calls itself: `Kết luận`, `Hướng dẫn`.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// Its number as printed: `57-KL/TW`.
    pub number: Option<Text>,
    /// When it was issued.
    pub issued: Option<Stated>,
    /// Who issued it: an organisation's ID, or a name.
    pub issuer: Option<Stated>,
    /// What it is about, in its own words.
    pub title: Option<Stated>,
    /// Other names by which texts mention it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// Where its full text stands.
    pub url: Option<Text>,
    /// How it stands to other documents.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// What a reader would ask about it, answered in the sources' words.
    #[serde(default)]
    pub points: Vec<Point>,
    /// Notes by the portal.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// How a document stands to another; the other end shows it too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The kind of relation, read from this document to the target.
    pub kind: RelationKind,
    /// The other document: ID or number.
    pub target: Text,
    /// How the portal knows.
    pub basis: Basis,
    /// The words of a source that state it, or from which it was inferred.
    pub quote: Option<Quote>,
    /// What was inferred, or why.
    pub note: Option<Text>,
}

/// Kinds of relation between documents, read from the document that declares it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The target is its ground.
    BasedOn,
    /// It guides how the target is carried out.
    Guides,
    /// It carries the target out.
    Implements,
    /// The target came before it in the same field.
    Earlier,
    /// It takes the target's place.
    Supersedes,
    /// It changes the target.
    Amends,
    /// It mentions the target.
    Cites,
    /// Perhaps both are one and the same.
    MaybeSame,
}

/// How a relation is known.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A source says so (`quote`).
    Stated,
    /// It follows from what a source says (`quote`, and a `note` that says what was inferred).
    Context,
    /// The portal's makers say so (`note`).
    Editor,
}

/// A meeting, or anything else dated: `content/events/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "events/ID.yaml")]
pub struct Event {
    /// `meeting`, or another word that the theme's strings know (`event_…`).
    pub kind: Option<Text>,
    /// What it is called.
    pub title: Stated,
    /// A shorter name, for rulers.
    pub label: Option<Text>,
    /// When: EDTF (`2023-07-05`, `2023?-07-05`, `../2023-09-25`, `2023-07/2023-12`) or a date-time.
    pub date: Option<Stated>,
    /// `morning`, `noon`, `afternoon`, `evening` or `night`.
    pub part_of_day: Option<Stated>,
    /// Where.
    pub place: Option<Stated>,
    /// Who presided: a person's ID, or a name.
    pub chair: Option<Stated>,
    /// Who organised it: an organisation's ID, or a name.
    pub organiser: Option<Stated>,
    /// How it was held: in one place, online …
    pub format: Option<Stated>,
    /// The documents it dealt with (IDs or numbers).
    #[serde(default)]
    pub documents: Vec<Text>,
    /// Its topics (IDs).
    #[serde(default)]
    pub topics: Vec<Text>,
    /// Who took part (IDs of people).
    #[serde(default)]
    pub people: Vec<Text>,
    /// One sentence about it, in the portal's words (Markdown).
    pub summary: Option<Text>,
    /// Words of sources about it.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// Notes by the portal.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// A person: `content/people/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "people/ID.yaml")]
pub struct Person {
    /// The name, as the sources write it.
    pub name: Text,
    /// Other spellings under which texts name the person.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// Offices and roles, as each source gives them.
    #[serde(default)]
    pub roles: Vec<Claim>,
    /// A remark by the portal (Markdown).
    pub note: Option<Text>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// An organisation: `content/organisations/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "organisations/ID.yaml")]
pub struct Organisation {
    /// Its name, as the sources write it.
    pub name: Text,
    /// Other spellings and abbreviations under which texts name it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// The organisation it belongs to (an ID).
    pub parent: Option<Text>,
    /// What sources say that it is or does.
    #[serde(default)]
    pub roles: Vec<Claim>,
    /// A remark by the portal (Markdown).
    pub note: Option<Text>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// A topic: the front matter of `content/topics/ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "topics/ID.md")]
pub struct Topic {
    /// Its name.
    pub title: Text,
    /// Its place among the topics; those without come last, by title.
    pub order: Option<i64>,
    /// What it is about, in the portal's words (Markdown, one paragraph).
    pub summary: Option<Text>,
    /// Documents that belong to it (IDs or numbers).
    #[serde(default)]
    pub documents: Vec<Text>,
    /// Events that belong to it (IDs).
    #[serde(default)]
    pub events: Vec<Text>,
    /// Words whose passages are gathered.
    #[serde(default)]
    pub terms: Vec<Text>,
    /// What a reader would ask, answered in the sources' words.
    #[serde(default)]
    pub points: Vec<Point>,
    /// Questions for the reader.
    #[serde(default)]
    pub self_test: Vec<Question>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// What a reader would ask, answered by quotations.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The question, or the heading.
    pub title: Text,
    /// The anchor; made from the title, if absent.
    pub id: Option<Text>,
    /// A shorter form of the title for the list of contents.
    pub label: Option<Text>,
    /// The answers, in the sources' words.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// One to three words before the remark: `Ghi khác nhau`. Computed, if absent.
    pub verdict: Option<Text>,
    /// What the portal remarks (Markdown, one paragraph).
    pub remark: Option<Text>,
}

/// A question of the self-test.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// How it is asked.
    pub kind: QuestionKind,
    /// The question.
    pub ask: Text,
    /// What to choose from, or to put in order.
    #[serde(default)]
    pub options: Vec<Text>,
    /// The right option's number from 1, or several; the answer itself, for `recall`.
    pub answer: Answer,
    /// Why.
    pub explain: Option<Text>,
    /// The source's words that give the answer.
    pub quote: Option<Quote>,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// One option is right.
    One,
    /// Several options are right.
    Several,
    /// The reader recalls and compares.
    Recall,
    /// Two sources are compared; one option is right.
    Compare,
    /// Which source says so; one option is right.
    Source,
    /// The options are put in order.
    Order,
}

/// The right answer of a question.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum Answer {
    /// The number of the right option, from 1.
    Option(u32),
    /// The numbers of the right options, or the right order.
    Options(Vec<u32>),
    /// The answer in words.
    Words(String),
}

/// Any other page: the front matter of `content/pages/ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "pages/ID.md")]
pub struct Page {
    /// Its title.
    pub title: Text,
    /// A shorter title for the menu.
    pub label: Option<Text>,
    /// One or two sentences for search engines and previews.
    pub description: Option<Text>,
    /// Its place among the pages.
    pub order: Option<i64>,
    /// Questions for the reader.
    #[serde(default)]
    pub self_test: Vec<Question>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}
