//! Former addresses of pages, which lead on to where these stand now.

use super::context::Context;
use crate::diagnostic::Code;
use crate::model::site::Redirect;
use crate::parse::content::Content;
use crate::text::file_name::flaw;
use crate::text::percent;

/// All of them, by address; those that are no addresses of a site's pages are reported.
pub fn redirects(content: &Content, context: &mut Context<'_>) -> Vec<Redirect> {
    let mut found = Vec::new();
    for (to, description) in content.things() {
        for (index, written) in description.redirect_from().iter().enumerate() {
            let at = description.at(&["redirect_from".into(), index.into()]);
            match file(written) {
                Ok(from) => found.push(Redirect { from, to, written: at.range }),
                Err((message, hint)) => context.error(Code::InvalidAddress, message, at, Some(hint)),
            }
        }
    }
    found.sort_by(|a, b| (&a.from, a.to, a.written.start).cmp(&(&b.from, b.to, b.written.start)));
    found
}

/// The output file of a former address, or what is wrong with it and what mends it.
fn file(text: &str) -> Result<String, (String, String)> {
    let written = text.trim();
    let no_page = |hint: String| Err((format!("`{written}` is no address below that of the site"), hint));
    let below = written
        .split_once("://")
        .map_or(written, |(_, rest)| rest.split_once('/').map_or("", |parts| parts.1));
    let below = below.trim_start_matches('/');
    let path = below.split(['?', '#']).next().unwrap_or_default();
    if path != written || path.is_empty() {
        let example = if path.is_empty() { "articles/old.html" } else { path };
        return no_page(format!("write what follows the site's own address, such as `{example}`"));
    }
    let path = percent::decoded(path);
    let is_kept = |part: &str| part == "_khue" || part.starts_with('.') && !matches!(part, "." | "..");
    if path.split('/').any(is_kept) {
        return no_page("no page stands in `_khue`, or where a name begins with a dot".to_owned());
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let file = match name.rsplit_once('.') {
        _ if name.is_empty() => format!("{path}index.html"),
        None => format!("{path}/index.html"),
        Some((_, "html" | "htm")) => path,
        Some(_) => return no_page("only pages lead on: an address ends in `.html` or `/`".to_owned()),
    };
    match flaw(&file) {
        None => Ok(file),
        Some(flaw) => no_page(format!("its path {flaw}: write the address as the browser showed it")),
    }
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn an_address_is_that_of_a_file() {
        let check = |text: &str, expected: &str| assert_eq!(file(text).as_deref(), Ok(expected), "{text}");
        check("bai-viet/cu.html", "bai-viet/cu.html");
        check(" cu/ ", "cu/index.html");
        check("2020/05/cu", "2020/05/cu/index.html");
        check("b%C3%A0i.htm", "bài.htm");
    }

    #[test]
    fn what_is_none_is_told_with_what_mends_it() {
        let check = |text: &str, words: &str| {
            let (message, hint) = file(text).expect_err(text);
            assert!(
                message.starts_with(&format!("`{text}` is no address")) && hint.contains(words),
                "{message}: {hint}"
            );
        };
        check("/bai-viet/cu.html", "such as `bai-viet/cu.html`");
        check("https://a.example/cu/", "such as `cu/`");
        check("https://a.example", "such as `articles/old.html`");
        check("cu.html?a=b#c", "such as `cu.html`");
        check("", "such as `articles/old.html`");
        check("feed.xml", "ends in `.html` or `/`");
        check("../cu.html", "the component");
        check(".khue-manifest/", "begins with a dot");
        check("a/%2Eb/c.html", "begins with a dot");
        check("_khue/a.html", "in `_khue`");
        check("a//b/", "an empty component");
    }
}
