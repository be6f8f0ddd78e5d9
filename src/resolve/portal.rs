//! `portal.yaml`, resolved.

use super::context::Context;
use super::things::point;
use crate::diagnostic::{Code, did_you_mean};
use crate::markup::escape;
use crate::model::date::parse_offset;
use crate::model::site::{Featured, FeaturedQuestion, MenuItem, Portal};
use crate::parse::file::Parsed;
use crate::parse::metadata;
use crate::text::distance::nearest;
use crate::text::slug::slug;
use crate::text::tag::is_language_tag;

/// The theme of a portal that names none.
const DEFAULT: &str = "khue";

/// How many related articles are named in a portal that does not say.
const RELATED: usize = 5;

/// The sections that a menu may name. A portal that has nothing to ask has no self-test, and no entry for it.
pub const SECTIONS: &[&str] = &["topics", "documents", "articles", "timeline", "people", "self-test"];

/// The sections that a menu may name besides, and that stand in none by default.
pub const OTHERS: &[&str] = &["glossary", "graph"];

/// What stands in for a portal whose file cannot be read, so that the rest can be checked all the same.
pub fn unread() -> Portal {
    Portal { language: "vi".to_owned(), theme: DEFAULT.to_owned(), ..Portal::default() }
}

/// Resolves the portal's own file.
pub fn portal(parsed: &Parsed<metadata::Portal>, context: &mut Context<'_>) -> Portal {
    let meta = &parsed.meta;
    let plain = |text: &Option<metadata::Text>| text.as_ref().map(|t| t.0.clone());
    let menu = match &meta.menu {
        None => SECTIONS.iter().map(|s| MenuItem::Section((*s).to_owned())).collect(),
        Some(items) => context.list(parsed, "menu", items, menu_item),
    };
    let footer = meta.footer.as_ref().map(|sentences| {
        let sentence = |(index, text): (usize, &metadata::Text)| {
            context.markdown(text, &parsed.at(&["footer".into(), index.into()]), &parsed.text)
        };
        sentences.iter().enumerate().map(sentence).collect()
    });
    Portal {
        title: meta.title.0.clone(),
        id: id(parsed, context),
        description: plain(&meta.description),
        language: language(parsed, context),
        base_url: base_url(parsed, context),
        theme: plain(&meta.theme).unwrap_or_else(|| DEFAULT.to_owned()),
        authors: meta.authors.iter().map(|a| a.0.clone()).collect(),
        licence: plain(&meta.licence),
        menu,
        featured: meta.featured.as_ref().map(|f| featured(parsed, f, context)).unwrap_or_default(),
        paths: meta.paths.iter().map(|(kind, path)| (kind.clone(), path.0.clone())).collect(),
        formats: meta.formats.as_ref().map(|f| f.iter().map(|t| t.0.clone()).collect()),
        pretty_urls: meta.pretty_urls,
        link_mentions: meta.link_mentions.unwrap_or_default(),
        raw_html: meta.raw_html,
        utc_offset: utc_offset(parsed, context),
        footer,
        keep_together: meta.keep_together.iter().map(|t| t.0.clone()).collect(),
        is_searchable: meta.search.unwrap_or(true),
        offline: meta.offline,
        has_parallels: meta.parallels.unwrap_or(true),
        related: meta.related.map_or(RELATED, |most| most as usize),
        extra: meta.extra.clone(),
    }
}

/// The site's own address, with a `/` at its end.
fn base_url(parsed: &Parsed<metadata::Portal>, context: &mut Context<'_>) -> Option<String> {
    let at = parsed.at(&["base_url".into()]);
    let url = context.address(parsed.meta.base_url.as_deref()?, at.clone())?;
    if escape::site(&url).is_none() {
        let hint = "write an address with `https://` and a host, without spaces, `%`, `?` and `#`: letters stand for themselves";
        let message = format!("no site can stand at `{url}`");
        context.error(Code::InvalidAddress, message, at, Some(hint.to_owned()));
        return None;
    }
    Some(if url.ends_with('/') { url } else { format!("{url}/") })
}

fn id(parsed: &Parsed<metadata::Portal>, context: &mut Context<'_>) -> Option<String> {
    let id = parsed.meta.id.as_deref()?;
    if metadata::is_id(id) {
        return Some(id.to_owned());
    }
    let better = slug(id);
    let hint = match metadata::is_id(&better) {
        true => format!("write `id: {better}`"),
        false => "write letters a–z, digits and hyphens".to_owned(),
    };
    let message = format!("`{id}` cannot be the ID of a portal");
    context.error(Code::InvalidId, message, parsed.at(&["id".into()]), Some(hint));
    None
}

fn utc_offset(parsed: &Parsed<metadata::Portal>, context: &mut Context<'_>) -> Option<i16> {
    let text = parsed.meta.utc_offset.as_deref()?;
    let offset = parse_offset(text);
    if offset.is_none() {
        let message = format!("`{text}` is no offset from UTC");
        let at = parsed.at(&["utc_offset".into()]);
        context.error(Code::InvalidDate, message, at, Some("write it as `+07:00`".to_owned()));
    }
    offset
}

/// The language's tag, as files are called by it.
fn language(parsed: &Parsed<metadata::Portal>, context: &mut Context<'_>) -> String {
    let written = parsed.meta.language.as_deref().unwrap_or("vi");
    let language = usual_case(written);
    if !is_language_tag(&language) {
        let hyphened = Some(written.replace('_', "-")).filter(|tag| is_language_tag(tag));
        let hint = match hyphened {
            Some(tag) => format!("write `{tag}`"),
            None => "write a language tag such as `vi`, `en` or `pt-BR`".to_owned(),
        };
        let at = parsed.at(&["language".into()]);
        context.error(Code::UnknownValue, format!("`{written}` is no language tag"), at, Some(hint));
    }
    language
}

fn menu_item(context: &mut Context<'_>, text: &str, at: crate::diagnostic::Location) -> Option<MenuItem> {
    let known = || SECTIONS.iter().chain(OTHERS).copied();
    if known().any(|section| section == text) {
        return Some(MenuItem::Section(text.to_owned()));
    }
    let reference = text.trim_start_matches("[[").trim_end_matches("]]");
    if reference.contains(':') {
        return context.target(reference, at).map(|target| MenuItem::Thing(target.thing));
    }
    let hint = did_you_mean(&nearest(text, known(), 2))
        .unwrap_or_else(|| format!("known: {}, or `page:ID`", known().collect::<Vec<_>>().join(", ")));
    context.error(Code::UnknownValue, format!("the menu knows no `{text}`"), at, Some(hint));
    None
}

fn featured(
    parsed: &Parsed<metadata::Portal>,
    meta: &metadata::Featured,
    context: &mut Context<'_>,
) -> Featured {
    let at = |field: &'static str| parsed.at(&["featured".into(), field.into()]);
    let document = meta.document.as_deref().and_then(|name| context.document(name, at("document")));
    let mut timeline = Vec::new();
    for (index, reference) in meta.timeline.iter().enumerate() {
        let at = parsed.at(&["featured".into(), "timeline".into(), index.into()]);
        timeline.extend(context.target(reference, at).map(|target| target.thing));
    }
    let path = ["featured".into(), "pair".into()];
    let pair = meta.pair.as_ref().map(|p| point(parsed, &path, p, &mut Default::default(), context));
    let mut questions = Vec::new();
    for (index, question) in meta.questions.iter().enumerate() {
        let path = |field: &'static str| ["featured".into(), "questions".into(), index.into(), field.into()];
        let Some(target) = context.target(&question.target, parsed.at(&path("target"))) else { continue };
        questions.push(FeaturedQuestion {
            title: question.title.as_ref().map(|t| t.0.clone()),
            target,
            note: context.text(parsed, &path("note"), question.note.as_ref()),
        });
    }
    Featured { document, timeline, pair, questions }
}

/// A language tag with its language in small letters, as files are called by it: letter case has no meaning in tags (RFC 5646, section
/// 2.1.1).
fn usual_case(tag: &str) -> String {
    let (language, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
    language.to_ascii_lowercase() + rest
}
