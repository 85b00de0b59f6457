//! Where the numbers of a walk stop being finite, and why.

use super::arithmetic::Arithmetic;
use super::math::Math;
use super::numeral::{ALL_DIGITS, Numeral};
use super::operand::Selection;
use super::prose::{Prose, prose};
use super::sums::Sums;
use super::symbol::entry_symbol;
use super::{Page, WRITTEN_OUT};
use crate::engine::{Entry, Step, Trace, Walk, ordinal};

/// The first number of a walk that is not finite.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Which it is.
    pub entry: Entry,
    /// The index of the step that makes it.
    pub place: usize,
    /// What it is called, and its value.
    pub equation: Prose,
    /// Why it is not finite.
    pub why: &'static str,
}

impl Origin {
    /// In the walk over `trace`; `None` where all numbers are finite.
    pub fn of(trace: &Trace, walk: &Walk) -> Option<Self> {
        let gradient = trace.first_non_finite_gradient();
        let is_walked = matches!(walk.steps().last(), Some(Step::ParameterGradients(_)));
        let entry = trace
            .first_non_finite()
            .or(gradient.filter(|_| is_walked))?;
        let value = entry.value(trace)?;
        let number = Math::Number(Numeral::significant(value, ALL_DIGITS));
        Some(Self {
            entry,
            place: walk.place_making(entry.quantity, trace.network()),
            equation: prose![entry_symbol(trace, entry), " = ", number],
            why: why(trace, entry, value),
        })
    }

    /// What is said of it at a step at or after its own.
    pub fn words(self, is_here: bool) -> Prose {
        let (before, after) = if is_here {
            let why = format!(": {}.", self.why);
            (prose!["Here the numbers stop being finite. "], prose![why])
        } else {
            (
                prose!["Since step ", ordinal(self.place), ", where "],
                prose![", not every number is finite."],
            )
        };
        Prose([before.0, self.equation.0, after.0].concat())
    }
}

impl Page<'_> {
    /// The page, told as a part of `walk`: from the step on at which the numbers stop being finite, that is said first.
    #[must_use]
    pub fn along(mut self, walk: &Walk) -> Self {
        let place = walk.place_of(self.step);
        let origin = Origin::of(self.trace, walk).filter(|origin| origin.place <= place);
        let words = origin.map(|origin| {
            let is_here = origin.place == place;
            origin.words(is_here)
        });
        self.prose.splice(0..0, words);
        self
    }
}

fn why(trace: &Trace, entry: Entry, value: f64) -> &'static str {
    let sums = Sums {
        trace,
        selection: Selection {
            operand: 0,
            unit: entry.row,
            term: entry.column,
        },
        digits: ALL_DIGITS,
        written_out: WRITTEN_OUT,
    };
    let made = sums.arithmetic(entry.quantity);
    let summands = made.as_ref().map(|(made, _)| made.summands());
    let terms: Vec<f64> = summands
        .iter()
        .flatten()
        .map(|(factor, part): &(f64, &Arithmetic)| factor * part.value())
        .collect();
    let has = |term: f64| terms.contains(&term);
    let is_single = terms.len() < 2;
    let is_term = terms.iter().any(|term| !term.is_finite());
    if value.is_nan() && has(f64::INFINITY) && has(f64::NEG_INFINITY) {
        "its terms lie beyond the doubles on both sides, ±1.8e308, and ∞ − ∞ is no number"
    } else if value.is_nan() {
        "on the way there, ∞ met −∞ or 0, which makes no number"
    } else if is_single {
        "it is beyond the largest double, 1.8e308"
    } else if is_term {
        "one of its terms is beyond the largest double, 1.8e308"
    } else {
        "its terms add up beyond the largest double, 1.8e308"
    }
}
