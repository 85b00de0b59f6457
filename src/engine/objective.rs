//! Which scalar is differentiated, and the seed of the backward pass, its gradient with respect to a⁽ᴸ⁾.

use super::Vector;

/// The scalar that the walk differentiates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Objective {
    /// One component of the output, a⁽ᴸ⁾ₖ, by its index.
    ///
    /// With more than one output there is no "the gradient of the output": a seed of all ones gives that of the *sum*.
    Output {
        /// k, from 0.
        component: usize,
    },
    /// Σₖ a⁽ᴸ⁾ₖ, the sum of the output's components: what a seed of all ones differentiates.
    Sum,
    /// C = ½‖a⁽ᴸ⁾ − y‖² (5.1): one sample, no 1/N.
    Loss,
}

impl Objective {
    /// The scalar's value at the output `a`. The loss needs the target y, of the same length.
    pub(super) fn value(self, a: &Vector, target: Option<&Vector>) -> f64 {
        match (self, target) {
            (Self::Output { component }, _) => a[component],
            (Self::Sum, _) => a.sum(),
            (Self::Loss, Some(y)) => 0.5 * (a - y).norm_squared(),
            (Self::Loss, None) => f64::NAN,
        }
    }

    /// g⁽ᴸ⁾, the scalar's gradient with respect to a⁽ᴸ⁾: e_k, all ones, or a⁽ᴸ⁾ − y.
    pub(super) fn seed(self, a: &Vector, target: Option<&Vector>) -> Vector {
        match (self, target) {
            (Self::Output { component }, _) => unit_vector(a.len(), component),
            (Self::Sum, _) => Vector::repeat(a.len(), 1.0),
            (Self::Loss, Some(y)) => a - y,
            (Self::Loss, None) => a.map(|_| f64::NAN),
        }
    }
}

/// e_k of so many entries; all zeros if it has no entry k.
pub(super) fn unit_vector(entries: usize, k: usize) -> Vector {
    Vector::from_fn(entries, |i, _| f64::from(u8::from(i == k)))
}
