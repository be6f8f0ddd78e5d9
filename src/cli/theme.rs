//! `khue theme`: the files of the built-in theme, for a theme's author to begin with.

use super::{Status, ThemeArgs, terminal};
use crate::diagnostic::did_you_mean;
use crate::edge::report::harmless_name;
use crate::error::Error;
use crate::render::theme::{DEFAULT, built_in, built_in_names};
use crate::text::distance::nearest;

/// Prints the names of all files, or one file.
pub fn theme(args: &ThemeArgs) -> Result<Status, Error> {
    let folder = format!("themes/{DEFAULT}/");
    let names: Vec<&str> = built_in_names().filter_map(|path| path.strip_prefix(&*folder)).collect();
    let Some(file) = &args.file else {
        let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
        terminal::print(lines.as_bytes())?;
        return Ok(Status::Done);
    };
    let wanted = file.strip_prefix(&*folder).unwrap_or(file);
    let is_wanted =
        |name: &&&str| **name == wanted || name.split_once('/').is_some_and(|(_, rest)| rest == wanted);
    match names.iter().find(is_wanted).and_then(|name| built_in(&format!("{folder}{name}"))) {
        Some(bytes) => {
            terminal::print(&bytes)?;
            Ok(Status::Done)
        }
        None => {
            terminal::say(&format!("error: the theme `{DEFAULT}` has no file `{}`", harmless_name(file)));
            let short = names.iter().filter_map(|name| Some(name.split_once('/')?.1));
            let near = nearest(wanted, names.iter().copied().chain(short), 3);
            let hint = did_you_mean(&near).unwrap_or_else(|| "`khue theme` lists its files".to_owned());
            terminal::say(&format!("  help: {hint}"));
            Ok(Status::Usage)
        }
    }
}
