//! The equation laid out: matrices, vectors and what joins them, flowing over as many rows as they need.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Text;
use ratatui::widgets::Widget;

use super::cells::Cells;
use super::hits::Hits;
use super::look::{Look, extent};
use super::matrix;
use crate::page::{Captions, Item, Line, Math, Operator, Page};
use crate::theme::Role;

/// The least columns of a wide matrix that are worth showing.
const COLUMNS: usize = 2;

/// A page's operands laid out in a width.
pub struct Operands<'a> {
    rows: Vec<Row<'a>>,
    look: Look,
}

/// What stands side by side.
struct Row<'a>(Vec<Piece<'a>>);

enum Piece<'a> {
    Cells { cells: Cells<'a>, columns: usize },
    Sign(String),
}

impl<'a> Operands<'a> {
    /// Lays `page`'s lines out in `width` columns and `height` lines, as few rows as the width allows.
    pub fn new(
        page: &'a Page<'a>,
        captions: &'a Captions,
        transposed: bool,
        (width, height): (usize, usize),
        look: Look,
    ) -> Self {
        // How tall a matrix may be decides whether it needs row numbers, and so how wide it is.
        let tallest = |rows: usize| (height / rows.max(1)).saturating_sub(2).max(1);
        let row = |line: &Line, brief: bool| {
            let mut pieces = Vec::new();
            for item in &line.0 {
                let Item::Operand(operand) = item else {
                    pieces.push(Piece::Sign(sign(item, &pieces, look)));
                    continue;
                };
                let cells = Cells::new(page, captions, *operand, (transposed, brief), look);
                pieces.extend(cells.map(|cells| Piece::Cells {
                    cells,
                    columns: usize::MAX,
                }));
            }
            Row(pieces)
        };
        let fits = |line: &Line| row(line, false).width(tallest(page.lines.len())) <= width;
        let lines = page.joined_lines(fits);
        let rows = |count: usize, brief: bool| -> Vec<Row<'_>> {
            lines
                .iter()
                .flat_map(|line| row(line, brief).flow(width, tallest(count)))
                .collect()
        };
        let mut count = lines.len();
        loop {
            // Shorter labels are a smaller loss than another row.
            let full = rows(count, false);
            let flowed = if full.len() > count {
                rows(count, true)
            } else {
                full
            };
            if flowed.len() <= count {
                return Self { rows: flowed, look };
            }
            count = flowed.len();
        }
    }

    /// The lines that labels and column numbers take.
    fn fixed(&self) -> usize {
        self.rows.iter().map(Row::head).sum()
    }

    /// The height in which nothing is cut.
    pub fn full_height(&self) -> usize {
        self.fixed() + self.rows.iter().map(Row::tallest).sum::<usize>()
    }

    /// The height below which some row would not be seen at all.
    pub fn least_height(&self) -> usize {
        self.fixed() + self.rows.len()
    }

    /// How many rows stand one under another.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Draws them into `area`, `gap` lines between rows.
    pub fn render(&self, area: Rect, gap: usize, hits: &mut Hits, buf: &mut Buffer) {
        let gaps = gap * self.rows.len().saturating_sub(1);
        let room = usize::from(area.height).saturating_sub(self.fixed() + gaps);
        let heights = share(
            room,
            &self.rows.iter().map(Row::tallest).collect::<Vec<_>>(),
        );
        let mut top = 0;
        for (row, height) in self.rows.iter().zip(heights) {
            let taken = row.head() + height;
            if top + row.head() >= usize::from(area.height) {
                return;
            }
            let y = area.y + extent(top);
            let place = Rect {
                y,
                height: extent(taken).min(area.bottom() - y),
                ..area
            };
            row.render(height, self.look, place, hits, buf);
            top += taken + gap;
        }
    }
}

/// `room` shared among those who want so much each: nobody gets more than they want, nor less than one.
fn share(room: usize, wants: &[usize]) -> Vec<usize> {
    let mut shares = wants.to_vec();
    while shares.iter().sum::<usize>() > room {
        let Some(largest) = shares.iter_mut().max().filter(|largest| **largest > 1) else {
            break;
        };
        *largest -= 1;
    }
    shares
}

/// What stands between two operands.
fn sign(item: &Item, before: &[Piece<'_>], look: Look) -> String {
    let turned = matches!(before.last(), Some(Piece::Cells { cells, .. }) if cells.is_turned());
    let dot = || format!(" {} ", look.script.write(&Math::Sign(Operator::Times)));
    match item {
        Item::Operator(Operator::Times) => dot(),
        // A transposed copy needs no ᵀ.
        Item::Operator(Operator::TransposeTimes) if turned => dot(),
        Item::Operator(Operator::Comma) => "   ".to_owned(),
        Item::Operator(operator) => look.script.write(&Math::Sign(*operator)),
        Item::Symbol(math) => look.script.write(math),
        Item::Operand(_) => String::new(),
    }
}

impl Row<'_> {
    /// The width in which every column is shown.
    fn width(&self, height: usize) -> usize {
        let width = |piece: &Piece<'_>| piece.width(height);
        self.0.iter().map(width).sum()
    }

    /// Breaks the row where it gets too wide, before an operator; wide matrices shrink to a window first.
    fn flow(self, width: usize, height: usize) -> Vec<Self> {
        let mut rows = vec![Self(Vec::new())];
        let mut taken = 0;
        let mut pieces = self.0.into_iter().peekable();
        while let Some(mut piece) = pieces.next() {
            let least = piece.least_width(height);
            let with_next = match (&piece, pieces.peek()) {
                // An operator goes with what follows it.
                (Piece::Sign(_), Some(next)) => least + next.least_width(height),
                _ => least,
            };
            if taken > 0 && taken + with_next > width && matches!(piece, Piece::Sign(_)) {
                rows.push(Self(Vec::new()));
                taken = 0;
            }
            piece.shrink();
            taken += piece.least_width(height);
            if let Some(row) = rows.last_mut() {
                row.0.push(piece);
            }
        }
        for row in &mut rows {
            row.widen(width, height);
        }
        rows
    }

    /// Gives what room is left to the matrices that show only some of their columns.
    fn widen(&mut self, width: usize, height: usize) {
        let least: usize = self.0.iter().map(|piece| piece.least_width(height)).sum();
        let mut spare = width.saturating_sub(least);
        for piece in &mut self.0 {
            let before = piece.least_width(height);
            if let Piece::Cells { cells, columns } = piece {
                let rows = cells.shape().0.min(height);
                *columns = matrix::columns_in(cells, rows, before + spare);
                spare = spare.saturating_sub(matrix::width(cells, rows, *columns) - before);
            }
        }
    }

    fn tallest(&self) -> usize {
        self.0.iter().map(Piece::rows).max().unwrap_or(0)
    }

    fn is_numbered(&self) -> bool {
        self.0.iter().any(|piece| match piece {
            Piece::Cells { cells, columns } => *columns < cells.shape().1,
            Piece::Sign(_) => false,
        })
    }

    /// The lines above the cells.
    fn head(&self) -> usize {
        1 + usize::from(self.is_numbered())
    }

    fn render(&self, height: usize, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
        let mut x = area.x;
        // How far the label before reaches over its matrix: a sign stands in the middle of the gap.
        let mut overhang = 0;
        let middle = self.head() + height.saturating_sub(1) / 2;
        for piece in &self.0 {
            let width = extent(piece.width(height)).min(area.right() - x);
            let place = Rect { x, width, ..area };
            match piece {
                Piece::Cells { cells, columns } => {
                    let window = (height, *columns);
                    let body = matrix::body_width(cells, cells.shape().0.min(height), *columns);
                    overhang = width.saturating_sub(extent(body));
                    matrix::render(cells, window, self.is_numbered(), look, place, hits, buf);
                }
                Piece::Sign(text) if middle < usize::from(area.height) => {
                    let line = Text::from(look.span(text.as_str(), Role::Text));
                    let (x, y) = (place.x - overhang / 2, area.y + extent(middle));
                    line.render(
                        Rect {
                            x,
                            y,
                            height: 1,
                            ..place
                        },
                        buf,
                    );
                }
                Piece::Sign(_) => {}
            }
            x += width;
        }
    }
}

impl Piece<'_> {
    fn rows(&self) -> usize {
        match self {
            Self::Cells { cells, .. } => cells.shape().0,
            Self::Sign(_) => 1,
        }
    }

    /// The width with all columns, or with as many as have been settled on.
    fn width(&self, height: usize) -> usize {
        match self {
            Self::Cells { cells, columns } => {
                let (rows, all) = cells.shape();
                matrix::width(cells, rows.min(height), all.min(*columns))
            }
            Self::Sign(text) => Text::raw(text.as_str()).width(),
        }
    }

    fn least_width(&self, height: usize) -> usize {
        match self {
            Self::Cells { cells, .. } => {
                let (rows, all) = cells.shape();
                matrix::width(cells, rows.min(height), all.min(COLUMNS))
            }
            Self::Sign(_) => self.width(height),
        }
    }

    fn shrink(&mut self) {
        if let Self::Cells { columns, .. } = self {
            *columns = COLUMNS;
        }
    }
}
