//! The stable codes of diagnostics, each with what it means and how to mend it (`khue explain CODE`).

use super::explanation::{self, Explanation};
use serde::Serialize;

/// Declares the codes: a variant and its name. The text of each stands in `codes/NAME.md`.
macro_rules! codes {
    ($($variant:ident = $name:literal,)+) => {
        /// Which kind of mistake a diagnostic reports; the names never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(into = "&'static str")]
        pub enum Code {
            $(#[doc = include_str!(concat!("codes/", $name, ".md"))] $variant,)+
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// Its stable kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// What it means, why it matters, how to mend it, and an example, in Markdown: what the manual shows.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("codes/", $name, ".md")),)+ }
            }
        }
    };
}

codes! {
    InvalidYaml = "invalid-yaml",
    NotUtf8 = "not-utf8",
    UnknownKey = "unknown-key",
    CommentInValue = "comment-in-value",
    ListInValue = "list-in-value",
    TypographicQuotes = "typographic-quotes",
    DuplicateKey = "duplicate-key",
    RepeatedValue = "repeated-value",
    MissingKey = "missing-key",
    WrongType = "wrong-type",
    UnknownValue = "unknown-value",
    InvalidId = "invalid-id",
    DuplicateId = "duplicate-id",
    StrayFile = "stray-file",
    FrontMatter = "front-matter",
    NoSuchDay = "no-such-day",
    InvalidDate = "invalid-date",
    InvalidNumber = "invalid-number",
    InvalidAddress = "invalid-address",
    UnknownReference = "unknown-reference",
    UnfinishedReference = "unfinished-reference",
    RemoteImage = "remote-image",
    AmbiguousReference = "ambiguous-reference",
    DuplicateName = "duplicate-name",
    QuoteNotFound = "quote-not-found",
    UncheckedQuotation = "unchecked-quotation",
    MissingSeed = "missing-seed",
    UnusedSeed = "unused-seed",
    SeedChanged = "seed-changed",
    OmitMatchesNothing = "omit-matches-nothing",
    InvalidOmit = "invalid-omit",
    NoSuchPlace = "no-such-place",
    EmptyArticle = "empty-article",
    UnknownDocument = "unknown-document",
    AmbiguousMention = "ambiguous-mention",
    DateInText = "date-in-text",
    WrongWeekday = "wrong-weekday",
    DateDisagrees = "date-disagrees",
    TypeDisagrees = "type-disagrees",
    IssuerDisagrees = "issuer-disagrees",
    ClaimUnsupported = "claim-unsupported",
    NameVariant = "name-variant",
    TitleVariant = "title-variant",
    InvalidQuestion = "invalid-question",
    MissingEvidence = "missing-evidence",
    SelfRelation = "self-relation",
    InvalidTheme = "invalid-theme",
    Template = "template",
    PathCollision = "path-collision",
    BrokenLink = "broken-link",
    BrokenAnchor = "broken-anchor",
    DeadLink = "dead-link",
    UnreachableLink = "unreachable-link",
    UnsafeFile = "unsafe-file",
}

impl Code {
    /// The explanation in its parts.
    pub fn parts(self) -> Explanation {
        explanation::parts(self.explanation())
    }
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
