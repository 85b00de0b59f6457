//! What errors of a walk's derivatives are measured against: the largest term summed, and how far rounding may have
//! carried the sum.
//!
//! The rounding errors of the forward pass enter through σ′ and a⁽ˡ⁻¹⁾, those of the backward pass are added on the
//! way. What remains when large terms cancel keeps their error, and hands it down.

use super::{Patience, Rounding, Site};
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
        let curved = layer.activation.is_curved().then_some(CURVATURE);
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
        // 0/0 at 0 is no number, which max passes over.
        Activation::Silu | Activation::Gelu => sigma_prime.abs().max((sigma / z).abs()),
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

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

    use std::sync::Arc;

    use super::{
        Activation, LayerNorm, Normalised, Patience, Rounding, Site, Sizes, Terms, Trace,
        UNDERFLOW, Vector, of_pullback, of_slope, through_norm,
    };
    use crate::engine::{Layer, Matrix, Network, Objective};

    fn vector(entries: &[f64]) -> Vector {
        Vector::from_column_slice(entries)
    }

    /// a⁽²⁾ = x = (2, 5) through an identity, then a⁽³⁾ = W x with the rows of W given.
    fn walk(rows: [[f64; 2]; 2], objective: Objective) -> Trace {
        let identity = |weights| Layer::new(weights, Vector::zeros(2), Activation::Identity);
        let above = identity(Matrix::from_fn(2, 2, |j, k| rows[j][k]));
        let layers = vec![identity(Matrix::identity(2, 2)), above];
        let network = Arc::new(Network::new(layers).expect("the shapes fit"));
        let y = Some(vector(&[1.0, 1.0]));
        Trace::record(network, vector(&[2.0, 5.0]), y, objective).expect("x and y fit")
    }

    #[test]
    fn the_terms_of_a_slope_that_cancels_are_told_by_the_other_one() {
        // σ′ is 0 there, and its two terms are ±σ/z.
        assert_eq!(of_slope(Activation::Silu, -2.0, -0.5, 0.0), 0.25);
        assert_eq!(of_slope(Activation::Gelu, -2.0, -0.5, -0.75), 0.75);
        assert_eq!(of_slope(Activation::Gelu, 0.0, 0.0, 0.5), 0.5);
        assert_eq!(of_slope(Activation::Tanh, -2.0, -0.5, -0.125), 0.125);
    }

    #[test]
    fn an_entry_of_w_has_the_terms_of_delta_times_a() {
        let walk = walk(
            [[3.0, -4.0], [0.5, 1.0]],
            Objective::Output { component: 0 },
        );
        let patience = Patience::new(|| true);
        let terms = Terms::new(&walk, &Rounding::new(&walk, 2, &patience), &patience);
        let largest = |site| terms.size(site).largest;
        assert_eq!((largest(Site::Z(3)), largest(Site::Weights(3))), (1.0, 5.0));
        assert_eq!(
            (largest(Site::Bias(2)), largest(Site::Weights(2))),
            (4.0, 20.0)
        );
        assert_eq!(largest(Site::Input), 4.0);
    }

    #[test]
    fn a_pullback_adds_up_errors_like_independent_ones() {
        let walk = walk([[3.0, -4.0], [0.5, 1.0]], Objective::Loss);
        // a⁽³⁾ − y = (−15, 5).
        let delta = vector(&[0.1, 0.2]);
        let pulled = of_pullback(
            &walk,
            3,
            (&delta, &vector(&[7.0, 7.0])),
            &Patience::new(|| true),
        );
        assert_eq!(pulled.terms, vector(&[45.0, 60.0]));
        let noise = [0.3_f64.hypot(0.1), 0.4_f64.hypot(0.2)];
        assert!((pulled.noise - vector(&noise)).amax() < 1e-14);
    }

    #[test]
    fn nothing_is_less_off_than_what_underflows_before_the_largest_weight() {
        let walk = walk([[1e9, 0.0], [0.0, 0.0]], Objective::Output { component: 1 });
        let none = Vector::zeros(2);
        let pulled = of_pullback(&walk, 3, (&none, &none), &Patience::new(|| true));
        assert_eq!(pulled.noise, Vector::repeat(2, UNDERFLOW * 1e9));
    }

    /// Of t = (1, −2, 4) with these errors, behind a norm that made these ẑ with s = 2.
    fn behind_norm(standard: &[f64], of_standard: f64) -> Sizes {
        let units = standard.len();
        let norm = LayerNorm {
            gamma: vector(&[1.0, -2.0, 1.0][..units]),
            ..LayerNorm::standard(units)
        };
        let made = Normalised {
            mean: 0.0,
            deviation: 2.0,
            standard: vector(standard),
            u: Vector::zeros(units),
        };
        let gated = Sizes {
            terms: vector(&[1.0, 1.0, 4.0][..units]),
            noise: vector(&[0.1, 0.3, 0.2][..units]),
        };
        through_norm(&norm, &made, of_standard, &gated)
    }

    #[test]
    fn the_terms_behind_a_norm_are_t_its_mean_and_its_part_along_z() {
        let found = behind_norm(&[3.0, -1.5, 0.0], 0.0);
        // γ ⊙ t is (1, 2, 4), its mean 7/3, and ẑ·mean(t ⊙ ẑ) is (3, 1.5, 0)·2.
        assert_eq!(found.terms, vector(&[3.0, 1.5, 2.0]));
        let carried = [0.3 * 4.0, 0.3 * 2.5, 0.3];
        assert!((found.noise - vector(&carried)).amax() < 1e-15);
        // What ẑ is off comes in by the terms.
        let off = behind_norm(&[3.0, -1.5, 0.0], 8.0);
        assert!((off.noise[0] - 24_f64.hypot(1.2)).abs() < 1e-13);
        assert_eq!(behind_norm(&[0.0], 8.0).noise, Vector::zeros(1));
        assert_ne!(behind_norm(&[1.0, -1.0], 8.0).noise, Vector::zeros(2));
    }
}
