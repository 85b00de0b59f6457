//! The Jacobian ∂a⁽ᴸ⁾/∂x, one backward sweep a row over one forward pass.

use super::{BackwardPass, Matrix, Trace, Vector, objective::unit_vector};

/// Row k of the Jacobian, ∇ₓ a⁽ᴸ⁾ₖ with n₁ entries: the sweep that begins with the seed e_k, whatever the objective of
/// `trace` is. k counts from 0; zeros if the output has no such component.
pub fn jacobian_row(trace: &Trace, k: usize) -> Vector {
    let network = trace.network();
    let seed = unit_vector(network.outputs(), k);
    BackwardPass::carry(network, trace.forward(), network.depth(), seed)
}

/// The Jacobian ∂a⁽ᴸ⁾/∂x, n_L × n₁. It takes n_L backward sweeps.
pub fn jacobian(trace: &Trace) -> Matrix {
    let network = trace.network();
    let mut jacobian = Matrix::zeros(network.outputs(), network.inputs());
    for k in 0..network.outputs() {
        jacobian.set_row(k, &jacobian_row(trace, k).transpose());
    }
    jacobian
}
