//! Files that a reader carries away, where their page offers them.

use crate::model::site::{Site, Thing};
use crate::offers::{BOOK, SYNTAXES, calendar_file, has_chapters, has_references, is_chosen};
use crate::pages::Scope;
use crate::render::strings::Strings;
use crate::view::FileLink;

impl Scope<'_> {
    /// An article's or document's record for reference managers in each syntax; none where the portal makes no such files.
    pub fn citation_files(&self, thing: Thing) -> Vec<FileLink> {
        if !is_chosen(self.site, "citations") {
            return Vec::new();
        }
        let files = SYNTAXES.iter().filter_map(|syntax| {
            let path = syntax.file(self.site, thing)?;
            Some(FileLink { label: syntax.name.to_owned(), name: name(&path), path })
        });
        files.collect()
    }

    /// A dated thing for calendars; none where its day is not known, or the portal makes no calendar.
    pub fn calendar_file(&self, thing: Thing) -> Option<FileLink> {
        let path = calendar_file(self.site, thing).filter(|_| is_chosen(self.site, "calendar"))?;
        Some(FileLink { label: self.strings.get("calendar_one").to_owned(), name: name(&path), path })
    }
}

/// The portal as a whole: its book, and the references of all articles and documents in each syntax.
pub fn whole(site: &Site, strings: &Strings) -> Vec<FileLink> {
    let mut files = Vec::new();
    if is_chosen(site, "epub") && has_chapters(site) {
        let label = strings.get("carry_book").to_owned();
        files.push(FileLink { label, path: BOOK.to_owned(), name: BOOK.to_owned() });
    }
    if is_chosen(site, "citations") && has_references(site) {
        files.extend(SYNTAXES.iter().map(|syntax| {
            let label = format!("{}: {}", strings.get("carry_cite"), syntax.name);
            let path = syntax.whole();
            FileLink { label, name: name(&path), path }
        }));
    }
    files
}

/// The last part of a path.
fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
