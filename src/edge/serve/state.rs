//! What the server shows now: the last good site, and what is wrong with the portal as it stands.

use super::insert::with_script;
use super::source::{self, Place, Question};
use super::told::{self, Voice};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::formats::offline;
use crate::offers::WORKER;
use crate::snapshot::Snapshot;
use hyper::body::Bytes;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Pages whose last good bytes are kept, should their templates break.
const KEPT: usize = 256;
/// How often it is asked for the files of a new state, and how long it is waited in between.
const LOOKS: usize = 500;
const PAUSE: Duration = Duration::from_millis(2);

/// A file of the site, as it is served.
pub enum Made {
    /// What a build would write; of a page that cannot be made now, what it was when it could.
    File(Bytes),
    /// The site has no such file.
    Missing,
    /// There is nothing to show yet.
    Nothing,
}

/// What all parts of the server share.
pub struct State {
    now: Mutex<Now>,
    /// Counts what browsers are to be told of.
    news: watch::Sender<u64>,
    /// Whether the engine is at work, so that what can wait does.
    busy: AtomicBool,
    /// Tells this server from the one that ran before it.
    name: String,
    voice: Voice,
}

#[derive(Default)]
struct Now {
    /// Counts the editions, from 1; 0 before the portal has been read.
    number: u64,
    /// The first edition with the files of `static/` as they are now.
    files: u64,
    edition: Option<Arc<Edition>>,
    snapshot: Arc<Snapshot>,
    /// Of which state the snapshot is.
    kept: u64,
    /// What is wrong with the portal.
    wrong: Vec<Value>,
    /// What is wrong with pages that were asked for, by place and message.
    failed: BTreeMap<String, Value>,
    /// Pages as they last could be made, and in which edition.
    good: HashMap<String, (u64, Bytes)>,
    /// Files that somebody looked at.
    seen: BTreeSet<String>,
}

impl State {
    /// A server that has read nothing yet; `name` tells it from others.
    pub fn new(name: String, voice: Voice) -> Self {
        Self { now: Mutex::default(), news: watch::Sender::new(0), busy: AtomicBool::new(true), name, voice }
    }

    /// Whatever panicked while it held the lock left nothing half done: every change is one assignment.
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there has been a good site to show.
    pub fn has_site(&self) -> bool {
        self.now().edition.is_some()
    }

    /// Says whether the engine is at work.
    pub fn set_busy(&self, is_busy: bool) {
        self.busy.store(is_busy, Ordering::Relaxed);
    }

    /// Whether the engine is at work.
    pub fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Relaxed)
    }

    /// Shows a new edition, or, without one, goes on showing the last; `wrong` is what is wrong now.
    ///
    /// Returns the number of this state.
    pub fn publish(&self, edition: Option<Arc<Edition>>, wrong: Vec<Value>) -> u64 {
        let mut now = self.now();
        now.number += 1;
        if let Some(edition) = edition {
            if now.edition.as_ref().is_none_or(|last| !edition.has_static_files_of(last)) {
                now.files = now.number;
            }
            now.edition = Some(edition);
            now.failed.clear();
        }
        now.wrong = wrong;
        let number = now.number;
        drop(now);
        self.news.send_modify(|count| *count += 1);
        number
    }

    /// Tells anew what is wrong with what is shown.
    pub fn correct(&self, wrong: Vec<Value>) {
        self.now().wrong = wrong;
        self.news.send_modify(|count| *count += 1);
    }

    /// The files from which state `number` was made; they follow it after a moment.
    pub fn keep(&self, number: u64, snapshot: Arc<Snapshot>) {
        let mut now = self.now();
        (now.kept, now.snapshot) = (number, snapshot);
    }

    /// The files from which state `number` was made; waits for them for a moment, since places in others mean nothing.
    fn kept(&self, number: u64) -> Arc<Snapshot> {
        for _ in 0..LOOKS {
            let now = self.now();
            if now.kept >= number {
                return now.snapshot.clone();
            }
            drop(now);
            std::thread::sleep(PAUSE);
        }
        self.now().snapshot.clone()
    }

    /// Where an element of the page at `path` may come from.
    pub fn places(&self, path: &str, question: &Question) -> Vec<Place> {
        let (edition, snapshot) = {
            let now = self.now();
            (now.edition.clone(), now.snapshot.clone())
        };
        let Some(edition) = edition else { return Vec::new() };
        let base = self.base();
        let index = |path: &str| match path.is_empty() || path.ends_with('/') {
            true => format!("{path}index.html"),
            false => path.to_owned(),
        };
        let files =
            [index(path), path.strip_prefix(&base).map(index).unwrap_or_default(), "404.html".to_owned()];
        let file = files.iter().find(|file| edition.page(file).is_some());
        let places = |file: &String| {
            catch_unwind(AssertUnwindSafe(|| source::places(&edition, &snapshot, file, question)))
        };
        file.and_then(|file| places(file).ok()).unwrap_or_default()
    }

    /// Files that somebody looked at.
    pub fn seen(&self) -> BTreeSet<String> {
        self.now().seen.clone()
    }

    /// Counts up whenever there is something to tell; 0 until the portal has been read.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// What a browser is told: which state of the site it is (`generation`), which one of its pictures (`files`), and what is wrong (`diagnostics`).
    pub fn message(&self) -> Value {
        let now = self.now();
        let wrong: Vec<&Value> = now.wrong.iter().chain(now.failed.values()).collect();
        json!({
            "generation": format!("{}-{}", self.name, now.number),
            "files": format!("{}-{}", self.name, now.files),
            "diagnostics": wrong,
        })
    }

    /// What is wrong, a sentence for each.
    pub fn in_words(&self) -> Vec<String> {
        let now = self.now();
        let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let one = |value: &Value| match &value["file"] {
            Value::Null => text(value, "message"),
            _ => format!(
                "{}:{}: {}",
                text(value, "file"),
                value["line"].as_u64().unwrap_or(1),
                text(value, "message")
            ),
        };
        now.wrong.iter().chain(now.failed.values()).map(one).collect()
    }

    /// Whether the site has this file as a page, a former address, or a file of `static/`.
    pub fn has(&self, file: &str) -> bool {
        self.now().edition.as_ref().is_some_and(|edition| edition.has(file))
    }

    /// The path of the site's address, without the leading `/`: `hoc/`; empty for the root.
    pub fn base(&self) -> String {
        let edition = self.now().edition.clone();
        let base = edition.map(|edition| crate::pages::base_path(edition.site())).unwrap_or_default();
        let base = base.trim_matches('/');
        if base.is_empty() { String::new() } else { format!("{base}/") }
    }

    /// Makes a file of the site. May take a while.
    pub fn make(&self, file: &str) -> Made {
        // A worker would show other pages than those that are being written; one that an earlier site left behind is sent away.
        match file {
            WORKER => return Made::File(Bytes::from_static(offline::GONE.as_bytes())),
            offline::LIST => return Made::Missing,
            _ => {}
        }
        let (number, edition) = {
            let mut now = self.now();
            if let Some((number, bytes)) = now.good.get(file)
                && *number == now.number
            {
                return Made::File(bytes.clone());
            }
            let Some(edition) = now.edition.clone() else { return Made::Nothing };
            if edition.page(file).is_some() && now.seen.len() < KEPT {
                now.seen.insert(file.to_owned());
            }
            (now.number, edition)
        };
        match catch_unwind(AssertUnwindSafe(|| edition.make(file))) {
            Ok(None) => Made::Missing,
            Ok(Some(Ok(bytes))) => {
                let is_page = edition.page(file).is_some();
                let bytes = Bytes::from(if is_page { with_script(&bytes) } else { bytes });
                let mut now = self.now();
                if is_page && now.number == number {
                    if now.good.len() >= KEPT && !now.good.contains_key(file) {
                        now.good.retain(|_, (at, _)| *at == number);
                        if now.good.len() >= KEPT {
                            now.good.clear();
                        }
                    }
                    now.good.insert(file.to_owned(), (number, bytes.clone()));
                }
                Made::File(bytes)
            }
            Ok(Some(Err(wrong))) => {
                self.fail(number, &wrong);
                self.last_good(file)
            }
            Err(_) => {
                self.fail_ourselves(number, file);
                self.last_good(file)
            }
        }
    }

    /// Notes a mistake that showed while a page of state `number` was made, and tells it once.
    pub fn fail(&self, number: u64, wrong: &Diagnostic) {
        let snapshot = self.kept(number);
        let told = told::value(wrong, &snapshot);
        if self.note(number, place(wrong), told) {
            self.voice.tell(std::slice::from_ref(wrong), &snapshot);
        }
    }

    /// Notes that we failed at a page ourselves, and tells it once.
    pub fn fail_ourselves(&self, number: u64, file: &str) {
        let wrong = told::failure(&format!("making `{file}`"));
        let message = wrong["message"].as_str().unwrap_or_default().to_owned();
        if self.note(number, message.clone(), wrong) {
            (self.voice.say)(&format!("error: {message}"));
        }
    }

    /// Whether this is new, and of the state that is shown.
    fn note(&self, number: u64, place: String, wrong: Value) -> bool {
        let mut now = self.now();
        if now.number != number || now.failed.contains_key(&place) {
            return false;
        }
        now.failed.insert(place, wrong);
        drop(now);
        self.news.send_modify(|count| *count += 1);
        true
    }

    fn last_good(&self, file: &str) -> Made {
        match self.now().good.get(file) {
            Some((_, bytes)) => Made::File(bytes.clone()),
            None => Made::Nothing,
        }
    }
}

/// One mistake in a template would else be told for every page.
fn place(wrong: &Diagnostic) -> String {
    match &wrong.location {
        Some(location) => format!("{}:{}", location.file, location.range.start),
        None => wrong.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Location};

    #[test]
    fn a_mistake_is_placed_in_the_files_of_its_own_state() {
        let state = Arc::new(State::new(String::new(), Voice { say: |_| {}, color: false }));
        let keep = |number, text: &str| {
            state.keep(number, Arc::new(Snapshot::from_files([("page.html", text)])));
        };
        keep(1, "a\nb");
        state.publish(None, Vec::new());
        let number = state.publish(None, Vec::new());
        let (told, at) = (state.clone(), Location::new("page.html", 4..5));
        let wrong = Diagnostic::error(Code::Template, "wrong").at(at);
        let thread = std::thread::spawn(move || told.fail(number, &wrong));
        std::thread::sleep(PAUSE * 5);
        keep(number, "a\nb\nc");
        thread.join().unwrap();
        assert_eq!(state.message()["diagnostics"][0]["line"], 3);
    }
}
