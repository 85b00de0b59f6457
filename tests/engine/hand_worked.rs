//! Cases small enough to be worked out on paper.

#![expect(clippy::float_cmp, reason = "most of these numbers come out exactly")]

use gradwalk::engine::{Activation, Layer, LayerNorm, Objective, Quantity, Trace};

use crate::fixtures::{layer, vector, walk};

fn with_norm(mut layer: Layer, eps: f64) -> Layer {
    layer.norm = Some(LayerNorm {
        eps,
        ..LayerNorm::standard(layer.units())
    });
    layer
}

fn loss(trace: &Trace) -> Trace {
    trace
        .with_objective(Objective::Loss)
        .expect("there is a target")
}

fn input_gradient(trace: &Trace) -> &[f64] {
    trace.backward().input_gradient().as_slice()
}

fn delta(trace: &Trace, l: usize) -> &[f64] {
    trace.backward().layer(l).delta.as_slice()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= 1e-15,
            "{found} should be {expected}"
        );
    }
}

#[test]
fn the_seed_of_a_single_output_is_one() {
    // z = 2·0 + 0, σ′(0) = 1/4, so δ = 1/4 and ∇ₓ = 2·1/4.
    let trace = walk(
        vec![layer(&[[2.0]], &[0.0], Activation::Sigmoid)],
        &[0.0],
        None,
    );
    assert_eq!(trace.backward().g(2).as_slice(), [1.0]);
    assert_eq!(delta(&trace, 2), [0.25]);
    assert_eq!(input_gradient(&trace), [0.5]);
}

#[test]
fn the_seed_of_a_component_is_its_unit_vector() {
    let layers = vec![layer(
        &[[1.0, 2.0], [3.0, 4.0]],
        &[0.0, 0.0],
        Activation::Identity,
    )];
    let first = walk(layers, &[1.0, 1.0], None);
    let second = first
        .with_objective(Objective::Output { component: 1 })
        .expect("there are two components");
    assert_eq!(
        (first.value(), input_gradient(&first)),
        (3.0, &[1.0, 2.0][..])
    );
    assert_eq!(
        (second.value(), input_gradient(&second)),
        (7.0, &[3.0, 4.0][..])
    );
    assert_eq!(second.backward().g(2).as_slice(), [0.0, 1.0]);
}

#[test]
fn the_seed_of_the_loss_is_the_output_less_the_target() {
    // a = (3, 7), a − y = (2, −3), C = (4 + 9)/2, ∇ₓ = Wᵀ(2, −3), ∂/∂W = (2, −3)(1, 5)ᵀ.
    let layers = vec![layer(
        &[[-2.0, 1.0], [2.0, 1.0]],
        &[0.0, 0.0],
        Activation::Identity,
    )];
    let trace = loss(&walk(layers, &[1.0, 5.0], Some(&[1.0, 10.0])));
    assert_eq!(trace.value(), 6.5);
    assert_eq!(delta(&trace, 2), [2.0, -3.0]);
    assert_eq!(input_gradient(&trace), [-10.0, -1.0]);
    let gradient = Quantity::WeightGradient(2)
        .value(&trace)
        .expect("it is there");
    let rows = [0, 1].map(|j| [gradient.entry(j, 0), gradient.entry(j, 1)]);
    assert_eq!(rows, [[2.0, 10.0], [-3.0, -15.0]]);
}

#[test]
fn at_zero_the_slope_on_the_left_is_taken() {
    let slope = |activation| {
        let trace = walk(vec![layer(&[[1.0]], &[0.0], activation)], &[0.0], None);
        input_gradient(&trace)[0]
    };
    assert_eq!(slope(Activation::Relu), 0.0);
    assert_eq!(slope(Activation::LeakyRelu { alpha: 0.1 }), 0.1);
    assert_eq!(slope(Activation::Elu { alpha: 1.5 }), 1.5);
}

#[test]
fn a_closed_gate_stops_the_gradient() {
    // z⁽²⁾ = (1, −1): only the first unit passes anything on.
    let layers = vec![
        layer(&[[1.0], [-1.0]], &[0.0, 0.0], Activation::Relu),
        layer(&[[3.0, 5.0]], &[0.0], Activation::Identity),
    ];
    let trace = walk(layers, &[1.0], None);
    assert_eq!(delta(&trace, 2), [3.0, 0.0]);
    assert_eq!(input_gradient(&trace), [3.0]);
}

#[test]
fn a_norm_of_one_unit_lets_nothing_through() {
    let layers = vec![
        with_norm(layer(&[[0.7, -0.3]], &[0.2], Activation::Tanh), 1e-5),
        layer(&[[3.0]], &[0.1], Activation::Sigmoid),
    ];
    let trace = walk(layers, &[0.3, 0.4], None);
    assert_eq!(delta(&trace, 2), [0.0]);
    assert_eq!(input_gradient(&trace), [0.0, 0.0]);
    assert_ne!(trace.backward().layer(2).t, Some(vector(&[0.0])));
}

#[test]
fn a_norm_takes_out_the_mean_and_the_part_along_the_standardised() {
    // z = (1, −1, 0): μ = 0, v = 2/3, and ε = 1/3 makes s = 1, ẑ = z. For t = (1, 0, 0) both means are 1/3.
    let identity = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let layers = vec![with_norm(
        layer(&identity, &[0.0; 3], Activation::Identity),
        1.0 / 3.0,
    )];
    let trace = walk(layers, &[1.0, -1.0, 0.0], None);
    assert_close(trace.forward().output().as_slice(), &[1.0, -1.0, 0.0]);
    assert_close(delta(&trace, 2), &[1.0 / 3.0, 0.0, -1.0 / 3.0]);
}

#[test]
fn gamma_multiplies_what_comes_back_through_a_norm() {
    let identity = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let mut layer = with_norm(layer(&identity, &[0.0; 3], Activation::Identity), 1.0 / 3.0);
    let norm = layer.norm.as_mut().expect("it was just given");
    norm.gamma = vector(&[6.0, 1.0, 1.0]);
    norm.beta = vector(&[0.5, 0.5, 0.5]);
    let trace = walk(vec![layer], &[1.0, -1.0, 0.0], None);
    assert_close(trace.forward().output().as_slice(), &[6.5, -0.5, 0.5]);
    assert_close(delta(&trace, 2), &[2.0, 0.0, -2.0]);
}

#[test]
fn a_residual_passes_the_gradient_by() {
    // a = σ(2x − 2) + x, so a = 1/2 + 1 and ∇ₓ = 2·1/4 + 1 at x = 1.
    let mut layer = layer(&[[2.0]], &[-2.0], Activation::Sigmoid);
    layer.residual = true;
    let trace = walk(vec![layer], &[1.0], None);
    assert_eq!(trace.value(), 1.5);
    assert_eq!(delta(&trace, 2), [0.25]);
    assert_eq!(input_gradient(&trace), [1.5]);
}

/// The 1-2-1 network of Hagan et al., *Neural Network Design*, chapter 11: log-sigmoid, then linear, p = 1 and
/// t = 1 + sin(π/4). The book prints a¹ = (0.321, 0.368), a² = 0.446, e = 1.261, and with F = e², whose sensitivities
/// are twice ours, s² = −2.522 and s¹ = (−0.0495, 0.0997).
#[test]
fn the_example_of_hagan_comes_out() {
    let layers = vec![
        layer(&[[-0.27], [-0.41]], &[-0.48, -0.13], Activation::Sigmoid),
        layer(&[[0.09, -0.17]], &[0.48], Activation::Identity),
    ];
    let output = walk(layers, &[1.0], Some(&[1.707_106_781_186_547_5]));
    let forward = output.forward();
    assert_close(forward.layer(2).z.as_slice(), &[-0.75, -0.54]);
    assert_close(
        forward.a(2).as_slice(),
        &[0.320_821_300_824_607, 0.368_187_582_263_898_36],
    );
    assert_close(
        forward.layer(2).sigma_prime.as_slice(),
        &[0.217_894_993_761_814_04, 0.232_625_486_530_563_42],
    );
    assert_close(&[output.value()], &[0.446_282_028_089_351_9]);
    assert_close(delta(&output, 3), &[1.0]);
    assert_close(
        delta(&output, 2),
        &[0.019_610_549_438_563_264, -0.039_546_332_710_195_78],
    );
    assert_close(input_gradient(&output), &[0.010_919_148_062_768_19]);

    let loss = loss(&output);
    assert_close(&[loss.value()], &[0.794_839_529_011_302_1]);
    assert_close(delta(&loss, 3), &[-1.260_824_753_097_195_7]);
    assert_close(
        delta(&loss, 2),
        &[-0.024_725_466_153_976_874, 0.049_860_995_175_232_15],
    );
    assert_close(input_gradient(&loss), &[-0.013_767_132_160_271_426]);
}
