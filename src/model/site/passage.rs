//! How passages are named.

/// The anchor of a passage (from 0) on its article's page: `p7` of the seventh.
pub fn passage_anchor(passage: u32) -> String {
    format!("p{}", passage + 1)
}

/// The passage (from 0) that `p7` names.
pub fn passage_number(anchor: &str) -> Option<u32> {
    let digits = anchor.strip_prefix('p')?;
    let number: u32 = digits
        .parse()
        .ok()
        .filter(|_| !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()))?;
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_names_its_passage() {
        for passage in [0, 6, 99_999] {
            assert_eq!(passage_number(&passage_anchor(passage)), Some(passage));
        }
        for none in ["p0", "p07", "p", "7", "p+7", "p7 ", "p99999999999", ""] {
            assert_eq!(passage_number(none), None, "{none}");
        }
    }
}
