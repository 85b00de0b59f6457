//! The gradient at the edges of what a network may hold, against dual numbers of a second program and by the check.

use gradwalk::engine::{Activation, Layer, LayerNorm, Objective, Trace, check};

use crate::{
    fixtures::{ACTIVATIONS, layer, walk},
    gradient::{Derivatives, norm},
};

/// The whole gradient, of the output and of the loss, is finite, that of dual numbers, and not failed by the check.
#[track_caller]
fn assert_is_right(trace: &Trace) {
    for objective in [Objective::Output { component: 0 }, Objective::Loss] {
        let trace = trace.with_objective(objective).expect("there is a target");
        let derivatives = Derivatives::new(&trace);
        let (g, exact) = (derivatives.walked(), derivatives.by_duals());
        let error = norm(g.iter().zip(&exact).map(|(g, exact)| g - exact));
        // Numbers that are not normal have fewer digits.
        let scale = norm(g.iter().copied()).max(f64::MIN_POSITIVE);
        assert!(scale.is_finite(), "{g:?} in {trace:#?}");
        assert!(
            error <= 1e-12 * scale,
            "{g:?} should be {exact:?} in {trace:#?}"
        );
    }
    for row in check(trace).rows {
        assert!(row.passed(), "{row:#?} in {trace:#?}");
    }
}

/// Two units whose arguments are those, and one that reads both.
fn pair(activation: Activation, z: [f64; 2]) -> Vec<Layer> {
    let first = layer(&[[z[0]], [z[1]]], &[0.0; 2], activation);
    vec![
        first,
        layer(&[[0.5, -0.25]], &[0.125], Activation::Identity),
    ]
}

fn with_norm(mut layer: Layer) -> Layer {
    layer.norm = Some(LayerNorm::standard(layer.units()));
    layer
}

#[test]
fn a_z_of_exactly_0_is_on_the_left_of_its_kink() {
    for activation in ACTIVATIONS {
        assert_is_right(&walk(pair(activation, [0.0, -0.0]), &[1.0], Some(&[0.5])));
        // All of z is what is left of 1 − 1.
        let cancelled = layer(&[[1.0, -1.0], [2.0, -2.0]], &[0.0; 2], activation);
        let last = layer(&[[0.5, -0.25]], &[0.125], activation);
        assert_is_right(&walk(vec![cancelled, last], &[1.0, 1.0], Some(&[0.5])));
    }
    let slopes = [
        (Activation::Relu, 0.0),
        (Activation::LeakyRelu { alpha: 0.3 }, 0.3),
        (Activation::Elu { alpha: 1.5 }, 1.5),
    ];
    for (activation, slope) in slopes {
        for z in [0.0, -0.0] {
            let trace = walk(pair(activation, [z, z]), &[1.0], None);
            assert_eq!(
                trace.backward().layer(2).delta.as_slice(),
                [0.5 * slope, -0.25 * slope]
            );
        }
    }
}

#[test]
fn logits_of_a_thousand_saturate_and_do_not_overflow() {
    for activation in ACTIVATIONS {
        for z in [[1000.0, -1000.0], [-1000.0, 40.0], [710.0, -745.5]] {
            assert_is_right(&walk(pair(activation, z), &[1.0], Some(&[0.5])));
        }
    }
}

#[test]
fn weights_of_1e150_are_as_good_as_any() {
    for activation in ACTIVATIONS {
        assert_is_right(&walk(
            pair(activation, [1e150, -1e150]),
            &[1.0],
            Some(&[0.5]),
        ));
        assert_is_right(&walk(
            pair(activation, [1e150, -1e150]),
            &[-1e-150],
            Some(&[0.5]),
        ));
        let after = vec![
            layer(&[[0.5], [-0.7]], &[0.1, 0.2], activation),
            layer(&[[1e150, -1e150]], &[0.0], Activation::Identity),
            layer(&[[-1e-150]], &[0.3], activation),
        ];
        assert_is_right(&walk(after, &[0.8], Some(&[0.5])));
    }
}

#[test]
fn inputs_below_the_normal_numbers_are_numbers() {
    for activation in ACTIVATIONS {
        for x in [5e-324, -1e-310] {
            assert_is_right(&walk(pair(activation, [1.5, -0.5]), &[x], Some(&[0.5])));
            assert_is_right(&walk(pair(activation, [1e150, -1e150]), &[x], Some(&[0.5])));
        }
    }
}

#[test]
fn weights_that_are_all_0_give_a_gradient() {
    for activation in ACTIVATIONS {
        for x in [0.0, 1.5] {
            let zeros = || layer(&[[0.0; 3]; 3], &[0.0; 3], activation);
            let last = || layer(&[[0.0; 3]], &[0.0], Activation::Identity);
            assert_is_right(&walk(vec![zeros(), last()], &[x; 3], Some(&[0.5])));
            let mut bypassed = with_norm(zeros());
            bypassed.residual = true;
            let last = layer(&[[0.5, 1.0, -2.0]], &[0.0], Activation::Sigmoid);
            assert_is_right(&walk(vec![bypassed, last], &[x; 3], Some(&[0.5])));
        }
    }
}

#[test]
fn layers_of_one_unit_make_a_chain() {
    for activation in ACTIVATIONS {
        let one = |w: f64| layer(&[[w]], &[0.1], activation);
        assert_is_right(&walk(
            [0.7, -1.3, 1.9, 0.4, -0.6].map(one).to_vec(),
            &[0.8],
            Some(&[0.5]),
        ));
        // A norm of one unit lets nothing through, what goes around it does.
        let mut bypassed = with_norm(one(0.9));
        bypassed.residual = true;
        assert_is_right(&walk(
            vec![one(0.7), bypassed, one(-1.3)],
            &[0.8],
            Some(&[0.5]),
        ));
    }
}

/// ẑ of nearly equal z has lost as many digits as they have in common. Neither program can have more of its gradient
/// than that, and the walk has as much: thirty digits tell.
#[test]
fn a_norm_of_nearly_equal_numbers_is_off_by_its_condition_and_no_more() {
    for apart in [1e-2, 1e-4, 1e-6] {
        let rows = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let mut first = with_norm(layer(&rows, &[0.0; 3], Activation::Tanh));
        if let Some(norm) = &mut first.norm {
            norm.eps = 1e-20;
        }
        let last = layer(&[[0.5, -1.25, 0.7]], &[0.1], Activation::Identity);
        let x = [0.7, 0.7 + apart, 0.7 - 0.4 * apart];
        let trace = walk(vec![first, last], &x, Some(&[0.5]));
        let derivatives = Derivatives::new(&trace);
        let exact = derivatives.by_values();
        let size = norm(exact.iter().copied());
        for g in [derivatives.walked(), derivatives.by_duals()] {
            let error = norm(g.iter().zip(&exact).map(|(g, exact)| g - exact)) / size;
            assert!(
                error <= 16.0 * f64::EPSILON / apart,
                "{error:e} at {apart:e}"
            );
        }
        for row in check(&trace).rows {
            assert!(row.passed(), "{row:#?} at {apart:e}");
        }
    }
}
