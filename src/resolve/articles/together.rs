//! What must hold of all articles together.

use super::has_its_publisher;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::site::{Cleaned, PublisherId};
use crate::parse::clean;
use crate::parse::content::Content;
use crate::resolve::seeds::{self, PublisherRule};
use crate::snapshot::Snapshot;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A publisher's rule that matches nothing is compared with so many of its articles.
const COMPARED: usize = 100;

/// Reports the publishers' omit rules that match nothing, if all articles are read.
pub fn rules_match(
    content: &Content,
    articles: &[Arc<Cleaned>],
    matched: &BTreeSet<PublisherRule>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // An article whose publisher is not found may be of any.
    let mut each = content.articles.iter().zip(articles);
    if !each.all(|(parsed, article)| has_its_publisher(parsed, article.publisher)) {
        return;
    }
    let published: BTreeSet<PublisherId> = articles.iter().filter_map(|article| article.publisher).collect();
    for id in published {
        let publisher = &content.publishers[id.index()];
        let own = || articles.iter().filter(|article| article.publisher == Some(id));
        for (rule, written) in publisher.meta.omit.iter().enumerate() {
            // It may match the lines of a seed that is not there, cannot be read or has lost its text, which has been reported.
            if matched.contains(&(id.0, rule)) || own().any(|article| clean::is_blank(&article.text)) {
                continue;
            }
            let message = "this omit rule matches no line of any of the publisher's articles";
            let texts = own().take(COMPARED).map(|article| &*article.text);
            let (key, hint) = seeds::hint_for_publisher(written, texts);
            let at = publisher.at(&["omit".into(), rule.into(), key.into()]);
            diagnostics.push(Diagnostic::error(Code::OmitMatchesNothing, message).at(at).hint(hint));
        }
    }
}

/// Reports the articles that share a siglum.
pub fn sigla_are_unique(content: &Content, articles: &[Arc<Cleaned>], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(articles.len());
    for (index, article) in articles.iter().enumerate() {
        if let Some(first) = seen.insert(&article.siglum, index) {
            let message = format!(
                "the siglum `{}` belongs to the article `{}` too",
                article.siglum, articles[first].id
            );
            let at = content.articles[index].at(&["siglum".into()]);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateName, message)
                    .at(at)
                    .hint("give one of them another `siglum`"),
            );
        }
    }
}

/// Reports the seeds that no article describes.
pub fn unused_seeds(
    content: &Content,
    snapshot: &Snapshot,
    articles: &[Arc<Cleaned>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if content.withheld.keys().any(|(kind, _)| kind == "article") {
        return; // A broken or hidden file may well be the one that names it.
    }
    let is_missing =
        |article: &Arc<Cleaned>| article.seed.starts_with("seeds/") && snapshot.get(&article.seed).is_none();
    if articles.iter().any(is_missing) {
        return; // What is there may be what is meant by the name of what is not.
    }
    let used: HashSet<&str> = articles.iter().map(|article| article.seed.as_str()).collect();
    for (path, _) in snapshot.below("seeds/") {
        if !used.contains(path) {
            let warning = Diagnostic::warning(Code::UnusedSeed, "no article describes this seed");
            diagnostics.push(
                warning
                    .at(Location::new(path, 0..0))
                    .hint("write `content/articles/ID.yaml` with `seed:` and `title:`"),
            );
        }
    }
}
