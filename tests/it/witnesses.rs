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
