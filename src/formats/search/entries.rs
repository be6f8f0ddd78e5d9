//! What the index holds of each thing: its title, the words by which it is known besides, and its texts by anchor.

use crate::display::dates;
use crate::display::words::{capitalised, nfc};
use crate::formats::Input;
use crate::markup::Rendered;
use crate::markup::escape::harmless;
use crate::model::When;
use crate::model::site::{
    Agency, Agent, Article, DateMention, Document, Event, Fact, Named, OrganisationId, PersonId, Point, Site,
    Term, Thing, passage_anchor,
};
use crate::pages::{Scope, nowhere};
use crate::search::facets::is_searchable;
use crate::text::words::one_line;
use std::ops::Range;

/// A text of an author's is cut at the end of a paragraph when it is longer, in bytes.
const LONG: usize = 1000;

/// A page that search may find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its kind, a position in [`Thing::KINDS`].
    pub kind: usize,
    /// Its address, relative to the site's root.
    pub path: String,
    /// Its title, plain.
    pub title: String,
    /// What it is, in a few words: kind, publisher, date.
    pub about: String,
    /// Of an article: its siglum, with which passages are cited.
    pub siglum: String,
    /// The day by which it is sorted, as the number `yyyymmdd`; 0 where none is known.
    pub day: u32,
    /// Other words by which the title is found: aliases, spellings of dates.
    pub names: Vec<String>,
    /// Its texts.
    pub blocks: Vec<Block>,
}

/// A text that has an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The anchor, without `#`; empty for the page as a whole.
    pub anchor: String,
    /// The text in NFC, white space folded.
    pub text: String,
    /// Words by which parts of the text are found besides their own.
    pub names: Vec<Name>,
}

/// Another name for what a text names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// What the text says.
    pub surface: String,
    /// What it may be called.
    pub other: String,
}

/// The things that search may find, in the order of [`Site::things`].
pub fn things(site: &Site) -> Vec<Thing> {
    site.things().into_iter().filter(|&thing| is_searchable(site, thing)).collect()
}

/// What the index holds of a thing.
pub fn entry(input: &Input<'_>, thing: Thing) -> Entry {
    let Input { site, paths, .. } = *input;
    nowhere(&input.planner(), |scope| {
        let maker = Maker { site, scope };
        let mut entry = match thing {
            Thing::Article(id) => maker.article(&site[id]),
            Thing::Document(id) => maker.document(&site[id]),
            Thing::Event(id) => maker.event(&site[id]),
            Thing::Person(id) => maker.agent(&site[id]),
            Thing::Organisation(id) => maker.agent(&site[id]),
            Thing::Topic(id) => {
                let topic = &site[id];
                let summary = topic.summary.as_ref().map(|summary| scope.plain(summary)).unwrap_or_default();
                let mut blocks = vec![block("", &summary)];
                blocks.extend(topic.body.iter().flat_map(|body| sections(&scope.blocks(body, "t-"))));
                blocks.extend(maker.points(&topic.points));
                Entry { names: topic.terms.clone(), blocks, ..Entry::default() }
            }
            Thing::Page(id) => {
                let page = &site[id];
                let mut blocks = vec![block("", page.description.as_deref().unwrap_or_default())];
                blocks.extend(sections(&scope.blocks(&page.body, "")));
                Entry { names: page.label.clone().into_iter().collect(), blocks, ..Entry::default() }
            }
            Thing::Term(id) => maker.term(&site[id]),
        };
        let when = crate::search::facets::when(site, thing);
        let day = when.and_then(When::latest);
        let number =
            |day: jiff::civil::Date| day.year() as u32 * 10_000 + day.month() as u32 * 100 + day.day() as u32;
        entry.kind = crate::search::facets::rank(thing);
        entry.path = paths.of(thing).to_owned();
        entry.title = flat(&scope.name(thing));
        entry.about = maker.about(thing);
        entry.day = day.filter(|day| day.year() > 0).map(number).unwrap_or_default();
        entry.names.extend(when.and_then(When::day).map(canonical));
        entry.names = entry.names.iter().map(|name| flat(name)).collect();
        entry.blocks.retain(|block| !block.text.is_empty());
        entry
    })
}

struct Maker<'a, 's> {
    site: &'a Site,
    scope: &'a Scope<'s>,
}

impl Maker<'_, '_> {
    fn about(&self, thing: Thing) -> String {
        let strings = self.scope.strings;
        let when = crate::search::facets::when(self.site, thing).map(|when| dates::plain_day(when, strings));
        let kind = match thing {
            Thing::Event(id) => capitalised(&self.scope.event_kind(&self.site[id])),
            thing => strings.get(&format!("kind_{}", thing.kind())).to_owned(),
        };
        let publisher = match thing {
            Thing::Article(id) => self.site[id].publisher,
            _ => None,
        };
        let publisher = publisher.map(|id| self.site[id].name.clone());
        let parts: Vec<String> = [kind].into_iter().chain(publisher).chain(when).collect();
        flat(&parts.join(", "))
    }

    fn article(&self, article: &Article) -> Entry {
        let plain: Vec<String> = match article.is_markdown {
            false => {
                article.passages.iter().map(|passage| flat(&article.text[passage.range.clone()])).collect()
            }
            true => self.markdown_passages(article),
        };
        let passage = |(n, text)| Block { anchor: passage_anchor(n as u32), text, names: Vec::new() };
        let mut blocks: Vec<Block> = plain.into_iter().enumerate().map(passage).collect();
        self.name_mentions(article, &mut blocks);
        let names = article.author.clone().into_iter().chain([article.siglum.clone()]).collect();
        Entry { siglum: article.siglum.clone(), names, blocks, ..Entry::default() }
    }

    fn markdown_passages(&self, article: &Article) -> Vec<String> {
        let start = article.body_start;
        let rendered = self.scope.article_blocks(article, &[]);
        let mut rendered = rendered.blocks.into_iter().peekable();
        let passage = |passage: &crate::model::site::Passage| {
            let mut text = String::new();
            while let Some(block) = rendered.next_if(|b| b.block.range.start < passage.range.end - start) {
                text.push_str(&block.plain);
                text.push(' ');
            }
            flat(&text)
        };
        article.passages.iter().map(passage).collect()
    }

    /// What a passage names may be looked for by its other names: documents and dates in other forms, people and organisations by
    /// aliases.
    fn name_mentions(&self, article: &Article, blocks: &mut [Block]) {
        let surface = |range: &Range<usize>| flat(&article.text[range.clone()]);
        let mut add = |passage: u32, surface: String, others: Vec<String>| {
            let Some(block) = blocks.get_mut(passage as usize) else { return };
            let name = |other| Name { surface: surface.clone(), other };
            block.names.extend(others.into_iter().map(name));
        };
        for mention in &article.mentions {
            let others = match mention.document {
                Some(id) => self.document_names(&self.site[id]),
                None => mention.number.iter().map(ToString::to_string).collect(),
            };
            add(mention.passage, surface(&mention.range), others);
        }
        for DateMention { passage, range, iso, .. } in &article.dates {
            add(*passage, surface(range), written(iso).into_iter().collect());
        }
        let names =
            |agent: &Agent| [&agent.name].into_iter().chain(&agent.aliases).map(|name| flat(name)).collect();
        for Named { passage, range, id } in &article.people {
            add(*passage, surface(range), names(&self.site[id]));
        }
        for Named { passage, range, id } in &article.organisations {
            add(*passage, surface(range), names(&self.site[id]));
        }
        for Named { passage, range, id } in &article.terms {
            let term = &self.site[id];
            let others = term.expansion.iter().chain(&term.aliases).map(|name| flat(name));
            add(*passage, surface(range), others.collect());
        }
    }

    /// The names by which texts call a document: its number, type and serial, aliases.
    fn document_names(&self, document: &Document) -> Vec<String> {
        let number = document.number.as_ref();
        let short =
            number.and_then(|number| Some(format!("{} {}", document.kind.as_ref()?, number.serial())));
        number
            .map(ToString::to_string)
            .into_iter()
            .chain(short)
            .chain(document.aliases.iter().cloned())
            .collect()
    }

    fn document(&self, document: &Document) -> Entry {
        let mut names = self.document_names(document);
        if let Some(number) = document.number.as_ref().map(ToString::to_string) {
            // Newspapers write the central level of the Party in both ways.
            names.extend(number.strip_suffix("/TW").map(|front| format!("{front}/TƯ")));
            // In haste people leave the hyphens out: `57KL/TW`, `30/2020/NĐCP`.
            names.push(number.replace('-', ""));
        }
        let mut line: Vec<String> =
            document.issuer.versions.iter().map(|v| self.organisation(&v.value)).collect();
        line.extend(document.issued.versions.iter().map(|v| dates::plain(&v.value, self.scope.strings)));
        line.dedup();
        let mut blocks = vec![block("", &line.join(", "))];
        let titles = document.title.versions.iter().filter(|_| document.number.is_some());
        blocks.extend(titles.map(|version| block("", &version.value)));
        blocks.extend(document.notes.iter().map(|note| block("", &self.scope.plain(&note.text))));
        blocks.extend(document.body.iter().flat_map(|body| sections(&self.scope.blocks(body, "t-"))));
        blocks.extend(self.points(&document.points));
        Entry { names, blocks, ..Entry::default() }
    }

    fn event(&self, event: &Event) -> Entry {
        let strings = self.scope.strings;
        let mut line = values(&event.date, |when| dates::plain(when, strings));
        line.extend(values(&event.part_of_day, |part| strings.get(dates::part_key(*part)).to_owned()));
        line.extend(values(&event.place, Clone::clone));
        line.extend(values(&event.organiser, |organiser| self.organisation(organiser)));
        line.extend(values(&event.chair, |chair| match chair {
            Agency::Known(id) => self.person(*id),
            Agency::Name(name) => name.clone(),
        }));
        line.extend(values(&event.format, Clone::clone));
        line.extend(event.people.iter().map(|id| self.person(*id)));
        let mut blocks = vec![block("", &line.join(", "))];
        blocks.extend(event.summary.iter().map(|summary| block("", &self.scope.plain(summary))));
        blocks.extend(event.notes.iter().map(|note| block("", &self.scope.plain(&note.text))));
        let titles = event.title.versions.iter().skip(1).map(|version| version.value.clone());
        Entry { names: titles.chain(event.label.clone()).collect(), blocks, ..Entry::default() }
    }

    fn agent(&self, agent: &Agent) -> Entry {
        let roles = values(&agent.roles, Clone::clone);
        let mut blocks: Vec<Block> = roles.iter().map(|role| block("", role)).collect();
        blocks.extend(agent.note.iter().map(|note| block("", &self.scope.plain(note))));
        Entry { names: agent.aliases.clone(), blocks, ..Entry::default() }
    }

    fn term(&self, term: &Term) -> Entry {
        let names = term.expansion.iter().chain(&term.aliases).cloned().collect();
        let means = term.means.as_ref().map(|means| self.scope.plain(means));
        let texts = term.expansion.clone().into_iter().chain(means);
        Entry { names, blocks: texts.map(|text| block("", &text)).collect(), ..Entry::default() }
    }

    /// Questions with the portal's remarks; the answers are passages, which are found where they stand.
    fn points(&self, points: &[Point]) -> Vec<Block> {
        let text = |point: &Point| {
            let remark = point.remark.as_ref().map(|remark| self.scope.plain(remark));
            [Some(point.title.clone()), point.verdict.clone(), remark]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        };
        points.iter().map(|point| block(&point.anchor, &text(point))).collect()
    }

    fn organisation(&self, agency: &Agency<OrganisationId>) -> String {
        self.site.organisation_name(agency).to_owned()
    }

    fn person(&self, id: PersonId) -> String {
        self.site[id].name.clone()
    }
}

/// What is said of a fact, each version once.
fn values<T>(fact: &Fact<T>, text: impl Fn(&T) -> String) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in fact.versions.iter().map(|version| text(&version.value)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn block(anchor: &str, text: &str) -> Block {
    Block { anchor: anchor.to_owned(), text: flat(text), names: Vec::new() }
}

/// In NFC, with single spaces, and without what could disguise it: results are shown as they are, without a template.
fn flat(text: &str) -> String {
    let text = nfc(text);
    one_line(&harmless(&text))
}

/// A rendered text, a block for each heading with what stands below it, and more where that is long.
fn sections(rendered: &Rendered) -> Vec<Block> {
    let mut headings = rendered.headings.iter().peekable();
    let mut blocks = vec![Block::default()];
    for line in rendered.plain.lines().map(flat).filter(|line| !line.is_empty()) {
        let last = blocks.last().expect("there is one from the start");
        if let Some(heading) = headings.next_if(|heading| flat(&heading.text) == line) {
            blocks.push(block(&heading.id, ""));
        } else if last.text.len() > LONG {
            blocks.push(block(&last.anchor.clone(), ""));
        }
        let text = &mut blocks.last_mut().expect("there is one from the start").text;
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&line);
    }
    blocks
}

/// The spelling under which a date is looked for: `15/6/2023`. The reader brings what is typed into the same form.
fn canonical(day: jiff::civil::Date) -> String {
    format!("{}/{}/{}", day.day(), day.month(), day.year())
}

/// A date of a text (`2023-10-11`, `2023-09-25T11:00`, `2023-07`; not one without a year) in the same spelling.
fn written(iso: &str) -> Option<String> {
    let day = iso.split('T').next().unwrap_or(iso);
    let mut parts: Vec<&str> = day.split('-').map(|part| part.trim_start_matches('0')).collect();
    parts.reverse();
    (parts.len() > 1 && parts.iter().all(|part| !part.is_empty())).then(|| parts.join("/"))
}
