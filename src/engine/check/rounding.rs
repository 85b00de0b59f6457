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

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

    use std::sync::Arc;

    use super::{LayerRounding, Patience, Rounding};
    use crate::engine::{Activation, Layer, LayerNorm, Matrix, Network, Objective, Trace, Vector};

    const EPSILON: f64 = f64::EPSILON;

    fn layer<const N: usize>(rows: &[[f64; N]], bias: &[f64]) -> Layer {
        let weights = Matrix::from_fn(rows.len(), N, |j, k| rows[j][k]);
        Layer::new(
            weights,
            Vector::from_column_slice(bias),
            Activation::Identity,
        )
    }

    fn walk(layers: Vec<Layer>, x: &[f64], y: &[f64]) -> Trace {
        let network = Arc::new(Network::new(layers).expect("the shapes fit"));
        let vector = Vector::from_column_slice;
        let trace = Trace::record(network, vector(x), Some(vector(y)), Objective::Loss);
        trace.expect("x and y fit")
    }

    fn rounding(trace: &Trace, first: usize) -> Rounding {
        Rounding::new(trace, first, &Patience::new(|| true))
    }

    fn assert_near(found: f64, expected: f64) {
        let error = (found - expected).abs();
        assert!(
            error <= 1e-12 * expected.abs(),
            "{found:e}, not {expected:e}"
        );
    }

    fn assert_all(found: &Vector, expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert_near(*found, *expected);
        }
    }

    /// z⁽²⁾ = (9, −3) and, beside the residual, a⁽²⁾ = (11, 0); a⁽³⁾ = 35.
    fn sums(y: f64) -> Trace {
        let mut below = layer(&[[1.0, 2.0], [0.5, -1.0]], &[1.0, -1.0]);
        below.residual = true;
        walk(
            vec![below, layer(&[[3.0, -4.0]], &[2.0])],
            &[2.0, 3.0],
            &[y],
        )
    }

    #[test]
    fn a_sum_is_off_by_its_terms_and_by_what_they_are_off() {
        let rounding = rounding(&sums(30.0), 2);
        // A sum by the size of its terms, σ by four ulps, the residual's sum by its own size.
        let of_two = [9_f64.hypot(36.0).hypot(11.0), 5_f64.hypot(12.0)].map(|ulps| ulps * EPSILON);
        assert_all(&rounding.layer(2).argument, &[9.0 * EPSILON, 5.0 * EPSILON]);
        assert_all(&rounding.layer(2).a, &of_two);
        assert_eq!(rounding.layer(2).standard, 0.0);
        let of_three = (3.0 * of_two[0])
            .hypot(4.0 * of_two[1])
            .hypot(35.0 * EPSILON);
        assert_all(&rounding.layer(3).argument, &[of_three]);
        assert!(rounding.of_a(1).is_none());
        assert_all(rounding.of_a(2).expect("it is made"), &of_two);
    }

    #[test]
    fn where_a_pass_starts_what_it_starts_from_is_exact() {
        let rounding = rounding(&sums(30.0), 3);
        assert_all(&rounding.layer(3).argument, &[35.0 * EPSILON]);
        assert!(rounding.of_a(2).is_none());
    }

    #[test]
    fn what_the_output_is_off_the_scalar_is_off() {
        let identity = || layer(&[[1.0, 0.0], [0.0, 1.0]], &[0.0, 0.0]);
        let (near, far) = (
            walk(vec![identity()], &[3.0, 4.0], &[3.0, 4.0]),
            walk(vec![identity()], &[3.0, 4.0], &[-9.0, -12.0]),
        );
        let off = [3.0, 4.0].map(|a: f64| a.hypot(4.0 * a) * EPSILON);
        let of_value = |trace: &Trace, objective| {
            let walk = trace.with_objective(objective).expect("it is there");
            rounding(trace, 2).of_value(&walk, trace.forward().output())
        };
        let last = Objective::Output { component: 1 };
        assert_near(of_value(&near, last), off[1]);
        let norm = off[0].hypot(off[1]);
        assert_near(of_value(&near, Objective::Sum), norm.hypot(7.0 * EPSILON));
        // At its minimum a loss is off by the square alone.
        assert_near(of_value(&near, Objective::Loss), norm * norm);
        let first_order = (12.0 * off[0]).hypot(16.0 * off[1]);
        let summing = 2.0 * 400.0 * EPSILON;
        assert_near(of_value(&far, Objective::Loss), first_order + summing);
    }

    /// The rounding of a layer whose z is `x`, with a norm of these γ.
    fn normed(x: &[f64], gamma: &[f64]) -> (Trace, LayerRounding) {
        let units = x.len();
        let mut layer = Layer::new(
            Matrix::identity(units, units),
            Vector::zeros(units),
            Activation::Identity,
        );
        layer.norm = Some(LayerNorm {
            gamma: Vector::from_column_slice(gamma),
            ..LayerNorm::standard(units)
        });
        let trace = walk(vec![layer], x, &vec![0.0; units]);
        let made = rounding(&trace, 2).layers.remove(0);
        (trace, made)
    }

    #[test]
    fn a_norm_enlarges_what_centring_leaves() {
        let gamma = [2.0, -0.5, 3.0];
        let (trace, rounding) = normed(&[0.1, 0.2, 0.4], &gamma);
        let made = trace.forward().layer(2).norm.as_ref().expect("it has one");
        // z is off by 0.4 ε at most, and its centring by as much again.
        let centred = 0.8 * EPSILON / made.deviation;
        let of_standard: Vec<f64> = made
            .standard
            .iter()
            .map(|z| centred * (1.0 + z.abs()))
            .collect();
        let of_u = |k: usize| (of_standard[k] * gamma[k]).hypot(EPSILON * made.u[k]);
        assert_all(&rounding.argument, &[of_u(0), of_u(1), of_u(2)]);
        assert_near(
            rounding.standard,
            of_standard.iter().copied().fold(0.0, f64::max),
        );
    }

    #[test]
    fn the_norm_of_one_unit_forgets_what_z_is_off() {
        let (_, rounding) = normed(&[0.7], &[2.0]);
        assert_eq!((rounding.argument[0], rounding.standard), (0.0, 0.0));
    }
}
