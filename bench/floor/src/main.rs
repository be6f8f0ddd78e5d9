//! The floor of a site build: `floor SITE OUT THREADS` reads the finished site SITE into memory, makes the new folder OUT
//! and times a plain loop that writes the same files there, on THREADS threads.
//!
//! Prints a JSON object: `files`, `bytes`, `seconds` (wall time of making the folders and writing the files). Nothing is
//! forced to the disk, as no generator does that for every file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

/// Paths, relative to the site, that are written: folders before what is in them.
#[derive(Default)]
struct Tree {
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Tree {
    /// Reads everything below `top.join(folder)`, in order of names.
    fn read(&mut self, top: &Path, folder: &Path) -> io::Result<()> {
        let mut entries = fs::read_dir(top.join(folder))?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = folder.join(entry.file_name());
            match entry.file_type()?.is_dir() {
                true => {
                    self.folders.push(path.clone());
                    self.read(top, &path)?;
                }
                false => self.files.push((path, fs::read(entry.path())?)),
            }
        }
        Ok(())
    }

    /// Writes it all below `out`, which must not exist.
    fn write(&self, out: &Path, threads: usize) -> io::Result<()> {
        fs::create_dir(out)?;
        for folder in &self.folders {
            fs::create_dir(out.join(folder))?;
        }
        let next = AtomicUsize::new(0);
        let work = || -> io::Result<()> {
            while let Some((path, bytes)) = self.files.get(next.fetch_add(1, Ordering::Relaxed)) {
                fs::write(out.join(path), bytes)?;
            }
            Ok(())
        };
        thread::scope(|scope| {
            let running: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            running.into_iter().map(|one| one.join().expect("writing does not panic")).fold(own, Result::and)
        })
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [site, out, threads] = &args[..] else {
        eprintln!("usage: floor SITE OUT THREADS");
        return ExitCode::from(2);
    };
    let Some(threads) = threads.parse().ok().filter(|n: &usize| *n > 0) else {
        eprintln!("THREADS is a number from 1");
        return ExitCode::from(2);
    };
    let mut tree = Tree::default();
    if let Err(error) = tree.read(Path::new(site), Path::new("")) {
        eprintln!("cannot read {site}: {error}");
        return ExitCode::FAILURE;
    }
    let start = Instant::now();
    if let Err(error) = tree.write(Path::new(out), threads) {
        eprintln!("cannot write {out}: {error}");
        return ExitCode::FAILURE;
    }
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = tree.files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{{\"files\": {}, \"bytes\": {bytes}, \"seconds\": {seconds:.4}}}", tree.files.len());
    ExitCode::SUCCESS
}
