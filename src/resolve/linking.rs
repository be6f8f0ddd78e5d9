//! From what the files of one kind say to things, each on its own.

use super::context::{Context, Folded};
use super::registry::Registry;
use super::uses::Use;
use crate::diagnostic::Diagnostic;
use crate::model::site::{ArticleId, Cleaned};
use crate::parse::file::Parsed;
use crate::shelf::Shelf;
use std::sync::Arc;

/// A thing, and what it was made from.
#[derive(Debug)]
pub struct Linked<P, T> {
    parsed: Arc<Parsed<P>>,
    thing: Arc<T>,
    diagnostics: Vec<Diagnostic>,
    /// Where it names others.
    pub uses: Vec<Use>,
    /// The articles whose texts were looked at.
    read: Vec<(ArticleId, Arc<Cleaned>)>,
}

/// What things refer to.
pub struct Linker<'a> {
    /// The names.
    pub registry: &'a Registry,
    /// The articles' texts.
    pub texts: &'a [Arc<Cleaned>],
    /// One for each of them, empty at first.
    pub folded: Vec<Folded>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Linker<'_> {
    /// The things that `list`, sorted by id, describes, in its order.
    ///
    /// One that the shelf has is taken from there if its file and the texts that it quotes are what they were, and if
    /// it is `current` (told its position); the shelf must be of the same registry.
    pub fn link<P: Send + Sync, T: Send + Sync>(
        &mut self,
        shelf: &mut Shelf<Linked<P, T>>,
        list: &[Arc<Parsed<P>>],
        current: impl Fn(usize, &T) -> bool,
        make: impl Fn(usize, &Parsed<P>, &mut Context<'_>) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let (registry, texts, folded) = (self.registry, self.texts, &self.folded);
        let holds = |index: usize, linked: &Linked<P, T>| {
            Arc::ptr_eq(&linked.parsed, &list[index])
                && linked.read.iter().all(|(id, text)| Arc::ptr_eq(text, &texts[id.index()]))
                && current(index, &linked.thing)
        };
        let linked = shelf.fill(list.iter().map(|parsed| parsed.id.as_str()), holds, |index| {
            let parsed = &list[index];
            let mut context = Context::new(registry, texts, folded);
            let thing = make(index, parsed, &mut context);
            Linked {
                parsed: parsed.clone(),
                thing: Arc::new(thing),
                diagnostics: context.diagnostics,
                uses: context.uses,
                read: context.read.into_iter().map(|id| (id, texts[id.index()].clone())).collect(),
            }
        });
        let mut things = Vec::with_capacity(linked.len());
        for one in linked {
            self.diagnostics.extend_from_slice(&one.diagnostics);
            things.push(one.thing.clone());
        }
        things
    }

    /// One thing that is no list's.
    pub fn one<P: Send + Sync, T: Send + Sync>(
        &mut self,
        shelf: &mut Shelf<Linked<P, T>>,
        parsed: &Arc<Parsed<P>>,
        make: impl Fn(&Parsed<P>, &mut Context<'_>) -> T + Sync,
    ) -> Arc<T> {
        let list = std::slice::from_ref(parsed);
        self.link(shelf, list, |_, _| true, |_, parsed, context| make(parsed, context)).remove(0)
    }

    /// A step over all things, which reports to these diagnostics.
    pub fn all(&mut self, step: impl FnOnce(&mut Context<'_>)) {
        let mut context = Context::new(self.registry, self.texts, &self.folded);
        step(&mut context);
        self.diagnostics.append(&mut context.diagnostics);
    }
}
