//! The activation `silu`, z times the logistic sigmoid.

use super::times_exp;

/// The zero of 1 + z + eᶻ, and so of σ′.
const ZERO: f64 = -1.278_464_542_761_073_7;
/// What `ZERO` lacks of the exact zero.
const ZERO_LOW: f64 = -1.094_699_418_309_343_7e-16;
/// eᶻ at the exact zero, which is −(1 + z).
const EXP_ZERO: f64 = 0.278_464_542_761_073_8;
/// Beyond ±`FAR` the limits are reached, and ∞·0 is not.
const FAR: f64 = 1000.0;

/// σ(z) = z/(1 + e⁻ᶻ).
pub(super) fn value(z: f64) -> f64 {
    if z < -708.0 {
        times_exp(z.max(-FAR), z)
    } else {
        z / (1.0 + libm::exp(-z))
    }
}

/// σ′(z) = (1 + e⁻ᶻ + ze⁻ᶻ)/(1 + e⁻ᶻ)², and for z < 0 the same as eᶻ(1 + z + eᶻ)/(1 + eᶻ)².
pub(super) fn derivative(z: f64) -> f64 {
    let z = z.clamp(-FAR, FAR);
    let e = libm::exp(-z.abs());
    let numerator = if z < 0.0 {
        times_exp(one_plus_z_plus_exp(z, e), z)
    } else {
        1.0 + e + z * e
    };
    numerator / (1.0 + e * (2.0 + e))
}

/// 1 + z + eᶻ for z < 0, where `e` is eᶻ.
///
/// Around its zero z₀ the sum cancels; there it is d + e^{z₀}(eᵈ − 1), d = z − z₀, two terms of the same sign.
fn one_plus_z_plus_exp(z: f64, e: f64) -> f64 {
    if (ZERO - 0.5..ZERO + 0.5).contains(&z) {
        let d = (z - ZERO) - ZERO_LOW;
        d + EXP_ZERO * libm::expm1(d)
    } else {
        1.0 + z + e
    }
}
