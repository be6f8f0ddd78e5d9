//! The live preview: serves the portal from memory, and shows in open pages what changes.
//!
//! ```text
//! watch → reload → engine (prepare) → state → http → browser
//! ```
//!
//! One thread owns the portal (`engine`), one answers browsers (`http`), one counts (`count`). Pages are made when
//! they are asked for, by the same code as a build's; nothing is written anywhere.

mod answer;
mod client;
mod count;
mod engine;
mod events;
mod http;
mod insert;
mod path;
mod patient;
mod range;
mod safety;
mod source;
mod state;
mod told;

use crate::compile::Options;
use crate::edge::load::folder;
use crate::edge::reload::Reader;
use crate::edge::watch::Watcher;
use crate::error::Error;
use safety::Names;
use state::State;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
pub use told::Voice;

/// What the preview is asked for.
pub struct Settings {
    /// The portal's folder.
    pub root: PathBuf,
    /// The address or name to listen on.
    pub host: String,
    /// The port to listen on, or the first of those to try; 0 for any.
    pub port: u16,
    /// Whether to open a browser.
    pub open: bool,
    /// Whether to look at files from time to time instead of having the system watch them.
    pub poll: bool,
    /// What is built.
    pub options: Options,
    /// How to speak to the person at the terminal.
    pub voice: Voice,
}

/// Stack for what follows deeply nested input.
const STACK: usize = 16 << 20;

/// Serves until it is ended from the terminal.
///
/// # Errors
/// The portal's folder cannot be opened, or no port can be listened on.
pub fn serve(settings: Settings) -> Result<(), Error> {
    let start = Instant::now();
    let Settings { root, host, port, open, poll, options, voice } = settings;
    let root = folder(&root)?;
    let listener = listen(&host, port, voice)?;
    let address = listener.local_addr().map_err(|e| Error::io("listen at", host.as_ref(), e))?;
    let url = format!("http://{}:{}/", written(&host), address.port());
    (voice.say)(&format!("serving {url} (Ctrl-C ends it)"));
    if !address.ip().is_loopback() {
        (voice.say)(
            "warning: everybody who reaches this machine can read the portal, drafts and mistakes included",
        );
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let state = Arc::new(State::new(format!("{:x}", now.as_nanos()), voice));
    let names = Names::new(&host, address.port());
    // What changes while the portal is read for the first time is seen too.
    let watcher = Watcher::new(&root, poll, voice.say);
    let reader = Reader::new(&root)?;
    let shown = state.clone();
    let work = move || engine::Engine::new(reader, options, shown, voice).run(watcher, start);
    let thread = std::thread::Builder::new().name("engine".to_owned()).stack_size(STACK);
    thread.spawn(work).map_err(|e| Error::io("start a thread for", &root, e))?;
    if open {
        browse(&url, voice);
    }
    http::run(listener, state, names).map_err(|e| Error::io("listen at", url.as_ref(), e))
}

/// Listens on the port, or on the next that is free.
fn listen(host: &str, port: u16, voice: Voice) -> Result<TcpListener, Error> {
    let failed = |error| Error::io("listen at", format!("{}:{port}", written(host)).as_ref(), error);
    let mut last = None;
    for next in port..=port.saturating_add(if port == 0 { 0 } else { 100 }) {
        let addresses: Vec<SocketAddr> =
            (host.trim_matches(['[', ']']), next).to_socket_addrs().map_err(failed)?.collect();
        match TcpListener::bind(&addresses[..]) {
            Ok(listener) => {
                if next != port {
                    (voice.say)(&format!("port {port} is taken: {next} is used"));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(failed(error)),
        }
    }
    Err(failed(last.unwrap_or_else(|| std::io::Error::other("no port is free"))))
}

/// A host as addresses write it: `::1` in brackets.
fn written(host: &str) -> String {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V6(_)) => format!("[{host}]"),
        _ => host.to_owned(),
    }
}

/// Opens the system's browser; where that fails, a person can still open it.
fn browse(url: &str, voice: Voice) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let name = command.get_program().to_string_lossy().into_owned();
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let failed = move |why: String| {
        (voice.say)(&format!("note: no browser could be opened ({name}: {why}); open the address yourself"));
    };
    match command.spawn() {
        // It is waited for, so that no dead process stays behind.
        Ok(mut child) => drop(std::thread::spawn(move || match child.wait() {
            Ok(status) if !status.success() => failed(status.to_string()),
            Ok(_) => {}
            Err(error) => failed(error.to_string()),
        })),
        Err(error) => failed(error.to_string()),
    }
}
