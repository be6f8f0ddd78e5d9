//! A static host for one folder, as plain as hosts get, with the strictest policy that pages must work under.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Everything from this host alone, no inline script or style, and no text turned into markup by a script
/// (W3C "Content Security Policy Level 3"; "Trusted Types").
pub const POLICY: &str = "default-src 'self'; require-trusted-types-for 'script'";

/// A running host; dropping it ends it.
pub struct Server {
    address: SocketAddr,
    prefix: String,
    over: Arc<AtomicBool>,
}

impl Server {
    /// Serves the files below `folder` at `prefix`, which begins and ends with `/`, under [`POLICY`].
    pub fn start(folder: PathBuf, prefix: &str) -> Server {
        Self::with(folder, prefix, How { policy: Some(POLICY), in_halves: false })
    }

    /// Serves without a policy, for tools that put scripts of their own into the page.
    pub fn without_policy(folder: PathBuf) -> Server {
        Self::with(folder, "/", How { policy: None, in_halves: false })
    }

    /// Serves pages as over a slow line: the second half of each comes when a browser has long shown the first.
    pub fn in_halves(folder: PathBuf) -> Server {
        Self::with(folder, "/", How { policy: Some(POLICY), in_halves: true })
    }

    fn with(folder: PathBuf, prefix: &str, how: How) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let over = Arc::new(AtomicBool::new(false));
        let (ended, below) = (Arc::clone(&over), prefix.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                let (folder, below) = (folder.clone(), below.clone());
                // A browser that goes away in the middle of an answer is no fault of the host.
                std::thread::spawn(move || answer(stream, &folder, &below, how).ok());
            }
        });
        Server { address, prefix: prefix.to_owned(), over }
    }

    /// The address of a path of the site.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{}{path}", self.address, self.prefix)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

/// How a host answers.
#[derive(Clone, Copy)]
struct How {
    policy: Option<&'static str>,
    in_halves: bool,
}

/// Between two halves of a page.
const PAUSE: Duration = Duration::from_millis(300);

/// Answers one request: the file, the index of a folder, or `404.html` with status 404.
fn answer(mut stream: TcpStream, folder: &Path, prefix: &str, how: How) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines.by_ref() {
        if line?.is_empty() {
            break;
        }
    }
    let target = request.split(' ').nth(1).unwrap_or_default();
    let path = target.split(['?', '#']).next().and_then(|path| path.strip_prefix(prefix));
    let found = path.filter(|path| !path.contains("..")).and_then(|path| {
        let path = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        Some((fs::read(folder.join(&path)).ok()?, path))
    });
    let (status, body, name) = match found {
        Some((body, path)) => ("200 OK", body, path),
        None => {
            ("404 Not Found", fs::read(folder.join("404.html")).unwrap_or_default(), "404.html".to_owned())
        }
    };
    let policy =
        how.policy.map_or_else(String::new, |policy| format!("Content-Security-Policy: {policy}\r\n"));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n{policy}\r\n",
        media_type(&name),
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    let first = if how.in_halves && name.ends_with(".html") { body.len() / 2 } else { 0 };
    if first > 0 {
        stream.write_all(&body[..first])?;
        std::thread::sleep(PAUSE);
    }
    stream.write_all(&body[first..])
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("xml") => "application/xml",
        Some("json") => "application/json",
        Some("ics") => "text/calendar",
        _ => "text/plain; charset=utf-8",
    }
}
