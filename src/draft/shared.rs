//! Boilerplate: what several articles of one publisher share is the publisher's, and no article's.

use super::Reading;
use super::rules::{marked, start_of};
use crate::parse::clean::{Lines, Rule};
use crate::parse::metadata::OmitKind;
use std::collections::{BTreeMap, BTreeSet};

/// A text of a publisher, and what it seems to be.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// The raw text.
    pub text: &'a str,
    /// What its lines seem to be.
    pub reading: &'a Reading,
    /// Lines that rules of the publisher omit already, sorted.
    pub covered: &'a [usize],
}

/// A rule that several texts share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// What it omits.
    pub kind: OmitKind,
    /// The rule: always by words.
    pub rule: Rule,
    /// In how many texts it omits something.
    pub texts: usize,
}

/// Lines of these kinds stand on every page of a site; a title, a date or a caption does not.
fn is_boilerplate(kind: OmitKind) -> bool {
    matches!(
        kind,
        OmitKind::Nav
            | OmitKind::SearchBox
            | OmitKind::CommentForm
            | OmitKind::RelatedNews
            | OmitKind::Stats
            | OmitKind::Footer
            | OmitKind::UiResidue
    )
}

/// The rules that several of `members` share: none for fewer than two.
///
/// Each rule marks in every member only lines of its own kind, in two members at least, and no line that another rule
/// marks already.
pub fn rules(members: &[Member<'_>]) -> Vec<Shared> {
    let lines: Vec<Lines> = members.iter().map(|member| Lines::new(member.text)).collect();
    let mut covered: Vec<BTreeSet<usize>> =
        members.iter().map(|member| member.covered.iter().copied().collect()).collect();
    let names: Vec<Vec<Option<(OmitKind, String)>>> = members.iter().map(names).collect();
    let mut count: BTreeMap<&(OmitKind, String), BTreeSet<usize>> = BTreeMap::new();
    let mut pairs: BTreeMap<[&(OmitKind, String); 2], BTreeSet<usize>> = BTreeMap::new();
    for (number, names) in names.iter().enumerate() {
        for name in names.iter().flatten() {
            count.entry(name).or_default().insert(number);
        }
        for pair in names.windows(2) {
            if let [Some(a), Some(b)] = pair {
                pairs.entry([a, b]).or_default().insert(number);
            }
        }
    }
    let mut out = Vec::new();
    for (number, names) in names.iter().enumerate() {
        let is_shared = |name: &(OmitKind, String)| count.get(name).is_some_and(|texts| texts.len() > 1);
        let mut at = 0;
        while at < names.len() {
            let Some(first) = names[at].as_ref().filter(|name| is_shared(name)) else {
                at += 1;
                continue;
            };
            let mut end = at + 1;
            while let (Some(Some(a)), Some(Some(b))) = (names.get(end - 1), names.get(end))
                && b.0 == first.0
                && pairs.get(&[a, b]).is_some_and(|texts| texts.len() > 1)
            {
                end += 1;
            }
            let numbers: Vec<usize> =
                members[number].reading.pieces[at..end].iter().map(|piece| piece.lines.0).collect();
            let first_line = numbers.first().copied().unwrap_or(1);
            if numbers.iter().any(|line| !covered[number].contains(line)) {
                let start = |line: usize| {
                    lines[number]
                        .get(line)
                        .map(|range| start_of(&members[number].text[range]))
                        .unwrap_or_default()
                };
                let mut tries = Vec::new();
                if end == names.len() && end > at + 1 {
                    tries.push(Rule::Text { from: start(first_line), to: None });
                }
                if let Some(&last) = numbers.last() {
                    tries.push(Rule::Text { from: start(first_line), to: Some(start(last)) });
                }
                let whole = tries
                    .into_iter()
                    .find(|rule| add(rule, first.0, members, &lines, &mut covered, &mut out));
                if whole.is_none() && end > at + 1 {
                    for &line in &numbers {
                        if !covered[number].contains(&line) {
                            let rule = Rule::Text { from: start(line), to: Some(start(line)) };
                            add(&rule, first.0, members, &lines, &mut covered, &mut out);
                        }
                    }
                }
            }
            at = end;
        }
    }
    out
}

/// Adds a rule if it marks nothing wrong in any member and something in two; whether it did.
fn add(
    rule: &Rule,
    kind: OmitKind,
    members: &[Member<'_>],
    lines: &[Lines],
    covered: &mut [BTreeSet<usize>],
    out: &mut Vec<Shared>,
) -> bool {
    let mut all: Vec<Vec<usize>> = Vec::with_capacity(members.len());
    for (number, member) in members.iter().enumerate() {
        let named = marked(member.text, &lines[number], rule);
        let kinds: BTreeMap<usize, Option<OmitKind>> = member.reading.line_kinds().collect();
        if named.iter().any(|line| !covered[number].contains(line) && kinds.get(line) != Some(&Some(kind))) {
            return false;
        }
        all.push(named);
    }
    let texts = all.iter().filter(|named| !named.is_empty()).count();
    if texts < 2 {
        return false;
    }
    for (covered, named) in covered.iter_mut().zip(all) {
        covered.extend(named);
    }
    out.push(Shared { kind, rule: rule.clone(), texts });
    true
}

/// By what a piece is known on other pages: its kind, and its words without figures; none for what is an article's own.
fn names(member: &Member<'_>) -> Vec<Option<(OmitKind, String)>> {
    let all = member.reading.pieces.iter().zip(&member.reading.guesses);
    all.map(|(piece, guess)| {
        let kind = guess.kind.filter(|kind| is_boilerplate(*kind))?;
        let is_free = member.covered.binary_search(&piece.lines.0).is_err();
        let name: String = piece.key.chars().filter(|c| !c.is_ascii_digit()).collect();
        // What is wrapped over several lines cannot be named by the start of one.
        (is_free && piece.lines.0 == piece.lines.1).then_some((kind, name))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Cái giếng đầu làng được đào từ lâu, nước trong và mát, cả làng cùng dùng chung quanh năm không cạn bao giờ.";

    fn check(texts: &[String], expected: &str) {
        let readings: Vec<Reading> = texts.iter().map(|text| Reading::new(text)).collect();
        let members: Vec<Member<'_>> = texts
            .iter()
            .zip(&readings)
            .map(|(text, reading)| Member { text, reading, covered: &[] })
            .collect();
        let shown: Vec<String> = rules(&members)
            .into_iter()
            .map(|shared| match shared.rule {
                Rule::Text { from, to } => format!("{:?} {from} .. {}", shared.kind, to.unwrap_or_default()),
                Rule::Lines(lines) => format!("{lines:?}"),
            })
            .collect();
        assert_eq!(shown.join("; "), expected);
    }

    #[test]
    fn what_two_pages_share_is_the_publishers() {
        let page = |title: &str, items: &str| {
            format!(
                "Trang chủ\nThời sự\n{title}\n\n{BODY}\n\nHôm nay: 12\n\nBản quyền thuộc Báo Làng\n{items}"
            )
        };
        let texts = [
            page("Giếng làng trong mùa khô năm nay", "Điện thoại: 1"),
            page("Đình làng được sửa sau bao năm", "Điện thoại: 2"),
        ];
        check(
            &texts,
            "Nav Trang chủ .. Thời sự; Stats Hôm nay .. Hôm nay; Footer Bản quyền thuộc Báo Làng .. ",
        );
    }

    #[test]
    fn one_page_shares_nothing() {
        check(&[format!("Trang chủ\nGiếng làng trong mùa khô\n\n{BODY}\n\nBình luận")], "");
    }
}
