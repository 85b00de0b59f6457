//! The walk that goes on by itself.

use super::action::Change;

/// The pauses between two steps, in milliseconds, from the longest to the shortest.
const PAUSES: [u32; 7] = [8_000, 4_000, 2_000, 1_000, 500, 250, 125];

/// Whether the walk goes on by itself, and how fast it does or would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Play {
    /// Whether it goes on.
    pub is_on: bool,
    tempo: usize,
}

impl Default for Play {
    fn default() -> Self {
        Self {
            is_on: false,
            tempo: 2,
        }
    }
}

impl Play {
    /// The pause between two steps, in milliseconds.
    pub const fn pause(self) -> u32 {
        PAUSES[self.tempo]
    }

    /// A longer pause, or a shorter one.
    pub fn change(&mut self, pause: Change) {
        self.tempo = match pause {
            Change::More => self.tempo.saturating_sub(1),
            Change::Less => (self.tempo + 1).min(PAUSES.len() - 1),
        };
    }
}
