//! One step of gradient descent, held against central differences of the loss and against a walk recorded afresh.

use std::sync::Arc;

use gradwalk::engine::{
    Activation, Entry, Layer, LayerNorm, Network, Objective, Quantity, RecordError, Trace,
};
use proptest::prelude::*;

use crate::fixtures::{Shape, cases, layer, random_walk, vector, walk, walks};

const RATE: f64 = 0.05;

fn of_loss(trace: &Trace) -> Trace {
    let of_loss = trace.with_objective(Objective::Loss);
    of_loss.expect("there is a target")
}

fn layers(trace: &Trace) -> Vec<Layer> {
    let network = trace.network();
    network.layers().map(|l| network.layer(l).clone()).collect()
}

fn recorded(layers: Vec<Layer>, like: &Trace) -> Trace {
    let network = Arc::new(Network::new(layers).expect("the shapes are the same"));
    let (x, y) = (like.input().clone(), like.target().cloned());
    Trace::record(network, x, y, like.objective()).expect("they fit")
}

fn descended(trace: &Trace, rate: f64) -> Trace {
    let mut descended = trace.clone();
    descended.descend(rate).expect("there is a target");
    descended
}

/// All entries of W and b.
fn parameters(trace: &Trace) -> Vec<Entry> {
    let network = trace.network();
    let of_layer = |l| {
        let (units, inputs) = (network.units(l), network.units(l - 1));
        let weights = (0..units * inputs)
            .map(move |at| Entry::at(Quantity::Weights(l), at / inputs, at % inputs));
        weights.chain((0..units).map(move |row| Entry::of(Quantity::Bias(l), row)))
    };
    network.layers().flat_map(of_layer).collect()
}

#[test]
fn every_weight_and_bias_moves_against_its_central_difference() {
    for (seed, shapes) in [(1, [3, 4, 2]), (2, [4, 4, 1]), (3, [1, 5, 3])] {
        let shapes = shapes.map(|units| Shape {
            units,
            activation: Activation::Tanh,
            norm: units == 4,
            residual: false,
        });
        let trace = of_loss(&random_walk(3, &shapes, seed));
        let after = descended(&trace, RATE);
        for entry in parameters(&trace) {
            let now = entry.value(&trace).expect("it is there");
            let h = 1e-5 * now.abs().max(1.0);
            let at = |value| {
                let moved = trace.with_values(&[(entry, value)]);
                moved.expect("it is given").value()
            };
            let slope = (at(now + h) - at(now - h)) / (2.0 * h);
            let moved = entry.value(&after).expect("it is there") - now;
            assert!(
                (moved + RATE * slope).abs() < 1e-9,
                "{entry:?}: {moved} for {slope}"
            );
        }
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn what_is_left_is_the_walk_of_the_new_network_recorded_afresh(trace in walks()) {
        for trace in [trace.clone(), of_loss(&trace)] {
            let after = descended(&trace, RATE);
            prop_assert_eq!(&after, &recorded(layers(&after), &trace));
            prop_assert_eq!(after.objective(), trace.objective());
            let of_loss = of_loss(&trace);
            for entry in parameters(&trace) {
                prop_assert_eq!(entry.value(&after), of_loss.descended(entry, RATE));
            }
            for l in trace.network().layers() {
                let norm = |trace: &Trace| trace.network().layer(l).norm.clone();
                prop_assert_eq!(norm(&after), norm(&trace), "γ and β stay");
                let largest = after.network().layer(l).weights.amax();
                let known = after.network().largest_weight(l);
                prop_assert_eq!(known.to_bits(), largest.to_bits());
            }
            let (found, foreseen) = (after.loss(), trace.loss_after(RATE));
            let (found, foreseen) = (found.expect("y"), foreseen.expect("y"));
            prop_assert!((found - foreseen).abs() <= 1e-7 * found.abs().max(1.0), "{found} {foreseen}");
        }
    }

    #[test]
    fn a_small_step_lowers_the_loss_by_what_the_first_order_promises(trace in walks()) {
        let trace = of_loss(&trace);
        let (before, slope) = (trace.value(), trace.squared_gradient());
        // So small that what the second order adds is nothing; unless a kink lies as near.
        let rate = 1e-7 / slope.max(1.0);
        let fallen = before - descended(&trace, rate).value();
        prop_assert!(fallen >= -1e-12 * before.max(1.0), "{fallen}");
        let promised = rate * slope;
        prop_assert!((fallen - promised).abs() <= 0.05 * promised + 1e-12 * before.max(1.0));
    }
}

#[test]
fn the_step_does_not_touch_what_others_share() {
    let trace = of_loss(&walk(
        vec![layer(&[[0.5, -0.2]], &[0.1], Activation::Sigmoid)],
        &[0.3, 0.4],
        Some(&[1.0]),
    ));
    let before = trace.clone();
    let after = descended(&trace, RATE);
    assert_eq!(trace, before);
    assert!(after.value() < trace.value());
}

#[test]
fn without_a_target_nothing_descends_and_nothing_changes() {
    let mut trace = walk(
        vec![layer(&[[1.0]], &[0.0], Activation::Tanh)],
        &[0.3],
        None,
    );
    let before = trace.clone();
    assert_eq!(trace.descend(RATE), Err(RecordError::NoTarget));
    assert_eq!(trace, before);
    assert_eq!((trace.loss(), trace.loss_after(RATE)), (None, None));
}

#[test]
fn numbers_that_are_none_and_lonely_units_descend_without_a_panic() {
    let mut lonely = layer(&[[2.0]], &[0.5], Activation::Tanh);
    lonely.norm = Some(LayerNorm::standard(1));
    for x in [0.0, f64::NAN, f64::INFINITY, f64::MAX] {
        let layers = vec![
            lonely.clone(),
            layer(&[[1e300]], &[0.0], Activation::Identity),
        ];
        let trace = of_loss(&walk(layers, &[x], Some(&[1.0])));
        for rate in [0.0, RATE, 1e20] {
            let after = descended(&trace, rate);
            assert_eq!(after.network().sizes(), [1, 1, 1]);
            let _ = (trace.loss_after(rate), trace.squared_gradient());
        }
    }
}

#[test]
fn an_entry_of_anything_else_does_not_descend() {
    let trace = of_loss(&walk(
        vec![layer(&[[1.0]], &[0.0], Activation::Tanh)],
        &[0.3],
        Some(&[1.0]),
    ));
    assert_eq!(trace.descended(Entry::of(Quantity::A(1), 0), RATE), None);
    assert_eq!(trace.descended(Entry::of(Quantity::Bias(2), 1), RATE), None);
    assert_eq!(trace.input(), &vector(&[0.3]));
}

#[test]
fn an_edit_that_is_refused_leaves_everything_as_it_was() {
    let mut trace = walk(
        vec![layer(&[[1.0]], &[0.0], Activation::Tanh)],
        &[0.3],
        None,
    );
    let before = trace.clone();
    let (weight, absent) = (
        Entry::at(Quantity::Weights(2), 0, 0),
        Entry::of(Quantity::Bias(2), 1),
    );
    assert!(trace.replace(&[(weight, 7.0), (absent, 1.0)]).is_err());
    assert_eq!(trace, before);
}

#[test]
fn the_largest_weight_is_known_whichever_entry_changes() {
    let mut trace = walk(
        vec![layer(
            &[[3.0, -5.0], [5.0, 0.5]],
            &[0.0, 0.0],
            Activation::Tanh,
        )],
        &[0.3, 0.4],
        None,
    );
    for (row, column, value) in [
        (0, 0, 4.0),
        (0, 1, 0.25),
        (1, 0, -0.0),
        (0, 0, -9.0),
        (0, 0, 9.0),
        (0, 0, 1.0),
        (1, 1, -f64::MAX),
    ] {
        let entry = Entry::at(Quantity::Weights(2), row, column);
        trace.replace(&[(entry, value)]).expect("it is given");
        let network = trace.network();
        let fresh = network.layer(2).weights.amax();
        assert_eq!(
            network.largest_weight(2).to_bits(),
            fresh.to_bits(),
            "{entry:?} {value}"
        );
    }
}
