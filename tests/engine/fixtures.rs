//! Networks to test with: small ones written down, and random ones from a seed.

use std::{ops::Range, sync::Arc};

use gradwalk::engine::{Activation, Layer, LayerNorm, Matrix, Network, Objective, Trace, Vector};
use proptest::prelude::*;

/// A vector written down.
pub fn vector(entries: &[f64]) -> Vector {
    Vector::from_column_slice(entries)
}

/// A plain layer, W written row by row.
pub fn layer<const N: usize>(rows: &[[f64; N]], bias: &[f64], activation: Activation) -> Layer {
    let weights = Matrix::from_fn(rows.len(), N, |j, k| rows[j][k]);
    Layer::new(weights, vector(bias), activation)
}

/// The walk of component 0 through `layers`.
pub fn walk(layers: Vec<Layer>, x: &[f64], y: Option<&[f64]>) -> Trace {
    let network = Network::new(layers).expect("the shapes fit");
    let first = Objective::Output { component: 0 };
    Trace::record(Arc::new(network), vector(x), y.map(vector), first).expect("x and y fit")
}

/// The same walk for each objective: the output's components, then the loss.
pub fn all_objectives(trace: &Trace) -> Vec<Trace> {
    (0..trace.network().outputs())
        .map(|component| Objective::Output { component })
        .chain(trace.target().map(|_| Objective::Loss))
        .map(|objective| trace.with_objective(objective).expect("it is there"))
        .collect()
}

/// All nine, and others than the default slopes on the left.
pub const ACTIVATIONS: [Activation; 11] = [
    Activation::Identity,
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    Activation::LeakyRelu { alpha: 0.01 },
    Activation::Elu { alpha: 1.0 },
    Activation::Softplus,
    Activation::Silu,
    Activation::Gelu,
    Activation::LeakyRelu { alpha: 0.3 },
    Activation::Elu { alpha: 1.5 },
];

/// Random numbers, the same ones for the same seed.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self, range: Range<f64>) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let unit = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
        range.start + unit * (range.end - range.start)
    }

    pub fn vector(&mut self, length: usize, range: Range<f64>) -> Vector {
        Vector::from_fn(length, |_, _| self.next(range.clone()))
    }
}

/// What a layer is to be like.
#[derive(Debug, Clone)]
pub struct Shape {
    pub units: usize,
    pub activation: Activation,
    pub norm: bool,
    pub residual: bool,
}

/// A walk through random numbers in layers of these shapes. A residual takes the width of the layer before it, a norm
/// needs three units.
pub fn random_walk(inputs: usize, shapes: &[Shape], seed: u64) -> Trace {
    let mut numbers = Numbers(seed);
    let mut width = inputs;
    let layers = shapes.iter().map(|shape| {
        let units = if shape.residual { width } else { shape.units };
        let reach = 1.7 / (width as f64).sqrt();
        let weights = Matrix::from_fn(units, width, |_, _| numbers.next(-reach..reach));
        let mut layer = Layer::new(weights, numbers.vector(units, -0.5..0.5), shape.activation);
        layer.residual = shape.residual;
        layer.norm = (shape.norm && units >= 3).then(|| LayerNorm {
            gamma: numbers.vector(units, 0.5..1.5),
            beta: numbers.vector(units, -0.5..0.5),
            eps: 1e-5,
        });
        width = units;
        layer
    });
    let layers: Vec<_> = layers.collect();
    let (x, y) = (
        numbers.vector(inputs, -2.0..2.0),
        numbers.vector(width, -2.0..2.0),
    );
    walk(layers, x.as_slice(), Some(y.as_slice()))
}

fn shapes() -> impl Strategy<Value = Shape> {
    let activation = prop::sample::select(&ACTIVATIONS[..]);
    let (norm, residual) = (prop::bool::weighted(0.25), prop::bool::weighted(0.3));
    (1..=20_usize, activation, norm, residual).prop_map(|(units, activation, norm, residual)| {
        Shape {
            units,
            activation,
            norm,
            residual,
        }
    })
}

/// Random walks: 1 to 12 layers of 1 to 20 units, any activation, some with a norm or a residual.
pub fn walks() -> impl Strategy<Value = Trace> {
    (
        1..=20_usize,
        prop::collection::vec(shapes(), 1..=12),
        any::<u64>(),
    )
        .prop_map(|(inputs, shapes, seed)| random_walk(inputs, &shapes, seed))
}

/// So many cases, the same ones each time.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: prop::test_runner::RngSeed::Fixed(2019),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Whether σ′ jumps at 0.
#[expect(
    clippy::float_cmp,
    reason = "only exactly 1 makes both slopes at 0 the same"
)]
pub fn has_kink(activation: Activation) -> bool {
    activation == Activation::Relu || activation.alpha().is_some_and(|alpha| alpha != 1.0)
}
