//! Passages that articles share: all of them, told from both sides, and nothing that only looks like one.

use crate::harness::{PortalTest, Site, first_portal};
use khue::text::{fold, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A syllable of an article: its form, and the anchor of its passage.
type Syllable = (String, String);

/// The syllables of each article, in the passages that the data tell; nothing of the program but these is trusted.
fn articles(site: &Site, seeds: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Vec<Syllable>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let number = |value: &Value| value.as_u64().unwrap() as usize;
    let read = |article: &Value| {
        let seed = std::str::from_utf8(&seeds[article["seed"].as_str().unwrap()]).unwrap();
        let passages = article["passages"].as_array().unwrap().iter();
        let syllables = passages.flat_map(|passage| {
            let part = &seed[number(&passage["start"])..number(&passage["end"])];
            let anchor = text(&passage["anchor"]);
            words::syllables(part).map(move |range| (fold::lower_tone(&part[range]), anchor.clone()))
        });
        (text(&article["id"]), syllables.collect())
    };
    site.data("articles").iter().map(read).collect()
}

/// Every run of 25 syllables and more that stands in two places, as far as it goes: the articles, and the passages in which
/// its syllables stand there, with its words.
fn by_hand(articles: &[(String, Vec<Syllable>)]) -> Vec<(String, String, Vec<(String, String)>, String)> {
    let mut runs = Vec::new();
    for (a, (one, here)) in articles.iter().enumerate() {
        for (b, (two, there)) in articles.iter().enumerate() {
            for i in 0..here.len() {
                for j in 0..there.len() {
                    let is_one_place = a == b && i.abs_diff(j) < 25;
                    let begins = i == 0 || j == 0 || here[i - 1].0 != there[j - 1].0;
                    if is_one_place || !begins || here[i].0 != there[j].0 {
                        continue;
                    }
                    let pairs = here[i..].iter().zip(&there[j..]).take_while(|(x, y)| x.0 == y.0);
                    let pairs: Vec<(&Syllable, &Syllable)> = pairs.collect();
                    if pairs.len() >= 25 {
                        let words = pairs.iter().map(|(x, _)| x.0.as_str()).collect::<Vec<_>>().join(" ");
                        let mut passages: Vec<(String, String)> =
                            pairs.iter().map(|(x, y)| (x.1.clone(), y.1.clone())).collect();
                        passages.dedup();
                        runs.push((one.clone(), two.clone(), passages, words));
                    }
                }
            }
        }
    }
    runs
}

/// `cp#p3 ttvn#p2` … as the data tell them.
fn told(site: &Site) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for article in site.data("articles") {
        for shared in article["shared"].as_array().unwrap() {
            let text = |key: &str| shared[key].as_str().unwrap().to_owned();
            let id = article["id"].as_str().unwrap();
            told.insert(format!("{id}#{} {}#{}", text("anchor"), text("other"), text("other_anchor")));
        }
    }
    told
}

/// The runs of a portal that its data do not tell, as `A B: words`.
fn untold(site: &Site, seeds: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let told = told(site);
    let runs = by_hand(&articles(site, seeds)).into_iter();
    let runs = runs.filter(|(one, two, passages, _)| {
        passages.iter().any(|(here, there)| !told.contains(&format!("{one}#{here} {two}#{there}")))
    });
    runs.map(|(one, two, _, words)| format!("{one} {two}: {words}")).collect()
}

#[test]
fn every_run_of_the_five_seeds_is_told() {
    let site = PortalTest::first().build();
    assert!(by_hand(&articles(&site, &first_portal())).len() > 20);
    expect_test::expect![]
        .assert_eq(&untold(&site, &first_portal()).into_iter().collect::<Vec<_>>().join("\n"));
}
