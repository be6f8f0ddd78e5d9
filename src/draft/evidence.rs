//! What one line tells of itself, before anybody looks at its neighbours.

use super::lines::Piece;
use super::vocabulary::{At, Row, VOCABULARY};
use super::when::date_line;
use crate::parse::metadata::OmitKind;
use crate::text::words::one_line;

/// Why a line seems to be of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Of which.
    pub kind: OmitKind,
    /// Whether the lines below belong to it.
    pub opens: bool,
    /// Whether it only names a list of news, which may be an entry of a menu.
    pub is_list: bool,
    /// Whether the words may as well be those of a text.
    pub weak: bool,
    /// Whether its words tell, which other pages of a site have too, and not its form.
    pub is_label: bool,
    /// What was seen, for a person.
    pub why: String,
}

/// A phrase longer than this, in words, is no caption with a credit.
const LONGEST_CAPTION: usize = 70;

impl Evidence {
    fn new(kind: OmitKind, why: impl Into<String>) -> Self {
        Self { kind, opens: false, is_list: false, weak: false, is_label: true, why: why.into() }
    }
}

/// What a piece tells of itself; none if it could be anything.
pub fn evidence(piece: &Piece) -> Option<Evidence> {
    let label = piece.label();
    if label.is_empty() {
        return Some(Evidence::new(OmitKind::UiResidue, "no letter and no digit"));
    }
    if let Some(address) = only_address(&piece.text) {
        return Some(Evidence::new(OmitKind::SourceUrl, format!("an address by itself: {address}")));
    }
    if let Some(found) = row(piece, label).filter(|found| found.kind == OmitKind::Byline) {
        return Some(found);
    }
    if let Some(found) = credit(piece) {
        return Some(found);
    }
    if is_count_of_answers(piece) {
        let why = "the number of readers' comments";
        return Some(Evidence { opens: true, ..Evidence::new(OmitKind::CommentForm, why) });
    }
    if is_counter(piece) {
        return Some(Evidence::new(OmitKind::Stats, "a counter and its number"));
    }
    if let Some(found) = row(piece, label) {
        return Some(found);
    }
    if date_line(piece) {
        let date = Evidence::new(OmitKind::Date, "a date, and hardly anything else");
        return Some(Evidence { is_label: false, ..date });
    }
    if VOCABULARY.list("lists").contains(&label) {
        let why = format!("the label “{label}”");
        return Some(Evidence { opens: true, is_list: true, ..Evidence::new(OmitKind::RelatedNews, why) });
    }
    if is_field(piece) {
        return Some(Evidence::new(OmitKind::CommentForm, "a field of a form: it ends with an asterisk"));
    }
    if is_trail(piece) {
        return Some(Evidence::new(OmitKind::Nav, "short words parted by signs, as in a menu"));
    }
    if is_glued(piece) || is_empty_widget(piece) || is_clock(piece) {
        return Some(Evidence::new(OmitKind::UiResidue, "left of a page's machinery"));
    }
    None
}

fn row(piece: &Piece, label: &str) -> Option<Evidence> {
    let fits =
        |row: &&Row| piece.words <= row.most && row.phrases.iter().any(|p| stands(p, row.at, piece, label));
    let found = VOCABULARY.rows.iter().find(fits)?;
    let phrase = found.phrases.iter().find(|p| stands(p, found.at, piece, label))?.trim();
    let mut kind = found.kind;
    match kind {
        // A sentence that begins so tells of a thing; a label names it.
        OmitKind::Date if !has_digit(&piece.key) => return None,
        OmitKind::Byline if piece.stop && (piece.words > 8 || goes_on_small(piece, phrase)) => return None,
        OmitKind::SearchBox | OmitKind::UiResidue
            if found.at == At::Start && piece.stop && piece.words > phrase.split_whitespace().count() + 3 =>
        {
            return None;
        }
        OmitKind::SourceUrl if !piece.key.contains("http") && piece.words > 8 => return None,
        OmitKind::Nav if found.at == At::Start && piece.is_prose() => return None,
        OmitKind::RelatedNews if found.at == At::Start && piece.words > 20 && piece.stop => return None,
        OmitKind::Footer
            if found.at == At::Start
                && piece.is_prose()
                && !piece.key.contains(':')
                && !piece.key.contains('©') =>
        {
            return None;
        }
        // *Published by Jane Doe* says who, not when.
        OmitKind::Byline if date_line(piece) => kind = OmitKind::Date,
        _ => {}
    }
    let how = match found.at {
        At::Whole => "the label",
        At::Start => "begins with",
        At::Within => "holds the words",
    };
    let mut evidence =
        Evidence { opens: found.opens, ..Evidence::new(kind, format!("{how} “{phrase}”")) };
    evidence.weak =
        found.at == At::Start && matches!(kind, OmitKind::Footer | OmitKind::Byline | OmitKind::Date);
    Some(evidence)
}

/// Whether a small letter stands behind the phrase with which a piece begins: *By then*, and no name.
fn goes_on_small(piece: &Piece, phrase: &str) -> bool {
    let next = piece.text.split_whitespace().nth(phrase.split_whitespace().count());
    next.is_some_and(|word| word.starts_with(char::is_lowercase))
}

fn stands(phrase: &str, at: At, piece: &Piece, label: &str) -> bool {
    match at {
        At::Whole => label == phrase || piece.key == *phrase,
        At::Start => begins(&piece.key, phrase) || begins(label, phrase),
        At::Within => piece.key.contains(phrase),
    }
}

/// Whether `text` begins with `phrase` and no word goes on behind it.
pub fn begins(text: &str, phrase: &str) -> bool {
    let ends_in_word = phrase.ends_with(char::is_alphanumeric);
    text.strip_prefix(phrase).is_some_and(|rest| !ends_in_word || !rest.starts_with(char::is_alphanumeric))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// The address that a line consists of.
fn only_address(text: &str) -> Option<&str> {
    let inside = text.trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>' | '[' | ']'));
    let is_address =
        inside.starts_with("http://") || inside.starts_with("https://") || inside.starts_with("www.");
    (is_address && !inside.contains(' ')).then_some(inside)
}

/// A picture's credit: by itself, or behind a caption.
fn credit(piece: &Piece) -> Option<Evidence> {
    let key = piece.key.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | '-' | '–' | ' '));
    if piece.words > LONGEST_CAPTION {
        return None;
    }
    if let Some(phrase) = VOCABULARY.list("credits").iter().find(|phrase| begins(key, phrase)) {
        let kind = if piece.words <= 8 { OmitKind::PhotoCredit } else { OmitKind::Caption };
        return (!piece.is_prose() || piece.words <= 30)
            .then(|| Evidence::new(kind, format!("begins with “{}”", phrase.trim())));
    }
    for phrase in VOCABULARY.list("credits").iter().filter(|phrase| phrase.ends_with([':', '/'])) {
        let Some(at) = key.rfind(phrase) else { continue };
        let apart = key[..at].ends_with([' ', '(', '[', '.', '-', '–', '|', '/', ',']);
        if apart && key[at + phrase.len()..].split_whitespace().count() <= 7 {
            return Some(Evidence::new(OmitKind::Caption, format!("“{phrase}” stands at its end")));
        }
    }
    let ended = |mark: &&&str| key.rfind(**mark).is_some_and(|at| key.len() - at - mark.len() <= 24);
    if let Some(mark) = VOCABULARY.list("agencies").iter().find(ended).filter(|_| piece.words <= 50) {
        let kind = if piece.words <= 5 { OmitKind::PhotoCredit } else { OmitKind::Caption };
        return Some(Evidence::new(kind, format!("“{mark}” stands at its end")));
    }
    None
}

/// A counter: few words from the list, and a number before or behind them.
fn is_counter(piece: &Piece) -> bool {
    if piece.words > 8 || !has_digit(&piece.key) {
        return false;
    }
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let rest: String =
        piece.key.chars().map(|c| if is_number(c) || !c.is_alphanumeric() { ' ' } else { c }).collect();
    let rest = one_line(&rest);
    let rest = rest.strip_suffix(" k").unwrap_or(&rest).trim_start_matches("k ");
    VOCABULARY.list("counters").contains(&rest)
}

/// `2 thoughts on “…”`, `15 bình luận`.
fn is_count_of_answers(piece: &Piece) -> bool {
    let behind = piece.key.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = behind.len() < piece.key.len() && behind.starts_with(' ') && !piece.stop;
    let fits = |word: &&&str| {
        begins(behind.trim_start(), word)
            && (piece.words <= 4 || word.ends_with(" on") || word.ends_with(" to"))
    };
    is_number && VOCABULARY.list("answers").iter().find(fits).is_some()
}

fn is_field(piece: &Piece) -> bool {
    piece.words <= 6
        && (piece.text.ends_with(" *") || piece.text.ends_with("(*)") || piece.text.ends_with("(required)"))
}

/// A trail or a row of menu entries: `Trang chủ > Thời sự`, `Home | News | Sport`.
fn is_trail(piece: &Piece) -> bool {
    if piece.stop || piece.words > 40 {
        return false;
    }
    [" > ", " » ", " › ", " | ", " / ", " • ", " · ", " → ", " - "].iter().any(|sign| {
        let parts: Vec<&str> = piece.text.split(sign).collect();
        let least = if matches!(*sign, " > " | " » " | " › ") { 2 } else { 3 };
        parts.len() >= least
            && parts.iter().all(|part| (1..=5).contains(&part.split(' ').count()) && !has_digit(part))
    })
}

/// One long word in small letters, as scripts name things: no word of a language stands alone so.
fn is_glued(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    let is_name = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '-' | '{' | '}');
    let camel = text.contains(char::is_lowercase)
        && text.chars().skip(1).any(char::is_uppercase)
        && text.contains('(');
    !text.contains(' ')
        && ((text.len() >= 14 && text.chars().all(is_name))
            || (text.is_ascii() && camel)
            || text.contains('_'))
}

/// A box of a page that says that nothing is in it.
fn is_empty_widget(piece: &Piece) -> bool {
    let ends = [
        "trống",
        "chưa có dữ liệu",
        "không có dữ liệu",
        "đang cập nhật",
        "no data",
        "no items",
        "no results",
        "no events",
        "không có sự kiện",
    ];
    piece.words <= 6 && !piece.stop && ends.iter().any(|end| piece.label().ends_with(end))
}

/// The time of a player: `0:00 / 3:45`.
fn is_clock(piece: &Piece) -> bool {
    piece.text.contains(':') && piece.words <= 2 && !piece.text.contains(char::is_alphabetic)
}

/// Whether a line is a person's or an agency's name: few words, each with a capital, no sentence.
pub fn is_name(piece: &Piece) -> bool {
    let text = piece.text.trim_matches(|c: char| matches!(c, '(' | ')' | '*' | '_' | '-' | '–' | ' '));
    let text = text.strip_suffix(['.', ',']).unwrap_or(text);
    let words: Vec<&str> =
        text.split([' ', '-', '–', '/', '&', ',']).filter(|word| !word.is_empty()).collect();
    let small = [
        "de", "van", "von", "der", "và", "and", "của", "la", "le", "del", "di", "theo", "ghi", "thực",
        "hiện", "tổng", "hợp",
    ];
    let capital = |word: &&str| word.starts_with(char::is_uppercase) || small.contains(word);
    (1..=7).contains(&words.len())
        && !text.contains(|c: char| {
            c.is_ascii_digit() || matches!(c, '+' | ':' | '?' | '!' | '“' | '"' | '…' | ';' | '@' | '#' | '|')
        })
        && words.iter().all(capital)
        && words.iter().any(|word| !small.contains(word))
}

/// Whether a line is a person's name with a title before it, or perhaps one behind it.
pub fn is_attribution(piece: &Piece) -> bool {
    let bare = piece.key.trim_start_matches(|c: char| !c.is_alphanumeric());
    piece.words <= 16
        && !piece.stop
        && (is_name(piece) || VOCABULARY.list("honorifics").iter().any(|title| begins(bare, title)))
}

#[cfg(test)]
mod tests {
    use super::super::lines::pieces;
    use super::*;

    fn check(text: &str, expected: Option<OmitKind>) {
        let found = evidence(&pieces(text)[0]);
        assert_eq!(found.as_ref().map(|e| e.kind), expected, "{text:?}: {found:?}");
    }

    #[test]
    fn labels_fields_and_counters_tell_what_they_are() {
        check("Họ và tên *", Some(OmitKind::CommentForm));
        check("Bình luận (12)", Some(OmitKind::CommentForm));
        check(
            "Your email address will not be published. Required fields are marked *",
            Some(OmitKind::CommentForm),
        );
        check("Hôm nay: 4447", Some(OmitKind::Stats));
        check("3.576.239 lượt xem", Some(OmitKind::Stats));
        check("1.2K views", Some(OmitKind::Stats));
        check("Home | News | Sport", Some(OmitKind::Nav));
        check("Trang chủ > Tin trong tỉnh", Some(OmitKind::Nav));
        check("© 2021 The Gazette. All rights reserved.", Some(OmitKind::Footer));
        check("Tin cùng chuyên mục:", Some(OmitKind::RelatedNews));
        check("https://a.example/b", Some(OmitKind::SourceUrl));
        check("Nguồn: https://a.example/b", Some(OmitKind::SourceUrl));
        check("Tìm kiếm...", Some(OmitKind::SearchBox));
        check("Lịch họp trống", Some(OmitKind::UiResidue));
        check("lightboxcontainer", Some(OmitKind::UiResidue));
    }

    #[test]
    fn credits_make_captions() {
        check("Cầu mới trong ngày thông xe. Ảnh: Văn Bình", Some(OmitKind::Caption));
        check("Ảnh: Văn Bình", Some(OmitKind::PhotoCredit));
        check("The bridge on Monday (Photo: A. Smith)", Some(OmitKind::Caption));
        check("A dog waits outside a shop in Leeds (Getty Images)", Some(OmitKind::Caption));
    }

    #[test]
    fn sentences_of_a_text_are_left_alone() {
        check(
            "Bản quyền là một quyền mà pháp luật trao cho tác giả, và không ai có thể lấy đi của họ.",
            None,
        );
        check("Published poets met in the hall.", None);
        check(
            "By the river stood a mill that nobody had used since the war ended and the miller left.",
            None,
        );
        check("Bà nói: “Chúng tôi chờ.”", None);
    }

    #[test]
    fn names_are_told_by_their_capitals() {
        let name = |text: &str| is_name(&pieces(text)[0]);
        for text in ["Vũ Hiền", "K. Dung", "(Theo TTXVN)", "Jane de la Mare", "Minh Anh - Thu Hà"] {
            assert!(name(text), "{text}");
        }
        for text in ["Một câu thường", "Năm 2023", "Nó đi.", "Who?"] {
            assert!(!name(text), "{text}");
        }
    }
}
