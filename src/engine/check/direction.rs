//! Along what a quantity is perturbed: one entry after the other, or a few random directions.

/// Up to so many entries, each is perturbed by itself.
const ENTRIES: usize = 2_000;

/// Beyond that, the quantity is perturbed along so many directions.
const DIRECTIONS: usize = 32;

/// How much of a quantity was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// Each of its entries.
    Entries(usize),
    /// Its derivative along random directions of ±1, the same ones each time.
    Directions {
        /// How many directions.
        count: usize,
        /// How many entries the quantity has.
        entries: usize,
    },
}

impl Coverage {
    /// For a quantity of so many entries.
    pub(super) const fn of(entries: usize) -> Self {
        if entries <= ENTRIES {
            Self::Entries(entries)
        } else {
            Self::Directions {
                count: DIRECTIONS,
                entries,
            }
        }
    }

    pub(super) fn directions(self) -> impl Iterator<Item = Direction> {
        let (entries, signs) = match self {
            Self::Entries(entries) => (entries, 0),
            Self::Directions { count, .. } => (0, count as u64),
        };
        (0..entries)
            .map(Direction::Entry)
            .chain((0..signs).map(Direction::Signs))
    }
}

/// A direction d in the space of some entries; matrices are numbered column by column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Direction {
    /// d is 1 at one entry and 0 elsewhere.
    Entry(usize),
    /// d is ±1 everywhere, at random but the same for the same seed.
    Signs(u64),
}

impl Direction {
    /// dᵢ.
    pub const fn at(self, i: usize) -> f64 {
        match self {
            Self::Entry(entry) => {
                if i == entry {
                    1.0
                } else {
                    0.0
                }
            }
            Self::Signs(seed) => {
                if mix(mix(seed).wrapping_add(i as u64)) >> 63 == 0 {
                    1.0
                } else {
                    -1.0
                }
            }
        }
    }

    /// θ ↦ θ + s d.
    pub fn shift(self, theta: &mut [f64], step: f64) {
        self.shift_part(theta, 0, step);
    }

    /// The same for a part of θ that begins at its entry `first`.
    pub fn shift_part(self, part: &mut [f64], first: usize, step: f64) {
        match self {
            Self::Entry(entry) => {
                let at = entry.checked_sub(first);
                if let Some(theta) = at.and_then(|at| part.get_mut(at)) {
                    *theta += step;
                }
            }
            Self::Signs(_) => {
                for (theta, i) in part.iter_mut().zip(first..) {
                    *theta += self.at(i) * step;
                }
            }
        }
    }

    /// How many of θ's entries are moved.
    pub const fn entries(self, theta: &[f64]) -> usize {
        match self {
            Self::Entry(_) => 1,
            Self::Signs(_) => theta.len(),
        }
    }

    /// The largest |θᵢ| among the entries that are moved.
    pub fn largest(self, theta: &[f64]) -> f64 {
        match self {
            Self::Entry(entry) => theta[entry].abs(),
            Self::Signs(_) => theta
                .iter()
                .fold(0.0, |largest, theta| theta.abs().max(largest)),
        }
    }
}

/// One output of the generator splitmix64, from its state before the step.
const fn mix(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

    use super::{Direction, mix};

    #[test]
    fn the_generator_is_splitmix64() {
        // The first outputs of the reference implementation from the seed 1234567.
        let known = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        let mut state = 1_234_567;
        for output in known {
            assert_eq!(mix(state), output);
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        }
    }

    #[test]
    fn a_random_direction_has_as_many_of_each_sign_and_is_another_for_another_seed() {
        let signs = |seed| (0..1_000).map(move |i| Direction::Signs(seed).at(i));
        for seed in 0..4 {
            assert!(signs(seed).all(|sign| sign == 1.0 || sign == -1.0));
            // Five standard deviations of a sum of a thousand signs, and of a product of two of them.
            assert!(signs(seed).sum::<f64>().abs() < 160.0);
            let common = signs(seed).zip(signs(seed + 1)).map(|(a, b)| a * b);
            assert!(common.sum::<f64>().abs() < 160.0);
        }
        // The sign is the highest bit of the entry's number.
        let is_below = |i| mix(mix(3).wrapping_add(i)) < 1 << 63;
        assert!((0..100).all(|i| is_below(i) == (Direction::Signs(3).at(i as usize) == 1.0)));
    }

    #[test]
    fn a_direction_moves_one_entry_or_all() {
        assert_eq!(Direction::Entry(2).entries(&[0.0; 5]), 1);
        assert_eq!(Direction::Signs(2).entries(&[0.0; 5]), 5);
    }
}
