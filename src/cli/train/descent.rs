//! The iterations: when the cost is looked at depends on what was asked alone, how often a signal is looked for on the
//! clock.

use std::time::{Duration, Instant};

use super::super::failure::Failure;
use super::asked::Asked;
use super::progress::Progress;
use super::stop::{Signal, Stop};
use crate::train::Training;

/// The most points of a cost curve after its first.
const POINTS: u64 = 200;

/// About how long a signal waits to be seen.
const PATIENCE: Duration = Duration::from_millis(20);

/// What came of training.
pub struct Outcome {
    /// The cost (3.3) over the training samples, after so many iterations; at least before the first and after the last.
    pub curve: Vec<(u64, f64)>,
    /// What stopped it early.
    pub stopped: Option<Signal>,
}

/// Trains to the end, or until a signal.
///
/// # Errors
/// The training diverges.
pub fn descend(
    training: &mut Training,
    asked: &Asked,
    progress: &mut Progress,
    stop: &Stop,
) -> Result<Outcome, Failure> {
    let points = points(asked, training.samples().len());
    let mut curve = Vec::new();
    look(training, asked, &mut curve)?;
    let mut pace = Pace(1);
    for point in 1..=points {
        let until = u128::from(asked.iterations) * u128::from(point) / u128::from(points);
        let until = u64::try_from(until).unwrap_or(u64::MAX);
        while training.iterations() < until && stop.signal().is_none() {
            pace.run(training, until);
            progress.at(training.iterations());
        }
        let cost = look(training, asked, &mut curve)?;
        progress.cost(training.iterations(), cost);
        if stop.signal().is_some() {
            break;
        }
    }
    // One that comes after the last iteration stops nothing.
    let stopped = stop
        .signal()
        .filter(|_| training.iterations() < asked.iterations);
    Ok(Outcome { curve, stopped })
}

/// How many times the cost of all `samples` is computed: no more often than training computes as many.
fn points(asked: &Asked, samples: usize) -> u64 {
    let drawn = asked.iterations.saturating_mul(u64::from(asked.batch));
    let affordable = drawn / (samples as u64).max(1);
    POINTS.min(affordable).min(asked.iterations).max(1)
}

/// Adds the cost to the curve.
fn look(training: &Training, asked: &Asked, curve: &mut Vec<(u64, f64)>) -> Result<f64, Failure> {
    let iterations = training.iterations();
    let cost = training.cost();
    if !cost.is_finite() || !training.is_finite() {
        let why = if iterations == 0 {
            "the cost is not finite before the first iteration\n\
             the data or the weights are too large; nothing was written"
                .to_owned()
        } else {
            format!(
                "the training diverges: at iteration {iterations} the cost is not finite\n\
                 a rate smaller than {} may help; nothing was written",
                asked.rate
            )
        };
        return Err(Failure::Unreadable(why));
    }
    if curve.last().is_none_or(|(last, _)| *last < iterations) {
        curve.push((iterations, cost));
    }
    Ok(cost)
}

/// How many iterations there are between two looks for a signal.
struct Pace(u64);

impl Pace {
    fn run(&mut self, training: &mut Training, until: u64) {
        let started = Instant::now();
        training.run(self.0.min(until - training.iterations()));
        if started.elapsed() < PATIENCE / 2 {
            self.0 = self.0.saturating_mul(2);
        } else if started.elapsed() > PATIENCE {
            self.0 = (self.0 / 2).max(1);
        }
    }
}
