//! The stretch of a text that is most like a quotation which does not stand in it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::fold::bare;
use super::quote::{folded, holds, parts};
use super::words::syllables;

/// Quotations of more syllables are looked for, but the ends of the passage are not made exact: that takes time in
/// proportion to the square.
const LONGEST_ALIGNED: usize = 600;

/// What it costs to leave out a syllable of the quotation, to skip one of the text, and to take one for another.
const LEAVE: u32 = 4;
const SKIP: u32 = 3;
const REPLACE: u32 = 3;

/// The texts of an article, folded once for looking up what is most like quotations that do not stand in them.
#[derive(Debug)]
pub struct Likeness {
    /// All of it, as [`Searchable`](super::quote::Searchable) folds it.
    whole: String,
    /// The syllables without letter case and diacritics, numbered.
    numbers: HashMap<String, u32>,
    texts: Vec<Syllables>,
}

#[derive(Debug)]
struct Syllables {
    places: Vec<Range<usize>>,
    numbers: Vec<u32>,
}

/// A quotation that is looked for in the texts of one [`Likeness`].
pub struct Quotation {
    /// What the texts' numbers of syllables are in the quotation.
    own: Vec<Option<u32>>,
    parts: Vec<Part>,
    /// The first part that stands nowhere.
    absent: Option<usize>,
}

/// What stands between two `[…]`.
struct Part {
    /// The parts of it when it is looked for itself.
    words: Vec<String>,
    syllables: Vec<u32>,
    pairs: OnceCell<HashMap<(u32, u32), u32>>,
}

impl Likeness {
    /// Prepares `texts`, which stand in `whole`.
    pub fn new<'t>(whole: &str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut numbers = HashMap::new();
        let mut number = |syllable: &str| {
            let next = numbers.len() as u32;
            *numbers.entry(bare(syllable)).or_insert(next)
        };
        let syllables_of = |text: &str| {
            let places: Vec<Range<usize>> = syllables(text).collect();
            let numbers = places.iter().map(|range| number(&text[range.clone()])).collect();
            Syllables { places, numbers }
        };
        let texts = texts.into_iter().map(syllables_of).collect();
        Self { whole: folded(whole), numbers, texts }
    }

    /// Whether a quotation may stand in the texts, alone or together; if not, it certainly does not.
    pub fn may_hold(&self, quote: &str) -> bool {
        holds(&self.whole, &parts(quote))
    }

    /// Prepares a quotation; none if there is nothing in it.
    pub fn quotation(&self, quote: &str) -> Option<Quotation> {
        let mut own = vec![None; self.numbers.len()];
        let mut names: HashMap<String, u32> = HashMap::new();
        let mut number = |syllable: &str| {
            let (next, bare) = (names.len() as u32, bare(syllable));
            if let Some(known) = self.numbers.get(&bare) {
                own[*known as usize].get_or_insert(next);
            }
            *names.entry(bare).or_insert(next)
        };
        let part = |text: &String| Part {
            words: parts(text),
            syllables: syllables(text).map(|range| number(&text[range])).collect(),
            pairs: OnceCell::new(),
        };
        let parts: Vec<Part> = parts(quote).iter().map(part).collect();
        let absent = parts.iter().position(|part| !holds(&self.whole, &part.words));
        (!parts.is_empty()).then_some(Quotation { own, parts, absent })
    }

    /// Where in `text`, which is the one at this position, stands what is most like a quotation: a half-open byte range from
    /// the start of a syllable to the end of one, for a message that shows what an author may have meant to quote.
    ///
    /// Letter case, diacritics and punctuation do not count. First comes the window as long as the quotation that has the
    /// most syllables and pairs of neighbours in common with it (the first of several), then its ends are moved
    /// to where the quotation's syllables fit with the fewest changes. Of a quotation with `[…]`, the first part counts
    /// that does not stand in the text by itself. `None` if hardly two in five syllables are there anywhere.
    pub fn nearest(&self, position: usize, text: &str, quotation: &Quotation) -> Option<Range<usize>> {
        let Syllables { places, numbers } = &self.texts[position];
        let part = quotation.sought(text);
        let wanted = &part.syllables;
        let have: Vec<Option<u32>> = numbers.iter().map(|number| quotation.own[*number as usize]).collect();
        let window = best_window(part, &have)?;
        let found = match wanted.len() <= LONGEST_ALIGNED {
            true => {
                let slack = wanted.len() / 2 + 2;
                let from = window.start.saturating_sub(slack);
                let to = (window.end + slack).min(have.len());
                let fit = best_fit(wanted, &have[from..to]);
                from + fit.start..from + fit.end
            }
            false => window,
        };
        Some(places.get(found.start)?.start..places.get(found.end.checked_sub(1)?)?.end)
    }
}

impl Quotation {
    /// The first part that does not stand in `text`, or else the first.
    fn sought(&self, text: &str) -> &Part {
        let elsewhere = &self.parts[..self.absent.unwrap_or(self.parts.len())];
        // Alone it is the one that is sought, wherever it stands.
        if elsewhere.is_empty() || self.parts.len() == 1 {
            return &self.parts[0];
        }
        let folded = folded(text);
        let missing = elsewhere.iter().position(|part| !holds(&folded, &part.words));
        &self.parts[missing.or(self.absent).unwrap_or(0)]
    }
}

/// The window of `have`, as long as what is wanted (or shorter, if `have` is), that shares the most with it.
fn best_window(part: &Part, have: &[Option<u32>]) -> Option<Range<usize>> {
    let wanted = part.syllables.len();
    let length = wanted.min(have.len());
    let mut syllables = Shared::new(part.syllables.iter().copied());
    // No window has more of them than the whole text.
    have.iter().for_each(|syllable| syllables.enter(*syllable));
    if syllables.count == 0 || 5 * syllables.count < 2 * wanted {
        return None;
    }
    have.iter().for_each(|syllable| syllables.leave(*syllable));
    let numbers = part.pairs();
    let mut pairs = Shared::new(part.syllables.windows(2).map(|pair| numbers[&(pair[0], pair[1])]));
    let number = |pair: &[Option<u32>]| numbers.get(&(pair[0]?, pair[1]?)).copied();
    let have_pairs: Vec<Option<u32>> = have.windows(2).map(number).collect();
    let mut best = None;
    for end in 0..have.len() {
        syllables.enter(have[end]);
        if end > 0 {
            pairs.enter(have_pairs[end - 1]);
        }
        let start = (end + 1).saturating_sub(length);
        if start > 0 {
            syllables.leave(have[start - 1]);
            pairs.leave(have_pairs[start - 1]);
        }
        let score = (syllables.count + pairs.count, syllables.count);
        if end + 1 >= length && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, start..end + 1));
        }
    }
    let ((score, count), window) = best?;
    let is_like = count > 0 && 5 * count >= 2 * wanted && (wanted < 3 || score > count);
    is_like.then_some(window)
}

impl Part {
    /// The pairs of neighbours, numbered.
    fn pairs(&self) -> &HashMap<(u32, u32), u32> {
        self.pairs.get_or_init(|| {
            let mut numbers = HashMap::new();
            for pair in self.syllables.windows(2) {
                let next = numbers.len() as u32;
                numbers.entry((pair[0], pair[1])).or_insert(next);
            }
            numbers
        })
    }
}

/// How many of the numbers that are wanted a moving window holds, each as often as it is wanted at most.
struct Shared {
    /// How often each is wanted, and how often the window holds it.
    counts: Vec<(u32, u32)>,
    count: usize,
}

impl Shared {
    fn new(wanted: impl Iterator<Item = u32> + Clone) -> Self {
        let mut counts = vec![(0, 0); wanted.clone().max().map_or(0, |most| most as usize + 1)];
        wanted.for_each(|number| counts[number as usize].0 += 1);
        Self { counts, count: 0 }
    }

    fn enter(&mut self, number: Option<u32>) {
        if let Some((wanted, held)) = number.and_then(|number| self.counts.get_mut(number as usize)) {
            *held += 1;
            self.count += usize::from(*held <= *wanted);
        }
    }

    fn leave(&mut self, number: Option<u32>) {
        if let Some((wanted, held)) = number.and_then(|number| self.counts.get_mut(number as usize)) {
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
    use super::super::quote::{Searchable, find_quote};
    use super::*;
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    const TEXT: &str = "Chiều 11/10, tại Hà Nội, Ban Chỉ đạo tổ chức Hội nghị toàn quốc nghiên cứu, triển khai Kết luận \
        số 57-KL/TW của Bộ Chính trị. Kết luận khẳng định vai trò của công tác thông tin đối ngoại.\n\n\
        Hội nghị đã thành công tốt đẹp.";

    fn nearest_passage(quote: &str, text: &str) -> Option<Range<usize>> {
        let likeness = Likeness::new(text, [text]);
        likeness.nearest(0, text, &likeness.quotation(quote)?)
    }

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

    /// As [`Likeness::nearest`], for one quotation in one text.
    fn slowly_nearest(quote: &str, text: &str) -> Option<Range<usize>> {
        let parts = parts(quote);
        let searchable = Searchable::new(text);
        let sought = parts.iter().find(|part| searchable.find(part).is_none()).or(parts.first())?;
        let bare_ones = |text: &str| syllables(text).map(|range| bare(&text[range])).collect::<Vec<_>>();
        let (wanted, have) = (bare_ones(sought), bare_ones(text));
        let number = |syllable: &String| wanted.iter().position(|w| w == syllable).map(|at| at as u32);
        let have: Vec<Option<u32>> = have.iter().map(number).collect();
        let wanted: Vec<u32> = wanted.iter().filter_map(number).collect();
        let common = |wanted: Vec<Vec<u32>>, have: Vec<Vec<Option<u32>>>| {
            let wanted: Vec<Vec<Option<u32>>> =
                wanted.into_iter().map(|some| some.into_iter().map(Some).collect()).collect();
            let of = |all: &[Vec<Option<u32>>], one| all.iter().filter(|other| *other == one).count();
            let distinct: BTreeSet<&Vec<Option<u32>>> = wanted.iter().collect();
            distinct.into_iter().map(|one| of(&wanted, one).min(of(&have, one))).sum::<usize>()
        };
        let groups = |all: &[u32], size| all.windows(size).map(<[u32]>::to_vec).collect::<Vec<_>>();
        let length = wanted.len().min(have.len());
        let mut best = None;
        for start in (0..=have.len() - length).filter(|_| length > 0) {
            let window = &have[start..start + length];
            let of = |size| {
                common(groups(&wanted, size), window.windows(size).map(<[Option<u32>]>::to_vec).collect())
            };
            let (ones, twos) = (of(1), of(2));
            if best.as_ref().is_none_or(|(most, _)| (ones + twos, ones) > *most) {
                best = Some(((ones + twos, ones), start..start + length));
            }
        }
        let ((score, count), window) = best?;
        let is_like = count > 0 && 5 * count >= 2 * wanted.len() && (wanted.len() < 3 || score > count);
        let slack = wanted.len() / 2 + 2;
        let from = window.start.saturating_sub(slack);
        let fit = best_fit(&wanted, &have[from..(window.end + slack).min(have.len())]);
        let places: Vec<Range<usize>> = syllables(text).collect();
        let end = (from + fit.end).checked_sub(1).filter(|_| is_like)?;
        Some(places.get(from + fit.start)?.start..places.get(end)?.end)
    }

    proptest! {
        #[test]
        fn folding_once_gives_the_same(
            quotes in prop::collection::vec("([ab] |ạ |c |d |\\[…\\] |[\\PC ]){0,14}", 1..4),
            texts in prop::collection::vec("([ab] |ạ |c |e |f, |[\\PC ]){0,20}", 1..4),
        ) {
            let likeness = Likeness::new(&texts.join("\n"), texts.iter().map(String::as_str));
            for quote in &quotes {
                let quotation = likeness.quotation(quote);
                for (at, text) in texts.iter().enumerate() {
                    let found = quotation.as_ref().and_then(|quote| likeness.nearest(at, text, quote));
                    prop_assert_eq!(found, slowly_nearest(quote, text), "{:?} in {:?}", quote, text);
                    prop_assert!(likeness.may_hold(quote) || find_quote(text, quote).is_none());
                }
            }
        }

        #[test]
        fn ranges_are_good(quote in "([\\PC ]|a |b |ạ |\u{301}){0,16}", text in "([\\PC ]|a |b |ạ |\u{301}){0,24}") {
            if let Some(range) = nearest_passage(&quote, &text) {
                prop_assert!(range.start < range.end && text.get(range).is_some());
            }
        }
    }
}
