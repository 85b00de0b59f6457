//! The mathematics, on its own: a network, one forward and one backward pass recorded as a trace, the steps that walk
//! over it, and the checks that hold it against methods that know nothing of the δ recursion.
//!
//! Notation and equation numbers are those of Higham & Higham, *Deep Learning: An Introduction for Applied
//! Mathematicians*, SIAM Review 61(4), 2019. Layers are counted as in the paper, 1 to L, layer 1 being the input: the
//! first weight matrix is W⁽²⁾. Units and components are indices from 0 in code and ordinals from 1 for people;
//! [`ordinal`], [`index_of`] and [`layer_index`] are the one place that converts.
//!
//! ```text
//! a⁽¹⁾ = x                              (3.1)      g⁽ᴸ⁾ = e_k  or  a⁽ᴸ⁾ − y
//! z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾            (5.2)      δ⁽ˡ⁾ = g⁽ˡ⁾ ⊙ σ′(z⁽ˡ⁾)                 (5.5)
//! a⁽ˡ⁾ = σ(z⁽ˡ⁾)                 (3.2), (5.3)      g⁽ˡ⁾ = (W⁽ˡ⁺¹⁾)ᵀ δ⁽ˡ⁺¹⁾              (5.6)
//!                                                  ∇ₓ = (W⁽²⁾)ᵀ δ⁽²⁾
//! ```
//!
//! Shapes are checked when a [`Network`] is built and when a [`Trace`] is recorded; past that border the code indexes
//! freely and returns plain values. Nothing here knows a file, a terminal or a clock.

mod activation;
mod backward;
mod check;
mod descent;
mod edit;
mod entry;
mod first;
mod forward;
mod influence;
mod jacobian;
mod layer;
mod network;
mod norm;
mod objective;
mod quantity;
mod step;
mod trace;
mod trainer;
mod uses;
mod walk;

pub use activation::Activation;
pub use backward::{BackwardPass, LayerBackward};
pub use check::{
    Agreement, Coverage, Reason, Report, Row, StepErrors, Verdict, check, checked, checks,
    checks_while, step_errors, step_errors_while,
};
pub use edit::EditError;
pub use entry::Entry;
pub use first::computed;
pub use forward::{ForwardPass, LayerForward};
pub use influence::{Influence, influence, takes_sweep};
pub use jacobian::{jacobian, jacobian_row};
pub use layer::Layer;
pub use network::{Network, ShapeError};
pub use norm::{DEFAULT_EPS, LayerNorm, Normalised};
pub use objective::Objective;
pub use quantity::{Quantity, Value};
pub use step::{BackwardPart, ForwardPart, Moment, Phase, Step};
pub use trace::{RecordError, Trace};
pub use trainer::Trainer;
pub use uses::{Use, UsePart, uses};
pub use walk::{Stride, Walk};

/// A column of numbers; its length is a number of units.
pub type Vector = nalgebra::DVector<f64>;

/// A matrix of numbers, kept column by column.
pub type Matrix = nalgebra::DMatrix<f64>;

/// What people call the item at `index`: they count from 1.
pub const fn ordinal(index: usize) -> usize {
    index + 1
}

/// The index of what people call item `ordinal`, or `None` for item 0, which nobody has.
pub const fn index_of(ordinal: usize) -> Option<usize> {
    ordinal.checked_sub(1)
}

/// The index of layer l, 2 ≤ l ≤ L, where only the layers that have weights are kept.
pub const fn layer_index(l: usize) -> usize {
    l - 2
}
