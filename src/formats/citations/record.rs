//! What a reference says, in no syntax: the facts that the portal knows, and none that it does not.

use crate::display::{dates, names};
use crate::formats::{Input, distinct};
use crate::markup::escape;
use crate::model::When;
use crate::model::date::Point;
use crate::model::site::{Agency, Article, Document, OrganisationId, Thing};
use crate::pages::parts::citation;
use crate::parse::metadata::PublisherKind;
use crate::render::strings::fill_optional;
use std::borrow::Cow;

/// What is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article of a newspaper.
    Newspaper,
    /// An article of a magazine.
    Magazine,
    /// A page of the web: an article of which no more is known than that it stood there.
    Webpage,
    /// A document by which a body lays down rules: law, resolution, decree, decision, circular …
    Legislation,
    /// Any other document of a body: conclusion, guidance, plan, report …
    Report,
}

/// Types of documents, in lower case, by which rules are laid down: those of article 4 of Vietnam's *Law on Promulgation of
/// Legal Documents* (80/2015/QH13), charters and treaties, and their English names.
const RULES: &[&str] = &[
    "hiến pháp",
    "bộ luật",
    "luật",
    "pháp lệnh",
    "lệnh",
    "nghị quyết",
    "nghị quyết liên tịch",
    "nghị định",
    "quyết định",
    "thông tư",
    "thông tư liên tịch",
    "constitution",
    "code",
    "law",
    "act",
    "ordinance",
    "order",
    "resolution",
    "decree",
    "decision",
    "circular",
    "joint circular",
    "regulation",
    "directive",
    "statutory instrument",
    "statute",
    "bylaw",
    "by-law",
    "hiến chương",
    "điều ước",
    "công ước",
    "hiệp ước",
    "hiệp định",
    "charter",
    "treaty",
    "convention",
    "agreement",
];

/// An article or document for a reference manager.
///
/// Texts are those of the portal without line breaks and characters that cannot be seen. A fact that nobody states, or on
/// which sources differ, is absent, and `note` says so.
pub struct Record<'a> {
    /// `article-cp`, `document-57-kl-tw`: unique in the portal, and stable as long as the thing's file is.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Its title; a document's name if nobody states what it is about.
    pub title: Cow<'a, str>,
    /// A document's name beside its title: *Kết luận số 57-KL/TW*.
    pub short_title: Option<String>,
    /// Who wrote it, as one text: in which order a Vietnamese name stands, the portal does not know. A document's issuer.
    pub author: Option<Cow<'a, str>>,
    /// What the author is called in a note: *Tác giả*, *Cơ quan ban hành*.
    pub author_label: &'a str,
    /// What it appeared in.
    pub container: Option<Cow<'a, str>>,
    /// A document's type.
    pub genre: Option<Cow<'a, str>>,
    /// A document's number.
    pub number: Option<String>,
    /// When it was published or issued.
    pub date: Option<When>,
    /// The same in words, where syntaxes cannot say it.
    pub date_words: Option<String>,
    /// Its own address; if none is known, that of its page in the portal.
    pub url: Option<Cow<'a, str>>,
    /// The portal's name.
    pub portal: Cow<'a, str>,
    /// Where it can be read in the portal, what the stored copy does not state, and where sources differ.
    pub note: String,
}

impl<'a> Record<'a> {
    /// The record of an article or document; none for other things.
    pub fn of(input: &Input<'a>, thing: Thing) -> Option<Self> {
        match thing {
            Thing::Article(id) => Some(article(input, thing, &input.site[id])),
            Thing::Document(id) => Some(document(input, thing, &input.site[id])),
            _ => None,
        }
    }
}

fn article<'a>(input: &Input<'a>, thing: Thing, article: &'a Article) -> Record<'a> {
    let strings = input.strings;
    let address = input.absolute(&input.paths.thing(input.site, thing, 1));
    let publisher = article.publisher.map(|id| &input.site[id]);
    let missing = citation::missing(input.site, article, strings);
    let read_at = fill_optional(
        strings.get("cite_record"),
        &[
            ("portal", Some(&input.site.portal.title)),
            ("siglum", Some(&article.siglum)),
            ("address", address.as_deref()),
            ("missing", missing.as_deref()),
        ],
    );
    let words = unclear(article.published.as_ref(), input);
    Record {
        key: format!("article-{}", article.id),
        kind: match publisher.and_then(|publisher| publisher.kind) {
            Some(PublisherKind::Newspaper) => Kind::Newspaper,
            Some(PublisherKind::Magazine) => Kind::Magazine,
            Some(PublisherKind::Site) | None => Kind::Webpage,
        },
        title: line(&article.title),
        short_title: None,
        author: article.author.as_deref().map(line),
        author_label: strings.get("author"),
        container: publisher.map(|publisher| line(&publisher.name)),
        genre: None,
        number: None,
        date: article.published,
        note: notes([Some(read_at), words.as_deref().map(|words| labelled(input, "published", words))]),
        date_words: words,
        url: article.url.as_deref().map(Cow::Borrowed).or(address.map(Cow::Owned)),
        portal: line(&input.site.portal.title),
    }
}

fn document<'a>(input: &Input<'a>, thing: Thing, document: &'a Document) -> Record<'a> {
    let (site, strings) = (input.site, input.strings);
    let address = input.absolute(&input.paths.thing(site, thing, 1));
    let name = line(&names::document_name(document, strings)).into_owned();
    // A record without a title helps nobody: where sources differ, it has the first, and the note has all.
    let title = document.title_beside_number().map(|title| line(title));
    let issuer = |agency: &'a Agency<OrganisationId>| site.organisation_name(agency);
    let date = document.issued.agreed().copied();
    let words = unclear(date.as_ref(), input);
    let issued = distinct(document.issued.versions.iter().map(|v| dates::plain(&v.value, strings)));
    let issuers = distinct(document.issuer.versions.iter().map(|v| issuer(&v.value).to_owned()));
    let titles = distinct(document.title.versions.iter().map(|v| v.value.clone()));
    let read_at = fill_optional(
        strings.get("cite_record_document"),
        &[("portal", Some(&site.portal.title)), ("address", address.as_deref())],
    );
    let differing = |differs: bool, label: &str, versions: &[String]| {
        let list = || format!("{}: {}", strings.get("differ"), versions.join("; "));
        differs.then(|| labelled(input, label, &list()))
    };
    let is_rule = document.kind.as_deref().is_some_and(|kind| RULES.contains(&kind.to_lowercase().as_str()));
    Record {
        key: format!("document-{}", document.id),
        kind: if is_rule { Kind::Legislation } else { Kind::Report },
        short_title: title.is_some().then(|| name.clone()),
        title: title.unwrap_or(Cow::Owned(name)),
        author: document.issuer.agreed().map(|agency| line(issuer(agency))),
        author_label: strings.get("issuer"),
        container: None,
        genre: document.kind.as_deref().map(line),
        number: document.number.as_ref().map(ToString::to_string),
        date,
        note: notes([
            Some(read_at),
            words.as_deref().map(|words| labelled(input, "issued", words)),
            differing(document.issued.differs(), "issued", &issued),
            differing(document.issuer.differs(), "issuer", &issuers),
            differing(document.title.differs(), "subject", &titles),
        ]),
        date_words: words,
        url: document.url.as_deref().map(Cow::Borrowed).or(address.map(Cow::Owned)),
        portal: line(&site.portal.title),
    }
}

/// What a date's parts do not say: that the year is inferred, or that an end is open.
fn unclear(when: Option<&When>, input: &Input<'_>) -> Option<String> {
    let when = when?;
    match when {
        When::Before(_) | When::After(_) => Some(dates::plain(when, input.strings)),
        _ => when.year_inferred().then(|| dates::plain_with_inference(when, input.strings)),
    }
}

fn labelled(input: &Input<'_>, label: &str, text: &str) -> String {
    format!("{}: {text}", input.strings.get(label))
}

/// The sentences that there are, on one line.
fn notes<const N: usize>(sentences: [Option<String>; N]) -> String {
    let sentences = sentences.into_iter().flatten().map(|sentence| line(&sentence).into_owned());
    sentences.collect::<Vec<_>>().join(". ")
}

/// A text on one line, without characters that cannot be seen: syntaxes that end a value at a line break would end it
/// there, and two spaces before a hyphen look like a tag of RIS.
fn line(text: &str) -> Cow<'_, str> {
    let is_plain = |text: &str| {
        let mut last = ' ';
        text.chars().all(|c| {
            let fits = !(c.is_control() || c == ' ' && last == ' ') && (c < '\u{600}' || c.is_alphanumeric());
            last = c;
            fits
        }) && !text.ends_with(' ')
    };
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    // A no-break space is no white space to be folded: it is a character of the title.
    let harmless = escape::harmless(text);
    let breaks = |c: char| matches!(c, ' ' | '\t' | '\n' | '\u{2028}' | '\u{2029}');
    Cow::Owned(harmless.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The parts of a point that are known: year, month, day.
pub fn parts(point: &Point) -> impl Iterator<Item = i16> {
    [Some(point.year), point.month.map(i16::from), point.day.map(i16::from)].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_on_one_line() {
        let check = |text: &str, expected: &str| assert_eq!(line(text), expected, "{text:?}");
        check("Kết luận số 57-KL/TW", "Kết luận số 57-KL/TW");
        check(" a  b\nc\r\nd\te ", "a b c d e");
        check("a\u{2028}b\u{202e}c\u{0}", "a bc\u{fffd}");
        check("a  - b", "a - b");
        check("“a” – b…", "“a” – b…");
        check("a\u{a0}b", "a\u{a0}b");
        check("", "");
    }
}
