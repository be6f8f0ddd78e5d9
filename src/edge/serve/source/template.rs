//! Finds the line of a template that wrote an element.

use super::{Element, Place, shortened};
use crate::edition::Edition;
use crate::pages::KINDS;

/// The nearest element around that a template of the page's kind, a part or the frame writes by its id or classes.
pub fn place(edition: &Edition, kind: usize, chain: &[Element]) -> Option<Place> {
    let theme = edition.theme();
    let templates: Vec<(&str, &str)> = order(KINDS[kind].name, &theme.chain, &theme.templates);
    for element in chain {
        for needle in needles(element) {
            for (file, source) in &templates {
                if let Some(line) = source.lines().position(|line| holds(line, &element.tag, &needle)) {
                    let text = shortened(source.lines().nth(line).unwrap_or_default().trim());
                    let why = format!("template, `<{}>`", element.tag);
                    return Some(Place { file: (*file).to_owned(), line: line + 1, text, why });
                }
            }
        }
    }
    let (file, source) = templates.first()?;
    let text = shortened(source.lines().next().unwrap_or_default().trim());
    Some(Place { file: (*file).to_owned(), line: 1, text, why: "template".to_owned() })
}

/// File and source of the templates that may have made a page: its own, then parts, then the frame; of each, the portal's
/// theme before those that it extends. Templates of other kinds are left out.
fn order<'a>(kind: &str, chain: &[String], all: &'a [(String, String, String)]) -> Vec<(&'a str, &'a str)> {
    let rank = |name: &str| -> Option<(usize, usize)> {
        let (theme, template) = name.split_once('/')?;
        let theme = chain.iter().position(|one| one == theme)?;
        let is_other = |kind: &str| template == format!("{kind}.html");
        match template {
            _ if is_other(kind) => Some((0, theme)),
            "base.html" => Some((2, theme)),
            _ if KINDS.iter().any(|other| is_other(other.name)) => None,
            _ => Some((1, theme)),
        }
    };
    let mut ranked: Vec<_> = all
        .iter()
        .filter_map(|(name, file, source)| Some((rank(name)?, name, file.as_str(), source.as_str())))
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, _, file, source)| (file, source)).collect()
}

/// What a template that writes this element would hold, the most telling first.
fn needles(element: &Element) -> Vec<String> {
    let mut needles = Vec::new();
    if !element.id.is_empty() {
        needles.push(format!("id=\"{}\"", element.id));
    }
    if !element.classes.is_empty() {
        needles.push(format!("class=\"{}\"", element.classes));
        needles.extend(element.classes.split_whitespace().map(|class| format!("class=\"{class}")));
    }
    if matches!(
        element.tag.as_str(),
        "h1" | "footer" | "main" | "header" | "article" | "table" | "nav" | "dt" | "dd" | "body" | "html"
    ) {
        needles.push(format!("<{}", element.tag));
    }
    needles
}

fn holds(line: &str, tag: &str, needle: &str) -> bool {
    let open = format!("<{tag}");
    let is_open =
        |at: usize| line[at + open.len()..].starts_with([' ', '>', '{']) || line.len() == at + open.len();
    line.match_indices(&open).any(|(at, _)| is_open(at) && (needle == open || line[at..].contains(needle)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, tag: &str, classes: &str, expected: bool) {
        let element = Element { tag: tag.to_owned(), classes: classes.to_owned(), ..Element::default() };
        assert_eq!(needles(&element).iter().any(|needle| holds(line, tag, needle)), expected, "{line}");
    }

    #[test]
    fn a_line_writes_an_element() {
        check("<dl class=\"id\">", "dl", "id", true);
        check("<div{% if x %} class=\"wide vs\"{% endif %}><dt>", "dt", "", true);
        check("<p class=\"kind\">{{ s.x }} <span class=\"sig\">", "span", "sig", true);
        check("<p class=\"kind\">", "div", "kind", false);
        check("<pre class=\"kind\">", "p", "kind", false);
        check("<details class=\"more\">", "div", "more", false);
    }

    #[test]
    fn own_templates_come_first_and_those_of_other_kinds_never() {
        let all: Vec<(String, String, String)> = [
            "khue/article.html",
            "khue/base.html",
            "khue/parts/facts.html",
            "khue/topic.html",
            "mine/article.html",
        ]
        .map(|name| (name.to_owned(), name.to_owned(), String::new()))
        .into();
        let chain = ["mine".to_owned(), "khue".to_owned()];
        let files: Vec<&str> = order("article", &chain, &all).into_iter().map(|(file, _)| file).collect();
        assert_eq!(
            files,
            ["mine/article.html", "khue/article.html", "khue/parts/facts.html", "khue/base.html"]
        );
    }
}
