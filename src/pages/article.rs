//! An article: its passages, what they mention, what was left out, where it is cited.

use super::parts::parallels::Shown;
use super::parts::{backlinks, sources};
use super::{Additions, Kind, Made, Of, Plan, Scope, json_ld, made, self_test};
use crate::display::{dates, words};
use crate::markup::{self, escape};
use crate::model::site::{Article, ArticleId, Named, Note, Passage, TermId, Thing, passage_anchor};
use crate::parse::clean::Lines;
use crate::parse::metadata::{LinkMentions, NoteKind, OmitKind};
use crate::view::{
    ArticleView, Neighbour, NoteView, OmittedGroup, OmittedLine, PassageView, RelationItem, RelationRow,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Articles.
pub const KIND: Kind = Kind {
    name: "article",
    sees: "article",
    plan: Plan::Things(|planner, thing| {
        let Thing::Article(id) = thing else { unreachable!("planned for an article") };
        let title = planner.site[id].title.clone();
        Of { title, section: "articles", parts: backlinks::parts(planner.site, thing) }
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let Some(Thing::Article(id)) = scope.subject else { unreachable!("planned with an article") };
    let article = &scope.site[id];
    let first = scope.part == 1;
    let links = links(article, scope.site.portal.link_mentions);
    // What stands beside a passage is told in its margin too.
    let compares = first && ["parallels", "notes", "related"].iter().any(|field| scope.wants(field));
    let parallels = if compares { scope.parallels(id) } else { Shown::default() };
    let (passages, plain, code) = match (first, article.is_markdown) {
        (false, _) => (Vec::new(), None, false),
        (true, true) => markdown_passages(scope, article, &links, &parallels),
        (true, false) => {
            let passages = article.passages.iter().enumerate();
            (
                passages
                    .map(|(n, passage)| seed_passage(scope, article, n, passage, &links, &parallels))
                    .collect(),
                None,
                false,
            )
        }
    };
    let things = links.iter().map(|link| link.thing);
    let (before, after) = neighbours(scope, id);
    let belongs = || {
        let belongs = [
            scope.things_row("topics", article.topics.iter().map(|&t| Thing::Topic(t))),
            scope.things_row("events", article.events.iter().map(|&e| Thing::Event(e))),
            self_test::answered_by(scope, id).map(|links| RelationRow {
                label: scope.strings.get("selftest").to_owned(),
                items: vec![RelationItem {
                    title_html: links,
                    card: None,
                    chips: Vec::new(),
                    note_html: None,
                }],
                absent: None,
            }),
        ];
        belongs.into_iter().flatten().collect()
    };
    let belonging = article
        .topics
        .iter()
        .map(|&t| Thing::Topic(t))
        .chain(article.events.iter().map(|&e| Thing::Event(e)));
    let is_shown = |field| first && scope.wants(field);
    let omitted = match is_shown("omitted") || is_shown("omitted_count") {
        true => omitted(scope, article),
        false => Vec::new(),
    };
    let view = ArticleView {
        siglum: article.siglum.clone(),
        facts: if is_shown("facts") { facts(scope, article) } else { Vec::new() },
        passages,
        parallels: parallels.groups,
        omitted_count: omitted.iter().map(|group| group.lines.len()).sum(),
        omitted,
        things: if is_shown("things") { scope.cards(things.chain(belonging)) } else { Vec::new() },
        belongs: if is_shown("belongs") { belongs() } else { Vec::new() },
        backlinks: scope.wanted("backlinks", || scope.backlinks(Thing::Article(id))),
        related: if is_shown("related") { scope.related(id, &parallels.passages) } else { Vec::new() },
        citation_html: scope.wanted_text("citation_html", || scope.citation(article, Thing::Article(id))),
        passage_citation: match is_shown("passage_citation") {
            true => scope.passage_citation(article),
            false => String::new(),
        },
        citation_files: scope.wanted("citation_files", || scope.citation_files(Thing::Article(id))),
        previous: before.filter(|_| scope.wants("previous")).map(|id| neighbour(scope, id)),
        next: after.filter(|_| scope.wants("next")).map(|id| neighbour(scope, id)),
    };
    let description =
        plain.or_else(|| article.passages.first().map(|p| article.text[p.body.clone()].to_owned()));
    let page = Additions {
        description,
        crumbs: vec![(scope.strings.get("articles").to_owned(), scope.named_path("articles"))],
        crumb: Some(article.siglum.clone()),
        json_ld: scope.wanted("json_ld_html", || vec![json_ld::article(scope, article)]),
        is_article: true,
        code,
        extra: article.extra.clone(),
    };
    made(&view, page)
}

/// What a passage says, as HTML, without what stands beside it.
pub struct PassageWords {
    /// The headings above it.
    pub heading_html: Option<String>,
    /// The passage.
    pub body_html: String,
    /// Whether it is made of blocks, not of running text.
    pub is_block: bool,
}

/// What an article says, passage by passage.
pub fn words(scope: &Scope<'_>, article: &Article) -> Vec<PassageWords> {
    let links = links(article, scope.site.portal.link_mentions);
    if article.is_markdown {
        let views = markdown_passages(scope, article, &links, &Shown::default()).0.into_iter();
        let words = |view: PassageView| PassageWords {
            heading_html: view.heading_html,
            body_html: view.body_html,
            is_block: view.is_block,
        };
        return views.map(words).collect();
    }
    let words = |(n, passage): (usize, &Passage)| {
        let (heading_html, body_html) = seed_words(scope, article, n, passage, &links);
        PassageWords { heading_html, body_html, is_block: false }
    };
    article.passages.iter().enumerate().map(words).collect()
}

/// A mention that may become a link.
struct MentionLink {
    passage: u32,
    range: Range<usize>,
    thing: Thing,
}

/// What the text mentions, without overlaps: documents before names, longer before shorter; of each term only the first use
/// that can be a link, or with [`LinkMentions::All`] the first in each passage.
fn links(article: &Article, which: LinkMentions) -> Vec<MentionLink> {
    let link =
        |passage: u32, range: &Range<usize>, thing| MentionLink { passage, range: range.clone(), thing };
    let mut links: Vec<MentionLink> = Vec::with_capacity(article.mentions.len() + article.people.len());
    links.extend(
        article.mentions.iter().filter_map(|m| Some(link(m.passage, &m.range, Thing::Document(m.document?)))),
    );
    links.extend(article.people.iter().map(|n| link(n.passage, &n.range, Thing::Person(n.id))));
    links.extend(article.organisations.iter().map(|n| link(n.passage, &n.range, Thing::Organisation(n.id))));
    links.extend(first_uses(article, which).map(|n| link(n.passage, &n.range, Thing::Term(n.id))));
    let rank = |thing: &Thing| !matches!(thing, Thing::Document(_));
    links.sort_by_key(|l| (rank(&l.thing), std::cmp::Reverse(l.range.len()), l.range.start));
    let mut kept: Vec<MentionLink> = Vec::with_capacity(links.len());
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for link in links {
        let before = taken.range(..link.range.end).next_back();
        if before.is_none_or(|(_, end)| *end <= link.range.start) {
            taken.insert(link.range.start, link.range.end);
            kept.push(link);
        }
    }
    kept.sort_by_key(|l| l.range.start);
    kept
}

/// The first use of each term in the article's words, or in each passage's; not in headings, which hold no links.
fn first_uses(article: &Article, which: LinkMentions) -> impl Iterator<Item = &Named<TermId>> {
    let mut seen = BTreeSet::new();
    article.terms.iter().filter(move |one| {
        let words = &article.passages[one.passage as usize].body;
        let place = (which == LinkMentions::All).then_some(one.passage);
        words.start <= one.range.start && one.range.end <= words.end && seen.insert((one.id, place))
    })
}

/// The links of one passage: every one, or the first of each thing.
fn chosen<'a>(
    scope: &Scope<'_>,
    links: &'a [MentionLink],
    passage: usize,
    within: &Range<usize>,
) -> Vec<&'a MentionLink> {
    let start = links.partition_point(|l| (l.passage as usize) < passage);
    let mut seen: Vec<Thing> = Vec::new();
    let all = scope.site.portal.link_mentions == LinkMentions::All;
    links[start..]
        .iter()
        .take_while(|l| l.passage as usize == passage)
        .filter(|l| within.start <= l.range.start && l.range.end <= within.end)
        .filter(|l| {
            let first = !seen.contains(&l.thing);
            seen.push(l.thing);
            all || first
        })
        .collect()
}

fn open_tag(scope: &Scope<'_>, thing: Thing) -> String {
    let class = if matches!(thing, Thing::Term(_)) { " class=\"term\"" } else { "" };
    format!("<a{class} href=\"{}{}\" data-card=\"{}\">", scope.root, scope.path(thing), scope.card_id(thing))
}

fn seed_passage(
    scope: &Scope<'_>,
    article: &Article,
    n: usize,
    passage: &Passage,
    links: &[MentionLink],
    parallels: &Shown,
) -> PassageView {
    let (heading, body) = seed_words(scope, article, n, passage, links);
    passage_view(scope, article, n, parallels, heading, body, None)
}

/// The headings of a passage, and its body.
fn seed_words(
    scope: &Scope<'_>,
    article: &Article,
    n: usize,
    passage: &Passage,
    links: &[MentionLink],
) -> (Option<String>, String) {
    let mut body = String::with_capacity(passage.body.len() + 256);
    let mut at = passage.body.start;
    for link in chosen(scope, links, n, &passage.body) {
        words::push_part(article, at..link.range.start, &mut body);
        body.push_str(&open_tag(scope, link.thing));
        words::push_part(article, link.range.clone(), &mut body);
        body.push_str("</a>");
        at = link.range.end;
    }
    words::push_part(article, at..passage.body.end, &mut body);
    let headings: Vec<String> =
        passage.headings.iter().map(|h| scope.heading(&article.text[h.clone()])).collect();
    ((!headings.is_empty()).then(|| headings.join("<br>")), body)
}

/// The passages of a Markdown article, rendered block by block; and whether one holds highlighted code.
fn markdown_passages(
    scope: &Scope<'_>,
    article: &Article,
    links: &[MentionLink],
    parallels: &Shown,
) -> (Vec<PassageView>, Option<String>, bool) {
    let start = article.body_start;
    let mut marks = Vec::new();
    for (n, passage) in article.passages.iter().enumerate() {
        for link in chosen(scope, links, n, &passage.range) {
            let range = link.range.start - start..link.range.end - start;
            marks.push(markup::Mark { range, open: open_tag(scope, link.thing), close: "</a>".to_owned() });
        }
    }
    let rendered = scope.article_blocks(article, &marks);
    let mut first = None;
    let mut views = Vec::with_capacity(article.passages.len());
    let mut blocks = rendered.blocks.iter().peekable();
    for (n, passage) in article.passages.iter().enumerate() {
        let end = passage.range.end - start;
        let mut body = String::new();
        let mut plain = "";
        while let Some(block) = blocks.next_if(|block| block.block.range.start < end) {
            body.push_str(&block.html);
            plain = if plain.is_empty() { &block.plain } else { plain };
        }
        first.get_or_insert_with(|| plain.to_owned());
        views.push(passage_view(scope, article, n, parallels, None, body, Some(plain)));
    }
    (views, first, rendered.code)
}

/// `plain` is the text of a block; without it the passage is inline.
fn passage_view(
    scope: &Scope<'_>,
    article: &Article,
    n: usize,
    parallels: &Shown,
    heading_html: Option<String>,
    body_html: String,
    plain: Option<&str>,
) -> PassageView {
    let passage = &article.passages[n];
    let (first, last) = passage.lines;
    let lines = scope.wanted_text("lines", || match first == last {
        true => scope.strings.fill("line", &[("n", &first.to_string())]),
        false => scope.strings.fill("line_range", &[("a", &first.to_string()), ("b", &last.to_string())]),
    });
    let label = scope.wanted_text("label", || {
        passage.label.clone().unwrap_or_else(|| {
            let words = passage.headings.first().unwrap_or(&passage.body);
            words::shorten(plain.unwrap_or(&article.text[words.clone()]), 40)
        })
    });
    let notes = article.notes.iter().filter(|note| note.passage == Some(n as u32));
    let notes: Vec<(&Note, NoteView)> = notes.map(|note| (note, note_view(scope, note))).collect();
    PassageView {
        number: n + 1,
        anchor: passage_anchor(n as u32),
        label,
        heading_html,
        body_html,
        is_block: plain.is_some(),
        lines,
        notes: parallels.margin(scope, n as u32, &notes),
    }
}

/// A note as pages show it.
pub fn note_view(scope: &Scope<'_>, note: &Note) -> NoteView {
    let tag = note.kind.map(|kind| match kind {
        NoteKind::Differs => "note_differs",
        NoteKind::Parallel => "note_parallel",
        NoteKind::Only => "note_only",
        NoteKind::Date => "note_date",
    });
    NoteView {
        tag: tag.map(|key| scope.strings.get(key).to_owned()),
        differs: note.kind == Some(NoteKind::Differs),
        text_html: scope.inline(&note.text),
    }
}

/// What an article's card states.
pub fn facts(scope: &Scope<'_>, article: &Article) -> Vec<crate::view::Fact> {
    let url = article.url.as_ref().map(|url| sources::outside_link(url, url));
    let publisher = article.publisher.map(|id| {
        let publisher = &scope.site[id];
        match &publisher.site {
            Some(site) => sources::outside_link(site, &publisher.name),
            None => escape::text(&publisher.name),
        }
    });
    let mut facts = vec![
        scope.plain_fact("publisher", publisher, "absent_copy"),
        scope.plain_fact("author", article.author.as_deref().map(escape::text), "absent_copy"),
        scope.plain_fact(
            "published",
            article.published.as_ref().map(|when| scope.when_html(when)),
            "absent_copy",
        ),
        scope.plain_fact("orig_url", url, "absent_copy"),
    ];
    let note = article.publisher.and_then(|id| scope.site[id].note.as_ref());
    if let (Some(note), Some(version)) = (note, facts[0].versions.first_mut()) {
        version.note_html = Some(scope.inline(note));
    }
    let seed = article.seed.rsplit('/').next().unwrap_or(&article.seed);
    facts.push(scope.plain_fact("seed_file", Some(format!("<code>{}</code>", escape::text(seed))), "absent"));
    if let Some(rights) = &article.rights {
        facts.push(scope.plain_fact("rights", Some(escape::text(rights)), "absent"));
    }
    if let Some(note) = &article.note {
        facts.push(scope.plain_fact("copy_note", Some(scope.inline(note)), "absent"));
    }
    // An address has no room in a column; that there is none has.
    facts[3].wide = article.url.is_some();
    for fact in facts.iter_mut().skip(4) {
        fact.wide = true;
    }
    facts
}

/// What was left out, by kind: captions and pull quotes first, the rest in the order of the seed.
fn omitted(scope: &Scope<'_>, article: &Article) -> Vec<OmittedGroup> {
    let mut groups: BTreeMap<(bool, OmitKind), Vec<OmittedLine>> = BTreeMap::new();
    if article.omitted.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(&article.text);
    for part in &article.omitted {
        let first = matches!(part.kind, OmitKind::Caption | OmitKind::PhotoCredit | OmitKind::PullQuote);
        let group = groups.entry((!first, part.kind)).or_default();
        for number in part.lines.0..=part.lines.1 {
            let text = lines
                .get(number)
                .map(|line| words::nfc(article.text[line].trim()).into_owned())
                .unwrap_or_default();
            if !text.is_empty() {
                group.push(OmittedLine { number, text });
            }
        }
    }
    groups
        .into_iter()
        .map(|((_, kind), lines)| {
            let kind = kind.name();
            let label = scope.strings.get(&format!("omit_{}", kind.replace('-', "_"))).to_owned();
            OmittedGroup { kind: kind.to_owned(), label, lines }
        })
        .collect()
}

/// The articles before and after by date.
fn neighbours(scope: &Scope<'_>, id: ArticleId) -> (Option<ArticleId>, Option<ArticleId>) {
    let order = &scope.site.articles_by_date;
    let at = scope.site.place_by_date[id.index()] as usize;
    (at.checked_sub(1).map(|before| order[before]), order.get(at + 1).copied())
}

fn neighbour(scope: &Scope<'_>, id: ArticleId) -> Neighbour {
    let article = &scope.site[id];
    let label = match &article.published {
        Some(when) => format!("{}, {}", article.siglum, dates::plain_day(when, scope.strings)),
        None => article.siglum.clone(),
    };
    Neighbour { label, path: scope.path(Thing::Article(id)) }
}
