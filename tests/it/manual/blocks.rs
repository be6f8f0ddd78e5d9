//! The code blocks of the manual, and what the words behind a block's language tell the test to do with it.
//!
//! | behind the language | what is done |
//! |---|---|
//! | `sh run` | the commands are run where the last block of the page left off; each must succeed |
//! | `sh run status=1` | the last command must end with this status |
//! | `sh run in=PAGE` | first the other page is followed; the commands are run where it ends |
//! | `sh serve` | the command is run beside the rest of the page, and its address is asked for the home page |
//! | `sh syntax` | the commands are not run: the shell must understand them, and Khuê those that are its own |
//! | `text output` | what the run before it printed; `…` stands for anything within a line, alone for any lines; times (ms) and sizes (MB) are free |
//! | `LANG file=PATH` | the file is written, relative to where the terminal stands |
//! | `LANG add=PATH` | the text is put at the end of the file |
//! | `diff edit=PATH` | lines with `-` stand in the file, once, and those with `+` take their place |
//! | `text tree` | the files and folders of a drawing are there |
//! | `yaml part=KIND` | keys of a metadata file of that kind; Khuê's own reader must take them |
//! | `LANG recipe=NAME` | a file for another program: see `recipes.rs` |
//! | `text generated` | only on pages that are made from the program itself |

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::path::{Path, PathBuf};
use std::{fs, iter};

/// A page of the manual.
pub struct Page {
    /// Its file, relative to the project.
    pub file: String,
    /// Its blocks of code, in order.
    pub blocks: Vec<Block>,
    /// Code within its sentences, each with its place.
    pub words: Vec<(String, String)>,
}

/// A block of code.
#[derive(Debug)]
pub struct Block {
    /// File and line, for messages.
    pub place: String,
    /// What is done with it.
    pub action: Action,
    /// Its text.
    pub text: String,
}

/// What is done with a block.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Run, perhaps where another page ends; the last command ends with this status.
    Run { status: i32, after: Option<String> },
    /// Run beside the rest of the page.
    Serve,
    /// Read only.
    Syntax,
    /// Compare with what was printed.
    Output,
    /// Write a file.
    File(String),
    /// Put at the end of a file.
    Add(String),
    /// Change lines of a file.
    Edit(String),
    /// Compare with the folder.
    Tree,
    /// Read as metadata of this kind.
    Part(String),
    /// Read as a file for another program.
    Recipe(String),
    /// Made from the program.
    Generated,
}

/// The project's folder.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All pages of the manual, by name.
pub fn pages() -> Vec<Page> {
    let folder = project().join("docs/content");
    let mut files: Vec<PathBuf> = ["pages", "topics"]
        .iter()
        .flat_map(|kind| fs::read_dir(folder.join(kind)).expect("the manual is there"))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| page(file)).collect()
}

/// One page.
pub fn page(file: &Path) -> Page {
    let text = fs::read_to_string(file).unwrap();
    let shown = file.strip_prefix(project()).unwrap().to_string_lossy().into_owned();
    let (blocks, words) = code(&shown, &text);
    Page { file: shown, blocks, words }
}

/// The code of a Markdown text, which may begin with front matter: blocks, and words within sentences.
fn code(file: &str, text: &str) -> (Vec<Block>, Vec<(String, String)>) {
    let body = match text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")) {
        Some(at) => at + "---\n".len() + "\n---\n".len(),
        None => 0,
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut words = Vec::new();
    let mut open = false;
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&text[body..], extensions).into_offset_iter() {
        let place = || format!("{file}:{}", text[..body + range.start].matches('\n').count() + 1);
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let place = place();
                let CodeBlockKind::Fenced(info) = kind else {
                    panic!("{place}: indented code tells no test what to do; use a fence with a language")
                };
                let action = action(&info, &place);
                blocks.push(Block { place, action, text: String::new() });
                open = true;
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Code(code) => words.push((place(), code.into_string())),
            Event::Text(text) if open => blocks.last_mut().unwrap().text.push_str(&text),
            _ => {}
        }
    }
    (blocks, words)
}

fn action(info: &str, place: &str) -> Action {
    let words: Vec<&str> = info.split_whitespace().collect();
    let [language, rest @ ..] = words.as_slice() else { panic!("{place}: this block has no language") };
    let value = |word: &str| word.split_once('=').map(|(_, value)| value.to_owned()).unwrap();
    let action = match rest {
        ["run"] => Action::Run { status: 0, after: None },
        ["run", one] if one.starts_with("in=") => Action::Run { status: 0, after: Some(value(one)) },
        ["run", one] if one.starts_with("status=") => {
            Action::Run { status: value(one).parse().unwrap(), after: None }
        }
        ["serve"] => Action::Serve,
        ["syntax"] => Action::Syntax,
        ["output"] => Action::Output,
        ["tree"] => Action::Tree,
        ["generated"] => Action::Generated,
        [one] if one.starts_with("file=") => Action::File(value(one)),
        [one] if one.starts_with("add=") => Action::Add(value(one)),
        [one] if one.starts_with("edit=") => Action::Edit(value(one)),
        [one] if one.starts_with("part=") => Action::Part(value(one)),
        [one] if one.starts_with("recipe=") => Action::Recipe(value(one)),
        _ => panic!("{place}: no test knows what to do with `{}`", rest.join(" ")),
    };
    let wanted = match action {
        Action::Run { .. } | Action::Serve | Action::Syntax => Some("sh"),
        Action::Output | Action::Tree => Some("text"),
        Action::Edit(_) => Some("diff"),
        Action::Part(_) => Some("yaml"),
        _ => None,
    };
    assert!(wanted.is_none_or(|wanted| wanted == *language), "{place}: the language is {wanted:?}");
    action
}

/// The paths of a drawn tree: two spaces a step, folders end in `/`, what stands behind two spaces is a remark.
pub fn tree(text: &str) -> Vec<String> {
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut paths = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let depth = line.len() - line.trim_start().len();
        let name = line.trim_start().split("  ").next().unwrap().trim();
        above.retain(|(other, _)| *other < depth);
        let path: String =
            above.iter().map(|(_, folder)| folder.as_str()).chain(iter::once(name)).collect::<String>();
        if name.ends_with('/') {
            above.push((depth, name.to_owned()));
        }
        paths.push(path);
    }
    paths
}

/// Writes into a page what was printed where its block says the same with other numbers; times, which tests of a program that is not optimised
/// would make look bad, stay.
pub fn renew(block: &Block, printed: &str) {
    let (file, first) = block.place.rsplit_once(':').unwrap();
    let path = project().join(file);
    let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    let first: usize = first.parse().unwrap();
    for (line, new) in lines[first..].iter_mut().take(block.text.lines().count()).zip(printed.lines()) {
        if without(line, |_| true) == without(new, |_| true) {
            let is_time = |pair: &[&str]| pair[1] == "ms";
            let words: Vec<&str> = line.split(' ').collect();
            let time = words.windows(2).find(|pair| is_time(pair)).map(|pair| pair[0].to_owned());
            let mut words: Vec<&str> = new.split(' ').collect();
            if let (Some(time), Some(at)) = (&time, words.windows(2).position(is_time)) {
                words[at] = time;
            }
            *line = words.join(" ");
        }
    }
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// A line with `0` for the numbers that are free, as the word behind each tells.
fn without(line: &str, is_free: fn(&str) -> bool) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let behind = words.iter().skip(1).copied().chain(iter::once(""));
    let free = |(word, behind): (&&str, &str)| {
        let number = word.trim_matches(|c: char| !c.is_ascii_digit());
        match !number.is_empty() && is_free(behind.trim_end_matches([')', ',', ';'])) {
            true => word.replace(number, "0"),
            false => (*word).to_owned(),
        }
    };
    words.iter().zip(behind).map(free).collect::<Vec<_>>().join(" ")
}

/// Whether `text` is what `pattern` says, in which `…` stands for anything within a line, and a line `…` for any lines. Times and sizes
/// stand for any.
pub fn matches(pattern: &str, text: &str) -> bool {
    fn lines(pattern: &[&str], text: &[&str]) -> bool {
        match pattern {
            [] => text.is_empty(),
            ["…", rest @ ..] => (0..=text.len()).any(|at| lines(rest, &text[at..])),
            [first, rest @ ..] => {
                text.split_first().is_some_and(|(line, after)| one(first, line) && lines(rest, after))
            }
        }
    }
    fn one(pattern: &str, line: &str) -> bool {
        let line = &*without(line, |unit| matches!(unit, "ms" | "MB"));
        let pattern = without(pattern, |unit| matches!(unit, "ms" | "MB"));
        let mut parts = pattern.split('…');
        let Some(mut left) = line.strip_prefix(parts.next().unwrap_or_default()) else { return false };
        let mut parts: Vec<&str> = parts.collect();
        let Some(last) = parts.pop() else { return left.is_empty() };
        for part in parts {
            match left.find(part) {
                Some(at) => left = &left[at + part.len()..],
                None => return false,
            }
        }
        left.ends_with(last)
    }
    fn split(text: &str) -> Vec<&str> {
        text.trim_end().lines().map(str::trim_end).collect()
    }
    lines(&split(pattern), &split(text))
}

#[test]
fn dots_stand_for_what_varies() {
    for (pattern, text, expected) in [
        ("3 pages; … ms", "3 pages; 12 ms\n", true),
        ("3 pages; … ms", "4 pages; 12 ms", false),
        ("3 pages; 9 ms", "3 pages; 12 ms", true),
        ("3 files (0.1 MB), 2 written", "3 files (22.4 MB), 2 written", true),
        ("3 files (0.1 MB), 2 written", "3 files (0.1 MB), 1 written", false),
        ("3 pages; 9 ms", "31 pages", false),
        ("3 pages", "31 pages", false),
        ("a\n…\nb", "a\nx\ny\nb", true),
        ("a\n…", "a", true),
        ("a", "a\nb", false),
        ("… of … files", "1 of 2 files", true),
    ] {
        assert_eq!(matches(pattern, text), expected, "{pattern:?} {text:?}");
    }
}

#[test]
fn a_drawing_names_its_files() {
    assert_eq!(tree("a/\n  b.md   a remark\n  c/\n    d\ne\n"), ["a/", "a/b.md", "a/c/", "a/c/d", "e"]);
}

#[test]
#[should_panic(expected = "no test knows what to do")]
fn a_block_that_says_nothing_to_the_test_fails() {
    code("page.md", "---\ntitle: A\n---\n\nText\n\n```sh\nkhue build\n```\n");
}

#[test]
#[should_panic(expected = "indented code")]
fn indented_code_fails() {
    code("page.md", "Text\n\n    khue build\n");
}
