//! A running preview, and a client that can say anything to it.

use crate::harness::PortalTest;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview of a portal; dropping it ends it.
pub struct Preview {
    pub test: PortalTest,
    child: Child,
    /// What it has said.
    said: Arc<Mutex<Vec<String>>>,
    /// `127.0.0.1:PORT`.
    pub host: String,
}

impl Preview {
    /// Serves a portal on any free port.
    pub fn of(test: PortalTest) -> Self {
        Self::with(test, &[])
    }

    /// The same with more arguments; waits until the address is printed.
    pub fn with(test: PortalTest, arguments: &[&str]) -> Self {
        let all: Vec<&str> = ["serve", "--port", "0"].iter().chain(arguments).copied().collect();
        Self::exactly(test, &all)
    }

    /// Runs these arguments, and waits until an address is printed.
    pub fn exactly(test: PortalTest, arguments: &[&str]) -> Self {
        let mut command = test.command(arguments);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = said.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                heard.lock().unwrap().push(line);
            }
        });
        let mut preview = Self { test, child, said, host: String::new() };
        let line = preview.hears("serving http://");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        preview.host = address.expect("an address").to_owned();
        preview
    }

    /// What it has said.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    /// Waits until it says a line with these words; that line.
    pub fn hears(&self, words: &str) -> String {
        self.waits(words, || {
            let said = self.said.lock().unwrap();
            said.iter().find(|line| line.contains(words)).cloned()
        })
    }

    /// Waits until `what` has a value.
    pub fn waits<T>(&self, words: &str, what: impl Fn() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(value) = what() {
                return value;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for {words:?}; it said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the file at `path` has these words.
    pub fn shows(&self, path: &str, words: &str) {
        self.waits(words, || self.get(path).text().contains(words).then_some(()));
    }

    /// The answer to a plain request.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// The answer to a request with more fields.
    pub fn ask(&self, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.host);
        for (name, value) in fields {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        self.raw(format!("{text}\r\n").as_bytes())
    }

    /// The answer to any bytes.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // The server may answer and close before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::parse(&answer)
    }

    /// A connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream
    }

    /// Listens for events.
    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        let text = format!("GET /_khue/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(text.as_bytes()).expect("the server listens");
        Events(BufReader::new(stream).lines())
    }

    /// Tells the process something, as a terminal does.
    #[cfg(unix)]
    pub fn signal(&mut self, name: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.expect("kill runs").success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                assert!(start.elapsed() < Duration::from_secs(5), "it took {:?} to end", start.elapsed());
                return status.code();
            }
            assert!(start.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stream of events.
pub struct Events(std::io::Lines<BufReader<TcpStream>>);

impl Events {
    /// The next message.
    pub fn next(&mut self) -> Value {
        let line = self.0.by_ref().map_while(Result::ok).find(|line| line.starts_with("data: "));
        let line = line.expect("the stream goes on");
        serde_json::from_str(&line["data: ".len()..]).expect("a message is JSON")
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let fields = lines.filter_map(|line| line.split_once(": "));
        let fields = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Self { status, fields, body: bytes[end..].to_vec() }
    }

    /// The content as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A field.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}
