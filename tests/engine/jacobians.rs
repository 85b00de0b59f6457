//! The Jacobian against dual numbers and the goldens.

use gradwalk::engine::{Objective, Quantity, Vector, jacobian, jacobian_row};
use proptest::prelude::*;

use crate::{
    fixtures::{all_objectives, cases, walks},
    golden_files::paths,
    goldens,
    oracle::DualNetwork,
};

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn its_columns_are_those_of_dual_numbers(trace in walks()) {
        let network = trace.network();
        let found = jacobian(&trace);
        prop_assert_eq!(found.shape(), (network.outputs(), network.inputs()));
        let mut duals = DualNetwork::new(network, trace.input().as_slice());
        // The sum of absolute terms bounds what an entry may have cancelled from.
        let size = found.amax().max(1.0);
        for i in 0..network.inputs() {
            duals.x[i].eps = 1.0;
            let column: Vec<f64> = duals.output().iter().map(|a| a.eps).collect();
            duals.x[i].eps = 0.0;
            for (k, exact) in column.iter().enumerate() {
                let error = (found[(k, i)] - exact).abs();
                prop_assert!(error <= 1e-10 * size, "{k},{i}: {} is not {exact}", found[(k, i)]);
            }
        }
    }

    #[test]
    fn its_rows_are_the_input_gradients_whatever_is_differentiated(trace in walks()) {
        let outputs = trace.network().outputs();
        let walks = all_objectives(&trace);
        for (k, walk) in walks[..outputs].iter().enumerate() {
            prop_assert_eq!(&jacobian_row(&walks[outputs], k), walk.backward().input_gradient());
        }
        prop_assert_eq!(jacobian_row(&trace, outputs), Vector::zeros(trace.network().inputs()));
    }
}

#[test]
fn its_rows_are_those_of_the_goldens() {
    let mut rows = 0;
    for path in paths() {
        let (trace, entries) = goldens::numbers_of(&path);
        let found = jacobian(&trace);
        for (objective, gradient) in entries {
            let Objective::Output { component } = objective else {
                continue;
            };
            let largest = gradient.iter().fold(0.0_f64, |max, g| max.max(g.abs()));
            for (i, exact) in gradient.iter().enumerate() {
                let error = (found[(component, i)] - exact).abs();
                let bound = (1e-12 * exact.abs()).max(4e-14 * largest).max(1e-300);
                assert!(error <= bound, "{}: {component},{i}", path.display());
            }
            rows += 1;
        }
        let sum = trace
            .with_objective(Objective::Sum)
            .expect("there is always a sum");
        let ones = Vector::repeat(trace.network().outputs(), 1.0);
        let summed = found.tr_mul(&ones);
        let gradient = Quantity::G(1).value(&sum).expect("it is there");
        for i in 0..summed.len() {
            let size: f64 = found.column(i).iter().map(|entry| entry.abs()).sum();
            assert!((summed[i] - gradient.entry(i, 0)).abs() <= 1e-13 * size);
        }
    }
    assert!(rows >= 10, "{rows}");
}
