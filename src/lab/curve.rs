//! f along a line: its values and its slope at x.

use super::{COARSE, CurveFrame, lattice::Lattice, probe::Probe};
use crate::engine::{Trace, Vector};

/// What f is along a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Where, and how finely.
    pub frame: CurveFrame,
    /// f at each sample, from the left. Any of them may be NaN or infinite.
    pub values: Vec<f64>,
    /// The least and the greatest of those that are finite, if one is.
    pub range: Option<(f64, f64)>,
    /// The component of x that varies, and f(x).
    pub at: (f64, f64),
    /// ∂f/∂xᵢ at x, the tangent's slope.
    pub slope: f64,
}

/// Looks at f along `frame`, and tells what there is: first from every fourth sample, the others taken from the nearest
/// of those, then from all.
///
/// `keep_on` is asked before each sample; when it says no, nothing more is told. A frame without samples, with more than
/// [`MOST_SAMPLES`](super::MOST_SAMPLES) or with an axis that x does not have gives one curve without samples.
pub fn curve(
    trace: &Trace,
    frame: &CurveFrame,
    keep_on: &mut dyn FnMut() -> bool,
    tell: &mut dyn FnMut(Curve),
) {
    if keep_on() {
        // Being stopped is no failure.
        let _stopped = run(trace, *frame, keep_on, tell);
    }
}

/// None if it was stopped.
fn run(
    trace: &Trace,
    mut frame: CurveFrame,
    keep_on: &mut dyn FnMut() -> bool,
    tell: &mut dyn FnMut(Curve),
) -> Option<()> {
    if !frame.fits(trace.input().len()) {
        frame.samples = 0;
    }
    let mut probe = Probe::new(trace);
    let mut values = vec![f64::NAN; frame.samples];
    let coarse = Lattice::new(frame.samples, COARSE);
    if !values.is_empty() {
        for sample in coarse.samples() {
            keep_on().then_some(())?;
            values[sample] = probe.along(frame.axis, frame.position(sample as f64));
        }
        for sample in 0..frame.samples {
            values[sample] = values[coarse.nearest(sample)];
        }
        tell(told(trace, frame, values.clone()));
        for sample in (0..frame.samples).filter(|sample| !coarse.contains(*sample)) {
            keep_on().then_some(())?;
            values[sample] = probe.along(frame.axis, frame.position(sample as f64));
        }
    }
    tell(told(trace, frame, values));
    Some(())
}

fn told(trace: &Trace, frame: CurveFrame, values: Vec<f64>) -> Curve {
    let component = |vector: &Vector| {
        let component = vector.get(frame.axis).copied();
        component.unwrap_or(f64::NAN)
    };
    Curve {
        frame,
        range: super::range(&values),
        values,
        at: (component(trace.input()), trace.value()),
        slope: component(trace.backward().input_gradient()),
    }
}
