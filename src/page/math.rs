//! Formulas as small trees of symbols, without ink: `notation` writes them in Unicode, ASCII or LaTeX.

use super::numeral::Numeral;

/// A letter of the paper, or of the parts that gradwalk adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// W, a weight matrix.
    Weights,
    /// w, one weight.
    Weight,
    /// b, the bias.
    Bias,
    /// a, what a layer puts out.
    A,
    /// z, the weighted input.
    Z,
    /// u, the normalised z.
    U,
    /// ẑ, the standardised z.
    Standard,
    /// γ of the norm.
    Gamma,
    /// β of the norm.
    Beta,
    /// μ of the norm.
    Mean,
    /// s of the norm.
    Deviation,
    /// x, the input.
    X,
    /// y, the target.
    Y,
    /// C, the loss.
    Cost,
    /// g, the gradient with respect to a.
    G,
    /// t, the gradient with respect to ẑ.
    T,
    /// δ, the gradient with respect to z.
    Delta,
    /// e, a unit vector.
    Unit,
    /// D, diag σ′.
    Diagonal,
    /// N, the norm's transposed Jacobian.
    NormJacobian,
    /// ∇ₓ, with the scalar left unsaid.
    InputGradient,
    /// ∇C, with respect to all of W and b.
    CostGradient,
    /// η, the length of a descent step.
    Rate,
}

/// What stands between two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// =
    Equals,
    /// ≈
    Approximately,
    /// ←, another value in the place of the old one.
    Becomes,
    /// +
    Plus,
    /// −
    Minus,
    /// ⊙, entry by entry; the paper writes ∘.
    Hadamard,
    /// ·
    Times,
    /// /
    Over,
    /// ᵀ·, the product with the transpose of what stands to its left.
    TransposeTimes,
    /// σ over an arrow.
    Sigma,
    /// σ′ over an arrow.
    SigmaPrime,
    /// The norm over an arrow.
    Norm,
    /// Back through the norm, over an arrow.
    NormBack,
    /// A comma between two equations.
    Comma,
    /// ( where what it opens may be broken before its end.
    Open,
    /// ) of the same.
    Close,
}

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Math {
    /// A letter with its layer l and its indices.
    Symbol {
        /// The letter.
        letter: Letter,
        /// l, if it belongs to a layer.
        layer: Option<usize>,
        /// Which entry it is, counted from 0 here and from 1 in writing; empty for the whole.
        indices: Vec<usize>,
    },
    /// A number, written as it is.
    Number(Numeral),
    /// A sign between two things.
    Sign(Operator),
    /// Things side by side, with a thin space between.
    Row(Vec<Self>),
    /// (…)
    Group(Box<Self>),
    /// (…)ᵀ
    Transpose(Box<Self>),
    /// σ(…)
    Sigma(Box<Self>),
    /// σ′(…)
    SigmaPrime(Box<Self>),
    /// mean(…)
    MeanOf(Box<Self>),
    /// ‖…‖
    Norm(Box<Self>),
    /// ∂…/∂…
    Partial(Box<Self>, Box<Self>),
    /// ∇ₓ…
    Gradient(Box<Self>),
    /// Σₖ …ₖ, the sum of all entries.
    SumOf(Box<Self>),
    /// (1,…,1)ᵀ
    Ones,
    /// A square, …².
    Squared(Box<Self>),
    /// ½
    Half,
    /// (…)ⱼ, an entry of what has no letter of its own.
    Entry(Box<Self>, Vec<usize>),
    /// The sum of a number of terms that are not written out one by one.
    Folded {
        /// How many.
        terms: usize,
        /// Their sum.
        sum: Numeral,
    },
}

impl Math {
    /// `letter` alone.
    pub const fn letter(letter: Letter) -> Self {
        Self::Symbol {
            letter,
            layer: None,
            indices: Vec::new(),
        }
    }

    /// `letter` of layer l.
    pub const fn of_layer(letter: Letter, l: usize) -> Self {
        Self::Symbol {
            letter,
            layer: Some(l),
            indices: Vec::new(),
        }
    }

    /// The entry at `indices`, which count from 0 here: W becomes w, σ(z) becomes σ(zⱼ), ∇ₓ becomes ∂/∂xⱼ.
    #[must_use]
    pub fn entry(self, indices: &[usize]) -> Self {
        match self {
            Self::Symbol { letter, layer, .. } => {
                let letter = if letter == Letter::Weights {
                    Letter::Weight
                } else {
                    letter
                };
                Self::Symbol {
                    letter,
                    layer,
                    indices: indices.to_vec(),
                }
            }
            Self::Sigma(inner) => Self::Sigma(Box::new(inner.entry(indices))),
            Self::SigmaPrime(inner) => Self::SigmaPrime(Box::new(inner.entry(indices))),
            Self::Partial(above, below) => Self::Partial(above, Box::new(below.entry(indices))),
            Self::Gradient(scalar) => {
                Self::Partial(scalar, Box::new(Self::letter(Letter::X).entry(indices)))
            }
            other => Self::Entry(Box::new(other), indices.to_vec()),
        }
    }

    /// (self)ᵀ
    #[must_use]
    pub fn transposed(self) -> Self {
        Self::Transpose(Box::new(self))
    }

    /// ‖self‖
    #[must_use]
    pub fn norm(self) -> Self {
        Self::Norm(Box::new(self))
    }

    /// ∂self/∂below
    #[must_use]
    pub fn partial(self, below: Self) -> Self {
        Self::Partial(Box::new(self), Box::new(below))
    }

    /// `parts` side by side.
    pub fn row(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::Row(parts.into_iter().collect())
    }

    /// `left operator right`
    #[must_use]
    pub fn with(self, operator: Operator, right: Self) -> Self {
        self.with_all(Self::Sign(operator)).with_all(right)
    }

    /// This row, and then `rest` without a sign of its own.
    #[must_use]
    pub fn with_all(self, rest: Self) -> Self {
        let mut parts = match self {
            Self::Row(parts) => parts,
            other => vec![other],
        };
        match rest {
            Self::Row(rest) => parts.extend(rest),
            other => parts.push(other),
        }
        Self::Row(parts)
    }

    /// The equations of a row of equations.
    pub fn split_at_commas(&self) -> Vec<Self> {
        let Self::Row(parts) = self else {
            return vec![self.clone()];
        };
        let comma = |part: &Self| *part == Self::Sign(Operator::Comma);
        parts
            .split(comma)
            .map(|part| Self::Row(part.to_vec()))
            .collect()
    }
}
