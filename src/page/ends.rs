//! The first page, the page of ∇ₓ, and the pages of the parameter gradients after it.

use std::cmp::Ordering;

use super::backward::{bare, pullback_line, pullback_of};
use super::math::{Letter, Math, Operator};
use super::operand::{Axis, Item, Line, Operand};
use super::prose::{Prose, prose};
use super::remarks::kink;
use super::sums::Sums;
use super::symbol::{loss_convention, scalar, symbol};
use super::{Captions, Telling};
use crate::engine::{Objective, Quantity, ordinal};

use Operator::{Comma, Equals, Times};

/// a⁽¹⁾ = x, and what the network is.
pub fn input(sums: &Sums<'_>, captions: &Captions) -> Telling {
    let x = Quantity::A(1);
    let mut lines = vec![Line(vec![
        Item::Symbol(Math::letter(Letter::X)),
        Item::Operator(Equals),
        Item::Operand(Operand::by_unit(x).made()),
    ])];
    if sums.trace.target().is_some() {
        // The target has n_L entries, the input n₁: the second axis keeps their places apart.
        lines[0].0.extend([
            Item::Operator(Comma),
            Item::Operand(Operand::by_term(Quantity::Target)),
        ]);
    }
    let paragraphs = captions
        .description
        .split("\n\n")
        .filter(|text| !text.trim().is_empty());
    let joined = |text: &str| prose![text.lines().collect::<Vec<_>>().join(" ")];
    let mut prose: Vec<Prose> = paragraphs.map(joined).collect();
    prose.extend(summary(sums));
    Telling {
        title: prose!["the input"],
        citation: "(3.1)".to_owned(),
        equations: vec![Math::of_layer(Letter::A, 1).with(Equals, Math::letter(Letter::X))],
        lines,
        sums: vec![sums.of(x)],
        prose,
    }
}

/// The network's sizes and activations, and what will be differentiated.
fn summary(sums: &Sums<'_>) -> Vec<Prose> {
    let network = sums.trace.network();
    let sizes: Vec<String> = network.sizes().iter().map(ToString::to_string).collect();
    let mut activations: Vec<&str> = network
        .layers()
        .map(|l| network.layer(l).activation.name())
        .collect();
    activations.dedup();
    let what = match sums.trace.objective() {
        Objective::Output { component } => prose![
            "Differentiated: ",
            scalar(sums.trace),
            ", component ",
            ordinal(component),
            " of ",
            network.outputs(),
            "."
        ],
        Objective::Sum => prose![
            "Differentiated: ",
            scalar(sums.trace),
            ", the sum of the output's components."
        ],
        Objective::Loss => prose!["Differentiated: ", loss_convention(sums.trace), "."],
    };
    vec![
        prose![
            "Layers of ",
            sizes.join("-"),
            " units, ",
            activations.join(", "),
            "; ",
            network.parameters(),
            " parameters."
        ],
        what,
    ]
}

/// ∇ₓ = (W⁽²⁾)ᵀ δ⁽²⁾: no σ′.
pub fn input_gradient(sums: &Sums<'_>, captions: &Captions) -> Telling {
    let made = Quantity::G(1);
    let name = symbol(sums.trace, made);
    let right = bare(pullback_of(sums, 1));
    Telling {
        title: prose!["the input gradient"],
        citation: "not in the paper".to_owned(),
        equations: vec![name.with(Equals, right)],
        lines: vec![pullback_line(sums, 1)],
        sums: vec![sums.of(Quantity::G(1))],
        prose: vec![
            prose![
                "The same recursion once more, but without σ′: ",
                Math::letter(Letter::X),
                " is not an activation."
            ],
            reading(sums, captions),
        ],
    }
}

/// One sentence on what the selected entry says.
fn reading(sums: &Sums<'_>, captions: &Captions) -> Prose {
    let at = sums.selection.unit;
    let slope = sums.trace.backward().input_gradient()[at];
    let x = Math::letter(Letter::X).entry(&[at]);
    let name = captions
        .inputs
        .get(at)
        .map(|name| format!(" ({name})"))
        .unwrap_or_default();
    let scalar = scalar(sums.trace);
    if !sums.trace.value().is_finite() {
        return prose![
            scalar,
            " is not finite: nothing can be read from its gradient."
        ];
    }
    if let Some(l) = kink(sums.trace) {
        return prose![
            "A unit of layer ",
            l,
            " is on a kink: moving ",
            x,
            name,
            " one way or the other may change ",
            scalar,
            " otherwise than the gradient says."
        ];
    }
    let way = match slope.partial_cmp(&0.0) {
        Some(Ordering::Greater) => " rises.",
        Some(Ordering::Less) => " falls.",
        Some(Ordering::Equal) => {
            return prose![
                "To first order, moving ",
                x,
                name,
                " changes nothing in ",
                scalar,
                " that a double could hold."
            ];
        }
        None => return prose!["The gradient is not a number: nothing can be read from it."],
    };
    prose!["Raise ", x, name, " a little and ", scalar, way]
}

/// ∂/∂b⁽ˡ⁾ = δ⁽ˡ⁾ and ∂/∂W⁽ˡ⁾ = δ⁽ˡ⁾ (a⁽ˡ⁻¹⁾)ᵀ.
pub fn parameter_gradients(sums: &Sums<'_>, l: usize) -> Telling {
    let (weights, bias) = (Quantity::WeightGradient(l), Quantity::BiasGradient(l));
    let delta = Math::of_layer(Letter::Delta, l);
    let outer = Math::row([delta.clone(), Math::of_layer(Letter::A, l - 1).transposed()]);
    let matrix = Operand {
        quantity: weights,
        rows: Axis::Unit,
        columns: Axis::Term,
        made: true,
    };
    let line = Line::of(Operand::by_unit(Quantity::Delta(l)))
        .then(Times, Operand::lying(Quantity::A(l - 1)))
        .then(Equals, matrix);
    let plain = sums.trace.objective() == Objective::Loss;
    Telling {
        title: prose!["the parameter gradients of layer ", l],
        citation: if plain {
            "(5.7), (5.8)"
        } else {
            "after (5.7), (5.8)"
        }
        .to_owned(),
        equations: vec![
            symbol(sums.trace, bias).with(Equals, delta),
            symbol(sums.trace, weights).with(Equals, outer),
        ],
        lines: vec![line],
        sums: vec![sums.of(bias), sums.of(weights)],
        prose: vec![prose![
            "A matrix of rank one: every entry is one entry of ",
            Math::of_layer(Letter::Delta, l),
            " times one of ",
            Math::of_layer(Letter::A, l - 1),
            "."
        ]],
    }
}
