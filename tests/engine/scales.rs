//! The check beyond ordinary numbers: what is right passes at every scale, what cannot be judged is named.

use gradwalk::engine::{
    Activation, LayerNorm, Objective, Quantity, Reason, Report, Verdict, check,
};

use crate::fixtures::{layer, walk};

#[track_caller]
fn assert_passes(report: &Report) {
    for row in &report.rows {
        assert!(row.passed(), "{row:#?}");
    }
}

/// What differences say of ∇ₓ of this objective.
fn of_differences(report: &Report, objective: Objective) -> Verdict {
    let mut rows = report.rows.iter();
    let row = rows.find(|row| (row.quantity, row.objective) == (Quantity::G(1), objective));
    row.expect("it was checked").difference.verdict
}

#[test]
fn a_step_far_above_the_values_of_a_loss_fails_nothing() {
    for x in [1e-8, 1e-11, 1e-13, 1e-15, 1e-200] {
        let layers = vec![layer(&[[1.0]], &[0.0], Activation::Identity)];
        let report = check(&walk(layers, &[x], Some(&[0.0])));
        assert_passes(&report);
        let verdict = of_differences(&report, Objective::Loss);
        let expected = if x < 1e-9 {
            Verdict::Meaningless(Reason::Truncation)
        } else {
            Verdict::Agrees
        };
        assert_eq!(verdict, expected, "{x:e}");
    }
}

#[test]
fn a_step_far_above_the_deviation_of_a_norm_fails_nothing() {
    for eps in [5e-324, 1e-100, 1e-12] {
        let rows = [[1.0, 0.5], [1.0, 0.5], [1.0, 0.5]];
        let mut equal = layer(&rows, &[0.0; 3], Activation::Identity);
        equal.norm = Some(LayerNorm {
            eps,
            ..LayerNorm::standard(3)
        });
        let layers = vec![
            equal,
            layer(&[[0.3, 0.2, 0.9]], &[0.1], Activation::Identity),
        ];
        let report = check(&walk(layers, &[0.3, 0.4], Some(&[1.0])));
        assert_passes(&report);
        let rows = &mut report.rows.iter();
        let delta = rows.find(|row| row.quantity == Quantity::Delta(2));
        assert_eq!(
            delta.map(|row| row.difference.verdict),
            Some(Verdict::Meaningless(Reason::Truncation)),
            "{eps:e}"
        );
    }
}

#[test]
fn a_step_far_above_the_bend_of_an_activation_fails_nothing() {
    let activations = [Activation::Tanh, Activation::Silu, Activation::Softplus];
    for activation in activations {
        for x in [0.0, 1e-12] {
            let layers = vec![layer(&[[1e12]], &[0.0], activation)];
            let report = check(&walk(layers, &[x], None));
            assert_passes(&report);
            let first = Objective::Output { component: 0 };
            let expected = Verdict::Meaningless(Reason::Truncation);
            assert_eq!(of_differences(&report, first), expected, "{activation:?}");
        }
    }
}

#[test]
fn a_norm_of_huge_numbers_agrees_with_dual_numbers() {
    let rows = [[1e200, 0.0], [0.0, 1e200], [-1e200, 1e200]];
    let mut huge = layer(&rows, &[0.0; 3], Activation::Tanh);
    huge.norm = Some(LayerNorm::standard(3));
    let layers = vec![huge, layer(&[[0.3, 0.2, 0.9]], &[0.1], Activation::Sigmoid)];
    let report = check(&walk(layers, &[0.3, 0.4], Some(&[1.0])));
    assert_passes(&report);
    let dual = report.rows[0].dual;
    assert_eq!(dual.verdict, Verdict::Agrees);
}
