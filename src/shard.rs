//! One of the parts into which a site's files are shared out, so that several machines can write one site.

use std::str::FromStr;

/// Part `number` of `of`. Pages go round; the first part has whatever is no page too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `of`.
    number: usize,
    of: usize,
}

impl Shard {
    /// The whole site.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether it has the page at this position, counted from 0 in the order of the plan.
    pub fn has_page(self, position: usize) -> bool {
        position % self.of == self.number - 1
    }

    /// Whether it has what is no page.
    pub fn has_rest(self) -> bool {
        self.number == 1
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `2/8`.
    fn from_str(text: &str) -> Result<Self, String> {
        let number = |digits: &str| digits.parse::<usize>().ok();
        let parts = text.split_once('/').and_then(|(k, n)| Some((number(k)?, number(n)?)));
        match parts {
            None => Err("a shard is written K/N, the K-th of N, such as 2/8".to_owned()),
            Some((_, 0)) => Err("there must be one shard at least, such as 1/1".to_owned()),
            Some((number, of)) if number == 0 || number > of => {
                Err(format!("shards are counted from 1 to {of}: 1/{of} is the first, {of}/{of} the last"))
            }
            Some((number, of)) => Ok(Self { number, of }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_page_is_in_one_shard() {
        for of in 1..9 {
            let shards: Vec<Shard> = (1..=of).map(|n| format!("{n}/{of}").parse().unwrap()).collect();
            for page in 0..30 {
                assert_eq!(shards.iter().filter(|shard| shard.has_page(page)).count(), 1, "{page} of {of}");
            }
            assert_eq!(shards.iter().filter(|shard| shard.has_rest()).count(), 1);
        }
        assert_eq!("1/1".parse(), Ok(Shard::WHOLE));
    }
}
