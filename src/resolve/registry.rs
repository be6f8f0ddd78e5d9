//! What every name in the portal stands for: ids, numbers, files.

use crate::model::site::{
    DocumentId, OrganisationId, PersonId, PublisherId, StaticFiles, TermId, Thing, agreed,
};
use crate::model::{DocumentNumber, When};
use crate::parse::content::{Content, Withheld};
use crate::parse::folders::{ANY, Folder};
use crate::parse::metadata::{Stated, Text};
use crate::text::distance::nearest;
use crate::text::fold::bare;
use crate::text::names::{Names, Offers, owned};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::iter::once;
use std::sync::{Arc, OnceLock};

/// The names of a portal.
#[derive(Debug, Default)]
pub struct Registry {
    things: HashMap<&'static str, BTreeMap<String, Thing>>,
    publishers: BTreeMap<String, PublisherId>,
    files: HashMap<String, Thing>,
    numbers: HashMap<DocumentNumber, Vec<(DocumentId, Option<When>)>>,
    /// For each document every version of when it was issued.
    issued: Vec<Vec<When>>,
    /// Type and number of each document that has one, in order.
    numbers_in_order: Vec<(String, String)>,
    names: BTreeMap<&'static str, BTreeMap<String, Thing>>,
    withheld: BTreeMap<(String, String), Withheld>,
    withheld_numbers: BTreeMap<DocumentNumber, Withheld>,
    /// Numbers that several documents bear with the same date, which is reported.
    doubled: BTreeSet<DocumentNumber>,
    /// Documents whose numbers are doubled, or are none, which is reported.
    misnumbered: BTreeSet<DocumentId>,
    /// What may have been meant by IDs that nothing bears, by kind.
    near: BTreeMap<&'static str, Offers>,
    /// The same for numbers, numbers written in short, and files.
    near_numbers: Offers,
    near_called: Offers,
    near_files: Offers,
    near_static: Offers,
    /// The paths below `static/`, by their last part in small letters.
    static_by_name: OnceLock<HashMap<String, Vec<String>>>,
    /// The files of `static/`.
    pub static_files: Arc<StaticFiles>,
}

/// The paths of more files than this are not compared with what names none of them.
const COMPARED: usize = 1_000;

/// Why a name stands for nothing, or for too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupError {
    /// Nothing bears this name; those that are near.
    Unknown(Vec<String>),
    /// Several do.
    Ambiguous(Vec<String>),
    /// The thing is a draft.
    Draft,
    /// The thing has a file with errors, which are reported already.
    Broken,
    /// The word before the colon is no kind of thing.
    UnknownKind(Vec<String>),
}

impl From<Withheld> for LookupError {
    fn from(why: Withheld) -> Self {
        match why {
            Withheld::Broken => LookupError::Broken,
            Withheld::Draft => LookupError::Draft,
        }
    }
}

impl Registry {
    /// Collects the names of `content`; ids are positions in its lists.
    pub fn new(content: &Content) -> Self {
        let numbers = content.withheld_numbers.iter().filter_map(|(text, why)| {
            Some((DocumentNumber::parse(text).or(DocumentNumber::within(text))?, *why))
        });
        let mut registry = Self {
            withheld: content.withheld.clone(),
            withheld_numbers: numbers.collect(),
            static_files: content.static_files.clone(),
            ..Self::default()
        };
        // A kind of which there is nothing is known too.
        registry.things = Thing::KINDS.iter().map(|kind| (*kind, BTreeMap::new())).collect();
        for (thing, description) in content.things() {
            registry.things.entry(thing.kind()).or_default().insert(description.id().to_owned(), thing);
            registry.files.insert(description.file().to_owned(), thing);
        }
        let terms = content.glossary.iter().flat_map(|parsed| parsed.meta.in_order());
        let terms = terms.enumerate().map(|(index, (id, _))| (id, Thing::Term(TermId(index as u32))));
        registry.things.insert("term", terms.collect());
        for (index, publisher) in content.publishers.iter().enumerate() {
            registry.publishers.insert(publisher.id.clone(), PublisherId(index as u32));
        }
        for (index, document) in content.documents.iter().enumerate() {
            let issued = document.meta.issued.as_ref().map(values).unwrap_or_default();
            registry.issued.push(issued.into_iter().filter_map(|value| When::parse(value).ok()).collect());
            let Some(text) = document.meta.number.as_deref() else { continue };
            if let Some(number) = DocumentNumber::parse(text) {
                let kind = document.meta.kind.as_deref().unwrap_or_default().to_owned();
                registry.numbers_in_order.push((kind, number.to_string()));
                let issued = document.meta.issued.as_ref().and_then(shown_date);
                registry.numbers.entry(number).or_default().push((DocumentId(index as u32), issued));
            } else {
                registry.misnumbered.insert(DocumentId(index as u32));
                let meant = DocumentNumber::within(text).map(|number| (number, Withheld::Broken));
                registry.withheld_numbers.extend(meant);
            }
        }
        for (number, bearers) in &registry.numbers {
            let mut seen: BTreeMap<Option<String>, DocumentId> = BTreeMap::new();
            for (id, issued) in bearers {
                if let Some(first) = seen.insert(issued.as_ref().map(ToString::to_string), *id) {
                    registry.doubled.insert(number.clone());
                    registry.misnumbered.extend([first, *id]);
                }
            }
        }
        let people = content.people.iter().map(|p| once(&*p.meta.name).chain(texts(&p.meta.aliases)));
        registry.add_names("person", people, |i| Thing::Person(PersonId(i)));
        let organisations =
            content.organisations.iter().map(|p| once(&*p.meta.name).chain(texts(&p.meta.aliases)));
        registry.add_names("organisation", organisations, |i| Thing::Organisation(OrganisationId(i)));
        let documents = content.documents.iter().map(|document| {
            let titles = document.meta.title.as_ref().map(values).unwrap_or_default();
            titles.into_iter().chain(texts(&document.meta.aliases))
        });
        registry.add_names("document", documents, |i| Thing::Document(DocumentId(i)));
        let kinds = registry.things.keys().copied().chain(["publisher"]);
        registry.near = kinds.map(|kind| (kind, Offers::default())).collect();
        registry
    }

    fn add_names<'a>(
        &mut self,
        kind: &'static str,
        names: impl Iterator<Item = impl Iterator<Item = &'a str>>,
        thing: fn(u32) -> Thing,
    ) {
        let known = self.names.entry(kind).or_default();
        for (index, names) in names.enumerate() {
            for name in names {
                known.entry(fold(name)).or_insert_with(|| thing(index as u32));
            }
        }
    }

    /// The thing that `text` names: `kind:ID`, or the number of a document in any spelling, perhaps with `@date`.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub fn reference(&self, text: &str) -> Result<Thing, LookupError> {
        match text.split_once(':') {
            Some((kind, id)) if kind.bytes().all(|b| b.is_ascii_alphabetic()) => match self
                .things
                .contains_key(kind)
            {
                true => self.by_id(kind, id.trim()),
                false => Err(LookupError::UnknownKind(owned(nearest(kind, self.things.keys().copied(), 3)))),
            },
            _ => self.document(text).map(Thing::Document).map_err(|error| match error {
                LookupError::Unknown(near) if near.is_empty() => LookupError::Unknown(self.named(text)),
                error => error,
            }),
        }
    }

    /// The things of all kinds that have this name: `person:ID` for each.
    fn named(&self, name: &str) -> Vec<String> {
        let own = |(kind, names): (&&'static str, &BTreeMap<String, Thing>)| {
            Some(format!("{kind}:{}", self.id_of(kind, *names.get(&fold(name))?)?))
        };
        self.names.iter().filter_map(own).collect()
    }

    /// The thing of `kind` with this id.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub fn by_id(&self, kind: &str, id: &str) -> Result<Thing, LookupError> {
        let things = self.things.get(kind);
        let missing = || {
            let error = self.missing(kind, id, things.into_iter().flat_map(BTreeMap::keys));
            let is_unlike = matches!(&error, LookupError::Unknown(near) if near.is_empty());
            // It may be called by its number: `document:57-KL/TW`.
            match DocumentNumber::parse(id)
                .filter(|_| kind == "document" && is_unlike)
                .map(|_| self.document(id))
            {
                Some(Ok(meant)) => {
                    LookupError::Unknown(self.document_id(meant).map(str::to_owned).into_iter().collect())
                }
                _ => error,
            }
        };
        things.and_then(|t| t.get(id)).copied().ok_or_else(missing)
    }

    /// The publisher with this id.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub fn publisher(&self, id: &str) -> Result<PublisherId, LookupError> {
        let missing = || self.missing("publisher", id, self.publishers.keys());
        self.publishers.get(id).copied().ok_or_else(missing)
    }

    fn missing<'a>(&self, kind: &str, id: &str, ids: impl Iterator<Item = &'a String>) -> LookupError {
        match self.why_withheld(kind, id) {
            Some(why) => why.into(),
            None => {
                // It may be called by its name.
                let named = self.names.get(kind).and_then(|names| names.get(&fold(id)));
                if let Some(own) = named.and_then(|thing| self.id_of(kind, *thing)) {
                    return LookupError::Unknown(vec![own.to_owned()]);
                }
                let choose = |names: &Names| {
                    let near = names.nearest(id, 3);
                    owned(if near.is_empty() { names.holding(id, 3) } else { near })
                };
                let offers = self.near.get(kind);
                LookupError::Unknown(
                    offers.map_or_else(Vec::new, |offers| offers.of(id, || Names::new(ids), choose)),
                )
            }
        }
    }

    /// The document with this id or number; `57-KL/TW@2023-06-15` where the number alone is ambiguous.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub fn document(&self, text: &str) -> Result<DocumentId, LookupError> {
        if let Some(Thing::Document(id)) = self.things.get("document").and_then(|t| t.get(text)) {
            return Ok(*id);
        }
        let (number, date) = text.split_once('@').map_or((text, None), |(number, date)| (number, Some(date)));
        let Some(parsed) = DocumentNumber::parse(number) else {
            let ids = self.things.get("document").into_iter().flat_map(BTreeMap::keys);
            let missing = self.missing("document", text, ids);
            let short = match &missing {
                LookupError::Unknown(near) if near.is_empty() => self.called(text),
                _ => return Err(missing),
            };
            return Err(LookupError::Unknown(short));
        };
        let mut found: Vec<&(DocumentId, Option<When>)> =
            self.numbers.get(&parsed).into_iter().flatten().collect();
        let name = |issued: &Option<When>| match issued {
            Some(date) => format!("{parsed}@{date}"),
            None => parsed.to_string(),
        };
        if let Some(date) = date {
            let names: Vec<String> = found.iter().map(|(_, issued)| name(issued)).collect();
            let Ok(date) = When::parse(date) else { return Err(LookupError::Unknown(names)) };
            found.retain(|(_, issued)| {
                issued.is_some_and(|i| i.day().is_some() && i.day() == date.day() || i == date)
            });
            let is_told = self.is_withheld(&parsed) || self.doubled.contains(&parsed);
            if found.is_empty() && !names.is_empty() && !is_told {
                return Err(LookupError::Unknown(names));
            }
        }
        match found.as_slice() {
            [one] => Ok(one.0),
            _ if self.doubled.contains(&parsed) => Err(LookupError::Broken),
            [] => Err(
                match self.withheld_numbers.get(&parsed).copied().or(self.why_withheld("document", ANY)) {
                    Some(why) => why.into(),
                    None => {
                        let numbers = || Names::new(self.numbers_in_order.iter().map(|(_, number)| number));
                        let near =
                            self.near_numbers.of(number, numbers, |names| owned(names.nearest(number, 3)));
                        LookupError::Unknown(if near.is_empty() { self.called(number) } else { near })
                    }
                },
            ),
            several => {
                let choices = several.iter().map(|(id, issued)| match issued {
                    Some(_) => name(issued),
                    None => self.document_id(*id).map_or_else(|| name(issued), str::to_owned),
                });
                Err(LookupError::Ambiguous(choices.collect()))
            }
        }
    }

    /// The ID of a document: few are asked for, where names are not enough.
    fn document_id(&self, id: DocumentId) -> Option<&str> {
        self.id_of("document", Thing::Document(id))
    }

    fn id_of(&self, kind: &str, thing: Thing) -> Option<&str> {
        Some(self.things.get(kind)?.iter().find(|(_, other)| **other == thing)?.0)
    }

    /// The thing that a file below `content/` describes.
    ///
    /// # Errors
    /// See [`LookupError`]; the names that are near are paths.
    pub fn described_by(&self, path: &str) -> Result<Thing, LookupError> {
        if let Some(thing) = self.files.get(path) {
            return Ok(*thing);
        }
        let parts: Vec<&str> = path.split('/').collect();
        if let ["content", folder, name] = parts.as_slice()
            && let Some(folder) = Folder::named(folder)
            && let Some((id, _)) = name.rsplit_once('.')
            && let Some(why) = self.why_withheld(folder.kind, id)
        {
            return Err(why.into());
        }
        Err(LookupError::Unknown(self.near_files(path)))
    }

    /// Why a thing has a file, or may have one, and is not in the site.
    fn why_withheld(&self, kind: &str, id: &str) -> Option<Withheld> {
        let withheld = |id: &str| self.withheld.get(&(kind.to_owned(), id.to_owned())).copied();
        withheld(id).or_else(|| withheld(ANY))
    }

    /// Whether a document with this number has a file that is not in the site, which has been reported.
    pub fn is_withheld(&self, number: &DocumentNumber) -> bool {
        self.withheld_numbers.contains_key(number) || self.why_withheld("document", ANY).is_some()
    }

    /// Whether several documents bear this number with the same date, which has been reported.
    pub fn is_doubled(&self, number: &DocumentNumber) -> bool {
        self.doubled.contains(number)
    }

    /// Whether the number of this document is no number, or that of another, which has been reported.
    pub fn is_misnumbered(&self, id: DocumentId) -> bool {
        self.misnumbered.contains(&id)
    }

    /// Whether exactly one document bears this number.
    pub fn is_alone(&self, number: &DocumentNumber) -> bool {
        self.numbers.get(number).is_some_and(|bearers| bearers.len() == 1)
    }

    /// The only document that bears this number, if some source states this day as the one on which it was issued.
    pub fn stating(&self, number: &DocumentNumber, day: Date) -> Option<DocumentId> {
        let [(id, _)] = self.numbers.get(number)?.as_slice() else { return None };
        self.issued[id.index()].iter().any(|when| when.holds(day)).then_some(*id)
    }

    /// Kinds of things that have one with this id: `article:ID` for each.
    pub fn kinds_of(&self, id: &str) -> Vec<String> {
        let mut found: Vec<String> = self
            .things
            .iter()
            .filter(|(_, t)| t.contains_key(id))
            .map(|(kind, _)| format!("{kind}:{id}"))
            .collect();
        found.sort_unstable();
        found
    }

    /// The person or organisation (`kind`) that is called so, letter case aside.
    pub fn name(&self, kind: &str, name: &str) -> Option<Thing> {
        self.names.get(kind)?.get(&fold(name)).copied()
    }

    /// The numbers of documents that type and number together hold: *Kết luận 57*, *57-KL*.
    fn called(&self, text: &str) -> Vec<String> {
        let whole = || self.numbers_in_order.iter().map(|(kind, number)| format!("{kind} {number}"));
        let number = |name: &str| {
            let is_called = |(kind, number): &&(String, String)| {
                name.strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix(' ')) == Some(number)
            };
            self.numbers_in_order.iter().find(is_called).map(|(_, number)| number.clone())
        };
        self.near_called.of(
            text,
            || Names::new(whole()),
            |names| {
                // `số` belongs to neither.
                let words: Vec<&str> = text.split_whitespace().filter(|word| bare(word) != "so").collect();
                names.holding(&words.join(" "), 3).into_iter().filter_map(number).collect()
            },
        )
    }

    /// Paths below `static/` that may have been meant by this one: files of that name in other folders, or else, unless there are
    /// too many files to compare with each, paths that are near.
    pub fn near_static(&self, path: &str) -> Vec<String> {
        fn name(path: &str) -> String {
            path.rsplit('/').next().unwrap_or(path).to_lowercase()
        }
        let by_name = self.static_by_name.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<String>> = HashMap::new();
            for path in self.static_files.paths() {
                by_name.entry(name(path)).or_default().push(path.clone());
            }
            by_name
        });
        let namesakes = by_name.get(&name(path)).map(Vec::as_slice).unwrap_or_default();
        if !namesakes.is_empty() || self.static_files.paths().len() > COMPARED {
            return namesakes.iter().take(2).cloned().collect();
        }
        let names = || Names::new(self.static_files.paths());
        self.near_static.of(path, names, |names| owned(names.nearest(path, 2)))
    }

    /// Files whose paths are near to this one.
    fn near_files(&self, path: &str) -> Vec<String> {
        self.near_files.of(path, || Names::new(self.files.keys()), |names| owned(names.nearest(path, 3)))
    }
}

/// The date that pages show when they show one, as `Fact::shown` has it of a fact that is resolved.
pub fn shown_date(stated: &Stated) -> Option<When> {
    let dates: Vec<When> = values(stated).into_iter().filter_map(|value| When::parse(value).ok()).collect();
    agreed(dates.iter()).or(dates.first()).copied()
}

/// The texts of a list.
pub fn texts(list: &[Text]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

/// Every value that is stated.
fn values(stated: &Stated) -> Vec<&str> {
    match stated {
        Stated::Plain(value) => vec![value],
        Stated::Claims(claims) => claims.iter().map(|claim| &*claim.value).collect(),
    }
}

fn fold(name: &str) -> String {
    crate::parse::clean::folded(&crate::text::fold::lower_tone(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::content;
    use crate::snapshot::Snapshot;

    fn registry(topics: usize) -> Registry {
        let file = |n| (format!("content/topics/topic-number-{n:05}-x.md"), "---\ntitle: T\n---\n");
        Registry::new(&content::parse(&Snapshot::from_files((0..topics).map(file)), false).value)
    }

    fn unknown(near: &[&str]) -> LookupError {
        LookupError::Unknown(near.iter().map(|name| (*name).to_owned()).collect())
    }

    // Each would take minutes if all names were folded for every reference.
    #[test]
    fn one_wrong_name_may_stand_in_very_many_places() {
        let registry = registry(3_000);
        let near = unknown(&["topic-number-00100-x", "topic-number-00000-x", "topic-number-00010-x"]);
        for _ in 0..50_000 {
            assert_eq!(registry.reference("topic:topic-nomber-00100"), Err(near.clone()));
            assert!(registry.document("Kết luận về việc học").is_err());
            assert!(registry.document("57-KL/TW").is_err());
            assert!(registry.described_by("content/topics/topic-nomber-00100.md").is_err());
        }
    }

    #[test]
    fn very_many_names_may_be_wrong() {
        let registry = registry(3_000);
        for n in 0..500 {
            let LookupError::Unknown(near) =
                registry.by_id("topic", &format!("topic-nomber-{n:05}")).unwrap_err()
            else {
                panic!("nothing is withheld")
            };
            assert_eq!(near[0], format!("topic-number-{n:05}-x"));
            assert_eq!(registry.by_id("topic", &format!("quite another {n}")), Err(unknown(&[])));
        }
    }
}
