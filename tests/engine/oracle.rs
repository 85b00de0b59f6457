//! Derivatives from num-dual: the forward pass written once more, as the textbook has it, over dual numbers.
//!
//! Every weight and bias is a dual number here, so that a perturbation is an ε put into one of them. Nothing is taken
//! from the engine but the network's numbers.

use std::f64::consts::{PI, SQRT_2};

use gradwalk::engine::{Activation, Layer, Network};
use num_dual::{Dual64, DualNum};

/// A network over dual numbers.
pub struct DualNetwork {
    pub x: Vec<Dual64>,
    pub layers: Vec<DualLayer>,
}

/// Its layer; weights row by row.
pub struct DualLayer {
    pub weights: Vec<Vec<Dual64>>,
    pub bias: Vec<Dual64>,
    like: Layer,
}

impl DualNetwork {
    pub fn new(network: &Network, x: &[f64]) -> Self {
        Self {
            x: x.iter().map(|&x| Dual64::from_re(x)).collect(),
            layers: network
                .layers()
                .map(|l| DualLayer::new(network.layer(l)))
                .collect(),
        }
    }

    /// a⁽ᴸ⁾.
    pub fn output(&self) -> Vec<Dual64> {
        self.layers
            .iter()
            .fold(self.x.clone(), |a, layer| layer.output(&a))
    }
}

impl DualLayer {
    fn new(layer: &Layer) -> Self {
        let row = |j| {
            layer
                .weights
                .row(j)
                .iter()
                .map(|&w| Dual64::from_re(w))
                .collect()
        };
        Self {
            weights: (0..layer.units()).map(row).collect(),
            bias: layer.bias.iter().map(|&b| Dual64::from_re(b)).collect(),
            like: layer.clone(),
        }
    }

    fn output(&self, before: &[Dual64]) -> Vec<Dual64> {
        let dot = |row: &Vec<Dual64>| row.iter().zip(before).map(|(w, a)| w * a).sum::<Dual64>();
        let mut z: Vec<_> = self
            .weights
            .iter()
            .zip(&self.bias)
            .map(|(row, b)| dot(row) + b)
            .collect();
        if let Some(norm) = &self.like.norm {
            let n = z.len() as f64;
            let mean = z.iter().sum::<Dual64>() / n;
            let variance = z.iter().map(|z| (z - mean) * (z - mean)).sum::<Dual64>() / n;
            let one_over_s = (variance + norm.eps).sqrt().recip();
            for (j, z) in z.iter_mut().enumerate() {
                *z = (*z - mean) * one_over_s * norm.gamma[j] + norm.beta[j];
            }
        }
        let mut a: Vec<_> = z.iter().map(|&z| sigma(self.like.activation, z)).collect();
        if self.like.residual {
            for (a, before) in a.iter_mut().zip(before) {
                *a += *before;
            }
        }
        a
    }
}

fn sigma(activation: Activation, z: Dual64) -> Dual64 {
    let one = Dual64::from_re(1.0);
    match activation {
        Activation::Identity => z,
        Activation::Sigmoid => one / (one + (-z).exp()),
        Activation::Tanh => z.sinh() / z.cosh(),
        Activation::Relu | Activation::LeakyRelu { .. } | Activation::Elu { .. } if z.re > 0.0 => z,
        Activation::Relu => Dual64::from_re(0.0),
        Activation::LeakyRelu { alpha } => z * alpha,
        Activation::Elu { alpha } => (z.exp() - 1.0) * alpha,
        Activation::Softplus => (one + z.exp()).ln(),
        Activation::Silu => z / (one + (-z).exp()),
        Activation::Gelu => z * normal(z),
    }
}

/// Φ, whose derivative is the density of the normal distribution.
fn normal(z: Dual64) -> Dual64 {
    let density = (-z.re * z.re / 2.0).exp() / (2.0 * PI).sqrt();
    Dual64::new(libm::erfc(-z.re / SQRT_2) / 2.0, z.eps * density)
}
