//! `data/`: the keys that other programs rely on, and positions in the seeds that are true to the byte.

use crate::harness::{PortalTest, Site, first_portal};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The keys of each file, in order.
const KEYS: &[(&str, &str)] = &[
    ("pages", "kind id path title"),
    (
        "articles",
        "id seed sha256 title publisher author published url path passages omitted mentions dates people shared",
    ),
    ("documents", "id type number issued issuer title path relations mentioned_by"),
    ("events", "id kind title date path documents sources conflicts"),
    ("timeline", "date kind title target path"),
    ("topics", "id title path documents events articles terms"),
    ("questions", "id kind origin source topics path ask options answer answers explain quotes"),
    ("people", "id name path aliases roles mentioned_by"),
    ("organisations", "id name path aliases roles mentioned_by"),
];

/// The keys of the objects in the lists of each file.
const INNER_KEYS: &[(&str, &str, &str)] = &[
    ("articles", "passages", "anchor lines start end"),
    ("articles", "omitted", "lines kind"),
    ("articles", "mentions", "anchor document number surface start end"),
    ("articles", "dates", "anchor surface start end iso inferred"),
    ("articles", "people", "anchor person surface start end"),
    ("articles", "shared", "anchor other other_anchor words"),
    ("documents", "mentioned_by", "article anchor start"),
    ("events", "sources", "article anchor"),
    ("events", "conflicts", "field values"),
    ("questions", "answers", "text note sources"),
    ("questions", "quotes", "article anchor text start end"),
];

fn keys(object: &Value) -> String {
    object.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list in {object}"))
}

fn number(object: &Value, key: &str) -> usize {
    object[key].as_u64().unwrap_or_else(|| panic!("`{key}` is a number in {object}")) as usize
}

/// Keys of every object of a site's data.
fn check_keys(site: &Site) {
    let portal: Value = serde_json::from_str(site.text("data/portal.json")).unwrap();
    assert_eq!(keys(&portal), "generator title language base_url counts");
    for (name, expected) in KEYS {
        for object in site.data(name) {
            assert_eq!(keys(&object), *expected, "data/{name}");
        }
    }
    for (name, key, expected) in INNER_KEYS {
        for inner in site.data(name).iter().flat_map(|object| list(object, key)) {
            assert_eq!(keys(inner), *expected, "{key} in data/{name}");
        }
    }
}

#[test]
fn every_file_is_there_and_without_things_it_has_no_line() {
    let test =
        PortalTest::new("-- portal.yaml --\ntitle: Cổng\n-- content/pages/a.md --\n---\ntitle: A\n---\nA.\n");
    let (empty, full) = (test.build(), PortalTest::small().build());
    let files = |site: &Site| {
        let paths = site.paths().into_iter().filter(|path| path.starts_with("data/"));
        paths.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(files(&empty), files(&full));
    for name in ["articles", "people", "organisations", "terms", "questions"] {
        assert_eq!(empty.text(&format!("data/{name}.ndjson")), "", "{name}");
    }
}

#[test]
fn keys_are_as_promised() {
    check_keys(&PortalTest::first().build());
    check_keys(&PortalTest::small().build());
    check_keys(&PortalTest::new("-- portal.yaml --\ntitle: Trống\n").build());
}

#[test]
fn files_are_lines_of_json_sorted_by_id() {
    let site = PortalTest::first().build();
    for (path, bytes) in site.0.iter().filter(|(path, _)| path.starts_with("data/")) {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.ends_with('\n') && !text.contains("\n\n") && !text.contains('\r'), "{path}");
    }
    for (name, _) in KEYS.iter().filter(|(name, _)| *name != "timeline") {
        let ids: Vec<String> = site.data(name).iter().map(|o| o["id"].as_str().unwrap().to_owned()).collect();
        assert!(ids.is_sorted(), "data/{name}: {ids:?}");
    }
}

#[test]
fn absent_values_are_null() {
    let site = PortalTest::first().build();
    let article = site.datum("articles", "sk");
    for key in ["publisher", "author", "published", "url"] {
        assert_eq!(article[key], Value::Null, "{key}");
    }
    let document = site.datum("documents", "ke-hoach-thanh-tra-chinh-phu");
    assert_eq!((&document["number"], &document["issued"]), (&Value::Null, &Value::Null));
}

#[test]
fn counts_are_those_of_the_other_files() {
    let site = PortalTest::first().build();
    let portal: Value = serde_json::from_str(site.text("data/portal.json")).unwrap();
    let counts = &portal["counts"];
    for name in ["pages", "articles", "documents", "events", "people", "organisations", "topics", "questions"]
    {
        assert_eq!(number(counts, name), site.data(name).len(), "{name}");
    }
    let articles = site.data("articles");
    let sum = |key: &str| articles.iter().map(|a| list(a, key).len()).sum::<usize>();
    assert_eq!(number(counts, "passages"), sum("passages"));
    assert_eq!(number(counts, "mentions"), sum("mentions"));
    let html = site.paths().into_iter().filter(|path| path.ends_with(".html")).count();
    assert_eq!(number(counts, "pages"), html);
}

#[test]
fn paths_and_ids_lead_somewhere() {
    let site = PortalTest::first().build();
    let ids = |name: &str| -> Vec<Value> { site.data(name).into_iter().map(|o| o["id"].clone()).collect() };
    let (articles, documents) = (ids("articles"), ids("documents"));
    for (name, _) in KEYS {
        for object in site.data(name) {
            let path = object["path"].as_str().unwrap();
            assert!(site.0.contains_key(path), "{path} in data/{name}");
        }
    }
    for article in site.data("articles") {
        for mention in list(&article, "mentions") {
            assert!(documents.contains(&mention["document"]), "{mention}");
        }
    }
    for document in site.data("documents") {
        for by in list(&document, "mentioned_by") {
            assert!(articles.contains(&by["article"]), "{by}");
        }
        for relation in list(&document, "relations") {
            assert!(documents.contains(&relation["target"]), "{relation}");
        }
    }
}

/// Everything with a surface in an article, by kind.
fn surfaces(article: &Value) -> impl Iterator<Item = &Value> {
    ["mentions", "dates", "people"].into_iter().flat_map(|key| list(article, key))
}

#[test]
fn every_position_is_one_in_the_seed() {
    let seeds = first_portal();
    for article in PortalTest::first().build().data("articles") {
        let seed = &seeds[article["seed"].as_str().unwrap()];
        let passages: BTreeMap<&str, (usize, usize)> = list(&article, "passages")
            .iter()
            .map(|p| (p["anchor"].as_str().unwrap(), (number(p, "start"), number(p, "end"))))
            .collect();
        for found in surfaces(&article) {
            let (start, end) = (number(found, "start"), number(found, "end"));
            assert_eq!(&seed[start..end], found["surface"].as_str().unwrap().as_bytes(), "{found}");
            let (first, last) = passages[found["anchor"].as_str().unwrap()];
            assert!(first <= start && end <= last, "{found} lies outside its passage");
        }
    }
}

#[test]
fn passages_stand_in_order_on_the_lines_that_they_name() {
    let seeds = first_portal();
    for article in PortalTest::first().build().data("articles") {
        let seed = &seeds[article["seed"].as_str().unwrap()];
        let line = |at: usize| seed[..at].iter().filter(|b| **b == b'\n').count() + 1;
        let mut end = 0;
        for (n, passage) in list(&article, "passages").iter().enumerate() {
            assert_eq!(passage["anchor"], format!("p{}", n + 1));
            assert!(number(passage, "start") >= end, "{passage}");
            end = number(passage, "end");
            assert_eq!(passage["lines"], json!([line(number(passage, "start")), line(end - 1)]), "{passage}");
            std::str::from_utf8(&seed[number(passage, "start")..end]).expect("whole characters");
        }
    }
}

#[test]
fn every_line_with_words_is_in_a_passage_or_omitted_and_nothing_is_found_in_omitted_lines() {
    let seeds = first_portal();
    for article in PortalTest::first().build().data("articles") {
        let seed = std::str::from_utf8(&seeds[article["seed"].as_str().unwrap()]).unwrap();
        let within = |list: &[Value], n: usize| {
            list.iter().any(|part| {
                let lines = &part["lines"];
                (lines[0].as_u64().unwrap()..=lines[1].as_u64().unwrap()).contains(&(n as u64))
            })
        };
        for (index, line) in seed.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let inside = within(list(&article, "passages"), index + 1);
            let out = within(list(&article, "omitted"), index + 1);
            assert!(inside != out, "line {} of {}: {line}", index + 1, article["seed"]);
        }
        for found in surfaces(&article) {
            let n = seed[..number(found, "start")].matches('\n').count() + 1;
            assert!(!within(list(&article, "omitted"), n), "{found} stands in the omitted line {n}");
        }
    }
}

/// What a person found in the five seeds, with pencil and ruler: every mention of a document and every date.
#[test]
fn mentions_and_dates_are_exactly_those_that_a_person_found() {
    let by_hand: Vec<Value> = include_str!("../data/first-portal.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let seeds = first_portal();
    let mut found = Vec::new();
    for article in PortalTest::first().build().data("articles") {
        let seed = &seeds[article["seed"].as_str().unwrap()];
        for one in list(&article, "mentions").iter().chain(list(&article, "dates")) {
            let line = seed[..number(one, "start")].iter().filter(|b| **b == b'\n').count() + 1;
            let mut row = json!({ "article": article["id"], "line": line });
            for key in ["start", "end", "surface", "document", "number", "iso", "inferred"] {
                if let Some(value) = one.get(key) {
                    row[key] = value.clone();
                }
            }
            found.push(row);
        }
    }
    let key =
        |row: &Value| (row["article"].as_str().map(str::to_owned), number(row, "start"), row.to_string());
    let mut expected = by_hand;
    expected.sort_by_key(key);
    found.sort_by_key(key);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
    assert_eq!(expected.iter().filter(|row| row["document"] == "57-kl-tw").count(), 21);
}

#[test]
fn a_document_lists_the_places_that_articles_list() {
    let site = PortalTest::first().build();
    let mut places: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for article in site.data("articles") {
        for m in list(&article, "mentions") {
            let place = json!({ "article": article["id"], "anchor": m["anchor"], "start": m["start"] });
            places.entry(m["document"].as_str().unwrap().to_owned()).or_default().push(place);
        }
    }
    for document in site.data("documents") {
        let expected = places.remove(document["id"].as_str().unwrap()).unwrap_or_default();
        assert_eq!(list(&document, "mentioned_by"), expected, "{}", document["id"]);
    }
    assert!(places.is_empty());
}

#[test]
fn seeds_of_every_kind_of_text_keep_their_positions() {
    let check = |seed: &[u8]| {
        let test = PortalTest::small();
        test.write("seeds/b.txt", seed);
        test.write("content/articles/b.yaml", b"siglum: B\nseed: b.txt\ntitle: B\n");
        let article = test.build().datum("articles", "b");
        assert!(!list(&article, "mentions").is_empty(), "{:?}", String::from_utf8_lossy(seed));
        for found in surfaces(&article) {
            let surface = &seed[number(found, "start")..number(found, "end")];
            assert_eq!(surface, found["surface"].as_str().unwrap().as_bytes());
        }
    };
    check("\u{feff}Kết luận số 57-KL/TW".as_bytes());
    check("Một\r\n\r\nKết luận số 57-KL/TW\r\nngày 15/6/2023\r\n".as_bytes());
    // Decomposed letters, a no-break space, a line break within the number.
    check("Ke\u{302}\u{301}t lua\u{323}\u{302}n so\u{302}\u{301} 57-KL/TW".as_bytes());
    check("Kết\u{a0}luận số\u{a0}57 –\nKL/TW".as_bytes());
    check("<b>Kết luận số 57-KL/TW</b> &amp; 𝔘\u{1f600} Kết luận 57".as_bytes());
}
