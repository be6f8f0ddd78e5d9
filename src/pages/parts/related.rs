//! Articles that have most in common with an article, each with what that is.

use super::sources::Byline;
use crate::markup::escape;
use crate::model::site::{Article, ArticleId, Thing};
use crate::pages::Scope;
use crate::resolve::relations::related::{Related, related};
use crate::view::RelatedArticle;
use std::collections::BTreeMap;

/// So many things in common are named.
const NAMED: usize = 3;

impl Scope<'_> {
    /// The articles related to one, of whose passages so many have words in common with each other article.
    pub fn related(&self, id: ArticleId, passages: &BTreeMap<ArticleId, usize>) -> Vec<RelatedArticle> {
        let view = |one: Related| {
            let article = &self.site[one.article];
            let byline = self.byline(one.article);
            RelatedArticle {
                siglum: article.siglum.clone(),
                title_html: byline.title_html.clone(),
                path: self.path(Thing::Article(one.article)),
                source_html: self.wanted_text("source_html", || self.known_source(article, &byline)),
                common_html: self.wanted_text("common_html", || self.common(&one)),
            }
        };
        related(self.site, id, passages).into_iter().map(view).collect()
    }

    /// By whom and when, as HTML, as far as that is known: the title stands above.
    fn known_source(&self, article: &Article, byline: &Byline) -> String {
        let voice = self.publisher_or_author(article).map(escape::text);
        voice.into_iter().chain(byline.published_html.clone()).collect::<Vec<_>>().join(", ")
    }

    /// *2 đoạn có cùng lời; Hướng dẫn số 05; Kết luận 57; 4 mục khác*: names may hold commas.
    fn common(&self, one: &Related) -> String {
        let mut items: Vec<String> = Vec::with_capacity(NAMED + 2);
        if one.passages > 0 {
            let text = self.strings.count("related_passage", "related_passages", one.passages);
            items.push(escape::text(&text));
        }
        items.extend(one.things.iter().take(NAMED).map(|&thing| match thing {
            // Several may bear the same title.
            Thing::Article(id) => self.chip_link(&self.chip(id, None)),
            _ => self.link(thing),
        }));
        let more = one.things.len().saturating_sub(NAMED);
        if more > 0 {
            items.push(escape::text(&self.strings.count("related_more_one", "related_more", more)));
        }
        items.join("; ")
    }
}
