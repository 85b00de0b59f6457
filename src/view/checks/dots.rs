//! Lines of Braille dots: two columns and four rows of them in each cell.

use ratatui::layout::Rect;

/// The bit of each dot of a cell, column by column.
const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// The dots of an area.
pub struct Dots {
    area: Rect,
    cells: Vec<u8>,
}

impl Dots {
    /// None yet.
    pub fn new(area: Rect) -> Self {
        let cells = usize::from(area.width) * usize::from(area.height);
        Self {
            area,
            cells: vec![0; cells],
        }
    }

    /// Columns and rows of dots.
    pub fn size(&self) -> (usize, usize) {
        let (width, height) = (self.area.width, self.area.height);
        (2 * usize::from(width), 4 * usize::from(height))
    }

    /// A straight line; both ends lie within.
    pub fn join(&mut self, from: (usize, usize), to: (usize, usize)) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
        let between = |from: usize, to: usize, at: usize| (from * (steps - at) + to * at) / steps;
        for at in 0..=steps {
            self.dot(between(from.0, to.0, at), between(from.1, to.1, at));
        }
    }

    fn dot(&mut self, x: usize, y: usize) {
        let cell = (y / 4) * usize::from(self.area.width) + x / 2;
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell |= BITS[x % 2][y % 4];
        }
    }

    /// The cells with dots, where they are, and their characters.
    pub fn symbols(&self) -> impl Iterator<Item = ((u16, u16), char)> + '_ {
        let symbol = |(at, bits): ((u16, u16), &u8)| {
            let braille = char::from_u32(0x2800 + u32::from(*bits))?;
            (*bits != 0).then_some((at, braille))
        };
        let places = (self.area.y..self.area.bottom())
            .flat_map(|y| (self.area.x..self.area.right()).map(move |x| (x, y)));
        places.zip(&self.cells).filter_map(symbol)
    }
}
