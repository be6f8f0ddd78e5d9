//! The glossary.

use super::form::{self, is_id};
use super::{Extra, Quote, Text};
use crate::text::slug::slug;
use schemars::JsonSchema;
use serde::Deserialize;

/// The glossary: `content/terms.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "terms.yaml")]
pub struct Glossary {
    /// Abbreviations and terms that texts use, in any order.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// Whether search finds them.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// An abbreviation or a term.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The abbreviation or term, as texts write it. An abbreviation in capitals is found in exactly these capitals.
    pub term: Text,
    /// The name by which references call it, `[[term:ID]]`; made from the term, if absent.
    #[schemars(regex(pattern = form::ID))]
    pub id: Option<Text>,
    /// Other spellings under which texts use it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// What an abbreviation stands for, in full.
    pub expansion: Option<Text>,
    /// What it means, in the portal's words (Markdown, one paragraph).
    pub means: Option<Text>,
    /// What it means, in the sources' words.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// What else the portal has on it: a reference without brackets, such as `organisation:ID` or `topic:ID`.
    pub see: Option<Text>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

impl Term {
    /// The name by which references call it.
    pub fn id(&self) -> String {
        self.id.as_ref().map_or_else(|| slug(&self.term), |id| id.0.clone())
    }
}

impl Glossary {
    /// The terms that can be referred to, sorted by id: each id with the position in the file. Of several with one id only
    /// the first; none whose id is none.
    pub fn in_order(&self) -> Vec<(String, usize)> {
        let ids = self.terms.iter().enumerate().map(|(index, term)| (term.id(), index));
        let mut ids: Vec<(String, usize)> = ids.filter(|(id, _)| is_id(id)).collect();
        ids.sort();
        ids.dedup_by(|again, first| again.0 == first.0);
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_sorted_by_id_and_each_id_is_there_once() {
        let term = |term: &str, id: Option<&str>| Term {
            term: Text(term.to_owned()),
            id: id.map(|id| Text(id.to_owned())),
            ..Term::default()
        };
        let terms = vec![
            term("TTĐN", None),
            term("ABC", None),
            term("Abc", None),
            term("…", Some("")),
            term("x", Some("No")),
            term("y", Some("a-1")),
        ];
        let glossary = Glossary { terms, ..Glossary::default() };
        let expected = [("a-1".to_owned(), 5), ("abc".to_owned(), 1), ("ttdn".to_owned(), 0)];
        assert_eq!(glossary.in_order(), expected);
    }
}
