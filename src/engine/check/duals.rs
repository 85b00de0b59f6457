//! The proof: a forward pass over dual numbers v + v̇ε, ε² = 0, which carries a derivative along with every value.
//!
//! It is a second program for the same network: it takes W, b, x and y, and neither a value nor a formula of the walk.

use num_dual::{Dual64, DualNum};

use super::{Direction, Patience, Rounding, SAFETY, Site, shape, sigma::sigma};
use crate::engine::{Layer, LayerNorm, Network, Objective, Trace, Vector, layer_index};

/// The forward pass that nothing perturbs, from which the perturbed ones branch off.
pub(super) struct Duals<'a> {
    network: &'a Network,
    input: Vec<Dual64>,
    target: Option<&'a Vector>,
    /// Layers 2 to L.
    layers: Vec<LayerDuals>,
    patience: Patience<'a>,
}

/// What the forward pass made of one layer.
struct LayerDuals {
    z: Vec<Dual64>,
    /// σ's argument: z, or u under a norm.
    argument: Vec<Dual64>,
    a: Vec<Dual64>,
}

impl<'a> Duals<'a> {
    pub fn new(trace: &'a Trace, patience: &Patience<'a>) -> Self {
        let network = trace.network();
        let input = seeded(trace.input(), None);
        let mut layers: Vec<LayerDuals> = Vec::with_capacity(network.depth());
        for l in network.layers() {
            let before = layers.last().map_or(&input, |made| &made.a);
            layers.push(run(network.layer(l), before, patience));
        }
        Self {
            network,
            input,
            target: trace.target(),
            layers,
            patience: patience.clone(),
        }
    }

    /// a⁽ᴸ⁾ and its derivative along `direction` of `site`.
    pub fn tangent(&self, site: Site, direction: Direction) -> Vec<Dual64> {
        let l = site.layer();
        let (layer, before) = (self.network.layer(l), self.a(l - 1));
        let affine =
            |of_weights, of_bias| affine(layer, before, (of_weights, of_bias), &self.patience);
        let first = match site {
            Site::Input => run(
                layer,
                &seeded(self.input.iter().map(|x| &x.re), Some(direction)),
                &self.patience,
            ),
            Site::Z(_) => {
                let z = self.layers[layer_index(l)].z.iter().map(|z| &z.re);
                activate(layer, seeded(z, Some(direction)), before)
            }
            Site::Bias(_) => activate(layer, affine(None, Some(direction)), before),
            Site::Weights(_) => activate(layer, affine(Some(direction), None), before),
        };
        let run = |a: Vec<Dual64>, l| run(self.network.layer(l), &a, &self.patience).a;
        (l + 1..=self.network.depth()).fold(first.a, run)
    }

    /// The derivative of an objective, given a⁽ᴸ⁾ and its derivative; NaN where its value is.
    pub fn derivative(&self, output: &[Dual64], objective: Objective) -> f64 {
        let scalar = match (objective, self.target) {
            (Objective::Output { component }, _) => output[component],
            (Objective::Sum, _) => output.iter().sum(),
            (Objective::Loss, Some(y)) => {
                let square = |(&a, &y): (&Dual64, &f64)| (a - y).powi(2);
                output.iter().zip(y).map(square).sum::<Dual64>() * 0.5
            }
            (Objective::Loss, None) => Dual64::from_re(f64::NAN),
        };
        if scalar.re.is_nan() {
            f64::NAN
        } else {
            scalar.eps
        }
    }

    /// Whether, from layer l on, rounding put some argument on another side of a kink than the walk has it.
    pub fn is_across_kink(&self, trace: &Trace, rounding: &Rounding, l: usize) -> bool {
        (l..=self.network.depth()).any(|l| {
            let activation = self.network.layer(l).activation;
            let walked = trace.forward().layer(l).argument().iter();
            let noise = rounding.layer(l).argument.iter();
            let units = self.layers[layer_index(l)]
                .argument
                .iter()
                .zip(walked)
                .zip(noise);
            units.into_iter().any(|((own, walked), noise)| {
                shape::is_across_kink(activation, own.re, *walked) && walked.abs() <= SAFETY * noise
            })
        })
    }

    fn a(&self, l: usize) -> &[Dual64] {
        if l == 1 {
            &self.input
        } else {
            &self.layers[layer_index(l)].a
        }
    }
}

/// `values` as dual numbers, perturbed along `direction`.
fn seeded<'a>(
    values: impl IntoIterator<Item = &'a f64>,
    direction: Option<Direction>,
) -> Vec<Dual64> {
    let values = values.into_iter().enumerate();
    values
        .map(|(i, &value)| Dual64::new(value, slope(direction, i)))
        .collect()
}

fn slope(direction: Option<Direction>, i: usize) -> f64 {
    direction.map_or(0.0, |direction| direction.at(i))
}

fn run(layer: &Layer, before: &[Dual64], patience: &Patience<'_>) -> LayerDuals {
    activate(layer, affine(layer, before, (None, None), patience), before)
}

/// b + Σ w a, W or b perturbed along a direction.
fn affine(
    layer: &Layer,
    before: &[Dual64],
    (of_weights, of_bias): (Option<Direction>, Option<Direction>),
    patience: &Patience<'_>,
) -> Vec<Dual64> {
    let mut z = seeded(&layer.bias, of_bias);
    let weights = layer.weights.as_slice().chunks_exact(layer.units());
    let columns = weights.enumerate().zip(before);
    for ((k, column), &a) in patience.over(columns, layer.units()) {
        let first = k * layer.units();
        for ((j, &w), z) in column.iter().enumerate().zip(&mut z) {
            *z += Dual64::new(w, slope(of_weights, first + j)) * a;
        }
    }
    z
}

fn activate(layer: &Layer, z: Vec<Dual64>, before: &[Dual64]) -> LayerDuals {
    let norm = layer.norm.as_ref();
    let argument = norm.map_or_else(|| z.clone(), |norm| normalise(norm, &z));
    let mut a: Vec<_> = argument
        .iter()
        .map(|&argument| sigma(layer.activation, argument))
        .collect();
    if layer.residual {
        a.iter_mut()
            .zip(before)
            .for_each(|(a, before)| *a += *before);
    }
    LayerDuals { z, argument, a }
}

/// γ (z − mean)/√(variance + ε) + β, of z and √ε in units in which neither is above 1: no square overflows.
fn normalise(norm: &LayerNorm, z: &[Dual64]) -> Vec<Dual64> {
    let units = z.len() as f64;
    let largest = z.iter().fold(norm.eps.sqrt(), |max, z| z.re.abs().max(max));
    let scale = libm::exp2(-libm::ceil(libm::log2(largest)));
    let z: Vec<_> = z.iter().map(|&z| z * scale).collect();
    let mean = z.iter().sum::<Dual64>() / units;
    let variance = z.iter().map(|z| (z - mean).powi(2)).sum::<Dual64>() / units;
    let deviation = (variance + norm.eps * scale * scale).sqrt();
    let parameters = norm.gamma.iter().zip(&norm.beta);
    z.iter()
        .zip(parameters)
        .map(|(z, (&gamma, &beta))| (z - mean) / deviation * gamma + beta)
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

    use std::sync::Arc;

    use num_dual::Dual64;

    use super::{Duals, Patience};
    use crate::engine::{Activation, Layer, Matrix, Network, Objective, Trace, Vector};

    #[test]
    fn the_derivative_of_what_is_no_number_is_none() {
        let layer = Layer::new(
            Matrix::repeat(1, 1, 1.0),
            Vector::zeros(1),
            Activation::Identity,
        );
        let network = Network::new(vec![layer]).expect("the shapes fit");
        let first = Objective::Output { component: 0 };
        let trace = Trace::record(Arc::new(network), Vector::zeros(1), None, first);
        let trace = trace.expect("x fits");
        let duals = Duals::new(&trace, &Patience::new(|| true));
        let of = |value| duals.derivative(&[Dual64::new(value, 2.0)], first);
        assert_eq!(of(f64::INFINITY), 2.0);
        assert!(of(f64::NAN).is_nan());
    }
}
