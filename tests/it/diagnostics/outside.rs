//! `khue check --external`, against a server that the test starts on 127.0.0.1.

use crate::harness::{PortalTest, folder_files};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A server that has only paths that begin with `/c`; its address, and what it was asked for.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let shared = log.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            lines.find(String::is_empty);
            let status = if first.contains(" /c") { "200 OK" } else { "404 Not Found" };
            shared.lock().unwrap().push(first.trim_end_matches(" HTTP/1.1").to_owned());
            let _ = stream.write_all(format!("HTTP/1.1 {status}\r\nConnection: close\r\n\r\n").as_bytes());
        }
    });
    (address, log)
}

/// The small portal with links to `address` in all the places that may hold one.
fn portal(address: &str) -> PortalTest {
    let test = PortalTest::small().with(&format!(
        "-- content/pages/a.md --\n---\ntitle: A\n---\n\nMột [hai]({address}/mat#x), <{address}/cò>.\n"
    ));
    test.edit("content/articles/a.yaml", "siglum: A", &format!("siglum: A\nurl: {address}/mat"));
    test.edit(
        "content/publishers/bao.yaml",
        "name: Báo Thử",
        &format!("name: Báo Thử\nsite: {address}/mat-trang"),
    );
    test.edit("content/documents/57-kl-tw.yaml", "number:", &format!("url: {address}/co-van-ban\nnumber:"));
    let cache = test.beside("cache");
    test.env("XDG_CACHE_HOME", cache.to_str().unwrap()).env("NO_PROXY", "127.0.0.1")
}

#[test]
fn other_sites_are_not_asked_unless_one_says_so() {
    let (address, log) = server();
    let test = portal(&address);
    test.run(&["check"]).done();
    test.run(&["build"]).done();
    test.run(&["check", "--external-private"]).ended(2);
    let told = test.run(&["check", "--external"]).done().stderr;
    assert_eq!(told.matches("it stands in a private network").count(), 4, "{told}");
    assert!(log.lock().unwrap().is_empty());
}

#[test]
fn dead_links_are_told_where_they_stand_and_remembered_outside_the_portal() {
    let (address, log) = server();
    let test = portal(&address);
    let before = folder_files(&test.root());
    let arguments = ["check", "--external", "--external-private", "--format", "json"];
    let run = test.run(&arguments).done();
    let shown: Vec<String> = run
        .json()
        .iter()
        .map(|d| format!("{} {}:{}:{} {}", d["code"], d["file"], d["line"], d["column"], d["message"]))
        .map(|line| line.replace('"', "").replace(&address, ""))
        .collect();
    let dead = "is dead: nothing is there (status 404)";
    assert_eq!(
        shown,
        [
            format!("dead-link content/articles/a.yaml:2:6 the link `/mat` {dead}"),
            format!("dead-link content/pages/a.md:5:5 the link `/mat` {dead}"),
            format!("dead-link content/publishers/bao.yaml:2:7 the link `/mat-trang` {dead}"),
        ]
    );
    let mut asked = log.lock().unwrap().clone();
    asked.sort();
    assert_eq!(
        asked,
        ["GET /mat", "GET /mat-trang", "HEAD /c%C3%B2", "HEAD /co-van-ban", "HEAD /mat", "HEAD /mat-trang"]
    );
    // A second run asks nobody, and nothing was written into the portal.
    assert_eq!(test.run(&arguments).done().stdout, run.stdout);
    assert_eq!(log.lock().unwrap().len(), asked.len());
    assert_eq!(folder_files(&test.root()), before);
    assert!(test.beside("cache/khue/links.ndjson").is_file());
    // People read the same dead link once, and warnings count when they are asked to.
    let told = test.run(&["check", "--external", "--external-private", "--strict"]).ended(1).stderr;
    assert_eq!(told.matches("/mat` is dead").count(), 1, "{told}");
    assert!(told.contains("and once more: content/pages/a.md:5:"), "{told}");
}
