//! Watches a portal's folders, and tells what may have changed once it has been quiet for a moment.
//!
//! Folders are watched, never files: an editor that saves by renaming makes a new file each time. Where the system cannot
//! watch, folders are looked at several times a second instead; dates and sizes decide, so that two saves in one second
//! are two. So is what links lead to outside of these folders: those are few places, which are none of the portal's to watch.

use super::links::Station;
use super::load::FOLDERS;
use super::reload::is_of_portal;
use super::stamps::{place, stamps};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

/// A save is over when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(10);
/// The same behind a file that was closed or put in place, which is how editors end a save; more files may follow at once.
const CLOSED_QUIET: Duration = Duration::from_millis(4);
/// Only a change that comes alone is taken for one save: none was told for so long.
const ALONE: Duration = Duration::from_millis(250);
/// The same when many files change at once: a storm of saves, a change of branches.
const STORM_QUIET: Duration = Duration::from_millis(80);
/// More events than any editor needs to save a file.
const STORM: usize = 12;
/// After a storm the next events are taken for its rest for so long.
const AFTERMATH: Duration = Duration::from_millis(500);
/// However long it goes on, it is told after so long.
const LONGEST: Duration = Duration::from_millis(1500);
/// How often folders are looked at where they cannot be watched, and places that links lead to.
const POLL: Duration = Duration::from_millis(200);
/// A new folder is looked at again after so long: files may have come before it was watched.
const AGAIN: Duration = Duration::from_millis(250);
/// How often the portal's own folder is looked for.
const ALIVE: Duration = Duration::from_secs(2);

/// What may have changed.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    /// What stands at and below these paths from the root.
    Some(BTreeSet<String>),
    /// Anything.
    All,
}

/// A change, and when the first sign of it was seen.
#[derive(Debug)]
pub struct Seen {
    /// What.
    pub change: Change,
    /// When.
    pub at: Instant,
}

enum Sign {
    Event(notify::Result<notify::Event>),
    Polled(BTreeSet<String>),
}

/// Whether a sign is the end of a save: a file that was written is closed, or put in the place of another.
fn is_closing(sign: &Sign) -> bool {
    let Sign::Event(Ok(event)) = sign else { return false };
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

/// Watches one portal.
pub struct Watcher {
    root: PathBuf,
    signs: Receiver<Sign>,
    sender: Sender<Sign>,
    system: Option<RecommendedWatcher>,
    /// Folders to be looked at again, and when.
    again: Vec<(Instant, String)>,
    /// Places elsewhere of which the content of links depends, by link, and when they are looked at next.
    elsewhere: BTreeMap<String, Vec<Station>>,
    look: Instant,
    /// When a change was last told.
    told: Option<Instant>,
    /// When the last storm ended.
    stormed: Option<Instant>,
    /// The portal's own folder, as it was when it was last looked for.
    folder: Option<Identity>,
    say: fn(&str),
}

impl Watcher {
    /// Begins to watch the portal at `root`, which is free of links; `say` tells people what cannot be watched.
    pub fn new(root: &Path, poll: bool, say: fn(&str)) -> Self {
        let (sender, signs) = mpsc::channel();
        let mut watcher = Self {
            root: root.to_owned(),
            signs,
            sender,
            system: None,
            again: Vec::new(),
            elsewhere: BTreeMap::new(),
            look: Instant::now(),
            told: None,
            stormed: None,
            folder: identity(root),
            say,
        };
        if poll {
            watcher.poll();
        } else {
            watcher.begin();
        }
        watcher
    }

    /// Looks at these places from now on, by the links that lead there: a change of one is told as one of its link.
    pub fn look_at(&mut self, elsewhere: BTreeMap<String, Vec<Station>>) {
        self.elsewhere = elsewhere;
    }

    /// The links that lead to what changed elsewhere since it was last looked at.
    fn changed_elsewhere(&mut self) -> BTreeSet<String> {
        let start = Instant::now();
        let mut changed = BTreeSet::new();
        for (link, stations) in &mut self.elsewhere {
            // All are looked at, so that none is told twice.
            if stations.iter_mut().fold(false, |any, station| station.look() | any) {
                changed.insert(link.clone());
            }
        }
        self.look = Instant::now() + POLL.max(4 * start.elapsed());
        changed
    }

    /// Waits for a change, and until it is over; none if there is none before `end`.
    pub fn wait(&mut self, end: Option<Instant>) -> Option<Seen> {
        loop {
            let now = Instant::now();
            let look = (!self.elsewhere.is_empty()).then_some(self.look);
            let due = self.again.iter().map(|(due, _)| *due);
            let wait = due.chain(end).chain(look).chain([now + ALIVE]).min();
            match self.signs.recv_timeout(wait.unwrap_or(now).saturating_duration_since(now)) {
                Ok(sign) => {
                    let at = Instant::now();
                    if let Some(change) = self.gather(sign, at) {
                        // Signs of a folder that was put in place of another tell of a part of it only.
                        let change = if self.is_exchanged() { Change::All } else { change };
                        return Some(Seen { change, at });
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let at = Instant::now();
                    let due: Vec<_> = self.again.extract_if(.., |(due, _)| *due <= at).collect();
                    if !due.is_empty() {
                        let places = due.into_iter().map(|(_, path)| path).collect();
                        return Some(Seen { change: Change::Some(places), at });
                    }
                    if look.is_some_and(|look| look <= at) {
                        let changed = self.changed_elsewhere();
                        if !changed.is_empty() {
                            return Some(Seen { change: Change::Some(changed), at });
                        }
                    }
                    if end.is_some_and(|end| end <= at) {
                        return None;
                    }
                    if self.is_exchanged() {
                        return Some(Seen { change: Change::All, at });
                    }
                }
                // We hold a sender ourselves, so this cannot be; if it were, we would rather wait than spin.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(ALIVE),
            }
        }
    }

    /// Whether the portal's folder has gone, come, or been exchanged for another of its name, which is watched from now on.
    fn is_exchanged(&mut self) -> bool {
        let folder = identity(&self.root);
        if folder == self.folder {
            return false;
        }
        self.folder = folder;
        if self.folder.is_some() && self.system.is_some() {
            self.begin();
        }
        true
    }

    /// Takes signs until there are none for a moment; none if they were of no interest.
    fn gather(&mut self, first: Sign, start: Instant) -> Option<Change> {
        let (mut places, mut everything, mut count) = (BTreeSet::new(), false, 0);
        let is_alone = self.told.is_none_or(|told| start.duration_since(told) >= ALONE);
        let mut is_closed = false;
        let mut next = Some(first);
        let mut quiet_since = start;
        let is_aftermath = self.stormed.is_some_and(|end| start.duration_since(end) < AFTERMATH);
        loop {
            if let Some(sign) = next.take() {
                let closes = is_closing(&sign);
                let interesting = match sign {
                    Sign::Polled(paths) => {
                        places.extend(paths);
                        true
                    }
                    Sign::Event(Ok(event)) if event.need_rescan() => {
                        everything = true;
                        true
                    }
                    Sign::Event(Ok(event)) => self.take(&event, &mut places),
                    Sign::Event(Err(error)) => {
                        self.give_up(&error);
                        everything = true;
                        true
                    }
                };
                if interesting || (closes && count > 0) {
                    count += usize::from(interesting);
                    quiet_since = Instant::now();
                    is_closed = closes;
                } else if count == 0 {
                    return None;
                }
            }
            let quiet = match is_closed && is_alone {
                _ if is_aftermath || count > STORM => STORM_QUIET,
                true => CLOSED_QUIET,
                false => QUIET,
            };
            let until = (quiet_since + quiet).min(start + LONGEST);
            match self.signs.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(sign) if start.elapsed() < LONGEST => next = Some(sign),
                Ok(sign) => {
                    // Told later: put back to the end, where it does no harm, since places are read as they are then.
                    let _ = self.sender.send(sign);
                    break;
                }
                Err(_) => break,
            }
        }
        let end = Instant::now();
        self.told = Some(end);
        if count > STORM {
            self.stormed = Some(end);
        }
        Some(if everything { Change::All } else { Change::Some(places) })
    }

    /// Notes what an event is about; whether it concerns the portal.
    fn take(&mut self, event: &notify::Event, places: &mut BTreeSet<String>) -> bool {
        // Reading is no change; nor is a new date of access or owner.
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        let content = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
        let mut concerned = false;
        for path in &event.paths {
            let Some(place) = place(&self.root, path) else { continue };
            if !is_of_portal(&place) {
                continue;
            }
            concerned = true;
            if !content && path.is_dir() {
                if FOLDERS.contains(&place.as_str()) {
                    self.watch(&place);
                }
                self.again.push((Instant::now() + AGAIN, place.clone()));
            }
            places.insert(place);
        }
        concerned
    }

    /// Watches the portal with the system's means.
    fn begin(&mut self) {
        let sender = self.sender.clone();
        let config = Config::default().with_follow_symlinks(false);
        // Nobody listens any more when the program ends.
        let tell = move |event| drop(sender.send(Sign::Event(event)));
        match RecommendedWatcher::new(tell, config) {
            Ok(system) => self.system = Some(system),
            Err(error) => return self.give_up(&error),
        }
        self.watch("");
        for folder in FOLDERS {
            if self.root.join(folder).is_dir() {
                self.watch(folder);
            }
        }
    }

    /// Watches a folder anew: the root for itself, others with all in them.
    fn watch(&mut self, place: &str) {
        let path = if place.is_empty() { self.root.clone() } else { self.root.join(place) };
        let Some(system) = &mut self.system else { return };
        let mode = if place.is_empty() { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        // A folder of that name may have been watched that is gone.
        let _ = system.unwatch(&path);
        match system.watch(&path, mode) {
            Ok(()) => {}
            Err(_) if !path.is_dir() => {}
            Err(error) => self.give_up(&error),
        }
    }

    /// Looks instead of watching, and says so.
    fn give_up(&mut self, error: &notify::Error) {
        if self.system.take().is_some() || !matches!(error.kind, notify::ErrorKind::PathNotFound) {
            let why = match &error.kind {
                notify::ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
                notify::ErrorKind::Io(error) => error.to_string(),
                _ => error.to_string(),
            };
            (self.say)(&format!(
                "note: the portal cannot be watched ({why}); its files are looked at every {} ms instead",
                POLL.as_millis()
            ));
            self.poll();
        }
    }

    /// Looks at all files from time to time, on a thread of its own.
    fn poll(&mut self) {
        let (root, sender) = (self.root.clone(), self.sender.clone());
        // What is there before this returns is known to the caller.
        let mut before = stamps(&root);
        std::thread::spawn(move || {
            let mut pause = POLL;
            loop {
                std::thread::sleep(pause);
                let start = Instant::now();
                let now = stamps(&root);
                // A large portal on a slow disk is given rest.
                pause = POLL.max(4 * start.elapsed());
                let differs = |path: &&String| before.get(*path) != now.get(*path);
                let mut changed: BTreeSet<String> =
                    before.keys().chain(now.keys()).filter(differs).cloned().collect();
                before = now;
                leave_out_folders(&mut changed);
                if !changed.is_empty() && sender.send(Sign::Polled(changed)).is_err() {
                    break;
                }
            }
        });
    }
}

/// Leaves out the folders in which something else differs: that is why they do. Where nothing does, a file came and went since the last
/// look, and may have been read meanwhile.
fn leave_out_folders(changed: &mut BTreeSet<String>) {
    let all = changed.clone();
    changed.retain(|place| {
        let below = format!("{place}/");
        !all.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below))
    });
}

/// What tells a folder from another that takes its name: when it was made, and on Unix its device and number, which a new
/// folder may get again.
type Identity = (Option<SystemTime>, Option<(u64, u64)>);

/// The identity of a folder; none if there is no folder.
fn identity(folder: &Path) -> Option<Identity> {
    let meta = std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
    #[cfg(unix)]
    let number = {
        use std::os::unix::fs::MetadataExt;
        Some((meta.dev(), meta.ino()))
    };
    #[cfg(not(unix))]
    let number = None;
    Some((meta.created().ok(), number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn portal() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("content")).unwrap();
        let root = folder.path().canonicalize().unwrap();
        (folder, root)
    }

    fn some(places: &[&str]) -> Change {
        Change::Some(places.iter().map(|place| (*place).to_owned()).collect())
    }

    #[test]
    fn what_cannot_be_watched_is_said_and_looked_at() {
        let (_folder, root) = portal();
        let mut watcher = Watcher::new(&root, false, |text| SAID.lock().unwrap().push(text.to_owned()));
        watcher.give_up(&notify::Error::new(notify::ErrorKind::MaxFilesWatch));
        assert!(SAID.lock().unwrap()[0].contains("the system watches no more folders"));
        std::fs::write(root.join("content/a"), "a").unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/a"]));
    }

    #[cfg(unix)]
    #[test]
    fn looking_sees_other_content_of_the_same_size_and_date_and_other_rights() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, root) = portal();
        let file = root.join("content/a");
        std::fs::write(&file, "a").unwrap();
        let date = std::fs::metadata(&file).unwrap().modified().unwrap();
        let mut watcher = Watcher::new(&root, true, |_| {});
        std::fs::write(&file, "b").unwrap();
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(date).unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/a"]));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o400)).unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/a"]));
    }

    #[test]
    fn looking_sees_that_a_file_came_and_went() {
        let (_folder, root) = portal();
        let mut watcher = Watcher::new(&root, true, |_| {});
        std::fs::write(root.join("content/a"), "a").unwrap();
        std::fs::remove_file(root.join("content/a")).unwrap();
        // On a busy machine it may be seen while it is there.
        let seen = watcher.wait(Some(Instant::now() + 20 * POLL)).unwrap().change;
        assert!([some(&["content"]), some(&["content/a"])].contains(&seen), "{seen:?}");
    }

    #[test]
    fn what_is_none_of_the_portals_is_not_told() {
        let (_folder, root) = portal();
        let mut watcher = Watcher::new(&root, false, |_| {});
        for path in ["notes.txt", "content/.hidden", "content/a~", "content/a"] {
            std::fs::write(root.join(path), "a").unwrap();
        }
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/a"]));
    }

    #[test]
    fn a_portal_that_was_exchanged_for_another_is_watched_again() {
        let (folder, root) = portal();
        let (portal, other) = (folder.path().join("portal"), folder.path().join("other"));
        for path in [&portal, &other] {
            std::fs::create_dir_all(path.join("content")).unwrap();
        }
        let mut watcher = Watcher::new(&root.join("portal"), false, |_| {});
        std::fs::rename(&portal, folder.path().join("old")).unwrap();
        std::fs::rename(&other, &portal).unwrap();
        while watcher.wait(None).unwrap().change != Change::All {}
        std::fs::write(portal.join("content/a"), "a").unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/a"]));
    }

    #[test]
    fn a_lost_event_is_a_change_of_everything() {
        let (_folder, root) = portal();
        let mut watcher = Watcher::new(&root, false, |_| {});
        let lost = notify::Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        watcher.sender.send(Sign::Event(Ok(lost))).unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, Change::All);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_elsewhere_is_looked_at() {
        let (_folder, root) = portal();
        std::fs::create_dir(root.join("notes")).unwrap();
        std::os::unix::fs::symlink("../notes/x", root.join("content/a")).unwrap();
        let mut watcher = Watcher::new(&root, false, |_| {});
        let stations = super::super::links::stations(&root.join("content/a"));
        watcher.look_at([("content/a".to_owned(), stations)].into());
        for text in ["a", "bb"] {
            std::fs::write(root.join("notes/x"), text).unwrap();
            assert_eq!(watcher.wait(None).unwrap().change, some(&["content/a"]));
        }
        watcher.look_at(BTreeMap::new());
        std::fs::write(root.join("notes/x"), "c").unwrap();
        std::fs::write(root.join("content/b"), "b").unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/b"]));
    }

    #[test]
    fn reading_is_no_change() {
        let (_folder, root) = portal();
        std::fs::write(root.join("content/a"), "a").unwrap();
        let mut watcher = Watcher::new(&root, false, |_| {});
        std::fs::read(root.join("content/a")).unwrap();
        std::fs::write(root.join("content/b"), "b").unwrap();
        assert_eq!(watcher.wait(None).unwrap().change, some(&["content/b"]));
    }
}
