//! The activation `gelu`, the exact one: z times the normal distribution function Φ.

use super::times_exp;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// What `FRAC_1_SQRT_2` lacks of 1/√2.
const FRAC_1_SQRT_2_LOW: f64 = -4.833_646_656_726_457e-17;
/// 1/√(2π).
const FRAC_1_SQRT_2PI: f64 = 0.398_942_280_401_432_7;
/// What `FRAC_1_SQRT_2PI` lacks of 1/√(2π).
const FRAC_1_SQRT_2PI_LOW: f64 = -2.492_327_202_277_73e-17;
/// The zero of σ′.
const ZERO: f64 = -0.751_791_524_693_564_5;
/// What `ZERO` lacks of the exact zero.
const ZERO_LOW: f64 = 1.495_675_917_700_988_3e-17;
/// Below −`TAIL` Φ comes from its asymptotic series: erfc is soon subnormal where zΦ is not. (In σ′ it is small beside zφ.)
const TAIL: f64 = 36.0;
/// Beyond ±`FAR` the limits are reached.
const FAR: f64 = 40.0;

/// σ(z) = zΦ(z).
pub(super) fn value(z: f64) -> f64 {
    if z < -FAR {
        -0.0
    } else if z < -TAIL {
        times_density(-tail_series(z), z)
    } else if z > FAR {
        z
    } else {
        z * distribution(z)
    }
}

/// σ′(z) = Φ(z) + zφ(z).
pub(super) fn derivative(z: f64) -> f64 {
    if z < -FAR {
        -0.0
    } else if (-2.0..-0.35).contains(&z) {
        let d = (z - ZERO) - ZERO_LOW;
        times_density(ratio_by(d), z)
    } else if z > FAR {
        1.0
    } else {
        distribution(z) + times_density(z, z)
    }
}

/// Φ(z) = ½ erfc(−z/√2) for |z| ≤ `FAR`.
///
/// In the tail erfc magnifies the rounding of its argument t by 2t², so what t lacks goes in by the first derivative.
fn distribution(z: f64) -> f64 {
    let t = -z * FRAC_1_SQRT_2;
    let lacking = libm::fma(-z, FRAC_1_SQRT_2, -t) - z * FRAC_1_SQRT_2_LOW;
    0.5 * (libm::erfc(t) - FRAC_2_SQRT_PI * libm::exp(-t * t) * lacking)
}

/// factor·φ(z), φ the normal density, for |z| ≤ `FAR`.
///
/// The exponential magnifies the rounding of z² by z²/2, so z² is split into the exact square of z's upper half and
/// the small rest.
fn times_density(factor: f64, z: f64) -> f64 {
    let upper = f64::from_bits(z.to_bits() & !0x07ff_ffff);
    let rest = (z - upper) * (z + upper);
    let small = FRAC_1_SQRT_2PI * libm::expm1(-0.5 * rest) + FRAC_1_SQRT_2PI_LOW;
    times_exp(factor * (FRAC_1_SQRT_2PI + small), -0.5 * upper * upper)
}

/// −zΦ(z)/φ(z) = 1 − 1/z² + 1·3/z⁴ − 1·3·5/z⁶ + … for z < −`TAIL`.
fn tail_series(z: f64) -> f64 {
    let q = 1.0 / (z * z);
    [11.0, 9.0, 7.0, 5.0, 3.0, 1.0]
        .iter()
        .fold(1.0, |sum, odd| 1.0 - odd * q * sum)
}

/// σ′(z)/φ(z), where d is z less the zero of σ′: the Taylor series there, as the sum Φ + zφ cancels.
fn ratio_by(d: f64) -> f64 {
    RATIO.iter().rev().fold(0.0, |sum, term| sum * d + term)
}

/// The Taylor coefficients of h = σ′/φ at its zero z₀: h′ = 2 − z² + zh makes (n + 1)hₙ₊₁ the sum of z₀hₙ, hₙ₋₁ and
/// the coefficient of dⁿ in 2 − z². Their number is what |d| < 1.25 takes.
const RATIO: [f64; 44] = {
    let mut h = [0.0; 44];
    h[1] = 2.0 - ZERO * ZERO;
    h[2] = (ZERO * h[1] - 2.0 * ZERO) / 2.0;
    h[3] = (ZERO * h[2] + h[1] - 1.0) / 3.0;
    let mut n = 3;
    while n < 43 {
        h[n + 1] = (ZERO * h[n] + h[n - 1]) / (n + 1) as f64;
        n += 1;
    }
    h
};
