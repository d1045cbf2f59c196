//! How lengths of time are spread: their number, median, ninth decile and mean.

/// Lengths of time in few numbers. Without any, there is none of the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many lengths.
    pub count: u64,
    /// Half are no longer, in microseconds.
    pub median_us: i64,
    /// Nine of ten are no longer, in microseconds.
    pub p90_us: i64,
    /// Their sum by their number, in microseconds.
    pub mean_us: i64,
}

impl Spread {
    /// Of lengths in microseconds, in any order. Median and decile are lengths that occur: the smallest that so many do
    /// not exceed.
    #[must_use]
    pub fn of(mut lengths: Vec<i64>) -> Self {
        lengths.sort_unstable();
        let count = lengths.len();
        let reached =
            |tenths: usize| (count * tenths).div_ceil(10).checked_sub(1).and_then(|at| lengths.get(at).copied());
        let sum: i128 = lengths.iter().map(|length| i128::from(*length)).sum();
        let mean = sum.checked_div(count as i128).and_then(|mean| i64::try_from(mean).ok());
        Self {
            count: count as u64,
            median_us: reached(5).unwrap_or_default(),
            p90_us: reached(9).unwrap_or_default(),
            mean_us: mean.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_of_lengths_that_occur() {
        let spread = Spread::of(vec![10, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(spread, Spread { count: 10, median_us: 5, p90_us: 9, mean_us: 5 });
        assert_eq!(Spread::of(vec![7]), Spread { count: 1, median_us: 7, p90_us: 7, mean_us: 7 });
        assert_eq!(Spread::of(vec![]), Spread::default());
    }

    #[test]
    fn a_century_of_lengths_does_not_overflow() {
        assert_eq!(Spread::of(vec![i64::MAX; 3]).mean_us, i64::MAX);
    }
}
