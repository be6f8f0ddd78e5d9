//! `khue clean`.

use super::{CleanArgs, Status, terminal};
use crate::edge::output;
use crate::edge::report::{self, plural};
use crate::error::Error;

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
