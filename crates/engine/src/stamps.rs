//! Where requests get their chance from: one seeded stream, so that a run can be repeated exactly.

use domain::request::Stamp;
use domain::time::Instant;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of stamps.
#[derive(Clone, Debug)]
pub struct Stamps(ChaCha12Rng);

impl Stamps {
    /// A stream that is the same for the same seed.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self(ChaCha12Rng::from_seed(seed))
    }

    /// The next stamp, for an instant of the run's clock.
    pub fn at(&mut self, at: Instant) -> Stamp {
        let high = u128::from(self.0.next_u64());
        let low = u128::from(self.0.next_u64());
        Stamp { at, entropy: (high << 64) | low }
    }
}
