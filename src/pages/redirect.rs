//! The pages that stand at former addresses: each leads on to a thing's.

use super::Planner;
use super::paths::root;
use crate::display::words;
use crate::markup::escape;
use crate::model::Artifact;
use crate::model::site::Redirect;

/// The page at a former address. It has no template: readers see it for a moment, or where a browser does not follow
/// (HTML Living Standard, section 4.2.5.3 "Pragma directives", refresh state).
pub fn redirect(planner: &Planner<'_>, redirect: &Redirect) -> Artifact {
    let Planner { site, strings, paths, .. } = planner;
    let address =
        escape::attribute(&format!("{}{}", root(&redirect.from), paths.of(redirect.to))).into_owned();
    let title = super::nowhere(planner, |scope| words::html(&scope.name(redirect.to)));
    let base = site.portal.base_url.as_deref();
    let canonical = base.map(|base| {
        let target = super::paths::Paths::absolute(base, paths.of(redirect.to));
        format!("<link rel=\"canonical\" href=\"{}\">\n", escape::attribute(&target))
    });
    let html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={address}\">\n{}</head>\n\
         <body>\n<main><h1>{}</h1>\n<p><a href=\"{address}\">{title}</a></p></main>\n</body>\n</html>\n",
        escape::attribute(&site.portal.language),
        canonical.unwrap_or_default(),
        escape::text(strings.get("moved")),
    );
    Artifact { path: redirect.from.clone(), bytes: html.into_bytes() }
}
