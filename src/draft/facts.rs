//! What a raw text states of itself: title, date, writer, address.

use super::Reading;
use super::lines::Piece;
use super::title;
use super::vocabulary::{At, VOCABULARY};
use super::when;
use crate::markup::escape;
use crate::parse::metadata::OmitKind;

/// Something that a line states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The value, as metadata takes it.
    pub value: String,
    /// The line, from 1.
    pub line: usize,
    /// Its words.
    pub words: String,
    /// Why it is taken so.
    pub why: String,
    /// Whether it is too unsure to stand as a value: a comment offers it.
    pub is_offer: bool,
}

/// What a raw text states of itself; none where no line does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its title.
    pub title: Option<Fact>,
    /// When it was published.
    pub published: Option<Fact>,
    /// Who wrote it.
    pub author: Option<Fact>,
    /// Its address.
    pub url: Option<Fact>,
    /// Who claims the rights.
    pub holder: Option<Fact>,
    /// Short lines above the title, of which one may name the site.
    pub masthead: Vec<Fact>,
}

/// The most words of a line that may name a site.
const LONGEST_MASTHEAD: usize = 8;

/// Gathers what `reading` states of itself; `vietnamese` says whether `4/5` is the fourth of May for certain.
pub fn facts(reading: &Reading, vietnamese: bool) -> Facts {
    let title_at = reading.guesses.iter().position(|guess| guess.kind == Some(OmitKind::Title));
    Facts {
        title: title_at.map(|at| titled(reading, at)),
        published: published(reading, title_at, vietnamese),
        author: author(reading, vietnamese),
        url: url(reading),
        holder: holder(reading),
        masthead: masthead(reading, title_at),
    }
}

fn masthead(reading: &Reading, title: Option<usize>) -> Vec<Fact> {
    let above = &reading.pieces[..title.unwrap_or(0)];
    let short = above.iter().filter(|piece| piece.words <= LONGEST_MASTHEAD);
    short
        .map(|piece| fact(piece, piece.text.trim().to_owned(), "stands above the title and has the ID in it"))
        .collect()
}

fn of_kind(reading: &Reading, kind: OmitKind) -> impl Iterator<Item = (usize, &Piece)> {
    let all = reading.pieces.iter().zip(&reading.guesses).enumerate();
    all.filter(move |(_, (_, guess))| guess.kind == Some(kind)).map(|(at, (piece, _))| (at, piece))
}

fn fact(piece: &Piece, value: String, why: impl Into<String>) -> Fact {
    Fact { value, line: piece.lines.0, words: piece.text.clone(), why: why.into(), is_offer: false }
}

fn titled(reading: &Reading, first: usize) -> Fact {
    // Of several lines that are the title, the shortest is it, and the others have the site's name behind it.
    let all = of_kind(reading, OmitKind::Title);
    let at = all.min_by_key(|(at, piece)| (piece.text.len(), *at)).map_or(first, |(at, _)| at);
    let piece = &reading.pieces[at];
    let begin = reading.guesses.iter().position(|guess| guess.kind.is_none()).unwrap_or(reading.pieces.len());
    let mut fact = fact(piece, piece.text.clone(), title::why(&reading.pieces, at, begin));
    let stem = piece.key.as_str();
    let offer = |other: &&Piece| other.lines != piece.lines && other.key != stem;
    if let Some(other) = of_kind(reading, OmitKind::Title).map(|(_, piece)| piece).find(offer) {
        fact.why.push_str(&format!("; line {} has it with more words", other.lines.0));
    }
    fact
}

fn published(reading: &Reading, title: Option<usize>, vietnamese: bool) -> Option<Fact> {
    let updated =
        |piece: &Piece| ["cập nhật", "updated", "modified"].iter().any(|word| piece.key.contains(word));
    let dated = |(at, piece): (usize, &Piece)| {
        when::stated(&piece.text, vietnamese).map(|date| (at, piece.clone(), date))
    };
    let mut all: Vec<_> = of_kind(reading, OmitKind::Date).filter_map(dated).collect();
    let is_other = |piece: &Piece| {
        let labels = ["event date", "correction", "deadline", "expires", "ngày diễn ra", "hạn"];
        labels.iter().any(|label| super::evidence::begins(&piece.key, label))
    };
    // The one nearest to the title; one that tells of a change only where there is no other.
    all.sort_by_key(|(at, piece, _)| {
        let distance = title.map_or(*at, |title| if *at >= title { at - title } else { 2 * (title - at) });
        (is_other(piece), updated(piece), distance, *at)
    });
    let (_, piece, date) = all.first()?;
    let mut fact = fact(piece, date.iso.clone(), "a line of its own with a date");
    if updated(piece) {
        fact.why = "the line tells of an update, which need not be the day of publication".to_owned();
    }
    if is_other(piece) {
        fact.is_offer = true;
        fact.why = "the line tells of another day than that of publication".to_owned();
    }
    if date.ambiguous {
        fact.is_offer = true;
        fact.why = "day and month can be taken for each other".to_owned();
    }
    let others: Vec<String> = all
        .iter()
        .skip(1)
        .filter(|other| other.2.iso != date.iso)
        .map(|other| format!("line {} has {}", other.1.lines.0, other.2.iso))
        .collect();
    if !others.is_empty() {
        fact.why.push_str(&format!("; {}", others.join(", ")));
    }
    Some(fact)
}

fn author(reading: &Reading, vietnamese: bool) -> Option<Fact> {
    for (_, piece) in of_kind(reading, OmitKind::Byline) {
        let source = piece.key.trim_start_matches('(').starts_with("theo ");
        let value = name_in(&piece.text, true, vietnamese);
        if !value.is_empty() {
            let why = if source {
                "names a source, perhaps not the writer"
            } else {
                "a name by itself, or a line that says who wrote"
            };
            return Some(Fact { is_offer: source, ..fact(piece, value, why) });
        }
    }
    for (_, piece) in of_kind(reading, OmitKind::Date) {
        let key = &piece.key;
        let is_word = |at: usize| at == 0 || key[..at].ends_with(' ');
        let behind =
            |by: &&str| key.match_indices(*by).find(|(at, _)| is_word(*at)).map(|(at, by)| at + by.len());
        let at = ["by ", "bởi "].iter().find_map(behind);
        // Offsets are the key's; the words themselves are taken from the text where both are alike in length.
        let name = at
            .filter(|_| key.len() == piece.text.len())
            .and_then(|at| piece.text.get(at..))
            .map(|name| name_in(name, false, vietnamese));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            return Some(fact(piece, name, "stands behind “by” in the line with the date"));
        }
    }
    None
}

/// The name in a line that says who wrote, or in Vietnamese the names, with commas: without what introduces them, what follows them, and
/// brackets.
fn name_in(text: &str, introduced: bool, vietnamese: bool) -> String {
    let mut name = text.trim_matches(|c: char| matches!(c, '(' | ')' | '*' | '_' | '-' | '–' | ' '));
    let key = crate::text::fold::lower_tone(name);
    if introduced && key.len() == name.len() {
        let rows = VOCABULARY.rows.iter().filter(|row| row.kind == OmitKind::Byline && row.at == At::Start);
        let phrases =
            rows.flat_map(|row| &row.phrases).filter(|phrase| super::evidence::begins(&key, phrase));
        if let Some(longest) = phrases.map(|phrase| phrase.len()).max() {
            name = name.get(longest..).unwrap_or(name).trim_start_matches([':', ' ', '-', '–']);
        }
    }
    if vietnamese && let Some(names) = several(name) {
        return names;
    }
    let end = name.find(['|', '•', '·', ',', '(', ';']).unwrap_or(name.len());
    let end = name[..end].find(|c: char| c.is_ascii_digit()).unwrap_or(end);
    let cut = name[..end].split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
    let cut = cut.trim_end_matches([' ', '-', '–', ':']);
    cut.strip_suffix(" on").unwrap_or(cut).trim().to_owned()
}

/// The names of several people, set apart by commas or dashes: *Thu Hà - Minh Đức*; none if something else is among them.
fn several(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([',', '–', '-', '&']).map(str::trim).collect();
    let is_name = |part: &&str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_word =
            |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        let key = crate::text::fold::lower_tone(part);
        (2..=4).contains(&words.len())
            && words.iter().all(is_word)
            && !NO_NAMES.iter().any(|no| super::evidence::begins(&key, no))
    };
    (parts.len() > 1 && parts.iter().all(is_name)).then(|| parts.join(", "))
}

/// How names of papers, offices and roles begin.
const NO_NAMES: [&str; 14] = [
    "báo",
    "tạp chí",
    "đài",
    "ban",
    "cổng",
    "trang",
    "thông tấn",
    "trung tâm",
    "phóng viên",
    "biên tập",
    "sở",
    "phòng",
    "hội",
    "nhóm",
];

fn url(reading: &Reading) -> Option<Fact> {
    let last_prose =
        reading.pieces.iter().zip(&reading.guesses).rposition(|(p, g)| g.kind.is_none() && p.is_prose());
    let addresses = of_kind(reading, OmitKind::SourceUrl)
        .filter_map(|(at, piece)| Some((at, piece, address(&piece.text)?)));
    let mut all: Vec<_> = addresses.collect();
    let named = |piece: &Piece| !piece.text.trim_start_matches('(').starts_with("http");
    all.sort_by_key(|(at, piece, _)| (!named(piece), last_prose.is_some_and(|last| *at < last), *at));
    let (at, piece, address) = all.first()?;
    let inside = last_prose.is_some_and(|last| *at < last) && *at > 2 && !named(piece);
    let why = match (named(piece), inside) {
        (true, _) => "a line that names its source",
        (_, false) => "an address by itself outside the text",
        _ => "an address by itself within the text, which may lead elsewhere",
    };
    Some(Fact { is_offer: inside, ..fact(piece, address.clone(), why) })
}

/// The first address in a line that a link may lead to.
fn address(text: &str) -> Option<String> {
    let found = text
        .split([' ', '<', '>', '(', ')', '[', ']', '"', '“', '”'])
        .find(|word| word.starts_with("https://") || word.starts_with("http://"))?;
    let found = found.trim_end_matches(['.', ',', ';']);
    let host = found.split("//").nth(1).unwrap_or_default();
    escape::url(found).filter(|_| host.starts_with(char::is_alphanumeric) && host.contains('.'))
}

/// The site of an address: `cand.com.vn`.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

fn holder(reading: &Reading) -> Option<Fact> {
    for (_, piece) in of_kind(reading, OmitKind::Footer) {
        let key = &piece.key;
        for words in [
            "bản quyền thuộc về",
            "bản quyền thuộc",
            "bản quyền của",
            "bản quyền",
            "copyright ©",
            "copyright",
            "©",
        ] {
            let Some(at) = key.find(words).filter(|_| key.len() == piece.text.len()) else { continue };
            let behind = piece.text.get(at + words.len()..).unwrap_or_default();
            let behind = behind.trim_start_matches(|c: char| !c.is_alphabetic());
            let name = behind.split(['.', '|', ',', ';', '–']).next().unwrap_or_default().trim();
            if (1..=12).contains(&name.split(' ').filter(|word| !word.is_empty()).count()) {
                return Some(fact(piece, name.to_owned(), "claims the rights"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn all_who_wrote_are_named() {
        let check = |text: &str, expected: &str| assert_eq!(name_in(text, true, true), expected, "{text}");
        check("Thu Hà - Minh Đức", "Thu Hà, Minh Đức");
        check("Tin, ảnh: Thu Hà – Minh Đức", "Thu Hà, Minh Đức");
        check("Bài và ảnh: THU HÀ, MINH ĐỨC", "THU HÀ, MINH ĐỨC");
        check("Thu Hà và Minh Đức", "Thu Hà và Minh Đức");
        check("Thu Hà - Báo Nghệ An", "Thu Hà");
        check("Nguyễn Văn An - 12/3/2023", "Nguyễn Văn An");
        assert_eq!(name_in("Jane Doe, Staff Writer", false, false), "Jane Doe");
    }
}
