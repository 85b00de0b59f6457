//! Moving the selection over a page's operands.

use super::{Direction, Session};
use crate::page::{Axis, Operand, Page, Selection};

impl Session {
    /// The current step, told.
    pub fn page(&self) -> Page<'_> {
        let page = self.page_at(Selection {
            operand: 0,
            unit: 0,
            term: 0,
        });
        let fits = |selection: &&Selection| selection.operand < page.operands().count();
        match self.selections.get(&self.step()).filter(fits) {
            Some(selection) => self.page_at(*selection),
            // Nothing was chosen here yet: the first entry of what the step makes.
            None => self.page_at(initial(&page)),
        }
    }

    fn page_at(&self, selection: Selection) -> Page<'_> {
        let (trace, step) = (self.trace(), self.step());
        let page = Page::tell(trace, &self.captions, step, selection, self.digits);
        page.along(&self.walk).against(self.what_if.before())
    }

    /// Selects on the current page; the drawn network follows.
    pub(super) fn select(&mut self, choose: impl Fn(&Page<'_>) -> Selection) {
        let selection = choose(&self.page());
        self.selections.insert(self.step(), selection);
        self.unit = None;
    }
}

/// What is selected on a page where nothing was chosen: the first entry of the last thing that the step makes.
pub fn initial(page: &Page<'_>) -> Selection {
    let made = page
        .operands()
        .enumerate()
        .filter(|(_, operand)| operand.made)
        .last();
    Selection {
        operand: made.map_or(0, |(at, _)| at),
        unit: 0,
        term: 0,
    }
}

/// The next or the previous operand, round the page; the unit and the term stay where they can.
pub fn operand(page: &Page<'_>, next: bool) -> Selection {
    let count = page.operands().count().max(1);
    let by = if next { 1 } else { count - 1 };
    let selection = page.selection;
    clamped(
        page,
        Selection {
            operand: (selection.operand + by) % count,
            ..selection
        },
    )
}

/// The entry `count` away in `direction` of the selected operand, as it lies on the screen; `transposed` says whether
/// W is drawn as a transposed copy.
pub fn moved(page: &Page<'_>, direction: Direction, count: usize, transposed: bool) -> Selection {
    let Some(operand) = page.selected() else {
        return page.selection;
    };
    let vertical = matches!(direction, Direction::Up | Direction::Down);
    let turned = transposed && operand.is_transposed();
    // A vector has one axis; sideways keys move along it too, so that no key does nothing.
    let axis = match (operand.rows, operand.columns) {
        (axis, Axis::Single) | (Axis::Single, axis) => axis,
        (rows, _) if vertical != turned => rows,
        (_, columns) => columns,
    };
    let forward = matches!(direction, Direction::Down | Direction::Right);
    let shift = |at: usize| {
        if forward {
            at + count
        } else {
            at.saturating_sub(count)
        }
    };
    let mut selection = page.selection;
    match axis {
        Axis::Unit => selection.unit = shift(selection.unit),
        Axis::Term => selection.term = shift(selection.term),
        Axis::Single => {}
    }
    clamped(page, selection)
}

/// The wanted selection, as far as the page has it.
pub fn at(page: &Page<'_>, wanted: Selection) -> Selection {
    let last = page.operands().count().saturating_sub(1);
    clamped(
        page,
        Selection {
            operand: wanted.operand.min(last),
            ..wanted
        },
    )
}

/// The selection with both indices within every operand of the page.
fn clamped(page: &Page<'_>, selection: Selection) -> Selection {
    let length = |axis: Axis| {
        let along = |operand: Operand| {
            let (rows, columns) = operand.shape(&operand.quantity.value(page.trace)?);
            let row = (operand.rows == axis).then_some(rows);
            row.or((operand.columns == axis).then_some(columns))
        };
        page.operands().filter_map(along).min().unwrap_or(1)
    };
    Selection {
        operand: selection.operand,
        unit: selection.unit.min(length(Axis::Unit).saturating_sub(1)),
        term: selection.term.min(length(Axis::Term).saturating_sub(1)),
    }
}
