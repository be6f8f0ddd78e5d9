//! The sentences of Markdown in which references stand, for whoever sees them from their targets.

use crate::markup::{self, BlockQuotation};
use crate::model::site::{Article, Markdown, Reference, Target};
use crate::text::words::{excerpt, sentences};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Cuts out the sentences around references of one text.
///
/// It looks at the lines around a reference only, and keeps them: references that are asked for in their order cost time in proportion to
/// the text.
pub struct Sentences<'a> {
    text: &'a str,
    references: &'a [Reference],
    targets: &'a [Option<Target>],
    lines: Option<Lines>,
    quotations: OnceCell<Vec<BlockQuotation>>,
    /// The signs of emphasis before and behind each part of the text that has them.
    emphasis: OnceCell<Vec<[Range<usize>; 2]>>,
    elsewhere: OnceCell<Elsewhere<'a>>,
}

/// What the sentences of a text mean by marks whose meaning stands elsewhere in it.
#[derive(Default)]
struct Elsewhere<'a> {
    /// The addresses of link definitions by their labels in lower case, without brackets.
    definitions: HashMap<String, String>,
    /// The marks of the footnotes that the text has: `[^1]`.
    footnotes: HashSet<&'a str>,
}

impl<'a> Elsewhere<'a> {
    fn of(text: &'a str) -> Self {
        if !text.contains("]:") {
            return Self::default();
        }
        let lines = text.lines().map(str::trim_start).filter(|line| line.starts_with("[^"));
        let footnotes = lines.filter_map(|line| Some(&line[..=line.find("]:")?])).collect();
        let definitions = markup::definitions(text).into_iter().filter_map(|(range, address)| {
            let (label, _) = text[range].trim_start().strip_prefix('[')?.split_once("]:")?;
            Some((label.to_lowercase(), address))
        });
        Self { definitions: definitions.collect(), footnotes }
    }

    /// The link `source` with its address beside it, if that stands in a definition: `[words][label]`, `[words][]`, `[words]`.
    fn addressed(&self, source: &str) -> Option<String> {
        if self.definitions.is_empty() || source.starts_with("[[") {
            return None;
        }
        let inner = source.strip_prefix('[')?.strip_suffix(']')?;
        let (words, label) = match inner.rsplit_once("][") {
            Some((words, "")) => (words, words),
            Some(both) => both,
            None => (inner, inner),
        };
        let address = self.definitions.get(&label.to_lowercase())?;
        Some(format!("[{words}](<{address}>)"))
    }

    /// A part of the text without the marks of footnotes, which lead to a place that the part does not have.
    fn without_footnotes(&self, part: String) -> String {
        if self.footnotes.is_empty() {
            return part;
        }
        let mut kept = String::with_capacity(part.len());
        let mut rest = part.as_str();
        while let Some(at) = rest.find("[^") {
            let mark = rest[at..].split_inclusive(']').next().unwrap_or_default();
            let behind = &rest[at + mark.len()..];
            kept.push_str(&rest[..at]);
            rest = match self.footnotes.contains(mark) {
                // The footnote itself begins with its mark.
                true if kept.trim().is_empty() => behind.strip_prefix(':').unwrap_or(behind).trim_start(),
                true => behind,
                false => {
                    kept.push_str(mark);
                    behind
                }
            };
        }
        kept + rest
    }
}

/// Lines that flow into one another, and what lies between the ends of sentences in them.
struct Lines {
    /// Where they stand in the text, bytes.
    range: Range<usize>,
    /// Their text with line ends as spaces, byte for byte.
    flowing: String,
    /// Offsets into it.
    sentences: Vec<Range<usize>>,
}

impl<'a> Sentences<'a> {
    /// For a text with these `references`, in order, which lead to `targets`.
    pub fn new(text: &'a str, references: &'a [Reference], targets: &'a [Option<Target>]) -> Self {
        let (quotations, emphasis, elsewhere) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { text, references, targets, lines: None, quotations, emphasis, elsewhere }
    }

    /// For the body of an article in Markdown.
    pub fn of(article: &'a Article) -> Self {
        Self::new(&article.text[article.body_start..], &article.references, &article.targets)
    }

    /// The sentence around a reference, the `at`-th of the text, with the references in it; around one that says where a block quote is
    /// from, the words that are quoted. Of a very long one only a part: else the excerpts of a list of thousands of references would
    /// be as long, all together, as its length squared.
    pub fn around(&mut self, at: usize) -> Markdown {
        let (text, reference) = (self.text, &self.references[at].range);
        if let Some(words) = self.quoted(reference) {
            return self.attributed(words, at);
        }
        if !self.holds(at) {
            self.lines = Some(lines_around(text, reference));
        }
        let Some(Lines { range, flowing, sentences }) = &self.lines else { return Markdown::default() };
        let inside = reference.start - range.start..reference.end - range.start;
        let sentence = unmarked(flowing, touched(sentences, &inside), &inside);
        let whole = sentence.start + range.start..sentence.end + range.start;
        let sentence = excerpt(text, whole.clone(), reference);
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        let dots = [dots(sentence.start > whole.start), dots(sentence.end < whole.end)];
        let elsewhere = self.elsewhere.get_or_init(|| Elsewhere::of(text));
        let (part, known) = self.part(sentence, elsewhere);
        let source = format!("{}{part}{}", dots[0], dots[1]);
        // Cut out, a sentence may read otherwise than in its text; only what stands in both is followed.
        let followed = markup::references(&source).into_iter().map(|one| {
            let range = one.range.start.checked_sub(dots[0].len())?..one.range.end - dots[0].len();
            let at = known.iter().find(|(known, _)| *known == range)?.1;
            self.targets.get(at).cloned().flatten()
        });
        Markdown { targets: followed.collect(), source: elsewhere.without_footnotes(source) }
    }

    /// Where the words stand of which a reference says where they are from, at the end of a block quote.
    fn quoted(&self, reference: &Range<usize>) -> Option<Range<usize>> {
        let before = self.text[..reference.start].trim_end();
        let words = before.trim_end_matches(['—', '–', '-']);
        if words.len() == before.len() {
            return None;
        }
        let quotations = self.quotations.get_or_init(|| markup::attributed_quotations(self.text));
        let quotation = quotations.iter().find(|one| one.reference == *reference)?;
        Some(quotation.range.start..words.len())
    }

    /// What a block quote says from `words` on, and the reference that says where it is from, its `at`-th of the text.
    fn attributed(&self, words: Range<usize>, at: usize) -> Markdown {
        let elsewhere = self.elsewhere.get_or_init(|| Elsewhere::of(self.text));
        let reference = &self.references[at].range;
        let start = excerpt(self.text, words.start..reference.end, reference).start;
        let dots = if start > words.start { "…" } else { "" };
        let (said, _) = self.part(start..words.end, elsewhere);
        let lines = said.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']).trim());
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let (by, _) = self.part(reference.clone(), elsewhere);
        let source = format!("{dots}{} — {by}", lines.join(" "));
        let first = self.references.partition_point(|one| one.range.start < start);
        let targets = match markup::references(&source).len() {
            n if n == at + 1 - first => self.targets.get(first..=at).unwrap_or_default().to_vec(),
            // Put together, they read otherwise: nothing is followed.
            n => vec![None; n],
        };
        Markdown { targets, source: elsewhere.without_footnotes(source) }
    }

    /// A part of the text, where links by definitions have their addresses beside them; and where in it the references stand that are
    /// whole, each with its position among all.
    fn part(&self, range: Range<usize>, elsewhere: &Elsewhere<'_>) -> (String, Vec<(Range<usize>, usize)>) {
        let mut part = String::with_capacity(range.len());
        let (mut at, mut known) = (range.start, Vec::new());
        let lone = self.lone_signs(&range);
        let push = |part: &mut String, words: Range<usize>| {
            let mut from = words.start;
            for sign in lone.iter().filter(|sign| words.start <= sign.start && sign.end <= words.end) {
                part.push_str(&self.text[from..sign.start]);
                from = sign.end;
            }
            part.push_str(&self.text[from..words.end]);
        };
        let first = self.references.partition_point(|one| one.range.start < range.start);
        let all = self.references.iter().map(|reference| &reference.range).enumerate().skip(first);
        let inside = all.take_while(|(_, one)| one.end <= range.end);
        for (index, reference) in inside {
            push(&mut part, at..reference.start);
            let start = part.len();
            let source = &self.text[reference.clone()];
            at = reference.end;
            match elsewhere.addressed(source) {
                Some(link) => {
                    part.push_str(&link);
                    // The parser ends `[words][]` before its empty brackets.
                    at += if self.text[at..range.end.max(at)].starts_with("[]") { 2 } else { 0 };
                }
                None => part.push_str(source),
            }
            known.push((start..part.len(), index));
        }
        push(&mut part, at..range.end);
        (part, known)
    }

    /// The signs of emphasis in a part of the text that have their other ones outside of it, in order.
    fn lone_signs(&self, part: &Range<usize>) -> Vec<Range<usize>> {
        if !self.text[part.clone()].contains(['*', '_', '~']) {
            return Vec::new();
        }
        let holds = |sign: &&Range<usize>| part.start <= sign.start && sign.end <= part.end;
        let all = self.emphasis.get_or_init(|| markup::emphasis(self.text)).iter();
        let mut lone: Vec<Range<usize>> = all
            .filter(|signs| signs.iter().filter(holds).count() == 1)
            .flatten()
            .filter(holds)
            .cloned()
            .collect();
        lone.sort_unstable_by_key(|sign| sign.start);
        lone
    }

    /// Whether two references stand in one sentence.
    pub fn have_one(&mut self, one: usize, other: usize) -> bool {
        let sentence = self.around(other);
        self.holds(one) && self.around(one) == sentence
    }

    /// Whether a reference stands in the lines that are kept.
    fn holds(&self, at: usize) -> bool {
        let reference = &self.references[at].range;
        let lines = self.lines.as_ref().map_or(0..0, |lines| lines.range.clone());
        lines.start <= reference.start && reference.end <= lines.end
    }
}

/// From the sentence in which a range begins to the one in which it ends.
fn touched(sentences: &[Range<usize>], range: &Range<usize>) -> Range<usize> {
    let first = sentences.partition_point(|s| s.end <= range.start);
    let last = sentences.partition_point(|s| s.start < range.end);
    match sentences.get(first..last.max(first)) {
        Some([one, .., end]) => one.start.min(range.start)..end.end.max(range.end),
        Some([one]) => one.start.min(range.start)..one.end.max(range.end),
        _ => range.clone(),
    }
}

/// A sentence without the signs of the block it begins (a list, a quotation, a heading), or its cell of a table.
fn unmarked(text: &str, sentence: Range<usize>, reference: &Range<usize>) -> Range<usize> {
    let line = text[..sentence.start].rfind('\n').map_or(0, |at| at + 1);
    if text[line..].trim_start().starts_with('|') {
        let start = text[sentence.start..reference.start]
            .rfind('|')
            .map_or(sentence.start, |at| sentence.start + at + 1);
        let end = text[reference.end..sentence.end].find('|').map_or(sentence.end, |at| reference.end + at);
        return start..end;
    }
    let words = &text[sentence.start..reference.start];
    let is_heading = words.trim_start().starts_with('#');
    // `## Title {#id}`
    let id = text[reference.end..sentence.end]
        .rfind(" {#")
        .filter(|_| is_heading && text[..sentence.end].ends_with('}'));
    let end = id.map_or(sentence.end, |at| reference.end + at);
    sentence.start + words.len() - without_signs(words).len()..end
}

/// The words of a block without the signs with which it begins: of quotations, lists, tasks, headings and definitions.
fn without_signs(block: &str) -> &str {
    let mut words = block.trim_start();
    loop {
        let rest = ["- ", "* ", "+ ", ">", "[ ] ", "[x] ", "[X] ", ": "]
            .iter()
            .find_map(|sign| words.strip_prefix(sign));
        let heading = || words.trim_start_matches('#').strip_prefix(' ').filter(|_| words.starts_with('#'));
        match rest.or_else(heading) {
            Some(rest) => words = rest.trim_start(),
            None => return words,
        }
    }
}

/// The lines around a reference that flow into one another: a sentence goes on over them.
fn lines_around(text: &str, reference: &Range<usize>) -> Lines {
    let mut start = 0;
    for (at, _) in text[..reference.start].rmatch_indices('\n') {
        if !flows_on(text, at) {
            start = at + 1;
            break;
        }
    }
    let mut ends = text[reference.end..].match_indices('\n').map(|(at, _)| reference.end + at);
    let end = ends.find(|&at| !flows_on(text, at)).unwrap_or(text.len());
    let mut flowing = String::with_capacity(end - start);
    let mut at = start;
    for line in text[start..end].split_inclusive('\n') {
        at += line.len();
        match line.strip_suffix('\n').filter(|_| flows_on(text, at - 1)) {
            Some(line) => flowing.extend([line, " "]),
            None => flowing.push_str(line),
        }
    }
    let sentences = sentences(&without_entities(&flowing)).collect();
    Lines { range: start..end, flowing, sentences }
}

/// The text, byte for byte, with a comma for the semicolon of an entity (`&amp;`), which ends no sentence.
fn without_entities(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for (at, _) in text.match_indices('&') {
        let name = text[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        let end = at + 1 + name;
        if name > 0 && text[end..].starts_with(';') {
            out.to_mut().replace_range(end..=end, ",");
        }
    }
    out
}

/// Whether the line behind the line end `at` goes on with what the one before says, and begins no block of its own.
fn flows_on(text: &str, at: usize) -> bool {
    let next = text[at + 1..].split('\n').next().unwrap_or_default().trim_start();
    let before = text[..at].rsplit('\n').next().unwrap_or_default().trim();
    let begins_block = next.is_empty()
        || next.starts_with(['-', '*', '+', '>', '#', '|', ':', '`', '~'])
        || next.starts_with(|c: char| c.is_ascii_digit());
    !begins_block && !before.is_empty() && !before.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::{ArticleId, Thing};

    /// What is shown around the last reference of a text.
    fn check(text: &str, expected: &str) {
        let references = markup::references(text);
        let target = Target { thing: Thing::Article(ArticleId(0)), anchor: None };
        let targets = vec![Some(target); references.len()];
        let shown = Sentences::new(text, &references, &targets).around(references.len() - 1);
        assert_eq!(shown.source, expected, "{text:?}");
        assert_eq!(shown.targets.len(), markup::references(&shown.source).len(), "{text:?}");
        assert!(shown.targets.iter().all(Option::is_some), "{text:?}: {:?}", shown.targets);
    }

    #[test]
    fn around_an_attribution_stands_what_is_quoted() {
        check("A.\n\n> Một câu.\n> Hai câu.\n>\n> — [[a]]\n\nB.", "Một câu. Hai câu. — [[a]]");
        check("> Một [[b]].\n> — [[a#p2]]", "Một [[b]]. — [[a#p2]]");
        check("> Một câu. — [[a]]", "Một câu. — [[a]]");
        check("> Một.\n> -- [[a]]", "Một. — [[a]]");
        check("> Một.\n— [[a]]", "Một. — [[a]]");
        check("> — [[a]]", "— [[a]]");
        check("Không dẫn. — [[a]]", "— [[a]]");
    }

    #[test]
    fn signs_of_markup_stay_with_their_words() {
        check("**đậm [[y]]** sau.", "**đậm [[y]]** sau.");
        check("*nghiêng [[y]]*", "*nghiêng [[y]]*");
        check("Trước. **Câu đậm [[y]].** Sau.", "**Câu đậm [[y]].** Sau.");
        check("**Một câu. Hai [[y]] câu.**", "Hai [[y]] câu.");
        check("**Một [[y]] câu. Hai câu.**", "Một [[y]] câu.");
        check("Một _hai. Ba [[y]] bốn_ năm. Sáu", "Ba [[y]] bốn năm.");
        check("Tính: 2 * 3 = 6 [[y]].", "Tính: 2 * 3 = 6 [[y]].");
        check("a\\*b [[y]] &amp; &lt; c; d", "a\\*b [[y]] &amp; &lt; c;");
        check("Từ\n: nghĩa [[y]]", "nghĩa [[y]]");
        check("- [x] việc [[y]]", "việc [[y]]");
        check("> - **việc** [[y]]", "**việc** [[y]]");
        check("## T [[y]] {#t}", "T [[y]]");
        check("## #1 [[y]]", "#1 [[y]]");
    }

    #[test]
    fn marks_mean_what_they_mean_in_the_whole_text() {
        let defined =
            |text: &str, expected: &str| check(&format!("{text}\n\n[v]: ../events/v.yaml"), expected);
        defined("Xem [việc][v] này. B.", "Xem [việc](<../events/v.yaml>) này.");
        defined("Xem [V][] này.", "Xem [V](<../events/v.yaml>) này.");
        defined("> Lời [V].\n> — [b][v]", "Lời [V](<../events/v.yaml>). — [b](<../events/v.yaml>)");
        check("Chú[^1] thích [[a]].\n\n[^1]: Ghi.", "Chú thích [[a]].");
        check("Chú[^1].\n\n[^1]: Ghi [[a]].", "Ghi [[a]].");
        check("Chữ `[^a-z]` và [[a]].\n\n[^1]: Ghi.", "Chữ `[^a-z]` và [[a]].");
    }
}
