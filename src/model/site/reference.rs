//! References, from both ends.

use super::{ArticleId, Thing};
use std::ops::Range;

/// A reference written in Markdown: `[[57-KL/TW|label]]`, or `[text](../topics/noi-dung.md#x)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The whole construct, brackets included; bytes of the source, half-open.
    pub range: Range<usize>,
    /// What it names: the text before `|`, or the relative address with its fragment. Not empty; for the wiki form
    /// without brackets, trimmed, a line break folded to one space.
    pub target: String,
    /// The author's words for it, as plain text, white space trimmed; absent where there are none.
    pub label: Option<String>,
    /// How it is written.
    pub form: ReferenceForm,
}

/// How a reference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceForm {
    /// `[[target]]` or `[[target|label]]`; in a table the bar is written `\|`.
    Wiki,
    /// A Markdown link (inline or by a link definition) to a `.md`, `.yaml` or `.yml` file by a relative address.
    Relative,
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

/// A plain text in which references may stand; all else in it is text as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording(Markdown);

impl Wording {
    /// A text whose references were followed.
    pub fn followed(text: Markdown) -> Self {
        Self(text)
    }

    /// A text in which no reference is looked for: a name or a title may well hold two brackets.
    pub fn literal(text: String) -> Self {
        Self(Markdown { source: text, targets: Vec::new() })
    }

    /// The text as it is written.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The text with its references, of which there are none in a literal text.
    pub fn references(&self) -> &Markdown {
        &self.0
    }
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

impl Backlink {
    /// The article whose text mentions the target, the passage from 0, and the half-open byte offsets into its seed; none for
    /// what refers to it in any other way.
    pub fn in_text(&self) -> Option<(ArticleId, u32, &Range<usize>)> {
        match (self.source, &self.place) {
            (Thing::Article(id), Place::Text { range, passage }) => Some((id, *passage, range)),
            _ => None,
        }
    }
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
    /// In the body of an article in Markdown.
    Body {
        /// Which of [`super::Cleaned::references`].
        reference: usize,
    },
    /// In Markdown by the portal's authors.
    Markdown {
        /// The sentence, with its references.
        sentence: Box<Markdown>,
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
