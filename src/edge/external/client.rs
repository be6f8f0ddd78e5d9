//! One request: the home of the HTTP client.

use super::address::{self, Private, PublicOnly};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Response, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;

/// How an address is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// For its headers only.
    Head,
    /// In full; what is sent is not read.
    Get,
}

/// What came of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A status other than a redirect's; and how long the site asks to be left alone.
    Status(u16, Option<Duration>),
    /// Look there instead.
    Redirect(String),
    /// There is no such host.
    NoHost,
    /// No answer, or none that can be read: why, in words. It may be worth another try.
    Silent(String),
    /// The request is not to be made: why, in words.
    Refused(String),
}

/// Asks for addresses, one at a time for each call; shared between threads.
pub struct Client {
    agent: Agent,
    private: bool,
}

impl Client {
    /// A client that gives up a request after `timeout`, and that asks machines of private networks only if `private`.
    pub fn new(timeout: Duration, private: bool) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            // Redirects are followed by the caller, who watches over every host.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(64 * 1024)
            .max_idle_connections(0)
            .user_agent(concat!("khue/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .accept("*/*")
            .build();
        let connector = DefaultConnector::default();
        let agent = match private {
            true => Agent::with_parts(config, connector, DefaultResolver::default()),
            false => Agent::with_parts(config, connector, PublicOnly::default()),
        };
        Self { agent, private }
    }

    /// Makes one request.
    pub fn ask(&self, address: &str, method: Method) -> Answer {
        let Some(uri) = address::request(address) else {
            return Answer::Refused(
                "it cannot be asked for; a host with other letters than a–z is written `xn--…`".to_owned(),
            );
        };
        // Names are judged where they are looked up; behind a proxy that is the proxy.
        let ip = uri.host().and_then(|host| host.trim_matches(['[', ']']).parse().ok());
        if !self.private && ip.is_some_and(|ip| !address::is_public(ip)) {
            return refused();
        }
        let answered = match method {
            Method::Head => self.agent.head(uri.clone()).call(),
            Method::Get => self.agent.get(uri.clone()).call(),
        };
        match answered {
            // What follows the headers is not read: dropping the answer closes the connection.
            Ok(response) => match (response.status().as_u16(), text(&response, header::LOCATION)) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    Answer::Redirect(address::redirected(&uri, location))
                }
                (status, _) => Answer::Status(status, text(&response, header::RETRY_AFTER).and_then(wait)),
            },
            Err(ureq::Error::HostNotFound) => Answer::NoHost,
            Err(ureq::Error::Other(error)) if error.is::<Private>() => refused(),
            Err(ureq::Error::Timeout(_)) => Answer::Silent("it did not answer in time".to_owned()),
            Err(ureq::Error::Io(error)) if is_unknown_host(&error) => Answer::NoHost,
            Err(error) => Answer::Silent(error.to_string()),
        }
    }
}

fn refused() -> Answer {
    Answer::Refused(format!("{Private}; `--external-private` asks there too"))
}

/// Whether this is the system's way of saying that there is no such name, and not that it could not find out.
fn is_unknown_host(error: &std::io::Error) -> bool {
    let text = error.to_string();
    let passing = ["Temporary failure", "Try again", "temporarily"].iter().any(|words| text.contains(words));
    (text.starts_with("failed to lookup address information") || text.contains("No such host is known"))
        && !passing
}

fn text<T>(response: &Response<T>, name: header::HeaderName) -> Option<&str> {
    response.headers().get(name)?.to_str().ok()
}

/// How long `Retry-After` asks us to wait (RFC 9110 "HTTP Semantics", section 10.2.3): seconds, or a date.
fn wait(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
    Duration::try_from(until.duration_since(Timestamp::now())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_none_is_told_from_one_that_could_not_be_looked_up() {
        let check = |text: &str| is_unknown_host(&std::io::Error::other(text.to_owned()));
        assert!(check("failed to lookup address information: Name or service not known"));
        assert!(check("failed to lookup address information: nodename nor servname provided, or not known"));
        assert!(check("No such host is known. (os error 11001)"));
        assert!(!check("failed to lookup address information: Temporary failure in name resolution"));
        assert!(!check("failed to lookup address information: Try again"));
        assert!(!check("connection refused"));
    }

    #[test]
    fn waiting_is_asked_for_in_seconds_or_until_a_date() {
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("Fri, 31 Dec 1999 23:59:59 GMT"), None);
        let later = Timestamp::now() + jiff::SignedDuration::from_secs(90);
        let text = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&later).expect("a date");
        assert!(wait(&text).is_some_and(|wait| (80..=90).contains(&wait.as_secs())), "{text}");
    }
}
