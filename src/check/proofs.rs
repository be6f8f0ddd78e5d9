//! Links of a site with errors, as far as they can be followed: nothing is told that the errors may have made.

use super::{Broken, Origins, follow};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::model::Artifact;
use std::collections::HashSet;

/// Broken links to files, and broken anchors of topics and pages, of a site whose pages are `proofs`, each told where an author wrote it.
///
/// Pages may be missing for the errors in `told`, and so may files of which `is_of_format` tells that a format makes them; and places on the
/// pages of what has errors, or of what is put together from other things. So a link to a page that is not there is not told, nor is a place
/// that any page has.
pub fn check_proofs(
    proofs: &[Artifact],
    base: &str,
    origins: &Origins<'_>,
    told: &[Diagnostic],
    is_of_format: impl Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let wrong: HashSet<&str> = told
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .filter_map(|diagnostic| Some(diagnostic.location.as_ref()?.file.as_str()))
        .collect();
    let is_own = |file: &str| {
        let is_text = ["content/topics/", "content/pages/"].iter().any(|folder| file.starts_with(folder));
        is_text && !wrong.contains(file)
    };
    let is_certain = |broken: &Broken<'_>, is_anywhere: &dyn Fn(&str) -> bool| match &broken.place {
        Some(place) => origins.file(&broken.target).is_some_and(is_own) && !is_anywhere(place),
        None => {
            let name = broken.target.rsplit('/').next().unwrap_or_default();
            let is_file = name.rsplit_once('.').is_some_and(|(_, ending)| ending != "html");
            is_file && !is_of_format(&broken.target)
        }
    };
    let mut found = follow(proofs, &Default::default(), base, origins, is_certain);
    // What is told of an address already needs no second word.
    let places: HashSet<&Location> =
        told.iter().filter_map(|diagnostic| diagnostic.location.as_ref()).collect();
    let is_new = |at: &Location| at.file.starts_with("content/") && !places.contains(at);
    found.retain(|d| d.location.as_ref().is_some_and(is_new));
    found
}
