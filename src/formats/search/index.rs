//! The files of the index: the directory, which is read first and always by the same name, and what it leads to, under
//! names that change with the content.

use super::abbreviations::Abbreviations;
use super::entries::{entry, things};
use super::gather::{Gathered, PAGE, gather, record};
use super::pack::{Packer, file, name};
use super::postings::{Chunk, chunks};
use crate::formats::Input;
use crate::model::Artifact;
use crate::model::site::Thing;
use crate::search::facets::{Choice, Facets, rank, source, topics as topics_of, year};
use crate::search::word::Folding;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The directory's name: its file is `search/index.js`.
const DIRECTORY: &str = "index";

/// The common text of packed texts is taken from so many pages, spread evenly.
const SAMPLES: usize = 24;

/// Its greatest length, in bytes; it is never more than a fraction of all texts.
const COMMON: usize = 24 * 1024;

/// One page more of texts may bring so many bytes of common text.
const COMMON_PER_PAGE: usize = 64;

/// Words for mistakes of typing are at most so many, the most frequent ones.
const WORDS: usize = 20_000;

/// All files of the index of a site in which something can be found.
pub fn files(input: &Input<'_>) -> Vec<Artifact> {
    let things = things(input.site);
    let folding = Folding::of(&input.site.portal.language);
    let abbreviations = Abbreviations::new(input.site, folding);
    let packer = Packer::new(common(input, &things));
    let gathered = gather(input, &things, folding, &abbreviations, &packer);
    let [unary, binary] = chunks(&gathered);
    let mut files = Files::default();
    let (first, names): (Vec<Vec<&str>>, Vec<String>) =
        [&unary, &binary].map(|chunks| files.add_chunks(chunks)).into_iter().unzip();
    let groups = files.add_all(gathered.groups.iter().map(|(_, stream)| stream.clone()).collect());
    let rest = Packer::default();
    let facets_name =
        files.add_all(vec![rest.pack(facets(input, &things, &gathered).to_string().as_bytes())]);
    let words_name = files.add_all(vec![rest.pack(json!(words(&gathered)).to_string().as_bytes())]);
    let directory = json!({
        "fold": if folding == Folding::Endings { "endings" } else { "marks" },
        "blocks": gathered.blocks,
        "keys": first,
        "chunks": names,
        "pages": gathered.groups.iter().map(|(pages, _)| pages).collect::<Vec<_>>(),
        "groups": groups,
        "head": base64(&packer.head()),
        "common": packer.common(),
        "facets": facets_name,
        "words": words_name,
    });
    let mut made = files.made;
    made.push(file(DIRECTORY, &rest.pack(directory.to_string().as_bytes())));
    made
}

/// Files under names of their own.
#[derive(Default)]
struct Files {
    made: Vec<Artifact>,
    /// By name, the position of its file.
    known: HashMap<String, usize>,
}

impl Files {
    /// Adds a file for each stream; their names, one behind the other, all of the same length. What is equal is one file.
    fn add_all(&mut self, streams: Vec<Vec<u8>>) -> String {
        let named: Vec<Artifact> = streams.par_iter().map(|stream| file(&name(stream, 0), stream)).collect();
        let mut names = String::new();
        for (stream, mut made) in streams.iter().zip(named) {
            let mut own = name(stream, 0);
            let mut salt = 0;
            // Two streams of one name hardly ever meet; the second then gets another.
            while self.known.get(&own).is_some_and(|known| self.made[*known].bytes != made.bytes) {
                salt += 1;
                own = name(stream, salt);
                made = file(&own, stream);
            }
            names.push_str(&own);
            if !self.known.contains_key(&own) {
                self.known.insert(own, self.made.len());
                self.made.push(made);
            }
        }
        names
    }

    fn add_chunks<'a>(&mut self, chunks: &'a [Chunk]) -> (Vec<&'a str>, String) {
        let packer = Packer::default();
        let streams = chunks.par_iter().map(|chunk| packer.pack(&chunk.bytes)).collect();
        (chunks.iter().map(|chunk| chunk.first.as_str()).collect(), self.add_all(streams))
    }
}

/// What begins the texts of pages from all over the site, in which other texts find what they repeat.
fn common(input: &Input<'_>, things: &[Thing]) -> Vec<u8> {
    let part = COMMON.min(things.len() * COMMON_PER_PAGE) / SAMPLES;
    let step = things.len().div_ceil(SAMPLES);
    let samples: Vec<Vec<u8>> = things
        .par_iter()
        .skip(step / 2)
        .step_by(step)
        .map(|&thing| {
            let mut text = record(&entry(input, thing)).into_bytes();
            text.truncate(part);
            text
        })
        .collect();
    samples.concat()
}

/// What narrows results: for each page its kind, source, topics and year, as positions in the lists of `ids`, or null; and
/// its day.
fn facets(input: &Input<'_>, things: &[Thing], gathered: &Gathered) -> Value {
    let site = input.site;
    let facets = Facets::new(site);
    let ids = |choices: &[Choice]| choices.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
    let kinds = Thing::KINDS.map(str::to_owned).to_vec();
    let (sources, topics) = (ids(&facets.sources), ids(&facets.topics));
    let years: Vec<String> = facets.years.iter().map(ToString::to_string).collect();
    let place = |ids: &[String]| -> HashMap<String, usize> {
        ids.iter().enumerate().map(|(index, id)| (id.clone(), index)).collect()
    };
    let (source_at, topic_at, year_at) = (place(&sources), place(&topics), place(&years));
    let source_of = |thing: &Thing| match thing {
        Thing::Article(id) => source_at.get(source(site, &site[id])),
        _ => None,
    };
    let topics_of = |thing: &Thing| -> Vec<&usize> {
        topics_of(site, *thing).iter().filter_map(|id| topic_at.get(&site[id].id)).collect()
    };
    let year_of = |thing: &Thing| year(site, *thing).and_then(|year| year_at.get(&year.to_string()));
    json!({
        "ids": { "kinds": kinds, "sources": sources, "topics": topics, "years": years },
        "kinds": things.iter().map(|&thing| rank(thing)).collect::<Vec<_>>(),
        "sources": things.iter().map(source_of).collect::<Vec<_>>(),
        "topics": things.iter().map(topics_of).collect::<Vec<_>>(),
        "years": things.iter().map(year_of).collect::<Vec<_>>(),
        "days": gathered.days,
    })
}

/// The folds of words, the most frequent first, with spaces between; in a large site not those that stand in it once.
fn words(gathered: &Gathered) -> String {
    let mut places = vec![0_usize; gathered.words.len()];
    for &number in gathered.streams.iter().flatten().filter(|number| **number < PAGE) {
        places[number as usize] += 1;
    }
    let mut folds: Vec<(usize, &str)> = Vec::new();
    for (word, places) in gathered.words.iter().zip(places) {
        match folds.last_mut().filter(|(_, fold)| *fold == word.folded) {
            Some((sum, _)) => *sum += places,
            None => folds.push((places, &word.folded)),
        }
    }
    let least = if gathered.blocks.len() > 1000 { 2 } else { 1 };
    folds.retain(|(places, fold)| *places >= least && fold.len() > 1);
    folds.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    folds.truncate(WORDS);
    folds.into_iter().map(|(_, fold)| fold).collect::<Vec<_>>().join(" ")
}

/// *The Base16, Base32, and Base64 Data Encodings* (RFC 4648), section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, n| bits << 8 | u32::from(part.get(n).copied().unwrap_or(0)));
        for n in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * n) & 63) as usize];
            text.push(if n > part.len() { '=' } else { digit as char });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standard() {
        // Section 10, "Test Vectors".
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let expected = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(texts.map(|text| base64(text.as_bytes())), expected);
    }
}
