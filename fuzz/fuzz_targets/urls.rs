//! Addresses: whatever a text gives as one comes out with a scheme that is allowed and without a sign that could end an
//! attribute, or not at all.

#![no_main]

use khue::edge::external::address::{is_public, redirected, request};
use khue::markup::escape;
use libfuzzer_sys::fuzz_target;

/// The scheme as a browser finds it, which leaves white space and control characters out (URL Standard, section 4.4).
fn scheme(address: &str) -> Option<String> {
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = plain.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn is_escaped(html: &str) {
    assert!(!html.contains(['<', '>']), "{html}");
    assert!(!html.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{html:?}");
}

fuzz_target!(|text: &str| {
    if let Some(url) = escape::url(text) {
        assert!(!url.contains(['"', '<', '>', '\\', '`', ' ']), "{url}");
        assert!(!url.contains(char::is_control), "{url:?}");
        if let Some(scheme) = scheme(&url) {
            assert!(matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"), "{url}");
        }
        assert_eq!(escape::url(&url).as_deref(), Some(url.as_str()), "what is safe stays as it is");
        let mut attribute = String::new();
        escape::attribute_into(&url, &mut attribute);
        assert!(!attribute.contains('"'));
    }
    is_escaped(&escape::text(text));
    let mut attribute = String::new();
    escape::attribute_into(text, &mut attribute);
    is_escaped(&attribute);
    assert!(!attribute.contains(['"', '\'']), "{attribute}");
    let json = serde_json::Value::from(text).to_string();
    let script = escape::json_for_script(&json);
    assert!(!script.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{script}");
    assert!(serde_json::from_str::<serde_json::Value>(&script).is_ok(), "{script}");

    let (base, location) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(uri) = request(base) {
        assert!(matches!(uri.scheme_str(), Some("http" | "https")), "{uri}");
        assert!(uri.authority().is_some_and(|authority| !authority.as_str().contains('@')), "{uri}");
        let next = redirected(&uri, location);
        if let Some(next) = request(&next) {
            assert!(matches!(next.scheme_str(), Some("http" | "https")), "{next}");
        }
    }
    if let Ok(ip) = text.parse::<std::net::IpAddr>() {
        assert!(!is_public(ip) || !(ip.is_loopback() || ip.is_unspecified() || ip.is_multicast()), "{ip}");
    }
});
