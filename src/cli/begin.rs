//! `khue init` and `khue schema`: files for authors to begin with.

use super::{InitArgs, SchemaArgs, Status, terminal};
use crate::edge::begin;
use crate::edge::report::harmless_name;
use crate::error::Error;
use crate::schemas;
use crate::starter;
use std::path::Path;

/// What each folder of a new portal is for, in the order in which an author meets them.
const ABOUT: &[(&str, &str)] = &[
    ("portal.yaml", "its title, language and home page"),
    ("seeds", "source articles, kept byte for byte"),
    ("content", "what you know about them"),
    (starter::SCHEMAS, "for editors: they offer keys and mark mistakes while you type"),
];

/// Writes a small portal.
pub fn init(args: &InitArgs) -> Result<Status, Error> {
    let files = starter::files(args.language);
    begin::portal(&args.folder, &files)?;
    let mut said =
        format!("a new portal stands in `{}`:\n", harmless_name(&args.folder.display().to_string()));
    for (top, about) in ABOUT {
        said.push_str(&format!("  {top:<12} {about}\n"));
        let inside = files.iter().filter(|(path, _)| path.starts_with(&format!("{top}/")));
        for (path, _) in inside.filter(|_| *top != starter::SCHEMAS) {
            said.push_str(&format!("    {path}\n"));
        }
    }
    let root = root(&args.folder);
    said.push_str(&format!(
        "\nevery file explains itself; next:\n  khue serve{root}    see it, and what you change in it\n  khue check{root}    \
         find mistakes\n  khue build{root}    make the site in `output/`"
    ));
    terminal::say(&said);
    Ok(Status::Done)
}

/// Writes the schemas of the metadata files.
pub fn schema(args: &SchemaArgs) -> Result<Status, Error> {
    let written = begin::schemas(&args.folder, &schemas::all())?;
    terminal::say(&format!(
        "{} schemas in `{}`: {} written, {} unchanged",
        written.written + written.unchanged,
        harmless_name(&args.folder.display().to_string()),
        written.written,
        written.unchanged,
    ));
    Ok(Status::Done)
}

/// ` --root DIR`, in quotation marks where a shell needs them; nothing for the folder that we are in.
fn root(folder: &Path) -> String {
    if folder == Path::new(".") {
        return String::new();
    }
    let shown = harmless_name(&folder.display().to_string());
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '\\' | ':');
    match shown.chars().all(is_plain) {
        true => format!(" --root {shown}"),
        false => format!(" --root '{}'", shown.replace('\'', r"'\''")),
    }
}
