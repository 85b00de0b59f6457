//! What errors of a walk's derivatives are measured against: the largest term summed, and how far rounding may have
//! carried the sum.
//!
//! The rounding errors of the forward pass enter through σ′ and a⁽ˡ⁻¹⁾, those of the backward pass are added on the
//! way. What remains when large terms cancel keeps their error, and hands it down.

use super::{Patience, Rounding, Site, shape::is_curved};
use crate::engine::{Activation, LayerNorm, Normalised, Objective, Trace, Vector, layer_index};

/// |σ″/σ′| of all activations is at most about this, but for tails where nothing is left of σ′.
const CURVATURE: f64 = 2.0;

/// What is too small for a double is off by as much, and a large weight may follow.
const UNDERFLOW: f64 = f64::MIN_POSITIVE * f64::EPSILON;

/// The size of a quantity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// The largest term summed in any of its entries.
    pub largest: f64,
    /// The largest rounding error of an entry, roughly.
    pub noise: f64,
}

/// The sizes of one walk's derivatives.
pub(super) struct Terms {
    /// Of ∇ₓ.
    input: Size,
    /// Of δ⁽ˡ⁾, layers 2 to L.
    deltas: Vec<Size>,
    /// Of a⁽ˡ⁻¹⁾, layers 2 to L.
    before: Vec<Size>,
}

/// Sizes entry by entry.
struct Sizes {
    terms: Vector,
    noise: Vector,
}

impl Sizes {
    fn size(&self, least_noise: f64) -> Size {
        Size {
            largest: self.terms.amax(),
            noise: self.noise.amax().max(least_noise),
        }
    }
}

impl Terms {
    /// Of `walk`, whose forward pass has these rounding errors.
    pub fn new(walk: &Trace, rounding: &Rounding, patience: &Patience<'_>) -> Self {
        let mut g = of_seed(walk, rounding);
        let mut deltas = Vec::new();
        // What a perturbation loses by underflow on its way forward, from layer l on.
        let mut lost: f64 = 0.0;
        for l in walk.network().layers().rev() {
            lost = lost.max(UNDERFLOW * g.terms.amax());
            let delta = of_delta(walk, rounding, l, &g);
            deltas.push(delta.size(lost));
            g = of_pullback(walk, l, (&delta.noise, &g.noise), patience);
        }
        deltas.reverse();
        let a = |l: usize| Size {
            largest: walk.forward().a(l).amax(),
            noise: rounding.of_a(l).map_or(0.0, Vector::amax),
        };
        Self {
            input: g.size(lost),
            deltas,
            before: walk.network().layers().map(|l| a(l - 1)).collect(),
        }
    }

    /// Of the quantity that perturbing `site` checks.
    pub fn size(&self, site: Site) -> Size {
        match site {
            Site::Input => self.input,
            Site::Z(l) | Site::Bias(l) => self.deltas[layer_index(l)],
            Site::Weights(l) => {
                let (delta, a) = (self.deltas[layer_index(l)], self.before[layer_index(l)]);
                Size {
                    largest: delta.largest * a.largest,
                    noise: delta.noise * a.largest + delta.largest * a.noise,
                }
            }
        }
    }
}

/// g⁽ᴸ⁾: exact zeros and ones, or a⁽ᴸ⁾ − y.
fn of_seed(walk: &Trace, rounding: &Rounding) -> Sizes {
    let last = walk.network().depth();
    let output = walk.forward().output();
    match (walk.objective(), walk.target(), rounding.of_a(last)) {
        (Objective::Loss, Some(y), Some(noise)) => Sizes {
            terms: output.zip_map(y, |a, y| a.abs().max(y.abs())),
            noise: noise.clone(),
        },
        _ => Sizes {
            terms: walk.backward().g(last).abs(),
            noise: output.map(|_| 0.0),
        },
    }
}

/// δ⁽ˡ⁾ from g⁽ˡ⁾.
fn of_delta(walk: &Trace, rounding: &Rounding, l: usize, g: &Sizes) -> Sizes {
    let (layer, made) = (walk.network().layer(l), walk.forward().layer(l));
    let slopes = made.argument().map_with_location(|k, _, z| {
        of_slope(layer.activation, z, made.sigma[k], made.sigma_prime[k])
    });
    let terms = g.terms.component_mul(&slopes);
    let noise = Vector::from_fn(terms.len(), |k, _| {
        let curved = is_curved(layer.activation).then_some(CURVATURE);
        let of_slope = curved.map_or(0.0, |curvature| curvature * rounding.layer(l).argument[k]);
        (g.noise[k] * slopes[k]).hypot(terms[k] * of_slope.hypot(f64::EPSILON))
    });
    let gated = Sizes { terms, noise };
    match (&layer.norm, &made.norm) {
        (Some(norm), Some(normalised)) => {
            through_norm(norm, normalised, rounding.layer(l).standard, &gated)
        }
        _ => gated,
    }
}

/// The terms of σ′: silu and gelu are products, and the two terms of their derivatives cancel somewhere.
fn of_slope(activation: Activation, z: f64, sigma: f64, sigma_prime: f64) -> f64 {
    match activation {
        Activation::Silu | Activation::Gelu if z != 0.0 => sigma_prime.abs().max((sigma / z).abs()),
        _ => sigma_prime.abs(),
    }
}

fn through_norm(norm: &LayerNorm, made: &Normalised, of_standard: f64, gated: &Sizes) -> Sizes {
    let gamma = norm.gamma.abs();
    let t = gated.terms.component_mul(&gamma);
    let standard = made.standard.abs();
    let (mean, along) = (t.mean(), t.dot(&standard) / t.len() as f64);
    let terms = t.zip_map(&standard, |t, standard| {
        t.max(mean).max(standard * along) / made.deviation
    });
    if t.len() == 1 {
        // δ is exactly 0, whatever comes back.
        return Sizes {
            terms,
            noise: Vector::zeros(1),
        };
    }
    let carried = gated.noise.component_mul(&gamma).max() / made.deviation;
    let noise = terms.zip_map(&standard, |terms, standard| {
        (carried * (1.0 + standard)).hypot(terms * of_standard)
    });
    Sizes { terms, noise }
}

/// g⁽ˡ⁻¹⁾ = (W⁽ˡ⁾)ᵀδ⁽ˡ⁾, plus g⁽ˡ⁾ for a residual.
fn of_pullback(
    walk: &Trace,
    l: usize,
    (of_delta, of_g): (&Vector, &Vector),
    patience: &Patience<'_>,
) -> Sizes {
    let (layer, back) = (walk.network().layer(l), walk.backward().layer(l));
    let bypass = |k: usize, sizes: &Vector| if layer.residual { sizes[k].abs() } else { 0.0 };
    // Scaled to products of 1, so that the squares of small errors do not vanish.
    let (weight, error) = (walk.network().largest_weight(l), of_delta.amax());
    let [weight, error] = [weight, error].map(|size| size.max(f64::MIN_POSITIVE));
    let of_delta = of_delta / error / weight;
    let (mut terms, mut noise) = (Vector::zeros(layer.inputs()), Vector::zeros(layer.inputs()));
    let columns = layer.weights.column_iter().enumerate();
    for (k, column) in patience.over(columns, layer.units()) {
        let (mut largest, mut squares) = (bypass(k, &back.g), 0.0);
        // One pass without a vector in between: every objective comes here with every W.
        for ((w, delta), of_delta) in column.iter().zip(&back.delta).zip(&of_delta) {
            largest = f64::max(largest, (w * delta).abs());
            squares += (w * of_delta).powi(2);
        }
        terms[k] = largest;
        noise[k] = (squares.sqrt() * error * weight)
            .hypot(bypass(k, of_g))
            .hypot(f64::EPSILON * largest)
            .max(UNDERFLOW * weight);
    }
    Sizes { terms, noise }
}
