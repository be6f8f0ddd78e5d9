//! The index and its reader must fold words alike, or what is there is not found.

use crate::harness::node;
use khue::search::word::Folding;
use khue::text::words::syllables;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

/// Letters, tones as separate marks, the letters that look like đ, numbers, and what stands between words.
const VIETNAMESE: &str = "[a-zA-ZàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐÐðĂÂÊÔƠƯẠỆ0-9 .,/\
    \u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31b}-]{0,40}";

/// Other scripts whose letters both Unicode versions know.
const OTHERS: &str = "[\u{20}-\u{24f}\u{250}-\u{2af}\u{2b0}-\u{36f}\u{370}-\u{377}\u{391}-\u{3a1}\u{3a3}-\u{52f}\u{1e00}-\u{1eff}\u{2000}-\u{206f}\
    \u{20d0}-\u{20f0}\u{2150}-\u{218b}\u{24b6}-\u{24e9}\u{3041}-\u{30ff}\u{4e00}-\u{4eff}\u{ac00}-\u{acff}\u{1100}-\u{11ff}\u{ff10}-\u{ff5a}]{0,24}";

const ENGLISH: &str = "([a-z]{1,5}(e|y|s|es|ed|ing|ies|ied|ss|us|is|ly|ll|nn|nned|lling)?[ '’-]){0,12}";

fn samples(pattern: &str, count: usize) -> Vec<String> {
    let strategy = proptest::string::string_regex(pattern).expect("the pattern is right");
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("nothing is rejected").current()).collect()
}

/// What the index makes of a text's words.
fn ours(text: &str, folding: Folding) -> Value {
    let word = |range: std::ops::Range<usize>| {
        let word = folding.word(&text[range.clone()]);
        json!([&text[range], word.folded, word.form])
    };
    syllables(text).map(word).collect()
}

/// Compares the two on all texts; in NFC and NFD a word is the same.
fn check(texts: &[String], folding: Folding, args: &[&str]) {
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/src/search/reader.js");
    let args: Vec<&str> = ["--words", reader].iter().chain(args).copied().collect();
    let theirs: Value = serde_json::from_str(&node("data/search/ask.mjs", &args, &json!(texts))).unwrap();
    let theirs = theirs.as_array().expect("a list");
    assert_eq!(theirs.len(), texts.len());
    let mut words = 0;
    for (text, theirs) in texts.iter().zip(theirs) {
        let ours = ours(text, folding);
        assert_eq!(&ours, theirs, "{text:?}");
        words += ours.as_array().expect("a list").len();
    }
    assert!(words > texts.len(), "{words} words in {} texts", texts.len());
}

#[test]
fn random_vietnamese_text_has_the_same_words() {
    let mut texts = samples(VIETNAMESE, 4000);
    let decomposed: Vec<String> = texts.iter().map(|text| text.nfd().collect()).collect();
    let composed: Vec<String> = texts.iter().map(|text| text.nfc().collect()).collect();
    for (one, two) in decomposed.iter().zip(&composed) {
        let folds = |text: &str| Folding::Diacritics.words(text);
        assert_eq!(folds(one), folds(two), "{one:?}");
    }
    texts.extend(decomposed);
    texts.extend(composed);
    check(&texts, Folding::Diacritics, &[]);
}

#[test]
fn the_seeds_have_the_same_words() {
    let seeds = crate::harness::first_portal();
    let seeds = seeds.iter().filter(|(path, _)| path.starts_with("seeds/"));
    let texts: Vec<String> = seeds.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    check(&texts, Folding::Diacritics, &[]);
}

#[test]
fn other_scripts_have_the_same_words() {
    check(&samples(OTHERS, 4000), Folding::Diacritics, &[]);
}

#[test]
fn english_endings_are_the_same() {
    check(&samples(ENGLISH, 4000), Folding::Endings, &["--endings"]);
}
