//! The forward pass: z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾ (5.2), a⁽ˡ⁾ = σ(z⁽ˡ⁾) (5.3), every intermediate kept.

use super::{Layer, Network, Normalised, Vector, layer_index};

/// What the forward pass made, from a⁽¹⁾ = x (3.1) to a⁽ᴸ⁾.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardPass {
    input: Vector,
    layers: Vec<LayerForward>,
}

/// What the forward pass made of layer l; each vector has n_l entries.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerForward {
    /// W⁽ˡ⁾ a⁽ˡ⁻¹⁾, before the bias.
    pub product: Vector,
    /// z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾ (5.2).
    pub z: Vector,
    /// What the norm made of z⁽ˡ⁾, if the layer has one.
    pub norm: Option<Normalised>,
    /// σ at its argument: z⁽ˡ⁾, or u⁽ˡ⁾ under a norm.
    pub sigma: Vector,
    /// σ′ at the same argument.
    pub sigma_prime: Vector,
    /// a⁽ˡ⁾ (5.3): σ(·), plus a⁽ˡ⁻¹⁾ for a residual.
    pub a: Vector,
}

impl LayerForward {
    /// σ's argument: z⁽ˡ⁾, or u⁽ˡ⁾ under a norm.
    pub fn argument(&self) -> &Vector {
        self.norm.as_ref().map_or(&self.z, |norm| &norm.u)
    }

    /// The whole of `layer`, from a⁽ˡ⁻¹⁾ to a⁽ˡ⁾.
    pub(super) fn run(layer: &Layer, before: &Vector) -> Self {
        let mut made = Self::empty(layer.units());
        made.rerun(layer, before);
        made
    }

    /// Room for what is made of a layer of so many units.
    pub(super) fn empty(units: usize) -> Self {
        let zeros = || Vector::zeros(units);
        Self {
            product: zeros(),
            z: zeros(),
            norm: None,
            sigma: zeros(),
            sigma_prime: zeros(),
            a: zeros(),
        }
    }

    /// [`run`](Self::run) in the place of what was made of a layer of the same units before.
    pub(super) fn rerun(&mut self, layer: &Layer, before: &Vector) {
        layer.product_into(before, &mut self.product);
        let z = self.z.as_mut_slice().iter_mut();
        let sums = self.product.as_slice().iter().zip(layer.bias.as_slice());
        for (z, (product, b)) in z.zip(sums) {
            *z = product + b;
        }
        self.go_on(layer, before);
    }

    /// `layer` from z⁽ˡ⁾ on, whatever made it: the place to start from when z⁽ˡ⁾ itself is moved.
    pub(super) fn from_z(layer: &Layer, product: Vector, z: Vector, before: &Vector) -> Self {
        let mut made = Self::empty(layer.units());
        (made.product, made.z) = (product, z);
        made.go_on(layer, before);
        made
    }

    fn go_on(&mut self, layer: &Layer, before: &Vector) {
        if let Some(norm) = &layer.norm {
            let room = || Normalised::empty(layer.units());
            norm.apply_into(&self.z, self.norm.get_or_insert_with(room));
        }
        let argument = self.norm.as_ref().map_or(&self.z, |norm| &norm.u);
        let (sigma, sigma_prime) = (&mut self.sigma, &mut self.sigma_prime);
        layer.activation.apply(
            argument.as_slice(),
            sigma.as_mut_slice(),
            sigma_prime.as_mut_slice(),
        );
        for (a, sigma) in self.a.as_mut_slice().iter_mut().zip(sigma.as_slice()) {
            *a = *sigma;
        }
        if layer.residual {
            self.a += before;
        }
    }
}

impl ForwardPass {
    /// Runs `network` on `input`, which has n₁ entries.
    pub(super) fn run(network: &Network, input: Vector) -> Self {
        let mut layers: Vec<LayerForward> = Vec::with_capacity(network.depth());
        for l in network.layers() {
            let before = layers.last().map_or(&input, |layer| &layer.a);
            layers.push(LayerForward::run(network.layer(l), before));
        }
        Self { input, layers }
    }

    /// Runs `network` from layer `first` on, from another `input` if there is one; what is below stays.
    pub(super) fn rerun(&mut self, network: &Network, first: usize, input: Option<Vector>) {
        if let Some(input) = input {
            self.input = input;
        }
        for l in first..=network.depth() {
            let made = LayerForward::run(network.layer(l), self.a(l - 1));
            self.layers[layer_index(l)] = made;
        }
    }

    /// a⁽ᴸ⁾ alone, bit by bit what a recorded pass has, without σ′ and what else only the way back needs.
    pub(super) fn output_at(network: &Network, input: &Vector) -> Vector {
        let a = network.layer(2).output(input);
        (3..=network.depth()).fold(a, |a, l| network.layer(l).output(&a))
    }

    /// What was made of layer l, 2 ≤ l ≤ L.
    pub fn layer(&self, l: usize) -> &LayerForward {
        &self.layers[layer_index(l)]
    }

    /// a⁽ˡ⁾, 1 ≤ l ≤ L; a⁽¹⁾ = x.
    pub fn a(&self, l: usize) -> &Vector {
        if l == 1 {
            &self.input
        } else {
            &self.layer(l).a
        }
    }

    /// a⁽ᴸ⁾.
    pub fn output(&self) -> &Vector {
        self.layers.last().map_or(&self.input, |layer| &layer.a)
    }
}
