//! Against a server that each test starts on 127.0.0.1 and that does what the path asks for.

use super::{Settings, check};
use crate::diagnostic::Location;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A server; what it was asked for, and how much at a time.
#[derive(Clone, Default)]
struct Log {
    requests: Arc<Mutex<Vec<(String, Instant)>>>,
    open: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

struct Server {
    address: String,
    log: Log,
}

impl Server {
    /// Starts a server; it ends with the test's process.
    fn start() -> Self {
        Self::start_with(&Log::default())
    }

    /// Starts a server that shares its log with others.
    fn start_with(log: &Log) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let (log, shared) = (log.clone(), log.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = shared.clone();
                std::thread::spawn(move || answer(stream, &log));
            }
        });
        Self { address, log }
    }

    fn requests(&self) -> Vec<String> {
        let requests = self.log.requests.lock().expect("nobody panicked");
        requests.iter().map(|(request, _)| request.clone()).collect()
    }

    /// What is told of these paths, at a place each.
    fn check(&self, paths: &[&str], settings: &Settings) -> Vec<String> {
        let place =
            |path: &&str| (format!("{}{path}", self.address), vec![Location::new("portal.yaml", 0..1)]);
        let outside: BTreeMap<_, _> = paths.iter().map(place).collect();
        let (told, forgotten) = check(&outside, settings);
        assert_eq!(forgotten, None);
        told.into_iter()
            .map(|d| format!("{} {}", d.code.name(), d.message.replace(&self.address, "")))
            .collect()
    }
}

/// `METHOD /NAME…`: does what the name says.
fn answer(mut stream: TcpStream, log: &Log) {
    let mut lines = BufReader::new(stream.try_clone().expect("a handle")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    let request = first.trim_end_matches(" HTTP/1.1").to_owned();
    for line in lines.map_while(Result::ok) {
        if line.is_empty() {
            break;
        }
    }
    let open = log.open.fetch_add(1, Ordering::SeqCst) + 1;
    log.most.fetch_max(open, Ordering::SeqCst);
    let before = {
        let mut requests = log.requests.lock().expect("nobody panicked");
        requests.push((request.clone(), Instant::now()));
        requests.iter().filter(|(other, _)| *other == request).count()
    };
    let (method, path) = request.split_once(' ').expect("a request line");
    let name = path.trim_start_matches('/').split(['-', '?']).next().unwrap_or_default();
    let head = match name {
        "ok" => "200 OK",
        "slow" => {
            std::thread::sleep(Duration::from_millis(80));
            "200 OK"
        }
        "gone" => "410 Gone",
        "forbidden" => "403 Forbidden",
        "busy" if before == 1 => "429 Too Many Requests\r\nRetry-After: 0",
        "busy" => "200 OK",
        "down" => "503 Service Unavailable",
        "later" => "503 Service Unavailable\r\nRetry-After: 86400",
        "nohead" if method == "HEAD" => "405 Method Not Allowed",
        "nohead" => "200 OK",
        "moved" => "301 Moved Permanently\r\nLocation: /ok-moved",
        "circle" => "302 Found\r\nLocation: /circle",
        "lost" => "302 Found\r\nLocation: nothing",
        "hang" => {
            std::thread::sleep(Duration::from_secs(10));
            return;
        }
        "garbage" => {
            let _ = stream.write_all(b"\x00\x01 garbage\r\n\r\n");
            log.open.fetch_sub(1, Ordering::SeqCst);
            return;
        }
        _ => "404 Not Found",
    };
    // Who has the answer may ask again at once.
    log.open.fetch_sub(1, Ordering::SeqCst);
    let _ = stream
        .write_all(format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
}

/// Settings for a server next door, and no memory.
fn quick() -> Settings {
    Settings {
        pause: Duration::ZERO,
        timeout: Duration::from_secs(20),
        backoff: Duration::from_millis(5),
        private: true,
        cache: None,
        ..Settings::default()
    }
}

#[test]
fn what_is_there_is_asked_for_once_and_by_its_headers() {
    let server = Server::start();
    assert!(server.check(&["/ok", "/ok-b?c=d"], &quick()).is_empty());
    let mut requests = server.requests();
    requests.sort();
    assert_eq!(requests, ["HEAD /ok", "HEAD /ok-b?c=d"]);
}

#[test]
fn what_is_not_there_is_asked_for_in_full_before_it_is_told() {
    let server = Server::start();
    assert_eq!(
        server.check(&["/gone", "/nothing"], &quick()),
        [
            "dead-link the link `/gone` is dead: nothing is there (status 410)",
            "dead-link the link `/nothing` is dead: nothing is there (status 404)",
        ]
    );
    assert_eq!(server.requests().iter().filter(|r| *r == "GET /nothing").count(), 1);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_server_that_knows_no_head_is_asked_in_full() {
    let server = Server::start();
    assert!(server.check(&["/nohead"], &quick()).is_empty());
    assert_eq!(server.requests(), ["HEAD /nohead", "GET /nohead"]);
}

#[test]
fn redirects_are_followed_as_far_as_they_lead() {
    let server = Server::start();
    assert_eq!(
        server.check(&["/circle", "/lost", "/moved"], &quick()),
        [
            "dead-link the link `/circle` is dead: it leads on and on, more than 10 times",
            "dead-link the link `/lost` is dead: nothing is there (status 404)",
        ]
    );
    assert_eq!(server.requests().iter().filter(|r| r.ends_with("/circle")).count(), 11);
    assert!(server.requests().contains(&"HEAD /ok-moved".to_owned()));
}

#[test]
fn a_busy_site_is_asked_again_a_few_times() {
    let server = Server::start();
    assert_eq!(
        server.check(&["/busy", "/down", "/forbidden"], &quick()),
        [
            "unreachable-link the link `/down` could not be checked: it answers with status 503",
            "unreachable-link the link `/forbidden` could not be checked: it answers with status 403",
        ]
    );
    let count = |path: &str| server.requests().iter().filter(|r| r.ends_with(path)).count();
    assert_eq!((count("/busy"), count("/down"), count("/forbidden")), (2, 3, 2));
}

#[test]
fn a_site_that_wants_to_be_left_alone_for_long_is() {
    let server = Server::start();
    assert_eq!(
        server.check(&["/later"], &quick()),
        [
            "unreachable-link the link `/later` could not be checked: it asks us to come back later (status 503)"
        ]
    );
    assert_eq!(server.requests(), ["HEAD /later"]);
}

#[test]
fn a_server_that_does_not_answer_is_given_up() {
    let server = Server::start();
    let start = Instant::now();
    let settings = Settings { timeout: Duration::from_millis(150), tries: 2, ..quick() };
    assert_eq!(
        server.check(&["/hang"], &settings),
        ["unreachable-link the link `/hang` could not be checked: it did not answer in time"]
    );
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    // The server may read the second only after it has been given up.
    for _ in 0..1000 {
        if server.requests().len() > 1 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(server.requests(), ["HEAD /hang", "GET /hang"]);
    let told = server.check(&["/garbage"], &settings);
    assert!(told.len() == 1 && told[0].starts_with("unreachable-link"), "{told:?}");
    // Nobody listens there.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let nobody = Server { address: format!("http://{address}"), log: Log::default() };
    let told = nobody.check(&["/"], &settings);
    assert!(told.len() == 1 && told[0].starts_with("unreachable-link"), "{told:?}");
}

#[test]
fn what_was_found_is_not_asked_again() {
    let server = Server::start();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = Settings { cache: Some(folder.path().join("links.ndjson")), ..quick() };
    let first = server.check(&["/ok", "/nothing", "/down"], &settings);
    let asked = server.requests().len();
    assert_eq!(server.check(&["/ok", "/nothing"], &settings), first[1..]);
    assert_eq!(first.len(), 2);
    assert_eq!(server.requests().len(), asked, "{:?}", server.requests());
    assert_eq!(server.check(&["/down"], &settings), first[..1]);
    assert_eq!(server.requests().len(), asked + 3);
}

#[test]
fn few_requests_are_made_at_a_time() {
    let server = Server::start();
    let paths: Vec<String> = (0..12).map(|n| format!("/slow-{n}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert!(server.check(&paths, &quick()).is_empty());
    assert_eq!(server.log.most.load(Ordering::SeqCst), 2);
    assert_eq!(server.requests().len(), 12);
    // Several hosts: the ports of these servers are hosts of their own, and they count together.
    let servers: Vec<Server> = (0..6).map(|_| Server::start_with(&server.log)).collect();
    server.log.most.store(0, Ordering::SeqCst);
    let all = servers.iter().flat_map(|s| (0..4).map(|n| format!("{}/slow-{n}", s.address)));
    let outside: BTreeMap<_, _> =
        all.map(|address| (address, vec![Location::new("portal.yaml", 0..1)])).collect();
    assert!(check(&outside, &quick()).0.is_empty());
    let most = server.log.most.load(Ordering::SeqCst);
    assert!((3..=8).contains(&most), "{most}");
}

#[test]
fn requests_to_one_host_are_spaced() {
    let server = Server::start();
    let settings = Settings { pause: Duration::from_millis(60), ..quick() };
    assert!(server.check(&["/ok-1", "/ok-2", "/ok-3", "/ok-4"], &settings).is_empty());
    let times: Vec<Instant> =
        server.log.requests.lock().expect("nobody panicked").iter().map(|r| r.1).collect();
    assert!(times[3] - times[0] >= Duration::from_millis(150), "{:?}", times[3] - times[0]);
}

#[test]
fn private_networks_are_not_asked_unless_one_says_so() {
    let server = Server::start();
    let settings = Settings { private: false, ..quick() };
    assert_eq!(
        server.check(&["/ok"], &settings),
        [
            "unreachable-link the link `/ok` could not be checked: it stands in a private network; `--external-private` asks there too"
        ]
    );
    let local = Server { address: server.address.replace("127.0.0.1", "localhost"), log: server.log.clone() };
    assert!(local.check(&["/ok"], &settings)[0].contains("private network"));
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn a_server_that_speaks_no_tls_is_no_crash() {
    let server = Server::start();
    let secure = Server { address: server.address.replace("http:", "https:"), log: server.log.clone() };
    let settings = Settings { timeout: Duration::from_secs(2), tries: 1, ..quick() };
    let told = secure.check(&["/ok"], &settings);
    assert!(
        told.len() == 1 && told[0].starts_with("unreachable-link the link `/ok` could not be checked: "),
        "{told:?}"
    );
}
