//! Facts with all their versions, and who states each.

use super::context::Context;
use super::registry::LookupError;
use super::uses::Subject;
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::model::site::{Agency, Evidence, Fact, OrganisationId, ThingId, Version};
use crate::parse::file::Parsed;
use crate::parse::metadata::{Claim, Listed, Stated, is_id};

impl Context<'_> {
    /// A fact: its versions, their values made by `convert`, their evidence found.
    pub fn fact<T, V>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        stated: Option<&Stated>,
        mut convert: impl FnMut(&mut Self, &str, Location) -> Option<V>,
    ) -> Fact<V> {
        match stated {
            None => Fact::default(),
            Some(Stated::Plain(value)) => {
                let value = convert(self, value, parsed.at(&[key.into()]));
                let version =
                    |value| Version { value, evidence: None, organisation: None, note: None, written: 0 };
                Fact { versions: value.map(version).into_iter().collect() }
            }
            Some(Stated::Claims(claims)) => self.claims(parsed, key, claims, convert),
        }
    }

    /// A list of claims below `key`.
    pub fn claims<T, V>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        claims: &[Claim],
        mut convert: impl FnMut(&mut Self, &str, Location) -> Option<V>,
    ) -> Fact<V> {
        let mut versions = Vec::with_capacity(claims.len());
        for (index, claim) in claims.iter().enumerate() {
            versions.extend(self.claim(parsed, key, index, claim, &mut convert));
        }
        Fact { versions }
    }

    /// A list below `key` of things, each looked up once, and of what sources say of them.
    pub fn listed<T, Id: Copy + PartialEq>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        items: &[Listed],
        mut look_up: impl FnMut(&mut Self, &str, Location) -> Option<Id>,
    ) -> (Vec<Id>, Fact<Id>) {
        let (mut ids, mut versions) = (Vec::with_capacity(items.len()), Vec::new());
        for (index, item) in items.iter().enumerate() {
            let found = match item {
                Listed::Plain(name) => look_up(self, name, parsed.at(&[key.into(), index.into()])),
                Listed::Claim(claim) => {
                    let version = self.claim(parsed, key, index, claim, &mut look_up);
                    let id = version.as_ref().map(|version| version.value);
                    versions.extend(version);
                    id
                }
            };
            ids.extend(found.filter(|id| !ids.contains(id)));
        }
        (ids, Fact { versions })
    }

    /// The claim at `index` of the list below `key`.
    fn claim<T, V>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        index: usize,
        claim: &Claim,
        convert: &mut impl FnMut(&mut Self, &str, Location) -> Option<V>,
    ) -> Option<Version<V>> {
        let at = |field: &'static str| parsed.at(&[key.into(), index.into(), field.into()]);
        let evidence = self.evidence(claim, at("article"), at("quote"));
        let organisation =
            claim.organisation.as_deref().and_then(|name| self.organisation(name, at("organisation")));
        let note = self.text(parsed, &[key.into(), index.into(), "note".into()], claim.note.as_ref());
        let value = convert(self, &claim.value, at("value"))?;
        Some(Version { value, evidence, organisation, note, written: index })
    }

    fn evidence(&mut self, claim: &Claim, article_at: Location, quote_at: Location) -> Option<Evidence> {
        let Some(article) = &claim.article else {
            if claim.quote.is_some() {
                let message = "a quotation names no article".to_owned();
                self.error(
                    Code::MissingEvidence,
                    message,
                    quote_at,
                    Some("add `article: ID` beside it".to_owned()),
                );
            }
            return None;
        };
        let article = self.find_id(article, article_at)?;
        // Words that do not stand there are told of, and are evidence of nothing.
        let quote = match &claim.quote {
            Some(words) => Some(self.find(article, words, quote_at)?),
            None => None,
        };
        Some(Evidence { article, passage: quote.as_ref().map(|q| q.passage), quote })
    }

    /// An organisation: the ID of one that is described, or a name.
    pub fn organisation(&mut self, text: &str, at: Location) -> Option<Agency<OrganisationId>> {
        self.agency(text, at)
    }

    /// A person or organisation: what looks like an ID must be one; any other text is a name.
    pub fn agency<Id: ThingId>(&mut self, text: &str, at: Location) -> Option<Agency<Id>> {
        let kind = Id::KIND;
        let looks_like_id = text.contains('-') && is_id(text);
        let known = match self.registry.by_id(kind, text) {
            Ok(thing) => Some(thing),
            Err(error) if looks_like_id || matches!(error, LookupError::Draft | LookupError::Broken) => {
                self.failed(kind, text, error, at);
                return None;
            }
            Err(error) if self.plain_name(kind, text).is_some() => {
                self.failed(kind, text, error, at);
                return None;
            }
            Err(error) => {
                let named = self.registry.name(kind, text);
                if let LookupError::Unknown(near) = &error
                    && named.is_none()
                    && is_id(text)
                    && let Some(hint) = did_you_mean(near)
                {
                    let message =
                        format!("`{text}` is no {kind} that a file describes, and is shown as a name");
                    self.diagnostics
                        .push(Diagnostic::warning(Code::NameVariant, message).at(at.clone()).hint(hint));
                }
                named
            }
        };
        if let Some(thing) = known {
            self.used(Subject::Thing(thing), at);
        }
        Some(match known.and_then(Id::of) {
            Some(id) => Agency::Known(id),
            None => Agency::Name(text.to_owned()),
        })
    }
}
