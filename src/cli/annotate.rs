//! `khue annotate`: seeds in, facts out; and the facts that `khue build --facts FILE` is given.

use super::jobs::with_jobs;
use super::{AnnotateArgs, Status, terminal};
use crate::annotate::{Annotator, Question, failure};
use crate::edge::lines::{self, Line};
use crate::edge::load;
use crate::edge::report::{harmless, harmless_name};
use crate::error::{Error, ErrorKind};
use crate::facts::{Facts, Given};
use crate::parse::content::{self, Content};
use crate::parse::file;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelDrainRange, ParallelIterator};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// So many bytes of seeds are in memory at once, and one seed more.
const BATCH: usize = 8 << 20;

/// And so many seeds.
const MOST: usize = 1024;

/// How facts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object a line
    Ndjson,
}

/// A seed that waits for its turn: its number, from 1, and a line of the input or the path of a file.
type Waiting = (usize, Result<Vec<u8>, String>);

/// Prints the facts of seeds.
pub fn annotate(args: &AnnotateArgs) -> Result<Status, Error> {
    if args.schema {
        let schema = file::schema::<Facts>();
        let text = serde_json::to_string_pretty(&schema).expect("JSON can be written");
        terminal::print(format!("{text}\n").as_bytes())?;
        return Ok(Status::Done);
    }
    let content = match &args.root {
        None => Content::default(),
        Some(root) => content::parse(&load::load(&load::portal(root)?)?, args.drafts).value,
    };
    let annotator = Annotator::new(&content);
    let seeds = args.root.as_ref().and_then(|root| fs::canonicalize(root.join("seeds")).ok());
    let mut out = Answers { annotator, seeds, wrong: 0, unread: AtomicBool::new(false) };
    let goes_on = with_jobs(args.jobs, || match args.seeds.is_empty() {
        true => out.lines(io::stdin().lock()),
        false => out.files(&args.seeds),
    });
    goes_on?;
    Ok(match (out.unread.into_inner(), out.wrong) {
        (true, _) => Status::Machine,
        (false, 0) => Status::Done,
        (false, _) => Status::Portal,
    })
}

/// Answers in the order of the questions.
struct Answers<'a> {
    annotator: Annotator<'a>,
    /// The portal's folder of seeds, links followed.
    seeds: Option<PathBuf>,
    wrong: usize,
    /// Whether the machine did not let us read some file.
    unread: AtomicBool,
}

impl Answers<'_> {
    fn lines(&mut self, mut from: impl BufRead) -> Result<(), Error> {
        let (mut batch, mut bytes): (Vec<Waiting>, usize) = (Vec::new(), 0);
        for number in 1.. {
            // Escapes may make a text six times as long.
            let line = lines::next(&mut from, load::LARGEST_TEXT as usize * 6);
            let line = line.map_err(|e| Error::io("read", "standard input".as_ref(), e))?;
            let is_last = line.is_none();
            match line {
                Some(Line::Whole(line)) => {
                    bytes += line.len();
                    batch.push((number, Ok(line)));
                }
                Some(Line::TooLong) => batch.push((number, Err(too_long()))),
                None => {}
            }
            if is_last || bytes >= BATCH || batch.len() >= MOST {
                let answers = batch.par_drain(..).map(|(number, line)| match line {
                    Ok(line) => (number, self.annotator.answer(&line, number)),
                    Err(wrong) => (number, (failure(number, &wrong), Some(wrong))),
                });
                let answers = answers.collect();
                bytes = 0;
                if !self.print(answers, |number| format!("line {number} of standard input"))? || is_last {
                    break;
                }
            }
        }
        Ok(())
    }

    fn files(&mut self, paths: &[PathBuf]) -> Result<(), Error> {
        // A file's size is known only when it is read: as many at a time as there are threads.
        let at_once = rayon::current_num_threads() * 4;
        for (batch, paths) in paths.chunks(at_once).enumerate() {
            let answers = paths.par_iter().enumerate().map(|(at, path)| {
                let number = batch * at_once + at + 1;
                match self.file(path) {
                    Ok(facts) => (number, (facts, None)),
                    Err(wrong) => (number, (failure(number, &wrong), Some(wrong))),
                }
            });
            let answers = answers.collect();
            let first = batch * at_once + 1;
            let named = |number: usize| paths[number - first].display().to_string();
            if !self.print(answers, named)? {
                break;
            }
        }
        Ok(())
    }

    fn file(&self, path: &Path) -> Result<String, String> {
        let text = super::mentions::read(path).map_err(|error| {
            if error.kind == ErrorKind::Machine {
                self.unread.store(true, Ordering::Relaxed);
            }
            error.to_string()
        })?;
        self.annotator.facts(&Question { id: self.id(path), text, written: None, _language: None })
    }

    /// How metadata name a seed: by its path below `seeds/`; one from elsewhere by its file's name.
    fn id(&self, path: &Path) -> String {
        let below = self.seeds.as_ref().and_then(|seeds| {
            let real = fs::canonicalize(path).ok()?;
            let names = real.strip_prefix(seeds).ok()?.components();
            Some(names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
        });
        below.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    /// Prints answers; whether anybody still reads.
    fn print(
        &mut self,
        answers: Vec<(usize, (String, Option<String>))>,
        named: impl Fn(usize) -> String,
    ) -> Result<bool, Error> {
        let mut out = io::stdout().lock();
        for (number, (line, wrong)) in answers {
            if let Some(wrong) = wrong {
                self.wrong += 1;
                terminal::say(&format!("error: {}: {}", harmless_name(&named(number)), harmless(&wrong)));
            }
            match writeln!(out, "{line}") {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(false),
                written => written.map_err(unwritten)?,
            }
        }
        match out.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            flushed => flushed.map_err(unwritten).map(|()| true),
        }
    }
}

fn unwritten(error: io::Error) -> Error {
    Error::io("write to", "standard output".as_ref(), error)
}

fn too_long() -> String {
    format!("this line is longer than that of a text of {} MiB can be", load::LARGEST_TEXT >> 20)
}

/// The facts in these files; `-` is standard input.
///
/// # Errors
/// A file that cannot be read. What stands in it is judged line by line.
pub fn given(files: &[PathBuf]) -> Result<Given, Error> {
    let mut given = Given::default();
    for path in files {
        let mut from: Box<dyn BufRead> = match path.to_str() {
            Some("-") => Box::new(io::stdin().lock()),
            _ => Box::new(BufReader::new(File::open(path).map_err(|e| Error::named("open", path, e))?)),
        };
        for number in 1.. {
            let place = || format!("{}:{number}", path.display());
            // Facts are longer than the text: a hash of 16 digits for a syllable of perhaps two bytes.
            match lines::next(&mut from, load::LARGEST_TEXT as usize * 16)
                .map_err(|e| Error::io("read", path, e))?
            {
                None => break,
                Some(Line::Whole(line)) => given.add(&line, place),
                Some(Line::TooLong) => given.damaged(place),
            }
        }
    }
    Ok(given)
}
