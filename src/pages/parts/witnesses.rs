//! Witnesses side by side: a column for each source, a row for each fact, so that agreement, disagreement and silence are seen
//! at a glance.

use crate::display::words;
use crate::model::site::ArticleId;
use crate::pages::Scope;
use crate::view::{Fact, Version, WitnessCell, WitnessRow, Witnesses};
use std::collections::BTreeMap;

/// The most sources that stand side by side: those that state most.
const MOST: usize = 8;

impl Scope<'_> {
    /// The facts by source; none where fewer than two sources state anything. `reporting` are sources that may be silent.
    pub fn witnesses(
        &self,
        facts: &[Fact],
        reporting: impl IntoIterator<Item = ArticleId>,
    ) -> Option<Witnesses> {
        let mut stated: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for article in facts.iter().flat_map(|fact| &fact.versions).flat_map(|version| &version.articles) {
            *stated.entry(*article).or_default() += 1;
        }
        if stated.len() < 2 {
            return None;
        }
        for article in reporting {
            stated.entry(article).or_default();
        }
        let all = stated.len();
        let mut sources: Vec<(ArticleId, usize)> = stated.into_iter().collect();
        sources.sort_by_key(|&(article, count)| (std::cmp::Reverse(count), article));
        sources.truncate(MOST);
        sources.sort();
        let said = facts.iter().filter(|fact| fact.versions.iter().any(|v| !v.articles.is_empty()));
        let row = |fact: &Fact| {
            let cell = |&(article, _): &(ArticleId, usize)| {
                // A source may contradict itself.
                let own: Vec<&Version> =
                    fact.versions.iter().filter(|version| version.articles.contains(&article)).collect();
                let values: Vec<&str> = own.iter().map(|version| version.value_html.as_str()).collect();
                let source_voice = own.first()?.source_voice;
                Some(WitnessCell { value_html: values.join("<br>"), source_voice })
            };
            let witnesses = fact.versions.iter().map(|version| version.articles.len()).sum::<usize>();
            let verdict = match (fact.differs, witnesses) {
                (true, _) => self.strings.get("differ").to_owned(),
                (false, 1) => self.strings.get("witness_one").to_owned(),
                (false, n) => {
                    // One may say more exactly what others say.
                    let key = if fact.versions.len() > 1 { "witnesses_fit" } else { "witnesses_agree" };
                    self.strings.fill(key, &[("n", &self.strings.number(n))])
                }
            };
            WitnessRow {
                label: fact.label.clone(),
                cells: sources.iter().map(cell).collect(),
                differs: fact.differs,
                verdict: words::capitalised(&verdict),
            }
        };
        Some(Witnesses {
            rows: said.map(row).collect(),
            sources: sources.iter().map(|(article, _)| self.chip(*article, None)).collect(),
            more: (all > MOST).then(|| {
                let fill = [("n", MOST.to_string()), ("all", all.to_string())];
                self.strings
                    .fill("witnesses_more", &fill.each_ref().map(|(key, value)| (*key, value.as_str())))
            }),
        })
    }
}
