//! What the template engine says of mistakes, in words for theme authors: with the template, the line, and the page that
//! was being made.

mod cures;
mod reports;

use super::theme::{DEFAULT, Theme};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::text::distance::nearest;
use reports::{Report, Told, reports};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use tera::{Error, ErrorKind, Tera};

/// How the engine begins to say that a value is not there.
const NOTHING: &str = "Tried to render a variable that is undefined";

/// What to do about a value that is not there, or not on every page.
const MAY_LACK: &str = "correct its name; or, if only some pages have it, write `or \"\"` behind it, or ask first: `{% if … is defined %}`";

/// A byte-order mark. To the engine it would be text, and text must not stand before `extends`.
const MARK: &str = "\u{feff}";

/// The templates of a theme: by name (`khue/article.html`), the file and its source.
pub(super) struct Files {
    files: BTreeMap<String, (String, String)>,
    /// Files with a byte-order mark, which editors on Windows write, before their source.
    marked: BTreeSet<String>,
    /// Those of the built-in theme's templates in whose place others stand and which none of those names (`khue/base.html`): nothing renders
    /// them, and they need not fit what a theme has instead of what they extend.
    replaced: BTreeSet<String>,
    /// The theme's name and those of the themes that it extends.
    chain: Vec<String>,
    /// The names of its assets.
    assets: Vec<String>,
}

/// See [`Files::replaced`].
fn replaced(files: &BTreeMap<String, (String, String)>, chain: &[String]) -> BTreeSet<String> {
    let Some((built_in, own)) = chain.split_last() else { return BTreeSet::new() };
    let built_in = format!("{built_in}/");
    let is_replaced = |name: &str, source: &str| {
        let Some(short) = name.strip_prefix(&*built_in) else { return false };
        own.iter().any(|theme| files.contains_key(&format!("{theme}/{short}")))
            && !files.values().any(|(_, source)| source.contains(name))
            && !source.contains("endcomponent")
    };
    let names = files.iter().filter(|(name, (_, source))| is_replaced(name, source));
    names.map(|(name, _)| name.clone()).collect()
}

impl Files {
    pub(super) fn new(theme: &Theme) -> Self {
        let mut marked = BTreeSet::new();
        let mut read = |file: &str, source: &str| match source.strip_prefix(MARK) {
            Some(source) => {
                marked.insert(file.to_owned());
                source.to_owned()
            }
            None => source.to_owned(),
        };
        let files = theme.templates.iter();
        let files = files.map(|(name, file, source)| (name.clone(), (file.clone(), read(file, source))));
        let files = files.collect();
        let assets = theme.assets.keys().cloned().collect();
        Self { replaced: replaced(&files, &theme.chain), files, marked, chain: theme.chain.clone(), assets }
    }

    /// Names and sources of what may be rendered, in order of names.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        let used = self.files.iter().filter(|(name, _)| !self.replaced.contains(*name));
        used.map(|(name, (_, source))| (name.as_str(), source.as_str()))
    }

    /// The theme's name and those of the themes that it extends, nearest first.
    pub(super) fn chain(&self) -> &[String] {
        &self.chain
    }

    /// Everything that is wrong with templates that cannot be read together; `engine` makes an engine without any.
    ///
    /// The engine stops at the first mistake of some kinds. So each template is read on its own first, and one that has
    /// been reported is left out afterwards; what only follows from its absence is not reported again.
    pub(super) fn all_wrong(&self, engine: impl Fn() -> Result<Tera, Error>) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        let mut without: BTreeSet<&str> = BTreeSet::new();
        for (name, source) in self.sources() {
            let read = engine().and_then(|mut tera| tera.add_raw_template(name, source));
            if let Err(error) = read
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                without.insert(name);
                wrong.push(self.diagnostic(&error));
            }
        }
        loop {
            let rest = self.sources().filter(|(name, _)| !without.contains(name));
            let Err(error) = engine().and_then(|mut tera| tera.add_raw_templates(rest)) else { break };
            let (culprit, follows) = match error.kind() {
                ErrorKind::MissingParent { current, parent } => (current, self.is_among(parent, &without)),
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                    (tpl, false)
                }
                _ => {
                    let told = self.reported(&error);
                    let follows = |d: &Told| d.unknown_template().is_some_and(|n| self.is_among(n, &without));
                    for mistake in told.iter().filter(|d| !follows(d)).map(|d| self.at(d)) {
                        let is_same = |known: &Diagnostic| {
                            (&known.location, &known.message) == (&mistake.location, &mistake.message)
                        };
                        if !wrong.iter().any(is_same) {
                            wrong.push(mistake);
                        }
                    }
                    if told.is_empty() {
                        wrong.push(self.diagnostic(&error));
                    }
                    break;
                }
            };
            if !follows {
                wrong.push(self.diagnostic(&error));
            }
            match self.files.get_key_value(culprit.as_str()) {
                Some((name, _)) if without.insert(name) => {}
                _ => break,
            }
        }
        wrong
    }

    /// One mistake in a template.
    pub(super) fn diagnostic(&self, error: &Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::RenderingError(report) if report.message().ends_with("got `undefined`") => {
                self.undefined(report.filename(), report.span().range.clone())
            }
            ErrorKind::RenderingError(report) if report.message().starts_with(NOTHING) => {
                self.nothing(report.filename(), report.span().range.clone())
            }
            ErrorKind::RenderingError(report)
                if report.message().trim_end_matches('.').ends_with("is not defined") =>
            {
                let place = self.place(report.filename(), report.span().range.clone());
                self.say(report.message(), place).hint(MAY_LACK)
            }
            // The engine only points at it.
            ErrorKind::SyntaxError(report) if report.message() == "Unknown tag" => {
                let range = report.span().range.clone();
                let source =
                    self.files.get(report.filename()).and_then(|(_, source)| source.get(range.clone()));
                let message = format!("Unknown tag `{}`", source.unwrap_or_default().trim());
                self.say(&message, self.place(report.filename(), range))
            }
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                self.say(report.message(), self.place(report.filename(), report.span().range.clone()))
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("there is no template `{parent}` to extend");
                self.say(&message, self.place_of(current, parent)).maybe_hint(did_you_mean(&nearest(
                    parent,
                    self.names(),
                    3,
                )))
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let message = format!("this template extends itself: {}", inheritance_chain.join(" → "));
                self.say(&message, self.place_of(tpl, "extends"))
                    .hint("name the template of the theme below, such as `khue/article.html`")
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let message = format!("this template includes itself: {}", include_chain.join(" → "));
                self.say(&message, self.place_of(tpl, "include")).hint("take out the include that leads back")
            }
            _ => {
                let message = chain(error);
                self.say(&message, self.named_place(&message))
            }
        }
    }

    /// One mistake in a template that was being filled for the page `page`.
    pub(super) fn on_page(&self, error: &Error, page: &str) -> Diagnostic {
        let callers: Vec<String> = reports(&error.to_string())
            .into_iter()
            .filter(|told| told.is_note)
            .map(|told| format!("`{}` line {}", self.file(told.template), told.line))
            .collect();
        let by = match callers.is_empty() {
            true => String::new(),
            false => format!(", called from {}", callers.join(", called from ")),
        };
        let mut diagnostic = self.diagnostic(error);
        diagnostic.message.push_str(&format!("{by} (while making `{page}`)"));
        diagnostic
    }

    /// What stands at `range` of a template is to be shown, and there is no such value.
    fn nothing(&self, template: &str, range: Range<usize>) -> Diagnostic {
        let source = self.files.get(template).map_or("", |(_, source)| source);
        // The engine points at what stands before the last bracket.
        let open = source
            .get(range.clone())
            .is_some_and(|named| named.matches('[').count() > named.matches(']').count());
        let is_closed = source.get(range.end..).is_some_and(|behind| behind.starts_with(']'));
        let end = range.end + usize::from(open && is_closed);
        let range = range.start..end;
        let named = source.get(range.clone()).unwrap_or_default().trim();
        let asset = named.strip_prefix("site.assets[").map(|rest| rest.trim_matches(['"', '\'', ']', ' ']));
        let hint = match asset {
            Some(asset) => {
                let near = nearest(asset, self.assets.iter().map(String::as_str), 3);
                let own = format!("`themes/{}/assets/`", self.chain.first().map_or("NAME", String::as_str));
                did_you_mean(&near).unwrap_or_else(|| {
                    format!("there are: {}; more files belong into {own}", self.assets.join(", "))
                })
            }
            None => MAY_LACK.to_owned(),
        };
        let message = format!("there is no `{named}` to show");
        Diagnostic::error(Code::Template, message).at(self.place(template, range)).hint(hint)
    }

    /// What stands at `range` of a template does not exist, and a filter was to change it. The engine does not say which names there are; those that
    /// templates of the built-in theme use are likely to be meant.
    fn undefined(&self, template: &str, range: Range<usize>) -> Diagnostic {
        let source = self.files.get(template).map_or("", |(_, source)| source);
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        // The engine points at the first word of `p.body_html`.
        let rest = source.get(range.start..).unwrap_or_default();
        let mut length = rest.find(|c| !is_name(c) && c != '.').unwrap_or(rest.len()).max(range.len());
        length += usize::from(rest.get(length..).is_some_and(|behind| behind.starts_with(']')));
        let named = rest.get(..length).unwrap_or_default().trim();
        let place = self.place(template, range.start..range.start + named.len());
        let last = named.rsplit(|c| !is_name(c)).find(|word| !word.is_empty()).unwrap_or_default();
        let built_in = self.files.iter().filter(|(name, _)| name.starts_with(&format!("{DEFAULT}/")));
        let words: BTreeSet<&str> = built_in
            .flat_map(|(_, (_, source))| source.split(|c| !is_name(c)))
            .filter(|word| word.len() > 3 && word.starts_with(char::is_alphabetic) && *word != last)
            .collect();
        let hint = did_you_mean(&nearest(last, words, 2)).unwrap_or_else(|| {
            "correct its name; without a filter behind it, the message lists the names that there are"
                .to_owned()
        });
        Diagnostic::error(Code::Template, format!("`{named}` is not defined")).at(place).hint(hint)
    }

    fn say(&self, message: &str, place: Location) -> Diagnostic {
        let (message, hint) = cures::told(message);
        Diagnostic::error(Code::Template, message).at(place).hint(hint)
    }

    /// The mistakes that the engine lists in one message.
    fn reported(&self, error: &Error) -> Vec<Told> {
        let owned = |told: Report<'_>| Told {
            message: told.message.to_owned(),
            template: told.template.to_owned(),
            line: told.line,
            column: told.column,
        };
        reports(&error.to_string()).into_iter().filter(|told| !told.is_note).map(owned).collect()
    }

    fn at(&self, told: &Told) -> Diagnostic {
        if let Some(lacking) = self.lacking_block(told) {
            return lacking;
        }
        let source = self.files.get(&told.template).map_or("", |(_, source)| source);
        let line: usize = source.split_inclusive('\n').take(told.line.saturating_sub(1)).map(str::len).sum();
        let column = source[line..].char_indices().nth(told.column.saturating_sub(1)).map_or(0, |(at, _)| at);
        let start = line + column;
        let quoted = told.message.split('`').nth(1).filter(|word| !word.is_empty());
        // The engine points at the whole call; the name in it is what is wrong.
        let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
        let named = quoted.and_then(|word| Some((source[start..line_end].find(word)? + start, word.len())));
        let range = named.map_or(start..start, |(at, length)| at..at + length);
        let near = told.unknown_template().map(|name| nearest(name, self.names(), 3));
        let place = self.place(&told.template, range);
        self.say(&told.message, place).maybe_hint(near.and_then(|near| did_you_mean(&near)))
    }

    /// A template of the built-in theme fills a block that what stands in place of its parent does not have.
    fn lacking_block(&self, told: &Told) -> Option<Diagnostic> {
        let block = told.message.strip_suffix("is not defined in any parent template")?.split('`').nth(1)?;
        let (_, source) =
            self.files.get(&told.template).filter(|_| told.template.starts_with(&format!("{DEFAULT}/")))?;
        let parent = source.split_once("extends \"")?.1.split('"').next()?;
        let own = self.chain.iter().filter(|theme| *theme != DEFAULT);
        let own = own.map(|theme| format!("{theme}/{parent}")).find(|name| self.files.contains_key(name))?;
        let message =
            format!("this template has no block `{block}`, which templates of the theme below fill");
        let hint =
            format!("add `{{% block {block} %}}{{% endblock %}}`, or write all templates of pages yourself");
        let place = self.place(&own, 0..0);
        Some(Diagnostic::error(Code::Template, message).at(place).hint(hint))
    }

    /// Whether `name` means one of `names`, as it stands or in a theme of the chain.
    fn is_among(&self, name: &str, names: &BTreeSet<&str>) -> bool {
        names.contains(name)
            || self.chain.iter().any(|theme| names.contains(format!("{theme}/{name}").as_str()))
    }

    /// The names by which templates may be asked for: with their theme, and without.
    fn names(&self) -> impl Iterator<Item = &str> {
        let short = self.files.keys().filter_map(|name| Some(name.split_once('/')?.1));
        self.files.keys().map(String::as_str).chain(short)
    }

    fn file(&self, template: &str) -> String {
        self.files.get(template).map_or_else(|| format!("themes/{template}"), |(file, _)| file.clone())
    }

    fn place(&self, template: &str, range: Range<usize>) -> Location {
        let (file, end) =
            (self.file(template), self.files.get(template).map_or(0, |(_, source)| source.len()));
        let before = if self.marked.contains(&file) { MARK.len() } else { 0 };
        Location::new(file, before + range.start.min(end)..before + range.end.min(end))
    }

    fn place_of(&self, template: &str, word: &str) -> Location {
        let found = self.files.get(template).and_then(|(_, source)| source.find(word));
        self.place(template, found.map_or(0..0, |at| at..at + word.len()))
    }

    /// The place of an error that only names things: the first word that it quotes and a template holds.
    ///
    /// Templates of the portal come before those of the built-in theme, which are known to be right.
    fn named_place(&self, message: &str) -> Location {
        let own = |name: &&String| !name.starts_with(&format!("{DEFAULT}/"));
        let (own, built_in): (Vec<_>, Vec<_>) = self.files.keys().partition(own);
        let named: Vec<&str> =
            message.split(['`', '"', '\'']).skip(1).step_by(2).filter(|word| !word.is_empty()).collect();
        for name in own.into_iter().chain(built_in) {
            if let Some(word) = named.iter().find(|word| self.files[name].1.contains(**word)) {
                return self.place_of(name, word);
            }
        }
        Location::new("themes/", 0..0)
    }
}

/// An error and its causes on one line.
fn chain(error: &Error) -> String {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        message.push_str(&format!(": {error}"));
        source = error.source();
    }
    message.lines().next().unwrap_or_default().to_owned()
}
