//! One entry written out as the arithmetic that makes it, with as many digits as it takes to be true.

mod calculator;

use super::math::{Math, Operator};
use super::numeral::{ALL_DIGITS, Numeral};
use super::written::Written;
use crate::engine::{Activation, Entry};
use calculator::rounded;

/// A number that arithmetic starts from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// Its value.
    pub value: f64,
    /// Which entry of the walk it is; `None` for what no quantity holds, such as a mean.
    pub entry: Option<Entry>,
}

impl Given {
    /// `entry`, which is `value`.
    pub const fn at(entry: Entry, value: f64) -> Self {
        Self {
            value,
            entry: Some(entry),
        }
    }
}

/// The arithmetic behind one number.
#[derive(Debug, Clone, PartialEq)]
pub enum Arithmetic {
    /// A number that the walk already has.
    Number(Given),
    /// Many terms, added up and shown as one number.
    Folded {
        /// How many.
        terms: usize,
        /// Their sum.
        sum: f64,
        /// The sum of their magnitudes.
        size: f64,
    },
    /// A sum.
    Sum(Vec<Self>),
    /// The first minus all the others.
    Difference(Vec<Self>),
    /// A product.
    Product(Vec<Self>),
    /// A quotient.
    Quotient(Box<Self>, Box<Self>),
    /// σ of a number.
    Sigma(Activation, Given),
    /// σ′ of a number.
    SigmaPrime(Activation, Given),
}

impl Arithmetic {
    /// Writes the arithmetic behind `result`, called `name`, with `digits` digits or as many more as make it true.
    /// Where no number of digits does, because rounding on the way left its mark, the result is `≈`.
    pub fn write(&self, name: Math, result: f64, digits: usize, lit: Option<usize>) -> Written {
        let shown = Numeral::significant(result, digits);
        let same = |operand_digits: &usize| {
            let there = self.evaluate(*operand_digits, digits);
            there
                .zip(shown.decimal())
                .is_some_and(|(there, shown)| rounded(&there, digits) == shown)
        };
        let found = (digits.min(ALL_DIGITS)..=ALL_DIGITS).find(same);
        // Of what is not finite a calculator has nothing to say.
        let is_true = found.is_some() || !(result.is_finite() && self.is_finite());
        Written {
            name,
            sign: Operator::Equals,
            terms: self.terms(found.unwrap_or(digits)),
            lit,
            relation: if is_true {
                Operator::Equals
            } else {
                Operator::Approximately
            },
            result: shown,
        }
    }

    /// Whether all operands are finite.
    fn is_finite(&self) -> bool {
        match self {
            Self::Number(given) | Self::Sigma(_, given) | Self::SigmaPrime(_, given) => {
                given.value.is_finite()
            }
            Self::Folded { sum, .. } => sum.is_finite(),
            Self::Sum(parts) | Self::Difference(parts) | Self::Product(parts) => {
                parts.iter().all(Self::is_finite)
            }
            Self::Quotient(above, below) => above.is_finite() && below.is_finite(),
        }
    }

    /// Its value, as a double.
    pub fn value(&self) -> f64 {
        match self {
            Self::Number(given) => given.value,
            Self::Folded { sum, .. } => *sum,
            Self::Sum(parts) => parts.iter().map(Self::value).sum(),
            Self::Difference(parts) => parts
                .iter()
                .map(Self::value)
                .reduce(|left, right| left - right)
                .unwrap_or(0.0),
            Self::Product(parts) => parts.iter().map(Self::value).product(),
            Self::Quotient(above, below) => above.value() / below.value(),
            Self::Sigma(activation, z) => activation.value(z.value),
            Self::SigmaPrime(activation, z) => activation.derivative(z.value),
        }
    }

    /// The numbers it starts from, in order.
    pub fn givens(&self) -> Vec<Given> {
        match self {
            Self::Number(given) | Self::Sigma(_, given) | Self::SigmaPrime(_, given) => {
                vec![*given]
            }
            Self::Folded { .. } => Vec::new(),
            Self::Sum(parts) | Self::Difference(parts) | Self::Product(parts) => {
                parts.iter().flat_map(Self::givens).collect()
            }
            Self::Quotient(above, below) => {
                let mut givens = above.givens();
                givens.extend(below.givens());
                givens
            }
        }
    }

    /// What is added up in the end, each part with its factor: its sign, and 1/s where all of it is divided by s.
    pub fn summands(&self) -> Vec<(f64, &Self)> {
        match self {
            Self::Sum(parts) => parts.iter().map(|part| (1.0, part)).collect(),
            Self::Difference(parts) => {
                let sign = |at: usize| if at == 0 { 1.0 } else { -1.0 };
                let parts = parts.iter().enumerate();
                parts.map(|(at, part)| (sign(at), part)).collect()
            }
            Self::Quotient(above, below) => {
                let factor = 1.0 / below.value();
                let summands = above.summands().into_iter();
                summands.map(|(sign, part)| (sign * factor, part)).collect()
            }
            other => vec![(1.0, other)],
        }
    }

    /// The sum of the magnitudes of what is added up in the end.
    pub fn size(&self) -> f64 {
        let size = |(factor, part): &(f64, &Self)| match part {
            Self::Folded { size, .. } => factor.abs() * size,
            part => (factor * part.value()).abs(),
        };
        self.summands().iter().map(size).sum()
    }

    /// Whether there is nothing to add up but products that are too small for a double, though no factor is 0.
    pub fn loses_its_products(&self) -> bool {
        let parts = self.summands();
        let is_nothing = self.size() == 0.0;
        is_nothing
            && parts.iter().any(|(_, part)| match part {
                Self::Product(factors) => {
                    part.value() == 0.0 && factors.iter().all(|factor| factor.value() != 0.0)
                }
                _ => false,
            })
    }

    /// The written terms of the outermost sum, each with the sign that joins it to the one before.
    fn terms(&self, digits: usize) -> Vec<Math> {
        match self {
            Self::Sum(parts) => signed(parts.iter().map(|part| (false, part)), digits),
            Self::Difference(parts) => signed(
                parts.iter().enumerate().map(|(at, part)| (at > 0, part)),
                digits,
            ),
            Self::Quotient(above, below) => {
                let mut terms = above.terms(digits);
                if let ([first, ..], true) = (terms.as_mut_slice(), above.has_terms()) {
                    *first = Math::Sign(Operator::Open).with_all(first.clone());
                    terms.push(Math::Sign(Operator::Close));
                }
                let last = terms.pop().unwrap_or(Math::Row(Vec::new()));
                terms.push(last.with(Operator::Over, below.factor(digits)));
                terms
            }
            other => vec![other.math(digits)],
        }
    }

    /// Whether it is written as several terms.
    const fn has_terms(&self) -> bool {
        matches!(self, Self::Sum(_) | Self::Difference(_))
    }

    fn math(&self, digits: usize) -> Math {
        let number = |value: f64| Math::Number(Numeral::significant(value, digits));
        match self {
            Self::Number(given) => number(given.value),
            Self::Folded { terms, sum, .. } => Math::Folded {
                terms: *terms,
                sum: Numeral::significant(*sum, digits),
            },
            Self::Sum(_) | Self::Difference(_) => {
                let terms = self.terms(digits).into_iter();
                Math::Group(Box::new(terms.fold(Math::Row(Vec::new()), Math::with_all)))
            }
            Self::Product(parts) => {
                let mut parts = parts.iter();
                let first = parts
                    .next()
                    .map_or(Math::Row(Vec::new()), |part| part.math(digits));
                parts.fold(first, |left, part| {
                    left.with(Operator::Times, part.factor(digits))
                })
            }
            Self::Quotient(above, below) => above
                .math(digits)
                .with(Operator::Over, below.factor(digits)),
            Self::Sigma(_, z) => Math::Sigma(Box::new(number(z.value))),
            Self::SigmaPrime(_, z) => Math::SigmaPrime(Box::new(number(z.value))),
        }
    }

    /// As a later factor of a product: a negative number stands in parentheses.
    fn factor(&self, digits: usize) -> Math {
        match self.math(digits) {
            Math::Number(numeral) if numeral.is_negative() => {
                Math::Group(Box::new(Math::Number(numeral)))
            }
            math => math,
        }
    }
}

/// Terms joined by + and −; a term that begins with a minus sign gives it to the joint.
fn signed<'a>(parts: impl Iterator<Item = (bool, &'a Arithmetic)>, digits: usize) -> Vec<Math> {
    let join = |(at, (minus, part)): (usize, (bool, &Arithmetic))| {
        let math = part.math(digits);
        if at == 0 {
            return math;
        }
        let (negative, math) = without_sign(math);
        let operator = if negative == minus {
            Operator::Plus
        } else {
            Operator::Minus
        };
        Math::Row(vec![Math::Sign(operator)]).with_all(math)
    };
    parts.enumerate().map(join).collect()
}

/// The leading minus sign of a term, and the term without it.
fn without_sign(math: Math) -> (bool, Math) {
    match math {
        Math::Number(numeral) if numeral.is_negative() => (true, Math::Number(numeral.magnitude())),
        Math::Row(mut parts) if !parts.is_empty() => {
            let first = std::mem::replace(&mut parts[0], Math::Half);
            let (negative, first) = without_sign(first);
            parts[0] = first;
            (negative, Math::Row(parts))
        }
        other => (false, other),
    }
}
