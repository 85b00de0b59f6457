//! The rows of the Jacobian under their column numbers: a window round the entry in question, its names frozen.

use std::ops::Range;

use ratatui::text::{Line, Span};

use crate::engine::ordinal;
use crate::page::{Format, Jacobian, Numeral};
use crate::session::Session;
use crate::theme::Role;
use crate::view::look::{Look, shortened};
use crate::view::matrix::{brackets, window};

/// The digits of a coefficient.
const DIGITS: usize = 3;

/// The most columns that a component's name takes.
const NAME: usize = 18;

/// The rows, ready to be drawn.
pub struct Rows<'a> {
    session: &'a Session,
    jacobian: &'a Jacobian<'a>,
    look: Look,
    format: Format,
    /// The columns of the coefficients, of the seeds, of the rows' names, and of a cell.
    widths: [usize; 4],
    down: Range<usize>,
    across: Range<usize>,
}

impl<'a> Rows<'a> {
    /// In `width` columns and `height` lines.
    pub fn new(
        session: &'a Session,
        jacobian: &'a Jacobian<'a>,
        (width, height): (usize, usize),
        look: Look,
    ) -> Self {
        let (rows, columns) = jacobian.shape();
        let (row, column) = session.jacobian_focus();
        let format = jacobian.format(session.digits());
        let wide = |span: Span<'_>| span.width();
        let last = rows.saturating_sub(1);
        let combined = jacobian.combined();
        let names = [
            wide(look.math(&jacobian.row_name(last), Role::Text)),
            combined
                .as_ref()
                .map_or(0, |(name, _)| wide(look.math(name, Role::Text))),
        ];
        let seeds = [
            "seed".len(),
            wide(look.math(&jacobian.seed(last), Role::Text)),
            jacobian
                .combination()
                .map_or(0, |seed| wide(look.math(&seed, Role::Text))),
        ];
        let coefficients = (0..rows).map(|k| coefficient(jacobian, k, look).chars().count());
        let heading = if combined.is_some() { "times".len() } else { 0 };
        let cell = format.width().max(wide(
            look.math(&jacobian.column_name(columns.saturating_sub(1)), Role::Text),
        ));
        let widths = [
            coefficients.max().unwrap_or(0).max(heading),
            seeds.into_iter().max().unwrap_or(0),
            names.into_iter().max().unwrap_or(0),
            cell,
        ];
        let captions = jacobian.captions.outputs.iter();
        let captions = captions.map(|name| wide(Span::raw(look.script.words(name))).min(NAME) + 1);
        let right = 1 + captions.max().unwrap_or(0);
        let across = width.saturating_sub(left(&widths) + right) / (cell + 1);
        let down = height.saturating_sub(1 + 2 * usize::from(combined.is_some()));
        Self {
            session,
            jacobian,
            look,
            format,
            widths,
            down: window(rows, down.max(1), row),
            across: window(columns, across.max(1), column),
        }
    }

    /// The shared power of ten.
    pub const fn exponent(&self) -> i32 {
        self.format.exponent()
    }

    /// What is not to be seen: rows and columns out of view, rows that are not computed yet.
    pub fn note(&self) -> String {
        let (rows, columns) = self.jacobian.shape();
        let mut notes = Vec::new();
        let known = self.jacobian.rows.len();
        if known < rows {
            notes.push(format!("{known} of {rows} rows computed"));
        }
        let of = |what: &str, shown: &Range<usize>, all: usize| {
            format!("{what} {}–{} of {all}", ordinal(shown.start), shown.end)
        };
        if self.down.len() < rows {
            notes.push(of("rows", &self.down, rows));
        }
        if self.across.len() < columns {
            notes.push(of("columns", &self.across, columns));
        }
        notes.join(", ")
    }

    /// The lines, the heading first.
    pub fn lines(&self) -> Vec<Line<'static>> {
        let mut lines = vec![self.heading()];
        lines.extend(self.down.clone().map(|k| self.row(k)));
        if let Some(combined) = self.combined() {
            lines.push(Line::default());
            lines.push(combined);
        }
        lines
    }

    fn heading(&self) -> Line<'static> {
        let (_, focus) = self.session.jacobian_focus();
        let [coefficient, seed, name, cell] = self.widths;
        let times = if coefficient > 0 { "times" } else { "" };
        let gap = if coefficient > 0 { "  " } else { "" };
        let text = format!(
            "  {times:>coefficient$}{gap}{:<seed$}  {:<name$}    ",
            "seed", "row"
        );
        let mut spans = vec![self.look.span(text, Role::Dim)];
        for i in self.across.clone() {
            let role = if i == focus { Role::Now } else { Role::Dim };
            let name = self.look.script.write(&self.jacobian.column_name(i));
            spans.push(self.look.span(aligned(&name, cell), role));
            spans.push(Span::raw(" "));
        }
        Line::from(spans)
    }

    fn row(&self, k: usize) -> Line<'static> {
        let (jacobian, look) = (self.jacobian, self.look);
        let (rows, _) = jacobian.shape();
        let (focus, _) = self.session.jacobian_focus();
        let is_lit = jacobian.lit() == Some(k);
        // Under the loss and the sum the row in question is the one they make.
        let mark = if k == focus && jacobian.lit().is_some() {
            look.glyph("▶ ", "> ")
        } else {
            "  "
        };
        let role = if is_lit { Role::Now } else { Role::Text };
        let [coefficients, seeds, names, _] = self.widths;
        let coefficient = coefficient(jacobian, k, look);
        let mut spans = vec![look.span(mark, Role::Now)];
        if coefficients > 0 {
            let sign = Look::sign(jacobian.coefficient(k).unwrap_or(0.0));
            spans.push(look.span(aligned(&coefficient, coefficients), sign));
            spans.push(Span::raw("  "));
        }
        let seed = look.script.write(&jacobian.seed(k));
        spans.push(look.span(padded(&seed, seeds), role));
        let name = look.script.write(&jacobian.row_name(k));
        spans.push(look.span(format!("  {}  ", padded(&name, names)), role));
        let (open, close) = brackets(k, rows, look);
        spans.push(look.span(format!("{open} "), Role::Border));
        spans.extend(self.cells(Some(k), is_lit));
        spans.push(look.span(close, Role::Border));
        if let Some(name) = jacobian.captions.outputs.get(k) {
            let name = shortened(&look.script.words(name), NAME, look);
            spans.push(look.span(format!(" {name}"), Role::Dim));
        }
        Line::from(spans)
    }

    /// The row that the walk makes of all rows.
    fn combined(&self) -> Option<Line<'static>> {
        let (name, _) = self.jacobian.combined()?;
        let seed = self.jacobian.combination()?;
        let look = self.look;
        let [coefficients, seeds, names, _] = self.widths;
        let (seed, name) = (look.script.write(&seed), look.script.write(&name));
        let mut spans = vec![
            look.span(look.glyph("▶ ", "> "), Role::Now),
            look.span(format!("{}  ", aligned("sum", coefficients)), Role::Dim),
            look.span(padded(&seed, seeds), Role::Now),
            look.span(format!("  {}  ", padded(&name, names)), Role::Now),
            look.span("[ ", Role::Border),
        ];
        spans.extend(self.cells(None, true));
        spans.push(look.span("]", Role::Border));
        Some(Line::from(spans))
    }

    /// The cells of row k, or of the row that all rows make, each with a mark behind it if an edit changed it.
    fn cells(&self, k: Option<usize>, is_lit: bool) -> Vec<Span<'static>> {
        let look = self.look;
        let (_, focus) = self.session.jacobian_focus();
        let [.., width] = self.widths;
        let mut spans = Vec::new();
        for i in self.across.clone() {
            let (text, role) = match self.jacobian.entry(k, i) {
                Some(value) => (
                    look.script.digits(&self.format.cell(value)),
                    Look::sign(value),
                ),
                None => (look.glyph("·", ".").to_owned(), Role::Pending),
            };
            let style = match (is_lit, i == focus) {
                (true, true) => look.style(role).patch(look.style(Role::Selected)),
                (true, false) => look.style(role).patch(look.style(Role::Lit)),
                _ => look.style(role),
            };
            spans.push(Span::styled(aligned(&text, width), style));
            spans.push(if self.jacobian.is_changed(k, i) {
                look.span("*", Role::Changed)
            } else {
                Span::raw(" ")
            });
        }
        spans
    }
}

/// The columns to the left of the cells.
const fn left([coefficients, seeds, names, _]: &[usize; 4]) -> usize {
    let times = if *coefficients > 0 {
        *coefficients + 2
    } else {
        0
    };
    2 + times + *seeds + 2 + *names + 2 + 2
}

fn coefficient(jacobian: &Jacobian<'_>, k: usize, look: Look) -> String {
    let number = |value| look.script.number(&Numeral::significant(value, DIGITS));
    jacobian.coefficient(k).map_or_else(String::new, number)
}

/// `text` at the right end of `width` columns.
fn aligned(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(Line::raw(text).width());
    format!("{}{text}", " ".repeat(gap))
}

/// `text` at the left end of `width` columns.
fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(Line::raw(text).width());
    format!("{text}{}", " ".repeat(gap))
}
