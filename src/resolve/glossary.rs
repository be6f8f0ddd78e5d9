//! The glossary: from what its file says to terms.

use super::context::Context;
use super::things::quote;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::site::Term;
use crate::parse::clean::folded;
use crate::parse::file::Parsed;
use crate::parse::metadata::{self, Text, is_id};
use crate::parse::yaml::Step;
use crate::text::fold::lower_tone;
use crate::text::slug::slug;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The terms, sorted by id.
pub fn glossary(parsed: &Parsed<metadata::Glossary>, context: &mut Context<'_>) -> Vec<Arc<Term>> {
    ids_are_good(parsed, context);
    names_are_unique(parsed, context);
    let in_order = parsed.meta.in_order().into_iter();
    in_order.map(|(id, index)| Arc::new(term(parsed, id, index, context))).collect()
}

fn term(parsed: &Parsed<metadata::Glossary>, id: String, index: usize, context: &mut Context<'_>) -> Term {
    let meta = &parsed.meta.terms[index];
    let path = |field: &'static str| [Step::from("terms"), index.into(), field.into()];
    if meta.expansion.is_none() && meta.means.is_none() && meta.quotes.is_empty() {
        let message = format!("nothing says what `{}` means", meta.term.0);
        let hint = "write what it stands for (`expansion:`), what it means (`means:`), or what a source says (`quotes:`)";
        context.error(Code::MissingKey, message, parsed.at(&path("term")), Some(hint.to_owned()));
    }
    let mut quotes = Vec::with_capacity(meta.quotes.len());
    for (n, one) in meta.quotes.iter().enumerate() {
        let path = [Step::from("terms"), index.into(), "quotes".into(), n.into()];
        quotes.extend(quote(parsed, &path, one, context));
    }
    Term {
        id,
        term: meta.term.0.clone(),
        aliases: meta.aliases.iter().map(|alias| alias.0.clone()).collect(),
        expansion: meta.expansion.as_ref().map(|text| text.0.clone()),
        means: context.text(parsed, &path("means"), meta.means.as_ref()),
        quotes,
        see: meta.see.as_deref().and_then(|text| context.target(text, parsed.at(&path("see")))),
        at: parsed.at(&path("term")).range,
        is_searchable: parsed.meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

/// Reports ids that are none, or another term's.
fn ids_are_good(parsed: &Parsed<metadata::Glossary>, context: &mut Context<'_>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, term) in parsed.meta.terms.iter().enumerate() {
        let key = if term.id.is_some() { "id" } else { "term" };
        let at = parsed.at(&["terms".into(), index.into(), key.into()]);
        let id = term.id();
        if !is_id(&id) {
            let better = slug(&id);
            let hint = match is_id(&better) {
                true => format!("write `id: {better}`"),
                false => "give it an `id:` of letters a–z, digits and hyphens".to_owned(),
            };
            let message = format!("`{id}` cannot be the ID of a term");
            context.error(Code::InvalidId, message, at, Some(hint));
            continue;
        }
        let first = *seen.entry(id.clone()).or_insert(index);
        if first != index {
            let other = &parsed.meta.terms[first].term.0;
            let message = format!("the term `{other}` has the ID `{id}` too");
            let hint = "give one of them another `id:`, or join the two".to_owned();
            context.error(Code::DuplicateId, message, at, Some(hint));
        }
    }
}

/// Warns of spellings that two terms have: a text that uses one means neither for certain.
fn names_are_unique(parsed: &Parsed<metadata::Glossary>, context: &mut Context<'_>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, term) in parsed.meta.terms.iter().enumerate() {
        let path = |steps: &[Step<'static>]| {
            let head = [Step::from("terms"), index.into()];
            parsed.at(&head.iter().chain(steps).copied().collect::<Vec<_>>())
        };
        let first = std::iter::once((&term.term, path(&["term".into()])));
        let others = term.aliases.iter().enumerate();
        let others = others.map(|(n, alias)| (alias, path(&["aliases".into(), n.into()])));
        let all: Vec<(&Text, _)> = first.chain(others).collect();
        for (name, at) in all {
            let before = *seen.entry(folded(&lower_tone(name))).or_insert(index);
            // That two have one ID too has been told.
            if before != index && parsed.meta.terms[before].id() != term.id() {
                let other = &parsed.meta.terms[before].term.0;
                let message =
                    format!("`{}` is a spelling of the term `{other}` too: texts lead to neither", name.0);
                let hint = "keep it with one of them, or join the two";
                context.diagnostics.push(Diagnostic::warning(Code::DuplicateName, message).at(at).hint(hint));
            }
        }
    }
}
