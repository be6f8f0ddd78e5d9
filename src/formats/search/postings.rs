//! The two sorted lists of keys: words (U) and pairs of neighbouring words (B), with where they stand.
//!
//! A chunk is a run of entries in order of their keys, compared as bytes: a varint that tells how many bytes the heads of all
//! entries have, these heads, then the postings of all spellings in the same order. Parted so, both are packed better. A head is
//!
//! ```text
//! shared     a byte: how many bytes of the key are those of the key before (0 at a chunk's start)
//! length     a byte, and as many bytes: the rest of the key
//! spellings  a varint, and as many times a form and a varint: how many bytes its postings have
//! ```
//!
//! A key of U is a folded word, one of B two with a space between; a form ([`crate::search::word`]) is a byte in U and two in B. A varint
//! has seven bits a byte, the lowest first; the eighth says that more follow. Postings are bits, the highest of a byte first: five for a number k, then Rice codes (Robert F. Rice, *Some
//! practical universal noiseless coding techniques*, 1979, JPL Publication 79-22) – the number divided by 2^k as so many ones
//! and a zero, then its lowest k bits –, and ones to the end of the byte. They ascend, and each is told as the difference to
//! the one before (the first to 0):
//!
//! - in B one code for each block, counted through all pages;
//! - in U one for each page: the difference times four, plus 2 if the word stands in the title block, plus 1 if it stands on the
//!   page more than once; then a code with k = 0 says how often, less 2.

use super::gather::{BLOCK, BREAK, Gathered, PAGE};
use crate::search::word::Word;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::ops::Range;

/// A chunk is closed when it is larger than this, in bytes before packing.
const CHUNK: usize = 7_500;

/// Words are worked on by ranges with about so many places each, so that sorting needs little memory.
const PLACES: usize = 1 << 19;

/// A run of entries.
#[derive(Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The first key.
    pub first: String,
    /// The entries.
    pub bytes: Vec<u8>,
}

/// The chunks of U and of B, each in order of keys.
pub fn chunks(gathered: &Gathered) -> [Vec<Chunk>; 2] {
    let folds = Folds::new(&gathered.words);
    let starts = starts(gathered);
    let made: Vec<[Vec<Chunk>; 2]> = ranges(gathered, &folds)
        .into_par_iter()
        .map(|range| part(gathered, &folds, &starts, range))
        .collect();
    let mut all = [Vec::new(), Vec::new()];
    for part in made {
        for (all, chunks) in all.iter_mut().zip(part) {
            all.extend(chunks);
        }
    }
    all
}

/// The different folds of the words, numbered in their order.
struct Folds {
    /// For each word the number of its fold.
    of: Vec<u32>,
    /// For each fold its first word.
    first: Vec<u32>,
}

impl Folds {
    fn new(words: &[Word]) -> Self {
        let mut folds = Self { of: Vec::with_capacity(words.len()), first: Vec::new() };
        for (number, word) in (0..).zip(words) {
            let is_new = folds.first.last().is_none_or(|&first| words[first as usize].folded != word.folded);
            if is_new {
                folds.first.push(number);
            }
            folds.of.push(folds.first.len() as u32 - 1);
        }
        folds
    }

    fn of(&self, word: u32) -> u32 {
        self.of[word as usize]
    }

    fn spelled<'a>(&self, gathered: &'a Gathered, fold: u32) -> &'a str {
        &gathered.words[self.first[fold as usize] as usize].folded
    }
}

/// For each stream the numbers of its first page and its first block.
fn starts(gathered: &Gathered) -> Vec<(u32, u32)> {
    let (mut page, mut block) = (0, 0);
    let after = |stream: &Vec<u32>| {
        let start = (page, block);
        for &number in stream {
            page += u32::from(number == PAGE);
            block += u32::from(number == PAGE || number == BLOCK);
        }
        start
    };
    gathered.streams.iter().map(after).collect()
}

/// Ranges of words, each of whole folds, that stand in about [`PLACES`] places.
fn ranges(gathered: &Gathered, folds: &Folds) -> Vec<Range<usize>> {
    let mut places = vec![0_usize; gathered.words.len()];
    for &number in gathered.streams.iter().flatten().filter(|number| **number < PAGE) {
        places[number as usize] += 1;
    }
    let mut ranges = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for word in 0..places.len() {
        sum += places[word];
        let ends = word + 1 == places.len() || folds.of[word + 1] != folds.of[word];
        if ends && (sum >= PLACES || word + 1 == places.len()) {
            ranges.push(start..word + 1);
            (start, sum) = (word + 1, 0);
        }
    }
    ranges
}

/// A word and its right neighbour in a block, in order of keys, then of forms, then of blocks: one number, as numbers are
/// sorted fast. From the highest bits on: the two folds, the two forms, the block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair(u128);

impl Pair {
    fn new(folds: [u32; 2], forms: [u8; 2], block: u32) -> Self {
        let folds = u128::from(folds[0]) << 80 | u128::from(folds[1]) << 48;
        Self(folds | u128::from(u16::from_be_bytes(forms)) << 32 | u128::from(block))
    }

    fn folds(self) -> [u32; 2] {
        [(self.0 >> 80) as u32, (self.0 >> 48) as u32]
    }

    fn forms(self) -> [u8; 2] {
        ((self.0 >> 32) as u16).to_be_bytes()
    }

    fn block(self) -> u32 {
        self.0 as u32
    }
}

/// The chunks whose keys begin with one of the words of `range`.
fn part(gathered: &Gathered, folds: &Folds, starts: &[(u32, u32)], range: Range<usize>) -> [Vec<Chunk>; 2] {
    let mut pairs: Vec<Pair> = Vec::new();
    // Word, page, and whether it is the page's title.
    let mut singles: Vec<(u32, u32, bool)> = Vec::new();
    for (stream, &(mut page, mut block)) in gathered.streams.iter().zip(starts) {
        let mut is_title = true;
        for (at, &number) in stream.iter().enumerate() {
            match number {
                BREAK => {}
                BLOCK => (block, is_title) = (block + 1, false),
                PAGE => (page, block, is_title) = (page + 1, block + 1, true),
                word if range.contains(&(word as usize)) => {
                    singles.push((word, page, !is_title));
                    if let Some(&next) = stream.get(at + 1).filter(|next| **next < PAGE) {
                        let forms = [word, next].map(|word| gathered.words[word as usize].form);
                        pairs.push(Pair::new([word, next].map(|word| folds.of(word)), forms, block));
                    }
                }
                _ => {}
            }
        }
    }
    // Titles sort before texts, so that the first place of a page tells whether it is one.
    singles.sort_unstable();
    let mut unary = Writer::default();
    for fold in singles.chunk_by(|a, b| folds.of(a.0) == folds.of(b.0)) {
        let mut spellings = Vec::new();
        for spelling in fold.chunk_by(|a, b| a.0 == b.0) {
            let mut postings = Vec::new();
            let mut before = 0;
            for places in spelling.chunk_by(|a, b| a.1 == b.1) {
                let (_, page, is_text) = places[0];
                let code = (page - before) * 4 + u32::from(!is_text) * 2 + u32::from(places.len() > 1);
                postings.push((code, places.len() as u32));
                before = page;
            }
            spellings.push((vec![gathered.words[spelling[0].0 as usize].form], rice(&postings)));
        }
        unary.entry(&gathered.words[fold[0].0 as usize].folded, &spellings);
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut binary = Writer::default();
    for fold in pairs.chunk_by(|a, b| a.folds() == b.folds()) {
        let mut spellings = Vec::new();
        for spelling in fold.chunk_by(|a, b| a.forms() == b.forms()) {
            let mut postings = Vec::with_capacity(spelling.len());
            let mut before = 0;
            for pair in spelling {
                postings.push((pair.block() - before, 1));
                before = pair.block();
            }
            spellings.push((spelling[0].forms().to_vec(), rice(&postings)));
        }
        let key = fold[0].folds().map(|fold| folds.spelled(gathered, fold)).join(" ");
        binary.entry(&key, &spellings);
    }
    [unary.finish(), binary.finish()]
}

/// Writes entries into chunks.
#[derive(Default)]
struct Writer {
    made: Vec<Chunk>,
    first: String,
    before: String,
    heads: Vec<u8>,
    postings: Vec<u8>,
}

impl Writer {
    /// Adds a key with its spellings: forms and postings.
    fn entry(&mut self, key: &str, spellings: &[(Vec<u8>, Vec<u8>)]) {
        if self.heads.is_empty() {
            key.clone_into(&mut self.first);
            self.before.clear();
        }
        let shared = key.bytes().zip(self.before.bytes()).take_while(|(a, b)| a == b).count();
        self.heads.extend([shared as u8, (key.len() - shared) as u8]);
        self.heads.extend(&key.as_bytes()[shared..]);
        varint(spellings.len(), &mut self.heads);
        for (forms, postings) in spellings {
            self.heads.extend(forms);
            varint(postings.len(), &mut self.heads);
            self.postings.extend(postings);
        }
        key.clone_into(&mut self.before);
        if self.heads.len() + self.postings.len() > CHUNK {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.heads.is_empty() {
            let mut bytes = Vec::with_capacity(self.heads.len() + self.postings.len() + 3);
            varint(self.heads.len(), &mut bytes);
            bytes.append(&mut self.heads);
            bytes.append(&mut self.postings);
            self.made.push(Chunk { first: std::mem::take(&mut self.first), bytes });
        }
    }

    fn finish(mut self) -> Vec<Chunk> {
        self.close();
        self.made
    }
}

/// Numbers as the shortest Rice codes; behind each that is told with a count above 1, that count less 2.
fn rice(numbers: &[(u32, u32)]) -> Vec<u8> {
    let length = |k: &u32| numbers.iter().map(|(number, _)| u64::from((number >> k) + 1 + k)).sum::<u64>();
    let k = (0..24).min_by_key(length).expect("there are some");
    let mut bits = Bits::default();
    bits.put(k, 5);
    for &(number, count) in numbers {
        bits.rice(number, k);
        if count > 1 {
            bits.rice(count - 2, 0);
        }
    }
    bits.finish()
}

/// Bits in bytes, the highest first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// The bits that do not fill a byte yet, the last one lowest, and how many they are.
    held: u64,
    count: u32,
}

impl Bits {
    /// Adds the lowest `width` bits of `number`, at most 32.
    fn put(&mut self, number: u32, width: u32) {
        self.held = self.held << width | u64::from(number) & ((1 << width) - 1);
        self.count += width;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.held >> self.count) as u8);
        }
    }

    fn rice(&mut self, number: u32, k: u32) {
        let mut ones = number >> k;
        while ones > 0 {
            let some = ones.min(32);
            self.put(u32::MAX, some);
            ones -= some;
        }
        self.put(0, 1);
        self.put(number, k);
    }

    fn finish(mut self) -> Vec<u8> {
        self.put(u32::MAX, (8 - self.count) % 8);
        self.bytes
    }
}

fn varint(mut number: usize, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(number as u8 & 127 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
