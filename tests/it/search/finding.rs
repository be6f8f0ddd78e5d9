//! What is found, in small portals: the index and its reader together.

use crate::harness::node;
use crate::harness::{PortalTest, SMALL};
use serde_json::{Value, json};

/// Answers to queries with options, in a built portal.
fn ask(test: &PortalTest, queries: &Value) -> Vec<Value> {
    test.build();
    let output = test.root().join("output");
    let answers = node("data/search/ask.mjs", &[output.to_str().unwrap()], queries);
    serde_json::from_str::<Vec<Value>>(&answers).unwrap()
}

/// An answer in short: each hit's page with its marks in brackets, and behind `!` what was forgiven.
fn short(answer: &Value) -> String {
    let hit = |hit: &Value| {
        let parts = hit["parts"].as_array().unwrap().iter();
        let marks: Vec<&str> =
            parts.filter(|part| part[1] == true).filter_map(|part| part[0].as_str()).collect();
        let address = hit["address"].as_str().unwrap().rsplit('/').next().unwrap();
        format!("{address} [{}]", marks.join("|"))
    };
    let hits: Vec<String> = answer["hits"].as_array().unwrap().iter().map(hit).collect();
    let forgiven = answer["forgiven"].as_array().unwrap().iter();
    let forgiven: Vec<String> = forgiven.map(|pair| format!(" !{}={}", pair[0], pair[1])).collect();
    assert_eq!(
        answer["total"].as_u64().unwrap() as usize,
        hits.len().max(answer["total"].as_u64().unwrap() as usize)
    );
    hits.join(", ") + &forgiven.concat()
}

/// Asks one query after another in one portal.
fn check(test: &PortalTest, cases: &[(&str, &str)]) {
    let queries: Vec<Value> = cases.iter().map(|(query, _)| json!([query, {}])).collect();
    let answers = ask(test, &json!(queries));
    let found: Vec<String> = cases
        .iter()
        .zip(&answers)
        .map(|((query, _), answer)| format!("{query}: {}", short(answer)))
        .collect();
    let expected: Vec<String> =
        cases.iter().map(|(query, expected)| format!("{query}: {expected}")).collect();
    assert_eq!(found, expected);
}

/// A portal of articles without metadata of note: `a` is the first, and so on.
fn articles(language: &str, texts: &[&str]) -> PortalTest {
    let test = PortalTest::new(&format!("-- portal.yaml --\ntitle: Cổng\nlanguage: {language}\n"));
    for (letter, text) in ('a'..='z').zip(texts) {
        test.write(&format!("seeds/{letter}.txt"), text.as_bytes());
        let metadata =
            format!("siglum: {}\nseed: {letter}.txt\ntitle: Số {letter}\n", letter.to_ascii_uppercase());
        test.write(&format!("content/articles/{letter}.yaml"), metadata.as_bytes());
    }
    test
}

#[test]
fn passages_are_found_and_omitted_lines_are_not() {
    check(
        &PortalTest::small(),
        &[
            ("ba viec can lam", "a.html#p2 [ba việc cần làm]"),
            ("99-KL/TW", ""),
            ("Ảnh", ""),
            ("học tập", "a.html#p3 [học tập]"),
        ],
    );
}

#[test]
fn things_are_found_by_all_their_names() {
    let test = PortalTest::small().with(
        "-- content/people/nguyen-van-a.yaml --\nname: Nguyễn Văn A\naliases: [Anh Cả]\nroles:\n  - value: Trưởng thôn\n",
    );
    let first = |query: &str, kind: &str| {
        let answer = &ask(&test, &json!([[query, {}]]))[0];
        assert_eq!(answer["hits"][0]["kind"], kind, "{query}: {}", short(answer));
    };
    first("anh cả", "person");
    first("trưởng thôn", "person");
    first("bộ chính trị", "organisation");
    first("57-KL/TW", "document");
    first("57 kl tw", "document");
    first("57-KL/TƯ", "document");
    first("57KL/TW", "document");
    first("57kl tw", "document");
    first("việc học", "topic");
    first("giới thiệu", "page");
    first("hội nghị", "event");
}

#[test]
fn what_is_taken_out_of_search_is_not_found() {
    let test = PortalTest::small();
    test.edit("content/articles/a.yaml", "siglum: A", "siglum: A\nsearch: false");
    test.edit("content/people/nguyen-van-a.yaml", "name: Nguyễn Văn A", "name: Nguyễn Văn A\nsearch: false");
    check(
        &test,
        &[
            ("ba việc cần", ""),
            ("Nguyễn Văn A", ""),
            ("bộ chính trị", "bo-chinh-tri.html [], 57-kl-tw.html [Bộ Chính trị]"),
        ],
    );
}

#[test]
fn marks_that_were_typed_count() {
    let test = articles(
        "vi",
        &["Nhà máy đổi ngoài hai cổng.", "Công tác đối ngoại của huyện.", "Nhận đôi ngoại tệ mới."],
    );
    check(
        &test,
        &[
            ("đối ngoại", "b.html#p1 [đối ngoại], c.html#p1 [đôi ngoại], a.html#p1 [đổi ngoài]"),
            ("đôi ngoại", "c.html#p1 [đôi ngoại], b.html#p1 [đối ngoại], a.html#p1 [đổi ngoài]"),
            ("“đối ngoại”", "b.html#p1 [đối ngoại]"),
        ],
    );
}

/// Each pair of the words stands in all of them, the three one after the other in every second one.
#[test]
fn words_in_quotation_marks_have_one_total_on_all_pages_of_an_answer() {
    let texts = ["Nay có ban bí thư chung ở đây.", "Ban bí thư họp, rồi bí thư chung bàn việc."];
    let texts: Vec<&str> = texts.iter().copied().cycle().take(26).collect();
    let test = articles("vi", &texts);
    let queries: Vec<_> = (0..2).map(|page| json!(["“ban bí thư chung”", {"from": page * 10}])).collect();
    let answers = ask(&test, &json!(queries));
    let shown: Vec<(u64, usize)> = answers
        .iter()
        .map(|answer| (answer["total"].as_u64().unwrap(), answer["hits"].as_array().unwrap().len()))
        .collect();
    assert_eq!(shown, [(13, 10), (13, 3)]);
}

/// Only the first hundred of an answer are looked at word by word.
#[test]
fn words_in_quotation_marks_are_told_from_all_others_however_many_there_are() {
    let mut texts = vec!["Vì hòa bình của dân."; 25];
    texts.push("Tuổi thơ của một bông hoa bình thường.");
    let test = articles("vi", &texts);
    let queries =
        ["“hoa bình”", "“hoạ bình”", "“hoà bình”", "“hoạ”", "“hoa”"].map(|query| json!([query, {}]));
    let totals: Vec<u64> =
        ask(&test, &json!(queries)).iter().map(|answer| answer["total"].as_u64().unwrap()).collect();
    assert_eq!(totals, [1, 0, 25, 0, 26], "a word without marks stands for all that are written so");
}

#[test]
fn a_quotation_may_be_one_word_and_may_have_company() {
    let test = articles(
        "vi",
        &["Cái bàn gỗ có 63 chân, và ghế.", "Người bạn cũ trong một bài hát hay.", "Bàn 63 và bạn."],
    );
    check(
        &test,
        &[
            ("\"bạn\"", "b.html#p1 [bạn], c.html#p1 [bạn]"),
            ("\"bàn\"", "a.html#p1 [bàn], c.html#p1 [Bàn]"),
            ("\"cái bàn\" ghế", "a.html#p1 [Cái bàn|ghế]"),
            ("ghế \"cái bàn\"", "a.html#p1 [Cái bàn|ghế]"),
            ("\"bàn gỗ\" \"63\"", "a.html#p1 [bàn gỗ|63]"),
            ("\"gỗ bàn\" ghế", ""),
        ],
    );
}

/// A browser may remember that a file was missing a moment ago.
#[test]
fn a_part_that_was_missing_is_asked_for_again() {
    let test = articles("vi", &["Hội nghị toàn quốc họp."]);
    test.build();
    let site = test.root().join("output");
    let args = [site.to_str().unwrap(), "--flaky"];
    let answers = node("data/search/ask.mjs", &args, &json!([["hội nghị", {}]]));
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
    assert_eq!(short(&answers[0]), "a.html#p1 [Hội nghị]");
}

#[test]
fn nothing_depends_on_the_form_of_letters() {
    let nfd: String = unicode_normalization::UnicodeNormalization::nfd("Uỷ ban xã hoà Ðồng họp").collect();
    let test = articles("vi", &[&nfd]);
    let all = "a.html#p1 [Uỷ ban xã hoà Ðồng]";
    let composed = |marks: &str| unicode_normalization::UnicodeNormalization::nfc(marks).collect::<String>();
    check(
        &test,
        &[
            ("ủy ban xã hòa đồng", &composed(all)),
            ("UỶ BAN XÃ HOÀ ĐỒNG", &composed(all)),
            ("uy ban xa hoa dong", &composed(all)),
        ],
    );
}

#[test]
fn neighbours_go_before_scattered_words() {
    let test = articles(
        "vi",
        &[
            "Lúa tốt. Nhà nước lo. Mùa này gặt. Giá nào cũng bán lúa mới.",
            "Giá lúa mùa này tăng ở chợ huyện.",
            "Lúa mùa này.",
        ],
    );
    check(&test, &[("giá lúa", "b.html#p1 [Giá lúa], a.html#p1 [Giá|lúa]")]);
}

#[test]
fn dates_are_found_in_all_their_forms() {
    let test = articles(
        "vi",
        &["Họp ngày 15 tháng 6 năm 2023 ở xã.", "Họp 5/6/2023 ở huyện.", "Họp 16.5.2023 ở tỉnh."],
    );
    let first = "a.html#p1 [ngày 15 tháng 6 năm 2023]";
    check(
        &test,
        &[
            ("15/6/2023", first),
            ("15.06.2023", first),
            ("2023-06-15", first),
            ("ngày 15 tháng 6 năm 2023", first),
            ("ngay 5 thang 6 nam 2023", "b.html#p1 [5/6/2023]"),
        ],
    );
}

#[test]
fn abbreviations_and_what_they_stand_for_find_each_other() {
    let test = articles(
        "vi",
        &[
            "Công tác thông tin đối ngoại (TTĐN) được bàn.",
            "Đẩy mạnh TTĐN ở cơ sở.",
            "Thông tin đối ngoại là việc chung.",
        ],
    );
    check(
        &test,
        &[
            ("TTĐN", "a.html#p1 [TTĐN], b.html#p1 [TTĐN], c.html#p1 [Thông tin đối ngoại]"),
            (
                "thong tin doi ngoai",
                "a.html#p1 [thông tin đối ngoại], c.html#p1 [Thông tin đối ngoại], b.html#p1 [TTĐN]",
            ),
        ],
    );
}

#[test]
fn one_mistake_is_forgiven_and_told() {
    let test =
        articles("vi", &["Nhà văn hóa thôn mở cửa.", "Chợ phiên họp hai lần.", "Mã hóa bằng aes, blowfish."]);
    check(
        &test,
        &[
            ("nhà vănn hóa", "a.html#p1 [Nhà văn hóa] !\"vănn\"=\"văn\""),
            ("nhà vawn hóa", "a.html#p1 [Nhà văn hóa] !\"vawn\"=\"văn\""),
            ("nhà văn hòa", "a.html#p1 [Nhà văn hóa] !\"hòa\"=\"hóa\""),
            ("phiêng", "b.html#p1 [phiên] !\"phiêng\"=\"phiên\""),
            ("nhà văn hóa", "a.html#p1 [Nhà văn hóa]"),
            ("mã hóa blowfich", "c.html#p1 [Mã hóa|blowfish] !\"blowfich\"=\"blowfish\""),
            ("máy bay", ""),
            ("chợ phin", "b.html#p1 [Chợ phiên] !\"phin\"=\"phiên\""),
            ("hp hai lần", "b.html#p1 [họp hai lần] !\"hp\"=\"họp\""),
            // Each word stands somewhere; what is told to be nowhere is the whole.
            ("chợ hóa", "b.html#p1 [Chợ|họp] !\"chợ hóa\"=\"chợ họp\""),
        ],
    );
}

/// What is rare is worth more in a rank, and is no likelier to be meant.
#[test]
fn a_mistake_is_read_as_what_stands_there_most() {
    let mut texts = vec!["Thông tin đối ngoại là hội nghị của công tác."; 8];
    texts.extend(["Thanh tin rằng đối người ấy hội nghe tới nghi thức.", "Lợi nghị, và thành tin."]);
    let test = articles("vi", &texts);
    for (typed, meant) in [
        ("thông tin đối ngọi", "ngoại"),
        ("thônh tin đối ngoại", "thông"),
        ("thng tin đối ngoại", "thông"),
        ("hội nghj", "nghị"),
        ("hội ghị", "nghị"),
        ("kội nghị", "hội"),
    ] {
        let answer = &ask(&test, &json!([[typed, {}]]))[0];
        assert_eq!(answer["forgiven"][0][1], meant, "{typed}: {}", short(answer));
    }
}

#[test]
fn the_last_word_may_be_unfinished() {
    let test = articles("vi", &["Hội nghị toàn quốc họp.", "Hội nghị tỉnh họp."]);
    check(
        &test,
        &[
            ("hội nghị toàn qu", "a.html#p1 [Hội nghị toàn quốc]"),
            ("hoi nghi t", "a.html#p1 [Hội nghị toàn], b.html#p1 [Hội nghị tỉnh]"),
        ],
    );
}

#[test]
fn english_words_meet_in_their_stems() {
    let test = articles(
        "en",
        &["The wells were cleaned by neighbours.", "A well is a policy of cleaning café tables."],
    );
    check(
        &test,
        &[
            ("cleaning wells", "a.html#p1 [wells|cleaned], b.html#p1 [well|cleaning]"),
            ("policies", "b.html#p1 [policy]"),
            ("CAFE table", "b.html#p1 [café tables]"),
        ],
    );
}

#[test]
fn kind_source_topic_and_year_narrow_and_dates_sort() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nKết luận 57 được bàn ở huyện.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bài hai\npublished: 2024-01-02\n",
    );
    let query = |options: Value| json!(["kết luận 57", options]);
    let answers = ask(
        &test,
        &json!([
            query(json!({})),
            query(json!({"kinds": ["article"], "sort": "date"})),
            query(json!({"sources": ["a"]})),
            query(json!({"topics": ["hoc"], "kinds": ["document", "topic"]})),
            query(json!({"years": ["2024"]})),
            query(json!({"years": [2023], "kinds": ["article"]})),
            query(json!({"kinds": ["no-such-kind"]})),
            ["", {"kinds": ["person", "organisation"]}],
            ["", {}],
            query(json!({"from": 1, "count": 1})),
        ]),
    );
    let pages = |answer: &Value| -> Vec<String> {
        let hits = answer["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["address"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect()
    };
    let all = pages(&answers[0]);
    assert_eq!(all.len() as u64, answers[0]["total"]);
    assert_eq!(pages(&answers[1]), ["b.html#p1", "a.html#p2"]);
    assert_eq!(pages(&answers[2]), ["a.html#p2"]);
    assert!(pages(&answers[3]).contains(&"57-kl-tw.html".to_owned()));
    assert_eq!(pages(&answers[4]), ["b.html#p1"]);
    assert_eq!(pages(&answers[5]), ["a.html#p2"]);
    assert_eq!(answers[6]["total"], 0);
    assert_eq!(answers[7]["total"], 2);
    assert_eq!(answers[8]["total"], 0);
    assert_eq!((pages(&answers[9]), &answers[9]["total"]), (vec![all[1].clone()], &answers[0]["total"]));
}

#[test]
fn hits_say_what_they_are_and_where() {
    let answer = &ask(&PortalTest::small(), &json!([["ba việc cần làm", {}]]))[0];
    let hit = &answer["hits"][0];
    let told = ["kind", "title", "about", "label", "anchor", "date"]
        .map(|key| hit[key].as_str().unwrap_or_default().to_owned());
    assert_eq!(
        told,
        ["article", "Bài thứ nhất", "Bài nguồn, Báo Thử, 12/10/2023", "A 2", "p2", "2023-10-12"]
    );
    assert_eq!(hit["address"], "http://portal.example/bai-viet/a.html#p2");
    let pretty = PortalTest::new(&SMALL.replace("language: vi", "language: vi\npretty_urls: true"));
    let answer = &ask(&pretty, &json!([["ba việc cần làm", {}]]))[0];
    assert_eq!(answer["hits"][0]["address"], "http://portal.example/bai-viet/a/#p2");
}

#[test]
fn nothing_in_a_result_disguises_it() {
    let test = articles("vi", &["Chào \u{202e}bạn\u{2066} hiền\u{7} lành"]);
    let answer = &ask(&test, &json!([["chào bạn", {}]]))[0];
    let parts = answer["hits"][0]["parts"].as_array().unwrap().iter();
    assert_eq!(parts.filter_map(|part| part[0].as_str()).collect::<String>(), "Chào bạn hiền\u{fffd} lành");
}

#[test]
fn markup_in_a_source_stays_text() {
    let evil = "Chào <img src=x onerror=alert(1)> & `${x}` \\ \"bạn\"";
    let answer = &ask(&articles("vi", &[evil]), &json!([["chào bạn", {}]]))[0];
    let parts = answer["hits"][0]["parts"].as_array().unwrap().iter();
    assert_eq!(parts.filter_map(|part| part[0].as_str()).collect::<String>(), evil);
}
