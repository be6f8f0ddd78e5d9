//! Text as it may be shown where signs are obeyed: a terminal, a log, a mail.

/// Text without control characters, which a terminal would obey; line ends stay.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// A name on one line, as [`harmless`]: the name of a file may hold a line end, behind which it could feign a message.
pub fn harmless_name(name: &str) -> String {
    harmless(&name.replace('\n', "\u{fffd}"))
}

/// Control characters, those that turn the direction of text around, and the mark of byte order.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}')
}
