//! The logistic sigmoid, by e^{−|z|}, which never overflows.

/// σ(z) = 1/(1 + e⁻ᶻ).
pub(super) fn value(z: f64) -> f64 {
    value_by(z, libm::exp(-z.abs()))
}

/// σ′(z) = σ(z)σ(−z).
pub(super) fn derivative(z: f64) -> f64 {
    derivative_by(libm::exp(-z.abs()))
}

/// Both.
pub(super) fn both(z: f64) -> (f64, f64) {
    let e = libm::exp(-z.abs());
    (value_by(z, e), derivative_by(e))
}

fn value_by(z: f64, e: f64) -> f64 {
    let numerator = if z < 0.0 { e } else { 1.0 };
    numerator / (1.0 + e)
}

fn derivative_by(e: f64) -> f64 {
    e / (1.0 + e * (2.0 + e))
}
