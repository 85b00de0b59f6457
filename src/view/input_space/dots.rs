//! Dots finer than cells, two across and four down; on cells twice as high as wide they form a square grid.

use crate::lab::Point;

/// Dots for so many cells, each on or off. Places are counted in dots from the upper left corner.
pub struct Dots {
    columns: usize,
    rows: usize,
    /// The dots of each cell, as Braille numbers them.
    cells: Vec<u8>,
}

/// The bit of each dot of a cell, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

impl Dots {
    /// All off.
    pub fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self {
            columns,
            rows,
            cells: vec![0; columns * rows],
        }
    }

    /// How many there are across and down.
    pub fn extent(&self) -> Point {
        (2.0 * self.columns as f64, 4.0 * self.rows as f64)
    }

    /// Switches on the dot at `place`, if there is one.
    pub fn set(&mut self, (x, y): Point) {
        let (width, height) = self.extent();
        if x >= 0.0 && y >= 0.0 && x < width && y < height {
            let (x, y) = (x as usize, y as usize);
            self.cells[y / 4 * self.columns + x / 2] |= BITS[y % 4][x % 2];
        }
    }

    /// Switches on each `every`-th dot from `from` to `to`, as far as they lie on the grid.
    pub fn line(&mut self, from: Point, to: Point, every: usize) {
        let Some((start, end)) = self.clipped(from, to) else {
            return;
        };
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let length = (end - start) * across.abs().max(down.abs());
        let steps = (length.ceil() as usize).clamp(1, 4 * (self.columns + self.rows) + 1);
        for step in (0..=steps).step_by(every.max(1)) {
            let part = start + (end - start) * (step as f64 / steps as f64);
            self.set((from.0 + part * across, from.1 + part * down));
        }
    }

    /// Which part of the way lies on the grid.
    fn clipped(&self, from: Point, to: Point) -> Option<(f64, f64)> {
        let (width, height) = self.extent();
        let (mut start, mut end) = (0.0_f64, 1.0_f64);
        for (from, by, most) in [
            (from.0, to.0 - from.0, width),
            (from.1, to.1 - from.1, height),
        ] {
            if !(from.is_finite() && by.is_finite()) {
                return None;
            }
            if by == 0.0 {
                if from < 0.0 || from > most {
                    return None;
                }
                continue;
            }
            let (one, other) = (-from / by, (most - from) / by);
            start = start.max(one.min(other));
            end = end.min(one.max(other));
        }
        (start <= end).then_some((start, end))
    }

    /// The dots of a cell; `None` where all are off.
    pub fn bits(&self, column: usize, row: usize) -> Option<u8> {
        let bits = *self.cells.get(row * self.columns + column)?;
        (bits != 0 && column < self.columns).then_some(bits)
    }
}

/// The character with these dots.
pub fn braille(bits: u8) -> char {
    char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(from: Point, to: Point) -> String {
        let mut dots = Dots::new(2, 1);
        dots.line(from, to, 1);
        let cell = |column| braille(dots.bits(column, 0).unwrap_or(0));
        (0..2).map(cell).collect()
    }

    #[test]
    fn a_line_is_drawn_dot_by_dot_and_cut_at_the_edge() {
        assert_eq!(drawn((0.5, 0.5), (3.5, 0.5)), "⠉⠉");
        assert_eq!(drawn((0.5, 0.5), (3.5, 3.5)), "⠑⢄");
        assert_eq!(drawn((-1e9, 1.5), (1e9, 1.5)), "⠒⠒");
        assert_eq!(drawn((0.5, 0.5), (0.5, 1e300)), "⡇⠀");
        assert_eq!(drawn((-5.0, 0.5), (-1.0, 0.5)), "⠀⠀");
    }

    #[test]
    fn what_is_no_place_is_not_drawn() {
        for strange in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
            assert_eq!(drawn((strange, 0.5), (3.5, 0.5)).chars().count(), 2);
            assert_eq!(drawn((0.5, 0.5), (-strange, strange)).chars().count(), 2);
        }
    }
}
