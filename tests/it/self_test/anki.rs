//! The export to Anki, read by Anki's own importer.

use crate::escaping;
use crate::harness::{Page, PortalTest};
use crate::injection::{GROUPS, together};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Anki has after each of these files was imported into one collection, which was empty at first.
fn imported(files: &[PathBuf]) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/anki");
    let python = folder.join("venv/bin/python");
    assert!(python.exists(), "Anki is not installed: scripts/setup-tests installs it");
    let output = Command::new(python).arg(folder.join("import.py")).args(files).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    printed.as_array().expect("one each").clone()
}

/// Builds the portal, and puts its `anki.txt` beside it under another name.
fn export(test: &PortalTest, name: &str) -> PathBuf {
    let to = test.beside(name);
    std::fs::write(&to, test.build().text("anki.txt")).unwrap();
    to
}

fn count(import: &Value) -> usize {
    import["notes"].as_object().unwrap().len()
}

fn fields(import: &Value) -> Vec<(String, String)> {
    let notes = import["notes"].as_object().unwrap().values();
    let field = |note: &Value, n: usize| note["fields"][n].as_str().unwrap().to_owned();
    notes.map(|note| (field(note, 0), field(note, 1))).collect()
}

#[test]
fn a_second_import_updates_the_first() {
    let test = PortalTest::first();
    let first = export(&test, "first.txt");
    let questions = test.build().data("questions").len();
    // A question gets another ID; it is worded anew under it, gets another explanation, and one comes before it.
    test.edit("content/topics/nguon-luc.md", "    id: dai-ngo\n", "    id: nhan-tai\n");
    let named = export(&test, "named.txt");
    test.edit("content/topics/nguon-luc.md", "ask: Theo NV, cơ chế thu hút", "ask: NV viết cơ chế thu hút");
    test.edit(
        "content/topics/nguon-luc.md",
        "explain: NV 24 viết “bao gồm cả người nước ngoài”.",
        "explain: NV 24 viết rõ “bao gồm cả người nước ngoài” <i>.",
    );
    test.edit(
        "content/topics/nguon-luc.md",
        "self_test:\n",
        "self_test:\n  - kind: recall\n    ask: \"Câu \\\"mới\\\"\\tcó dấu?\"\n    answer: Có & <b>\n    quote:\n      article: nv\n      text: bao gồm cả người nước ngoài\n",
    );
    let changed = export(&test, "changed.txt");
    let imports = imported(&[first, named.clone(), named, changed.clone(), changed]);
    let log = |n: usize, key: &str| imports[n]["log"][key].as_u64().unwrap() as usize;

    assert_eq!((count(&imports[0]), log(0, "new")), (questions, questions));
    // Another ID makes one new question.
    assert_eq!((count(&imports[1]), log(1, "new")), (questions + 1, 1));
    assert_eq!((count(&imports[2]), log(2, "new"), log(2, "updated")), (questions + 1, 0, 0));
    assert_eq!((count(&imports[3]), log(3, "new"), log(3, "updated")), (questions + 2, 1, 1));
    assert_eq!((count(&imports[4]), log(4, "new"), log(4, "updated")), (questions + 2, 0, 0));
    for import in &imports {
        for wrong in ["conflicting", "missing_notetype", "missing_deck", "empty_first_field"] {
            assert_eq!(import["log"][wrong], 0, "{wrong}");
        }
    }

    let worded = |import: &Value, words: &str| {
        let all = fields(import);
        all.into_iter().filter(|(front, _)| front.contains(words)).map(|(_, back)| back).collect::<Vec<_>>()
    };
    assert!(worded(&imports[2], "NV viết cơ chế").is_empty());
    let backs = worded(&imports[3], "NV viết cơ chế");
    assert_eq!(backs.len(), 1);
    assert!(backs[0].contains("viết rõ “bao gồm cả người nước ngoài” &lt;i&gt;."), "{}", backs[0]);
    let new = worded(&imports[3], "Câu \"mới\" có dấu?");
    assert!(new[0].starts_with("<b>Có &amp; &lt;b&gt;</b><blockquote>"), "{new:?}");
    assert!(new[0].contains("href=\"https://cong-hoc-tap.example/bai-viet/nv.html#p24\""), "{new:?}");
}

#[test]
fn notes_have_deck_and_tags_and_one_card() {
    let test = PortalTest::small();
    let import = imported(&[export(&test, "small.txt")]).remove(0);
    let notes = import["notes"].as_object().unwrap();
    assert!(!notes.is_empty());
    for (guid, note) in notes {
        assert_eq!((&note["deck"], &note["cards"]), (&"Cổng thử".into(), &1.into()), "{guid}");
    }
    let (_, issued) = notes.iter().find(|(guid, _)| guid.ends_with("document-57-kl-tw-issued")).unwrap();
    assert_eq!(issued["tags"], serde_json::json!(["hoc", "recall", "register"]));
}

#[test]
fn portals_of_one_collection_keep_apart() {
    let portal = |id: &str| {
        PortalTest::small().with(&format!("-- portal.yaml --\ntitle: Cổng thử\nlanguage: vi\nid: {id}\n"))
    };
    let (here, there) = (portal("cong-mot"), portal("cong-hai"));
    let files = [export(&here, "a.txt"), export(&there, "a.txt")];
    let imports = imported(&files);
    assert_eq!(count(&imports[1]), 2 * count(&imports[0]));
}

#[test]
fn another_title_or_address_makes_no_new_notes() {
    for id in ["", "id: cong\n"] {
        let test = PortalTest::small();
        let portal = |title: &str, host: &str| {
            let text = format!("title: {title}\nlanguage: vi\nbase_url: https://{host}.example/\n{id}");
            test.write("portal.yaml", text.as_bytes());
        };
        portal("Cổng thử", "thu");
        let first = export(&test, "first.txt");
        portal("Cổng thử nghiệm", "that");
        let imports = imported(&[first, export(&test, "second.txt")]);
        assert_eq!(count(&imports[1]), count(&imports[0]));
        assert_eq!(imports[1]["log"]["new"], 0, "{id}");
    }
}

#[test]
fn a_portals_id_is_checked() {
    let test = PortalTest::small();
    test.write("portal.yaml", "title: A\nid: Cổng Thử\n".as_bytes());
    let told = test.diagnostics();
    let told: Vec<String> =
        told.iter().map(|d| format!("{} {} {} {}", d["code"], d["line"], d["message"], d["hint"])).collect();
    assert_eq!(
        told,
        ["\"invalid-id\" 2 \"`Cổng Thử` cannot be the ID of a portal\" \"write `id: cong-thu`\""]
    );
}

#[test]
fn a_portal_without_questions_has_no_file() {
    let test =
        PortalTest::new("-- portal.yaml --\ntitle: Cổng\n-- content/pages/a.md --\n---\ntitle: A\n---\nA.\n");
    let site = test.build();
    assert!(!site.paths().contains(&"anki.txt"), "{site:?}");
    assert!(!site.paths().contains(&"on-tap.html"), "{site:?}");
    assert_eq!(site.page("index.html").all(".menu a[href='on-tap.html']").len(), 0);
}

#[test]
fn hostile_questions_are_text_for_anki() {
    let tests: Vec<PortalTest> = GROUPS.iter().map(|group| escaping::portal(&together(group))).collect();
    let questions: Vec<usize> = tests.iter().map(|test| test.build().data("questions").len()).collect();
    for (n, test) in tests.iter().enumerate() {
        let import = imported(&[export(test, "hostile.txt")]).remove(0);
        assert_eq!(count(&import), questions[n], "a note for each question, and no more");
        let shown = fields(&import);
        assert!(shown.iter().all(|(front, back)| front.contains("7x7") && back.contains("7x7")), "{shown:?}");
        // Anki shows fields as they are, in a browser.
        for (front, back) in &shown {
            let html = scraper::Html::parse_document(&format!("<title>x</title>{front}<hr>{back}"));
            escaping::check_page(&Page { path: "anki.txt".to_owned(), html }, GROUPS[n][0]);
        }
    }
}

/// Anki runs TeX, plays files and sets formulas where a field has its signs.
#[test]
fn a_text_has_no_signs_that_anki_follows() {
    let signs = r"[latex]a[/latex] [$]b[/$] [$$]c[/$$] [sound:d.mp3] \(e\) \[f\]";
    let test = PortalTest::small();
    let asked = format!(
        "self_test:\n  - kind: recall\n    ask: 'Câu {signs}?'\n    answer: 'Đáp {signs}'\n    \
         quote: {{article: a, text: ba việc cần làm}}\npoints:\n"
    );
    test.edit("content/topics/hoc.md", "points:\n", &asked);
    let import = imported(&[export(&test, "signs.txt")]).remove(0);
    let shown = fields(&import);
    let asked = shown.iter().find(|(front, _)| front.contains("sound")).unwrap();
    for field in [&asked.0, &asked.1] {
        for sign in ["[latex", "[$", "[sound", r"\(", r"\["] {
            assert!(!field.contains(sign), "{field}");
        }
        let html = scraper::Html::parse_fragment(field);
        assert!(html.root_element().text().collect::<String>().contains(signs), "{field}");
    }
}
