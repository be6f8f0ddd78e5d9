//! Drafts for several raw texts at once, for a portal that knows some things already.

use super::article::{self, Draft, kind_name};
use super::facts::{self, Facts, host};
use super::found::{self, Found};
use super::shared::{self, Member, Shared};
use super::yaml::{comment, lines, scalar, words};
use super::{Reading, kinds, names, rules};
use crate::cite::Lexicon;
use crate::model::{DocumentNumber, When};
use crate::parse::clean::{self, Lines, Rule};
use crate::parse::content::Content;
use crate::parse::metadata::{OmitKind, Stated};
use crate::resolve::mentions::offered_file;
use crate::snapshot::{File, Snapshot};
use crate::text::fold::lower_tone;
use std::collections::{BTreeMap, BTreeSet};

/// A raw text to bring in.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Its name in `seeds/`.
    pub seed: String,
    /// Its text.
    pub text: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The publisher of all texts.
    pub publisher: Option<String>,
    /// Drafts of documents that are mentioned and not described.
    pub documents: bool,
}

/// A file to write; none of that path is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// From the portal's root.
    pub path: String,
    /// What to write.
    pub text: String,
}

/// What became of one raw text.
#[derive(Clone, Debug)]
pub enum Result {
    /// A draft, and what a person may want to know of it.
    Drafted(NewFile, Summary),
    /// Nothing, because this file describes it already or has its ID.
    Known(String),
}

/// What a draft holds.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Lines of the seed that are not blank.
    pub lines: usize,
    /// How many of them are omitted, by kind, the publisher's included.
    pub omitted: BTreeMap<OmitKind, usize>,
    /// The keys whose values are guesses.
    pub guessed: Vec<&'static str>,
    /// The keys that nothing states.
    pub missing: Vec<&'static str>,
    /// Candidate events.
    pub events: usize,
    /// Documents that no file describes.
    pub unknown: usize,
}

/// Drafts, and what else to tell.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// For each raw text, in order, what became of it.
    pub articles: Vec<Result>,
    /// The publisher, if it was asked for and no file describes it.
    pub publisher: Option<NewFile>,
    /// Documents.
    pub documents: Vec<NewFile>,
    /// Rules that articles share, as YAML to add to a publisher's file by hand: for whom, and the rules.
    pub offers: Vec<(String, String)>,
}

/// What a portal knows.
#[derive(Debug)]
pub struct Known<'a> {
    content: &'a Content,
    snapshot: &'a Snapshot,
    lexicon: Lexicon,
}

impl<'a> Known<'a> {
    /// Prepares what a portal knows.
    pub fn new(content: &'a Content, snapshot: &'a Snapshot) -> Self {
        Self { content, snapshot, lexicon: crate::resolve::lexicon(content) }
    }

    /// The ID of the event on the day, or day and time, that `iso` names.
    pub(super) fn event_on(&self, iso: &str) -> Option<String> {
        let day = When::parse(iso).ok()?.earliest()?;
        let of = |stated: &Stated| match stated {
            Stated::Plain(text) => When::parse(text).ok()?.earliest(),
            Stated::Claims(claims) => When::parse(&claims.first()?.value).ok()?.earliest(),
        };
        let same = self.content.events.iter().find(|e| e.meta.date.as_ref().and_then(of) == Some(day));
        same.map(|event| event.id.clone())
    }

    pub(super) fn document_id(&self, index: usize) -> &str {
        self.content.documents.get(index).map_or("", |document| &document.id)
    }

    pub(super) fn person_id(&self, index: usize) -> &str {
        self.content.people.get(index).map_or("", |person| &person.id)
    }

    pub(super) fn organisation_id(&self, index: usize) -> &str {
        self.content.organisations.get(index).map_or("", |organisation| &organisation.id)
    }

    /// The file that describes a seed already, by its name or by the same bytes under another.
    fn describes(&self, raw: &Raw) -> Option<String> {
        let named = |file: &str| file.strip_prefix("seeds/").unwrap_or(file) == raw.seed;
        let read = self.content.articles.iter().find(|article| {
            article.meta.seed.as_deref().is_some_and(named)
                || article.meta.sha256.as_deref().is_some_and(|sha| sha.eq_ignore_ascii_case(&raw.sha256))
        });
        // A file that cannot be understood may be the one as well.
        let broken = || {
            let mut files = self.snapshot.below("content/articles/");
            let says = |content: &[u8]| {
                let text = String::from_utf8_lossy(content).into_owned();
                text.lines()
                    .filter_map(|line| line.strip_prefix("seed:"))
                    .any(|v| named(v.trim().trim_matches(['"', '\''])))
            };
            files.find(|(_, content)| says(content)).map(|(path, _)| path.to_owned())
        };
        read.map(|article| article.file.clone()).or_else(broken)
    }

    /// The publisher whose site an address is on.
    fn publisher_of(&self, url: &str) -> Option<&str> {
        let wanted = host(url)?;
        let same = |site: &str| host(site) == Some(wanted);
        let found = self.content.publishers.iter().find(|p| p.meta.site.as_deref().is_some_and(same));
        found.map(|publisher| publisher.id.as_str())
    }

    /// The rules of a publisher that can be understood.
    fn rules_of(&self, id: &str) -> Vec<(Rule, OmitKind)> {
        let publisher = self.content.publishers.iter().find(|publisher| publisher.id == id);
        let omit = publisher.map(|publisher| publisher.meta.omit.as_slice()).unwrap_or_default();
        let text = |rule: &crate::parse::metadata::Omit| {
            let from = rule.from.as_ref()?.0.clone();
            Some((Rule::Text { from, to: rule.to.as_ref().map(|to| to.0.clone()) }, rule.kind))
        };
        omit.iter().filter_map(text).collect()
    }

    fn has(&self, path: &str) -> bool {
        self.snapshot.get(path).is_some()
    }

    /// The topics whose terms stand in a folded text.
    fn topics_in(&self, key: &str) -> Vec<String> {
        let in_text = |term: &crate::parse::metadata::Text| key.contains(&lower_tone(term));
        let topics = self.content.topics.iter().filter(|topic| topic.meta.terms.iter().any(in_text));
        topics.map(|topic| topic.id.clone()).collect()
    }
}

/// A raw text that is new, read.
struct Read<'a> {
    raw: &'a Raw,
    reading: Reading,
    facts: Facts,
    publisher: Option<(String, String)>,
    covered: Vec<usize>,
}

/// Drafts what can be drafted for `raws`, in their order.
pub fn draft(raws: &[Raw], known: &Known<'_>, wishes: &Wishes) -> Drafts {
    let mut drafts = Drafts::default();
    let described: Vec<Option<String>> = raws.iter().map(|raw| known.describes(raw)).collect();
    let mut reads: Vec<Read<'_>> = Vec::new();
    for raw in raws.iter().zip(&described).filter(|(_, described)| described.is_none()).map(|(raw, _)| raw) {
        reads.push(read(raw, known, wishes));
    }
    let (mut ids, mut sigla) = taken(known);
    share(&mut reads, known, wishes, &mut drafts);
    let mut reads = reads.into_iter();
    let mut unknown: BTreeMap<String, (DocumentNumber, Vec<(String, found::Document)>)> = BTreeMap::new();
    for described in described {
        if let Some(file) = described {
            drafts.articles.push(Result::Known(file));
            continue;
        }
        let Some(read) = reads.next() else { continue };
        let title = read.facts.title.as_ref().map(|fact| fact.value.as_str());
        let (id, _) = names::id(&read.raw.seed, title, &ids);
        if ids.contains(&id) {
            let ending = if known.has(&format!("content/articles/{id}.md")) { "md" } else { "yaml" };
            drafts.articles.push(Result::Known(format!("content/articles/{id}.{ending}")));
            continue;
        }
        let url = read.facts.url.as_ref().filter(|fact| !fact.is_offer).map(|fact| fact.value.as_str());
        let siglum = names::siglum(&id, title, url, &sigla);
        ids.insert(id.clone());
        sigla.insert(siglum.0.clone());
        let (file, summary, found) = one(&read, &id, siglum, known);
        for document in found.documents {
            let Some(number) =
                document.number.clone().filter(|_| document.known.is_none() && !document.is_unsure)
            else {
                continue;
            };
            unknown
                .entry(offered_file(&number))
                .or_insert((number, Vec::new()))
                .1
                .push((read.raw.seed.clone(), document));
        }
        drafts.articles.push(Result::Drafted(file, summary));
    }
    if wishes.documents {
        let new = unknown
            .into_iter()
            .filter(|(path, _)| !known.has(path) && !known.has(&path.replace(".yaml", ".md")));
        drafts.documents =
            new.map(|(path, (number, seen))| NewFile { path, text: document(&number, &seen) }).collect();
    }
    drafts
}

/// IDs and sigla that articles have.
fn taken(known: &Known<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let files = known.snapshot.below("content/articles/").map(|(path, _)| path);
    let stem = |path: &str| {
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned())
    };
    let ids: BTreeSet<String> = files.filter_map(stem).collect();
    let mut sigla: BTreeSet<String> = ids.iter().map(|id| id.to_uppercase()).collect();
    sigla.extend(
        known.content.articles.iter().filter_map(|a| a.meta.siglum.as_ref().map(|siglum| siglum.0.clone())),
    );
    (ids, sigla)
}

fn read<'a>(raw: &'a Raw, known: &Known<'_>, wishes: &Wishes) -> Read<'a> {
    let mut reading = Reading::new(&raw.text);
    let vietnamese = kinds::is_vietnamese(&reading.pieces);
    let facts = facts::facts(&reading, vietnamese);
    let url = facts.url.as_ref().filter(|fact| !fact.is_offer);
    let publisher = match &wishes.publisher {
        Some(id) => Some((id.clone(), "Named with `--publisher`.".to_owned())),
        None => url.and_then(|fact| {
            let id = known.publisher_of(&fact.value)?.to_owned();
            Some((id, format!("The address in line {} is on this publisher's site.", fact.line)))
        }),
    };
    let rules = publisher.as_ref().map(|(id, _)| known.rules_of(id)).unwrap_or_default();
    let covered = cover(raw, &mut reading, &rules);
    Read { raw, reading, facts, publisher, covered }
}

/// Takes what a publisher's rules say of a text for certain; the lines they omit, sorted.
fn cover(raw: &Raw, reading: &mut Reading, rules: &[(Rule, OmitKind)]) -> Vec<usize> {
    let lines = Lines::new(&raw.text);
    let mut kinds = vec![None; lines.len()];
    for (rule, kind) in rules {
        clean::omit(&raw.text, &lines, rule, *kind, &mut kinds);
    }
    let mut covered = Vec::new();
    for (piece, guess) in reading.pieces.iter().zip(&mut reading.guesses) {
        let all: Vec<Option<OmitKind>> = kinds[piece.lines.0 - 1..piece.lines.1].to_vec();
        if let Some(kind) = all[0].filter(|_| all.iter().all(Option::is_some)) {
            *guess = kinds::Guess::omit(kind, "a rule of the publisher");
            covered.extend(piece.lines.0..=piece.lines.1);
        }
    }
    covered
}

/// Finds what texts of one publisher share, drafts or offers it as rules, and leaves those lines to them.
fn share(reads: &mut [Read<'_>], known: &Known<'_>, wishes: &Wishes, drafts: &mut Drafts) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, read) in reads.iter().enumerate() {
        let of_url =
            || read.facts.url.as_ref().and_then(|fact| host(&fact.value)).map(|host| format!("site {host}"));
        let group = read.publisher.as_ref().map(|(id, _)| format!("publisher {id}")).or_else(of_url);
        if let Some(group) = group {
            groups.entry(group).or_default().push(number);
        }
    }
    for (group, numbers) in groups {
        let id = group.strip_prefix("publisher ");
        let hosts: BTreeSet<String> = numbers
            .iter()
            .filter_map(|&n| {
                reads[n].facts.url.as_ref().and_then(|fact| host(&fact.value)).map(str::to_owned)
            })
            .collect();
        let others = existing(known, id, &hosts);
        let rules = {
            let of_reads = numbers.iter().map(|&n| Member {
                text: &reads[n].raw.text,
                reading: &reads[n].reading,
                covered: &reads[n].covered,
            });
            let of_others =
                others.iter().map(|(raw, reading, covered)| Member { text: &raw.text, reading, covered });
            shared::rules(&of_reads.chain(of_others).collect::<Vec<_>>())
        };
        let file = id.map(|id| format!("content/publishers/{id}.yaml"));
        let is_new = file.as_ref().is_some_and(|file| !known.has(file)) && id == wishes.publisher.as_deref();
        if is_new {
            let facts: Vec<(&str, &Facts)> =
                numbers.iter().map(|&n| (reads[n].raw.seed.as_str(), &reads[n].facts)).collect();
            drafts.publisher =
                file.zip(id).map(|(path, id)| NewFile { path, text: publisher(id, &facts, &rules) });
            let understood: Vec<(Rule, OmitKind)> =
                rules.into_iter().map(|shared| (shared.rule, shared.kind)).collect();
            for number in numbers {
                let covered = cover(reads[number].raw, &mut reads[number].reading, &understood);
                reads[number].covered = covered;
            }
        } else if !rules.is_empty() {
            drafts.offers.push((file.unwrap_or(group), list(&rules)));
        }
    }
}

/// The seeds of articles that are there already and have this publisher, or an address on one of these sites.
fn existing(
    known: &Known<'_>,
    publisher: Option<&str>,
    hosts: &BTreeSet<String>,
) -> Vec<(Raw, Reading, Vec<usize>)> {
    let rules = publisher.map(|id| known.rules_of(id)).unwrap_or_default();
    let is_of = |article: &&crate::parse::file::Parsed<crate::parse::metadata::Article>| {
        let same = publisher.is_some() && article.meta.publisher.as_deref() == publisher;
        same || article.meta.url.as_deref().and_then(host).is_some_and(|host| hosts.contains(host))
    };
    let raw = |article: &crate::parse::file::Parsed<crate::parse::metadata::Article>| {
        let seed = article.meta.seed.as_ref()?;
        let name = seed.strip_prefix("seeds/").unwrap_or(seed).to_owned();
        let File::Text(text) = known.snapshot.get(&format!("seeds/{name}"))? else { return None };
        let raw = Raw { seed: name, text: text.to_string(), sha256: String::new() };
        let mut reading = Reading::new(&raw.text);
        let covered = cover(&raw, &mut reading, &rules);
        Some((raw, reading, covered))
    };
    known.content.articles.iter().filter(is_of).filter_map(raw).collect()
}

fn one(
    read: &Read<'_>,
    id: &str,
    siglum: (String, &'static str),
    known: &Known<'_>,
) -> (NewFile, Summary, Found) {
    let Read { raw, reading, facts, publisher, covered } = read;
    let rules = rules::rules(&raw.text, reading, covered);
    let sure = |fact: &Option<facts::Fact>| fact.as_ref().is_some_and(|fact| !fact.is_offer);
    let stated = facts.published.as_ref().filter(|fact| !fact.is_offer);
    let written = stated.and_then(|fact| When::parse(&fact.value).ok()).and_then(|when| when.latest());
    let found = found::find(&raw.text, reading, &known.lexicon, written);
    let body: String = reading
        .pieces
        .iter()
        .zip(&reading.guesses)
        .filter(|(_, g)| g.kind.is_none())
        .map(|(p, _)| p.key.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let draft = Draft {
        siglum,
        seed: &raw.seed,
        sha256: &raw.sha256,
        publisher: publisher.clone(),
        facts,
        reading,
        rules: &rules,
        covered,
        found: &found,
        topics: known.topics_in(&body),
    };
    let mut summary = Summary { events: found.events.len(), ..Summary::default() };
    for (_, kind) in reading.line_kinds() {
        summary.lines += 1;
        if let Some(kind) = kind {
            *summary.omitted.entry(kind).or_default() += 1;
        }
    }
    summary.unknown =
        found.documents.iter().filter(|document| document.known.is_none() && !document.is_unsure).count();
    let keys = [
        ("title", sure(&facts.title)),
        ("publisher", publisher.is_some()),
        ("author", sure(&facts.author)),
        ("published", sure(&facts.published)),
        ("url", sure(&facts.url)),
    ];
    summary.guessed = keys.iter().filter(|(_, there)| *there).map(|(key, _)| *key).collect();
    summary.missing = keys.iter().filter(|(_, there)| !there).map(|(key, _)| *key).collect();
    (NewFile { path: format!("content/articles/{id}.yaml"), text: draft.write(known) }, summary, found)
}

/// The draft of a publisher.
fn publisher(id: &str, facts: &[(&str, &Facts)], rules: &[Shared]) -> String {
    let mut out = comment(
        0,
        "Drafted by `khue import`. Whatever has a comment above it is a guess: confirm it and remove the comment.",
    );
    let holder = facts.iter().find_map(|(seed, facts)| facts.holder.as_ref().map(|holder| (seed, holder)));
    match holder {
        Some((seed, holder)) => {
            out.push_str(&comment(
                0,
                &format!("Line {} of {} {}: {}", holder.line, words(seed), holder.why, words(&holder.words)),
            ));
            out.push_str(&format!("name: {}\n", scalar(&holder.value)));
        }
        None => {
            out.push_str(&comment(0, "No line names the publisher: the ID stands in for its name."));
            out.push_str(&format!("name: {}\n", scalar(id)));
        }
    }
    let site = facts
        .iter()
        .find_map(|(seed, facts)| facts.url.as_ref().filter(|url| !url.is_offer).map(|url| (seed, url)));
    match site.and_then(|(seed, url)| Some((seed, url, host(&url.value)?))) {
        Some((seed, url, _)) => {
            let end = url.value.match_indices('/').nth(2).map_or(url.value.len(), |(at, _)| at);
            out.push_str(&comment(0, &format!("From the address in line {} of {}.", url.line, words(seed))));
            out.push_str(&format!("site: {}\n", scalar(&format!("{}/", &url.value[..end]))));
        }
        None => out.push_str(&comment(0, "site: not stated.")),
    }
    if rules.is_empty() {
        out.push_str(&comment(0, "omit: no lines are shared by several of its articles."));
    } else {
        out.push_str(&list(rules));
    }
    out
}

/// Rules as the key `omit` of a publisher.
fn list(rules: &[Shared]) -> String {
    let mut out = String::from("omit:\n");
    for shared in rules {
        out.push_str(&comment(2, &format!("In {} texts ({}).", shared.texts, kind_name(shared.kind))));
        out.push_str(&article::rule(&shared.rule, shared.kind, &[], 2));
    }
    out
}

/// The draft of a document that texts mention: in which seeds, and how.
fn document(number: &DocumentNumber, seen: &[(String, found::Document)]) -> String {
    let mut out = comment(0, "Drafted by `khue import` from mentions. What no seed states is left out.");
    for (seed, document) in seen {
        out.push_str(&comment(0, &format!("Mentioned in {}, {}.", words(seed), lines(&document.lines))));
    }
    match seen.iter().find_map(|(_, document)| document.kind.as_ref()) {
        Some(kind) => {
            out.push_str(&comment(0, "The word before the number:"));
            out.push_str(&format!("type: {}\n", scalar(kind)));
        }
        None => out.push_str(&comment(0, "type: no word for its kind stands before the number.")),
    }
    out.push_str(&format!("number: {}\n", scalar(&number.to_string())));
    let mut dates: Vec<_> = seen
        .iter()
        .flat_map(|(seed, d)| d.dates.iter().map(move |(date, line)| (*date, *line, seed)))
        .collect();
    dates.sort_by(|a, b| (a.0, a.2, a.1).cmp(&(b.0, b.2, b.1)));
    let told: Vec<String> =
        dates.iter().map(|(date, line, seed)| format!("{date} in line {line} of {}", words(seed))).collect();
    let is_one = dates.iter().all(|(date, ..)| *date == dates[0].0);
    match dates.first() {
        Some((date, ..)) if is_one => {
            out.push_str(&comment(0, &format!("Written beside the number: {}", told.join("; "))));
            out.push_str(&format!("issued: {date}\n"));
        }
        Some(_) => out.push_str(&comment(
            0,
            &format!("issued: the texts differ, or there are several documents: {}", told.join("; ")),
        )),
        None => out.push_str(&comment(0, "issued: no date stands beside the number.")),
    }
    out.push_str(&comment(0, "issuer, title: to be filled in from the texts."));
    out
}
