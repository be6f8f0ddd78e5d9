//! What somebody could write to make a reader's browser run it, and that no field was forgotten.
//!
//! [`escaping`](crate::escaping) puts texts into the fields that take any text; here the metadata's own JSON Schemas say which
//! fields there are, and those that take texts of a certain form only must refuse, or show harmlessly, what has none.

use crate::escaping::{check_page, portal};
use crate::harness::PortalTest;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Texts that would set `__pwned`, or open a dialog, where they ran; in groups that go into one field together. What may
/// swallow the rest of a page stands last in its group. Each group holds `7x7`, by which it is found again.
pub const GROUPS: &[&[&str]] = &[
    // Elements and ways out of attributes.
    &[
        "7x7<script>__pwned=1</script>",
        "\"><img src=x onerror=__pwned=1>",
        "'><svg onload=__pwned=1>",
        "` onfocus=__pwned=1 autofocus x=`",
        "<details open ontoggle=__pwned=1>",
        "<body onpageshow=__pwned=1>",
        "<input autofocus onfocus=\"__pwned=1\">",
        "<iframe srcdoc='<script>parent.__pwned=1</script>'>",
        "</script><script>__pwned=1</script>",
        "\\\"};__pwned=1//",
        "<script src=//evil.example/x.js></script>",
    ],
    // Addresses.
    &[
        "7x7 javascript:__pwned=1",
        "[a](javascript:__pwned=1) [b](JaVaScRiPt:__pwned=1) [c](java&#x09;script:__pwned=1)",
        "[d](data:text/html,<script>opener.__pwned=1</script>) ![e](vbscript:x) <javascript:__pwned=1>",
        "[f](&#106;avascript:__pwned=1) [g](\u{1}javascript:__pwned=1) [h](//evil.example/)",
        "<a href=\"javascript&colon;__pwned=1\">i</a>",
        "<form action=javascript:__pwned=1><button formaction=javascript:__pwned=1>",
        "<base href=//evil.example/><meta http-equiv=refresh content='0;url=javascript:__pwned=1'>",
        "<a xlink:href=\"javascript:__pwned=1\">j</a>",
    ],
    // What templates and programs read.
    &[
        "7x7{{ 7*7 }}{% raw %}{# x #}{%- set a = 1 -%}",
        "${__pwned=1}",
        "`${__pwned=1}`",
        "\",\"@type\":\"Thing\"}</script><script>__pwned=1</script>",
        "\\u003cscript\\u003e__pwned=1\\u003c/script\\u003e",
        "\u{2028}__pwned=1\u{2029}",
        "&lt;script&gt;__pwned=1&lt;/script&gt;&#60;img src=x onerror=__pwned=1&#62;",
        "＜script＞__pwned=1＜/script＞",
        "<ſcript>__pwned=1</ſcript>",
        "<\u{200b}script>__pwned=1</script>",
    ],
    // Foreign elements, and markup that a second reading understands in another way.
    &[
        "7x7<svg><script>__pwned=1</script></svg><svg><animate onbegin=__pwned=1 attributeName=x>",
        "<math><mi xlink:href=\"javascript:__pwned=1\">k</mi></math>",
        "<math><mtext><table><mglyph><style><img src=x onerror=__pwned=1></style></mglyph></table></mtext></math>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=__pwned=1>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=__pwned=1>\">",
        "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=__pwned=1 src>\">",
        "<template><script>__pwned=1</script></template>",
        "<select><style></select><img src=x onerror=__pwned=1></style>",
    ],
    &[
        "7x7</title><img src=x onerror=__pwned=1>",
        "--!><img src=x onerror=__pwned=1>",
        "<!-- <img title=\"-->\" ",
    ],
    &[
        "7x7]]><script>__pwned=1</script>",
        "<?xml-stylesheet href='javascript:__pwned=1'?>",
        "<![CDATA[<img src=x onerror=__pwned=1>",
    ],
    &[
        "7x7</textarea><img src=x onerror=__pwned=1>",
        "</style><img src=x onerror=__pwned=1>",
        "<textarea><plaintext>",
    ],
];

/// The texts of a group as one.
pub fn together(group: &[&str]) -> String {
    group.join(" ")
}

#[test]
fn no_group_becomes_an_element_an_attribute_or_an_address() {
    for group in GROUPS {
        crate::escaping::check(&together(group));
    }
}

/// A file of every kind in the portal of [`portal`], by the word for its kind.
const FILES: &[(&str, &str)] = &[
    ("article", "content/articles/a.yaml"),
    ("document", "content/documents/d.yaml"),
    ("event", "content/events/e.yaml"),
    ("organisation", "content/organisations/o.yaml"),
    ("page", "content/pages/g.md"),
    ("person", "content/people/p.yaml"),
    ("portal", "portal.yaml"),
    ("publisher", "content/publishers/n.yaml"),
    ("terms", "content/terms.yaml"),
    ("topic", "content/topics/t.md"),
];

/// The paths of all texts that a schema has room for: names, `[]` for each of a list, `*` for each of a map.
fn texts(schema: &Value, root: &Value, path: &str, seen: &[&str], found: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next())
        && !seen.contains(&name)
    {
        let seen = [seen, &[name]].concat();
        texts(&root["$defs"][name], root, path, &seen, found);
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        for one in schema[key].as_array().into_iter().flatten() {
            texts(one, root, path, seen, found);
        }
    }
    let is_text = schema["type"] == "string"
        || schema["type"].as_array().is_some_and(|types| types.contains(&json!("string")));
    if is_text && schema["enum"].is_null() && schema["const"].is_null() {
        found.insert(path.to_owned());
    }
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        texts(value, root, &format!("{path}/{key}"), seen, found);
    }
    if schema["additionalProperties"].is_object() {
        texts(&schema["additionalProperties"], root, &format!("{path}/*"), seen, found);
    }
    if schema["items"].is_object() {
        texts(&schema["items"], root, &format!("{path}/[]"), seen, found);
    }
}

/// The first place of a path in a value.
fn place<'a>(value: &'a mut Value, path: &[&str]) -> Option<&'a mut Value> {
    let Some((step, rest)) = path.split_first() else { return Some(value) };
    match (*step, value) {
        ("[]", Value::Array(all)) => all.iter_mut().find_map(|one| place(one, rest)),
        ("*", Value::Object(all)) => all.values_mut().find_map(|one| place(one, rest)),
        (name, Value::Object(all)) => {
            // Fields that stand for themselves may be missing from the example.
            if !all.contains_key(name) {
                let new = match rest {
                    [] => Value::Null,
                    ["[]"] => json!([null]),
                    ["*"] => json!({"topics": null}),
                    _ => return None,
                };
                all.insert(name.to_owned(), new);
            }
            place(all.get_mut(name)?, rest)
        }
        _ => None,
    }
}

/// A metadata file's values, and what follows them.
fn read(test: &PortalTest, path: &str) -> (Value, String) {
    let text = std::fs::read_to_string(test.root().join(path)).unwrap();
    let (values, body) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((values, body)) => (values.to_owned(), body.to_owned()),
        None => (text, String::new()),
    };
    (serde_yaml::from_str(&values).unwrap_or_else(|e| panic!("{path}: {e}: {values}")), body)
}

/// Writes them: JSON is YAML.
fn write(test: &PortalTest, path: &str, values: &Value, body: &str) {
    let text = if path.ends_with(".md") { format!("---\n{values}\n---\n{body}") } else { values.to_string() };
    test.write(path, text.as_bytes());
}

#[test]
fn every_field_of_every_schema_refuses_markup_or_shows_it_as_text() {
    let hostile =
        "7x7\"><img src=x onerror=alert(1)></script><script>alert(1)</script>{{ 7*7 }}javascript:alert(1)";
    let test = portal("7x7 bình thường");
    let schemas = test.beside("schemas");
    test.run(&["schema", schemas.to_str().unwrap()]).done();
    test.build();
    let (mut free, mut shown, mut refused) = (0, 0, 0);
    for (kind, path) in FILES {
        let schema = std::fs::read_to_string(schemas.join(format!("{kind}.schema.json"))).unwrap();
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let mut fields = BTreeSet::new();
        texts(&schema, &schema, "", &[], &mut fields);
        assert!(fields.len() > 3, "{kind}: {fields:?}");
        let before = std::fs::read(test.root().join(path)).unwrap();
        let (values, body) = read(&test, path);
        for field in fields {
            let steps: Vec<&str> = field.split('/').skip(1).collect();
            let mut values = values.clone();
            let Some(at) = place(&mut values, &steps) else {
                panic!("{path} has no example of `{field}`: add one to the portal of escaping.rs");
            };
            // Those that take any text hold one: `escaping` puts hostile ones there.
            if at.as_str().is_some_and(|text| text.contains("7x7")) {
                free += 1;
                continue;
            }
            *at = json!(hostile);
            write(&test, path, &values, &body);
            let run = test.run(&["build"]);
            match run.status {
                Some(0) => {
                    run.site.pages().iter().for_each(|page| check_page(page, hostile));
                    shown += 1;
                }
                Some(1) => {
                    assert!(run.stderr.contains(path), "{field}: {}", run.stderr);
                    refused += 1;
                }
                other => panic!("{path} {field}: {other:?}: {}", run.stderr),
            }
        }
        test.write(path, &before);
    }
    println!(
        "{free} fields take any text, {shown} showed what has no form of theirs as text, {refused} refused it"
    );
    assert!(free > 60 && shown > 5 && refused > 40, "{free}, {shown}, {refused}");
}

#[test]
fn names_of_files_do_no_harm() {
    let test = PortalTest::small();
    let name = "a\"><img src=x onerror=__pwned=1>'{{ 7*7 }}";
    for (from, to) in [
        ("seeds/a.txt", format!("seeds/{name}.txt")),
        ("content/topics/hoc.md", format!("content/topics/{name}.md")),
        ("content/people/nguyen-van-a.yaml", format!("content/people/{name}.yaml")),
    ] {
        let test = PortalTest::small();
        std::fs::rename(test.root().join(from), test.root().join(to)).unwrap();
        let run = test.run(&["build"]);
        assert!(matches!(run.status, Some(0 | 1)), "{}", run.stderr);
        run.site.pages().iter().for_each(|page| check_page(page, name));
    }
    // A seed of such a name that its article names.
    std::fs::rename(test.root().join("seeds/a.txt"), test.root().join(format!("seeds/{name}.txt"))).unwrap();
    test.edit("content/articles/a.yaml", "seed: a.txt", &format!("seed: {}", json!(format!("{name}.txt"))));
    let site = test.build();
    site.pages().iter().for_each(|page| check_page(page, name));
    assert!(site.page("bai-viet/a.html").text("html").contains("onerror"), "the article names its seed");
}
