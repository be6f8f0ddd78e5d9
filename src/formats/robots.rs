//! `robots.txt` (RFC 9309, *Robots Exclusion Protocol*), and `.nojekyll`, which keeps one host from leaving files out.

use super::{Input, text};
use crate::model::Artifact;
use crate::offers::is_chosen;

/// Allows everything, and names the sitemap where there is one.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let mut robots = String::from("User-agent: *\nAllow: /\n");
    let has_sitemap = is_chosen(input.site, "sitemap");
    if let Some(address) = input.absolute("sitemap.xml").filter(|_| has_sitemap) {
        robots.push_str(&format!("\nSitemap: {address}\n"));
    }
    vec![text("robots.txt", robots), text(".nojekyll", String::new())]
}
