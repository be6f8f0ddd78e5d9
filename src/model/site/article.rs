//! Articles, and all that stands in them.

use super::{
    ArticleId, DocumentId, EventId, Markdown, OrganisationId, PersonId, PublisherId, Reference, Target,
    TermId, TopicId,
};
use crate::model::DocumentNumber;
use crate::model::When;
use crate::parse::metadata;
use crate::parse::metadata::NoteKind;
use crate::parse::metadata::OmitKind;
use crate::parse::metadata::PublisherKind;
use crate::text::words::{Segmenter, sentence_around};
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A source article: its text, and what its file refers to.
#[derive(Clone, Debug)]
pub struct Article {
    /// What is known of it without looking at other things' pages; its fields can be read as the article's own.
    pub cleaned: Arc<Cleaned>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// The events it reports.
    pub events: Vec<EventId>,
    /// About the stored copy.
    pub note: Option<Markdown>,
    /// References within its Markdown, resolved; empty for a seed.
    pub targets: Vec<Option<Target>>,
    /// Notes in the margin.
    pub notes: Vec<Note>,
    /// Remarks on passages that stand side by side with others.
    pub parallels: Vec<ParallelRemark>,
}

impl Article {
    /// The sentence of a passage around a range of the seed, both in bytes. A heading is a sentence of its own, whatever it ends in.
    pub fn sentence(&self, passage: u32, range: Range<usize>) -> Range<usize> {
        let part = self.part_around(passage, &range);
        let sentence = sentence_around(&self.flowing(part), within(part, &range));
        sentence.start + part.start..sentence.end + part.start
    }

    /// The heading or the body of a passage in which a range stands; all of the passage if it stands in several.
    fn part_around(&self, passage: u32, range: &Range<usize>) -> &Range<usize> {
        let Passage { range: passage, body, headings, .. } = &self.passages[passage as usize];
        let holds = |part: &&Range<usize>| part.start <= range.start && range.end <= part.end;
        headings.iter().chain([body]).find(holds).unwrap_or(passage)
    }

    /// A part of a passage, byte for byte. Within a passage a line end is a space: seeds are often wrapped.
    fn flowing(&self, part: &Range<usize>) -> Cow<'_, str> {
        let text = &self.text[part.clone()];
        match text.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
            true => Cow::Owned(text.replace(['\n', '\r'], " ")),
            false => Cow::Borrowed(text),
        }
    }
}

/// A range of a text, which begins within a part of it, as one of the part.
fn within(part: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    range.start - part.start..range.end.min(part.end) - part.start
}

/// The sentences of an article, for whoever asks for those around many ranges: see [`Article::sentence`].
pub struct ArticleSentences<'a> {
    article: &'a Article,
    /// The part of a passage that was asked about last, and its sentences.
    last: Option<(Range<usize>, Segmenter<'a>)>,
}

impl<'a> ArticleSentences<'a> {
    /// Those of an article; nothing is looked for yet.
    pub fn of(article: &'a Article) -> Self {
        Self { article, last: None }
    }

    /// As [`Article::sentence`]. Ranges of one passage that are asked for together cost time in proportion to it.
    pub fn around(&mut self, passage: u32, range: &Range<usize>) -> Range<usize> {
        let part = self.article.part_around(passage, range);
        let (_, sentences) = match self.last.take().filter(|(last, _)| last == part) {
            Some(last) => self.last.insert(last),
            None => self.last.insert((part.clone(), Segmenter::new(self.article.flowing(part)))),
        };
        let sentence = sentences.around(within(part, range));
        sentence.start + part.start..sentence.end + part.start
    }
}

impl Deref for Article {
    type Target = Cleaned;

    fn deref(&self) -> &Cleaned {
        &self.cleaned
    }
}

/// The text of an article, cleaned and cut into passages, with all that it mentions.
#[derive(Clone, Debug)]
pub struct Cleaned {
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
    /// Where the Markdown begins, behind the front matter; 0 for a seed.
    pub body_start: usize,
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
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// The references in its Markdown, in order; offsets count from [`Self::body_start`].
    pub references: Vec<Reference>,
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
    /// Terms, in order.
    pub terms: Vec<Named<TermId>>,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

impl Cleaned {
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
    /// The type word before the number, in its usual letter case.
    pub kind: Option<String>,
    /// The full date written right behind it.
    pub date: Option<Date>,
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

/// A name or a term in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<Id> {
    /// The passage, from 0.
    pub passage: u32,
    /// Half-open byte offsets into the seed.
    pub range: Range<usize>,
    /// Whose name, or which term.
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

/// A remark by the portal on two passages.
#[derive(Clone, Debug)]
pub struct ParallelRemark {
    /// The passage, from 0.
    pub passage: u32,
    /// The other article, or the same one.
    pub other: ArticleId,
    /// The passage there, from 0.
    pub other_passage: u32,
    /// One to three words, in place of those that are computed.
    pub verdict: Option<String>,
    /// The remark.
    pub remark: Markdown,
}

/// Who published articles.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Its file's stem.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it publishes, if its file says so.
    pub kind: Option<PublisherKind>,
    /// Its site.
    pub site: Option<String>,
    /// How the publisher is known.
    pub note: Option<Markdown>,
}
