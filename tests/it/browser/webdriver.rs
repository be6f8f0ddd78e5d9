//! A small client for chromedriver: one headless Chromium with its own profile, for one test.
//!
//! Speaks as much of WebDriver (W3C Recommendation "WebDriver", sections 8 "Sessions" to 15 "Actions") as the tests
//! need, over plain HTTP to the driver on this machine, and the Chrome DevTools Protocol through the driver's own
//! `goog/cdp/execute`. Every failure panics with what was asked: a test has no other use for it.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What to do where a browser or another tool of these tests is missing.
pub const INSTALL: &str = "run `scripts/test`, which installs what the tests need";

/// How long a page may take for anything: far more than it needs, so that a busy machine fails no test.
const PATIENCE: Duration = Duration::from_secs(20);

/// Chromium as a reader would want it to be left alone: no first run, no updates, nothing sent anywhere.
const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,800",
    // A machine with a mouse; one that is touched is emulated.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
];

/// The tests that may run a browser at the same time.
const TURNS: usize = 2;
static RUNNING: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// A running browser; dropping it ends it.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: TempDir,
    _turn: Turn,
}

/// A place among the running browsers.
struct Turn;

impl Turn {
    fn wait() -> Turn {
        let running = RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut running =
            FREED.wait_while(running, |n| *n >= TURNS).unwrap_or_else(|poisoned| poisoned.into_inner());
        *running += 1;
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) -= 1;
        FREED.notify_one();
    }
}

impl Browser {
    /// Starts a driver and a browser of 1280 × 800 px, light, with an empty profile.
    pub fn start() -> Browser {
        let turn = Turn::wait();
        let browser = program(&["chromium", "chromium-browser", "google-chrome"])
            .unwrap_or_else(|| missing("Chromium"));
        let driver = program(&["chromedriver"]).unwrap_or_else(|| missing("chromedriver"));
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let (driver, port) = start_driver(&driver);
        let mut this = Browser { driver, port, session: String::new(), _profile: profile, _turn: turn };
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(|&a| a.to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", this._profile.path().display()));
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": browser, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let created = this.request("POST", "/session", Some(&capabilities));
        this.session = created["sessionId"].as_str().expect("a session has an id").to_owned();
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
        self.request("POST", &format!("/session/{}/{command}", self.session), Some(&body))
    }

    /// One request to the driver; its `value`. Panics where the driver reports an error.
    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let (status, text) = exchange(self.port, method, path, body).unwrap_or_else(|error| {
            panic!("{method} {path}: {error}");
        });
        let mut answer: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{method} {path}: {error} in {text}"));
        let value = answer["value"].take();
        assert!(status == 200, "{method} {path}: {} in answer to {body:?}", value["message"]);
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The test is over: a browser that no longer answers is ended with its driver.
        if !self.session.is_empty() {
            let _ = exchange(self.port, "DELETE", &format!("/session/{}", self.session), None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// One HTTP request, on a connection of its own; status and body.
fn exchange(port: u16, method: &str, path: &str, body: Option<&Value>) -> std::io::Result<(u16, String)> {
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

/// A driver and its port.
///
/// A driver first asks for a free port and then opens it; where another process, mostly another test's driver, was quicker,
/// it ends at once, and one more is started.
fn start_driver(program: &Path) -> (Child, u16) {
    for _ in 0..10 {
        let mut driver = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        if let Some(port) = announced_port(&mut driver) {
            return (driver, port);
        }
        let _ = driver.kill();
        let _ = driver.wait();
    }
    panic!("chromedriver names no port");
}

/// The port that a driver which chose one itself names on its first lines; none where it ended without.
fn announced_port(driver: &mut Child) -> Option<u16> {
    let mut lines = BufReader::new(driver.stdout.take().expect("it is piped")).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, rest) = line.split_once("successfully on port ")?;
        rest.trim_end_matches('.').parse().ok()
    });
    // The driver must never wait for someone to read what it says later.
    std::thread::spawn(move || lines.for_each(drop));
    port
}

fn missing(what: &str) -> PathBuf {
    panic!("{what} is not installed: {INSTALL}");
}

/// The first of these programs that the search path has.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|p| p.is_file()))
}
