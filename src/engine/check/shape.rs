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
        _ if is_straight || !activation.is_curved() => 0.0,
        // σ″ jumps at 0.
        Activation::Elu { .. } => (z - walked).abs(),
        _ => (z - walked).powi(2),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

    use super::{STRAIGHT, bend};
    use crate::engine::Activation;

    #[test]
    fn a_curve_bends_by_the_square_of_the_step_and_by_the_step_where_its_curvature_jumps() {
        assert_eq!(bend(Activation::Tanh, 1.0, 4.0), 9.0);
        assert_eq!(bend(Activation::Elu { alpha: 0.5 }, 1.0, 4.0), 3.0);
        assert_eq!(bend(Activation::Relu, 1.0, 4.0), 0.0);
        assert_eq!(bend(Activation::Identity, 1.0, 4.0), 0.0);
    }

    #[test]
    fn nothing_bends_within_a_step_far_out_on_one_side() {
        let far = STRAIGHT + 1.0;
        assert_eq!(bend(Activation::Tanh, far, far + 2.0), 0.0);
        assert_eq!(bend(Activation::Tanh, -far, -far - 2.0), 0.0);
        assert_eq!(bend(Activation::Tanh, -far, far), 4.0 * far * far);
        assert_eq!(bend(Activation::Tanh, far, far - 2.0), 4.0);
        assert_eq!(bend(Activation::Tanh, 2.0 - far, -far), 4.0);
    }
}
