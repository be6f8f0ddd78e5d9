//! Embeds the built-in theme and the portals that `khue init` writes: makes a list of their files with
//! `include_bytes!` for each.
//!
//! `themes/khue/scripts/` is left out: a site has those scripts minified, as `assets/`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders to embed, and the list that names their files.
const EMBEDDED: &[(&str, &str)] = &[("themes/khue", "theme_files.rs"), ("starters", "starter_files.rs")];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    for (folder, list) in EMBEDDED {
        fs::write(out.join(list), embed(&root.join(folder), &root)?)?;
    }
    Ok(())
}

/// The list of all files below `folder`, in order of their paths from `root`.
fn embed(folder: &Path, root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    collect(folder, root, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for (name, path) in files {
        writeln!(list, "    ({name:?}, include_bytes!({path:?})),").expect("writing to a string");
    }
    list.push_str("]\n");
    Ok(list)
}

/// Files below `folder`: the path from `root`, `/`-separated, and the whole path.
fn collect(folder: &Path, root: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.ends_with("themes/khue/scripts") {
            continue;
        }
        if path.is_dir() {
            collect(&path, root, files)?;
        } else {
            println!("cargo:rerun-if-changed={}", path.display());
            let relative =
                path.strip_prefix(root).expect("it lies below").to_string_lossy().replace('\\', "/");
            files.push((relative, path));
        }
    }
    Ok(())
}
