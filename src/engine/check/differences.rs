//! The demonstration: central differences (f(θ + h d) − f(θ − h d))/2h over the walk's own forward pass.
//!
//! h = ε^⅓·max(1, |θ|) balances the two errors of such a quotient: truncation, which grows as h² and is estimated from
//! a second quotient with twice the step, and rounding, about ε|f|/h with |f| the size of the terms on the way to f.

use super::{Direction, Measured, Reason, Site, rounding::has_kink};
use crate::engine::{LayerForward, Trace, Vector};

/// The steps, in units of h.
const STEPS: [f64; 4] = [-2.0, -1.0, 1.0, 2.0];

/// The second quotient is off by 4 times as much as the first, so that they differ by 3 times the error of the first.
/// Thirty times as much allows for a third derivative that happens to be small just here.
const TRUNCATION: f64 = 10.0;

/// Some more than the two rounding errors of the two values.
const ROUNDING: f64 = 8.0;

/// Four forward passes around a walk's.
pub(super) struct Central {
    h: f64,
    /// a⁽ᴸ⁾ at each of [`STEPS`].
    outputs: [Vector; 4],
    has_kink: bool,
}

impl Central {
    pub fn new(trace: &Trace, site: Site, direction: Direction) -> Self {
        let size = direction.largest(site.values(trace));
        let h = libm::cbrt(f64::EPSILON) * size.max(1.0);
        let passes = STEPS.map(|step| pass(trace, site, direction, step * h));
        Self {
            h,
            has_kink: passes
                .iter()
                .any(|pass| is_across_kink(trace, site.layer(), pass)),
            outputs: passes
                .map(|mut pass| pass.pop().map_or_else(|| trace.input().clone(), |l| l.a)),
        }
    }

    /// The derivative of the objective of `walk`, where `noise` is the rounding error of its value and `least` the
    /// least that the bound may be.
    pub fn measure(&self, walk: &Trace, noise: f64, least: f64) -> Result<Measured, Reason> {
        if self.has_kink {
            return Err(Reason::Kink);
        }
        let objective = walk.objective();
        let [far_left, left, right, far_right] = self
            .outputs
            .each_ref()
            .map(|output| objective.value(output, walk.target()));
        let value = (right - left) / (2.0 * self.h);
        let coarse = (far_right - far_left) / (4.0 * self.h);
        let truncation = TRUNCATION * (coarse - value).abs();
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
}

/// The layers from the first that feels it, with `site` moved by `step` along `direction`.
fn pass(trace: &Trace, site: Site, direction: Direction, step: f64) -> Vec<LayerForward> {
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
            let mut layer = layer.clone();
            direction.shift(layer.weights.as_mut_slice(), step);
            LayerForward::run(&layer, before)
        }
    };
    let mut passed = vec![first];
    for l in l + 1..=network.depth() {
        passed.push(LayerForward::run(
            network.layer(l),
            &passed[passed.len() - 1].a,
        ));
    }
    passed
}

/// Whether an argument of an activation with a kink is on another side of it than in the walk.
fn is_across_kink(trace: &Trace, first: usize, pass: &[LayerForward]) -> bool {
    let side = |z: &f64| z.partial_cmp(&0.0);
    pass.iter()
        .zip(first..)
        .filter(|(_, l)| has_kink(trace.network().layer(*l).activation))
        .any(|(made, l)| {
            let walked = trace.forward().layer(l).argument();
            let units = made.argument().iter().zip(walked);
            units.into_iter().any(|(z, walked)| side(z) != side(walked))
        })
}
