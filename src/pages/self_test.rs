//! The self-test: every question, those that authors wrote by topic, then those of the register.

use super::parts::paging;
use super::paths::Paths;
use super::{Additions, Kind, Made, Plan, Planner, Scope, made};
use crate::display::words;
use crate::model::site::{ArticleId, Evidence, Site, Thing, Wording};
use crate::offers::{ANKI, is_chosen};
use crate::parse::metadata::QuestionKind;
use crate::questions::{Asked, Origin, Said};
use crate::view::{
    AnswerView, OptionView, QuestionGroup, QuestionView, SearchChoice, SelfTestLink, SelfTestView,
};

/// Questions to which the page of an article leads.
const LINKS: usize = 12;

/// The self-test.
pub const KIND: Kind = Kind {
    name: "self-test",
    sees: "test",
    plan: Plan::Named(|planner| {
        let count = planner.questions().len();
        let number = words::capitalised(&planner.strings.number(count));
        let title = match count {
            1 => planner.strings.get("one_to_answer").to_owned(),
            _ => planner.strings.fill("n_to_answer", &[("n", &number)]),
        };
        planner.named("self-test", title, "self-test", paging::parts(count))
    }),
    view,
};

/// Whether there is anything to ask.
pub fn is_offered(planner: &Planner<'_>) -> bool {
    !planner.questions().is_empty()
}

fn view(scope: &Scope<'_>) -> Made {
    let site = scope.site;
    let all = scope.questions();
    let shown = scope.on_page(all.iter().enumerate());
    let shown: Vec<(usize, &Asked)> = shown.map(|(index, one)| (index + 1, one)).collect();
    let topics = site.topics_in_order().into_iter();
    let topics = topics.filter(|id| shown.iter().any(|(_, one)| one.topics.contains(id)));
    let scored = shown.iter().filter(|(_, one)| one.kind != QuestionKind::Recall).count();
    let count = |one, many, n| scope.strings.count(one, many, n);
    let counted = [
        (scored, count("one_scored", "n_scored", scored)),
        (shown.len() - scored, count("one_recalled", "n_recalled", shown.len() - scored)),
    ];
    let counted: Vec<String> = counted.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
    let view = SelfTestView {
        groups: groups(scope, &shown),
        topics: topics
            .map(|id| {
                let topic = &site[id];
                SearchChoice { value: topic.id.clone(), label: topic.title.clone() }
            })
            .collect(),
        kinds: kinds(scope, &shown),
        counted: format!("{}.", words::capitalised(&counted.join(", "))),
        anki_path: is_chosen(site, "anki").then(|| ANKI.to_owned()),
    };
    let page = Additions {
        description: Some(scope.strings.get("selftest_lead").to_owned()),
        crumb: Some(scope.strings.get("selftest").to_owned()),
        ..Additions::default()
    };
    made(&view, page)
}

/// Questions, each with its number, by what asks them.
pub fn groups(scope: &Scope<'_>, shown: &[(usize, &Asked)]) -> Vec<QuestionGroup> {
    let groups = shown.chunk_by(|(_, a), (_, b)| group_id(scope.site, a) == group_id(scope.site, b));
    groups.map(|group| questions_of(scope, group)).collect()
}

/// The output file in which a question stands, from its place in [`crate::questions::all`].
pub fn file(paths: &Paths, index: usize) -> String {
    paths.named("self-test", paging::part_of(index))
}

/// What a topic's or page's own page says of its questions, and where in the self-test they begin; none without any.
pub fn link(scope: &Scope<'_>, thing: Thing) -> Option<SelfTestLink> {
    let is_own = |one: &Asked| one.origin == Origin::Written && one.source == thing;
    let all = scope.questions();
    let first = all.iter().position(is_own)?;
    let count = all[first..].iter().take_while(|one| is_own(one)).count();
    let file = file(scope.paths, first);
    Some(SelfTestLink {
        label: scope.strings.count("one_question", "n_questions", count),
        path: format!("{}#{}", scope.paths.address(&file), anchor(scope.site, thing)),
    })
}

/// Links to the written questions that an article answers, as HTML; none where it answers none.
pub fn answered_by(scope: &Scope<'_>, article: ArticleId) -> Option<String> {
    let written = scope.questions().iter().take_while(|one| one.origin == Origin::Written).enumerate();
    let own: Vec<(usize, &Asked)> =
        written.filter(|(_, one)| one.quotes.iter().any(|quote| quote.article == article)).collect();
    let link = |&(index, one): &(usize, &Asked)| {
        let path = scope.paths.address(&file(scope.paths, index));
        let label = scope.strings.fill("q_number", &[("n", &(index + 1).to_string())]);
        format!("<a href=\"{}{path}#q-{}\">{}</a>", scope.root, one.id, words::html(&label))
    };
    let mut links: Vec<String> = own.iter().take(LINKS).map(link).collect();
    if own.len() > LINKS {
        links.push("…".to_owned());
    }
    (!links.is_empty()).then(|| links.join(", "))
}

fn anchor(site: &Site, thing: Thing) -> String {
    format!("{}-{}", thing.kind(), site.id(thing))
}

/// The anchor of the group in which a question stands.
fn group_id(site: &Site, one: &Asked) -> String {
    match one.origin {
        Origin::Written => anchor(site, one.source),
        Origin::Register => format!("register-{}", one.source.kind()),
    }
}

fn questions_of(scope: &Scope<'_>, group: &[(usize, &Asked)]) -> QuestionGroup {
    let first = group[0].1;
    let from_register = first.origin == Origin::Register;
    let register = |what: &str| {
        let what = words::uncapitalised(scope.strings.get(what));
        words::html(&scope.strings.fill("register_title", &[("what", &what)]))
    };
    let title_html = match (from_register, first.source) {
        (true, Thing::Event(_)) => register("events"),
        (true, _) => register("documents"),
        (false, thing) => scope.heading(&scope.name(thing)),
    };
    QuestionGroup {
        id: group_id(scope.site, first),
        title_html,
        path: (!from_register).then(|| scope.path(first.source)),
        from_register,
        questions: group.iter().map(|(number, one)| question(scope, *number, one)).collect(),
    }
}

fn question(scope: &Scope<'_>, number: usize, one: &Asked) -> QuestionView {
    let from_register = one.origin == Origin::Register;
    let option =
        // Whoever chooses does not want to be led away: references are links in the answer.
        |(index, text): (usize, &Wording)| OptionView {
            value: index + 1,
            text_html: words::html(&scope.worded_plain(text)),
        };
    let answers = match one.options.is_empty() {
        true => one.says.iter().map(|said| answer(scope, one, said)).collect(),
        false => one
            .answers()
            .into_iter()
            .map(|text| AnswerView {
                text_html: scope.worded(text, words::html),
                note: None,
                chips: Vec::new(),
            })
            .collect(),
    };
    let topics: Vec<&str> = one.topics.iter().map(|id| scope.site[id].id.as_str()).collect();
    QuestionView {
        number,
        id: one.id.clone(),
        kind: one.kind.name().to_owned(),
        kind_label: label(scope, one.kind),
        from_register,
        topics: topics.join(" "),
        ask_html: scope.worded(&one.ask, |text| scope.heading(text)),
        options: one.options.iter().enumerate().map(option).collect(),
        answer: compared(one),
        answers,
        differs: one.differs(),
        explain_html: scope.maybe_inline(one.explain.as_ref()),
        blocks: scope.quote_blocks(&one.quotes).0,
        chips: one.sources().into_iter().map(|(article, passage)| scope.chip(article, passage)).collect(),
        about: from_register
            .then(|| SelfTestLink { label: scope.name(one.source), path: scope.path(one.source) }),
    }
}

fn label(scope: &Scope<'_>, kind: QuestionKind) -> String {
    scope.strings.get(&format!("q_{}", kind.name())).to_owned()
}

/// What a script compares the reader's answer with.
fn compared(one: &Asked) -> Option<String> {
    let spaced = |numbers: Vec<usize>| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    match one.kind {
        QuestionKind::Recall => None,
        QuestionKind::Order => {
            let place = |option: u32| one.answer.iter().position(|&n| n == option).map_or(0, |at| at + 1);
            Some(spaced((0..one.options.len() as u32).map(place).collect()))
        }
        _ => Some(spaced(one.answer.iter().map(|&n| n as usize + 1).collect())),
    }
}

/// One version of an answer, with the sources of which no quotation is shown, or with all where versions must be told apart.
fn answer(scope: &Scope<'_>, one: &Asked, said: &Said) -> AnswerView {
    let is_shown = |evidence: &&Evidence| one.differs() || evidence.quote.is_none();
    let chips = scope.chips_in_order(said.evidence.iter().filter(is_shown).map(Evidence::passages));
    AnswerView { text_html: scope.worded(&said.text, words::html), note: said.note.clone(), chips }
}

/// The kinds among some questions, in the order in which they first stand there.
fn kinds(scope: &Scope<'_>, shown: &[(usize, &Asked)]) -> Vec<SearchChoice> {
    let mut kinds: Vec<SearchChoice> = Vec::new();
    for (_, one) in shown {
        let (value, label) = match one.origin {
            Origin::Register => ("register", scope.strings.get("q_register").to_owned()),
            Origin::Written => (one.kind.name(), label(scope, one.kind)),
        };
        if kinds.iter().all(|kind| kind.value != value) {
            kinds.push(SearchChoice { value: value.to_owned(), label });
        }
    }
    kinds
}
