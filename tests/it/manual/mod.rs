//! The manual, `docs/`: a portal that Khuê builds, whose commands and files are all tried.
//!
//! What is done with a block of code stands in `blocks.rs`. Pages made from the program itself (commands, metadata fields,
//! diagnostics), and numbers that programs print, are written anew by `UPDATE_EXPECT=1 cargo test --test it -- manual`.

mod blocks;
mod follow;
mod parts;
mod recipes;
mod reference;
mod schemas;
mod serving;

use crate::harness::Site;
use blocks::{page, pages, project};
use follow::Reader;
use khue::compile::Options;

#[test]
fn every_command_and_file_is_tried() {
    let pages = pages();
    assert!(pages.iter().map(|page| page.blocks.len()).sum::<usize>() > 0);
    for page in &pages {
        Reader::new().follow(page);
    }
}

#[test]
fn the_readme_is_tried_too() {
    Reader::new().follow(&page(&project().join("README.md")));
}

#[test]
fn the_manual_is_a_portal_in_order() {
    let reader = Reader::new();
    let check =
        reader.program("khue").args(["check", "--strict", "--root"]).arg(project().join("docs")).output();
    let check = check.unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let snapshot = khue::edge::load::load(&project().join("docs")).unwrap();
    let compiled = khue::compile(&snapshot, &Options { drafts: false, base_url: None });
    for page in &compiled.resolved.site.pages {
        assert!(!page.topics.is_empty(), "{}: no chapter has this page", page.file);
        assert!(page.order.is_some() && page.description.is_some(), "{}: order, description", page.file);
    }
}

/// The page is followed word for word, in an empty folder; then the site is what the page says one sees.
#[test]
fn first_portal_in_ten_minutes() {
    let mut reader = Reader::new();
    reader.follow(&page(&project().join("docs/content/pages/first-portal.md")));
    let site = Site::read(&reader.here().join("output"));
    let home = site.page("index.html");
    assert!(home.text("title").contains("Village wells"));
    assert_eq!(home.text("#_articles"), "Two sources");
    assert_eq!(
        home.texts("section[aria-labelledby=_articles] td.say a"),
        ["Three wells", "Our village, by class 4"]
    );
    let article = site.page("articles/council.html");
    assert_eq!(article.all("#p1, #p2, #p3").len(), 2);
    assert!(article.text("#_omitted, .omitted, main").contains("The bus leaves at nine"));
    let topic = site.page("topics/water.html");
    assert!(topic.text("h2").contains("How many wells are there?"));
    let said = topic.texts("figure");
    assert!(said[0].contains("The village has three wells.") && said[0].contains("VC 1"), "{said:?}");
    assert!(
        said[1].contains("We counted four wells in our village.") && said[1].contains("SN 1"),
        "{said:?}"
    );
    assert!(topic.attributes("main a", "href").contains(&"../articles/council.html#p2".to_owned()));
    let event = site.page("events/cleaning.html");
    assert!(event.text("main").contains("the school") && event.text("main").contains("SN 2"));
    let timeline = site.page("timeline.html").text("main");
    assert!(timeline.contains("The council decides to clean the wells"));
    assert!(event.text("main").contains("5/7/2023"), "{}", event.text("main"));
    assert!(event.text("figure").contains("On 5/7/2023 the council decided to clean all of them. VC 2"));
    for page in [&topic, &article, &site.page("articles/school.html")] {
        assert!(
            page.attributes("main a", "href").contains(&"../events/cleaning.html".to_owned()),
            "{}",
            page.path
        );
    }
}
