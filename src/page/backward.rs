//! The pages of the backward pass.

use super::Telling;
use super::forward::merged;
use super::math::{Letter, Math, Operator};
use super::operand::{Line, Operand};
use super::prose::{Prose, prose};
use super::seed;
use super::sums::Sums;
use super::symbol::{argument, seed, symbol};
use crate::engine::{BackwardPart, Objective, Quantity};

use Operator::{Equals, Hadamard, Minus, NormBack, Over, Plus, SigmaPrime, Times, TransposeTimes};

/// A whole layer: from δ⁽ˡ⁺¹⁾, or from the seed, to δ⁽ˡ⁾.
pub fn layer(sums: &Sums<'_>, l: usize) -> Telling {
    let norm = sums.trace.network().layer(l).norm.is_some();
    let mut parts = vec![pullback(sums, l), gate(sums, l)];
    parts.extend(norm.then(|| norm_back(sums, l)));
    let mut told = merged(parts);
    told.equations = if norm {
        let g = Math::of_layer(Letter::G, l).with(Equals, bare(pullback_of(sums, l)));
        vec![g, gate_equation(sums, l), norm_equation(sums, l)]
    } else {
        vec![symbol(sums.trace, Quantity::Delta(l)).with(Equals, gated(sums, l))]
    };
    told.title = prose!["backward through layer ", l];
    told.citation = citation(sums, l);
    told
}

/// One operation of a layer.
pub fn operation(sums: &Sums<'_>, l: usize, part: BackwardPart) -> Telling {
    let (mut told, what) = match part {
        BackwardPart::SigmaPrime => (sigma_prime(sums, l), "derivative"),
        BackwardPart::Pullback if l == sums.trace.network().depth() => (pullback(sums, l), "seed"),
        BackwardPart::Pullback => (pullback(sums, l), "transposed weights"),
        BackwardPart::Norm => (norm_back(sums, l), "norm"),
        BackwardPart::Gate | BackwardPart::Layer => (gate(sums, l), "entry by entry"),
    };
    told.title = prose!["backward through layer ", l, ": ", what];
    told.citation = match part {
        BackwardPart::Norm => "not in the paper".to_owned(),
        BackwardPart::Pullback if is_seed_of_its_own(sums, l) => "not in the paper".to_owned(),
        BackwardPart::Gate | BackwardPart::Layer => citation(sums, l),
        // A part of a plain equation is in it; a part of another stands after it all the same.
        BackwardPart::SigmaPrime | BackwardPart::Pullback => match citation(sums, l) {
            after if after.starts_with("after") => after,
            plain => format!("in {plain}"),
        },
    };
    told
}

/// Whether g⁽ˡ⁾ is a seed that is not in the paper: e_k, or all ones.
fn is_seed_of_its_own(sums: &Sums<'_>, l: usize) -> bool {
    l == sums.trace.network().depth() && sums.trace.objective() != Objective::Loss
}

/// (5.5) at the output, (5.6) below it; "after" where the scalar, a norm or a residual is not the paper's.
fn citation(sums: &Sums<'_>, l: usize) -> String {
    let network = sums.trace.network();
    let below = l < network.depth();
    let plain = sums.trace.objective() == Objective::Loss
        && network.layer(l).norm.is_none()
        && !(below && network.layer(l + 1).residual);
    let number = if below { "(5.6)" } else { "(5.5)" };
    if plain {
        number.to_owned()
    } else {
        format!("after {number}")
    }
}

/// What g⁽ˡ⁾ is made of: the seed, or (W⁽ˡ⁺¹⁾)ᵀ δ⁽ˡ⁺¹⁾, plus g⁽ˡ⁺¹⁾ for a residual above.
pub fn pullback_of(sums: &Sums<'_>, l: usize) -> Math {
    let network = sums.trace.network();
    if l == network.depth() {
        return match sums.trace.objective() {
            Objective::Output { .. } | Objective::Sum => seed(sums.trace),
            Objective::Loss => Math::Group(Box::new(seed(sums.trace))),
        };
    }
    let weights = Math::of_layer(Letter::Weights, l + 1).transposed();
    let product = Math::row([weights, Math::of_layer(Letter::Delta, l + 1)]);
    if network.layer(l + 1).residual {
        let sum = product.with(Plus, Math::of_layer(Letter::G, l + 1));
        return Math::Group(Box::new(sum));
    }
    product
}

/// A formula without the parentheses round the whole of it.
pub fn bare(math: Math) -> Math {
    match math {
        Math::Group(inner) => *inner,
        other => other,
    }
}

fn gated(sums: &Sums<'_>, l: usize) -> Math {
    let sigma_prime = Math::SigmaPrime(Box::new(argument(sums.trace, l)));
    pullback_of(sums, l).with(Hadamard, sigma_prime)
}

/// The line that makes g⁽ˡ⁾ out of layer l + 1; g⁽¹⁾ is ∇ₓ.
pub fn pullback_line(sums: &Sums<'_>, l: usize) -> Line {
    let line = Line::of(Operand::by_columns(Quantity::Weights(l + 1)))
        .then(TransposeTimes, Operand::by_term(Quantity::Delta(l + 1)));
    let line = if sums.trace.network().layer(l + 1).residual {
        line.then(Plus, Operand::by_unit(Quantity::G(l + 1)))
    } else {
        line
    };
    line.then(Equals, Operand::by_unit(Quantity::G(l)).made())
}

fn pullback(sums: &Sums<'_>, l: usize) -> Telling {
    let below = l < sums.trace.network().depth();
    let (line, words) = if below {
        (pullback_line(sums, l), column_by_column(l + 1))
    } else {
        (seed::line(sums, l), seed::words(sums))
    };
    let right = bare(pullback_of(sums, l));
    Telling {
        equations: vec![Math::of_layer(Letter::G, l).with(Equals, right)],
        lines: vec![line],
        sums: vec![sums.of(Quantity::G(l))],
        prose: words,
        ..Telling::default()
    }
}

fn column_by_column(l: usize) -> Vec<Prose> {
    let weights = || Math::of_layer(Letter::Weights, l);
    vec![prose![
        "Going forward, row j of ",
        weights(),
        " made unit j of layer ",
        l,
        ". Going back, column \
         k of the same ",
        weights(),
        " gathers what every unit of layer ",
        l,
        " owes to unit k of \
         layer ",
        l - 1,
        ": the transpose."
    ]]
}

fn sigma_prime(sums: &Sums<'_>, l: usize) -> Telling {
    let made = Quantity::SigmaPrime(l);
    let norm = sums.trace.network().layer(l).norm.is_some();
    let argument_of = if norm { Quantity::U(l) } else { Quantity::Z(l) };
    Telling {
        equations: vec![symbol(sums.trace, made)],
        lines: vec![
            Line::of(Operand::by_unit(argument_of)).then(SigmaPrime, Operand::by_unit(made).made()),
        ],
        sums: vec![sums.of(made)],
        prose: vec![prose![
            "How steep σ is where the forward pass left each unit: the derivative is taken at ",
            argument(sums.trace, l),
            ", not at ",
            Math::of_layer(Letter::A, l),
            "."
        ]],
        ..Telling::default()
    }
}

fn gate(sums: &Sums<'_>, l: usize) -> Telling {
    let norm = sums.trace.network().layer(l).norm.is_some();
    let made = if norm {
        Quantity::T(l)
    } else {
        Quantity::Delta(l)
    };
    let line = Line::of(Operand::by_unit(Quantity::G(l)))
        .then(Hadamard, Operand::by_unit(Quantity::SigmaPrime(l)));
    let line = if norm {
        line.then(Hadamard, Operand::by_unit(Quantity::Gamma(l)))
    } else {
        line
    };
    Telling {
        equations: vec![gate_equation(sums, l)],
        lines: vec![line.then(Equals, Operand::by_unit(made).made())],
        sums: vec![sums.of(made)],
        prose: vec![prose![
            if l == sums.trace.network().depth() {
                "Then entry by entry (⊙; the paper writes ∘): how much of it gets through σ at "
            } else {
                "Then entry by entry: how much of it gets through σ at "
            },
            argument(sums.trace, l),
            "."
        ]],
        ..Telling::default()
    }
}

fn gate_equation(sums: &Sums<'_>, l: usize) -> Math {
    let norm = sums.trace.network().layer(l).norm.is_some();
    let sigma_prime = Math::SigmaPrime(Box::new(argument(sums.trace, l)));
    let right = Math::of_layer(Letter::G, l).with(Hadamard, sigma_prime);
    if norm {
        let right = right.with(Hadamard, Math::of_layer(Letter::Gamma, l));
        return Math::of_layer(Letter::T, l).with(Equals, right);
    }
    Math::of_layer(Letter::Delta, l).with(Equals, right)
}

fn norm_equation(sums: &Sums<'_>, l: usize) -> Math {
    let t = || Math::letter(Letter::T);
    let standard = || Math::letter(Letter::Standard);
    let mean_of = |math| Math::MeanOf(Box::new(math));
    let along = standard().with(Times, mean_of(t().with(Hadamard, standard())));
    let numerator = t().with(Minus, mean_of(t())).with(Minus, along);
    let right = Math::Group(Box::new(numerator)).with(Over, Math::letter(Letter::Deviation));
    symbol(sums.trace, Quantity::Delta(l)).with(Equals, right)
}

fn norm_back(sums: &Sums<'_>, l: usize) -> Telling {
    let made = Operand::by_unit(Quantity::Delta(l)).made();
    Telling {
        equations: vec![norm_equation(sums, l)],
        lines: vec![Line::of(Operand::by_unit(Quantity::T(l))).then(NormBack, made)],
        sums: vec![sums.of(Quantity::Delta(l))],
        prose: vec![prose![
            "Back through the norm: what of ",
            Math::of_layer(Letter::T, l),
            " would only shift \
             or stretch ",
            Math::of_layer(Letter::Z, l),
            " changes nothing and is taken out. ",
            Math::letter(Letter::Standard),
            " = (z − μ)/s and s = √(v + ε) are the forward pass's."
        ]],
        ..Telling::default()
    }
}
