//! The thread that owns the portal: waits for changes, reads them, and makes the next edition.

use super::count::{Counter, Job};
use super::state::State;
use super::told::{self, Voice};
use crate::compile::{Memory, Options, Prepared, prepare};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::edge::reload::Reader;
use crate::edge::report::plural;
use crate::edge::watch::{Change, Watcher};
use crate::edition::Edition;
use crate::snapshot::Snapshot;
use serde_json::Value;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An author who has changed nothing for so long has paused.
const SETTLED: Duration = Duration::from_millis(120);

/// What was published, with all that is not known yet.
struct Unsettled {
    since: Instant,
    edition: Option<Arc<Edition>>,
    diagnostics: Vec<Diagnostic>,
    wrong: Vec<Value>,
    job: Option<Job>,
}

/// The portal, and what is remembered of it between changes.
pub struct Engine {
    reader: Reader,
    options: Options,
    memory: Memory,
    state: Arc<State>,
    counter: Counter,
    voice: Voice,
    /// What was published last, until all that is wrong with it is known.
    unsettled: Option<Unsettled>,
    /// Where pages collided and metadata disagreed with the seeds, as browsers are told it: what takes longest to find out.
    doubts: Vec<Value>,
    /// What was told last, so that nothing is told twice.
    told: Vec<Diagnostic>,
    /// Whether templates were in order when they were last tried.
    templates_work: bool,
}

impl Engine {
    /// An engine for what `reader` has read, which shows what it makes in `state`.
    pub fn new(reader: Reader, options: Options, state: Arc<State>, voice: Voice) -> Self {
        let counter = Counter::new(state.clone(), voice);
        Self {
            reader,
            options,
            memory: Memory::default(),
            state,
            counter,
            voice,
            unsettled: None,
            doubts: Vec::new(),
            told: Vec::new(),
            templates_work: false,
        }
    }

    /// Makes the first edition, and then one after each change, for ever.
    pub fn run(mut self, mut watcher: Watcher, start: Instant) {
        self.make(None, start);
        loop {
            self.state.set_busy(false);
            watcher.look_at(self.reader.elsewhere());
            let end = self.unsettled.as_ref().map(|unsettled| unsettled.since + SETTLED);
            let seen = watcher.wait(end);
            self.state.set_busy(true);
            let Some(seen) = seen else {
                self.settle();
                continue;
            };
            let changed = match &seen.change {
                Change::Some(places) => self.reader.some(places),
                Change::All => self.reader.all(),
            };
            if !changed.is_empty() {
                self.make(Some(changed), seen.at);
            }
        }
    }

    /// Makes an edition of what has been read; `changed` is what changed, none for the first.
    fn make(&mut self, changed: Option<BTreeSet<String>>, start: Instant) {
        let what = changed.as_ref().map(names);
        // What nobody could look at is told without being counted.
        if let Some(job) = self.unsettled.take().and_then(|unsettled| unsettled.job) {
            self.counter.count(job);
        }
        let tries = self.tries_templates(changed.as_ref());
        let prepared = catch_unwind(AssertUnwindSafe(|| {
            let mut prepared = prepare(self.reader.snapshot(), &self.options, &mut self.memory);
            if let Some(edition) = prepared.edition.as_ref().filter(|_| tries) {
                let mistakes = edition.first_mistakes();
                self.templates_work = mistakes.is_empty();
                prepared.diagnostics.extend(mistakes);
            }
            prepared
        }));
        let Ok(Prepared { edition, diagnostics, .. }) = prepared else {
            // What was being remembered may be half done.
            self.memory = Memory::default();
            let failure = told::failure("making the site");
            let message = failure["message"].as_str().unwrap_or_default().to_owned();
            (self.voice.say)(&format!("error: {message}"));
            let number = self.state.publish(None, vec![failure]);
            self.state.keep(number, Arc::new(self.reader.snapshot().clone()));
            self.told.clear();
            return;
        };
        let is_bad = diagnostic::has_errors(&diagnostics);
        let edition = edition.filter(|_| !is_bad).map(Arc::new);
        let snapshot = self.reader.snapshot();
        if changed.is_none() {
            self.state.keep(1, Arc::new(snapshot.clone()));
        }
        let wrong = shown(&diagnostics, snapshot);
        // What was doubted before stands until it is known what is doubted now.
        let number = self.state.publish(edition.clone(), [wrong.as_slice(), self.doubts.as_slice()].concat());
        let milliseconds = start.elapsed().as_millis();
        // Browsers know; what follows is for the terminal, and for later.
        if changed.is_some() {
            self.state.keep(number, Arc::new(snapshot.clone()));
        }
        let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        let job = match (edition.clone(), what) {
            (Some(edition), None) => {
                let (pages, articles) = (edition.pages().len(), edition.site().articles.len());
                let (pages, articles) = (plural(pages, "page"), plural(articles, "article"));
                (self.voice.say)(&format!("ready: {pages} from {articles}; {milliseconds} ms"));
                self.counter.begin(edition, number);
                None
            }
            (Some(edition), Some(what)) => {
                let changed = changed.unwrap_or_default();
                Some(Job { edition, number, what, changed, milliseconds })
            }
            (None, what) => {
                // No browser is showing a new page, and what is wrong is what the author waits for.
                self.unsettled =
                    Some(Unsettled { since: Instant::now(), edition, diagnostics, wrong, job: None });
                self.settle();
                let what = what.map(|what| format!("{what}: ")).unwrap_or_default();
                let errors = plural(errors, "error");
                let shown = match self.state.has_site() {
                    true => "the last good site stays",
                    false => "there is no site to show yet",
                };
                (self.voice.say)(&format!("{what}{errors}; {shown}; {milliseconds} ms"));
                return;
            }
        };
        self.unsettled = Some(Unsettled { since: Instant::now(), edition, diagnostics, wrong, job });
    }

    /// Whether templates are tried before the site is shown: they are the author's own, and have changed or were wrong. Pages are made when
    /// they are asked for, so that a mistake would else be seen only there.
    fn tries_templates(&self, changed: Option<&BTreeSet<String>>) -> bool {
        let is_theirs = |path: &String| path.starts_with("themes/") || path == "portal.yaml";
        let may_differ = changed.is_none_or(|changed| changed.iter().any(is_theirs)) || !self.templates_work;
        may_differ && self.reader.snapshot().below("themes/").next().is_some()
    }

    /// Finds out what takes longest, once the author has paused: no page waits for it, and it takes nothing from the browser
    /// that is just showing one.
    fn settle(&mut self) {
        let Some(Unsettled { edition, mut diagnostics, wrong, job, .. }) = self.unsettled.take() else {
            return;
        };
        let snapshot = self.reader.snapshot();
        let find = || {
            let collisions = edition.map(|edition| edition.collisions(snapshot)).unwrap_or_default();
            [collisions, self.memory.doubts()].concat()
        };
        let doubts = catch_unwind(AssertUnwindSafe(find)).unwrap_or_default();
        let values = shown(&doubts, snapshot);
        if values != self.doubts {
            self.state.correct([wrong, values.clone()].concat());
            self.doubts = values;
        }
        diagnostics.extend(doubts);
        diagnostic::sort(&mut diagnostics);
        self.tell(diagnostics);
        if let Some(job) = job {
            self.counter.count(job);
        }
    }

    /// Tells the terminal what is wrong, if it is not what was wrong before.
    fn tell(&mut self, diagnostics: Vec<Diagnostic>) {
        if diagnostics == self.told {
            return;
        }
        let had_errors = diagnostic::has_errors(&self.told);
        self.voice.tell(&diagnostics, self.reader.snapshot());
        if had_errors && !diagnostic::has_errors(&diagnostics) {
            (self.voice.say)("mended: the portal has no errors any more");
        }
        self.told = diagnostics;
    }
}

/// What browsers are told: errors first, of each kind no more than a person reads, and how many more there are.
fn shown(diagnostics: &[Diagnostic], snapshot: &Snapshot) -> Vec<Value> {
    const MOST: usize = 100;
    let mut values = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        let all: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.severity == severity).collect();
        values.extend(all.iter().take(MOST).map(|d| told::value(d, snapshot)));
        if all.len() > MOST {
            values.push(told::more(severity, all.len() - MOST));
        }
    }
    values
}

/// The first file that changed, and how many more.
fn names(changed: &BTreeSet<String>) -> String {
    let first = changed.first().map(|path| crate::edge::report::harmless_name(path)).unwrap_or_default();
    match changed.len() {
        0 | 1 => first,
        n => format!("{first} +{} more", n - 1),
    }
}
