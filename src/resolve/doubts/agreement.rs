//! What metadata says of a document against what the seeds say right beside its number.
//!
//! Only metadata is doubted, and only if no seed agrees with it: where seeds disagree with each other, one of them may
//! speak of another document of the same number.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::DocumentNumber;
use crate::model::site::{Agency, Agent, Article, Document, Mention, OrganisationId, Site};
use crate::parse::clean::folded;
use crate::parse::content::Content;
use crate::parse::metadata::Stated;
use crate::resolve::mentions::other_date;
use crate::text::fold::lower_tone;
use crate::text::words::line_number;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What the seeds say of one document, each with the places.
#[derive(Default)]
struct Said {
    dates: BTreeMap<Date, Vec<(usize, usize)>>,
    kinds: BTreeMap<String, Vec<(usize, usize)>>,
    issuers: BTreeMap<OrganisationId, Vec<(usize, usize)>>,
}

/// Compares documents, which are in the order of `content.documents`, with all mentions of their numbers.
pub fn agreement(content: &Content, site: &Site) -> Vec<Diagnostic> {
    let Site { documents, organisations, articles, .. } = site;
    let mut by_number: HashMap<&DocumentNumber, Vec<usize>> = HashMap::new();
    for (index, document) in documents.iter().enumerate() {
        if let Some(number) = &document.number {
            by_number.entry(number).or_default().push(index);
        }
    }
    let mut said: BTreeMap<usize, Said> = BTreeMap::new();
    for (a, article) in articles.iter().enumerate() {
        for (m, mention) in article.mentions.iter().enumerate() {
            let Some(&[index]) = mention.number.as_ref().and_then(|n| by_number.get(n)).map(Vec::as_slice)
            else {
                continue;
            };
            let here = said.entry(index).or_default();
            if let Some(kind) = &mention.kind {
                here.kinds.entry(kind.clone()).or_default().push((a, m));
            }
            if let Some(issuer) = issuer_behind(article, mention) {
                here.issuers.entry(issuer).or_default().push((a, m));
            }
            if let Some(date) = mention.date {
                here.dates.entry(date).or_default().push((a, m));
            }
        }
    }
    let mut diagnostics = Vec::new();
    for (index, said) in said {
        let parsed = &content.documents[index];
        let first = |key: &'static str, stated: Option<&Stated>| match stated {
            Some(Stated::Claims(_)) => parsed.at(&[key.into(), 0.into(), "value".into()]),
            _ => parsed.at(&[key.into()]),
        };
        let document = &documents[index];
        let issued = first("issued", parsed.meta.issued.as_ref());
        dates(document, &said, issued, articles, &mut diagnostics);
        diagnostics.extend(kinds(document, &said, parsed.at(&["type".into()]), articles));
        let issuer = first("issuer", parsed.meta.issuer.as_ref());
        diagnostics.extend(issuers(document, &said, organisations, issuer, articles));
    }
    diagnostics
}

/// Whether a version of `issued` is, or holds, this day.
fn states(document: &Document, date: Date) -> bool {
    document.issued.versions.iter().any(|version| version.value.holds(date))
}

fn dates(
    document: &Document,
    said: &Said,
    at: Location,
    articles: &[Arc<Article>],
    out: &mut Vec<Diagnostic>,
) {
    let Some(number) = document.number.as_ref().filter(|_| !document.issued.versions.is_empty()) else {
        return;
    };
    let others: Vec<_> = said.dates.iter().filter(|(date, _)| !states(document, **date)).collect();
    if others.len() < said.dates.len() {
        // Some seed agrees: the others may speak of another document.
        for (a, m) in others.into_iter().flat_map(|(_, places)| places) {
            let (article, mention) = (&articles[*a], &articles[*a].mentions[*m]);
            let at = Location::new(&article.seed, mention.range.clone());
            out.push(other_date(number, &article.text[mention.range.clone()], at));
        }
        return;
    }
    if others.is_empty() {
        return;
    }
    let stated: Vec<String> =
        others.iter().map(|(date, places)| format!("{date} ({})", told(places, articles))).collect();
    let issued = document.issued.shown().map(ToString::to_string).unwrap_or_default();
    let message =
        format!("`{number}` is dated {issued} here, but beside its number stands {}", stated.join(", "));
    out.push(
        Diagnostic::warning(Code::DateDisagrees, message)
            .at(at)
            .hint("correct `issued`, or describe the other document of that number in a file of its own"),
    );
}

/// A document may be called by a wider word: `Chương trình` for `Chương trình hành động`, and `Văn bản` for any.
fn kinds(document: &Document, said: &Said, at: Location, articles: &[Arc<Article>]) -> Option<Diagnostic> {
    let (number, kind) = (document.number.as_ref()?, document.kind.as_deref()?);
    let plain = |kind: &str| lower_tone(&folded(kind));
    let own = plain(kind);
    let agrees = |other: &str| own.starts_with(other) || other.starts_with(&own) || other == "văn bản";
    if said.kinds.is_empty() || said.kinds.keys().any(|other| agrees(&plain(other))) {
        return None;
    }
    let called: Vec<String> =
        said.kinds.iter().map(|(kind, places)| format!("`{kind}` ({})", told(places, articles))).collect();
    let message = format!("`{number}` is a `{kind}` here, but the seeds call it {}", called.join(", "));
    Some(Diagnostic::warning(Code::TypeDisagrees, message).at(at).hint("correct `type`, or the number"))
}

fn issuers(
    document: &Document,
    said: &Said,
    organisations: &[Arc<Agent>],
    at: Location,
    articles: &[Arc<Article>],
) -> Option<Diagnostic> {
    let number = document.number.as_ref()?;
    let versions = &document.issuer.versions;
    let is_it = |id: &OrganisationId| {
        let agent = &organisations[id.index()];
        let is_named = |name: &str| {
            let name = lower_tone(&folded(name));
            std::iter::once(&agent.name).chain(&agent.aliases).any(|own| lower_tone(&folded(own)) == name)
        };
        versions.iter().any(|version| match &version.value {
            // A part may act for the whole, and the whole be named for a part.
            Agency::Known(known) => {
                known == id
                    || agent.parent == Some(*known)
                    || organisations[known.index()].parent == Some(*id)
            }
            Agency::Name(name) => is_named(name),
        })
    };
    if versions.is_empty() || said.issuers.is_empty() || said.issuers.keys().any(is_it) {
        return None;
    }
    let name = |id: &OrganisationId| organisations[id.index()].name.clone();
    let own = match versions.first().map(|version| &version.value)? {
        Agency::Known(id) => name(id),
        Agency::Name(name) => name.clone(),
    };
    let named: Vec<String> = said
        .issuers
        .iter()
        .map(|(id, places)| format!("`{}` ({})", name(id), told(places, articles)))
        .collect();
    let message =
        format!("`{number}` is issued by `{own}` here, but behind its number stands {}", named.join(", "));
    Some(
        Diagnostic::warning(Code::IssuerDisagrees, message)
            .at(at)
            .hint("correct `issuer`, or list what each source says"),
    )
}

/// The organisation in `NUMBER, ngày DATE của ORGANISATION`, of which the date may be missing.
fn issuer_behind(article: &Article, mention: &Mention) -> Option<OrganisationId> {
    let end = mention.range.end;
    let next = article.organisations.partition_point(|named| named.range.start < end);
    let named = article.organisations.get(next).filter(|named| named.passage == mention.passage)?;
    let date = article.dates.partition_point(|date| date.range.start < end);
    let date = article.dates.get(date).filter(|date| date.range.end <= named.range.start);
    let between = match date {
        Some(date) => format!(
            "{} {}",
            &article.text[end..date.range.start],
            &article.text[date.range.end..named.range.start]
        ),
        None => article.text[end..named.range.start].to_owned(),
    };
    let words = between.replace([',', '(', ')'], " ");
    let words: Vec<String> = words.split_whitespace().map(lower_tone).filter(|word| word != "ngày").collect();
    (words == ["của"]).then_some(named.id)
}

/// *seeds/a.txt line 3 and 2 times more*.
fn told(places: &[(usize, usize)], articles: &[Arc<Article>]) -> String {
    let Some((a, m)) = places.first() else { return String::new() };
    let article = &articles[*a];
    let start = article.mentions[*m].range.start;
    let line = line_number(&*article.text, start);
    let more = match places.len() - 1 {
        0 => String::new(),
        1 => " and once more".to_owned(),
        n => format!(" and {n} times more"),
    };
    format!("{} line {line}{more}", article.seed)
}
