//! Norms where squares overflow or digits cancel.

#![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

use gradwalk::engine::{Activation, LayerNorm, Normalised, ShapeError, Trace, Vector, layer_index};

use crate::fixtures::{layer, vector, walk};

fn with_eps(units: usize, eps: f64) -> LayerNorm {
    LayerNorm {
        eps,
        ..LayerNorm::standard(units)
    }
}

fn standard(z: &[f64], eps: f64) -> Normalised {
    with_eps(z.len(), eps).apply(&vector(z))
}

/// δ for this z and this t, ε = 1e-5.
fn delta(z: &[f64], t: &[f64]) -> Vector {
    let norm = LayerNorm::standard(z.len());
    norm.pullback(&norm.apply(&vector(z)), &vector(t))
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    let error = (found - expected).abs();
    assert!(
        error <= 2e-15 * expected.abs(),
        "{found:e} should be {expected:e}"
    );
}

#[test]
fn the_squares_of_a_norm_do_not_overflow() {
    let made = standard(&[1e200, -1e200], 1e-5);
    assert_eq!(made.standard, vector(&[1.0, -1.0]));
    assert_eq!((made.mean, made.deviation), (0.0, 1e200));
    // t = (1, 0) leaves δ = 5e-606, which is 0.
    assert_eq!(delta(&[1e200, -1e200], &[1.0, 0.0]), vector(&[0.0, -0.0]));
    // t = (1, 0, 0) leaves (1 − 1/3 − 1/2)/s, s = 1e200·√(2/3).
    let delta = delta(&[1e200, -1e200, 0.0], &[1.0, 0.0, 0.0]);
    assert_close(delta[0], 1e-200 / 6.0 / (2.0_f64 / 3.0).sqrt());
}

#[test]
fn the_mean_of_a_norm_does_not_overflow() {
    let made = standard(&[1.5e308, 1.35e308], 1e-5);
    assert_close(made.mean, 1.425e308);
    assert_close(made.deviation, 7.5e306);
    assert_close(made.standard[0], 1.0);
    assert_close(made.standard[1], -1.0);
    let apart = standard(&[1.7e308, -1.7e308, -1.7e308], 1e-5);
    assert_close(apart.standard[0], 2.0_f64.sqrt());
}

#[test]
fn equal_entries_of_any_size_have_the_deviation_of_eps() {
    for z in [0.0, 1e-200, 1.0, 1e200] {
        let made = standard(&[z, z], 1e-4);
        assert_close(made.deviation, 1e-2);
        assert_eq!(made.standard, vector(&[0.0, 0.0]), "{z}");
    }
}

#[test]
fn the_squares_of_a_norm_do_not_vanish_beside_the_smallest_eps() {
    // ε = 2⁻¹⁰⁷⁴, so that √ε = 2⁻⁵³⁷; z = ±√ε makes ẑ = ±1/√2.
    let root = 2.0_f64.powi(-537);
    let made = standard(&[root, -root], 5e-324);
    assert_close(made.standard[0], 0.5_f64.sqrt());
    assert_close(made.deviation, root * 2.0_f64.sqrt());
}

#[test]
fn what_a_norm_of_two_units_leaves_keeps_its_digits() {
    // z = ±1000 makes s² = 10⁶ + ε, and of t = (1, 0) there remains ±ε/(2s³) = ±5e-15, almost.
    let found = delta(&[1000.0, -1000.0], &[1.0, 0.0]);
    let exact = 5e-15 * (1.0 - 1.5e-11);
    assert_close(found[0], exact);
    assert_eq!(found[1], -found[0]);
    // As in 0.3 and 0.1, where neither the mean nor ẑ is exact: ±(t₁ − t₂)/2·ε/s³ with s² = 0.01 + ε.
    let found = delta(&[0.3, 0.1], &[0.7, -0.6]);
    assert_close(found[0], 0.65e-5 / 0.010_01_f64.powf(1.5));
    // Nothing is taken out where there is nothing to divide by.
    assert_close(delta(&[2.0, 2.0], &[1.0, 0.0])[0], 0.5 / 1e-5_f64.sqrt());
}

#[test]
fn a_walk_through_a_norm_of_huge_numbers_has_a_gradient() {
    let mut wide = layer(&[[1e200], [-1e200], [0.0]], &[0.0; 3], Activation::Identity);
    wide.norm = Some(LayerNorm::standard(3));
    let layers = vec![wide, layer(&[[1.0, 0.0, 0.0]], &[0.0], Activation::Tanh)];
    let trace: Trace = walk(layers, &[1.0], None);
    assert_close(trace.value(), 1.5_f64.sqrt().tanh());
}

#[test]
fn a_refused_eps_is_told_in_few_digits() {
    let found = -1e-300;
    let error = ShapeError::Eps { layer: 2, found };
    assert_eq!(
        error.to_string(),
        "layer 2: eps must be above 0, found -1e-300"
    );
}

#[test]
fn layer_two_is_the_first_that_has_weights() {
    assert_eq!([2, 3].map(layer_index), [0, 1]);
}
