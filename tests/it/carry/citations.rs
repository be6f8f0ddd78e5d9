//! References: CSL-JSON, BibTeX and RIS, read by Citation.js, against what `data/` says.

use crate::harness::{PortalTest, Site, node};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What was read from each of `cite/`'s files, the BibTeX ones twice: as BibTeX itself, and with biblatex's fields.
fn read(site: &Site) -> BTreeMap<String, Vec<Value>> {
    let paths = site.paths().into_iter().filter(|path| path.starts_with("cite/"));
    let mut files: Vec<Value> = paths.map(|path| json!({ "name": path, "text": site.text(path) })).collect();
    let more: Vec<Value> = files
        .iter()
        .filter_map(|file| {
            let stem = file["name"].as_str()?.strip_suffix(".bib")?;
            Some(json!({ "name": format!("{stem}.biblatex"), "text": file["text"] }))
        })
        .collect();
    files.extend(more);
    let read: Vec<Value> =
        serde_json::from_str(&node("importers/citations.cjs", &[], &json!(files))).unwrap();
    assert_eq!(read.len(), files.len());
    let entries = |file: &Value| {
        let entries = file["entries"].as_array().unwrap().clone();
        let set = file["set"].as_str().unwrap();
        assert_eq!(set.trim_end().lines().count(), entries.len(), "each is set on its own: {set}");
        (file["name"].as_str().unwrap().to_owned(), entries)
    };
    read.iter().map(entries).collect()
}

const SYNTAXES: [&str; 4] = ["csl.json", "bib", "biblatex", "ris"];

/// The one entry of `cite/STEM.SYNTAX`.
fn one<'a>(read: &'a BTreeMap<String, Vec<Value>>, stem: &str, syntax: &str) -> &'a Value {
    let [entry] = read[&format!("cite/{stem}.{syntax}")].as_slice() else {
        panic!("one entry in {stem}.{syntax}")
    };
    entry
}

/// A name, which must not have been taken apart.
fn name(entry: &Value) -> Option<String> {
    let names = entry["author"].as_array()?;
    assert_eq!(names.len(), 1, "{entry}");
    let parts: Vec<&str> = names[0].as_object().unwrap().values().filter_map(Value::as_str).collect();
    assert_eq!(parts.len(), 1, "{entry}");
    Some(parts[0].to_owned())
}

/// The parts of the date that `data/` knows: year, month, day of a plain date.
fn known(date: &Value) -> Option<Value> {
    let day = date.as_str()?.split('T').next()?;
    let parts: Vec<i32> = day.split('-').map(|part| part.parse().unwrap()).collect();
    Some(json!([parts]))
}

fn check_against_data(site: &Site) {
    let read = read(site);
    let portal: Value = serde_json::from_str(site.text("data/portal.json")).unwrap();
    let (articles, documents) = (site.data("articles"), site.data("documents"));
    for syntax in SYNTAXES {
        let whole = &read[&format!("cite/portal.{syntax}")];
        assert!(
            whole.iter().all(|entry| entry["language"].is_null()),
            "nobody states the language of a source"
        );
        let ids = articles.iter().map(|a| format!("article-{}", a["id"].as_str().unwrap()));
        let ids: Vec<String> =
            ids.chain(documents.iter().map(|d| format!("document-{}", d["id"].as_str().unwrap()))).collect();
        assert!(
            whole.iter().map(|e| e["id"].as_str().unwrap()).eq(ids.iter().map(String::as_str)),
            "{syntax}"
        );
        for article in &articles {
            let entry = one(&read, &format!("articles/{}", article["id"].as_str().unwrap()), syntax);
            assert!(whole.contains(entry), "the whole has the same entry: {entry}");
            assert_eq!(entry["title"], article["title"], "{syntax}");
            assert_eq!(name(entry).as_deref(), article["author"].as_str(), "{syntax}: {entry}");
            check_date(entry, &article["published"], syntax);
            let page =
                || format!("{}{}", portal["base_url"].as_str().unwrap(), article["path"].as_str().unwrap());
            assert_eq!(entry["URL"], article["url"].as_str().map_or_else(page, str::to_owned), "{syntax}");
            assert!(entry["note"].as_str().unwrap().contains(&page()), "{syntax}: {entry}");
        }
        for document in &documents {
            let entry = one(&read, &format!("documents/{}", document["id"].as_str().unwrap()), syntax);
            assert!(whole.contains(entry), "the whole has the same entry: {entry}");
            if !document["number"].is_null() {
                if !document["title"].is_null() {
                    assert_eq!(entry["title"], document["title"], "{syntax}");
                }
                // Classic BibTeX has no number of a law.
                if entry["type"] != "document" {
                    assert_eq!(entry["number"], document["number"], "{syntax}: {entry}");
                }
            }
            if syntax == "csl.json" || syntax == "bib" || syntax == "biblatex" {
                assert_eq!(entry["genre"], document["type"], "{syntax}: {entry}");
            }
            check_date(entry, &document["issued"], syntax);
        }
    }
}

fn check_date(entry: &Value, date: &Value, syntax: &str) {
    let mut expected = known(date);
    // Fields of BibTeX itself end with the month.
    if let (Some(parts), "bib") = (&mut expected, syntax) {
        parts[0].as_array_mut().unwrap().truncate(2);
    }
    assert_eq!(entry["issued"].get("date-parts"), expected.as_ref(), "{syntax}: {entry}");
}

#[test]
fn importers_read_what_the_first_portal_knows() {
    let site = PortalTest::first().build();
    check_against_data(&site);
    let read = read(&site);
    let kind = |stem: &str| one(&read, stem, "csl.json")["type"].as_str().unwrap().to_owned();
    assert_eq!(kind("articles/ttvn"), "article-magazine");
    assert_eq!(kind("articles/cp"), "webpage");
    assert_eq!(kind("documents/57-kl-tw"), "report");
}

/// Titles, and how importers shall read them.
const HOSTILE: &[(&str, &str)] = &[
    ("}{ a {b", "}{ a {b"),
    (r"\textbf{x} \\ \{ \", r"\textbf{x} \\ \{ \"),
    ("5 % $x_1^2$ #2 & ~", "5 % $x_1^2$ #2 & ~"),
    (r#"'a' ''b'' "c" ``d`` -- ---"#, r#"'a' ''b'' "c" ``d`` -- ---"#),
    ("một\nhai\r\nba\tbốn\u{2028}năm", "một hai ba bốn năm"),
    ("a  - ER  - b\nTY  - JOUR", "a - ER - b TY - JOUR"),
    (
        "\u{202e}ngược\u{202c} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{0}\u{1b}",
        "ngược \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{fffd}\u{fffd}",
    ),
    ("@article{x, title = {y}}", "@article{x, title = {y}}"),
    ("</script><script>\"},{", "</script><script>\"},{"),
    ("Nguyê\u{303}n ở 𠀀 👩‍🎓", "Nguyê\u{303}n ở 𠀀 👩‍🎓"),
];

#[test]
fn no_title_breaks_out_of_a_syntax() {
    let test = PortalTest::small();
    for (n, (title, _)) in HOSTILE.iter().enumerate() {
        let text = json!({ "seed": "a.txt", "title": title, "author": title, "siglum": format!("H{n}"), "published": "2023-02" });
        test.write(&format!("content/articles/h{n}.yaml"), text.to_string().as_bytes());
        let text = json!({ "type": "Kế hoạch", "number": format!("{}-KH/TW", n + 1), "title": title, "issuer": title });
        test.write(&format!("content/documents/h{n}.yaml"), text.to_string().as_bytes());
    }
    let read = read(&test.build());
    for (n, (_, expected)) in HOSTILE.iter().enumerate() {
        for syntax in SYNTAXES {
            for folder in ["articles", "documents"] {
                let entry = one(&read, &format!("{folder}/h{n}"), syntax);
                assert_eq!(entry["title"], *expected, "{syntax}: {entry}");
                match name(entry) {
                    Some(name) => assert_eq!(name, *expected, "{syntax}: {entry}"),
                    // A comma parts names in RIS.
                    None => {
                        assert!(syntax == "ris" && expected.contains(','), "{syntax}: {entry}");
                        assert!(entry["note"].as_str().unwrap().contains(expected), "{entry}");
                    }
                }
            }
        }
    }
    assert_eq!(read["cite/portal.ris"].len(), read["cite/portal.csl.json"].len());
}

#[test]
fn names_with_commas_stay_whole() {
    let body = "Bộ Văn hóa, Thể thao và Du lịch";
    let authors = "Hà Thu, Minh Anh (tổng hợp)";
    let test = PortalTest::small();
    for (id, kind) in [("kh", "Kế hoạch"), ("qd", "Quyết định")] {
        let text = json!({ "type": kind, "number": format!("1-{id}/TW"), "title": kind, "issuer": body });
        test.write(&format!("content/documents/{id}.yaml"), text.to_string().as_bytes());
    }
    let text = json!({ "seed": "a.txt", "title": "T", "author": authors, "siglum": "T" });
    test.write("content/articles/t.yaml", text.to_string().as_bytes());
    let site = test.build();
    let read = read(&site);
    for (stem, expected) in [("documents/kh", body), ("documents/qd", body), ("articles/t", authors)] {
        for syntax in SYNTAXES {
            let entry = one(&read, stem, syntax);
            if syntax != "ris" {
                // CSL has a law's body elsewhere.
                let name = name(entry).or_else(|| entry["authority"].as_str().map(str::to_owned));
                assert_eq!(name.as_deref(), Some(expected), "{syntax}: {entry}");
                continue;
            }
            assert!(entry["author"].is_null(), "{entry}");
            let publisher = entry["publisher"].as_str();
            assert_eq!(publisher, stem.starts_with("documents").then_some(expected), "{entry}");
            let label = if publisher.is_some() { "Cơ quan ban hành" } else { "Tác giả" };
            let note = entry["note"].as_str().unwrap();
            assert!(note.starts_with(&format!("{label}: {expected}. ")), "{note}");
        }
    }
}

#[test]
fn dates_have_the_parts_that_are_known() {
    let cases = [
        ("2023", json!({ "date-parts": [[2023]] })),
        ("2023-07", json!({ "date-parts": [[2023, 7]] })),
        ("2023-07-05", json!({ "date-parts": [[2023, 7, 5]] })),
        ("2023-07-05T10:30", json!({ "date-parts": [[2023, 7, 5]] })),
        ("2023?-07-05", json!({ "date-parts": [[2023, 7, 5]], "circa": true })),
        ("2023-07/2023-12", json!({ "date-parts": [[2023, 7], [2023, 12]] })),
        ("../2023-09-25", json!({ "literal": "trước 25/9/2023" })),
    ];
    let test = PortalTest::small();
    for (n, (date, _)) in cases.iter().enumerate() {
        let text = format!("seed: a.txt\nsiglum: D{n}\ntitle: T\npublished: \"{date}\"\n");
        test.write(&format!("content/articles/d{n}.yaml"), text.as_bytes());
    }
    test.write("content/articles/none.yaml", b"seed: a.txt\nsiglum: N\ntitle: T\n");
    let read = read(&test.build());
    for (n, (date, expected)) in cases.iter().enumerate() {
        let stem = format!("articles/d{n}");
        assert_eq!(one(&read, &stem, "csl.json")["issued"], *expected, "{date}");
        let year = &one(&read, &stem, "ris")["issued"]["date-parts"][0];
        match *date {
            "2023-07/2023-12" | "../2023-09-25" => assert!(year.is_null(), "{date}: RIS has no spans"),
            _ => assert_eq!(*year, expected["date-parts"][0], "{date}"),
        }
        let note = one(&read, &stem, "ris")["note"].as_str().unwrap();
        assert_eq!(note.contains("năm suy từ ngữ cảnh"), date.contains('?'), "{note}");
        assert_eq!(note.contains("trước 25/9/2023"), date.starts_with(".."), "{note}");
    }
    for syntax in SYNTAXES {
        let entry = one(&read, "articles/none", syntax);
        assert!(entry["issued"].is_null(), "{syntax}: no date is guessed: {entry}");
        assert!(entry["author"].is_null(), "{syntax}: {entry}");
        assert!(entry["note"].as_str().unwrap().contains("tác giả, nơi đăng, ngày đăng"), "{entry}");
    }
}

#[test]
fn what_sources_disagree_on_is_in_the_note_alone() {
    let site = PortalTest::small()
        .with(
            "-- content/documents/57-kl-tw.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\n\
             title:\n  - {value: Về việc học, article: a}\n  - {value: Về việc dạy, article: a}\n\
             issued:\n  - {value: 2023-06-15, article: a}\n  - {value: 2023-06-16, article: a}\n  - {value: 2023-06-15, article: a, quote: Kết luận số 57}\nissuer: bo-chinh-tri\n",
        )
        .build();
    let read = read(&site);
    for syntax in SYNTAXES {
        let entry = one(&read, "documents/57-kl-tw", syntax);
        assert!(entry["issued"].is_null(), "{syntax}: {entry}");
        assert_eq!(entry["title"], "Về việc học", "{syntax}");
        let note = entry["note"].as_str().unwrap();
        assert!(
            note.contains("15/6/2023; 16/6/2023")
                && !note.contains("16/6/2023; 15")
                && note.contains("Về việc học; Về việc dạy"),
            "{note}"
        );
    }
}

#[test]
fn pages_offer_their_references() {
    let site = PortalTest::small().build();
    for (page, stem) in [("bai-viet/a.html", "articles/a"), ("van-ban/57-kl-tw.html", "documents/57-kl-tw")] {
        let files = site.page(page).attributes(".cite a[download]", "href");
        let expected = ["csl.json", "bib", "ris"].map(|end| format!("../cite/{stem}.{end}"));
        assert_eq!(files[..3], expected, "{page}");
        for file in &files {
            assert!(site.0.contains_key(file.strip_prefix("../").unwrap()), "{file}");
        }
    }
    let none = PortalTest::small();
    none.edit("portal.yaml", "language: vi\n", "language: vi\nformats: [data]\n");
    let site = none.build();
    assert!(!site.paths().iter().any(|path| path.starts_with("cite/")));
    assert_eq!(site.page("bai-viet/a.html").all(".cite a[download]").len(), 0);
    assert_eq!(site.page("index.html").all("a[download]").len(), 0);
}
