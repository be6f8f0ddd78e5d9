//! The stable codes of diagnostics, each with what it means and how to mend it (`khue explain CODE`).

use serde::Serialize;

/// Declares the codes: a variant, its name, and the text that `khue explain` prints.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// Which kind of mistake a diagnostic reports; the names never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(into = "&'static str")]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// Its stable kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// What it means, why it matters and how to mend it, in plain text.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n",)+),)+ }
            }
        }
    };
}

codes! {
    /// A file cannot be read as YAML.
    ///
    /// Usual causes: a tab instead of spaces, a value with a colon or a quotation mark that needs quotes around it,
    /// a line that is not indented like its neighbours. Mend the line that is shown, or the one above it.
    ///
    /// Example: `title: Kết luận: về công tác` must be `title: "Kết luận: về công tác"`.
    InvalidYaml = "invalid-yaml",
    /// A file is not UTF-8 text.
    ///
    /// Save it again as UTF-8. For a seed, keep the file as it was collected and make a converted copy.
    NotUtf8 = "not-utf8",
    /// A key that the format does not know.
    ///
    /// Keys are checked so that a misspelt one is not silently ignored. Correct the spelling; keys of your own belong
    /// below `extra:`.
    UnknownKey = "unknown-key",
    /// The same key stands twice in one place.
    ///
    /// Only one of them could count. Remove one, or join their values.
    DuplicateKey = "duplicate-key",
    /// A key that must be there is not.
    ///
    /// Add it. What a key means stands in the manual.
    MissingKey = "missing-key",
    /// A value has the wrong form: a list where one text is expected, a word where a number is.
    ///
    /// Write the value in the form that the message names. A text that looks like a number, `yes`, `no` or a date needs
    /// no quotes unless the message says so.
    WrongType = "wrong-type",
    /// A value is not one of those that are allowed here.
    UnknownValue = "unknown-value",
    /// A file name cannot be an ID.
    ///
    /// The ID of a thing is its file's name without the ending: lower-case letters a–z, digits and hyphens. Rename
    /// the file.
    InvalidId = "invalid-id",
    /// Two files describe the same thing: `ID.yaml` and `ID.md`.
    ///
    /// Join them into one, or rename one.
    DuplicateId = "duplicate-id",
    /// A file in `content/` that no kind of thing claims.
    ///
    /// Files belong into one of `articles`, `publishers`, `documents`, `events`, `people`, `organisations`, `topics`
    /// and `pages`, and end in `.yaml` or `.md`.
    StrayFile = "stray-file",
    /// A Markdown file lacks its front matter, or the front matter is not closed.
    ///
    /// It begins with a line `---`, then the metadata, then another line `---`, then the text.
    FrontMatter = "front-matter",
    /// A date that does not exist, such as 31 February.
    ///
    /// If the source really says so, leave the date out and say so in a note.
    NoSuchDay = "no-such-day",
    /// A date that is not written as the format asks.
    ///
    /// `2023`, `2023-07`, `2023-07-05`, `2023?-07-05` (the year is inferred), `../2023-09-25` (before),
    /// `2023-07/2023-12` (between), `2023-10-11T19:49` (with a time). These are forms of EDTF (ISO 8601-2:2019).
    InvalidDate = "invalid-date",
    /// The number of a document cannot be read as one.
    ///
    /// A number is written as printed: `57-KL/TW`, `30/2020/NĐ-CP`.
    InvalidNumber = "invalid-number",
    /// An address that no link may lead to.
    ///
    /// Only `http://`, `https://` and `mailto:` addresses are allowed.
    InvalidAddress = "invalid-address",
    /// A reference to something that does not exist.
    ///
    /// Correct the name, or write the file that describes the thing.
    UnknownReference = "unknown-reference",
    /// A reference that fits several things.
    ///
    /// Numbers of documents repeat; write the date too, as in `57-KL/TW@2023-06-15`, or the ID, as in `document:ID`.
    AmbiguousReference = "ambiguous-reference",
    /// Two documents have the same number and date, two articles the same siglum, or two people or organisations the
    /// same name, so that nothing tells which of them is meant.
    DuplicateName = "duplicate-name",
    /// A quotation does not stand in the article that it names.
    ///
    /// Quotations are checked word by word, so that a reader can trust them. Copy the words from the article's text
    /// (what is omitted from it does not count); write `[…]` for what you leave out.
    QuoteNotFound = "quote-not-found",
    /// An article names a seed that is not in `seeds/`.
    MissingSeed = "missing-seed",
    /// A seed in `seeds/` that no article describes.
    ///
    /// Write `content/articles/ID.yaml` for it.
    UnusedSeed = "unused-seed",
    /// A seed is no longer the file for which its article was written.
    ///
    /// Line numbers, omit rules and quotations may be wrong now. Check them against the seed, then write the new
    /// SHA-256 into the article.
    SeedChanged = "seed-changed",
    /// An omit rule matches no line.
    ///
    /// Either the text is misspelt, or the seed has changed. Compare the rule with the seed.
    OmitMatchesNothing = "omit-matches-nothing",
    /// An omit rule cannot be understood.
    ///
    /// A rule names `lines: 38-40`, or `from: "text"` with `to: "text"` or to the end.
    InvalidOmit = "invalid-omit",
    /// A line number, passage or field that is not there.
    NoSuchPlace = "no-such-place",
    /// An article has no text left.
    EmptyArticle = "empty-article",
    /// A text mentions a numbered document that no file describes.
    ///
    /// Write the file that the message offers, so that the mention leads somewhere.
    UnknownDocument = "unknown-document",
    /// A text mentions a number that several documents bear, and the date beside it does not decide.
    AmbiguousMention = "ambiguous-mention",
    /// A text states a date that does not exist.
    DateInText = "date-in-text",
    /// A text states a weekday that the date does not have.
    WrongWeekday = "wrong-weekday",
    /// A document's `issued` is not the date that the seeds state beside its number.
    ///
    /// Correct `issued`, or list what each source says; a seed is never changed.
    DateDisagrees = "date-disagrees",
    /// A document's `type` is not what the seeds call it.
    ///
    /// Correct `type`; a seed is never changed.
    TypeDisagrees = "type-disagrees",
    /// A document's `issuer` is not whom the seeds name behind its number.
    ///
    /// Correct `issuer`, or list what each source says; a seed is never changed.
    IssuerDisagrees = "issuer-disagrees",
    /// The portal's own words spell a name in another way than its file does: letter case, tone marks, diacritics.
    ///
    /// Write the name as its file does, or add the spelling to its `aliases`. Seeds and quotations keep their spelling.
    NameVariant = "name-variant",
    /// A question of the self-test cannot be asked: its answer is not among its options.
    InvalidQuestion = "invalid-question",
    /// A relation lacks what its basis asks for: a quotation, or a note.
    MissingEvidence = "missing-evidence",
    /// The theme is not there, or its description is wrong.
    InvalidTheme = "invalid-theme",
    /// A template cannot be read or filled in.
    Template = "template",
    /// Two pages would be written to the same address.
    PathCollision = "path-collision",
    /// A link inside the site leads nowhere.
    BrokenLink = "broken-link",
    /// A link inside the site leads to a page, but to no place on it.
    BrokenAnchor = "broken-anchor",
    /// A link to another site leads to nothing (`khue check --external`).
    ///
    /// Correct the address, or name a stored copy. What a dead page said still stands in the seed.
    DeadLink = "dead-link",
    /// A link to another site could not be checked (`khue check --external`).
    ///
    /// The site is down, slow, turns programs away, or stands in a private network. Open it in a browser.
    UnreachableLink = "unreachable-link",
    /// Part of the portal cannot be read safely: a link out of it, a device, a file that is too large.
    UnsafeFile = "unsafe-file",
}

impl From<Code> for &'static str {
    fn from(code: Code) -> Self {
        code.name()
    }
}

impl std::str::FromStr for Code {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(())
    }
}
