//! What it says that two articles share a thing.

/// What it says that an article is one of the `part` of `whole` that have something, in 1/256 bit, rounded down:
/// log₂(`whole` / `part`), the self-information of an event of that probability (C. E. Shannon, *A Mathematical Theory of
/// Communication*, 1948); K. Spärck Jones weighs terms so in *A Statistical Interpretation of Term Specificity and Its
/// Application in Retrieval*, 1972.
///
/// In whole numbers, as the last digit of a logarithm differs from machine to machine. `part` is from 1 to `whole`.
pub fn weight(whole: usize, part: usize) -> u32 {
    const ONE: u64 = 1 << 32;
    let ratio = (whole as u64 * ONE) / part as u64;
    let mut bits = ratio.ilog2() - 32;
    let mut rest = ratio >> bits;
    for _ in 0..8 {
        // The square of what is left has twice its logarithm, whose whole part is the next digit.
        rest = ((u128::from(rest) * u128::from(rest)) >> 32) as u64;
        let digit = u32::from(rest >= 2 * ONE);
        rest >>= digit;
        bits = bits << 1 | digit;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_logarithm() {
        for (whole, part) in [(1, 1), (2, 1), (3, 2), (8, 1), (10_000, 200), (10_000, 9_999), (1_000_000, 2)]
        {
            let expected = (whole as f64 / part as f64).log2() * 256.0;
            let told = f64::from(weight(whole, part));
            assert!(told <= expected + 1e-6 && told > expected - 1.01, "{whole}/{part}: {told} {expected}");
        }
    }
}
