//! The Jacobian told: a row for each output, the seed that makes it, and what other seeds make of all rows.

use std::cmp::Ordering;

use super::format::Format;
use super::math::{Letter, Math};
use super::operand::Selection;
use super::prose::{Prose, prose};
use super::strip::Strip;
use super::sums::Sums;
use super::symbol::{scalar, seed, symbol};
use super::{Captions, seed};
use crate::engine::{Matrix, Objective, Quantity, Step, Trace, Value, Vector};

/// ∂a⁽ᴸ⁾/∂x, n_L × n₁, of a walk, as far as its rows are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jacobian<'a> {
    /// The walk.
    pub trace: &'a Trace,
    /// What people call the components.
    pub captions: &'a Captions,
    /// The first rows, ∇ₓ a⁽ᴸ⁾ₖ with n₁ entries each.
    pub rows: &'a [Vector],
    /// The file's own walk, where this one has edits, and its first rows.
    pub before: Option<(&'a Trace, &'a [Vector])>,
}

impl Jacobian<'_> {
    /// Rows and columns: n_L and n₁.
    pub fn shape(&self) -> (usize, usize) {
        let network = self.trace.network();
        (network.outputs(), network.inputs())
    }

    /// ∂a⁽ᴸ⁾/∂x
    pub fn name(&self) -> Math {
        self.output().partial(Math::letter(Letter::X))
    }

    /// Row k: ∂a⁽ᴸ⁾ₖ/∂x
    pub fn row_name(&self, k: usize) -> Math {
        self.output().entry(&[k]).partial(Math::letter(Letter::X))
    }

    /// xᵢ
    pub fn column_name(&self, i: usize) -> Math {
        Math::letter(Letter::X).entry(&[i])
    }

    /// The entry of row k, or of the row that all rows make, in column i: ∂a⁽ᴸ⁾ₖ/∂xᵢ, ∂C/∂xᵢ.
    pub fn entry_name(&self, k: Option<usize>, i: usize) -> Math {
        let above = k.map_or_else(|| scalar(self.trace), |k| self.output().entry(&[k]));
        above.partial(self.column_name(i))
    }

    /// e_k, the seed that makes row k.
    pub fn seed(&self, k: usize) -> Math {
        Math::letter(Letter::Unit).entry(&[k])
    }

    /// The row that the walk makes; `None` where it makes a combination of all.
    pub fn lit(&self) -> Option<usize> {
        match self.trace.objective() {
            Objective::Output { component } => Some(component),
            Objective::Loss | Objective::Sum => None,
        }
    }

    /// What row k is multiplied by in the combination that the walk makes: aₖ − yₖ, or 1; `None` where it makes one
    /// row.
    pub fn coefficient(&self, k: usize) -> Option<f64> {
        if self.lit().is_some() {
            return None;
        }
        let depth = self.trace.network().depth();
        self.trace.backward().g(depth).get(k).copied()
    }

    /// The name of the coefficients: a⁽ᴸ⁾ − y, or (1,…,1)ᵀ.
    pub fn combination(&self) -> Option<Math> {
        self.lit().is_none().then(|| seed(self.trace))
    }

    /// The name of the row that they make, ∇ₓ C or ∇ₓ Σₖ a⁽ᴸ⁾ₖ, and its entries.
    pub fn combined(&self) -> Option<(Math, &Vector)> {
        let name = symbol(self.trace, Quantity::G(1));
        let made = self.trace.backward().input_gradient();
        self.lit().is_none().then_some((name, made))
    }

    /// Entry i of row k, if that row is known, or of the row that all rows make.
    pub fn entry(&self, k: Option<usize>, i: usize) -> Option<f64> {
        match k {
            Some(k) => self.rows.get(k)?.get(i).copied(),
            None => self.combined()?.1.get(i).copied(),
        }
    }

    /// Whether an edit changed entry i of row k, or of the row that all rows make.
    pub fn is_changed(&self, k: Option<usize>, i: usize) -> bool {
        let before = self.before.and_then(|(trace, rows)| {
            let before = Jacobian {
                trace,
                rows,
                before: None,
                ..*self
            };
            before.entry(k, i)
        });
        let (Some(before), Some(now)) = (before, self.entry(k, i)) else {
            return false;
        };
        // NaN is the same as NaN here.
        !(before.is_nan() && now.is_nan()) && before.partial_cmp(&now) != Some(Ordering::Equal)
    }

    /// How the entries of all rows are written, so that they can be compared.
    pub fn format(&self, digits: usize) -> Format {
        let combined = self.combined().map(|(_, row)| row);
        let rows: Vec<_> = self.rows.iter().chain(combined).collect();
        let (_, columns) = self.shape();
        let matrix = Matrix::from_fn(rows.len(), columns, |k, i| rows[k][i]);
        let finite = matrix.iter().map(|entry| entry.abs());
        let largest = finite.filter(|size| size.is_finite()).fold(0.0, f64::max);
        Format::of(&Value::Matrix(&matrix, largest), digits)
    }

    /// What to see in it: what the seed of the walk makes, and what it makes of the rows.
    pub fn prose(&self, digits: usize) -> Vec<Prose> {
        let sums = Sums {
            trace: self.trace,
            selection: Selection {
                operand: 0,
                unit: 0,
                term: 0,
            },
            digits,
            written_out: 1,
        };
        let mut prose = seed::words(&sums);
        prose.push(self.sweeps());
        prose
    }

    /// How the sweeps differ.
    fn sweeps(&self) -> Prose {
        let (outputs, _) = self.shape();
        if outputs == 1 {
            return prose!["The Jacobian has one row, and one sweep makes it."];
        }
        match self.combination() {
            None => prose![
                "The ",
                outputs,
                " sweeps go back over one forward pass: the same W, the same σ′, the same product. They differ in \
                 the seed alone."
            ],
            Some(_) => prose![
                "The last row is all rows, each times its entry of that seed, added up. One sweep makes it at once: \
                 the product is the same, and linear in its seed."
            ],
        }
    }

    /// The product that all sweeps have in common, without the seed.
    pub fn product(&self) -> Strip {
        Strip::at(self.trace, Step::InputGradient)
    }

    fn output(&self) -> Math {
        Math::of_layer(Letter::A, self.trace.network().depth())
    }
}
