//! Files that a reader carries away, where their page offers them.

use crate::formats::{self, calendar, citations, epub};
use crate::model::site::{Site, Thing};
use crate::pages::Scope;
use crate::render::strings::Strings;
use crate::view::FileLink;

impl Scope<'_> {
    /// An article's or document's record for reference managers in each syntax; none where the portal makes no such files.
    pub fn citation_files(&self, thing: Thing) -> Vec<FileLink> {
        if !formats::is_chosen(self.site, "citations") {
            return Vec::new();
        }
        let files = citations::SYNTAXES.iter().filter_map(|syntax| {
            let path = citations::file(self.site, thing, syntax)?;
            Some(FileLink { label: syntax.name.to_owned(), name: name(&path), path })
        });
        files.collect()
    }

    /// A dated thing for calendars; none where its day is not known, or the portal makes no calendar.
    pub fn calendar_file(&self, thing: Thing) -> Option<FileLink> {
        let path = calendar::file(self.site, thing).filter(|_| formats::is_chosen(self.site, "calendar"))?;
        Some(FileLink { label: self.strings.get("calendar_one").to_owned(), name: name(&path), path })
    }
}

/// The portal as a whole: its book, and the references of all articles and documents in each syntax.
pub fn whole(site: &Site, strings: &Strings) -> Vec<FileLink> {
    let mut files = Vec::new();
    if formats::is_chosen(site, "epub") && epub::has_chapters(site) {
        let label = strings.get("carry_book").to_owned();
        files.push(FileLink { label, path: epub::FILE.to_owned(), name: epub::FILE.to_owned() });
    }
    if formats::is_chosen(site, "citations") && citations::has_entries(site) {
        files.extend(citations::SYNTAXES.iter().map(|syntax| {
            let label = format!("{}: {}", strings.get("carry_cite"), syntax.name);
            let path = citations::whole(syntax);
            FileLink { label, name: name(&path), path }
        }));
    }
    files
}

/// The last part of a path.
fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
