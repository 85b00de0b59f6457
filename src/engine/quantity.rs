//! The quantities of a walk, named; and their values, looked up in a trace and never copied.

use super::{BackwardPart, ForwardPart, Matrix, Moment, Network, Trace, Vector};

/// A named quantity of a walk. Layers are the paper's l.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quantity {
    /// W⁽ˡ⁾, n_l × n_{l−1}.
    Weights(usize),
    /// b⁽ˡ⁾.
    Bias(usize),
    /// γ⁽ˡ⁾ of the norm.
    Gamma(usize),
    /// β⁽ˡ⁾ of the norm.
    Beta(usize),
    /// y, the target.
    Target,
    /// W⁽ˡ⁾ a⁽ˡ⁻¹⁾.
    Product(usize),
    /// z⁽ˡ⁾.
    Z(usize),
    /// u⁽ˡ⁾, the normalised z⁽ˡ⁾.
    U(usize),
    /// ẑ⁽ˡ⁾ = (z⁽ˡ⁾ − μ)/s.
    Standard(usize),
    /// σ(·) of layer l, before a residual is added.
    Sigma(usize),
    /// a⁽ˡ⁾; a⁽¹⁾ is x.
    A(usize),
    /// σ′(·) of layer l.
    SigmaPrime(usize),
    /// g⁽ˡ⁾ = ∂/∂a⁽ˡ⁾; g⁽ᴸ⁾ is the seed and g⁽¹⁾ is ∇ₓ.
    G(usize),
    /// t⁽ˡ⁾ = ∂/∂ẑ⁽ˡ⁾.
    T(usize),
    /// δ⁽ˡ⁾ = ∂/∂z⁽ˡ⁾.
    Delta(usize),
    /// ∂/∂W⁽ˡ⁾ = δ⁽ˡ⁾ (a⁽ˡ⁻¹⁾)ᵀ (5.8).
    WeightGradient(usize),
    /// ∂/∂b⁽ˡ⁾ = δ⁽ˡ⁾ (5.7).
    BiasGradient(usize),
}

/// The value of a quantity: a matrix, or a vector as a matrix of one column.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// A matrix that is kept, and its largest magnitude.
    Matrix(&'a Matrix, f64),
    /// A vector that is kept.
    Vector(&'a Vector),
    /// The rank-one matrix u vᵀ, never built: an entry is a product.
    Outer(&'a Vector, &'a Vector),
}

impl Value<'_> {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::Matrix(matrix, _) => matrix.nrows(),
            Self::Vector(vector) | Self::Outer(vector, _) => vector.len(),
        }
    }

    /// The number of columns; 1 for a vector.
    pub fn columns(&self) -> usize {
        match self {
            Self::Matrix(matrix, _) => matrix.ncols(),
            Self::Vector(_) => 1,
            Self::Outer(_, across) => across.len(),
        }
    }

    /// Whether this is drawn as a vector, its shape being one number.
    pub const fn is_vector(&self) -> bool {
        matches!(self, Self::Vector(_))
    }

    /// The entry at `row`, `column`.
    pub fn entry(&self, row: usize, column: usize) -> f64 {
        match self {
            Self::Matrix(matrix, _) => matrix[(row, column)],
            Self::Vector(vector) => vector[row],
            Self::Outer(down, across) => down[row] * across[column],
        }
    }

    /// The largest magnitude of a finite entry; 0 if there is none.
    pub fn largest(&self) -> f64 {
        match self {
            Self::Matrix(_, largest) => *largest,
            Self::Vector(vector) => largest_finite(vector),
            Self::Outer(down, across) => {
                (largest_finite(down) * largest_finite(across)).min(f64::MAX)
            }
        }
    }

    /// The Euclidean norm of a vector, taken so that squares neither overflow nor vanish.
    pub fn norm(&self) -> f64 {
        let Self::Vector(vector) = self else {
            return f64::NAN;
        };
        if vector.iter().any(|entry| !entry.is_finite()) {
            return vector.norm();
        }
        match largest_finite(vector) {
            0.0 => 0.0,
            largest => largest * vector.map(|entry| entry / largest).norm(),
        }
    }
}

fn largest_finite(vector: &Vector) -> f64 {
    vector
        .iter()
        .map(|entry| entry.abs())
        .filter(|size| size.is_finite())
        .fold(0.0, f64::max)
}

impl Quantity {
    /// Whether `network` has the layer that this quantity belongs to; the target belongs to none.
    pub(super) fn is_of(self, network: &Network) -> bool {
        let (first, l) = match self {
            Self::Target => return true,
            Self::A(l) | Self::G(l) => (1, l),
            Self::Weights(l)
            | Self::Bias(l)
            | Self::Gamma(l)
            | Self::Beta(l)
            | Self::Product(l)
            | Self::Z(l)
            | Self::U(l)
            | Self::Standard(l)
            | Self::Sigma(l)
            | Self::SigmaPrime(l)
            | Self::T(l)
            | Self::Delta(l)
            | Self::WeightGradient(l)
            | Self::BiasGradient(l) => (2, l),
        };
        (first..=network.depth()).contains(&l)
    }

    /// When a walk through `network` first needs this quantity: what the file gives, but for x, when it is first read,
    /// anything else when it comes to be known.
    pub(super) fn first_needed(self, network: &Network) -> Moment {
        match self {
            Self::Weights(l) => Moment::forward(l, ForwardPart::Product),
            Self::Bias(l) => Moment::forward(l, ForwardPart::Bias),
            Self::Gamma(l) | Self::Beta(l) => Moment::forward(l, ForwardPart::Norm),
            Self::Target => Moment::backward(network.depth(), BackwardPart::Pullback),
            made => made.moment(network),
        }
    }

    /// When this quantity comes to be known in a walk through `network`.
    pub fn moment(self, network: &Network) -> Moment {
        match self {
            Self::Weights(_)
            | Self::Bias(_)
            | Self::Gamma(_)
            | Self::Beta(_)
            | Self::Target
            | Self::A(1) => Moment::INPUT,
            Self::Product(l) => Moment::forward(l, ForwardPart::Product),
            Self::Z(l) => Moment::forward(l, ForwardPart::Bias),
            Self::U(l) | Self::Standard(l) => Moment::forward(l, ForwardPart::Norm),
            Self::Sigma(l) => Moment::forward(l, ForwardPart::Activation),
            Self::A(l) if network.layer(l).residual => Moment::forward(l, ForwardPart::Residual),
            Self::A(l) => Moment::forward(l, ForwardPart::Activation),
            Self::SigmaPrime(l) => Moment::backward(l, BackwardPart::SigmaPrime),
            Self::G(1) => Moment::INPUT_GRADIENT,
            Self::G(l) => Moment::backward(l, BackwardPart::Pullback),
            Self::T(l) => Moment::backward(l, BackwardPart::Gate),
            Self::Delta(l) if network.layer(l).norm.is_some() => {
                Moment::backward(l, BackwardPart::Norm)
            }
            Self::Delta(l) => Moment::backward(l, BackwardPart::Gate),
            Self::WeightGradient(l) | Self::BiasGradient(l) => Moment::parameters(l),
        }
    }

    /// The value in `trace`, or `None` if that walk has no such quantity (a norm's where there is none, y without one, a
    /// layer beyond the last).
    pub fn value(self, trace: &Trace) -> Option<Value<'_>> {
        let (network, forward, backward) = (trace.network(), trace.forward(), trace.backward());
        if !self.is_of(network) {
            return None;
        }
        let norm = |l| network.layer(l).norm.as_ref();
        let vector = match self {
            Self::Weights(l) => {
                return Some(Value::Matrix(
                    &network.layer(l).weights,
                    network.largest_weight(l),
                ));
            }
            Self::WeightGradient(l) => {
                return Some(Value::Outer(&backward.layer(l).delta, forward.a(l - 1)));
            }
            Self::Bias(l) => Some(&network.layer(l).bias),
            Self::Gamma(l) => norm(l).map(|norm| &norm.gamma),
            Self::Beta(l) => norm(l).map(|norm| &norm.beta),
            Self::Target => trace.target(),
            Self::Product(l) => Some(&forward.layer(l).product),
            Self::Z(l) => Some(&forward.layer(l).z),
            Self::U(l) => forward.layer(l).norm.as_ref().map(|norm| &norm.u),
            Self::Standard(l) => forward.layer(l).norm.as_ref().map(|norm| &norm.standard),
            Self::Sigma(l) => Some(&forward.layer(l).sigma),
            Self::A(l) => Some(forward.a(l)),
            Self::SigmaPrime(l) => Some(&forward.layer(l).sigma_prime),
            Self::G(l) => Some(backward.g(l)),
            Self::T(l) => backward.layer(l).t.as_ref(),
            Self::Delta(l) | Self::BiasGradient(l) => Some(&backward.layer(l).delta),
        };
        vector.map(Value::Vector)
    }
}
