//! Who is asked when: a few requests at a time, fewer at one host, and with pauses.

use super::Settings;
use super::client::{Answer, Client, Method};
use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What is known of an address in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something is there.
    Fine,
    /// Nothing is there: why, in words.
    Dead(String),
    /// It cannot be told: why, in words.
    Unknown(String),
}

/// A request to make.
#[derive(Clone, Debug)]
struct Job {
    /// The position of the address that it is about.
    index: usize,
    /// The address to ask for: that one, or where it leads.
    address: String,
    method: Method,
    redirects: usize,
    tries: u32,
    not_before: Instant,
}

#[derive(Debug, Default)]
struct Host {
    active: usize,
    next: Option<Instant>,
}

struct State {
    jobs: Vec<Job>,
    hosts: HashMap<String, Host>,
    active: usize,
    verdicts: Vec<Option<Verdict>>,
}

/// Asks for all addresses; verdicts come in their order.
pub fn ask(addresses: &[&str], client: &Client, settings: &Settings) -> Vec<Verdict> {
    let now = Instant::now();
    let job = |(index, address): (usize, &&str)| Job {
        index,
        address: (*address).to_owned(),
        method: Method::Head,
        redirects: 0,
        tries: 0,
        not_before: now,
    };
    let jobs: Vec<Job> = addresses.iter().enumerate().map(job).collect();
    let threads = settings.parallel.min(jobs.len());
    let state = State { jobs, hosts: HashMap::new(), active: 0, verdicts: vec![None; addresses.len()] };
    let (state, changed) = (Mutex::new(state), Condvar::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| work(&state, &changed, client, settings));
        }
    });
    let state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
    let unasked = || Verdict::Unknown("it was not asked".to_owned());
    state.verdicts.into_iter().map(|verdict| verdict.unwrap_or_else(unasked)).collect()
}

fn work(state: &Mutex<State>, changed: &Condvar, client: &Client, settings: &Settings) {
    let mut locked = lock(state);
    loop {
        match locked.take(settings) {
            Take::Job(job) => {
                drop(locked);
                let answer = client.ask(&job.address, job.method);
                locked = lock(state);
                locked.finish(job, answer, settings);
                changed.notify_all();
            }
            // Whoever finishes or begins a request wakes us; else the time does.
            Take::Wait(time) => {
                locked = changed.wait_timeout(locked, time).unwrap_or_else(PoisonError::into_inner).0;
            }
            Take::Nothing => return,
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Take {
    Job(Job),
    Wait(Duration),
    Nothing,
}

impl State {
    /// The first request that may be made now.
    fn take(&mut self, settings: &Settings) -> Take {
        if self.jobs.is_empty() && self.active == 0 {
            return Take::Nothing;
        }
        let now = Instant::now();
        let mut soonest = Duration::from_secs(1);
        for at in 0..self.jobs.len() {
            let job = &self.jobs[at];
            let host = self.hosts.entry(host(&job.address).to_owned()).or_default();
            let ready = host.next.map_or(job.not_before, |next| next.max(job.not_before));
            if host.active >= settings.per_host {
                continue;
            }
            if ready > now {
                soonest = soonest.min(ready - now);
                continue;
            }
            host.active += 1;
            host.next = Some(now + settings.pause);
            self.active += 1;
            return Take::Job(self.jobs.remove(at));
        }
        Take::Wait(soonest)
    }

    /// Notes what came of a request: the end, or what to ask next.
    fn finish(&mut self, job: Job, answer: Answer, settings: &Settings) {
        self.active -= 1;
        let index = job.index;
        let host = self.hosts.entry(host(&job.address).to_owned()).or_default();
        host.active -= 1;
        let now = Instant::now();
        let next = match answer {
            Answer::Status(200..=299, _) => Err(Verdict::Fine),
            Answer::Status(status @ (429 | 502 | 503 | 504), asked) => {
                let delay = asked.unwrap_or(settings.backoff * 2_u32.pow(job.tries));
                // Who asks to be left alone is, by every request.
                host.next = host.next.max(Some(now + delay.min(settings.longest_wait)));
                match delay > settings.longest_wait {
                    true => Err(Verdict::Unknown(format!("it asks us to come back later (status {status})"))),
                    false => again(job, delay, settings)
                        .ok_or_else(|| Verdict::Unknown(format!("it answers with status {status}"))),
                }
            }
            // Many servers know no HEAD, and answer it with anything.
            Answer::Status(_, _) if job.method == Method::Head => Ok(Job { method: Method::Get, ..job }),
            Answer::Status(status @ (404 | 410), _) => {
                Err(Verdict::Dead(format!("nothing is there (status {status})")))
            }
            Answer::Status(status, _) => Err(Verdict::Unknown(format!("it answers with status {status}"))),
            Answer::Redirect(_) if job.redirects >= settings.redirects => {
                Err(Verdict::Dead(format!("it leads on and on, more than {} times", settings.redirects)))
            }
            Answer::Redirect(address) => {
                Ok(Job { address, method: Method::Head, redirects: job.redirects + 1, tries: 0, ..job })
            }
            Answer::NoHost => Err(Verdict::Dead(format!("there is no host `{}`", self::host(&job.address)))),
            Answer::Refused(why) => Err(Verdict::Unknown(why)),
            // A server may hang at HEAD alone, so the next try is a GET.
            Answer::Silent(why) => {
                let delay = settings.backoff * 2_u32.pow(job.tries);
                again(Job { method: Method::Get, ..job }, delay, settings).ok_or(Verdict::Unknown(why))
            }
        };
        match next {
            Ok(job) => self.jobs.push(job),
            Err(verdict) => self.verdicts[index] = Some(verdict),
        }
    }
}

/// The request once more after `delay`, unless it has been made often enough.
fn again(job: Job, delay: Duration, settings: &Settings) -> Option<Job> {
    let tries = job.tries + 1;
    (tries < settings.tries).then(|| Job { tries, not_before: Instant::now() + delay, ..job })
}

/// The host of an address, with its port.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}
