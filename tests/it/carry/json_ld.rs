//! What pages tell search engines: JSON-LD that expands without a loss, in the vocabulary of schema.org.

use crate::browser::large;
use crate::harness::{PortalTest, Site, node};
use serde_json::{Value, json};

/// What is wrong with the objects on a site's pages, with how many there are and how many differ in more than words.
fn judged(site: &Site) -> (Vec<String>, usize, u64) {
    let mut objects = Vec::new();
    for page in site.pages() {
        let scripts = page.all(r#"script[type="application/ld+json"]"#);
        objects.extend(scripts.into_iter().map(|script| {
            let text: String = script.text().collect();
            json!({ "name": page.path, "text": text })
        }));
    }
    let answer: Value =
        serde_json::from_str(&node("importers/json-ld.cjs", &[], &json!(objects))).expect("JSON");
    let problems = answer["problems"].as_array().expect("a list").iter().map(Value::to_string).collect();
    (problems, objects.len(), answer["forms"].as_u64().expect("a number"))
}

fn check(site: &Site, forms: u64) {
    let (problems, objects, found) = judged(site);
    assert_eq!(problems, [""; 0]);
    assert!(objects >= site.pages().len(), "every page has one: {objects}");
    assert!(found >= forms, "{found} forms");
}

#[test]
fn the_first_portals_objects_are_sound() {
    check(&PortalTest::first().build(), 10);
}

#[test]
fn the_large_portals_objects_are_sound() {
    check(&large::PORTAL.site, 5);
}

#[test]
fn days_are_told_where_they_are_known() {
    let told = |portal: &str, date: &str| {
        let test = PortalTest::small().with(portal);
        test.edit("content/articles/a.yaml", "2023-10-12", date);
        let site = test.build();
        let page = site.page("bai-viet/a.html");
        let script = page.all(r#"script[type="application/ld+json"]"#)[0].text().collect::<String>();
        let object: Value = serde_json::from_str(&script).expect("JSON");
        object["datePublished"].as_str().unwrap_or_default().to_owned()
    };
    let east = "-- portal.yaml --\ntitle: Cổng\nutc_offset: '+07:00'\n";
    for (portal, date, expected) in [
        ("", "2023-10-12", "2023-10-12"),
        ("", "2023-10-12T19:49", "2023-10-12T19:49:00"),
        ("", "2023-10-12T19:49-03:30", "2023-10-12T19:49:00-03:30"),
        (east, "2023-10-12T19:49", "2023-10-12T19:49:00+07:00"),
        ("", "2023-10", ""),
        ("", "2023", ""),
        ("", "2023-10/2023-12", ""),
        ("", "../2023-10-12", ""),
    ] {
        assert_eq!(told(portal, date), expected, "{date}");
    }
}

#[test]
fn a_fault_would_be_found() {
    let test = PortalTest::small();
    let path = "themes/ours/templates/page.html";
    test.write("themes/ours/theme.yaml", b"name: ours\n");
    let objects = [
        r#"{"@context":"https://schema.org","@type":"Unheard","name":"x"}"#,
        r#"{"@context":"https://schema.org","@type":"Event","nome":"x"}"#,
        r#"{"@context":"https://schema.org","@type":"Event","location":{"@type":"Person","name":"x"}}"#,
        r#"{"@context":"https://schema.org","@type":"Event","@id":"relative"}"#,
        r#"{"@context":"https://schema.org","@type":"Event","startDate":"2023-10-11T19:49"}"#,
        r#"{"@type":"Event"}"#,
        "{",
    ];
    let scripts: String = objects
        .iter()
        .map(|object| {
            format!("<script type=\"application/ld+json\">{{% raw %}}{object}{{% endraw %}}</script>")
        })
        .collect();
    let template =
        format!("{{% extends \"khue/page.html\" %}}{{% block extra_page %}}{scripts}{{% endblock %}}");
    test.write(path, template.as_bytes());
    test.edit("portal.yaml", "language: vi", "language: vi\ntheme: ours");
    let (problems, ..) = judged(&test.build());
    assert_eq!(problems.len(), objects.len(), "{problems:#?}");
}

#[test]
fn what_sources_disagree_on_is_not_asserted() {
    let site = PortalTest::small()
        .with(
            "-- content/documents/57-kl-tw.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\nissuer: [{value: A, article: a}, {value: B}]\n\
             title: [{value: Về việc học, article: a}, {value: Về việc dạy}]\nissued: [{value: 2023-06-15, article: a}, {value: 2023-06-16}]\n\
             -- content/events/e.yaml --\ntitle: E\ndate: 2023-07-05\nplace: [{value: Hà Nội, article: a}, {value: Huế}]\n\
             -- content/events/f.yaml --\ntitle: F\ndate: [{value: 2023-07-05, article: a}, {value: 2023-07-06}]\n",
        )
        .build();
    let says = |path: &str| {
        let page = site.page(path);
        page.texts("script[type='application/ld+json']").join("\n")
    };
    let document = says("van-ban/57-kl-tw.html");
    assert!(document.contains("57-KL/TW"), "{document}");
    for word in ["legislationPassedBy", "legislationDate", "description"] {
        assert!(!document.contains(word), "{document}");
    }
    let event = says("su-kien/e.html");
    assert!(event.contains("startDate") && !event.contains("location"), "{event}");
    assert!(!says("su-kien/f.html").contains("\"Event\""));
}
