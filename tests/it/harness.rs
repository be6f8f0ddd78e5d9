//! `PortalTest`: writes a portal from one string, runs the real program on it, and shows what came out.

use crate::browser::webdriver;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A portal with one thing of every kind, to which a test adds what it is about.
///
/// The seed's lines: 1 title, 3 and 5 text, 7 caption, 9 text.
pub const SMALL: &str = "\
-- portal.yaml --
title: Cổng thử
description: Một cổng nhỏ
language: vi
base_url: https://cong.example/hoc/
-- seeds/a.txt --
Bài thứ nhất

Chiều 11/10, Bộ Chính trị ban hành Kết luận số 57-KL/TW ngày 15/6/2023. Ông Nguyễn Văn A dự.

Kết luận 57 nêu ba việc cần làm trong năm.

Ảnh: Kết luận số 99-KL/TW, 1/1/2020

Việc thứ ba là học tập.
-- content/publishers/bao.yaml --
name: Báo Thử
-- content/articles/a.yaml --
siglum: A
seed: a.txt
title: Bài thứ nhất
publisher: bao
published: 2023-10-12
topics: [hoc]
events: [hop]
omit:
  - kind: title
    lines: 1
  - kind: caption
    from: 'Ảnh:'
    to: 'Ảnh:'
-- content/documents/57-kl-tw.yaml --
type: Kết luận
number: 57-KL/TW
issued: 2023-06-15
issuer: bo-chinh-tri
title: Về việc học
-- content/events/hop.yaml --
kind: meeting
title: Hội nghị
date: 2023?-10-11
documents: [57-kl-tw]
-- content/people/nguyen-van-a.yaml --
name: Nguyễn Văn A
-- content/organisations/bo-chinh-tri.yaml --
name: Bộ Chính trị
-- content/topics/hoc.md --
---
title: Việc học
documents: [57-kl-tw]
points:
  - title: Cần làm gì?
    quotes:
      - article: a
        text: ba việc cần làm
---

Chủ đề này đọc [[57-KL/TW]] cùng [[article:a#p2]].
-- content/pages/gioi-thieu.md --
---
title: Giới thiệu
---

Cổng này có [một chủ đề](../topics/hoc.md).
";

/// A portal in a folder of its own, removed when the test ends.
pub struct PortalTest {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl PortalTest {
    /// Writes the files of `text`, in which a line `-- path --` stands before each.
    pub fn new(text: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("khue-it-").tempdir().expect("a temporary folder");
        let test = Self { folder, environment: Vec::new() };
        fs::create_dir(test.root()).expect("the folder is new");
        test.with(text)
    }

    /// The portal [`SMALL`].
    pub fn small() -> Self {
        Self::new(SMALL)
    }

    /// A copy of the repository's own portal.
    pub fn first() -> Self {
        let test = Self::new("");
        for (path, bytes) in first_portal() {
            test.write(&path, &bytes);
        }
        test
    }

    /// A copy of the manual.
    pub fn manual() -> Self {
        let test = Self::new("");
        for (path, bytes) in folder_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")) {
            if !path.starts_with("output/") {
                test.write(&path, &bytes);
            }
        }
        test
    }

    /// Writes more files, over those of the same path.
    pub fn with(self, text: &str) -> Self {
        for (path, content) in files(text) {
            self.write(path, content.as_bytes());
        }
        self
    }

    /// Runs the program with this variable in its environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The portal's folder; the folder around it holds nothing else.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("portal")
    }

    /// A path beside the portal.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes one file.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the portal")).expect("a folder can be made");
        fs::write(&path, bytes).expect("a file can be written");
    }

    /// Replaces `from`, which stands in the file once, by `to`.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).expect("the file is there");
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
        self.write(path, text.replace(from, to).as_bytes());
    }

    /// Removes one file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).expect("the file is there");
    }

    /// The program with these arguments, in the portal's folder and an environment without surprises.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khue"));
        command.args(args).current_dir(self.root()).env("NO_COLOR", "1").stdin(Stdio::null());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the program.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        self.ran(self.command(args).output().expect("the program starts"))
    }

    /// Runs the program with `input` on its standard input.
    pub fn run_with<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Run {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is a pipe");
        match stdin.write_all(input) {
            // Whoever refuses its arguments may end before it reads.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            written => written.expect("the program reads"),
        }
        drop(stdin);
        self.ran(child.wait_with_output().expect("the program ends"))
    }

    fn ran(&self, output: Output) -> Run {
        Run {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("the program writes UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("the program writes UTF-8"),
            site: Site::read(&self.root().join("output")),
        }
    }

    /// `khue build`, which must succeed.
    pub fn build(&self) -> Site {
        self.build_with::<&str>(&[])
    }

    /// `khue build` with more arguments, which must succeed.
    pub fn build_with<S: AsRef<OsStr>>(&self, args: &[S]) -> Site {
        let args: Vec<&OsStr> =
            std::iter::once(OsStr::new("build")).chain(args.iter().map(AsRef::as_ref)).collect();
        self.run(&args).done().site
    }

    /// The diagnostics of `khue check`, as JSON.
    pub fn diagnostics(&self) -> Vec<Value> {
        self.run(&["check", "--format", "json"]).json()
    }
}

/// How a run of the program went.
#[derive(Debug)]
pub struct Run {
    /// The exit status; none when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// What stands in `output/` afterwards.
    pub site: Site,
}

impl Run {
    /// The run, which ended with status 0.
    pub fn done(self) -> Self {
        self.ended(0)
    }

    /// The run, which ended with `status`.
    pub fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Standard output as JSON objects, one a line.
    pub fn json(&self) -> Vec<Value> {
        parsed(&self.stdout)
    }
}

/// The files of a site by path, the manifest not among them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Site(pub BTreeMap<String, Vec<u8>>);

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl Site {
    /// Reads a folder; one that is not there is an empty site.
    pub fn read(folder: &Path) -> Self {
        let mut site = Self(folder_files(folder));
        site.0.remove(".khue-manifest");
        site
    }

    /// The paths of its files, sorted.
    pub fn paths(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.0.get(path).unwrap_or_else(|| panic!("no `{path}` in {self:?}"));
        std::str::from_utf8(bytes).expect("sites are UTF-8")
    }

    /// One page.
    pub fn page(&self, path: &str) -> Page {
        Page { path: path.to_owned(), html: scraper::Html::parse_document(self.text(path)) }
    }

    /// All pages.
    pub fn pages(&self) -> Vec<Page> {
        self.0.keys().filter(|path| path.ends_with(".html")).map(|path| self.page(path)).collect()
    }

    /// The objects of `data/NAME.ndjson`.
    pub fn data(&self, name: &str) -> Vec<Value> {
        parsed(self.text(&format!("data/{name}.ndjson")))
    }

    /// The object of `data/NAME.ndjson` with this id.
    pub fn datum(&self, name: &str, id: &str) -> Value {
        let all = self.data(name);
        all.into_iter().find(|o| o["id"] == id).unwrap_or_else(|| panic!("no `{id}` in data/{name}"))
    }

    /// What differs from `other`: `+` new, `-` gone, `~` changed, sorted by path.
    pub fn changes_from(&self, other: &Self) -> String {
        let mut paths: Vec<&String> = self.0.keys().chain(other.0.keys()).collect();
        paths.sort();
        paths.dedup();
        let sign = |path: &String| match (other.0.get(path), self.0.get(path)) {
            (None, _) => Some('+'),
            (_, None) => Some('-'),
            (before, now) if before != now => Some('~'),
            _ => None,
        };
        paths
            .into_iter()
            .filter_map(|p| sign(p).map(|sign| format!("{sign}{p}")))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A page, parsed as browsers do (HTML Living Standard, section 13.2).
pub struct Page {
    /// Its output file.
    pub path: String,
    /// Its tree.
    pub html: scraper::Html,
}

impl Page {
    /// The elements that `selector` chooses, in order.
    pub fn all(&self, selector: &str) -> Vec<scraper::ElementRef<'_>> {
        let selector = scraper::Selector::parse(selector).expect("the selector is right");
        self.html.select(&selector).collect()
    }

    /// The text of every element that `selector` chooses, white space folded.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text_of).collect()
    }

    /// The text of all of them together.
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).join(" ")
    }

    /// An attribute of every element that `selector` chooses.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.all(selector).into_iter().filter_map(|e| e.attr(name).map(str::to_owned)).collect()
    }
}

/// The text in an element, white space folded.
pub fn text_of(element: scraper::ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The repository's own portal: path and bytes of `portal.yaml` and all in `content/` and `seeds/`.
pub fn first_portal() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = BTreeMap::new();
    all.insert("portal.yaml".to_owned(), fs::read(root.join("portal.yaml")).expect("it is there"));
    for folder in ["content", "seeds"] {
        let inside = folder_files(&root.join(folder));
        all.extend(inside.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    all
}

/// Every file below a folder, by path from it; none if it is not there.
pub fn folder_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|e| e.file_type().is_file());
    let relative =
        |path: &Path| path.strip_prefix(folder).expect("it lies below").to_string_lossy().into_owned();
    walk.map(|e| (relative(e.path()), fs::read(e.path()).expect("a file can be read"))).collect()
}

/// The files of a portal in one string: a line `-- path --` before each.
pub fn files(text: &str) -> Vec<(&str, &str)> {
    let mut heads: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if let Some(name) = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            heads.push((name, at, next));
        }
        at = next;
    }
    let ends = heads.iter().skip(1).map(|head| head.1).chain([text.len()]);
    heads.iter().zip(ends).map(|((name, _, start), end)| (*name, &text[*start..end])).collect()
}

fn parsed(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// Diagnostics as one text: code, place, message and hint of each.
pub fn told(diagnostics: &[Value]) -> String {
    let line = |d: &Value| {
        let of = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {}:{}:{} {}\n  = {}",
            of("code"),
            of("file"),
            d["line"],
            d["column"],
            of("message"),
            of("hint")
        )
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Runs a script of `tests/` in Node, with a JSON value on its standard input; what it printed.
pub fn node(script: &str, args: &[&str], input: &Value) -> String {
    let install = webdriver::INSTALL;
    let node = webdriver::program(&["node"]).unwrap_or_else(|| panic!("Node is not installed: {install}"));
    let mut command = Command::new(node);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(script)).args(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_string();
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A script that asks for nothing may have ended before all was written.
    let _ = writing.join().unwrap();
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
