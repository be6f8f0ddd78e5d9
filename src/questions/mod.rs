//! What a site asks its readers, in words: the questions that authors wrote, and those that the register gives without being
//! written.
//!
//! Pages, data and the export to Anki are made from this one list.

mod register;

use crate::model::site::{
    ArticleId, Evidence, Markdown, Question, Quote, RightAnswer, Site, Thing, TopicId, Wording,
};
use crate::parse::metadata::QuestionKind;
use crate::render::strings::Strings;
use crate::search::facets;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name in addresses, in what browsers remember and in other programs: stays while the question does. Unique in the
    /// site; `a-z`, `0-9`, hyphens.
    pub id: String,
    /// How it is asked.
    pub kind: QuestionKind,
    /// Who asks it.
    pub origin: Origin,
    /// The topic or page whose question it is, or the document or event that it is about.
    pub source: Thing,
    /// The topics to which it belongs, in the order of their ids.
    pub topics: Vec<TopicId>,
    /// The question.
    pub ask: Wording,
    /// What to choose from or to put in order; none where the answer is words.
    pub options: Vec<Wording>,
    /// Positions of the right options, from 0; in the right order, of a question of order.
    pub answer: Vec<u32>,
    /// The answer in words, if there are no options: one, or every version where sources differ.
    pub says: Vec<Said>,
    /// Why.
    pub explain: Option<Markdown>,
    /// The words of sources that give the answer.
    pub quotes: Vec<Quote>,
}

/// Who asks a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An author wrote it.
    Written,
    /// It is made of what the register holds of a document or an event.
    Register,
}

/// An answer in words, and who gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The answer.
    pub text: Wording,
    /// How sure it is, where it is not plain: *năm suy từ ngữ cảnh*.
    pub note: Option<String>,
    /// The articles that say so; none where only the portal does.
    pub evidence: Vec<Evidence>,
}

impl Asked {
    /// Whether sources give different answers, so that all must be told.
    pub fn differs(&self) -> bool {
        self.says.len() > 1
    }

    /// The answers in words: the right options (in order, if that is asked), or what is said.
    pub fn answers(&self) -> Vec<&Wording> {
        match self.options.is_empty() {
            true => self.says.iter().map(|said| &said.text).collect(),
            false => self.answer.iter().map(|&n| &self.options[n as usize]).collect(),
        }
    }

    /// The places that give the answer, each once, sorted: article, and passage from 0.
    pub fn sources(&self) -> BTreeSet<(ArticleId, Option<u32>)> {
        let said = self.says.iter().flat_map(|said| &said.evidence).map(|e| (e.article, e.passage));
        said.chain(self.quotes.iter().map(|quote| (quote.article, Some(quote.passage)))).collect()
    }
}

/// All questions of a site, made when they are first asked for: pages, formats and menu all need them.
pub type Once = OnceLock<Vec<Asked>>;

/// All questions: those that authors wrote, in the order of [`Site::questions`], then those of the register, documents before
/// events.
pub fn all(site: &Site, strings: &Strings) -> Vec<Asked> {
    let mut all: Vec<Asked> =
        site.questions().into_iter().map(|(thing, one)| written(site, thing, one)).collect();
    all.extend(register::questions(site, strings));
    all
}

fn written(site: &Site, source: Thing, question: &Question) -> Asked {
    let says = match &question.answer {
        RightAnswer::Words(words) => vec![Said { text: words.clone(), note: None, evidence: Vec::new() }],
        RightAnswer::Options(_) => Vec::new(),
    };
    Asked {
        id: question.id.clone(),
        kind: question.kind,
        origin: Origin::Written,
        source,
        topics: facets::topics(site, source),
        ask: question.ask.clone(),
        options: question.options.clone(),
        answer: question.answer.options().to_vec(),
        says,
        explain: question.explain.clone(),
        quotes: question.quotes.clone(),
    }
}
