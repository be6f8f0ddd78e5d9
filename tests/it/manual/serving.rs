//! A command that goes on beside the rest of a page, and answers browsers.

use super::blocks::matches;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long something may take that a person would wait for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The command, which ends with this value.
pub struct Serving {
    child: Child,
    printed: Arc<Mutex<String>>,
    /// How much of it was compared.
    seen: usize,
}

impl Serving {
    /// Starts it, and asks the address that it prints for the home page.
    pub fn start(place: &str, mut command: Command) -> Self {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let printed = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let printed = printed.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    printed.lock().unwrap().push_str(&format!("{line}\n"));
                }
            });
        }
        let serving = Self { child, printed, seen: 0 };
        let address = || {
            let printed = serving.printed.lock().unwrap();
            let rest = printed.split("http://").nth(1)?;
            Some(rest.split('/').next()?.to_owned())
        };
        let address = wait(address).unwrap_or_else(|| panic!("{place}: no address is printed"));
        let home = wait(|| get(&address, "/").filter(|answer| answer.starts_with("HTTP/1.1 200 ")));
        let home = home.unwrap_or_else(|| panic!("{place}: {address} does not hand out the home page"));
        assert!(home.contains("<html"), "{place}: {home}");
        serving
    }

    /// Waits until what was printed since the last comparison is what the page says.
    pub fn compare(&mut self, place: &str, pattern: &str) {
        let fits = || {
            let printed = self.printed.lock().unwrap();
            matches(pattern, &printed[self.seen..]).then_some(printed.len())
        };
        match wait(fits) {
            Some(length) => self.seen = length,
            None => {
                let printed = self.printed.lock().unwrap()[self.seen..].to_owned();
                panic!("{place}: the page says\n{pattern}\nbut the program says\n{printed}");
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(found) = look() {
            return Some(found);
        }
        thread::sleep(Duration::from_millis(20));
    }
    None
}

/// The answer to a request (RFC 9112), head and content.
fn get(address: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}
