//! The logistic sigmoid, by e^{−|z|}, which never overflows.

/// σ(z) = 1/(1 + e⁻ᶻ).
pub(super) fn value(z: f64) -> f64 {
    let e = libm::exp(-z.abs());
    let numerator = if z < 0.0 { e } else { 1.0 };
    numerator / (1.0 + e)
}

/// σ′(z) = σ(z)σ(−z).
pub(super) fn derivative(z: f64) -> f64 {
    let e = libm::exp(-z.abs());
    e / (1.0 + e * (2.0 + e))
}
