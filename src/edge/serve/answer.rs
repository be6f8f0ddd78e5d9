//! Answers: status, fields and content.

use super::events::Events;
use super::range::{self, Wanted};
use http_body_util::{Either, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use xxhash_rust::xxh3::xxh3_128;

/// An answer of this server.
pub type Answer = Response<Either<Full<Bytes>, Events>>;

/// Everything from this server alone, no inline script or style, in no frame of others (W3C "Content Security Policy
/// Level 3"). The site is made for its first part; so a mistake in a theme shows while editing.
const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// What every answer says.
const ALWAYS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// An answer with nothing but what every answer has.
fn bare(status: StatusCode, body: Either<Full<Bytes>, Events>, kind: &'static str) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    for &(name, value) in ALWAYS {
        answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

/// A few words.
pub fn words(status: StatusCode, text: &str) -> Answer {
    bare(status, full(Bytes::from(format!("{text}\n"))), "text/plain; charset=utf-8")
}

/// A few words, after which nothing more of this connection is read.
pub fn closing(status: StatusCode, text: &str) -> Answer {
    with(words(status, text), header::CONNECTION, "close")
}

/// The answer with one more field.
pub fn with(mut answer: Answer, name: HeaderName, value: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// The stream of events.
pub fn events(events: Events) -> Answer {
    bare(StatusCode::OK, Either::Right(events), "text/event-stream; charset=utf-8")
}

/// The entity tag of some content, with its quotation marks.
pub fn tag(bytes: &[u8]) -> String {
    format!("\"{:032x}\"", xxh3_128(bytes))
}

/// What was asked for: whole, in part, or not at all where the browser has it already (RFC 9110, sections 13 and 14).
pub fn content(
    status: StatusCode,
    bytes: Bytes,
    kind: &'static str,
    method: &Method,
    asked: &HeaderMap,
) -> Answer {
    let tag = tag(&bytes);
    let field = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let has = |list: &str| {
        list.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    };
    let is_whole = status == StatusCode::OK;
    if is_whole && field(header::IF_NONE_MATCH).is_some_and(has) {
        let mut answer = bare(StatusCode::NOT_MODIFIED, full(Bytes::new()), kind);
        answer.headers_mut().remove(header::CONTENT_TYPE);
        return with(answer, header::ETAG, &tag);
    }
    let wanted = match field(header::RANGE) {
        // A part of what has changed since would fit nothing.
        Some(range)
            if is_whole
                && method == Method::GET
                && field(header::IF_RANGE).is_none_or(|known| known == tag) =>
        {
            range::read(range, bytes.len())
        }
        _ => Wanted::All,
    };
    let length = bytes.len();
    let (status, body, extent) = match wanted {
        Wanted::All => (status, bytes, None),
        Wanted::Part(part) => {
            let extent = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (StatusCode::PARTIAL_CONTENT, bytes.slice(part), Some(extent))
        }
        Wanted::Nothing => {
            let answer = words(StatusCode::RANGE_NOT_SATISFIABLE, "the file has no such bytes");
            return with(answer, header::CONTENT_RANGE, &format!("bytes */{length}"));
        }
    };
    let size = body.len();
    let body = if method == Method::HEAD { Bytes::new() } else { body };
    let mut answer = with(bare(status, full(body), kind), header::CONTENT_LENGTH, &size.to_string());
    answer = with(answer, header::ETAG, &tag);
    answer = with(answer, header::ACCEPT_RANGES, "bytes");
    // A page learns so which state of it the browser has: scripts do not see the fields of the page itself.
    answer = with(answer, HeaderName::from_static("server-timing"), &format!("khue;desc={tag}"));
    match extent {
        Some(extent) => with(answer, header::CONTENT_RANGE, &extent),
        None => answer,
    }
}

fn full(bytes: Bytes) -> Either<Full<Bytes>, Events> {
    Either::Left(Full::new(bytes))
}
