//! References to articles and documents in the portal's language: the source first, the portal second; what the stored copy does not state
//! is said.

use crate::display::{dates, words};
use crate::model::site::{Article, Document, Site, Thing};
use crate::pages::Scope;
use crate::render::strings::{Strings, fill_optional};
use serde_json::Value;

/// Characters that no text of a page holds, because escaping drops them: they stand for a passage's number and address until
/// a script knows these.
const NUMBER: char = '\u{fff9}';
const ADDRESS: char = '\u{fffa}';

/// What the stored copy of an article does not state, in words: *tác giả, địa chỉ*; none if it states all.
pub fn missing(site: &Site, article: &Article, strings: &Strings) -> Option<String> {
    let missing: Vec<String> = [
        ("cite_no_author", article.author.is_none()),
        ("cite_no_publisher", article.publisher.map(|id| &site[id]).is_none()),
        ("cite_no_published", article.published.is_none()),
        ("cite_no_url", article.url.is_none()),
    ]
    .iter()
    .filter(|(_, missing)| *missing)
    .map(|(key, _)| strings.get(key).to_owned())
    .collect();
    (!missing.is_empty()).then(|| strings.enumerate(&missing))
}

impl Scope<'_> {
    /// The reference to an article as a whole, as HTML.
    pub fn citation(&self, article: &Article, thing: Thing) -> String {
        let address = self.absolute(&self.paths.thing(self.site, thing, 1));
        words::html(&self.reference(article, None, address.as_deref()))
    }

    /// The reference to any passage of an article, as JSON: lists of texts, between which the passage's number stands; between
    /// the lists stands its address.
    pub fn passage_citation(&self, article: &Article) -> String {
        let (number, address) = (NUMBER.to_string(), ADDRESS.to_string());
        let text = self.reference(article, Some(&number), Some(&address));
        let parts = text.split(ADDRESS).map(|part| part.split(NUMBER).map(Value::from).collect::<Vec<_>>());
        Value::from_iter(parts).to_string()
    }

    /// The reference to a document, as HTML: what sources state without disagreeing.
    pub fn document_citation(&self, document: &Document, thing: Thing) -> String {
        let strings = self.strings;
        let title = document.title_beside_number();
        let issuer = document.issuer.agreed();
        let issuer = issuer.map(|issuer| self.site.organisation_name(issuer));
        let issued = document.issued.agreed();
        let issued = issued.map(|when| dates::plain(when, strings));
        let unsaid = [
            ("issuer", document.issuer.versions.is_empty()),
            ("issued", document.issued.versions.is_empty()),
        ];
        let unsaid: Vec<String> = unsaid
            .iter()
            .filter(|(_, unsaid)| *unsaid)
            .map(|(key, _)| words::uncapitalised(strings.get(key)))
            .collect();
        let unsaid = (!unsaid.is_empty()).then(|| strings.enumerate(&unsaid));
        let address = self.absolute(&self.paths.thing(self.site, thing, 1));
        words::html(&fill_optional(
            strings.get("cite_document"),
            &[
                ("issuer", issuer),
                ("name", Some(&self.name(thing))),
                ("issued", issued.as_deref()),
                ("title", title.map(String::as_str)),
                ("missing", unsaid.as_deref()),
                ("portal", Some(&self.site.portal.title)),
                ("address", address.as_deref()),
            ],
        ))
    }

    fn reference(&self, article: &Article, passage: Option<&str>, address: Option<&str>) -> String {
        let (site, strings) = (self.site, self.strings);
        let publisher = article.publisher.map(|id| clean(&site[id].name));
        let published = article.published.as_ref().map(|when| dates::plain(when, strings));
        let missing = missing(site, article, strings);
        let author = article.author.as_deref().map(clean);
        fill_optional(
            strings.get("cite_pattern"),
            &[
                ("author", author.as_deref()),
                ("title", Some(&clean(&article.title))),
                ("publisher", publisher.as_deref()),
                ("published", published.as_deref()),
                ("url", article.url.as_deref()),
                ("missing", missing.as_deref()),
                ("passage", passage),
                ("portal", Some(&clean(&site.portal.title))),
                ("siglum", Some(&article.siglum)),
                ("address", address),
            ],
        )
    }
}

/// The text in NFC, as it will stand on the page.
fn clean(text: &str) -> String {
    words::nfc(&crate::markup::escape::harmless(text)).into_owned()
}
