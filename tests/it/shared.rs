//! Passages that articles share: all of them, told from both sides, and nothing that only looks like one.

use crate::harness::{PortalTest, Site, first_portal};
use khue::text::{fold, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A run of words in two articles: which, the passages in which it stands there, and the words.
type Run = (String, String, Vec<(String, String)>, String);

/// A syllable of an article: its form, and the anchor of its passage.
type Syllable = (String, String);

/// The syllables of each article, in the passages that the data tell; nothing of the program but these is trusted.
fn articles(site: &Site, seeds: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Vec<Syllable>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let number = |value: &Value| value.as_u64().unwrap() as usize;
    let read = |article: &Value| {
        let seed = std::str::from_utf8(&seeds[article["seed"].as_str().unwrap()]).unwrap();
        let passages = article["passages"].as_array().unwrap().iter();
        let syllables = passages.flat_map(|passage| {
            let part = &seed[number(&passage["start"])..number(&passage["end"])];
            let anchor = text(&passage["anchor"]);
            words::syllables(part).map(move |range| (fold::lower_tone(&part[range]), anchor.clone()))
        });
        (text(&article["id"]), syllables.collect())
    };
    site.data("articles").iter().map(read).collect()
}

/// Every run of 25 syllables and more that stands in two places, as far as it goes: the articles, and the passages in which
/// its syllables stand there, with its words.
fn by_hand(articles: &[(String, Vec<Syllable>)]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (a, (one, here)) in articles.iter().enumerate() {
        for (b, (two, there)) in articles.iter().enumerate() {
            for i in 0..here.len() {
                for j in 0..there.len() {
                    let is_one_place = a == b && i.abs_diff(j) < 25;
                    let begins = i == 0 || j == 0 || here[i - 1].0 != there[j - 1].0;
                    if is_one_place || !begins || here[i].0 != there[j].0 {
                        continue;
                    }
                    let pairs = here[i..].iter().zip(&there[j..]).take_while(|(x, y)| x.0 == y.0);
                    let pairs: Vec<(&Syllable, &Syllable)> = pairs.collect();
                    if pairs.len() >= 25 {
                        let words = pairs.iter().map(|(x, _)| x.0.as_str()).collect::<Vec<_>>().join(" ");
                        let mut passages: Vec<(String, String)> =
                            pairs.iter().map(|(x, y)| (x.1.clone(), y.1.clone())).collect();
                        passages.dedup();
                        runs.push((one.clone(), two.clone(), passages, words));
                    }
                }
            }
        }
    }
    runs
}

/// `cp#p3 ttvn#p2` … as the data tell them.
fn told(site: &Site) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for article in site.data("articles") {
        for shared in article["shared"].as_array().unwrap() {
            let text = |key: &str| shared[key].as_str().unwrap().to_owned();
            let id = article["id"].as_str().unwrap();
            told.insert(format!("{id}#{} {}#{}", text("anchor"), text("other"), text("other_anchor")));
        }
    }
    told
}

/// The runs of a portal that its data do not tell, as `A B: words`.
fn untold(site: &Site, seeds: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let told = told(site);
    let runs = by_hand(&articles(site, seeds)).into_iter();
    let runs = runs.filter(|(one, two, passages, _)| {
        passages.iter().any(|(here, there)| !told.contains(&format!("{one}#{here} {two}#{there}")))
    });
    runs.map(|(one, two, _, words)| format!("{one} {two}: {words}")).collect()
}

#[test]
fn every_run_of_the_five_seeds_is_told() {
    let site = PortalTest::first().build();
    assert!(by_hand(&articles(&site, &first_portal())).len() > 20);
    expect_test::expect![[r#"
        cand ttvn: kết luận số 57 kl tw của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình
        cp nv: 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        cp sk: kết luận số 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        cp ttvn: kết luận số 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        nv cp: 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        nv sk: 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        nv ttvn: 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        sk cp: kết luận số 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        sk nv: 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        sk ttvn: kết luận số 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        ttvn cand: kết luận số 57 kl tw của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình
        ttvn cp: kết luận số 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        ttvn nv: 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới
        ttvn sk: kết luận số 57 kl tw ngày 15 6 2023 của bộ chính trị về tiếp tục nâng cao chất lượng hiệu quả công tác thông tin đối ngoại trong tình hình mới"#]]
        .assert_eq(&untold(&site, &first_portal()).into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_chain_whose_parts_pay_for_each_other_is_told() {
    let site = PortalTest::first().build();
    let words = |of: &str, anchor: &str, other: &str, other_anchor: &str| {
        let shared = site.datum("articles", of)["shared"].clone();
        let is_it = |one: &&Value| {
            one["anchor"] == anchor && one["other"] == other && one["other_anchor"] == other_anchor
        };
        shared.as_array().unwrap().iter().find(is_it).map(|one| one["words"].clone())
    };
    // “giới thiệu, lan tỏa … cộng đồng quốc tế” (11), “lịch sử … văn hóa” (12), “các giá trị, tư tưởng cao đẹp” (7) and “của
    // dân tộc Việt Nam” (5) are in both.
    assert_eq!(words("nv", "p9", "ttvn", "p7"), Some(35.into()));
    assert_eq!(words("ttvn", "p7", "nv", "p9"), Some(35.into()));
}

/// Thirty words that stand nowhere else, and ten of them changed.
const WORDS: &str = "Một làng nhỏ bên sông có ba giếng nước cũ do ông bà đào từ rất lâu, nay hội đồng muốn làm sạch cả ba để người dân dùng lại.";
const NEARLY: &str = "Một làng nhỏ bên sông có ba giếng nước cũ do ông bà đào từ rất lâu, nay hội đồng đã làm sạch cả ba để người dân dùng lại.";

/// The small portal with articles `b`, `c` … of these texts.
fn with(texts: &[&str]) -> PortalTest {
    let mut files = String::new();
    for (index, text) in texts.iter().enumerate() {
        let id = char::from(b'b' + index as u8);
        let siglum = id.to_ascii_uppercase();
        files.push_str(&format!("-- seeds/{id}.txt --\n{text}\n-- content/articles/{id}.yaml --\nsiglum: {siglum}\nseed: {id}.txt\ntitle: Bài {siglum}\n"));
    }
    PortalTest::small().with(&files)
}

/// What an article shares, as `p1 c#p2 30`.
fn check(site: &Site, id: &str, expected: &str) {
    let shared = site.datum("articles", id)["shared"].clone();
    let show = |one: &Value| {
        let text = |key: &str| one[key].as_str().unwrap().to_owned();
        format!("{} {}#{} {}", text("anchor"), text("other"), text("other_anchor"), one["words"])
    };
    let shown: Vec<String> = shared.as_array().unwrap().iter().map(show).collect();
    assert_eq!(shown.join(", "), expected);
}

#[test]
fn only_the_article_takes_part() {
    let test = with(&[WORDS, &format!("Một câu.\n\n{WORDS}")]);
    check(&test.build(), "b", "p1 c#p2 30");
    test.write(
        "content/articles/c.yaml",
        b"siglum: C\nseed: c.txt\ntitle: C\nomit: [{kind: pull-quote, lines: 3}]\n",
    );
    check(&test.build(), "b", "");
}

#[test]
fn a_line_left_out_does_not_part_a_run() {
    let (one, two) = WORDS.split_at(WORDS.find("do ông").unwrap());
    let test = with(&[WORDS, &format!("{one}\nẢnh: một cái giếng\n{two}")]);
    check(&test.build(), "b", "p1 c#p1 30");
    test.write(
        "content/articles/c.yaml",
        "siglum: C\nseed: c.txt\ntitle: C\nomit: [{kind: caption, from: 'Ảnh:', to: 'Ảnh:'}]\n".as_bytes(),
    );
    check(&test.build(), "b", "p1 c#p2 20, p1 c#p1 10");
    check(&test.build(), "c", "p1 b#p1 10, p2 b#p1 20");
}

#[test]
fn the_citation_of_a_document_is_no_parallel() {
    let title =
        "Về việc học tập và làm theo tấm gương của những người đi trước trong nhiều năm qua ở làng nhỏ";
    let test = with(&[
        &format!("Theo Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị {title}, mọi người đọc."),
        &format!("Hai là: Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị {title}. Hết."),
    ]);
    test.edit("content/documents/57-kl-tw.yaml", "title: Về việc học", &format!("title: {title}"));
    check(&test.build(), "b", "");
    test.edit("content/documents/57-kl-tw.yaml", title, "Về việc khác");
    check(&test.build(), "b", "p1 c#p1 35");
}

/// The part of a page from `from` to `to`.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from} in {page}"));
    &page[start..start + page[start..].find(to).unwrap()]
}

#[test]
fn margin_and_comparison_show_what_differs() {
    let test = with(&[WORDS, NEARLY, &WORDS.to_uppercase()]);
    let page = test.build().text("bai-viet/b.html").to_owned();
    let margin = part(&page, "<div class=\"note\"", "</div>");
    for words in [
        "D 1</a> trùng nguyên văn, 30 tiếng.",
        "C 1</a> gần như trùng, 29 tiếng giống nhau.",
        "href=\"#_side-p1-2\"",
    ] {
        assert!(margin.contains(words), "{words} in {margin}");
    }
    let pair = part(&page, "<div id=\"_side-p1-2\"", "<section");
    for words in ["<mark>muốn</mark> làm", "<mark>đã</mark> làm", "Gần như trùng."] {
        assert!(pair.contains(words), "{words} in {pair}");
    }
    let same = part(&page, "id=\"_side-p1-1\">", "id=\"_side-p1-2");
    assert!(same.contains("Trùng nguyên văn.") && same.contains("D 1") && !same.contains("<mark>"), "{same}");
}

#[test]
fn numbers_that_differ_are_told() {
    let site = with(&[&format!("{WORDS} Hết 5 ngày."), &format!("{WORDS} Hết 7 ngày.")]).build();
    // What differs stands behind the run, and is not part of it.
    assert!(site.text("bai-viet/b.html").contains("trùng nguyên văn, 31 tiếng"));
    let site = with(&[WORDS, &WORDS.replace("ba giếng", "4 giếng")]).build();
    assert!(
        part(site.text("bai-viet/b.html"), "_side-p1-1\">\n", "</section>")
            .contains("<span class=\"tag diff\">Ghi khác nhau.</span>")
    );
}

#[test]
fn another_event_is_marked() {
    let test = with(&[WORDS, WORDS]);
    test.write(
        "content/events/lam-sach.yaml",
        "kind: activity\ntitle: Làm sạch giếng\ndate: 2024-01-02\n".as_bytes(),
    );
    let of = |id: &str, event: &str| {
        let text = format!("siglum: {}\nseed: {id}.txt\ntitle: T\nevents: [{event}]\n", id.to_uppercase());
        test.write(&format!("content/articles/{id}.yaml"), text.as_bytes());
    };
    of("b", "hop");
    of("c", "lam-sach");
    let page = test.build().text("bai-viet/c.html").to_owned();
    assert!(page.contains("<span class=\"tag diff\">Khác sự kiện:</span> C – <a href=\"../su-kien/lam-sach.html\">Làm sạch giếng</a>; B – "), "{page}");
    of("c", "hop");
    assert!(!test.build().text("bai-viet/c.html").contains("Khác sự kiện"));
}

#[test]
fn both_pages_show_what_an_author_remarks() {
    let test = with(&[WORDS, NEARLY, "Không giống gì."]);
    let text = "siglum: C\nseed: c.txt\ntitle: C\nparallels:\n  - {at: p1, with: 'article:b#p1', remark: 'Một bài kể *trước*.'}\n  - {at: p1, with: 'article:d#p1', verdict: Khác ý, remark: Không liên quan.}\n";
    test.write("content/articles/c.yaml", text.as_bytes());
    let site = test.build();
    for (page, words) in [
        ("b", "Gần như trùng.</span> Một bài kể <em>trước</em>."),
        ("c", "Gần như trùng.</span> Một bài kể <em>trước</em>."),
        ("d", "Khác ý.</span> Không liên quan."),
        ("c", "Khác ý.</span> Không liên quan."),
    ] {
        let page = site.text(&format!("bai-viet/{page}.html"));
        assert!(page.contains(words), "{words} in {page}");
    }
    check(&site, "d", "");
}

#[test]
fn a_remark_needs_two_passages() {
    let test = with(&[WORDS]);
    let text = "siglum: B\nseed: b.txt\ntitle: B\nparallels:\n  - {at: p2, with: 'article:a#p1', remark: x}\n  - {at: p1, with: 'article:a', remark: x}\n  - {at: p1, with: 'article:a#p9', remark: x}\n  - {at: p1, with: 'event:hop', remark: x}\n";
    test.write("content/articles/b.yaml", text.as_bytes());
    let shown: Vec<String> = test
        .diagnostics()
        .iter()
        .map(|d| format!("{} {}", d["code"].as_str().unwrap(), d["message"].as_str().unwrap()))
        .collect();
    let expected = [
        "no-such-place there is no passage `p2`",
        "no-such-place `article:a` names no passage",
        "no-such-place the article `a` has no passage `p9`",
        "unknown-reference `event:hop` is no passage",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn what_stands_everywhere_is_counted() {
    let mut files = String::new();
    for n in 0..80 {
        files.push_str(&format!("-- seeds/x{n}.txt --\nBài số {n}x.\n\n{WORDS}\n-- content/articles/x{n}.yaml --\nseed: x{n}.txt\ntitle: Bài\n"));
    }
    let site = PortalTest::small().with(&files).build();
    assert_eq!(site.datum("articles", "x40")["shared"].as_array().unwrap().len(), 16);
    assert!(site.text("bai-viet/x40.html").contains("Còn 75 nơi khác."));
}

#[test]
fn a_portal_may_do_without_and_keeps_what_authors_remark() {
    let test = PortalTest::first();
    test.edit("portal.yaml", "language: vi", "language: vi\nparallels: false");
    let site = test.build();
    assert!(site.data("articles").iter().all(|article| article["shared"] == serde_json::json!([])));
    let page = site.page("bai-viet/cp.html");
    assert!(page.text("main").contains("trên cả ba phương diện nhân lực, vật lực và tài lực”"));
    assert!(!page.text("main").contains("tiếng giống nhau"));
}
