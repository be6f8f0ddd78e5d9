//! What the words that a claim cites say: their dates, their names, their words.

use crate::model::When;
use crate::model::date::{Point, month_called};
use crate::model::site::{
    Agency, Agent, Article, Document, DocumentId, Evidence, OrganisationId, PartOfDay, Passages, PersonId,
    Quote, Site,
};
use crate::text::fold::bare;
use crate::text::words::syllables;
use jiff::civil::Date;
use std::collections::HashSet;
use std::ops::Range;

/// The words that evidence cites: the quoted ones; the whole article where it quotes nothing.
pub struct Cited<'a> {
    article: &'a Article,
    /// The passage that is named, from 0.
    passage: Option<u32>,
    /// Half-open byte offsets into the article's text, in order.
    stretches: Vec<Range<usize>>,
}

impl<'a> Cited<'a> {
    /// What `evidence` cites.
    pub fn new(site: &'a Site, evidence: &'a Evidence) -> Self {
        match &evidence.quote {
            Some(quote) => Self::quoted(site, quote),
            None => Self::whole(&site[evidence.article]),
        }
    }

    /// The words of a quotation.
    pub fn quoted(site: &'a Site, quote: &'a Quote) -> Self {
        let article = &site[quote.article];
        Self { article, passage: Some(quote.passage), stretches: quote.ranges.clone() }
    }

    /// The passages from the first to the last, or the whole article.
    pub fn at(site: &'a Site, (article, passages): Passages) -> Self {
        let article = &site[article];
        let Some((first, last)) = passages else { return Self::whole(article) };
        let cited = article.passages.get(first as usize..=last as usize).unwrap_or_default();
        let stretches = cited.iter().map(|passage| passage.range.clone()).collect();
        Self { article, passage: Some(first), stretches }
    }

    /// A whole article.
    pub fn whole(article: &'a Article) -> Self {
        let stretches = article.passages.iter().map(|passage| passage.range.clone()).collect();
        Self { article, passage: None, stretches }
    }

    /// Whether the article has a text, of the seed that the author saw; why it has not has been reported.
    pub fn is_known(&self) -> bool {
        self.article.is_current && !self.article.passages.is_empty()
    }

    /// Its name, as passages are cited: `CP 6`; a siglum alone for a whole article.
    pub fn name(&self) -> String {
        match self.passage {
            Some(passage) => format!("{} {}", self.article.siglum, passage + 1),
            None => self.article.siglum.clone(),
        }
    }

    /// Whether a part of it stands there.
    fn has(&self, range: &Range<usize>) -> bool {
        self.stretches.iter().any(|own| own.start < range.end && range.start < own.end)
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let article = self.article;
        self.stretches.iter().map(move |range| &article.text[range.clone()])
    }

    /// The dates in it, as the source writes them and in ISO 8601 form (`2023-10-11`, `2023-07`, `--10-11`).
    pub fn dates(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let article = self.article;
        let here = article.dates.iter().filter(|date| self.has(&date.range));
        here.map(move |date| (&article.text[date.range.clone()], date.iso.as_str()))
    }

    /// Whether it has dates, and all are of other days of the year than the one that is claimed.
    pub fn says_another_day(&self, when: &When) -> bool {
        let Some(day) = when.day() else { return false };
        let end = format!("-{:02}-{:02}", day.month(), day.day());
        let mut days =
            self.dates().map(|(_, iso)| iso.split_once('T').map_or(iso, |(day, _)| day)).peekable();
        days.peek().is_some() && !days.any(|iso| iso.ends_with(&end))
    }

    /// Whether one of its dates says `when`, or all of `when` that is claimed. The day of publication counts as said: it is what
    /// *today* means; but not by quoted words that have other days only.
    pub fn says_when(&self, when: &When) -> bool {
        self.writes(when) || self.is_published_at(when)
    }

    fn is_published_at(&self, when: &When) -> bool {
        let published = self.article.published.as_ref().and_then(When::day);
        let is_today = |word: &String| matches!(&**word, "nay" | "today" | "tonight");
        let may_be_today =
            self.passage.is_none() || !self.says_another_day(when) || self.words().iter().any(is_today);
        published.is_some() && [when.latest(), when.earliest()].contains(&published) && may_be_today
    }

    /// Whether one of its dates says `when`, or all of `when` that is claimed.
    pub fn writes(&self, when: &When) -> bool {
        self.has_date(when) || self.spells(when)
    }

    /// Whether one of the dates that were found in it says `when`, or all of `when` that is claimed.
    pub fn has_date(&self, when: &When) -> bool {
        self.dates().any(|(_, iso)| says(iso, when))
    }

    /// Whether it writes a day in a way that is a date only for who knows: `20/4` without a word before it, `20 April`, `April 20th`,
    /// `20. April`; or in another language, in which the word between day and year is not known.
    fn spells(&self, when: &When) -> bool {
        // *Until 15/10* names a day, too.
        let named = match when {
            When::Before(point) | When::After(point) => point.day(),
            when => when.day(),
        };
        let Some(day) = named else { return self.spells_month(when) };
        let (number, month) = (i32::from(day.day()), i32::from(day.month()));
        let parts = |token: &str| -> Vec<i32> {
            token.split(['/', '.']).filter_map(|part| part.parse().ok()).collect()
        };
        // With the month first only where it cannot be read otherwise; and never of another year.
        let is_other_year =
            |rest: &[i32]| rest.first().is_some_and(|year| *year >= 1000 && *year != i32::from(day.year()));
        let is_day = |token: &str| match parts(token).as_slice() {
            [a, b, rest @ ..] if !is_other_year(rest) => {
                [*a, *b] == [number, month] || number > 12 && [*a, *b] == [month, number]
            }
            _ => false,
        };
        if self.texts().flat_map(numbers).any(is_day) {
            return true;
        }
        let words = self.words();
        let is_number = |word: &String| ordinal(word) == Some(number);
        let is_named = words.iter().any(|word| month_called(word) == Some(day.month()));
        let is_strange = |words: &[String]| {
            let year = words.iter().skip(1).take(4).position(|word| *word == day.year().to_string());
            let between = year.filter(|year| *year > 0).map(|year| &words[1..=year]);
            between.is_some_and(|between| between.iter().all(|word| is_strange(word)))
        };
        is_named && words.iter().any(is_number)
            || (0..words.len()).any(|at| is_number(&words[at]) && is_strange(&words[at..]))
    }

    /// Whether it writes a year, or a month by its English name with its year: a year alone is a number. Where the year is inferred, a
    /// month alone will do, in Vietnamese too.
    fn spells_month(&self, when: &When) -> bool {
        let When::On(Point { year, month, year_inferred, .. }) = *when else { return false };
        let words = self.words();
        let is_named = |month| words.iter().any(|word| month_called(word) == Some(month));
        let is_numbered = |month: i8| {
            words.windows(2).any(|pair| pair[0] == "thang" && ordinal(&pair[1]) == Some(i32::from(month)))
        };
        match (year_inferred, month) {
            (false, month) => words.contains(&format!("{year:04}")) && month.is_none_or(is_named),
            (true, Some(month)) => is_named(month) || is_numbered(month),
            (true, None) => false,
        }
    }

    /// Whether it names the person, or has all words of the name.
    pub fn names_person(&self, site: &Site, who: &Agency<PersonId>) -> bool {
        match who {
            Agency::Known(id) => {
                self.article.people.iter().any(|named| named.id == *id && self.has(&named.range))
                    || self.says_a_name(&site[id])
            }
            Agency::Name(name) => self.says(name),
        }
    }

    /// Whether it names the organisation, a part of it or what it is a part of.
    pub fn names_organisation(&self, site: &Site, which: &Agency<OrganisationId>) -> bool {
        match which {
            Agency::Known(id) => {
                let agent = |id: OrganisationId| &site[id];
                let is_it = |other: OrganisationId| {
                    other == *id || agent(other).parent == Some(*id) || agent(*id).parent == Some(other)
                };
                let mut named = self.article.organisations.iter();
                named.any(|named| self.has(&named.range) && is_it(named.id)) || self.says_a_name(agent(*id))
            }
            Agency::Name(name) => self.says(name),
        }
    }

    /// Whether it mentions the document, or has the words of its title.
    pub fn names_document(&self, id: DocumentId, document: &Document) -> bool {
        let mut mentions = self.article.mentions.iter();
        mentions.any(|mention| mention.document == Some(id) && self.has(&mention.range))
            || document.title.versions.iter().any(|version| self.says(&version.value))
    }

    /// Whether it has the words of one of the names.
    fn says_a_name(&self, agent: &Agent) -> bool {
        std::iter::once(&agent.name).chain(&agent.aliases).any(|name| self.says(name))
    }

    /// Whether it has all words of a text, in this order; others may stand between.
    pub fn says(&self, text: &str) -> bool {
        let words = self.words();
        let mut own = words.iter();
        all(text).iter().all(|word| own.any(|other| other == word))
    }

    /// Whether the passages around it have every number of the text and half of its words, in any order.
    pub fn is_about(&self, text: &str) -> bool {
        let around = self.article.passages.iter().filter(|passage| self.has(&passage.range));
        let words: HashSet<String> =
            around.flat_map(|passage| all(&self.article.text[passage.range.clone()])).collect();
        let own = all(text);
        let found = own.iter().filter(|word| words.contains(*word)).count();
        let is_number = |word: &&String| word.bytes().any(|b| b.is_ascii_digit());
        own.iter().filter(is_number).all(|word| words.contains(word)) && found * 2 >= own.len()
    }

    /// Whether it names the part of the day.
    pub fn says_part(&self, part: PartOfDay) -> bool {
        let names: &[&str] = match part {
            PartOfDay::Morning => &["sang", "morning"],
            PartOfDay::Noon => &["trua", "noon", "midday"],
            PartOfDay::Afternoon => &["chieu", "afternoon"],
            PartOfDay::Evening => &["toi", "chieu", "evening", "tonight"],
            PartOfDay::Night => &["dem", "khuya", "night", "tonight"],
        };
        let words = self.words();
        words.iter().any(|word| names.contains(&word.as_str()))
    }

    fn words(&self) -> Vec<String> {
        self.texts().flat_map(all).collect()
    }
}

/// The number that a word is: `5`, `05`, `5th`.
fn ordinal(word: &str) -> Option<i32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok()
}

/// Whether a word may be a month of a language that nobody here knows: letters, and none of the months that are known.
fn is_strange(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && word != "thang" && month_called(word).is_none()
}

/// The syllables of a text, without case and diacritics.
fn all(text: &str) -> Vec<String> {
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
