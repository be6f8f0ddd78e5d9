//! Passages beside others that have the same words: in the margin, and side by side.

mod likeness;

use super::compare;
use crate::display::words;
use crate::markup::escape;
use crate::model::site::{
    Article, ArticleId, EventId, Note, ParallelRemark, Place, Thing, passage_anchor, passage_number,
};
use crate::pages::Scope;
use crate::parse::metadata::NoteKind;
use crate::resolve::relations::parallels::{Parallel, Parallels, parallels};
use crate::view::{Chip, NoteView, ParallelGroup, ParallelPair, QuoteBlock, QuoteSource, QuoteView, Remark};
use likeness::{Verdict, text, verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// So many parallels of a passage are shown, and all on which an author remarks.
const SHOWN: usize = 4;

/// A remark: on which passage, beside which other.
type Remarked<'a> = (u32, ArticleId, u32, &'a ParallelRemark);

/// A passage beside another.
struct Beside<'a> {
    parallel: Parallel,
    remarks: Vec<&'a ParallelRemark>,
    /// This article's words and the other's.
    texts: [String; 2],
    verdict: Option<Verdict>,
    /// What the two speak of, where it is not the same.
    events: Option<[Vec<EventId>; 2]>,
}

/// What an article's page shows of its parallels.
#[derive(Default)]
pub struct Shown {
    /// The comparisons, by passage.
    pub groups: Vec<ParallelGroup>,
    /// For the margin, by passage: the passage (from 0), the other passage, where the two stand side by side, and a note.
    lines: Vec<(u32, ArticleId, u32, String, NoteView)>,
    /// Sentences that end the margin of a passage, by passage.
    more: Vec<(u32, NoteView)>,
    /// How many passages have words in common with each other article, shown or not.
    pub passages: BTreeMap<ArticleId, usize>,
}

impl Scope<'_> {
    /// The parallels of an article.
    pub fn parallels(&self, id: ArticleId) -> Shown {
        let remarks = self.remarks(id);
        let found = parallels(self.site, id);
        let mut shown = Shown { passages: passages(id, &found.list), ..Shown::default() };
        for (passage, own, more) in self.chosen(id, found, &remarks) {
            let own = own.into_iter().map(|one| self.beside(id, one, &remarks)).collect();
            self.passage_parallels(id, passage, own, more, &mut shown);
        }
        shown.lines.sort_by_key(|line| line.0);
        shown.more.sort_by_key(|more| more.0);
        shown
    }

    /// The passages beside which the margin has a parallel, with links to those, and how many more there are.
    pub fn parallel_chips(&self, id: ArticleId) -> BTreeMap<u32, (Vec<Chip>, usize)> {
        let chosen = self.chosen(id, parallels(self.site, id), &self.remarks(id));
        let chosen = chosen.into_iter().filter(|one| !one.1.is_empty());
        let chip = |one: &Parallel| self.chip(one.other, Some(one.other_passage));
        chosen.map(|(passage, own, more)| (passage, (own.iter().map(chip).collect(), more))).collect()
    }

    /// Of each passage, the parallels to show, and how many more there are.
    fn chosen(
        &self,
        id: ArticleId,
        found: Parallels,
        remarks: &[Remarked<'_>],
    ) -> Vec<(u32, Vec<Parallel>, usize)> {
        let article = &self.site[id];
        let mut list = found.list.into_iter().peekable();
        let of = |passage: u32| {
            let mut own: Vec<Parallel> = Vec::new();
            while let Some(parallel) = list.next_if(|parallel| parallel.passage == passage) {
                own.push(parallel);
            }
            for (_, other, other_passage, _) in remarks.iter().filter(|remark| remark.0 == passage) {
                if !own.iter().any(|one| (one.other, one.other_passage) == (*other, *other_passage)) {
                    own.push(self.whole(id, passage, *other, *other_passage));
                }
            }
            let is_remarked = |one: &Parallel| {
                remarks.iter().any(|r| (r.0, r.1, r.2) == (passage, one.other, one.other_passage))
            };
            own.sort_by_key(|one| !is_remarked(one)); // Stable: most words first.
            let remarked = own.iter().filter(|one| is_remarked(one)).count();
            let crowd = found.crowds.get(&passage).map_or(0, |others| *others as usize);
            let all = own.len().max(if own.is_empty() { 0 } else { crowd });
            own.truncate(SHOWN.max(remarked));
            let more = all - own.len();
            (passage, own, more)
        };
        (0..article.passages.len() as u32).map(of).collect()
    }

    /// What authors remark on passages of this article, here and in the other articles' files: as if it stood here.
    fn remarks(&self, id: ArticleId) -> Vec<Remarked<'_>> {
        let site = self.site;
        let own = site[id].parallels.iter().map(|r| (r.passage, r.other, r.other_passage, r));
        let others =
            site.links(Thing::Article(id)).iter().filter_map(|link| match (&link.place, link.source) {
                (Place::Field { field: "parallels", .. }, Thing::Article(source)) => Some(source),
                _ => None,
            });
        let others: BTreeSet<ArticleId> = others.chain([id]).collect();
        let theirs = others.into_iter().flat_map(|source| {
            let remarks = site[source].parallels.iter();
            remarks.filter(move |r| r.other == id).map(move |r| (r.other_passage, source, r.passage, r))
        });
        own.chain(theirs).collect()
    }

    /// Two passages as a whole.
    fn whole(&self, id: ArticleId, passage: u32, other: ArticleId, other_passage: u32) -> Parallel {
        let body = |id: ArticleId, n: u32| self.site[id].passages[n as usize].body.clone();
        let parts = vec![(body(id, passage), body(other, other_passage))];
        Parallel { passage, other, other_passage, words: 0, parts, is_same: false }
    }

    fn beside<'a>(
        &self,
        id: ArticleId,
        parallel: Parallel,
        remarks: &[(u32, ArticleId, u32, &'a ParallelRemark)],
    ) -> Beside<'a> {
        let Parallel { passage, other, other_passage, .. } = parallel;
        let ranges: [Vec<Range<usize>>; 2] = parallel.parts.iter().cloned().unzip().into();
        let articles = [id, other].map(|id| &self.site[id]);
        let texts = [text(articles[0], passage, &ranges[0]), text(articles[1], other_passage, &ranges[1])];
        let verdict = match parallel.is_same {
            true => Some(Verdict::Same),
            false => verdict(articles, [passage, other_passage], &ranges, &texts, parallel.words == 0),
        };
        let events =
            [(articles[0], passage), (articles[1], other_passage)].map(|(a, n)| self.events_of(a, n));
        let apart = events.iter().all(|events| !events.is_empty())
            && !events[0].iter().any(|event| events[1].contains(event));
        let remarks = remarks.iter().filter(|r| (r.0, r.1, r.2) == (passage, other, other_passage));
        Beside {
            remarks: remarks.map(|r| r.3).collect(),
            texts,
            verdict,
            events: apart.then_some(events),
            parallel,
        }
    }

    /// The events of which a passage speaks: those of the article whose day it names, or else all of them.
    fn events_of(&self, article: &Article, passage: u32) -> Vec<EventId> {
        let named = |event: &EventId| {
            let day = self.site[event].date.shown().and_then(|date| date.day());
            let day = day.map(|day| day.to_string());
            let mut dates = article.dates.iter().filter(|date| date.passage == passage);
            day.is_some_and(|day| dates.any(|date| date.iso.starts_with(&day)))
        };
        let own: Vec<EventId> = article.events.iter().copied().filter(named).collect();
        if own.is_empty() { article.events.clone() } else { own }
    }

    /// Adds what is shown of one passage; there are `more` parallels that are not.
    fn passage_parallels(
        &self,
        id: ArticleId,
        passage: u32,
        own: Vec<Beside<'_>>,
        more: usize,
        shown: &mut Shown,
    ) {
        let (number, anchor) = (passage as usize + 1, passage_anchor(passage));
        let mut pairs: Vec<ParallelPair> = Vec::new();
        // The same words once, with all who have them.
        let mut groups: Vec<Vec<Beside<'_>>> = Vec::new();
        for one in own {
            let same = |group: &&mut Vec<Beside<'_>>| {
                let first = &group[0];
                let is_same = first.verdict == Some(Verdict::Same) && one.verdict == Some(Verdict::Same);
                is_same && first.texts[0] == one.texts[0]
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.push(one),
                None => groups.push(vec![one]),
            }
        }
        for group in groups {
            let place = format!("_side-{anchor}-{}", pairs.len() + 1);
            for one in &group {
                let note = self.margin_line(one, &place);
                shown.lines.push((
                    passage,
                    one.parallel.other,
                    one.parallel.other_passage,
                    place.clone(),
                    note,
                ));
            }
            let mut lines: Vec<String> = group.iter().filter_map(|one| self.events_line(id, one)).collect();
            let remarks = group.iter().flat_map(|one| &one.remarks);
            lines.extend(remarks.clone().map(|remark| self.inline(&remark.remark)));
            let own_verdict = remarks.clone().find_map(|remark| remark.verdict.clone());
            let computed = group[0].verdict;
            let verdict =
                own_verdict.or_else(|| computed.map(|verdict| self.strings.get(verdict.key()).to_owned()));
            let text_html = (!lines.is_empty()).then(|| lines.join(" "));
            let remark = (verdict.is_some() || text_html.is_some()).then(|| Remark {
                differs: computed == Some(Verdict::Differ),
                verdict,
                text_html,
            });
            pairs.push(ParallelPair { id: place, block: self.parallel_block(id, &group), remark });
        }
        let more_text = (more > 0).then(|| self.strings.count("one_more_place", "more_places", more));
        if let Some(text) = more_text.as_deref().filter(|_| !pairs.is_empty()) {
            shown.more.push((passage, NoteView { tag: None, differs: false, text_html: escape::text(text) }));
        }
        if !pairs.is_empty() {
            shown.groups.push(ParallelGroup { number, anchor, pairs, more: more_text });
        }
    }

    fn parallel_block(&self, id: ArticleId, group: &[Beside<'_>]) -> QuoteBlock {
        let first = &group[0];
        let source = |id: ArticleId, passage: u32| QuoteSource {
            chip: self.chip(id, Some(passage)),
            text_html: self.source_line(&self.site[id]),
        };
        let mine = source(id, first.parallel.passage);
        let theirs = group.iter().map(|one| source(one.parallel.other, one.parallel.other_passage));
        if first.verdict == Some(Verdict::Same) {
            let sources = std::iter::once(mine).chain(theirs).collect();
            let body_html = words::paragraph(&first.texts[0], &[]);
            return QuoteBlock { pair: false, quotes: vec![QuoteView { body_html, sources }] };
        }
        let comparison = compare::compare(&first.texts[0], &first.texts[1]);
        let quotes = vec![
            QuoteView {
                body_html: words::paragraph(&first.texts[0], &comparison.only_first),
                sources: vec![mine],
            },
            QuoteView {
                body_html: words::paragraph(&first.texts[1], &comparison.only_second),
                sources: theirs.collect(),
            },
        ];
        QuoteBlock { pair: true, quotes }
    }

    /// *TTVN 2 gần như trùng, 152 tiếng. Đặt cạnh nhau*
    fn margin_line(&self, one: &Beside<'_>, place: &str) -> NoteView {
        let chip = self.chip(one.parallel.other, Some(one.parallel.other_passage));
        let mut html = self.chip_link(&chip);
        html.push(' ');
        if let Some(verdict) = one.verdict {
            let key = format!("parallel_{}", verdict.key());
            let words = one.parallel.words.to_string();
            escape::text_into(&self.strings.fill(&key, &[("n", &words)]), &mut html);
            html.push(' ');
        }
        if one.events.is_some() {
            html.push_str("<span class=\"tag diff\">");
            escape::text_into(self.strings.get("other_event"), &mut html);
            html.push_str(".</span> ");
        }
        html.push_str(&self.side_link(place));
        let tag = self.strings.get("note_parallel").to_owned();
        NoteView { tag: Some(tag), differs: false, text_html: html }
    }

    fn side_link(&self, place: &str) -> String {
        format!("<a href=\"#{place}\">{}</a>", escape::text(self.strings.get("side")))
    }

    /// *Khác sự kiện: CAND nói về …; SK nói về …*
    fn events_line(&self, id: ArticleId, one: &Beside<'_>) -> Option<String> {
        let events = one.events.as_ref()?;
        let mut html =
            format!("<span class=\"tag diff\">{}:</span> ", escape::text(self.strings.get("other_event")));
        for (index, (article, events)) in [id, one.parallel.other].into_iter().zip(events).enumerate() {
            if index > 0 {
                html.push_str("; ");
            }
            escape::text_into(&self.site[article].siglum, &mut html);
            html.push_str(" – ");
            for (index, event) in events.iter().enumerate() {
                if index > 0 {
                    html.push_str(", ");
                }
                html.push_str(&self.link(Thing::Event(*event)));
            }
        }
        html.push('.');
        Some(html)
    }
}

/// How many passages have words in common with each article but `own`; `list` is sorted by passage.
fn passages(own: ArticleId, list: &[Parallel]) -> BTreeMap<ArticleId, usize> {
    let pairs: BTreeSet<(ArticleId, u32)> = list.iter().map(|one| (one.other, one.passage)).collect();
    let mut passages = BTreeMap::new();
    for (other, _) in pairs.into_iter().filter(|(other, _)| *other != own) {
        *passages.entry(other).or_default() += 1;
    }
    passages
}

impl Shown {
    /// The margin of a passage (from 0): the author's notes, and the parallels of which they do not speak. A note that speaks
    /// of a parallel leads to where the two stand side by side.
    pub fn margin(&self, scope: &Scope<'_>, passage: u32, notes: &[(&Note, NoteView)]) -> Vec<NoteView> {
        let mut views: Vec<NoteView> = notes.iter().map(|(_, view)| view.clone()).collect();
        let from = self.lines.partition_point(|line| line.0 < passage);
        let lines = self.lines[from..].iter().take_while(|line| line.0 == passage);
        for (_, other, other_passage, place, line) in lines {
            let speaks = |note: &Note| {
                let mut targets = note.text.targets.iter().flatten();
                let leads_there =
                    |anchor: Option<&str>| anchor.and_then(passage_number) == Some(*other_passage);
                note.kind == Some(NoteKind::Parallel)
                    && targets.any(|t| t.thing == Thing::Article(*other) && leads_there(t.anchor.as_deref()))
            };
            match notes.iter().position(|(note, _)| speaks(note)) {
                Some(at) => {
                    let link = scope.side_link(place);
                    if !views[at].text_html.ends_with(&link) {
                        views[at].text_html.push_str(&format!(" {link}"));
                    }
                }
                None => views.push(line.clone()),
            }
        }
        let from = self.more.partition_point(|more| more.0 < passage);
        views
            .extend(self.more[from..].iter().take_while(|more| more.0 == passage).map(|more| more.1.clone()));
        views
    }
}
