//! How the preview starts and ends.

use super::preview::Preview;
use crate::harness::PortalTest;
use std::net::TcpListener;

#[test]
fn a_taken_port_is_said_and_the_next_used() {
    // Two free ports in a row: some other program may take the second at any time, so the test looks for a third too.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::exactly(PortalTest::small(), &["serve", "--port", &port.to_string()]);
    let used: u16 = preview.host.rsplit(':').next().unwrap().parse().unwrap();
    assert!(used > port, "{used} {port}");
    preview.hears(&format!("port {port} is taken: {used} is used"));
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once_and_well() {
    for name in ["INT", "TERM"] {
        let mut preview = Preview::of(PortalTest::small());
        let mut events = preview.events();
        events.next();
        assert_eq!(preview.signal(name), Some(0), "{name}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let run = PortalTest::small().run(&["serve", "--root", "nowhere", "--port", "0"]).ended(3);
    assert!(run.stderr.contains("could not open the portal's folder `nowhere`"), "{}", run.stderr);
}

#[test]
fn other_machines_are_warned_of() {
    let preview = Preview::with(PortalTest::small(), &["--host", "0.0.0.0"]);
    preview.hears("warning: everybody who reaches this machine can read the portal");
}

#[test]
fn a_browser_that_cannot_be_opened_is_no_failure() {
    let preview = Preview::with(PortalTest::small().env("PATH", "/nonexistent"), &["--open"]);
    preview.hears("no browser could be opened");
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn with_mistakes_from_the_start_a_page_says_so_until_they_are_mended() {
    let test = PortalTest::small();
    test.edit("content/topics/hoc.md", "ba việc cần làm", "bốn việc <b>");
    let preview = Preview::of(test);
    let answer = preview.get("/chu-de/hoc.html");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("content/topics/hoc.md:"), "{}", answer.text());
    assert!(!answer.text().contains("<b>"), "{}", answer.text());
    preview.test.edit("content/topics/hoc.md", "bốn việc <b>", "ba việc cần làm");
    preview.hears("mended");
    assert_eq!(preview.get("/chu-de/hoc.html").status, 200);
}

#[test]
fn without_a_good_site_none_is_said_to_stay() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "title:", "titel:");
    let preview = Preview::of(test);
    preview.hears("error[unknown-key]");
    preview.hears("; there is no site to show yet; ");
}
