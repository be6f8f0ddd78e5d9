//! How things are referred to.

#[cfg(doc)]
use super::{Cleaned, Site};

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
    /// A position in [`Site::terms`].
    TermId,
}

/// Anything that has a page of its own, or a place on one, and can be referred to.
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
    /// A term of the glossary, which has a place on the glossary's pages.
    Term(TermId),
}

/// What refers to things of one kind.
pub trait ThingId: Copy + Into<Thing> {
    /// The word for the kind, as [`Thing::kind`] gives it.
    const KIND: &'static str;

    /// The id of a thing of this kind; none for one of another.
    fn of(thing: Thing) -> Option<Self>;
}

macro_rules! kinds {
    ($($kind:ident $id:ident $word:literal,)+) => {
        impl Thing {
            /// The words for all kinds, in the order of [`Thing`].
            pub const KINDS: [&str; [$($word),+].len()] = [$($word),+];

            /// The word for its kind: in references, in data and in anchors.
            pub fn kind(self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $word,)+
                }
            }
        }
        $(
            impl From<$id> for Thing {
                fn from(id: $id) -> Self {
                    Self::$kind(id)
                }
            }

            impl ThingId for $id {
                const KIND: &'static str = $word;

                fn of(thing: Thing) -> Option<Self> {
                    match thing {
                        Thing::$kind(id) => Some(id),
                        _ => None,
                    }
                }
            }
        )+
    };
}

kinds! {
    Article ArticleId "article",
    Document DocumentId "document",
    Event EventId "event",
    Person PersonId "person",
    Organisation OrganisationId "organisation",
    Topic TopicId "topic",
    Page PageId "page",
    Term TermId "term",
}

/// A passage of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId {
    /// The article.
    pub article: ArticleId,
    /// The position in [`Cleaned::passages`], from 0.
    pub passage: u32,
}
