//! The δ recursion against derivatives that were come by otherwise.
//!
//! Three oracles, none of which shares code with the backward pass: num-dual, central differences, and the identity
//! ⟨Jv, u⟩ = ⟨v, Jᵀu⟩ with Jv from num-dual and Jᵀu from the walk.

use std::sync::Arc;

use gradwalk::engine::{Activation, Network, Quantity, Trace, Vector};
use num_dual::{Dual64, DualNum};
use proptest::prelude::*;

use crate::{
    fixtures::{self, ACTIVATIONS, Numbers, Shape, all_objectives, cases, has_kink, walks},
    oracle::DualNetwork,
};

/// What dual numbers and the recursion may differ by, relative to the largest term summed.
const PROOF: f64 = 1e-10;

/// ∛ε, the step of a central difference, relative to its argument.
const STEP: f64 = 6.055_454_452_393_343e-6;

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn the_recursion_agrees_with_dual_numbers(trace in walks()) {
        assert_agrees_with_duals(&trace);
    }

    #[test]
    fn the_recursion_agrees_with_central_differences(trace in walks()) {
        assert_agrees_with_differences(&trace);
    }

    #[test]
    fn forward_and_backward_are_transposes(trace in walks(), seed in any::<u64>()) {
        let mut numbers = Numbers(seed);
        let network = trace.network();
        let v = numbers.vector(network.inputs(), -1.0..1.0);
        let u = numbers.vector(network.outputs(), -1.0..1.0);

        let mut duals = DualNetwork::new(network, trace.input().as_slice());
        for (x, &v) in duals.x.iter_mut().zip(&v) {
            x.eps = v;
        }
        let forward: Vec<f64> = duals.output().iter().zip(&u).map(|(a, u)| a.eps * u).collect();

        let output = network.outputs();
        let backward: Vec<f64> = all_objectives(&trace)[..output]
            .iter()
            .zip(&u)
            .map(|(walk, u)| walk.backward().input_gradient().component_mul(&v) * *u)
            .flat_map(|terms| terms.data.as_vec().clone())
            .collect();

        let size: f64 = backward.iter().map(|term| term.abs()).sum();
        let (left, right): (f64, f64) = (forward.iter().sum(), backward.iter().sum());
        prop_assert!((left - right).abs() <= PROOF * size, "{left:e} is not {right:e}");
    }
}

/// Each activation by itself, plain, under a norm, with a residual and with both, in a network whose every layer has z
/// of both signs and none within reach of a kink.
#[test]
fn every_activation_agrees_with_or_without_norm_and_residual() {
    for activation in ACTIVATIONS {
        for (norm, residual) in [(false, false), (true, false), (false, true), (true, true)] {
            let trace = fixture(activation, norm, residual);
            assert_holds_both_signs(&trace);
            assert!(
                is_away_from_kinks(&trace, 1e-3),
                "{activation:?} is near a kink"
            );
            assert_agrees_with_duals(&trace);
            assert_agrees_with_differences(&trace);
        }
    }
}

fn fixture(activation: Activation, norm: bool, residual: bool) -> Trace {
    let shapes = [5, 5, 4].map(|units| Shape {
        units,
        activation,
        norm,
        residual: residual && units == 5,
    });
    (0..1_000)
        .map(|seed| fixtures::random_walk(5, &shapes, seed))
        .find(|trace| has_both_signs(trace) && is_away_from_kinks(trace, 1e-3))
        .expect("some seed will do")
}

fn arguments(trace: &Trace, l: usize) -> &Vector {
    trace.forward().layer(l).argument()
}

fn has_both_signs(trace: &Trace) -> bool {
    trace.network().layers().all(|l| {
        let arguments = arguments(trace, l);
        arguments.min() < 0.0 && arguments.max() > 0.0
    })
}

fn assert_holds_both_signs(trace: &Trace) {
    for l in trace.network().layers() {
        let arguments = arguments(trace, l);
        assert!(
            arguments.min() < 0.0 && arguments.max() > 0.0,
            "one sign in layer {l}"
        );
        let prime = &trace.forward().layer(l).sigma_prime;
        assert!(prime.amax() > 0.0, "layer {l} is dead");
    }
}

fn is_away_from_kinks(trace: &Trace, distance: f64) -> bool {
    let network = trace.network();
    network
        .layers()
        .filter(|&l| has_kink(network.layer(l).activation))
        .all(|l| arguments(trace, l).iter().all(|z| z.abs() > distance))
}

/// The largest term summed in δ⁽ˡ⁾, 2 ≤ l ≤ L, or in ∇ₓ, l = 1.
fn largest_term(trace: &Trace, l: usize) -> f64 {
    let (network, backward) = (trace.network(), trace.backward());
    let mut largest = backward.g(l).amax();
    if l < network.depth() {
        let delta = &backward.layer(l + 1).delta;
        let columns = network.layer(l + 1).weights.column_iter();
        let terms = columns.map(|column| column.component_mul(delta).amax());
        largest = terms.fold(largest, f64::max);
    } else if let (gradwalk::engine::Objective::Loss, Some(y)) = (trace.objective(), trace.target())
    {
        largest = largest.max(y.amax()).max(trace.forward().output().amax());
    }
    if l > 1 {
        let made = trace.forward().layer(l);
        largest *= made.sigma_prime.amax();
        if let (Some(norm), Some(normalised)) = (&network.layer(l).norm, &made.norm) {
            largest *= norm.gamma.amax() / normalised.deviation;
            largest *= normalised.standard.amax().max(1.0);
        }
    }
    largest
}

#[track_caller]
fn assert_within(found: f64, expected: f64, bound: f64, what: &str) {
    let error = (found - expected).abs();
    assert!(
        error <= bound.max(1e-300),
        "{what}: {found:e} should be {expected:e} within {bound:e}",
    );
}

fn derivatives(output: &[Dual64], target: Option<&Vector>) -> Vec<f64> {
    let mut all: Vec<f64> = output.iter().map(|a| a.eps).collect();
    if let Some(y) = target {
        let halves = output.iter().zip(y).map(|(a, &y)| (*a - y).powi(2) * 0.5);
        all.push(halves.sum::<Dual64>().eps);
    }
    all
}

fn assert_agrees_with_duals(trace: &Trace) {
    let network = trace.network();
    let walks = all_objectives(trace);
    let mut duals = DualNetwork::new(network, trace.input().as_slice());
    let compare =
        |duals: &DualNetwork, quantity: Quantity, l: usize, size: f64, at: (usize, usize)| {
            let exact = derivatives(&duals.output(), trace.target());
            for (walk, exact) in walks.iter().zip(exact) {
                let claimed = quantity.value(walk).expect("it is there").entry(at.0, at.1);
                let bound = PROOF * largest_term(walk, l) * size;
                let what = format!("{quantity:?} {at:?} of {:?}", walk.objective());
                assert_within(claimed, exact, bound, &what);
            }
        };
    for i in 0..network.inputs() {
        duals.x[i].eps = 1.0;
        compare(&duals, Quantity::G(1), 1, 1.0, (i, 0));
        duals.x[i].eps = 0.0;
    }
    for l in network.layers() {
        let (units, inputs) = (network.units(l), network.units(l - 1));
        for j in 0..units {
            duals.layers[l - 2].bias[j].eps = 1.0;
            compare(&duals, Quantity::Delta(l), l, 1.0, (j, 0));
            compare(&duals, Quantity::BiasGradient(l), l, 1.0, (j, 0));
            duals.layers[l - 2].bias[j].eps = 0.0;
        }
        let size = trace.forward().a(l - 1).amax();
        // A stride that is coprime to most widths visits every row and column; all entries would take too long.
        for entry in (0..units * inputs).step_by(1 + units * inputs / 13) {
            let (j, k) = (entry / inputs, entry % inputs);
            duals.layers[l - 2].weights[j][k].eps = 1.0;
            compare(&duals, Quantity::WeightGradient(l), l, size, (j, k));
            duals.layers[l - 2].weights[j][k].eps = 0.0;
        }
    }
}

/// The value of each objective of the same network and target at another input or with other weights.
fn values(network: Arc<Network>, x: Vector, like: &Trace) -> (Vec<f64>, Trace) {
    let moved = Trace::record(network, x, like.target().cloned(), like.objective())
        .expect("the shapes are the same");
    (
        all_objectives(&moved).iter().map(Trace::value).collect(),
        moved,
    )
}

/// ∇ₓ by moving x, and the last column of each ∂/∂W by moving all its weights at once, wherever no kink is crossed.
fn assert_agrees_with_differences(trace: &Trace) {
    let network = Arc::new(trace.network().clone());
    for i in 0..network.inputs() {
        let h = STEP * trace.input()[i].abs().max(1.0);
        let at = |step: f64| {
            let mut x = trace.input().clone();
            x[i] += step;
            values(Arc::clone(&network), x, trace)
        };
        let claimed = |walk: &Trace| (walk.backward().input_gradient()[i], largest_term(walk, 1));
        assert_agrees_with_quotient(trace, h, at, claimed);
    }
    for l in network.layers() {
        let column = network.units(l - 1) - 1;
        let at = |step: f64| {
            let mut layers: Vec<_> = network.layers().map(|l| network.layer(l).clone()).collect();
            layers[l - 2]
                .weights
                .column_mut(column)
                .add_scalar_mut(step);
            let moved = Network::new(layers).expect("the shapes are the same");
            values(Arc::new(moved), trace.input().clone(), trace)
        };
        let claimed = |walk: &Trace| {
            let gradient = Quantity::WeightGradient(l)
                .value(walk)
                .expect("it is there");
            let sum = (0..network.units(l))
                .map(|j| gradient.entry(j, column))
                .sum();
            (sum, largest_term(walk, l) * walk.forward().a(l - 1).amax())
        };
        assert_agrees_with_quotient(trace, 2.0 * STEP, at, claimed);
    }
}

fn assert_agrees_with_quotient(
    trace: &Trace,
    h: f64,
    at: impl Fn(f64) -> (Vec<f64>, Trace),
    claimed: impl Fn(&Trace) -> (f64, f64),
) {
    let ((right, right_walk), (left, left_walk)) = (at(h), at(-h));
    if crosses_kink(&right_walk, trace) || crosses_kink(&left_walk, trace) {
        return;
    }
    for ((walk, right), left) in all_objectives(trace).iter().zip(right).zip(left) {
        let (claimed, largest) = claimed(walk);
        let rounding = 1e-15 * (1.0 + walk.forward().output().amax().powi(2)) / h;
        let what = format!("a difference for {:?}", walk.objective());
        assert_within(
            claimed,
            (right - left) / (2.0 * h),
            1e-6 * largest + rounding,
            &what,
        );
    }
}

fn crosses_kink(moved: &Trace, trace: &Trace) -> bool {
    let network = trace.network();
    network
        .layers()
        .filter(|&l| has_kink(network.layer(l).activation))
        .any(|l| {
            let pairs = arguments(moved, l).iter().zip(arguments(trace, l));
            pairs
                .into_iter()
                .any(|(moved, z)| (*moved > 0.0) != (*z > 0.0))
        })
}
