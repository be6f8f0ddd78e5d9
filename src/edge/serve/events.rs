//! The stream by which browsers hear of changes (HTML Living Standard, section 9.2 "Server-sent events").

use super::state::State;
use hyper::body::{Body, Bytes, Frame};
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
    /// Tells the state now, and after each change; `permit` is held as long as it lasts.
    pub fn new(state: Arc<State>, permit: OwnedSemaphorePermit) -> Self {
        let (sender, lines) = mpsc::channel(4);
        tokio::spawn(async move {
            let mut news = state.news();
            let mut text = String::from("retry: 300\n\n");
            loop {
                if *news.borrow_and_update() > 0 {
                    text.push_str(&format!("data: {}\n\n", state.message()));
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
