//! Signs that nobody sees, or takes for others: where names and dates hold one, it was not meant.

/// A sign that is not what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Its byte offset in the text.
    pub at: usize,
    /// The sign.
    pub sign: char,
    /// What it is called: *zero-width space*.
    pub name: &'static str,
}

/// The first such sign in a text.
pub fn first(text: &str) -> Option<Unseen> {
    text.char_indices().find_map(|(at, sign)| Some(Unseen { at, sign, name: name(sign)? }))
}

/// The text with what such signs were meant to be: nothing, a space, or a colon with a space; no space at its ends.
pub fn without(text: &str) -> String {
    let mut meant = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '：' => meant.push_str(": "),
            _ if name(sign).is_none() => meant.push(sign),
            _ if sign.is_whitespace() => meant.push(' '),
            _ => {}
        }
    }
    meant.trim().to_owned()
}

fn name(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "mark of direction",
        '\u{2060}' => "word joiner",
        '\u{3000}' => "wide space",
        '\u{feff}' => "byte-order mark",
        '：' => "wide colon",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_named_and_read_as_what_was_meant() {
        let check = |text: &str, name: &str, meant: &str| {
            assert_eq!(first(text).map_or("", |unseen| unseen.name), name, "{text:?}");
            assert_eq!(without(text), meant, "{text:?}");
        };
        check("a\u{200b}1", "zero-width space", "a1");
        check("a\u{ad}1\u{feff}", "soft hyphen", "a1");
        check("\u{a0}\u{a0}seed：a", "no-break space", "seed: a");
        check("Việc học: – “a”\t", "", "Việc học: – “a”");
    }
}
