//! An operand of a page made ready to be drawn: its shape on the screen, its label, and how each entry looks.

use ratatui::text::{Line, Span};

use super::look::{Look, shortened};
use crate::engine::{Step, Value, ordinal};
use crate::page::{Axis, Captions, Format, Operand, Page, Selection, symbol};
use crate::theme::Role;

/// The most columns that a component's name takes.
const NAME: usize = 18;

/// An operand, ready.
pub struct Cells<'a> {
    page: &'a Page<'a>,
    operand: Operand,
    value: Value<'a>,
    format: Format,
    /// Whether it is drawn as a transposed copy.
    turned: bool,
    /// Whether its label is to be short.
    brief: bool,
    selected: bool,
    /// Where among the page's operands it is.
    at: usize,
    names: &'a [String],
    look: Look,
}

impl<'a> Cells<'a> {
    /// `operand` of `page`; `transposed` asks for a copy of W turned round where its transpose is
    /// meant, `brief` for a short label.
    pub fn new(
        page: &'a Page<'a>,
        captions: &'a Captions,
        operand: Operand,
        (transposed, brief): (bool, bool),
        look: Look,
    ) -> Option<Self> {
        let value = operand.quantity.value(page.trace)?;
        Some(Self {
            page,
            operand,
            value,
            format: Format::of(&value, page.digits),
            turned: transposed && operand.is_transposed(),
            brief,
            // What one line makes and the next one reads is drawn twice and selected once: where it is made.
            selected: page.selected() == Some(operand),
            at: page
                .operands()
                .position(|it| it.is_same(operand))
                .unwrap_or(0),
            // Over the columns of a vector lying on its side there is no room for names.
            names: if operand.is_lying() {
                &[]
            } else {
                captions.names(operand.quantity, page.trace.network().depth())
            },
            look,
        })
    }

    /// Rows and columns on the screen.
    pub fn shape(&self) -> (usize, usize) {
        let (rows, columns) = self.operand.shape(&self.value);
        if self.turned {
            (columns, rows)
        } else {
            (rows, columns)
        }
    }

    fn axes(&self) -> (Axis, Axis) {
        let (rows, columns) = (self.operand.rows, self.operand.columns);
        if self.turned {
            (columns, rows)
        } else {
            (rows, columns)
        }
    }

    /// Whether this is drawn as a transposed copy, so that nothing more is to be transposed.
    pub const fn is_turned(&self) -> bool {
        self.turned
    }

    /// The row and column on the screen that the selection is in.
    pub fn focus(&self) -> (usize, usize) {
        let (rows, columns) = self.axes();
        (
            self.page.selection.along(rows),
            self.page.selection.along(columns),
        )
    }

    /// Columns of one cell.
    pub const fn cell_width(&self) -> usize {
        self.format.width()
    }

    /// The entry at `row`, `column` of the screen.
    pub fn cell(&self, row: usize, column: usize) -> Span<'static> {
        let (row, column) = if self.turned {
            (column, row)
        } else {
            (row, column)
        };
        let value = self.operand.entry(&self.value, row, column);
        let text = self.look.script.digits(&self.format.cell(value));
        let mut style = self.look.style(Look::sign(value));
        if self.page.is_changed(self.operand, row, column) {
            style = style.patch(self.look.style(Role::Changed));
        }
        let style = match (self.is_lit(row, column), self.is_selected(row, column)) {
            (_, true) => style.patch(self.look.style(Role::Selected)),
            (true, _) => style.patch(self.look.style(Role::Lit)),
            _ => style,
        };
        Span::styled(text, style)
    }

    /// What stands behind the entry at `row`, `column` of the screen: a mark if an edit changed it.
    pub fn mark(&self, row: usize, column: usize) -> Span<'static> {
        let (row, column) = if self.turned {
            (column, row)
        } else {
            (row, column)
        };
        if self.page.is_changed(self.operand, row, column) {
            self.look.span("*", Role::Changed)
        } else {
            Span::raw(" ")
        }
    }

    /// The selection of the entry at `row`, `column` of the screen.
    pub fn selection_at(&self, row: usize, column: usize) -> Selection {
        let (rows, columns) = self.axes();
        let mut selection = Selection {
            operand: self.at,
            ..self.page.selection
        };
        for (axis, index) in [(rows, row), (columns, column)] {
            match axis {
                Axis::Unit => selection.unit = index,
                Axis::Term => selection.term = index,
                Axis::Single => {}
            }
        }
        selection
    }

    /// Whether the step's unit reads or makes this entry.
    fn is_lit(&self, row: usize, column: usize) -> bool {
        if self.page.step == Step::Input && !self.operand.made {
            // The target has no part in what the input is.
            return false;
        }
        let unit = self.page.selection.unit;
        let off = |axis: Axis, at: usize| axis == Axis::Unit && at != unit;
        !off(self.operand.rows, row) && !off(self.operand.columns, column)
    }

    fn is_selected(&self, row: usize, column: usize) -> bool {
        let selection = self.page.selection;
        self.selected
            && row == selection.along(self.operand.rows)
            && column == selection.along(self.operand.columns)
    }

    /// Whether the row of the made entry is pointed at.
    pub const fn is_made(&self) -> bool {
        self.operand.made
    }

    /// The name of the component in `row`, if it has one.
    pub fn name(&self, row: usize) -> Option<String> {
        let name = self.look.script.words(self.names.get(row)?);
        Some(shortened(&name, NAME, self.look))
    }

    /// The width of the widest name, with a space before it; 0 without names.
    pub fn names_width(&self) -> usize {
        let rows = 0..self.names.len();
        let width = |row| self.name(row).map_or(0, |name| Line::raw(name).width() + 1);
        rows.map(width).max().unwrap_or(0)
    }

    /// The symbol, its shape, and which row or column is lit.
    pub fn label(&self) -> Line<'static> {
        let script = self.look.script;
        let math = symbol(self.page.trace, self.operand.quantity);
        let math = if self.operand.is_lying() {
            math.transposed()
        } else {
            math
        };
        let (rows, columns) = self.operand.shape(&self.value);
        let times = self.look.glyph("×", "x");
        let (rows, columns) = if self.turned {
            (columns, rows)
        } else {
            (rows, columns)
        };
        let size = format!("{rows}{times}{columns}");
        let role = if self.operand.made {
            Role::Title
        } else {
            Role::Text
        };
        let unit = ordinal(self.page.selection.unit);
        let mut spans = Vec::new();
        match self.axes() {
            (Axis::Unit, Axis::Term) => {
                let math = if self.turned { math.transposed() } else { math };
                spans.push(self.look.span(script.write(&math), role));
                spans.push(self.look.span(format!(" {size}, "), Role::Dim));
                spans.push(self.look.span(format!("row {unit}"), Role::Now));
            }
            (Axis::Term, Axis::Unit) => {
                let transposed = script.write(&math.clone().transposed());
                spans.push(self.look.span(format!("{transposed}: "), role));
                spans.push(self.look.span(format!("column {unit}"), Role::Now));
                if !self.brief {
                    let words = format!(" of {} {size}", script.write(&math));
                    spans.push(self.look.span(words, Role::Dim));
                }
            }
            _ => {
                spans.push(self.look.span(script.write(&math), role));
                spans.push(self.look.span(format!(" {size}"), Role::Dim));
            }
        }
        if self.format.exponent() != 0 {
            let power = script.power_of_ten(self.format.exponent());
            spans.push(self.look.span(format!(" {power}"), Role::Notice));
        }
        Line::from(spans)
    }
}
