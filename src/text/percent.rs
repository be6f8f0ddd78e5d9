//! Percent-encoding (RFC 3986, section 2.1).

/// Text with its codes (`%20`) read once; what is no code stays, and bytes that are no UTF-8 then become U+FFFD.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn codes_are_read_once() {
        let check = |text: &str, expected: &str| assert_eq!(decoded(text), expected, "{text}");
        check("c%C3%A2y%20%c4%91a.png", "cây đa.png");
        check("100%.png %2 %zz %2525", "100%.png %2 %zz %25");
        check("%ff", "\u{fffd}");
    }
}
