//! Which paths an artifact may have.

use std::path::Path;

use super::stage;
use crate::edge::manifest;
use crate::error::Error;
use crate::text::file_name::{clashes, flaw};

/// Checks that every file system can hold the files of these paths, sorted by their bytes, side by side: that none has a
/// [`flaw`], is one of our own names, or [`clashes`] with another.
///
/// Whoever makes a site has judged so already, and has told where the mistake is; this is what holds whatever is made. The
/// error names the path, or both.
pub(super) fn check(sorted: &[&str]) -> Result<(), Error> {
    sorted.iter().try_for_each(|path| check_one(path))?;
    match clashes(sorted).first() {
        None => Ok(()),
        Some((left, right)) => Err(collision(left, right)),
    }
}

/// Checks a path on its own, as [`check`] does.
pub(super) fn check_one(path: &str) -> Result<(), Error> {
    match flaw(path).or_else(|| ours(path)) {
        None => Ok(()),
        Some(flaw) => Err(Error::refused(Path::new(path), format!("this output path {flaw}"))),
    }
}

fn ours(path: &str) -> Option<&'static str> {
    let first = path.split('/').next().unwrap_or_default().to_ascii_lowercase();
    (first == manifest::NAME || first.starts_with(stage::INSIDE))
        .then_some("is a name that builds need for themselves")
}

fn collision(left: &str, right: &str) -> Error {
    let (first, second) = if left < right { (left, right) } else { (right, left) };
    let reason = format!("cannot be written beside `{first}`: on some systems the two are in the same place");
    Error::refused(Path::new(second), reason).hint("give one of the two another name")
}

#[cfg(test)]
mod tests {

    fn check(paths: &[&str], refused: Option<&[&str]>) {
        let mut sorted = paths.to_vec();
        sorted.sort_unstable();
        match (super::check(&sorted), refused) {
            (Ok(()), None) => {}
            (Err(error), Some(words)) => {
                let message = error.to_string();
                assert!(words.iter().all(|word| message.contains(word)), "{message}");
            }
            (found, _) => panic!("{paths:?}: {found:?}"),
        }
    }

    #[test]
    fn ordinary_paths_are_allowed() {
        check(&[], None);
        check(&["b.html", "a/b.html", "a.html", ".nojekyll", ".well-known/x"], None);
    }

    #[test]
    fn a_path_that_no_file_can_have_is_refused() {
        check(&["a", "../a"], Some(&["`../a`", "this output path has the component"]));
        check(&["a\nb"], Some(&["control"]));
    }

    #[test]
    fn our_own_names_are_taken() {
        check(&[".khue-manifest"], Some(&["builds need"]));
        check(&[".Khue-Manifest/x"], Some(&["builds need"]));
        check(&[".khue-stage-abc/x"], Some(&["builds need"]));
    }

    #[test]
    fn two_artifacts_need_two_places() {
        check(&["x", "tin/A.html", "tin/a.html"], Some(&["`tin/A.html`", "`tin/a.html`:"]));
        check(&["A", "a/b/c"], Some(&["`a/b/c`", "beside `A`"]));
    }
}
