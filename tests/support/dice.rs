//! Chance that comes out the same each time, and how much of it a run asks for.
//!
//! `GRADWALK_SEED` and `GRADWALK_CASES` change the seed and the number of cases of every test that rolls dice.

/// Steele, Lea & Flood's generator, splitmix64, which any seed will do for.
pub struct Dice(u64);

impl Dice {
    /// The sequence of this seed, or of the one that is asked for and this one together.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(asked("GRADWALK_SEED").unwrap_or(0) << 32))
    }

    /// The next number of the sequence, below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides as u64) as usize
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// How many cases to try: as many as are asked for, else `usual`.
pub fn cases(usual: usize) -> usize {
    asked("GRADWALK_CASES").map_or(usual, |cases| cases as usize)
}

fn asked(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is not a whole number: {value}")),
    )
}
