//! All words of a site and where they stand, and the texts for excerpts, packed.

use super::abbreviations::Abbreviations;
use super::entries::{Block, Entry, Name, entry};
use super::pack::Packer;
use crate::formats::Input;
use crate::model::site::Thing;
use crate::search::word::{Folding, Word, spans};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Things that are worked on together; what comes out depends on it, and so it does not depend on the machine.
const SHARD: usize = 64;

/// A group of texts is closed when it is larger than this, in bytes before packing.
const GROUP: usize = 9_000;

/// In a stream of words: what follows is no neighbour of what stands before.
pub const BREAK: u32 = u32::MAX;
/// In a stream of words: a block ends.
pub const BLOCK: u32 = u32::MAX - 1;
/// In a stream of words: a page ends, which ends its last block too.
pub const PAGE: u32 = u32::MAX - 2;

/// Words longer than this are not looked for, in bytes of their fold.
const LONGEST: usize = 64;

/// Everything that the index is made from.
#[derive(Debug, Default)]
pub struct Gathered {
    /// All words, each once, sorted.
    pub words: Vec<Word>,
    /// The words of all pages in order, in pieces: positions in `words`, or [`BREAK`], [`BLOCK`], [`PAGE`].
    pub streams: Vec<Vec<u32>>,
    /// For each page how many blocks it has; the first is its title.
    pub blocks: Vec<u32>,
    /// For each page its day, `yyyymmdd` or 0.
    pub days: Vec<u32>,
    /// The packed texts of pages in order: of how many pages, and the bytes.
    pub groups: Vec<(usize, Vec<u8>)>,
}

/// The pages of `things`, in their order, each with a title block and one for each of its texts.
///
/// Texts are packed with `packer`.
pub fn gather(
    input: &Input<'_>,
    things: &[Thing],
    folding: Folding,
    abbreviations: &Abbreviations,
    packer: &Packer,
) -> Gathered {
    let shards: Vec<Gathered> = things
        .par_chunks(SHARD)
        .map(|things| {
            let mut shard = Shard::new(folding, abbreviations, packer);
            for &thing in things {
                shard.add(entry(input, thing));
            }
            shard.finish()
        })
        .collect();
    merged(shards)
}

/// What some of the things have in them; words are numbered in the order in which they come.
struct Shard<'a> {
    folding: Folding,
    abbreviations: &'a Abbreviations,
    packer: &'a Packer,
    /// The numbers of words by their spelling; none of those that are too long.
    spellings: HashMap<Box<str>, Option<u32>>,
    numbers: HashMap<Word, u32>,
    /// The records of the group that is open, and the length of their texts.
    open: Vec<String>,
    length: usize,
    stream: Vec<u32>,
    made: Gathered,
}

impl<'a> Shard<'a> {
    fn new(folding: Folding, abbreviations: &'a Abbreviations, packer: &'a Packer) -> Self {
        Self {
            folding,
            abbreviations,
            packer,
            spellings: HashMap::new(),
            numbers: HashMap::new(),
            open: Vec::new(),
            length: 0,
            stream: Vec::new(),
            made: Gathered::default(),
        }
    }

    fn add(&mut self, mut entry: Entry) {
        let title = self.read(&entry.title).0;
        self.stream.extend(&title);
        for name in &entry.names {
            self.add_name(name);
        }
        let mut texts = Vec::with_capacity(entry.blocks.len());
        for mut block in std::mem::take(&mut entry.blocks) {
            self.stream.push(BLOCK);
            self.add_block(&mut block);
            texts.push(block);
        }
        self.stream.push(PAGE);
        entry.blocks = texts;
        self.made.blocks.push(entry.blocks.len() as u32 + 1);
        self.made.days.push(entry.day);
        self.length += entry.blocks.iter().map(|block| block.text.len()).sum::<usize>();
        self.open.push(record(&entry));
        if self.length > GROUP {
            self.close();
        }
    }

    /// The words of a block, and those of its other names that it has not itself; names that add nothing are taken out.
    fn add_block(&mut self, block: &mut Block) {
        let (numbers, ranges) = self.read(&block.text);
        if !self.abbreviations.is_empty() {
            let words: Vec<&Word> = numbers.iter().map(|&number| &self.made.words[number as usize]).collect();
            let names = self.abbreviations.names(&block.text, &words, &ranges);
            block.names.extend(names);
        }
        self.stream.extend(&numbers);
        // A crowded passage names the same thing again and again.
        let mut adds: HashMap<Vec<u32>, bool> = HashMap::new();
        let mut kept: Vec<Name> = Vec::new();
        let mut is_kept: HashSet<Name> = HashSet::new();
        for name in block.names.drain(..) {
            let other = self.read(&name.other).0;
            let adds = match adds.get(&other) {
                Some(adds) => *adds,
                None => {
                    let is_said =
                        other.is_empty() || numbers.windows(other.len()).any(|window| window == other);
                    if !is_said {
                        self.stream.push(BREAK);
                        self.stream.extend(&other);
                    }
                    adds.insert(other, !is_said);
                    !is_said
                }
            };
            if adds && is_kept.insert(name.clone()) {
                kept.push(name);
            }
        }
        block.names = kept;
    }

    fn add_name(&mut self, name: &str) {
        let numbers = self.read(name).0;
        self.stream.push(BREAK);
        self.stream.extend(numbers);
    }

    /// The numbers of a text's words, and where each stands.
    fn read(&mut self, text: &str) -> (Vec<u32>, Vec<Range<usize>>) {
        let mut found = (Vec::new(), Vec::new());
        for range in spans(text) {
            let spelling = &text[range.clone()];
            let number = match self.spellings.get(spelling) {
                Some(number) => *number,
                None => {
                    let word = self.folding.word(spelling);
                    let is_kept = !word.folded.is_empty() && word.folded.len() <= LONGEST;
                    let number = is_kept.then(|| self.number(word));
                    self.spellings.insert(spelling.into(), number);
                    number
                }
            };
            if let Some(number) = number {
                found.0.push(number);
                found.1.push(range);
            }
        }
        found
    }

    fn number(&mut self, word: Word) -> u32 {
        let words = &mut self.made.words;
        *self.numbers.entry(word).or_insert_with_key(|word| {
            words.push(word.clone());
            words.len() as u32 - 1
        })
    }

    /// Packs the texts that are open.
    fn close(&mut self) {
        if !self.open.is_empty() {
            let group = format!("[{}]", self.open.join(","));
            self.made.groups.push((self.open.len(), self.packer.pack(group.as_bytes())));
            self.open.clear();
            self.length = 0;
        }
    }

    fn finish(mut self) -> Gathered {
        self.close();
        self.made.streams.push(self.stream);
        self.made
    }
}

/// The texts of a page, as the reader shows them, in JSON.
pub fn record(entry: &Entry) -> String {
    let texts = entry.blocks.iter().map(|block| {
        let names = block.names.iter().flat_map(|name| [name.surface.as_str(), &name.other]);
        [block.anchor.as_str(), &block.text].into_iter().chain(names).collect()
    });
    let texts: Vec<Vec<&str>> = texts.collect();
    let names = if entry.siglum.is_empty() { entry.names.as_slice() } else { &[] };
    let Entry { path, title, about, siglum, day, .. } = entry;
    serde_json::to_string(&(path, Thing::KINDS[entry.kind], title, about, siglum, day, texts, names))
        .expect("texts and numbers are JSON")
}

/// One list of words for all shards.
fn merged(shards: Vec<Gathered>) -> Gathered {
    let mut words: Vec<&Word> = shards.iter().flat_map(|shard| &shard.words).collect();
    words.par_sort_unstable();
    words.dedup();
    let numbers: HashMap<&Word, u32> = (0..).zip(&words).map(|(number, word)| (*word, number)).collect();
    let maps: Vec<Vec<u32>> =
        shards.par_iter().map(|shard| shard.words.iter().map(|word| numbers[word]).collect()).collect();
    let mut all = Gathered { words: words.into_iter().cloned().collect(), ..Gathered::default() };
    for (shard, map) in shards.into_iter().zip(maps) {
        for mut stream in shard.streams {
            stream
                .iter_mut()
                .filter(|number| **number < PAGE)
                .for_each(|number| *number = map[*number as usize]);
            all.streams.push(stream);
        }
        all.blocks.extend(shard.blocks);
        all.days.extend(shard.days);
        all.groups.extend(shard.groups);
    }
    all
}
