//! What the engine writes of mistakes, taken apart.

/// A mistake that the engine reports among others.
pub(super) struct Told {
    pub(super) message: String,
    pub(super) template: String,
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
}

impl Told {
    /// The name of the template that is not there, if that is the mistake.
    pub(super) fn unknown_template(&self) -> Option<&str> {
        self.message.strip_prefix("Unknown template `")?.strip_suffix('`')
    }
}

/// A message of the engine, or a note on where a template was called, with its place.
pub(super) struct Report<'a> {
    pub(super) is_note: bool,
    pub(super) message: &'a str,
    pub(super) template: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The parts of a text of the engine: `error: MESSAGE` and `--> TEMPLATE:LINE:COLUMN` below it; `note: called from
/// TEMPLATE:LINE:COLUMN`. Lines of templates are shown behind a bar and never look so.
pub(super) fn reports(text: &str) -> Vec<Report<'_>> {
    let mut found = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(error) = line.strip_prefix("error: ") {
            message = Some(error);
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(message) = message.take()
        {
            found.extend(place_in(place).map(|p| Report { is_note: false, message, ..p }));
        } else if let Some(place) = line.strip_prefix("note: called from ") {
            found.extend(place_in(place).map(|p| Report { is_note: true, ..p }));
        }
    }
    found
}

fn place_in(place: &str) -> Option<Report<'_>> {
    let mut parts = place.trim().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(Report { is_note: false, message: "", template: parts.next()?, line, column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_from_the_engine_s_reports() {
        let text = "error: Unknown filter `a`\n --> rieng/a.html:2:5\n  |\n2 | error: x --> y:1:1\n  | ^\n\n\
                    error: Unknown test `b`\n  --> a:b.html:12:1\n\nnote: called from khue/c.html:3:4\n";
        let told: Vec<_> =
            reports(text).iter().map(|r| (r.is_note, r.message, r.template, r.line, r.column)).collect();
        assert_eq!(
            told,
            [
                (false, "Unknown filter `a`", "rieng/a.html", 2, 5),
                (false, "Unknown test `b`", "a:b.html", 12, 1),
                (true, "", "khue/c.html", 3, 4),
            ]
        );
        assert!(reports("Template 'a' not found").is_empty());
    }
}
