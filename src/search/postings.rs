//! The two sorted lists of keys: words (U) and pairs of neighbouring words (B), with where they stand.
//!
//! A chunk is a run of entries in order of their keys, compared as bytes. An entry is
//!
//! ```text
//! shared    a byte: how many bytes of the key are those of the key before (0 at a chunk's start, at most 255)
//! length    a byte, and as many bytes: the rest of the key
//! body      a varint, and as many bytes: one spelling after the other
//! ```
//!
//! A key of U is a folded word, one of B two with a space between. A spelling is its form (U: a byte; B: two, [`super::word`]),
//! then a varint and as many bytes: the postings. A varint has seven bits a byte, the lowest first; the eighth says that more
//! follow. Postings are bits, the highest of a byte first: five for a number k, then Rice codes (Robert F. Rice, *Some
//! practical universal noiseless coding techniques*, 1979, JPL Publication 79-22) – the number divided by 2^k as so many ones
//! and a zero, then its lowest k bits –, and ones to the end of the byte. They ascend, and each is told as the difference to
//! the one before (the first to 0):
//!
//! - in B one code for each block, counted through all pages;
//! - in U one for each page: the difference times four, plus 2 if the word stands in the title block, plus 1 if it stands on the
//!   page more than once; then a code with k = 0 says how often, less 2.

use super::gather::{BLOCK, BREAK, Gathered, PAGE};
use super::word::Word;
use rayon::prelude::*;
use std::ops::Range;

/// A chunk is closed when it is larger than this, in bytes before packing.
const CHUNK: usize = 7_000;

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
    let folds = folds(&gathered.words);
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

/// For each word the number of its fold: folds are numbered in their order.
fn folds(words: &[Word]) -> Vec<u32> {
    let mut number = 0;
    let mut folds = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        number += u32::from(index > 0 && words[index - 1].folded != word.folded);
        folds.push(number);
    }
    folds
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
fn ranges(gathered: &Gathered, folds: &[u32]) -> Vec<Range<usize>> {
    let mut places = vec![0_usize; gathered.words.len()];
    for &number in gathered.streams.iter().flatten().filter(|number| **number < PAGE) {
        places[number as usize] += 1;
    }
    let mut ranges = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for word in 0..places.len() {
        sum += places[word];
        let ends = word + 1 == places.len() || folds[word + 1] != folds[word];
        if ends && (sum >= PLACES || word + 1 == places.len()) {
            ranges.push(start..word + 1);
            (start, sum) = (word + 1, 0);
        }
    }
    ranges
}

/// A word and its right neighbour, in order of keys, then of spellings, then of blocks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    folds: (u32, u32),
    words: (u32, u32),
    block: u32,
}

/// The chunks whose keys begin with one of the words of `range`.
fn part(gathered: &Gathered, folds: &[u32], starts: &[(u32, u32)], range: Range<usize>) -> [Vec<Chunk>; 2] {
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
                        let folds = (folds[word as usize], folds[next as usize]);
                        pairs.push(Pair { folds, words: (word, next), block });
                    }
                }
                _ => {}
            }
        }
    }
    // Titles sort before texts, so that the first place of a page tells whether it is one.
    singles.sort_unstable();
    let mut unary = Writer::default();
    for fold in singles.chunk_by(|a, b| folds[a.0 as usize] == folds[b.0 as usize]) {
        let mut body = Vec::new();
        for spelling in fold.chunk_by(|a, b| a.0 == b.0) {
            let mut postings = Vec::new();
            let mut before = 0;
            for places in spelling.chunk_by(|a, b| a.1 == b.1) {
                let (_, page, is_text) = places[0];
                let code = (page - before) * 4 + u32::from(!is_text) * 2 + u32::from(places.len() > 1);
                postings.push((code, places.len() as u32));
                before = page;
            }
            body.push(gathered.words[spelling[0].0 as usize].form);
            put(&rice(&postings), &mut body);
        }
        unary.entry(&gathered.words[fold[0].0 as usize].folded, &body);
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut binary = Writer::default();
    for fold in pairs.chunk_by(|a, b| a.folds == b.folds) {
        let mut body = Vec::new();
        for spelling in fold.chunk_by(|a, b| a.words == b.words) {
            let mut postings = Vec::new();
            let mut before = 0;
            for pair in spelling {
                postings.push((pair.block - before, 1));
                before = pair.block;
            }
            let (one, two) = spelling[0].words;
            body.extend([one, two].map(|word| gathered.words[word as usize].form));
            put(&rice(&postings), &mut body);
        }
        let (one, two) = fold[0].words;
        let key = [one, two].map(|word| gathered.words[word as usize].folded.as_str()).join(" ");
        binary.entry(&key, &body);
    }
    [unary.finish(), binary.finish()]
}

/// Writes entries into chunks.
#[derive(Default)]
struct Writer {
    chunks: Vec<Chunk>,
    before: String,
}

impl Writer {
    fn entry(&mut self, key: &str, body: &[u8]) {
        if self.chunks.last().is_none_or(|chunk| chunk.bytes.len() > CHUNK) {
            self.chunks.push(Chunk { first: key.to_owned(), bytes: Vec::new() });
            self.before.clear();
        }
        let chunk = self.chunks.last_mut().expect("one was just begun");
        let shared = key.bytes().zip(self.before.bytes()).take_while(|(a, b)| a == b).count().min(255);
        chunk.bytes.push(shared as u8);
        chunk.bytes.push((key.len() - shared) as u8);
        chunk.bytes.extend(&key.as_bytes()[shared..]);
        put(body, &mut chunk.bytes);
        key.clone_into(&mut self.before);
    }

    fn finish(self) -> Vec<Chunk> {
        self.chunks
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
    /// Those that are free in the last byte.
    free: u32,
}

impl Bits {
    fn push(&mut self, is_one: bool) {
        if self.free == 0 {
            self.bytes.push(0);
            self.free = 8;
        }
        self.free -= 1;
        *self.bytes.last_mut().expect("there is one with a free bit") |= u8::from(is_one) << self.free;
    }

    fn put(&mut self, number: u32, width: u32) {
        for at in (0..width).rev() {
            self.push(number >> at & 1 == 1);
        }
    }

    fn rice(&mut self, number: u32, k: u32) {
        for _ in 0..number >> k {
            self.push(true);
        }
        self.push(false);
        self.put(number, k);
    }

    fn finish(mut self) -> Vec<u8> {
        while self.free > 0 {
            self.push(true);
        }
        self.bytes
    }
}

fn put(bytes: &[u8], out: &mut Vec<u8>) {
    varint(bytes.len() as u64, out);
    out.extend(bytes);
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(number as u8 & 127 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
