//! A site that is prepared with what the last run remembers is the site that is prepared from nothing.

use crate::harness::{SMALL, files, first_portal};
use khue::compile::{Memory, Options, prepare};
use khue::snapshot::{File, Snapshot};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use proptest::sample::Index;
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

/// Something that an author does to a file.
#[derive(Clone, Debug)]
enum Edit {
    /// Takes the file away.
    Remove(Index),
    /// Brings it back as it was at first.
    Restore(Index),
    /// Takes a line away.
    Cut(Index, Index),
    /// Puts a line of another file before a line.
    Insert(Index, Index, Index, Index),
    /// Puts another digit or letter in place of one.
    Change(Index, Index, char),
    /// Renames the file.
    Rename(Index, Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let i = any::<Index>;
    prop_oneof![
        1 => i().prop_map(Edit::Remove),
        4 => i().prop_map(Edit::Restore),
        2 => (i(), i()).prop_map(|(a, b)| Edit::Cut(a, b)),
        1 => (i(), i(), i(), i()).prop_map(|(a, b, c, d)| Edit::Insert(a, b, c, d)),
        4 => (i(), i(), prop::sample::select(vec!['1', '7', 'a', 'đ', ' ', ':'])).prop_map(|(a, b, c)| Edit::Change(a, b, c)),
        1 => (i(), i()).prop_map(|(a, b)| Edit::Rename(a, b)),
    ]
}

/// Does an edit to `files`, which were once `original`; the paths that it touched.
fn apply(edit: &Edit, files: &mut Files, original: &Files) -> Vec<String> {
    let paths: Vec<String> = files.keys().cloned().collect();
    let path = |index: &Index| index.get(&paths).clone();
    let lines = |bytes: &[u8]| bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    match edit {
        Edit::Remove(at) => {
            let path = path(at);
            files.remove(&path);
            vec![path]
        }
        Edit::Restore(at) => {
            let all: Vec<&String> = original.keys().collect();
            let path = (*at.get(&all)).clone();
            files.insert(path.clone(), original[&path].clone());
            vec![path]
        }
        Edit::Cut(at, line) => {
            let path = path(at);
            let mut all = lines(&files[&path]);
            if !all.is_empty() {
                all.remove(line.index(all.len()));
            }
            files.insert(path.clone(), all.concat());
            vec![path]
        }
        Edit::Insert(at, line, from, other) => {
            let path_to = path(at);
            let other_lines = lines(&files[&path(from)]);
            let mut all = lines(&files[&path_to]);
            if !other_lines.is_empty() {
                all.insert(line.index(all.len() + 1), other_lines[other.index(other_lines.len())].clone());
            }
            files.insert(path_to.clone(), all.concat());
            vec![path_to]
        }
        Edit::Change(at, place, to) => {
            let path = path(at);
            let Ok(text) = String::from_utf8(files[&path].clone()) else { return Vec::new() };
            let places: Vec<(usize, char)> =
                text.char_indices().filter(|(_, c)| c.is_alphanumeric()).collect();
            if places.is_empty() {
                return Vec::new();
            }
            let (start, old) = places[place.index(places.len())];
            let text = format!("{}{to}{}", &text[..start], &text[start + old.len_utf8()..]);
            files.insert(path.clone(), text.into_bytes());
            vec![path]
        }
        Edit::Rename(at, to) => {
            let from = path(at);
            let other = path(to);
            let (Some((folder, _)), Some((_, name))) = (from.rsplit_once('/'), other.rsplit_once('/')) else {
                return Vec::new();
            };
            let to = format!("{folder}/{name}");
            let bytes = files.remove(&from).expect("it is one of them");
            files.insert(to.clone(), bytes);
            vec![from, to]
        }
    }
}

/// Does the edits one after the other, and compares after each.
fn check(original: &Files, edits: &[Edit], options: &Options) {
    check_steps(original, edits, options, |edit, files| apply(edit, files, original));
}

/// Does the steps one after the other, each of which tells what paths it touched, and compares after each.
fn check_steps<S: std::fmt::Debug>(
    original: &Files,
    edits: &[S],
    options: &Options,
    apply: impl Fn(&S, &mut Files) -> Vec<String>,
) {
    let mut files = original.clone();
    let mut snapshot = Snapshot::from_files(files.clone());
    let mut memory = Memory::default();
    prepare(&snapshot, options, &mut memory);
    for (step, edit) in edits.iter().enumerate() {
        for path in apply(edit, &mut files) {
            match files.get(&path) {
                Some(bytes) => snapshot.files.insert(path, File::from(bytes.clone())),
                None => snapshot.files.remove(&path),
            };
        }
        let fresh = Snapshot::from_files(files.clone());
        let mut nothing = Memory::default();
        let expected = prepare(&fresh, options, &mut nothing);
        let again = prepare(&snapshot, options, &mut memory);
        assert_eq!(again.diagnostics, expected.diagnostics, "after {:?}", &edits[..=step]);
        assert_eq!(memory.doubts(), nothing.doubts(), "after {:?}", &edits[..=step]);
        let (Some(again), Some(expected)) = (&again.edition, &expected.edition) else {
            assert!(again.edition.is_none() && expected.edition.is_none());
            continue;
        };
        let (mut wrong, mut wrong_again) = (Vec::new(), Vec::new());
        let all = expected.make_all(&fresh, &mut wrong);
        assert!(all == again.make_all(&snapshot, &mut wrong_again), "after {:?}", &edits[..=step]);
        assert_eq!(wrong, wrong_again);
        for artifact in all.iter().step_by(7) {
            let one = again.make(&artifact.path).expect("it is there").expect("it can be made");
            assert!(one == artifact.bytes, "{} made alone, after {:?}", artifact.path, &edits[..=step]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_a_small_portal_are_made_right(edits in prop::collection::vec(edit(), 1..24), drafts in any::<bool>()) {
        let mut small: Files = files(SMALL).into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
        small.insert("content/topics/hai.md".to_owned(), "---\ntitle: Hai\nterms: [kết luận, việc]\n---\n[[topic:hoc]] [[article:a#p1]]\n".into());
        small.insert("content/pages/hai.md".to_owned(), "---\ntitle: Hai\norder: 2\ntopics: [hoc, hai]\n---\n[[page:gioi-thieu]]\n".into());
        small.insert("content/pages/ba.md".to_owned(), "---\ntitle: Ba\norder: 1\ntopics: [hoc]\n---\nBa.\n".into());
        small.insert("content/articles/m.md".to_owned(), "---\nsiglum: M\ntitle: M\ndraft: true\n---\nKết luận 57, [[event:hop]].\n\n> ba việc cần làm\n>\n> — [[article:a]]\n".into());
        small.insert("content/documents/58.yaml".to_owned(), "number: 58-KL/TW\nrelations: [{kind: cites, target: 57-kl-tw, basis: editor, note: x}]\n".into());
        small.insert("content/pages/bon.md".to_owned(), "---\ntitle: Bốn\n---\n![a](../../static/a.png) [b](../../static/b/c.txt)\n".into());
        small.insert("static/a.png".to_owned(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03".into());
        small.insert("static/b/c.txt".to_owned(), "mot\nhai\n".into());
        // Articles that have the same words, some of them twice.
        let lines = ["mot hai ba bon nam sau bay tam chin muoi muoi-mot muoi-hai\n", "sang trua chieu toi dem khuya nay mai mot kia xua sau truoc\n", "xuan ha thu dong gio mua nang bao lu han am kho lanh nong\n"];
        for (id, order) in [("p", [0, 1, 2]), ("q", [1, 0, 1]), ("r", [2, 0, 1])] {
            small.insert(format!("seeds/{id}.txt"), order.map(|n| lines[n]).concat().into_bytes());
            small.insert(format!("content/articles/{id}.yaml"), format!("seed: {id}.txt\ntitle: {id}\nevents: [hop]\n").into_bytes());
        }
        small.insert("content/articles/s.yaml".to_owned(), b"seed: s.txt\ntitle: S\nparallels: [{at: p1, with: 'article:p#p1', remark: x}]\n".to_vec());
        small.insert("seeds/s.txt".to_owned(), lines.concat().into_bytes());
        check(&small, &edits, &Options { drafts, base_url: None });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_the_first_portal_are_made_right(edits in prop::collection::vec(edit(), 8..16)) {
        check(&first_portal(), &edits, &Options::default());
    }
}

/// Edits of the small portal, each of which must build: a path, and what is replaced by what; or a whole new file, or none.
fn follow(steps: &[(&str, &str, &str)]) {
    let small: Files =
        files(SMALL).into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    check_steps(&small, steps, &Options::default(), |(path, from, to), files| {
        match (*from, *to) {
            ("", "") => {
                files.remove(*path);
            }
            ("", text) => {
                files.insert((*path).to_owned(), text.as_bytes().to_vec());
            }
            (from, to) => {
                let text = String::from_utf8(files[*path].clone()).expect("it is text");
                assert_eq!(text.matches(from).count(), 1, "{from} in {path}");
                files.insert((*path).to_owned(), text.replace(from, to).into_bytes());
            }
        }
        vec![(*path).to_owned()]
    });
}

#[test]
fn what_a_text_mentions_follows_the_documents() {
    let document = "content/documents/57-kl-tw.yaml";
    follow(&[
        (document, "57-KL/TW", "58-KL/TW"),
        (document, "58-KL/TW", "57-KL/TW"),
        (document, "issued: 2023-06-15", "issued: 2022-06-15"),
        (document, "issued: 2022-06-15", "issued: 2023-06-15\naliases: [ba việc]"),
        ("content/documents/1.yaml", "", "title: Một\naliases: [Việc thứ ba]\n"),
        ("content/documents/1.yaml", "Việc thứ ba", "học tập"),
        ("content/documents/1.yaml", "title: Một", "title: Hai"),
        ("content/documents/1.yaml", "", ""),
        (document, "title: Về việc học", "title: Về việc"),
        (document, "", ""),
    ]);
}

#[test]
fn names_and_dates_follow_their_files() {
    follow(&[
        ("content/people/nguyen-van-a.yaml", "Nguyễn Văn A", "Nguyễn Văn B"),
        ("content/people/nguyen-van-a.yaml", "Nguyễn Văn B", "Nguyễn Văn B\naliases: [Nguyễn Văn A]"),
        ("content/people/a.yaml", "", "name: Nguyễn Văn B\n"),
        ("content/people/a.yaml", "", ""),
        ("content/articles/a.yaml", "published: 2023-10-12\n", ""),
        ("content/events/hop.yaml", "2023?-10-11", "2022-10-11"),
        ("content/events/hop.yaml", "2022-10-11", "2021-10-11"),
        (
            "content/publishers/bao.yaml",
            "name: Báo Thử",
            "name: Báo\nomit: [{kind: footer, from: Việc thứ ba}]",
        ),
        ("content/publishers/bao.yaml", "Việc thứ ba", "Không có"),
        ("content/publishers/bao.yaml", "Không có", "Việc"),
        ("content/topics/hoc.md", "title: Việc học", "title: Việc học\nterms: [học tập, Kết luận]"),
        ("seeds/a.txt", "Kết luận 57 nêu ba việc", "Kết luận 57 nêu bốn, ba việc"),
    ]);
}

#[test]
fn texts_and_pages_follow_the_glossary() {
    let terms = "content/terms.yaml";
    follow(&[
        (terms, "", "terms:\n  - {term: việc, means: Một.}\n"),
        (terms, "Một.", "Hai, xem [[topic:hoc]]."),
        (terms, "term: việc", "term: ba việc"),
        (terms, "terms:\n", "terms:\n  - {term: Kết luận, id: kl, quotes: [{article: a, text: ba việc}]}\n"),
        ("content/pages/hai.md", "", "---\ntitle: Hai\n---\n[[term:kl]]\n"),
        (terms, "text: ba việc", "text: bốn việc"),
        (terms, "text: bốn việc", "text: ba việc"),
        (terms, "terms:", "search: false\nterms:"),
        ("seeds/a.txt", "Kết luận 57 nêu ba việc", "Kết luận 57 nêu hai việc"),
        (terms, "terms:", "terms: ["),
        (terms, "", ""),
        (terms, "", "terms: [{term: KL, expansion: kết luận}]\n"),
    ]);
}

#[test]
fn topics_follow_the_pages_that_name_them() {
    let page = "content/pages/gioi-thieu.md";
    follow(&[
        (page, "title: Giới thiệu\n", "title: Giới thiệu\ntopics: [hoc]\n"),
        ("content/pages/hai.md", "", "---\ntitle: Hai\norder: 2\ntopics: [hoc]\n---\nHai.\n"),
        (page, "topics: [hoc]\n", "topics: [hoc]\norder: 3\n"),
        (page, "order: 3\n", "order: 1\nlabel: Một\n"),
        ("content/topics/hoc.md", "title: Việc học", "title: Học"),
        ("content/topics/a.md", "", "---\ntitle: A\n---\n"),
        (page, "topics: [hoc]", "topics: [a, hoc]"),
        ("content/pages/hai.md", "title: Hai", "title: Thứ hai"),
        (page, "topics: [a, hoc]\n", ""),
        ("content/pages/hai.md", "", ""),
    ]);
}

#[test]
fn whole_files_and_the_frame_follow() {
    follow(&[
        ("seeds/b.txt", "", "Bài hai.\n"),
        ("content/articles/b.yaml", "", "seed: [\n"),
        ("content/articles/b.yaml", "", ""),
        ("content/articles/b.yaml", "", "seed: b.txt\nsiglum: A\ntitle: Hai\n"),
        ("content/articles/b.yaml", "siglum: A\n", ""),
        ("content/articles/0.md", "", "---\ntitle: Không\n---\n[[article:b#p1]] [[article:a#p3]]\n"),
        ("seeds/b.txt", "Bài hai.", "Bài hai, và [[57-KL/TW]]. Kết luận 57."),
        ("content/articles/d.yaml", "", "seed: họp.txt\ntitle: Họp\n"),
        ("seeds/ho\u{323}p.txt", "", "Họp lần đầu.\n"),
        ("seeds/họp.txt", "", "Họp lần sau.\n"),
        ("seeds/họp.txt", "", ""),
        ("portal.yaml", "language: vi", "language: en"),
        ("portal.yaml", "language: en", "pretty_urls: true\npaths: {topics: t}"),
        ("themes/khue/strings/vi.yaml", "", "home: Nhà\n"),
        ("themes/khue/assets/portal.css", "", "body { color: red }\n"),
        (
            "themes/khue/templates/page.html",
            "",
            "{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock %}\n",
        ),
        ("themes/khue/templates/page.html", "{{ page.title }}", "{{ page.titel }}"),
        ("themes/khue/templates/page.html", "", ""),
        ("content/pages/gioi-thieu.md", "", ""),
    ]);
}

#[test]
fn what_articles_share_follows_their_words() {
    const WORDS: &str = "Một làng nhỏ bên sông có ba giếng nước cũ do ông bà đào từ rất lâu, nay hội đồng muốn làm sạch cả ba để dùng lại.";
    let second = format!("{WORDS}\n");
    let third = format!("Mở đầu.\n\n{WORDS}\n");
    follow(&[
        ("seeds/b.txt", "", &second),
        ("content/articles/b.yaml", "", "seed: b.txt\ntitle: Hai\n"),
        ("seeds/c.txt", "", &third),
        ("content/articles/c.yaml", "", "seed: c.txt\ntitle: Ba\nevents: [hop]\n"),
        ("seeds/c.txt", "Mở đầu.\n\n", ""),
        ("seeds/b.txt", "ba giếng nước", "4 giếng nước"),
        ("seeds/b.txt", "bên sông", "bên\n\nsông"),
        ("content/articles/b.yaml", "title: Hai\n", "title: Hai\nomit: [{kind: caption, lines: 1}]\n"),
        (
            "content/articles/b.yaml",
            "omit: [{kind: caption, lines: 1}]\n",
            "parallels: [{at: p1, with: 'article:c#p1', remark: Hai bài.}]\n",
        ),
        (
            "content/articles/c.yaml",
            "title: Ba\n",
            "title: Bốn\nnotes: [{at: p1, kind: parallel, text: '[[article:b#p2]]'}]\n",
        ),
        (
            "content/documents/57-kl-tw.yaml",
            "title: Về việc học",
            "title: nước cũ do ông bà đào từ rất lâu nay hội đồng muốn làm sạch",
        ),
        ("content/events/hop.yaml", "title: Hội nghị", "title: Họp"),
        ("seeds/c.txt", "hội đồng", "xã"),
        ("content/articles/c.yaml", "", ""),
    ]);
}
