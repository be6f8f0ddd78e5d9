//! What each source says of a fact, side by side, and where sources differ.

use crate::harness::PortalTest;
use scraper::{Html, Selector};

/// The table of a page: the heads of its columns, and its rows, each with its head first.
fn table(html: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let page = Html::parse_document(html);
    let texts = |element: scraper::ElementRef<'_>, selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let found = element.select(&selector);
        found.map(|e| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let section = Selector::parse("section[aria-labelledby=_witnesses]").unwrap();
    let Some(section) = page.select(&section).next() else { return Default::default() };
    let row = Selector::parse("tbody tr").unwrap();
    let rows = section.select(&row).map(|row| texts(row, "th, td")).collect();
    (texts(section, "thead th"), rows)
}

#[test]
fn each_source_has_a_column_and_each_fact_a_row() {
    let site = PortalTest::first().build();
    let (sources, rows) = table(site.text("su-kien/hoi-nghi-2023-10-11.html"));
    assert_eq!(sources, ["CAND", "CP"]);
    let row = |label: &str| rows.iter().find(|row| row[0].starts_with(label)).unwrap();
    assert_eq!(
        row("Đơn vị tổ chức"),
        &[
            "Đơn vị tổ chức Ghi khác nhau",
            "Ban Chỉ đạo Công tác thông tin đối ngoại",
            "Ban Tuyên giáo Trung ương"
        ]
    );
    assert_eq!(
        row("Chủ trì"),
        &["Chủ trì Hai nguồn ghi như nhau", "Nguyễn Trọng Nghĩa", "Nguyễn Trọng Nghĩa"]
    );
    // Who says nothing is shown to say nothing.
    assert_eq!(row("Địa điểm"), &["Địa điểm Một nguồn ghi", "Trụ sở Bộ Ngoại giao", "không ghi"]);
    let (sources, rows) = table(site.text("van-ban/57-kl-tw.html"));
    assert_eq!(sources, ["CAND", "CP", "NV", "SK", "TTVN"]);
    assert_eq!(rows.iter().find(|row| row[0].starts_with("Ngày")).unwrap()[1], "không ghi");
    // One source cannot be compared.
    assert_eq!(table(site.text("su-kien/so-ket-2023-07-05.html")).0.len(), 0);
}

#[test]
fn a_source_that_reports_and_states_nothing_has_a_column_too() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nHọp ở Huế.\n-- seeds/c.txt --\nHọp ở Vinh.\n-- seeds/d.txt --\nHọp rồi.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\nevents: [hop]\n\
         -- content/articles/c.yaml --\nsiglum: C\nseed: c.txt\ntitle: C\nevents: [hop]\n\
         -- content/articles/d.yaml --\nsiglum: D\nseed: d.txt\ntitle: D\nevents: [hop]\n\
         -- content/events/hop.yaml --\nkind: meeting\ntitle: Họp\nplace:\n  - value: Huế\n    article: b\n    quote: Họp ở Huế\n  - value: <i>Vinh</i>\n    article: c\n    note: Như vậy.\n",
    );
    let site = test.build();
    let html = site.text("su-kien/hop.html");
    let (sources, rows) = table(html);
    assert_eq!(sources, ["A", "B", "C", "D"]);
    assert_eq!(rows, [["Địa điểm Ghi khác nhau", "không ghi", "Huế", "<i>Vinh</i>", "không ghi"]]);
    // The timeline marks it.
    assert!(site.text("dong-thoi-gian.html").contains("Ghi khác nhau"));
}

#[test]
fn a_source_that_contradicts_itself_has_both_values() {
    let site = PortalTest::small()
        .with(
            "-- seeds/b.txt --\nHọp ở Huế.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
             -- content/events/hop.yaml --\nkind: meeting\ntitle: Họp\nplace:\n  - {value: Huế, article: b}\n  - {value: Vinh, article: b}\n  - {value: Huế, article: a}\n",
        )
        .build();
    let (sources, rows) = table(site.text("su-kien/hop.html"));
    assert_eq!(sources, ["A", "B"]);
    assert_eq!(rows, [["Địa điểm Ghi khác nhau", "Huế", "HuếVinh"]]);
    assert!(site.text("su-kien/hop.html").contains("Huế<br>Vinh"));
}

#[test]
fn a_card_counts_the_sources_that_are_quoted_and_marks_where_they_differ() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nHọp ở Huế.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
         -- content/events/hop.yaml --\nkind: meeting\ntitle: Họp\ndocuments: [57-kl-tw]\nplace:\n  - {value: Huế, article: b}\n  - {value: Vinh, article: a}\n\
         -- content/documents/57-kl-tw.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\nissuer: bo-chinh-tri\ntitle: Về việc học\n\
         issued:\n  - {value: 2023-06-15, article: a}\n  - {value: 2023-06-16, article: b}\n",
    );
    let site = test.build();
    let card = |page: &str, id: &str| site.page(page).text(&format!("#{id}"));
    let event = card("van-ban/57-kl-tw.html", "n-event-hop");
    assert!(
        event.contains("Ghi khác nhau: địa điểm.") && event.contains("Hai nguồn nhắc đến: A, B"),
        "{event}"
    );
    let document = card("su-kien/hop.html", "n-document-57-kl-tw");
    assert!(document.contains("Ghi khác nhau: ngày ban hành."), "{document}");
    // The timeline has both versions, each with its source.
    let entry = site.page("dong-thoi-gian.html").text("#document-57-kl-tw .versions");
    assert!(entry.contains("15/6/2023") && entry.contains("16/6/2023"), "{entry}");
}

#[test]
fn who_says_less_exactly_does_not_differ() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nTháng 6 năm 2023 có Kết luận số 57-KL/TW, ngày 15/6/2023.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
         -- content/documents/57-kl-tw.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\nissuer: bo-chinh-tri\ntitle: Về việc học\n\
         issued:\n  - {value: 2023-06, article: a}\n  - {value: 2023-06-15, article: b}\n",
    );
    let site = test.build();
    let (_, rows) = table(site.text("van-ban/57-kl-tw.html"));
    assert_eq!(rows, [["Ngày ban hành Hai nguồn ghi không trái nhau", "tháng 6/2023", "15/6/2023"]]);
    // Where there is room for one, it is the exact one; the text's date is known to be the document's.
    assert_eq!(site.page("dong-thoi-gian.html").text("#document-57-kl-tw time"), "15/6/2023");
    assert!(!site.text("dong-thoi-gian.html").contains("Ghi khác nhau"));
    let data = site.text("data/documents.ndjson");
    assert!(data.contains(r#""issued":"2023-06-15""#), "{data}");
    let asked = site.page("on-tap.html").text("main");
    assert!(asked.contains("15/6/2023") && !asked.contains("Các nguồn"), "{asked}");
}

#[test]
fn lists_of_an_event_may_say_who_says_so() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nHọp báo bàn Kết luận số 57-KL/TW, ông Nguyễn Văn A nói.\n\nÔng Lê B vắng.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
         -- content/people/le-b.yaml --\nname: Lê B\n\
         -- content/events/hop.yaml --\ntitle: Họp\n\
         kind:\n  - {value: meeting, article: a}\n  - {value: press, article: b, quote: Họp báo}\n\
         documents:\n  - {value: 57-KL/TW, article: b, quote: bàn Kết luận số 57-KL/TW}\n\
         topics: [hoc]\n\
         people:\n  - le-b\n  - {value: nguyen-van-a, article: b, quote: ông Nguyễn Văn A nói}\n\
         \x20 - {value: nguyen-van-a, article: a, note: Đứng đầu danh sách.}\n",
    );
    let site = test.build();
    let page = site.page("su-kien/hop.html");
    let rows = page.text("main");
    for said in ["Nguyễn Văn A A B 1 Đứng đầu danh sách.", "57-KL/TW, 15/6/2023 B 1"] {
        assert!(rows.contains(said), "{said}: {rows}");
    }
    let (sources, rows) = table(site.text("su-kien/hop.html"));
    assert_eq!(sources, ["A", "B"]);
    assert_eq!(rows, [["Loại việc Ghi khác nhau", "hội nghị", "press"]]);
    // What is quoted shows it, and a source that does not say so is told.
    assert!(site.page("bai-viet/b.html").text("dl.back").contains("Họp"));
    let event = site.datum("events", "hop");
    assert_eq!((&event["kind"], &event["documents"][0]), (&"meeting".into(), &"57-kl-tw".into()));
    assert!(event["sources"].to_string().contains("\"b\""), "{event}");
    test.edit("content/events/hop.yaml", "quote: ông Nguyễn Văn A nói", "quote: Ông Lê B vắng");
    let told = test.diagnostics();
    assert!(told.iter().any(|d| d["code"] == "claim-unsupported" && d["line"] == 10), "{told:?}");
    test.edit("content/events/hop.yaml", "- le-b", "- {value: le-c, article: b}\n  - [le-b]");
    let told = test.diagnostics();
    assert!(told.iter().any(|d| d["code"] == "wrong-type" && d["line"] == 10), "{told:?}");
}

#[test]
fn the_home_page_names_those_who_say_what_it_says() {
    let test = PortalTest::small().with(
        "-- content/articles/c.yaml --\nsiglum: C\nseed: a.txt\ntitle: Bài thứ ba\n-- content/documents/57-kl-tw.yaml --\ntype: Kết luận\n\
         number: 57-KL/TW\nissuer: [{value: A, article: a}, {value: B, article: c}]\n\
         issued: [{value: 2023-06-15, article: a}, {value: 2023-06-16, article: b}, {value: 2023-06-15, article: c}]\n",
    );
    test.write("content/articles/b.yaml", "siglum: B\nseed: a.txt\ntitle: Bài thứ hai\n".as_bytes());
    test.edit("portal.yaml", "language: vi", "language: vi\nfeatured: {document: 57-kl-tw}");
    let site = test.build();
    let home = site.page("index.html");
    assert_eq!(home.text(".hero p.soft"), "A ban hành ngày 15/6/2023, theo A Ghi khác nhau");
    // An issuer that no source names is not ascribed to the source of the date.
    let plain =
        "type: Kết luận\nnumber: 57-KL/TW\nissuer: Ban Khác\nissued: [{value: 2023-06, article: a}]\n";
    test.write("content/documents/57-kl-tw.yaml", plain.as_bytes());
    assert_eq!(test.build().page("index.html").text(".hero p.soft"), "Ban Khác ban hành (tháng 6/2023)");
}

#[test]
fn chips_of_the_timeline_stand_in_the_order_of_articles() {
    let site = PortalTest::first().build();
    let page = site.page("dong-thoi-gian.html");
    for entry in page.all("ol.line > li") {
        let groups = Selector::parse(".sigs").unwrap();
        let sigs = Selector::parse("a.sig").unwrap();
        // Before the last one stand those of versions that differ.
        let Some(group) = entry.select(&groups).last() else { continue };
        let places: Vec<(String, u32)> = group
            .select(&sigs)
            .map(|sig| {
                let text = crate::harness::text_of(sig);
                let (siglum, number) = text.split_once(' ').unwrap_or((&text, "0"));
                (siglum.to_owned(), number.split('–').next().unwrap().parse().unwrap())
            })
            .collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}

#[test]
fn the_home_page_says_who_states_a_detail_and_settles_none() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nHọp ở Huế, Bộ Học tổ chức.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
         -- seeds/c.txt --\nBộ Khác tổ chức.\n-- content/articles/c.yaml --\nsiglum: C\nseed: c.txt\ntitle: C\n\
         -- content/events/hop.yaml --\nkind: meeting\ntitle: Họp\ndate: 2023-10-11\nplace: [{value: Huế, article: b, quote: Họp ở Huế}]\n\
         organiser: [{value: Bộ Học, article: b, quote: Bộ Học tổ chức}, {value: Bộ Khác, article: c}]\n",
    );
    test.edit("portal.yaml", "language: vi", "language: vi\nfeatured: {document: 57-kl-tw}");
    test.edit("content/events/hop.yaml", "title: Họp", "title: Họp\ndocuments: [57-kl-tw]");
    let line = test.build().page("index.html").texts(".four p.small").join("; ");
    assert!(line.contains("Huế B 1") && !line.contains("Bộ Học") && !line.contains("Bộ Khác"), "{line}");
}
