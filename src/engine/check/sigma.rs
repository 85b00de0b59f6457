//! σ of a dual number, in forms that neither overflow nor cancel, however far from 0 the argument is.
//!
//! Each is composed of elementary functions whose derivative the dual numbers know. Only Φ is not elementary: its
//! derivative φ is given. What is written here shares nothing with the walk's σ and σ′.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

use num_dual::{Dual64, DualNum};

use crate::engine::Activation;

pub(super) fn sigma(activation: Activation, z: Dual64) -> Dual64 {
    match activation {
        Activation::Identity => z,
        Activation::Sigmoid => logistic(z),
        Activation::Tanh => tanh(z),
        // A product, so that a NaN remains one.
        Activation::Relu => on_the_left(z, |z| z * 0.0),
        Activation::LeakyRelu { alpha } => on_the_left(z, |z| z * alpha),
        Activation::Elu { alpha } => on_the_left(z, |z| z.exp_m1() * alpha),
        Activation::Softplus => {
            let positive_part = on_the_left(z, |_| Dual64::from_re(0.0));
            positive_part + minus_size(z).exp().ln_1p()
        }
        Activation::Silu => z * logistic(z),
        Activation::Gelu => z * normal(z),
    }
}

/// z for z > 0, `left` of z otherwise.
fn on_the_left(z: Dual64, left: impl Fn(Dual64) -> Dual64) -> Dual64 {
    if z.re > 0.0 { z } else { left(z) }
}

/// −|z|, with the derivative +1 at 0.
fn minus_size(z: Dual64) -> Dual64 {
    if z.re > 0.0 { -z } else { z }
}

/// 1/(1 + e⁻ᶻ).
fn logistic(z: Dual64) -> Dual64 {
    let e = minus_size(z).exp();
    let numerator = if z.re > 0.0 { Dual64::from_re(1.0) } else { e };
    numerator / (e + 1.0)
}

/// tanh z.
fn tanh(z: Dual64) -> Dual64 {
    let e = (minus_size(z) * 2.0).exp_m1();
    let minus_size = e / (e + 2.0);
    if z.re > 0.0 { -minus_size } else { minus_size }
}

/// Φ(z), whose derivative is φ(z) = e^(−z²/2)/√(2π).
fn normal(z: Dual64) -> Dual64 {
    let value = 0.5 * libm::erfc(-z.re * FRAC_1_SQRT_2);
    let density = 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2 * (-0.5 * z.re * z.re).exp();
    Dual64::new(value, z.eps * density)
}
