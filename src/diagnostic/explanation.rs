//! The parts of what a code's text says: what is wrong, why it matters, how to mend it, and an example.
//!
//! The text, `codes/NAME.md`, has three paragraphs, then `Example:` with the files that provoke it, then
//! `Mended:` with those that changed. A file is a line with its path and a fenced block; a path that *is gone* was
//! renamed or removed; a block without a path is no file but commands.

/// An explanation in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// How to mend it.
    pub how: String,
    /// What provokes it.
    pub example: Vec<Sample>,
    /// What of it is otherwise once it is mended.
    pub mended: Vec<Sample>,
}

/// A file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its path from the portal's root; none for commands.
    pub path: Option<String>,
    /// Its text; none where it is gone.
    pub text: Option<String>,
}

/// The parts of `text`; those that are missing are empty.
pub fn parts(text: &str) -> Explanation {
    let mut explanation = Explanation::default();
    let mut paragraphs: Vec<String> = Vec::new();
    // Which list samples go to; none before the first.
    let mut is_mended: Option<bool> = None;
    let mut path: Option<String> = None;
    let mut lines = text.lines();
    let mut begins = true;
    while let Some(line) = lines.next() {
        let samples =
            if is_mended == Some(true) { &mut explanation.mended } else { &mut explanation.example };
        if line.starts_with("```") {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            samples.push(Sample { path: path.take(), text: Some(format!("{}\n", inside.join("\n"))) });
        } else if line == "Example:" || line == "Mended:" {
            is_mended = Some(line == "Mended:");
        } else if is_mended.is_some() {
            let named = |line: &str, end: &str| Some(line.strip_prefix('`')?.strip_suffix(end)?.to_owned());
            if let Some(gone) = named(line, "` is gone.") {
                samples.push(Sample { path: Some(gone), text: None });
            }
            path = named(line, "`:").or(path);
        } else if line.is_empty() {
            begins = true;
        } else if begins {
            paragraphs.push(line.to_owned());
            begins = false;
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(' ');
            paragraph.push_str(line);
        }
    }
    let mut paragraphs = paragraphs.into_iter();
    let mut next = || paragraphs.next().unwrap_or_default();
    (explanation.what, explanation.why, explanation.how) = (next(), next(), next());
    explanation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn every_code_has_every_part() {
        for code in Code::ALL {
            let Explanation { what, why, how, example, mended } = code.parts();
            for part in [&what, &why, &how] {
                assert!(part.len() >= 20 && part.ends_with('.'), "{}: {part:?}", code.name());
            }
            assert!(!example.is_empty() && !mended.is_empty(), "{} has no example", code.name());
            assert!(example.iter().all(|sample| sample.text.is_some()), "{}", code.name());
            assert_ne!(example, mended, "{}", code.name());
        }
    }

    #[test]
    fn parts_are_told_apart() {
        let text = "What,\nstill what.\n\nWhy.\n\nHow.\n\nExample:\n\n`a.yaml`:\n\n```yaml\n---\n\nb: 1\n```\n\nMended:\n\n`a.yaml` is gone.\n\n```text\n$ x\n```\n";
        let found = parts(text);
        assert_eq!((&*found.what, &*found.why, &*found.how), ("What, still what.", "Why.", "How."));
        let sample = |path: Option<&str>, text: Option<&str>| Sample {
            path: path.map(str::to_owned),
            text: text.map(str::to_owned),
        };
        assert_eq!(found.example, [sample(Some("a.yaml"), Some("---\n\nb: 1\n"))]);
        assert_eq!(found.mended, [sample(Some("a.yaml"), None), sample(None, Some("$ x\n"))]);
        assert_eq!(parts(""), Explanation::default());
    }
}
