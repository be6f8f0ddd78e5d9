//! From a tree to a typed value: a [`serde`] deserializer of [`Node`].
//!
//! Plain scalars mean what they do in YAML 1.2.2, section 10.3 "Core Schema", with two additions that other readers have too: binary
//! numbers (`0b11`), and that digits behind a leading zero (`007`) are a text.

use super::{Entry, Node, Value};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Why a tree does not fit a type.
#[derive(Debug)]
pub(super) struct Misfit {
    /// Byte offset of the innermost value that does not fit.
    pub(super) at: Option<usize>,
    /// The key under which it stands, and why it does not fit.
    pub(super) message: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { at: None, message: message.to_string() }
    }
}

/// A value that is read into a type.
#[derive(Clone, Copy)]
pub(super) struct Reader<'de> {
    pub(super) node: &'de Node,
    /// Whether keys without a value count as left out, wherever they stand.
    pub(super) skips_nulls: bool,
}

impl<'de> Reader<'de> {
    fn of(self, node: &'de Node) -> Self {
        Self { node, ..self }
    }

    /// The text of a scalar, however it is written.
    fn text(self) -> Option<&'de str> {
        match &self.node.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Scalar { text, plain: false } => visitor.visit_borrowed_str(text),
            Value::Scalar { text, plain: true } => match Plain::of(text) {
                Plain::Null => visitor.visit_unit(),
                Plain::Bool(value) => visitor.visit_bool(value),
                Plain::Unsigned(value) => visitor.visit_u64(value),
                Plain::Signed(value) => visitor.visit_i64(value),
                Plain::Float(value) => visitor.visit_f64(value),
                Plain::Text => visitor.visit_borrowed_str(text),
            },
            Value::Sequence(items) => visitor.visit_seq(Items { reader: self, items: items.iter() }),
            Value::Mapping(entries) => {
                visitor.visit_map(Entries { reader: self, entries: entries.iter(), next: None })
            }
        }
    }

    /// Says of what went wrong here where that is, unless it is known.
    fn placed(self, mut error: Misfit) -> Misfit {
        error.at.get_or_insert(self.node.range.start);
        error
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.any(visitor).map_err(|error| self.placed(error))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.text() {
            Some(text) => visitor.visit_borrowed_str(text).map_err(|error| self.placed(error)),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.node.is_null() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
        .map_err(|error| self.placed(error))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self).map_err(|error| self.placed(error))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let read = match self.text() {
            Some(text) => visitor
                .visit_enum::<StrDeserializer<'_, Misfit>>(text.trim_end_matches('\n').into_deserializer()),
            None => Err(Misfit::invalid_type(Unexpected::Other("no word"), &visitor)),
        };
        read.map_err(|error| self.placed(error))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// The items of a sequence.
struct Items<'de> {
    reader: Reader<'de>,
    items: std::slice::Iter<'de, Node>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        self.items.next().map(|item| seed.deserialize(self.reader.of(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a mapping.
struct Entries<'de> {
    reader: Reader<'de>,
    entries: std::slice::Iter<'de, Entry>,
    /// The entry whose key was read.
    next: Option<&'de Entry>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let skips = self.reader.skips_nulls;
        self.next = self.entries.find(|entry| !(skips && entry.value.is_null()));
        let Some(entry) = self.next else { return Ok(None) };
        let key: StrDeserializer<'de, Misfit> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|error| Misfit { at: Some(entry.key_range.start), ..error })
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        let entry = self.next.take().expect("a key was read");
        seed.deserialize(self.reader.of(&entry.value))
            .map_err(|error| Misfit { message: format!("{}: {}", entry.key, error.message), ..error })
    }
}

/// What a plain scalar means.
#[derive(Debug, PartialEq)]
pub enum Plain {
    /// Nothing: `key:` without a value, `~`, `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Unsigned(u64),
    /// A whole number with a minus before it.
    Signed(i64),
    /// Another number.
    Float(f64),
    /// What is written.
    Text,
}

impl Plain {
    /// What the plain scalar `text` means.
    pub fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" => return Self::Bool(true),
            "false" | "False" | "FALSE" => return Self::Bool(false),
            _ => {}
        }
        // Most values are words.
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            return Self::Text;
        }
        let is_negative = text.starts_with('-');
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let padded = digits.len() > 1 && digits.starts_with('0');
        if digits.starts_with(['-', '+']) || (padded && digits.bytes().all(|byte| byte.is_ascii_digit())) {
            return Self::Text;
        }
        let (radix, digits) = match digits.split_at_checked(2) {
            Some(("0x", rest)) => (16, rest),
            Some(("0o", rest)) => (8, rest),
            Some(("0b", rest)) => (2, rest),
            _ => (10, digits),
        };
        if digits.starts_with(['-', '+']) {
            return Self::Text;
        }
        let whole = u64::from_str_radix(digits, radix).ok();
        let whole = whole.and_then(|number| match is_negative {
            false => Some(Self::Unsigned(number)),
            true => Some(Self::Signed(0_i64.checked_sub_unsigned(number)?)),
        });
        if let Some(number) = whole {
            return number;
        }
        if radix != 10 {
            return Self::Text;
        }
        let float: Option<f64> = match digits {
            ".inf" | ".Inf" | ".INF" => Some(f64::INFINITY),
            ".nan" | ".NaN" | ".NAN" if digits.len() == text.len() => Some(f64::NAN),
            // What else Rust takes for a number, and what is too large for one, are words.
            _ if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                digits.parse().ok().filter(|number: &f64| number.is_finite())
            }
            _ => None,
        };
        match float {
            Some(number) => Self::Float(if is_negative { -number } else { number }),
            None => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::yaml::read;
    use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
    use serde::Deserialize;
    use serde_json::Value as Json;
    use std::collections::BTreeMap;

    fn value(yaml: &str) -> Json {
        let mut read: BTreeMap<String, Json> = read(&format!("a: {yaml}\n")).expect("valid");
        read.remove("a").expect("there is one key")
    }

    #[test]
    fn a_plain_scalar_means_what_it_does_in_yaml() {
        for (yaml, json) in [
            ("", "null"),
            ("~", "null"),
            ("'~'", "\"~\""),
            ("true", "true"),
            ("FALSE", "false"),
            ("yes", "\"yes\""),
            ("'true'", "\"true\""),
            ("57", "57"),
            ("-57", "-57"),
            ("+57", "57"),
            ("057", "\"057\""),
            ("0", "0"),
            ("-0", "0"),
            ("0x1F", "31"),
            ("-0o17", "-15"),
            ("0b101", "5"),
            ("18446744073709551615", "18446744073709551615"),
            ("1.50", "1.5"),
            ("1e3", "1000.0"),
            ("-.5", "-0.5"),
            ("1e999", "\"1e999\""),
            ("1.2.3", "\"1.2.3\""),
            ("57-KL/TW", "\"57-KL/TW\""),
            ("2023-07-05", "\"2023-07-05\""),
            ("--1", "\"--1\""),
            ("+-1", "\"+-1\""),
            ("0x-1", "\"0x-1\""),
            ("+inf", "\"+inf\""),
            ("\"a\\tb\"", "\"a\\tb\""),
            ("[a, {b: 1}]", "[\"a\",{\"b\":1}]"),
        ] {
            assert_eq!(value(yaml).to_string(), json, "{yaml:?}");
        }
    }

    #[test]
    fn a_text_is_what_is_written_and_nothing_is_a_key_left_out() {
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(rename_all = "kebab-case")]
        enum Word {
            OneTwo,
        }
        #[derive(Debug, Deserialize, PartialEq)]
        struct All {
            text: String,
            word: Word,
            #[serde(default)]
            list: Vec<u32>,
            number: Option<f64>,
        }
        let read = read::<All>;
        let number = Some(2.0);
        let all = All { text: "1.50".to_owned(), word: Word::OneTwo, list: vec![1], number };
        assert_eq!(read("text: 1.50\nword: one-two\nlist: [1]\nnumber: 2\n"), Ok(all));
        let few = All { text: "~".to_owned(), word: Word::OneTwo, list: vec![], number: None };
        assert_eq!(read("\u{feff}text: '~'\nword: one-two\nlist:\nnumber:\n"), Ok(few));
        let wrong = read("text: a\nword: one-two\nlist:\n  - 1\n  - b\n").unwrap_err();
        assert_eq!(wrong.at, "text: a\nword: one-two\nlist:\n  - 1\n  - ".len());
        assert_eq!(wrong.message, "list: invalid type: string \"b\", expected u32");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Held to another reader.
        #[test]
        fn a_plain_scalar_means_what_it_does_to_other_readers(yaml in "[-+]?(0[xob]?)?[-+0-9.eEinfaINF]{0,9}") {
            let yaml = if yaml == "-" { "--" } else { &yaml }; // A list begins with `- `.
            let other: BTreeMap<String, Json> = serde_yaml::from_str(&format!("a: {yaml}\n")).expect("valid");
            prop_assert_eq!(&value(yaml), &other["a"], "{:?}", yaml);
        }
    }
}
