//! The stretch of a text that is most like a quotation which does not stand in it.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::bare;
use super::quote::{Searchable, parts};
use super::words::syllables;

/// Quotations of more syllables are looked for, but the ends of the passage are not made exact: that takes time in
/// proportion to the square.
const LONGEST_ALIGNED: usize = 600;

/// What it costs to leave out a syllable of the quotation, to skip one of the text, and to take one for another.
const LEAVE: u32 = 4;
const SKIP: u32 = 3;
const REPLACE: u32 = 3;

/// Where in `text` stands what is most like `quote`: a half-open byte range from the start of a syllable to the end of
/// one, for a message that shows what an author may have meant to quote.
///
/// Letter case, diacritics and punctuation do not count. First comes the window as long as the quotation that has the
/// most syllables and pairs of neighbours in common with it (the first of several), then its ends are moved
/// to where the quotation's syllables fit with the fewest changes. Of a quotation with `[…]`, the first part counts
/// that does not stand in the text by itself. `None` if hardly two in five syllables are there anywhere.
pub fn nearest_passage(quote: &str, text: &str) -> Option<Range<usize>> {
    let parts = parts(quote);
    let searchable = Searchable::new(text);
    let sought = parts.iter().find(|part| searchable.find(part).is_none()).or(parts.first())?;
    let mut names = HashMap::new();
    let wanted: Vec<u32> = syllables(sought)
        .map(|range| {
            let next = names.len() as u32;
            *names.entry(bare(&sought[range])).or_insert(next)
        })
        .collect();
    let places: Vec<Range<usize>> = syllables(text).collect();
    let have: Vec<Option<u32>> =
        places.iter().map(|range| names.get(&bare(&text[range.clone()])).copied()).collect();
    let window = best_window(&wanted, &have)?;
    let found = match wanted.len() <= LONGEST_ALIGNED {
        true => {
            let slack = wanted.len() / 2 + 2;
            let from = window.start.saturating_sub(slack);
            let to = (window.end + slack).min(have.len());
            let fit = best_fit(&wanted, &have[from..to]);
            from + fit.start..from + fit.end
        }
        false => window,
    };
    Some(places.get(found.start)?.start..places.get(found.end.checked_sub(1)?)?.end)
}

/// The window of `have`, as long as `wanted` (or shorter, if `have` is), that shares the most with it.
fn best_window(wanted: &[u32], have: &[Option<u32>]) -> Option<Range<usize>> {
    let length = wanted.len().min(have.len());
    let mut syllables = Shared::new(wanted.iter().copied());
    let mut pairs = Shared::new(wanted.windows(2).map(|pair| (pair[0], pair[1])));
    let pair = |at: usize| Some((have[at]?, have[at + 1]?));
    let mut best = None;
    for end in 0..have.len() {
        syllables.enter(have[end]);
        if end > 0 {
            pairs.enter(pair(end - 1));
        }
        let start = (end + 1).saturating_sub(length);
        if start > 0 {
            syllables.leave(have[start - 1]);
            pairs.leave(pair(start - 1));
        }
        let score = (syllables.count + pairs.count, syllables.count);
        if end + 1 >= length && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, start..end + 1));
        }
    }
    let ((score, count), window) = best?;
    let is_like = count > 0 && 5 * count >= 2 * wanted.len() && (wanted.len() < 3 || score > count);
    is_like.then_some(window)
}

/// How many of the things that are wanted a moving window holds, each as often as it is wanted at most.
struct Shared<T> {
    /// How often each is wanted, and how often the window holds it.
    counts: HashMap<T, (usize, usize)>,
    count: usize,
}

impl<T: std::hash::Hash + Eq> Shared<T> {
    fn new(wanted: impl Iterator<Item = T>) -> Self {
        let mut counts = HashMap::new();
        for thing in wanted {
            counts.entry(thing).or_insert((0, 0)).0 += 1;
        }
        Self { counts, count: 0 }
    }

    fn enter(&mut self, thing: Option<T>) {
        if let Some((wanted, held)) = thing.and_then(|thing| self.counts.get_mut(&thing)) {
            *held += 1;
            self.count += usize::from(*held <= *wanted);
        }
    }

    fn leave(&mut self, thing: Option<T>) {
        if let Some((wanted, held)) = thing.and_then(|thing| self.counts.get_mut(&thing)) {
            self.count -= usize::from(*held <= *wanted);
            *held -= 1;
        }
    }
}

/// The part of `have` into which all of `wanted` fits at the least cost; of several the one that ends, then the one that
/// starts first.
fn best_fit(wanted: &[u32], have: &[Option<u32>]) -> Range<usize> {
    // For each end in `have`: the least cost of the syllables wanted so far, and where that fit starts.
    let mut last: Vec<(u32, usize)> = (0..=have.len()).map(|at| (0, at)).collect();
    for syllable in wanted {
        let mut row = Vec::with_capacity(last.len());
        row.push((last[0].0 + LEAVE, 0));
        for (at, other) in have.iter().enumerate() {
            let (taken, left, skipped) = (last[at], last[at + 1], row[at]);
            let cost = if *other == Some(*syllable) { 0 } else { REPLACE };
            row.push(
                (taken.0 + cost, taken.1).min((left.0 + LEAVE, left.1)).min((skipped.0 + SKIP, skipped.1)),
            );
        }
        last = row;
    }
    let fits = last.iter().enumerate().map(|(end, (cost, start))| (*cost, end, *start));
    let (_, end, start) = fits.min().unwrap_or_default();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Chiều 11/10, tại Hà Nội, Ban Chỉ đạo tổ chức Hội nghị toàn quốc nghiên cứu, triển khai Kết luận \
        số 57-KL/TW của Bộ Chính trị. Kết luận khẳng định vai trò của công tác thông tin đối ngoại.\n\n\
        Hội nghị đã thành công tốt đẹp.";

    fn check(quote: &str, expected: &str) {
        let found = nearest_passage(quote, TEXT).map_or("", |range| &TEXT[range]);
        assert_eq!(found, expected, "{quote:?}");
    }

    #[test]
    fn a_wrong_word_is_bridged() {
        check(
            "Hội nghị toàn quốc học tập, triển khai Kết luận",
            "Hội nghị toàn quốc nghiên cứu, triển khai Kết luận",
        );
        check("Hội nghị quốc tế nghiên cứu", "Hội nghị toàn quốc nghiên cứu");
        check("khẳng định vị trí của công tác", "khẳng định vai trò của công tác");
    }

    #[test]
    fn a_wrong_end_is_part_of_it() {
        check("công tác thông tin đối nội", "công tác thông tin đối ngoại");
        check("Triển khai Kết luận", "triển khai Kết luận");
        check("đã thành công rực rỡ", "đã thành công tốt đẹp");
    }

    #[test]
    fn marks_and_tones_do_not_count() {
        check("Kết luận số 57- KL/TW, của Bộ Chính trị", "Kết luận số 57-KL/TW của Bộ Chính trị");
        check("vai tro cua cong tac", "vai trò của công tác");
    }

    #[test]
    fn missing_words_are_skipped() {
        check(
            "Kết luận khẳng định vai trò công tác thông tin",
            "Kết luận khẳng định vai trò của công tác thông tin",
        );
        check("Hội nghị đã rất thành công", "Hội nghị đã thành công");
    }

    #[test]
    fn the_part_that_fails_is_shown() {
        check("Chiều 11/10 […] Bộ Chính phủ. Kết luận", "Bộ Chính trị. Kết luận");
        check("đối ngoại […] Chiều 11/10", "đối ngoại");
    }

    #[test]
    fn nothing_alike_is_none() {
        check("Mặt trời mọc ở đằng đông", "");
        check("của số vai", "");
        check("", "");
        check("[…]", "");
        check("—", "");
        assert_eq!(nearest_passage("a b", ""), None);
    }

    #[test]
    fn long_texts_take_no_long_time() {
        let text = "Kết luận số 57-KL/TW của Bộ Chính trị. ".repeat(4_000);
        let quote = "kết luận của Bộ Chính trị số 57 ".repeat(300);
        assert!(nearest_passage(&quote, &text).is_some());
    }

    proptest! {
        #[test]
        fn ranges_are_good(quote in "([\\PC ]|a |b |ạ |\u{301}){0,16}", text in "([\\PC ]|a |b |ạ |\u{301}){0,24}") {
            if let Some(range) = nearest_passage(&quote, &text) {
                prop_assert!(range.start < range.end && text.get(range).is_some());
            }
        }
    }
}
