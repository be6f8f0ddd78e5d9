//! What every resolving step uses: names looked up, quotations found, Markdown's references followed, each with its
//! diagnostics.

use super::registry::{LookupError, Registry};
use super::uses::{Subject, Use};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::markup::{self, Reference, ReferenceForm};
use crate::model::When;
use crate::model::date::DateError;
use crate::model::site::{ArticleId, Cleaned, Markdown, TERMS_FILE, Target, Thing, ThingId, passage_number};
use crate::parse::file::Parsed;
use crate::parse::metadata::Text;
use crate::parse::place;
use crate::parse::yaml::Step;
use crate::text::likeness::Likeness;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, OnceLock};

/// The text of an article as quotations are looked up in it, each form made when it is first needed.
#[derive(Debug, Default)]
pub struct Folded {
    /// For what is most like a quotation: from the first on that does not stand there.
    pub likeness: OnceLock<Box<Likeness>>,
    /// How many quotations were looked up.
    pub asked: AtomicUsize,
    /// The passages, from the time on when many quotations were looked up; of a Markdown article as they are written and as they
    /// are read.
    pub passages: OnceLock<Vec<String>>,
}

/// Looks names up, and gathers what is wrong.
pub struct Context<'a> {
    /// The names.
    pub registry: &'a Registry,
    /// The articles, for quotations; empty while the articles themselves are being made.
    pub articles: &'a [Arc<Cleaned>],
    /// For each article its text as quotations are looked up in it.
    pub folded: &'a [Folded],
    /// The articles whose texts were looked at, each once.
    pub read: BTreeSet<ArticleId>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Where things are named.
    pub uses: Vec<Use>,
}

impl<'a> Context<'a> {
    /// A context without diagnostics.
    pub fn new(registry: &'a Registry, articles: &'a [Arc<Cleaned>], folded: &'a [Folded]) -> Self {
        Self { registry, articles, folded, read: BTreeSet::new(), diagnostics: Vec::new(), uses: Vec::new() }
    }

    /// The text of an article, if it is known, is what its author saw, and has passages; why it has not has been reported.
    pub fn text_of(&mut self, id: ArticleId) -> Option<&'a Cleaned> {
        let article = self.articles.get(id.index())?;
        self.read.insert(id);
        Some(&**article).filter(|a| a.is_current && !a.passages.is_empty())
    }

    /// Notes that `subject` is named at `at`.
    pub fn used(&mut self, subject: Subject, at: Location) {
        self.uses.push(Use { at, subject });
    }

    /// Adds an error.
    pub fn error(&mut self, code: Code, message: String, at: Location, hint: Option<String>) {
        self.diagnostics.push(Diagnostic::error(code, message).at(at).maybe_hint(hint));
    }

    /// Reports that `name` stands for nothing, or too much.
    pub fn failed(&mut self, what: &str, name: &str, error: LookupError, at: Location) {
        let (code, message, hint) = match error {
            LookupError::Broken => return,
            LookupError::Unknown(near) => {
                let elsewhere = self.registry.kinds_of(name);
                let near = if elsewhere.is_empty() { near } else { elsewhere };
                let plain = self.plain_name(what, name).map(|id| format!("write `{id}` alone"));
                let hint =
                    self.by_number(what, name).or(plain).or_else(|| did_you_mean(&near)).unwrap_or_else(
                        || match what {
                            "term" => format!("describe it in `{TERMS_FILE}`, or correct `{name}`"),
                            _ => format!("write the file that describes it, or correct `{name}`"),
                        },
                    );
                (Code::UnknownReference, format!("there is no {what} `{name}`"), hint)
            }
            LookupError::Draft => {
                let hint = "build with `--drafts`, or take `draft: true` out of its file".to_owned();
                (Code::UnknownReference, format!("the {what} `{name}` is a draft"), hint)
            }
            LookupError::Ambiguous(names) => {
                let hint = match names.iter().all(|name| name.contains('@')) {
                    true => format!("write the date too ({}), or the ID", names.join(", ")),
                    false => format!("write the one that is meant: {}", names.join(", ")),
                };
                (Code::AmbiguousReference, format!("several documents bear the number `{name}`"), hint)
            }
            LookupError::UnknownKind(near) => {
                let kinds = Thing::KINDS.join(", ");
                let hint = match name.starts_with("publisher:") {
                    true => "publishers have no page: lead to one of its articles, or write its name without brackets".to_owned(),
                    false => did_you_mean(&near).unwrap_or_else(|| format!("known: {kinds}")),
                };
                (Code::UnknownReference, format!("`{name}` begins with no kind of thing"), hint)
            }
        };
        self.error(code, message, at, Some(hint));
    }

    /// How a document is called that is called by its number where its ID belongs, behind `document:`.
    fn by_number(&self, what: &str, name: &str) -> Option<String> {
        if what != "document" {
            return None;
        }
        match self.registry.document(name) {
            Ok(_) => Some(format!("write the number alone, without `document:`: `{name}`")),
            Err(LookupError::Ambiguous(names)) => {
                Some(format!("write the one that is meant, without `document:`: {}", names.join(", ")))
            }
            Err(_) => None,
        }
    }

    /// The name of a thing that is meant by one with its kind (`article:a`), a place in it (`a#p2`) or brackets around it.
    pub(super) fn plain_name<'t>(&self, what: &str, name: &'t str) -> Option<&'t str> {
        let inner = name.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).unwrap_or(name);
        let inner = inner.split(['|', '#']).next()?.trim();
        let plain = inner.strip_prefix(what).and_then(|rest| rest.strip_prefix(':')).unwrap_or(inner).trim();
        let is_missing = |error: &LookupError| matches!(error, LookupError::Unknown(_));
        let is_known = || match what {
            "publisher" => !self.registry.publisher(plain).is_err_and(|error| is_missing(&error)),
            "document" => !self.registry.document(plain).is_err_and(|error| is_missing(&error)),
            _ => !self.registry.by_id(what, plain).is_err_and(|error| is_missing(&error)),
        };
        (plain != name && is_known()).then_some(plain)
    }

    /// The thing of `kind` with this id.
    pub fn by_id(&mut self, kind: &'static str, id: &str, at: Location) -> Option<Thing> {
        match self.registry.by_id(kind, id) {
            Ok(thing) => {
                self.used(Subject::Thing(thing), at);
                Some(thing)
            }
            Err(error) => {
                self.failed(kind, id, error, at);
                None
            }
        }
    }

    /// The thing of the kind that `Id` refers to, with this id.
    pub fn find_id<Id: ThingId>(&mut self, id: &str, at: Location) -> Option<Id> {
        Id::of(self.by_id(Id::KIND, id, at)?)
    }

    /// A list of ids, each looked up; one that is there already is left out.
    pub fn list<T, Id: PartialEq>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        ids: &[Text],
        mut look_up: impl FnMut(&mut Self, &str, Location) -> Option<Id>,
    ) -> Vec<Id> {
        let mut found = Vec::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            if let Some(one) = look_up(self, id, parsed.at(&[key.into(), index.into()]))
                && !found.contains(&one)
            {
                found.push(one);
            }
        }
        found
    }

    /// The document with this id or number.
    pub fn document(&mut self, name: &str, at: Location) -> Option<crate::model::site::DocumentId> {
        match self.registry.document(name) {
            Ok(id) => {
                self.used(Subject::Thing(Thing::Document(id)), at);
                Some(id)
            }
            Err(error) => {
                self.failed("document", name, error, at);
                None
            }
        }
    }

    /// A reference such as `article:cp#p6` or `57-KL/TW`.
    pub fn target(&mut self, text: &str, at: Location) -> Option<Target> {
        if let Some(inner) = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            let inner = inner.split('|').next().unwrap_or(inner).trim();
            let message = format!("`{text}` is in brackets, which references have within texts only");
            self.error(Code::UnknownReference, message, at, Some(format!("write `{inner}`")));
            return None;
        }
        let (name, anchor) = text.split_once('#').map_or((text, None), |(name, anchor)| (name, Some(anchor)));
        let thing = match self.registry.reference(name.trim()) {
            Ok(thing) => thing,
            Err(error) => {
                let kind = name.split_once(':').map_or("document", |(kind, _)| kind);
                let shown = match error {
                    LookupError::UnknownKind(_) => name,
                    _ => name.split_once(':').map_or(name, |(_, id)| id),
                };
                self.failed(kind, shown, error, at);
                return None;
            }
        };
        Some(self.placed(thing, anchor, at))
    }

    /// A thing with an anchor, if it has that place; what can be told of articles is.
    fn placed(&mut self, thing: Thing, anchor: Option<&str>, at: Location) -> Target {
        self.used(Subject::Thing(thing), at.clone());
        let anchor = anchor.filter(|a| !a.is_empty());
        if let (Thing::Article(id), Some(anchor)) = (thing, anchor)
            && let Some(article) = self.text_of(id)
            && let Some((message, hint)) = no_passage(&article.id, article.passages.len(), anchor)
        {
            self.error(Code::NoSuchPlace, message, at, Some(hint));
            return Target { thing, anchor: None };
        }
        if let (Thing::Term(_), Some(anchor)) = (thing, anchor) {
            let (message, hint) = no_place_of_term(anchor);
            self.error(Code::NoSuchPlace, message, at, Some(hint));
            return Target { thing, anchor: None };
        }
        Target { thing, anchor: anchor.map(str::to_owned) }
    }

    /// Follows the references of a Markdown text that stands in the file at `at`.
    pub fn markdown(&mut self, source: &str, at: &Location, file_text: &str) -> Markdown {
        let references = markup::references(source);
        let mut from = 0;
        let mut targets = Vec::with_capacity(references.len());
        for reference in &references {
            let place = find_in_file(source, reference.range.clone(), &mut from, at, file_text);
            targets.push(self.follow(reference, place));
        }
        self.attributed(source, at, file_text, &references, &mut targets);
        self.unfinished(source, at, file_text);
        self.addresses(source, at, file_text);
        Markdown { source: source.to_owned(), targets }
    }

    /// Where the references of a Markdown text lead that stands below front matter.
    pub fn body_targets<T>(&mut self, parsed: &Parsed<T>, references: &[Reference]) -> Vec<Option<Target>> {
        let (Some(source), Some(body)) = (parsed.markdown(), &parsed.body) else { return Vec::new() };
        let place = |range: &Range<usize>| {
            Location::new(&parsed.file, body.start + range.start..body.start + range.end)
        };
        let mut targets: Vec<_> =
            references.iter().map(|reference| self.follow(reference, place(&reference.range))).collect();
        let at = Location::new(&parsed.file, body.clone());
        self.attributed(source, &at, &parsed.text, references, &mut targets);
        self.unfinished(source, &at, &parsed.text);
        self.addresses(source, &at, &parsed.text);
        targets
    }

    fn follow(&mut self, reference: &Reference, place: Location) -> Option<Target> {
        match reference.form {
            ReferenceForm::Wiki => self.target(&reference.target, place),
            ReferenceForm::Relative => self.relative(&reference.target, place),
        }
    }

    /// A text value in Markdown, at `path`.
    pub fn text<T>(
        &mut self,
        parsed: &Parsed<T>,
        path: &[Step<'_>],
        text: Option<&Text>,
    ) -> Option<Markdown> {
        text.map(|text| self.markdown(text, &parsed.at(path), &parsed.text))
    }

    /// The Markdown below the front matter.
    pub fn body<T>(&mut self, parsed: &Parsed<T>) -> Option<Markdown> {
        let source = parsed.markdown()?;
        let range = parsed.body.clone().unwrap_or(0..0);
        Some(self.markdown(source, &Location::new(&parsed.file, range), &parsed.text))
    }

    /// A relative link to the file of a thing.
    fn relative(&mut self, address: &str, at: Location) -> Option<Target> {
        let (path, anchor) =
            address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
        let file = file_at(&at.file, path);
        if let Some(hint) = self.pageless(&file) {
            let message = format!("what `{file}` describes has no page of its own");
            self.error(Code::UnknownReference, message, at, Some(hint.to_owned()));
            return None;
        }
        match self.registry.described_by(&file) {
            Ok(thing) => Some(self.placed(thing, anchor, at)),
            Err(error) => {
                self.failed("file", &file, error, at);
                None
            }
        }
    }

    /// What may be written for a link to a file of the portal that describes no page.
    fn pageless(&self, file: &str) -> Option<&'static str> {
        let publisher = file.strip_prefix("content/publishers/").and_then(|name| name.rsplit_once('.'));
        match file {
            TERMS_FILE => Some("lead to a term: `[[term:ID]]`"),
            "portal.yaml" => Some("lead to a page, or take the link out"),
            _ => publisher
                .is_some_and(|(id, _)| self.registry.publisher(id).is_ok())
                .then_some("write the publisher's name without a link, or lead to one of its articles"),
        }
    }

    /// A date in one of the forms of [`When::parse`].
    pub fn when(&mut self, text: &str, at: Location) -> Option<When> {
        match When::parse(text) {
            Ok(when) => Some(when),
            Err(DateError::NoSuchDay(why)) => {
                self.error(
                    Code::NoSuchDay,
                    format!("the date `{text}` does not exist: {why}"),
                    at,
                    Some("correct the date".to_owned()),
                );
                None
            }
            Err(DateError::Backwards) => {
                let message = format!("`{text}` ends before it begins");
                self.error(Code::InvalidDate, message, at, Some("write the earlier date first".to_owned()));
                None
            }
            Err(DateError::Form(meant)) => {
                let hint = match meant {
                    Some(meant) => format!("write `{meant}`"),
                    None => "write year-month-day, such as `2023-07-05`, or `2023-07`, `2023-07-05T09:30`, `2023?-07-05`, `../2023-09-25`".to_owned(),
                };
                self.error(
                    Code::InvalidDate,
                    format!("`{text}` is not a date as the format writes them"),
                    at,
                    Some(hint),
                );
                None
            }
        }
    }

    /// An address that a link may lead to.
    pub fn address(&mut self, text: &str, at: Location) -> Option<String> {
        let is_mail = |url: &str| {
            url.split_once(':')
                .is_some_and(|(scheme, to)| scheme.eq_ignore_ascii_case("mailto") && !to.is_empty())
        };
        let allowed =
            markup::escape::url(text).filter(|url| markup::escape::host(url).is_some() || is_mail(url));
        if allowed.is_none() {
            let hint =
                "an address begins with `https://` or `http://` and a host, such as `https://example.org`"
                    .to_owned();
            self.error(
                Code::InvalidAddress,
                format!("`{}` is not an address that a link may lead to", shorten(text)),
                at,
                Some(hint),
            );
        }
        allowed
    }
}

/// The way from a file of the portal to its root: a `../` for each folder.
pub fn to_root(file: &str) -> String {
    "../".repeat(file.matches('/').count())
}

/// The file to which a relative address in the file `from` leads, without what follows `#`.
pub fn file_at(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('#').next().unwrap_or_default().split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Message and hint where an article with so many passages has none that `anchor` names.
pub fn no_passage(article: &str, passages: usize, anchor: &str) -> Option<(String, String)> {
    let is_there = passage_number(anchor).is_some_and(|number| (number as usize) < passages);
    let told = || {
        let message = format!("the article `{article}` has no passage `{anchor}`");
        (message, format!("its passages are p1 to p{passages}"))
    };
    (!is_there).then(told)
}

/// Message and hint where a reference names a place of a term.
pub fn no_place_of_term(anchor: &str) -> (String, String) {
    let message = format!("a term of the glossary has no place `{anchor}`");
    (message, format!("leave `#{anchor}` out: the reference leads to the term itself"))
}

/// The place of `part` of a Markdown text that stands at the stretch `at` of a file.
///
/// Below front matter the text stands as it is; in YAML, where quotes and folding may have changed it, the part is
/// searched from `from` (an offset into the stretch, moved behind what is found); the stretch itself if it is not there.
pub fn find_in_file(
    source: &str,
    part: Range<usize>,
    from: &mut usize,
    at: &Location,
    file_text: &str,
) -> Location {
    let stretch = file_text.get(at.range.clone()).unwrap_or_default();
    let placed = |start: usize, length: usize| {
        Location::new(&at.file, at.range.start + start..at.range.start + start + length)
    };
    if stretch == source {
        return placed(part.start, part.len());
    }
    if let Some(found) = place::within(stretch, source, part.clone()) {
        return placed(found.start, found.len());
    }
    let wanted = &source[part];
    match stretch.get(*from..).and_then(|rest| rest.find(wanted)) {
        Some(offset) => {
            let start = *from + offset;
            *from = start + wanted.len();
            placed(start, wanted.len())
        }
        None => at.clone(),
    }
}

pub(super) fn shorten(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
