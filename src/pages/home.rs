//! The home page: the studied document, its dates, one disagreement, questions, sources.

use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::{dates, words};
use crate::markup::escape;
use crate::model::When;
use crate::model::site::{
    Agency, ArticleId, Document, DocumentId, Evidence, Fact, MenuItem, OrganisationId, Point, Statement,
    Target, Thing, TimelineKind, TopicId, Version,
};
use crate::resolve::doubts::support::Cited;
use crate::view::{Chip, HomeDate, HomeDocument, HomeQuestion, HomeView};

/// Articles in the home page's table; more have a page of their own.
const ARTICLES: usize = 30;

/// The home page.
pub const KIND: Kind = Kind {
    name: "home",
    sees: "home",
    plan: Plan::Named(|planner| planner.named("home", planner.strings.get("home").to_owned(), "home", 1)),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let site = scope.site;
    let featured = &site.portal.featured;
    let things = scope.featured_things();
    let dated = scope.dated(&things);
    let mut pair = featured.pair.as_ref().map(|point| scope.point(point, 1));
    if let Some(pair) = &mut pair {
        pair.blocks.retain(|block| !block.quotes.is_empty());
    }
    let shown = site.articles.len().min(ARTICLES);
    let count = scope.strings.number(site.articles.len());
    let kicker = match featured.document.map_or(0, |id| scope.articles_naming(Thing::Document(id)).len()) {
        0 | 1 => scope.strings.get("home_kicker_plain").to_owned(),
        n => scope.strings.fill("home_kicker", &[("n", &scope.strings.number(n))]),
    };
    let home = HomeView {
        kicker,
        document: featured.document.map(|id| document(scope, id)),
        ruler: scope.ruler(&dated, None),
        dates_title: dates_title(scope, &dated),
        dates: dated.iter().map(|d| date(scope, d.thing, d.kind)).collect(),
        pair,
        questions: featured
            .questions
            .iter()
            .map(|q| HomeQuestion {
                title_html: q
                    .title
                    .as_ref()
                    .map_or_else(|| target_title(scope, &q.target), |t| words::html(t)),
                path: match &q.target.anchor {
                    Some(anchor) => format!("{}#{anchor}", scope.path(q.target.thing)),
                    None => scope.path(q.target.thing),
                },
                note_html: scope.maybe_inline(q.note.as_ref()),
            })
            .chain(self_test(scope))
            .collect(),
        topics: site.topics_in_order().into_iter().map(|id| scope.card(Thing::Topic(id))).collect(),
        articles_title: words::capitalised(&scope.strings.count(
            "one_article",
            "n_articles",
            site.articles.len(),
        ))
        .replacen(&site.articles.len().to_string(), &words::capitalised(&count), 1),
        articles: site.articles_by_date.iter().take(shown).map(|id| scope.article_row(*id)).collect(),
        has_sources: !site.articles.is_empty()
            || site.portal.menu.contains(&MenuItem::Section("articles".to_owned())),
        all_articles_path: (shown < site.articles.len()).then(|| scope.named_path("articles")),
        sample_chip: sample(scope),
    };
    let page = Additions {
        description: site.portal.description.clone(),
        json_ld: vec![super::json_ld::website(scope)],
        extra: site.portal.extra.clone(),
        ..Additions::default()
    };
    made(&home, page)
}

/// The last question to start from: how much one remembers.
fn self_test(scope: &Scope<'_>) -> Option<HomeQuestion> {
    let count = scope.questions().len();
    (count > 0).then(|| HomeQuestion {
        title_html: words::html(scope.strings.get("selftest_ask")),
        path: scope.named_path("self-test"),
        note_html: Some(escape::text(&words::capitalised(&scope.strings.count(
            "selftest_one_note",
            "selftest_note",
            count,
        )))),
    })
}

fn document(scope: &Scope<'_>, id: DocumentId) -> HomeDocument {
    let document = &scope.site[id];
    let compares = |point: &Point| point.quotes.windows(2).any(|pair| pair[0].article != pair[1].article);
    let points =
        scope.site.topics.iter().position(|t| t.documents.contains(&id) && t.points.iter().any(compares));
    let chips = chips(scope, document);
    HomeDocument {
        name_html: scope.heading(&scope.name(Thing::Document(id))),
        title_html: document.title_beside_number().map(|t| words::html(t)),
        issued_html: issued(scope, document, !chips.is_empty()),
        chips,
        differs: document.issuer.differs() || document.issued.differs(),
        path: scope.path(Thing::Document(id)),
        compare_path: points.map(|index| scope.path(Thing::Topic(TopicId(index as u32)))),
    }
}

/// Who issued it and when; `says` tells whether somebody is named behind it who says so.
fn issued(scope: &Scope<'_>, document: &Document, says: bool) -> Option<String> {
    let issuer = scope.organisation_html(document.issuer.shown()?);
    Some(match document.issued.shown() {
        Some(when) => {
            let key = if when.day().is_some() { "home_issued" } else { "home_issued_about" };
            let text = scope.strings.fill(key, &[("issuer", "\u{1}"), ("d", "\u{2}")]);
            let text = escape_around(&text).replace('\u{1}', &issuer).replace('\u{2}', &scope.day_html(when));
            if says { text } else { text.rsplit_once(',').map_or(text.clone(), |(head, _)| head.to_owned()) }
        }
        None => issuer,
    })
}

/// Escapes a pattern whose placeholders are the control characters 1 and 2.
fn escape_around(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Who states both the date and the issuer that are shown.
fn chips(scope: &Scope<'_>, document: &Document) -> Vec<Chip> {
    let (issued, issuer) = (document.issued.shown(), document.issuer.shown());
    let states = document.issued.versions.iter().filter(|version| Some(&version.value) == issued);
    let names_issuer = |evidence: &&Evidence| {
        let versions = document.issuer.versions.iter();
        let of_article = |version: &&Version<_>| {
            version.evidence.as_ref().is_some_and(|other| other.article == evidence.article)
        };
        let mut own = versions.filter(of_article).peekable();
        match own.peek() {
            Some(_) => own.any(|version| Some(&version.value) == issuer),
            None => issuer.is_some_and(|issuer| {
                Cited::at(scope.site, evidence.passages()).names_organisation(scope.site, issuer)
            }),
        }
    };
    let evidence = states.filter_map(|version| version.evidence.as_ref());
    scope.chips_in_order(evidence.filter(names_issuer).map(Evidence::passages))
}

fn dates_title(scope: &Scope<'_>, dated: &[super::parts::ruler::Dated]) -> Option<String> {
    let span = dates::span(dated.first()?.day, dated.last()?.day, scope.strings)?;
    let number = words::capitalised(&scope.strings.number(dated.len()));
    Some(scope.strings.fill("n_dates_in", &[("n", &number), ("span", &span)]))
}

fn date(scope: &Scope<'_>, thing: Thing, kind: TimelineKind) -> HomeDate {
    let site = scope.site;
    let (when, line) = match thing {
        Thing::Document(id) => {
            let document = &site[id];
            let issuer = attested(scope, &document.issuer, |issuer| agency_text(scope, issuer));
            (document.issued.shown(), issuer)
        }
        Thing::Event(id) => {
            let event = &site[id];
            let place = attested(scope, &event.place, |place| escape::text(place));
            let organiser = attested(scope, &event.organiser, |organiser| agency_text(scope, organiser));
            let line: Vec<String> = place.into_iter().chain(organiser).collect();
            (event.date.shown(), (!line.is_empty()).then(|| line.join(", ")))
        }
        Thing::Article(id) => (site[id].published.as_ref(), None),
        _ => (None, None),
    };
    let mut what = scope.dated_kind(kind, thing);
    if when.is_some_and(When::year_inferred) {
        what.push_str(&format!(", {}", scope.strings.get("year_inferred")));
    }
    HomeDate {
        when_html: when.map(|when| scope.day_html(when)).unwrap_or_default(),
        what,
        title_html: scope.heading(&scope.name(thing)),
        path: scope.path(thing),
        line_html: line,
    }
}

/// What no source contradicts, with who says so; none where sources differ.
fn attested<T: Statement>(scope: &Scope<'_>, fact: &Fact<T>, text: impl Fn(&T) -> String) -> Option<String> {
    let value = fact.agreed()?;
    let says = |version: &&Version<T>| version.value == *value;
    let evidence = fact.versions.iter().filter(says).filter_map(|version| version.evidence.as_ref());
    let chips = scope.chips_in_order(evidence.map(Evidence::passages));
    let links: Vec<String> = chips.iter().map(|chip| scope.chip_link(chip)).collect();
    Some(match links.is_empty() {
        true => text(value),
        false => format!("{} <span class=\"sigs\">{}</span>", text(value), links.join(" ")),
    })
}

fn agency_text(scope: &Scope<'_>, agency: &Agency<OrganisationId>) -> String {
    match agency {
        Agency::Known(id) => scope.name_html(Thing::Organisation(*id)),
        Agency::Name(name) => escape::text(name),
    }
}

fn target_title(scope: &Scope<'_>, target: &Target) -> String {
    let point = match target.thing {
        Thing::Topic(id) => scope.site[id].points.iter().find(|p| Some(&p.anchor) == target.anchor.as_ref()),
        Thing::Document(id) => {
            scope.site[id].points.iter().find(|p| Some(&p.anchor) == target.anchor.as_ref())
        }
        _ => None,
    };
    point.map_or_else(|| scope.name_html(target.thing), |point| words::html(&point.title))
}

/// A chip to explain chips with: of the first article that has a passage.
fn sample(scope: &Scope<'_>) -> Option<Chip> {
    let index = scope.site.articles.iter().position(|a| !a.passages.is_empty())?;
    let passage = scope.site.articles[index].passages.len().min(6) - 1;
    Some(scope.chip(ArticleId(index as u32), Some(passage as u32)))
}
