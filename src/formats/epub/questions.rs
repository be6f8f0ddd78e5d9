//! The questions that authors wrote, as chapters: each question with its options, and at the chapter's end the answers.
//!
//! A chapter holds what a page of the self-test does, at the same anchors, so that links to questions lead here.

use super::parts::Page;
use crate::display::words;
use crate::markup::escape;
use crate::model::site::Thing;
use crate::pages::parts::paging;
use crate::pages::self_test;
use crate::pages::{Planner, Scope};
use crate::questions::{Asked, Origin};
use crate::view::{AnswerView, QuestionGroup, QuestionView};

/// How many chapters the questions fill.
pub fn chapters(planner: &Planner<'_>) -> usize {
    paging::parts(written(planner.questions()).len())
}

/// The questions that authors wrote: the first of all.
fn written(all: &[Asked]) -> &[Asked] {
    &all[..all.partition_point(|one| one.origin == Origin::Written)]
}

/// A chapter of questions; `part` counts from 1.
pub fn of(scope: &Scope<'_>, title: &str, part: usize) -> String {
    let strings = scope.strings;
    let shown = paging::part(written(scope.questions()).iter().enumerate(), part);
    let shown: Vec<(usize, &Asked)> = shown.map(|(index, one)| (index + 1, one)).collect();
    let groups = self_test::groups(scope, &shown);
    let mut page = Page::new(strings, "", &escape::text(title), false);
    page.paragraph("lead", &escape::text(strings.get("selftest_lead")));
    for group in &groups {
        heading(&mut page, group);
        for one in &group.questions {
            question(&mut page, one);
        }
    }
    page.html.push_str("<section id=\"answers\">\n");
    page.heading("answer_key");
    for one in groups.iter().flat_map(|group| &group.questions) {
        answer(&mut page, one);
    }
    page.html.push_str("</section>\n");
    page.html
}

/// The topic or page whose questions follow.
fn heading(page: &mut Page<'_>, group: &QuestionGroup) {
    page.html.push_str(&format!("<h2 id=\"{}\">", group.id));
    match &group.path {
        Some(path) => page.link(path, &group.title_html),
        None => page.html.push_str(&group.title_html),
    }
    page.html.push_str("</h2>\n");
}

fn number(page: &Page<'_>, one: &QuestionView) -> String {
    words::html(&page.strings.fill("q_number", &[("n", &one.number.to_string())]))
}

fn question(page: &mut Page<'_>, one: &QuestionView) {
    let kind = format!("{}, {}", number(page, one), escape::text(&one.kind_label));
    page.html.push_str(&format!("<div class=\"q\" id=\"q-{}\">", one.id));
    page.paragraph("kind", &kind);
    page.html.push_str(&format!("<h3>{}</h3>\n", one.ask_html));
    let help = match one.kind.as_str() {
        "recall" => Some("recall_help"),
        "several" => Some("several_help"),
        "order" => Some("order_help"),
        _ => None,
    };
    if let Some(key) = help {
        page.paragraph("small", &escape::text(page.strings.get(key)));
    }
    if !one.options.is_empty() {
        let options = one.options.iter().map(|option| format!("<li>{}</li>", option.text_html));
        page.html.push_str(&format!("<ul>{}</ul>\n", options.collect::<String>()));
    }
    let leads = escape::text(page.strings.get("answer"));
    page.html.push_str(&format!("<p class=\"small\"><a href=\"#a-{}\">{leads}</a></p></div>\n", one.id));
}

fn answer(page: &mut Page<'_>, one: &QuestionView) {
    let number = number(page, one);
    page.html.push_str(&format!("<div id=\"a-{0}\"><h3><a href=\"#q-{0}\">{number}</a></h3>\n", one.id));
    let said = |answer: &AnswerView| format!("<b>{}</b>", answer.text_html);
    match one.kind == "order" {
        true => {
            let items = one.answers.iter().map(|answer| format!("<li>{}</li>", said(answer)));
            page.html.push_str(&format!("<ol>{}</ol>\n", items.collect::<String>()));
        }
        false => {
            let said: Vec<String> = one.answers.iter().map(said).collect();
            page.html.push_str(&format!("<p>{}</p>\n", said.join("; ")));
        }
    }
    if let Some(explain) = &one.explain_html {
        page.html.push_str(&format!("<p>{explain}</p>\n"));
    }
    page.quotations(&one.blocks, None);
    page.html.push_str("</div>\n");
}

/// Where the questions of a topic or a page stand.
pub fn leads(scope: &Scope<'_>, page: &mut Page<'_>, thing: Thing) {
    let Some(to) = self_test::link(scope, thing) else { return };
    page.html.push_str("<p>");
    page.link(&to.path, &escape::text(&to.label));
    page.html.push_str("</p>\n");
}
