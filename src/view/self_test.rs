//! The self-test.

use super::{Chip, QuoteBlock, SearchChoice};
use serde::Serialize;

/// The self-test, or one part of a long one, as `test`.
#[derive(Clone, Debug, Serialize)]
pub struct SelfTestView {
    /// The questions of this page, by what asks them.
    pub groups: Vec<QuestionGroup>,
    /// The topics to which questions of this page belong: id and name.
    pub topics: Vec<SearchChoice>,
    /// The kinds of questions on this page: `register` for all that the register asks, else the kind; and the word for it.
    pub kinds: Vec<SearchChoice>,
    /// How many questions of this page are checked: *Năm câu chấm được, một câu tự so.*
    pub counted: String,
    /// The file for Anki.
    pub anki_path: Option<String>,
}

/// Questions that stand together.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionGroup {
    /// Its anchor: `topic-hoc`, `page-a`, `register-document`, `register-event`.
    pub id: String,
    /// The topic's or page's name, or what the register asks about.
    pub title_html: String,
    /// The page of the topic, or the page.
    pub path: Option<String>,
    /// Whether they come from the register.
    pub from_register: bool,
    /// The questions.
    pub questions: Vec<QuestionView>,
}

/// A question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// Its place among all questions of the site, from 1.
    pub number: usize,
    /// What browsers remember it by; `q-` and this is its anchor.
    pub id: String,
    /// `one`, `several`, `compare`, `source`, `order`, `recall`.
    pub kind: String,
    /// *chọn một*.
    pub kind_label: String,
    /// Whether it comes from the register.
    pub from_register: bool,
    /// Ids of its topics, with spaces between.
    pub topics: String,
    /// The question.
    pub ask_html: String,
    /// What to choose from or to put in order; none for a question to recall.
    pub options: Vec<OptionView>,
    /// What a script compares with: the values of the right options, ascending; of a question of order, the place of each
    /// option; with spaces between. None for a question to recall.
    pub answer: Option<String>,
    /// The answers in words; in order, of a question of order.
    pub answers: Vec<AnswerView>,
    /// Whether the sources give different answers.
    pub differs: bool,
    /// Why.
    pub explain_html: Option<String>,
    /// The words of sources that give the answer.
    pub blocks: Vec<QuoteBlock>,
    /// All places that give the answer, for the key of a printed page.
    pub chips: Vec<Chip>,
    /// The thing that a question of the register is about: its name and page.
    pub about: Option<SelfTestLink>,
}

/// An option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionView {
    /// Its value, from 1.
    pub value: usize,
    /// What it says.
    pub text_html: String,
}

/// An answer in words.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The answer.
    pub text_html: String,
    /// How sure it is.
    pub note: Option<String>,
    /// Who says so, where no quotation below does.
    pub chips: Vec<Chip>,
}

/// A link to or from the self-test.
#[derive(Clone, Debug, Serialize)]
pub struct SelfTestLink {
    /// What it says: *5 câu về chủ đề này*.
    pub label: String,
    /// Where it leads.
    pub path: String,
}
