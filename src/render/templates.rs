//! The home of the template engine: themes' templates, filled with views. What it says of mistakes is put into words
//! in `faults`.

use super::faults::Files;
use super::strings::fill;
use super::theme::Theme;
use super::wanted::Wanted;
use crate::diagnostic::Diagnostic;
use crate::markup::escape;
use serde::Serialize;
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
    files: Files,
}

impl Templates {
    /// Reads the templates of `theme`; `site` becomes their global `site`, the theme's strings their global `s`.
    ///
    /// # Errors
    /// What is wrong with a template, where.
    pub fn new<S: Serialize>(theme: &Theme, site: &S) -> Result<Self, Vec<Diagnostic>> {
        let files = Files::new(theme);
        let mut tera = engine(theme).map_err(|error| vec![files.diagnostic(&error)])?;
        tera.add_raw_templates(files.sources()).map_err(|_| files.all_wrong(|| engine(theme)))?;
        tera.global_context().insert("site", site);
        tera.global_context().insert("s", &theme.strings);
        Ok(Self { tera, files })
    }

    /// What `template` may show of the view that it sees as `name`, and of its page.
    pub fn wanted(&self, template: &str, name: &str) -> Wanted {
        Wanted::of(template, name, &self.files.sources().collect(), self.files.chain())
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
        let failed = |error: tera::Error| Box::new(self.files.on_page(&error, page_path));
        let mut context = Context::new();
        context.insert_value("page", Value::try_from_serializable(page).map_err(failed)?);
        context.insert_value(name, view);
        self.tera.render_to(template, &context, &mut *out).map_err(failed)
    }
}

/// The engine with all that templates may use, and no templates.
pub(super) fn engine(theme: &Theme) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.register_filter("fill", fill_filter);
    tera.register_filter("safe", safe);
    tera.set_escape_fn(escape_text);
    tera.set_fallback_prefixes(theme.chain.iter().map(|name| format!("{name}/")))?;
    Ok(tera)
}

/// Escapes as the rest of the program does, so that what is unsafe in one place is so in none.
fn escape_text(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    out.write_all(escape::attribute(text).as_bytes())
}

/// `{{ article.body_html | safe }}`: as HTML. The engine's own takes a value that does not exist for an empty one, so that a slip in a name
/// loses words unseen.
fn safe(value: &Value, _: Kwargs, _: &State<'_>) -> Result<Value, tera::Error> {
    if value.is_undefined() {
        let (expected_type, actual_type) = ("string".to_owned(), value.name().to_owned());
        return Err(tera::Error::new(ErrorKind::InvalidArgument { expected_type, actual_type }));
    }
    Ok(match value.as_str() {
        Some(text) => Value::safe_string(text),
        None => Value::safe_string(&value.to_string()),
    })
}

/// `{{ s.passages | fill(n=7) }}`: replaces `{n}` by 7.
fn fill_filter(text: &str, values: Kwargs, _: &State<'_>) -> String {
    let values: Vec<(String, String)> =
        values.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    fill(text, &values)
}
