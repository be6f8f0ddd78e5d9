//! `khue build`.

use super::jobs::with_jobs;
use super::telling::{closing, count, judge, tell};
use super::terminal::{self, Waiting};
use super::{BuildArgs, Status, annotate};
use crate::compile::{Options, Prepared, ready};
use crate::diagnostic::{self, Diagnostic};
use crate::edge::load::Found;
use crate::edge::manifest::{Maker, Sources};
use crate::edge::output::{Standing, Writing, Written};
use crate::edge::report::{self, plural};
use crate::edge::{load, output, sources};
use crate::error::Error;
use crate::model::{Artifact, Note};
use crate::shard::Shard;
use std::path::Path;
use std::time::Instant;

/// The program's version, which the manifest notes.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds the site.
pub fn build(args: &BuildArgs) -> Result<Status, Error> {
    let start = Instant::now();
    terminal::half_renamed(&args.portal.root);
    let waiting = Waiting::new("reading the portal");
    let folder = args.output.clone().unwrap_or_else(|| args.portal.root.join("output"));
    let Looked { found, state, standing } = look(args, &folder)?;
    if let Some(Standing { articles, pages, written, .. }) = standing {
        drop(waiting);
        closing(args.portal.format, &summary(pages, articles, &written, &[], start));
        return Ok(Status::Done);
    }
    let snapshot = load::load_found(found, &folder)?;
    let given = annotate::given(&args.facts)?;
    waiting.now("making the site");
    let options = Options { drafts: args.portal.drafts, base_url: args.base_url.clone() };
    let (prepared, told) = with_jobs(args.portal.jobs, || ready(&snapshot, &options, given));
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
    let notes = with_jobs(args.portal.jobs, || match &edition {
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
    let written = with_jobs(args.portal.jobs, || writing.finish(&maker))?;
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

/// What a look at the files tells, before one is read.
struct Looked {
    found: Found,
    /// What the sources are; none where that cannot be told.
    state: Option<u128>,
    /// The site, if it is what the sources would make.
    standing: Option<Standing>,
}

fn look(args: &BuildArgs, folder: &Path) -> Result<Looked, Error> {
    // Facts are not among what is looked at.
    let may_stand = args.facts.is_empty();
    let find = || {
        let found = load::find(&args.portal.root)?;
        let state = may_stand.then(|| sources::state(&found, &asked(args))).flatten();
        Ok((found, state))
    };
    let stands = || match may_stand {
        true => output::standing(folder, &args.portal.root, VERSION),
        false => Ok(None),
    };
    let (found, standing) = with_jobs(args.portal.jobs, || rayon::join(find, stands));
    let (found, state) = found?;
    let standing = standing?.filter(|one| Some(&one.state) == state.as_ref());
    Ok(Looked { found, state, standing })
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
