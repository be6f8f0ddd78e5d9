//! Asks other sites whether what the portal links to is still there (`khue check --external`).
//!
//! Politely: each address once, eight requests at a time, two at one host and half a second apart; headers only, and in
//! full only where a server knows no other way; three tries, and later if the site asks for it. What was found is
//! remembered in a file of the user's cache folder.

pub mod address;
pub mod cache;
mod client;
mod queue;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Diagnostic, Location};
use cache::Cache;
use client::Client;
use queue::Verdict;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How much is asked, and how patiently.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Requests at a time.
    pub parallel: usize,
    /// Requests at a time at one host.
    pub per_host: usize,
    /// From the start of one request to a host to that of the next.
    pub pause: Duration,
    /// For a whole request.
    pub timeout: Duration,
    /// Requests for one address that fail in a way that may pass.
    pub tries: u32,
    /// Before the second try; twice as long before each further one.
    pub backoff: Duration,
    /// The longest wait that a site may ask for and get.
    pub longest_wait: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
    /// Whether machines of private networks are asked too.
    pub private: bool,
    /// Where verdicts are remembered; nowhere, if none.
    pub cache: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            parallel: 8,
            per_host: 2,
            pause: Duration::from_millis(500),
            timeout: Duration::from_secs(20),
            tries: 3,
            backoff: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            redirects: 10,
            private: false,
            cache: cache::file(),
        }
    }
}

/// Asks for every address of `outside`; a warning at each place of one that is not there, or that cannot be told. And, in
/// words, why what was found could not be remembered.
pub fn check(
    outside: &BTreeMap<String, Vec<Location>>,
    settings: &Settings,
) -> (Vec<Diagnostic>, Option<String>) {
    let mut cache = Cache::read(settings.cache.clone(), SystemTime::now());
    let unknown: Vec<&str> =
        outside.keys().map(String::as_str).filter(|address| cache.get(address).is_none()).collect();
    let client = Client::new(settings.timeout, settings.private);
    let asked: Vec<Verdict> = queue::ask(&unknown, &client, settings);
    let mut diagnostics = Vec::new();
    for (address, verdict) in unknown.iter().zip(&asked) {
        cache.put(address, verdict);
    }
    let asked: BTreeMap<&str, Verdict> = unknown.into_iter().zip(asked).collect();
    for (address, places) in outside {
        let verdict = asked.get(address.as_str()).cloned().or_else(|| cache.get(address));
        let (code, message, hint) = match verdict {
            Some(Verdict::Dead(why)) => {
                let hint = "correct the address, or link a stored copy; what was there is told from the seed all the same";
                (Code::DeadLink, format!("the link `{address}` is dead: {why}"), hint)
            }
            Some(Verdict::Unknown(why)) => {
                let hint = "open it in a browser; a site may turn programs away, or be down for a while";
                (Code::UnreachableLink, format!("the link `{address}` could not be checked: {why}"), hint)
            }
            Some(Verdict::Fine) | None => continue,
        };
        let warning = Diagnostic::warning(code, message).hint(hint).cause(address);
        diagnostics.extend(places.iter().map(|at| warning.clone().at(at.clone())));
    }
    // Without the file the next run asks again, which is no fault of the portal.
    let forgotten = cache.write().err().map(|error| {
        let file = settings.cache.as_deref().unwrap_or(Path::new("")).display();
        format!("`{file}` could not be written: {error}; the next run asks for all links again")
    });
    (diagnostics, forgotten)
}
