//! Structured data for search engines: the vocabulary of schema.org, as JSON-LD 1.1.

use super::{Scope, paths::Paths};
use crate::markup::escape;
use crate::model::When;
use crate::model::date::display_offset;
use crate::model::site::{Agency, Article, Document, Event, Thing};
use crate::view::Crumb;
use serde_json::{Map, Value, json};

/// An object of a type, without the values that are null.
fn object(kind: &str, fields: Value) -> Value {
    let mut object = Map::new();
    object.insert("@context".to_owned(), json!("https://schema.org"));
    object.insert("@type".to_owned(), json!(kind));
    if let Value::Object(fields) = fields {
        object.extend(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, harmless(value))),
        );
    }
    Value::Object(object)
}

/// A value whose texts hold no control characters: JSON would carry them through its escapes.
fn harmless(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(escape::harmless(&text).into_owned()),
        Value::Array(items) => items.into_iter().map(harmless).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, harmless(value))).collect(),
        other => other,
    }
}

fn named(kind: &str, name: &str) -> Value {
    json!({ "@type": kind, "name": name })
}

/// A day, or a moment with the zone that it or else the portal states, as schema.org's `Date` and `DateTime` ask (ISO 8601, complete and
/// extended); none where no day is known.
fn moment(when: &When, offset: Option<i16>) -> Option<String> {
    match when {
        When::At { date, time, offset: own } => {
            let zone = own.or(offset).map(display_offset).unwrap_or_default();
            Some(format!("{date}T{:02}:{:02}:00{zone}", time.hour(), time.minute()))
        }
        _ => when.day().map(|day| day.to_string()),
    }
}

/// The portal as a web site.
pub fn website(scope: &Scope<'_>) -> Value {
    let portal = &scope.site.portal;
    let fields = json!({
        "name": portal.title,
        "description": portal.description,
        "inLanguage": portal.language,
        "url": portal.base_url,
    });
    object("WebSite", fields)
}

/// A source article.
pub fn article(scope: &Scope<'_>, article: &Article) -> Value {
    let publisher = article.publisher.map(|id| named("Organization", &scope.site[id].name));
    let fields = json!({
        "headline": article.title,
        "alternateName": article.siglum,
        "author": article.author.as_deref().map(|name| named("Person", name)),
        "publisher": publisher,
        "datePublished": article.published.and_then(|when| moment(&when, scope.site.portal.utc_offset)),
        "isBasedOn": article.url,
        "url": scope.absolute(&scope.planned.file),
    });
    object("Article", fields)
}

/// An official document; what sources state differently is left out.
pub fn legislation(scope: &Scope<'_>, document: &Document) -> Value {
    let issuer = document.issuer.agreed().map(|issuer| match issuer {
        Agency::Known(id) => scope.name(Thing::Organisation(*id)),
        Agency::Name(name) => name.clone(),
    });
    let fields = json!({
        "name": scope.planned.title,
        "description": document.title.agreed(),
        "legislationIdentifier": document.number.as_ref().map(ToString::to_string),
        "legislationType": document.kind,
        "legislationDate": document.issued.agreed().and_then(|when| when.day()).map(|day| day.to_string()),
        "legislationPassedBy": issuer.map(|name| named("Organization", &name)),
        "url": scope.absolute(&scope.planned.file),
    });
    object("Legislation", fields)
}

/// An event; none without a day on which sources agree, as schema.org asks for one. Where they state different places, none is named.
pub fn event(scope: &Scope<'_>, event: &Event) -> Option<Value> {
    let when = event.date.agreed()?;
    let (start, end) = when.days()?;
    let organisers: Vec<Value> = event
        .organiser
        .versions
        .iter()
        .map(|v| match &v.value {
            Agency::Known(id) => named("Organization", &scope.name(Thing::Organisation(*id))),
            Agency::Name(name) => named("Organization", name),
        })
        .collect();
    let fields = json!({
        "name": scope.planned.title,
        "startDate": moment(when, scope.site.portal.utc_offset).unwrap_or_else(|| start.to_string()),
        "endDate": (end > start).then(|| end.to_string()),
        "location": event.place.agreed().map(|place| named("Place", place)),
        "organizer": (!organisers.is_empty()).then_some(organisers),
        "url": scope.absolute(&scope.planned.file),
    });
    Some(object("Event", fields))
}

/// The way from the home page, if the portal says where it will stand: search engines want absolute addresses.
pub fn breadcrumbs(scope: &Scope<'_>, crumbs: &[Crumb]) -> Option<Value> {
    let base = scope.site.portal.base_url.as_ref()?;
    if crumbs.len() < 2 {
        return None;
    }
    let items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .map(|(index, crumb)| {
            let path = crumb.path.clone().unwrap_or_else(|| scope.paths.address(&scope.planned.file));
            let address = Paths::absolute(base, &path);
            json!({ "@type": "ListItem", "position": index + 1, "name": crumb.label, "item": address })
        })
        .collect();
    Some(object("BreadcrumbList", json!({ "itemListElement": items })))
}
