//! Training: the walk's own passes, run again and again in the same memory, and the layers that they change.

use super::{Layer, LayerBackward, LayerForward, Network, Vector};

/// A network in training.
///
/// Its gradients are those of a recorded walk to the last bit: both run the same code.
#[derive(Debug, Clone)]
pub struct Trainer {
    layers: Vec<Layer>,
    /// The layers as they were before a step, which all samples of a batch go through; made for the first batch of more
    /// than one.
    before: Vec<Layer>,
    /// What was made of the last sample. A batch, however large, needs no more room than this.
    pass: Pass,
}

/// Both passes of one sample, layers 2 to L.
#[derive(Debug, Clone)]
struct Pass {
    forward: Vec<LayerForward>,
    backward: Vec<LayerBackward>,
}

impl Trainer {
    /// From `network` on.
    pub fn new(network: &Network) -> Self {
        let layers: Vec<Layer> = network.layers().map(|l| network.layer(l).clone()).collect();
        Self {
            pass: Pass::empty(&layers),
            before: Vec::new(),
            layers,
        }
    }

    /// One step of the rate η along the mean of the gradients of C = ½‖a⁽ᴸ⁾ − y‖² (5.1) over the samples (x, y) of a
    /// batch, which are looked at one after another: W ← W − η δ aᵀ, b ← b − η δ, all with the δ of the old weights; of a
    /// norm, γ and β too.
    ///
    /// # Panics
    /// Where x or y has another number of entries than its layer has units.
    pub fn step<'a, B>(&mut self, batch: B, rate: f64)
    where
        B: IntoIterator<Item = (&'a Vector, &'a Vector), IntoIter: ExactSizeIterator>,
    {
        let batch = batch.into_iter();
        let rate = rate / batch.len() as f64;
        let is_alone = batch.len() == 1;
        if !is_alone {
            self.keep();
        }
        for (x, y) in batch {
            let before = if is_alone { &self.layers } else { &self.before };
            self.pass.run(before, x, y);
            self.pass.descend(&mut self.layers, x, rate);
        }
    }

    /// Makes `before` what the layers are now.
    fn keep(&mut self) {
        if self.before.is_empty() {
            self.before.clone_from(&self.layers);
            return;
        }
        for (before, layer) in self.before.iter_mut().zip(&self.layers) {
            before.weights.copy_from(&layer.weights);
            before.bias.copy_from(&layer.bias);
            if let (Some(before), Some(norm)) = (&mut before.norm, &layer.norm) {
                before.gamma.copy_from(&norm.gamma);
                before.beta.copy_from(&norm.beta);
            }
        }
    }

    /// a⁽ᴸ⁾ at `input`, of n₁ entries; nothing on the way is kept.
    ///
    /// # Panics
    /// Where `input` has another number of entries.
    pub fn output(&self, input: &Vector) -> Vector {
        let after =
            |a: Option<Vector>, layer: &Layer| Some(layer.output(a.as_ref().unwrap_or(input)));
        self.layers.iter().fold(None, after).unwrap_or_default()
    }

    /// Whether every number of the layers is finite.
    pub fn is_finite(&self) -> bool {
        self.layers.iter().all(|layer| {
            let norm = layer.norm.iter();
            let norm = norm.flat_map(|norm| norm.gamma.iter().chain(&norm.beta));
            let mut numbers = layer.weights.iter().chain(&layer.bias).chain(norm);
            numbers.all(|number| number.is_finite())
        })
    }

    /// The network as it is now; a copy.
    pub fn network(&self) -> Network {
        self.clone().into_network()
    }

    /// The network as it is now.
    ///
    /// # Panics
    /// Never: no step changes a shape.
    pub fn into_network(self) -> Network {
        Network::new(self.layers).expect("the shapes are those of a network")
    }
}

impl Pass {
    fn empty(layers: &[Layer]) -> Self {
        let backward = |layer: &Layer| LayerBackward {
            g: Vector::zeros(layer.units()),
            t: None,
            delta: Vector::zeros(layer.units()),
        };
        Self {
            forward: layers
                .iter()
                .map(|layer| LayerForward::empty(layer.units()))
                .collect(),
            backward: layers.iter().map(backward).collect(),
        }
    }

    /// Forward from `x`, and from the seed a⁽ᴸ⁾ − y back to layer 2. ∇ₓ is not needed.
    fn run(&mut self, layers: &[Layer], x: &Vector, y: &Vector) {
        for (index, layer) in layers.iter().enumerate() {
            let (before, made) = self.forward.split_at_mut(index);
            made[0].rerun(layer, before.last().map_or(x, |before| &before.a));
        }
        for (index, layer) in layers.iter().enumerate().rev() {
            let (below, above) = self.backward.split_at_mut(index);
            let (made, back) = (&self.forward[index], &mut above[0]);
            if index + 1 == layers.len() {
                back.g.copy_from(&made.a);
                back.g -= y;
            }
            back.rerun(layer, made);
            if let Some(below) = below.last_mut() {
                back.pullback_into(layer, &mut below.g);
            }
        }
    }

    fn descend(&self, layers: &mut [Layer], x: &Vector, rate: f64) {
        for (index, layer) in layers.iter_mut().enumerate() {
            let before = index
                .checked_sub(1)
                .map_or(x, |before| &self.forward[before].a);
            let (made, back) = (&self.forward[index], &self.backward[index]);
            layer.descend(rate, &back.delta, before);
            if let (Some(norm), Some(normalised)) = (&mut layer.norm, &made.norm) {
                norm.descend(rate, &back.g, &made.sigma_prime, normalised);
            }
        }
    }
}
