//! Where the numbers of a walk stop being finite, and why.

use super::Page;
use super::arithmetic::Arithmetic;
use super::math::Math;
use super::numeral::{ALL_DIGITS, Numeral};
use super::operand::Selection;
use super::prose::{Prose, prose};
use super::sums::Sums;
use super::symbol::entry_symbol;
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
}

impl Origin {
    /// In the walk over `trace`; `None` where all numbers are finite.
    pub fn of(trace: &Trace, walk: &Walk) -> Option<Self> {
        let gradient = trace.first_non_finite_gradient();
        let is_walked = matches!(walk.steps().last(), Some(Step::ParameterGradients(_)));
        let first = trace.first_non_finite();
        Self::at(trace, walk, first.or(gradient.filter(|_| is_walked))?)
    }

    /// That of [`of`](Self::of), and where the first NaN is another number, that one: a NaN has a reason of its own.
    pub fn all(trace: &Trace, walk: &Walk) -> Vec<Self> {
        let first = Self::of(trace, walk);
        let nan = trace
            .first_nan()
            .filter(|nan| first.as_ref().is_some_and(|first| first.entry != *nan));
        let nan = nan.and_then(|nan| Self::at(trace, walk, nan));
        first.into_iter().chain(nan).collect()
    }

    fn at(trace: &Trace, walk: &Walk, entry: Entry) -> Option<Self> {
        let value = entry.value(trace)?;
        let number = Math::Number(Numeral::significant(value, ALL_DIGITS));
        Some(Self {
            entry,
            place: walk.place_making(entry.quantity, trace.network()),
            equation: prose![entry_symbol(trace, entry), " = ", number],
        })
    }

    /// Why it is not finite, which takes a look at all terms of its sum.
    pub fn why(&self, trace: &Trace) -> &'static str {
        let value = self.entry.value(trace).unwrap_or(f64::NAN);
        why(trace, self.entry, value)
    }

    /// What is said at a step at or after its own of the first number that is not finite.
    fn words(self, trace: &Trace, is_here: bool) -> Prose {
        if is_here {
            return self.here(trace, "Here the numbers stop being finite. ");
        }
        self.since(", not every number is finite.")
    }

    /// The same of the first NaN, where an infinity came before it.
    fn words_of_nan(self, trace: &Trace, is_here: bool) -> Prose {
        if is_here {
            return self.here(trace, "Here the first NaN arises. ");
        }
        self.since(", there are NaN among them.")
    }

    fn here(self, trace: &Trace, lead: &str) -> Prose {
        let why = format!(": {}.", self.why(trace));
        Prose([prose![lead].0, self.equation.0, prose![why].0].concat())
    }

    fn since(self, rest: &str) -> Prose {
        let lead = prose!["Since step ", ordinal(self.place), ", where "];
        Prose([lead.0, self.equation.0, prose![rest].0].concat())
    }
}

impl Page<'_> {
    /// The page, told as a part of `walk`: from the step on at which the numbers stop being finite, that is said first,
    /// and from the first NaN on that too.
    #[must_use]
    pub fn along(mut self, walk: &Walk) -> Self {
        let place = walk.place_of(self.step);
        let origins = Origin::all(self.trace, walk).into_iter().enumerate();
        let words = origins
            .filter(|(_, origin)| origin.place <= place)
            .map(|(at, origin)| match (at, origin.place == place) {
                (0, is_here) => origin.words(self.trace, is_here),
                (_, is_here) => origin.words_of_nan(self.trace, is_here),
            });
        self.remarks.splice(0..0, words);
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
        // Many terms that are shown as one may overflow together, which none of them does.
        written_out: usize::MAX,
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
        "adding up its terms goes beyond the largest double, 1.8e308"
    }
}
