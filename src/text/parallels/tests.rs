use super::{Chain, Corpus, Forms, Found, Limits, Run, Syllables};
use crate::text::nfc::Nfc;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

fn syllables(passages: &[String]) -> Arc<Syllables> {
    Arc::new(Syllables::new(passages.iter().map(String::as_str), &mut Forms::default()))
}

fn corpus(texts: &[Vec<String>], limits: Limits) -> Corpus {
    Corpus::new(texts.iter().map(|text| syllables(text)).collect(), limits)
}

/// Words that stand in no other text: `from`, `from + 1` … as syllables.
fn words(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
}

/// All runs of `least` that two texts share, by looking at every diagonal; in one text, of places that do not overlap.
fn by_hand(texts: &[Arc<Syllables>], least: usize) -> BTreeSet<(u32, u32, Run)> {
    let mut found = BTreeSet::new();
    for (a, one) in texts.iter().enumerate() {
        for (b, two) in texts.iter().enumerate() {
            let distance = |i: usize, j: usize| if a == b { i.abs_diff(j) } else { usize::MAX };
            for i in 0..one.len() {
                for j in (0..two.len()).filter(|j| distance(i, *j) >= least) {
                    let begins = i == 0 || j == 0 || one.forms[i - 1] != two.forms[j - 1];
                    let pairs = one.forms[i..].iter().zip(&two.forms[j..]);
                    let length = pairs.take_while(|(x, y)| x == y).count();
                    if begins && length >= least {
                        let run = Run { here: i as u32, there: j as u32, length: length as u32 };
                        found.insert((a as u32, b as u32, run));
                    }
                }
            }
        }
    }
    found
}

fn has(found: &Found, other: u32, run: &Run) -> bool {
    let within = |known: &Run| {
        let same =
            i64::from(known.there) - i64::from(known.here) == i64::from(run.there) - i64::from(run.here);
        same && known.here <= run.here && run.here + run.length <= known.here + known.length
    };
    found.chains.iter().filter(|chain| chain.other == other).flat_map(|chain| &chain.runs).any(within)
}

/// What must hold for any corpus.
fn check_chains(corpus: &Corpus) {
    let limits = corpus.limits();
    for (this, found) in corpus.found().iter().enumerate() {
        let own = &corpus.texts()[this];
        for Chain { other, runs } in &found.chains {
            let theirs = &corpus.texts()[*other as usize];
            let (first, last) = (runs[0], runs[runs.len() - 1]);
            for run in runs {
                let part = |text: &Syllables, from: u32| {
                    text.forms[from as usize..(from + run.length) as usize].to_vec()
                };
                assert_eq!(part(own, run.here), part(theirs, run.there));
            }
            for pair in runs.windows(2) {
                let gaps = [pair[1].here - pair[0].here, pair[1].there - pair[0].there]
                    .map(|d| d.checked_sub(pair[0].length));
                assert!(gaps.iter().all(|gap| gap.is_some_and(|gap| gap as usize <= limits.gap)), "{runs:?}");
            }
            let length: u32 = runs.iter().map(|run| run.length).sum();
            let span = (last.here - first.here).max(last.there - first.there) + last.length;
            assert!(
                length as usize >= limits.least && length * 10 >= span * limits.tenths as u32,
                "{runs:?}"
            );
            let back = &corpus.found()[*other as usize].chains;
            assert!(back.contains(&Chain { other: *other, runs: runs.clone() }.mirrored(this as u32)));
        }
    }
}

const SMALL: Limits =
    Limits { least: 6, seed: 3, rare: 4, full: 8, window: 1, gap: 3, short: 2, tenths: 7, often: 64 };

/// Texts of a few syllables, in which much is repeated, cut into passages.
fn texts() -> impl Strategy<Value = Vec<Vec<String>>> {
    let piece = prop_oneof![
        4 => (0usize..4).prop_map(|n| words(n * 20, 9)),
        2 => (0usize..4, 0usize..9).prop_map(|(n, cut)| words(n * 20 + cut, 9 - cut)),
        3 => (0usize..60).prop_map(|n| words(n + 200, 2)),
        1 => Just("a b".to_owned()),
        1 => Just("a".to_owned()),
    ];
    let passage = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.join(" "));
    prop::collection::vec(prop::collection::vec(passage, 0..4), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_run_is_found(texts in texts()) {
        let corpus = corpus(&texts, Limits { full: 1000, ..SMALL });
        check_chains(&corpus);
        for (this, other, run) in by_hand(corpus.texts(), SMALL.least) {
            prop_assert!(has(&corpus.found()[this as usize], other, &run), "{this} {other} {run:?}");
        }
    }

    #[test]
    fn of_crowded_runs_some_are_found(texts in texts()) {
        let corpus = corpus(&texts, SMALL);
        check_chains(&corpus);
        for (this, _, run) in by_hand(corpus.texts(), SMALL.least) {
            let found = &corpus.found()[this as usize];
            let meets = found.chains.iter().flat_map(|chain| &chain.runs).any(|known| known.here <= run.here && run.here + SMALL.least as u32 <= known.here + known.length);
            prop_assert!(meets || !found.crowds.is_empty(), "{this} {run:?}");
        }
    }

    #[test]
    fn changes_give_what_all_anew_gives(texts in texts(), changes in prop::collection::vec((0usize..8, texts()), 1..6), full in 2usize..9) {
        let limits = Limits { full, ..SMALL };
        let mut now = texts;
        let mut kept = corpus(&now, limits);
        for (at, others) in changes {
            let mut changed = Vec::new();
            for (offset, text) in others.into_iter().enumerate().take(2) {
                let id = at + offset;
                if id < now.len() {
                    now[id] = text;
                    changed.push((id as u32, syllables(&now[id])));
                }
            }
            kept.change(changed);
            let anew = corpus(&now, limits);
            prop_assert_eq!(kept.found(), anew.found());
        }
    }

    #[test]
    fn spelling_does_not_count(order in prop::collection::vec(0usize..24, 26..80), swap in any::<bool>()) {
        const WORDS: [&str; 24] = [
            "hoà", "thuỷ", "khoẻ", "quý", "đảng", "uỷ", "Kết", "luận", "57-KL/TW", "ngày", "15/6/2023", "của", "Bộ", "Chính", "trị",
            "về", "công", "tác", "thông", "tin", "đối", "ngoại", "trong", "nước",
        ];
        let text: Vec<&str> = order.iter().map(|n| WORDS[*n]).collect();
        let plain = text.join(" ");
        let other = match swap {
            true => plain.nfd().collect::<String>().to_uppercase().replace(' ', ", "),
            false => Nfc::new(&plain).as_str().replace("hoà", "hòa").replace("thuỷ", "thủy").replace("uỷ", "ủy").replace("đ", "ð").replace(' ', "\n“"),
        };
        let texts = [vec![plain], vec![other]];
        let corpus = corpus(&texts, Limits::default());
        let length = corpus.texts()[0].len() as u32;
        prop_assert_eq!(&corpus.texts()[0].forms, &corpus.texts()[1].forms);
        let run = Run { here: 0, there: 0, length };
        prop_assert!(has(&corpus.found()[0], 1, &run));
    }
}

/// What the first of two texts has in common with the second, as `from+length` in each.
fn check(one: &str, two: &str, expected: &str) {
    let corpus = corpus(&[vec![one.to_owned()], vec![two.to_owned()]], Limits::default());
    check_chains(&corpus);
    let show = |run: &Run| format!("{}={}+{}", run.here, run.there, run.length);
    let chains = corpus.found()[0].chains.iter().filter(|chain| chain.other == 1);
    let shown: Vec<String> = chains.map(|c| c.runs.iter().map(show).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(shown.join(" | "), expected);
}

#[test]
fn a_run_has_twenty_five_syllables() {
    check(&words(0, 25), &words(0, 25), "0=0+25");
    check(&words(0, 24), &words(0, 24), "");
    check(&format!("x {} y", words(0, 30)), &format!("{} z", words(0, 30)), "1=0+30");
    check("", &words(0, 30), "");
}

#[test]
fn a_chain_goes_over_small_gaps() {
    let (a, b, c) = (words(0, 12), words(12, 8), words(20, 9));
    check(&format!("{a} {b} {c}"), &format!("{a} x y {b} z {c}"), "0=0+12 12=14+8 20=23+9");
    check(&format!("{a} m {b} n o {c}"), &format!("{a} x y {b} z {c}"), "0=0+12 13=14+8 23=23+9");
    // One side has seventeen syllables more.
    check(&format!("{a} {}", words(40, 20)), &format!("{a} {} {}", words(70, 17), words(40, 20)), "");
}

#[test]
fn what_stands_before_pays_for_what_stands_behind() {
    // 11, 12, 7 and 5 syllables are in both; neither the first nor the last two would pay for the gaps before them.
    let (a, b, c, d) = (words(0, 11), words(20, 12), words(40, 7), words(50, 5));
    let one = |gap: &str| format!("{a} x {b} {gap} {c} {d}");
    let two = format!("{a} {} {b} {c} y z {d}", words(70, 6));
    check(&one(&words(60, 7)), &two, "0=0+11 12=17+12 31=29+7 38=38+5");
    // With 35 of 50 it is alike enough, with 35 of 51 it is not.
    check(&one(&words(60, 14)), &two, "0=0+11 12=17+12 38=29+7 45=38+5");
    check(&one(&words(60, 15)), &two, "");
    // Where there is enough already, nothing is carried along.
    let long = words(200, 25);
    check(&format!("{long} {} {c}", words(60, 7)), &format!("{long} {c}"), "0=0+25");
    check(&format!("{long} {} {c}", words(60, 3)), &format!("{long} {c}"), "0=0+25 28=25+7");
}

#[test]
fn less_than_seven_in_ten_is_no_chain() {
    let part =
        |n: usize, gap: usize, other: usize| format!("{} {}", words(n * 10, 8), words(other + n * 10, gap));
    let text = |gap: usize, other: usize| (0..5).map(|n| part(n, gap, other)).collect::<Vec<_>>().join(" ");
    check(&text(2, 1000), &text(2, 2000), "0=0+8 10=10+8 20=20+8 30=30+8 40=40+8");
    check(&text(5, 1000), &text(5, 2000), "");
}

#[test]
fn every_tenth_word_may_differ() {
    let text = |other: usize| {
        (0..40)
            .map(|n| if n % 9 == 8 { words(n + other, 1) } else { words(n, 1) })
            .collect::<Vec<_>>()
            .join(" ")
    };
    check(&text(100), &text(200), "0=0+8 9=9+8 18=18+8 27=27+8 36=36+4");
}

#[test]
fn two_places_in_one_text_are_found() {
    let text = format!("{} {} {}", words(0, 30), words(100, 3), words(0, 30));
    let corpus = corpus(&[vec![text]], Limits::default());
    check_chains(&corpus);
    let runs: Vec<Run> = corpus.found()[0].chains.iter().flat_map(|chain| chain.runs.clone()).collect();
    assert_eq!(runs, [Run { here: 0, there: 33, length: 30 }, Run { here: 33, there: 0, length: 30 }]);
}

#[test]
fn what_everybody_has_takes_no_square() {
    // Each text has an own beginning and the same 60 syllables.
    let texts: Vec<Vec<String>> = (0..1500).map(|n| vec![words(1000 + n * 7, 7), words(0, 60)]).collect();
    let corpus = corpus(&texts, Limits::default());
    let chains: usize = corpus.found().iter().map(|found| found.chains.len()).sum();
    assert!(chains <= 1500 * 16, "{chains}");
    assert_eq!(corpus.found()[700].crowds, [super::Crowd { at: 7, others: 1499 }]);
    let near: Vec<u32> = corpus.found()[700].chains.iter().map(|chain| chain.other).collect();
    assert_eq!(near, (692..700).chain(701..709).collect::<Vec<u32>>());
}
