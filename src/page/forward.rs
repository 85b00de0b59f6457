//! The pages of the forward pass.

use super::Telling;
use super::math::{Letter, Math, Operator};
use super::numeral::Numeral;
use super::operand::{Line, Operand};
use super::prose::prose;
use super::sums::Sums;
use super::symbol::{argument, symbol};
use crate::engine::{Activation, ForwardPart, Quantity};

use Operator::{Equals, Hadamard, Norm, Over, Plus, Sigma, Times};

/// A whole layer: from a⁽ˡ⁻¹⁾ to a⁽ˡ⁾.
pub fn layer(sums: &Sums<'_>, l: usize) -> Telling {
    let layer = sums.trace.network().layer(l);
    let mut parts = vec![affine(sums, l)];
    parts.extend(layer.norm.is_some().then(|| norm(sums, l)));
    parts.push(activation(sums, l, layer.residual));
    let plain = layer.norm.is_none() && !layer.residual;
    let citation = if plain {
        "(5.2), (5.3)"
    } else {
        "(5.2), after (5.3)"
    };
    Telling {
        title: prose!["forward through layer ", l],
        citation: citation.to_owned(),
        ..merged(parts)
    }
}

/// One operation of a layer.
pub fn operation(sums: &Sums<'_>, l: usize, part: ForwardPart) -> Telling {
    let layer = sums.trace.network().layer(l);
    let plain = layer.norm.is_none() && !layer.residual;
    let after = if plain { "(5.3)" } else { "after (5.3)" };
    let (mut told, what, citation) = match part {
        ForwardPart::Product => (product(sums, l), "weights", "in (5.2)"),
        ForwardPart::Norm => (
            with_parameters(norm(sums, l), l),
            "norm",
            "not in the paper",
        ),
        ForwardPart::Activation => (activation(sums, l, false), "activation", after),
        ForwardPart::Residual => (residual(sums, l), "residual", after),
        ForwardPart::Bias | ForwardPart::Layer => (bias(sums, l), "bias", "(5.2)"),
    };
    told.title = prose!["forward through layer ", l, ": ", what];
    citation.clone_into(&mut told.citation);
    told
}

/// The pages of a layer's parts as one.
pub fn merged(parts: Vec<Telling>) -> Telling {
    parts.into_iter().fold(Telling::default(), |mut all, part| {
        all.equations.extend(part.equations);
        all.lines.extend(part.lines);
        all.sums.extend(part.sums);
        all.prose.extend(part.prose);
        all
    })
}

fn equation(sums: &Sums<'_>, made: Quantity, right: Math) -> Math {
    symbol(sums.trace, made).with(Equals, right)
}

fn affine(sums: &Sums<'_>, l: usize) -> Telling {
    let line = weights_line(l).then(Plus, Operand::by_unit(Quantity::Bias(l)));
    let z = Quantity::Z(l);
    let product = symbol(sums.trace, Quantity::Product(l));
    Telling {
        equations: vec![equation(
            sums,
            z,
            product.with(Plus, Math::of_layer(Letter::Bias, l)),
        )],
        lines: vec![line.then(Equals, Operand::by_unit(z).made())],
        sums: vec![sums.of(Quantity::Z(l))],
        prose: vec![row_by_row(l)],
        ..Telling::default()
    }
}

fn product(sums: &Sums<'_>, l: usize) -> Telling {
    let made = Quantity::Product(l);
    Telling {
        equations: vec![symbol(sums.trace, made)],
        lines: vec![weights_line(l).then(Equals, Operand::by_unit(made).made())],
        sums: vec![sums.of(Quantity::Product(l))],
        prose: vec![row_by_row(l)],
        ..Telling::default()
    }
}

fn weights_line(l: usize) -> Line {
    Line::of(Operand::by_rows(Quantity::Weights(l)))
        .then(Times, Operand::by_term(Quantity::A(l - 1)))
}

fn row_by_row(l: usize) -> super::Prose {
    let weights = || Math::of_layer(Letter::Weights, l);
    let before = Math::of_layer(Letter::A, l - 1);
    prose![
        "Row j of ",
        weights(),
        " meets all of ",
        before,
        " and makes entry j. Going back, the \
         columns of the same ",
        weights(),
        " will be read."
    ]
}

fn bias(sums: &Sums<'_>, l: usize) -> Telling {
    let (product, z) = (Quantity::Product(l), Quantity::Z(l));
    let right = symbol(sums.trace, product).with(Plus, Math::of_layer(Letter::Bias, l));
    Telling {
        equations: vec![equation(sums, z, right)],
        lines: vec![
            Line::of(Operand::by_unit(product))
                .then(Plus, Operand::by_unit(Quantity::Bias(l)))
                .then(Equals, Operand::by_unit(z).made()),
        ],
        sums: vec![sums.bias(l)],
        prose: vec![prose![
            symbol(sums.trace, z),
            " is the weighted input of layer ",
            l,
            ": what its activation is applied to."
        ]],
        ..Telling::default()
    }
}

fn norm(sums: &Sums<'_>, l: usize) -> Telling {
    let (z, u) = (Quantity::Z(l), Quantity::U(l));
    let of_layer = |letter| Math::of_layer(letter, l);
    let centred = of_layer(Letter::Z).with(Operator::Minus, Math::letter(Letter::Mean));
    let standard = Math::Group(Box::new(centred)).with(Over, Math::letter(Letter::Deviation));
    let right = of_layer(Letter::Gamma)
        .with(Hadamard, standard)
        .with(Plus, of_layer(Letter::Beta));
    Telling {
        equations: vec![equation(sums, u, right)],
        lines: vec![Line::of(Operand::by_unit(z)).then(Norm, Operand::by_unit(u).made())],
        sums: vec![sums.of(u)],
        prose: vec![prose![
            Math::letter(Letter::Mean),
            " and ",
            Math::letter(Letter::Deviation),
            " are the mean of ",
            of_layer(Letter::Z),
            " and its deviation √(v + ε), taken over \
             this layer's units: every unit now depends on all of them."
        ]],
        ..Telling::default()
    }
}

/// The norm with γ and β beside it, for which a whole layer's page has no room.
fn with_parameters(mut told: Telling, l: usize) -> Telling {
    let gamma = Line::of(Operand::by_unit(Quantity::Gamma(l)));
    told.lines
        .push(gamma.then(Operator::Comma, Operand::by_unit(Quantity::Beta(l))));
    told
}

/// From σ's argument to a⁽ˡ⁾; with `residual`, a⁽ˡ⁻¹⁾ is added in the same line.
fn activation(sums: &Sums<'_>, l: usize, with_residual: bool) -> Telling {
    let layer = sums.trace.network().layer(l);
    let argument_of = if layer.norm.is_some() {
        Quantity::U(l)
    } else {
        Quantity::Z(l)
    };
    let (sigma, a) = (Quantity::Sigma(l), Quantity::A(l));
    // Without a residual, σ(·) is a⁽ˡ⁾ and needs no name of its own.
    let made = if layer.residual { sigma } else { a };
    let start = Line::of(Operand::by_unit(argument_of));
    let mut told = Telling {
        prose: vec![formula(layer.activation)],
        ..Telling::default()
    };
    if with_residual {
        let right = symbol(sums.trace, sigma).with(Plus, Math::of_layer(Letter::A, l - 1));
        told.equations = vec![equation(sums, a, right)];
        let line = start.then(Sigma, Operand::by_unit(sigma).made());
        let line = line.then(Plus, Operand::by_unit(Quantity::A(l - 1)));
        told.lines = vec![line.then(Equals, Operand::by_unit(a).made())];
        told.sums = vec![sums.of(a)];
    } else {
        told.equations = if layer.residual {
            vec![symbol(sums.trace, sigma)]
        } else {
            vec![equation(
                sums,
                a,
                Math::Sigma(Box::new(argument(sums.trace, l))),
            )]
        };
        told.lines = vec![start.then(Sigma, Operand::by_unit(made).made())];
        told.sums = vec![if layer.residual {
            sums.of(sigma)
        } else {
            sums.of(a)
        }];
    }
    told
}

fn residual(sums: &Sums<'_>, l: usize) -> Telling {
    let (sigma, a) = (Quantity::Sigma(l), Quantity::A(l));
    let right = symbol(sums.trace, sigma).with(Plus, Math::of_layer(Letter::A, l - 1));
    Telling {
        equations: vec![equation(sums, a, right)],
        lines: vec![
            Line::of(Operand::by_unit(sigma))
                .then(Plus, Operand::by_unit(Quantity::A(l - 1)))
                .then(Equals, Operand::by_unit(a).made()),
        ],
        sums: vec![sums.residual(l)],
        prose: vec![prose![
            "The residual hands ",
            Math::of_layer(Letter::A, l - 1),
            " on unchanged: going back, the gradient has a way past this layer."
        ]],
        ..Telling::default()
    }
}

/// What σ is in this layer.
fn formula(activation: Activation) -> super::Prose {
    let mut told = prose!["σ is ", activation.name()];
    if let Some(alpha) = activation.alpha() {
        told.0
            .extend(prose![" with alpha = ", Math::Number(Numeral::shortest(alpha))].0);
    }
    let formula = match activation {
        Activation::Identity => "σ(z) = z.",
        Activation::Sigmoid => "σ(z) = 1/(1 + exp(−z)).",
        Activation::Tanh => "σ(z) = tanh z.",
        Activation::Relu => "σ(z) = max(0, z).",
        Activation::LeakyRelu { .. } => "σ(z) = z above 0, alpha z below.",
        Activation::Elu { .. } => "σ(z) = z above 0, alpha (exp(z) − 1) below.",
        Activation::Softplus => "σ(z) = ln(1 + exp(z)).",
        Activation::Silu => "σ(z) = z/(1 + exp(−z)).",
        Activation::Gelu => "σ(z) = z Φ(z), Φ the normal distribution function.",
    };
    told.0
        .extend(prose![", applied to each unit by itself: ", formula].0);
    told
}
