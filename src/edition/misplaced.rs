//! Files of a site that cannot be written, or not beside each other, and where an author can mend that.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::formats::FORMATS;
use crate::model::site::{STATIC_FOLDER, Site};
use crate::offers::is_chosen;
use crate::pages::{KINDS, Planned};
use crate::render::theme::ASSETS;
use crate::snapshot::Snapshot;
use crate::text::file_name::{LONGEST_NAME, clashes, flaw, folded};
use crate::text::harmless::harmless_name;

const MOVE: &str = "rename one of the things, or give a kind another folder in `paths:`";

/// What tells whose a file is.
pub(super) struct Misplaced<'a> {
    pub site: &'a Site,
    pub pages: &'a [Planned],
    /// Names from the portal's theme to the built-in one.
    pub themes: &'a [String],
    pub snapshot: &'a Snapshot,
}

impl Misplaced<'_> {
    /// What is wrong with `paths`, sorted, each path as often as it would be written. Each mistake stands where one of the
    /// things is described, or at the theme's file; where there is none, at `paths:` of `portal.yaml`.
    pub fn tell(&self, paths: &[&str]) -> Vec<Diagnostic> {
        let mut told: Vec<Diagnostic> = Vec::new();
        for wrong in paths.iter().filter_map(|path| self.unwritable(path)) {
            // One name is in the paths of many files.
            if told.iter().all(|other| other.location != wrong.location) {
                told.push(wrong);
            }
        }
        for (one, other) in clashes(paths) {
            let former = || self.former(one, other);
            let wrong = former().unwrap_or_else(|| match one == other {
                true => self.same(one),
                false => self.near(one, other),
            });
            if !told.contains(&wrong) {
                told.push(wrong);
            }
        }
        told
    }

    /// Why nothing can be written to this path; none if it can.
    fn unwritable(&self, path: &str) -> Option<Diagnostic> {
        // Of pages none is there: no folder of `paths:` and no former address may be.
        let is_taken = path.starts_with("_khue/");
        let flaw = flaw(path).or(is_taken.then_some("is in the folder that the preview keeps for itself"))?;
        let long = path.split('/').find(|name| name.len() > LONGEST_NAME).unwrap_or_default();
        let is_of = |id: &str| long.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
        let mut things = self.pages.iter().filter(|page| page.subject.is_some());
        let thing = things.find(|page| page.file == path || is_of(&page.id)).filter(|page| is_of(&page.id));
        let message = format!("the site cannot have the file `{}`: its path {flaw}", harmless_name(path));
        let source = self.copied(path).next();
        Some(match thing.and_then(|page| page.subject) {
            _ if source.is_some() => Diagnostic::error(Code::UnknownValue, message)
                .at(Location::new(source.unwrap_or_default(), 0..0))
                .hint("rename the file"),
            Some(thing) => Diagnostic::error(Code::InvalidId, message)
                .at(Location::new(self.site.file(thing), 0..0))
                .hint("rename the file of the thing: its ID is too long"),
            None => Diagnostic::error(Code::UnknownValue, message)
                .at(self.paths())
                .hint("write shorter names in `paths:`"),
        })
    }

    /// A former address that cannot stand beside another file of the site; none if neither path is one.
    fn former(&self, one: &str, other: &str) -> Option<Diagnostic> {
        let (former, beside) =
            match (self.site.redirects_at(one).last(), self.site.redirects_at(other).last()) {
                (Some(former), _) => (former, other),
                (None, former) => (former?, one),
            };
        let file = self.site.file(former.to);
        let from = &former.from;
        let first = self.site.redirects_at(beside).first().filter(|first| *first != former);
        let whose = self.whose(beside).map(|whose| format!(" ({whose})")).unwrap_or_default();
        let message = match first {
            _ if !whose.is_empty() && beside == from => {
                format!("`{from}` is the address of a file that the site has{whose}, and so no former one")
            }
            Some(first) if beside == from => {
                let lead = self.site.file(first.to);
                let elsewhere = if lead == file { String::new() } else { format!(", in `{lead}` too") };
                format!("`{from}` is said twice to be a former address{elsewhere}")
            }
            _ if folded(from) == folded(beside) => {
                format!(
                    "on some systems the former address `{from}` would stand in the place of `{beside}`{whose}"
                )
            }
            _ => format!(
                "the former address `{from}` and `{beside}`{whose} cannot stand beside each other: one needs a folder where the other is a file"
            ),
        };
        let wrong = Diagnostic::error(Code::PathCollision, harmless_name(&message));
        let at = Location::new(file, former.written.clone());
        Some(wrong.at(at).hint("take it out of `redirect_from`, or correct it"))
    }

    /// Several files that would be written to one path.
    fn same(&self, path: &str) -> Diagnostic {
        let pages: Vec<&Planned> = self.pages.iter().filter(|page| page.file == path).collect();
        let things = pages.iter().filter_map(|page| page.subject);
        let mut sources: Vec<String> = things.map(|thing| self.site.file(thing).to_owned()).collect();
        sources.sort();
        sources.extend(self.copied(path));
        let many = match sources.len() {
            0..=2 => "two".to_owned(),
            n => n.to_string(),
        };
        let what = if pages.len() < 2 { "files" } else { "pages" };
        let message = match sources.as_slice() {
            [source] if pages.len() > 1 => {
                let own = pages.iter().find(|page| page.subject.is_none());
                let own = own.map(|page| format!(", its own page `{}`", KINDS[page.kind].name));
                format!(
                    "`{path}` is a page that the site has already{}; `{source}` would be written there too",
                    own.unwrap_or_default()
                )
            }
            [] | [_] => format!("two {what} would be written to `{path}`"),
            _ => {
                let named: Vec<String> = sources.iter().map(|source| format!("`{source}`")).collect();
                format!("{many} {what} would be written to `{path}`: {}", named.join(" and "))
            }
        };
        // A file that is only copied is what is mended most easily.
        let copied = sources.iter().find(|source| source.starts_with(STATIC_FOLDER));
        let place =
            copied.or(sources.first()).map_or_else(|| self.paths(), |source| Location::new(source, 0..0));
        let hint = self.hint(place.file.as_str(), path);
        Diagnostic::error(Code::PathCollision, harmless_name(&message)).at(place).hint(hint)
    }

    /// What mends it where the portal's file `source` is one of several that would be written to `path`.
    fn hint(&self, source: &str, path: &str) -> String {
        if !source.starts_with(STATIC_FOLDER) {
            return MOVE.to_owned();
        }
        let format = FORMATS.iter().find(|format| format.owns(path) && is_chosen(self.site, format.name));
        match format {
            Some(format) => {
                format!("rename the file, or name the `formats` that the site has, without `{}`", format.name)
            }
            None => "rename the file, or take it out: the site has this one already".to_owned(),
        }
    }

    /// Two files that would be in each other's place, on some systems or on all.
    fn near(&self, one: &str, other: &str) -> Diagnostic {
        let is_case = folded(one) == folded(other);
        let of = |path: &str| {
            format!("`{path}`{}", self.whose(path).map(|of| format!(" ({of})")).unwrap_or_default())
        };
        let message = match is_case {
            true => {
                format!("on some systems {} and {} would be written to the same place", of(one), of(other))
            }
            false => format!("{} would be written to where {} needs a folder", of(one), of(other)),
        };
        // IDs are in lower case, and have no dots: it is folders that differ so, or files of the theme.
        let place = self.copied(one).chain(self.copied(other)).next();
        let place = place.map_or_else(|| self.paths(), |file| Location::new(file, 0..0));
        let hint = match is_case {
            _ if place.file.starts_with(STATIC_FOLDER) => "rename the file",
            true => "give a kind another folder in `paths:`: letter case does not tell files apart",
            false => MOVE,
        };
        Diagnostic::error(Code::PathCollision, harmless_name(&message)).at(place).hint(hint)
    }

    /// What is written to this path: the file of a thing or of the theme, or the site's own page.
    fn whose(&self, path: &str) -> Option<String> {
        let page = self.pages.iter().find(|page| page.file == path);
        let thing = page.map(|page| match page.subject {
            Some(thing) => format!("`{}`", self.site.file(thing)),
            None => format!("the site's own page `{}`", KINDS[page.kind].name),
        });
        thing.or_else(|| self.copied(path).next().map(|file| format!("`{file}`")))
    }

    /// The portal's files that are copied to this path: of `static/`, of the theme.
    fn copied(&self, path: &str) -> impl Iterator<Item = String> {
        let is_there = |file: &String| self.snapshot.get(file).is_some();
        let of_theme = path.starts_with(ASSETS).then(|| {
            let mut files = self.themes.iter().map(|theme| format!("themes/{theme}/{path}"));
            files.find(is_there)
        });
        let own = Some(format!("{STATIC_FOLDER}{path}")).filter(is_there);
        own.into_iter().chain(of_theme.flatten())
    }

    fn paths(&self) -> Location {
        self.snapshot.portal_key("paths")
    }
}
