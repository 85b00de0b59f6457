//! What is said of a quantity as a whole: its norm, its largest entry, what moves with it; and of what has no number.

#![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

use gradwalk::engine::{
    Activation, BackwardPart, Entry, ForwardPart, Quantity, ShapeError, Step, Value, computed,
    influence, takes_sweep,
};

use crate::fixtures::{layer, vector, walk};

fn norm(entries: &[f64]) -> f64 {
    Value::Vector(&vector(entries)).norm()
}

#[test]
fn a_norm_neither_overflows_nor_vanishes() {
    for size in [1e200, 1.0, 1e-200] {
        let found = norm(&[3.0 * size, -4.0 * size]) / size;
        assert!((found - 5.0).abs() < 1e-14, "{found} at {size:e}");
    }
    assert_eq!(norm(&[0.0, -0.0]), 0.0);
}

#[test]
fn a_norm_is_infinite_or_no_number_where_an_entry_is() {
    assert_eq!(norm(&[0.0, f64::NEG_INFINITY]), f64::INFINITY);
    assert_eq!(norm(&[3.0, f64::INFINITY]), f64::INFINITY);
    assert!(norm(&[3.0, f64::NAN]).is_nan() && norm(&[0.0, f64::NAN]).is_nan());
}

#[test]
fn the_largest_weight_is_a_finite_one() {
    for odd in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        let trace = walk(
            vec![layer(
                &[[2.0, odd], [-3.0, 1.0]],
                &[0.0; 2],
                Activation::Tanh,
            )],
            &[1.0, 1.0],
            None,
        );
        assert_eq!(trace.network().largest_weight(2), 3.0);
    }
}

#[test]
fn a_number_and_none_are_different_in_either_order() {
    let of = |bias| {
        let layers = vec![
            layer(&[[1e200]], &[0.0], Activation::Identity),
            layer(&[[1e200]], &[bias], Activation::Identity),
        ];
        walk(layers, &[1.0], None)
    };
    // ∞ − ∞ against ∞, then NaN against NaN.
    let (infinite, none) = (of(1.0), of(f64::NEG_INFINITY));
    let at = Some(Entry::of(Quantity::Z(3), 0));
    assert_eq!(infinite.first_difference(&none), at);
    assert_eq!(none.first_difference(&infinite), at);
    assert_eq!(none.first_difference(&none.clone()), None);
}

#[test]
fn what_is_carried_back_takes_a_sweep_to_see_what_moves_with_it() {
    let trace = walk(
        vec![layer(&[[2.0]], &[0.1], Activation::Tanh)],
        &[0.3],
        None,
    );
    for quantity in computed(trace.network()) {
        let is_of_the_way_back = matches!(
            quantity,
            Quantity::SigmaPrime(_) | Quantity::G(_) | Quantity::T(_) | Quantity::Delta(_)
        );
        assert_eq!(takes_sweep(quantity), is_of_the_way_back, "{quantity:?}");
    }
    for quantity in [Quantity::Weights(2), Quantity::WeightGradient(2)] {
        assert!(!takes_sweep(quantity));
        assert!(influence(&trace, Entry::of(quantity, 0)).is_some());
    }
}

#[test]
fn a_step_belongs_to_the_layer_whose_units_it_makes() {
    let layers = [
        (Step::Input, 1),
        (Step::Forward(3, ForwardPart::Layer), 3),
        (Step::Backward(2, BackwardPart::Layer), 2),
        (Step::ParameterGradients(4), 4),
        (Step::InputGradient, 1),
    ];
    for (step, l) in layers {
        assert_eq!(step.layer(), l, "{step:?}");
    }
}

#[test]
fn one_of_something_is_said_in_the_singular() {
    let said = |columns, needed| {
        let layer = 3;
        ShapeError::Chain {
            layer,
            columns,
            needed,
        }
        .to_string()
    };
    assert_eq!(
        said(1, 2),
        "layer 3: W has 1 column, but layer 2 has 2 units"
    );
    assert_eq!(
        said(2, 1),
        "layer 3: W has 2 columns, but layer 2 has 1 unit"
    );
}

#[test]
fn a_component_that_the_output_has_not_is_refused_in_words() {
    let trace = walk(
        vec![layer(&[[2.0]], &[0.1], Activation::Tanh)],
        &[0.3],
        None,
    );
    for component in [1, 2] {
        let objective = gradwalk::engine::Objective::Output { component };
        let error = trace.with_objective(objective).expect_err("there is one");
        let said = format!(
            "there is no component {}: the output has 1 (components count from 1)",
            component + 1
        );
        assert_eq!(error.to_string(), said);
    }
}

#[test]
fn a_trainer_has_the_output_of_its_network_and_knows_when_a_number_is_none() {
    for (weight, is_finite) in [(2.0, true), (f64::NAN, false), (f64::INFINITY, false)] {
        let layers = vec![
            layer(&[[0.5], [1.0]], &[0.1, 0.2], Activation::Tanh),
            layer(&[[1.0, weight]], &[0.1], Activation::Identity),
        ];
        let trace = walk(layers, &[0.3], None);
        let trainer = gradwalk::engine::Trainer::new(trace.network());
        assert_eq!(trainer.is_finite(), is_finite);
        let (own, output) = (trainer.output(trace.input()), trace.forward().output());
        assert_eq!(own.len(), output.len());
        assert_eq!(own[0].to_bits(), output[0].to_bits());
    }
}
