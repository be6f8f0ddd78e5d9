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

/// Warns of names that two people, or two organisations, bear.
pub fn names_are_unique(content: &Content, context: &mut Context<'_>) {
    unique(&content.people, |meta| (&meta.name, &meta.aliases), context);
    unique(&content.organisations, |meta| (&meta.name, &meta.aliases), context);
}

/// Warns of names that two things of one kind bear: a text that says such a name means nobody for certain.
fn unique<T>(
    list: &[Arc<Parsed<T>>],
    names: impl Fn(&T) -> (&metadata::Text, &[metadata::Text]),
    context: &mut Context<'_>,
) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, parsed) in list.iter().enumerate() {
        let (name, aliases) = names(&parsed.meta);
        let places = std::iter::once((name, parsed.at(&["name".into()])));
        let aliases =
            aliases.iter().enumerate().map(|(n, alias)| (alias, parsed.at(&["aliases".into(), n.into()])));
        for (name, at) in places.chain(aliases) {
            let folded = folded(&lower_tone(name));
            let first = *seen.entry(folded).or_insert(index);
            if first != index {
                let message = format!(
                    "`{}` is a name in `{}` too: texts that say it lead to neither",
                    name.0, list[first].file
                );
                let hint = "give one of them a fuller name, or join the two files";
                context.diagnostics.push(Diagnostic::warning(Code::DuplicateName, message).at(at).hint(hint));
            }
        }
    }
}
