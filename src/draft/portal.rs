//! Drafts for several raw texts at once, for a portal that knows some things already.

use super::article::Draft;
use super::facts::{self, Facts, host};
use super::found::{self, Found};
use super::known::Known;
use super::shared::{self, Member};
use super::{Reading, kinds, names, others, rules};
use crate::model::{DocumentNumber, When};
use crate::parse::clean::{self, Lines, Rule};
use crate::parse::file::Parsed;
use crate::parse::metadata::{Article, OmitKind};
use crate::resolve::mentions::offered_file;
use crate::snapshot::File;
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
    /// Lines that read like paragraphs and are omitted, from 1.
    pub swallowed: Vec<usize>,
    /// The keys whose values are guesses.
    pub guessed: Vec<&'static str>,
    /// The keys that have no value, but a comment with words that may be one.
    pub offered: Vec<&'static str>,
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

/// A raw text that is new, read.
struct Read<'a> {
    raw: &'a Raw,
    id: String,
    reading: Reading,
    facts: Facts,
    publisher: Option<(String, String)>,
    covered: Vec<usize>,
}

/// Drafts what can be drafted for `raws`, in their order.
pub fn draft(raws: &[Raw], known: &Known<'_>, wishes: &Wishes) -> Drafts {
    let mut drafts = Drafts::default();
    let (mut ids, mut sigla) = taken(known);
    let mut reads: Vec<Read<'_>> = Vec::new();
    // Which texts are new is settled first: what others share with them is theirs only if they come in.
    let mut fates: Vec<std::result::Result<String, String>> = Vec::new();
    for raw in raws {
        let path = |id: &str| format!("content/articles/{id}.yaml");
        let again = || Some(path(&reads.iter().find(|read| read.raw.sha256 == raw.sha256)?.id));
        if let Some(file) = known.describes(raw).or_else(again) {
            fates.push(Err(file));
            continue;
        }
        let mut read = read(raw, known, wishes);
        let title = read.facts.title.as_ref().map(|fact| fact.value.as_str());
        let id = names::id(&raw.seed, title, &ids, |id| known.is_occupied(id));
        if !ids.insert(id.clone()) {
            let markdown = format!("content/articles/{id}.md");
            fates.push(Err(if known.has(&markdown) { markdown } else { path(&id) }));
            continue;
        }
        read.id.clone_from(&id);
        reads.push(read);
        fates.push(Ok(id));
    }
    share(&mut reads, known, wishes, &mut drafts);
    let mut reads = reads.into_iter();
    let mut unknown = Unknown::new();
    for (raw, fate) in raws.iter().zip(fates) {
        let id = match fate {
            Ok(id) => id,
            Err(file) => {
                drafts.articles.push(Result::Known(file));
                // Whoever asks for documents later asks for those of articles that are there.
                if wishes.documents {
                    add(&mut unknown, &raw.seed, mentioned(&read(raw, known, wishes), known).documents);
                }
                continue;
            }
        };
        let Some(read) = reads.next() else { continue };
        let title = read.facts.title.as_ref().map(|fact| fact.value.as_str());
        let url = read.facts.url.as_ref().filter(|fact| !fact.is_offer).map(|fact| fact.value.as_str());
        let siglum = names::siglum(&id, title, url, &sigla);
        sigla.insert(siglum.0.clone());
        let (file, summary, found) = one(&read, &id, siglum, known);
        add(&mut unknown, &read.raw.seed, found.documents);
        drafts.articles.push(Result::Drafted(file, summary));
    }
    if wishes.documents {
        let new = unknown
            .into_iter()
            .filter(|(path, _)| !known.has(path) && !known.has(&path.replace(".yaml", ".md")));
        drafts.documents = new
            .map(|(path, (number, seen))| NewFile { path, text: others::document(&number, &seen) })
            .collect();
    }
    drafts
}

/// Documents that no file describes: by the file that would, the number, and where they were seen.
type Unknown = BTreeMap<String, (DocumentNumber, Vec<(String, found::Document)>)>;

/// Adds those of a seed's documents that no file describes.
fn add(unknown: &mut Unknown, seed: &str, documents: Vec<found::Document>) {
    for document in documents.into_iter().filter(|document| document.known.is_none() && !document.is_unsure) {
        let Some(number) = document.number.clone() else { continue };
        let (_, seen) = unknown.entry(offered_file(&number)).or_insert((number, Vec::new()));
        seen.push((seed.to_owned(), document));
    }
}

/// What the article in a text mentions.
fn mentioned(read: &Read<'_>, known: &Known<'_>) -> Found {
    let stated = read.facts.published.as_ref().filter(|fact| !fact.is_offer);
    let written = stated.and_then(|fact| When::parse(&fact.value).ok()).and_then(|when| when.latest());
    found::find(&read.raw.text, &read.reading, &known.lexicon, written)
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
    Read { raw, id: String::new(), reading, facts, publisher, covered }
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
                file.zip(id).map(|(path, id)| NewFile { path, text: others::publisher(id, &facts, &rules) });
            let understood: Vec<(Rule, OmitKind)> =
                rules.into_iter().map(|shared| (shared.rule, shared.kind)).collect();
            for number in numbers {
                let covered = cover(reads[number].raw, &mut reads[number].reading, &understood);
                reads[number].covered = covered;
            }
        } else if !rules.is_empty() {
            drafts.offers.push((file.unwrap_or(group), others::list(&rules)));
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
    let is_of = |article: &&std::sync::Arc<Parsed<Article>>| {
        let same = publisher.is_some() && article.meta.publisher.as_deref() == publisher;
        same || article.meta.url.as_deref().and_then(host).is_some_and(|host| hosts.contains(host))
    };
    let raw = |article: &std::sync::Arc<Parsed<Article>>| {
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
    let Read { raw, reading, facts, publisher, covered, .. } = read;
    let rules = rules::rules(&raw.text, reading, covered);
    let found = mentioned(read, known);
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
    summary.swallowed = reading.swallowed();
    summary.unknown =
        found.documents.iter().filter(|document| document.known.is_none() && !document.is_unsure).count();
    let is_offer = |fact: &Option<facts::Fact>| fact.as_ref().map(|fact| fact.is_offer);
    let keys = [
        ("title", is_offer(&facts.title)),
        // Whoever holds the rights may be the publisher.
        ("publisher", publisher.as_ref().map(|_| false).or(facts.holder.as_ref().map(|_| true))),
        ("author", is_offer(&facts.author)),
        ("published", is_offer(&facts.published)),
        ("url", is_offer(&facts.url)),
    ];
    let only =
        |wanted| keys.iter().filter(|(_, is_offer)| *is_offer == wanted).map(|(key, _)| *key).collect();
    summary.guessed = only(Some(false));
    summary.offered = only(Some(true));
    summary.missing = only(None);
    (NewFile { path: format!("content/articles/{id}.yaml"), text: draft.write(known) }, summary, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::parse::{content, file, metadata};
    use proptest::prelude::{ProptestConfig, prop_assert, proptest};

    const BODY: &str = "The oldest of the three wells was dug long ago, and the whole village drew its water from it for years.";

    /// Drafts of one raw text in an empty portal, read back by the parser; the title that it then has.
    fn read_back(seed: &str, text: &str) -> std::result::Result<metadata::Article, String> {
        let snapshot = crate::snapshot::Snapshot::from_files([("portal.yaml", "title: A\n")]);
        let content = content::parse(&snapshot, true).value;
        let raw = Raw {
            seed: seed.to_owned(),
            text: text.to_owned(),
            sha256: crate::model::hash::sha256(text.as_bytes()),
        };
        let wishes = Wishes { publisher: Some("p".to_owned()), documents: true };
        let drafts = draft(std::slice::from_ref(&raw), &Known::new(&content, &snapshot), &wishes);
        let [Result::Drafted(article, _)] = drafts.articles.as_slice() else {
            return Err(format!("{drafts:?}"));
        };
        let mut files = vec![
            ("portal.yaml".to_owned(), "title: A\n".to_owned()),
            (format!("seeds/{seed}"), text.to_owned()),
            (article.path.clone(), article.text.clone()),
        ];
        files.extend(drafts.publisher.into_iter().chain(drafts.documents).map(|file| (file.path, file.text)));
        let portal = crate::snapshot::Snapshot::from_files(files);
        let found = crate::compile::resolve(&portal, &crate::Options::default()).diagnostics;
        let errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        // A page of menus only leaves no article: the author is told so, rightly.
        if errors.iter().any(|d| d.code != crate::diagnostic::Code::EmptyArticle) {
            return Err(format!("{errors:?}\n{}", article.text));
        }
        let bytes = File::from(article.text.clone().into_bytes());
        let read =
            file::parse::<metadata::Article>("a", "a.yaml", &bytes, &file::schema::<metadata::Article>());
        read.value
            .map(|parsed| parsed.meta)
            .ok_or_else(|| format!("{:?}\n{}", read.diagnostics, article.text))
    }

    #[test]
    fn hostile_titles_read_back() {
        for title in [
            "Wells: a history of them",
            "“Wells” #3: what 'they' gave \"us\"",
            "- wells [and] {more} *of* &them !now",
            "Wells\u{202e}sllew and what they gave",
            "Wells \u{1}\u{7f}\u{85}and what\u{2028} they gave",
            "true and false and null they gave",
            "--- wells and what they gave us",
            "%wells @and `what` they | gave > us",
        ] {
            let read = read_back("a.txt", &format!("{title}\n3 May 2020\n\n{BODY}\n")).unwrap();
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(words(&read.title), words(title));
            assert_eq!(read.published.as_deref(), Some("2020-05-03"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_draft_makes_a_portal_without_errors(
            seed in "[a-z: #'\"]{0,6}[a-z]\\.txt",
            title in "[a-zA-Zệ:#'\"\\\\*&!%@`|>{}\\[\\]\u{202e}\u{1}\u{85}, -]{0,50}",
            author in "\\PC{0,16}",
            rest in "([a-z:#\"' *\u{1}\u{2028}]{0,30}\n){0,5}",
        ) {
            let text = format!("{title}\n{author}\n\n{BODY} 57-KL/TW.\n\n{rest}Nguồn: https://a.example/{author}\nBản quyền {title}\n");
            if let Err(error) = read_back(&seed, &text) {
                prop_assert!(false, "{}", error);
            }
        }
    }
}
