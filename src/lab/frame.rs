//! Which piece of the input space is looked at, and how finely.

use super::Point;
use crate::engine::Trace;

/// The most samples of a frame. A larger one is taken as empty: no screen has as many dots.
pub const MOST_SAMPLES: usize = 1 << 22;

/// How many samples lie from one arrow to the next unless one says otherwise.
const SPACING: usize = 8;

/// The longest side of a square that a frame opens with: twice as long is still a double.
const LARGEST: f64 = 5e307;

/// A piece of the plane through x along two of its axes, covered by square samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaneFrame {
    /// The components of x, by index, that vary rightwards and upwards.
    pub axes: (usize, usize),
    /// The middle of the picture, in data units.
    pub centre: Point,
    /// Data units from one sample to the next, rightwards as well as upwards.
    pub step: f64,
    /// Samples in a row.
    pub columns: usize,
    /// Rows of samples; row 0 is the top.
    pub rows: usize,
    /// Samples from one arrow of the gradient field to the next; 0 for no field.
    pub spacing: usize,
}

/// A piece of the line through x along one of its axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveFrame {
    /// The component of x, by index, that varies.
    pub axis: usize,
    /// The middle, in data units.
    pub centre: f64,
    /// Data units from one sample to the next.
    pub step: f64,
    /// How many there are.
    pub samples: usize,
}

impl PlaneFrame {
    /// The frame to open with. The origin and x are both in view, each with room around it.
    ///
    /// h is the larger of |xᵢ| and |xⱼ|, rounded up to 1, 2 or 5 times a power of ten, and at least 1. The square of side
    /// h between the origin and the far corner of x's quadrant is the middle of the picture, with half as much again on
    /// each side: for x in the unit square, as in the textbooks, [−½, 1½]². The longer side of the picture shows more.
    /// While x moves within that square the frame stays where it is.
    pub fn around(trace: &Trace, axes: (usize, usize), columns: usize, rows: usize) -> Self {
        let x = (component(trace, axes.0), component(trace, axes.1));
        let side = rounded_up(x.0.abs().max(x.1.abs()));
        Self {
            axes,
            centre: (middle(x.0, side), middle(x.1, side)),
            step: side / columns.min(rows).max(1) as f64 * 2.0,
            columns,
            rows,
            spacing: SPACING,
        }
    }

    /// The same picture `factor` times as close (from farther away where that is below 1); what is drawn at `about`
    /// stays where it is.
    ///
    /// Beyond what doubles can tell apart, or hold, the frame stays as it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, about: Point) -> Self {
        let centre = (
            zoomed(self.centre.0, factor, about.0),
            zoomed(self.centre.1, factor, about.1),
        );
        let step = self.step / factor;
        let sound = is_resolved(centre.0, step, self.columns)
            && is_resolved(centre.1, step, self.rows)
            && factor > 0.0;
        if sound {
            Self {
                centre,
                step,
                ..self
            }
        } else {
            self
        }
    }

    /// Where a sample lies, in data units. Column and row may be fractions.
    pub fn position(&self, column: f64, row: f64) -> Point {
        (
            self.centre.0 + self.step * (column - half(self.columns)),
            self.centre.1 + self.step * (half(self.rows) - row),
        )
    }

    /// The inverse: the column and the row of a place in data units, which may be fractions and far outside. NaN where
    /// the frame or the place is no number.
    pub fn place(&self, point: Point) -> (f64, f64) {
        (
            half(self.columns) + (point.0 - self.centre.0) / self.step,
            half(self.rows) - (point.1 - self.centre.1) / self.step,
        )
    }

    /// Whether `point`, in data units, is on one of the samples, each of which is a square with its position in the
    /// middle.
    pub fn contains(&self, point: Point) -> bool {
        let (column, row) = self.place(point);
        is_within(column, self.columns) && is_within(row, self.rows)
    }

    /// Whether there is something to look at for an x of `inputs` components.
    pub(super) fn fits(&self, inputs: usize) -> bool {
        let (i, j) = self.axes;
        let samples = self.columns.checked_mul(self.rows);
        i != j && i.max(j) < inputs && samples.is_some_and(is_reasonable)
    }
}

impl CurveFrame {
    /// The frame to open with, chosen along its axis as [`PlaneFrame::around`] is along two.
    pub fn around(trace: &Trace, axis: usize, samples: usize) -> Self {
        let x = component(trace, axis);
        let side = rounded_up(x.abs());
        Self {
            axis,
            centre: middle(x, side),
            step: side / samples.max(1) as f64 * 2.0,
            samples,
        }
    }

    /// As [`PlaneFrame::zoomed`].
    #[must_use]
    pub fn zoomed(self, factor: f64, about: f64) -> Self {
        let (centre, step) = (zoomed(self.centre, factor, about), self.step / factor);
        if is_resolved(centre, step, self.samples) && factor > 0.0 {
            Self {
                centre,
                step,
                ..self
            }
        } else {
            self
        }
    }

    /// Where a sample lies, in data units.
    pub fn position(&self, sample: f64) -> f64 {
        self.centre + self.step * (sample - half(self.samples))
    }

    /// The inverse: the sample of a place in data units, as [`PlaneFrame::place`].
    pub fn place(&self, x: f64) -> f64 {
        half(self.samples) + (x - self.centre) / self.step
    }

    /// Whether `x`, in data units, is on one of the samples, each as long as a step.
    pub fn contains(&self, x: f64) -> bool {
        is_within(self.place(x), self.samples)
    }

    /// Whether there is something to look at for an x of `inputs` components.
    pub(super) fn fits(&self, inputs: usize) -> bool {
        self.axis < inputs && is_reasonable(self.samples)
    }
}

const fn is_reasonable(samples: usize) -> bool {
    0 < samples && samples <= MOST_SAMPLES
}

/// The middle one of so many, counted from 0; between two of them where they are even.
fn half(samples: usize) -> f64 {
    (samples as f64 - 1.0) / 2.0
}

fn is_within(place: f64, samples: usize) -> bool {
    place >= -0.5 && place <= samples as f64 - 0.5
}

fn zoomed(centre: f64, factor: f64, about: f64) -> f64 {
    about + (centre - about) / factor
}

/// Whether both ends are numbers, and neighbours there are different ones.
fn is_resolved(centre: f64, step: f64, samples: usize) -> bool {
    let reach = step * half(samples);
    [centre - reach, centre + reach]
        .iter()
        .all(|end| end.is_finite() && step > 0.0 && end + step > *end)
}

fn component(trace: &Trace, axis: usize) -> f64 {
    trace.input().get(axis).copied().unwrap_or(0.0)
}

/// The middle of the side from the origin towards `x`.
const fn middle(x: f64, side: f64) -> f64 {
    if x < 0.0 { -side / 2.0 } else { side / 2.0 }
}

/// The next of 1, 2, 5, 10, 20, …, up to [`LARGEST`].
fn rounded_up(size: f64) -> f64 {
    let ladder =
        (0..=308).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power)));
    ladder
        .take_while(|rung| rung.is_finite())
        .find(|rung| *rung >= size || size.is_nan())
        .map_or(LARGEST, |rung| rung.min(LARGEST))
}
