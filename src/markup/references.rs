//! References: `[[…]]`, and relative links to content files.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::comments::is_comment;
use super::{Reference, ReferenceForm, events, parser};

/// The references of a text, in order of position.
///
/// None is found in code, raw HTML or addresses, and none after a backslash (`\[[`). A `[[…]]` within the text of a
/// link or an image wins over it, as inner links win in CommonMark; the outer brackets are then text.
pub fn references(source: &str) -> Vec<Reference> {
    let mut finder = Finder::default();
    if source.contains('[') {
        events(source).for_each(|(event, range)| finder.event(&event, &range));
    }
    finder.into_found()
}

/// Finds references in the events of a text.
#[derive(Default)]
pub(super) struct Finder {
    /// Those that have ended.
    found: Vec<Reference>,
    /// The reference around the event.
    open: Option<Open>,
    /// The links and images around the event, the innermost last.
    spans: Vec<Span>,
    /// How many of them are images.
    images: usize,
}

/// A link or an image that is open.
enum Span {
    Reference,
    Image,
    /// Double brackets around nothing that could be a target, which are text.
    Brackets,
    /// Another link, or one within a reference or an image, which is its text alone.
    Text,
}

impl Finder {
    /// The references of the events that were given, in order of position, whatever order the events had: of a text with too
    /// many crossing brackets, [`events()`] may bring what stands behind a link within it.
    pub(super) fn into_found(mut self) -> Vec<Reference> {
        self.found.sort_by_key(|reference| reference.range.start);
        self.found
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.start(*link_type, dest_url, false),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => self.start(*link_type, dest_url, true),
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => {
                self.end(range.start + usize::from(*end == TagEnd::Image)..range.end);
            }
            Event::InlineHtml(html) if is_comment(html) => {}
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => self.text(text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.label.push_str(text);
        }
    }

    fn start(&mut self, link_type: LinkType, address: &CowStr<'_>, is_image: bool) {
        let target = target(link_type, address);
        if is_image && is_wiki(link_type) {
            self.text("!");
        }
        let span = match target {
            None if is_wiki(link_type) => {
                self.text("[[");
                Span::Brackets
            }
            _ if is_image && !is_wiki(link_type) => {
                self.images += 1;
                Span::Image
            }
            Some((form, target)) if self.open.is_none() && self.images == 0 => {
                let (target, labelled) = (target.into_owned(), is_labelled(link_type));
                self.open = Some(Open { form, target, label: String::new(), labelled });
                Span::Reference
            }
            _ => Span::Text,
        };
        self.spans.push(span);
    }

    fn end(&mut self, range: Range<usize>) {
        match self.spans.pop() {
            Some(Span::Reference) => {
                if let Some(Open { form, target, label, labelled }) = self.open.take() {
                    self.found.push(reference(form, target, labelled.then_some(&*label), range));
                }
            }
            Some(Span::Image) => self.images -= 1,
            Some(Span::Brackets) => self.text("]]"),
            Some(Span::Text) | None => {}
        }
    }
}

/// The link definitions of a text (`[label]: address`), in order of position: where each stands, and its address.
pub fn definitions(source: &str) -> Vec<(Range<usize>, String)> {
    let parser = parser(source);
    let all = parser.reference_definitions().iter();
    let mut found: Vec<(Range<usize>, String)> =
        all.map(|(_, definition)| (definition.span.clone(), definition.dest.to_string())).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// A reference whose end has not been read.
struct Open {
    form: ReferenceForm,
    target: String,
    label: String,
    labelled: bool,
}

/// Puts a reference together; `label` is its plain text where the author gave one.
pub(super) fn reference(
    form: ReferenceForm,
    target: String,
    label: Option<&str>,
    range: Range<usize>,
) -> Reference {
    let label = label.map(str::trim).filter(|label| !label.is_empty()).map(str::to_string);
    Reference { range, target, label, form }
}

/// Whether the text between a link's brackets is the author's label; `[[target]]` has none.
pub(super) fn is_labelled(link_type: LinkType) -> bool {
    link_type != LinkType::WikiLink { has_pothole: false }
}

/// Whether a link is written `[[…]]`.
pub(super) fn is_wiki(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::WikiLink { .. })
}

/// The form and target of a link if it is a reference.
pub(super) fn target<'a>(
    link_type: LinkType,
    address: &'a CowStr<'_>,
) -> Option<(ReferenceForm, Cow<'a, str>)> {
    match link_type {
        LinkType::WikiLink { .. } => wiki_target(address).map(|target| (ReferenceForm::Wiki, target)),
        LinkType::Autolink | LinkType::Email => None,
        _ => names_content_file(address).then_some((ReferenceForm::Relative, Cow::Borrowed(&**address))),
    }
}

/// The target of `[[…]]`, or `None` where the brackets hold nothing that could be one, and so are text.
///
/// The backslash before a bar goes. A line break within, with the marks of the quotation that it stands in, is one
/// space.
fn wiki_target(raw: &str) -> Option<Cow<'_, str>> {
    let raw = raw.strip_suffix('\\').unwrap_or(raw).trim();
    if raw.is_empty() || raw.contains(['[', ']', '`']) {
        return None;
    }
    if !raw.contains(['\n', '\r']) {
        return Some(Cow::Borrowed(raw));
    }
    let mut lines = raw.lines().map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end());
    let mut target = String::from(lines.next().unwrap_or_default());
    for line in lines.filter(|line| !line.is_empty()) {
        target.push(' ');
        target.push_str(line);
    }
    Some(Cow::Owned(target))
}

/// Whether an address is relative and leads to a file that a curator writes.
fn names_content_file(address: &str) -> bool {
    let path = &address[..address.find(['#', '?']).unwrap_or(address.len())];
    let Some((stem, extension)) = path.rsplit_once('.') else { return false };
    !stem.is_empty()
        && !path.starts_with('/')
        && !path.contains(':')
        && ["md", "yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::{definitions, references};
    use crate::markup::ReferenceForm;

    /// `form target|label @source` for each reference.
    fn check(source: &str, expected: &[&str]) {
        let found: Vec<String> = references(source)
            .into_iter()
            .map(|reference| {
                let form = if reference.form == ReferenceForm::Wiki { 'w' } else { 'r' };
                let label = reference.label.map(|label| format!("|{label}")).unwrap_or_default();
                format!("{form} {}{label} @{}", reference.target, &source[reference.range])
            })
            .collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn a_wiki_reference_names_a_target_and_perhaps_a_label() {
        check("", &[]);
        check("a [[57-KL/TW]] b", &["w 57-KL/TW @[[57-KL/TW]]"]);
        check(
            "[[57-KL/TW@2023-06-15|Kết luận 57]]",
            &["w 57-KL/TW@2023-06-15|Kết luận 57 @[[57-KL/TW@2023-06-15|Kết luận 57]]"],
        );
        check("[[article:a#p7]][[topic:b]]", &["w article:a#p7 @[[article:a#p7]]", "w topic:b @[[topic:b]]"]);
        check("[[ a | b ]]", &["w a|b @[[ a | b ]]"]);
        check("[[a|]]", &["w a @[[a|]]"]);
        check("[[a|b|c]]", &["w a|b|c @[[a|b|c]]"]);
        check("[[a_b_c*d*]]", &["w a_b_c*d* @[[a_b_c*d*]]"]);
        check("[[a|Kết *luận* `57`]]", &["w a|Kết luận 57 @[[a|Kết *luận* `57`]]"]);
        check("[[749/QĐ-TTg]]", &["w 749/QĐ-TTg @[[749/QĐ-TTg]]"]);
    }

    #[test]
    fn a_wiki_reference_may_stand_anywhere_in_text() {
        check("# [[a]]\n\n*x [[b]]* **[[c]]**\n", &["w a @[[a]]", "w b @[[b]]", "w c @[[c]]"]);
        check("| x |\n|---|\n| [[a\\|b c]] [[d]] |", &["w a|b c @[[a\\|b c]]", "w d @[[d]]"]);
        check("x[^1]\n\n[^1]: see [[a]]", &["w a @[[a]]"]);
        check("> [[a b\n> c|d\n> e]]", &["w a b c|d e @[[a b\n> c|d\n> e]]"]);
        check("- [[a]]\n  1. [[b]]", &["w a @[[a]]", "w b @[[b]]"]);
        check("[[[a]]]", &["w a @[[a]]"]);
        check("![[a]]", &["w a @[[a]]"]);
        check("[x [[a]] y](http://b)", &["w a @[[a]]"]);
        check("![x [[a]] y](i.png)", &["w a @[[a]]"]);
        check("[a]: /b\n\n[[a]]", &["w a @[[a]]"]);
    }

    #[test]
    fn brackets_that_cross_are_text() {
        check(
            "[![[] b] a](b.md) [c](d.md) e]]",
            &["r b.md|![[] b] a @[![[] b] a](b.md)", "r d.md|c @[c](d.md)"],
        );
        check("[![[a|b] c] d](http://e) [f](g.md) h]]", &["r g.md|f @[f](g.md)"]);
        check("![a [[b] c] d](e.png) [[f]]", &["w f @[[f]]"]);
        check("![a [[b] c] d](e.png) f]] [[g]]", &["w g @[[g]]"]);
        check("[see ![[a](b.md) c]] d", &["r b.md|a @[a](b.md)"]);
        check(
            "![[a ![ b ]] c](d.md) [e](f.md)",
            &["r d.md|a ![ b ]] c @[a ![ b ]] c](d.md)", "r f.md|e @[e](f.md)"],
        );
        // What CI's fuzzing found: behind the link, and brought within it.
        let found = "[`a![[]b] c:2]()d [e](f.md) g]] [[h]]";
        check(found, &["r f.md|e @[e](f.md)", "w h @[[h]]"]);
    }

    #[test]
    fn a_mark_before_a_reference_makes_no_image_of_it() {
        check("![[a]] b](c.png)", &["w a @[[a]]"]);
        check("[![[a]]](b.md)", &["w a @[[a]]"]);
        check("![[a]](b.png) `![[c]]` \\![[d]]", &["w a @[[a]]", "w d @[[d]]"]);
        check("\\\\![[a]] ![[b] c](d.png)", &["w a @[[a]]"]);
    }

    #[test]
    fn brackets_that_are_no_reference() {
        for source in [
            "`[[a]]`",
            "```\n[[a]]\n```",
            "    [[a]]",
            "\\[[a]]",
            "[\\[a]]",
            "[[a]",
            "[a]]",
            "[[]]",
            "[[ ]]",
            "[[|a]]",
            "<http://x/[[a]]>",
            "<b title=\"[[a]]\">",
            "<!-- [[a]] -->",
            "[x](http://x/[[a]])",
            "[[a\n\nb]]",
            "[[`a`]]",
            "[[a] b]]",
            "<div>\n[[a]]\n</div>",
            "[x]: [[a]]",
        ] {
            check(source, &[]);
        }
    }

    #[test]
    fn definitions_have_places_and_addresses() {
        let source = "[b][c]\n\n[c]: <../d e.md>\n[f]: g.md \"h\"\n";
        let found: Vec<(&str, String)> = definitions(source)
            .into_iter()
            .map(|(range, address)| (source[range].trim_end(), address))
            .collect();
        assert_eq!(
            found,
            [("[c]: <../d e.md>", "../d e.md".to_owned()), ("[f]: g.md \"h\"", "g.md".to_owned())]
        );
    }

    /// Found by fuzzing.
    #[test]
    fn a_label_has_the_brackets_that_readers_see() {
        let source = "[[top![[]ic] a:2](b.md) \\[[nno]]` ![Z]] \\o<<}`[[n";
        assert_eq!(references(source)[0].label.as_deref(), Some("top![[]ic] a:2"));
    }

    #[test]
    fn a_relative_link_to_a_content_file_is_a_reference() {
        check(
            "[b *c*](../topics/noi-dung.md#x)",
            &["r ../topics/noi-dung.md#x|b c @[b *c*](../topics/noi-dung.md#x)"],
        );
        check("[](a.yaml)", &["r a.yaml @[](a.yaml)"]);
        check("[b][c]\n\n[c]: <../d e.md>", &["r ../d e.md|b @[b][c]"]);
        for source in [
            "[a](b.html)",
            "[a](/b.md)",
            "[a](http://b.md)",
            "[a](#b.md)",
            "[a](.md)",
            "![a](b.md)",
            "<b.md>",
        ] {
            check(source, &[]);
        }
    }
}
