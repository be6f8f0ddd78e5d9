//! When questions come again: the script's scheduler against the reference implementation, and against published numbers.

use crate::harness::node;
use serde_json::{Value, json};

/// A review: grade (1 Again … 4 Easy) and whole days since the last.
type Review = (u8, u32);

/// After each review of each history stability, difficulty and days to the next: the script's, and those of ts-fsrs.
fn compared(histories: &[Vec<Review>]) -> Vec<Vec<([f64; 3], [f64; 3])>> {
    let printed: Value = serde_json::from_str(&node("browser/fsrs.cjs", &[], &json!(histories))).unwrap();
    let three = |value: &Value| [0, 1, 2].map(|n| value[n].as_f64().unwrap());
    let history = |list: &Value| {
        let reviews = list.as_array().unwrap().iter();
        reviews.map(|one| (three(&one["own"]), three(&one["reference"]))).collect()
    };
    printed.as_array().unwrap().iter().map(history).collect()
}

/// `fsrs-rs`, `src/inference.rs`, and `py-fsrs`, `tests/test_fsrs.py`, `test_memo_state`: Again, then Good five times.
#[test]
fn the_published_memory_state_is_reached() {
    let history = vec![(1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)];
    let [s, d, _] = compared(&[history])[0][5].0;
    assert!((s - 53.62691).abs() < 1e-4, "{s}");
    assert!((d - 6.3574867).abs() < 1e-4, "{d}");
}

/// `py-fsrs`, `tests/test_fsrs.py`, `test_review_card`: each review on the day for which the one before asks. Its intervals of
/// less than a day are learning steps, which the self-test has not: it asks again on the same day.
#[test]
fn the_published_intervals_are_reached() {
    let published = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21];
    let grades = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3];
    let elapsed = std::iter::once(0).chain(published);
    let history: Vec<Review> = grades.into_iter().zip(elapsed).collect();
    let days: Vec<f64> = compared(&[history])[0].iter().map(|(own, _)| own[2]).collect();
    assert_eq!(days[0], 2.0, "what is known at once comes the day after next");
    assert_eq!(days[1..], published.map(f64::from)[1..]);
}

/// First grades are published as the first four of the default parameters.
#[test]
fn the_first_review_has_the_published_stability() {
    let firsts = compared(&[1, 2, 3, 4].map(|grade| vec![(grade, 0)]));
    let stability: Vec<f64> = firsts.iter().map(|history| history[0].0[0]).collect();
    assert_eq!(stability, [0.212, 1.2931, 2.3065, 8.2956]);
}

#[test]
fn random_histories_go_as_in_the_reference() {
    let mut state = 20_231_011_u64;
    let mut random = |below: u64| {
        // Knuth's linear congruential generator (MMIX); its upper bits are good enough here.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut histories: Vec<Vec<Review>> = Vec::new();
    for _ in 0..3000 {
        let length = 1 + random(30);
        let days = [1, 3, 40, 1000][random(4) as usize];
        histories.push((0..length).map(|_| (1 + random(4) as u8, random(days) as u32)).collect());
    }
    let mut reviews = 0;
    for (history, both) in histories.iter().zip(compared(&histories)) {
        for (own, reference) in both {
            reviews += 1;
            for (mine, theirs) in own.into_iter().zip(reference).take(2) {
                // The reference rounds each step to eight decimals, which weighs most at the smallest stability.
                assert!((mine - theirs).abs() <= 1e-6 + theirs * 1e-4, "{mine} {theirs} in {history:?}");
            }
            // Where the two round to either side of a half, a day is no difference.
            let near_half = (own[0].fract() - 0.5).abs() < 0.01;
            assert!(
                own[2] == reference[2] || near_half && (own[2] - reference[2]).abs() == 1.0,
                "{own:?} {history:?}"
            );
        }
    }
    assert!(reviews > 30_000, "{reviews}");
}
