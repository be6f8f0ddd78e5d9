//! `khue import`: raw files brought in, with a draft of what can be told of each.

use super::{ImportArgs, Status, terminal};
use crate::compile;
use crate::diagnostic;
use crate::draft::known::Known;
use crate::draft::portal::{Drafts, NewFile, Result as Draft, Summary, Wishes, draft};
use crate::draft::yaml::lines;
use crate::edge::import::{self as edge, Brought};
use crate::edge::load;
use crate::edge::report::{harmless, harmless_name};
use crate::error::{Error, ErrorKind};
use crate::parse::content;
use std::path::Path;

/// What a run has done so far.
#[derive(Debug, Default)]
struct Tally {
    drafted: usize,
    skipped: usize,
    refused: usize,
    failed: usize,
}

/// Drafts articles for raw files.
///
/// # Errors
/// The portal cannot be read. What is wrong with one file is told, and the others go on.
pub fn import(args: &ImportArgs) -> Result<Status, Error> {
    let root = load::portal(&args.root)?;
    let snapshot = load::load(&root)?;
    let mut tally = Tally::default();
    let mut sources: Vec<(&Path, edge::Source)> = Vec::new();
    for file in &args.files {
        match edge::read(&root, file) {
            Err(error) => tally.wrong(&error),
            Ok(source) => match sources.iter().find(|(_, other)| other.raw.seed == source.raw.seed) {
                None => sources.push((file, source)),
                Some((first, other)) if other.raw.sha256 == source.raw.sha256 => {
                    tally.skip(file, &format!("the same file as `{}`", first.display()));
                }
                Some((first, _)) => {
                    let reason = format!("`{}` has the same name and other bytes", first.display());
                    tally.wrong(
                        &Error::refused(file, reason)
                            .hint("rename one of them: both would be kept in `seeds/`"),
                    );
                }
            },
        }
    }
    let content = content::parse(&snapshot, true);
    if diagnostic::has_errors(&content.diagnostics) {
        say("note: the portal has errors, so not all that it knows could be used; `khue check` tells them");
    }
    let occupied = compile::occupied(&snapshot);
    let known = Known::new(&content.value, &snapshot).leaving(&occupied);
    let wishes = Wishes { publisher: args.publisher.clone(), documents: args.documents };
    let raws: Vec<_> = sources.iter().map(|(_, source)| source.raw.clone()).collect();
    let drafts = draft(&raws, &known, &wishes);
    write(&root, &sources, &drafts, &mut tally);
    offer(&drafts)?;
    closing(&tally);
    Ok(tally.status())
}

/// Writes the drafts and tells of each.
fn write(root: &Path, sources: &[(&Path, edge::Source)], drafts: &Drafts, tally: &mut Tally) {
    // An article that names a publisher needs its file; the other way round nothing is missing.
    if let Some(file) = &drafts.publisher {
        other(root, file, "a new publisher", tally);
    }
    for ((path, source), result) in sources.iter().zip(&drafts.articles) {
        match result {
            Draft::Known(file) if file.contains("/articles/") => {
                tally.skip(path, &format!("`{file}` is there already, for this seed or with this ID"));
            }
            Draft::Known(file) => tally.skip(path, &format!("`{file}` is there already")),
            Draft::Drafted(file, summary) => match edge::bring_in(root, source, file) {
                Err(error) => tally.wrong(&error),
                Ok(Brought::Nothing) => tally.skip(path, &format!("`{}` is there already", file.path)),
                Ok(Brought::Drafted { copied }) => {
                    tally.drafted += 1;
                    let copied =
                        if copied { format!(", copied to seeds/{}", source.raw.seed) } else { String::new() };
                    say(&format!(
                        "{}: drafted from {}{copied}; {}",
                        file.path,
                        path.display(),
                        told(summary)
                    ));
                }
            },
        }
    }
    for file in &drafts.documents {
        other(root, file, "a document that is mentioned", tally);
    }
}

fn other(root: &Path, file: &NewFile, what: &str, tally: &mut Tally) {
    match edge::write(root, file) {
        Ok(true) => say(&format!("{}: drafted, {what}", file.path)),
        Ok(false) => say(&format!("{}: is there already, and stays as it is", file.path)),
        Err(error) => tally.wrong(&error),
    }
}

/// *12 of 40 lines omitted (1 title, 6 caption); to confirm: title, url; offered in comments: published; not stated: author*.
fn told(summary: &Summary) -> String {
    let omitted: usize = summary.omitted.values().sum();
    let kinds: Vec<String> = summary.omitted.iter().map(|(kind, n)| format!("{n} {}", kind.name())).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let mut parts = vec![format!("{omitted} of {} lines omitted{kinds}", summary.lines)];
    if !summary.swallowed.is_empty() {
        parts.push(format!("omitted, but like text of the article: {}", lines(&summary.swallowed)));
    }
    if !summary.guessed.is_empty() {
        parts.push(format!("to confirm: {}", summary.guessed.join(", ")));
    }
    if !summary.offered.is_empty() {
        parts.push(format!("offered in comments: {}", summary.offered.join(", ")));
    }
    if !summary.missing.is_empty() {
        parts.push(format!("not stated: {}", summary.missing.join(", ")));
    }
    let counted = [(summary.events, "candidate event"), (summary.unknown, "document that no file describes")];
    parts.extend(counted.iter().filter(|(n, _)| *n > 0).map(|(n, what)| match (n, *what) {
        (1, what) => format!("1 {what}"),
        (n, "candidate event") => format!("{n} candidate events"),
        (n, _) => format!("{n} documents that no file describes"),
    }));
    parts.join("; ")
}

/// Prints the rules that articles share and that no file was drafted for.
fn offer(drafts: &Drafts) -> Result<(), Error> {
    let mut out = String::new();
    for (whom, rules) in &drafts.offers {
        let place = match whom.strip_prefix("site ") {
            Some(site) => format!(
                "articles of {site} share these lines; a file of content/publishers/ can omit them for all"
            ),
            None => {
                format!("its articles share these lines; they can stand in {whom} instead of each article")
            }
        };
        out.push_str(&format!("# {}\n{rules}", harmless(&place)));
    }
    terminal::print(out.as_bytes())
}

fn closing(tally: &Tally) {
    let mut parts = vec![format!("{} drafted", tally.drafted)];
    let others = [(tally.skipped, "skipped"), (tally.refused + tally.failed, "not brought in")];
    parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    let next = match tally.drafted {
        0 => "",
        _ => "; look at the comments in content/articles/, correct what is wrong, then run `khue check`",
    };
    say(&format!("{}{next}", parts.join(", ")));
}

fn say(text: &str) {
    terminal::say(&harmless_name(text));
}

impl Tally {
    fn wrong(&mut self, error: &Error) {
        match error.kind {
            ErrorKind::Machine => self.failed += 1,
            ErrorKind::Refused => self.refused += 1,
        }
        terminal::error(error);
    }

    fn skip(&mut self, file: &Path, why: &str) {
        self.skipped += 1;
        say(&format!("{}: skipped: {why}", file.display()));
    }

    fn status(&self) -> Status {
        match (self.failed, self.refused) {
            (0, 0) => Status::Done,
            (0, _) => Status::Usage,
            _ => Status::Machine,
        }
    }
}
