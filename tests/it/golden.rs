//! What a reader gets, word for word: `<main>` of four pages of a small portal, in `tests/golden/`.
//!
//! After a change that is meant, `UPDATE_EXPECT=1 cargo test` writes them anew; read the difference before accepting it.

use crate::harness::{PortalTest, Site};
use expect_test::expect_file;
use std::sync::LazyLock;

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nNgày 11/10, Ban Học tập tổ chức hội nghị.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bài thứ hai\npublished: 2023-10-13\n\
         notes:\n  - {at: p1, kind: differs, text: '[[article:a#p1]] không ghi ai tổ chức.'}\n\
         -- content/events/hop.yaml --\nkind: meeting\ntitle: Hội nghị\ndate: 2023?-10-11\ndocuments: [57-kl-tw]\n\
         organiser:\n  - {value: bo-chinh-tri, article: a}\n  - {value: Ban Học tập, article: b, quote: Ban Học tập tổ chức hội nghị}\n\
         quotes:\n  - {article: b, text: Ban Học tập tổ chức hội nghị}\n",
    );
    test.build()
});

/// `<main>` of a page, as it was written.
fn check(path: &str, golden: expect_test::ExpectFile) {
    let page = SITE.text(path);
    let start = page.find("<main").expect("a page has a main part");
    let end = page.find("</main>").expect("it ends") + "</main>".len();
    golden.assert_eq(&format!("{}\n", &page[start..end]));
}

#[test]
fn an_article() {
    check("bai-viet/a.html", expect_file!["../golden/article.html"]);
}

#[test]
fn a_document() {
    check("van-ban/57-kl-tw.html", expect_file!["../golden/document.html"]);
}

#[test]
fn an_event() {
    check("su-kien/hop.html", expect_file!["../golden/event.html"]);
}

#[test]
fn the_timeline() {
    check("dong-thoi-gian.html", expect_file!["../golden/timeline.html"]);
}
