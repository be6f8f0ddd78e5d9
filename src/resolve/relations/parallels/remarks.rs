//! What authors remark on two passages.

use crate::diagnostic::Code;
use crate::model::site::{Cleaned, ParallelRemark, Thing, passage_number};
use crate::parse::file::Parsed;
use crate::parse::metadata;
use crate::resolve::context::Context;

/// The remarks of an article's file, each with both of its passages.
pub fn remarks(
    context: &mut Context<'_>,
    parsed: &Parsed<metadata::Article>,
    article: &Cleaned,
) -> Vec<ParallelRemark> {
    let count = article.passages.len();
    let mut made = Vec::with_capacity(parsed.meta.parallels.len());
    for (index, one) in parsed.meta.parallels.iter().enumerate() {
        let at = |field: &'static str| parsed.at(&["parallels".into(), index.into(), field.into()]);
        let remark = context.markdown(&one.remark, &at("remark"), &parsed.text);
        let passage = passage_number(&one.at).filter(|n| (*n as usize) < count);
        if passage.is_none() && count > 0 {
            let hint = format!("its passages are p1 to p{count}");
            context.error(
                Code::NoSuchPlace,
                format!("there is no passage `{}`", one.at.0),
                at("at"),
                Some(hint),
            );
        }
        let Some(target) = context.target(&one.with, at("with")) else { continue };
        let Thing::Article(other) = target.thing else {
            let hint = "write a passage of an article, such as `article:ID#p1`".to_owned();
            context.error(
                Code::UnknownReference,
                format!("`{}` is no passage", one.with.0),
                at("with"),
                Some(hint),
            );
            continue;
        };
        let Some(other_passage) = target.anchor.as_deref().and_then(passage_number) else {
            // That a passage does not exist has been told.
            if !one.with.contains('#') {
                let hint = format!("write which one, such as `{}#p1`", one.with.0);
                let message = format!("`{}` names no passage", one.with.0);
                context.error(Code::NoSuchPlace, message, at("with"), Some(hint));
            }
            continue;
        };
        let Some(passage) = passage else { continue };
        let verdict = one.verdict.as_ref().map(|verdict| verdict.0.clone());
        made.push(ParallelRemark { passage, other, other_passage, verdict, remark });
    }
    made
}
