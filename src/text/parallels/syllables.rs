//! A text as a list of numbers, equal for syllables that are equal but for letter case and tone placement.

use crate::text::{fold, words};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// The syllables of a text that has passages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syllables {
    /// The syllables, as hashes of their folded form.
    pub(super) forms: Vec<u64>,
    /// Where the passages begin.
    passages: Arc<Passages>,
}

/// Where the passages of a text begin, in syllables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// The first syllable of each; and the number of syllables.
    starts: Vec<u32>,
}

impl Passages {
    /// The passage (from 0) in which the syllable `at` stands; the last one, if there are not so many.
    pub fn at(&self, at: u32) -> u32 {
        let after = self.starts.partition_point(|start| *start <= at);
        after.clamp(1, self.starts.len().max(2) - 1) as u32 - 1
    }

    /// The first syllable of each passage, and the number of syllables.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The first syllable of a passage; behind the last passage, the number of syllables.
    pub fn start(&self, passage: u32) -> u32 {
        self.starts.get(passage as usize).or(self.starts.last()).copied().unwrap_or_default()
    }
}

impl Syllables {
    /// Those of `passages`, in order.
    pub fn new<'a>(passages: impl Iterator<Item = &'a str>, known: &mut Forms) -> Self {
        let (mut forms, mut starts) = (Vec::new(), vec![0]);
        for passage in passages {
            forms.extend(words::syllables(passage).map(|range| known.form(&passage[range])));
            starts.push(forms.len() as u32);
        }
        forms.shrink_to_fit();
        Self { forms, passages: Arc::new(Passages { starts }) }
    }

    /// Those with these forms, of which each passage begins at one of `starts`, the last of which is their number; none
    /// where that cannot be, or where the passages are not so many.
    pub fn of(forms: Vec<u64>, starts: &[u32], passages: usize) -> Option<Self> {
        let is_whole = starts.first() == Some(&0)
            && starts.len() == passages + 1
            && starts.is_sorted()
            && starts.last().is_some_and(|last| *last as usize == forms.len());
        is_whole.then(|| Self { forms, passages: Arc::new(Passages { starts: starts.to_vec() }) })
    }

    /// The syllables, as hashes of their folded form.
    pub fn forms(&self) -> &[u64] {
        &self.forms
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Where its passages begin.
    pub fn passages(&self) -> &Arc<Passages> {
        &self.passages
    }
}

/// The forms of syllables that were seen, as most are seen again and again.
#[derive(Debug, Default)]
pub struct Forms {
    known: HashMap<u64, u64, BuildHasherDefault<Ready>>,
}

impl Forms {
    /// The form of one syllable, as a hash: equal for syllables that differ in letter case and tone placement alone.
    pub fn form(&mut self, syllable: &str) -> u64 {
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
