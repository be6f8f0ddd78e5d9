//! Where in a reference its id stands.

use crate::markup;
use crate::parse::file;
use crate::resolve::context::file_at;
use std::ops::Range;

/// Where `id` stands in a reference as it was written: `id`, `kind:id#p1`, `[[kind:id|label]]`, in quotation marks or
/// not, or `[label](../kind/id.md#x)`; byte offsets into `raw`. None where something else is written: a number, a name.
pub fn id(raw: &str, kind: &str, id: &str) -> Option<Range<usize>> {
    let mut at = raw.len() - raw.trim_start().len();
    if raw[at..].starts_with(['|', '>']) {
        at = skip_white(raw, raw[at..].find('\n')? + at);
    }
    if raw[at..].starts_with(['"', '\'']) {
        at += 1;
    }
    if raw[at..].starts_with('[') && !raw[at..].starts_with("[[") {
        let address = raw.rfind("](")? + "](".len();
        return in_address(&raw[address..], id).map(|found| address + found.start..address + found.end);
    }
    if raw[at..].starts_with("[[") {
        at += "[[".len();
    }
    at = skip_white(raw, at);
    if let Some(rest) = raw[at..].strip_prefix(kind).and_then(|rest| rest.strip_prefix(':')) {
        at = skip_white(raw, raw.len() - rest.len());
    }
    let rest = raw[at..].strip_prefix(id)?;
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '#' | '|' | ']' | '"' | '\'' | '\\'));
    ends.then(|| at..at + id.len())
}

/// Where `id` stands in an address that ends with the file of that name.
fn in_address(address: &str, id: &str) -> Option<Range<usize>> {
    let begin = address.len() - address.trim_start_matches(['<', ' ']).len();
    let end = address[begin..].find(['#', '?', ')', '>', '"', '\'']).map_or(address.len(), |at| begin + at);
    let path = address[begin..end].trim_end();
    let name = begin + path.rfind('/').map_or(0, |at| at + 1);
    let rest = path[name - begin..].strip_prefix(id)?;
    matches!(rest, ".md" | ".yaml" | ".yml").then(|| name..name + id.len())
}

fn skip_white(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Link definitions (`[label]: ../kind/id.md`) of a file's Markdown that lead to `target`, each with where `id` stands in
/// it; byte offsets into `text`.
pub fn definitions(text: &str, path: &str, target: &str, id: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let Some((_, Some(body))) = file::parts(path, text) else { return Vec::new() };
    let mut found = Vec::new();
    for (range, address) in markup::definitions(&text[body.clone()]) {
        let range = body.start + range.start..body.start + range.end;
        if file_at(path, &address) != target {
            continue;
        }
        let raw = &text[range.clone()];
        let Some(start) = raw.find("]:").map(|at| skip_white(raw, at + "]:".len())) else { continue };
        if let Some(place) = in_address(raw[start..].lines().next().unwrap_or_default(), id) {
            let start = range.start + start;
            found.push((range, start + place.start..start + place.end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the reference to `topic:a-b` in which the id is written `‹a-b›`; without the signs, that none is found.
    #[track_caller]
    fn check(marked: &str) {
        let raw = marked.replace(['‹', '›'], "");
        let expected = marked.find('‹').map(|at| at..at + "a-b".len());
        assert_eq!(id(&raw, "topic", "a-b"), expected, "{raw}");
    }

    #[test]
    fn an_id_is_found_in_every_form_of_reference() {
        for marked in [
            "‹a-b›",
            "\"‹a-b›\"",
            "'‹a-b›'",
            "topic:‹a-b›",
            "topic: ‹a-b›#p1",
            "\"[[topic:‹a-b›]]\"",
            "[[topic:‹a-b›]]",
            "[[ topic:‹a-b› | label ]]",
            "[[topic:‹a-b›#p1|a-b]]",
            "[[topic:‹a-b›\\|label]]",
            "[[‹a-b›]]",
            ">-\n  topic:‹a-b›#x",
            "[a-b](../topics/‹a-b›.md)",
            "[a-b](‹a-b›.md#a-b)",
            "[x](<../a-b/‹a-b›.yaml> \"a-b\")",
            "[![x](y)](./‹a-b›.md)",
        ] {
            check(marked);
        }
    }

    #[test]
    fn what_is_no_id_is_left() {
        for raw in [
            "a-b-c",
            "xa-b",
            "57-KL/TW",
            "a-b@2023",
            "event:a-b",
            "[a-b](../topics/a-b-c.md)",
            "[a-b][x]",
            "",
            "|",
            "A-B",
        ] {
            check(raw);
        }
        assert_eq!(id("topic:topic#topic", "topic", "topic"), Some(6..11));
        assert_eq!(id("topic", "topic", "topic"), Some(0..5));
    }

    #[test]
    fn definitions_that_lead_to_the_file_are_found() {
        let text =
            "---\ntitle: A\n---\n[x][y] [z]\n\n[y]: ../topics/a-b.md#p \"a-b\"\n[z]: ../pages/a-b.md\n";
        let found = definitions(text, "content/pages/c.md", "content/topics/a-b.md", "a-b");
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].1.clone()], "a-b");
        assert!(text[..found[0].1.start].ends_with("[y]: ../topics/"));
    }
}
