//! Experiments on a walk: what its scalar is elsewhere, over a plane or along a line of the input space.
//!
//! f is the scalar of the walk's objective, as a function of the input. Two components of x, or one, are varied; all
//! others stay as the walk has them. What is made here is what a picture needs, in data units: values on a lattice of
//! samples, the level set f = f(x), the gradient here and there.
//!
//! An experiment may take seconds and is meant for a thread of its own. It tells a coarse result first, asks before
//! each sample whether it is still wanted, and ends without another word if it is not.

mod contour;
mod curve;
mod frame;
mod lattice;
mod plane;
mod probe;

pub use contour::Segment;
pub use curve::{Curve, curve};
pub use frame::{CurveFrame, MOST_SAMPLES, PlaneFrame};
pub use plane::{Arrow, Plane, plane};

/// A place in a plane or a vector along it: rightwards, then upwards.
pub type Point = (f64, f64);

/// Each how many samples, along either axis, the coarse result has one.
const COARSE: usize = 4;

/// The least and the greatest of those values that are finite.
fn range(values: &[f64]) -> Option<(f64, f64)> {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    Some((finite().reduce(f64::min)?, finite().reduce(f64::max)?))
}
