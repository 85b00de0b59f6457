//! How long an iteration of training takes, as a multiple of a plain loop of the same mathematics over fixed arrays.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use gradwalk::engine::{Activation, Vector};
use gradwalk::train::{Sample, Settings, Training, cost, initial};

const ITERATIONS: u64 = 200_000;
const ROUNDS: usize = 9;
const RATE: f64 = 0.05;

/// x and the category of the ten points of the paper's example.
const POINTS: [([f64; 2], bool); 10] = [
    ([0.1, 0.1], true),
    ([0.3, 0.4], true),
    ([0.1, 0.5], true),
    ([0.6, 0.9], true),
    ([0.4, 0.2], true),
    ([0.6, 0.3], false),
    ([0.5, 0.6], false),
    ([0.9, 0.2], false),
    ([0.4, 0.4], false),
    ([0.7, 0.6], false),
];

fn main() {
    let samples: Vec<Sample> = POINTS
        .iter()
        .map(|(x, is_first)| Sample {
            x: Vector::from_column_slice(x),
            y: Vector::from_column_slice(&target(*is_first)),
        })
        .collect();
    let sigmoid = Activation::Sigmoid;
    let network = initial(&[2, 2, 3, 2], sigmoid, sigmoid, 1).expect("these are sizes");
    let settings = Settings {
        rate: RATE,
        batch: 1,
        seed: 1,
    };
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        black_box(plain());
        let plain = begun.elapsed();
        let mut training =
            Training::new(&network, samples.clone(), settings).expect("the samples fit");
        let begun = Instant::now();
        training.run(ITERATIONS);
        let ours = begun.elapsed();
        black_box(cost(&training.network(), &samples));
        ratios.push(ours.as_secs_f64() / plain.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "2-2-3-2, {ITERATIONS} iterations: {:.2} times the plain loop (median of {ROUNDS} rounds, {:.2} to {:.2})",
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1]
    );
}

const fn target(is_first: bool) -> [f64; 2] {
    if is_first { [1.0, 0.0] } else { [0.0, 1.0] }
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// z = W a + b and σ(z) of one layer.
fn layer<const N: usize, const M: usize>(
    w: &[[f64; M]; N],
    b: &[f64; N],
    a: &[f64; M],
) -> [f64; N] {
    std::array::from_fn(|i| sigmoid((0..M).map(|j| w[i][j] * a[j]).sum::<f64>() + b[i]))
}

/// Wᵀ δ ⊙ a(1 − a).
fn back<const N: usize, const M: usize>(
    w: &[[f64; M]; N],
    delta: &[f64; N],
    a: &[f64; M],
) -> [f64; M] {
    std::array::from_fn(|j| (0..N).map(|i| w[i][j] * delta[i]).sum::<f64>() * a[j] * (1.0 - a[j]))
}

fn descend<const N: usize, const M: usize>(
    w: &mut [[f64; M]; N],
    b: &mut [f64; N],
    delta: &[f64; N],
    a: &[f64; M],
) {
    for i in 0..N {
        for j in 0..M {
            w[i][j] -= RATE * delta[i] * a[j];
        }
        b[i] -= RATE * delta[i];
    }
}

/// The loop that anyone would write by hand for this one network.
fn plain() -> f64 {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut weight = || (next() >> 11) as f64 / 9_007_199_254_740_992.0 - 0.5;
    let mut w2 = [[0.0; 2]; 2].map(|row| row.map(|_: f64| weight()));
    let mut w3 = [[0.0; 2]; 3].map(|row| row.map(|_: f64| weight()));
    let mut w4 = [[0.0; 3]; 2].map(|row| row.map(|_: f64| weight()));
    let (mut b2, mut b3, mut b4) = ([0.0; 2], [0.0; 3], [0.0; 2]);
    for _ in 0..ITERATIONS {
        let (x, is_first) = &POINTS[(next() % 10) as usize];
        let y = target(*is_first);
        let a2 = layer(&w2, &b2, x);
        let a3 = layer(&w3, &b3, &a2);
        let a4 = layer(&w4, &b4, &a3);
        let d4: [f64; 2] = std::array::from_fn(|i| a4[i] * (1.0 - a4[i]) * (a4[i] - y[i]));
        let d3 = back(&w4, &d4, &a3);
        let d2 = back(&w3, &d3, &a2);
        descend(&mut w2, &mut b2, &d2, x);
        descend(&mut w3, &mut b3, &d3, &a2);
        descend(&mut w4, &mut b4, &d4, &a3);
    }
    w2[0][0] + w3[0][0] + w4[0][0]
}
