//! Follows a page of the manual: runs its commands, writes its files, compares what it promises.

use super::blocks::{Action, Block, Page, matches, page, project, renew, tree};
use super::serving::Serving;
use super::{parts, recipes};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A reader at a terminal, in a folder of their own.
pub struct Reader {
    folder: TempDir,
    here: PathBuf,
    printed: Option<String>,
    serving: Option<Serving>,
}

impl Reader {
    /// A reader who has done nothing yet.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("khue-manual-").tempdir().expect("a temporary folder");
        let here = fs::canonicalize(folder.path()).unwrap();
        Self { folder, here, printed: None, serving: None }
    }

    /// Does what the page says, block by block; then every portal that was made must be in order.
    pub fn follow(&mut self, page: &Page) {
        for (place, words) in &page.words {
            recipes::named(place, words);
        }
        for block in &page.blocks {
            self.does(block);
        }
        self.serving = None;
        for portal in walkdir::WalkDir::new(self.folder.path()).into_iter().flatten() {
            if portal.file_name() == "portal.yaml" && !inside_output(portal.path()) {
                let folder = portal.path().parent().unwrap();
                let output = self.program("khue").arg("check").arg("--root").arg(folder).output().unwrap();
                let told = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(
                    output.status.success(),
                    "{}: the page leaves a portal with errors\n{told}",
                    page.file
                );
            }
        }
    }

    /// Where the terminal stands.
    pub fn here(&self) -> &Path {
        &self.here
    }

    fn does(&mut self, block: &Block) {
        let place = &block.place;
        match &block.action {
            Action::Run { status, after } => {
                if let Some(name) = after {
                    self.follow(&page(&project().join(format!("docs/content/pages/{name}.md"))));
                }
                self.runs(block, *status);
            }
            Action::Serve => {
                let words: Vec<&str> = block.text.split_whitespace().collect();
                let mut command = self.program(words[0]);
                command.args(&words[1..]);
                self.serving = Some(Serving::start(place, command));
            }
            Action::Syntax => recipes::shell(place, &block.text),
            Action::Output if self.serving.is_some() => {
                self.serving.iter_mut().for_each(|serving| serving.compare(place, &block.text));
            }
            Action::Output => {
                let printed = self.printed.take().unwrap_or_else(|| panic!("{place}: nothing was run"));
                if std::env::var_os("UPDATE_EXPECT").is_some() && !matches(&block.text, &printed) {
                    return renew(block, &printed);
                }
                assert!(
                    matches(&block.text, &printed),
                    "{place}: the page says\n{}\nbut the program says\n{printed}",
                    block.text
                );
            }
            Action::File(path) => self.writes(path, &block.text),
            Action::Add(path) => {
                let before = fs::read_to_string(self.here.join(path));
                let before = before.unwrap_or_else(|e| panic!("{place}: {path}: {e}"));
                self.writes(path, &(before + &block.text));
            }
            Action::Edit(path) => {
                let before = fs::read_to_string(self.here.join(path));
                let before = before.unwrap_or_else(|e| panic!("{place}: {path}: {e}"));
                self.writes(path, &edited(place, &before, &block.text));
            }
            Action::Tree => {
                for path in tree(&block.text) {
                    assert!(self.here.join(&path).exists(), "{place}: there is no `{path}`");
                }
            }
            Action::Part(kind) => parts::read(place, kind, &block.text),
            Action::Recipe(name) => recipes::check(place, name, &block.text),
            Action::Generated => {}
        }
    }

    fn writes(&self, path: &str, text: &str) {
        let path = self.here.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs commands in a shell, one after the other until one fails; the shell's folder stays for the next block.
    fn runs(&mut self, block: &Block, status: i32) {
        let place = &block.place;
        let remember = self.folder.path().join(".here");
        let script = format!("set -e\ntrap 'pwd > \"$HERE\"' EXIT\n{}", block.text);
        let output = self
            .program("sh")
            .args(["-c", &format!("exec 2>&1\n{script}")])
            .env("HERE", &remember)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(status), "{place}: {}\n{printed}", block.text);
        self.here = PathBuf::from(fs::read_to_string(remember).unwrap().trim_end());
        self.printed = Some(printed);
    }

    /// A program, in an environment without surprises in which `khue` is the one under test.
    pub fn program(&self, name: &str) -> Command {
        let own = Path::new(env!("CARGO_BIN_EXE_khue")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(own.to_owned()).chain(std::env::split_paths(&path));
        let mut command = Command::new(match name {
            "khue" => env!("CARGO_BIN_EXE_khue"),
            other => other,
        });
        command.current_dir(&self.here).env("PATH", std::env::join_paths(path).unwrap());
        command.env("HOME", self.folder.path()).env("NO_COLOR", "1").env("COLUMNS", "100");
        command
    }
}

fn inside_output(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "output")
}

/// `before` with the lines behind `-` replaced by those behind `+`; lines behind a space stand around them.
fn edited(place: &str, before: &str, diff: &str) -> String {
    let lines = |keep: char| -> String {
        let mut text = String::new();
        for line in diff.lines() {
            if let Some(rest) = line.strip_prefix([keep, ' ']) {
                text.push_str(rest);
                text.push('\n');
            } else {
                assert!(line.starts_with(['+', '-']), "{place}: a line begins with `-`, `+` or a space");
            }
        }
        text
    };
    let (old, new) = (lines('-'), lines('+'));
    assert_ne!(old, new, "{place}: nothing is changed");
    assert_eq!(
        before.matches(&old).count(),
        1,
        "{place}: this does not stand in the file once\n{old}\n{before}"
    );
    before.replace(&old, &new)
}
