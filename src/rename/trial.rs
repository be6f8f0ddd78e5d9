//! Tries a plan in memory: the portal that it makes must resolve as the one before.

use super::{Plan, Refused, Wish, changes};
use crate::compile::{Known, Memory, Options, Prepared, prepare, resolve};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::pages::paths::Paths;
use crate::resolve::uses::{Use, sorted};
use crate::snapshot::{File, Snapshot};
use crate::text::file_name::clashes;
use std::collections::{BTreeMap, BTreeSet};

/// Refuses a plan after which a reference would lead elsewhere; adds to the others what else changes.
pub fn try_out(snapshot: &Snapshot, before: &Known, wish: &Wish, plan: &mut Plan) -> Result<(), Refused> {
    let mut changed = snapshot.clone();
    for change in changes(snapshot, plan, &wish.new) {
        changed.files.remove(&change.path);
        changed.files.insert(change.moved_to.unwrap_or(change.path), File::from(change.after));
    }
    let after = resolve(&changed, &Options { drafts: true, base_url: None });
    let found = uses(&after, wish, plan);
    for (file, expected) in uses(before, wish, plan) {
        let found = found.get(&file).map(Vec::as_slice).unwrap_or_default();
        let differs = expected
            .iter()
            .enumerate()
            .find(|(index, (name, _))| found.get(*index).map(|f| &f.0) != Some(name));
        if let Some((_, (_, one))) = differs {
            return Err(refused(one, wish));
        }
    }
    // What only now leads somewhere: a name or number that the new id happens to be.
    let known: usize = before.uses.len();
    if after.uses.len() != known {
        let message = format!("`{}` stands in the portal already, and would become a reference", wish.new);
        return Err(Refused::new(message, Some("choose another ID".to_owned())));
    }
    if diagnostic::has_errors(&after.diagnostics) {
        return Err(Refused {
            message: "the portal would have errors afterwards".to_owned(),
            hint: Some("choose another ID; nothing was changed".to_owned()),
            diagnostics: after.diagnostics,
        });
    }
    if let Some(file) = collision(&changed, wish) {
        let message = format!("the site has `{file}` already");
        return Err(Refused::new(message, Some("choose another ID; nothing was changed".to_owned())));
    }
    notes(before, &after, wish, plan);
    Ok(())
}

/// Where each reference leads, by file (as it is called afterwards) and in the order of places.
fn uses<'a>(compiled: &'a Known, wish: &Wish, plan: &Plan) -> BTreeMap<String, Vec<(String, &'a Use)>> {
    let mut uses: BTreeMap<String, Vec<(String, &Use)>> = BTreeMap::new();
    let old = format!("{}:{}", wish.kind, wish.old);
    for one in sorted(&compiled.uses) {
        let mut name = format!("{}:{}", one.subject.kind(), one.subject.id(&compiled.resolved.site));
        if name == old {
            name = format!("{}:{}", wish.kind, wish.new);
        }
        let file = if one.at.file == plan.file.0 { &plan.file.1 } else { &one.at.file };
        uses.entry(file.clone()).or_default().push((name, one));
    }
    for list in uses.values_mut() {
        // Where two share a place, the order of ids would decide, and that may change.
        list.sort_by(|(a, x), (b, y)| {
            let key = |one: &Use| (one.at.range.start, one.at.range.end);
            key(x).cmp(&key(y)).then_with(|| a.cmp(b))
        });
    }
    uses
}

/// The file of the site in whose place a page of the renamed thing would be written.
fn collision(changed: &Snapshot, wish: &Wish) -> Option<String> {
    let options = Options { drafts: true, base_url: None };
    let Prepared { resolved, edition, .. } = prepare(changed, &options, &mut Memory::default());
    let thing = resolved.registry.by_id(&wish.kind, &wish.new).ok()?;
    let edition = edition?;
    let own = edition.pages().iter().filter(|page| page.subject == Some(thing));
    let own: BTreeSet<&str> = own.map(|page| page.file.as_str()).collect();
    let clash = clashes(&edition.placed())
        .into_iter()
        .find(|(one, other)| own.contains(one) || own.contains(other))?;
    Some(if own.contains(clash.0) { clash.1 } else { clash.0 }.to_owned())
}

fn refused(one: &Use, wish: &Wish) -> Refused {
    let wrong = Diagnostic::error(
        Code::UnknownReference,
        format!("this would no longer lead to `{}:{}`", one.subject.kind(), wish.old),
    );
    let hint = "write the reference plainly, without escapes, in one line; or choose another ID";
    Refused {
        message: "a reference cannot be changed along".to_owned(),
        hint: None,
        diagnostics: vec![wrong.at(one.at.clone()).hint(hint)],
    }
}

/// What a reader of the site will notice.
fn notes(before: &Known, after: &Known, wish: &Wish, plan: &mut Plan) {
    let path = |compiled: &Known, id: &str| {
        let Known { resolved, .. } = compiled;
        let thing = resolved.registry.by_id(&wish.kind, id).ok()?;
        Some(Paths::of_site(&resolved.site).thing(&resolved.site, thing, 1))
    };
    if let (Some(was), Some(is)) = (path(before, &wish.old), path(after, &wish.new)) {
        plan.notes.push(format!("its page moves from `{was}` to `{is}`: links to it from other sites break, unless `redirect_from: [{was}]` stands in its file"));
    }
    let questions = |compiled: &Known, id: &str| {
        let Known { resolved, .. } = compiled;
        let own = resolved.registry.by_id(&wish.kind, id).ok();
        let all = resolved.site.questions().into_iter().filter(|(thing, _)| Some(*thing) == own);
        all.map(|(_, question)| question.id.clone()).collect::<Vec<_>>()
    };
    if matches!(wish.kind.as_str(), "document" | "event")
        || questions(before, &wish.old) != questions(after, &wish.new)
    {
        plan.notes.push(
            "the self-test's questions on it get new IDs: what readers and Anki noted about them is not found again".to_owned(),
        );
    }
    let siglum = |compiled: &Known, id: &str| {
        let articles = &compiled.resolved.site.articles;
        articles.iter().find(|article| article.id == id).map(|article| article.siglum.clone())
    };
    if wish.kind == "article"
        && let (Some(was), Some(is)) = (siglum(before, &wish.old), siglum(after, &wish.new))
        && was != is
    {
        plan.notes.push(format!(
            "it has no `siglum`, so its passages will be cited as `{is} 1` instead of `{was} 1`; write `siglum: {was}` to keep that"
        ));
    }
}
