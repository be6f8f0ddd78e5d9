//! What every resolving step uses: names looked up, quotations found, Markdown's references followed, each with its
//! diagnostics.

use super::registry::{LookupError, Registry};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::markup::{self, ReferenceForm};
use crate::model::When;
use crate::model::date::DateError;
use crate::model::site::{
    Agency, Article, ArticleId, Evidence, Fact, Markdown, OrganisationId, Quote, Target, Thing, Version,
};
use crate::parse::file::Parsed;
use crate::parse::metadata::{self, Claim, Stated, Text};
use crate::parse::yaml::Step;
use crate::text;
use std::ops::Range;

/// Looks names up, and gathers what is wrong.
pub struct Context<'a> {
    /// The names.
    pub registry: &'a Registry,
    /// The articles, for quotations; empty while the articles themselves are being made.
    pub articles: &'a [Article],
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context without diagnostics.
    pub fn new(registry: &'a Registry, articles: &'a [Article]) -> Self {
        Self { registry, articles, diagnostics: Vec::new() }
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
                let hint = did_you_mean(&near)
                    .unwrap_or_else(|| format!("write the file that describes it, or correct `{name}`"));
                (Code::UnknownReference, format!("there is no {what} `{name}`"), hint)
            }
            LookupError::Draft => {
                let hint = "build with `--drafts`, or take `draft: true` out of its file".to_owned();
                (Code::UnknownReference, format!("the {what} `{name}` is a draft"), hint)
            }
            LookupError::Ambiguous(names) => {
                let hint = format!("write the date too ({}), or the ID", names.join(", "));
                (Code::AmbiguousReference, format!("several documents bear the number `{name}`"), hint)
            }
            LookupError::UnknownKind(near) => {
                let kinds = "article, document, event, person, organisation, topic, page";
                let hint = did_you_mean(&near).unwrap_or_else(|| format!("known: {kinds}"));
                (Code::UnknownReference, format!("`{name}` begins with no kind of thing"), hint)
            }
        };
        self.error(code, message, at, Some(hint));
    }

    /// The thing of `kind` with this id.
    pub fn by_id(&mut self, kind: &'static str, id: &str, at: Location) -> Option<Thing> {
        match self.registry.by_id(kind, id) {
            Ok(thing) => Some(thing),
            Err(error) => {
                self.failed(kind, id, error, at);
                None
            }
        }
    }

    /// The article with this id.
    pub fn article(&mut self, id: &str, at: Location) -> Option<ArticleId> {
        match self.by_id("article", id, at)? {
            Thing::Article(id) => Some(id),
            _ => None,
        }
    }

    /// A list of ids, each looked up.
    pub fn list<T, Id>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        ids: &[Text],
        mut look_up: impl FnMut(&mut Self, &str, Location) -> Option<Id>,
    ) -> Vec<Id> {
        let mut found = Vec::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            found.extend(look_up(self, id, parsed.at(&[key.into(), index.into()])));
        }
        found
    }

    /// The document with this id or number.
    pub fn document(&mut self, name: &str, at: Location) -> Option<crate::model::site::DocumentId> {
        self.registry.document(name).map_err(|error| self.failed("document", name, error, at)).ok()
    }

    /// A reference such as `topic:nguon-luc#p1` or `57-KL/TW`.
    pub fn target(&mut self, text: &str, at: Location) -> Option<Target> {
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
        if let (Thing::Article(id), Some(anchor)) = (thing, anchor)
            && let Some(article) = self.articles.get(id.index()).filter(|a| !a.passages.is_empty())
            && passage_number(anchor).is_none_or(|n| n as usize >= article.passages.len())
        {
            let message = format!("the article `{}` has no passage `{anchor}`", article.id);
            let hint = format!("its passages are p1 to p{}", article.passages.len());
            self.error(Code::NoSuchPlace, message, at, Some(hint));
            return Some(Target { thing, anchor: None });
        }
        Some(Target { thing, anchor: anchor.filter(|a| !a.is_empty()).map(str::to_owned) })
    }

    /// Follows the references of a Markdown text that stands in the file at `at`.
    pub fn markdown(&mut self, source: &str, at: &Location, file_text: &str) -> Markdown {
        let references = markup::references(source);
        let targets = references.iter().map(|reference| {
            let place = find_in_file(&source[reference.range.clone()], at, file_text);
            match reference.form {
                ReferenceForm::Wiki => self.target(&reference.target, place),
                ReferenceForm::Relative => self.relative(&reference.target, place),
            }
        });
        let targets = targets.collect();
        self.attributed(source, at, file_text);
        Markdown { source: source.to_owned(), targets }
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

    /// Checks block quotes that end in `— [[article:ID]]` as quotations are.
    fn attributed(&mut self, source: &str, at: &Location, file_text: &str) {
        for quotation in markup::attributed_quotations(source) {
            let name = quotation.target.split(['#', '|']).next().unwrap_or_default();
            if let Ok(Thing::Article(article)) = self.registry.reference(name) {
                let place = find_in_file(&source[quotation.range.clone()], at, file_text);
                self.find(article, &quotation.text, place);
            }
        }
    }

    /// A relative link to the file of a thing.
    fn relative(&mut self, address: &str, at: Location) -> Option<Target> {
        let (path, anchor) =
            address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
        let mut parts: Vec<&str> = at.file.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let file = parts.join("/");
        match self.registry.file(&file) {
            Some(thing) => Some(Target { thing, anchor: anchor.map(str::to_owned) }),
            None => {
                let hint = did_you_mean(&self.registry.near_files(&file))
                    .or(Some("links to files lead to files of `content/`".to_owned()));
                self.error(Code::UnknownReference, format!("there is no file `{file}`"), at, hint);
                None
            }
        }
    }

    /// Finds the words of a quotation in its article.
    pub fn quote(
        &mut self,
        quote: &metadata::Quote,
        article_at: Location,
        text_at: Location,
    ) -> Option<Quote> {
        let article = self.article(&quote.article, article_at)?;
        self.find(article, &quote.text, text_at)
    }

    /// Finds `words` in an article's text, what is omitted not included; reports where they are not.
    pub fn find(&mut self, id: ArticleId, words: &str, at: Location) -> Option<Quote> {
        // Why an article has no text has been reported.
        let article = self.articles.get(id.index()).filter(|a| !a.passages.is_empty())?;
        if let Some((passage, ranges)) = find_words(article, words) {
            return Some(Quote { article: id, text: words.to_owned(), ranges, passage });
        }
        let nearest = article
            .passages
            .iter()
            .enumerate()
            .filter_map(|(n, p)| {
                let part = &article.text[p.body.clone()];
                let range = text::distance::nearest_passage(words, part)?;
                Some((similarity(words, &part[range.clone()]), n, &part[range]))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let hint = match nearest {
            Some((score, n, part)) if score > 0.3 => {
                let line = article.passages[n].lines.0;
                format!(
                    "nearest there ({} {}, line {line} of {}): “{}”",
                    article.siglum,
                    n + 1,
                    article.seed,
                    part.trim()
                )
            }
            _ => format!("copy the words from {}; omitted lines cannot be quoted", article.seed),
        };
        let message = format!("these words do not stand in the article `{}`", article.id);
        self.error(Code::QuoteNotFound, message, at, Some(hint));
        None
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
                    None => "write year-month-day, such as `2023-07-05`, or `2023-07`, `2023?-07-05`, `../2023-09-25`".to_owned(),
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
        let allowed = markup::escape::url(text).filter(|url| {
            url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:")
        });
        if allowed.is_none() {
            let hint = "an address begins with `https://` or `http://`".to_owned();
            self.error(
                Code::InvalidAddress,
                format!("`{}` is not an address that a link may lead to", shorten(text)),
                at,
                Some(hint),
            );
        }
        allowed
    }

    /// A fact: its versions, their values made by `convert`, their evidence found.
    pub fn fact<T, V>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        stated: Option<&Stated>,
        mut convert: impl FnMut(&mut Self, &str, Location) -> Option<V>,
    ) -> Fact<V> {
        match stated {
            None => Fact::default(),
            Some(Stated::Plain(value)) => {
                let value = convert(self, value, parsed.at(&[key.into()]));
                let version = |value| Version { value, evidence: None, organisation: None, note: None };
                Fact { versions: value.map(version).into_iter().collect() }
            }
            Some(Stated::Claims(claims)) => self.claims(parsed, key, claims, convert),
        }
    }

    /// A list of claims below `key`.
    pub fn claims<T, V>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        claims: &[Claim],
        mut convert: impl FnMut(&mut Self, &str, Location) -> Option<V>,
    ) -> Fact<V> {
        let mut versions = Vec::with_capacity(claims.len());
        for (index, claim) in claims.iter().enumerate() {
            let at = |field: &'static str| parsed.at(&[key.into(), index.into(), field.into()]);
            let evidence = self.evidence(claim, at("article"), at("quote"));
            let organisation =
                claim.organisation.as_deref().and_then(|name| self.organisation(name, at("organisation")));
            let note = self.text(parsed, &[key.into(), index.into(), "note".into()], claim.note.as_ref());
            if let Some(value) = convert(self, &claim.value, at("value")) {
                versions.push(Version { value, evidence, organisation, note });
            }
        }
        Fact { versions }
    }

    fn evidence(&mut self, claim: &Claim, article_at: Location, quote_at: Location) -> Option<Evidence> {
        let Some(article) = &claim.article else {
            if claim.quote.is_some() {
                let message = "a quotation names no article".to_owned();
                self.error(
                    Code::MissingEvidence,
                    message,
                    quote_at,
                    Some("add `article: ID` beside it".to_owned()),
                );
            }
            return None;
        };
        let article = self.article(article, article_at)?;
        let quote = claim.quote.as_ref().and_then(|words| self.find(article, words, quote_at));
        Some(Evidence { article, passage: quote.as_ref().map(|q| q.passage), quote })
    }

    /// An organisation: the ID of one that is described, or a name.
    pub fn organisation(&mut self, text: &str, at: Location) -> Option<Agency<OrganisationId>> {
        self.agency("organisation", text, at, |thing| match thing {
            Thing::Organisation(id) => Some(id),
            _ => None,
        })
    }

    /// A person or organisation: what looks like an ID must be one; any other text is a name.
    pub fn agency<Id>(
        &mut self,
        kind: &'static str,
        text: &str,
        at: Location,
        id: fn(Thing) -> Option<Id>,
    ) -> Option<Agency<Id>> {
        let looks_like_id = text.contains('-')
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let known = match self.registry.by_id(kind, text) {
            Ok(thing) => Some(thing),
            Err(error) if looks_like_id => {
                self.failed(kind, text, error, at);
                return None;
            }
            Err(_) => self.registry.name(kind, text),
        };
        Some(match known.and_then(id) {
            Some(id) => Agency::Known(id),
            None => Agency::Name(text.to_owned()),
        })
    }
}

/// The passage (from 0) that `p7` names.
pub fn passage_number(anchor: &str) -> Option<u32> {
    let digits = anchor.strip_prefix('p')?;
    let number: u32 = digits
        .parse()
        .ok()
        .filter(|_| !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()))?;
    number.checked_sub(1)
}

/// Where `words` stand in an article: the passage of the first part, and the range of each.
pub fn find_words(article: &Article, words: &str) -> Option<(u32, Vec<Range<usize>>)> {
    let shift = |ranges: Vec<Range<usize>>, by: usize| -> Vec<Range<usize>> {
        ranges.into_iter().map(|r| r.start + by..r.end + by).collect()
    };
    for (n, passage) in article.passages.iter().enumerate() {
        if let Some(ranges) = text::quote::find_quote(&article.text[passage.range.clone()], words) {
            return Some((n as u32, shift(ranges, passage.range.start)));
        }
    }
    let (first, last) = (article.passages.first()?, article.passages.last()?);
    let ranges = text::quote::find_quote(&article.text[first.range.start..last.range.end], words)?;
    let ranges = shift(ranges, first.range.start);
    let kept = |range: &Range<usize>| {
        let gaps = article.passages.windows(2).map(|pair| pair[0].range.end..pair[1].range.start);
        gaps.filter(|gap| gap.start < range.end && range.start < gap.end).all(|gap| {
            let part = gap.start.max(range.start)..gap.end.min(range.end);
            article.text[part].trim().is_empty()
        })
    };
    let passage = article.passage_at(ranges.first()?.start)?;
    ranges.iter().all(kept).then_some((passage as u32, ranges))
}

/// The place of `part` within the stretch `at` of a file; the stretch itself if escapes hide the part.
fn find_in_file(part: &str, at: &Location, file_text: &str) -> Location {
    let stretch = file_text.get(at.range.clone()).unwrap_or_default();
    match stretch.find(part) {
        Some(offset) => {
            Location::new(&at.file, at.range.start + offset..at.range.start + offset + part.len())
        }
        None => at.clone(),
    }
}

/// The share of syllables that two texts have in common, from 0 to 1.
fn similarity(a: &str, b: &str) -> f64 {
    let words = |t: &str| -> std::collections::BTreeSet<String> {
        t.split_whitespace().map(text::fold::bare).collect()
    };
    let (a, b) = (words(a), words(b));
    let common = a.intersection(&b).count() as f64;
    common / (a.len().max(b.len()).max(1) as f64)
}

fn shorten(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
