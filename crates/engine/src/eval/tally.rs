//! Shares, F1 and the calibration error.

use serde::Serialize;

/// How many bins confidence is cut into, as is usual for the expected calibration error.
const BINS: usize = 10;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many did.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Those that are so, of all.
    pub(crate) fn of<T>(all: impl IntoIterator<Item = T>, is: impl Fn(&T) -> bool) -> Self {
        let mut share = Self { hits: 0, of: 0 };
        for one in all {
            share.of += 1;
            share.hits += usize::from(is(&one));
        }
        share
    }

    /// As a number from 0 to 1; none of nothing.
    pub fn rate(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }
}

/// F1 of a class over pairs of truth and what was said.
pub(super) fn f1(pairs: &[(&str, &str)], class: &str) -> f64 {
    let hits = pairs.iter().filter(|(truth, said)| *truth == class && *said == class).count();
    let true_or_said = pairs.iter().map(|(truth, said)| usize::from(*truth == class) + usize::from(*said == class));
    let both: usize = true_or_said.sum();
    if both == 0 { 0.0 } else { 2.0 * hits as f64 / both as f64 }
}

/// The expected calibration error: over bins of confidence, how far its mean is from the share that was right.
pub(crate) fn calibration_error(sure: &[(f32, bool)]) -> f64 {
    let gap = |bin: usize| {
        let own = sure.iter().filter(|(sure, _)| ((sure * BINS as f32) as usize).min(BINS - 1) == bin);
        own.map(|(sure, right)| f64::from(*sure) - f64::from(u8::from(*right))).sum::<f64>().abs()
    };
    (0..BINS).map(gap).sum::<f64>() / sure.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_the_textbook() {
        let pairs = [("a", "a"), ("a", "b"), ("b", "a"), ("c", "c")];
        assert_eq!((f1(&pairs, "a"), f1(&pairs, "c"), f1(&pairs, "d")), (0.5, 1.0, 0.0));
        // Two at 0.9, one of them right: 0.4 off; two at 0.5, one right: exact.
        let sure = [(0.9, true), (0.9, false), (0.5, true), (0.5, false)];
        assert!((calibration_error(&sure) - 0.2).abs() < 1e-6, "{}", calibration_error(&sure));
        assert_eq!(Share::of([1, 2, 3], |one| *one > 1), Share { hits: 2, of: 3 });
        assert_eq!(Share { hits: 0, of: 0 }.rate(), None);
    }
}
