//! Where boxes and lines of the drawing stand, in units of which 16 are the page's size of text.

use crate::display::words::nfc;

/// The width of the drawing.
pub const WIDTH: i32 = 1120;
/// A box.
pub const BOX: (i32, i32) = (264, 56);
/// The left edge of each column.
pub const COLUMNS: [i32; 3] = [4, 376, 852];
/// From the top of one box to that of the next, at least.
const STEP: i32 = 72;
/// The longest line of a label, in characters; two lines of them fit into a box.
const LINE: usize = 29;
/// How far a curve between two boxes of one column stands out, at most.
const BULGE: i32 = 150;

/// The height of a drawing whose longest column has so many boxes.
pub fn height(longest: usize) -> i32 {
    STEP * longest.max(1) as i32
}

/// The middle of the box with this place, from 0, in a column of `count` boxes that fills the height.
pub fn middle(place: usize, count: usize, height: i32) -> i32 {
    (2 * place as i32 + 1) * height / (2 * count.max(1) as i32)
}

/// A curve between two boxes: each given by its column and the middle of its height.
///
/// Between columns it leaves to the right and comes in from the left; within one it stands out to the right and comes back,
/// the farther the longer its way.
pub fn curve(from: (usize, i32), to: (usize, i32)) -> String {
    let ((left, y1), (right, y2)) = if from.0 <= to.0 { (from, to) } else { (to, from) };
    let x1 = COLUMNS[left] + BOX.0;
    if left == right {
        let out = x1 + (24 + (y1 - y2).abs() / 4).min(BULGE);
        return format!("M{x1} {y1}C{out} {y1} {out} {y2} {x1} {y2}");
    }
    let x2 = COLUMNS[right];
    let half = (x2 - x1) / 2;
    format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + half, x2 - half)
}

/// A curve from a box of the first column to one of the third, given by the middles of their heights: it passes the column
/// between them, of `count` boxes that fill the height, through the gap nearest to its way. Neighbours in the first column
/// pass at different heights, so that they can be told apart.
pub fn around(from: i32, to: i32, count: usize, height: i32) -> String {
    let count = count.max(1) as i32;
    let place = ((from + to) * count + height) / (2 * height);
    let beside = (from / STEP % 5 - 2) * 3;
    let y = (place * height / count + beside).clamp(2, height - 2);
    let [x1, x2, x3, x4] = [COLUMNS[0] + BOX.0, COLUMNS[1], COLUMNS[1] + BOX.0, COLUMNS[2]];
    let (a, b) = ((x1 + x2) / 2, (x3 + x4) / 2);
    format!("M{x1} {from}C{a} {from} {a} {y} {x2} {y}H{x3}C{b} {y} {b} {to} {x4} {to}")
}

/// The tip of an arrow that comes in from the right.
pub fn tip(column: usize, y: i32) -> String {
    let x = COLUMNS[column] + BOX.0;
    format!("M{x} {y}l10-5v10z")
}

/// A label in one or two lines, cut where it is longer.
pub fn lines(label: &str) -> Vec<String> {
    let label = nfc(label);
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        let length = |text: &str| text.chars().count();
        let is_last = lines.len() == 2;
        match lines.last_mut() {
            Some(line) if length(line) + 1 + length(word) <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            Some(last) if is_last => {
                while length(last) >= LINE {
                    let cut = last
                        .rfind(' ')
                        .unwrap_or_else(|| last.char_indices().nth(LINE - 1).map_or(0, |c| c.0));
                    last.truncate(cut);
                }
                last.push('…');
                break;
            }
            _ => lines.push(cut(word)),
        }
    }
    lines
}

/// A word that fits into a line.
fn cut(word: &str) -> String {
    match word.char_indices().nth(LINE) {
        None => word.to_owned(),
        Some(_) => word.chars().take(LINE - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fit_into_two_lines() {
        let check = |label: &str, expected: &[&str]| {
            let found = lines(label);
            assert_eq!(found, expected);
            assert!(found.len() <= 2 && found.iter().all(|line| line.chars().count() <= LINE), "{found:?}");
        };
        check("Kết luận số 57-KL/TW", &["Kết luận số 57-KL/TW"]);
        check(
            "Hội nghị Sơ kết công tác thông tin đối ngoại sáu tháng đầu năm 2023",
            &["Hội nghị Sơ kết công tác", "thông tin đối ngoại sáu…"],
        );
        check(&"x".repeat(40), &[&format!("{}…", "x".repeat(28))]);
        check("", &[]);
    }

    #[test]
    fn a_column_fills_the_height_and_keeps_its_boxes_apart() {
        let height = height(5);
        for count in 1..=5 {
            let middles: Vec<i32> = (0..count).map(|place| middle(place, count, height)).collect();
            assert!(middles.windows(2).all(|pair| pair[1] - pair[0] >= STEP), "{middles:?}");
            assert!(middles[0] >= BOX.1 / 2 && height - middles[count - 1] >= BOX.1 / 2, "{middles:?}");
        }
    }

    #[test]
    fn lines_to_the_third_column_pass_between_the_boxes_of_the_second() {
        let height = height(5);
        for count in 0..=5 {
            for (from, to) in
                (0..5).flat_map(|a| (0..5).map(move |b| (middle(a, 5, height), middle(b, 5, height))))
            {
                let path = around(from, to, count, height);
                let y: i32 = path.split('H').next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
                let is_clear = |place| (middle(place, count, height) - y).abs() > BOX.1 / 2;
                assert!((0..count).all(is_clear) && (0..=height).contains(&y), "{count}: {path}");
                assert!(
                    path.starts_with(&format!("M268 {from}C")) && path.ends_with(&format!(" 852 {to}")),
                    "{path}"
                );
            }
        }
        let passes: Vec<String> = (0..5).map(|n| around(middle(n, 5, height), 36, 1, height)).collect();
        assert!(passes.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn curves_lead_from_box_to_box() {
        assert_eq!(curve((0, 36), (1, 108)), "M268 36C322 36 322 108 376 108");
        assert_eq!(curve((2, 36), (1, 108)), "M640 108C746 108 746 36 852 36");
        assert_eq!(curve((1, 36), (1, 108)), "M640 36C682 36 682 108 640 108");
    }
}
