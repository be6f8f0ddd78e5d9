//! The small portal that `khue init` writes, in the language of its author: `starters/LANG/`, embedded.

use crate::schemas;

/// The files of all starters, by path from the project's root.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/starter_files.rs"));

/// The folder of the schemas in a new portal; the first line of each metadata file leads there.
pub const SCHEMAS: &str = "schemas";

/// The languages in which there is a starter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Its tag (BCP 47), which is the name of the starter's folder.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// The files of a new portal, by path from its root, sorted: the portal itself, and the schemas for editors.
pub fn files(language: Language) -> Vec<(String, Vec<u8>)> {
    let folder = format!("starters/{}/", language.tag());
    let own = FILES.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&folder)?, bytes)));
    let mut files: Vec<(String, Vec<u8>)> =
        own.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let schemas = schemas::all().into_iter();
    files.extend(schemas.map(|schema| (format!("{SCHEMAS}/{}", schema.name), schema.text.into_bytes())));
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Snapshot, compile};

    const LANGUAGES: [Language; 2] = [Language::Vi, Language::En];

    #[test]
    fn a_starter_builds_without_a_warning() {
        for language in LANGUAGES {
            let compiled = compile(&Snapshot::from_files(files(language)), &Options::default());
            assert_eq!(compiled.diagnostics, [], "{language:?}");
            let site = &compiled.resolved.site;
            assert_eq!(site.portal.language, language.tag());
            let counts = [site.articles.len(), site.documents.len(), site.events.len(), site.topics.len()];
            assert_eq!(counts, [1; 4], "{language:?}");
            assert_eq!(site.articles[0].mentions.len(), 1, "its document is found in its text: {language:?}");
            assert!(site.articles[0].people.len() >= 2, "its person is found in its text: {language:?}");
        }
    }

    #[test]
    fn all_starters_have_the_same_kinds_of_files() {
        let folders = |language| -> Vec<String> {
            files(language)
                .iter()
                .map(|(path, _)| path.rsplit_once('/').unwrap_or_default().0.to_owned())
                .collect()
        };
        assert_eq!(folders(Language::Vi), folders(Language::En));
    }

    #[test]
    fn each_metadata_file_begins_with_the_way_to_its_schema() {
        for language in LANGUAGES {
            let files = files(language);
            for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".yaml")) {
                let text = std::str::from_utf8(bytes).expect("it is UTF-8");
                let line = text.lines().next().expect("it has a line");
                let way = line.strip_prefix("# yaml-language-server: $schema=").expect("the line is there");
                let up = path.matches('/').count();
                let schema = way.strip_prefix(&"../".repeat(up)).expect("it leads to the root");
                assert!(files.iter().any(|(path, _)| path == schema), "{path}: {way}");
            }
        }
    }
}
