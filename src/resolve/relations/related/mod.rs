//! Which articles have most in common with an article, and what that is.
//!
//! Two articles are related by the things that both are connected with (`connect`), and by passages with the same words
//! ([`parallels`](super::parallels)). A thing with which n of N articles are connected weighs log₂(N / n) bits, so that what few share
//! weighs more, and what all share nothing; a shared passage weighs like a thing that these two alone have, three passages at
//! most. The sum decides, then nearness in the order of dates. What comes to less than one bit, as a topic that half of the
//! articles serve, is no relation.
//!
//! An article costs a bounded amount of work, however many share its things: they are looked at from the rarest on, at most
//! [`NEAREST`] articles of each, those nearest in the order of dates, and [`LOOKED_AT`] in all; of the [`WEIGHED`] articles that
//! weigh most by then, everything in common is weighed.

mod connect;
mod weight;

use crate::model::site::{ArticleId, Connections, Site, Thing};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;
use weight::weight;

/// So many articles of one thing are looked at.
pub const NEAREST: usize = 1024;

/// So many articles are looked at for one, if one is counted for each thing.
pub const LOOKED_AT: usize = 4096;

/// Of so many all that is in common is weighed.
pub const WEIGHED: usize = 64;

/// Halves, quarters …: sorting out all that have something in common costs more than counting those that have much.
const PARTS: [u32; 4] = [2, 4, 8, 16];

/// What is in common must weigh as much, in 1/256 bit.
const LEAST: u32 = 256;

/// So many shared passages count.
const PASSAGES: usize = 3;

/// An article, and what it has in common with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The article.
    pub article: ArticleId,
    /// Things, the rarest first.
    pub things: Vec<Thing>,
    /// How many passages of the other have words of this one.
    pub passages: usize,
}

/// The articles that have most in common with an article, most first; at most as many as the portal asks for. `passages` are
/// how many of its passages have words in common with each other article.
pub fn related(site: &Site, id: ArticleId, passages: &BTreeMap<ArticleId, usize>) -> Vec<Related> {
    let most = site.portal.related;
    if most == 0 {
        return Vec::new();
    }
    let connections = site.connections.get_or_init(|| Arc::new(connect::connect(site)));
    let own = site.place_by_date[id.index()];
    let alone = weight(site.articles.len(), site.articles.len().min(2));
    let passages: BTreeMap<u32, usize> =
        passages.iter().map(|(other, count)| (site.place_by_date[other.index()], *count)).collect();
    let beside = passages.iter().map(|(&place, count)| (place, alone * (*count).min(PASSAGES) as u32));
    let beside: BTreeMap<u32, u32> = beside.collect();
    let tell = |(place, _)| {
        let mut things = Vec::new();
        shared(connections, own, place, |thing| things.push(connections.things[thing as usize]));
        let passages = passages.get(&place).copied().unwrap_or_default();
        Related { article: site.articles_by_date[place as usize], things, passages }
    };
    ranked(connections, own, &beside, most).into_iter().map(tell).collect()
}

/// The articles that have most in common with the one at `own`, with what that weighs, most first; at most `most`. `beside` is
/// what articles have in common with it besides things.
fn ranked(connections: &Connections, own: u32, beside: &BTreeMap<u32, u32>, most: usize) -> Vec<(u32, u32)> {
    let rank = |(place, weight): (u32, u32)| Rank::new(weight, place.abs_diff(own), place);
    let (found, is_whole) = met(connections, own, beside, WEIGHED.max(most));
    let mut ranks: Vec<Rank> = found.into_iter().map(rank).collect();
    let kept = if is_whole { most } else { WEIGHED.max(most) };
    if ranks.len() > kept {
        ranks.select_nth_unstable(kept);
        ranks.truncate(kept);
    }
    if !is_whole {
        for one in &mut ranks {
            let place = one.place();
            let mut weight = beside.get(&place).copied().unwrap_or_default();
            shared(connections, own, place, |thing| weight += connections.weights[thing as usize]);
            *one = rank((place, weight));
        }
    }
    ranks.sort_unstable();
    let found = ranks.into_iter().map(|rank| (rank.place(), rank.weight()));
    found.filter(|(_, weight)| *weight >= LEAST).take(most).collect()
}

/// An article by what it weighs, most first, then by how near it is, then by its place: one number, as numbers are sorted fast.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u128);

impl Rank {
    fn new(weight: u32, distance: u32, place: u32) -> Self {
        Self(u128::from(!weight) << 64 | u128::from(distance) << 32 | u128::from(place))
    }

    fn weight(self) -> u32 {
        !((self.0 >> 64) as u32)
    }

    fn place(self) -> u32 {
        self.0 as u32
    }
}

/// The articles that share something with the one at `own`, each with what it weighs, in no order: all, or those that weigh
/// at least a part of what the first does, the largest of [`PARTS`] by which these are `enough`; and whether all that have
/// something in common with it were looked at.
fn met(
    connections: &Connections,
    own: u32,
    beside: &BTreeMap<u32, u32>,
    enough: usize,
) -> (Vec<(u32, u32)>, bool) {
    let mut row = connections.row();
    // One place more, which is written to and not counted.
    let mut places = vec![0; (beside.len() + LOOKED_AT).min(row.len()) + 1];
    let mut met = 0;
    let mut add = |place: u32, weight: u32| {
        let sum = &mut row[place as usize];
        // Without a branch, as nobody can guess who was met before.
        places[met] = place;
        met += usize::from(*sum == 0);
        *sum += weight;
    };
    for (&place, &weight) in beside.iter().filter(|(_, weight)| **weight > 0) {
        add(place, weight);
    }
    let (mut left, mut is_whole) = (LOOKED_AT, true);
    for &thing in connections.of.get(own) {
        let list = connections.articles.get(thing);
        let window = nearest(list, own, NEAREST.min(left));
        left -= window.len();
        is_whole &= window.len() == list.len();
        let weight = connections.weights[thing as usize];
        window.iter().for_each(|&place| add(place, weight));
    }
    let places = &places[..met];
    row[own as usize] = 0;
    let most = places.iter().map(|&place| row[place as usize]).max().unwrap_or_default();
    let parts = PARTS.map(|part| most.div_ceil(part));
    let mut heavy = [0; PARTS.len()];
    for &place in places {
        let weight = row[place as usize];
        for (count, least) in heavy.iter_mut().zip(parts) {
            *count += usize::from(weight >= least);
        }
    }
    let few = heavy.iter().zip(parts).find(|(count, _)| **count >= enough);
    let (count, least) = few.map_or((met, 1), |(count, least)| (*count, least));
    let mut found = Vec::with_capacity(count);
    for &place in places {
        let weight = std::mem::take(&mut row[place as usize]);
        if weight >= least {
            found.push((place, weight));
        }
    }
    connections.give_back(row);
    (found, is_whole)
}

/// The part of a list, which is in order, around `own`: `most` numbers, if possible as many before as behind.
fn nearest(list: &[u32], own: u32, most: usize) -> &[u32] {
    if list.len() <= most {
        return list;
    }
    let at = list.partition_point(|&place| place < own);
    let start = at.saturating_sub(most / 2).min(list.len() - most);
    &list[start..start + most]
}

/// Tells the things that two articles share, the rarest first.
fn shared(connections: &Connections, one: u32, two: u32, mut tell: impl FnMut(u32)) {
    let (mut one, mut two) = (connections.of.get(one), connections.of.get(two));
    while let ([a, rest_a @ ..], [b, rest_b @ ..]) = (one, two) {
        match a.cmp(b) {
            Ordering::Less => one = rest_a,
            Ordering::Greater => two = rest_b,
            Ordering::Equal => {
                tell(*a);
                (one, two) = (rest_a, rest_b);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::site::TopicId;
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
    use std::cmp::Reverse;

    /// Articles connected by topics: for each topic the articles.
    fn connections(lists: &[Vec<u32>], articles: usize) -> Connections {
        let things =
            lists.iter().enumerate().map(|(n, list)| (Thing::Topic(TopicId(n as u32)), list.clone()));
        connect::index(things.collect(), articles)
    }

    /// The same as [`ranked`], by looking at all.
    fn by_hand(lists: &[Vec<u32>], articles: u32, own: u32, beside: &BTreeMap<u32, u32>) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        for place in (0..articles).filter(|place| *place != own) {
            let both = lists.iter().filter(|list| list.contains(&own) && list.contains(&place));
            let weights = both.map(|list| {
                let mut own = list.clone();
                own.sort();
                own.dedup();
                weight(articles as usize, own.len())
            });
            let sum = weights.sum::<u32>() + beside.get(&place).copied().unwrap_or_default();
            if sum >= LEAST {
                found.push((place, sum));
            }
        }
        found.sort_by_key(|&(place, sum)| (Reverse(sum), place.abs_diff(own), place));
        found.truncate(5);
        found
    }

    proptest! {
        #[test]
        fn few_articles_are_all_compared(
            lists in prop::collection::vec(prop::collection::vec(0..40u32, 0..30), 0..30),
            beside in prop::collection::btree_map(0..40u32, 0..900u32, 0..4),
        ) {
            let connections = connections(&lists, 40);
            for own in 0..40 {
                let mut beside = beside.clone();
                beside.remove(&own);
                let found = ranked(&connections, own, &beside, 5);
                prop_assert_eq!(found, by_hand(&lists, 40, own, &beside));
            }
            prop_assert!(connections.row().iter().all(|n| *n == 0));
        }
    }

    #[test]
    fn what_very_many_share_counts_though_not_all_are_looked_at() {
        let all = 20_000;
        let common: Vec<u32> = (0..all / 4).collect();
        let last = all / 4 - 1;
        let connections = connections(&[common, vec![0, last, all - 1]], all as usize);
        // Of the four thousand nearest, those nearest in time; of the rare thing's, the one that has the common thing too.
        let rare = weight(all as usize, 3);
        let expected = [(last, rare + 512), (all - 1, rare), (1, 512), (2, 512), (3, 512)];
        assert_eq!(ranked(&connections, 0, &BTreeMap::new(), 5), expected);
        let (found, is_whole) = met(&connections, 0, &BTreeMap::new(), usize::MAX);
        assert!(!is_whole && found.len() == NEAREST + 1, "{}", found.len());
        let (found, _) = met(&connections, 0, &BTreeMap::new(), 1);
        assert_eq!(found, [(last, rare), (all - 1, rare)]);
    }

    #[test]
    fn the_nearest_part_lies_around() {
        let list = [1, 3, 5, 7, 9];
        assert_eq!(nearest(&list, 5, 9), list);
        assert_eq!(nearest(&list, 5, 2), [3, 5]);
        assert_eq!(nearest(&list, 0, 2), [1, 3]);
        assert_eq!(nearest(&list, 9, 3), [5, 7, 9]);
        assert!(nearest(&list, 9, 0).is_empty());
    }
}
