//! Addresses on the way to a request: in letters that a request may hold, behind a redirect, and on which machines.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// An address as a request writes it (RFC 3987 "Internationalized Resource Identifiers (IRIs)", section 3.1, but for the
/// host): what is not ASCII is percent-encoded. None if it is not one that can be asked for.
pub fn request(address: &str) -> Option<Uri> {
    let host = address.split_once("://")?.1.split(['/', '?', '#']).next()?;
    if !host.is_ascii() || host.contains('@') {
        return None;
    }
    let mut ascii = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => ascii.push(byte as char),
            _ => ascii.push_str(&format!("%{byte:02X}")),
        }
    }
    let uri: Uri = ascii.parse().ok()?;
    (uri.host().is_some_and(|host| !host.is_empty()) && matches!(uri.scheme_str(), Some("http" | "https")))
        .then_some(uri)
}

/// Where a redirect from `from` leads (RFC 3986, section 5.2, as far as redirects need it), without what stands behind `#`.
pub fn redirected(from: &Uri, location: &str) -> String {
    let location = location.split('#').next().unwrap_or_default();
    let (scheme, authority) =
        (from.scheme_str().unwrap_or("http"), from.authority().map_or("", |a| a.as_str()));
    if location.contains("://") {
        return location.to_owned();
    }
    if let Some(rest) = location.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let path = match location.chars().next() {
        Some('/') => location.to_owned(),
        Some('?') => format!("{}{location}", from.path()),
        _ => {
            let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            let mut parts: Vec<&str> = folder.split('/').skip(1).collect();
            let (path, query) = location.split_once('?').map_or((location, None), |(p, q)| (p, Some(q)));
            let count = path.split('/').count();
            for (index, part) in path.split('/').enumerate() {
                match part {
                    ".." => drop(parts.pop()),
                    "." => {}
                    part => parts.push(part),
                }
                if index + 1 == count && matches!(part, "." | "..") {
                    parts.push("");
                }
            }
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            format!("/{}{query}", parts.join("/"))
        }
    };
    format!("{scheme}://{authority}{path}")
}

/// Whether anybody on the internet may be asked there: no machine of our own, of a private network or of a provider's
/// inner side (RFC 6890 "Special-Purpose IP Address Registries").
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_public_v4(ip),
            None => is_public_v6(ip),
        },
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    !is_special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // 2000::/3 is what has been given out, 2001:db8::/32 is for examples, and 2002::/16 and 64:ff9b::/96 hide IPv4.
    let [first, second, ..] = ip.segments();
    first & 0xe000 == 0x2000 && (first, second) != (0x2001, 0x0db8) && first != 0x2002
}

/// Looks names up and keeps the addresses that are public, so that no name leads a request into a private network. With a
/// proxy, which looks names up itself, the proxy's own address may be private.
#[derive(Debug, Default)]
pub struct PublicOnly(DefaultResolver);

/// What [`PublicOnly`] refuses with.
#[derive(Debug)]
pub struct Private;

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it stands in a private network")
    }
}

impl std::error::Error for Private {}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.0.resolve(uri, config, timeout)?;
        if config.proxy().is_some() {
            return Ok(all);
        }
        let mut public = self.0.empty();
        all.iter().filter(|address| is_public(address.ip())).for_each(|address| public.push(*address));
        if public.is_empty() { Err(ureq::Error::Other(Box::new(Private))) } else { Ok(public) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_ascii() {
        let shown = |address: &str| request(address).map(|uri| uri.to_string());
        assert_eq!(
            shown("https://a.example/Kết?q=ạ").as_deref(),
            Some("https://a.example/K%E1%BA%BFt?q=%E1%BA%A1")
        );
        assert_eq!(shown("http://a.example:8080").as_deref(), Some("http://a.example:8080/"));
        for address in [
            "https://báo.example/",
            "ftp://a.example/",
            "https://",
            "https:///a",
            "a",
            "https://a@b.example/",
        ] {
            assert_eq!(shown(address), None, "{address}");
        }
    }

    #[test]
    fn redirects_lead_on() {
        let check = |location: &str, expected: &str| {
            let from: Uri = "https://a.example/b/c?d".parse().expect("an address");
            assert_eq!(redirected(&from, location), expected, "{location}");
        };
        check("http://e.example/f#g", "http://e.example/f");
        check("//e.example/f", "https://e.example/f");
        check("/f?g", "https://a.example/f?g");
        check("f", "https://a.example/b/f");
        check("../f/./g?h=..", "https://a.example/f/g?h=..");
        check("../../../f", "https://a.example/f");
        check("?x", "https://a.example/b/c?x");
        check(".", "https://a.example/b/");
        check("..", "https://a.example/");
    }

    #[test]
    fn private_networks_are_known() {
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "ff02::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
        ] {
            assert!(!is_public(ip.parse().expect("an address")), "{ip}");
        }
        for ip in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "::ffff:8.8.8.8"] {
            assert!(is_public(ip.parse().expect("an address")), "{ip}");
        }
    }
}
