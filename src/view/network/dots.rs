//! Lines of dots, two by four to a cell; in ASCII a character to a cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    /// Its weight, in dots.
    pub weight: u8,
    /// Which of eight dots in a row are drawn: a bit for each, the first one lowest.
    pub pattern: u8,
    /// What stands for it in ASCII.
    pub ascii: char,
    /// What is drawn over other lines has a higher rank.
    pub rank: u8,
}

/// A grid of dots over a part of the screen.
pub struct Dots {
    area: Rect,
    cells: Vec<Option<Cell>>,
}

#[derive(Clone, Copy)]
struct Cell {
    dots: u8,
    ascii: char,
    style: Style,
    rank: u8,
}

/// The bit of each dot of a Braille pattern, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

impl Dots {
    /// No dots over `area`.
    pub fn over(area: Rect) -> Self {
        let cells = usize::from(area.width) * usize::from(area.height);
        Self {
            area,
            cells: vec![None; cells],
        }
    }

    /// A line between the middles of two cells of the screen, each a column and a row, both included.
    pub fn line(&mut self, from: (u16, u16), to: (u16, u16), pen: Pen, style: Style) {
        let dot = |(x, y): (u16, u16), right: i32| (2 * i32::from(x) + right, 4 * i32::from(y) + 2);
        let ((x0, y0), (x1, y1)) = (dot(from, 0), dot(to, 1));
        let (across, down) = (x1 - x0, y1 - y0);
        let length = across.abs().max(down.abs()).max(1);
        let is_steep = down.abs() > across.abs();
        for at in 0..=length {
            if pen.pattern & (1 << (at % 8)) == 0 {
                continue;
            }
            // To the nearest dot, halves upwards, so that no line depends on which way it is drawn.
            let along = |by: i32| (2 * by * at + length).div_euclid(2 * length);
            let (x, y) = (x0 + along(across), y0 + along(down));
            for beside in [0, -1].into_iter().take(usize::from(pen.weight)) {
                let (x, y) = if is_steep {
                    // What is left and right of a line belongs to others.
                    ((x + beside).clamp(x0.min(x1), x0.max(x1)), y)
                } else {
                    (x, y + beside)
                };
                self.dot(x, y, pen, style);
            }
        }
    }

    fn dot(&mut self, x: i32, y: i32, pen: Pen, style: Style) {
        let (column, row) = (x.div_euclid(2), y.div_euclid(4));
        let inside = |at: i32, start: u16, length: u16| {
            let at = usize::try_from(at - i32::from(start)).ok()?;
            (at < usize::from(length)).then_some(at)
        };
        let column = inside(column, self.area.x, self.area.width);
        let row = inside(row, self.area.y, self.area.height);
        let (Some(column), Some(row)) = (column, row) else {
            return;
        };
        let bit = BITS[y.rem_euclid(4) as usize][x.rem_euclid(2) as usize];
        let cell = &mut self.cells[row * usize::from(self.area.width) + column];
        let under = cell.filter(|cell| cell.rank == pen.rank);
        let is_over = cell.is_none_or(|cell| cell.rank <= pen.rank);
        if is_over {
            *cell = Some(Cell {
                dots: under.map_or(0, |cell| cell.dots) | bit,
                ascii: pen.ascii,
                style,
                rank: pen.rank,
            });
        }
    }

    /// Draws them.
    pub fn render(&self, is_ascii: bool, buf: &mut Buffer) {
        for (position, cell) in self.area.positions().zip(&self.cells) {
            let Some(cell) = cell else { continue };
            let braille = char::from_u32(0x2800 + u32::from(cell.dots));
            let symbol = if is_ascii { Some(cell.ascii) } else { braille };
            if let Some(target) = buf.cell_mut(position) {
                target.set_char(symbol.unwrap_or(' ')).set_style(cell.style);
            }
        }
    }
}
