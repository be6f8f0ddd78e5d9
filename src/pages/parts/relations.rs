//! Rows of relations: between documents, and between other things.

use crate::display::dates;
use crate::markup::escape;
use crate::model::site::{DocumentId, Fact, Relation, Thing};
use crate::pages::Scope;
use crate::parse::metadata::{Basis, RelationKind};
use crate::view::{Chip, RelationItem, RelationRow};

/// The rows of a document's relations in order: the kind, the key of its name seen from the declaring document and from
/// the other end, and whether the row stands even when empty.
const ROWS: &[(RelationKind, &str, &str, bool)] = &[
    (RelationKind::BasedOn, "rel_based_on", "rel_basis_of", true),
    (RelationKind::Guides, "rel_guides", "rel_guided_by", false),
    (RelationKind::Implements, "rel_implements", "rel_implemented_by", false),
    (RelationKind::Earlier, "rel_earlier", "rel_later", false),
    (RelationKind::Supersedes, "rel_supersedes", "rel_superseded_by", true),
    (RelationKind::Amends, "rel_amends", "rel_amended_by", false),
    (RelationKind::MaybeSame, "rel_maybe_same", "rel_maybe_same", false),
    (RelationKind::Cites, "rel_cites", "rel_cited_by", false),
];

/// The key of a relation's name, seen from the document that declares it.
pub fn declared_key(kind: RelationKind) -> &'static str {
    ROWS.iter().find(|row| row.0 == kind).map_or("relations", |row| row.1)
}

impl Scope<'_> {
    /// A document's relations, from both ends, each with its evidence; at last where it is mentioned.
    pub fn document_relations(&self, id: DocumentId) -> Vec<RelationRow> {
        let document = &self.site[id];
        let (mut rows, mut citing) = (Vec::new(), Vec::new());
        for &(kind, own, other, always) in ROWS {
            let declared: Vec<RelationItem> = document
                .relations
                .iter()
                .filter(|r| r.kind == kind)
                .map(|r| self.relation(r, r.target))
                .collect();
            let received: Vec<RelationItem> = self.site.related_from[id.index()]
                .iter()
                .map(|&(from, index)| (from, &self.site[from].relations[index]))
                .filter(|(_, r)| r.kind == kind)
                .map(|(from, r)| self.relation(r, from))
                .collect();
            if own == other {
                let items: Vec<RelationItem> = declared.into_iter().chain(received).collect();
                self.row(&mut rows, own, items, always);
                continue;
            }
            if always && declared.is_empty() && received.is_empty() {
                let label = if kind == RelationKind::Supersedes { "rel_replaces" } else { own };
                self.row(&mut rows, label, Vec::new(), true);
                continue;
            }
            self.row(&mut rows, own, declared, always && kind == RelationKind::BasedOn);
            match kind {
                RelationKind::Cites => citing = received,
                _ => self.row(&mut rows, other, received, false),
            }
        }
        let chips = self.mention_chips(Thing::Document(id));
        if !chips.is_empty() {
            citing.push(RelationItem { title_html: String::new(), card: None, chips, note_html: None });
        }
        // Texts are searched for numbers and aliases; what has neither may well be mentioned.
        let is_sought = document.number.is_some() || !document.aliases.is_empty();
        let absent = if is_sought { "rel_none" } else { "mentioned_unsought" };
        rows.push(self.relation_row("rel_cited_by", citing, absent));
        rows
    }

    fn row(&self, rows: &mut Vec<RelationRow>, label: &str, items: Vec<RelationItem>, always: bool) {
        if always || !items.is_empty() {
            rows.push(self.relation_row(label, items, "rel_none"));
        }
    }

    /// A row, with the words of the key `absent` where it has no items.
    fn relation_row(&self, label: &str, items: Vec<RelationItem>, absent: &str) -> RelationRow {
        let absent = items.is_empty().then(|| self.strings.get(absent).to_owned());
        RelationRow { label: self.strings.get(label).to_owned(), items, absent }
    }

    fn relation(&self, relation: &Relation, to: DocumentId) -> RelationItem {
        let thing = Thing::Document(to);
        let other = &self.site[to];
        let mut title = self.link_with_card(thing);
        if let Some(issuer) = other.issuer.shown() {
            title.push_str(", ");
            title.push_str(&self.organisation_html(issuer));
        }
        if let Some(when) = other.issued.shown() {
            title.push_str(", ");
            title.push_str(&self.day_html(when));
        }
        let note = self.maybe_inline(relation.note.as_ref());
        let prefix = match relation.basis {
            Basis::Stated => None,
            Basis::Context => Some(self.strings.get("rel_context")),
            Basis::Editor => Some(self.strings.get("rel_editor")),
        };
        let note_html = match (prefix, note) {
            (Some(prefix), Some(note)) => Some(format!("{}: {note}", escape::text(prefix))),
            (Some(prefix), None) => Some(escape::text(prefix)),
            (None, note) => note,
        };
        RelationItem {
            title_html: title,
            card: Some(self.card_id(thing)),
            chips: relation.quote.iter().map(|q| self.quote_chip(q)).collect(),
            note_html,
        }
    }

    /// A link that shows the card of the same page.
    pub fn link_with_card(&self, thing: Thing) -> String {
        let (root, path, card) = (&self.root, self.path(thing), self.card_id(thing));
        format!("<a href=\"{root}{path}\" data-card=\"{card}\">{}</a>", self.name_html(thing))
    }

    /// The passages that mention a thing, each once; at most 60, since the sentences follow on the page.
    fn mention_chips(&self, thing: Thing) -> Vec<Chip> {
        let links = self.site.links(thing);
        let mut passages: Vec<_> =
            links.iter().filter_map(|link| link.in_text().map(|(id, passage, _)| (id, passage))).collect();
        passages.dedup();
        passages.into_iter().take(60).map(|(id, passage)| self.chip(id, Some(passage))).collect()
    }

    /// A row of things, each linked, with dates where they have one; none if there is no thing.
    pub fn things_row(&self, label: &str, things: impl IntoIterator<Item = Thing>) -> Option<RelationRow> {
        let items: Vec<RelationItem> = things.into_iter().map(|thing| self.thing_item(thing)).collect();
        (!items.is_empty()).then(|| RelationRow {
            label: self.strings.get(label).to_owned(),
            items,
            absent: None,
        })
    }

    /// A row of listed things, each with the passages that say so, as far as `said` names them.
    pub fn said_row<Id: Copy>(
        &self,
        label: &str,
        things: impl IntoIterator<Item = Thing>,
        said: &Fact<Id>,
        thing: fn(Id) -> Thing,
    ) -> Option<RelationRow> {
        let things: Vec<Thing> = things.into_iter().collect();
        let mut row = self.things_row(label, things.iter().copied())?;
        for (item, listed) in row.items.iter_mut().zip(&things) {
            let own = || said.versions.iter().filter(|version| thing(version.value) == *listed);
            item.chips = self.chips_in_order(own().filter_map(|v| Some(v.evidence.as_ref()?.passages())));
            for version in own() {
                item.note_html = item.note_html.take().or(self.maybe_inline(version.note.as_ref()));
            }
        }
        Some(row)
    }

    fn thing_item(&self, thing: Thing) -> RelationItem {
        if let Thing::Article(id) = thing {
            let article = &self.site[id];
            let title_html = format!("<span class=\"say\">{}</span>", self.link(thing));
            return RelationItem {
                title_html,
                card: None,
                chips: vec![self.chip(id, None)],
                note_html: Some(self.source_line(article)),
            };
        }
        let when = match thing {
            Thing::Document(id) => self.site[id].issued.shown(),
            Thing::Event(id) => self.site[id].date.shown(),
            _ => None,
        };
        let date = when.map(|when| format!(", {}", self.day_html(when))).unwrap_or_default();
        RelationItem {
            title_html: format!("{}{date}", self.link_with_card(thing)),
            card: Some(self.card_id(thing)),
            chips: Vec::new(),
            note_html: when
                .filter(|w| w.year_inferred())
                .map(|w| escape::text(&dates::precision(w, None, self.strings).join(", "))),
        }
    }
}
