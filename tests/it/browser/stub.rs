//! A reader program for the tests of the search page and the dialog, as long as builds make none.

use super::Portal;
use serde_json::{Value, json};

/// Puts the stand-in into a built site, with a row for each passage, document and topic; a reader that is there stays.
pub fn into(portal: &Portal) {
    let folder = portal.folder().join("search");
    if folder.join("reader.js").exists() {
        return;
    }
    let site = &portal.site;
    let row = |kind: &str, title: &Value, label: &str, path: String, text: &str, source: &Value| {
        json!({"kind": kind, "title": title.as_str().unwrap_or_default(), "about": "Bài nguồn", "label": label, "path": path,
            "text": text, "date": "2023-10-11", "year": "2023", "source": source, "topics": ["noi-dung"], "more": []})
    };
    let mut rows = Vec::new();
    for (name, kind) in [("documents", "document"), ("topics", "topic")] {
        for thing in site.data(name) {
            let path = thing["path"].as_str().unwrap_or_default().to_owned();
            rows.push(row(
                kind,
                &thing["title"],
                "",
                path,
                thing["title"].as_str().unwrap_or_default(),
                &Value::Null,
            ));
        }
    }
    for article in site.data("articles") {
        let seed = portal.test.root().join(article["seed"].as_str().expect("a path"));
        let seed = std::fs::read(seed).expect("the seed is there");
        for (n, passage) in article["passages"].as_array().expect("a list").iter().enumerate() {
            let at = |key: &str| passage[key].as_u64().expect("an offset") as usize;
            let text = String::from_utf8_lossy(&seed[at("start")..at("end")]);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let label = format!("{} {}", article["id"].as_str().expect("an id").to_uppercase(), n + 1);
            let path = format!("{}#p{}", article["path"].as_str().expect("a path"), n + 1);
            rows.push(row("article", &article["title"], &label, path, &text, &article["id"]));
        }
    }
    let program =
        include_str!("../../browser/reader-stub.js").replace("/* rows */[]", &json!(rows).to_string());
    std::fs::create_dir_all(&folder).expect("the site's folder is ours");
    std::fs::write(folder.join("reader.js"), program).expect("the site's folder is ours");
    std::fs::write(folder.join("chunk.txt"), "x").expect("the site's folder is ours");
}

/// The stand-in, over these rows.
pub fn program(rows: &Value) -> String {
    include_str!("../../browser/reader-stub.js").replace("/* rows */[]", &rows.to_string())
}
