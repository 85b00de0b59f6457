//! What a step's numbers themselves give reason to say: kinks, units that let nothing back, sums that cancel.

mod range;

use super::math::Math;
use super::numeral::Numeral;
use super::prose::{Prose, prose};
use super::sums::Sums;
use super::symbol::entry_symbol;
use crate::engine::{Activation, BackwardPart, Entry, ForwardPart, Quantity, Step, Trace, Vector};

/// A unit whose σ′ is below this is called saturated: of a thousand parts, less than one gets back.
const SATURATED: f64 = 1e-3;

/// Within this of 0, silu and gelu have a minimum, where σ′ is 0 but nothing saturated.
const TROUGH: f64 = 2.0;

/// How many times larger than their sum the terms have to be for it to be said that they cancel.
const CANCELLING: f64 = 1e4;

/// The digits of a double.
const DIGITS: f64 = 16.0;

/// The digits of a number in a remark.
const SHOWN: usize = 2;

/// What there is to say at `step`, the weightiest first.
pub fn remarks(sums: &Sums<'_>, step: Step) -> Vec<Prose> {
    use BackwardPart::{Gate, Layer, SigmaPrime};
    let units = match step {
        Step::Backward(l, Layer | SigmaPrime | Gate) => units(sums, l),
        _ => None,
    };
    let added = added(sums, step).into_iter();
    let cancelled = added.filter_map(|quantity| cancelled(sums, quantity));
    let beyond = range::overflows(sums, step).into_iter();
    let below = range::underflows(sums, step);
    beyond.chain(units).chain(below).chain(cancelled).collect()
}

/// The sums that are made at `step`.
fn added(sums: &Sums<'_>, step: Step) -> Vec<Quantity> {
    use BackwardPart as Back;
    use ForwardPart as Forth;
    let network = sums.trace.network();
    let norm = |l: usize| {
        let is_there = network.layer(l).norm.is_some();
        // δ of two units is found without the sum that would cancel.
        is_there && network.units(l) != 2
    };
    match step {
        Step::Forward(l, Forth::Product) => vec![Quantity::Product(l)],
        Step::Forward(l, Forth::Bias) => vec![Quantity::Z(l)],
        Step::Forward(l, Forth::Residual) => vec![Quantity::A(l)],
        Step::Forward(l, Forth::Layer) if network.layer(l).residual => {
            vec![Quantity::Z(l), Quantity::A(l)]
        }
        Step::Forward(l, Forth::Layer) => vec![Quantity::Z(l)],
        Step::Backward(l, Back::Pullback) => vec![Quantity::G(l)],
        Step::Backward(l, Back::Norm) if norm(l) => vec![Quantity::Delta(l)],
        Step::Backward(l, Back::Layer) if norm(l) => vec![Quantity::G(l), Quantity::Delta(l)],
        Step::Backward(l, Back::Layer) => vec![Quantity::G(l)],
        Step::InputGradient => vec![Quantity::G(1)],
        _ => Vec::new(),
    }
}

/// The first layer with a unit that is on a kink of its σ.
pub fn kink(trace: &Trace) -> Option<usize> {
    let mut layers = trace.network().layers();
    layers.find(|&l| {
        let has_kink = trace.network().layer(l).activation.has_kink();
        has_kink
            && arguments(trace, l)
                .0
                .iter()
                .any(|argument| *argument == 0.0)
    })
}

/// What σ is applied to in layer l, and what that is.
fn arguments(trace: &Trace, l: usize) -> (&Vector, Quantity) {
    let made = trace.forward().layer(l);
    match &made.norm {
        Some(norm) => (&norm.u, Quantity::U(l)),
        None => (&made.z, Quantity::Z(l)),
    }
}

/// Which units of layer l sit on a kink of σ, and how many let nothing or next to nothing back.
fn units(sums: &Sums<'_>, l: usize) -> Option<Prose> {
    let trace = sums.trace;
    let activation = trace.network().layer(l).activation;
    let sigma_prime = &trace.forward().layer(l).sigma_prime;
    let (arguments, of) = arguments(trace, l);
    let count = arguments.len();
    let is_at_kink = |at: &usize| activation.has_kink() && arguments[*at] == 0.0;
    let others = || (0..count).filter(|at| !is_at_kink(at));
    let slope = |at: usize| sigma_prime[at].abs();
    let is_flat = |at: &usize| match activation {
        // It leaks as much as it was made to.
        Activation::LeakyRelu { .. } => false,
        Activation::Silu | Activation::Gelu => arguments[*at].abs() > TROUGH,
        _ => true,
    };
    let inactive = others().filter(|&at| slope(at) == 0.0).count();
    let flat = || {
        others()
            .filter(is_flat)
            .map(slope)
            .filter(|&slope| slope > 0.0 && slope < SATURATED)
    };
    let mut said = Vec::new();
    if let Some(first) = (0..count).find(is_at_kink) {
        let more = match (0..count).filter(is_at_kink).count() - 1 {
            0 => String::new(),
            more => format!(", as {more} more are"),
        };
        said.push(prose![
            entry_symbol(trace, Entry::of(of, first)),
            " = 0 is on the kink of ",
            activation.name(),
            more,
            ", where no σ′ is: ",
            number(sigma_prime[first]),
            " is used."
        ]);
    }
    if inactive > 0 {
        let rest = match activation {
            Activation::Relu | Activation::LeakyRelu { .. } => {
                " inactive: σ′ = 0 lets nothing back."
            }
            // It is not 0, and nothing that a double can hold.
            _ => " saturated: σ′ < 4.9e−324 is 0 as a double, and lets nothing back.",
        };
        said.push(prose![of_all(inactive, count), rest]);
    }
    if flat().count() > 0 {
        let steepest = flat().fold(0.0, f64::max);
        said.push(prose![
            of_all(flat().count(), count),
            " saturated: σ′ ≤ ",
            number(steepest),
            " lets next to nothing back."
        ]);
    }
    let joined = |all: Prose, next: Prose| Prose([all.0, prose![" "].0, next.0].concat());
    said.into_iter().reduce(joined)
}

/// That the terms of the selected entry of `quantity` are far larger than what they add up to.
fn cancelled(sums: &Sums<'_>, quantity: Quantity) -> Option<Prose> {
    let (made, _) = sums.arithmetic(quantity)?;
    let entry = Entry::of(quantity, sums.selection.unit);
    let (size, left) = (made.size(), entry.value(sums.trace)?.abs());
    let ratio = size / left;
    // Also not where the terms are all 0, or not finite.
    if !(size.is_finite() && size > 0.0 && ratio >= CANCELLING) {
        return None;
    }
    let digits = (DIGITS - ratio.log10()).max(0.0).floor();
    let rest = match digits {
        _ if left == 0.0 => prose!["0 is left."],
        0.0 => prose!["what is left may be nothing but rounding."],
        digits => prose!["about ", digits as usize, " of their digits are left."],
    };
    let lead = prose![
        "The terms of ",
        entry_symbol(sums.trace, entry),
        ", of sizes that add up to ",
        number(size),
        ", cancel: "
    ];
    Some(Prose([lead.0, rest.0].concat()))
}

fn of_all(some: usize, all: usize) -> String {
    match (some, all) {
        (1, 1) => "The unit is".to_owned(),
        (1, _) => format!("1 of {all} units is"),
        _ => format!("{some} of {all} units are"),
    }
}

fn number(value: f64) -> Math {
    Math::Number(Numeral::significant(value, SHOWN))
}
