//! The gradient as it grows: the product of its factors, the vector in hand, and the norms so far.

use std::iter;

use super::math::{Letter, Math};
use super::notation::Script;
use super::symbol::{scalar, seed, symbol};
use crate::engine::{BackwardPart, Moment, Objective, Quantity, Step, Trace};

/// Up to how many finished factors are all written; of more, the last and the first.
const WRITTEN: usize = 18;

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
    /// What a chart of all of them, known or not, needs to keep its scale as it grows.
    pub scale: Scale,
}

/// The scale of a chart of norms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The least norm above 0.
    pub least: f64,
    /// The greatest finite norm.
    pub greatest: f64,
    /// All finite norms together.
    pub sum: f64,
}

/// One factor of the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// The factor.
    pub math: Math,
    /// Whether it has been multiplied in.
    pub done: bool,
    /// Whether it opens or closes a residual's factor, (I + … ).
    pub parenthesis: Option<Parenthesis>,
    /// Whether all of its layer has been multiplied in, W among it; the parentheses stand for that.
    pub whole: bool,
    /// l, the layer whose factor it is part of; L + 1 for the seed.
    pub layer: usize,
}

/// Where in a residual's factor (I + … ) a factor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parenthesis {
    /// At its beginning.
    Opens,
    /// At its end.
    Closes,
}

impl Factor {
    /// The factor in `script`, with the parentheses of a residual's factor where it opens or closes one.
    pub fn write(&self, script: Script) -> String {
        let (open, factor, close) = self.parts(script);
        format!("{open}{factor}{close}")
    }

    /// The opening of a residual's factor, the factor itself, and the closing.
    pub fn parts(&self, script: Script) -> (&'static str, String, &'static str) {
        let open = if self.parenthesis == Some(Parenthesis::Opens) {
            "(I + "
        } else {
            ""
        };
        let close = if self.parenthesis == Some(Parenthesis::Closes) {
            ")"
        } else {
            ""
        };
        (open, script.write(&self.math), close)
    }
}

impl Strip {
    /// The product of the finished factors. A residual's parentheses are closed only once they are open.
    pub fn finished(&self, script: Script) -> String {
        product(self.factors.iter().filter(|factor| factor.done), script)
    }

    /// The product without the seed: what all sweeps over one forward pass have in common.
    pub fn without_seed(&self, script: Script) -> String {
        let seed = self.factors.len().saturating_sub(1);
        product(self.factors.iter().take(seed), script)
    }

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
            scale: scale(trace),
        }
    }
}

/// `factors` in a row; of very many the last and the first.
fn product<'a>(factors: impl Iterator<Item = &'a Factor>, script: Script) -> String {
    let written = factors.map(|factor| {
        if factor.whole {
            factor.write(script)
        } else {
            factor.parts(script).1
        }
    });
    let mut written: Vec<String> = written.collect();
    if written.len() > WRITTEN {
        let gap = WRITTEN / 2..written.len() - WRITTEN / 3;
        let hidden = gap.len();
        written.splice(gap, [script.gap(hidden)]);
    }
    written.join(" ")
}

/// The last gradient that is known at `step` and a product of whole factors: t⁽ˡ⁾ is on its way through N⁽ˡ⁾.
fn in_hand(trace: &Trace, step: Step) -> Option<Quantity> {
    let network = trace.network();
    let of_layer = |l| [Quantity::Delta(l), Quantity::G(l)];
    let mut latest_first = iter::once(Quantity::G(1)).chain(network.layers().flat_map(of_layer));
    latest_first.find(|quantity| {
        quantity.moment(network) <= step.moment() && quantity.value(trace).is_some()
    })
}

/// What a vector of the backward pass is the gradient with respect to.
fn with_respect_to(trace: &Trace, vector: Quantity) -> Math {
    match vector {
        Quantity::Delta(l) => Math::of_layer(Letter::Z, l),
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
        // What a norm follows is done with it.
        let last = if layer.norm.is_some() {
            BackwardPart::Norm
        } else {
            BackwardPart::Gate
        };
        let mut push = |math, done, parenthesis: Option<Parenthesis>| {
            factors.push(Factor {
                math,
                done,
                // Without a residual there is nothing to add to.
                parenthesis: parenthesis.filter(|_| layer.residual),
                whole: pulled,
                layer: l,
            });
        };
        // A residual adds the identity to the layer's factor: (I + (W)ᵀ D).
        push(weights(l), pulled, Some(Parenthesis::Opens));
        if layer.norm.is_some() {
            let jacobian = Math::of_layer(Letter::NormJacobian, l);
            push(jacobian, passed(BackwardPart::Norm), None);
        }
        let diagonal = Math::of_layer(Letter::Diagonal, l);
        push(diagonal, passed(last), Some(Parenthesis::Closes));
    }
    let depth = network.depth();
    factors.push(Factor {
        math: match trace.objective() {
            Objective::Output { .. } | Objective::Sum => seed(trace),
            Objective::Loss => Math::Group(Box::new(seed(trace))),
        },
        done: Moment::backward(depth, BackwardPart::Pullback) <= now,
        parenthesis: None,
        whole: true,
        layer: depth + 1,
    });
    factors
}

fn weights(l: usize) -> Math {
    Math::of_layer(Letter::Weights, l).transposed()
}

/// δ⁽ᴸ⁾, …, δ⁽²⁾, ∇ₓ.
fn charted(trace: &Trace) -> impl Iterator<Item = Quantity> {
    trace
        .network()
        .layers()
        .rev()
        .map(Quantity::Delta)
        .chain([Quantity::G(1)])
}

fn scale(trace: &Trace) -> Scale {
    let norms = charted(trace).filter_map(|quantity| Some(quantity.value(trace)?.norm()));
    let none = Scale {
        least: f64::MAX,
        greatest: 0.0,
        sum: 0.0,
    };
    norms
        .filter(|norm| norm.is_finite() && *norm > 0.0)
        .fold(none, |scale, norm| Scale {
            least: scale.least.min(norm),
            greatest: scale.greatest.max(norm),
            sum: scale.sum + norm,
        })
}

fn norms(trace: &Trace, step: Step) -> Vec<(Math, Option<f64>)> {
    let network = trace.network();
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
    charted(trace).map(norm).collect()
}
