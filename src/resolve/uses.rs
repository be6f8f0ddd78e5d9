//! Where things are named: every reference that was followed, with its place in the author's file.

use crate::diagnostic::Location;
use crate::model::site::{PublisherId, Site, Thing};

/// A reference that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The value that names the thing, or in Markdown the whole `[[…]]` or link; a value that holds it where its own
    /// place cannot be told.
    pub at: Location,
    /// What it leads to.
    pub subject: Subject,
}

/// What has a file of its own and can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Something with a page.
    Thing(Thing),
    /// A publisher, who has none.
    Publisher(PublisherId),
}

impl Subject {
    /// The word for its kind.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Thing(thing) => thing.kind(),
            Self::Publisher(_) => "publisher",
        }
    }

    /// Its id: its file's stem.
    pub fn id(self, site: &Site) -> &str {
        match self {
            Self::Thing(thing) => site.id(thing),
            Self::Publisher(id) => &site[id].id,
        }
    }

    /// The file that describes it.
    pub fn file(self, site: &Site) -> String {
        match self {
            Self::Thing(thing) => site.file(thing).to_owned(),
            Self::Publisher(id) => format!("content/publishers/{}.yaml", site[id].id),
        }
    }
}

/// Uses by file and place; a place that was looked at twice counts once.
///
/// A build needs no order, and sorting those of ten thousand articles takes a while, so only who shows them sorts.
pub fn sorted(uses: &[Use]) -> Vec<&Use> {
    let key = |one: &Use| (one.at.range.start, one.at.range.end, one.subject);
    let mut sorted: Vec<&Use> = uses.iter().collect();
    sorted.sort_by(|a, b| a.at.file.cmp(&b.at.file).then_with(|| key(a).cmp(&key(b))));
    sorted.dedup();
    sorted
}
