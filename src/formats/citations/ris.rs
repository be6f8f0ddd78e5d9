//! RIS (*RIS Format Specifications*, Research Information Systems, 2011 edition): a line a field, tag, two spaces, hyphen,
//! space; the type first, `ER` last; lines end in CR LF.

use super::record::{Kind, Record, parts};
use crate::model::When;

/// Appends the record.
///
/// The format has no escapes, and a comma parts names into family and given name. A name that holds one is therefore no author:
/// it stands whole in the note and, a body's, as the publisher, which importers do not take apart.
pub fn write(record: &Record<'_>, out: &mut String) {
    let mut line = |tag: &str, value: Option<&str>| {
        let Some(value) = value else { return };
        for part in [tag, "  - ", value, "\r\n"] {
            out.push_str(part);
        }
    };
    let kind = match record.kind {
        Kind::Newspaper => "NEWS",
        Kind::Magazine => "MGZN",
        Kind::Webpage => "ELEC",
        Kind::Legislation => "STAT",
        Kind::Report => "RPRT",
    };
    line("TY", Some(kind));
    line("ID", Some(&record.key));
    line("TI", Some(&record.title));
    line("ST", record.short_title.as_deref());
    let author = record.author.as_deref();
    let (whole, parted) = match author {
        Some(name) if name.contains(',') => (None, Some(name)),
        name => (name, None),
    };
    line("AU", whole);
    line("T2", record.container.as_deref());
    // Programs take a site from one or the other.
    line("PB", if record.kind == Kind::Webpage { record.container.as_deref() } else { None });
    line(
        "PB",
        match record.kind {
            Kind::Report => author,
            Kind::Legislation => parted,
            _ => None,
        },
    );
    line("M3", record.genre.as_deref());
    line(if record.kind == Kind::Report { "SN" } else { "M1" }, record.number.as_deref());
    if let Some((year, date)) = record.date.as_ref().and_then(date) {
        line("PY", Some(&year));
        line("DA", Some(&date));
    }
    line("UR", record.url.as_deref());
    line("DP", Some(&record.portal));
    let named = parted.map(|name| format!("{}: {name}. {}", record.author_label, record.note));
    line("N1", Some(named.as_deref().unwrap_or(&record.note)));
    line("ER", Some(""));
}

/// The year, and `YYYY/MM/DD/` with the parts that are known; none for spans of time, which the format cannot state.
fn date(when: &When) -> Option<(String, String)> {
    let known: Vec<i16> = match when {
        When::On(point) => parts(point).collect(),
        When::At { date, .. } => vec![date.year(), date.month().into(), date.day().into()],
        When::Before(_) | When::After(_) | When::Between(..) => return None,
    };
    let two = |at: usize| known.get(at).map(|part| format!("{part:02}")).unwrap_or_default();
    Some((format!("{:04}", known[0]), format!("{:04}/{}/{}/", known[0], two(1), two(2))))
}
