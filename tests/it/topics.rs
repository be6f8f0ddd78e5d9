//! Topics: what belongs to one, and passages that hold its terms.

use crate::harness::{PortalTest, told};
use serde_json::json;

#[test]
fn an_event_that_names_a_topic_is_the_topics() {
    let test = PortalTest::small().with(
        "-- content/topics/hoc.md --\n---\ntitle: Việc học\nevents: [hop]\n---\n\
         -- content/events/lop.yaml --\ntitle: Mở lớp\ndate: 2023-10-20\ntopics: [hoc]\nplace:\n  - {value: Huế, article: a}\n  - {value: Vinh, article: a}\n",
    );
    let site = test.build();
    let page = site.page("chu-de/hoc.html");
    let cards = page.texts("section[aria-labelledby=_things]").join("; ");
    assert!(cards.contains("Hội nghị") && cards.contains("Mở lớp"), "{cards}");
    assert!(page.text("main").contains("Vinh"), "what sources say differently is the topic's too");
    assert!(!page.texts("dl.back, section[aria-labelledby=_backlinks]").join("").contains("Mở lớp"));
    let topic = site.data("topics").into_iter().find(|topic| topic["id"] == "hoc").unwrap();
    assert_eq!(topic["events"], json!(["hop", "lop"]));
}

#[test]
fn a_topic_of_many_events_has_several_pages() {
    let events: String = (0..150)
        .map(|n| format!("-- content/events/e{n}.yaml --\ntitle: Buổi {n}\ndate: 2020\ntopics: [hoc]\n"))
        .collect();
    let site = PortalTest::small().with(&events).build();
    let shown = |path: &str| site.page(path).text("main").matches("Buổi ").count();
    assert_eq!((shown("chu-de/hoc.html"), shown("chu-de/hoc.2.html")), (99, 51), "a document comes first");
}

#[test]
fn terms_do_not_reach_into_mentions() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nTheo Luật Thư viện số 46/2019/QH14.\n\nMột thư viện số mở cửa theo Kết luận số 57-KL/TW.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
         -- content/topics/so.md --\n---\ntitle: Số\nterms: [thư viện số, kết luận số 57-KL/TW]\n---\n",
    );
    let page = test.build().page("chu-de/so.html");
    let marked = page.texts("main mark");
    assert_eq!(marked, ["Kết luận số 57-KL/TW", "thư viện số", "Kết luận số 57-KL/TW"]);
}

#[test]
fn points_of_one_id_are_told() {
    let points = |first: &str| {
        let test = PortalTest::small().with(&format!(
            "-- content/topics/hai.md --\n---\ntitle: Hai\npoints:\n  - {first}\n  - {{id: vi-sao, title: Thế nào?}}\n---\n"
        ));
        told(&test.diagnostics())
    };
    assert_eq!(points("title: Khi nào?"), "");
    for first in ["{id: vi-sao, title: Khi nào?}", "title: Vì sao?"] {
        assert!(
            points(first).starts_with("duplicate-id content/topics/hai.md:5:"),
            "{first}: {}",
            points(first)
        );
    }
}
