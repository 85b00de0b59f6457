//! The V: the error of a central difference over its step. To the right it rises as h², by truncation; to the left as
//! 1/h, by rounding; and no step is good enough for more than two thirds of the digits.

use super::{Direction, Patience, Site, agreement::SMALLEST_SCALE, differences, duals::Duals};
use crate::engine::{Entry, Trace};

/// From h = 1 down to 10^-15.5, two steps a decade.
const POINTS: i16 = 32;

/// How far central differences of one derivative are off, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepErrors {
    /// The derivative as dual numbers have it, exact up to rounding.
    pub exact: f64,
    /// The derivative as the walk has it.
    pub value: f64,
    /// The step that the check takes, ε^⅓·max(1, |θ|), with θ the number that is moved.
    pub rule: f64,
    /// The central difference with that step, and its error as among the points.
    pub at_rule: (f64, f64),
    /// Whether errors are relative to the derivative's magnitude. Where it is 0, or as good as that, they are not.
    pub is_relative: bool,
    /// The step h, from the largest down, and the error of the central difference with that h against the dual number.
    /// What is not finite stays so.
    pub points: Vec<(f64, f64)>,
}

/// The errors of central differences of `entry` of ∇ₓ, δ⁽ˡ⁾, ∂/∂b⁽ˡ⁾ or ∂/∂W⁽ˡ⁾ under the objective of `trace`, with
/// steps of 10⁰ … 10^-15.5 times max(1, |θ|); `None` for any other quantity, and if the walk has no such entry.
pub fn step_errors(trace: &Trace, entry: Entry) -> Option<StepErrors> {
    step_errors_while(trace, entry, || true)
}

/// The same, for as long as `keep_on` says so, which is asked often; `None` if it says no before all is there.
pub fn step_errors_while(
    trace: &Trace,
    entry: Entry,
    keep_on: impl FnMut() -> bool,
) -> Option<StepErrors> {
    let patience = &Patience::new(keep_on);
    let value = entry.value(trace)?;
    let site = Site::of(entry.quantity)?;
    // A matrix is numbered column by column.
    let rows = entry.quantity.value(trace)?.rows();
    let direction = Direction::Entry(entry.row + entry.column * rows);
    let duals = Duals::new(trace, patience);
    let exact = duals.derivative(&duals.tangent(site, direction), trace.objective());
    let size = direction.largest(site.values(trace)).max(1.0);
    let is_relative = exact.abs() >= SMALLEST_SCALE || exact.is_nan();
    let scale = if is_relative { exact.abs() } else { 1.0 };
    let quotient = |h| {
        let quotient = differences::quotient(trace, site, (direction, h), patience);
        let error = (quotient - exact).abs();
        (quotient, error / scale)
    };
    let point = |i: i16| {
        let h = libm::pow(10.0, -f64::from(i) / 2.0) * size;
        (h, quotient(h).1)
    };
    let rule = differences::step(size);
    let at_rule = quotient(rule);
    let points = patience.each(0..POINTS).map(point).collect();
    (!patience.was_over()).then_some(StepErrors {
        exact,
        value,
        rule,
        at_rule,
        is_relative,
        points,
    })
}
