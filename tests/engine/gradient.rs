//! The whole gradient of a walk, and the same by forward mode and by central differences over the oracle.

use std::cmp::Ordering;

use gradwalk::engine::{Objective, Quantity, Trace};
use num_dual::Dual64;

use crate::{
    double_double::DoubleDouble,
    fixtures::has_kink,
    oracle::{Oracle, Place},
    scalar::Scalar,
};

/// ∛ε: a central difference takes this step, times max(1, |θ|).
const STEP: f64 = 6.055_454_452_393_343e-6;

/// The step of a central difference over double-doubles: both of its errors are far below those of a double.
const FINE_STEP: f64 = 1e-13;

/// Rounding moves no argument of σ by as much.
const ROUNDING: f64 = 1e-9;

/// By which kind of error a central difference is off, so far as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Off {
    /// An argument is on a kink or crosses it within the step.
    Kink,
    /// By how much the step is too long, and by how much rounding adds to that.
    By {
        /// With the same step, over double-doubles.
        truncation: f64,
        /// Over doubles, against the same over double-doubles.
        rounding: f64,
        /// The derivative, from values alone.
        exact: f64,
    },
}

/// A walk's network, laid out for derivatives along each of its numbers.
pub struct Derivatives<'a> {
    trace: &'a Trace,
    pub places: Vec<Place>,
    doubles: Oracle<f64>,
}

impl<'a> Derivatives<'a> {
    pub fn new(trace: &'a Trace) -> Self {
        let doubles = oracle::<f64>(trace);
        Self {
            trace,
            places: doubles.places(),
            doubles,
        }
    }

    /// As the walk has it.
    pub fn walked(&self) -> Vec<f64> {
        let entry = |quantity: Quantity, row, column| {
            let value = quantity.value(self.trace).expect("the walk has it");
            value.entry(row, column)
        };
        let at = |place: &Place| match *place {
            Place::Input(i) => entry(Quantity::G(1), i, 0),
            Place::Weight(l, j, k) => entry(Quantity::WeightGradient(l + 2), j, k),
            Place::Bias(l, j) => entry(Quantity::BiasGradient(l + 2), j, 0),
        };
        self.places.iter().map(at).collect()
    }

    /// By dual numbers.
    pub fn by_duals(&self) -> Vec<f64> {
        let mut duals = oracle::<Dual64>(self.trace);
        let mut along = |&place: &Place| {
            let moved = Dual64::new(duals.at(place).re, 1.0);
            duals.with(place, moved, |duals| scalar(self.trace, duals).eps)
        };
        self.places.iter().map(&mut along).collect()
    }

    /// By central differences.
    pub fn by_differences(&mut self) -> Vec<f64> {
        let (trace, doubles) = (self.trace, &mut self.doubles);
        let mut along = |&place: &Place| {
            let theta = *doubles.at(place);
            quotient(trace, doubles, place, step(theta))
        };
        self.places.iter().map(&mut along).collect()
    }

    /// By central differences over double-doubles, exact but near a kink.
    pub fn by_values(&self) -> Vec<f64> {
        let mut precise = oracle::<DoubleDouble>(self.trace);
        let mut along = |&place: &Place| {
            let theta = precise.at(place).value();
            quotient(self.trace, &mut precise, place, fine_step(theta))
        };
        self.places.iter().map(&mut along).collect()
    }

    /// What the difference along `place`, whose value is `found`, is off by.
    pub fn off(&mut self, place: Place, found: f64) -> Off {
        let theta = *self.doubles.at(place);
        let h = step(theta);
        let here = sides(&self.doubles);
        let mut moved = [-h, h].into_iter();
        if moved.any(|h| self.doubles.with(place, theta + h, sides) != here) {
            return Off::Kink;
        }
        let mut precise = oracle::<DoubleDouble>(self.trace);
        let exact = quotient(self.trace, &mut precise, place, fine_step(theta));
        let coarse = quotient(self.trace, &mut precise, place, h);
        Off::By {
            truncation: (coarse - exact).abs(),
            rounding: (found - coarse).abs(),
            exact,
        }
    }

    /// Whether rounding put some argument on one side of its kink in the walk and on another in the oracle, so that
    /// they rightly differ.
    pub fn is_across_kink(&self) -> bool {
        let (network, forward) = (self.trace.network(), self.trace.forward());
        let kinked = network
            .layers()
            .filter(|&l| has_kink(network.layer(l).activation));
        let walked = kinked.flat_map(|l| forward.layer(l).argument().iter());
        walked
            .zip(self.doubles.near_kinks())
            .any(|(walked, own)| side(*walked) != side(own) && (walked - own).abs() < ROUNDING)
    }
}

/// On which side of a kink at 0 something is.
fn side(z: f64) -> Option<Ordering> {
    z.partial_cmp(&0.0)
}

fn sides(oracle: &Oracle<f64>) -> Vec<Option<Ordering>> {
    oracle.near_kinks().into_iter().map(side).collect()
}

fn step(theta: f64) -> f64 {
    STEP * theta.abs().max(1.0)
}

fn fine_step(theta: f64) -> f64 {
    FINE_STEP * theta.abs().max(1.0)
}

fn oracle<S: Scalar>(trace: &Trace) -> Oracle<S> {
    Oracle::new(trace.network(), trace.input().as_slice())
}

/// (f(θ + h) − f(θ − h))/2h.
fn quotient<S: Scalar>(trace: &Trace, oracle: &mut Oracle<S>, place: Place, h: f64) -> f64 {
    let theta = *oracle.at(place);
    let mut at = |h: S| oracle.with(place, theta + h, |moved| scalar(trace, moved));
    let (right, left) = (at(S::of(h)), at(S::of(-h)));
    ((right - left) / S::of(2.0 * h)).value()
}

/// f, the scalar of the walk.
fn scalar<S: Scalar>(trace: &Trace, oracle: &Oracle<S>) -> S {
    let output = oracle.output();
    let sum = |terms: &mut dyn Iterator<Item = S>| terms.fold(S::of(0.0), |sum, term| sum + term);
    match (trace.objective(), trace.target()) {
        (Objective::Output { component }, _) => output[component],
        (Objective::Loss, Some(y)) => {
            let square = |(&a, &y): (&S, &f64)| (a - S::of(y)) * (a - S::of(y));
            sum(&mut output.iter().zip(y).map(square)) / S::of(2.0)
        }
        _ => sum(&mut output.iter().copied()),
    }
}

/// ‖·‖, whose squares neither overflow nor vanish.
pub fn norm(entries: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = entries.clone().fold(0.0, |largest: f64, entry| {
        if entry.is_nan() {
            entry
        } else {
            largest.max(entry.abs())
        }
    });
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    largest
        * entries
            .map(|entry| (entry / largest).powi(2))
            .sum::<f64>()
            .sqrt()
}
