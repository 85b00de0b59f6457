//! The nine activations σ and their derivatives σ′, each in a form that neither overflows nor cancels.
//!
//! All rest on `libm`, so that the bits are the same on every machine.

mod gelu;
mod sigmoid;
mod silu;
mod tanh;

/// An activation function, applied to each unit by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Activation {
    /// σ(z) = z.
    Identity,
    /// σ(z) = 1/(1 + e⁻ᶻ).
    Sigmoid,
    /// σ(z) = tanh z.
    Tanh,
    /// σ(z) = max(0, z), with σ′(0) = 0.
    Relu,
    /// z for z > 0, αz otherwise.
    LeakyRelu {
        /// α, the slope on the left.
        alpha: f64,
    },
    /// z for z > 0, α(eᶻ − 1) otherwise.
    Elu {
        /// α, minus the limit on the left.
        alpha: f64,
    },
    /// ln(1 + eᶻ).
    Softplus,
    /// z/(1 + e⁻ᶻ).
    Silu,
    /// zΦ(z), the exact one.
    Gelu,
}

impl Activation {
    /// The names that a network file may use.
    pub const NAMES: [&'static str; 9] = [
        "identity",
        "sigmoid",
        "tanh",
        "relu",
        "leaky_relu",
        "elu",
        "softplus",
        "silu",
        "gelu",
    ];

    /// The activation of that name, with its default α where it has one.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "identity" => Self::Identity,
            "sigmoid" => Self::Sigmoid,
            "tanh" => Self::Tanh,
            "relu" => Self::Relu,
            "leaky_relu" => Self::LeakyRelu { alpha: 0.01 },
            "elu" => Self::Elu { alpha: 1.0 },
            "softplus" => Self::Softplus,
            "silu" => Self::Silu,
            "gelu" => Self::Gelu,
            _ => return None,
        })
    }

    /// The name in a network file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu { .. } => "leaky_relu",
            Self::Elu { .. } => "elu",
            Self::Softplus => "softplus",
            Self::Silu => "silu",
            Self::Gelu => "gelu",
        }
    }

    /// α, where the activation has one.
    pub const fn alpha(self) -> Option<f64> {
        match self {
            Self::LeakyRelu { alpha } | Self::Elu { alpha } => Some(alpha),
            _ => None,
        }
    }

    /// The same activation with another α, or `None` where it has none.
    pub const fn with_alpha(self, alpha: f64) -> Option<Self> {
        match self {
            Self::LeakyRelu { .. } => Some(Self::LeakyRelu { alpha }),
            Self::Elu { .. } => Some(Self::Elu { alpha }),
            _ => None,
        }
    }

    /// σ(z), within 4 ulp; at ±∞ the limit.
    pub fn value(self, z: f64) -> f64 {
        match self {
            Self::Sigmoid => sigmoid::value(z),
            Self::Tanh => tanh::value(z),
            // Not z.max(0.0), which turns NaN into 0.
            Self::Relu if z <= 0.0 => 0.0,
            Self::LeakyRelu { alpha } if z <= 0.0 => alpha * z,
            Self::Elu { alpha } if z <= 0.0 => alpha * libm::expm1(z),
            Self::Identity | Self::Relu | Self::LeakyRelu { .. } | Self::Elu { .. } => z,
            Self::Softplus => z.max(0.0) + libm::log1p(libm::exp(-z.abs())),
            Self::Silu => silu::value(z),
            Self::Gelu => gelu::value(z),
        }
    }

    /// σ′(z), within 4 ulp; at ±∞ the limit.
    pub fn derivative(self, z: f64) -> f64 {
        match self {
            _ if z.is_nan() => f64::NAN,
            Self::Sigmoid => sigmoid::derivative(z),
            Self::Tanh => tanh::derivative(z),
            Self::Relu if z <= 0.0 => 0.0,
            Self::LeakyRelu { alpha } if z <= 0.0 => alpha,
            Self::Elu { alpha } if z <= 0.0 => times_exp(alpha, z),
            Self::Identity | Self::Relu | Self::LeakyRelu { .. } | Self::Elu { .. } => 1.0,
            Self::Softplus => sigmoid::value(z),
            Self::Silu => silu::derivative(z),
            Self::Gelu => gelu::derivative(z),
        }
    }
}

impl Activation {
    /// Whether σ has a kink at 0, where it has no derivative.
    pub fn has_kink(self) -> bool {
        match self {
            Self::Relu => true,
            #[expect(
                clippy::float_cmp,
                reason = "only exactly 1 makes both slopes at 0 the same"
            )]
            Self::LeakyRelu { alpha } | Self::Elu { alpha } => alpha != 1.0,
            _ => false,
        }
    }

    /// Whether σ′ depends on its argument, but for a jump at 0.
    pub const fn is_curved(self) -> bool {
        !matches!(self, Self::Identity | Self::Relu | Self::LeakyRelu { .. })
    }

    /// σ and σ′ at each entry of `z`, bit by bit what [`value`](Self::value) and [`derivative`](Self::derivative) are,
    /// but for which NaN a NaN is.
    pub(super) fn apply(self, z: &[f64], sigma: &mut [f64], sigma_prime: &mut [f64]) {
        let made = z.iter().zip(sigma.iter_mut().zip(sigma_prime));
        if self == Self::Sigmoid {
            // Both need the same exponential.
            for (z, (sigma, sigma_prime)) in made {
                (*sigma, *sigma_prime) = sigmoid::both(*z);
            }
        } else {
            for (z, (sigma, sigma_prime)) in made {
                (*sigma, *sigma_prime) = (self.value(*z), self.derivative(*z));
            }
        }
    }
}

/// factor·eˣ for x ≤ 0, where the product may be a normal number although eˣ is not.
fn times_exp(factor: f64, x: f64) -> f64 {
    if x > -708.0 {
        return factor * libm::exp(x);
    }
    let half = libm::exp(x / 2.0);
    factor * half * half
}

#[cfg(test)]
mod tests {
    use super::Activation;

    #[test]
    fn sigma_and_its_derivative_at_once_are_what_each_is_alone() {
        let ends = [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY];
        let mut z: Vec<f64> = (-8000..8000).map(|k| f64::from(k) / 9.7).collect();
        z.extend(
            ends.into_iter()
                .chain([f64::NAN, -f64::NAN, 5e-324, -5e-324]),
        );
        for activation in Activation::NAMES
            .into_iter()
            .filter_map(Activation::from_name)
        {
            let (mut sigma, mut sigma_prime) = (vec![0.0; z.len()], vec![0.0; z.len()]);
            activation.apply(&z, &mut sigma, &mut sigma_prime);
            for (z, (sigma, sigma_prime)) in z.iter().zip(sigma.iter().zip(&sigma_prime)) {
                let alone = [activation.value(*z), activation.derivative(*z)];
                // Which NaN comes of arithmetic is nowhere laid down.
                let bits =
                    |pair: [f64; 2]| pair.map(|it| if it.is_nan() { 0 } else { it.to_bits() });
                let both = bits([*sigma, *sigma_prime]);
                assert_eq!(both, bits(alone), "{} at {z:?}", activation.name());
            }
        }
    }
}
