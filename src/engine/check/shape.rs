//! The shape of σ: where it has a kink, and how much it bends within a step.

use crate::engine::Activation;

/// Further than this from 0 every σ is a straight line to the last bit.
const STRAIGHT: f64 = 800.0;

/// Whether z is on another side of a kink of σ than `walked` is.
pub(super) fn is_across_kink(activation: Activation, z: f64, walked: f64) -> bool {
    activation.has_kink() && z.partial_cmp(&0.0) != walked.partial_cmp(&0.0)
}

/// By what part a quotient over a step from `walked` to z may differ from σ′, whose third derivative is of size 1.
pub(super) fn bend(activation: Activation, z: f64, walked: f64) -> f64 {
    let is_straight = z.min(walked) > STRAIGHT || z.max(walked) < -STRAIGHT;
    match activation {
        _ if is_straight || !is_curved(activation) => 0.0,
        // σ″ jumps at 0.
        Activation::Elu { .. } => (z - walked).abs(),
        _ => (z - walked).powi(2),
    }
}

/// Whether σ′ depends on its argument, but for a jump at 0.
pub(super) const fn is_curved(activation: Activation) -> bool {
    !matches!(
        activation,
        Activation::Identity | Activation::Relu | Activation::LeakyRelu { .. }
    )
}
