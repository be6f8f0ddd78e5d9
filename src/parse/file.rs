//! One metadata file: from bytes to a typed value whose every part knows its place.

use super::mend;
use super::quoted::quoted;
use super::repeats::repeated;
use super::shape;
use super::written::{self, Written};
use super::yaml::{self, Node, Step};
use crate::diagnostic::{Code, Diagnostic, Location, Outcome};
use crate::snapshot::File;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::sync::Arc;

/// A metadata file, read.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// The file's stem.
    pub id: String,
    /// Its path relative to the portal's root.
    pub file: String,
    /// Its text.
    pub text: Arc<str>,
    /// What it says.
    pub meta: T,
    /// Where the Markdown after the front matter begins and ends; none for YAML files.
    pub body: Option<Range<usize>>,
    /// Whether it says all that it says in `meta`: no entry was left out for its mistakes.
    pub is_whole: bool,
    tree: Node,
    /// The file with its mistakes, if it has any.
    whole: Option<Node>,
    shift: usize,
}

impl<T> Parsed<T> {
    /// Where the value at `path` stands.
    pub fn at(&self, path: &[Step<'_>]) -> Location {
        self.place().of(&self.tree.place(path))
    }

    fn place(&self) -> Place<'_> {
        Place { file: &self.file, shift: self.shift }
    }

    /// Where the key `key` of the map at `path` stands; the map, if it has no such key.
    pub fn at_key(&self, path: &[Step<'_>], key: &str) -> Location {
        let found = self.tree.find(path).and_then(|map| map.key_place(key));
        match found {
            Some(range) => self.place().of(range),
            None => self.at(path),
        }
    }

    /// Whether it has this key at the top.
    pub fn has(&self, key: &str) -> bool {
        self.tree.get(key).is_some()
    }

    /// Whether the value at `path` is written, though perhaps with mistakes for which it was left out of `meta`.
    pub fn is_written(&self, path: &[Step<'_>]) -> bool {
        let left_out = || {
            let (Step::Key(key), above) = path.split_last()? else { return None };
            // Positions in lists from which items were left out are others; places are the same.
            let place = &self.tree.find(above)?.range;
            self.whole.as_ref()?.map_around(place).filter(|map| map.range == *place)?.get(key)
        };
        self.tree.find(path).or_else(left_out).is_some_and(|node| !node.is_null())
    }

    /// Every text in it, with its key and place; the Markdown after the front matter last.
    pub fn written(&self) -> Vec<Written<'_>> {
        let mut found = written::of_tree(&self.tree, self.shift);
        found.extend(self.body.clone().map(|body| written::of_body(&self.text, body)));
        found
    }

    /// The Markdown after the front matter, if there is any that is not blank.
    pub fn markdown(&self) -> Option<&str> {
        self.body.clone().map(|range| &self.text[range]).filter(|text| !text.trim().is_empty())
    }
}

/// The schema of `T`, against which its files are checked.
pub fn schema<T: JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}

/// Reads one file: YAML, or Markdown with front matter when `file` ends in `.md`.
///
/// The value is none when the file cannot be understood; what is wrong with it is then among the diagnostics. It may be there although
/// they are not empty: then it is what the file says besides its mistakes.
pub fn parse<T: DeserializeOwned>(
    id: &str,
    file: &str,
    content: &File,
    schema: &serde_json::Value,
) -> Outcome<Option<Parsed<T>>> {
    let mut diagnostics = Vec::new();
    let value = read(id, file, content, schema, &mut diagnostics);
    Outcome { value, diagnostics }
}

fn read<T: DeserializeOwned>(
    id: &str,
    file: &str,
    content: &File,
    schema: &serde_json::Value,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Parsed<T>> {
    let text = text(file, content).map_err(|error| diagnostics.push(error)).ok()?;
    let (yaml_range, body) = match file.ends_with(".md") {
        false => (0..text.len(), None),
        true => {
            let parts = front_matter(file, text).map_err(|error| diagnostics.push(error));
            parts.map(|(yaml, body)| (yaml, Some(body))).ok()?
        }
    };
    let place = Place { file, shift: yaml_range.start };
    let yaml = &text[yaml_range];
    let syntax = |error: yaml::SyntaxError| {
        let at = error.at.min(text.len() - place.shift);
        Diagnostic::error(Code::InvalidYaml, error.message).at(place.of(&(at..at))).maybe_hint(error.hint)
    };
    let tree = yaml::tree(yaml).map_err(|error| diagnostics.push(syntax(error))).ok()?;
    diagnostics.extend(doubts(yaml, &tree, place));
    let wrong = shape::check(&tree, schema, file, place.shift);
    let (tree, whole) = match wrong.is_empty() {
        true => (tree, None),
        // Without a value the build fails, and with one too: what is read besides is read to be checked.
        false => {
            let check = |tree: &Node| shape::check(tree, schema, file, place.shift);
            let names = schema.get("properties").and_then(serde_json::Value::as_object);
            let names: Vec<&str> = names.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            let mended = mend::rest(&tree, &wrong, place.shift, &names, check);
            diagnostics.extend(wrong);
            (mended?, Some(tree))
        }
    };
    let meta = yaml::value(&tree).map_err(|error| diagnostics.push(syntax(error))).ok()?;
    Some(Parsed {
        id: id.to_owned(),
        file: file.to_owned(),
        text: text.clone(),
        meta,
        body,
        is_whole: whole.is_none(),
        tree,
        whole,
        shift: place.shift,
    })
}

/// Where YAML stands: in this file, from this byte on.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    shift: usize,
}

impl Place<'_> {
    /// Where a range of the YAML stands.
    fn of(self, range: &Range<usize>) -> Location {
        Location::new(self.file, range.start + self.shift..range.end + self.shift)
    }
}

/// What is good YAML, and hardly what the author meant.
fn doubts(yaml: &str, tree: &Node, place: Place<'_>) -> Vec<Diagnostic> {
    let warning = |code: Code, message: String, range: &Range<usize>, hint: String| {
        Diagnostic::warning(code, message).at(place.of(range)).hint(hint)
    };
    let mut found = Vec::new();
    for range in yaml::comments::like_words(yaml, tree) {
        let message = format!("`{}` is a comment to YAML, and no part of the value", &yaml[range.clone()]);
        let hint = "put quotes around the whole value; if it is a remark, write a space behind `#`";
        found.push(warning(Code::CommentInValue, message, &range, hint.to_owned()));
    }
    for range in yaml::lists::in_values(yaml, tree) {
        let text = shape::shorten(&yaml[range.clone()]);
        let message = format!("`{text}` is a part of the value above it, and no item of a list");
        let hint =
            "write the items of a list in one column; if it is no item, put quotes around the whole value";
        found.push(warning(Code::ListInValue, message, &range, hint.to_owned()));
    }
    for one in quoted(tree) {
        let text = shape::shorten(one.text);
        let message = format!("the quotation marks of `{text}` are a part of the value");
        found.push(warning(Code::TypographicQuotes, message, &one.range, format!("write `{}`", one.inner)));
    }
    for again in repeated(tree) {
        let message = match again.text {
            Some(text) => format!("`{}` stands twice in `{}`", shape::shorten(text), again.key),
            None => format!("this entry stands twice in `{}`", again.key),
        };
        let hint = "remove one of the two, or write what the other was to be";
        found.push(warning(Code::RepeatedValue, message, &again.range, hint.to_owned()));
    }
    found
}

/// The text of a file that must be UTF-8.
///
/// # Errors
/// A diagnostic that names the first line which is not.
pub fn text<'a>(file: &str, content: &'a File) -> Result<&'a Arc<str>, Diagnostic> {
    match content {
        File::Text(text) => Ok(text),
        File::Bytes(bytes) => {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            Err(Diagnostic::error(Code::NotUtf8, "this file is not UTF-8 text")
                .at(Location::new(file, at..at))
                .hint("save it again with the encoding UTF-8"))
        }
    }
}

/// Where in the metadata file `file` the YAML stands, and where the Markdown, if it has any; none where the front matter
/// is not closed.
pub fn parts(file: &str, text: &str) -> Option<(Range<usize>, Option<Range<usize>>)> {
    match file.ends_with(".md") {
        true => front_matter(file, text).ok().map(|(yaml, body)| (yaml, Some(body))),
        false => Some((0..text.len(), None)),
    }
}

/// Splits a Markdown file into front matter and text: byte ranges of the YAML between the `---` lines, and of what
/// follows.
pub(super) fn front_matter(file: &str, text: &str) -> Result<(Range<usize>, Range<usize>), Diagnostic> {
    let wrong = |at: usize, message: &str| {
        Diagnostic::error(Code::FrontMatter, message)
            .at(Location::new(file, at..at))
            .hint("begin the file with a line `---`, the metadata (`title: …`), and another line `---`")
    };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = start;
    let mut begin = None;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == "---" {
            match begin {
                None => begin = Some(end),
                Some(begin) => return Ok((begin..at, end..text.len())),
            }
        } else if begin.is_none() {
            return Err(wrong(at, "the front matter is missing"));
        }
        at = end;
    }
    match begin {
        Some(_) => Err(wrong(start, "the front matter does not end")
            .hint("write a line `---` behind the last line of the metadata, before the text")),
        None => Err(wrong(start, "the front matter is missing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::metadata::{Article, Event, Topic};
    use expect_test::{Expect, expect};

    fn report<T: DeserializeOwned + JsonSchema>(file: &str, text: &str, expected: Expect) {
        let outcome = parse::<T>("x", file, &File::from(text.as_bytes().to_vec()), &schema::<T>());
        let mut lines: Vec<String> = Vec::new();
        for d in outcome.diagnostics {
            let at = d.location.expect("every diagnostic of a file has a place").range;
            let line = text[..at.start].matches('\n').count() + 1;
            lines.push(format!("{line}: {} [{}] {}", d.message, &text[at], d.hint.unwrap_or_default()));
        }
        if let Some(parsed) = outcome.value {
            lines.push(format!("read, body {:?}", parsed.body));
        }
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn every_mistake_of_a_file_is_reported_with_its_place() {
        report::<Article>(
            "a.yaml",
            "titel: Bài\nsiglum: [A]\ndraft: yes\nomit:\n  - kind: captoin\n    lines: 3\ntopics: noi-dung\n",
            expect![[r#"
                1: unknown key `titel` [titel] did you mean `title`?
                2: `siglum` must be a text, but here is a list [[A]] write `A` without brackets and `- `, or quotes around it if they are a part of the text
                3: `draft` must be `true` or `false`, but here is the text `yes` [yes] write `true` or `false`
                5: `kind` does not know the word `captoin` [captoin] did you mean `caption`?
                7: `topics` must be a list (`- one` on each line, or `[one, two]`), but here is the text `noi-dung` [noi-dung] write `[noi-dung]`"#]],
        );
    }

    #[test]
    fn a_fact_is_a_value_or_a_list_of_claims() {
        report::<Event>("a.yaml", "title: A\ndate: 2023\n", expect![[r#"read, body None"#]]);
        report::<Event>(
            "a.yaml",
            "title: A\norganiser:\n  - value: B\n    article: c\n  - vaule: B\n",
            expect![[r#"
                5: unknown key `vaule` [vaule] did you mean `value`?
                read, body None"#]],
        );
    }

    #[test]
    fn a_key_without_a_value_is_a_key_left_out() {
        report::<Topic>(
            "a.md",
            "---\ntitle: A\nterms:\nsummary: ~\n---\n\nText\n",
            expect!["read, body Some(35..41)"],
        );
        report::<Topic>(
            "a.md",
            "---\ntitle:\n---\n",
            expect![[r#"
                2: `title` is missing [] add `title: …` (Its name)
                read, body Some(15..15)"#]],
        );
    }

    #[test]
    fn front_matter_must_open_and_close() {
        report::<Topic>(
            "a.md",
            "Text\n",
            expect![[
                r#"1: the front matter is missing [] begin the file with a line `---`, the metadata (`title: …`), and another line `---`"#
            ]],
        );
        report::<Topic>(
            "a.md",
            "---\ntitle: A\n",
            expect![[
                r#"1: the front matter does not end [] write a line `---` behind the last line of the metadata, before the text"#
            ]],
        );
    }
}
