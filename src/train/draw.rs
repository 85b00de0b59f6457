//! Random numbers: which stream of the generator is for what, and whole numbers below a bound.

use rand::rngs::ChaCha8Rng;
use rand::{Rng as _, SeedableRng as _};

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// W and b at the start.
    Start = 1,
    /// Which samples are held out.
    Split = 2,
    /// Which samples an iteration sees.
    Draws = 3,
}

/// The numbers for `what`.
pub fn stream(seed: u64, what: Stream) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(what as u64);
    generator
}

/// A whole number from 0 to `bound` − 1, each as likely as the others, to within 2⁻³² of it.
pub fn below(generator: &mut ChaCha8Rng, bound: usize) -> usize {
    // The upper half of a product of 64 by 64 bits. rand's own way depends on its version, and the same seed is to give
    // the same network for longer than that.
    ((u128::from(generator.next_u64()) * bound as u128) >> 64) as usize
}
