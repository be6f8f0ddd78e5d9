//! The browsers that tests share: one for each turn, each test in a profile of its own.
//!
//! Starting Chromium and its driver takes seconds, a new profile (a "browser context" of the Chrome DevTools Protocol, as
//! windows that keep nothing have) a fifth of one. Nothing of a profile outlives its test: cookies, storage, caches, workers,
//! emulated devices. A browser whose test failed, or that does not answer, is ended, and another takes its place.

use super::devtools::DevTools;
use super::webdriver::{INSTALL, PATIENCE, exchange, program};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Error, Result, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard};

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
static POOL: Mutex<Pool> = Mutex::new(Pool { running: 0, idle: Vec::new() });
static FREED: Condvar = Condvar::new();

struct Pool {
    running: usize,
    idle: Vec<Chromium>,
}

fn pool() -> MutexGuard<'static, Pool> {
    POOL.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// A place among the tests that run a browser; dropping it gives it to another.
struct Turn;

impl Turn {
    /// Waits for a place; with it comes a browser that waits for a test, if there is one.
    fn wait() -> (Turn, Option<Chromium>) {
        let mut pool = FREED
            .wait_while(pool(), |pool| pool.running >= TURNS)
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        pool.running += 1;
        (Turn, pool.idle.pop())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        pool().running -= 1;
        FREED.notify_one();
    }
}

/// A browser with an empty profile, for one test.
pub struct Lease {
    chromium: Option<Chromium>,
    context: String,
    _turn: Turn,
}

impl Lease {
    /// Waits for a turn, and shows an empty page of a new profile.
    pub fn take() -> Lease {
        let (turn, idle) = Turn::wait();
        let mut kept = idle.and_then(|mut chromium| Some((chromium.new_profile().ok()?, chromium)));
        let (context, chromium) = kept.take().unwrap_or_else(|| {
            let mut chromium = Chromium::start().expect("Chromium and its driver start");
            (chromium.new_profile().expect("a new browser makes a profile"), chromium)
        });
        Lease { chromium: Some(chromium), context, _turn: turn }
    }

    fn chromium(&self) -> &Chromium {
        self.chromium.as_ref().expect("it is given back at the end only")
    }

    /// The driver's port.
    pub fn port(&self) -> u16 {
        self.chromium().port
    }

    /// The driver's name for the browser.
    pub fn session(&self) -> &str {
        &self.chromium().session
    }

    /// Lets the profile keep what pages offer for download, in this folder.
    pub fn downloads_to(&mut self, folder: &Path) {
        let chromium = self.chromium.as_mut().expect("it is given back at the end only");
        let behavior = json!({"behavior": "allow", "downloadPath": folder, "browserContextId": self.context});
        chromium.whole.command("Browser.setDownloadBehavior", &behavior).expect("the browser answers");
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(mut chromium) = self.chromium.take() else { return };
        let context = json!({"browserContextId": self.context});
        // After a failure nobody knows in what state browser and driver are.
        if !std::thread::panicking()
            && chromium.whole.command("Target.disposeBrowserContext", &context).is_ok()
        {
            pool().idle.push(chromium);
        }
    }
}

/// A running driver and its browser; dropping it ends both.
struct Chromium {
    driver: Child,
    port: u16,
    session: String,
    whole: DevTools,
    guard: Guard,
}

impl Chromium {
    fn start() -> Result<Chromium> {
        let browser = program(&["chromium", "chromium-browser", "google-chrome"])
            .unwrap_or_else(|| missing("Chromium"));
        let driver = program(&["chromedriver"]).unwrap_or_else(|| missing("chromedriver"));
        let profile = tempfile::Builder::new().prefix("khue-it-").tempdir()?.keep();
        let mut guard = Guard::start(&profile)?;
        let (driver, port) = start_driver(&driver);
        guard.watch(&driver.id().to_string())?;
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(|&a| a.to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": browser, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let created = answer(port, "/session", &capabilities)?;
        let session = created["sessionId"].as_str().expect("a session has an id").to_owned();
        let address = created["capabilities"]["goog:chromeOptions"]["debuggerAddress"].as_str();
        let whole = Self::reach(address.expect("the driver tells it"), &mut guard).inspect_err(|_| {
            let _ = exchange(port, "DELETE", &format!("/session/{session}"), None);
        })?;
        Ok(Chromium { driver, port, session, whole, guard })
    }

    /// The line to a browser, whose process is watched from now on.
    fn reach(address: &str, guard: &mut Guard) -> Result<DevTools> {
        let mut whole = DevTools::connect(address, PATIENCE)?;
        let processes = whole.command("SystemInfo.getProcessInfo", &json!({}))?;
        let processes = processes["processInfo"].as_array().expect("a list of processes");
        let main = processes.iter().find(|process| process["type"] == "browser").expect("there is a browser");
        guard.watch(&main["id"].to_string())?;
        Ok(whole)
    }

    /// Makes a profile and lets the driver look at a page of it; its identifier.
    fn new_profile(&mut self) -> Result<String> {
        let made = self.whole.command("Target.createBrowserContext", &json!({"disposeOnDetach": true}))?;
        let context = made["browserContextId"].as_str().expect("a context has an id").to_owned();
        let page = json!({"url": "about:blank", "width": 1280, "height": 800, "browserContextId": context});
        let page = self.whole.command("Target.createTarget", &page)?;
        let session = &self.session;
        // What the console still said to the last test.
        answer(self.port, &format!("/session/{session}/se/log"), &json!({"type": "browser"}))?;
        answer(self.port, &format!("/session/{session}/window"), &json!({"handle": page["targetId"]}))?;
        Ok(context)
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.guard.end();
        let _ = self.driver.wait();
    }
}

/// A process that ends a driver and its browser and removes the profile as soon as its standard input is closed: also where
/// the tests themselves are killed, and at their end, at which nothing drops what is shared.
struct Guard(Child);

impl Guard {
    fn start(profile: &Path) -> Result<Guard> {
        // The browser's other processes end a little later than it does, and may still write.
        let script = "while read -r process; do all=\"$all $process\"; done
            kill -9 $all
            until rm -rf \"$1\" && sleep 1 && ! [ -e \"$1\" ]; do :; done";
        let mut guard = Command::new("sh");
        guard.args(["-c", script, "guard"]).arg(profile).stdin(Stdio::piped());
        Ok(Guard(guard.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?))
    }

    /// Ends this process too.
    fn watch(&mut self, process: &str) -> Result<()> {
        writeln!(self.0.stdin.as_ref().expect("it is open"), "{process}")
    }

    fn end(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.end();
    }
}

/// The `value` of the driver's answer to a command.
fn answer(port: u16, path: &str, body: &Value) -> Result<Value> {
    let (status, text) = exchange(port, "POST", path, Some(body))?;
    let mut answer: Value = serde_json::from_str(&text)?;
    if status == 200 { Ok(answer["value"].take()) } else { Err(Error::other(text)) }
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
