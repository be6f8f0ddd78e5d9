//! `data/` against `data/schema/`, by Ajv: every key of every line is described, and each means what the schema says.

use crate::browser::rich;
use crate::escaping;
use crate::harness::{PortalTest, Site, node};
use serde_json::{Value, json};

/// Each file of `data/`: name, schema, and values.
fn described(site: &Site) -> Vec<(String, Value, Vec<Value>)> {
    let paths = site
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("data/") && !path.starts_with("data/schema/"));
    let one = |path: &str| {
        let stem = path.trim_start_matches("data/").split('.').next().unwrap();
        let schema = serde_json::from_str(site.text(&format!("data/schema/{stem}.json"))).unwrap();
        let values = site.text(path).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (path.to_owned(), schema, values)
    };
    paths.map(one).collect()
}

fn faults(files: &[(String, Value, Vec<Value>)]) -> Vec<String> {
    let files: Vec<Value> = files
        .iter()
        .map(|(name, schema, values)| json!({ "name": name, "schema": schema, "values": values }))
        .collect();
    serde_json::from_str(&node("browser/data.cjs", &[], &json!(files))).unwrap()
}

fn check(site: &Site) {
    assert_eq!(faults(&described(site)), Vec::<String>::new());
}

#[test]
fn all_data_of_the_first_portal_is_described() {
    let site = PortalTest::first().build();
    let files = described(&site);
    assert_eq!(files.len(), 11);
    assert_eq!(files.len(), site.paths().iter().filter(|path| path.starts_with("data/schema/")).count());
    check(&site);
}

#[test]
fn data_of_every_form_is_described() {
    check(&rich::portal().build());
    let test = PortalTest::small().with(
        "-- content/events/hop.yaml --\ntitle:\n  - {value: A, article: a}\n  - {value: B}\ndate:\n  - {value: 2023?-10-11, article: a}\n  \
         - {value: ../2023-10}\npart_of_day:\n  - {value: morning}\n  - {value: evening}\nplace: [{value: X}, {value: Y}]\n\
         chair: [{value: nguyen-van-a}, {value: B}]\norganiser: [{value: bo-chinh-tri}, {value: C}]\nformat: [{value: D}, {value: E}]\nkind: [{value: meeting}, {value: visit}]\n\
         -- content/documents/khong.yaml --\naliases: [Văn bản không số]\n\
         -- content/documents/57-kl-tw.yaml --\nnumber: 57-KL/TW\nissued: 2023-06/..\nrelations:\n  - {kind: maybe-same, target: khong, basis: editor, note: Có thể.}\n",
    );
    for (n, date) in
        ["2023", "2023-07/2023-12", "2023-07-05T10:30+07:00", "2023-07-05T10:30Z"].iter().enumerate()
    {
        test.write(&format!("content/events/e{n}.yaml"), format!("title: E\ndate: \"{date}\"\n").as_bytes());
    }
    test.edit("portal.yaml", "base_url: https://cong.example/hoc/\n", "");
    check(&test.build());
    check(&PortalTest::new("-- portal.yaml --\ntitle: Trống\n").build());
}

#[test]
fn hostile_texts_are_described_too() {
    let files = escaping::INJECTIONS.iter().flat_map(|text| described(&escaping::portal(text).build()));
    assert_eq!(faults(&files.collect::<Vec<_>>()), Vec::<String>::new());
}

/// All objects of a schema, with the way to them.
fn objects<'a>(schema: &'a Value, way: &str, found: &mut Vec<(String, &'a Value)>) {
    if schema["type"] == "object" {
        found.push((way.to_owned(), schema));
        for (name, value) in schema["properties"].as_object().unwrap() {
            objects(value, &format!("{way}/{name}"), found);
        }
    } else if schema["items"].is_object() {
        objects(&schema["items"], &format!("{way}/0"), found);
    }
}

#[test]
fn a_key_too_many_or_too_few_breaks_the_schema() {
    let files = described(&PortalTest::first().build());
    let mut wrong = Vec::new();
    for (name, schema, values) in files {
        let mut all = Vec::new();
        objects(&schema, "", &mut all);
        for (way, object) in &all {
            let properties = object["properties"].as_object().unwrap();
            assert!(
                properties.values().all(|p| p["description"].as_str().is_some_and(|d| d.ends_with('.'))),
                "{name}{way}"
            );
            // The first value that has such an object.
            let Some(value) = values.iter().find(|value| value.pointer(way).is_some()) else { continue };
            let mut more = value.clone();
            more.pointer_mut(way).unwrap()["unheard_of"] = Value::Null;
            wrong.push((format!("{name}{way} more"), schema.clone(), vec![more]));
            for key in properties.keys() {
                let mut less = value.clone();
                less.pointer_mut(way).unwrap().as_object_mut().unwrap().remove(key);
                wrong.push((format!("{name}{way} without {key}"), schema.clone(), vec![less]));
            }
        }
    }
    assert!(wrong.len() > 100, "{}", wrong.len());
    let found = faults(&wrong);
    for (name, ..) in &wrong {
        assert!(found.iter().any(|fault| fault.starts_with(&format!("{name}:"))), "{name} passes");
    }
}
