//! The symbol of each quantity, and of the scalar that is differentiated.

use super::math::{Letter, Math, Operator};
use crate::engine::{Entry, Objective, Quantity, Trace};

/// How a page writes `quantity`.
pub fn symbol(trace: &Trace, quantity: Quantity) -> Math {
    let layer = Math::of_layer;
    match quantity {
        Quantity::Weights(l) => layer(Letter::Weights, l),
        Quantity::Bias(l) => layer(Letter::Bias, l),
        Quantity::Gamma(l) => layer(Letter::Gamma, l),
        Quantity::Beta(l) => layer(Letter::Beta, l),
        Quantity::Target => Math::letter(Letter::Y),
        Quantity::Product(l) => Math::row([layer(Letter::Weights, l), layer(Letter::A, l - 1)]),
        Quantity::Z(l) => layer(Letter::Z, l),
        Quantity::U(l) => layer(Letter::U, l),
        Quantity::Standard(l) => layer(Letter::Standard, l),
        Quantity::Sigma(l) => Math::Sigma(Box::new(argument(trace, l))),
        Quantity::A(l) => layer(Letter::A, l),
        Quantity::SigmaPrime(l) => Math::SigmaPrime(Box::new(argument(trace, l))),
        Quantity::G(1) => Math::Gradient(Box::new(scalar(trace))),
        Quantity::G(l) => layer(Letter::G, l),
        Quantity::T(l) => layer(Letter::T, l),
        Quantity::Delta(l) => layer(Letter::Delta, l),
        Quantity::WeightGradient(l) => scalar(trace).partial(layer(Letter::Weights, l)),
        Quantity::BiasGradient(l) => scalar(trace).partial(layer(Letter::Bias, l)),
    }
}

/// How a page writes `entry`: δ⁽³⁾₂, w⁽²⁾₁₂.
pub fn entry_symbol(trace: &Trace, entry: Entry) -> Math {
    let value = entry.quantity.value(trace);
    let indices = [entry.row, entry.column];
    let is_vector = value.is_none_or(|value| value.is_vector());
    let indices = if is_vector { &indices[..1] } else { &indices };
    symbol(trace, entry.quantity).entry(indices)
}

/// σ's argument in layer l: z⁽ˡ⁾, or u⁽ˡ⁾ under a norm.
pub fn argument(trace: &Trace, l: usize) -> Math {
    let letter = if trace.network().layer(l).norm.is_some() {
        Letter::U
    } else {
        Letter::Z
    };
    Math::of_layer(letter, l)
}

/// The scalar that is differentiated: a⁽ᴸ⁾ₖ, Σₖ a⁽ᴸ⁾ₖ or C.
pub fn scalar(trace: &Trace) -> Math {
    match trace.objective() {
        Objective::Output { component } => {
            Math::of_layer(Letter::A, trace.network().depth()).entry(&[component])
        }
        Objective::Sum => Math::SumOf(Box::new(Math::of_layer(Letter::A, trace.network().depth()))),
        Objective::Loss => Math::letter(Letter::Cost),
    }
}

/// The seed: e_k, all ones, or a⁽ᴸ⁾ − y.
pub fn seed(trace: &Trace) -> Math {
    match trace.objective() {
        Objective::Output { component } => Math::letter(Letter::Unit).entry(&[component]),
        Objective::Sum => Math::Ones,
        Objective::Loss => Math::of_layer(Letter::A, trace.network().depth())
            .with(Operator::Minus, Math::letter(Letter::Y)),
    }
}

/// C = ½‖a⁽ᴸ⁾ − y‖², the convention that must be said wherever a loss is shown.
pub fn loss_convention(trace: &Trace) -> Math {
    let difference = Math::of_layer(Letter::A, trace.network().depth())
        .with(Operator::Minus, Math::letter(Letter::Y));
    let square = Math::Squared(Box::new(difference.norm()));
    Math::letter(Letter::Cost).with(Operator::Equals, Math::row([Math::Half, square]))
}
