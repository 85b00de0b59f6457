//! Which layers and units are drawn, and where they stand.

use std::ops::Range;

use ratatui::layout::Rect;

use super::Scene;
use crate::page::Format;
use crate::view::look::extent;
use crate::view::matrix::window;

/// The lines of the headings.
const HEAD: u16 = 2;

/// The columns that say, on either side, how many layers are folded, with a blank.
const FOLDED: u16 = 6;

/// So many of them are beside the last layer on the right; the others stand over its numbers.
const BESIDE: u16 = 2;

/// The columns that a unit takes besides its number: its mark, a blank before the number, and the mark of an edit
/// after it.
const MARKS: u16 = 3;

/// The narrowest number, sign and all.
const NARROWEST: u16 = 6;

/// The fewest and the most columns between two layers: for units with numbers, for bare marks.
const GAPS: [(u16, u16); 2] = [(5, 40), (4, 16)];

/// The most rows from one unit to the next.
const PITCH: u16 = 7;

/// From so many rows on, a window on a wide layer leaves a row free between two units.
const AIRY: u16 = 16;

/// Where everything stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The whole of the drawing.
    pub area: Rect,
    /// The columns, layer after layer.
    pub columns: Vec<Column>,
    /// How many columns a unit's number may take; 0 where marks are bare.
    pub numbers: u16,
    /// Where its last column ends at the latest.
    pub right: u16,
}

/// A layer: where its units stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The paper's l.
    pub l: usize,
    /// Where the marks of its units are.
    pub x: u16,
    /// Where its numbers, as far as they are known, end, and edges begin.
    pub end: u16,
    /// How its numbers are written: as many digits as fit, one scale for all; `None` if they do not fit so, or are not
    /// known.
    pub format: Option<Format>,
    /// The units that are shown.
    pub units: Range<usize>,
    /// n_l.
    pub all: usize,
    /// The row of the first.
    top: u16,
    /// The rows from one to the next.
    pitch: u16,
}

impl Column {
    /// The row of `unit`, one of those that are shown.
    pub fn y(&self, unit: usize) -> u16 {
        let down = extent(unit.saturating_sub(self.units.start));
        self.top.saturating_add(down.saturating_mul(self.pitch))
    }

    /// How many units are folded above and below, and the rows that say so.
    pub fn folded(&self) -> [(usize, u16); 2] {
        let below = self.all.saturating_sub(self.units.end);
        let last = self.y(self.units.end.saturating_sub(1));
        [
            (self.units.start, self.top.saturating_sub(1)),
            (below, last.saturating_add(1)),
        ]
    }
}

impl Plan {
    /// The drawing in `area`, its units with their numbers to so many `digits`, or bare; `None` where there is no room.
    pub fn new(scene: &Scene<'_>, area: Rect, digits: Option<usize>) -> Option<Self> {
        if area.width < 12 || area.height < HEAD + 3 {
            return None;
        }
        let depth = scene.page.trace.network().depth();
        let (gap, widest) = GAPS[usize::from(digits.is_none())];
        let narrow = mark(digits.map_or(0, |_| NARROWEST));
        let fits = |width: u16| usize::from(((width + gap) / (narrow + gap)).max(1));
        let is_folded = depth > fits(area.width);
        // Between bare marks, folded layers are counted in the second line; else at both ends of the first.
        let (room, margin) = match digits {
            Some(_) if is_folded => (area.width.saturating_sub(FOLDED + BESIDE), FOLDED),
            // The last heading may be longer than what is under it.
            Some(_) => (area.width - 2, 0),
            None if is_folded => (area.width, 0),
            None => (area.width - 3, 0),
        };
        let shown = if is_folded { fits(room) } else { depth };
        let layers = window(depth, shown, scene.selected.layer - 1);
        let gaps = extent(layers.len()).saturating_sub(1).max(1);
        let left = |numbers: u16| room.saturating_sub(mark(numbers) * extent(layers.len())) / gaps;
        let wanted = digits.map_or(0, |digits| extent(digits + 3).clamp(NARROWEST, 20));
        // A number as long as one likes it, if that leaves the edges room.
        let numbers = (NARROWEST..=wanted)
            .rev()
            .find(|numbers| left(*numbers) >= gap + 5);
        let numbers = numbers.unwrap_or(wanted.min(NARROWEST));
        let gap = left(numbers).min(widest);
        let pitch = mark(numbers) + gap;
        let taken = pitch * extent(layers.len()) - gap;
        let x = area.x + margin + room.saturating_sub(taken) / 2;
        let columns = layers.enumerate().map(|(at, index)| {
            let l = index + 1;
            column(scene, l, x + extent(at) * pitch, numbers, area)
        });
        Some(Self {
            area,
            columns: columns.collect(),
            numbers,
            right: area.right().saturating_sub(margin),
        })
    }

    /// The column of layer l, if it is shown.
    pub fn column(&self, l: usize) -> Option<&Column> {
        self.columns.iter().find(|column| column.l == l)
    }

    /// The mark and the number of a unit, at the most.
    pub fn widest(&self) -> u16 {
        mark(self.numbers)
    }
}

/// What a unit takes with a number of that width; a bare mark takes one column, and a blank behind it.
const fn mark(numbers: u16) -> u16 {
    if numbers == 0 { 2 } else { MARKS + numbers }
}

fn column(scene: &Scene<'_>, l: usize, x: u16, numbers: u16, area: Rect) -> Column {
    let quantity = scene.session.quantity_of_units(l);
    let format = scene.format(quantity, numbers);
    let number = match format {
        Some(format) => extent(format.width()).min(numbers),
        None if scene.knows(quantity) => numbers,
        // The dot that stands for it.
        None => numbers.min(1),
    };
    let all = scene.page.trace.network().units(l);
    let (top, height) = (area.y + HEAD, area.height - HEAD);
    let units = extent(all);
    let (pitch, shown, first) = if units <= height {
        let pitch = ((height - 1) / (units - 1).max(1)).clamp(1, PITCH);
        (pitch, units, 0)
    } else {
        // The first and the last row say how many are folded.
        let pitch = if height >= AIRY { 2 } else { 1 };
        (pitch, (height - 3) / pitch + 1, 1)
    };
    let spare = height.saturating_sub(2 * first + pitch * (shown - 1) + 1);
    Column {
        l,
        x,
        end: x + mark(number),
        format,
        units: window(all, usize::from(shown), scene.focus(l)),
        all,
        top: top + first + spare / 2,
        pitch,
    }
}
