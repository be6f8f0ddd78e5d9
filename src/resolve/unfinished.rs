//! What looks like a reference or a link, and is none.

use super::context::{Context, find_in_file, shorten, to_root};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::markup::escape::SCHEMES;
use crate::markup::{self, Flaw, Unfinished};
use crate::model::DocumentNumber;
use crate::model::site::{STATIC_FOLDER, Thing};
use crate::text::distance::nearest;

impl Context<'_> {
    /// Warns of what looks like a reference or a link in a Markdown text that stands in the file at `at`, and is none.
    pub(super) fn unfinished(&mut self, source: &str, at: &Location, file_text: &str) {
        let mut from = 0;
        for Unfinished { range, flaw } in markup::unfinished(source, names_something) {
            let written = shorten(&source[range.clone()]);
            let (code, message, hint) = match flaw {
                Flaw::Bracket(meant) => (
                    Code::UnfinishedReference,
                    format!("`{written}` lacks a bracket, and is shown as it stands"),
                    format!("write `{meant}`; if it is no reference, write `\\[` for its first bracket"),
                ),
                Flaw::Empty => (
                    Code::UnfinishedReference,
                    format!("`{written}` refers to nothing, and is shown as it stands"),
                    "write what it refers to, such as `[[topic:ID]]`; if it is no reference, write `\\[` for its first bracket".to_owned(),
                ),
                Flaw::InTable(meant) => (
                    Code::UnfinishedReference,
                    format!("`{written}` is cut in two: in a table `|` ends a cell"),
                    format!("write `{meant}`"),
                ),
                Flaw::Address(address) => {
                    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
                    let is_another = ["ftp", "sftp", "file"].contains(&scheme);
                    let known = SCHEMES.into_iter().filter(|_| !is_another);
                    let near = nearest(&scheme.to_lowercase(), known, 1);
                    let meant = near.first().map(|near| format!("{near}{}", &address[scheme.len()..]));
                    // `C:\…` names a disk of the author's.
                    let is_local = scheme == "file" || scheme.len() == 1;
                    (
                        Code::InvalidAddress,
                        format!("`{}` is not an address that a link may lead to, and is shown without one", shorten(&address)),
                        match did_you_mean(meant.as_slice()) {
                            _ if is_local => {
                                let root = to_root(&at.file);
                                format!("put the file into `{STATIC_FOLDER}`, and write `{root}{STATIC_FOLDER}NAME`: readers do not have yours")
                            }
                            Some(meant) => meant,
                            None => "begin it with `https://`, `http://`, `mailto:` or `tel:`; a file of the site has no `:` in its name".to_owned(),
                        },
                    )
                }
                Flaw::Spaces(meant) => (
                    Code::UnfinishedReference,
                    format!("`{written}` is shown as it stands: an address has no spaces"),
                    format!("write `{meant}`"),
                ),
                Flaw::NoAddress => (
                    Code::InvalidAddress,
                    format!("`{written}` has no address, and leads to its own page"),
                    "write the address between `(` and `)`, or take the brackets out".to_owned(),
                ),
            };
            let place = find_in_file(source, range, &mut from, at, file_text);
            self.diagnostics.push(Diagnostic::warning(code, message).at(place).hint(hint));
        }
    }
}

/// Whether a reference may name something so: a thing by its kind, or a document by its number.
fn names_something(name: &str) -> bool {
    match name.split_once(':') {
        Some((kind, id)) => Thing::KINDS.contains(&kind) && !id.trim().is_empty(),
        None => name.contains('/') && DocumentNumber::parse(name).is_some(),
    }
}
