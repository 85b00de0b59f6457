//! How far rounding may have carried the values of a forward pass, to first order.
//!
//! Each z is a sum of terms and off by ε times their size, however small the sum is; each σ is off by a few ulp. On
//! the way to the output these errors are multiplied by weights and slopes and add up like independent ones, as the
//! root of the sum of their squares (taken by `hypot`: the square of an error may be too small for a double).

use super::Patience;
use crate::engine::{Layer, LayerForward, Normalised, Objective, Trace, Vector};

/// Ulps that a σ may be off.
const ULPS: f64 = 4.0;

/// The rounding errors of a forward pass from some layer on, a⁽ˡ⁻¹⁾ taken as exact.
pub(super) struct Rounding {
    first: usize,
    layers: Vec<LayerRounding>,
}

/// The rounding errors of one layer, one entry a unit.
pub(super) struct LayerRounding {
    /// Of σ's argument.
    pub argument: Vector,
    /// The largest of ẑ, 0 without a norm.
    pub standard: f64,
    /// Of a⁽ˡ⁾.
    pub a: Vector,
}

impl Rounding {
    /// Of a pass that starts at layer `first`.
    pub fn new(trace: &Trace, first: usize, patience: &Patience<'_>) -> Self {
        let mut layers: Vec<LayerRounding> = Vec::new();
        let exact = Vector::zeros(trace.network().units(first - 1));
        for l in first..=trace.network().depth() {
            let error = layers.last().map_or(&exact, |layer| &layer.a);
            let (before, made) = (trace.forward().a(l - 1), trace.forward().layer(l));
            let layer = trace.network().layer(l);
            layers.push(through(layer, (before, error), made, patience));
        }
        Self { first, layers }
    }

    /// Of layer l, from the first on.
    pub fn layer(&self, l: usize) -> &LayerRounding {
        &self.layers[l - self.first]
    }

    /// Of a⁽ˡ⁾, or `None` before the first layer, where it is exact.
    pub fn of_a(&self, l: usize) -> Option<&Vector> {
        (l >= self.first).then(|| &self.layer(l).a)
    }

    /// Of the value of the objective of `walk` at `output`, which is near its own.
    pub fn of_value(&self, walk: &Trace, output: &Vector) -> f64 {
        let last = walk.network().depth();
        let of_output = &self.layer(last).a;
        match (walk.objective(), walk.target()) {
            (Objective::Loss, Some(y)) => {
                let distance = output - y;
                let summing = f64::EPSILON * output.len() as f64 * distance.norm_squared();
                of_output.component_mul(&distance).norm() + of_output.norm_squared() + summing
            }
            (Objective::Output { component }, _) => of_output[component],
            (Objective::Sum, _) => of_output.norm().hypot(f64::EPSILON * output.lp_norm(1)),
            (Objective::Loss, None) => f64::NAN,
        }
    }
}

fn through(
    layer: &Layer,
    (before, error): (&Vector, &Vector),
    made: &LayerForward,
    patience: &Patience<'_>,
) -> LayerRounding {
    let mut carried: Vector = Vector::zeros(layer.units());
    let mut size = layer.bias.abs();
    let columns = layer.weights.column_iter().zip(before.iter().zip(error));
    for (column, (a, error)) in patience.over(columns, layer.units()) {
        for ((w, carried), size) in column.iter().zip(&mut carried).zip(&mut size) {
            *carried = carried.hypot(w * error);
            *size += (w * a).abs();
        }
    }
    let z = carried.zip_map(&size, |carried, size| carried.hypot(f64::EPSILON * size));
    let standard = made
        .norm
        .as_ref()
        .map(|norm| of_standard(norm, &made.z, &z));
    let argument = match (&layer.norm, &standard) {
        (Some(norm), Some(standard)) => {
            let u = made.argument();
            let carried = standard.component_mul(&norm.gamma);
            carried.zip_map(u, |carried, u| carried.hypot(f64::EPSILON * u))
        }
        _ => z,
    };
    let gated = argument.component_mul(&made.sigma_prime);
    let mut a = gated.zip_map(&made.sigma, |gated, sigma| {
        gated.hypot(ULPS * f64::EPSILON * sigma)
    });
    if layer.residual {
        a.zip_zip_apply(error, &made.a, |a, error, sum| {
            *a = a.hypot(error).hypot(f64::EPSILON * sum);
        });
    }
    LayerRounding {
        argument,
        standard: standard.map_or(0.0, |standard| standard.max()),
        a,
    }
}

/// Centring subtracts numbers as large as z, and the division by s enlarges the error that this leaves in ẑ.
fn of_standard(made: &Normalised, z: &Vector, error: &Vector) -> Vector {
    if z.len() == 1 {
        return Vector::zeros(1);
    }
    let centred = (error.max() + f64::EPSILON * z.amax()) / made.deviation;
    made.standard
        .map(|standard| centred * (1.0 + standard.abs()))
}
