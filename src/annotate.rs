//! Seeds in, facts out: what a build would find in each article alone, with a portal's vocabulary or none.

use crate::cite::Lexicon;
use crate::facts::{FORMAT, Facts, Names, PROGRAM};
use crate::model::When;
use crate::model::hash::sha256;
use crate::parse::clean::Lines;
use crate::parse::content::Content;
use crate::parse::file::{self, Parsed};
use crate::parse::metadata;
use crate::resolve::context::Context;
use crate::resolve::registry::Registry;
use crate::resolve::seeds::{self, Rules};
use crate::resolve::{articles, mentions, vocabulary};
use crate::snapshot::File;
use crate::text::parallels::{Forms, Syllables};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

/// What is asked: a line of the input.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The article's ID, or the name of its seed.
    pub id: String,
    /// The seed's text, every byte of it.
    pub text: String,
    /// When it was written (`2023-10-12`); by default what the portal says.
    pub written: Option<String>,
    /// The language, which changes nothing yet: there is one set of rules.
    #[serde(rename = "language")]
    pub _language: Option<String>,
}

/// Everything that does not depend on the seed.
pub struct Annotator<'a> {
    content: &'a Content,
    registry: Registry,
    lexicon: Lexicon,
    names: Names,
    /// By publisher.
    rules: Vec<Rules>,
    event_days: HashMap<&'a str, Date>,
    /// Articles by their seed's path below `seeds/`.
    by_seed: HashMap<&'a str, usize>,
    /// What is taken for the metadata of a seed that no article describes.
    unknown: Arc<Parsed<metadata::Article>>,
}

impl<'a> Annotator<'a> {
    /// With the vocabulary and the articles' metadata of `content`, which may be empty.
    pub fn new(content: &'a Content) -> Self {
        let seed = |path: &'a str| path.strip_prefix("seeds/").unwrap_or(path);
        let seeds = content.articles.iter().enumerate();
        let empty = File::from(b"title: x\n".to_vec());
        let unknown = file::parse("x", "x.yaml", &empty, &file::schema::<metadata::Article>()).value;
        Self {
            content,
            registry: Registry::new(content),
            lexicon: vocabulary::lexicon(content),
            names: vocabulary::names(content),
            // What is wrong with a rule, `khue check` tells.
            rules: content.publishers.iter().map(|p| seeds::publisher_rules(p, &mut Vec::new())).collect(),
            event_days: articles::event_days(content),
            by_seed: seeds.rev().filter_map(|(at, p)| Some((seed(p.meta.seed.as_deref()?), at))).collect(),
            unknown: Arc::new(unknown.expect("a title is all that an article needs")),
        }
    }

    /// The answer to a line of input, as a line of output without its end; the second says what is wrong, if anything is.
    /// `number` is the line's, from 1.
    pub fn answer(&self, line: &[u8], number: usize) -> (String, Option<String>) {
        let question: Result<Question, String> = serde_json::from_slice(line).map_err(|e| e.to_string());
        match question.and_then(|question| self.facts(&question)) {
            Ok(facts) => (facts, None),
            Err(wrong) => (failure(number, &wrong), Some(wrong)),
        }
    }

    /// The facts of one seed, as a line without its end.
    ///
    /// # Errors
    /// What is wrong with the question, in words.
    pub fn facts(&self, question: &Question) -> Result<String, String> {
        let Question { id, text, written, .. } = question;
        let described = self.article(id);
        let parsed = described.unwrap_or(&self.unknown);
        let written = match written {
            Some(day) => Some(
                When::parse(day)
                    .ok()
                    .and_then(|when| when.latest())
                    .ok_or_else(|| format!("`written` is no date: `{day}`"))?,
            ),
            None => {
                let published = parsed.meta.published.as_deref().and_then(|day| When::parse(day).ok());
                articles::written(published, articles::reported(&parsed.meta, &self.event_days))
            }
        };
        // What is wrong with an article's metadata, `khue check` tells.
        let mut context = Context::new(&self.registry, &[], &[]);
        let publisher = parsed.meta.publisher.as_deref().and_then(|id| self.registry.publisher(id).ok());
        let rules = publisher.map_or(&[][..], |id| &self.rules[id.index()]);
        let lines = Lines::new(text);
        let (passages, omitted, _) =
            seeds::seed_passages(parsed, text, &lines, publisher, rules, &mut context);
        let findings = mentions::scan(text, &passages, &self.lexicon, written);
        let words = passages.iter().map(|passage| &text[passage.range.clone()]);
        let syllables = Syllables::new(words, &mut Forms::default());
        let head = (id.as_str(), &*sha256(text.as_bytes()), written.map(|day| day.to_string()));
        let facts = Facts::new(head, &passages, &omitted, &findings, &syllables, &self.names);
        Ok(serde_json::to_string(&facts).expect("facts can be written"))
    }

    /// The article that has this ID, or else the first that has a seed of this name.
    fn article(&self, id: &str) -> Option<&'a Arc<Parsed<metadata::Article>>> {
        let articles = &self.content.articles;
        let by_id = articles.binary_search_by(|parsed| parsed.id.as_str().cmp(id)).ok();
        let by_seed = || self.by_seed.get(id.strip_prefix("seeds/").unwrap_or(id)).copied();
        by_id.or_else(by_seed).map(|at| &articles[at])
    }
}

/// The line that stands in place of an article's facts, so that the n-th line of output answers the n-th of input.
pub fn failure(number: usize, wrong: &str) -> String {
    json!({ "format": FORMAT, "program": PROGRAM, "line": number, "error": wrong }).to_string()
}
