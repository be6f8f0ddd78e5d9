//! A topic: questions answered in the sources' words, differing points, gathered passages.

use super::parts::{backlinks, paging};
use super::{Additions, Kind, Made, Of, Plan, Scope, made, self_test};
use crate::model::site::{ArticleSentences, Gathered, Site, Thing, TopicId, passage_anchor};
use crate::text::words::excerpt;
use crate::view::{
    BacklinkGroup, BacklinkSentence, Fact, GatheredGroup, RelationItem, RelationRow, TopicView,
};

/// Topics.
pub const KIND: Kind = Kind {
    name: "topic",
    sees: "topic",
    plan: Plan::Things(|planner, thing| {
        let Thing::Topic(id) = thing else { unreachable!("planned for a topic") };
        let articles = planner.site.topic_articles[id.index()].len();
        let gathered = groups(&planner.site.gathered[id.index()]).count();
        let pages = planner.site.topic_pages[id.index()].len();
        let things = related(planner.site, id).count();
        let longest = pages.max(articles).max(gathered).max(things);
        let parts = backlinks::parts(planner.site, thing).max(paging::parts(longest));
        Of { title: planner.site[id].title.clone(), section: "topics", parts }
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let Some(Thing::Topic(id)) = scope.subject else { unreachable!("planned with a topic") };
    let topic = &scope.site[id];
    let thing = Thing::Topic(id);
    let first = scope.part == 1;
    let body = topic.body.as_ref().filter(|_| first).map(|body| scope.blocks(body, "t-"));
    let articles = scope.on_page(&scope.site.topic_articles[id.index()]);
    let pages = scope.on_page(&scope.site.topic_pages[id.index()]);
    let view = TopicView {
        summary_html: scope.maybe_inline(topic.summary.as_ref()),
        body_html: body.as_ref().map(|b| b.html.clone()),
        points: if first { scope.points(&topic.points) } else { Vec::new() },
        differing: if first { differing(scope, id) } else { Vec::new() },
        gathered: scope
            .on_page(groups(&scope.site.gathered[id.index()]))
            .map(|group| gathered(scope, group))
            .collect(),
        terms: topic.terms.clone(),
        self_test: self_test::link(scope, thing).filter(|_| first),
        pages: pages.map(|&id| scope.card(Thing::Page(id))).collect(),
        articles: articles.map(|&id| scope.article_row(id)).collect(),
        backlinks: referring(scope.backlinks(thing)),
        things: scope.cards(scope.on_page(related(scope.site, id))),
    };
    let page = Additions {
        description: topic.summary.as_ref().map(|summary| scope.plain(summary)),
        crumbs: vec![(scope.strings.get("topics").to_owned(), scope.named_path("topics"))],
        code: body.is_some_and(|b| b.code),
        extra: topic.extra.clone(),
        ..Additions::default()
    };
    made(&view, page)
}

/// Backlinks without the pages and events that only name the topic in their metadata: they are shown as its own.
fn referring(mut groups: Vec<BacklinkGroup>) -> Vec<BacklinkGroup> {
    for group in groups.iter_mut().filter(|group| matches!(&*group.kind, "page" | "event")) {
        group.sources.retain(|source| source.sentences.iter().any(|s| s.text_html.is_some()));
    }
    groups.retain(|group| !group.sources.is_empty());
    groups
}

/// The topic's documents and events, which are shown as cards.
fn related(site: &Site, id: TopicId) -> impl Iterator<Item = Thing> {
    let documents = site[id].documents.iter().map(|&id| Thing::Document(id));
    documents.chain(site.topic_events[id.index()].iter().map(|&id| Thing::Event(id)))
}

/// Fields of the topic's events and documents on which sources disagree.
pub fn differing(scope: &Scope<'_>, id: TopicId) -> Vec<RelationRow> {
    let mut rows = Vec::new();
    let topic = &scope.site[id];
    for &id in &scope.site.topic_events[id.index()] {
        let event = &scope.site[id];
        let name = scope.short_name(Thing::Event(id));
        rows.extend(
            super::event::facts(scope, event).into_iter().filter(|f| f.differs).map(|fact| row(&name, fact)),
        );
    }
    for &id in &topic.documents {
        let document = &scope.site[id];
        let name = scope.short_name(Thing::Document(id));
        let facts = [
            scope.date_fact("issued", &document.issued, "absent_src"),
            scope.fact("issuer", &document.issuer, "absent_src", false, |issuer| {
                scope.organisation_html(issuer)
            }),
            scope.text_fact("subject", &document.title, "absent_src"),
        ];
        rows.extend(facts.into_iter().filter(|f| f.differs).map(|fact| row(&name, fact)));
    }
    rows
}

fn row(name: &str, fact: Fact) -> RelationRow {
    let item = |version: crate::view::Version| RelationItem {
        title_html: match version.source_voice {
            true => format!("<span class=\"say\">{}</span>", version.value_html),
            false => version.value_html,
        },
        card: None,
        chips: version.chips,
        note_html: version.note_html,
    };
    RelationRow {
        label: format!("{}: {name}", fact.label),
        items: fact.versions.into_iter().map(item).collect(),
        absent: None,
    }
}

fn groups(hits: &[Gathered]) -> impl Iterator<Item = &[Gathered]> {
    hits.chunk_by(|a, b| a.article == b.article)
}

fn gathered(scope: &Scope<'_>, hits: &[Gathered]) -> GatheredGroup {
    let id = hits[0].article;
    let article = &scope.site[id];
    let page = scope.path(Thing::Article(id));
    let (mut sentences, mut in_text) = (Vec::new(), ArticleSentences::of(article));
    for Gathered { passage, terms: marks, .. } in hits {
        let mut at = 0;
        while let Some(mark) = marks.get(at) {
            let whole = in_text.around(*passage, mark);
            let sentence = excerpt(&article.text, whole.clone(), mark);
            let end =
                marks[at..].iter().position(|m| m.start >= sentence.end).map_or(marks.len(), |n| at + n);
            sentences.push(BacklinkSentence {
                begins_with_chip: false,
                chip: Some(scope.chip(id, Some(*passage))),
                path: format!("{page}#{}", passage_anchor(*passage)),
                text_html: Some(backlinks::marked(article, whole, sentence, &marks[at..end])),
                source_voice: true,
                field: None,
            });
            at = end.max(at + 1);
        }
    }
    GatheredGroup { chip: scope.chip(id, None), source_html: scope.source_line(article), sentences }
}
