//! Themes: the built-in one, and those of the portal, each perhaps extending another.

mod strays;
mod words;

use super::strings::{Strings, Words};
use crate::diagnostic::{Code, Diagnostic, Location, Outcome, did_you_mean};
use crate::parse::file;
use crate::parse::yaml::Step;
use crate::snapshot::{File, Snapshot};
use crate::text::distance::nearest;
use crate::text::file_name::{clashes, flaw, folded};
use crate::text::harmless::harmless_name;
use crate::text::tag::is_language_tag;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strays::strays;
use words::{slips, strings_file};

pub use words::words_schema;

/// The built-in theme's files, by path from the project's root.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme_files.rs"));

/// The name of the built-in theme, which every other ends up extending.
pub const DEFAULT: &str = "khue";

/// The folder of the site in which assets are.
pub const ASSETS: &str = "assets/";

/// The asset that every site has: the stylesheet of highlighted code, where no theme brings another.
pub const CODE_STYLES: &str = "code.css";

/// A theme: `themes/NAME/theme.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "theme.yaml")]
pub struct ThemeFile {
    /// The folder's name.
    pub name: String,
    /// The theme that stands in for what this one lacks; the built-in one, if absent.
    pub extends: Option<String>,
    /// The languages of its strings; the first stands in for one that is missing.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// A theme and those it extends, put together.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Names from the portal's theme to the built-in one.
    pub chain: Vec<String>,
    /// Template name (`khue/article.html`), file, source.
    pub templates: Vec<(String, String, String)>,
    /// Words of the interface.
    pub strings: Strings,
    /// Files to copy to the site, by name.
    pub assets: BTreeMap<String, File>,
}

/// Puts the theme `name` together for a portal in `language`.
///
/// A file of the portal's `themes/NAME/` stands before the file of the built-in theme of the same name and path.
pub fn load(snapshot: &Snapshot, name: &str, language: &str) -> Outcome<Theme> {
    let mut loader =
        Loader { files: files(snapshot), diagnostics: Vec::new(), asked: snapshot.portal_key("theme") };
    let chain = loader.chain(name);
    let mut theme = Theme { chain: chain.iter().map(|t| t.name.clone()).collect(), ..Theme::default() };
    // Words of what is no language are read by nobody: that is told of the language.
    let is_language = is_language_tag(language);
    let language = loader.language(&chain, language, snapshot.portal_key("language"));
    let mut strings = BTreeMap::new();
    let mut assets = BTreeMap::new();
    for link in chain.iter().rev() {
        let folder = format!("themes/{}/", link.name);
        loader.templates(&folder, &link.name, &mut theme.templates);
        for (path, bytes) in loader.below(&format!("{folder}{ASSETS}")) {
            let name = path[folder.len() + ASSETS.len()..].to_owned();
            theme.assets.insert(name.clone(), bytes);
            assets.insert(name, path);
        }
        strings.extend(loader.strings(link, &language, &theme.templates));
    }
    loader.need_places(assets, snapshot);
    for link in &chain {
        let files = snapshot.below("themes/").map(|(path, _)| path);
        let language = is_language.then_some(&*language);
        loader.diagnostics.extend(strays(link, language, files, &theme.templates));
    }
    theme.strings = Strings::new(strings, BTreeMap::new());
    Outcome { value: theme, diagnostics: loader.diagnostics }
}

/// The theme of the last run.
#[derive(Default)]
pub struct Memory {
    last: Option<Last>,
}

struct Last {
    files: Vec<(String, File)>,
    name: String,
    language: String,
    theme: Arc<Theme>,
}

impl Memory {
    /// Puts a theme together as [`load`] does; the last one, if it is asked for again and its files have not changed.
    pub fn load(&mut self, snapshot: &Snapshot, name: &str, language: &str) -> Outcome<Arc<Theme>> {
        let same = |last: &&Last| {
            let mut kept = last.files.iter();
            let same_file = |(path, file): (&str, &File)| {
                kept.next().is_some_and(|(old_path, old)| old_path == path && old.is_same(file))
            };
            last.name == name
                && last.language == language
                && snapshot.below("themes/").all(same_file)
                && kept.next().is_none()
        };
        if let Some(last) = self.last.as_ref().filter(same) {
            return Outcome { value: last.theme.clone(), diagnostics: Vec::new() };
        }
        let Outcome { value, diagnostics } = load(snapshot, name, language);
        let theme = Arc::new(value);
        // What is wrong must be told again.
        self.last = diagnostics.is_empty().then(|| Last {
            files: snapshot.below("themes/").map(|(path, file)| (path.to_owned(), file.clone())).collect(),
            name: name.to_owned(),
            language: language.to_owned(),
            theme: theme.clone(),
        });
        Outcome { value: theme, diagnostics }
    }
}

/// Every file of every theme: the built-in one's, the portal's over them.
fn files(snapshot: &Snapshot) -> BTreeMap<String, File> {
    let mut files: BTreeMap<String, File> =
        BUILT_IN.iter().map(|(path, bytes)| ((*path).to_owned(), File::from(bytes.to_vec()))).collect();
    files.extend(snapshot.below("themes/").map(|(path, bytes)| (path.to_owned(), bytes.clone())));
    files
}

struct Loader {
    files: BTreeMap<String, File>,
    diagnostics: Vec<Diagnostic>,
    /// Where the portal names its theme.
    asked: Location,
}

impl Loader {
    /// From the theme `name` to the built-in one.
    fn chain(&mut self, name: &str) -> Vec<ThemeFile> {
        let mut chain: Vec<ThemeFile> = Vec::new();
        let mut next = Some(name.to_owned());
        // Where the next is named: by the portal, then by the theme that extends it.
        let mut place = self.asked.clone();
        while let Some(name) = next {
            if chain.iter().any(|t| t.name == name) {
                let message = format!("the theme `{name}` extends itself");
                self.diagnostics.push(
                    Diagnostic::error(Code::InvalidTheme, message)
                        .at(place)
                        .hint("a theme extends another one, and at last `khue`: correct `extends`"),
                );
                break;
            }
            let file = self.read(&name, &place);
            let is_built_in = name == DEFAULT;
            next = match &file {
                Some(file) if !is_built_in => {
                    Some(file.meta.extends.clone().unwrap_or_else(|| DEFAULT.to_owned()))
                }
                None if !is_built_in => Some(DEFAULT.to_owned()),
                _ => None,
            };
            if let Some(file) = file {
                place = file.at(&[Step::Key("extends")]);
                chain.push(ThemeFile { name, ..file.meta });
            }
        }
        chain
    }

    /// The file of the theme `name`, which is named at `place`.
    fn read(&mut self, name: &str, place: &Location) -> Option<file::Parsed<ThemeFile>> {
        let path = format!("themes/{name}/theme.yaml");
        let Some(bytes) = self.files.get(&path) else {
            let theme =
                |path: &'_ str| Some(path.strip_prefix("themes/")?.strip_suffix("/theme.yaml")?.to_owned());
            // A theme does not extend itself.
            let asks = place.file.strip_prefix("themes/").and_then(|rest| rest.split('/').next());
            let names: BTreeSet<String> = self
                .files
                .keys()
                .filter_map(|path| theme(path))
                .filter(|name| Some(&**name) != asks)
                .collect();
            let bare = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
            let near = match names.contains(bare) {
                true => vec![bare],
                false => nearest(name, names.iter().map(String::as_str), 3),
            };
            let hint = did_you_mean(&near)
                .unwrap_or_else(|| format!("write `{path}` with `name: {name}`, or use `theme: khue`"));
            let message = format!("there is no theme `{name}`: `{path}` is missing");
            let wrong = Diagnostic::error(Code::InvalidTheme, message).at(place.clone());
            self.diagnostics.push(wrong.hint(hint));
            return None;
        };
        let outcome = file::parse::<ThemeFile>(name, &path, bytes, &file::schema::<ThemeFile>());
        self.diagnostics.extend(outcome.diagnostics);
        outcome.value
    }

    /// Reports assets that the site cannot have, and those that cannot stand side by side. `files` holds the file of each, by name.
    fn need_places(&mut self, mut files: BTreeMap<String, String>, snapshot: &Snapshot) {
        // An author can rename only what the portal has.
        let is_own = |file: &String| snapshot.get(file).is_some();
        for (name, file) in &files {
            if let Some(flaw) = flaw(&format!("{ASSETS}{name}")) {
                let message = format!("the site cannot have this file: its path {flaw}");
                let wrong = Diagnostic::error(Code::UnsafeFile, message).at(Location::new(file, 0..0));
                self.diagnostics.push(wrong.hint("rename the file, or take it out of the portal"));
            }
        }
        files.entry(CODE_STYLES.to_owned()).or_insert_with(|| format!("{ASSETS}{CODE_STYLES}"));
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        for (one, other) in clashes(&names) {
            let (one_file, other_file) = (&files[one], &files[other]);
            let at = if is_own(other_file) { other_file } else { one_file };
            let (message, hint) = match folded(one) == folded(other) {
                true => (
                    format!(
                        "on some systems `{one_file}` and `{other_file}` would be written to the same place"
                    ),
                    "rename one of the two: letter case and composed or separate accents do not tell files apart",
                ),
                false => (
                    format!("`{one_file}` would be written to where `{other_file}` needs a folder"),
                    "rename one of the two",
                ),
            };
            let wrong = Diagnostic::error(Code::PathCollision, harmless_name(&message));
            self.diagnostics.push(wrong.at(Location::new(at, 0..0)).hint(hint));
        }
    }

    fn below(&self, folder: &str) -> Vec<(String, File)> {
        let files = self.files.range(folder.to_owned()..).take_while(|(path, _)| path.starts_with(folder));
        files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    }

    fn templates(&mut self, folder: &str, theme: &str, templates: &mut Vec<(String, String, String)>) {
        let folder = format!("{folder}templates/");
        for (path, bytes) in self.below(&folder) {
            match file::text(&path, &bytes) {
                Ok(source) => {
                    let name = format!("{theme}/{}", &path[folder.len()..]);
                    let source = source.to_string();
                    templates.push((name, path, source));
                }
                Err(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
    }

    /// The words of a theme in a language, by a file whose name may have other letter cases: tags of languages do not tell them apart (RFC
    /// 5646, section 2.1.1).
    fn strings_of(&self, theme: &str, language: &str) -> Option<(String, File)> {
        let wanted = strings_file(theme, language);
        if let Some(file) = self.files.get(&wanted) {
            return Some((wanted, file.clone()));
        }
        let folder = format!("themes/{theme}/strings/");
        self.below(&folder).into_iter().find(|(path, _)| path.eq_ignore_ascii_case(&wanted))
    }

    /// The language that stands in for `language`: itself, without its region, or the first of the theme's (at last, of the built-in one's),
    /// whichever a theme of the chain has words in.
    fn language(&mut self, chain: &[ThemeFile], language: &str, place: Location) -> String {
        let short = language.split('-').next().unwrap_or(language);
        let first = chain.iter().flat_map(|theme| &theme.languages).map(String::as_str);
        let mut candidates = [language, short].into_iter().chain(first);
        let has =
            |language: &&str| chain.iter().any(|theme| self.strings_of(&theme.name, language).is_some());
        let found = candidates.find(has).unwrap_or(short).to_owned();
        // What is no language tag has been told of.
        if found != language && found != short && is_language_tag(language) {
            let message =
                format!("the theme has no words in the language `{language}`: those of `{found}` stand in");
            let hint = format!(
                "write `themes/NAME/strings/{short}.yaml` in a theme of your own, or correct `language`"
            );
            self.diagnostics.push(Diagnostic::warning(Code::UnknownValue, message).at(place).hint(hint));
        }
        found
    }

    /// The words of one theme: of the language without its region, then with it. The built-in theme, which has every
    /// word, speaks English where it lacks the language, below what a portal's own file adds to it.
    fn strings(
        &mut self,
        theme: &ThemeFile,
        language: &str,
        templates: &[(String, String, String)],
    ) -> BTreeMap<String, Words> {
        let mut words = BTreeMap::new();
        let short = language.split('-').next().unwrap_or(language);
        let mut languages = vec![short, language];
        if theme.name == DEFAULT && built_in(&strings_file(DEFAULT, short)).is_none() {
            languages.insert(0, "en");
        }
        languages.dedup();
        for language in languages {
            let path = strings_file(&theme.name, language);
            // A portal's file of the same name adds to the built-in theme's words, and does not lose the rest.
            let own = self.strings_of(&theme.name, language);
            let built_in = built_in(&path).map(|bytes| (path, bytes));
            for (path, bytes) in built_in.into_iter().chain(own) {
                let outcome =
                    file::parse::<BTreeMap<String, Words>>(language, &path, &bytes, &words_schema());
                self.diagnostics.extend(outcome.diagnostics);
                let Some(parsed) = outcome.value else { continue };
                self.diagnostics.extend(slips(&parsed, templates));
                words.extend(parsed.meta);
            }
        }
        words
    }
}

/// The paths of the built-in theme's files, from the project's root.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(path, _)| *path)
}

/// A file of the built-in theme, by path from the project's root.
pub fn built_in(path: &str) -> Option<File> {
    BUILT_IN.iter().find(|(name, _)| *name == path).map(|(_, bytes)| File::from(bytes.to_vec()))
}
