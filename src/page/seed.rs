//! The seed g⁽ᴸ⁾ of the backward pass, told: what it is made of, and what it chooses.

use super::math::{Math, Operator};
use super::numeral::Numeral;
use super::operand::{Item, Line, Operand};
use super::prose::{Prose, prose};
use super::sums::Sums;
use super::symbol::{loss_convention, scalar, seed};
use crate::engine::{Objective, Quantity};

use Operator::{Equals, Minus};

/// The line that makes g⁽ᴸ⁾.
pub fn line(sums: &Sums<'_>, depth: usize) -> Line {
    let made = Operand::by_unit(Quantity::G(depth)).made();
    match sums.trace.objective() {
        Objective::Output { .. } | Objective::Sum => Line(vec![
            Item::Symbol(seed(sums.trace)),
            Item::Operator(Equals),
            Item::Operand(made),
        ]),
        Objective::Loss => Line::of(Operand::by_unit(Quantity::A(depth)))
            .then(Minus, Operand::by_unit(Quantity::Target))
            .then(Equals, made),
    }
}

/// What the seed chooses.
pub fn words(sums: &Sums<'_>) -> Vec<Prose> {
    let outputs = sums.trace.network().outputs();
    match sums.trace.objective() {
        Objective::Sum if outputs == 1 => {
            vec![prose![
                "One output, so the sum is that output and the seed is 1."
            ]]
        }
        Objective::Sum => vec![prose![
            "A seed of all ones gives the gradient of the sum of the ",
            outputs,
            " outputs, of no \
             single output: where they disagree, they cancel."
        ]],
        Objective::Output { .. } if outputs == 1 => {
            vec![prose![
                "One output, so the seed is 1: the derivative of ",
                scalar(sums.trace),
                " by itself."
            ]]
        }
        Objective::Output { .. } => vec![prose![
            "The seed ",
            seed(sums.trace),
            " chooses one of ",
            outputs,
            " outputs. All ones would \
             give the gradient of their sum; the full Jacobian takes ",
            outputs,
            " sweeps."
        ]],
        Objective::Loss => {
            let value = Math::Number(Numeral::significant(sums.trace.value(), sums.digits));
            let loss = loss_convention(sums.trace).with(Equals, value);
            vec![prose![
                "The loss is ",
                loss,
                ": one sample, no 1/N. Its gradient with respect to the \
                 output is ",
                seed(sums.trace),
                "."
            ]]
        }
    }
}
