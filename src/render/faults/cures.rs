//! What a mistake in a template is called, and what would mend it.

use crate::diagnostic::did_you_mean;
use crate::text::distance::nearest;

/// The filters that templates may use: the engine's, and ours.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape_html",
    "escape_xml",
    "fill",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
];

/// The engine's tests: `{% if x is string %}`.
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// What the engine calls kinds of values, and what theme authors call them.
const TYPES: [(&str, &str); 9] = [
    ("`&[Value]`", "a list"),
    ("`array`", "a list"),
    ("`&str`", "a text"),
    ("`string`", "a text"),
    ("`f64`", "a number"),
    ("`i64`", "a number"),
    ("`u64`", "a number"),
    ("`usize`", "a number"),
    ("`map`", "keys with values"),
];

/// More names than these do not help whoever reads a message.
const MOST_NAMES: usize = 40;

/// A message of the engine in the way of all diagnostics, without the names that there are; and what would mend it.
pub(super) fn told(message: &str) -> (String, String) {
    let (message, hint) = cure(message);
    let message = TYPES.iter().fold(lower_case(message), |message, (name, word)| message.replace(name, word));
    (message, hint)
}

/// The message without the names that there are, and what would mend it.
fn cure(message: &str) -> (&str, String) {
    let message = message.trim_end_matches('.');
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let nearest = |known: &[&str]| did_you_mean(&nearest(quoted, known.iter().copied(), 3));
    let known = |message, known: &[&str]| {
        let all = || match known.len() {
            0..=MOST_NAMES => format!("there are: {}", known.join(", ")),
            // Only the words of a theme are so many.
            n => format!(
                "it is none of the {n} that there are; words belong into `themes/NAME/strings/LANGUAGE.yaml` of the portal's language"
            ),
        };
        (message, nearest(known).unwrap_or_else(all))
    };
    for list in [" Available fields: ", " Available variables: "] {
        if let Some((message, names)) = message.split_once(list) {
            return known(message, &names.trim_end_matches('.').split(", ").collect::<Vec<_>>());
        }
    }
    let general = "mend the template; the manual's page on themes says which values and filters there are";
    let hint = match message {
        _ if message.starts_with("Unknown filter ") => return known(message, FILTERS),
        _ if message.starts_with("Unknown test ") => return known(message, TESTS),
        _ if message.starts_with("Unexpected end of input") => {
            "something is not closed: `{% endblock %}`, `{% endif %}`, `{% endfor %}`, `}}` or `%}`"
        }
        _ if message.starts_with("Unknown tag") && quoted.starts_with("end") => {
            "a tag above that is to be closed first is not (`{% endif %}`, `{% endfor %}`, `{% endblock %}`); or this one stands twice: remove it"
        }
        _ if message.starts_with("Unknown tag") && matches!(quoted, "macro" | "import") => {
            "a template may have components, outside of blocks: `{% component NAME(x) %}…{% endcomponent NAME %}`, to be called as `{{ <NAME x={…} /> }}`"
        }
        _ if message.starts_with("Unknown tag") => {
            "correct the word; or a tag above is not closed: `{% endif %}`, `{% endfor %}`, `{% endblock %}`"
        }
        _ if message.ends_with("expected }}") => "close the value with `}}`",
        _ if message.ends_with("is not defined in any parent template") => {
            "correct its name; or give the template that this one extends such a block: `{% block NAME %}{% endblock %}`"
        }
        _ if message.starts_with("Invalid type") || message.contains(" requires both operands ") => {
            "give it a value of that kind, or take the filter or the sign out"
        }
        _ if message.ends_with("type `undefined`") => {
            "there is no such value: correct its name, or write `or []` behind it"
        }
        _ => general,
    };
    (message, hint.to_owned())
}

/// The message in the way of all diagnostics.
fn lower_case(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut rest = message.chars();
    match rest.next() {
        Some(first) if rest.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(rest).collect()
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::templates::engine;
    use crate::render::theme::Theme;

    #[test]
    fn the_filters_and_tests_that_are_offered_are_there() {
        let theme = Theme { chain: vec!["khue".to_owned()], ..Theme::default() };
        let all = FILTERS.iter().map(|name| format!("{{{{ a | {name} }}}}"));
        let all = all.chain(TESTS.iter().map(|name| format!("{{% if a is {name} %}}{{% endif %}}")));
        for source in all {
            let mut tera = engine(&theme).expect("the chain is right");
            let read = tera.add_raw_template("a.html", &source).map_err(|error| error.to_string());
            assert_eq!(read, Ok(()), "{source}");
        }
    }
}
