//! One layer as the paper has it: W, b and σ, with the optional norm and residual.

use super::{Activation, LayerNorm, Matrix, Vector};

/// How many columns of W are added up in one go.
const AT_ONCE: usize = 4;

/// Below so many units nalgebra's gemv_tr adds up one product after another; that can be had for less than its call.
const FEW: usize = 8;

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
        self.product_into(a, &mut product);
        product
    }

    /// The same, into `product`, of n_l entries.
    pub(super) fn product_into(&self, a: &Vector, product: &mut Vector) {
        let (units, product) = (self.units(), product.as_mut_slice());
        let (column, columns) = self.weights.as_slice().split_at(units);
        let a = a.as_slice();
        for (sum, w) in product.iter_mut().zip(column) {
            *sum = w * a[0];
        }
        // Column after column, which is the order of a written-out sum; several at once while the sum is at hand.
        let mut rest = columns.chunks_exact(units * AT_ONCE);
        let mut blocks = a[1..].chunks_exact(AT_ONCE);
        for (columns, a) in (&mut rest).zip(&mut blocks) {
            let (first, columns) = columns.split_at(units);
            let (second, columns) = columns.split_at(units);
            let (third, fourth) = columns.split_at(units);
            let columns = first.iter().zip(second).zip(third.iter().zip(fourth));
            for (sum, ((w0, w1), (w2, w3))) in product.iter_mut().zip(columns) {
                *sum = (((*sum + w0 * a[0]) + w1 * a[1]) + w2 * a[2]) + w3 * a[3];
            }
        }
        let columns = rest.remainder().chunks_exact(units);
        for (column, a) in columns.zip(blocks.remainder()) {
            for (sum, w) in product.iter_mut().zip(column) {
                *sum += w * a;
            }
        }
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

    /// (W⁽ˡ⁾)ᵀ δ. W itself is read, column by column; no transposed copy is made.
    pub fn product_transposed(&self, delta: &Vector) -> Vector {
        let mut product = Vector::zeros(self.inputs());
        self.product_transposed_into(delta, &mut product);
        product
    }

    /// The same, into `product`, of n_{l−1} entries.
    pub(super) fn product_transposed_into(&self, delta: &Vector, product: &mut Vector) {
        let units = self.units();
        if units >= FEW {
            product.gemv_tr(1.0, &self.weights, delta, 0.0);
            return;
        }
        let columns = self.weights.as_slice().chunks_exact(units);
        for (sum, column) in product.as_mut_slice().iter_mut().zip(columns) {
            let products = column.iter().zip(delta.as_slice());
            *sum = products.fold(0.0, |sum, (w, delta)| sum + w * delta);
        }
    }

    /// One step of gradient descent of the rate η: W ← W − η ∂/∂W with ∂/∂W = δ aᵀ (5.8), b ← b − η δ (5.7), where δ is
    /// δ⁽ˡ⁾ and a is a⁽ˡ⁻¹⁾. The γ and β of a norm stay.
    pub fn descend(&mut self, rate: f64, delta: &Vector, a: &Vector) {
        // Slices: on layers of a few units nalgebra's own iterators take longer than the arithmetic.
        let delta = delta.as_slice();
        let columns = self.weights.as_mut_slice().chunks_exact_mut(delta.len());
        for (column, a) in columns.zip(a.as_slice()) {
            for (w, delta) in column.iter_mut().zip(delta) {
                *w -= rate * (delta * a);
            }
        }
        for (b, delta) in self.bias.as_mut_slice().iter_mut().zip(delta) {
            *b -= rate * delta;
        }
    }
}
