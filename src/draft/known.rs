//! What a portal knows that a draft can name.

use super::facts::host;
use super::portal::Raw;
use crate::cite::Lexicon;
use crate::model::When;
use crate::parse::clean::Rule;
use crate::parse::content::Content;
use crate::parse::metadata::{Omit, OmitKind, Stated, Text};
use crate::resolve::seeds::path_of;
use crate::snapshot::Snapshot;
use crate::text::fold::lower_tone;

/// What a portal knows.
pub struct Known<'a> {
    pub(super) content: &'a Content,
    pub(super) snapshot: &'a Snapshot,
    pub(super) lexicon: Lexicon,
    occupied: Option<&'a dyn Fn(&str) -> bool>,
}

impl<'a> Known<'a> {
    /// Prepares what a portal knows.
    pub fn new(content: &'a Content, snapshot: &'a Snapshot) -> Self {
        Self { content, snapshot, lexicon: crate::resolve::lexicon(content), occupied: None }
    }

    /// The same, with what tells of an ID whether another page stands where the page of an article of this ID would.
    #[must_use]
    pub fn leaving(self, occupied: &'a dyn Fn(&str) -> bool) -> Self {
        Self { occupied: Some(occupied), ..self }
    }

    pub(super) fn is_occupied(&self, id: &str) -> bool {
        self.occupied.is_some_and(|occupied| occupied(id))
    }

    /// The ID of the event on the day, or day and time, that `iso` names.
    pub(super) fn event_on(&self, iso: &str) -> Option<String> {
        let day = When::parse(iso).ok()?.earliest()?;
        let of = |stated: &Stated| match stated {
            Stated::Plain(text) => When::parse(text).ok()?.earliest(),
            Stated::Claims(claims) => When::parse(&claims.first()?.value).ok()?.earliest(),
        };
        let same = self.content.events.iter().find(|e| e.meta.date.as_ref().and_then(of) == Some(day));
        same.map(|event| event.id.clone())
    }

    pub(super) fn document_id(&self, index: usize) -> &str {
        self.content.documents.get(index).map_or("", |document| &document.id)
    }

    pub(super) fn person_id(&self, index: usize) -> &str {
        self.content.people.get(index).map_or("", |person| &person.id)
    }

    pub(super) fn organisation_id(&self, index: usize) -> &str {
        self.content.organisations.get(index).map_or("", |organisation| &organisation.id)
    }

    /// The file that describes a seed already, by its name or by the same bytes under another.
    pub(super) fn describes(&self, raw: &Raw) -> Option<String> {
        let named = |file: &str| path_of(file) == path_of(&raw.seed);
        let holds =
            |file: &str| self.snapshot.get(&path_of(file)).is_some_and(|seed| **seed == *raw.text.as_bytes());
        let read = self.content.articles.iter().find(|article| {
            article.meta.seed.as_deref().is_some_and(|file| named(file) || holds(file))
                || article.meta.sha256.as_deref().is_some_and(|sha| sha.eq_ignore_ascii_case(&raw.sha256))
        });
        // A file that cannot be understood may be the one as well.
        let broken = || {
            let mut files = self.snapshot.below("content/articles/");
            let says = |content: &[u8]| {
                let text = String::from_utf8_lossy(content).into_owned();
                text.lines()
                    .filter_map(|line| line.strip_prefix("seed:"))
                    .any(|v| named(v.trim().trim_matches(['"', '\''])))
            };
            files.find(|(_, content)| says(content)).map(|(path, _)| path.to_owned())
        };
        read.map(|article| article.file.clone()).or_else(broken)
    }

    /// The publisher whose site an address is on.
    pub(super) fn publisher_of(&self, url: &str) -> Option<&str> {
        let wanted = host(url)?;
        let same = |site: &str| host(site) == Some(wanted);
        let found = self.content.publishers.iter().find(|p| p.meta.site.as_deref().is_some_and(same));
        found.map(|publisher| publisher.id.as_str())
    }

    /// The rules of a publisher that can be understood.
    pub(super) fn rules_of(&self, id: &str) -> Vec<(Rule, OmitKind)> {
        let publisher = self.content.publishers.iter().find(|publisher| publisher.id == id);
        let omit = publisher.map(|publisher| publisher.meta.omit.as_slice()).unwrap_or_default();
        let text = |rule: &Omit| {
            let from = rule.from.as_ref()?.0.clone();
            Some((Rule::Text { from, to: rule.to.as_ref().map(|to| to.0.clone()) }, rule.kind))
        };
        omit.iter().filter_map(text).collect()
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.snapshot.get(path).is_some()
    }

    /// The topics whose terms stand in a folded text.
    pub(super) fn topics_in(&self, key: &str) -> Vec<String> {
        let in_text = |term: &Text| key.contains(&lower_tone(term));
        let topics = self.content.topics.iter().filter(|topic| topic.meta.terms.iter().any(in_text));
        topics.map(|topic| topic.id.clone()).collect()
    }
}
