//! A gradient held against dual numbers and central differences, and why differences are off where they are.

use gradwalk::engine::Trace;

use crate::gradient::{Derivatives, Off, norm};

/// How far any gradient may be from that of dual numbers, norm-wise.
pub const PROOF: f64 = 1e-8;

/// Central differences that are further off than this need a reason.
pub const DEMONSTRATION: f64 = 1e-6;

/// Gradients below this part of f are measured against f.
const FLOOR: f64 = 1e-6;

/// What came of one gradient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// ‖g − g′‖/max(‖g‖, 1e-6·max(1, |f|)), g′ by dual numbers.
    pub duals: f64,
    /// The same of ∇ₓ alone, which is small where much is lost on the way down.
    pub input: f64,
    /// The same, g′ by central differences.
    pub differences: f64,
    /// Why the differences are further off than they should be, if they are.
    pub exception: Option<Exception>,
}

/// Why central differences of a right gradient are off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exception {
    /// An argument is on a kink of its activation, or crosses it within the step.
    Kink,
    /// The gradient is below 1e-6 of f, and rounding or the step alone exceed what is left.
    Tiny,
    /// The step is too long: with the same step differences over double-doubles are off by as much.
    Truncation,
    /// The doubles have too few digits: with the same step differences over double-doubles are not off.
    Rounding,
}

/// Judges `g`, the gradient of the walk with respect to [`Derivatives::places`]. `None` where rounding alone decides on
/// which side of a kink an argument is.
///
/// # Errors
/// It is wrong, or nothing excuses the central differences.
pub fn judge(trace: &Trace, g: &[f64]) -> Result<Option<Judged>, String> {
    let mut derivatives = Derivatives::new(trace);
    let scale = scale(trace, g);
    if !scale.is_finite() {
        return Err(format!("the gradient's size is {scale}"));
    }
    let exact = derivatives.by_duals();
    let duals = distance(g, &exact) / scale;
    if duals.is_nan() || duals > PROOF {
        let excused = derivatives.is_across_kink();
        return if excused {
            Ok(None)
        } else {
            Err(format!("dual numbers are {duals:e} off"))
        };
    }
    let found = derivatives.by_differences();
    let differences = distance(g, &found) / scale;
    let exception = if differences <= DEMONSTRATION {
        None
    } else {
        Some(explain(trace, g, &found)?)
    };
    let of_input = &g[..trace.input().len()];
    Ok(Some(Judged {
        duals,
        input: distance(of_input, &exact) / self::scale(trace, of_input),
        differences,
        exception,
    }))
}

/// Why central differences `found` something else than `g`. Values over double-doubles, at points that are a hundred
/// millionth of the step apart, have to say that `g` is right wherever no kink is within the step.
///
/// # Errors
/// They do not.
pub fn explain(trace: &Trace, g: &[f64], found: &[f64]) -> Result<Exception, String> {
    let scale = scale(trace, g);
    let mut derivatives = Derivatives::new(trace);
    // What is less than this is within the limit, all of it together.
    let least = DEMONSTRATION * scale / (g.len() as f64).sqrt();
    let (mut kinks, mut truncations, mut roundings) = (Vec::new(), Vec::new(), Vec::new());
    for (place, (g, found)) in derivatives
        .places
        .clone()
        .into_iter()
        .zip(g.iter().zip(found))
    {
        let error = (g - found).abs();
        if error <= least {
            continue;
        }
        match derivatives.off(place, *found) {
            Off::Kink => kinks.push(error),
            Off::By { exact, .. }
                if (exact - g).abs().is_nan() || (exact - g).abs() > PROOF * scale =>
            {
                return Err(format!(
                    "{place:?}: {g:e} should be {exact:e}, differences have {found:e}"
                ));
            }
            Off::By {
                truncation,
                rounding,
                ..
            } => {
                truncations.push(truncation);
                roundings.push(rounding);
            }
        }
    }
    let [kinks, truncations, roundings] =
        [kinks, truncations, roundings].map(|errors| norm(errors.into_iter()));
    let is_tiny = norm(g.iter().copied()) < scale;
    Ok(if kinks >= truncations.max(roundings) {
        Exception::Kink
    } else if is_tiny {
        Exception::Tiny
    } else if truncations >= roundings {
        Exception::Truncation
    } else {
        Exception::Rounding
    })
}

/// What errors of `g`, or of a part of it, are relative to.
fn scale(trace: &Trace, g: &[f64]) -> f64 {
    norm(g.iter().copied()).max(FLOOR * trace.value().abs().max(1.0))
}

fn distance(g: &[f64], other: &[f64]) -> f64 {
    norm(g.iter().zip(other).map(|(g, other)| g - other))
}
