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

/// People, in the order of `content.people`.
pub fn people(content: &Content, context: &mut Context<'_>) -> Vec<Agent> {
    names_are_unique(&content.people, |meta| (&meta.name, &meta.aliases), context);
    let mut people = Vec::with_capacity(content.people.len());
    for parsed in &content.people {
        let meta = &parsed.meta;
        people.push(Agent {
            id: parsed.id.clone(),
            file: parsed.file.clone(),
            name: meta.name.0.clone(),
            aliases: meta.aliases.iter().map(|a| a.0.clone()).collect(),
            roles: context.claims(parsed, "roles", &meta.roles, |_, text, _| Some(text.to_owned())),
            parent: None,
            note: context.text(parsed, &["note".into()], meta.note.as_ref()),
            extra: meta.extra.clone(),
        });
    }
    people
}

/// Organisations, in the order of `content.organisations`.
pub fn organisations(content: &Content, context: &mut Context<'_>) -> Vec<Agent> {
    names_are_unique(&content.organisations, |meta| (&meta.name, &meta.aliases), context);
    let mut organisations = Vec::with_capacity(content.organisations.len());
    for parsed in &content.organisations {
        let meta = &parsed.meta;
        let parent = meta.parent.as_deref().and_then(|id| {
            match context.by_id("organisation", id, parsed.at(&["parent".into()]))? {
                Thing::Organisation(id) => Some(id),
                _ => None,
            }
        });
        organisations.push(Agent {
            id: parsed.id.clone(),
            file: parsed.file.clone(),
            name: meta.name.0.clone(),
            aliases: meta.aliases.iter().map(|a| a.0.clone()).collect(),
            roles: context.claims(parsed, "roles", &meta.roles, |_, text, _| Some(text.to_owned())),
            parent,
            note: context.text(parsed, &["note".into()], meta.note.as_ref()),
            extra: meta.extra.clone(),
        });
    }
    organisations
}

/// Warns of names that two things of one kind bear: a text that says such a name means nobody for certain.
fn names_are_unique<T>(
    list: &[Parsed<T>],
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
