//! `khue mentions`: the mentions in a text.

use super::{MentionsArgs, Status, terminal};
use crate::cite::{self, Lexicon, Target};
use crate::edge::load;
use crate::edge::report::{harmless, harmless_json};
use crate::error::Error;
use crate::model::DocumentNumber;
use crate::parse::clean::Lines;
use crate::parse::content;
use crate::parse::file::Parsed;
use crate::parse::metadata::Document;
use crate::resolve;
use serde_json::json;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs: one JSON object a line.
    Json,
}

/// Prints the mentions of documents in a file or in standard input.
pub fn mentions(args: &MentionsArgs) -> Result<Status, Error> {
    let text = read(&args.file)?;
    let (lexicon, known): (Lexicon, Vec<(String, Option<DocumentNumber>)>) = match &args.root {
        None => (Lexicon::empty(), Vec::new()),
        Some(root) => {
            let content = content::parse(&load::load(&load::portal(root)?)?, true).value;
            let known = |d: &std::sync::Arc<Parsed<Document>>| {
                (d.id.clone(), d.meta.number.as_deref().and_then(DocumentNumber::parse))
            };
            (resolve::lexicon(&content), content.documents.iter().map(known).collect())
        }
    };
    let mut out = Vec::new();
    let lines = Lines::new(&text);
    for mention in cite::scan(&text, &lexicon, None).mentions {
        let surface = &text[mention.range.clone()];
        let (document, number) = match mention.target {
            Target::Known(index) => {
                known.get(index).cloned().map_or((None, None), |(id, number)| (Some(id), number))
            }
            _ => (None, None),
        };
        let number = number.or(mention.number).map(|number| number.to_string());
        match args.format {
            Format::Json => {
                let (start, end) = (mention.range.start, mention.range.end);
                let line = json!({ "start": start, "end": end, "surface": surface, "number": number, "document": document });
                writeln!(out, "{}", harmless_json(&line.to_string())).expect("writing to memory");
            }
            Format::Human => {
                let what = document.or(number).unwrap_or_default();
                let line = lines.number(mention.range.start);
                writeln!(out, "line {line}: {} → {what}", harmless(&surface.replace('\n', " ")))
                    .expect("writing to memory");
            }
        }
    }
    terminal::print(&out)?;
    Ok(Status::Done)
}

/// The text of a file, or of standard input for `-`.
pub(super) fn read(file: &Path) -> Result<String, Error> {
    // Some files have no end.
    let most = load::LARGEST_TEXT + 1;
    let mut bytes = Vec::new();
    let read = match file.to_str() {
        Some("-") => io::stdin().lock().take(most).read_to_end(&mut bytes),
        _ => File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    read.map_err(|e| Error::named("read", file, e))?;
    if bytes.len() as u64 == most {
        let reason = format!("this has more than {} MiB", load::LARGEST_TEXT >> 20);
        return Err(Error::refused(file, reason).hint("split it"));
    }
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::refused(file, format!("this is not UTF-8 text (byte {at})")).hint("convert it to UTF-8")
    })
}
