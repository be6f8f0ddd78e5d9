//! A text as a list of numbers, equal for syllables that are equal but for letter case and tone placement.

use crate::text::{fold, words};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// The syllables of a text that has passages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syllables {
    /// The syllables, as hashes of their folded form.
    pub(super) forms: Vec<u64>,
    /// The first syllable of each passage.
    starts: Vec<u32>,
}

impl Syllables {
    /// Those of `passages`, in order.
    pub fn new<'a>(passages: impl Iterator<Item = &'a str>, known: &mut Forms) -> Self {
        let mut all = Self::default();
        for passage in passages {
            all.starts.push(all.forms.len() as u32);
            all.forms.extend(words::syllables(passage).map(|range| known.form(&passage[range])));
        }
        all.forms.shrink_to_fit();
        all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The passage (from 0) in which the syllable `at` stands.
    pub fn passage(&self, at: u32) -> u32 {
        (self.starts.partition_point(|start| *start <= at) - 1) as u32
    }

    /// The first syllable of a passage; behind the last passage, the number of syllables.
    pub fn start(&self, passage: u32) -> u32 {
        self.starts.get(passage as usize).copied().unwrap_or(self.forms.len() as u32)
    }
}

/// The forms of syllables that were seen, as most are seen again and again.
#[derive(Debug, Default)]
pub struct Forms {
    known: HashMap<u64, u64, BuildHasherDefault<Ready>>,
}

impl Forms {
    fn form(&mut self, syllable: &str) -> u64 {
        let fold = || xxh3_64(fold::lower_tone(syllable).as_bytes());
        *self.known.entry(xxh3_64(syllable.as_bytes())).or_insert_with(fold)
    }
}

/// For keys that are hashes.
#[derive(Debug, Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
