//! One layer as the paper has it: W, b and σ, with the optional norm and residual.

use super::{Activation, LayerNorm, Matrix, Vector};

/// Layer l of a network, from a⁽ˡ⁻¹⁾ to a⁽ˡ⁾: W is n_l × n_{l−1}, b has n_l entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// W⁽ˡ⁾.
    pub weights: Matrix,
    /// b⁽ˡ⁾.
    pub bias: Vector,
    /// σ of this layer.
    pub activation: Activation,
    /// The norm between z⁽ˡ⁾ and σ, if there is one.
    pub norm: Option<LayerNorm>,
    /// Whether a⁽ˡ⁻¹⁾ is added to σ(·).
    pub residual: bool,
}

impl Layer {
    /// A plain layer, a⁽ˡ⁾ = σ(W a⁽ˡ⁻¹⁾ + b).
    pub const fn new(weights: Matrix, bias: Vector, activation: Activation) -> Self {
        Self {
            weights,
            bias,
            activation,
            norm: None,
            residual: false,
        }
    }

    /// n_l, the number of this layer's units.
    pub fn units(&self) -> usize {
        self.weights.nrows()
    }

    /// n_{l−1}, the number of units that this layer reads.
    pub fn inputs(&self) -> usize {
        self.weights.ncols()
    }

    /// W⁽ˡ⁾ a, without the bias.
    pub fn product(&self, a: &Vector) -> Vector {
        let mut product = Vector::zeros(self.units());
        product.gemv(1.0, &self.weights, a, 0.0);
        product
    }

    /// a⁽ˡ⁾ from a⁽ˡ⁻¹⁾, with nothing kept on the way.
    pub(super) fn output(&self, before: &Vector) -> Vector {
        let mut a = self.product(before);
        a += &self.bias;
        if let Some(norm) = &self.norm {
            a = norm.apply(&a).u;
        }
        a.apply(|z| *z = self.activation.value(*z));
        if self.residual {
            a += before;
        }
        a
    }

    /// W ← W − η δ aᵀ and b ← b − η δ, with δ = ∂C/∂z⁽ˡ⁾ and a = a⁽ˡ⁻¹⁾ as `before`: one step down the gradient (5.7),
    /// (5.8). An entry is w − (η·aₖ)·δⱼ. γ and β of a norm stay.
    pub fn descend(&mut self, rate: f64, delta: &Vector, before: &Vector) {
        for (mut column, a) in self.weights.column_iter_mut().zip(before) {
            column.axpy(-rate * a, delta, 1.0);
        }
        self.bias.axpy(-rate, delta, 1.0);
    }

    /// (W⁽ˡ⁾)ᵀ δ. W itself is read, column by column; no transposed copy is made.
    pub fn product_transposed(&self, delta: &Vector) -> Vector {
        let mut product = Vector::zeros(self.inputs());
        product.gemv_tr(1.0, &self.weights, delta, 0.0);
        product
    }
}
