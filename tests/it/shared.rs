//! Passages that articles share: all of them, told from both sides, and nothing that only looks like one.

use crate::harness::{PortalTest, Site, first_portal};
use khue::text::{fold, words};
use scraper::Selector;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A run of words in two articles: which, the passages in which it stands there with how much of it stands in each two, and
/// the words.
type Run = (String, String, Vec<((String, String), usize)>, String);

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
                        let passages = pairs.chunk_by(|a, b| a.0.1 == b.0.1 && a.1.1 == b.1.1);
                        let passages =
                            passages.map(|part| ((part[0].0.1.clone(), part[0].1.1.clone()), part.len()));
                        runs.push((one.clone(), two.clone(), passages.collect(), words));
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

/// The runs of a portal that its data do not tell, as `A B: words`. A run is told for each two passages of which it has twelve
/// syllables or the whole; or if there are none, for those of which it has most.
fn untold(site: &Site, seeds: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let told = told(site);
    let articles = articles(site, seeds);
    let length = |id: &str, anchor: &str| {
        let of = articles.iter().filter(|article| article.0 == id).flat_map(|article| &article.1);
        of.filter(|syllable| syllable.1 == anchor).count()
    };
    let is_told = |(one, two, passages, _): &Run| {
        let most = passages.iter().map(|passage| passage.1).max().unwrap();
        let is_owed = |here: &str, there: &str, count: usize| {
            count >= 12.min(length(one, here)).min(length(two, there)).min(most)
        };
        passages.iter().all(|((here, there), count)| {
            !is_owed(here, there, *count) || told.contains(&format!("{one}#{here} {two}#{there}"))
        })
    };
    let runs = by_hand(&articles).into_iter().filter(|run| !is_told(run));
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

#[test]
fn data_and_pages_tell_the_same_parallels() {
    let site = PortalTest::first().build();
    let mut shown = BTreeSet::new();
    for article in site.data("articles") {
        let page = site.page(article["path"].as_str().unwrap());
        for pair in page.all("div[id^='_side-p']") {
            let chips = Selector::parse("figcaption a.sig").unwrap();
            let places = pair.select(&chips).map(|chip| {
                let (path, anchor) = chip.attr("href").unwrap().split_once('#').unwrap();
                let id = path.strip_prefix("../bai-viet/").unwrap().strip_suffix(".html").unwrap();
                format!("{id}#{anchor}")
            });
            let places: Vec<String> = places.collect();
            shown.extend(places[1..].iter().map(|place| format!("{} {place}", places[0])));
        }
    }
    assert!(shown.len() > 30, "{shown:?}");
    // No passage of these has more parallels than a page shows, and what authors remark on is found without them.
    assert_eq!(told(&site), shown);
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

/// Some of [`WORDS`].
fn some(words: std::ops::Range<usize>) -> String {
    WORDS.split(' ').collect::<Vec<_>>()[words].join(" ")
}

#[test]
fn the_last_few_words_in_the_next_passage_are_no_parallel_of_it() {
    let text = |end: &str| format!("{}.\n\n{}{end}", some(0..22), some(22..30));
    let test = with(&[&text(" Rồi thôi."), &text(" Và họ vui.")]);
    check(&test.build(), "b", "p1 c#p1 22");
    check(&test.build(), "c", "p1 b#p1 22");
    // But if they are all of it.
    let test = with(&[&text(" Rồi thôi."), &text("")]);
    check(&test.build(), "b", "p1 c#p1 22, p2 c#p2 8");
}

#[test]
fn a_run_is_told_though_it_is_cut_in_small_pieces() {
    let b = format!("Trước hết: {}.\n\n{} xong xuôi.", some(0..9), some(9..27));
    let c = format!("Ngày xưa, {}.\n\n{} như vậy.", some(0..18), some(18..27));
    let test = with(&[&b, &c]);
    check(&test.build(), "b", "p1 c#p1 9");
    check(&test.build(), "c", "p1 b#p1 9");
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
    for (from, to) in [("ba giếng", "4 giếng"), ("ba giếng", "bốn giếng"), ("muốn làm", "không làm")]
    {
        let site = with(&[WORDS, &WORDS.replace(from, to)]).build();
        let pair = part(site.text("bai-viet/b.html"), "_side-p1-1\">\n", "</section>");
        assert!(pair.contains("<span class=\"tag diff\">Ghi khác nhau.</span>"), "{to}: {pair}");
    }
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
    assert!(page.contains("<span class=\"tag diff\">Khác sự kiện:</span> C – <a href=\"../su-kien/lam-sach.html\" data-card>Làm sạch giếng</a>; B – "), "{page}");
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
