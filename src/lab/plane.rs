//! f over a plane: its values, the level set through x and the field of its gradient.

use super::{COARSE, PlaneFrame, Point, Segment, contour::contour, lattice::Lattice, probe::Probe};
use crate::engine::{Trace, Vector};

/// What f is over a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// Where, and how finely.
    pub frame: PlaneFrame,
    /// f at each sample, row by row from the top: columns × rows. Any of them may be NaN or infinite.
    pub values: Vec<f64>,
    /// The least and the greatest of those that are finite, if one is.
    pub range: Option<(f64, f64)>,
    /// f(x), the level of the contour.
    pub level: f64,
    /// x, and ∇ₓ along the axes.
    pub x: Arrow,
    /// The level set f = f(x), piece by piece in no order; none where f is flat.
    pub contour: Vec<Segment>,
    /// The gradient on a lattice of the samples, row by row; where it is not finite there is no arrow.
    pub field: Vec<Arrow>,
}

/// Up to how many ε, relative to the larger of them, two values of f differ by nothing but rounding.
const FLAT: f64 = 16.0;

impl Plane {
    /// Whether all finite values are equal but for rounding, as those of saturated units are: there is nothing to see.
    pub fn is_flat(&self) -> bool {
        is_flat(self.range)
    }
}

fn is_flat(range: Option<(f64, f64)>) -> bool {
    range.is_none_or(|(least, greatest)| {
        let size = least.abs().max(greatest.abs());
        greatest - least <= size * (FLAT * f64::EPSILON)
    })
}

/// A place and the gradient there, both in data units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrow {
    /// The place.
    pub at: Point,
    /// ∂f/∂xᵢ and ∂f/∂xⱼ: it points to where f grows.
    pub gradient: Point,
}

/// Looks at f over `frame`, and tells what there is: first from every fourth sample in each direction, the others taken
/// from the nearest of those, then from all.
///
/// `keep_on` is asked before each sample; when it says no, nothing more is told. A frame without samples, with more than
/// [`MOST_SAMPLES`](super::MOST_SAMPLES), with an axis that x does not have or with the same axis twice gives one plane
/// of 0 × 0.
pub fn plane(
    trace: &Trace,
    frame: &PlaneFrame,
    keep_on: &mut dyn FnMut() -> bool,
    tell: &mut dyn FnMut(Plane),
) {
    if keep_on() {
        // Being stopped is no failure.
        let _stopped = Survey::new(trace, frame).run(keep_on, tell);
    }
}

/// A plane in the making.
struct Survey<'a> {
    trace: &'a Trace,
    frame: PlaneFrame,
    probe: Probe<'a>,
    values: Vec<f64>,
    field: Vec<Arrow>,
}

impl<'a> Survey<'a> {
    fn new(trace: &'a Trace, frame: &PlaneFrame) -> Self {
        let mut frame = *frame;
        if !frame.fits(trace.input().len()) {
            (frame.columns, frame.rows) = (0, 0);
        }
        Self {
            trace,
            frame,
            probe: Probe::new(trace),
            values: vec![f64::NAN; frame.columns * frame.rows],
            field: Vec::new(),
        }
    }

    /// None if it was stopped.
    fn run(mut self, keep_on: &mut dyn FnMut() -> bool, tell: &mut dyn FnMut(Plane)) -> Option<()> {
        let (coarse, full) = (self.lattice(COARSE), self.lattice(1));
        if !self.values.is_empty() {
            self.sample(coarse, |_, _| true, keep_on)?;
            self.draw_field(keep_on)?;
            self.fill(coarse);
            tell(self.plane(coarse));
            let is_new = |column, row| !(coarse.0.contains(column) && coarse.1.contains(row));
            self.sample(full, is_new, keep_on)?;
        }
        tell(self.plane(full));
        Some(())
    }

    fn lattice(&self, every: usize) -> (Lattice, Lattice) {
        (
            Lattice::new(self.frame.columns, every),
            Lattice::new(self.frame.rows, every),
        )
    }

    /// Computes those samples on a lattice that are wanted.
    fn sample(
        &mut self,
        (columns, rows): (Lattice, Lattice),
        is_wanted: impl Fn(usize, usize) -> bool,
        keep_on: &mut dyn FnMut() -> bool,
    ) -> Option<()> {
        for row in rows.samples() {
            for column in columns.samples().filter(|column| is_wanted(*column, row)) {
                keep_on().then_some(())?;
                let point = self.frame.position(column as f64, row as f64);
                self.values[row * self.frame.columns + column] =
                    self.probe.value(self.frame.axes, point);
            }
        }
        Some(())
    }

    /// Gives every sample the value of its nearest on the lattice.
    fn fill(&mut self, (columns, rows): (Lattice, Lattice)) {
        let width = self.frame.columns;
        for row in 0..self.frame.rows {
            for column in 0..width {
                let nearest = rows.nearest(row) * width + columns.nearest(column);
                self.values[row * width + column] = self.values[nearest];
            }
        }
    }

    fn draw_field(&mut self, keep_on: &mut dyn FnMut() -> bool) -> Option<()> {
        let (columns, rows) = self.lattice(self.frame.spacing);
        for row in rows.samples() {
            for column in columns.samples() {
                keep_on().then_some(())?;
                let at = self.frame.position(column as f64, row as f64);
                let gradient = self.probe.gradient(self.frame.axes, at);
                let parts = [at.0, at.1, gradient.0, gradient.1];
                if parts.iter().all(|part| part.is_finite()) {
                    self.field.push(Arrow { at, gradient });
                }
            }
        }
        Some(())
    }

    /// What is known by now, with the contour drawn from a lattice.
    fn plane(&self, lattice: (Lattice, Lattice)) -> Plane {
        let (range, level) = (super::range(&self.values), self.trace.value());
        let along = |vector: &Vector| {
            let component = |axis: usize| vector.get(axis).copied().unwrap_or(f64::NAN);
            let (i, j) = self.frame.axes;
            (component(i), component(j))
        };
        Plane {
            frame: self.frame,
            values: self.values.clone(),
            range,
            level,
            x: Arrow {
                at: along(self.trace.input()),
                gradient: along(self.trace.backward().input_gradient()),
            },
            contour: if is_flat(range) {
                Vec::new()
            } else {
                contour(&self.frame, lattice, &self.values, level)
            },
            field: self.field.clone(),
        }
    }
}
