//! A line to a browser as a whole, which its driver does not give: only here can profiles be made and thrown away.
//!
//! Commands and answers of the Chrome DevTools Protocol, domains `Target` and `Browser`, go as text over a WebSocket
//! (RFC 6455 "The WebSocket Protocol", sections 4.1 "Client Requirements" and 5.2 "Base Framing Protocol").

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An open line; dropping it closes it, and with it every profile that was made over it.
pub struct DevTools {
    stream: BufReader<TcpStream>,
    asked: u64,
}

impl DevTools {
    /// Opens the line to the browser that listens at `address`, a host and a port.
    pub fn connect(address: &str, patience: Duration) -> Result<DevTools> {
        let (mut about, length) = Self::ask_http(address, "/json/version", "", patience)?;
        let mut body = vec![0; length];
        about.read_exact(&mut body)?;
        let about: Value = serde_json::from_slice(&body)?;
        let path = about["webSocketDebuggerUrl"].as_str().and_then(|url| url.splitn(4, '/').nth(3));
        let path = format!("/{}", path.ok_or_else(|| Error::other(about.to_string()))?);
        // The key is there for proxies to be found out by; there is none between two programs of one machine.
        let upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                       Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
        let (stream, _) = Self::ask_http(address, &path, upgrade, patience)?;
        Ok(DevTools { stream, asked: 0 })
    }

    /// What follows the head of an answer, and how many bytes it is said to be.
    fn ask_http(
        address: &str,
        path: &str,
        head: &str,
        patience: Duration,
    ) -> Result<(BufReader<TcpStream>, usize)> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(patience))?;
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{head}\r\n").as_bytes())?;
        let mut stream = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        while stream.read_line(&mut line)? > 2 {
            if let Some(said) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = said.trim().parse().map_err(Error::other)?;
            }
            line.clear();
        }
        Ok((stream, length))
    }

    /// The result of one command.
    pub fn command(&mut self, name: &str, parameters: &Value) -> Result<Value> {
        self.asked += 1;
        self.send(&json!({"id": self.asked, "method": name, "params": parameters}).to_string())?;
        loop {
            // What is not the answer is an event, of which none are of interest.
            let mut answer: Value = serde_json::from_slice(&self.receive()?)?;
            if answer["id"] == self.asked {
                let result = answer["result"].take();
                return if result.is_null() { Err(Error::other(answer.to_string())) } else { Ok(result) };
            }
        }
    }

    /// One text in one frame, under a mask of zeros: clients must name one.
    fn send(&mut self, text: &str) -> Result<()> {
        let length = u16::try_from(text.len()).map_err(Error::other)?;
        let mut frame = vec![0x81, 0x80 | 126];
        frame.extend(length.to_be_bytes());
        frame.extend([0; 4]);
        frame.extend(text.bytes());
        self.stream.get_mut().write_all(&frame)
    }

    /// The content of one frame; the browser sends each message in one.
    fn receive(&mut self) -> Result<Vec<u8>> {
        let mut number = |bytes: usize| {
            let mut read = [0; 8];
            self.stream.read_exact(&mut read[8 - bytes..])?;
            Ok::<u64, Error>(u64::from_be_bytes(read))
        };
        let length = match number(2)? & 0x7f {
            126 => number(2)?,
            127 => number(8)?,
            short => short,
        };
        let mut content = vec![0; usize::try_from(length).map_err(Error::other)?];
        self.stream.read_exact(&mut content)?;
        Ok(content)
    }
}
