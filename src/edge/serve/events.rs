//! The stream by which browsers hear of changes (HTML Living Standard, section 9.2 "Server-sent events").

use super::answer;
use super::http::{Found, find};
use super::state::State;
use hyper::body::{Body, Bytes, Frame};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// A browser that went away without a word is noticed after so long.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The body of an answer that goes on as long as the browser listens.
pub struct Events {
    lines: mpsc::Receiver<Bytes>,
    _permit: OwnedSemaphorePermit,
}

impl Events {
    /// Tells the state now, and after each change, then with the page at the path `page`, which saves the browser asking
    /// for it; `permit` is held as long as it lasts.
    pub fn new(state: Arc<State>, page: Option<String>, permit: OwnedSemaphorePermit) -> Self {
        let (sender, lines) = mpsc::channel(4);
        tokio::spawn(async move {
            let mut news = state.news();
            let mut text = String::from("retry: 300\n\n");
            let mut told: Option<Value> = None;
            let mut shown = None;
            loop {
                if *news.borrow_and_update() > 0 {
                    let mut message = state.message();
                    let generation = message["generation"].clone();
                    if let Some(page) =
                        page.as_ref().filter(|_| told.as_ref().is_some_and(|g| *g != generation))
                    {
                        message["page"] = look(&state, page, &mut shown).await;
                    }
                    told = Some(generation);
                    text.push_str(&format!("data: {message}\n\n"));
                }
                if sender.send(Bytes::from(std::mem::take(&mut text))).await.is_err() {
                    return;
                }
                loop {
                    match tokio::time::timeout(HEARTBEAT, news.changed()).await {
                        Ok(Ok(())) => break,
                        Ok(Err(_)) => return,
                        Err(_) if sender.send(Bytes::from_static(b":\n\n")).await.is_err() => return,
                        Err(_) => {}
                    }
                }
            }
        });
        Self { lines, _permit: permit }
    }
}

/// A page as it is now: its entity tag, and its text unless it is the one that was `shown`; null if there is no such page.
async fn look(state: &Arc<State>, page: &str, shown: &mut Option<String>) -> Value {
    let (state, page) = (state.clone(), page.to_owned());
    let Ok(Found::File(name, bytes)) = tokio::task::spawn_blocking(move || find(&state, &page)).await else {
        return Value::Null;
    };
    if !name.ends_with(".html") {
        return Value::Null;
    }
    let tag = answer::tag(&bytes);
    if shown.as_ref() == Some(&tag) {
        return json!({ "etag": tag });
    }
    *shown = Some(tag.clone());
    json!({ "etag": tag, "text": String::from_utf8_lossy(&bytes) })
}

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.lines.poll_recv(context).map(|line| line.map(|line| Ok(Frame::data(line))))
    }
}
