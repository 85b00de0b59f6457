//! The selected entry in full: what it is, all its digits, and its arithmetic term by term.

use super::arithmetic::Written;
use super::math::Math;
use super::numeral::Numeral;
use super::prose::{Prose, prose};
use super::symbol::symbol;
use super::{Captions, Page};

/// The digits of the arithmetic: as many as a good calculator shows.
const EXPLAINED_DIGITS: usize = 12;

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
        let full = Page::tell(
            page.trace,
            captions,
            page.step,
            page.selection,
            EXPLAINED_DIGITS,
        );
        Some(Self {
            name: name.entry(&indices),
            value: Numeral::shortest(number),
            about,
            sums: full.sums,
        })
    }
}
