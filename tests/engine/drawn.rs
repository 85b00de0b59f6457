//! Networks drawn by lot, from ordinary ones to such as nobody would train.

use std::sync::Arc;

use gradwalk::engine::{Layer, LayerNorm, Matrix, Network, Objective, Trace, Vector};

use crate::{dice::Dice, fixtures::ACTIVATIONS};

/// What the numbers of a network are like.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Numbers {
    /// W and b between −2 and 2, or of that size divided by the root of the layer's inputs.
    Ordinary,
    /// W and b of one size between 1e-3 and 1e3 in all of the network, x of another.
    Scaled,
    /// Quarters between −2 and 2, so that terms cancel exactly and z falls on kinks.
    Quarters,
}

/// Eight ordinary ones to one of each of the others.
pub fn any(dice: &mut Dice) -> Trace {
    let numbers = match dice.roll(10) {
        0 => Numbers::Scaled,
        1 => Numbers::Quarters,
        _ => Numbers::Ordinary,
    };
    walk(dice, numbers)
}

/// One walk: 1 to 5 layers of 1 to 6 units, any activation, some with a norm (from 3 units on) or a residual.
fn walk(dice: &mut Dice, numbers: Numbers) -> Trace {
    let depth = 1 + dice.roll(5);
    let inputs = 1 + dice.roll(6);
    let (of_x, of_layers) = match numbers {
        Numbers::Scaled => (power_of_ten(dice), power_of_ten(dice)),
        Numbers::Ordinary | Numbers::Quarters => (2.0, 2.0),
    };
    let is_tamed = numbers == Numbers::Ordinary && dice.roll(2) == 0;
    let number = |dice: &mut Dice, reach: f64| match numbers {
        Numbers::Quarters => (dice.roll(17) as f64 - 8.0) / 8.0 * reach,
        Numbers::Ordinary | Numbers::Scaled => between(dice, -reach, reach),
    };
    let mut width = inputs;
    let mut layers = Vec::new();
    for _ in 0..depth {
        let residual = dice.roll(10) < 3;
        let units = if residual { width } else { 1 + dice.roll(6) };
        let reach = if is_tamed {
            of_layers / (width as f64).sqrt()
        } else {
            of_layers
        };
        let weights = Matrix::from_fn(units, width, |_, _| number(dice, reach));
        let bias = Vector::from_fn(units, |_, _| number(dice, reach));
        let mut layer = Layer::new(weights, bias, ACTIVATIONS[dice.roll(ACTIVATIONS.len())]);
        layer.residual = residual;
        layer.norm = (units >= 3 && dice.roll(4) == 0).then(|| LayerNorm {
            gamma: Vector::from_fn(units, |_, _| number(dice, 2.0)),
            beta: Vector::from_fn(units, |_, _| number(dice, 1.0)),
            eps: [1e-5, 1e-5, 1e-3][dice.roll(3)],
        });
        layers.push(layer);
        width = units;
    }
    let x = Vector::from_fn(inputs, |_, _| number(dice, of_x));
    let y = Vector::from_fn(width, |_, _| number(dice, 2.0));
    let objective = match dice.roll(width + 2) {
        0 => Objective::Loss,
        1 => Objective::Sum,
        k => Objective::Output { component: k - 2 },
    };
    let network = Network::new(layers).expect("the shapes fit");
    Trace::record(Arc::new(network), x, Some(y), objective).expect("x and y fit")
}

/// A number from an interval.
fn between(dice: &mut Dice, least: f64, most: f64) -> f64 {
    least + dice.roll(1 << 53) as f64 / (1_u64 << 53) as f64 * (most - least)
}

fn power_of_ten(dice: &mut Dice) -> f64 {
    libm::exp10(between(dice, -3.0, 3.0))
}
