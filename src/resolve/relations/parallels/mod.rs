//! What articles have in common: found in their syllables, told in passages.

mod formulas;
mod pair;
mod passages;
mod remarks;

pub use formulas::formulas;
pub use passages::{Parallel, Parallels, parallels};
pub use remarks::remarks;

use crate::facts::Given;
use crate::model::site::{Cleaned, Shared};
use crate::text::parallels::{Corpus, Forms, Limits, Syllables};
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;
use std::collections::HashMap;
use std::sync::Arc;

/// So many texts are read with one set of known syllables.
const SHARE: usize = 256;

/// What one run found, for the next.
#[derive(Debug, Default)]
pub struct Memory {
    last: Option<(Vec<Arc<Cleaned>>, Corpus, Arc<Shared>)>,
}

impl Memory {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.last = None;
    }
}

/// What `articles` have in common; omitted lines take no part. Only what differs from the run before is looked at again, and
/// syllables that were given are not read.
pub fn shared(articles: &[Arc<Cleaned>], given: &Given, memory: &mut Memory) -> Arc<Shared> {
    let corpus = match memory.last.take() {
        Some((texts, mut corpus, shared)) if texts.len() == articles.len() => {
            let pairs = texts.iter().zip(articles).enumerate();
            let others: Vec<usize> =
                pairs.filter(|(_, (one, two))| !reads_like(one, two)).map(|(index, _)| index).collect();
            let new = read(others.iter().map(|index| &articles[*index]).collect(), given);
            let changed = others.into_iter().map(|index| index as u32).zip(new);
            let changed: Vec<_> =
                changed.filter(|(index, new)| **new != *corpus.texts()[*index as usize]).collect();
            if changed.is_empty() {
                memory.last = Some((articles.to_vec(), corpus, shared.clone()));
                return shared;
            }
            corpus.change(changed);
            corpus
        }
        Some((texts, corpus, _)) => {
            let known: HashMap<*const Cleaned, &Arc<Syllables>> =
                texts.iter().map(Arc::as_ptr).zip(corpus.texts()).collect();
            let new = articles.iter().filter(|article| !known.contains_key(&Arc::as_ptr(article))).collect();
            let mut new = read(new, given).into_iter();
            let texts = articles.iter().map(|article| match known.get(&Arc::as_ptr(article)) {
                Some(syllables) => (*syllables).clone(),
                None => new.next().expect("one was made for each that is not known"),
            });
            Corpus::new(texts.collect(), Limits::default())
        }
        None => Corpus::new(read(articles.iter().collect(), given), Limits::default()),
    };
    let passages = corpus.texts().iter().map(|text| text.passages().clone()).collect();
    let shared = Arc::new(Shared { found: corpus.found().to_vec(), passages });
    memory.last = Some((articles.to_vec(), corpus, shared.clone()));
    shared
}

/// Whether two articles have the same passages with the same words.
fn reads_like(one: &Arc<Cleaned>, two: &Arc<Cleaned>) -> bool {
    let ranges = |article: &'_ Cleaned| article.passages.iter().map(|p| p.range.clone()).collect::<Vec<_>>();
    Arc::ptr_eq(one, two) || one.text == two.text && ranges(one) == ranges(two)
}

/// The syllables of articles, in their order.
fn read(articles: Vec<&Arc<Cleaned>>, given: &Given) -> Vec<Arc<Syllables>> {
    let shares = articles.par_chunks(SHARE).map(|share| {
        let mut known = Forms::default();
        let read = |article: &&Arc<Cleaned>| {
            if let Some(syllables) = given.syllables(article) {
                return Arc::new(syllables);
            }
            let passages = article.passages.iter().map(|passage| &article.text[passage.range.clone()]);
            Arc::new(Syllables::new(passages, &mut known))
        };
        share.iter().map(read).collect::<Vec<_>>()
    });
    shares.flatten_iter().collect()
}
