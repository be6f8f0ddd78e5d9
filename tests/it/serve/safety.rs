//! Whom the server refuses, and what it does not let happen to itself.

use super::preview::Preview;
use crate::harness::PortalTest;
use std::io::{Read, Write};

#[test]
fn no_path_leaves_the_site() {
    let test = PortalTest::small();
    std::fs::write(test.beside("secret.txt"), "SECRET").unwrap();
    test.write("secret.txt", b"SECRET");
    let preview = Preview::of(test);
    for path in [
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/assets/../../secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/index.html%00",
        "//secret.txt",
        "/./secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/portal.yaml",
        "/seeds/a.txt",
        "/content/articles/a.yaml",
        "/etc/passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "file:///etc/passwd",
        "/_khue/../secret.txt",
        "/_khue/%2e%2e/secret.txt",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404 | 421), "{path}: {}", answer.status);
        let text = answer.text();
        assert!(!text.contains("SECRET") && !text.contains("root:") && !text.contains("siglum:"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_portal_is_refused_and_told() {
    let test = PortalTest::small();
    std::fs::write(test.beside("secret.txt"), "SECRET").unwrap();
    let preview = Preview::of(test);
    preview.shows("/", "Cổng thử");
    let folder = preview.test.root().join("themes/khue/assets");
    std::fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(preview.test.beside("secret.txt"), folder.join("leak.txt")).unwrap();
    preview.hears("error[unsafe-file]");
    assert_eq!(preview.get("/assets/leak.txt").status, 404);
    std::fs::remove_file(folder.join("leak.txt")).unwrap();
    preview.hears("mended");
}

#[test]
fn only_requests_that_name_this_server_are_answered() {
    let preview = Preview::of(PortalTest::small());
    let port = preview.host.rsplit(':').next().unwrap().to_owned();
    let ask = |host: &str, path: &str| {
        preview.raw(format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes()).status
    };
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(ask(&format!("Host: {host}\r\n"), "/"), 200, "{host}");
    }
    for host in
        ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1:1".to_owned(), String::new()]
    {
        for path in ["/", "/_khue/events", "/_khue/preview.js", "/nothing"] {
            assert_eq!(ask(&format!("Host: {host}\r\n"), path), 421, "{host} {path}");
        }
    }
    assert_eq!(ask("", "/"), 421);
    assert_eq!(ask(&format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"), "/"), 421);
    assert_eq!(ask(&format!("Host: 127.0.0.1:{port}\r\n"), "http://evil.example/"), 421);
    assert_eq!(ask(&format!("Host: 127.0.0.1:{port}\r\n"), &format!("http://127.0.0.1:{port}/")), 200);
}

#[test]
fn other_sites_pages_hear_nothing() {
    let preview = Preview::of(PortalTest::small());
    preview.shows("/", "Cổng thử");
    for path in ["/_khue/events", "/_khue/source?page=/&q=%7B%7D"] {
        for field in [
            ("Origin", "http://evil.example"),
            ("Origin", "null"),
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
        ] {
            let answer = preview.ask("GET", path, &[field]);
            assert_eq!(answer.status, 403, "{path} {field:?}");
            assert!(!answer.text().contains("generation"));
        }
    }
    assert_eq!(
        preview.ask("GET", "/_khue/source?page=/&q=%7B%7D", &[("Sec-Fetch-Site", "same-origin")]).status,
        200
    );
}

#[test]
fn only_reading_is_possible() {
    let preview = Preview::of(PortalTest::small());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = preview.ask(method, "/", &[]);
        assert_eq!((answer.status, answer.field("allow")), (405, "GET, HEAD"), "{method}");
    }
    assert_eq!(preview.ask("GET", "/", &[("Content-Length", "5")]).status, 413);
    assert_eq!(preview.ask("GET", "/", &[("Transfer-Encoding", "chunked")]).status, 413);
}

#[test]
fn requests_have_limits() {
    let preview = Preview::of(PortalTest::small());
    let long = "x".repeat(9000);
    assert_eq!(preview.get(&format!("/{long}")).status, 414);
    let many: Vec<(String, String)> = (0..100).map(|i| (format!("X-{i}"), "1".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(preview.ask("GET", "/", &many).status, 431);
    assert_eq!(preview.ask("GET", "/", &[("X", &"x".repeat(100_000))]).status, 431);
    assert_eq!(preview.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").status, 400);
    // And after all that it still answers.
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn idle_connections_keep_nobody_out() {
    let preview = Preview::of(PortalTest::small());
    preview.shows("/", "Cổng thử");
    let mut idle: Vec<_> = (0..200).map(|_| preview.connect()).collect();
    for stream in &mut idle {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    assert_eq!(preview.get("/").status, 200);
    // Listeners are fewer than connections.
    let mut listening: Vec<_> = (0..20).map(|_| preview.events()).collect();
    assert_eq!(listening.last_mut().unwrap().next()["diagnostics"].as_array().map(Vec::len), Some(0));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn one_connection_takes_many_requests() {
    let preview = Preview::of(PortalTest::small());
    let mut stream = preview.connect();
    let request = format!("HEAD / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host);
    for _ in 0..3 {
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        let mut rest = Vec::new();
        while !rest.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            rest.push(byte[0]);
        }
    }
}
