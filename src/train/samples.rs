//! Samples: their cost, how many of them are right, and which are held out.

use super::draw::{Stream, below, stream};
use crate::engine::{Network, Vector};

/// An input and its target.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// x, n₁ entries.
    pub x: Vector,
    /// y, n_L entries.
    pub y: Vector,
}

/// Cost = 1/N Σ ½‖y − a⁽ᴸ⁾(x)‖² over the samples (3.3); NaN where there are none.
///
/// # Panics
/// Where a sample does not fit the network.
pub fn cost(network: &Network, samples: &[Sample]) -> f64 {
    mean_loss(samples, |x| network.output(x))
}

/// The same for a network that has this `output`.
pub(super) fn mean_loss(samples: &[Sample], output: impl Fn(&Vector) -> Vector) -> f64 {
    let loss = |sample: &Sample| 0.5 * (output(&sample.x) - &sample.y).norm_squared();
    samples.iter().map(loss).sum::<f64>() / samples.len() as f64
}

/// How many of the samples are right, where each y names a class: its output is largest where y is 1 and nowhere else; a
/// single output lies nearer to its y, which is 0 or 1, than to the other. `None` where a y names no class.
///
/// # Panics
/// Where a sample does not fit the network.
pub fn right(network: &Network, samples: &[Sample]) -> Option<usize> {
    let classes: Option<Vec<_>> = samples.iter().map(|sample| class(&sample.y)).collect();
    let pairs = samples.iter().zip(classes?);
    let right = pairs.filter(|(sample, class)| {
        let output = network.output(&sample.x);
        if output.len() == 1 {
            let is_nearer_to_1 = output[0] > 0.5;
            let is_nearer_to_0 = output[0] < 0.5;
            return if sample.y[0] > 0.5 {
                is_nearer_to_1
            } else {
                is_nearer_to_0
            };
        }
        let others = output.iter().enumerate().filter(|(k, _)| k != class);
        others.into_iter().all(|(_, other)| output[*class] > *other)
    });
    Some(right.count())
}

/// The class that y names: where its only 1 is among zeros. A single 0 or 1 names itself.
fn class(y: &Vector) -> Option<usize> {
    // Exactly: a target of 0.999 says how much, not which.
    let is = |number: f64| move |entry: &&f64| entry.to_bits() == number.to_bits();
    let (ones, zeros) = (
        y.iter().filter(is(1.0)).count(),
        y.iter().filter(is(0.0)).count(),
    );
    let names_one = ones + zeros == y.len() && (y.len() == 1 || ones == 1);
    let class = y.iter().position(|entry| is(1.0)(&entry)).unwrap_or(0);
    names_one.then_some(class)
}

/// The samples to train on, and those that are held out: that share of them, to the nearest whole number, drawn at random.
/// Both are in the order that they had.
pub fn split(samples: Vec<Sample>, share: f64, seed: u64) -> (Vec<Sample>, Vec<Sample>) {
    let held = (samples.len() as f64 * share.clamp(0.0, 1.0)).round() as usize;
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut generator = stream(seed, Stream::Split);
    // Fisher and Yates, as far as it is needed.
    for at in 0..held {
        order.swap(at, at + below(&mut generator, samples.len() - at));
    }
    let mut is_held = vec![false; samples.len()];
    for &index in &order[..held] {
        is_held[index] = true;
    }
    let (mut trained_on, mut held_out) = (Vec::new(), Vec::new());
    for (sample, is_held) in samples.into_iter().zip(is_held) {
        if is_held {
            held_out.push(sample);
        } else {
            trained_on.push(sample);
        }
    }
    (trained_on, held_out)
}
