//! The one home of the template engine: themes' templates, filled with views.

use super::strings::fill;
use super::theme::{DEFAULT, Theme};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::markup::escape;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

/// A view in the form that templates take.
pub type ViewValue = Value;

/// Brings a view into the form that templates take.
pub fn view<V: Serialize>(view: &V) -> ViewValue {
    Value::from_serializable(view)
}

/// A theme's templates, ready to be filled; shared between threads.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, (String, String)>,
}

impl Templates {
    /// Reads the templates of `theme`; `site` becomes their global `site`, the theme's strings their global `s`.
    ///
    /// # Errors
    /// What is wrong with a template, where.
    pub fn new<S: Serialize>(theme: &Theme, site: &S) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        let files: BTreeMap<String, (String, String)> = theme
            .templates
            .iter()
            .map(|(name, file, source)| (name.clone(), (file.clone(), source.clone())))
            .collect();
        let own = |error: &tera::Error| vec![diagnostic(error, &files, None)];
        tera.register_filter("fill", fill_filter);
        tera.set_escape_fn(escape_text);
        tera.set_fallback_prefixes(theme.chain.iter().map(|name| format!("{name}/"))).map_err(|e| own(&e))?;
        tera.add_raw_templates(
            theme.templates.iter().map(|(name, _, source)| (name.as_str(), source.as_str())),
        )
        .map_err(|e| own(&e))?;
        tera.global_context().insert("site", site);
        tera.global_context().insert("s", &theme.strings);
        Ok(Self { tera, files })
    }

    /// Fills `template` with `page` and `view` (under the name `name`) into `out`.
    ///
    /// # Errors
    /// What is wrong with the template, and for which page it was being filled.
    pub fn fill<P: Serialize>(
        &self,
        template: &str,
        page: &P,
        (name, view): (&'static str, ViewValue),
        page_path: &str,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let failed = |error: tera::Error| Box::new(diagnostic(&error, &self.files, Some(page_path)));
        let mut context = Context::new();
        context.insert_value("page", Value::try_from_serializable(page).map_err(failed)?);
        context.insert_value(name, view);
        self.tera.render_to(template, &context, &mut *out).map_err(failed)
    }
}

/// Escapes as the rest of the program does, so that what is unsafe in one place is so in none.
fn escape_text(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let mut escaped = String::with_capacity(text.len() + 16);
    escape::attribute_into(text, &mut escaped);
    out.write_all(escaped.as_bytes())
}

/// `{{ s.passages | fill(n=7) }}`: replaces `{n}` by 7.
fn fill_filter(text: &str, values: Kwargs, _: &State<'_>) -> String {
    let values: Vec<(String, String)> =
        values.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    fill(text, &values)
}

/// Says an error of the engine in words for theme authors, with its place.
fn diagnostic(
    error: &tera::Error,
    files: &BTreeMap<String, (String, String)>,
    page: Option<&str>,
) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), Some((report.filename().to_owned(), report.span().range.clone())))
        }
        _ => (chain(error), None),
    };
    let message = match page {
        Some(page) => format!("{message} (while making `{page}`)"),
        None => message,
    };
    let location = match place {
        Some((name, range)) => match files.get(&name) {
            Some((file, source)) => {
                Location::new(file, range.start.min(source.len())..range.end.min(source.len()))
            }
            None => Location::new(format!("themes/{name}"), 0..0),
        },
        None => named_place(error, &message, files),
    };
    Diagnostic::error(Code::Template, message)
        .at(location)
        .hint("mend the template; the manual's page on themes says which values and filters there are")
}

/// The place of an error that only names things: the template it names, and the first word of it that the message quotes.
///
/// Templates of the portal come before those of the built-in theme, which are known to be right.
fn named_place(error: &tera::Error, message: &str, files: &BTreeMap<String, (String, String)>) -> Location {
    let own = |(name, _): &(&String, &(String, String))| !name.starts_with(&format!("{DEFAULT}/"));
    let (own, built_in): (Vec<_>, Vec<_>) = files.iter().partition(own);
    let named: Vec<&str> =
        message.split(['`', '"', '\'']).skip(1).step_by(2).filter(|word| !word.is_empty()).collect();
    let told = match error.kind() {
        ErrorKind::MissingParent { current, parent } => Some((current, parent.clone())),
        ErrorKind::CircularExtend { tpl, .. } => Some((tpl, "extends".to_owned())),
        ErrorKind::CircularInclude { tpl, .. } => Some((tpl, "include".to_owned())),
        _ => None,
    };
    if let Some((name, word)) = told
        && let Some((file, source)) = files.get(name)
    {
        return place_of(file, source, &word);
    }
    for (_, (file, source)) in own.into_iter().chain(built_in) {
        if let Some(word) = named.iter().find(|word| source.contains(**word)) {
            return place_of(file, source, word);
        }
    }
    Location::new("themes/", 0..0)
}

fn place_of(file: &str, source: &str, word: &str) -> Location {
    let start = source.find(word).unwrap_or(0);
    Location::new(file, start..start + if source.contains(word) { word.len() } else { 0 })
}

fn chain(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        message.push_str(&format!(": {error}"));
        source = error.source();
    }
    message.lines().next().unwrap_or_default().to_owned()
}
