//! Where a perturbation enters the forward pass, and which quantity of the walk it thereby checks.

use super::{Direction, Patience};
use crate::engine::{Network, Quantity, Trace, Vector, quantity::Value};

/// What is perturbed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Site {
    /// x.
    Input,
    /// z⁽ˡ⁾.
    Z(usize),
    /// b⁽ˡ⁾.
    Bias(usize),
    /// W⁽ˡ⁾.
    Weights(usize),
}

impl Site {
    /// x, then z, b and W of each layer.
    pub fn all(network: &Network) -> impl Iterator<Item = Self> {
        let of_layer = |l| [Self::Z(l), Self::Bias(l), Self::Weights(l)];
        [Self::Input]
            .into_iter()
            .chain(network.layers().flat_map(of_layer))
    }

    /// Where to perturb so as to check `quantity`, if it is a derivative of the scalar.
    pub const fn of(quantity: Quantity) -> Option<Self> {
        match quantity {
            Quantity::G(1) => Some(Self::Input),
            Quantity::Delta(l) => Some(Self::Z(l)),
            Quantity::BiasGradient(l) => Some(Self::Bias(l)),
            Quantity::WeightGradient(l) => Some(Self::Weights(l)),
            _ => None,
        }
    }

    /// The derivative with respect to what is perturbed.
    pub const fn quantity(self) -> Quantity {
        match self {
            Self::Input => Quantity::G(1),
            Self::Z(l) => Quantity::Delta(l),
            Self::Bias(l) => Quantity::BiasGradient(l),
            Self::Weights(l) => Quantity::WeightGradient(l),
        }
    }

    /// The first layer that feels it.
    pub const fn layer(self) -> usize {
        match self {
            Self::Input => 2,
            Self::Z(l) | Self::Bias(l) | Self::Weights(l) => l,
        }
    }

    /// θ, what is perturbed; a matrix column by column.
    pub fn values(self, trace: &Trace) -> &[f64] {
        match self {
            Self::Input => trace.input().as_slice(),
            Self::Z(l) => trace.forward().layer(l).z.as_slice(),
            Self::Bias(l) => trace.network().layer(l).bias.as_slice(),
            Self::Weights(l) => trace.network().layer(l).weights.as_slice(),
        }
    }
}

/// Asks walks for the derivative along one direction.
pub(super) struct Probe {
    site: Site,
    direction: Direction,
    /// The units of the perturbed layer: entry i of its W is in row i mod so many.
    rows: usize,
    /// D a⁽ˡ⁻¹⁾ where W⁽ˡ⁾ is perturbed along a whole matrix D: ⟨D, δ aᵀ⟩ = ⟨D a, δ⟩, and D a serves all objectives.
    image: Option<Vector>,
}

impl Probe {
    pub fn new(trace: &Trace, site: Site, direction: Direction, patience: &Patience<'_>) -> Self {
        let rows = trace.network().units(site.layer());
        let image = match (site.quantity().value(trace), direction) {
            (Some(Value::Outer(_, across)), Direction::Signs(_)) => {
                let entry = |j, k| direction.at(j + k * rows) * across[k];
                let sum = |j| (0..across.len()).map(|k| entry(j, k)).sum();
                let sums: Vec<f64> = patience.over(0..rows, across.len()).map(sum).collect();
                // Where it is over, what is missing is worth as little as what is there.
                let sum = |j, _| sums.get(j).copied().unwrap_or(f64::NAN);
                Some(Vector::from_fn(rows, sum))
            }
            _ => None,
        };
        Self {
            site,
            direction,
            rows,
            image,
        }
    }

    /// ⟨d, gradient⟩ as `walk` has it.
    pub fn claimed(&self, walk: &Trace) -> f64 {
        let Some(gradient) = self.site.quantity().value(walk) else {
            return f64::NAN;
        };
        match (self.direction, &self.image, gradient) {
            (_, Some(image), Value::Outer(down, _)) => image.dot(down),
            (Direction::Entry(i), _, Value::Outer(..)) => {
                gradient.entry(i % self.rows, i / self.rows)
            }
            (Direction::Entry(i), ..) => gradient.entry(i, 0),
            (direction, ..) => (0..gradient.rows())
                .map(|i| direction.at(i) * gradient.entry(i, 0))
                .sum(),
        }
    }
}
