//! Where the article in a page ends: at the first label behind which hardly any prose stands.

use super::evidence::Evidence;
use super::lines::Piece;
use crate::parse::metadata::OmitKind;

/// Fewer than one in four pieces may be something else where a text goes on behind a box.
const PROSE_BEHIND_A_BOX: f64 = 0.75;

/// From this many paragraphs on, a form for comments stands below the text and not above it.
const PARAGRAPHS_ABOVE_A_FORM: usize = 3;

/// What stands where in a page, counted once so that each label can be judged at once.
struct Counts {
    /// For each position, how many pieces before it are prose that tells nothing of itself.
    prose: Vec<usize>,
    /// The same for other pieces that tell nothing of themselves.
    other: Vec<usize>,
    /// For each position, the first such prose from there on; the number of pieces, if there is none.
    next_prose: Vec<usize>,
    /// For each position, the first label from there on that opens something.
    next_label: Vec<usize>,
    /// For each label that opens something, the next one of another kind.
    next_kind: Vec<usize>,
}

impl Counts {
    fn new(pieces: &[Piece], told: &[Option<Evidence>]) -> Self {
        let all = pieces.len();
        let (mut prose, mut other) = (vec![0; all + 1], vec![0; all + 1]);
        for at in 0..all {
            let is_silent = told[at].is_none();
            prose[at + 1] = prose[at] + usize::from(is_silent && pieces[at].is_prose());
            other[at + 1] = other[at] + usize::from(is_silent && !pieces[at].is_prose());
        }
        let (mut next_prose, mut next_label, mut next_kind) =
            (vec![all; all + 1], vec![all; all + 1], vec![all; all + 1]);
        for at in (0..all).rev() {
            next_prose[at] = if prose[at + 1] > prose[at] { at } else { next_prose[at + 1] };
            next_label[at] = next_label[at + 1];
            if let Some(label) = told[at].as_ref().filter(|label| label.opens) {
                let below = next_label[at + 1];
                let is_same =
                    told.get(below).and_then(Option::as_ref).is_some_and(|other| other.kind == label.kind);
                next_kind[at] = if is_same { next_kind[below] } else { below };
                next_label[at] = at;
            }
        }
        Self { prose, other, next_prose, next_label, next_kind }
    }
}

/// Where the tail of a page begins whose text begins at `begin`; the number of pieces, if it has none.
pub fn find(pieces: &[Piece], told: &[Option<Evidence>], begin: usize) -> usize {
    let counts = Counts::new(pieces, told);
    (begin + 1..pieces.len()).find(|&at| opens(told, &counts, begin, at)).unwrap_or(pieces.len())
}

/// Whether the tail begins at `at`: a label that opens something, behind which the article does not go on.
fn opens(told: &[Option<Evidence>], counts: &Counts, begin: usize, at: usize) -> bool {
    let Some(label) = &told[at] else { return false };
    let parts = matches!(
        label.kind,
        OmitKind::Stats | OmitKind::SearchBox | OmitKind::CommentForm | OmitKind::Footer
    );
    if !label.opens && !parts {
        return false;
    }
    let all = told.len();
    let next = counts.next_prose[at + 1];
    if next == all {
        return true;
    }
    if label.kind == OmitKind::CommentForm && label.opens {
        // Readers write prose too; a form above the text is a link to the one below.
        let before = counts.prose[at] - counts.prose[begin];
        return before >= PARAGRAPHS_ABOVE_A_FORM || before > counts.prose[all] - counts.prose[next];
    }
    // Up to the next part of the page, or to its end.
    let below = counts.next_label[next];
    let is_same = told.get(below).and_then(Option::as_ref).is_some_and(|other| other.kind == label.kind);
    let stop = if is_same { counts.next_kind[below] } else { below };
    let prose = counts.prose[stop] - counts.prose[next];
    let other = counts.other[stop] - counts.other[next];
    (prose as f64) < PROSE_BEHIND_A_BOX * (prose + other) as f64
}

#[cfg(test)]
mod tests {
    use super::super::evidence::evidence;
    use super::super::lines::pieces;
    use super::*;

    const PROSE: &str = "The oldest of the three wells was dug long ago, and the whole village drew its water from it for years.";

    fn check(lines: &[&str], expected: Option<usize>) {
        let pieces = pieces(&lines.join("\n\n"));
        let told: Vec<Option<Evidence>> = pieces.iter().map(evidence).collect();
        let found = find(&pieces, &told, 0);
        assert_eq!((found < pieces.len()).then_some(found), expected, "{lines:?}");
    }

    #[test]
    fn other_news_and_forms_end_the_text() {
        check(
            &[
                PROSE,
                PROSE,
                "Related news",
                "Old mills of the valley",
                PROSE,
                "Fairs of the autumn",
                "A new road",
            ],
            Some(2),
        );
        check(&[PROSE, PROSE, PROSE, "Comments", PROSE, PROSE, PROSE, PROSE], Some(3));
        check(&[PROSE, "© 2020 A"], Some(1));
    }

    #[test]
    fn a_box_within_the_text_does_not() {
        check(&[PROSE, "Related news", "Old mills of the valley", PROSE, PROSE, PROSE], None);
        check(&[PROSE, "Comments", PROSE, PROSE, PROSE, "More of them"], None);
        check(&[PROSE, PROSE], None);
    }
}
