//! Calendars, whole and one a file, read by ical.js.

use crate::browser::large;
use crate::harness::{PortalTest, Site, node};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The events of each calendar file.
fn read(site: &Site) -> BTreeMap<String, Vec<Value>> {
    let paths = site.paths().into_iter().filter(|path| path.ends_with(".ics"));
    let files: Vec<Value> = paths.map(|path| json!({ "name": path, "text": site.text(path) })).collect();
    let read: Vec<Value> = serde_json::from_str(&node("importers/calendar.cjs", &[], &json!(files))).unwrap();
    let events = |file: &Value| {
        assert_eq!(file["problems"], json!([]), "{}", file["name"]);
        (file["name"].as_str().unwrap().to_owned(), file["events"].as_array().unwrap().clone())
    };
    read.iter().map(events).collect()
}

fn check_whole_and_single(site: &Site) -> BTreeMap<String, Vec<Value>> {
    let read = read(site);
    let mut whole = read["timeline.ics"].clone();
    let mut singles: Vec<Value> = Vec::new();
    for (path, events) in &read {
        if let Some(name) = path.strip_prefix("calendar/").and_then(|name| name.strip_suffix(".ics")) {
            assert_eq!(events.len(), 1, "{path}");
            assert!(events[0]["uid"].as_str().unwrap().starts_with(name), "{path}");
            singles.extend(events.clone());
        }
    }
    // The same events under the same UIDs, word for word.
    let by_uid = |event: &Value| event["uid"].as_str().unwrap().to_owned();
    whole.sort_by_key(by_uid);
    singles.sort_by_key(by_uid);
    assert_eq!(whole, singles);
    read
}

#[test]
fn each_event_can_be_carried_away_alone() {
    let site = PortalTest::first().build();
    let read = check_whole_and_single(&site);
    let is_day = |item: &&Value| {
        let date = item["date"].as_str().unwrap().replace('?', "");
        item["kind"] != "publication" && date.len() >= 10 && !date.contains('/')
    };
    let timeline = site.data("timeline");
    let days: Vec<&Value> = timeline.iter().filter(is_day).collect();
    for item in &days {
        let name = item["target"].as_str().unwrap().replace(':', "-");
        let [event] = read[&format!("calendar/{name}.ics")].as_slice() else { panic!("{name}: one event") };
        assert_eq!(event["start"], item["date"].as_str().unwrap().replace('?', "")[..10], "{name}");
        assert_eq!(event["summary"], item["title"], "{name}");
        let page = site.page(item["path"].as_str().unwrap());
        assert_eq!(page.attributes("a[download$='.ics']", "href"), [format!("../calendar/{name}.ics")]);
        assert!(event["url"].as_str().unwrap().ends_with(item["path"].as_str().unwrap()), "{event}");
    }
    assert_eq!(days.len() + 1, read.len(), "the whole, and one for each day that is known");
}

#[test]
fn the_large_portals_calendars_are_sound() {
    let read = check_whole_and_single(&large::PORTAL.site);
    assert!(read.len() > 100, "{} files", read.len());
}

#[test]
fn days_that_nobody_states_are_left_out() {
    let test = PortalTest::small();
    let dates = [
        "2023",
        "2023-07",
        "2023-07/2023-12",
        "../2023-07-05",
        "2023-07-05/..",
        "2023-07-05",
        "2023-07-05T10:30",
        "2023-07-05/2023-07-07",
    ];
    for (n, date) in dates.iter().enumerate() {
        test.write(
            &format!("content/events/e{n}.yaml"),
            format!("title: E{n}\ndate: \"{date}\"\n").as_bytes(),
        );
    }
    let site = test.build();
    let read = check_whole_and_single(&site);
    for (n, date) in dates.iter().enumerate() {
        let has_day = n >= 5;
        assert_eq!(read.contains_key(&format!("calendar/event-e{n}.ics")), has_day, "{date}");
        let page = site.page(&format!("su-kien/e{n}.html"));
        assert_eq!(page.all("a[download$='.ics']").len(), usize::from(has_day), "{date}");
        assert_eq!(page.all("main a[href=''], main p:empty").len(), 0, "{date}: nothing stands for it");
    }
    let lasting = &read["calendar/event-e7.ics"][0];
    assert_eq!(
        (lasting["start"].as_str(), lasting["end"].as_str()),
        (Some("2023-07-05"), Some("2023-07-08"))
    );
    let timed = &read["calendar/event-e6.ics"][0];
    let time = Some("2023-07-05T10:30:00");
    assert_eq!((timed["start"].as_str(), timed["end"].as_str()), (time, time));
    assert!(site.text("su-kien/e7.html").contains(r#""startDate":"2023-07-05","endDate":"2023-07-07""#));
    let inferred = &read["calendar/event-hop.ics"][0];
    assert_eq!(
        (inferred["start"].as_str(), inferred["end"].as_str()),
        (Some("2023-10-11"), Some("2023-10-12"))
    );
    assert!(inferred["description"].as_str().unwrap().contains("năm suy từ ngữ cảnh"), "{inferred}");
}

#[test]
fn calendars_name_the_portals_language() {
    for (language, expected) in [("vi", "VI"), ("en", "EN"), ("pt-BR", "PT")] {
        let test = PortalTest::small();
        test.edit("portal.yaml", "language: vi\n", &format!("language: {language}\n"));
        let site = test.build();
        let lines = site.text("timeline.ics").lines();
        let found: Vec<&str> = lines.filter_map(|line| line.strip_prefix("PRODID:")).collect();
        assert_eq!(found, [format!("-//Khuê//timeline//{expected}")]);
    }
}

#[test]
fn a_tab_does_not_join_words() {
    let test = PortalTest::small();
    test.edit("content/events/hop.yaml", "title: Hội nghị", "title: \"z\\ttab\"");
    let site = test.build();
    assert!(site.text("timeline.ics").contains("SUMMARY:z tab\r\n"), "{}", site.text("timeline.ics"));
}

#[test]
fn calendars_carry_any_text() {
    let test = PortalTest::small();
    let titles = [
        r"Dấu , ; : \ \n \, và “ngoặc”".to_owned(),
        "chữ ".repeat(100) + "hết",
        "👩‍🎓".repeat(40),
        "a\nEND:VEVENT\r\nBEGIN:VEVENT\tb".to_owned(),
        "\u{202e}ngược\u{202c} \u{7}".to_owned(),
    ];
    for (n, title) in titles.iter().enumerate() {
        let text = json!({ "title": title, "date": "2024-02-29", "summary": title });
        test.write(&format!("content/events/h{n}.yaml"), text.to_string().as_bytes());
    }
    let site = test.build();
    let read = check_whole_and_single(&site);
    for (n, title) in titles.iter().enumerate() {
        let name = format!("calendar/event-h{n}.ics");
        let summary = read[&name][0]["summary"].as_str().unwrap();
        let letters =
            |text: &str| text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>();
        assert!(!summary.contains("EVENTb"), "{summary}");
        let expected = letters(title).replace(['\u{202e}', '\u{202c}'], "");
        assert_eq!(letters(summary).replace('\u{fffd}', ""), expected);
        assert_eq!(read[&name][0]["end"], "2024-03-01");
        for line in site.text(&name).split("\r\n") {
            assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
        }
    }
}

#[test]
fn dates_that_sources_disagree_on_are_all_told() {
    let site = PortalTest::small()
        .with("-- content/events/hop.yaml --\ntitle: Hội nghị\ndate:\n  - {value: 2023-10-11, article: a}\n  - {value: 2023-10-12, article: a}\n  - {value: 2023-10-11}\n")
        .build();
    let event = &check_whole_and_single(&site)["calendar/event-hop.ics"][0];
    assert_eq!(event["start"], "2023-10-11");
    let told = event["description"].as_str().unwrap();
    assert!(told.contains("11/10/2023; 12/10/2023") && !told.contains("12/10/2023; 11"), "{event}");
}
