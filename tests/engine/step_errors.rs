//! The rows of the check one by one, and the error of a central difference over its step.

#![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

use gradwalk::engine::{
    Activation, Entry, Objective, Quantity, StepErrors, Trace, check, checked, checks,
    checks_while, step_errors,
};

use crate::{
    fixtures::{all_objectives, layer, walk},
    goldens,
};

/// An entry of each kind of derivative in each layer of `trace`.
fn derivatives(trace: &Trace) -> Vec<Entry> {
    let network = trace.network();
    let of_layer = |l| {
        let (j, k) = (network.units(l) - 1, network.units(l - 1) - 1);
        [
            Entry::of(Quantity::Delta(l), j),
            Entry::of(Quantity::BiasGradient(l), j),
            Entry::at(Quantity::WeightGradient(l), j, k),
        ]
    };
    let first = Entry::of(Quantity::G(1), network.inputs() - 1);
    [first]
        .into_iter()
        .chain(network.layers().flat_map(of_layer))
        .collect()
}

fn errors(trace: &Trace, entry: Entry) -> StepErrors {
    step_errors(trace, entry).expect("it is a derivative")
}

/// The largest error among the steps between `from` and `to`.
fn largest(errors: &StepErrors, from: f64, to: f64) -> f64 {
    let within = errors
        .points
        .iter()
        .filter(|(h, _)| (from..=to).contains(h));
    within.map(|(_, error)| *error).fold(0.0, f64::max)
}

/// The step with the least error, and the error, each error the largest of three: a single one may be small by luck.
fn bottom(errors: &StepErrors) -> (f64, f64) {
    let worst = |three: &[(f64, f64)]| three.iter().map(|(_, error)| *error).fold(0.0, f64::max);
    let points = errors
        .points
        .windows(3)
        .map(|three| (three[1].0, worst(three)));
    points
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .expect("there are points")
}

#[test]
fn a_smooth_network_draws_a_v() {
    let walks = [
        goldens::built_in("default"),
        goldens::golden("tanh-3-4-4-1"),
    ];
    for trace in walks.iter().flat_map(all_objectives) {
        for entry in derivatives(&trace) {
            let found = errors(&trace, entry);
            let what = format!("{entry:?} under {:?}: {found:?}", trace.objective());
            // x and the weights are all below 2 here.
            let size = found.rule / f64::EPSILON.cbrt();
            assert!((1.0..2.0).contains(&size), "{what}");
            let (best, least) = bottom(&found);
            assert!(least < 1e-7, "{what}");
            assert!((best / found.rule).log10().abs() <= 1.5, "{what}");
            // By h² on the right: a decade makes a hundredfold, two points apart.
            for at in [2, 3, 4] {
                let rise = found.points[at].1 / found.points[at + 2].1;
                assert!((30.0..300.0).contains(&rise), "{rise}: {what}");
            }
            // By 1/h on the left, but for the luck of single roundings.
            let fall = largest(&found, 1e-14, 1e-12) / largest(&found, 1e-11, 1e-9);
            assert!((30.0..30_000.0).contains(&fall), "{fall}: {what}");
        }
    }
}

#[test]
fn its_numbers_are_the_walks_and_those_of_dual_numbers() {
    let trace = goldens::golden("mixed");
    for trace in all_objectives(&trace) {
        let sum = trace
            .with_objective(Objective::Sum)
            .expect("there is always a sum");
        for trace in [trace, sum] {
            for entry in derivatives(&trace) {
                let found = errors(&trace, entry);
                assert_eq!(Some(found.value), entry.value(&trace));
                let error = (found.value - found.exact).abs();
                assert!(error <= 1e-12 * found.exact.abs(), "{entry:?}: {found:?}");
            }
        }
    }
}

#[test]
fn the_steps_go_down_from_the_size_of_what_is_moved() {
    let trace = walk(
        vec![layer(&[[0.01]], &[0.2], Activation::Tanh)],
        &[40.0],
        None,
    );
    let of = |entry| errors(&trace, entry);
    let (input, weight) = (
        of(Entry::of(Quantity::G(1), 0)),
        of(Entry::at(Quantity::WeightGradient(2), 0, 0)),
    );
    for (found, size) in [(&input, 40.0), (&weight, 1.0)] {
        assert_eq!(found.points.len(), 32);
        assert_eq!(found.points[0].0, size);
        assert!((found.points[31].0 / size / 1e-15_f64 * 10_f64.sqrt() - 1.0).abs() < 1e-12);
        assert!(found.points.is_sorted_by(|one, next| one.0 > next.0));
        assert_eq!(found.rule, f64::EPSILON.cbrt() * size);
    }
    // So small a step is a few ulps of 40, and most of the digits are gone.
    assert!(input.points[31].1 > 1e-3, "{input:?}");
}

#[test]
fn a_straight_line_has_no_error_where_nothing_is_rounded() {
    let trace = walk(
        vec![layer(&[[2.0]], &[0.0], Activation::Identity)],
        &[1.0],
        None,
    );
    let found = errors(&trace, Entry::of(Quantity::G(1), 0));
    assert_eq!((found.exact, found.points[0]), (2.0, (1.0, 0.0)));
    let zero = walk(
        vec![layer(&[[0.0]], &[0.5], Activation::Tanh)],
        &[1.0],
        None,
    );
    let found = errors(&zero, Entry::of(Quantity::G(1), 0));
    assert_eq!(found.exact, 0.0);
    assert!(found.points.iter().all(|(_, error)| *error == 0.0));
}

#[test]
fn what_is_not_finite_stays_so() {
    let huge = || layer(&[[1e200]], &[0.0], Activation::Identity);
    let trace = walk(vec![huge(), huge()], &[1.0], None);
    let found = errors(&trace, Entry::of(Quantity::G(1), 0));
    assert!(!found.exact.is_finite() && !found.value.is_finite());
    assert!(found.points.iter().all(|(_, error)| !error.is_finite()));
}

#[test]
fn only_derivatives_of_the_scalar_have_a_v() {
    let trace = goldens::built_in("default");
    for entry in [
        Entry::of(Quantity::A(1), 0),
        Entry::of(Quantity::G(2), 0),
        Entry::of(Quantity::Z(2), 0),
        Entry::of(Quantity::G(1), 2),
        Entry::of(Quantity::Delta(9), 0),
        Entry::of(Quantity::Delta(1), 0),
        Entry::at(Quantity::WeightGradient(2), 0, 2),
    ] {
        assert_eq!(step_errors(&trace, entry), None, "{entry:?}");
    }
}

#[test]
fn the_rows_of_the_check_come_one_by_one_and_are_the_same() {
    for name in ["default", "layer-norm", "higham"] {
        let trace = goldens::built_in(name);
        let rows: Vec<_> = checks(&trace).collect();
        assert_eq!(rows, check(&trace).rows);
        let first = checks(&trace).next().expect("there is a row");
        assert_eq!(first, rows[0]);
        let mut quantities: Vec<_> = rows.iter().map(|row| row.quantity).collect();
        quantities.dedup();
        assert!(checked(trace.network()).eq(quantities));
    }
}

#[test]
fn a_check_that_is_not_wanted_any_more_ends_after_whole_quantities() {
    let trace = goldens::built_in("higham");
    let all = check(&trace).rows;
    // x has two entries, and so has z of layer 2: the sixth perturbation is never made.
    let mut asked = 0;
    let rows = checks_while(&trace, || {
        asked += 1;
        asked <= 5
    });
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows, all[..6]);
    assert_eq!(asked, 6);
}

#[test]
fn the_step_of_the_rule_has_its_quotient_and_its_error() {
    let trace = goldens::built_in("default");
    for entry in derivatives(&trace) {
        let found = errors(&trace, entry);
        let (quotient, error) = found.at_rule;
        assert!(found.is_relative);
        assert_eq!(error, (quotient - found.exact).abs() / found.exact.abs());
        assert!(error < 1e-7, "{entry:?}: {found:?}");
    }
}

#[test]
fn where_the_derivative_is_0_errors_are_absolute() {
    // Just on its kink a relu has the slope 0; to the right it is 1.
    let relu = layer(&[[1.0]], &[0.0], Activation::Relu);
    let trace = walk(vec![relu], &[0.0], None);
    let found = errors(&trace, Entry::of(Quantity::G(1), 0));
    assert!(!found.is_relative);
    assert_eq!(found.exact, 0.0);
    assert!(
        found.points.iter().all(|(_, error)| *error == 0.5),
        "{found:?}"
    );
}
