//! What looks like a reference or a link, and is shown as text: a bracket is missing, nothing stands in the brackets, or the address is none.

use super::references::{is_wiki, target};
use super::{escape, events};
use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use std::ops::Range;

/// A stretch of a text that is shown otherwise than its author meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Half-open byte offsets into the source.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What is wrong with a reference or link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// `[[topic:x]` or `topic:x]]`: what it would be with all its brackets.
    Bracket(String),
    /// `[[]]`, `[[|x]]`: it names nothing.
    Empty,
    /// `[[topic:x|x]]` in a table, where the bar ends the cell.
    InTable(String),
    /// `[x](htps://a)`: an address that no link may lead to.
    Address(String),
    /// `[x]()`.
    NoAddress,
    /// `[x](a b.png)`: an address with spaces, which is none; what it would be with `<` and `>`.
    Spaces(String),
}

/// Those of a text, in order of position; none in code, in raw HTML, or behind a backslash. What `is_name` takes for what a reference may name,
/// such as `topic:x`, is hardly in brackets by chance.
pub fn unfinished(source: &str, is_name: impl Fn(&str) -> bool) -> Vec<Unfinished> {
    let brackets = brackets(source, &is_name);
    // Hardly any text has one, and those that have none need not be read as Markdown once more.
    if brackets.is_empty() && !may_lack_address(source) {
        return Vec::new();
    }
    let (mut covered, mut tables): (Vec<Range<usize>>, Vec<Range<usize>>) = Default::default();
    let mut found = Vec::new();
    for (event, range) in events(source) {
        let is_covered = match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::Code(_) | Event::InlineHtml(_) => true,
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let flaw = flaw(link_type, &dest_url);
                found.extend(flaw.map(|flaw| Unfinished { range: range.clone(), flaw }));
                // Double brackets around others are text, in which other references stand.
                !is_wiki(link_type) || target(link_type, &dest_url).is_some()
            }
            Event::Start(Tag::Table(_)) => {
                tables.push(range.clone());
                false
            }
            _ => false,
        };
        // What stands within another is covered already.
        if is_covered && covered.last().is_none_or(|last| last.end < range.end) {
            covered.push(range);
        }
    }
    let holds = |ranges: &[Range<usize>], at: usize| {
        let next = ranges.partition_point(|range| range.end <= at);
        ranges.get(next).is_some_and(|range| range.start <= at)
    };
    found.extend(brackets.into_iter().filter(|one| {
        let at = one.range.start;
        !holds(&covered, at) && (!matches!(one.flaw, Flaw::InTable(_)) || holds(&tables, at))
    }));
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found
}

/// What is wrong with what Markdown takes for a link or an image.
fn flaw(link_type: LinkType, address: &CowStr<'_>) -> Option<Flaw> {
    match link_type {
        _ if is_wiki(link_type) => None, // Their brackets are looked at.
        LinkType::Autolink | LinkType::Email => None,
        _ if address.is_empty() => Some(Flaw::NoAddress),
        _ => escape::url(address).is_none().then(|| Flaw::Address(address.to_string())),
    }
}

/// Whether a link or reference of a text may lack its address, or have one that no link may lead to: rather too often than not.
fn may_lack_address(source: &str) -> bool {
    let is_wrong = |address: &str| {
        let address = address.trim_start_matches(['<', ' ']);
        // A scheme stands at the beginning; of many links each would else be read to the end of the text.
        let is_end = |at: usize, c: char| at > 100 || matches!(c, ')' | '>' | ' ' | '\n' | '/' | '?' | '#');
        let end = address.char_indices().find(|(at, c)| is_end(*at, *c)).map_or(address.len(), |(at, _)| at);
        let is_nothing = address.is_empty() || address.starts_with([')', '>']);
        let address = &address[..end];
        is_nothing || address.contains(['&', '\\']) || escape::url(address).is_none()
    };
    let behind =
        |sign: &'static str| source.match_indices(sign).map(move |(at, _)| &source[at + sign.len()..]);
    behind("[[").any(|rest| rest.trim_start().starts_with(['|', ']']))
        || behind("](").any(is_wrong)
        || behind("]:").any(|rest| is_wrong(rest.trim_start()))
}

/// What looks like a reference with a bracket too few, or like one that a table may cut, wherever it stands; in order.
fn brackets(source: &str, is_name: impl Fn(&str) -> bool) -> Vec<Unfinished> {
    let names_something = |inner: &str| is_name(inner.split(['|', '#']).next().unwrap_or_default().trim());
    let mut found = Vec::new();
    let has_table = ["|-", "| -", "|:", "| :", "-|", "- |"].iter().any(|sign| source.contains(sign));
    let mut push = |range: Range<usize>, flaw: Flaw| found.push(Unfinished { range, flaw });
    for (open, _) in source.match_indices("[[") {
        let start = open + 2;
        let rest = &source[start..];
        let inner = &rest[..rest.find(['[', ']', '\n', '\r']).unwrap_or(rest.len())];
        let end = start + inner.len();
        let is_closed = source[end..].starts_with(']') && !source[..open].ends_with(['\\', '[']);
        let is_empty = inner.split('|').next().is_none_or(|name| name.trim().is_empty());
        if is_closed && is_empty && source[end..].starts_with("]]") {
            push(open..end + 2, Flaw::Empty);
        }
        if !is_closed || !names_something(inner) {
            continue;
        }
        if !source[end..].starts_with("]]") {
            push(open..end + 1, Flaw::Bracket(format!("[[{inner}]]")));
        } else if has_table && inner.contains('|') && !inner.contains("\\|") {
            push(open..end + 2, Flaw::InTable(format!("[[{}]]", inner.replacen('|', "\\|", 1))));
        }
    }
    for (close, _) in source.match_indices("]]") {
        let start = source[..close].rfind(['\n', '\r', '[', ']']).map_or(0, |before| before + 1);
        let (before, inner) = (&source[..start], &source[start..close]);
        let is_single = before.ends_with('[') && !before.ends_with("[[") && !before.ends_with("\\[");
        if is_single && names_something(inner) {
            push(start - 1..close + 2, Flaw::Bracket(format!("[[{inner}]]")));
        }
    }
    for (close, _) in source.match_indices("](") {
        let rest = &source[close + "](".len()..];
        let inner = &rest[..rest.find([')', '(', '<', '"', '\n', '\r']).unwrap_or(rest.len())];
        let Some(open) =
            source[..close].rfind(['[', ']', '\n', '\r']).filter(|at| source[*at..].starts_with('['))
        else {
            continue;
        };
        let path = inner.trim();
        if rest[inner.len()..].starts_with(')') && path.contains(' ') && looks_like_path(path) {
            let start = open - usize::from(source[..open].ends_with('!'));
            let meant = format!("{}](<{path}>)", &source[start..close]);
            push(start..close + "](".len() + inner.len() + 1, Flaw::Spaces(meant));
        }
    }
    found
}

/// Whether words with spaces are a path rather than a sentence: they name folders, or end as files do.
fn looks_like_path(words: &str) -> bool {
    let is_ending = |ending: &str| {
        ending.len() <= 5
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
            && ending.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    words.starts_with(['.', '/']) || words.rsplit_once('.').is_some_and(|(_, ending)| is_ending(ending))
}

#[cfg(test)]
mod tests {
    use super::{Flaw, unfinished};

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let is_name = |name: &str| name.contains(':') || name == "57-KL/TW";
        let found: Vec<String> = unfinished(source, is_name)
            .into_iter()
            .map(|one| {
                let flaw = match one.flaw {
                    Flaw::Bracket(meant) => format!("bracket {meant}"),
                    Flaw::Empty => "empty".to_owned(),
                    Flaw::InTable(meant) => format!("table {meant}"),
                    Flaw::Address(address) => format!("address {address}"),
                    Flaw::NoAddress => "no address".to_owned(),
                    Flaw::Spaces(meant) => format!("spaces {meant}"),
                };
                format!("{} {flaw}", &source[one.range])
            })
            .collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn a_reference_without_one_of_its_brackets_is_unfinished() {
        check(
            "Xem [[topic:x] và [57-KL/TW]].",
            &["[[topic:x] bracket [[topic:x]]", "[57-KL/TW]] bracket [[57-KL/TW]]"],
        );
        check("[[topic:x|một] hai", &["[[topic:x|một] bracket [[topic:x|một]]"]);
        check("a[[1], [2]] [[x] [[ghi chú] [x]] \\[[topic:x] `[[topic:x]` [[topic:x]] [[topic:x|a]]", &[]);
        check("```\n[[topic:x]\n```\n\n    [[topic:x]\n\n<!-- [[topic:x] -->\n", &[]);
    }

    #[test]
    fn brackets_around_nothing_are_unfinished() {
        check("[[]] và [[|x]]", &["[[]] empty", "[[|x]] empty"]);
        check("`[[]]` \\[[]]", &[]);
    }

    #[test]
    fn spaces_in_an_address_are_unfinished() {
        check(
            "![x](../../static/a b.png) [y](../topics/c d)",
            &[
                "![x](../../static/a b.png) spaces ![x](<../../static/a b.png>)",
                "[y](../topics/c d) spaces [y](<../topics/c d>)",
            ],
        );
        check("[x](<a b.png>) [x](a.png \"b c.d\") [1](ngày 5.7.2023) `[x](a b.png)` x](a b.png)", &[]);
    }

    #[test]
    fn a_bar_in_a_table_cuts_a_reference() {
        let table = |cell: &str| format!("| A | B |\n|---|---|\n| {cell} | C |\n");
        check(&table("[[topic:x|x]]"), &["[[topic:x|x]] table [[topic:x\\|x]]"]);
        check(&table("[[topic:x\\|x]]"), &[]);
        check(&table("[[topic:x]]"), &[]);
        check(&table("`[[topic:x\\|x]]`"), &[]);
    }

    #[test]
    fn a_link_without_an_address_that_may_be_followed_is_unfinished() {
        check(
            "[g](htps://a.example/x) [m]() ![n](ftp://a)",
            &[
                "[g](htps://a.example/x) address htps://a.example/x",
                "[m]() no address",
                "![n](ftp://a) address ftp://a",
            ],
        );
        check("[a](#b) [c](d.md) [e](https://f) <g:h> [i] [j](mailto:k@l)", &[]);
    }
}
