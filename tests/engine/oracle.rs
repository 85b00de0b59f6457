//! The forward pass written once more, as the textbook has it, over any kind of number.
//!
//! Over dual numbers it gives derivatives: every weight and bias is a number of that kind, so that a perturbation is an
//! ε put into one of them. Nothing is taken from the engine but the network's numbers.

use std::ops::Add;

use gradwalk::engine::{Activation, Layer, LayerNorm, Network};
use num_dual::Dual64;

use crate::{fixtures::has_kink, scalar::Scalar};

/// A network over the numbers `S`, with its input.
pub struct Oracle<S> {
    pub x: Vec<S>,
    pub layers: Vec<OracleLayer<S>>,
}

/// A network over dual numbers.
pub type DualNetwork = Oracle<Dual64>;

/// Its layer; weights row by row.
pub struct OracleLayer<S> {
    pub weights: Vec<Vec<S>>,
    pub bias: Vec<S>,
    activation: Activation,
    norm: Option<LayerNorm>,
    residual: bool,
}

/// One number that a network reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// xᵢ.
    Input(usize),
    /// Wⱼₖ of a layer, the first being 0.
    Weight(usize, usize, usize),
    /// bⱼ of a layer.
    Bias(usize, usize),
}

impl<S: Scalar> Oracle<S> {
    pub fn new(network: &Network, x: &[f64]) -> Self {
        Self {
            x: x.iter().map(|&x| S::of(x)).collect(),
            layers: network
                .layers()
                .map(|l| OracleLayer::new(network.layer(l)))
                .collect(),
        }
    }

    /// a⁽ᴸ⁾.
    pub fn output(&self) -> Vec<S> {
        self.layers
            .iter()
            .fold(self.x.clone(), |a, layer| layer.output(&a, |_| ()))
    }

    /// The arguments of the activations that have a kink, which is at 0.
    pub fn near_kinks(&self) -> Vec<f64> {
        let mut near = Vec::new();
        self.layers.iter().fold(self.x.clone(), |a, layer| {
            layer.output(&a, |arguments| {
                if has_kink(layer.activation) {
                    near.extend(arguments.iter().map(|z| z.value()));
                }
            })
        });
        near
    }

    /// All that may be perturbed.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<_> = (0..self.x.len()).map(Place::Input).collect();
        for (l, layer) in self.layers.iter().enumerate() {
            for (j, row) in layer.weights.iter().enumerate() {
                places.push(Place::Bias(l, j));
                places.extend((0..row.len()).map(|k| Place::Weight(l, j, k)));
            }
        }
        places
    }

    /// The number there.
    pub fn at(&mut self, place: Place) -> &mut S {
        match place {
            Place::Input(i) => &mut self.x[i],
            Place::Weight(l, j, k) => &mut self.layers[l].weights[j][k],
            Place::Bias(l, j) => &mut self.layers[l].bias[j],
        }
    }

    /// What `ask` finds while another number stands at `place`.
    pub fn with<R>(&mut self, place: Place, number: S, ask: impl FnOnce(&Self) -> R) -> R {
        let own = std::mem::replace(self.at(place), number);
        let answer = ask(self);
        *self.at(place) = own;
        answer
    }
}

impl<S: Scalar> OracleLayer<S> {
    fn new(layer: &Layer) -> Self {
        let row = |j| layer.weights.row(j).iter().map(|&w| S::of(w)).collect();
        Self {
            weights: (0..layer.units()).map(row).collect(),
            bias: layer.bias.iter().map(|&b| S::of(b)).collect(),
            activation: layer.activation,
            norm: layer.norm.clone(),
            residual: layer.residual,
        }
    }

    fn output(&self, before: &[S], see: impl FnOnce(&[S])) -> Vec<S> {
        let z = |(row, &b): (&Vec<S>, &S)| {
            let products = row.iter().zip(before).map(|(&w, &a)| w * a);
            products.fold(S::of(0.0), Add::add) + b
        };
        let mut a: Vec<S> = self.weights.iter().zip(&self.bias).map(z).collect();
        if let Some(norm) = &self.norm {
            normalise(norm, &mut a);
        }
        see(&a);
        for a in &mut a {
            *a = sigma(self.activation, *a);
        }
        if self.residual {
            for (a, &before) in a.iter_mut().zip(before) {
                *a = *a + before;
            }
        }
        a
    }
}

fn normalise<S: Scalar>(norm: &LayerNorm, z: &mut [S]) {
    let mean = |terms: &mut dyn Iterator<Item = S>, n: usize| {
        terms.fold(S::of(0.0), Add::add) / S::of(n as f64)
    };
    let n = z.len();
    let centre = mean(&mut z.iter().copied(), n);
    let variance = mean(&mut z.iter().map(|&z| (z - centre) * (z - centre)), n);
    let deviation = (variance + S::of(norm.eps)).sqrt();
    for (j, z) in z.iter_mut().enumerate() {
        *z = (*z - centre) / deviation * S::of(norm.gamma[j]) + S::of(norm.beta[j]);
    }
}

fn sigma<S: Scalar>(activation: Activation, z: S) -> S {
    let zero = S::of(0.0);
    let is_positive = z.value() > 0.0;
    let minus_size = if is_positive { -z } else { z };
    match activation {
        Activation::Identity => z,
        Activation::Sigmoid => logistic(z),
        Activation::Tanh => {
            let e = (minus_size * S::of(2.0)).exp_m1();
            let minus_size = e / (e + S::of(2.0));
            if is_positive { -minus_size } else { minus_size }
        }
        Activation::Relu | Activation::LeakyRelu { .. } | Activation::Elu { .. } if is_positive => {
            z
        }
        Activation::Relu => zero,
        Activation::LeakyRelu { alpha } => z * S::of(alpha),
        Activation::Elu { alpha } => z.exp_m1() * S::of(alpha),
        Activation::Softplus => {
            let positive_part = if is_positive { z } else { zero };
            positive_part + minus_size.exp().ln_1p()
        }
        Activation::Silu => z * logistic(z),
        Activation::Gelu => z * z.normal(),
    }
}

fn logistic<S: Scalar>(z: S) -> S {
    let one = S::of(1.0);
    if z.value() > 0.0 {
        one / (one + (-z).exp())
    } else {
        let e = z.exp();
        e / (one + e)
    }
}
