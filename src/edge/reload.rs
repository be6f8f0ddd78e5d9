//! Reads again what changed in a portal: the same files with the same care as [`load`](super::load), without the rest.

use super::links::{Station, stations};
use super::load::{FOLDERS, Found, PORTAL, folder, is_hidden, last_seeds, misnamed_folder, read};
use super::stamps::place;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::error::Error;
use crate::snapshot::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file that had content and has none is perhaps about to be written: it is looked at again so often, after such a time.
const HALF_WRITTEN: Duration = Duration::from_millis(15);
const LOOKS: usize = 6;

/// A portal's files, kept up to date.
pub struct Reader {
    root: PathBuf,
    snapshot: Snapshot,
    flaws: BTreeMap<String, Diagnostic>,
    /// Links, also those that cannot be followed, and the places of which their content depends.
    links: BTreeMap<String, Vec<Station>>,
}

impl Reader {
    /// Reads the whole portal; a file that the machine does not let us read is a mistake like any other.
    ///
    /// # Errors
    /// The portal's folder cannot be opened.
    pub fn new(root: &Path) -> Result<Self, Error> {
        let root = folder(root)?;
        let mut reader =
            Self { snapshot: Snapshot::default(), flaws: BTreeMap::new(), links: BTreeMap::new(), root };
        reader.snapshot.last_seeds = last_seeds(&reader.root.join("output"));
        reader.all();
        Ok(reader)
    }

    /// The files as they were read last.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Links of which a place lies where no change is told, in none of the portal's folders, and these places, as they were
    /// before the links were last read.
    pub fn elsewhere(&self) -> BTreeMap<String, Vec<Station>> {
        let is_told =
            |station: &Station| place(&self.root, &station.path).is_some_and(|place| is_of_portal(&place));
        let links = self.links.iter().map(|(link, stations)| {
            (link.clone(), stations.iter().filter(|station| !is_told(station)).cloned().collect())
        });
        links.filter(|(_, stations): &(_, Vec<_>)| !stations.is_empty()).collect()
    }

    /// Reads everything again; the paths of the files that are new, gone or otherwise than before, sorted.
    pub fn all(&mut self) -> BTreeSet<String> {
        let places = FOLDERS.iter().chain([&PORTAL]).map(|place| (*place).to_owned()).collect();
        self.some(&places)
    }

    /// Reads again what stands at and below `places`, paths from the root; the paths of the files that changed.
    pub fn some(&mut self, places: &BTreeSet<String>) -> BTreeSet<String> {
        let before = self.flaws.clone();
        let (mut changed, mut emptied) = self.pass(places);
        for _ in 0..LOOKS {
            if emptied.is_empty() {
                break;
            }
            std::thread::sleep(HALF_WRITTEN);
            changed.extend(self.pass(&emptied).0);
            emptied.retain(|path| self.snapshot.files.get(path).is_some_and(|file| file.is_empty()));
        }
        let flaws =
            before.iter().chain(&self.flaws).filter(|(path, _)| before.get(*path) != self.flaws.get(*path));
        changed.extend(flaws.map(|(path, _)| path.clone()));
        self.snapshot.diagnostics = self.flaws.values().cloned().collect();
        changed
    }

    /// The files that changed, and those of them that had content and have none now.
    fn pass(&mut self, places: &BTreeSet<String>) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut changed, mut emptied) = (BTreeSet::new(), BTreeSet::new());
        let mut places: BTreeSet<String> = places.iter().filter_map(|place| self.place(place)).collect();
        // What changed may have another name too.
        let is_there =
            |station: &Station| places.iter().any(|place| station.path.starts_with(self.root.join(place)));
        let others: Vec<String> = self
            .links
            .iter()
            .filter(|(_, stations)| stations.iter().any(is_there))
            .map(|(link, _)| link.clone())
            .collect();
        places.extend(others);
        let mut walked: Option<&str> = None;
        for place in &places {
            if walked.is_some_and(|above| is_below(place, above)) {
                continue;
            }
            walked = Some(place);
            let mut found = Found::default();
            if fs::symlink_metadata(self.root.join(place)).is_ok() {
                found.walk(&self.root, place);
            } else if FOLDERS.contains(&place.as_str()) {
                found.flaws.extend(misnamed_folder(&self.root, place).map(|wrong| (place.clone(), wrong)));
            }
            self.links.retain(|link, _| !is_below(link, place));
            let followed = found.files.iter().filter(|(path, target)| self.root.join(path) != *target);
            let refused = found.flaws.iter().map(|(path, _)| path).chain(found.failed.iter().map(|f| &f.0));
            let is_link = |path: &&String| {
                fs::symlink_metadata(self.root.join(path)).is_ok_and(|meta| meta.is_symlink())
            };
            for link in followed.map(|(path, _)| path).chain(refused.filter(is_link)) {
                self.links.insert(link.clone(), stations(&self.root.join(link)));
            }
            self.flaws.retain(|path, _| !is_below(path, place));
            self.flaws.extend(found.flaws);
            for (path, error) in found.failed {
                self.fail(path, &error);
            }
            let mut gone: BTreeSet<String> = self.known(place);
            for (path, target) in found.files {
                match read(&target) {
                    Ok(file) => {
                        gone.remove(&path);
                        let old = self.snapshot.files.get(&path);
                        if old.is_none_or(|old| old[..] != file[..]) {
                            if file.is_empty() && old.is_some() {
                                emptied.insert(path.clone());
                            }
                            changed.insert(path.clone());
                            self.snapshot.files.insert(path, file);
                        }
                    }
                    Err(error) => self.fail(path, &error),
                }
            }
            for path in gone {
                self.snapshot.files.remove(&path);
                changed.insert(path);
            }
        }
        (changed, emptied)
    }

    /// Notes that a file cannot be read; one that is gone since is no mistake.
    fn fail(&mut self, path: String, error: &Error) {
        let source = error.source.as_ref();
        if source.is_some_and(|e| e.kind() == ErrorKind::NotFound) {
            return;
        }
        let why = source.map(ToString::to_string).unwrap_or_default();
        let wrong = Diagnostic::error(Code::UnsafeFile, format!("this cannot be read: {why}"))
            .at(Location::new(path.clone(), 0..0))
            .hint("let the program read it, or remove it from the portal");
        self.flaws.insert(path, wrong);
    }

    /// The files that we know at and below a place.
    fn known(&self, place: &str) -> BTreeSet<String> {
        let files = self.snapshot.files.range(place.to_owned()..).map(|(path, _)| path);
        files
            .take_while(|path| path.starts_with(place))
            .filter(|path| is_below(path, place))
            .cloned()
            .collect()
    }

    /// Where to look for what happened at `path`; none where nothing of a portal stands.
    ///
    /// What stands behind a link is looked for at the link, which is where it would be refused.
    fn place(&self, path: &str) -> Option<String> {
        if !is_of_portal(path) {
            return None;
        }
        let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
        let link = ends.map(|end| &path[..end]).find(|above| {
            fs::symlink_metadata(self.root.join(above)).is_ok_and(|meta| meta.is_symlink() || meta.is_file())
        });
        Some(link.unwrap_or(path).to_owned())
    }
}

/// Whether a portal may have a file or folder at this path from its root.
pub(super) fn is_of_portal(path: &str) -> bool {
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    (path == PORTAL || FOLDERS.contains(&first)) && !parts.any(|part| part.is_empty() || is_hidden(part))
}

/// Whether `path` is `place`, or lies below it.
fn is_below(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&folder, path, text);
        }
        folder
    }

    fn write(folder: &tempfile::TempDir, path: &str, text: &str) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What `places` bring, and that the result is what reading everything would be.
    fn check(reader: &mut Reader, places: &[&str], expected: &[&str]) {
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        assert_eq!(reader.some(&places), expected.iter().map(|path| (*path).to_owned()).collect());
        let fresh = super::super::load::load(&reader.root).unwrap();
        let bytes = |snapshot: &Snapshot| -> Vec<(String, Vec<u8>)> {
            snapshot.files.iter().map(|(path, file)| (path.clone(), file.to_vec())).collect()
        };
        assert_eq!(bytes(&reader.snapshot), bytes(&fresh));
        let mut told = fresh.diagnostics;
        crate::diagnostic::sort(&mut told);
        assert_eq!(reader.snapshot.diagnostics, told);
    }

    #[test]
    fn only_what_changed_is_told() {
        let folder = portal(&[("portal.yaml", "a"), ("content/topics/a.md", "a"), ("seeds/a.txt", "a")]);
        let mut reader = Reader::new(folder.path()).unwrap();
        check(&mut reader, &["portal.yaml", "content/topics/a.md"], &[]);
        write(&folder, "content/topics/a.md", "b");
        check(&mut reader, &["content/topics/a.md", "seeds/a.txt"], &["content/topics/a.md"]);
        write(&folder, "content/topics/new/b.md", "b");
        check(&mut reader, &["content/topics/new"], &["content/topics/new/b.md"]);
    }

    #[test]
    fn a_folder_that_goes_takes_its_files_and_not_its_namesakes() {
        let folder = portal(&[("content/a/x", "1"), ("content/a/y", "2"), ("content/ab", "3")]);
        let mut reader = Reader::new(folder.path()).unwrap();
        fs::remove_dir_all(folder.path().join("content/a")).unwrap();
        check(&mut reader, &["content/a"], &["content/a/x", "content/a/y"]);
        fs::remove_dir_all(folder.path().join("content")).unwrap();
        check(&mut reader, &["content"], &["content/ab"]);
    }

    #[test]
    fn hidden_and_foreign_files_are_passed_over() {
        let folder = portal(&[("content/a", "1")]);
        let mut reader = Reader::new(folder.path()).unwrap();
        write(&folder, "content/.a.swp", "x");
        write(&folder, "content/a~", "x");
        write(&folder, "output/a", "x");
        check(&mut reader, &["content/.a.swp", "content/a~", "output/a", "", "../x"], &[]);
    }

    #[test]
    fn a_folder_whose_name_is_nearly_right_is_a_mistake_until_it_is_renamed() {
        let folder = portal(&[("contents/topics/a.md", "1")]);
        let mut reader = Reader::new(folder.path()).unwrap();
        assert_eq!(reader.snapshot.diagnostics.len(), 1);
        fs::rename(folder.path().join("contents"), folder.path().join("content")).unwrap();
        check(&mut reader, &["content"], &["content", "content/topics/a.md"]);
        assert!(reader.snapshot.diagnostics.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_portal_is_a_mistake_until_it_goes() {
        let folder = portal(&[("content/a", "1")]);
        let outside = portal(&[("secret", "s"), ("folder/secret", "s")]);
        let mut reader = Reader::new(folder.path()).unwrap();
        let link = folder.path().join("content/b");
        std::os::unix::fs::symlink(outside.path().join("secret"), &link).unwrap();
        check(&mut reader, &["content/b"], &["content/b"]);
        fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(outside.path().join("folder"), &link).unwrap();
        // It is the same mistake, at the same place.
        check(&mut reader, &["content/b/secret"], &[]);
        fs::remove_file(&link).unwrap();
        check(&mut reader, &["content/b"], &["content/b"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_change_is_seen_under_all_its_names() {
        let folder = portal(&[("seeds/a.txt", "1"), ("content/b", "1")]);
        std::os::unix::fs::symlink("../seeds/a.txt", folder.path().join("content/a")).unwrap();
        let mut reader = Reader::new(folder.path()).unwrap();
        write(&folder, "seeds/a.txt", "2");
        check(&mut reader, &["seeds/a.txt"], &["content/a", "seeds/a.txt"]);
    }

    #[cfg(unix)]
    fn link(folder: &tempfile::TempDir, target: &str, path: &str) {
        let path = folder.path().join(path);
        let _ = fs::remove_file(&path);
        std::os::unix::fs::symlink(target, path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_as_soon_as_its_end_is_there() {
        let folder = portal(&[("content/pages/x.md", "x")]);
        link(&folder, "later.md", "content/pages/a.md");
        let mut reader = Reader::new(folder.path()).unwrap();
        assert_eq!(reader.snapshot.diagnostics.len(), 1);
        let both = ["content/pages/a.md", "content/pages/later.md"];
        for _ in 0..2 {
            write(&folder, "content/pages/later.md", "a");
            check(&mut reader, &["content/pages/later.md"], &both);
            assert!(reader.snapshot.diagnostics.is_empty());
            fs::remove_file(folder.path().join("content/pages/later.md")).unwrap();
            check(&mut reader, &["content/pages/later.md"], &both);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_middle_of_a_chain_counts() {
        let folder = portal(&[("content/pages/c.md", "c"), ("content/pages/d.md", "d")]);
        link(&folder, "c.md", "content/pages/b.md");
        link(&folder, "b.md", "content/pages/a.md");
        let mut reader = Reader::new(folder.path()).unwrap();
        link(&folder, "d.md", "content/pages/b.md");
        check(&mut reader, &["content/pages/b.md"], &["content/pages/a.md", "content/pages/b.md"]);
        link(&folder, "none.md", "content/pages/b.md");
        check(&mut reader, &["content/pages/b.md"], &["content/pages/a.md", "content/pages/b.md"]);
        link(&folder, "c.md", "content/pages/b.md");
        check(&mut reader, &["content/pages/b.md"], &["content/pages/a.md", "content/pages/b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_links_lead_to_elsewhere_is_told() {
        let folder = portal(&[("content/a", "1"), ("notes/x", "1"), ("notes/y", "1")]);
        link(&folder, "a", "content/b");
        link(&folder, "../notes/x", "content/c");
        link(&folder, "../notes/later", "content/d");
        let mut reader = Reader::new(folder.path()).unwrap();
        let told = |reader: &Reader| {
            let places = reader.elsewhere().into_iter().flat_map(|(link, stations)| {
                stations.into_iter().map(move |station| format!("{link} {}", station.path.display()))
            });
            places.collect::<Vec<_>>().join("\n").replace(&format!("{}/", reader.root.display()), "")
        };
        assert_eq!(told(&reader), "content/c notes/x\ncontent/d notes/later");
        write(&folder, "notes/x", "2");
        check(&mut reader, &["content/c"], &["content/c"]);
        write(&folder, "notes/later", "2");
        check(&mut reader, &["content/d"], &["content/d"]);
        link(&folder, "a", "content/c");
        check(&mut reader, &["content/c"], &["content/c"]);
        assert_eq!(told(&reader), "content/d notes/later");
    }
}
