//! The demonstration: central differences (f(θ + h d) − f(θ − h d))/2h over the walk's own forward pass.
//!
//! h = ε^⅓·max(1, |θ|) balances the two errors of such a quotient: truncation, which grows as h² and is estimated from
//! a second quotient with twice the step, and rounding, about ε|f|/h with |f| the size of the terms on the way to f.
//! Neither estimate is worth anything where the step is far above the scale of the values: there is nothing to say.

use super::{Direction, Measured, Patience, Reason, Rounding, Site, shape};
use crate::engine::{Layer, LayerForward, Objective, Trace, Vector};

/// The steps, in units of h.
const STEPS: [f64; 4] = [-2.0, -1.0, 1.0, 2.0];

/// The second quotient is off by 4 times as much as the first, so that they differ by 3 times the error of the first.
/// Thirty times as much allows for a third derivative that happens to be small just here.
const TRUNCATION: f64 = 10.0;

/// A loss whose outputs move by so many times their own size is all curvature: its slope drowns in its rounding.
const OUTGROWN: f64 = 1e4;

/// Some more than the two rounding errors of the two values.
const ROUNDING: f64 = 8.0;

/// Four forward passes around a walk's.
pub(super) struct Central {
    h: f64,
    /// a⁽ᴸ⁾ at each of [`STEPS`].
    outputs: [Vector; 4],
    has_kink: bool,
    /// How much the functions on the way bend within the step, relative to their slopes.
    bend: f64,
}

impl Central {
    pub fn new(trace: &Trace, site: Site, direction: Direction, patience: &Patience<'_>) -> Self {
        let size = direction.largest(site.values(trace));
        let h = step(size);
        let passes = STEPS.map(|step| pass(trace, site, (direction, step * h), patience));
        let layers = || {
            let pairs = |pass| (site.layer()..).zip(pass);
            passes.iter().flat_map(pairs)
        };
        Self {
            h,
            has_kink: layers().any(|(l, made)| is_across_kink(trace, l, made)),
            bend: layers()
                .map(|(l, made)| bend(trace, l, made))
                .fold(0.0, f64::max),
            outputs: passes.map(|pass| output(trace, pass)),
        }
    }

    /// The derivative of the objective of `walk`, where `rounding` is that of the passes, `scale` that of the
    /// derivative and `least` the least that the bound may be.
    pub fn measure(
        &self,
        walk: &Trace,
        rounding: &Rounding,
        scale: f64,
        least: f64,
    ) -> Result<Measured, Reason> {
        if self.has_kink {
            return Err(Reason::Kink);
        }
        if self.outgrows(walk) {
            return Err(Reason::Truncation);
        }
        let objective = walk.objective();
        let noise = self.largest(|output| rounding.of_value(walk, output));
        let [far_left, left, right, far_right] = self
            .outputs
            .each_ref()
            .map(|output| objective.value(output, walk.target()));
        let value = (right - left) / (2.0 * self.h);
        let coarse = (far_right - far_left) / (4.0 * self.h);
        // The quotients may happen to agree with each other, and not with the derivative.
        let truncation = (TRUNCATION * (coarse - value).abs()).max(self.bend * scale);
        let rounding = ROUNDING * noise / self.h;
        Ok(Measured {
            value,
            bound: truncation + rounding + least,
            // The two quotients differ by their rounding errors, too.
            limit: if 2.0 * rounding >= truncation {
                Reason::Rounding
            } else {
                Reason::Truncation
            },
        })
    }

    /// Whether the loss has become another one within the step.
    fn outgrows(&self, walk: &Trace) -> bool {
        let (Objective::Loss, Some(y)) = (walk.objective(), walk.target()) else {
            return false;
        };
        let own = walk.forward().output();
        let moved = self.largest(|output| (output - own).amax());
        moved > OUTGROWN * own.amax().max(y.amax())
    }

    /// The largest over the four passes, NaN if one is.
    fn largest(&self, of_output: impl Fn(&Vector) -> f64) -> f64 {
        let larger = |a: f64, b: f64| if a >= b || a.is_nan() { a } else { b };
        self.outputs.iter().map(of_output).fold(0.0, larger)
    }
}

/// h = ε^⅓·max(1, |θ|).
pub(super) fn step(size: f64) -> f64 {
    libm::cbrt(f64::EPSILON) * size.max(1.0)
}

/// The central difference of the objective of `trace` with this h, whatever it is worth.
pub(super) fn quotient(
    trace: &Trace,
    site: Site,
    (direction, h): (Direction, f64),
    patience: &Patience<'_>,
) -> f64 {
    let at = |step| {
        let output = output(trace, pass(trace, site, (direction, step), patience));
        trace.objective().value(&output, trace.target())
    };
    (at(h) - at(-h)) / (2.0 * h)
}

fn output(trace: &Trace, mut pass: Vec<LayerForward>) -> Vector {
    pass.pop()
        .map_or_else(|| trace.input().clone(), |last| last.a)
}

/// The layers from the first that feels it, with `site` moved by `step` along `direction`.
fn pass(
    trace: &Trace,
    site: Site,
    (direction, step): (Direction, f64),
    patience: &Patience<'_>,
) -> Vec<LayerForward> {
    let (network, forward) = (trace.network(), trace.forward());
    let moved = |theta: &Vector| {
        let mut theta = theta.clone();
        direction.shift(theta.as_mut_slice(), step);
        theta
    };
    let l = site.layer();
    let (layer, before) = (network.layer(l), forward.a(l - 1));
    let from_z = |z| LayerForward::from_z(layer, forward.layer(l).product.clone(), z, before);
    let first = match site {
        Site::Input => LayerForward::run(layer, &moved(before)),
        Site::Z(_) => from_z(moved(&forward.layer(l).z)),
        Site::Bias(_) => from_z(&forward.layer(l).product + moved(&layer.bias)),
        Site::Weights(_) => {
            let product = moved_product(layer, before, (direction, step), patience);
            let z = &product + &layer.bias;
            LayerForward::from_z(layer, product, z, before)
        }
    };
    let mut passed = vec![first];
    for l in l + 1..=network.depth() {
        // Where it is over, what stands there is worth nothing, and only the shapes count.
        passed.push(if patience.is_over_for(network.layer(l).weights.len()) {
            forward.layer(l).clone()
        } else {
            LayerForward::run(network.layer(l), &passed[passed.len() - 1].a)
        });
    }
    passed
}

/// (W + s D) a, column by column: there is no copy of W, which may be as large as all of the program.
fn moved_product(
    layer: &Layer,
    before: &Vector,
    (direction, step): (Direction, f64),
    patience: &Patience<'_>,
) -> Vector {
    let units = layer.units();
    let (mut product, mut moved) = (Vector::zeros(units), Vector::zeros(units));
    let columns = layer.weights.column_iter().zip(before).enumerate();
    for (k, (column, &a)) in patience.over(columns, units) {
        moved.copy_from(&column);
        direction.shift_part(moved.as_mut_slice(), k * units, step);
        product.axpy(a, &moved, 1.0);
    }
    product
}

/// Whether an argument of σ is on another side of a kink than in the walk.
fn is_across_kink(trace: &Trace, l: usize, made: &LayerForward) -> bool {
    let activation = trace.network().layer(l).activation;
    let walked = trace.forward().layer(l).argument();
    let mut units = made.argument().iter().zip(walked);
    units.any(|(z, walked)| shape::is_across_kink(activation, *z, *walked))
}

/// How much σ and the norm bend between the walk and a pass: the square of the largest step in an argument or in ẑ.
fn bend(trace: &Trace, l: usize, made: &LayerForward) -> f64 {
    let activation = trace.network().layer(l).activation;
    let walked = trace.forward().layer(l);
    let units = made.argument().iter().zip(walked.argument());
    let of_sigma = units.map(|(z, walked)| shape::bend(activation, *z, *walked));
    let norms = made.norm.iter().zip(&walked.norm);
    let of_norm = norms.map(|(norm, walked)| (&norm.standard - &walked.standard).amax().powi(2));
    of_sigma.chain(of_norm).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers come out exactly")]

    use super::{Central, Vector};

    #[test]
    fn the_largest_of_the_four_passes_counts_and_a_nan_before_all() {
        let largest = |outputs: [f64; 4]| {
            let central = Central {
                h: 1.0,
                outputs: outputs.map(|output| Vector::repeat(1, output)),
                has_kink: false,
                bend: 0.0,
            };
            central.largest(|output| output[0])
        };
        assert_eq!(largest([1.0, 3.0, 2.0, 1.0]), 3.0);
        assert_eq!(largest([3.0, 1.0, 2.0, 1.0]), 3.0);
        assert_eq!(largest([1.0, 2.0, 1.0, 3.0]), 3.0);
        for at in 0..4 {
            let mut outputs = [1.0, 3.0, 2.0, 1.0];
            outputs[at] = f64::NAN;
            assert!(largest(outputs).is_nan());
        }
    }
}
