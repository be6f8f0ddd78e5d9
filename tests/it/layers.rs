//! The parts of the program as `src/` shows them: what each imports, of which ARCHITECTURE.md says that it points one way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Imports that point the other way, and of which ARCHITECTURE.md says why: small enumerations of `parse::metadata` are part of the model.
const AGAINST: [(&str, &str); 1] = [("model", "parse::metadata")];

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files.chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

/// What a file imports of the program, as paths behind `crate::`; nothing of what its comments and its tests name.
fn imported(text: &str) -> BTreeSet<String> {
    let program = text.split("#[cfg(test)]").next().unwrap();
    let code = program.lines().filter(|line| !line.trim_start().starts_with("//"));
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
fn imports_point_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&root) {
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let is_test = name.split('/').any(|part| part == "tests" || part == "tests.rs");
        if matches!(&*name, "lib.rs" | "main.rs") || is_test {
            continue;
        }
        let own = part(&name).to_owned();
        let others = imported(&std::fs::read_to_string(&file).unwrap()).into_iter();
        let others = others
            .filter(|path| !AGAINST.iter().any(|(part, against)| own == *part && path.starts_with(against)));
        let others = others.map(|path| part(&path).to_owned()).filter(|other| *other != own);
        imports.entry(own.clone()).or_default().extend(others);
    }
    assert!(imports["pages"].contains("model"), "imports are seen: {imports:?}");
    // What imports nothing that is left goes; what stays goes round in a circle.
    loop {
        let left: BTreeSet<String> = imports.keys().cloned().collect();
        imports.retain(|_, others| others.intersection(&left).next().is_some());
        if imports.len() == left.len() {
            break;
        }
    }
    let left: BTreeSet<String> = imports.keys().cloned().collect();
    imports.values_mut().for_each(|others| others.retain(|other| left.contains(other)));
    assert!(imports.is_empty(), "these import each other in a circle: {imports:#?}");
}
