//! `sitemap.xml` (the Sitemaps protocol 0.9, sitemaps.org): every page but the one that says there is none.

use super::{Input, text, xml};
use crate::model::Artifact;
use crate::pages::KINDS;

/// Addresses in one sitemap; the protocol allows 50,000.
const A_FILE: usize = 50_000;

/// One sitemap, or several and their index; nothing without `base_url`.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let pages = input.pages.iter().filter(|page| KINDS[page.kind].name != "not-found");
    let addresses: Vec<String> = pages.filter_map(|page| input.absolute(&page.file)).collect();
    if addresses.is_empty() {
        return Vec::new();
    }
    let files: Vec<String> = addresses.chunks(A_FILE).map(urls).collect();
    if files.len() == 1 {
        return files.into_iter().map(|file| text("sitemap.xml", file)).collect();
    }
    let name = |n: usize| format!("sitemap-{}.xml", n + 1);
    let mut index = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for n in 0..files.len() {
        let address = input.absolute(&name(n)).unwrap_or_default();
        index.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", xml::escape(&address)));
    }
    index.push_str("</sitemapindex>\n");
    let mut artifacts = vec![text("sitemap.xml", index)];
    artifacts.extend(files.into_iter().enumerate().map(|(n, file)| text(&name(n), file)));
    artifacts
}

fn urls(addresses: &[String]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in addresses {
        out.push_str("<url><loc>");
        out.push_str(&xml::escape(address));
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}
