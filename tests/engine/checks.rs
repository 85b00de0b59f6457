//! The check that the program runs: it passes what is right, names what it cannot judge, and says how much it saw.

use std::time::Instant;

use gradwalk::engine::{
    Activation, Coverage, LayerNorm, Objective, Quantity, Reason, Report, Row, Trace, Verdict,
    check,
};
use proptest::prelude::*;

use crate::fixtures::{Shape, cases, layer, random_walk, walk, walks};

fn verdicts(report: &Report, quantity: Quantity) -> Vec<(Verdict, Verdict)> {
    let rows = report.rows.iter().filter(|row| row.quantity == quantity);
    rows.map(|row| (row.dual.verdict, row.difference.verdict))
        .collect()
}

fn shape(units: usize, activation: Activation) -> Shape {
    Shape {
        units,
        activation,
        norm: false,
        residual: false,
    }
}

fn failures(report: &Report) -> Vec<&Row> {
    report.rows.iter().filter(|row| !row.passed()).collect()
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_right_walk_passes_and_dual_numbers_always_have_a_word(trace in walks()) {
        let report = check(&trace);
        prop_assert!(report.passed(), "{:#?}", failures(&report));
        for row in &report.rows {
            prop_assert_eq!(row.dual.verdict, Verdict::Agrees, "{:?}", row);
            prop_assert!(row.dual.error <= 1e-10);
        }
    }
}

#[test]
fn a_smooth_network_agrees_in_every_row() {
    let shapes = [shape(4, Activation::Tanh), shape(2, Activation::Sigmoid)];
    let report = check(&random_walk(3, &shapes, 1));
    // ∇ₓ and three quantities of each of two layers, for two components and the loss.
    assert_eq!(report.rows.len(), 7 * 3);
    for row in &report.rows {
        assert_eq!(row.dual.verdict, Verdict::Agrees, "{row:?}");
        assert_eq!(row.difference.verdict, Verdict::Agrees, "{row:?}");
        assert_eq!((row.dual.left_out, row.difference.left_out), (None, None));
        assert!(
            row.dual.error < 1e-14 && row.difference.error < 1e-8,
            "{row:?}"
        );
    }
    let objectives: Vec<_> = report.rows[..3].iter().map(|row| row.objective).collect();
    let outputs = [0, 1].map(|component| Objective::Output { component });
    assert_eq!(objectives, [outputs[0], outputs[1], Objective::Loss]);
    assert_eq!(report.rows[0].quantity, Quantity::G(1));
}

#[test]
fn without_a_target_the_loss_is_not_checked() {
    let trace = walk(
        vec![layer(&[[2.0]], &[0.1], Activation::Tanh)],
        &[0.3],
        None,
    );
    let report = check(&trace);
    assert_eq!(report.rows.len(), 4);
    assert!(
        report
            .rows
            .iter()
            .all(|row| row.objective != Objective::Loss)
    );
}

#[test]
fn on_a_kink_differences_say_nothing_and_dual_numbers_take_the_same_side() {
    for activation in [
        Activation::Relu,
        Activation::LeakyRelu { alpha: 0.1 },
        Activation::Elu { alpha: 1.5 },
    ] {
        let report = check(&walk(
            vec![layer(&[[1.0]], &[0.0], activation)],
            &[0.0],
            None,
        ));
        let expected = (Verdict::Agrees, Verdict::Meaningless(Reason::Kink));
        assert_eq!(
            verdicts(&report, Quantity::Delta(2)),
            [expected],
            "{activation:?}"
        );
        assert_eq!(
            verdicts(&report, Quantity::G(1)),
            [expected],
            "{activation:?}"
        );
        assert!(report.passed());
    }
}

#[test]
fn a_kink_that_a_perturbation_does_not_reach_is_none() {
    // The second unit has z = 0 whatever x is.
    let layers = vec![
        layer(&[[1.0], [0.0]], &[0.5, 0.0], Activation::Relu),
        layer(&[[1.0, 1.0]], &[0.0], Activation::Identity),
    ];
    let report = check(&walk(layers, &[1.0], None));
    let agree = (Verdict::Agrees, Verdict::Agrees);
    assert_eq!(verdicts(&report, Quantity::G(1)), [agree]);
    assert_eq!(verdicts(&report, Quantity::Delta(2)), [agree]);
    let row = report
        .rows
        .iter()
        .find(|row| row.quantity == Quantity::Delta(2));
    let row = row.expect("it was checked");
    assert_eq!(row.difference.left_out, Some((1, Reason::Kink)));
    assert_eq!(row.difference.judged, 1);
}

#[test]
fn where_a_kink_has_no_corner_differences_agree() {
    let layers = vec![layer(&[[1.0]], &[0.0], Activation::Elu { alpha: 1.0 })];
    let report = check(&walk(layers, &[0.0], None));
    let agree = (Verdict::Agrees, Verdict::Agrees);
    assert_eq!(verdicts(&report, Quantity::G(1)), [agree]);
}

#[test]
fn in_saturation_dual_numbers_agree_and_differences_drown_in_rounding() {
    for activation in [Activation::Sigmoid, Activation::Tanh] {
        let report = check(&walk(
            vec![layer(&[[1.0]], &[0.0], activation)],
            &[40.0],
            None,
        ));
        let expected = (Verdict::Agrees, Verdict::Meaningless(Reason::Rounding));
        assert_eq!(
            verdicts(&report, Quantity::G(1)),
            [expected],
            "{activation:?}"
        );
        assert!(report.passed());
    }
}

#[test]
fn too_coarse_a_step_is_named() {
    // Half the width of this step is 1e-8, far below the step of a difference.
    let report = check(&walk(
        vec![layer(&[[1e8]], &[0.0], Activation::Tanh)],
        &[2e-9],
        None,
    ));
    let expected = (Verdict::Agrees, Verdict::Meaningless(Reason::Truncation));
    assert_eq!(verdicts(&report, Quantity::G(1)), [expected]);
}

#[test]
fn a_walk_that_is_not_finite_neither_agrees_nor_fails() {
    let layers = vec![
        layer(&[[1e200]], &[0.0], Activation::Identity),
        layer(&[[1e200]], &[0.0], Activation::Identity),
    ];
    let report = check(&walk(layers, &[1.0], None));
    let not_finite = Verdict::Meaningless(Reason::NotFinite);
    assert_eq!(
        verdicts(&report, Quantity::G(1)),
        [(not_finite, not_finite)]
    );
    assert!(report.passed());
}

#[test]
fn a_norm_of_one_unit_agrees_on_exactly_nothing() {
    let mut one = layer(&[[0.7]], &[0.2], Activation::Tanh);
    one.norm = Some(LayerNorm::standard(1));
    let report = check(&walk(vec![one], &[0.3], Some(&[0.5])));
    let agree = (Verdict::Agrees, Verdict::Agrees);
    assert_eq!(verdicts(&report, Quantity::Delta(2)), [agree, agree]);
    assert!(report.rows.iter().all(|row| row.dual.error == 0.0));
}

#[test]
fn what_cancels_is_measured_against_its_terms() {
    // ∇ₓ = 0.1 + 0.2 − 0.3, which is 5.6e-17 or 2.8e-17 or 0, in whichever order it is summed; and so through two
    // more layers.
    let layers = vec![
        layer(&[[1.3]], &[0.0], Activation::Tanh),
        layer(&[[0.7]], &[0.0], Activation::Tanh),
        layer(&[[1.0], [1.0], [1.0]], &[0.0; 3], Activation::Tanh),
        layer(&[[0.1, 0.2, -0.3]], &[0.0], Activation::Identity),
    ];
    let report = check(&walk(layers, &[0.4], Some(&[0.0])));
    assert!(report.passed(), "{:#?}", failures(&report));
}

#[test]
fn the_loss_at_its_minimum_passes() {
    let shapes = [shape(6, Activation::Tanh), shape(3, Activation::Gelu)];
    let trace = random_walk(4, &shapes, 3);
    let y = trace.forward().output().map(|a| a * (1.0 + f64::EPSILON));
    let layers = [2, 3].map(|l| trace.network().layer(l).clone()).to_vec();
    let report = check(&walk(layers, trace.input().as_slice(), Some(y.as_slice())));
    assert!(report.passed(), "{:#?}", failures(&report));
}

#[test]
fn large_terms_that_cancel_before_a_curve_pass() {
    // z is what remains of 1e7, and every later derivative inherits its error.
    let layers = vec![
        layer(
            &[[1e7, -1e7], [0.3e7, -0.3e7]],
            &[0.1, 0.2],
            Activation::Tanh,
        ),
        layer(&[[0.3, 0.9]], &[0.1], Activation::Sigmoid),
    ];
    let report = check(&walk(layers, &[0.7, 0.699_999_99], Some(&[1.0])));
    assert!(report.passed(), "{:#?}", failures(&report));
}

fn largest_matrix(units: usize) -> Report {
    let shapes = [
        shape(units, Activation::Softplus),
        shape(2, Activation::Tanh),
    ];
    check(&random_walk(100, &shapes, 5))
}

#[test]
fn two_thousand_entries_are_checked_each_and_more_along_directions() {
    let quantity = Quantity::WeightGradient(2);
    let coverage = |report: &Report| {
        let row = report.rows.iter().find(|row| row.quantity == quantity);
        row.expect("it was checked").coverage
    };
    let (each, beyond) = (largest_matrix(20), largest_matrix(21));
    assert_eq!(coverage(&each), Coverage::Entries(2_000));
    let directions = Coverage::Directions {
        count: 32,
        entries: 2_100,
    };
    assert_eq!(coverage(&beyond), directions);
    for report in [each, beyond] {
        let agree = (Verdict::Agrees, Verdict::Agrees);
        assert_eq!(verdicts(&report, quantity), [agree; 3]);
    }
}

#[test]
fn vectors_too_are_checked_along_directions_and_the_same_ones_each_time() {
    let trace = random_walk(2_001, &[shape(2, Activation::Tanh)], 8);
    let report = check(&trace);
    let directions = Coverage::Directions {
        count: 32,
        entries: 2_001,
    };
    assert_eq!(report.rows[0].coverage, directions);
    assert!(
        report
            .rows
            .iter()
            .all(|row| row.difference.verdict == Verdict::Agrees)
    );
    assert_eq!(report, check(&trace));
}

#[test]
fn a_network_for_digits_is_checked_in_seconds() {
    let shapes = [shape(16, Activation::Relu), shape(10, Activation::Identity)];
    let trace: Trace = random_walk(64, &shapes, 4);
    let start = Instant::now();
    assert!(check(&trace).passed());
    assert!(start.elapsed().as_secs() < 20);
}
