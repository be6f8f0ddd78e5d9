//! `khue check`.

use super::jobs::with_jobs;
use super::telling::{closing, count, judge, tell};
use super::terminal::{self, Waiting};
use super::{CheckArgs, Status};
use crate::check::{Origins, check_from, check_proofs, outside};
use crate::compile::{Compiled, Options, compile};
use crate::diagnostic::{self, Code};
use crate::edge::report::{self, plural};
use crate::edge::{external, load};
use crate::error::Error;
use crate::formats::FORMATS;
use std::time::{Duration, Instant};

/// Checks all that `build` checks, and every link.
pub fn check(args: &CheckArgs) -> Result<Status, Error> {
    let start = Instant::now();
    terminal::half_renamed(&args.portal.root);
    let waiting = Waiting::new("reading the portal");
    let snapshot = load::load_after(&args.portal.root, &args.portal.root.join("output"))?;
    waiting.now("checking the site");
    let options = Options { drafts: args.portal.drafts, base_url: args.base_url.clone() };
    let Compiled { resolved, artifacts, mut diagnostics, .. } = with_jobs(args.portal.jobs, || {
        let mut compiled = compile(&snapshot, &options);
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
