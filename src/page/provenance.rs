//! Where one number came from: the sum or product that made it, term by term; and what it reaches in turn.

use super::arithmetic::Given;
use super::math::Math;
use super::numeral::Numeral;
use super::prose::{Prose, prose};
use super::reach::{Reach, later, reaches};
use super::sums::Sums;
use super::symbol::{entry_symbol, scalar, symbol};
use super::written::Written;
use super::{Captions, Selection};
use crate::engine::{Entry, Influence, Quantity, Trace, Walk, influence, ordinal, takes_sweep};

/// The digits of the arithmetic: as many as a good calculator shows.
const DIGITS: usize = 12;

/// Up to how many terms the arithmetic is written out in full.
const WRITTEN_OUT: usize = 5;

/// Where a number came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// The number.
    pub entry: Entry,
    /// Its symbol.
    pub name: Math,
    /// Its value.
    pub value: f64,
    /// What it is.
    pub about: Prose,
    /// The index of the step that made it, or that reads it first if it is given.
    pub place: usize,
    /// The arithmetic that made it; `None` for what is given.
    pub written: Option<Written>,
    /// What was added up.
    pub terms: Vec<Term>,
    /// What is computed from it directly.
    pub reaches: Vec<Reach>,
    /// What is computed from that in turn.
    pub later: Vec<Quantity>,
    /// How much the scalar, or ∇ₓ, moves per unit of it; `None` also where that takes a sweep that nobody has done yet.
    pub influence: Option<Influence>,
}

/// A term of the sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// What it is computed from.
    pub operands: Vec<Given>,
    /// Its value.
    pub value: f64,
    /// Its part of all that was added up, between −1 and 1: its value over the sum of all magnitudes. NaN where that
    /// is not finite.
    pub share: f64,
}

impl Provenance {
    /// Of `entry`, which the walk over `trace` has.
    pub fn of(trace: &Trace, captions: &Captions, walk: &Walk, entry: Entry) -> Self {
        let quantity = entry.quantity;
        let sums = |written_out| Sums {
            trace,
            selection: Selection {
                operand: 0,
                unit: entry.row,
                term: entry.column,
            },
            digits: DIGITS,
            written_out,
        };
        let made = sums(usize::MAX).arithmetic(quantity);
        let place = walk.place_making(quantity, trace.network());
        let reaches = reaches(trace, entry);
        Self {
            entry,
            later: later(trace, &reaches),
            reaches,
            name: entry_symbol(trace, entry),
            value: entry.value(trace).unwrap_or(f64::NAN),
            about: about(trace, captions, entry, (made.is_some(), place)),
            place,
            written: made.as_ref().map(|_| sums(WRITTEN_OUT).of(quantity)),
            terms: made.map_or_else(Vec::new, |(made, _)| terms(&made.summands())),
            influence: if takes_sweep(quantity) {
                None
            } else {
                influence(trace, entry)
            },
        }
    }

    /// The shortest text that reads back as its value.
    pub fn numeral(&self) -> Numeral {
        Numeral::shortest(self.value)
    }

    /// What the number of the influence says; `None` if there is nothing that moves.
    pub fn moves(&self, trace: &Trace) -> Option<Prose> {
        let name = || self.name.clone();
        match self.influence.as_ref()? {
            Influence::Scalar(slope) => Some(prose![
                "per unit of ",
                name(),
                ", ",
                scalar(trace),
                " moves by ",
                Math::Number(Numeral::significant(*slope, DIGITS / 2))
            ]),
            Influence::InputGradient(_) => Some(prose![
                "per unit of ",
                name(),
                ", ",
                symbol(trace, Quantity::G(1)),
                " moves by"
            ]),
            Influence::None => None,
        }
    }
}

fn terms(summands: &[(f64, &super::arithmetic::Arithmetic)]) -> Vec<Term> {
    let value = |(factor, part): &(f64, &super::arithmetic::Arithmetic)| factor * part.value();
    let all: f64 = summands.iter().map(|summand| value(summand).abs()).sum();
    let term = |summand: &(f64, &super::arithmetic::Arithmetic)| Term {
        operands: summand.1.givens(),
        value: value(summand),
        share: if all > 0.0 {
            value(summand) / all
        } else {
            0.0 * all
        },
    };
    summands.iter().map(term).collect()
}

/// What it is, how large, and which step made it or reads it first.
fn about(
    trace: &Trace,
    captions: &Captions,
    entry: Entry,
    (is_made, place): (bool, usize),
) -> Prose {
    let quantity = entry.quantity;
    let size = quantity.value(trace).map_or_else(String::new, |value| {
        format!("{} by {}", value.rows(), value.columns())
    });
    let depth = trace.network().depth();
    let name = captions.names(quantity, depth).get(entry.row);
    let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
    let origin = match quantity {
        _ if is_made => ", made in step ",
        Quantity::G(_) => ", the seed of step ",
        Quantity::A(_) => ", given in step ",
        _ => ", given; first read in step ",
    };
    let sigma = match quantity {
        Quantity::Sigma(l) | Quantity::SigmaPrime(l) => Some(l),
        Quantity::A(l) if is_made => Some(l),
        _ => None,
    };
    let sigma = sigma.map(|l| format!("; σ is {}", trace.network().layer(l).activation.name()));
    prose![
        "an entry",
        name,
        " of ",
        symbol(trace, quantity),
        ", ",
        size,
        origin,
        ordinal(place),
        sigma.unwrap_or_default()
    ]
}
