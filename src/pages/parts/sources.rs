//! How articles are named beside what they say: chips, source lines, rows of tables.

use crate::display::{dates, words};
use crate::markup::escape;
use crate::model::site::{Article, ArticleId, Passages, Quote, Thing, passage_anchor};
use crate::pages::Scope;
use crate::view::{ArticleRow, Chip};

/// What tells a reader which article is meant.
#[derive(Clone)]
pub struct Byline {
    /// By whom and when, in plain text.
    pub about: String,
    /// Its title, as HTML.
    pub title_html: String,
    /// Its day, as HTML.
    pub published_html: Option<String>,
}

impl Scope<'_> {
    /// `CP 6`, or `CP` for the article as a whole; `passage` counts from 0.
    pub fn chip(&self, id: ArticleId, passage: Option<u32>) -> Chip {
        self.passages_chip(id, passage.map(|passage| (passage, passage)))
    }

    /// `CP 6`, or `CP 6–7` for more passages than one, or `CP`; passages count from 0.
    pub fn passages_chip(&self, id: ArticleId, passages: Option<(u32, u32)>) -> Chip {
        let path = self.path(Thing::Article(id));
        let (label, title) = self.chip_words(id, passages);
        let path = match passages {
            Some((first, _)) => format!("{path}#{}", passage_anchor(first)),
            None => path,
        };
        Chip { label, path, title }
    }

    /// The label and the title of a chip.
    pub fn chip_words(&self, id: ArticleId, passages: Option<(u32, u32)>) -> (String, String) {
        let siglum = &self.site[id].siglum;
        let about = &self.byline(id).about;
        let Some((first, last)) = passages else { return (siglum.clone(), about.clone()) };
        let numbers = match last > first {
            true => format!("{}–{}", first + 1, last + 1),
            false => (first + 1).to_string(),
        };
        let words = words::uncapitalised(&self.strings.fill("passage", &[("n", &numbers)]));
        (format!("{siglum} {numbers}"), format!("{about}, {words}"))
    }

    /// A chip as a link from the page, as HTML.
    pub fn chip_link(&self, chip: &Chip) -> String {
        let mut html = format!("<a class=\"sig\" href=\"{}", self.root);
        escape::attribute_into(&chip.path, &mut html);
        html.push_str("\" title=\"");
        escape::attribute_into(&chip.title, &mut html);
        html.push_str("\">");
        escape::text_into(&chip.label, &mut html);
        html.push_str("</a>");
        html
    }

    /// The chips of passages, each once, by article and then by number, however they were listed: the same fact has the
    /// same chips in the same order everywhere.
    pub fn chips_in_order(&self, places: impl IntoIterator<Item = Passages>) -> Vec<Chip> {
        let mut places: Vec<Passages> = places.into_iter().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|(id, passages)| self.passages_chip(id, passages)).collect()
    }

    /// The chip of a quotation.
    pub fn quote_chip(&self, quote: &Quote) -> Chip {
        let (id, passages) = quote.passages();
        self.passages_chip(id, passages)
    }

    /// By whom an article is known, as far as its stored copy states it.
    pub fn publisher_or_author<'a>(&'a self, article: &'a Article) -> Option<&'a str> {
        let publisher = article.publisher.map(|id| self.site[id].name.as_str());
        publisher.or(article.author.as_deref())
    }

    /// Publisher or author, or else the title: what tells in the name of a chip which article is meant.
    fn voice(&self, article: &Article) -> String {
        let by = self.publisher_or_author(article).map(str::to_owned);
        by.unwrap_or_else(|| words::shorten(&article.title, 60))
    }

    /// What [`Scope::byline`] gives.
    pub(in crate::pages) fn make_byline(&self, id: ArticleId) -> Byline {
        let article = &self.site[id];
        let date = match &article.published {
            Some(when) => dates::plain_day(when, self.strings),
            None => self.strings.get("no_date").to_owned(),
        };
        Byline {
            about: format!("{}, {date}", self.voice(article)),
            title_html: words::html(&article.title),
            published_html: article.published.as_ref().map(|when| self.day_html(when)),
        }
    }

    /// By whom and when, as HTML; what the stored copy does not state is said to be absent.
    pub fn source_line(&self, article: &Article) -> String {
        let by = self.publisher_or_author(article);
        match (by, &article.published) {
            (None, None) => escape::text(self.strings.get("no_source_date")),
            (by, when) => {
                let by = by.unwrap_or_else(|| self.strings.get("no_source"));
                let date = when.as_ref().map(|when| self.day_html(when));
                let date = date.unwrap_or_else(|| escape::text(self.strings.get("no_date")));
                format!("{}, {date}", escape::text(by))
            }
        }
    }

    /// A date without its clock time, as HTML.
    pub fn day_html(&self, when: &crate::model::When) -> String {
        match when {
            crate::model::When::At { date, .. } => {
                format!("<time datetime=\"{date}\">{}</time>", dates::day(*date, self.strings))
            }
            _ => self.when_html(when),
        }
    }

    /// A date, as HTML.
    pub fn when_html(&self, when: &crate::model::When) -> String {
        dates::html(when, self.strings, self.site.portal.utc_offset)
    }

    /// A row of a table of articles.
    pub fn article_row(&self, id: ArticleId) -> ArticleRow {
        let article = &self.site[id];
        let byline = self.byline(id);
        ArticleRow {
            chip: self.chip(id, None),
            title_html: byline.title_html.clone(),
            path: self.path(Thing::Article(id)),
            publisher_html: self.publisher_html(article),
            published_html: byline.published_html.clone(),
            length: self.strings.count("one_passage", "passages", article.passages.len()),
        }
    }

    /// The publisher, linked to the original if its address is known.
    pub fn publisher_html(&self, article: &Article) -> Option<String> {
        let publisher = &self.site.publishers[article.publisher?.index()];
        Some(match article.url.as_ref().or(publisher.site.as_ref()) {
            Some(url) => outside_link(url, &publisher.name),
            None => escape::text(&publisher.name),
        })
    }
}

/// A link out of the site; one that shows its own address is of the class `url`, as paper need not say it again.
pub fn outside_link(url: &str, text: &str) -> String {
    let mut out = String::from("<a href=\"");
    escape::attribute_into(url, &mut out);
    out.push_str(if text == url { "\" class=\"url" } else { "" });
    out.push_str("\" rel=\"external noopener\">");
    escape::text_into(text, &mut out);
    out.push_str("</a>");
    out
}
