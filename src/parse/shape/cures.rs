//! What would mend a value of another shape, in words for authors, and what it is called.

use super::super::yaml::{Entry, Node, Plain, Value};
use crate::text::distance::nearest;
use crate::text::fold::bare;
use serde_json::Value as Json;

/// Those of `names` that may be meant by `key`.
pub fn near<'a>(key: &str, names: &[&'a str]) -> Vec<&'a str> {
    let known = |meant: &[&str]| -> Vec<&'a str> {
        meant.iter().filter_map(|meant| names.iter().copied().find(|name| name == meant)).collect()
    };
    // A word of another language is near to one of English by chance only.
    let translated = known(meant_in_vietnamese(key));
    let close = if translated.is_empty() { nearest(key, names.iter().copied(), 3) } else { translated };
    if close.is_empty() { known(meant(key)) } else { close }
}

/// What is meant by a key in Vietnamese, with or without marks: those of these that are known in its place.
fn meant_in_vietnamese(key: &str) -> &'static [&'static str] {
    match bare(key).replace(['_', '-'], " ").as_str() {
        "tieu de" | "tua de" | "tua" | "ten bai" | "nhan de" => &["title"],
        "ten" | "ho ten" | "ho va ten" => &["name", "title"],
        "ngay" | "ngay thang" | "thoi gian" => &["date", "published", "issued"],
        "ngay dang" | "dang ngay" => &["published"],
        "ngay ban hanh" | "ngay ky" => &["issued"],
        "ngay hop" | "ngay dien ra" => &["date"],
        "loai" | "kieu" | "the loai" => &["kind", "type"],
        "so" | "so hieu" | "so van ban" => &["number"],
        "ky hieu" | "ten tat" => &["siglum", "number"],
        "tep" | "ban luu" | "nguon" => &["seed", "article", "publisher"],
        "tac gia" | "nguoi viet" => &["author", "authors"],
        "noi dang" | "bao" | "nha xuat ban" => &["publisher"],
        "co quan" | "co quan ban hanh" | "noi ban hanh" | "ban hanh" => &["issuer", "organisation"],
        "dia chi" | "duong dan" | "lien ket" => &["url", "site"],
        "chu de" | "chuyen de" | "the" => &["topics"],
        "su kien" => &["events"],
        "van ban" | "tai lieu" => &["documents"],
        "nguoi" | "nhan vat" | "thanh phan" => &["people"],
        "dia diem" | "noi" | "noi hop" | "noi to chuc" => &["place"],
        "chu tri" | "chu toa" => &["chair"],
        "to chuc" | "don vi to chuc" | "don vi" => &["organiser", "organisation"],
        "hinh thuc" => &["format"],
        "ten khac" | "ten goi khac" | "biet danh" => &["aliases"],
        "chuc vu" | "vai tro" => &["roles"],
        "tom tat" | "mo ta" | "gioi thieu" => &["summary", "description", "note"],
        "ghi chu" | "chu thich" => &["notes", "note", "remark"],
        "nhan xet" => &["remark"],
        "trich dan" | "trich" => &["quotes", "quote"],
        "cau hoi" => &["points", "questions", "self_test", "ask"],
        "tra loi" | "dap an" => &["answer"],
        "lua chon" => &["options"],
        "loi" | "noi dung" | "chu" => &["text"],
        "thu tu" => &["order"],
        "quan he" => &["relations"],
        "tu khoa" | "thuat ngu" => &["terms", "term"],
        "bai" | "bai viet" => &["article"],
        "gia tri" => &["value"],
        "dong" => &["lines"],
        "ngon ngu" => &["language"],
        "ban nhap" | "nhap" => &["draft"],
        _ => &[],
    }
}

/// What is meant by a key of another kind of file, or of another program: those of these that are known in its place.
fn meant(key: &str) -> &'static [&'static str] {
    match key.to_lowercase().as_str() {
        "abstract" | "description" | "excerpt" | "lead" | "summary" => &["summary", "description", "note"],
        "address" | "href" | "link" | "permalink" => &["url", "site"],
        "author" | "byline" | "creator" => &["author", "authors", "people"],
        "categories" | "category" | "keywords" | "tags" => &["topics", "terms"],
        "comment" | "remark" => &["remark", "note", "notes"],
        "created" | "date" | "day" | "issued" | "published" => &["date", "issued", "published"],
        "file" | "source" => &["seed", "article"],
        "heading" | "name" | "title" => &["title", "name"],
        "location" | "venue" => &["place"],
        "no" | "nr" | "num" => &["number"],
        "organisation" | "organization" | "publisher" => {
            &["publisher", "issuer", "organiser", "organisation"]
        }
        "participants" => &["people"],
        "short" | "short_title" => &["label", "siglum"],
        "weight" | "position" => &["order"],
        _ => &[],
    }
}

/// The known key and the value that are meant by a key such as `value:đình`, which lacks a space.
pub(super) fn joined<'a, 'b>(key: &'a str, names: &[&'b str]) -> Option<(&'b str, &'a str)> {
    let (name, value) = key.split_once(':')?;
    let name = *names.iter().find(|known| **known == name.trim())?;
    Some((name, value.trim())).filter(|(_, value)| !value.is_empty())
}

/// How the value is written of which the entries from `index` on were torn off.
pub(super) fn torn(entries: &[Entry], index: usize) -> String {
    let mut words: Vec<&str> = Vec::new();
    let before = index.checked_sub(1).map(|before| &entries[before]);
    if let Some(Entry { value: Node { value: Value::Scalar { text, plain: true }, .. }, .. }) = before {
        words.push(text);
    }
    words.extend(entries[index..].iter().take_while(|entry| is_torn(entry)).map(|entry| entry.key.as_str()));
    let whole = words.join(", ");
    match before.filter(|_| words.len() > 1 && whole.len() < 80 && !whole.contains(['"', '\\'])) {
        Some(before) => {
            format!("write `{}: \"{whole}\"`: within `{{…}}` a comma ends a text without quotes", before.key)
        }
        None => "put quotes around the text before it: within `{…}` a comma ends it".to_owned(),
    }
}

/// Whether a text can stand within `{…}` and `[…]` without quotes.
pub(super) fn is_plain_in_braces(text: &str) -> bool {
    let is_sign = |c: char| "[]{},:#&*!|>'\"%@`\n".contains(c);
    !text.contains(is_sign) && !text.starts_with(['-', '?', '=', '~']) && text.trim() == text && is_text(text)
}

/// Whether an entry is no key but words behind a comma: it does not look like a key, and has no value.
pub fn is_torn(entry: &Entry) -> bool {
    let looks_like_key = entry.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !entry.key.starts_with(|first: char| first.is_ascii_digit());
    let lacks_space = entry.key.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    });
    entry.value.is_null() && entry.value.range.is_empty() && !looks_like_key && !lacks_space
}

/// Whether a plain scalar is read as text.
pub(super) fn is_text(text: &str) -> bool {
    Plain::of(text) == Plain::Text
}

pub(super) fn describe(root: &Json, schema: &Json) -> String {
    let kind = match schema.get("type") {
        Some(Json::String(one)) => one.as_str(),
        Some(Json::Array(several)) => several.first().and_then(Json::as_str).unwrap_or_default(),
        _ => "",
    };
    match kind {
        "string" => "a text".to_owned(),
        "integer" => "a whole number".to_owned(),
        "number" => "a number".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "array" => {
            let item = schema.get("items").map(|items| {
                let pointer = items.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix('#'));
                pointer.and_then(|p| root.pointer(p)).unwrap_or(items)
            });
            match item.and_then(|i| i.get("type")).map(|t| t.to_string()) {
                Some(kind) if kind.contains("object") => "a list of entries, each with keys".to_owned(),
                _ => "a list (`- one` on each line, or `[one, two]`)".to_owned(),
            }
        }
        "object" => "keys with values, on lines of their own".to_owned(),
        _ => "another kind of value".to_owned(),
    }
}

pub(super) fn found(node: &Node) -> String {
    match &node.value {
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "keys with values".to_owned(),
        Value::Scalar { .. } if node.is_null() => "nothing".to_owned(),
        Value::Scalar { text, plain: true } if !is_text(text) => {
            match matches!(text.to_ascii_lowercase().as_str(), "true" | "false") {
                true => format!("the truth value `{text}`"),
                false => format!("the number `{text}`"),
            }
        }
        Value::Scalar { text, .. } => format!("the text `{}`", shorten(text)),
    }
}

pub(super) fn cure(node: &Node, schema: &Json) -> Option<String> {
    let wants = |kind: &str| {
        schema
            .get("type")
            .is_some_and(|t| t == kind || t.as_array().is_some_and(|a| a.iter().any(|k| k == kind)))
    };
    match &node.value {
        Value::Scalar { .. } if node.is_null() => Some("write a value here, or remove what is empty".to_owned()),
        Value::Scalar { text, .. } if wants("array") && text.starts_with('-') => {
            Some("write a space behind each `-` of the list".to_owned())
        }
        Value::Scalar { text, plain: true } if wants("string") => {
            Some(format!("put quotes around it: \"{text}\""))
        }
        Value::Scalar { text, .. }
            if wants("array") && text.split(',').all(|part| is_plain_in_braces(part.trim())) =>
        {
            Some(match text.chars().count() {
                0..=40 => format!("write `[{text}]`"),
                _ => "write `[` before it and `]` behind it".to_owned(),
            })
        }
        Value::Scalar { .. } if wants("array") => {
            Some("write it on a line of its own after `- `; if entries have keys, `- key: value`".to_owned())
        }
        Value::Scalar { text, plain: false }
            if wants("boolean") && matches!(text.as_str(), "true" | "false") =>
        {
            Some("remove the quotes".to_owned())
        }
        Value::Sequence(items) if wants("string") => Some(match scalars(items) {
            None if let [Node { value: Value::Sequence(inner), .. }] = items.as_slice()
                && let Some([word]) = scalars(inner).as_deref() =>
            {
                format!(
                    "write `{word}` where only a reference can stand; a text that begins with `[[` needs quotes around it"
                )
            }
            Some(words) if words.len() == 1 => {
                format!("write `{}` without brackets and `- `, or quotes around it if they are a part of the text", shorten(words[0]))
            }
            Some(words) if words.len() > 1 => {
                format!("only one value can stand here; is it one text: `{}`?", shorten(&words.join(", ")))
            }
            _ => "only one value can stand here; put quotes around a text that begins with `[`".to_owned(),
        }),
        Value::Mapping(entries) if wants("string") => Some(match entries.as_slice() {
            [Entry { key, value: value @ Node { value: Value::Scalar { text, .. }, .. }, .. }]
                if !value.is_null() =>
            {
                format!(
                    "write one text here: `{key}:{text}` without a space, or quotes around it: \"{key}: {text}\""
                )
            }
            _ => "write one text here, in quotes if it begins with `{` or holds `: `".to_owned(),
        }),
        Value::Sequence(items)
            if wants("object") && items.iter().any(|item| matches!(item.value, Value::Mapping(_))) =>
        {
            Some("write keys here, `key: value` on lines of their own, without `- ` or `[` before them".to_owned())
        }
        Value::Sequence(_) if wants("object") => Some(
            "put quotes around a text that begins with `[[`; entries are `- key: value`, or keys on lines below".to_owned(),
        ),
        _ if wants("boolean") => Some("write `true` or `false`".to_owned()),
        _ if wants("integer") => Some("write a whole number, such as `3`".to_owned()),
        _ if wants("array") => Some("write `[one, two]`, or each on a line of its own after `- `".to_owned()),
        _ if wants("object") => Some("write `key: value` on lines of their own, indented".to_owned()),
        _ if wants("string") => Some("write one value in its place".to_owned()),
        _ => None,
    }
}

/// The texts of a list that holds nothing else.
pub(super) fn scalars(items: &[Node]) -> Option<Vec<&str>> {
    items
        .iter()
        .map(|item| match &item.value {
            Value::Scalar { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// The beginning of a text, on one line.
pub fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}

pub(super) fn first_sentence(text: &str) -> &str {
    text.split(['\n', ';']).next().unwrap_or(text).trim_end_matches('.')
}
