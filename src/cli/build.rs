//! `khue build`, `khue check`, `khue clean`.

use super::annotate;
use super::terminal::{self, Waiting};
use super::{BuildArgs, CheckArgs, CleanArgs, PortalArgs, Status};
use crate::check::{Origins, check_from, check_proofs, outside};
use crate::compile::{Compiled, Options, Prepared, compile, ready};
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::edge::manifest::{Maker, Sources};
use crate::edge::output::{Standing, Writing, Written};
use crate::edge::report::{self, Format, plural};
use crate::edge::{external, load, output, sources};
use crate::error::Error;
use crate::formats::FORMATS;
use crate::model::{Artifact, Note};
use crate::shard::Shard;
use crate::snapshot::Snapshot;
use std::io::{self, Write};
use std::path::{Component, Path};
use std::time::{Duration, Instant};

/// The program's version, which the manifest notes.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds the site.
pub fn build(args: &BuildArgs) -> Result<Status, Error> {
    let start = Instant::now();
    terminal::half_renamed(&args.portal.root);
    let waiting = Waiting::new("reading the portal");
    let folder = args.output.clone().unwrap_or_else(|| args.portal.root.join("output"));
    // Facts are not among what is looked at.
    let may_stand = args.facts.is_empty();
    let look = || {
        let found = load::find(&args.portal.root)?;
        let state = may_stand.then(|| sources::state(&found, &asked(args))).flatten();
        Ok((found, state))
    };
    let stands = || match may_stand {
        true => output::standing(&folder, &args.portal.root, VERSION),
        false => Ok(None),
    };
    let (looked, standing) = with_jobs(&args.portal, || rayon::join(look, stands));
    let (found, state) = looked?;
    if let Some(Standing { articles, pages, written, .. }) = standing?.filter(|one| Some(one.state) == state)
    {
        drop(waiting);
        closing(args.portal.format, &summary(pages, articles, &written, &[], start));
        return Ok(Status::Done);
    }
    let snapshot = load::load_found(found, &folder)?;
    let given = annotate::given(&args.facts)?;
    waiting.now("making the site");
    let options = options(&args.portal, args.base_url.clone());
    let (prepared, told) = with_jobs(&args.portal, || ready(&snapshot, &options, given));
    let Prepared { resolved, edition, mut diagnostics, .. } = prepared;
    let edition = edition.map(|edition| edition.only(args.shard.unwrap_or(Shard::WHOLE)));
    // What was computed in place of facts is said with the diagnostics, which nobody reads through a moving line.
    let note = told.note();
    let tell = |diagnostics: &[Diagnostic]| {
        if let Some(note) = &note {
            terminal::say(&format!("note: {}", report::harmless_name(note)));
        }
        tell(diagnostics, &snapshot, &args.portal.root, args.portal.format)
    };
    let writing = match judge(&diagnostics, args.strict) {
        Status::Done => Some(Writing::begin(&folder, &args.portal.root)?),
        // Nothing will be written, but all that is wrong is told.
        _ => None,
    };
    let take = |artifact: Artifact, note: &Note| {
        if let Some(writing) = &writing {
            writing.put(&artifact, note);
        }
    };
    let notes = with_jobs(&args.portal, || match &edition {
        Some(edition) => edition.make_each(&snapshot, &take, &mut diagnostics),
        None => Vec::new(),
    });
    diagnostic::sort(&mut diagnostics);
    let status = judge(&diagnostics, args.strict);
    let Some(writing) = writing.filter(|_| status == Status::Done) else {
        drop(waiting);
        tell(&diagnostics)?;
        closing(args.portal.format, &format!("nothing was written: {}", count(&diagnostics)));
        return Ok(status);
    };
    waiting.now("writing the site");
    let articles = resolved.site.articles.len();
    // What a build has to say, one that finds nothing changed would not say again.
    let sources = state.filter(|_| diagnostics.is_empty()).map(|state| Sources { state, articles });
    let maker = Maker { version: VERSION.to_owned(), sources };
    let written = with_jobs(&args.portal, || writing.finish(&maker))?;
    drop(waiting);
    tell(&diagnostics)?;
    for left in &written.left {
        terminal::say(&format!("note: {}", report::harmless_name(left)));
    }
    let pages = notes.iter().filter(|note| note.path.ends_with(".html")).count();
    closing(args.portal.format, &summary(pages, articles, &written, &diagnostics, start));
    // The process ends here: the system takes the memory back at once, where dropping a large site takes a while.
    std::mem::forget((resolved, edition, snapshot));
    Ok(Status::Done)
}

/// What else than files a site depends on.
fn asked(args: &BuildArgs) -> String {
    format!("{:?}", (args.portal.drafts, &args.base_url, args.shard))
}

/// The closing line of a build.
fn summary(
    pages: usize,
    articles: usize,
    written: &Written,
    diagnostics: &[Diagnostic],
    start: Instant,
) -> String {
    format!(
        "{} from {}; {} ({:.1} MB), {} written, {} unchanged, {} removed; {}{} ms",
        plural(pages, "page"),
        plural(articles, "article"),
        plural(written.files, "file"),
        written.bytes as f64 / 1e6,
        written.written,
        written.kept,
        written.removed,
        if diagnostics.is_empty() { String::new() } else { format!("{}; ", count(diagnostics)) },
        start.elapsed().as_millis(),
    )
}

/// Checks all that `build` checks, and every link.
pub fn check(args: &CheckArgs) -> Result<Status, Error> {
    let start = Instant::now();
    terminal::half_renamed(&args.portal.root);
    let waiting = Waiting::new("reading the portal");
    let snapshot = load::load_after(&args.portal.root, &args.portal.root.join("output"))?;
    waiting.now("checking the site");
    let Compiled { resolved, artifacts, mut diagnostics, .. } = with_jobs(&args.portal, || {
        let mut compiled = compile(&snapshot, &options(&args.portal, args.base_url.clone()));
        let base = crate::pages::base_path(&compiled.resolved.site);
        let origins = Origins::new(&snapshot, &compiled.resolved);
        // Of two pages in one place one is lost, and links to it would be told as broken one by one.
        if !compiled.diagnostics.iter().any(|d| d.code == Code::PathCollision) {
            let broken = match &compiled.proof {
                None => check_from(&compiled.artifacts, &compiled.unmade, &base, &origins),
                Some(proof) => {
                    // What is wrong with its templates may follow from what is wrong with its content.
                    let proofs = proof.make_all(&snapshot, &mut Vec::new());
                    let is_of_format = |file: &str| FORMATS.iter().any(|format| format.owns(file));
                    check_proofs(&proofs, &base, &origins, &compiled.diagnostics, is_of_format)
                }
            };
            compiled.diagnostics.extend(broken);
        }
        compiled
    });
    let mut forgotten = None;
    if args.external {
        waiting.now("asking other sites");
        let settings = external::Settings {
            timeout: Duration::from_secs(args.external_timeout.into()),
            private: args.external_private,
            ..external::Settings::default()
        };
        let (told, note) = external::check(&outside(&snapshot, args.portal.drafts), &settings);
        diagnostics.extend(told);
        forgotten = note;
    }
    diagnostic::sort(&mut diagnostics);
    drop(waiting);
    if let Some(note) = forgotten {
        terminal::say(&format!("note: {}", report::harmless_name(&note)));
    }
    tell(&diagnostics, &snapshot, &args.portal.root, args.portal.format)?;
    let pages = artifacts.iter().filter(|a| a.path.ends_with(".html")).count();
    let text = match diagnostics.is_empty() {
        true => {
            format!(
                "all is well: {} from {}",
                plural(pages, "page"),
                plural(resolved.site.articles.len(), "article")
            )
        }
        false => count(&diagnostics),
    };
    closing(args.portal.format, &format!("{text}; {} ms", start.elapsed().as_millis()));
    Ok(judge(&diagnostics, args.strict))
}

/// Removes what builds wrote.
pub fn clean(args: &CleanArgs) -> Result<Status, Error> {
    let folder = args.output.clone().unwrap_or_else(|| args.root.join("output"));
    let cleaned = output::clean(&folder, &args.root)?;
    for left in &cleaned.left {
        terminal::say(&format!("note: {}", report::harmless_name(left)));
    }
    let stays = match cleaned.foreign.len() {
        0 => String::new(),
        1 => "; 1 file stays that no build wrote".to_owned(),
        n => format!("; {n} files stay that no build wrote"),
    };
    terminal::say(&format!(
        "{} and {} removed{stays}",
        plural(cleaned.files, "file"),
        plural(cleaned.folders, "folder")
    ));
    Ok(Status::Done)
}

fn options(portal: &PortalArgs, base_url: Option<String>) -> Options {
    Options { drafts: portal.drafts, base_url }
}

/// Runs `work` on as many threads as were asked for.
fn with_jobs<T: Send>(portal: &PortalArgs, work: impl FnOnce() -> T + Send) -> T {
    with_threads(portal.jobs, work)
}

/// Runs `work` on so many threads, or on as many as the machine has.
pub(super) fn with_threads<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> T {
    let Some(jobs) = jobs else { return work() };
    match rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(), // Without threads of its own the work is done on the common ones: slower, and the same.
    }
}

fn judge(diagnostics: &[Diagnostic], strict: bool) -> Status {
    match diagnostic::has_errors(diagnostics) || (strict && !diagnostics.is_empty()) {
        true => Status::Portal,
        false => Status::Done,
    }
}

/// For people on standard error; for programs on standard output.
pub(super) fn tell(
    diagnostics: &[Diagnostic],
    snapshot: &Snapshot,
    root: &Path,
    format: Format,
) -> Result<(), Error> {
    let color = terminal::color();
    let mut bytes = Vec::new();
    report::write_below(&folder(root), diagnostics, snapshot, format, color, &mut bytes)
        .expect("writing to memory");
    match format {
        // Nobody can be told that telling failed.
        Format::Human => drop(io::stderr().lock().write_all(&bytes)),
        _ => terminal::print(&bytes)?,
    }
    Ok(())
}

/// Where the portal lies below the current folder, which is the repository's root when a forge runs us: empty, or a path
/// that ends in `/`; empty too where that cannot be told from `root` alone.
fn folder(root: &Path) -> String {
    let mut folder = String::new();
    // An absolute one is named from the current folder too, if it lies below it.
    let here = std::env::current_dir().unwrap_or_default();
    for part in root.strip_prefix(here).unwrap_or(root).components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => folder.push_str(&format!("{}/", name.to_string_lossy())),
            _ => return String::new(),
        }
    }
    folder
}

fn closing(format: Format, text: &str) {
    if format == Format::Human {
        terminal::say(text);
    }
}

/// *2 errors, 1 warning*.
pub(super) fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity, word: &str| {
        let n = diagnostics.iter().filter(|d| d.severity == severity).count();
        (n > 0).then(|| plural(n, word))
    };
    let parts: Vec<String> =
        [of(Severity::Error, "error"), of(Severity::Warning, "warning")].into_iter().flatten().collect();
    parts.join(", ")
}
