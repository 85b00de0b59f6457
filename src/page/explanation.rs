//! The selected entry in full: what it is, all its digits, and its arithmetic term by term.

use super::math::Math;
use super::numeral::Numeral;
use super::prose::{Prose, prose};
use super::symbol::symbol;
use super::written::Written;
use super::{Captions, Page};

/// The digits of the arithmetic: as many as a good calculator shows.
const EXPLAINED_DIGITS: usize = 12;

/// Up to how many terms are all written out; of more than any reader goes through, the middle is folded.
const EXPLAINED_TERMS: usize = 500;

/// The selected entry, explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The entry's symbol.
    pub name: Math,
    /// The shortest text that reads back as its value.
    pub value: Numeral,
    /// What it is.
    pub about: Prose,
    /// The arithmetic of this step for the selected unit, with a calculator's digits.
    pub sums: Vec<Written>,
    /// What is said of the step.
    pub prose: Vec<Prose>,
}

impl Explanation {
    /// The explanation of the entry selected on `page`.
    pub fn of(page: &Page<'_>, captions: &Captions) -> Option<Self> {
        let operand = page.selected()?;
        let value = operand.quantity.value(page.trace)?;
        let (row, column, number) = page.selected_entry()?;
        let indices = if value.is_vector() {
            vec![row]
        } else {
            vec![row, column]
        };
        let name = symbol(page.trace, operand.quantity);
        let (rows, columns) = (value.rows(), value.columns());
        let shape = if value.is_vector() {
            rows.to_string()
        } else {
            format!("{rows} by {columns}")
        };
        let depth = page.trace.network().depth();
        let called = captions.names(operand.quantity, depth).get(row);
        let called = called.map(|name| format!(" ({name})")).unwrap_or_default();
        let origin = if operand.made {
            ", which this step makes"
        } else {
            ", which this step reads"
        };
        let about = prose![
            "an entry",
            called,
            " of ",
            name.clone(),
            ", size ",
            shape,
            origin
        ];
        let written_out = (EXPLAINED_DIGITS, EXPLAINED_TERMS);
        let Page {
            trace,
            step,
            selection,
            digits,
            ..
        } = *page;
        let full = Page::tell_with(trace, captions, step, selection, digits, written_out);
        Some(Self {
            name: name.entry(&indices),
            value: Numeral::shortest(number),
            about,
            sums: full.sums,
            prose: full.prose,
        })
    }
}
