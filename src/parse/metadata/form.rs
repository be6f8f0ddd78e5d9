//! The forms of values, as patterns that the schemas show to editors.
//!
//! An editor marks what does not match while the author types. The checker of files ([`shape`](crate::parse::shape))
//! leaves patterns aside: the step that gives a value its meaning tells better what is wrong with it. So a pattern
//! takes all that its step takes, and may take more.

use serde_json::{Value as Json, json};

/// An ID: a file's stem.
pub const ID: &str = "^[a-z0-9-]+$";

/// Forms of EDTF and date-times, as [`When::parse`](crate::model::When::parse) reads them.
pub const DATE: &str = r"^\s*(\d{4}\??(-\d{2}(-\d{2})?)?\??|\.\./\d{4}\??(-\d{2}(-\d{2})?)?\??|\d{4}\??(-\d{2}(-\d{2})?)?\??/(\.\.|\d{4}\??(-\d{2}(-\d{2})?)?\??)|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)\s*$";

/// A short name of an article.
pub const SIGLUM: &str = r"^[^\s#|:/\[\]]{1,12}$";

/// A SHA-256 in hexadecimal digits.
pub const SHA256: &str = "^[0-9a-fA-F]{64}$";

/// An address that a link may lead to.
pub const ADDRESS: &str = r"^\s*([hH][tT][tT][pP][sS]?://|[mM][aA][iI][lL][tT][oO]:)";

/// Numbers of lines: `38`, `38-40`, `4, 38-40`.
pub const LINES: &str = r"^\s*\d+\s*([-–]\s*\d+\s*)?(,\s*\d+\s*([-–]\s*\d+\s*)?)*$";

/// A language tag (BCP 47).
pub const LANGUAGE: &str = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$";

/// An offset from UTC.
pub const OFFSET: &str = r"^(Z|[+-]\d{2}:?\d{2})$";

/// Parts of the day.
pub const PART_OF_DAY: &str = "^(morning|noon|afternoon|evening|night)$";

/// A passage's anchor.
pub const ANCHOR: &str = "^p[1-9][0-9]*$";

/// What an editor says of a text that has not the form of a pattern.
pub fn message(pattern: &str) -> Option<&'static str> {
    Some(match pattern {
        ID => "write an ID, a file's name without its ending: a–z, 0–9 and hyphens",
        DATE => {
            "write a date such as 2023-07-05, 2023-07, 2023?-07-05 or ../2023-09-25, or a date-time such as 2023-10-11T19:49"
        }
        SIGLUM => "write up to twelve letters, digits, hyphens and full stops, such as CP",
        SHA256 => "write the 64 hexadecimal digits of the seed's SHA-256",
        ADDRESS => "begin the address with https://, http:// or mailto:",
        LINES => "write line numbers such as 38, 38-40 or 4, 38-40",
        LANGUAGE => "write a language tag such as vi, en or pt-BR",
        OFFSET => "write an offset from UTC such as +07:00, or Z",
        PART_OF_DAY => "write morning, noon, afternoon, evening or night",
        ANCHOR => "write a passage such as p1",
        _ => return None,
    })
}

/// What a list of claims holds where its values have the form `pattern`.
pub fn claims(pattern: &str) -> Json {
    json!({ "type": "object", "properties": { "value": { "pattern": pattern } } })
}

/// What a mapping's keys are where they are passages.
pub fn anchors() -> Json {
    json!({ "pattern": ANCHOR })
}

/// An omit rule names lines, or how the first line begins, and never both.
pub fn one_way() -> Json {
    json!([{ "oneOf": [{ "required": ["lines"] }, { "required": ["from"] }] }])
}

/// Whether a text can be an id: letters a–z, digits and hyphens.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
