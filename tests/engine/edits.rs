//! What if: a walk with other numbers, held against a walk recorded from scratch; and where two walks part.

#![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

use std::sync::Arc;

use gradwalk::engine::{
    Activation, EditError, Entry, Layer, LayerNorm, Network, Objective, Quantity, Trace, computed,
};
use proptest::prelude::*;

use crate::fixtures::{all_objectives, cases, layer, vector, walk, walks};

/// 2-2-2-1: layer 2 plain, layer 3 with a norm and a residual, layer 4 plain.
fn trace() -> Trace {
    let mut with_both = layer(&[[0.5, -0.3], [0.2, 0.8]], &[0.1, 0.0], Activation::Sigmoid);
    with_both.norm = Some(LayerNorm::standard(2));
    with_both.residual = true;
    let layers = vec![
        layer(&[[0.5, -0.2], [0.1, 0.7]], &[0.1, -0.3], Activation::Tanh),
        with_both,
        layer(&[[0.7, -1.2]], &[0.2], Activation::Sigmoid),
    ];
    walk(layers, &[0.3, 0.4], Some(&[1.0]))
}

fn layers(trace: &Trace) -> Vec<Layer> {
    let network = trace.network();
    network.layers().map(|l| network.layer(l).clone()).collect()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_changed_walk_is_the_walk_through_the_changed_network(trace in walks(), at in any::<u64>()) {
        for trace in all_objectives(&trace) {
            let network = trace.network();
            let at = usize::try_from(at % 1_000_003).expect("it is small");
            let l = 2 + at % (network.depth() - 1);
            let (j, k) = (at % network.units(l), at % network.units(l - 1));
            let (i, o) = (at % network.inputs(), at % network.outputs());
            let values = [
                (Entry::at(Quantity::Weights(l), j, k), 40.0),
                (Entry::of(Quantity::Bias(l), j), -0.25),
                (Entry::of(Quantity::A(1), i), 0.75),
                (Entry::of(Quantity::Target, o), -1.5),
            ];
            let found = trace.with_values(&values).expect("all four are given");
            let (mut x, mut y) = (trace.input().clone(), trace.target().cloned());
            let mut layers = layers(&trace);
            layers[l - 2].weights[(j, k)] = 40.0;
            layers[l - 2].bias[j] = -0.25;
            x[i] = 0.75;
            if let Some(y) = &mut y {
                y[o] = -1.5;
            }
            let network = Arc::new(Network::new(layers).expect("the shapes are the same"));
            let expected = Trace::record(network, x, y, trace.objective()).expect("they fit");
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(found.network().largest_weight(l), 40.0);
        }
    }

    #[test]
    fn nothing_differs_from_itself_and_nothing_replaced_changes_nothing(trace in walks()) {
        let same = trace.with_values(&[]).expect("nothing is refused");
        prop_assert_eq!(&same, &trace);
        prop_assert_eq!(trace.first_difference(&same), None);
        prop_assert_eq!(trace.first_non_finite(), None);
    }
}

#[test]
fn layers_that_nothing_replaces_are_shared() {
    let trace = trace();
    let weight = Entry::at(Quantity::Weights(3), 1, 0);
    let moved = trace.with_values(&[(weight, -3.0)]).expect("it is given");
    let is_shared = |l| std::ptr::eq(trace.network().layer(l), moved.network().layer(l));
    assert_eq!([2, 3, 4].map(is_shared), [true, false, true]);
    assert_eq!(weight.value(&trace), Some(0.2), "the first is as it was");
    let largest = |trace: &Trace| [2, 3, 4].map(|l| trace.network().largest_weight(l));
    assert_eq!(largest(&trace), [0.7, 0.8, 1.2]);
    assert_eq!(largest(&moved), [0.7, 3.0, 1.2]);
    let x = Entry::of(Quantity::A(1), 0);
    let moved = trace.with_values(&[(x, 9.0)]).expect("it is given");
    assert!(std::ptr::eq(trace.network(), moved.network()));
}

#[test]
fn of_two_values_for_one_entry_the_later_counts() {
    let x = Entry::of(Quantity::A(1), 1);
    let moved = trace()
        .with_values(&[(x, 9.0), (x, 0.5)])
        .expect("it is given");
    assert_eq!(moved.input(), &vector(&[0.3, 0.5]));
}

#[test]
fn what_is_not_given_or_not_there_or_not_finite_is_refused_in_words() {
    let trace = trace();
    let refusal = |entry: Entry, value: f64| {
        let error = trace
            .with_values(&[(entry, value)])
            .expect_err("it is refused");
        error.to_string()
    };
    for computed in [
        Quantity::Z(2),
        Quantity::A(2),
        Quantity::Gamma(3),
        Quantity::G(1),
    ] {
        assert_eq!(
            refusal(Entry::of(computed, 0), 1.0),
            "only x, y, W and b can be changed"
        );
    }
    assert_eq!(
        refusal(Entry::at(Quantity::Weights(3), 1, 2), 1.0),
        "there is no entry 2,3 of W in layer 3"
    );
    assert_eq!(
        refusal(Entry::of(Quantity::Bias(9), 0), 1.0),
        "there is no entry 1 of b in layer 9"
    );
    assert!(
        refusal(Entry::of(Quantity::A(1), usize::MAX), 1.0).starts_with("there is no component")
    );
    assert_eq!(
        refusal(Entry::of(Quantity::Target, 0), f64::NAN),
        "component 1 of y must be finite, not NaN"
    );
    assert_eq!(
        refusal(Entry::of(Quantity::A(1), 1), f64::NEG_INFINITY),
        "component 2 of x must be finite, not -inf"
    );
}

#[test]
fn a_target_that_is_not_there_cannot_be_replaced() {
    let trace = walk(
        vec![layer(&[[1.0]], &[0.0], Activation::Tanh)],
        &[0.3],
        None,
    );
    let entry = Entry::of(Quantity::Target, 0);
    let refused = trace.with_values(&[(entry, 1.0)]);
    assert_eq!(refused, Err(EditError::NoSuchEntry { entry }));
}

#[test]
fn what_is_computed_grows_with_the_walk_and_leaves_nothing_out() {
    let trace = trace();
    let network = trace.network();
    let quantities: Vec<_> = computed(network).collect();
    assert!(quantities.is_sorted_by_key(|quantity| quantity.moment(network)));
    let there = quantities
        .iter()
        .filter(|quantity| quantity.value(&trace).is_some());
    // Seven of each of three layers, two more under the norm, and ∇ₓ.
    assert_eq!(there.count(), 3 * 7 + 2 + 1);
}

#[test]
fn two_walks_part_where_the_first_changed_number_is_read() {
    let trace = trace()
        .with_objective(Objective::Loss)
        .expect("there is a target");
    let first = |entry: Entry| {
        let moved = trace.with_values(&[(entry, 0.123)]).expect("it is given");
        trace.first_difference(&moved)
    };
    let of = |quantity, row| Some(Entry::of(quantity, row));
    assert_eq!(
        first(Entry::of(Quantity::A(1), 0)),
        of(Quantity::Product(2), 0)
    );
    assert_eq!(
        first(Entry::at(Quantity::Weights(3), 1, 0)),
        of(Quantity::Product(3), 1)
    );
    assert_eq!(
        first(Entry::of(Quantity::Bias(3), 1)),
        of(Quantity::Z(3), 1)
    );
    assert_eq!(
        first(Entry::of(Quantity::Bias(4), 0)),
        of(Quantity::Z(4), 0)
    );
    assert_eq!(first(Entry::of(Quantity::Target, 0)), of(Quantity::G(4), 0));
}

#[test]
fn a_dead_path_makes_no_difference_and_neither_does_the_sign_of_zero() {
    let layers = vec![
        layer(&[[1.0], [-1.0]], &[0.0, 0.0], Activation::Relu),
        layer(&[[0.5, 0.25]], &[0.0], Activation::Identity),
    ];
    let trace = walk(layers, &[2.0], None);
    let bias = Entry::of(Quantity::Bias(2), 1);
    let moved = trace.with_values(&[(bias, -0.0)]).expect("it is given");
    assert_eq!(trace.first_difference(&moved), None);
    let weight = Entry::at(Quantity::Weights(3), 0, 1);
    let moved = trace.with_values(&[(weight, 7.0)]).expect("it is given");
    // The unit is 0, so that only the pullback sees its weight.
    assert_eq!(
        trace.first_difference(&moved),
        Some(Entry::of(Quantity::G(2), 1))
    );
}

#[test]
fn walks_of_other_shapes_are_not_compared() {
    let plain = || layer(&[[0.5, -0.2], [0.1, 0.7]], &[0.1, -0.3], Activation::Tanh);
    let mut with_norm = plain();
    with_norm.norm = Some(LayerNorm::standard(2));
    let one = walk(vec![plain()], &[0.3, 0.4], None);
    for other in [
        walk(vec![plain(), plain()], &[0.3, 0.4], None),
        walk(vec![with_norm], &[0.3, 0.4], None),
    ] {
        assert_eq!(one.first_difference(&other), None);
        assert_eq!(other.first_difference(&one), None);
    }
}

#[test]
fn the_first_number_that_is_none_is_found_where_it_arises() {
    let huge = |bias| {
        let layers = vec![
            layer(&[[1.0], [1e200]], &[0.0, 0.0], Activation::Identity),
            layer(&[[0.0, 1e200]], &[bias], Activation::Identity),
        ];
        walk(layers, &[1.0], Some(&[0.0]))
    };
    // The product overflows, the gradient too; the product comes first.
    assert_eq!(
        huge(0.0).first_non_finite(),
        Some(Entry::of(Quantity::Product(3), 0))
    );
    // Forwards all is well; going back 1e200·1e200 is not.
    let x = Entry::of(Quantity::A(1), 0);
    let quiet = huge(0.0).with_values(&[(x, 0.0)]).expect("it is given");
    assert_eq!(quiet.first_non_finite(), Some(Entry::of(Quantity::G(1), 0)));
    assert_eq!(trace().first_non_finite(), None);
    let nothing = walk(
        vec![layer(&[[1.0]], &[0.0], Activation::Tanh)],
        &[f64::NAN],
        None,
    );
    assert_eq!(nothing.first_non_finite(), Some(x));
    // A NaN is no other NaN.
    assert_eq!(nothing.first_difference(&nothing.clone()), None);
}
