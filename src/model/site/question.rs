//! Questions that authors write for readers.

use super::{Markdown, Quote, Wording};
use crate::parse::metadata::QuestionKind;

/// A question of a topic's or a page's self-test, which can be asked: its answer is among its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in addresses, in what readers' browsers remember and in other programs: the id of its topic or page, a
    /// hyphen, and the author's `id` or eight hexadecimal digits made of the question's words. Unique in the site.
    pub id: String,
    /// How it is asked.
    pub kind: QuestionKind,
    /// The question.
    pub ask: Wording,
    /// What to choose from or to put in order, at least two; none for a question to recall.
    pub options: Vec<Wording>,
    /// The answer.
    pub answer: RightAnswer,
    /// Why; one paragraph.
    pub explain: Option<Markdown>,
    /// The words of sources that give the answer; at least one, where all could be found.
    pub quotes: Vec<Quote>,
}

/// The answer of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RightAnswer {
    /// Positions in [`Question::options`], from 0: one; several, ascending; for a question of order, all of them in the right
    /// order.
    Options(Vec<u32>),
    /// The answer in words.
    Words(Wording),
}

impl RightAnswer {
    /// The positions of right options, from 0; none where the answer is words.
    pub fn options(&self) -> &[u32] {
        match self {
            Self::Options(options) => options,
            Self::Words(_) => &[],
        }
    }
}
