//! Layer normalisation, u = γ ⊙ (z − μ)/√(v + ε) + β over the units of one layer, and its transposed Jacobian.

use super::Vector;

/// The ε of a norm that states none.
pub const DEFAULT_EPS: f64 = 1e-5;

/// The parameters of a layer's norm: γ and β, one entry a unit, and ε > 0.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerNorm {
    /// γ, the gain of each unit.
    pub gamma: Vector,
    /// β, the shift of each unit.
    pub beta: Vector,
    /// ε, added to the variance.
    pub eps: f64,
}

/// What a norm made of one z.
#[derive(Debug, Clone, PartialEq)]
pub struct Normalised {
    /// μ, the mean of z over the layer's units.
    pub mean: f64,
    /// s = √(v + ε), v the biased variance of z over the layer's units.
    pub deviation: f64,
    /// ẑ = (z − μ)/s.
    pub standard: Vector,
    /// u = γ ⊙ ẑ + β, the activation's argument.
    pub u: Vector,
}

impl LayerNorm {
    /// γ = 1, β = 0 and ε = 1e-5 for a layer of `units` units.
    pub fn standard(units: usize) -> Self {
        Self {
            gamma: Vector::repeat(units, 1.0),
            beta: Vector::zeros(units),
            eps: DEFAULT_EPS,
        }
    }

    /// z ↦ u, with the mean and deviation that made it.
    pub fn apply(&self, z: &Vector) -> Normalised {
        let mut made = Normalised::empty(z.len());
        self.apply_into(z, &mut made);
        made
    }

    /// The same, in the place of what was made of another z.
    pub(super) fn apply_into(&self, z: &Vector, made: &mut Normalised) {
        // A power of two about as large as z and s: scaling by it is exact, and no square overflows.
        let (_, exponent) = libm::frexp(z.amax().max(self.eps.sqrt()));
        let standard = &mut made.standard;
        standard.zip_apply(z, |scaled, z| *scaled = libm::scalbn(z, -exponent));
        let mean = standard.mean();
        // Centring first: Σ(z − μ)² keeps the digits that Σz² − nμ² loses.
        standard.apply(|z| *z -= mean);
        let root_variance = (standard.norm_squared() / z.len() as f64).sqrt();
        made.mean = libm::scalbn(mean, exponent);
        // √v and √ε, neither of which is squared again.
        made.deviation = libm::hypot(libm::scalbn(root_variance, exponent), self.eps.sqrt());
        *standard /= libm::scalbn(made.deviation, -exponent);
        made.u.copy_from(&self.gamma);
        made.u.component_mul_assign(&made.standard);
        made.u += &self.beta;
    }

    /// The norm's transposed Jacobian at what it made: t = ∂/∂ẑ ↦ δ = (t − mean(t) − ẑ·mean(t ⊙ ẑ))/s = ∂/∂z.
    ///
    /// One unit's z − μ is 0 whatever z is, so δ is exactly 0. Those of two units are ±(z₁ − z₂)/2: t − mean(t) lies
    /// along ẑ, the difference is all but nothing, and what it leaves is ±(t₁ − t₂)/2·ε/s³.
    pub fn pullback(&self, made: &Normalised, t: &Vector) -> Vector {
        let mut delta = Vector::zeros(t.len());
        self.pullback_into(made, t, &mut delta);
        delta
    }

    /// The same, into `delta`, of n_l entries.
    pub(super) fn pullback_into(&self, made: &Normalised, t: &Vector, delta: &mut Vector) {
        let s = made.deviation;
        match t.as_slice() {
            [_] => delta[0] = 0.0,
            [first, second] => {
                delta[0] = (first / 2.0 - second / 2.0) / s * (self.eps / s) / s;
                delta[1] = -delta[0];
            }
            _ => {
                let (mean, along) = made.projections(t);
                delta.zip_zip_apply(t, &made.standard, |delta, t, standard| {
                    *delta = (t - mean - standard * along) / s;
                });
            }
        }
    }
}

impl LayerNorm {
    /// One step of gradient descent of the rate η: β ← β − η ∂/∂u, γ ← γ − η ∂/∂u ⊙ ẑ, where ∂/∂u = g ⊙ σ′.
    pub(super) fn descend(
        &mut self,
        rate: f64,
        g: &Vector,
        sigma_prime: &Vector,
        made: &Normalised,
    ) {
        self.beta
            .zip_zip_apply(g, sigma_prime, |beta, g, sigma_prime| {
                *beta -= rate * (g * sigma_prime);
            });
        for (i, gamma) in self.gamma.iter_mut().enumerate() {
            *gamma -= rate * (g[i] * sigma_prime[i] * made.standard[i]);
        }
    }
}

impl Normalised {
    /// Room for what is made of so many units.
    pub(super) fn empty(units: usize) -> Self {
        Self {
            mean: 0.0,
            deviation: 0.0,
            standard: Vector::zeros(units),
            u: Vector::zeros(units),
        }
    }

    /// mean(t) and mean(t ⊙ ẑ): what of t the norm takes out.
    pub fn projections(&self, t: &Vector) -> (f64, f64) {
        (t.mean(), t.dot(&self.standard) / t.len() as f64)
    }
}
