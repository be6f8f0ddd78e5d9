//! What the file of a thing says, whatever the kind of thing.

use super::content::Content;
use super::file::Parsed;
use super::metadata::{Article, Document, Event, Organisation, Page, Person, Text, Topic};
use super::yaml::Step;
use crate::diagnostic::Location;
use crate::model::site::{ArticleId, DocumentId, EventId, OrganisationId, PageId, PersonId, Thing, TopicId};
use std::sync::Arc;

/// The file of one thing that has a page of its own.
pub trait Description {
    /// The thing's ID.
    fn id(&self) -> &str;

    /// The file's path relative to the portal's root.
    fn file(&self) -> &str;

    /// Whether it is a draft.
    fn is_draft(&self) -> bool;

    /// The former addresses of the thing's page, as they are written.
    fn redirect_from(&self) -> &[Text];

    /// Where the value at `path` stands.
    fn at(&self, path: &[Step<'_>]) -> Location;
}

macro_rules! describe {
    ($($kind:ty),+) => { $(
        impl Description for Parsed<$kind> {
            fn id(&self) -> &str {
                &self.id
            }

            fn file(&self) -> &str {
                &self.file
            }

            fn is_draft(&self) -> bool {
                self.meta.draft
            }

            fn redirect_from(&self) -> &[Text] {
                &self.meta.redirect_from
            }

            fn at(&self, path: &[Step<'_>]) -> Location {
                Parsed::at(self, path)
            }
        }
    )+ };
}
describe!(Article, Document, Event, Person, Organisation, Topic, Page);

impl Content {
    /// All things that have a page of their own, in the order of [`Thing`], with their files.
    pub fn things(&self) -> impl Iterator<Item = (Thing, &dyn Description)> {
        fn each<'a, T, Id: Into<Thing> + 'a>(
            list: &'a [Arc<Parsed<T>>],
            id: fn(u32) -> Id,
        ) -> impl Iterator<Item = (Thing, &'a dyn Description)>
        where
            Parsed<T>: Description,
        {
            let files = list.iter().enumerate();
            files.map(move |(index, file)| (id(index as u32).into(), &**file as &dyn Description))
        }
        each(&self.articles, ArticleId)
            .chain(each(&self.documents, DocumentId))
            .chain(each(&self.events, EventId))
            .chain(each(&self.people, PersonId))
            .chain(each(&self.organisations, OrganisationId))
            .chain(each(&self.topics, TopicId))
            .chain(each(&self.pages, PageId))
    }
}
