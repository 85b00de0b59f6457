//! An input that is moved about, and what f is there.

use super::Point;
use crate::engine::{Trace, Vector};

/// x with some components moved; one vector serves all samples.
pub(super) struct Probe<'a> {
    trace: &'a Trace,
    input: Vector,
}

impl<'a> Probe<'a> {
    pub fn new(trace: &'a Trace) -> Self {
        let input = trace.input().clone();
        Self { trace, input }
    }

    /// f where component `axis` is `x`.
    pub fn along(&mut self, axis: usize, x: f64) -> f64 {
        self.input[axis] = x;
        self.trace.value_at(&self.input)
    }

    /// f where the components `axes` are `point`.
    pub fn value(&mut self, axes: (usize, usize), point: Point) -> f64 {
        self.move_to(axes, point);
        self.trace.value_at(&self.input)
    }

    /// The components `axes` of the gradient there.
    pub fn gradient(&mut self, axes: (usize, usize), point: Point) -> Point {
        self.move_to(axes, point);
        let gradient = self.trace.gradient_at(&self.input);
        (gradient[axes.0], gradient[axes.1])
    }

    fn move_to(&mut self, axes: (usize, usize), point: Point) {
        (self.input[axes.0], self.input[axes.1]) = point;
    }
}
