//! The gradient as it grows: the product of its factors, the vector in hand, and the norms so far.

use std::iter;

use super::math::{Letter, Math};
use super::notation::Script;
use super::symbol::{scalar, seed, symbol};
use crate::engine::{BackwardPart, Moment, Objective, Quantity, Step, Trace};

/// The strip under a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// What the vector in hand is: ∂a⁽⁴⁾₁/∂z⁽³⁾. `None` before the backward pass.
    pub meaning: Option<Math>,
    /// The vector in hand.
    pub vector: Option<Quantity>,
    /// (W⁽²⁾)ᵀ D⁽²⁾ (W⁽³⁾)ᵀ D⁽³⁾ e₁, from left to right; the finished factors are at its right end.
    pub factors: Vec<Factor>,
    /// ‖δ⁽ᴸ⁾‖, …, ‖δ⁽²⁾‖, ‖∇ₓ‖, each `None` until it is known.
    pub norms: Vec<(Math, Option<f64>)>,
}

/// One factor of the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// The factor.
    pub math: Math,
    /// Whether it has been multiplied in.
    pub done: bool,
    /// Whether it opens a residual's factor, (I + … ).
    pub opens: bool,
    /// Whether it closes one.
    pub closes: bool,
    /// l, the layer whose factor it is part of; L + 1 for the seed.
    pub layer: usize,
}

impl Factor {
    /// The factor in `script`, with the parentheses of a residual's factor where it opens or closes one.
    pub fn write(&self, script: Script) -> String {
        let open = if self.opens { "(I + " } else { "" };
        let close = if self.closes { ")" } else { "" };
        format!("{open}{}{close}", script.write(&self.math))
    }
}

impl Strip {
    /// The strip at `step` of a walk over `trace`.
    pub fn at(trace: &Trace, step: Step) -> Self {
        let vector = in_hand(trace, step);
        let meaning = vector.map(|vector| match vector {
            Quantity::G(1) => symbol(trace, vector),
            vector => scalar(trace).partial(with_respect_to(trace, vector)),
        });
        Self {
            meaning,
            vector,
            factors: factors(trace, step),
            norms: norms(trace, step),
        }
    }
}

/// The last gradient that is known at `step`.
fn in_hand(trace: &Trace, step: Step) -> Option<Quantity> {
    let network = trace.network();
    let of_layer = |l| [Quantity::Delta(l), Quantity::T(l), Quantity::G(l)];
    let mut latest_first = iter::once(Quantity::G(1)).chain(network.layers().flat_map(of_layer));
    latest_first.find(|quantity| {
        quantity.moment(network) <= step.moment() && quantity.value(trace).is_some()
    })
}

/// What a vector of the backward pass is the gradient with respect to.
fn with_respect_to(trace: &Trace, vector: Quantity) -> Math {
    match vector {
        Quantity::Delta(l) => Math::of_layer(Letter::Z, l),
        Quantity::T(l) => Math::of_layer(Letter::Standard, l),
        Quantity::G(l) => Math::of_layer(Letter::A, l),
        other => symbol(trace, other),
    }
}

fn factors(trace: &Trace, step: Step) -> Vec<Factor> {
    let (network, now) = (trace.network(), step.moment());
    let mut factors = Vec::new();
    for l in network.layers() {
        let layer = network.layer(l);
        let pulled = Quantity::G(l - 1).moment(network) <= now;
        let passed = |part| Moment::backward(l, part) <= now;
        let mut push = |math, done, opens, closes| {
            factors.push(Factor {
                math,
                done,
                opens,
                closes,
                layer: l,
            });
        };
        // A residual adds the identity to the layer's factor: (I + (W)ᵀ D).
        push(weights(l), pulled, layer.residual, false);
        if layer.norm.is_some() {
            let jacobian = Math::of_layer(Letter::NormJacobian, l);
            push(jacobian, passed(BackwardPart::Norm), false, false);
        }
        let diagonal = Math::of_layer(Letter::Diagonal, l);
        push(diagonal, passed(BackwardPart::Gate), false, layer.residual);
    }
    let depth = network.depth();
    factors.push(Factor {
        math: match trace.objective() {
            Objective::Output { .. } => seed(trace),
            Objective::Loss => Math::Group(Box::new(seed(trace))),
        },
        done: Moment::backward(depth, BackwardPart::Pullback) <= now,
        opens: false,
        closes: false,
        layer: depth + 1,
    });
    factors
}

fn weights(l: usize) -> Math {
    Math::of_layer(Letter::Weights, l).transposed()
}

fn norms(trace: &Trace, step: Step) -> Vec<(Math, Option<f64>)> {
    let network = trace.network();
    let quantities = network
        .layers()
        .rev()
        .map(Quantity::Delta)
        .chain([Quantity::G(1)]);
    let norm = |quantity: Quantity| {
        let known = quantity.moment(network) <= step.moment();
        let name = match quantity {
            // The objective is named in the header and in the title; here there is room for ∇ₓ alone.
            Quantity::G(1) => Math::letter(Letter::InputGradient),
            quantity => symbol(trace, quantity),
        };
        let value = quantity.value(trace).filter(|_| known);
        (name.norm(), value.map(|value| value.norm()))
    };
    quantities.map(norm).collect()
}
