//! What earlier runs found out, in a file of the user's cache folder: nothing that a portal holds.

use super::queue::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long it counts that something was there.
const FINE: Duration = Duration::from_secs(7 * 24 * 3600);

/// How long it counts that nothing was there.
const DEAD: Duration = Duration::from_secs(24 * 3600);

/// What a file of more bytes holds is not read: it is not ours.
const LARGEST: u64 = 64 << 20;

/// A line of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    address: String,
    /// Why nothing is there; none if something is.
    dead: Option<String>,
    /// Seconds since 1970 (UTC).
    checked: u64,
}

/// The verdicts that still count.
#[derive(Debug, Default)]
pub struct Cache {
    file: Option<PathBuf>,
    lines: BTreeMap<String, Line>,
    now: u64,
}

impl Cache {
    /// Reads `file`; without one nothing is remembered. Lines that have expired, or cannot be read, are passed over.
    pub fn read(file: Option<PathBuf>, now: SystemTime) -> Self {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let text = file.as_deref().and_then(text).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let counts = |line: &Line| {
            let age = if line.dead.is_some() { DEAD } else { FINE };
            line.checked <= now && now - line.checked < age.as_secs()
        };
        let lines = lines.filter(counts).map(|line| (line.address.clone(), line)).collect();
        Self { file, lines, now }
    }

    /// What is known of an address.
    pub fn get(&self, address: &str) -> Option<Verdict> {
        self.lines.get(address).map(|line| match &line.dead {
            None => Verdict::Fine,
            Some(why) => Verdict::Dead(why.clone()),
        })
    }

    /// Remembers a verdict; one that says nothing for certain is not remembered.
    pub fn put(&mut self, address: &str, verdict: &Verdict) {
        let dead = match verdict {
            Verdict::Fine => None,
            Verdict::Dead(why) => Some(why.clone()),
            Verdict::Unknown(_) => return,
        };
        let line = Line { address: address.to_owned(), dead, checked: self.now };
        self.lines.insert(address.to_owned(), line);
    }

    /// Writes the file as a whole.
    ///
    /// # Errors
    /// What the disk says. The verdicts are as good without the file.
    pub fn write(&self) -> std::io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        for line in self.lines.values() {
            writeln!(temporary, "{}", serde_json::to_string(line)?)?;
        }
        temporary.persist(file).map_err(|error| error.error)?;
        Ok(())
    }
}

fn text(file: &Path) -> Option<String> {
    let is_ours = std::fs::metadata(file).is_ok_and(|m| m.is_file() && m.len() <= LARGEST);
    is_ours.then(|| std::fs::read_to_string(file).ok()).flatten()
}

/// `khue/links.ndjson` in the user's cache folder: `XDG_CACHE_HOME` (XDG Base Directory Specification), on macOS
/// `~/Library/Caches`, on Windows `LOCALAPPDATA`, and else `~/.cache`; none if the environment names none of them.
pub fn file() -> Option<PathBuf> {
    let folder = |name| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let cache = folder("XDG_CACHE_HOME").or_else(|| match () {
        () if cfg!(windows) => folder("LOCALAPPDATA"),
        () if cfg!(target_os = "macos") => Some(folder("HOME")?.join("Library/Caches")),
        () => Some(folder("HOME")?.join(".cache")),
    });
    Some(cache?.join("khue").join("links.ndjson"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_remembered_until_they_expire() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = Some(folder.path().join("khue/links.ndjson"));
        let start = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let mut cache = Cache::read(file.clone(), start);
        let dead = Verdict::Dead("nothing is there".to_owned());
        cache.put("https://a.example/", &Verdict::Fine);
        cache.put("https://b.example/", &dead);
        cache.put("https://c.example/", &Verdict::Unknown("x".to_owned()));
        cache.write().expect("the folder is ours");
        let later = |time| {
            let cache = Cache::read(file.clone(), start + time);
            ["a", "b", "c"].map(|host| cache.get(&format!("https://{host}.example/")))
        };
        assert_eq!(later(Duration::from_secs(60)), [Some(Verdict::Fine), Some(dead), None]);
        assert_eq!(later(DEAD), [Some(Verdict::Fine), None, None]);
        assert_eq!(later(FINE), [None, None, None]);
        // A clock that was set back, and a file of somebody else.
        assert_eq!(Cache::read(file.clone(), UNIX_EPOCH).get("https://a.example/"), None);
        std::fs::write(file.as_ref().expect("a path"), "{\nnot ours\n{\"address\":1}")
            .expect("it can be written");
        assert_eq!(later(Duration::ZERO), [None, None, None]);
    }

    #[test]
    fn without_a_file_nothing_is_written() {
        let mut cache = Cache::read(None, SystemTime::now());
        cache.put("https://a.example/", &Verdict::Fine);
        assert!(cache.write().is_ok());
        assert_eq!(cache.get("https://a.example/"), Some(Verdict::Fine));
    }
}
