//! Which files of the whole site a portal offers its readers beside the pages, and where they stand: pages link to what is said here, and
//! [`formats`](crate::formats) make it.

use crate::model::When;
use crate::model::site::{Fact, Site, Thing, TimelineItem, TimelineKind};
use jiff::civil::Date;

/// The feed.
pub const FEED: &str = "feed.xml";

/// The calendar of the whole timeline.
pub const CALENDAR: &str = "timeline.ics";

/// The book.
pub const BOOK: &str = "portal.epub";

/// The questions, for Anki.
pub const ANKI: &str = "anki.txt";

/// The worker for reading without a network. It stands at the site's root: a worker serves what lies beside and below it.
pub const WORKER: &str = "sw.js";

/// A book of more articles than this is made only where `formats` names it: what reads books opens it slowly, or not at all.
const LONGEST_BOOK: usize = 2_000;

/// A syntax of references.
pub struct Syntax {
    /// Its name, as readers know it.
    pub name: &'static str,
    /// The end of its files' names.
    pub extension: &'static str,
}

/// All syntaxes of references.
pub const SYNTAXES: [Syntax; 3] = [
    Syntax { name: "CSL-JSON", extension: "csl.json" },
    Syntax { name: "BibTeX", extension: "bib" },
    Syntax { name: "RIS", extension: "ris" },
];

impl Syntax {
    /// The file that holds all references in this syntax.
    pub fn whole(&self) -> String {
        format!("cite/portal.{}", self.extension)
    }

    /// The file that holds the reference of one article or document; none for other things.
    pub fn file(&self, site: &Site, thing: Thing) -> Option<String> {
        let folder = match thing {
            Thing::Article(_) => "articles",
            Thing::Document(_) => "documents",
            _ => return None,
        };
        Some(format!("cite/{folder}/{}.{}", site.id(thing), self.extension))
    }
}

/// Whether the portal asks for the format of this name; without a list, for all, but for a book that is too long.
pub fn is_chosen(site: &Site, format: &str) -> bool {
    match &site.portal.formats {
        Some(asked) => asked.iter().any(|one| one == format),
        None => format != "epub" || site.articles.len() <= LONGEST_BOOK,
    }
}

/// Whether there is anything to refer to.
pub fn has_references(site: &Site) -> bool {
    !site.articles.is_empty() || !site.documents.is_empty()
}

/// Whether there is anything to put into a book.
pub fn has_chapters(site: &Site) -> bool {
    !site.things().is_empty()
}

/// What calendars hold, in order, with its first and last day: the events and issuances that are known to the day.
pub fn calendar_entries(site: &Site) -> impl Iterator<Item = (&TimelineItem, (Date, Date))> {
    let dated = site.timeline.iter().filter(|item| item.kind != TimelineKind::Publication);
    dated.filter_map(|item| Some((item, item.when.days()?)))
}

/// The calendar of one event or issuance; none for things whose day is not known.
pub fn calendar_file(site: &Site, thing: Thing) -> Option<String> {
    calendar_dates(site, thing)?.shown()?.days()?;
    Some(format!("calendar/{}.ics", calendar_name(site, thing)))
}

/// When something took place or was issued, in all versions; none for things that calendars do not hold.
pub fn calendar_dates(site: &Site, thing: Thing) -> Option<&Fact<When>> {
    match thing {
        Thing::Event(id) => Some(&site[id].date),
        Thing::Document(id) => Some(&site[id].issued),
        _ => None,
    }
}

/// What calendars call a thing: `event-hop`, `document-57-kl-tw`.
pub fn calendar_name(site: &Site, thing: Thing) -> String {
    format!("{}-{}", thing.kind(), site.id(thing))
}
