//! Which fields of a view a kind's templates speak of, so that what no template shows need not be made.

use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The names that a template speaks of, with all templates that it extends or includes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// None where a template hands a whole view on, so that nobody can tell what it needs.
    names: Option<HashSet<String>>,
}

impl Wanted {
    /// What `template` (`article.html`) speaks of; `view` is the name under which it sees its view, beside `page`.
    ///
    /// `sources` are all templates by full name (`khue/article.html`), `chain` the themes in which a short name is looked
    /// up, nearest first.
    pub(super) fn of(template: &str, view: &str, sources: &BTreeMap<&str, &str>, chain: &[String]) -> Self {
        let full = |name: &str| -> Option<&str> {
            let found = sources.get_key_value(name);
            let found = found.or_else(|| {
                chain.iter().find_map(|theme| sources.get_key_value(&*format!("{theme}/{name}")))
            });
            found.map(|(name, _)| *name)
        };
        // A component may be called from anywhere, with anything.
        if sources.values().any(|source| source.contains("endcomponent")) {
            return Self::default();
        }
        let mut due: Vec<&str> = full(template).into_iter().collect();
        let mut read: BTreeSet<&str> = due.iter().copied().collect();
        let mut names = HashSet::new();
        while let Some(name) = due.pop() {
            for tag in tags(sources[name]) {
                let spoken = Spoken::of(tag);
                if spoken.roots.iter().any(|root| *root == view || *root == "page") {
                    return Self::default();
                }
                names.extend(spoken.names.into_iter().map(str::to_owned));
                let others =
                    spoken.texts.iter().filter(|text| text.ends_with(".html")).filter_map(|text| full(text));
                due.extend(others.filter(|other| read.insert(other)));
            }
        }
        Self { names: Some(names) }
    }

    /// Whether a field of this name may be shown.
    pub fn has(&self, field: &str) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(field))
    }
}

/// What stands between `{{ }}` and `{% %}` in a template.
fn tags(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let start = rest
            .match_indices('{')
            .map(|(at, _)| at)
            .find(|at| matches!(rest.as_bytes().get(at + 1), Some(b'{' | b'%')))?;
        let close = if rest.as_bytes()[start + 1] == b'{' { "}}" } else { "%}" };
        let inside = &rest[start + 2..];
        let end = inside.find(close).unwrap_or(inside.len());
        rest = &inside[end..];
        Some(&inside[..end])
    })
}

/// The words of one tag.
#[derive(Default)]
struct Spoken<'a> {
    /// Names, and the words of texts: a field may be asked for as `article["facts"]`.
    names: Vec<&'a str>,
    /// Names that are neither a field of something nor followed by one: values that are used as a whole.
    roots: Vec<&'a str>,
    /// Texts in quotation marks.
    texts: Vec<&'a str>,
}

impl<'a> Spoken<'a> {
    fn of(tag: &'a str) -> Self {
        let mut spoken = Self::default();
        // Blocks have names of their own.
        let statement = tag.trim_start_matches('-').trim_start();
        if matches!(statement.split(|c| !is_name(c)).next(), Some("block" | "endblock")) {
            return spoken;
        }
        let mut at = 0;
        while let Some(char) = tag[at..].chars().next() {
            if matches!(char, '"' | '\'' | '`') {
                let text = &tag[at + 1..];
                let end = text.find(char).unwrap_or(text.len());
                spoken.texts.push(&text[..end]);
                spoken.names.extend(text[..end].split(|c: char| !is_name(c)).filter(|word| !word.is_empty()));
                at = (at + end + 2).min(tag.len());
            } else if is_name(char) {
                let end = tag[at..].find(|c: char| !is_name(c)).map_or(tag.len(), |end| at + end);
                let name = &tag[at..end];
                spoken.names.push(name);
                let is_field = tag[..at].trim_end().ends_with('.');
                let rest = tag[end..].trim_start().trim_start_matches('?');
                let has_field = [".", "[\"", "['", "[`"].iter().any(|sign| rest.starts_with(sign));
                if !is_field && !has_field {
                    spoken.roots.push(name);
                }
                at = end;
            } else {
                at += char.len_utf8();
            }
        }
        spoken
    }
}

fn is_name(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(sources: &[(&str, &str)]) -> Wanted {
        let chain = ["mine".to_owned(), "khue".to_owned()];
        Wanted::of("article.html", "article", &sources.iter().copied().collect(), &chain)
    }

    #[test]
    fn fields_are_found_in_what_is_extended_and_included() {
        let wanted = wanted(&[
            ("khue/article.html", "{{ article.never }}"),
            (
                "mine/article.html",
                r#"{%- extends "base.html" %}{{ article.facts[0].label | fill(n=page.part) }}"#,
            ),
            ("khue/base.html", "{% include 'parts/x.html' %} words of the page {# facts #}"),
            ("khue/parts/x.html", r#"{{ article["things"] }}{% if article?.note.text %}{% endif %}"#),
        ]);
        for field in ["facts", "label", "part", "things", "note", "text"] {
            assert!(wanted.has(field), "{field}");
        }
        assert!(["never", "words", "cards"].iter().all(|field| !wanted.has(field)));
    }

    #[test]
    fn the_name_of_a_block_is_no_field() {
        let source = "{%- block related -%}{{ article.blocks }}{% endblock related %}{%endblock article%}";
        let wanted = wanted(&[("mine/article.html", source)]);
        assert!(wanted.has("blocks"));
        assert!(["related", "block", "endblock", "anything"].iter().all(|field| !wanted.has(field)));
    }

    #[test]
    fn a_view_that_is_used_as_a_whole_is_wanted_as_a_whole() {
        for whole in [
            "{% for key, value in article %}{% endfor %}",
            "{{ page | length }}",
            "{% set a = article %}",
            "{{ article[key] }}",
        ] {
            assert!(wanted(&[("mine/article.html", whole)]).has("anything"), "{whole}");
        }
        let text = r#"{{ s.article }}{{ "article" }}{{ page.article }}"#;
        assert!(!wanted(&[("mine/article.html", text)]).has("anything"));
    }

    #[test]
    fn where_there_are_components_everything_is_wanted() {
        let component = "{% component Card(of) %}{{ of.lines }}{% endcomponent Card %}";
        assert!(
            wanted(&[("mine/article.html", "{{ page.title }}"), ("mine/c.html", component)]).has("anything")
        );
    }
}
