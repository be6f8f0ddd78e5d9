//! Who may ask: only requests that name this server, so that a page from elsewhere which has our address under its own
//! name (DNS rebinding) gets nothing; and no other site's page may listen to what changes.

use hyper::HeaderMap;
use hyper::header::{HOST, ORIGIN};
use std::net::IpAddr;

/// The names by which this server may be asked.
#[derive(Clone, Debug)]
pub struct Names {
    port: u16,
    host: String,
}

impl Names {
    /// A server that listens on `port` of `host`, which is a name or an address.
    pub fn new(host: &str, port: u16) -> Self {
        Self { port, host: host.trim_matches(['[', ']']).to_ascii_lowercase() }
    }

    /// Whether `authority` (`127.0.0.1:1954`) is this server.
    ///
    /// A server that listens on all addresses does not know them; it takes any address, and of names only `localhost`: an
    /// attacker can have a name of his own lead to us, but not an address.
    pub fn has(&self, authority: &str) -> bool {
        let (name, port) = match authority.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, Some(port)),
            _ => (authority, None),
        };
        let is_port = match port {
            Some(port) => port.bytes().all(|b| b.is_ascii_digit()) && port.parse() == Ok(self.port),
            None => self.port == 80,
        };
        let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let name = name.to_ascii_lowercase();
        let address: Option<IpAddr> = match bracketed {
            Some(inside) => inside.parse().ok().filter(IpAddr::is_ipv6),
            None => name.parse().ok().filter(IpAddr::is_ipv4),
        };
        let own: Option<IpAddr> = self.host.parse().ok();
        let is_name = match address {
            Some(address) => {
                own == Some(address)
                    || own.is_some_and(|own| own.is_unspecified())
                    || matches!(address.to_string().as_str(), "127.0.0.1" | "::1")
            }
            None => bracketed.is_none() && (name == "localhost" || own.is_none() && name == self.host),
        };
        is_port && is_name
    }

    /// Whether a request names this server, once.
    pub fn is_asked(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.has(host))
            && hosts.next().is_none()
            && authority.is_none_or(|authority| self.has(authority))
    }

    /// Whether a request comes from a page of this server, or from no page at all.
    pub fn is_own(&self, headers: &HeaderMap) -> bool {
        let origins = headers.get_all(ORIGIN).iter();
        let mut origins = origins.map(|origin| origin.to_str().ok().and_then(|o| o.strip_prefix("http://")));
        let mut sites = headers.get_all("sec-fetch-site").iter();
        origins.all(|origin| origin.is_some_and(|origin| self.has(origin)))
            && sites.all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, authority: &str, expected: bool) {
        assert_eq!(Names::new(host, 1954).has(authority), expected, "{host} {authority}");
    }

    #[test]
    fn a_server_knows_its_names() {
        for authority in ["127.0.0.1:1954", "localhost:1954", "LOCALHOST:1954", "[::1]:1954"] {
            check("127.0.0.1", authority, true);
            check("0.0.0.0", authority, true);
        }
        check("books.local", "books.local:1954", true);
        check("192.168.1.5", "192.168.1.5:1954", true);
        check("0.0.0.0", "192.168.1.5:1954", true);
        check("::", "[fe80::1]:1954", true);
        assert!(Names::new("127.0.0.1", 80).has("localhost"));
    }

    #[test]
    fn other_names_are_not_its() {
        for authority in [
            "",
            "127.0.0.1",
            "localhost",
            "127.0.0.1:80",
            "localhost:1955",
            "evil.example:1954",
            "127.0.0.1.evil.example:1954",
            "localhost.evil.example:1954",
            "[127.0.0.1]:1954",
            "::1:1954",
            "127.0.0.1:1954:1954",
            "127.0.0.1:+1954",
            "x@127.0.0.1:1954",
            "127.0.0.1:1954@evil.example",
            "192.168.1.5:1954",
            "[localhost]:1954",
        ] {
            check("127.0.0.1", authority, false);
        }
        check("0.0.0.0", "evil.example:1954", false);
        check("0.0.0.0", "0.0.0.0.evil.example:1954", false);
    }

    #[test]
    fn pages_of_other_sites_are_told_from_ours() {
        let names = Names::new("127.0.0.1", 1954);
        let check = |fields: &[(&'static str, &'static str)], expected: bool| {
            let mut headers = HeaderMap::new();
            for (name, value) in fields {
                headers.append(*name, value.parse().unwrap());
            }
            assert_eq!(names.is_own(&headers), expected, "{fields:?}");
        };
        check(&[], true);
        check(&[("origin", "http://127.0.0.1:1954"), ("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "none")], true);
        for origin in ["null", "http://evil.example", "https://127.0.0.1:1954", "http://127.0.0.1:80", ""] {
            check(&[("origin", origin)], false);
        }
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("origin", "http://127.0.0.1:1954"), ("origin", "http://evil.example")], false);
    }
}
