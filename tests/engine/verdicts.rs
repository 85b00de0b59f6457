//! What the check's report comes to, how much of a walk it judged, and where it has nothing to say.

use std::cell::Cell;

use gradwalk::engine::{
    Activation, Coverage, Quantity, Reason, Report, Trace, Verdict, check, checks_while,
};

use crate::fixtures::{ACTIVATIONS, Shape, has_kink, layer, random_walk, walk};

const SILENT: Verdict = Verdict::Meaningless(Reason::Rounding);

fn one_unit() -> Trace {
    walk(
        vec![layer(&[[2.0]], &[0.1], Activation::Tanh)],
        &[0.3],
        None,
    )
}

/// The verdicts of both methods on ∇ₓ.
fn of_input(trace: &Trace) -> (Verdict, Verdict) {
    let report = check(trace);
    let row = &report.rows[0];
    assert_eq!(row.quantity, Quantity::G(1));
    (row.dual.verdict, row.difference.verdict)
}

#[test]
fn one_contradiction_of_either_method_fails_the_row_and_the_report() {
    let right = check(&one_unit());
    assert!(right.passed() && right.rows.iter().all(gradwalk::engine::Row::passed));
    for at in 0..right.rows.len() {
        let mut wrong = right.clone();
        wrong.rows[at].dual.verdict = Verdict::Fails;
        assert!(!wrong.rows[at].passed() && !wrong.passed());
        let mut wrong = right.clone();
        wrong.rows[at].difference.verdict = Verdict::Fails;
        assert!(!wrong.rows[at].passed() && !wrong.passed());
    }
}

#[test]
fn a_report_that_judged_nothing_has_not_passed() {
    let mut report = check(&one_unit());
    assert_eq!(report.unjudged(), 0);
    let rows = report.rows.len();
    for at in 0..rows {
        report.rows[at].dual.verdict = SILENT;
        assert_eq!(report.unjudged(), at, "the other method has a word");
        report.rows[at].difference.verdict = SILENT;
        assert_eq!(report.unjudged(), at + 1);
        assert_eq!(report.passed(), at + 1 < rows);
    }
    assert!(!Report::default().passed());
}

#[test]
fn each_entry_is_judged_once_or_each_direction() {
    let shape = |units, activation| Shape {
        units,
        activation,
        norm: false,
        residual: false,
    };
    let shapes = [
        shape(21, Activation::Softplus),
        shape(2, Activation::Sigmoid),
    ];
    for row in check(&random_walk(100, &shapes, 5)).rows {
        let expected = match row.coverage {
            Coverage::Entries(entries) => entries,
            Coverage::Directions { count, entries } => {
                assert_eq!(entries, 2_100);
                count
            }
        };
        assert_eq!(row.dual.judged, expected, "{row:?}");
        assert_eq!(row.difference.judged, expected, "{row:?}");
    }
}

#[test]
fn differences_have_a_word_on_a_norm() {
    let shape = |norm| Shape {
        units: 4,
        activation: Activation::Tanh,
        norm,
        residual: false,
    };
    let report = check(&random_walk(3, &[shape(true), shape(false)], 2));
    for row in report.rows {
        assert_eq!(row.difference.verdict, Verdict::Agrees, "{row:?}");
        assert_eq!(row.difference.left_out, None, "{row:?}");
    }
}

#[test]
fn at_zero_both_methods_have_the_slope_of_what_has_no_kink() {
    for activation in ACTIVATIONS {
        if !has_kink(activation) {
            let trace = walk(vec![layer(&[[1.0]], &[0.0], activation)], &[0.0], None);
            let agree = (Verdict::Agrees, Verdict::Agrees);
            assert_eq!(of_input(&trace), agree, "{activation:?}");
        }
    }
}

#[test]
fn where_rounding_decides_on_which_side_of_a_kink_z_is_neither_method_has_a_word() {
    // In floating point −0.9 + 0.1 + 0.8 is 0, and 0.8 − 0.9 + 0.1 is not; and the other way round.
    for weights in [[-0.9, 0.1], [-0.9, 0.8]] {
        let bias = 0.9 - (weights[1] * 10.0_f64).round() / 10.0;
        let bias = (bias * 10.0).round() / 10.0;
        let relu = layer(&[weights], &[bias], Activation::Relu);
        let kink = Verdict::Meaningless(Reason::Kink);
        let trace = walk(vec![relu], &[1.0, 1.0], None);
        assert_eq!(of_input(&trace), (kink, kink), "{weights:?}");
    }
}

#[test]
fn a_step_that_is_too_coarse_is_named_however_small_the_slope_is() {
    let layers = vec![
        layer(&[[1e8]], &[0.0], Activation::Tanh),
        layer(&[[1e-16]], &[0.0], Activation::Identity),
    ];
    let expected = (Verdict::Agrees, Verdict::Meaningless(Reason::Truncation));
    assert_eq!(of_input(&walk(layers, &[2e-9], None)), expected);
}

#[test]
fn a_check_that_is_given_up_within_a_pass_shows_no_row_of_it() {
    let shape = |units| Shape {
        units,
        activation: Activation::Tanh,
        norm: false,
        residual: false,
    };
    // Large enough for somebody to be asked within a pass.
    let trace = random_walk(3, &[shape(256), shape(256), shape(1)], 3);
    let asked = Cell::new(0);
    let rows = |until: usize| -> Vec<_> {
        asked.set(0);
        let keep_on = || {
            asked.set(asked.get() + 1);
            asked.get() <= until
        };
        checks_while(&trace, keep_on).take(2).collect()
    };
    // ∇ₓ for the output and for the loss.
    let all = rows(usize::MAX);
    let asks = asked.get();
    assert!(asks > 3 + 1, "not within a pass");
    for until in [asks - 1, asks - 2, asks / 2, 0] {
        assert_eq!(rows(until), [], "given up after {until} of {asks}");
    }
    assert_eq!(rows(asks), all);
}
