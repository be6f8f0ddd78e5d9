//! People and organisations: from what their files say to the model.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::site::{Agent, Thing};
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
    let parent = meta.parent.as_deref().and_then(|id| {
        match context.by_id("organisation", id, parsed.at(&["parent".into()]))? {
            Thing::Organisation(id) => Some(id),
            _ => None,
        }
    });
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

/// Warns of names that two people or organisations bear: a text that says such a name means nobody for certain.
pub fn names_are_unique(content: &Content, context: &mut Context<'_>) {
    let people = seen(&content.people, |meta| (&meta.name, &meta.aliases), &BTreeMap::new(), context);
    seen(&content.organisations, |meta| (&meta.name, &meta.aliases), &people, context);
}

/// The file of each name of a kind, as they are compared; warns of those that stand twice, or among `others`, of another kind.
fn seen<'a, T>(
    list: &'a [Arc<Parsed<T>>],
    names: impl Fn(&T) -> (&metadata::Text, &[metadata::Text]),
    others: &BTreeMap<String, &str>,
    context: &mut Context<'_>,
) -> BTreeMap<String, &'a str> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for parsed in list {
        let (name, aliases) = names(&parsed.meta);
        let places = std::iter::once((name, parsed.at(&["name".into()])));
        let aliases =
            aliases.iter().enumerate().map(|(n, alias)| (alias, parsed.at(&["aliases".into(), n.into()])));
        for (name, at) in places.chain(aliases) {
            let folded = folded(&lower_tone(name));
            let other = others.get(&folded).map(|file| (*file, "texts that say it lead to the person"));
            let first = *seen.entry(folded).or_insert(&parsed.file);
            let same = (first != parsed.file).then_some((first, "texts that say it lead to neither"));
            if let Some((file, what)) = same.or(other) {
                let message = format!("`{}` is a name in `{file}` too: {what}", name.0);
                let hint = "give one of them a fuller name, or join the two files";
                context.diagnostics.push(Diagnostic::warning(Code::DuplicateName, message).at(at).hint(hint));
            }
        }
    }
    seen
}
