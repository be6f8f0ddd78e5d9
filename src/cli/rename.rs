//! `khue rename`: another id for a thing, in its file's name and in every reference to it.

use super::telling::{count, tell};
use super::{RenameArgs, Status, terminal};
use crate::edge::report::{Format, harmless, harmless_name, plural};
use crate::edge::{journal, load, rewrite};
use crate::error::Error;
use crate::rename::{self, Plan, Refused, Wish};
use crate::snapshot::Snapshot;
use crate::text::words::line_number;
use std::path::Path;

/// Shows what changes, and changes it.
pub fn rename(args: &RenameArgs) -> Result<Status, Error> {
    let Some((kind, old)) = args.what.trim().trim_start_matches("[[").trim_end_matches("]]").split_once(':')
    else {
        terminal::say(&format!("error: `{}` names no thing", harmless_name(&args.what)));
        terminal::say("  help: write the kind and the ID, such as `topic:water` or `article:wells`");
        return Ok(Status::Usage);
    };
    let wish = Wish { kind: kind.to_owned(), old: old.to_owned(), new: args.new.clone() };
    if args.dry_run && journal::is_there(&args.root) {
        terminal::say("error: an earlier `khue rename` was interrupted half-way");
        terminal::say("  help: run it without `--dry-run`: what was changed is put back first");
        return Ok(Status::Usage);
    }
    if let Some(undone) = rewrite::recover(&args.root)? {
        let files = plural(undone.files, "file");
        terminal::say(&format!(
            "note: an earlier `khue rename` was interrupted; what it had changed was put back ({files})"
        ));
        for path in &undone.left {
            terminal::say(&format!("note: `{}` was changed since, and stays as it is", harmless_name(path)));
        }
    }
    let snapshot = load::load(&args.root)?;
    let plan = match rename::plan(&snapshot, &wish) {
        Ok(plan) => plan,
        Err(refused) => return refuse(&refused, &snapshot, &args.root),
    };
    terminal::print(shown(&plan, &wish, &snapshot).as_bytes())?;
    let changes = rename::changes(&snapshot, &plan, &wish.new);
    let edited = changes.iter().filter(|change| change.before != change.after).count();
    let summary = format!("{} in {}", plural(plan.edits.len(), "reference"), plural(edited, "file"));
    if args.dry_run {
        terminal::say(&format!("{summary} would change, and one file would be renamed; nothing was changed"));
        return Ok(Status::Done);
    }
    rewrite::rewrite(&args.root, &changes)?;
    terminal::say(&format!("{summary} changed, and one file renamed"));
    Ok(Status::Done)
}

fn refuse(refused: &Refused, snapshot: &Snapshot, root: &Path) -> Result<Status, Error> {
    tell(&refused.diagnostics, snapshot, root, Format::Human)?;
    terminal::say(&format!("error: {}", harmless_name(&refused.message)));
    if let Some(hint) = &refused.hint {
        terminal::say(&format!("  help: {}", harmless_name(hint)));
    }
    Ok(match refused.diagnostics.as_slice() {
        [] => Status::Usage,
        diagnostics => {
            terminal::say(&format!("nothing was changed: {}", count(diagnostics)));
            Status::Portal
        }
    })
}

/// The plan, a line for each change.
fn shown(plan: &Plan, wish: &Wish, snapshot: &Snapshot) -> String {
    let Wish { kind, old, new } = wish;
    let mut out = format!("{kind}:{old} → {kind}:{new}\n");
    let (from, to) = &plan.file;
    out.push_str(&format!("  {from} → {to}\n"));
    for edit in &plan.edits {
        let line = snapshot.get(&edit.file).map_or(1, |bytes| line_number(&bytes[..], edit.range.start));
        let (before, after) = &edit.shown;
        out.push_str(&format!("  {}:{line}: {} → {}\n", edit.file, harmless(before), harmless(after)));
    }
    for note in &plan.notes {
        out.push_str(&format!("  note: {}\n", harmless(note)));
    }
    out
}
