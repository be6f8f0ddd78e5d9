//! A small client for chromedriver: a headless Chromium with its own profile, for one test.
//!
//! Speaks as much of WebDriver (W3C Recommendation "WebDriver", sections 8 "Sessions" to 15 "Actions") as the tests
//! need, over plain HTTP to the driver on this machine, and the Chrome DevTools Protocol through the driver's own
//! `goog/cdp/execute`. Every failure panics with what was asked: a test has no other use for it.

use super::pool::Lease;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What to do where a browser or another tool of these tests is missing.
pub const INSTALL: &str = "run `scripts/test`, which installs what the tests need";

/// How long a page may take for anything: far more than it needs, so that a busy machine fails no test.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with a profile of its own; dropping it throws the profile away.
pub struct Browser {
    lease: Lease,
}

impl Browser {
    /// A browser of 1280 × 800 px, light, with an empty profile.
    pub fn start() -> Browser {
        let this = Browser { lease: Lease::take() };
        this.prefer("light");
        this
    }

    /// Opens an address and waits until the page has loaded.
    pub fn open(&self, url: &str) {
        self.post("url", json!({"url": url}));
    }

    /// The result of a function body, run in the page.
    pub fn script(&self, body: &str) -> Value {
        self.post("execute/sync", json!({"script": body, "args": []}))
    }

    /// The result of an expression that is text.
    pub fn text(&self, expression: &str) -> String {
        let value = self.script(&format!("return String({expression})"));
        value.as_str().expect("String() gives text").to_owned()
    }

    /// Whether an expression holds.
    pub fn holds(&self, expression: &str) -> bool {
        self.script(&format!("return !!({expression})")) == json!(true)
    }

    /// The result of an expression that is a promise.
    pub fn promise(&self, expression: &str) -> Value {
        let body =
            format!("const done = arguments[0]; ({expression}).then(done, e => done(`failed: ${{e}}`))");
        self.post("execute/async", json!({"script": body, "args": []}))
    }

    /// Waits until an expression holds.
    pub fn wait_until(&self, expression: &str) {
        let start = Instant::now();
        while !self.holds(expression) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits, for what must not happen meanwhile.
    pub fn pause(&self, milliseconds: u64) {
        std::thread::sleep(Duration::from_millis(milliseconds));
    }

    /// Presses and releases keys one after the other; `\u{E004}` is Tab, `\u{E007}` Enter, `\u{E00C}` Escape
    /// (WebDriver, section 15.4.1 "Keyboard actions").
    pub fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        self.post("actions", json!({"actions": [{"type": "key", "id": "keys", "actions": strokes}]}));
    }

    /// Performs actions as WebDriver words them.
    pub fn act(&self, actions: Value) {
        self.post("actions", actions);
    }

    /// Moves the mouse onto the middle of the first element that a selector finds, scrolled into view.
    pub fn hover(&self, selector: &str) {
        self.mouse(selector, json!([]));
    }

    /// Clicks on the middle of the first element that a selector finds.
    pub fn click(&self, selector: &str) {
        self.mouse(
            selector,
            json!([{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]),
        );
    }

    fn mouse(&self, selector: &str, then: Value) {
        let quoted = json!(selector);
        let find = format!(
            "const e = document.querySelector({quoted}); if (!e) return null;
             e.scrollIntoView({{block: 'center', behavior: 'instant'}});
             const b = e.getClientRects()[0]; return b && [b.left + b.width / 2, b.top + b.height / 2];"
        );
        let place = self.script(&find);
        assert!(place.is_array(), "`{selector}` is nowhere on the page");
        let whole = |i: usize| place[i].as_f64().expect("a position") as i64;
        let mut actions = vec![json!({"type": "pointerMove", "duration": 0, "x": whole(0), "y": whole(1)})];
        actions.extend(then.as_array().expect("a list of actions").iter().cloned());
        let pointer = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions});
        self.post("actions", json!({"actions": [pointer]}));
    }

    /// What the console said since it was last asked: scripts' errors, refused and missing files, the page's policy.
    pub fn console(&self) -> Vec<String> {
        let entries = self.post("se/log", json!({"type": "browser"}));
        let entries = entries.as_array().expect("the log is a list");
        entries.iter().map(|e| format!("{}: {}", e["level"], e["message"])).collect()
    }

    /// Keeps what pages offer for download in this folder.
    pub fn downloads_to(&mut self, folder: &Path) {
        self.lease.downloads_to(folder);
    }

    /// One command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    /// Gives the window's inside a size in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// Sets what the reader's machine prefers: `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        self.media("screen", scheme);
    }

    /// Shows pages as on a `screen` or in `print`, for a reader who prefers `light` or `dark`, without motion.
    pub fn media(&self, media: &str, scheme: &str) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"media": media, "features": features}));
    }

    fn post(&self, command: &str, body: Value) -> Value {
        self.request("POST", &format!("/session/{}/{command}", self.lease.session()), Some(&body))
    }

    /// One request to the driver; its `value`. Panics where the driver reports an error.
    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let (status, text) = exchange(self.lease.port(), method, path, body).unwrap_or_else(|error| {
            panic!("{method} {path}: {error}");
        });
        let mut answer: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{method} {path}: {error} in {text}"));
        let value = answer["value"].take();
        assert!(status == 200, "{method} {path}: {} in answer to {body:?}", value["message"]);
        value
    }
}

/// One HTTP request, on a connection of its own; status and body.
pub fn exchange(port: u16, method: &str, path: &str, body: Option<&Value>) -> std::io::Result<(u16, String)> {
    let body = body.map_or_else(String::new, Value::to_string);
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(3 * PATIENCE))?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes())?;
    let mut answer = BufReader::new(stream);
    let mut line = String::new();
    answer.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let mut length = 0;
    loop {
        line.clear();
        answer.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut bytes = vec![0; length];
    answer.read_exact(&mut bytes)?;
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}

/// The first of these programs that the search path has.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|p| p.is_file()))
}
