//! `khue explain`: what a diagnostic means; what a reference resolves to, and who uses it.

use super::mentions::Format;
use super::{ExplainArgs, Status, terminal};
use crate::compile::{Options, resolve};
use crate::diagnostic::{self, Code, Explanation, Sample, did_you_mean};
use crate::edge::load;
use crate::edge::report::{harmless, harmless_json, harmless_name};
use crate::error::Error;
use crate::explain::{self, Explained, Spot, Unexplained};
use crate::model::DocumentNumber;
use crate::model::site::Thing;
use crate::resolve::mentions::offered_file;
use crate::resolve::registry::LookupError;
use crate::text::distance::nearest;
use serde_json::{Value as Json, json};

/// Explains a code or a reference.
pub fn explain(args: &ExplainArgs) -> Result<Status, Error> {
    let mut out = String::new();
    let status = match args.what.trim().parse::<Code>() {
        Ok(code) => {
            out = match args.format {
                Format::Human => code_for_people(code),
                Format::Json => harmless_json(&code_as_json(code).to_string()),
            };
            Status::Done
        }
        Err(()) => reference(args, &mut out)?,
    };
    if !out.is_empty() {
        terminal::print(format!("{}\n", out.trim_end()).as_bytes())?;
    }
    Ok(status)
}

/// What a code means: its text, files indented below their paths.
fn code_for_people(code: Code) -> String {
    const WIDTH: usize = 100;
    let Explanation { what, why, how, example, mended } = code.parts();
    let mut out = format!("{}\n", code.name());
    for (head, text) in [("", what), ("Why it matters: ", why), ("To mend it: ", how)] {
        out.push('\n');
        out.push_str(&filled(&format!("{head}{text}"), WIDTH));
    }
    for (head, samples) in [("Example:", example), ("Mended:", mended)] {
        out.push_str(&format!("\n{head}\n"));
        for Sample { path, text } in samples {
            match (path, &text) {
                (Some(path), None) => out.push_str(&format!("  {path} is gone\n")),
                (Some(path), Some(_)) => out.push_str(&format!("  {path}\n")),
                (None, _) => {}
            }
            for line in text.iter().flat_map(|text| text.lines()) {
                out.push_str(format!("      {line}").trim_end());
                out.push('\n');
            }
        }
    }
    out
}

/// Text with line ends where a line would grow longer than `width` characters.
fn filled(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > width {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += more;
    }
    out.push('\n');
    out
}

fn code_as_json(code: Code) -> Json {
    let Explanation { what, why, how, example, mended } = code.parts();
    let files = |samples: Vec<Sample>| -> Vec<Json> {
        samples.into_iter().map(|Sample { path, text }| json!({ "path": path, "text": text })).collect()
    };
    json!({
        "code": code.name(),
        "explanation": code.explanation(),
        "what": what,
        "why": why,
        "how": how,
        "example": files(example),
        "mended": files(mended),
    })
}

fn reference(args: &ExplainArgs, out: &mut String) -> Result<Status, Error> {
    let what = args.what.trim().trim_start_matches("[[").trim_end_matches("]]");
    let what = what.split('|').next().unwrap_or(what).trim();
    let snapshot = load::load(&args.root)?;
    let compiled = resolve(&snapshot, &Options { drafts: true, base_url: None });
    match explain::explain(&compiled, &snapshot, what) {
        Ok(explained) => {
            *out = match args.format {
                Format::Json => harmless_json(&json!(explained).to_string()),
                Format::Human => for_people(&explained),
            };
            if diagnostic::has_errors(&compiled.diagnostics) {
                terminal::say(
                    "note: the portal has errors, so some uses may be missing here; `khue check` shows them",
                );
            }
            Ok(Status::Done)
        }
        Err(Unexplained::Name(error)) => {
            let mentioned = explain::undescribed(&compiled, what);
            match (&error, DocumentNumber::parse(what)) {
                (LookupError::Unknown(_), Some(number)) if !mentioned.is_empty() => {
                    undescribed(&number, &mentioned)
                }
                _ => unknown(what, error),
            }
            Ok(Status::Usage)
        }
        Err(Unexplained::Place(message, hint)) => {
            terminal::say(&format!("error: {}", harmless_name(&message)));
            terminal::say(&format!("  help: {}", harmless_name(&hint)));
            Ok(Status::Usage)
        }
    }
}

fn for_people(explained: &Explained) -> String {
    let Explained { kind, id, title, page, file, line, passage, used_by } = explained;
    let mut out = format!("{kind}:{id}: {}\n  defined in {file}:{line}\n", harmless(title));
    if let Some(page) = page {
        out.push_str(&format!("  page {page}\n"));
    }
    if let Some(passage) = passage {
        out.push_str(&format!("  passage {}\n", shown(passage)));
    }
    match used_by.as_slice() {
        [] => out.push_str("  used nowhere\n"),
        [_] => out.push_str("  used in one place\n"),
        several => out.push_str(&format!("  used in {} places\n", several.len())),
    }
    for spot in used_by {
        out.push_str(&format!("    {}\n", shown(spot)));
    }
    out
}

/// *FILE:LINE (FIELD): WORDS*.
fn shown(spot: &Spot) -> String {
    let Spot { file, line, field, words } = spot;
    let field = field.as_ref().map(|field| format!(" ({field})")).unwrap_or_default();
    harmless_name(&format!("{file}:{line}{field}: {words}"))
}

/// A number that texts mention, and whose document no file describes.
fn undescribed(number: &DocumentNumber, mentioned: &[Spot]) {
    terminal::say(&format!("error: no file describes the document `{number}`"));
    let file = offered_file(number);
    terminal::say(&format!("  help: write `{file}` with `number: {number}`; seeds mention it:"));
    for spot in mentioned {
        terminal::say(&format!("    {}", shown(spot)));
    }
}

fn unknown(what: &str, error: LookupError) {
    let codes = nearest(what, Code::ALL.iter().map(|code| code.name()), 3);
    // What is near to an ID is told with its kind, so that it can be copied.
    let kind = what.split_once(':').map(|(kind, _)| format!("{kind}:")).unwrap_or_default();
    let hint = match error {
        LookupError::Ambiguous(names) => {
            Some(format!("several documents bear this number; write one of: {}", names.join(", ")))
        }
        LookupError::Broken => Some("its file has errors, which `khue check` shows".to_owned()),
        LookupError::UnknownKind(_) => {
            let kinds = Thing::KINDS.into_iter().chain(["publisher"]);
            let near = nearest(kind.trim_end_matches(':'), kinds, 2);
            did_you_mean(
                &near.iter().map(|near| what.replacen(&kind, &format!("{near}:"), 1)).collect::<Vec<_>>(),
            )
        }
        LookupError::Unknown(near) if !near.is_empty() => {
            did_you_mean(&near.iter().map(|near| format!("{kind}{near}")).collect::<Vec<_>>())
        }
        _ => did_you_mean(&codes),
    };
    let what = harmless_name(what);
    terminal::say(&format!("error: `{what}` is neither a code nor a reference to anything in this portal"));
    let hint = hint.unwrap_or_else(|| "write a code, a number such as `57-KL/TW`, or `kind:ID`".to_owned());
    terminal::say(&format!("  help: {}", harmless_name(&hint)));
}
