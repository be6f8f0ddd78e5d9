//! `anki.txt`: the questions for Anki, in the format of text files of the Anki Manual, chapter "Text Files", sections "File
//! Headers" and "Duplicates and Updating".
//!
//! Every note has a GUID of its own that stays while the question does, so that a later import updates the same notes, and
//! what Anki knows of them stays.

use super::{Input, text};
use crate::display::words;
use crate::markup::escape;
use crate::model::Artifact;
use crate::model::site::{ArticleId, Thing, Wording, passage_anchor};
use crate::offers::ANKI;
use crate::pages::{Scope, nowhere};
use crate::parse::metadata::QuestionKind;
use crate::questions::{self, Asked, Origin};

/// The file with all questions; none where there is nothing to ask.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let asked = input.questions();
    if asked.is_empty() {
        return Vec::new();
    }
    let planner = input.planner();
    let notes: Vec<String> =
        nowhere(&planner, |scope| asked.iter().map(|one| note(input, scope, one)).collect());
    // Columns: GUID, deck, tags, and the two fields of Anki's basic kind of note, whose name differs with Anki's language:
    // the kind that is chosen when the file is imported is taken.
    let head = "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:3\n";
    vec![text(ANKI, format!("{head}{}", notes.concat()))]
}

fn note(input: &Input<'_>, scope: &Scope<'_>, one: &Asked) -> String {
    // Two colons part a deck from one within it.
    let title = input.site.portal.title.split(':').filter(|part| !part.is_empty());
    let deck = title.collect::<Vec<_>>().join(":");
    let (front, back) = (unsigned(front(scope, one)), unsigned(back(input, scope, one)));
    let columns = [guid(input, one), deck, tags(input, one), front, back];
    columns.map(|column| field(&column)).join("\t") + "\n"
}

/// HTML in which nothing is a sign to Anki itself: `[latex]`, `[$]` and `[sound:…]` would be run or played, `\(…\)` set as a formula (Anki
/// Manual, chapters "Math & Symbols" and "Media").
fn unsigned(html: String) -> String {
    html.replace("\\[", "<span>\\</span>[").replace("\\(", "<span>\\</span>(").replace('[', "&#91;")
}

/// A field as the format asks for: in quotes, those within doubled; what would end the line is a space, as in HTML.
fn field(text: &str) -> String {
    let text: Vec<&str> = text.split(['\t', '\n', '\r']).collect();
    format!("\"{}\"", text.join(" ").replace('"', "\"\""))
}

/// The question's id, and before it the portal's own, by which several portals of one collection do not take each other's
/// notes. Nothing that is edited is part of it: under another GUID a note is another, and what Anki knows of it is lost.
fn guid(input: &Input<'_>, one: &Asked) -> String {
    match &input.site.portal.id {
        Some(portal) => format!("khue/{portal}/{}", one.id),
        None => format!("khue/{}", one.id),
    }
}

/// Kind, origin and topics; tags are parted by spaces, so that ids are used.
fn tags(input: &Input<'_>, one: &Asked) -> String {
    let topics = one.topics.iter().map(|id| input.site[id].id.clone());
    let origin = matches!(one.origin, Origin::Register).then(|| "register".to_owned());
    let tags: Vec<String> = std::iter::once(one.kind.name().to_owned()).chain(origin).chain(topics).collect();
    tags.join(" ")
}

fn front(scope: &Scope<'_>, one: &Asked) -> String {
    let mut html = plain_html(scope, &one.ask);
    let help = match one.kind {
        QuestionKind::Several => Some("several_help"),
        QuestionKind::Order => Some("order_help"),
        _ => None,
    };
    if let Some(key) = help {
        html.push_str(&format!("<br><small>{}</small>", escape::text(scope.strings.get(key))));
    }
    html + &list("ul", one.options.iter().map(|option| scope.worded_plain(option)))
}

fn back(input: &Input<'_>, scope: &Scope<'_>, one: &Asked) -> String {
    let mut html = String::new();
    let answers = one.answers();
    if one.differs() {
        html.push_str(&escape::text(scope.strings.get("answers_differ")));
    }
    match (one.kind, answers.as_slice()) {
        (QuestionKind::Order, _) => {
            html.push_str(&list("ol", answers.iter().map(|answer| scope.worded_plain(answer))))
        }
        (_, [answer]) => {
            let note = one.says.first().and_then(|said| said.note.as_deref());
            let note = note.map(|note| format!(" ({})", escape::text(note))).unwrap_or_default();
            html.push_str(&format!("<b>{}</b>{note}", plain_html(scope, answer)));
        }
        _ if one.says.is_empty() => {
            html.push_str(&list("ul", answers.iter().map(|answer| scope.worded_plain(answer))))
        }
        _ => html.push_str(&list("ul", one.says.iter().map(|said| said_with_sources(scope, said)))),
    }
    if let Some(explain) = &one.explain {
        html.push_str(&format!("<p>{}</p>", escape::text(&scope.plain(explain))));
    }
    for quote in &one.quotes {
        let words = scope.quoted_text(quote);
        let source = source(input, scope, quote.article, Some(quote.passage));
        html.push_str(&format!("<blockquote>{}<br>{source}</blockquote>", escape::text(&words)));
    }
    let quoted = one.quotes.iter().map(|quote| (quote.article, Some(quote.passage))).collect::<Vec<_>>();
    let others = one.sources().into_iter().filter(|place| !quoted.contains(place));
    let others: Vec<String> =
        others.map(|(article, passage)| source(input, scope, article, passage)).collect();
    if !others.is_empty() {
        html.push_str(&format!("<p>{}</p>", others.join("; ")));
    }
    html
}

fn said_with_sources(scope: &Scope<'_>, said: &questions::Said) -> String {
    let mut sigla: Vec<String> =
        said.evidence.iter().map(|e| scope.chip(e.article, e.passage).label).collect();
    sigla.dedup();
    let more: Vec<String> = said.note.iter().cloned().chain(sigla).collect();
    let text = scope.worded_plain(&said.text);
    match more.is_empty() {
        true => text,
        false => format!("{text} ({})", more.join(", ")),
    }
}

/// A passage with its source, linked where the portal says where it stands.
fn source(input: &Input<'_>, scope: &Scope<'_>, article: ArticleId, passage: Option<u32>) -> String {
    let chip = scope.chip(article, passage);
    let label = format!("{} – {}", chip.label, chip.title);
    let anchor = passage.map(|passage| format!("#{}", passage_anchor(passage))).unwrap_or_default();
    match input.absolute(&input.paths.thing(input.site, Thing::Article(article), 1)) {
        Some(address) => {
            let mut html = String::from("<a href=\"");
            escape::attribute_into(&(address + &anchor), &mut html);
            html + &format!("\">{}</a>", escape::text(&label))
        }
        None => escape::text(&label),
    }
}

/// A text without links, as HTML.
fn plain_html(scope: &Scope<'_>, text: &Wording) -> String {
    escape::text(&words::nfc(&scope.worded_plain(text)))
}

/// A list of plain texts; nothing if there are none.
fn list(element: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> =
        items.map(|item| format!("<li>{}</li>", escape::text(&words::nfc(&item)))).collect();
    match items.is_empty() {
        true => String::new(),
        false => format!("<{element}>{}</{element}>", items.concat()),
    }
}
