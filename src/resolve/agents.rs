//! People and organisations: from what their files say to the model.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::DocumentNumber;
use crate::model::site::Agent;
use crate::parse::clean::folded;
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata;
use crate::text::fold::lower_tone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A person.
pub fn person(parsed: &Parsed<metadata::Person>, context: &mut Context<'_>) -> Agent {
    let meta = &parsed.meta;
    Agent {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        name: meta.name.0.clone(),
        aliases: meta.aliases.iter().map(|a| a.0.clone()).collect(),
        roles: context.claims(parsed, "roles", &meta.roles, |_, text, _| Some(text.to_owned())),
        parent: None,
        note: context.text(parsed, &["note".into()], meta.note.as_ref()),
        is_searchable: meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

/// An organisation.
pub fn organisation(parsed: &Parsed<metadata::Organisation>, context: &mut Context<'_>) -> Agent {
    let meta = &parsed.meta;
    let parent = meta.parent.as_deref().and_then(|id| context.find_id(id, parsed.at(&["parent".into()])));
    Agent {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        name: meta.name.0.clone(),
        aliases: meta.aliases.iter().map(|a| a.0.clone()).collect(),
        roles: context.claims(parsed, "roles", &meta.roles, |_, text, _| Some(text.to_owned())),
        parent,
        note: context.text(parsed, &["note".into()], meta.note.as_ref()),
        is_searchable: meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

/// Warns of names that two people, organisations or documents bear: a text that says such a name means none for certain. Numbers are told
/// apart by their dates.
pub fn names_are_unique(content: &Content, context: &mut Context<'_>) {
    let none = BTreeMap::new();
    let people = seen(
        &content.people,
        |parsed| names(parsed, &parsed.meta.name, &parsed.meta.aliases),
        &none,
        context,
    );
    seen(
        &content.organisations,
        |parsed| names(parsed, &parsed.meta.name, &parsed.meta.aliases),
        &people,
        context,
    );
    let of_document = |parsed: &'_ Arc<Parsed<metadata::Document>>| {
        let mut names = aliases(parsed, &parsed.meta.aliases);
        names.retain(|(name, _)| DocumentNumber::parse(name).is_none());
        names
    };
    seen(&content.documents, of_document, &none, context);
}

/// A name and its aliases, and where they stand.
fn names<T>(parsed: &Parsed<T>, name: &metadata::Text, others: &[metadata::Text]) -> Vec<(String, Location)> {
    let name = (name.0.clone(), parsed.at(&["name".into()]));
    std::iter::once(name).chain(aliases(parsed, others)).collect()
}

fn aliases<T>(parsed: &Parsed<T>, aliases: &[metadata::Text]) -> Vec<(String, Location)> {
    let aliases = aliases.iter().enumerate();
    aliases.map(|(n, alias)| (alias.0.clone(), parsed.at(&["aliases".into(), n.into()]))).collect()
}

/// The file of each name of a kind, as they are compared; warns of those that stand twice, or among `others`, of another kind.
fn seen<'a, T>(
    list: &'a [Arc<Parsed<T>>],
    names: impl Fn(&'a Arc<Parsed<T>>) -> Vec<(String, Location)>,
    others: &BTreeMap<String, &str>,
    context: &mut Context<'_>,
) -> BTreeMap<String, &'a str> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for parsed in list {
        for (name, at) in names(parsed) {
            let folded = folded(&lower_tone(&name));
            let other = others.get(&folded).map(|file| (*file, "texts that say it lead to the person"));
            let first = *seen.entry(folded).or_insert(&parsed.file);
            let same = (first != parsed.file).then_some((first, "texts that say it lead to neither"));
            if let Some((file, what)) = same.or(other) {
                let message = format!("`{name}` is a name in `{file}` too: {what}");
                let hint = "give one of them a fuller name, or join the two files";
                context.diagnostics.push(Diagnostic::warning(Code::DuplicateName, message).at(at).hint(hint));
            }
        }
    }
    seen
}
