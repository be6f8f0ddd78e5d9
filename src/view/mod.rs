//! What templates see: small, flat values, made once by the page kinds and handed over serialised.
//!
//! Conventions that every template may rely on:
//! - a field whose name ends in `_html` is finished, escaped HTML (insert with `| safe`); every other text is plain
//!   and escaped by the template engine;
//! - a field whose name is or ends in `path` is an address relative to the site's root, already percent-encoded, with
//!   its fragment; a template writes `{{ page.root }}{{ path }}`, where `page.root` is `""`, `"../"` …; inside `_html`
//!   fields addresses are already relative to the page;
//! - an absent value is `null`, an empty list is `[]`; what a source does not state is said in words by the view
//!   (`absent`), never left out silently.

mod article;
mod frame;
mod glossary;
mod graph;
mod home;
mod parts;
mod search;
mod self_test;
mod things;
mod time;

pub use article::{
    ArticleView, Neighbour, NoteView, OmittedGroup, OmittedLine, ParallelGroup, ParallelPair, PassageView,
    RelatedArticle,
};
pub use frame::{Crumb, MenuEntry, PageView, Pager, SiteView};
pub use glossary::{GlossaryTerm, GlossaryView};
pub use graph::{GraphLine, GraphNode, GraphRow, GraphView};
pub use home::{HomeDate, HomeDocument, HomeQuestion, HomeView};
pub use parts::{
    ArticleRow, BacklinkGroup, BacklinkSentence, BacklinkSource, Card, Chip, Fact, FileLink, PointView,
    QuoteBlock, QuoteSource, QuoteView, RelationItem, RelationRow, Remark, Version, WitnessCell, WitnessRow,
    Witnesses,
};
pub use search::{SearchArticle, SearchChoice, SearchFilter, SearchGroup, SearchPassage, SearchView};
pub use self_test::{AnswerView, OptionView, QuestionGroup, QuestionView, SelfTestLink, SelfTestView};
pub use things::{
    AgentRow, AgentView, DocumentView, EventView, GatheredGroup, ListView, PeopleView, TextView, TopicView,
};
pub use time::{Ruler, RulerMark, RulerPeriod, TimelineEntry, TimelineView};
