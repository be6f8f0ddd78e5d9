//! The search page: everything that search finds, by kind; a script puts what a reader asks for in its place.

use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::words;
use crate::model::site::{Article, ArticleId, EventId, Site, Thing};
use crate::render::strings::Strings;
use crate::search::facets::{Choice, Facets, is_searchable};
use crate::search::is_offered;
use crate::text::collate;
use crate::view::{
    MenuEntry, SearchArticle, SearchChoice, SearchFilter, SearchGroup, SearchPassage, SearchView,
};
use std::collections::BTreeSet;

/// Things of one kind on the page; more stand on a list of their own.
const A_KIND: usize = 100;

/// With at most so many passages, of so many bytes together, articles are shown with their text.
const PASSAGES: usize = 150;
const TEXT: usize = 64 * 1024;

/// A filter with more choices than these folds.
const CHOICES: usize = 8;

/// The search page.
pub const KIND: Kind = Kind {
    name: "search",
    sees: "search",
    plan: Plan::Named(|planner| match is_offered(planner.site) {
        true => planner.named("search", planner.strings.get("search").to_owned(), "search", 1),
        false => Vec::new(),
    }),
    view,
};

/// The kinds of things that search finds, in the order of [`Thing`], with their names.
pub fn kinds(site: &Site, strings: &Strings) -> Vec<SearchChoice> {
    let mut kinds: Vec<&'static str> =
        site.things().into_iter().filter(|&thing| is_searchable(site, thing)).map(Thing::kind).collect();
    kinds.dedup();
    kinds.into_iter().map(|kind| choice(kind, title(kind, strings))).collect()
}

/// The name of all things of a kind.
fn title<'a>(kind: &str, strings: &'a Strings) -> &'a str {
    strings.get(match kind {
        "article" => "articles",
        "document" => "documents",
        "event" => "events",
        "person" => "people",
        "organisation" => "organisations",
        "topic" => "topics",
        "term" => "glossary",
        _ => "pages",
    })
}

fn choice(value: &str, label: &str) -> SearchChoice {
    SearchChoice { value: value.to_owned(), label: label.to_owned() }
}

fn view(scope: &Scope<'_>) -> Made {
    let view = SearchView { filters: filters(scope), groups: groups(scope), ways: ways(scope) };
    let description = Some(scope.strings.get("search_lead").to_owned());
    made(&view, Additions { description, ..Additions::default() })
}

fn filters(scope: &Scope<'_>) -> Vec<SearchFilter> {
    let (site, strings) = (scope.site, scope.strings);
    let facets = Facets::new(site);
    let filter = |name: &str, title: &str, choices: Vec<SearchChoice>| SearchFilter {
        name: name.to_owned(),
        title: strings.get(title).to_owned(),
        is_long: choices.len() > CHOICES,
        choices,
    };
    let named = |choices: &[Choice], unnamed: &str| {
        let label =
            |c: &Choice| if c.label.is_empty() { strings.get(unnamed).to_owned() } else { c.label.clone() };
        choices.iter().map(|c| choice(&c.id, &label(c))).collect()
    };
    let years = facets.years.iter().map(|year| choice(&year.to_string(), &year.to_string())).collect();
    let sources = match facets.sources.iter().any(|source| is_article(site, source)) {
        true => "articles",
        false => "publisher",
    };
    let filters = [
        filter("kind", "find_kinds", kinds(site, strings)),
        filter("source", sources, named(&facets.sources, "find_no_publisher")),
        filter("topic", "topics", named(&facets.topics, "topics")),
        filter("year", "find_years", years),
    ];
    filters.into_iter().filter(|filter| filter.choices.len() > 1).collect()
}

/// Whether a source is an article, by its siglum; if not, it is a publisher.
fn is_article(site: &Site, source: &Choice) -> bool {
    site.articles.iter().any(|article| article.id == source.id && article.siglum == source.label)
}

/// Lists that exist whatever is asked for.
fn ways(scope: &Scope<'_>) -> Vec<MenuEntry> {
    let site = scope.site;
    let way = |section: &str, label: &str, page: &str| MenuEntry {
        section: section.to_owned(),
        label: scope.strings.get(label).to_owned(),
        path: scope.named_path(page),
    };
    let mut ways = Vec::new();
    if !site.topics.is_empty() {
        ways.push(way("topics", "topics", "topics"));
    }
    if !site.timeline.is_empty() {
        ways.push(way("timeline", "timeline", "timeline"));
    }
    if !site.people.is_empty() || !site.organisations.is_empty() {
        ways.push(way("people", "people_title", "agents"));
    }
    ways
}

fn groups(scope: &Scope<'_>) -> Vec<SearchGroup> {
    let site = scope.site;
    let lists: [(Vec<Thing>, Option<&str>); 6] = [
        (documents(site), Some("documents")),
        (events(site), Some("timeline")),
        (agents(site, "person", collate::by_given_name), Some("agents")),
        (agents(site, "organisation", collate::key), Some("agents")),
        (site.topics_in_order().into_iter().map(Thing::Topic).collect(), Some("topics")),
        (site.pages_in_order().into_iter().map(Thing::Page).collect(), None),
    ];
    let others = lists.into_iter().filter_map(|(things, all)| {
        let things: Vec<Thing> = things.into_iter().filter(|&thing| is_searchable(site, thing)).collect();
        let cards = things.iter().take(A_KIND).map(|&thing| scope.card(thing)).collect();
        Some(SearchGroup { cards, ..group(scope, things.first()?.kind(), things.len(), all) })
    });
    others.chain(articles(scope)).collect()
}

/// A group of `count` things, without them.
fn group(scope: &Scope<'_>, kind: &str, count: usize, all: Option<&str>) -> SearchGroup {
    let strings = scope.strings;
    SearchGroup {
        kind: kind.to_owned(),
        title: title(kind, strings).to_owned(),
        count: match count <= A_KIND {
            true => strings.count("one_item", "items", count),
            false => strings.fill("items_of", &[("n", &A_KIND.to_string()), ("total", &count.to_string())]),
        },
        all_path: all.filter(|_| count > A_KIND).map(|name| scope.named_path(name)),
        cards: Vec::new(),
        articles: Vec::new(),
    }
}

/// In the order of their own list.
fn documents(site: &Site) -> Vec<Thing> {
    super::list::documents_in_order(site).into_iter().map(Thing::Document).collect()
}

/// In the order of the timeline, those without a date behind.
fn events(site: &Site) -> Vec<Thing> {
    let dated: Vec<Thing> =
        site.timeline.iter().map(|item| item.thing).filter(|t| matches!(t, Thing::Event(_))).collect();
    let known: BTreeSet<Thing> = dated.iter().copied().collect();
    let all = (0..site.events.len() as u32).map(|index| Thing::Event(EventId(index)));
    let undated: Vec<Thing> = all.filter(|thing| !known.contains(thing)).collect();
    dated.into_iter().chain(undated).collect()
}

/// People or organisations by name.
fn agents<K: Ord>(site: &Site, kind: &str, key: fn(&str) -> K) -> Vec<Thing> {
    let mut things: Vec<Thing> = site.things().into_iter().filter(|thing| thing.kind() == kind).collect();
    things.sort_by_cached_key(|&thing| {
        let name = match thing {
            Thing::Person(id) => &site[id].name,
            Thing::Organisation(id) => &site[id].name,
            _ => unreachable!("people and organisations only"),
        };
        (key(name), thing)
    });
    things
}

/// Articles by date; with their text where all of it is little.
fn articles(scope: &Scope<'_>) -> Option<SearchGroup> {
    let site = scope.site;
    let ids: Vec<ArticleId> =
        site.articles_by_date.iter().copied().filter(|id| site[id].is_searchable).collect();
    if ids.is_empty() {
        return None;
    }
    let passages = || ids.iter().flat_map(|id| &site[id].passages);
    let whole = ids.len() <= A_KIND
        && passages().count() <= PASSAGES
        && passages().map(|passage| passage.range.len()).sum::<usize>() <= TEXT;
    let article = |&id: &ArticleId| {
        let article = &site[id];
        SearchArticle {
            chip: scope.chip(id, None),
            title_html: words::html(&article.title),
            source_html: scope.source_line(article),
            passages: if whole { texts(scope, id, article) } else { Vec::new() },
        }
    };
    let shown = ids.iter().take(A_KIND).map(article).collect();
    Some(SearchGroup { articles: shown, ..group(scope, "article", ids.len(), Some("articles")) })
}

/// An article's passages.
fn texts(scope: &Scope<'_>, id: ArticleId, article: &Article) -> Vec<SearchPassage> {
    let start = article.body_start;
    let rendered = article.is_markdown.then(|| scope.article_blocks(article, &[]));
    let mut blocks = rendered.iter().flat_map(|rendered| &rendered.blocks).peekable();
    let passages = article.passages.iter().enumerate().map(|(n, passage)| {
        let mut text_html = String::new();
        if article.is_markdown {
            while let Some(block) = blocks.next_if(|b| b.block.range.start + start < passage.range.end) {
                words::push(&block.plain, &mut text_html);
                text_html.push(' ');
            }
        } else {
            for part in passage.headings.iter().chain([&passage.body]) {
                words::push_part(article, part.clone(), &mut text_html);
                text_html.push(' ');
            }
        }
        text_html.truncate(text_html.trim_end().len());
        SearchPassage { chip: scope.chip(id, Some(n as u32)), text_html }
    });
    passages.collect()
}
