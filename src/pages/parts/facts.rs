//! Rows of identity cards: what is stated, by whom, and what is not.

use super::compare::Prepared;
use super::quotes::SIDE_BY_SIDE;
use crate::display::{dates, words};
use crate::markup::escape;
use crate::model::When;
use crate::model::site::{
    Agency, Evidence, Fact as ModelFact, OrganisationId, Passages, PersonId, Statement, Thing,
};
use crate::pages::Scope;
use crate::parse::clean::folded;
use crate::text::fold::lower_tone;
use crate::view::{Fact, Version};

impl Scope<'_> {
    /// A fact: equal values once, with all who state them.
    pub fn fact<T: Statement>(
        &self,
        label: &str,
        fact: &ModelFact<T>,
        absent: &str,
        source_voice: bool,
        value: impl Fn(&T) -> String,
    ) -> Fact {
        self.noted_fact(label, fact, absent, source_voice, value, |_| None)
    }

    /// A fact, of which values that nobody remarks on have a note of their own, as HTML.
    fn noted_fact<T: Statement>(
        &self,
        label: &str,
        fact: &ModelFact<T>,
        absent: &str,
        source_voice: bool,
        value: impl Fn(&T) -> String,
        own_note: impl Fn(&T) -> Option<String>,
    ) -> Fact {
        let differs = fact.differs();
        let mut versions: Vec<(&T, Version, Vec<Passages>)> = Vec::new();
        for version in &fact.versions {
            let at = match versions.iter().position(|(v, ..)| **v == version.value) {
                Some(at) => at,
                None => {
                    let value_html = value(&version.value);
                    let source_voice = source_voice && self.is_said(version.evidence.as_ref(), &value_html);
                    let view = Version { value_html, source_voice, ..Version::default() };
                    versions.push((&version.value, view, Vec::new()));
                    versions.len() - 1
                }
            };
            let (_, view, places) = &mut versions[at];
            places.extend(version.evidence.iter().map(Evidence::passages));
            let article = version.evidence.as_ref().map(|evidence| evidence.article);
            view.articles.extend(article.filter(|article| !view.articles.contains(article)));
            if let Some(organisation) = &version.organisation {
                view.note_html.get_or_insert_with(|| self.organisation_html(organisation));
            }
            if let Some(note) = &version.note {
                let note = self.inline(note);
                view.note_html = Some(match view.note_html.take() {
                    Some(before) if before != note => format!("{before} {note}"),
                    _ => note,
                });
            }
        }
        let versions: Vec<Version> = versions
            .into_iter()
            .map(|(value, mut version, places)| {
                version.chips = self.chips_in_order(places);
                version.note_html = version.note_html.or_else(|| own_note(value));
                version
            })
            .collect();
        Fact {
            label: self.strings.get(label).to_owned(),
            differs,
            absent: versions.is_empty().then(|| self.strings.get(absent).to_owned()),
            versions,
            wide: false,
        }
    }

    /// A fact in the words of its sources. Of two versions that share many syllables, those that only one has are in
    /// `<mark class="only">`.
    pub fn text_fact(&self, label: &str, fact: &ModelFact<String>, absent: &str) -> Fact {
        let mut view = self.fact(label, fact, absent, true, |text| words::html(text));
        let mut texts: Vec<&str> = Vec::new();
        for version in &fact.versions {
            if !texts.contains(&version.value.as_str()) {
                texts.push(&version.value);
            }
        }
        if let ([first, second], [one, other], true) = (&texts[..], &mut view.versions[..], view.differs) {
            let (first, second) = (words::nfc(first), words::nfc(second));
            let comparison = Prepared::new(&first).compare(&Prepared::new(&second), SIDE_BY_SIDE);
            if let Some(comparison) = comparison {
                one.value_html = words::marked(&first, &comparison.only_first, "<mark class=\"only\">");
                other.value_html = words::marked(&second, &comparison.only_second, "<mark class=\"only\">");
            }
        }
        view
    }

    /// Whether a value (escaped) is the words of the article that states it, letter case aside; the portal may have put
    /// them in words of its own. A value without a source counts as quoted: a document's title is its own words.
    fn is_said(&self, evidence: Option<&Evidence>, value_html: &str) -> bool {
        let Some(evidence) = evidence else { return true };
        let article = &self.site[evidence.article];
        let range = match evidence.passage {
            Some(passage) => article.passages[passage as usize].range.clone(),
            None => 0..article.text.len(),
        };
        let alike = |text: &str| folded(&lower_tone(text));
        alike(&words::html(&article.text[range])).contains(&alike(value_html))
    }

    /// A fact that the portal states plainly, as HTML.
    pub fn plain_fact(&self, label: &str, value_html: Option<String>, absent: &str) -> Fact {
        let absent = value_html.is_none().then(|| self.strings.get(absent).to_owned());
        let version = |value_html| Version { value_html, ..Version::default() };
        Fact {
            label: self.strings.get(label).to_owned(),
            versions: value_html.map(version).into_iter().collect(),
            absent,
            differs: false,
            wide: false,
        }
    }

    /// A date with those who state it, and how they write it where they write it otherwise.
    pub fn date_fact(&self, label: &str, fact: &ModelFact<When>, absent: &str) -> Fact {
        let precision = |when: &When| {
            let precise = dates::precision(when, None, self.strings);
            (!precise.is_empty()).then(|| escape::text(&precise.join(", ")))
        };
        self.noted_fact(label, fact, absent, false, |when| self.when_html(when), precision)
    }

    /// An organisation, linked if the portal describes it.
    pub fn organisation_html(&self, agency: &Agency<OrganisationId>) -> String {
        match agency {
            Agency::Known(id) => self.link(Thing::Organisation(*id)),
            Agency::Name(name) => words::html(name),
        }
    }

    /// A person, linked if the portal describes them.
    pub fn person_html(&self, agency: &Agency<PersonId>) -> String {
        match agency {
            Agency::Known(id) => self.link(Thing::Person(*id)),
            Agency::Name(name) => words::html(name),
        }
    }
}
