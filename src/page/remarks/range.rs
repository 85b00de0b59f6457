//! What of a step lies beyond the range of the doubles though the entries around it do not.

use crate::engine::{BackwardPart, Entry, ForwardPart, Objective, Quantity, Step};
use crate::page::math::{Letter, Math};
use crate::page::prose::{Prose, prose};
use crate::page::sums::Sums;
use crate::page::symbol::{entry_symbol, scalar, symbol};

/// The scalar, at the step of its seed, and the norm of the gradient in hand, where they overflow alone.
pub fn overflows(sums: &Sums<'_>, step: Step) -> Vec<Prose> {
    [scalar_alone(sums, step), norm_alone(sums, step)]
        .into_iter()
        .flatten()
        .collect()
}

/// That C or the sum of the outputs overflows though neither a⁽ᴸ⁾ nor the seed does.
fn scalar_alone(sums: &Sums<'_>, step: Step) -> Option<Prose> {
    let trace = sums.trace;
    let depth = trace.network().depth();
    let is_seed = matches!(step, Step::Backward(l, BackwardPart::Layer | BackwardPart::Pullback) if l == depth);
    let is_finite = |quantity| trace.non_finite(quantity).next().is_none();
    let is_alone = !trace.value().is_finite()
        && is_finite(Quantity::A(depth))
        && is_finite(Quantity::G(depth));
    let why = match trace.objective() {
        Objective::Loss => ", for it squares",
        _ => "",
    };
    (is_seed && is_alone).then(|| {
        prose![
            scalar(trace),
            " itself is beyond the largest double, 1.8e308",
            why,
            "; its gradient is not."
        ]
    })
}

/// That ‖δ⁽ˡ⁾‖ or ‖∇ₓ‖ overflows though no entry does.
fn norm_alone(sums: &Sums<'_>, step: Step) -> Option<Prose> {
    use BackwardPart::{Gate, Layer, Norm};
    let trace = sums.trace;
    let has_norm = |l| trace.network().layer(l).norm.is_some();
    let (quantity, name) = match step {
        Step::Backward(l, Gate) if has_norm(l) => return None,
        Step::Backward(l, Layer | Gate | Norm) => {
            (Quantity::Delta(l), symbol(trace, Quantity::Delta(l)))
        }
        Step::InputGradient => (Quantity::G(1), Math::letter(Letter::InputGradient)),
        _ => return None,
    };
    let is_beyond = !quantity.value(trace)?.norm().is_finite();
    let is_alone = is_beyond && trace.non_finite(quantity).next().is_none();
    is_alone.then(|| {
        prose![
            name.norm(),
            " is beyond the largest double, 1.8e308; no entry is."
        ]
    })
}

/// That the selected entry of what `step` makes is too small for a double, or for all of its digits.
pub fn underflows(sums: &Sums<'_>, step: Step) -> Option<Prose> {
    let mut made = made(sums, step).into_iter();
    made.find_map(|quantity| underflow(sums, quantity))
}

fn underflow(sums: &Sums<'_>, quantity: Quantity) -> Option<Prose> {
    let is_matrix = matches!(quantity, Quantity::WeightGradient(_));
    let column = if is_matrix { sums.selection.term } else { 0 };
    let entry = Entry::at(quantity, sums.selection.unit, column);
    let value = entry.value(sums.trace)?;
    let name = || entry_symbol(sums.trace, entry);
    if value.is_subnormal() {
        return Some(prose![
            name(),
            " is below 2.2e−308, where doubles have fewer digits."
        ]);
    }
    let is_lost = value == 0.0 && sums.arithmetic(quantity)?.0.loses_its_products();
    is_lost.then(|| {
        prose![
            name(),
            " is 0 because its products are below the smallest double, 4.9e−324."
        ]
    })
}

/// The products, and sums of products, that `step` makes.
fn made(sums: &Sums<'_>, step: Step) -> Vec<Quantity> {
    let gated = |l| {
        if sums.trace.network().layer(l).norm.is_some() {
            Quantity::T(l)
        } else {
            Quantity::Delta(l)
        }
    };
    match step {
        Step::Forward(l, ForwardPart::Product) => vec![Quantity::Product(l)],
        Step::Forward(l, ForwardPart::Layer) => vec![Quantity::Z(l)],
        Step::Backward(l, BackwardPart::Layer) => vec![Quantity::G(l), gated(l)],
        Step::Backward(l, BackwardPart::Pullback) => vec![Quantity::G(l)],
        Step::Backward(l, BackwardPart::Gate) => vec![gated(l)],
        Step::InputGradient => vec![Quantity::G(1)],
        Step::ParameterGradients(l) => vec![Quantity::WeightGradient(l)],
        _ => Vec::new(),
    }
}
