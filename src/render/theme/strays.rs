//! Files of a theme that nothing reads: mostly misnamed ones, whose work would be missing unseen.

use super::{DEFAULT, ThemeFile, built_in_names};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::text::distance::nearest;

/// What a theme's folder may hold.
const PARTS: [&str; 4] = ["assets", "strings", "templates", "theme.yaml"];

/// Warnings about the portal's own files of the theme `theme`, given by their paths. `sources` are all templates, `language` is that of the
/// portal, if it states one that may be.
pub(super) fn strays<'a>(
    theme: &ThemeFile,
    language: Option<&str>,
    files: impl Iterator<Item = &'a str>,
    sources: &[(String, String, String)],
) -> Vec<Diagnostic> {
    let folder = format!("themes/{}/", theme.name);
    let mut strays = Vec::new();
    for file in files {
        let Some(path) = file.strip_prefix(&folder) else { continue };
        let wrong = match path.split_once('/') {
            Some(("assets", _)) => None,
            Some(("templates", name)) => template(name, sources),
            Some(("strings", name)) => language.and_then(|language| words(name, theme, language)),
            _ if path == "theme.yaml" => None,
            _ => elsewhere(path),
        };
        if let Some((message, hint)) = wrong {
            let place = Location::new(file, 0..0);
            strays.push(Diagnostic::warning(Code::StrayFile, message).at(place).hint(hint));
        }
    }
    strays
}

/// A template is made into a page if the built-in theme has one of the name, or serves others that name it.
fn template(name: &str, sources: &[(String, String, String)]) -> Option<(String, String)> {
    let folder = format!("themes/{DEFAULT}/templates/");
    let known = || built_in_names().filter_map(|path| path.strip_prefix(&*folder));
    let is_named = || sources.iter().any(|(_, _, source)| source.contains(name));
    // A component is called by its own name.
    let is_called =
        || sources.iter().any(|(_, file, source)| file.ends_with(name) && source.contains("endcomponent"));
    if known().any(|known| known == name) || is_named() || is_called() {
        return None;
    }
    let hint = did_you_mean(&nearest(name, known(), 2)).unwrap_or_else(|| {
        format!("give it the name of a page's template, such as `article.html`, or name it in one: `{{% include \"{name}\" %}}`")
    });
    Some(("no page is made with this template, and no template names it".to_owned(), hint))
}

/// Words are read from `strings/LANGUAGE.yaml`.
fn words(name: &str, theme: &ThemeFile, language: &str) -> Option<(String, String)> {
    let short = language.split('-').next().unwrap_or(language);
    let stem = name.strip_suffix(".yaml");
    let mut known = [language, short].into_iter().chain(theme.languages.iter().map(String::as_str));
    if stem.is_some_and(|stem| known.any(|known| known.eq_ignore_ascii_case(stem))) {
        return None;
    }
    let hint = format!(
        "name it `{short}.yaml`, after the portal's language, or name its language in `languages` of `theme.yaml`"
    );
    Some(("nothing reads this file of words".to_owned(), hint))
}

/// Other files may be an author's own, unless they look like parts of the theme.
fn elsewhere(path: &str) -> Option<(String, String)> {
    let (_, ending) = path.rsplit_once('.')?;
    let part = match ending {
        "html" => "templates",
        "css" | "woff2" | "woff" => "assets",
        "yaml" | "yml" if path.contains('/') => "strings",
        "yaml" | "yml" => "theme.yaml",
        _ => return None,
    };
    let hint = match path.split_once('/') {
        Some((folder, _)) => did_you_mean(&nearest(folder, PARTS, 2)),
        None => None,
    };
    let hint = hint.unwrap_or_else(|| match part {
        "theme.yaml" => {
            "a theme has `theme.yaml` and the folders `assets`, `strings` and `templates`".to_owned()
        }
        part => format!("put it into the theme's folder `{part}`"),
    });
    Some(("nothing reads this file of the theme".to_owned(), hint))
}
