//! Counts which pages a change made otherwise, after the browsers have been told, on a thread of its own; and so finds mistakes
//! that show only while a page is made. The next change ends the counting.

use super::state::State;
use super::told::Voice;
use crate::edge::report::plural;
use crate::edition::Edition;
use crate::model::site::{Site, Thing};
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use xxhash_rust::xxh3::xxh3_128;

/// Sites with more pages are not counted whole: only pages that somebody looked at, those of the changed files, and lists.
const WHOLE: usize = 2000;
/// Lists that are looked at in such a site.
const LISTS: usize = 50;
/// Browsers fetch their page first.
const PAUSE: Duration = Duration::from_millis(60);

/// How often it is asked whether the engine has come to rest.
const WAIT: Duration = Duration::from_millis(4);

/// An edition whose pages are to be counted.
pub struct Job {
    /// The edition.
    pub edition: Arc<Edition>,
    /// The state of the server that shows it.
    pub number: u64,
    /// What changed, in words.
    pub what: String,
    /// What changed: paths from the portal's root.
    pub changed: BTreeSet<String>,
    /// How long it took.
    pub milliseconds: u128,
}

enum Order {
    Begin(Arc<Edition>, u64),
    Count(Job),
}

/// The thread that counts.
pub struct Counter {
    orders: Sender<Order>,
}

impl Counter {
    /// Starts it.
    pub fn new(state: Arc<State>, voice: Voice) -> Self {
        let (orders, inbox) = mpsc::channel();
        let counting = Counting { inbox, state, voice, before: None, hashes: HashMap::new() };
        let thread = std::thread::Builder::new().name("count".to_owned()).stack_size(super::STACK);
        if thread.spawn(move || counting.run()).is_err() {
            (voice.say)("note: no thread could be started that counts pages; rebuilds are not told of");
        }
        Self { orders }
    }

    /// Names the first edition, against which the next is compared.
    pub fn begin(&self, edition: Arc<Edition>, number: u64) {
        let _ = self.orders.send(Order::Begin(edition, number)); // The thread ends with the program.
    }

    /// Counts the pages that differ from the edition before, and tells.
    pub fn count(&self, job: Job) {
        let _ = self.orders.send(Order::Count(job)); // As above.
    }
}

type Hash = Option<u128>;

struct Counting {
    inbox: Receiver<Order>,
    state: Arc<State>,
    voice: Voice,
    /// The last edition that was counted, and what is known of its pages.
    before: Option<Arc<Edition>>,
    hashes: HashMap<String, Hash>,
}

impl Counting {
    fn run(mut self) {
        let mut next = None;
        loop {
            let order = match next.take() {
                Some(order) => order,
                None => match self.inbox.recv() {
                    Ok(order) => order,
                    Err(_) => return,
                },
            };
            match order {
                Order::Begin(edition, number) => {
                    std::thread::sleep(PAUSE);
                    next = self.begin(edition, number);
                }
                Order::Count(job) => next = self.count(job),
            }
        }
    }

    /// Hashes the first edition, unless it is too large; an order that came meanwhile ends it.
    fn begin(&mut self, edition: Arc<Edition>, number: u64) -> Option<Order> {
        self.before = Some(edition.clone());
        if edition.pages().len() > WHOLE {
            return None;
        }
        for page in edition.pages() {
            if let Some(order) = self.order() {
                return Some(order);
            }
            let hash = self.hash(&edition, &page.file, Some(number));
            self.hashes.insert(page.file.clone(), hash);
        }
        None
    }

    fn count(&mut self, job: Job) -> Option<Order> {
        let line = |count: &str| format!("{}: {count}; {} ms", job.what, job.milliseconds);
        let before = self.before.clone();
        let (files, is_whole) = self.files(&job);
        let mut hashes = HashMap::with_capacity(files.len());
        let mut differing = 0;
        for file in files {
            if let Some(order) = self.order() {
                (self.voice.say)(&line("changed again before its pages were counted"));
                return Some(order);
            }
            let now = self.hash(&job.edition, &file, Some(job.number));
            let then = match (self.hashes.get(&file), &before) {
                (Some(hash), _) => *hash,
                (None, Some(before)) => self.hash(before, &file, None),
                (None, None) => None,
            };
            differing += usize::from(now != then);
            hashes.insert(file, now);
        }
        let is_exact = is_whole && before.is_some();
        let pages = plural(differing, "page");
        let differ = if differing == 1 { "differs" } else { "differ" };
        let count = format!("{}{pages} {differ}", if is_exact { "" } else { "at least " });
        (self.voice.say)(&line(&count));
        self.before = Some(job.edition);
        self.hashes = hashes;
        None
    }

    /// Which files to compare, and whether they are all.
    fn files(&self, job: &Job) -> (BTreeSet<String>, bool) {
        let pages = job.edition.pages();
        let before = self.before.iter().flat_map(|edition| edition.pages());
        if pages.len() <= WHOLE {
            return (pages.iter().chain(before).map(|page| page.file.clone()).collect(), true);
        }
        let mut files = self.state.seen();
        let site = job.edition.site();
        let is_of = |thing: Option<Thing>| {
            thing.is_some_and(|thing| sources(site, thing).iter().any(|path| job.changed.contains(*path)))
        };
        files.extend(pages.iter().filter(|page| is_of(page.subject)).map(|page| page.file.clone()));
        files.extend(
            pages.iter().filter(|page| page.subject.is_none()).take(LISTS).map(|page| page.file.clone()),
        );
        (files, false)
    }

    /// A page's hash; none if it is not there, or cannot be made, which is told if the edition is that of state `number`.
    fn hash(&self, edition: &Arc<Edition>, file: &str, number: Option<u64>) -> Hash {
        edition.page(file)?;
        match (catch_unwind(AssertUnwindSafe(|| edition.make(file))), number) {
            (Ok(Some(Ok(bytes))), _) => return Some(xxh3_128(&bytes)),
            (Ok(Some(Err(wrong))), Some(number)) => self.state.fail(number, &wrong),
            (Err(_), Some(number)) => self.state.fail_ourselves(number, file),
            _ => {}
        }
        None
    }

    /// What has been ordered meanwhile; while the engine is at work, counting waits.
    fn order(&self) -> Option<Order> {
        while self.state.is_busy() {
            std::thread::sleep(WAIT);
        }
        self.inbox.try_recv().ok()
    }
}

/// The files from which a thing is made.
pub fn sources(site: &Site, thing: Thing) -> Vec<&str> {
    let seed = match thing {
        Thing::Article(id) => Some(site[id].seed.as_str()),
        _ => None,
    };
    std::iter::once(site.file(thing)).chain(seed).collect()
}
