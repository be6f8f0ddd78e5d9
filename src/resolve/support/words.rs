//! What the passages that a claim cites say: their dates, their names, their words.

use crate::model::When;
use crate::model::site::{
    Agency, Agent, Article, Document, DocumentId, Evidence, OrganisationId, PartOfDay, PersonId, Quote, Site,
};
use crate::text::fold::bare;
use crate::text::words::syllables;
use jiff::civil::Date;
use std::collections::HashSet;

/// The part of a name or description whose syllables a passage must have.
const MOST: (usize, usize) = (1, 2);

/// The passage that evidence names; the whole article where it quotes nothing.
#[derive(Clone, Copy)]
pub struct Cited<'a> {
    article: &'a Article,
    /// From 0.
    passage: Option<u32>,
    /// The quoted words; without them, the passage's.
    quote: Option<&'a str>,
}

/// The months as English writes them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl<'a> Cited<'a> {
    /// What `evidence` cites.
    pub fn new(site: &'a Site, evidence: &'a Evidence) -> Self {
        Self {
            article: &site.articles[evidence.article.index()],
            passage: evidence.passage,
            quote: evidence.quote.as_ref().map(|quote| quote.text.as_str()),
        }
    }

    /// The passage of a quotation.
    pub fn quoted(site: &'a Site, quote: &'a Quote) -> Self {
        let article = &site.articles[quote.article.index()];
        Self { article, passage: Some(quote.passage), quote: Some(&quote.text) }
    }

    /// A whole article.
    pub fn whole(article: &'a Article) -> Self {
        Self { article, passage: None, quote: None }
    }

    /// Whether the article's seed is the one that the author saw.
    pub fn is_current(&self) -> bool {
        self.article.is_current
    }

    /// Its name, as passages are cited: `CP 6`; a siglum alone for a whole article.
    pub fn name(&self) -> String {
        match self.passage {
            Some(passage) => format!("{} {}", self.article.siglum, passage + 1),
            None => self.article.siglum.clone(),
        }
    }

    fn has(&self, passage: u32) -> bool {
        self.passage.is_none_or(|own| own == passage)
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let (article, own) = (self.article, self.passage.map(|passage| passage as usize));
        let passages = article.passages.iter().enumerate();
        passages
            .filter(move |(index, _)| own.is_none_or(|own| own == *index))
            .map(|(_, p)| &article.text[p.range.clone()])
    }

    /// The dates in it, as the source writes them and in ISO 8601 form (`2023-10-11`, `2023-07`, `--10-11`).
    pub fn dates(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let this = *self;
        let here = this.article.dates.iter().filter(move |date| this.has(date.passage));
        here.map(move |date| (&this.article.text[date.range.clone()], date.iso.as_str()))
    }

    /// Whether one of its dates says `when`, or all of `when` that is claimed; a day that follows from the day of publication
    /// counts as said where the passage has no other.
    pub fn says_when(&self, when: &When) -> bool {
        let published = self.article.published.as_ref().and_then(When::day);
        let is_published = published.is_some() && [when.latest(), when.earliest()].contains(&published);
        self.dates().any(|(_, iso)| says(iso, when)) || is_published || self.spells(when)
    }

    /// Whether it writes a day in a way that is a date only for who knows: `20/4` without a word before it, `20 April`.
    fn spells(&self, when: &When) -> bool {
        let Some(day) = when.day() else { return false };
        let (number, month) = (i32::from(day.day()), i32::from(day.month()));
        let parts = |token: &str| -> Vec<i32> {
            token.split(['/', '.']).filter_map(|part| part.parse().ok()).collect()
        };
        let is_day = |token: &str| matches!(parts(token).as_slice(), [a, b, ..] if [*a, *b] == [number, month] || [*a, *b] == [month, number]);
        if self.texts().flat_map(numbers).any(is_day) {
            return true;
        }
        let words = self.words();
        let name = MONTHS[day.month() as usize - 1];
        words.contains(name)
            && [number.to_string(), format!("{number:02}")].iter().any(|number| words.contains(number))
    }

    /// Whether it names the person, or has most of the name's words.
    pub fn names_person(&self, site: &Site, who: &Agency<PersonId>) -> bool {
        match who {
            Agency::Known(id) => {
                self.article.people.iter().any(|named| named.id == *id && self.has(named.passage))
                    || self.says_a_name(&site.people[id.index()])
            }
            Agency::Name(name) => self.says(name),
        }
    }

    /// Whether it names the organisation, a part of it or what it is a part of.
    pub fn names_organisation(&self, site: &Site, which: &Agency<OrganisationId>) -> bool {
        match which {
            Agency::Known(id) => {
                let agent = |id: OrganisationId| &site.organisations[id.index()];
                let is_it = |other: OrganisationId| {
                    other == *id || agent(other).parent == Some(*id) || agent(*id).parent == Some(other)
                };
                let mut named = self.article.organisations.iter();
                named.any(|named| self.has(named.passage) && is_it(named.id)) || self.says_a_name(agent(*id))
            }
            Agency::Name(name) => self.says(name),
        }
    }

    /// Whether it mentions the document, or has most of the words of its title.
    pub fn names_document(&self, id: DocumentId, document: &Document) -> bool {
        let mut mentions = self.article.mentions.iter();
        mentions.any(|mention| mention.document == Some(id) && self.has(mention.passage))
            || document.title.versions.iter().any(|version| self.says(&version.value))
    }

    /// Whether all words of one of the names stand in it, in any order.
    fn says_a_name(&self, agent: &Agent) -> bool {
        let words = self.words();
        std::iter::once(&agent.name).chain(&agent.aliases).any(|name| all(name).is_subset(&words))
    }

    /// Whether it has every number of the text and most of its words.
    pub fn says(&self, text: &str) -> bool {
        let (own, words) = (all(text), self.words());
        let found = own.iter().filter(|word| words.contains(*word)).count();
        let numbers: Vec<&str> = self.texts().flat_map(numbers).collect();
        // A date may be claimed without its year.
        let has = |number: &str| {
            numbers.iter().any(|own| {
                own.strip_prefix(number).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        found * MOST.1 >= own.len() * MOST.0 && self::numbers(text).into_iter().all(has)
    }

    /// Whether it names the part of the day.
    pub fn says_part(&self, part: PartOfDay) -> bool {
        let names: &[&str] = match part {
            PartOfDay::Morning => &["sang", "morning"],
            PartOfDay::Noon => &["trua", "noon", "midday"],
            PartOfDay::Afternoon => &["chieu", "afternoon"],
            PartOfDay::Evening => &["toi", "chieu", "evening"],
            PartOfDay::Night => &["dem", "khuya", "night"],
        };
        let words = self.quote.map_or_else(|| self.words(), all);
        names.iter().any(|name| words.contains(*name))
    }

    fn words(&self) -> HashSet<String> {
        self.texts().flat_map(all).collect()
    }
}

/// The syllables of a text, without case and diacritics.
fn all(text: &str) -> HashSet<String> {
    syllables(text).map(|word| bare(&text[word])).collect()
}

/// The numbers of a text, each with the signs inside: `63`, `11/10/2023`, `3.100`.
fn numbers(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | ',' | ':'));
    parts.map(|part| part.trim_matches(['/', '.', ',', ':'])).filter(|part| !part.is_empty()).collect()
}

/// Whether a date in ISO 8601 form lies within `when`, so that it says at least as much; a date without a year may be in any.
fn says(iso: &str, when: &When) -> bool {
    let day = iso.split_once('T').map_or(iso, |(day, _)| day);
    let within = |first: Date, last: Date| {
        when.earliest().is_none_or(|earliest| earliest <= first)
            && when.latest().is_none_or(|latest| last <= latest)
    };
    if let Some(yearless) = day.strip_prefix("--") {
        let years = [when.earliest(), when.latest()].into_iter().flatten().map(|date| date.year());
        let mut dates = years.filter_map(|year| format!("{year:04}-{yearless}").parse::<Date>().ok());
        return dates.any(|date| within(date, date));
    }
    match When::parse(day) {
        Ok(said) => match (said.earliest(), said.latest()) {
            (Some(first), Some(last)) => within(first, last),
            _ => false,
        },
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(iso: &str, when: &str, expected: bool) {
        assert_eq!(says(iso, &When::parse(when).expect("a date")), expected, "{iso} {when}");
    }

    #[test]
    fn a_date_says_what_it_lies_within() {
        check("2023-10-11", "2023-10-11", true);
        check("2023-10-11T19:49", "2023-10-11", true);
        check("2023-10-11", "2023-10", true);
        check("2023-10-11", "2023", true);
        check("2023-10-11", "2023-10-12", false);
        check("2023-10-11", "../2023-12-31", true);
        check("2023-10-11", "2023-07/2023-12", true);
    }

    #[test]
    fn a_date_does_not_say_more_than_it_has() {
        check("2023-10", "2023-10-11", false);
        check("2023-10", "2023", true);
        check("--10-11", "2023-10-11", true);
        check("--10-11", "2023?-10-11", true);
        check("--10-12", "2023-10-11", false);
    }
}
