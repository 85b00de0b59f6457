//! The hyperbolic tangent and its derivative sech².

/// σ(z) = tanh z.
pub(super) fn value(z: f64) -> f64 {
    libm::tanh(z)
}

/// σ′(z) = sech² z = 4e^{−2|z|}/(1 + e^{−2|z|})².
pub(super) fn derivative(z: f64) -> f64 {
    let e = libm::exp(-2.0 * z.abs());
    super::times_exp(4.0, -2.0 * z.abs()) / (1.0 + e * (2.0 + e))
}
