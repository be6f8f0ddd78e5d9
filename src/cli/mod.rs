//! The command line: what is asked for, and which status the program ends with.

mod annotate;
mod begin;
mod build;
mod check;
mod clean;
mod explain;
mod import;
mod jobs;
mod mentions;
mod rename;
mod serve;
mod telling;
mod terminal;
mod theme;

use crate::edge::report::{Format, harmless};
use crate::shard::Shard;
use crate::starter::Language;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is done.
    Done = 0,
    /// The portal has errors, or, with `--strict`, warnings.
    Portal = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The machine failed us.
    Machine = 3,
}

/// Khuê makes study portals: what sources say about a subject, passage by passage, as a static site.
#[derive(Debug, Parser)]
#[command(name = "khue", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into the output folder
    Build(BuildArgs),
    /// Serve the site from memory, and show in the browser what changes while you edit
    Serve(ServeArgs),
    /// Check all that build checks, and every link of the site; write nothing
    Check(CheckArgs),
    /// Draft the metadata of raw files, and keep the files in seeds/; overwrite nothing
    Import(ImportArgs),
    /// Write a small portal that builds at once, with comments that explain each field
    Init(InitArgs),
    /// Write JSON Schemas for every metadata file, for an editor
    Schema(SchemaArgs),
    /// Print the mentions in a text, a JSON object a line
    Mentions(MentionsArgs),
    /// Print what a build would find in each seed alone, a JSON object a line, for `khue build --facts FILE`
    Annotate(AnnotateArgs),
    /// Explain a diagnostic's code, or what a reference resolves to and who uses it
    Explain(ExplainArgs),
    /// List the files of the built-in theme, or print one of them, for a theme of your own
    Theme(ThemeArgs),
    /// Give a thing another ID, and change every reference to it along
    Rename(RenameArgs),
    /// Remove what builds wrote, and nothing else
    Clean(CleanArgs),
}

/// Which portal, and how it is read.
#[derive(Debug, Args)]
struct PortalArgs {
    /// The portal's folder, where `portal.yaml` is
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Threads to use; by default as many as the machine has
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

#[derive(Debug, Args)]
struct BuildArgs {
    #[command(flatten)]
    portal: PortalArgs,
    /// Where the site is written; by default `output` in the portal's folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Where the site will stand, instead of `base_url` in `portal.yaml`
    #[arg(short = 'u', long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
    /// Facts that `khue annotate` found, which need not be found again; `-` for standard input. The site is the same
    /// without them. May be given several times
    #[arg(long, value_name = "FILE")]
    facts: Vec<PathBuf>,
    /// Write the files of the K-th of N parts of the site alone, each part to a folder of its own: together they are the site
    #[arg(long, value_name = "K/N", requires = "output")]
    shard: Option<Shard>,
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// The portal's folder, where `portal.yaml` is
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The port to listen on, or the next that is free; 0 for any
    #[arg(long, value_name = "N", default_value_t = 1954)]
    port: u16,
    /// The address to listen on; others than the default let other machines read the portal
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the page in a browser
    #[arg(long)]
    open: bool,
    /// Look at the files several times a second, where the system cannot watch them (network disks)
    #[arg(long)]
    poll: bool,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    portal: PortalArgs,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
    /// Where the site will stand, instead of `base_url` in `portal.yaml`
    #[arg(short = 'u', long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Ask other sites too whether what is linked is there; found links are remembered for a week
    #[arg(long)]
    external: bool,
    /// With `--external`: ask machines of private networks as well, such as 127.0.0.1 or 192.168.1.1
    #[arg(long, requires = "external")]
    external_private: bool,
    /// With `--external`: seconds until a request is given up
    #[arg(long, requires = "external", value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    external_timeout: u16,
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// Raw text files, in UTF-8
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Who published them: an ID of content/publishers/, drafted if it is not there
    #[arg(long, value_name = "ID", value_parser = id)]
    publisher: Option<String>,
    /// Draft the documents too that are mentioned and that no file describes; of files that are drafted already, too
    #[arg(long)]
    documents: bool,
    /// The portal's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Args)]
struct InitArgs {
    /// The folder of the new portal; it is made if it is missing, and must be empty otherwise
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The language of the portal and of the comments that explain it
    #[arg(long, value_enum, default_value_t, value_name = "LANGUAGE")]
    language: Language,
}

#[derive(Debug, Args)]
struct SchemaArgs {
    /// The folder to write them into; it is made if it is missing
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Debug, Args)]
struct MentionsArgs {
    /// A text file, or `-` for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// The portal whose documents, people and organisations are known; none by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// How mentions are written
    #[arg(long, value_enum, default_value_t = mentions::Format::Json, value_name = "FORMAT")]
    format: mentions::Format,
}

#[derive(Debug, Args)]
struct AnnotateArgs {
    /// Seeds, in UTF-8; without any, standard input has a line `{"id": "…", "text": "…"}` for each
    #[arg(value_name = "SEED")]
    seeds: Vec<PathBuf>,
    /// The portal whose documents, people, organisations and terms are known, and whose files say what of a seed is left
    /// out; none by default
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// With `--root`: include drafts
    #[arg(long, requires = "root")]
    drafts: bool,
    /// How facts are written
    #[arg(long, value_enum, default_value_t = annotate::Format::Ndjson, value_name = "FORMAT")]
    format: annotate::Format,
    /// Threads to use; by default as many as the machine has
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Print the JSON Schema of a line instead
    #[arg(long)]
    schema: bool,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// A code such as `quote-not-found`, or a reference such as `57-KL/TW` or `topic:ID`
    #[arg(value_name = "CODE|REFERENCE")]
    what: String,
    /// The portal's folder, for references
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = mentions::Format::Human, value_name = "FORMAT")]
    format: mentions::Format,
}

#[derive(Debug, Args)]
struct ThemeArgs {
    /// A file such as `templates/article.html`; without it, all names
    file: Option<String>,
}

#[derive(Debug, Args)]
struct RenameArgs {
    /// The thing, such as `topic:water`: its kind (article, publisher, document, event, person, organisation, topic,
    /// page) and its ID
    #[arg(value_name = "KIND:OLD")]
    what: String,
    /// Its new ID
    #[arg(value_name = "NEW")]
    new: String,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The portal's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Args)]
struct CleanArgs {
    /// The portal's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The output folder; by default `output` in the portal's folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// An address that a site can stand at.
fn address(text: &str) -> Result<String, String> {
    let wrong = "no site can stand there: an address begins with https:// and a host, without spaces, `%`, `?` and `#`";
    crate::markup::escape::site(text).ok_or_else(|| wrong.to_owned())
}

/// All commands with their arguments and words, for the manual.
pub fn command() -> clap::Command {
    Cli::command()
}

/// The ID of a thing.
fn id(text: &str) -> Result<String, String> {
    let slug = crate::text::slug::slug(text);
    match text == slug {
        true => Ok(slug),
        false => Err(format!("an ID has lower-case letters a-z, digits and single hyphens: `{slug}`")),
    }
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let told = error.render().to_string();
            // What was typed, or came out of another program, is told again. Help has words of our own alone.
            if told != harmless(&told) {
                terminal::say(harmless(&told).trim_end());
            } else {
                // A closed pipe is no reason to fail: whoever reads has read enough.
                let _ = error.print();
            }
            return ExitCode::from(if error.use_stderr() { Status::Usage as u8 } else { Status::Done as u8 });
        }
    };
    let result = match cli.command {
        Command::Build(args) => build::build(&args),
        Command::Serve(args) => serve::serve(&args),
        Command::Check(args) => check::check(&args),
        Command::Import(args) => import::import(&args),
        Command::Init(args) => begin::init(&args),
        Command::Schema(args) => begin::schema(&args),
        Command::Mentions(args) => mentions::mentions(&args),
        Command::Annotate(args) => annotate::annotate(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Theme(args) => theme::theme(&args),
        Command::Rename(args) => rename::rename(&args),
        Command::Clean(args) => clean::clean(&args),
    };
    let status = result.unwrap_or_else(|error| {
        terminal::error(&error);
        match error.kind {
            crate::error::ErrorKind::Machine => Status::Machine,
            crate::error::ErrorKind::Refused => Status::Usage,
        }
    });
    ExitCode::from(status as u8)
}
