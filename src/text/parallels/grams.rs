//! Where each stretch of so many syllables stands in a corpus.

use super::syllables::Syllables;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

/// Stretches are sorted into parts by their hashes' first bits.
const PART_BITS: u32 = 10;

/// Where something stands: a text, and a syllable in it.
pub type Place = (u32, u32);

/// The stretches of one length, by hash.
///
/// It is made of all texts at once; texts that change later are taken out and kept beside the rest.
#[derive(Debug)]
pub struct Grams {
    length: usize,
    /// For each text, where its first stretch stands among all of all texts; and how many there are.
    offsets: Vec<u32>,
    /// Where the parts begin in `entries`; and the end.
    parts: Vec<usize>,
    /// 32 bits of the hash, and the place as a number; sorted within each part.
    entries: Vec<u64>,
    /// Places whose stretch stands elsewhere too, and not in too many places.
    repeated: Repeated,
    /// Texts whose entries no longer count.
    gone: BTreeSet<u32>,
    /// The stretches of texts that changed, by hash.
    fresh: BTreeMap<u64, Vec<Place>>,
}

/// Places whose stretch is repeated, and where the entries of that stretch are.
#[derive(Debug, Default)]
struct Repeated {
    /// One bit for each place.
    bits: Vec<u64>,
    /// How many bits are set before each word of `bits`.
    before: Vec<u32>,
    /// For each place with a set bit, in order, where its stretch's entries begin, and how many there are.
    groups: Vec<(u32, u32)>,
}

impl Repeated {
    /// From the entries that begin at `start`, and how many there are, of each stretch; of `places` in all.
    fn new(groups: &[(u32, u32)], entries: &[u64], places: usize) -> Self {
        let mut bits = vec![0u64; places.div_ceil(64)];
        let places = |(start, length): (u32, u32)| &entries[start as usize..(start + length) as usize];
        for place in groups.iter().flat_map(|group| places(*group)).map(|entry| *entry as u32) {
            bits[place as usize / 64] |= 1 << (place % 64);
        }
        let count = |count: &mut u32, word: &u64| Some(std::mem::replace(count, *count + word.count_ones()));
        let before: Vec<u32> = bits.iter().scan(0, count).collect();
        let all = groups.iter().map(|group| group.1 as usize).sum();
        let mut repeated = Self { bits, before, groups: vec![(0, 0); all] };
        for group in groups {
            for place in places(*group).iter().map(|entry| *entry as u32) {
                let rank = repeated.rank(place);
                repeated.groups[rank] = *group;
            }
        }
        repeated
    }

    fn has(&self, place: u32) -> bool {
        self.bits[place as usize / 64] & (1 << (place % 64)) != 0
    }

    fn rank(&self, place: u32) -> usize {
        let word = place as usize / 64;
        let lower = self.bits[word] & ((1 << (place % 64)) - 1);
        (self.before[word] + lower.count_ones()) as usize
    }
}

/// The hashes of all stretches of `length` syllables, in order.
pub fn hashes(forms: &[u64], length: usize) -> impl Iterator<Item = u64> {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let highest = (1..length).fold(1u64, |power, _| power.wrapping_mul(FACTOR));
    let mut sum = 0u64;
    forms.iter().enumerate().filter_map(move |(at, form)| {
        if at >= length {
            sum = sum.wrapping_sub(forms[at - length].wrapping_mul(highest));
        }
        sum = sum.wrapping_mul(FACTOR).wrapping_add(*form);
        (at + 1 >= length).then(|| mixed(sum))
    })
}

/// The bits of a sum spread evenly (the finalizer of MurmurHash3).
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

fn part(hash: u64) -> usize {
    (hash >> (64 - PART_BITS)) as usize
}

/// What an entry keeps of the hash, in its upper half.
fn key(hash: u64) -> u64 {
    (hash << PART_BITS) & 0xffff_ffff_0000_0000
}

impl Grams {
    /// The stretches of `length` syllables of `texts`; those in more than `most` places are not marked as repeated.
    pub fn new(texts: &[Arc<Syllables>], length: usize, most: usize) -> Self {
        let mut offsets = Vec::with_capacity(texts.len() + 1);
        let mut parts = vec![0usize; (1 << PART_BITS) + 1];
        let mut places = 0u32;
        offsets.push(0);
        for text in texts {
            for hash in hashes(&text.forms, length) {
                parts[part(hash) + 1] += 1;
                places += 1;
            }
            offsets.push(places);
        }
        for index in 1..parts.len() {
            parts[index] += parts[index - 1];
        }
        let mut entries = vec![0u64; places as usize];
        let mut next = parts.clone();
        let mut place = 0u64;
        for text in texts {
            for hash in hashes(&text.forms, length) {
                let next = &mut next[part(hash)];
                entries[*next] = key(hash) | place;
                *next += 1;
                place += 1;
            }
        }
        let mut slices: Vec<&mut [u64]> = Vec::with_capacity(1 << PART_BITS);
        let mut rest = entries.as_mut_slice();
        for pair in parts.windows(2) {
            let (slice, after) = rest.split_at_mut(pair[1] - pair[0]);
            slices.push(slice);
            rest = after;
        }
        let groups: Vec<Vec<(u32, u32)>> = slices
            .into_par_iter()
            .zip(&parts)
            .map(|(slice, start)| {
                slice.sort_unstable();
                let mut start = *start as u32;
                let groups = slice.chunk_by(|a, b| a >> 32 == b >> 32).map(|group| {
                    start += group.len() as u32;
                    (start - group.len() as u32, group.len() as u32)
                });
                groups.filter(|group| (2..=most).contains(&(group.1 as usize))).collect()
            })
            .collect();
        let repeated = Repeated::new(&groups.concat(), &entries, places as usize);
        let (gone, fresh) = (BTreeSet::new(), BTreeMap::new());
        Self { length, offsets, parts, entries, repeated, gone, fresh }
    }

    /// How long the stretches are.
    pub fn length(&self) -> usize {
        self.length
    }

    /// How many texts have changed since all were taken together.
    pub fn changed(&self) -> usize {
        self.gone.len()
    }

    /// Takes a text's stretches out and puts those of its new form in.
    pub fn replace(&mut self, text: u32, old: &Syllables, new: &Syllables) {
        if !self.gone.insert(text) {
            for hash in hashes(&old.forms, self.length) {
                if let Entry::Occupied(mut places) = self.fresh.entry(hash) {
                    places.get_mut().retain(|place| place.0 != text);
                    if places.get().is_empty() {
                        places.remove();
                    }
                }
            }
        }
        for (at, hash) in hashes(&new.forms, self.length).enumerate() {
            let places = self.fresh.entry(hash).or_default();
            let place = (text, at as u32);
            places.insert(places.partition_point(|known| *known < place), place);
        }
    }

    /// Whether the stretch at `place` may stand elsewhere.
    pub fn is_repeated(&self, (text, at): Place) -> bool {
        if !self.gone.is_empty() {
            return true;
        }
        self.repeated.has(self.offsets[text as usize] + at)
    }

    /// The entries with this hash that stood there when all texts were taken together.
    fn base(&self, hash: u64) -> &[u64] {
        let slice = &self.entries[self.parts[part(hash)]..self.parts[part(hash) + 1]];
        let key = key(hash);
        let start = slice.partition_point(|entry| *entry < key);
        let length = slice[start..].partition_point(|entry| *entry >> 32 == key >> 32);
        &slice[start..start + length]
    }

    fn place(&self, entry: u64) -> Place {
        let place = entry as u32;
        // Texts without a stretch have the same offset as the next one.
        let text = self.offsets.partition_point(|offset| *offset <= place) - 1;
        (text as u32, place - self.offsets[text])
    }

    /// All places with this hash, in order.
    pub fn places(&self, hash: u64) -> Vec<Place> {
        let base = self.base(hash).iter().map(|entry| self.place(*entry));
        let mut places: Vec<Place> = base.filter(|place| !self.gone.contains(&place.0)).collect();
        if let Some(fresh) = self.fresh.get(&hash) {
            places.extend(fresh);
            places.sort_unstable();
        }
        places
    }

    /// Calls `meet` with the places that the one at `place` meets, in order, itself not among them: all, if there are no more
    /// than `full`, or else `window` on either side. The place must be [repeated](Self::is_repeated). Returns how many
    /// there are, with itself.
    pub fn meet(
        &self,
        hash: u64,
        place: Place,
        (full, window): (usize, usize),
        mut meet: impl FnMut(Place),
    ) -> usize {
        let around = |at: usize, length: usize| at.saturating_sub(window)..(at + window + 1).min(length);
        if !self.gone.is_empty() {
            let places = self.places(hash);
            let shown = match places.len() <= full {
                true => &places[..],
                false => &places[around(places.partition_point(|other| *other < place), places.len())],
            };
            shown.iter().filter(|other| **other != place).for_each(|other| meet(*other));
            return places.len();
        }
        let own = self.offsets[place.0 as usize] + place.1;
        let (start, length) = self.repeated.groups[self.repeated.rank(own)];
        let group = &self.entries[start as usize..(start + length) as usize];
        let shown = match group.len() <= full {
            true => group,
            false => &group[around(group.partition_point(|entry| (*entry as u32) < own), group.len())],
        };
        shown.iter().filter(|entry| **entry as u32 != own).for_each(|entry| meet(self.place(*entry)));
        group.len()
    }
}
