//! The backward pass: δ⁽ᴸ⁾ from the seed (5.5), δ⁽ˡ⁾ from δ⁽ˡ⁺¹⁾ (5.6), and ∇ₓ = (W⁽²⁾)ᵀδ⁽²⁾.
//!
//! With g⁽ˡ⁾ = ∂/∂a⁽ˡ⁾ and δ⁽ˡ⁾ = ∂/∂z⁽ˡ⁾ of the scalar: δ⁽ˡ⁾ = g⁽ˡ⁾ ⊙ σ′, then through the norm if there is one;
//! g⁽ˡ⁻¹⁾ = (W⁽ˡ⁾)ᵀδ⁽ˡ⁾, plus g⁽ˡ⁾ for a residual. ∇ₓ is g⁽¹⁾: no σ′, because x is not an activation.

use super::{ForwardPass, Layer, LayerForward, Network, Vector, layer_index};

/// What the backward pass made, from the seed g⁽ᴸ⁾ to ∇ₓ.
#[derive(Debug, Clone, PartialEq)]
pub struct BackwardPass {
    /// Layers 2 to L, in that order.
    layers: Vec<LayerBackward>,
    input_gradient: Vector,
}

/// What the backward pass made of layer l; each vector has n_l entries.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerBackward {
    /// g⁽ˡ⁾ = ∂/∂a⁽ˡ⁾: the seed for l = L, the pullback of layer l + 1 below that.
    pub g: Vector,
    /// t⁽ˡ⁾ = γ ⊙ g⁽ˡ⁾ ⊙ σ′(u⁽ˡ⁾) = ∂/∂ẑ⁽ˡ⁾, where the layer has a norm.
    pub t: Option<Vector>,
    /// δ⁽ˡ⁾ = ∂/∂z⁽ˡ⁾ (5.5), (5.6).
    pub delta: Vector,
}

impl BackwardPass {
    /// Carries `seed`, the gradient with respect to a⁽ᴸ⁾, back to x.
    pub(super) fn run(network: &Network, forward: &ForwardPass, seed: Vector) -> Self {
        let mut layers = Vec::with_capacity(network.depth());
        let mut g = seed;
        for l in network.layers().rev() {
            let made = LayerBackward::run(network.layer(l), forward.layer(l), g);
            g = made.pullback(network.layer(l));
            layers.push(made);
        }
        layers.reverse();
        Self {
            layers,
            input_gradient: g,
        }
    }

    /// ∇ₓ for this g⁽ˡ⁾, 1 ≤ l ≤ L; nothing on the way is kept.
    pub(super) fn carry(network: &Network, forward: &ForwardPass, l: usize, g: Vector) -> Vector {
        (2..=l).rev().fold(g, |g, l| {
            LayerBackward::run(network.layer(l), forward.layer(l), g).pullback(network.layer(l))
        })
    }

    /// What was made of layer l, 2 ≤ l ≤ L.
    pub fn layer(&self, l: usize) -> &LayerBackward {
        &self.layers[layer_index(l)]
    }

    /// g⁽ˡ⁾ = ∂/∂a⁽ˡ⁾, 1 ≤ l ≤ L; g⁽¹⁾ is ∇ₓ.
    pub fn g(&self, l: usize) -> &Vector {
        if l == 1 {
            &self.input_gradient
        } else {
            &self.layer(l).g
        }
    }

    /// ∇ₓ = (W⁽²⁾)ᵀδ⁽²⁾, n₁ entries.
    pub const fn input_gradient(&self) -> &Vector {
        &self.input_gradient
    }
}

impl LayerBackward {
    /// The whole of `layer`, from g⁽ˡ⁾ to δ⁽ˡ⁾.
    fn run(layer: &Layer, made: &LayerForward, g: Vector) -> Self {
        let delta = Vector::zeros(g.len());
        let mut back = Self { g, t: None, delta };
        back.rerun(layer, made);
        back
    }

    /// [`run`](Self::run) in its own place, for the g⁽ˡ⁾ that it has now.
    pub(super) fn rerun(&mut self, layer: &Layer, made: &LayerForward) {
        let factors = self.g.as_slice().iter().zip(made.sigma_prime.as_slice());
        for (delta, (g, sigma_prime)) in self.delta.as_mut_slice().iter_mut().zip(factors) {
            *delta = g * sigma_prime;
        }
        if let (Some(norm), Some(normalised)) = (&layer.norm, &made.norm) {
            let t = self.t.get_or_insert_with(|| Vector::zeros(layer.units()));
            t.copy_from(&self.delta);
            t.component_mul_assign(&norm.gamma);
            norm.pullback_into(normalised, t, &mut self.delta);
        }
    }

    /// g⁽ˡ⁻¹⁾.
    fn pullback(&self, layer: &Layer) -> Vector {
        let mut pullback = Vector::zeros(layer.inputs());
        self.pullback_into(layer, &mut pullback);
        pullback
    }

    /// The same, into `pullback`, of n_{l−1} entries.
    pub(super) fn pullback_into(&self, layer: &Layer, pullback: &mut Vector) {
        layer.product_transposed_into(&self.delta, pullback);
        if layer.residual {
            *pullback += &self.g;
        }
    }
}
