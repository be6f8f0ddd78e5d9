//! A text prepared for the scanners: composed, its digits and addresses marked.

use std::ops::Range;

use crate::text::nfc::Nfc;

use super::address::addresses;

/// A text as the scanners see it. All offsets are bytes of [`Source::text`], which is in NFC.
///
/// Most mentions begin with digits, which are rare in prose: the scanners look at [`Source::digits`] and from
/// there to both sides.
pub(super) struct Source<'a> {
    nfc: Nfc<'a>,
    addresses: Vec<Range<usize>>,
    digits: Vec<Range<usize>>,
}

impl<'a> Source<'a> {
    /// Prepares a text.
    pub(super) fn new(text: &'a str) -> Self {
        let nfc = Nfc::new(text);
        let addresses = addresses(nfc.as_str());
        let digits = digits_outside(nfc.as_str(), &addresses);
        Self { nfc, addresses, digits }
    }

    /// The text in NFC.
    pub(super) fn text(&self) -> &str {
        self.nfc.as_str()
    }

    /// The runs of ASCII digits outside addresses, in order.
    pub(super) fn digits(&self) -> &[Range<usize>] {
        &self.digits
    }

    /// Whether a range overlaps an address.
    pub(super) fn in_address(&self, range: &Range<usize>) -> bool {
        let next = self.addresses.partition_point(|address| address.end <= range.start);
        self.addresses.get(next).is_some_and(|address| address.start < range.end)
    }

    /// Where a range stands in the text as it was given.
    pub(super) fn to_given(&self, range: Range<usize>) -> Range<usize> {
        self.nfc.to_source(range)
    }
}

fn digits_outside(text: &str, addresses: &[Range<usize>]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut addresses = addresses.iter().peekable();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|offset| at + offset) {
        while addresses.next_if(|address| address.end <= start).is_some() {}
        if let Some(address) = addresses.peek().filter(|address| address.start <= start) {
            at = address.end;
            continue;
        }
        let end = bytes[start..]
            .iter()
            .position(|b| !b.is_ascii_digit())
            .map_or(bytes.len(), |length| start + length);
        found.push(start..end);
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_addresses_do_not_count() {
        let source = Source::new("1 http://a/23 (45) www.a6 7");
        let digits: Vec<&str> = source.digits().iter().map(|range| &source.text()[range.clone()]).collect();
        assert_eq!(digits, ["1", "45", "7"]);
        assert!(source.in_address(&(0..3)));
        assert!(!source.in_address(&(0..2)));
        assert!(!source.in_address(&(13..18)));
    }
}
