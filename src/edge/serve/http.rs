//! Requests: who may ask, how much at once, and what is meant.

use super::answer::{self, Answer};
use super::events::Events;
use super::path::{decode, media_type, unescape};
use super::patient::Patient;
use super::safety::Names;
use super::source::Question;
use super::state::{Made, State};
use super::{client, insert};
use crate::markup::escape;
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{self, HeaderMap};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Connections at the same time; more have to wait.
const CONNECTIONS: usize = 256;
/// Of them, those that listen for changes, so that they leave room for others.
const LISTENERS: usize = 96;
/// Pages that are made at the same time.
const MAKING: usize = 8;
/// A browser that for so long has not said what it wants, or taken what it asked for, is not waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// Fields of a request, and bytes of all of them together.
const FIELDS: usize = 64;
const HEAD: usize = 32 * 1024;
/// Characters of an address.
const ADDRESS: usize = 8192;
/// Where what the server adds to the site stands.
const OWN: &str = "_khue/";

/// What every request needs.
struct Server {
    state: Arc<State>,
    names: Names,
    listeners: Arc<Semaphore>,
}

/// Answers until the program is told to end.
///
/// # Errors
/// The listener cannot be used.
pub fn run(listener: TcpListener, state: Arc<State>, names: Names) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MAKING)
        .thread_stack_size(super::STACK)
        .build()?;
    let server = Arc::new(Server { state, names, listeners: Arc::new(Semaphore::new(LISTENERS)) });
    let result = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            () = accept(listener, server) => Ok(()),
            () = ended() => Ok(()),
        }
    });
    // Nobody waits for pages that are still being made.
    runtime.shutdown_background();
    result
}

/// Waits until the program is to end.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    // Where it cannot be waited for, the system ends the program itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn accept(listener: tokio::net::TcpListener, server: Arc<Server>) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(permit) = connections.clone().acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Too many open files, or a connection that is gone already: the next may do.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Small answers go out at once; where that cannot be asked for, a little later.
        let _ = stream.set_nodelay(true);
        let server = server.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(server.answer(request).await) }
            });
            let mut builder = http1::Builder::new();
            builder
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_headers(FIELDS)
                .max_buf_size(HEAD);
            // A browser that goes away in the middle is no fault.
            let stream = TokioIo::new(Patient::new(stream, PATIENCE));
            let _ = builder.serve_connection(stream, service).await;
            drop(permit);
        });
    }
}

impl Server {
    async fn answer(&self, request: Request<Incoming>) -> Answer {
        let (head, body) = request.into_parts();
        let authority = head.uri.authority().map(|authority| authority.as_str());
        if !self.names.is_asked(&head.headers, authority) {
            let text = "this server is not called so: ask it by the address that it printed";
            return answer::closing(StatusCode::MISDIRECTED_REQUEST, text);
        }
        if !matches!(head.method, Method::GET | Method::HEAD) {
            let answer = answer::closing(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
            return answer::with(answer, header::ALLOW, "GET, HEAD");
        }
        if !body.is_end_stream() {
            return answer::closing(StatusCode::PAYLOAD_TOO_LARGE, "no content is taken");
        }
        if head.uri.path_and_query().map_or(0, |address| address.as_str().len()) > ADDRESS {
            return answer::closing(StatusCode::URI_TOO_LONG, "the address is too long");
        }
        let Some(file) = decode(head.uri.path()) else {
            return answer::words(StatusCode::BAD_REQUEST, "no file of a site has such a name");
        };
        match file.strip_prefix(OWN) {
            Some(name) => {
                self.own(name, head.uri.query().unwrap_or_default(), &head.method, &head.headers).await
            }
            None => self.site(file, head.uri.query(), head.method, head.headers).await,
        }
    }

    /// Waits until the portal has been read for the first time.
    async fn is_ready(&self) -> bool {
        self.state.news().wait_for(|count| *count > 0).await.is_ok()
    }

    /// What is the server's own.
    async fn own(&self, name: &str, query: &str, method: &Method, asked: &HeaderMap) -> Answer {
        if !self.names.is_own(asked) {
            return answer::closing(StatusCode::FORBIDDEN, "this is for pages of this server only");
        }
        let field = |name: &str| {
            let mut fields = query.split('&').filter_map(|field| field.split_once('='));
            fields.find(|(key, _)| *key == name).and_then(|(_, value)| unescape(value))
        };
        match name {
            "source" => self.source(field("page"), field("q"), method, asked).await,
            "events" if method == Method::GET => match self.listeners.clone().try_acquire_owned() {
                Ok(permit) => {
                    let page = field("page").and_then(|path| decode(&path));
                    answer::events(Events::new(self.state.clone(), page, permit))
                }
                Err(_) => answer::closing(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open"),
            },
            _ => match client::file(name) {
                Some((bytes, kind)) => answer::content(StatusCode::OK, bytes, kind, method, asked),
                None => answer::words(StatusCode::NOT_FOUND, "there is no such file"),
            },
        }
    }

    /// Where an element of a page comes from: `page` is the page's path, `q` a [`Question`].
    async fn source(
        &self,
        page: Option<String>,
        question: Option<String>,
        method: &Method,
        asked: &HeaderMap,
    ) -> Answer {
        let question = question.and_then(|text| serde_json::from_str::<Question>(&text).ok());
        let page = page.and_then(|path| decode(&path));
        let (Some(question), Some(page)) = (question, page) else {
            return answer::words(StatusCode::BAD_REQUEST, "this asks for `page` and `q`");
        };
        if !self.is_ready().await {
            return answer::words(StatusCode::SERVICE_UNAVAILABLE, "the server is ending");
        }
        let state = self.state.clone();
        let found =
            tokio::task::spawn_blocking(move || state.places(&page, &question)).await.unwrap_or_default();
        let text = serde_json::json!({ "places": found }).to_string();
        answer::content(StatusCode::OK, Bytes::from(text), media_type(".json"), method, asked)
    }

    /// A file of the site.
    async fn site(&self, file: String, query: Option<&str>, method: Method, asked: HeaderMap) -> Answer {
        if !self.is_ready().await {
            return answer::words(StatusCode::SERVICE_UNAVAILABLE, "the server is ending");
        }
        let state = self.state.clone();
        let found = tokio::task::spawn_blocking(move || find(&state, &file)).await;
        match found {
            Ok(Found::File(name, bytes)) => {
                answer::content(StatusCode::OK, bytes, media_type(&name), &method, &asked)
            }
            Ok(Found::Folder(path)) => {
                let query = query.map(|query| format!("?{query}")).unwrap_or_default();
                let answer = answer::words(StatusCode::TEMPORARY_REDIRECT, "the folder's address ends in /");
                answer::with(answer, header::LOCATION, &format!("/{}/{query}", escape::path(&path)))
            }
            Ok(Found::Missing(Some(bytes))) => {
                answer::content(StatusCode::NOT_FOUND, bytes, media_type("404.html"), &method, &asked)
            }
            Ok(Found::Missing(None)) => answer::words(StatusCode::NOT_FOUND, "there is no such page"),
            Ok(Found::Nothing) => {
                let wrong = self.state.in_words();
                let page = Bytes::from(insert::waiting(&wrong));
                answer::content(StatusCode::SERVICE_UNAVAILABLE, page, media_type(".html"), &method, &asked)
            }
            Err(_) => answer::words(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made"),
        }
    }
}

/// What a path leads to.
pub enum Found {
    /// A file, and its name.
    File(String, Bytes),
    /// A folder with an index.
    Folder(String),
    /// Nothing, and what to show instead.
    Missing(Option<Bytes>),
    /// Nothing yet.
    Nothing,
}

/// Looks for the file at a path; also below the path of `base_url`, where the links of `404.html` lead.
pub fn find(state: &State, file: &str) -> Found {
    let base = state.base();
    let below = if base.is_empty() { None } else { file.strip_prefix(&base) };
    for name in [Some(file), below].into_iter().flatten() {
        let is_folder = name.is_empty() || name.ends_with('/');
        let name = if is_folder { format!("{name}index.html") } else { name.to_owned() };
        match state.make(&name) {
            Made::File(bytes) => return Found::File(name, bytes),
            Made::Nothing => return Found::Nothing,
            Made::Missing if !is_folder && state.has(&format!("{name}/index.html")) => {
                return Found::Folder(file.to_owned());
            }
            Made::Missing => {}
        }
    }
    if format!("{file}/") == base {
        return Found::Folder(file.to_owned());
    }
    match state.make("404.html") {
        Made::File(bytes) => Found::Missing(Some(bytes)),
        _ => Found::Missing(None),
    }
}
