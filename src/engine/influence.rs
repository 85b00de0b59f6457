//! What one entry does: how much the scalar, or ∇ₓ, moves when the entry is moved, everything after it computed anew.
//!
//! An entry of the forward pass moves the scalar, and its influence is a derivative that the backward pass has found.
//! An entry of the backward pass moves ∇ₓ alone, which is linear in g⁽ˡ⁾, in t⁽ˡ⁾ and in δ⁽ˡ⁾ as long as the forward
//! pass stands: its influence is what the same recursion makes of a unit vector put in its place.

use super::{BackwardPass, Entry, Objective, Quantity, Trace, Vector, objective::unit_vector};

/// What moves, per unit by which an entry is moved.
#[derive(Debug, Clone, PartialEq)]
pub enum Influence {
    /// The scalar.
    Scalar(f64),
    /// ∇ₓ, n₁ entries.
    InputGradient(Vector),
    /// Nothing: no later quantity is computed from it.
    None,
}

/// The influence of `entry` with everything else held that is not computed from it, or `None` if the walk has no such
/// entry. To first order for what the forward pass reads; exactly, up to rounding, for the backward pass.
///
/// Where a residual takes g⁽ˡ⁾ around a layer, δ⁽ˡ⁾ and t⁽ˡ⁾ are moved alone: g⁽ˡ⁾ is before them.
pub fn influence(trace: &Trace, entry: Entry) -> Option<Influence> {
    entry.value(trace)?;
    let (j, k) = (entry.row, entry.column);
    let (network, backward) = (trace.network(), trace.backward());
    let delta = |l| backward.layer(l).delta[j];
    // ∂/∂u⁽ˡ⁾ of the scalar, or ∂/∂z⁽ˡ⁾ without a norm.
    let gated = |l| backward.layer(l).g[j] * trace.forward().layer(l).sigma_prime[j];
    let scalar = match entry.quantity {
        Quantity::Weights(l) => delta(l) * trace.forward().a(l - 1)[k],
        Quantity::Bias(l) | Quantity::Product(l) | Quantity::Z(l) => delta(l),
        Quantity::Gamma(l) => gated(l) * Entry::of(Quantity::Standard(l), j).value(trace)?,
        Quantity::Beta(l) | Quantity::U(l) => gated(l),
        Quantity::Standard(l) => Entry::of(Quantity::T(l), j).value(trace)?,
        Quantity::Sigma(l) | Quantity::A(l) => backward.g(l)[j],
        Quantity::Target if trace.objective() == Objective::Loss => -backward.g(network.depth())[j],
        Quantity::Target => 0.0,
        Quantity::WeightGradient(_) | Quantity::BiasGradient(_) => return Some(Influence::None),
        Quantity::SigmaPrime(l) => return Some(of_slope(trace, l, j)),
        Quantity::G(l) => return Some(of_g(trace, l, unit_vector(network.units(l), j))),
        Quantity::T(l) => return Some(of_t(trace, l, &unit_vector(network.units(l), j))),
        Quantity::Delta(l) => return Some(of_delta(trace, l, &unit_vector(network.units(l), j))),
    };
    Some(Influence::Scalar(scalar))
}

/// Whether the influence of an entry of `quantity` takes a backward sweep, which a large network has not done at once.
pub const fn takes_sweep(quantity: Quantity) -> bool {
    matches!(
        quantity,
        Quantity::SigmaPrime(_) | Quantity::G(_) | Quantity::T(_) | Quantity::Delta(_)
    )
}

/// Of σ′ⱼ, which lets gⱼ through.
fn of_slope(trace: &Trace, l: usize, j: usize) -> Influence {
    let moved = unit_vector(trace.network().units(l), j) * trace.backward().layer(l).g[j];
    match &trace.network().layer(l).norm {
        Some(norm) => of_t(trace, l, &moved.component_mul(&norm.gamma)),
        None => of_delta(trace, l, &moved),
    }
}

/// Of a move of t⁽ˡ⁾ alone.
fn of_t(trace: &Trace, l: usize, moved: &Vector) -> Influence {
    let (layer, made) = (trace.network().layer(l), trace.forward().layer(l));
    match (&layer.norm, &made.norm) {
        (Some(norm), Some(normalised)) => of_delta(trace, l, &norm.pullback(normalised, moved)),
        _ => Influence::None,
    }
}

/// Of a move of δ⁽ˡ⁾ alone.
fn of_delta(trace: &Trace, l: usize, moved: &Vector) -> Influence {
    of_g(
        trace,
        l - 1,
        trace.network().layer(l).product_transposed(moved),
    )
}

/// Of a move of g⁽ˡ⁾.
fn of_g(trace: &Trace, l: usize, moved: Vector) -> Influence {
    let gradient = BackwardPass::carry(trace.network(), trace.forward(), l, moved);
    Influence::InputGradient(gradient)
}
