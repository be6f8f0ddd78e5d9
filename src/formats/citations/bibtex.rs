//! BibTeX (O. Patashnik, *BibTeXing*, 1988), with the fields and entry types that *The biblatex Package* (3.20, chapter 2) has
//! besides; what a program does not know, it passes over.

use super::record::{Kind, Record, parts};
use crate::model::When;
use crate::model::date::MONTHS;
use std::fmt::Write;

/// Appends the record as one entry, with a line break behind it.
pub fn write(record: &Record<'_>, out: &mut String) {
    let kind = match record.kind {
        Kind::Newspaper | Kind::Magazine => "article",
        Kind::Webpage => "online",
        Kind::Legislation => "legislation",
        Kind::Report => "techreport",
    };
    out.push('@');
    out.push_str(kind);
    out.push('{');
    out.push_str(&record.key);
    let mut field = |name: &str, value: Option<&str>, braces: usize| {
        let Some(value) = value else { return };
        out.push_str(",\n  ");
        out.push_str(name);
        out.push_str(" = ");
        out.extend(std::iter::repeat_n('{', braces));
        match name {
            "url" => verbatim(value, out),
            _ => escape(value, out),
        }
        out.extend(std::iter::repeat_n('}', braces));
    };
    // In two pairs of braces styles keep the letter case, and programs do not take a name apart.
    field("title", Some(&record.title), 2);
    field("shorttitle", record.short_title.as_deref(), 2);
    field("author", record.author.as_deref(), 2);
    match record.kind {
        Kind::Newspaper | Kind::Magazine => field("journal", record.container.as_deref(), 1),
        Kind::Webpage => field("organization", record.container.as_deref(), 1),
        Kind::Report => field("institution", record.author.as_deref(), 2),
        Kind::Legislation => {}
    }
    field("type", record.genre.as_deref(), 1);
    field("number", record.number.as_deref(), 1);
    if let Some(when) = &record.date {
        date(when, &mut field);
    }
    field("url", record.url.as_deref(), 1);
    field("note", Some(&record.note), 1);
    out.push_str("\n}\n");
}

/// `year` and `month` (the first three letters of its English name), which all programs know; `date`, which holds the day and spans of time (biblatex, section 2.3.8), where
/// they do not suffice.
fn date(when: &When, field: &mut impl FnMut(&str, Option<&str>, usize)) {
    let mut known = |parts: &[i16]| {
        field("year", Some(&parts[0].to_string()), 1);
        if let Some(month) = parts.get(1) {
            field("month", Some(&MONTHS[*month as usize - 1][..3]), 0);
        }
        if let [year, month, day] = parts {
            field("date", Some(&format!("{year:04}-{month:02}-{day:02}")), 1);
        }
    };
    match when {
        When::On(point) => known(&parts(point).collect::<Vec<_>>()),
        When::At { date, .. } => known(&[date.year(), date.month().into(), date.day().into()]),
        When::Between(..) => field("date", Some(&when.to_string().replace('?', "")), 1),
        // Importers stumble over an open start; the note says it in words.
        When::Before(_) | When::After(_) => {}
    }
}

/// A text in braces: every character that TeX or BibTeX reads as something else is written by its command. BibTeX counts braces
/// without regard to a backslash before them, so that single ones may not stand there.
fn escape(text: &str, out: &mut String) {
    let mut last = ' ';
    for c in text.chars() {
        // `--`, `''`, two grave accents, and one behind `?` or `!` are one character to TeX.
        if c == last && matches!(c, '-' | '\'' | '`') || c == '`' && matches!(last, '?' | '!') {
            out.push_str("{}");
        }
        last = c;
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '%' | '$' | '&' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\u{a0}' => out.push('~'),
            _ => out.push(c),
        }
    }
}

/// An address, which is read as it stands: braces and backslashes are percent-encoded (RFC 3986, section 2.1).
fn verbatim(address: &str, out: &mut String) {
    for c in address.chars() {
        match c {
            '{' | '}' | '\\' => write!(out, "%{:02X}", c as u32).expect("a string can be written to"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_balanced() {
        let mut out = String::new();
        escape("}a{ 5% $x_1$ & #2 \\ ~ ^ -- '' ```", &mut out);
        let mut depth = 0;
        for c in out.chars() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            assert!(depth >= 0, "{out}");
        }
        assert_eq!(depth, 0, "{out}");
        let mut marks = String::new();
        escape("?` !` ?", &mut marks);
        assert_eq!(marks, "?{}` !{}` ?");
        assert!(!out.contains("--") && !out.contains("''") && !out.contains("``"), "{out}");
    }
}
