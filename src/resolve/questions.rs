//! Questions for readers: whether they can be asked, what answers them, and how they are called.

use super::context::Context;
use super::things::quote;
use crate::diagnostic::{Code, Location};
use crate::model::site::{Question, Quote, RightAnswer, Site, Wording};
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata::{self, Answer, QuestionKind};
use crate::parse::yaml::Step;
use crate::text::slug::slug;
use crate::text::words::one_line;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

const NUMBERED: &str = "options are numbered from 1, in the order of `options:`";

/// The questions under the key `self_test`; one that cannot be asked is reported and left out.
pub fn questions<T>(
    parsed: &Parsed<T>,
    questions: &[metadata::Question],
    context: &mut Context<'_>,
) -> Vec<Question> {
    let mut made: Vec<Question> = Vec::with_capacity(questions.len());
    for (index, meta) in questions.iter().enumerate() {
        let asking = Asking { parsed, index, meta };
        let quotes = asking.quotes(context);
        let ask = asking.words(&asking.path("ask"), &meta.ask, context);
        let options: Vec<Wording> = (0..meta.options.len()).map(|n| asking.option(n, context)).collect();
        let explain = context.text(parsed, &asking.path("explain"), meta.explain.as_ref());
        asking.evidence(&quotes, context);
        let options_fit = asking.options(context);
        let answer = (!asking.lacks_options()).then(|| asking.answer(context)).flatten();
        let Some(answer) = answer.filter(|_| options_fit) else { continue };
        made.push(Question { id: asking.id(), kind: meta.kind, ask, options, answer, explain, quotes });
    }
    made
}

/// What the register asks of each document and event; an id is the kind, a hyphen, the thing's id, a hyphen and one of these.
pub const REGISTER: &[(&str, &[&str])] =
    &[("document", &["number", "issued", "issuer", "subject"]), ("event", &["date", "place"])];

/// Whether the register may ask a question of this id.
fn is_registers(content: &Content, id: &str) -> bool {
    REGISTER.iter().any(|(kind, fields)| {
        let Some(rest) = id.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-')) else { return false };
        fields.iter().any(|field| {
            let thing = rest.strip_suffix(field).and_then(|rest| rest.strip_suffix('-'));
            thing.is_some_and(|thing| match *kind {
                "document" => content.documents.binary_search_by(|p| p.id.as_str().cmp(thing)).is_ok(),
                _ => content.events.binary_search_by(|p| p.id.as_str().cmp(thing)).is_ok(),
            })
        })
    })
}

/// Reports questions of the same id: the same words asked twice in one place, an id given twice, or one of the register's.
pub fn ids_are_unique(content: &Content, site: &Site, context: &mut Context<'_>) {
    fn each<'a, T>(
        parsed: &'a Parsed<T>,
        questions: &'a [metadata::Question],
    ) -> impl Iterator<Item = (String, Location, bool)> + 'a {
        questions.iter().enumerate().map(move |(index, meta)| {
            let asking = Asking { parsed, index, meta };
            let key = if meta.id.is_some() { "id" } else { "ask" };
            (asking.id(), asking.at(key), meta.id.is_some())
        })
    }
    if site.topics.iter().all(|t| t.self_test.is_empty()) && site.pages.iter().all(|p| p.self_test.is_empty())
    {
        return;
    }
    let topics = content.topics.iter().flat_map(|p| each(p, &p.meta.self_test));
    let pages = content.pages.iter().flat_map(|p| each(p, &p.meta.self_test));
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (id, at, is_given) in topics.chain(pages) {
        if is_registers(content, &id) {
            let message = format!("a question of the register has the ID `{id}` too");
            let hint = "give it another `id:`".to_owned();
            context.error(Code::DuplicateName, message, at, Some(hint));
            continue;
        }
        let Some(first) = seen.get(&id) else {
            seen.insert(id, at.file);
            continue;
        };
        let (message, hint) = match is_given {
            true => {
                (format!("a question in `{first}` has the ID `{id}` too"), "give one of them another `id:`")
            }
            false => (
                format!("this is asked twice in `{first}`"),
                "take one of them out, or give one an `id:` of its own",
            ),
        };
        context.error(Code::DuplicateName, message, at, Some(hint.to_owned()));
    }
}

/// A question as it is written, and where.
struct Asking<'a, T> {
    parsed: &'a Parsed<T>,
    index: usize,
    meta: &'a metadata::Question,
}

impl<T> Asking<'_, T> {
    fn path<'a>(&self, key: &'a str) -> [Step<'a>; 3] {
        ["self_test".into(), self.index.into(), key.into()]
    }

    fn at(&self, key: &str) -> Location {
        self.parsed.at(&self.path(key))
    }

    /// A text with its references followed.
    fn words(&self, path: &[Step<'_>], text: &str, context: &mut Context<'_>) -> Wording {
        let Parsed { text: file, .. } = self.parsed;
        Wording::followed(context.markdown(text, &self.parsed.at(path), file))
    }

    fn option(&self, n: usize, context: &mut Context<'_>) -> Wording {
        let path = ["self_test".into(), self.index.into(), "options".into(), n.into()];
        self.words(&path, &self.meta.options[n], context)
    }

    /// The id, which neither other questions nor options nor the answer change.
    fn id(&self) -> String {
        let own = match &self.meta.id {
            Some(id) => slug(id),
            None => {
                let words: String = one_line(&self.meta.ask).nfc().collect();
                format!("{:08x}", xxhash_rust::xxh3::xxh3_64(words.as_bytes()) >> 32)
            }
        };
        format!("{}-{own}", self.parsed.id)
    }

    fn quotes(&self, context: &mut Context<'_>) -> Vec<Quote> {
        let mut quotes = Vec::new();
        if let Some(one) = &self.meta.quote {
            quotes.extend(quote(self.parsed, &self.path("quote"), one, context));
        }
        for (n, one) in self.meta.quotes.iter().enumerate() {
            let path = ["self_test".into(), self.index.into(), "quotes".into(), n.into()];
            quotes.extend(quote(self.parsed, &path, one, context));
        }
        quotes
    }

    /// Every answer has its quotation; a comparison of several quotations, two sources.
    fn evidence(&self, quotes: &[Quote], context: &mut Context<'_>) {
        let Self { meta, .. } = self;
        if meta.quote.is_none() && meta.quotes.is_empty() {
            let message = "the answer needs the words of a source that give it".to_owned();
            let hint = "add `quote:` with `article:` and `text:`".to_owned();
            context.error(Code::MissingEvidence, message, self.at("ask"), Some(hint));
        }
        let articles: BTreeSet<&str> =
            meta.quote.iter().chain(&meta.quotes).map(|quote| &*quote.article).collect();
        if meta.kind == QuestionKind::Compare && quotes.len() > 1 && articles.len() < 2 {
            let message = "sources are compared, and all quotations are of the same article".to_owned();
            let hint = "quote another article too, or ask with `kind: one`".to_owned();
            context.error(Code::MissingEvidence, message, self.at("quotes"), Some(hint));
        }
    }

    fn wrong(&self, key: &str, message: String, hint: &str, context: &mut Context<'_>) {
        context.error(Code::InvalidQuestion, message, self.at(key), Some(hint.to_owned()));
    }

    /// Whether there are options that could not be read, which has been reported.
    fn lacks_options(&self) -> bool {
        self.meta.options.is_empty() && !self.parsed.is_whole && self.parsed.is_written(&self.path("options"))
    }

    /// Whether there is a choice, each option another than the rest.
    fn options(&self, context: &mut Context<'_>) -> bool {
        let Self { meta, .. } = self;
        if self.lacks_options() {
            return false;
        }
        let given = if meta.options.is_empty() { "kind" } else { "options" };
        if meta.kind == QuestionKind::Recall {
            if !meta.options.is_empty() {
                let message = "a question to recall shows no options".to_owned();
                self.wrong(given, message, "take them out, or ask with `kind: one`", context);
            }
            return meta.options.is_empty();
        }
        if meta.options.len() < 2 {
            let message = "there must be at least two options to choose from or to put in order".to_owned();
            let hint = "write them under `options:`, or ask with `kind: recall`";
            self.wrong(given, message, hint, context);
            return false;
        }
        let mut seen = BTreeSet::new();
        let folded = |text: &str| one_line(text).nfc().collect::<String>();
        let same = meta.options.iter().position(|option| !seen.insert(folded(option)));
        if let Some(n) = same {
            let at = self.parsed.at(&["self_test".into(), self.index.into(), "options".into(), n.into()]);
            let message = format!("the option `{}` stands there twice", meta.options[n].0);
            let hint = "options must differ".to_owned();
            context.error(Code::InvalidQuestion, message, at, Some(hint));
        }
        same.is_none()
    }

    fn answer(&self, context: &mut Context<'_>) -> Option<RightAnswer> {
        let Self { meta, .. } = self;
        let count = meta.options.len() as u32;
        let among = |n: &u32| (1..=count).contains(n);
        let sorted = |numbers: &[u32]| {
            let mut sorted = numbers.to_vec();
            sorted.sort_unstable();
            sorted
        };
        let wrong = match (meta.kind, &meta.answer) {
            (QuestionKind::Recall, Answer::Words(words)) => {
                let words = self.words(&self.path("answer"), words, context);
                return Some(RightAnswer::Words(words));
            }
            (QuestionKind::Recall, Answer::Option(number)) => {
                return Some(RightAnswer::Words(Wording::literal(number.to_string())));
            }
            (QuestionKind::Recall, Answer::Options(_)) => {
                let message = "the answer of a question to recall is words".to_owned();
                self.wrong("answer", message, "write the answer in words", context);
                return None;
            }
            (_, Answer::Words(_)) => format!("the answer must be an option's number, from 1 to {count}"),
            (QuestionKind::Several | QuestionKind::Order, Answer::Option(_)) => {
                "the answer must be a list of options' numbers, such as `[1, 3]`".to_owned()
            }
            (QuestionKind::Order, Answer::Options(order)) => {
                if sorted(order) == (1..=count).collect::<Vec<_>>() {
                    return Some(RightAnswer::Options(order.iter().map(|n| n - 1).collect()));
                }
                format!("the answer must name each option from 1 to {count} once")
            }
            (QuestionKind::Several, Answer::Options(several)) => {
                let sorted = sorted(several);
                let twice = sorted.windows(2).find(|pair| pair[0] == pair[1]);
                match twice {
                    Some(pair) => format!("the answer names the option {} twice", pair[0]),
                    None if !several.is_empty() && several.iter().all(among) => {
                        return Some(RightAnswer::Options(sorted.iter().map(|n| n - 1).collect()));
                    }
                    None => format!("the answer names options from 1 to {count}"),
                }
            }
            (_, Answer::Options(_)) => "only one option can be right here".to_owned(),
            (_, Answer::Option(one)) if among(one) => return Some(RightAnswer::Options(vec![one - 1])),
            (_, Answer::Option(_)) => format!("the answer must be from 1 to {count}"),
        };
        if count > 0 {
            self.wrong("answer", wrong, NUMBERED, context);
        }
        None
    }
}
