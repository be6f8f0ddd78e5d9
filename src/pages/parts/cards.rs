//! Names, links and cards: all that a page shows of a thing that is not its subject.

use crate::display::names::document_name;
use crate::display::{dates, words};
use crate::markup::escape;
use crate::model::When;
use crate::model::site::{Agency, Agent, ArticleId, Document, Event, Place, Term, Thing, TimelineKind};
use crate::pages::Scope;
use crate::render::templates::ViewValue;
use crate::view::Card;
use std::collections::BTreeSet;

/// The longest quotation on a card, in characters.
const QUOTED: usize = 400;

impl Scope<'_> {
    /// What a thing is called, in plain text.
    pub fn name(&self, thing: Thing) -> String {
        let site = self.site;
        match thing {
            Thing::Article(id) => site[id].title.clone(),
            Thing::Document(id) => document_name(&site[id], self.strings),
            Thing::Event(id) => {
                let event = &site[id];
                event.title.shown().cloned().unwrap_or_else(|| event.id.clone())
            }
            Thing::Person(id) => site[id].name.clone(),
            Thing::Organisation(id) => site[id].name.clone(),
            Thing::Topic(id) => site[id].title.clone(),
            Thing::Page(id) => site[id].title.clone(),
            Thing::Term(id) => site[id].term.clone(),
        }
    }

    /// What a thing is called, as HTML.
    pub fn name_html(&self, thing: Thing) -> String {
        match thing {
            Thing::Article(id) => self.byline(id).title_html.clone(),
            _ => words::html(&self.name(thing)),
        }
    }

    /// A link to a thing's page that says its name, and whose preview is the head of that page.
    pub fn link(&self, thing: Thing) -> String {
        format!("<a href=\"{}{}\" data-card>{}</a>", self.root, self.path(thing), self.name_html(thing))
    }

    /// The id of a thing's card on a page.
    pub fn card_id(&self, thing: Thing) -> String {
        format!("n-{}-{}", thing.kind(), self.site.id(thing))
    }

    /// Makes the card of a thing; it holds no link but the thing's address, so that it fits on any page.
    pub fn make_card(&self, thing: Thing) -> Card {
        let mut lines_html = match thing {
            Thing::Article(id) => vec![self.source_line(&self.site[id])],
            Thing::Document(id) => self.document_lines(&self.site[id]),
            Thing::Event(id) => self.event_lines(&self.site[id]),
            Thing::Person(id) => self.agent_lines(&self.site[id]),
            Thing::Organisation(id) => self.agent_lines(&self.site[id]),
            Thing::Topic(id) => self.maybe_plain(self.site[id].summary.as_ref()).into_iter().collect(),
            Thing::Page(id) => {
                let description = self.site[id].description.as_deref();
                description.map(escape::text).into_iter().collect()
            }
            Thing::Term(id) => self.term_lines(&self.site[id]),
        };
        if !matches!(thing, Thing::Topic(_) | Thing::Page(_) | Thing::Article(_)) {
            lines_html.extend(self.named_by(thing));
        }
        let key = format!("kind_{}", thing.kind());
        let kind = self.strings.get(&key);
        Card {
            kind: thing.kind().to_owned(),
            kind_label: match thing {
                // Articles may bear the same title; their sigla differ.
                Thing::Article(id) => format!("{kind} {}", self.site[id].siglum),
                _ => kind.to_owned(),
            },
            id: self.card_id(thing),
            title_html: self.name_html(thing),
            source_voice: matches!(thing, Thing::Article(_) | Thing::Document(_)),
            path: self.path(thing),
            lines_html,
        }
    }

    /// Cards of things, each once, in the order of kinds and names; the page's own subject is left out.
    pub fn cards(&self, things: impl IntoIterator<Item = Thing>) -> Vec<ViewValue> {
        let order = |thing: &Thing| match thing {
            Thing::Document(_) => 0,
            Thing::Event(_) => 1,
            Thing::Person(_) => 2,
            Thing::Organisation(_) => 3,
            Thing::Topic(_) => 4,
            Thing::Article(_) => 5,
            Thing::Page(_) => 6,
            Thing::Term(_) => 7,
        };
        let mut things: Vec<Thing> = things.into_iter().filter(|t| Some(*t) != self.subject).collect();
        things.sort_by_key(|t| (order(t), *t));
        things.dedup();
        things.into_iter().map(|thing| self.card(thing)).collect()
    }

    fn document_lines(&self, document: &Document) -> Vec<String> {
        let issuer = document.issuer.shown().map(|issuer| match issuer {
            Agency::Known(id) => escape::text(&self.site[id].name),
            Agency::Name(name) => escape::text(name),
        });
        let issued =
            document.issued.shown().map(|when| format!("{}{}", self.day_html(when), self.inferred(when)));
        let first: Vec<String> = issuer.into_iter().chain(issued).collect();
        let mut lines = Vec::new();
        if !first.is_empty() {
            lines.push(first.join(", "));
        }
        lines.extend(document.title_beside_number().map(|title| words::html(title)));
        lines.extend(self.differing(&[
            ("issuer", document.issuer.differs()),
            ("issued", document.issued.differs()),
            ("subject", document.title.differs()),
        ]));
        lines
    }

    /// *, năm suy từ ngữ cảnh*, where that is so.
    fn inferred(&self, when: &When) -> String {
        match when.year_inferred() {
            true => format!(", {}", escape::text(self.strings.get("year_inferred"))),
            false => String::new(),
        }
    }

    fn event_lines(&self, event: &Event) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(when) = event.date.shown() {
            let part = event
                .part_of_day
                .shown()
                .map(|p| format!(", {}", escape::text(self.strings.get(dates::part_key(*p)))));
            let part = part.unwrap_or_default();
            lines.push(format!("{}{part}{}", self.day_html(when), self.inferred(when)));
        }
        lines.extend(self.differing(&[
            ("organiser", event.organiser.differs()),
            ("part_of_day", event.part_of_day.differs()),
            ("place", event.place.differs()),
            ("date", event.date.differs()),
            ("chair", event.chair.differs()),
            ("title_field", event.title.differs()),
            ("format", event.format.differs()),
            ("field_kind", event.kinds.differs()),
        ]));
        lines
    }

    /// *Ghi khác nhau: địa điểm.*, where sources differ on one of these fields.
    fn differing(&self, fields: &[(&str, bool)]) -> Option<String> {
        let differing = fields.iter().filter(|(_, differs)| *differs);
        let labels: Vec<String> =
            differing.map(|(key, _)| words::uncapitalised(self.strings.get(key))).collect();
        let list = || format!("{}: {}.", self.strings.get("differ"), self.strings.enumerate(&labels));
        (!labels.is_empty()).then(|| escape::text(&list()))
    }

    /// What a term stands for and means; where the portal says neither, the first words of a source that do.
    fn term_lines(&self, term: &Term) -> Vec<String> {
        let expansion = term.expansion.as_deref().map(escape::text);
        let said: Vec<String> = expansion.into_iter().chain(self.maybe_plain(term.means.as_ref())).collect();
        if !said.is_empty() {
            return said;
        }
        let quoted = |quote| {
            let text = words::html(&words::shorten(&self.quoted_text(quote), QUOTED));
            let chip = escape::text(&self.quote_chip(quote).label);
            format!("<span class=\"say\">{text}</span> <span class=\"sig\">{chip}</span>")
        };
        term.quotes.first().map(quoted).into_iter().collect()
    }

    fn agent_lines(&self, agent: &Agent) -> Vec<String> {
        let Some(role) = agent.roles.versions.first() else { return Vec::new() };
        let same = agent.roles.versions.iter().filter(|v| v.value == role.value);
        let mut sigla: Vec<String> =
            same.filter_map(|v| v.evidence.as_ref()).map(|e| self.site[e.article].siglum.clone()).collect();
        sigla.dedup();
        let by = match sigla.is_empty() {
            true => String::new(),
            false => format!(" ({})", self.strings.fill("according_to", &[("list", &sigla.join(", "))])),
        };
        vec![escape::text(&format!("{}{by}", role.value))]
    }

    /// *3 nguồn nhắc đến: CAND, CP, SK*.
    fn named_by(&self, thing: Thing) -> Option<String> {
        let articles = self.articles_naming(thing);
        if articles.is_empty() {
            return None;
        }
        let sigla: Vec<&str> = articles.iter().take(6).map(|id| self.site[id].siglum.as_str()).collect();
        let more = if articles.len() > sigla.len() { "…" } else { "" };
        let number = words::capitalised(&self.strings.number(articles.len()));
        let key = if articles.len() == 1 { "one_named_by" } else { "named_by" };
        Some(escape::text(&self.strings.fill(key, &[("n", &number), ("list", &(sigla.join(", ") + more))])))
    }

    /// The articles whose text names a thing, or that report it; of an event those too that are quoted for it.
    pub fn articles_naming(&self, thing: Thing) -> BTreeSet<ArticleId> {
        let links = self.site.links(thing);
        let naming = links.iter().filter_map(|link| match (link.source, &link.place) {
            (Thing::Article(id), Place::Text { .. } | Place::Field { .. }) => Some(id),
            _ => None,
        });
        let mut articles: BTreeSet<ArticleId> = naming.collect();
        if let Thing::Event(id) = thing {
            articles.extend(self.site[id].sources().map(|(article, _)| article));
        }
        articles
    }

    fn maybe_plain(&self, text: Option<&crate::model::site::Markdown>) -> Option<String> {
        Some(escape::text(&self.plain(text?)))
    }

    /// *ban hành*, *hội nghị*, *đăng bài*.
    pub fn dated_kind(&self, kind: TimelineKind, thing: Thing) -> String {
        match (kind, thing) {
            (TimelineKind::Issuance, _) => self.strings.get("issuance").to_owned(),
            (TimelineKind::Publication, _) => self.strings.get("publication").to_owned(),
            (TimelineKind::Event, Thing::Event(id)) => self.event_kind(&self.site[id]),
            (TimelineKind::Event, _) => self.strings.get("event_other").to_owned(),
        }
    }

    /// *hội nghị*: the theme's word for an event's kind, or the author's own.
    pub fn event_kind(&self, event: &Event) -> String {
        self.event_word(&event.kind).to_owned()
    }

    /// The theme's word for a kind of events, or the kind itself.
    pub fn event_word<'b>(&'b self, kind: &'b str) -> &'b str {
        self.strings.find(&format!("event_{kind}")).unwrap_or(kind)
    }
}
