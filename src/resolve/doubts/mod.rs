//! Where metadata disagrees with the seeds or with itself.
//!
//! Only warnings, each of what may be meant: the site is the same without them.

mod agreement;
mod spelling;
pub mod support;
mod titles;

use crate::diagnostic::Diagnostic;
use crate::model::site::Site;
use crate::parse::content::Content;
pub use titles::Memory;

/// All of them, in no order.
pub fn doubts(content: &Content, site: &Site, memory: &mut Memory) -> Vec<Diagnostic> {
    let mut doubts = agreement::agreement(content, site);
    doubts.extend(spelling::spelling(content, &site.articles));
    // A value that stands against a document's number is told of as that.
    let is_told = |claim: &Diagnostic| doubts.iter().any(|doubt| doubt.location == claim.location);
    let claims: Vec<Diagnostic> =
        support::support(content, site).into_iter().filter(|claim| !is_told(claim)).collect();
    doubts.extend(claims);
    doubts.extend(titles::titles(content, site, memory));
    doubts
}
