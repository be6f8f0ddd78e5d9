//! The parts of the program as `src/` shows them: what each imports, of which ARCHITECTURE.md says that it points one way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The parts from the ground up: each imports of the layers before its own.
const LAYERS: [&[&str]; 14] = [
    &["diagnostic", "shard", "shelf", "text"],
    &["error", "model", "snapshot"],
    &["markup"],
    &["cite", "offers", "parse"],
    &["facts", "render", "search"],
    &["display", "resolve", "view"],
    &["annotate", "draft", "questions"],
    &["pages"],
    &["check", "formats"],
    &["edition", "schemas"],
    &["compile", "starter"],
    &["explain", "rename"],
    &["edge"],
    &["cli"],
];

/// Imports that point the other way, and of which ARCHITECTURE.md says why: small enumerations of `parse::metadata` are part of the model.
const AGAINST: [(&str, &str); 1] = [("model", "parse::metadata")];

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files.chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

/// A file without the module of its tests, which ends it.
fn program(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

/// What a file imports of the program, as paths behind `crate::`; nothing of what its comments and its tests name.
fn imported(text: &str) -> BTreeSet<String> {
    let code = program(text).lines().filter(|line| !line.trim_start().starts_with("//"));
    let is_path = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | ':');
    let paths = code.flat_map(|line| {
        let paths = line.split("crate::").skip(1);
        paths.map(|path| path.split(|c| !is_path(c)).next().unwrap().trim_end_matches(':').to_owned())
    });
    paths.filter(|path| !path.is_empty()).collect()
}

/// The part of a path, or of a file below `src/`, of which the whole is made: `pages` of `pages::parts` and `pages/mod.rs`.
fn part(path: &str) -> &str {
    path.split(['/', ':', '.']).next().unwrap()
}

#[test]
fn a_file_is_read_past_the_names_of_its_test_modules() {
    let text = "#[cfg(test)]\nmod properties;\nuse crate::model::site;\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}\n";
    assert_eq!(imported(text), BTreeSet::from(["model::site".to_owned()]));
}

#[test]
fn imports_point_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layer = |part: &str| LAYERS.iter().position(|layer| layer.contains(&part));
    let (mut against, mut seen) = (Vec::new(), 0);
    for file in files(&root) {
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let is_test = name.split('/').any(|part| part == "tests" || part == "tests.rs");
        if matches!(&*name, "lib.rs" | "main.rs") || is_test {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(
            !program(&text).contains("crate::{"),
            "{name}: one line for each part, so that it is seen here"
        );
        let own = part(&name);
        let height = layer(own).unwrap_or_else(|| panic!("{own} has no place in LAYERS"));
        let others = imported(&text).into_iter().filter(|path| {
            part(path) != own && !AGAINST.iter().any(|(part, other)| own == *part && path.starts_with(other))
        });
        for path in others {
            seen += 1;
            if layer(part(&path)).is_none_or(|other| other >= height) {
                against.push(format!("{name}: {path}"));
            }
        }
    }
    assert!(seen > 500, "imports are seen: {seen}");
    assert!(against.is_empty(), "these point the other way, or sideways: {against:#?}");
}
