//! The timeline: dated things in order, at true scale, with what is not known.

use super::parts::{paging, ruler};
use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::{dates, words};
use crate::markup::escape;
use crate::model::site::{
    ArticleId, DocumentId, EventId, Fact, Passages, Quote, Site, Thing, TimelineItem, TimelineKind,
};
use crate::resolve::doubts::support::Cited;
use crate::view::{Chip, TimelineEntry, TimelineView};

/// The timeline.
pub const KIND: Kind = Kind {
    name: "timeline",
    sees: "timeline",
    plan: Plan::Named(|planner| {
        let years = planner
            .site
            .timeline
            .iter()
            .filter(|i| i.kind != TimelineKind::Publication)
            .filter_map(|i| i.when.latest());
        let years: Vec<i16> = years.map(|day| day.year()).collect();
        let title = match (years.iter().min(), years.iter().max()) {
            (Some(from), Some(to)) if from != to => planner
                .strings
                .fill("timeline_heading", &[("from", &from.to_string()), ("to", &to.to_string())]),
            _ => planner.strings.get("timeline").to_owned(),
        };
        let things = shown(planner.site).count().max(unplaced(planner.site).count());
        planner.named("timeline", title, "timeline", paging::parts(things).max(1))
    }),
    view,
};

/// Publications stand on the timeline of a portal with at most this many articles; in a larger one they would bury
/// what they report.
pub const PUBLICATIONS: usize = 100;

/// A ruler of more things is none, as nobody could tell them apart.
const ON_RULER: usize = 60;

/// What stands on the timeline, in order.
fn shown(site: &Site) -> impl Iterator<Item = &TimelineItem> {
    let with_publications = site.articles.len() <= PUBLICATIONS;
    site.timeline.iter().filter(move |item| with_publications || item.kind != TimelineKind::Publication)
}

fn view(scope: &Scope<'_>) -> Made {
    let site = scope.site;
    let first = scope.part == 1;
    // The last one of the page before tells how long nothing was.
    let before = if first { None } else { paging::part(shown(site), scope.part - 1).last() };
    let mut entries = entries(scope, before.into_iter().chain(scope.on_page(shown(site))));
    entries.drain(..usize::from(before.is_some()));
    let featured = scope.featured_things();
    let on_ruler: Vec<Thing> = match featured.is_empty() {
        true => site
            .timeline
            .iter()
            .filter(|i| i.kind != TimelineKind::Publication)
            .map(|i| i.thing)
            .take(ON_RULER + 1)
            .collect(),
        false => featured,
    };
    // Some would pass for all.
    let on_ruler = if on_ruler.len() > ON_RULER { Vec::new() } else { on_ruler };
    let on_ruler = if first { on_ruler } else { Vec::new() };
    let view = TimelineView {
        ruler: scope.ruler(&scope.dated(&on_ruler), None),
        entries,
        unplaced: scope.cards(scope.on_page(unplaced(site))),
        articles_path: (site.articles.len() > PUBLICATIONS).then(|| scope.named_path("articles")),
    };
    let page = Additions {
        description: Some(scope.strings.get("timeline_lead").to_owned()),
        crumb: Some(scope.strings.get("timeline").to_owned()),
        ..Additions::default()
    };
    made(&view, page)
}

/// Entries in order, with the time between them where it is long; between neighbours only, of which both are known to the day.
pub fn entries<'a>(scope: &Scope<'_>, items: impl Iterator<Item = &'a TimelineItem>) -> Vec<TimelineEntry> {
    let mut entries = Vec::new();
    let mut before = None;
    for item in items {
        let gap = match (before, item.when.day()) {
            (Some(before), Some(day)) => dates::gap(before, day, scope.strings),
            _ => None,
        };
        entries.push(entry(scope, item, gap));
        before = item.when.day();
    }
    entries
}

/// The anchor of a thing's entry.
pub fn anchor(scope: &Scope<'_>, thing: Thing) -> String {
    format!("{}-{}", thing.kind(), scope.site.id(thing))
}

fn entry(scope: &Scope<'_>, item: &TimelineItem, gap: Option<String>) -> TimelineEntry {
    let site = scope.site;
    let mut part = None;
    let mut differing = Vec::new();
    let (summary_html, places) = match item.thing {
        Thing::Document(id) => {
            let document = &site[id];
            differing = super::document::facts(scope, document, true)
                .into_iter()
                .filter(|fact| fact.differs)
                .collect();
            let issuer = document.issuer.shown().map(|issuer| scope.organisation_html(issuer));
            let title = document
                .title_beside_number()
                .map(|t| format!("<span class=\"say\">{}</span>", words::html(t)));
            let line: Vec<String> = issuer.into_iter().chain(title).collect();
            ((!line.is_empty()).then(|| line.join(", ")), evidence(&document.issued).collect::<Vec<_>>())
        }
        Thing::Event(id) => {
            let event = &site[id];
            part = event.part_of_day.shown().copied();
            differing = super::event::facts(scope, event).into_iter().filter(|fact| fact.differs).collect();
            let quotes = event.quotes.iter().map(Quote::passages).chain(evidence(&event.organiser));
            let said = evidence(&event.date)
                .chain(quotes.filter(|places| Cited::at(site, *places).writes(&item.when)));
            (event.summary.as_ref().map(|summary| scope.inline_of(item.thing, summary)), said.collect())
        }
        Thing::Article(id) => {
            let article = &site[id];
            let title = words::html(&article.title);
            let publisher = article.publisher.map(|id| site[id].name.as_str());
            let by = publisher.or(article.author.as_deref()).map(|by| format!(" – {}", escape::text(by)));
            let line = format!("<span class=\"say\">{title}</span>{}", by.unwrap_or_default());
            (Some(line), vec![(id, None)])
        }
        _ => (None, Vec::new()),
    };
    let chips: Vec<Chip> = match places.is_empty() {
        true => naming(scope, item),
        false => scope.chips_in_order(places),
    };
    let mut precision = dates::precision(&item.when, part, scope.strings);
    if chips.is_empty() {
        precision.push(scope.strings.get("rel_editor").to_owned());
    }
    TimelineEntry {
        id: anchor(scope, item.thing),
        shape: ruler::shape(item.kind).to_owned(),
        certainty: dates::certainty(&item.when).to_owned(),
        when_html: scope.when_html(&item.when),
        precision,
        title_html: match item.thing {
            Thing::Article(id) => {
                words::html(&scope.strings.fill("published_title", &[("siglum", &site[id].siglum)]))
            }
            thing => scope.heading(&scope.name(thing)),
        },
        path: Some(scope.path(item.thing)),
        summary_html,
        differing,
        chips,
        gap,
    }
}

/// Where the versions of a fact are stated.
fn evidence<T>(fact: &Fact<T>) -> impl Iterator<Item = Passages> {
    fact.versions.iter().filter_map(|version| Some(version.evidence.as_ref()?.passages()))
}

/// Passages that are looked at for the date of one thing: thousands may name it.
const LOOKED_AT: usize = 200;

/// Where a thing is named whose date has no stated evidence, in passages that have the date: one chip an article, at most six.
fn naming(scope: &Scope<'_>, item: &TimelineItem) -> Vec<Chip> {
    let named = scope
        .site
        .links(item.thing)
        .iter()
        .filter_map(|link| link.in_text().map(|(id, passage, _)| (id, passage)));
    let mut places: Vec<(ArticleId, u32)> = Vec::new();
    for (id, passage) in named.take(LOOKED_AT) {
        let is_known = places.last().is_some_and(|(last, _)| *last == id);
        let cited = || Cited::at(scope.site, (id, Some((passage, passage))));
        if places.len() < 6 && !is_known && cited().has_date(&item.when) {
            places.push((id, passage));
        }
    }
    places.into_iter().map(|(id, passage)| scope.chip(id, Some(passage))).collect()
}

/// What states no date, and so has no place on the timeline: events, documents, and articles where publications are shown.
pub fn unplaced(site: &Site) -> impl Iterator<Item = Thing> {
    let ids = |count: usize| 0..count as u32;
    let events = ids(site.events.len()).map(EventId).filter(|id| site[id].date.shown().is_none());
    let documents = ids(site.documents.len()).map(DocumentId).filter(|id| site[id].issued.shown().is_none());
    let shown = if site.articles.len() <= PUBLICATIONS { site.articles.len() } else { 0 };
    let articles = ids(shown).map(ArticleId).filter(|id| site[id].published.is_none());
    events.map(Thing::from).chain(documents.map(Thing::from)).chain(articles.map(Thing::from))
}
