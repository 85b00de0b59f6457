//! The sum of the outputs, what a seed of all ones differentiates: held against dual numbers and the components.

#![expect(clippy::float_cmp, reason = "some of these numbers come out exactly")]

use gradwalk::engine::{Activation, Objective, Quantity, Trace, check};
use num_dual::Dual64;
use proptest::prelude::*;

use crate::{
    fixtures::{all_objectives, cases, layer, walk, walks},
    oracle::DualNetwork,
};

fn sum(trace: &Trace) -> Trace {
    trace
        .with_objective(Objective::Sum)
        .expect("there is always a sum")
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn its_gradient_is_that_of_dual_numbers(trace in walks()) {
        let (walk, network) = (sum(&trace), trace.network());
        let mut duals = DualNetwork::new(network, trace.input().as_slice());
        // What the components' gradients cancel to has the error of the components.
        let size = all_objectives(&trace)[..network.outputs()]
            .iter()
            .map(|component| component.backward().input_gradient().amax())
            .fold(0.0, f64::max);
        for i in 0..network.inputs() {
            duals.x[i].eps = 1.0;
            let exact = duals.output().iter().sum::<Dual64>();
            duals.x[i].eps = 0.0;
            let found = walk.backward().input_gradient()[i];
            let bound = (1e-10 * size * network.outputs() as f64).max(1e-300);
            prop_assert!((found - exact.eps).abs() <= bound, "{found:e} is not {:e}", exact.eps);
            let bound = 1e-10 * trace.forward().output().lp_norm(1).max(1.0);
            prop_assert!((walk.value() - exact.re).abs() <= bound);
        }
    }
}

#[test]
fn the_check_holds_it_no_more_than_before() {
    let layers = vec![layer(&[[2.0], [-2.0]], &[0.0, 1.0], Activation::Tanh)];
    let trace = walk(layers, &[0.3], Some(&[0.5, 1.0]));
    let report = check(&sum(&trace));
    assert!(
        report
            .rows
            .iter()
            .all(|row| row.objective != Objective::Sum)
    );
    assert_eq!(report, check(&trace));
}

#[test]
fn outputs_that_disagree_cancel() {
    let layers = vec![layer(&[[2.0], [-2.0]], &[0.0, 1.0], Activation::Identity)];
    let trace = walk(layers, &[3.0], None);
    let sum = sum(&trace);
    assert_eq!(trace.backward().input_gradient()[0], 2.0);
    assert_eq!(sum.backward().g(2).as_slice(), [1.0, 1.0]);
    assert_eq!(
        (sum.value(), sum.backward().input_gradient()[0]),
        (1.0, 0.0)
    );
}

#[test]
fn the_sum_of_one_output_is_that_output() {
    let layers = vec![layer(&[[2.0, -0.5]], &[0.1], Activation::Tanh)];
    let trace = walk(layers, &[0.3, 0.4], None);
    let sum = sum(&trace);
    assert_eq!(sum.backward(), trace.backward());
    assert_eq!(sum.value(), trace.value());
    assert!(Quantity::WeightGradient(2).value(&sum).is_some());
}
