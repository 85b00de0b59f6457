//! One step of gradient descent told: the rule, a layer's weights before and after it, and one entry's arithmetic.

use super::arithmetic::{Arithmetic, Given};
use super::format::Format;
use super::math::{Letter, Math, Operator};
use super::prose::{Prose, prose};
use super::symbol::{entry_symbol, symbol};
use super::written::Written;
use crate::engine::{Entry, Matrix, Quantity, Trace, Value};

use Operator::{Becomes, Equals, Minus};

/// Where the step is in the paper.
pub const DESCENT: &str = "(5.7), (5.8); §4, §6";

/// The fewest digits that the arithmetic's result shows.
const DIGITS: usize = 6;

/// Up to so many entries, cells are as narrow as the entries allow.
const SEARCHED: usize = 256;

/// A step of gradient descent, seen in one layer. b is read as one more column of W: its entries are weights of a 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Descent<'a> {
    /// The walk, of the loss.
    pub trace: &'a Trace,
    /// The paper's l.
    pub layer: usize,
    /// η.
    pub rate: f64,
    /// The entry in question, by row and column.
    pub at: (usize, usize),
}

/// What of a layer stands side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// W and b.
    Before,
    /// ∂C/∂W and ∂C/∂b.
    Gradient,
    /// W and b after the step.
    After,
}

impl Descent<'_> {
    /// Rows, and columns with that of b.
    pub fn shape(&self) -> (usize, usize) {
        let layer = self.trace.network().layer(self.layer);
        (layer.units(), layer.inputs() + 1)
    }

    /// Whether this column is that of b.
    pub fn is_bias(&self, column: usize) -> bool {
        column + 1 == self.shape().1
    }

    /// W⁽ˡ⁾ and ∂C/∂W⁽ˡ⁾.
    pub fn name(&self, part: Part) -> Math {
        let quantity = match part {
            Part::Before | Part::After => Quantity::Weights(self.layer),
            Part::Gradient => Quantity::WeightGradient(self.layer),
        };
        symbol(self.trace, quantity)
    }

    /// The number at `row`, `column`; NaN where there is none.
    pub fn value(&self, part: Part, row: usize, column: usize) -> f64 {
        let (l, entry) = (self.layer, self.entry(row, column));
        let value = match part {
            Part::Before => entry.value(self.trace),
            Part::After => self.trace.descended(entry, self.rate),
            Part::Gradient if self.is_bias(column) => {
                Entry::of(Quantity::BiasGradient(l), row).value(self.trace)
            }
            Part::Gradient => Entry::at(Quantity::WeightGradient(l), row, column).value(self.trace),
        };
        value.unwrap_or(f64::NAN)
    }

    /// The entry of W or b at `row`, `column`.
    pub fn entry(&self, row: usize, column: usize) -> Entry {
        if self.is_bias(column) {
            Entry::of(Quantity::Bias(self.layer), row)
        } else {
            Entry::at(Quantity::Weights(self.layer), row, column)
        }
    }

    /// How the numbers of `part` are written.
    pub fn format(&self, part: Part, digits: usize) -> Format {
        let (rows, columns) = self.shape();
        if rows * columns <= SEARCHED {
            let values =
                Matrix::from_fn(rows, columns, |row, column| self.value(part, row, column));
            let sizes = values.iter().map(|value| value.abs());
            let largest = sizes.filter(|size| size.is_finite()).fold(0.0, f64::max);
            return Format::of(&Value::Matrix(&values, largest), digits);
        }
        let quantity = match part {
            Part::Before | Part::After => Quantity::Weights(self.layer),
            Part::Gradient => Quantity::WeightGradient(self.layer),
        };
        let value = quantity.value(self.trace);
        value.map_or_else(
            || Format::of(&Value::Matrix(&Matrix::zeros(1, 1), 0.0), digits),
            |value| Format::of(&value, digits),
        )
    }

    /// The rule for W and b, and what their gradients are.
    pub fn equations(&self) -> Vec<Math> {
        let (l, cost) = (self.layer, Math::letter(Letter::Cost));
        let delta = Math::of_layer(Letter::Delta, l);
        let outer = Math::row([delta.clone(), Math::of_layer(Letter::A, l - 1).transposed()]);
        let lines = [(Letter::Weights, outer), (Letter::Bias, delta)];
        let equations = lines.map(|(letter, gradient)| {
            let it = || Math::of_layer(letter, l);
            let slope = cost.clone().partial(it());
            let step = Math::row([Math::letter(Letter::Rate), slope.clone()]);
            let rule = it().with(Becomes, it()).with(Minus, step);
            rule.with(Operator::Comma, slope.with(Equals, gradient))
        });
        equations.into()
    }

    /// The entry in question after the step, as the arithmetic it is: w ← w − η·δⱼ·aₖ.
    pub fn written(&self, digits: usize) -> Written {
        let (row, column) = self.at;
        let entry = self.entry(row, column);
        let given = |entry: Entry| {
            let value = entry.value(self.trace).unwrap_or(f64::NAN);
            Arithmetic::Number(Given::at(entry, value))
        };
        let rate = Given {
            value: self.rate,
            entry: None,
        };
        let mut factors = vec![
            Arithmetic::Number(rate),
            given(Entry::of(Quantity::Delta(self.layer), row)),
        ];
        if !self.is_bias(column) {
            factors.push(given(Entry::of(Quantity::A(self.layer - 1), column)));
        }
        let step = Arithmetic::Difference(vec![given(entry), Arithmetic::Product(factors)]);
        let after = self.value(Part::After, row, column);
        let name = entry_symbol(self.trace, entry);
        Written {
            sign: Becomes,
            ..step.write(name, after, digits.max(DIGITS), None)
        }
    }

    /// What there is to know of it.
    pub fn prose(&self) -> Vec<Prose> {
        let network = self.trace.network();
        let mut told = vec![prose![
            "Stochastic gradient descent (§4 and §6 of the paper) takes this step again and again, each time at a \
             sample taken at random, with ",
            Math::letter(Letter::Rate),
            " = 0.05. Here it is one sample, and all layers take the step at once."
        ]];
        if network.layers().any(|l| network.layer(l).norm.is_some()) {
            told.push(prose![
                "Only W and b move: ",
                Math::letter(Letter::Gamma),
                " and ",
                Math::letter(Letter::Beta),
                " of a norm stay."
            ]);
        }
        told
    }

    /// C − η‖∇C‖²: what C would be if it were a plane.
    pub fn first_order(&self) -> Math {
        let squared = Math::Squared(Box::new(Math::letter(Letter::CostGradient).norm()));
        Math::letter(Letter::Cost).with(Minus, Math::row([Math::letter(Letter::Rate), squared]))
    }
}
