//! `gradwalk train`: reads data, descends, draws the cost, and saves what was learnt.

mod asked;
mod descent;
mod place;
mod plan;
mod progress;
mod record;
mod stop;

pub use asked::Asked;

use std::io::{self, Write};
use std::mem;
use std::process::ExitCode;

use super::failure::Failure;
use crate::document::Access;
use crate::page::Script;
use crate::train::{Settings, Training};
use crate::view::cost_curve;
use descent::Outcome;
use place::Place;
use plan::Plan;
use progress::Progress;
use stop::Stop;

/// Carries out what was `asked`.
///
/// # Errors
/// What cannot be read, does not fit together, diverges or cannot be written.
pub fn train(
    asked: &Asked,
    access: Access,
    script: Script,
    out: &mut impl Write,
) -> Result<ExitCode, Failure> {
    let mut plan = Plan::of(asked, access)?;
    let place = Place::of(asked, &plan.file.network)?;
    let settings = Settings {
        rate: asked.rate,
        batch: asked.batch as usize,
        seed: asked.seed,
    };
    let samples = mem::take(&mut plan.training);
    let training = Training::new(&plan.file.network, samples, settings);
    let mut training = training.map_err(|error| Failure::Usage(error.to_string()))?;
    let stop = Stop::listen().map_err(Failure::Terminal)?;
    let mut progress = Progress::new(asked.iterations, script);
    let outcome = descent::descend(&mut training, asked, &mut progress, &stop);
    progress.end();
    let outcome = outcome?;
    (plan.file.network, plan.training) = training.finish();
    plan.file.description = Some(record::description(asked, &plan, &outcome));
    let saved = place.save(&plan.file)?;
    report(out, script, asked, &plan, &outcome, &saved)?;
    out.flush()?;
    let status = outcome.stopped.map_or(0, stop::Signal::status);
    Ok(ExitCode::from(status))
}

fn report(
    out: &mut impl Write,
    script: Script,
    asked: &Asked,
    plan: &Plan,
    outcome: &Outcome,
    saved: &str,
) -> io::Result<()> {
    let (last, _) = record::ends(outcome).1;
    let settings = record::settings(asked, plan, last);
    writeln!(out, "{}", script.words(&settings))?;
    if asked.init.is_some() {
        writeln!(out, "{}", script.words(&record::start(asked)))?;
    }
    writeln!(out)?;
    for line in cost_curve::lines(&outcome.curve, script) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    for line in record::results(plan, outcome) {
        writeln!(out, "{}", script.words(&line))?;
    }
    let ((_, before), (_, after)) = record::ends(outcome);
    if after > before {
        writeln!(
            out,
            "The cost rose: a rate smaller than {} may help.",
            asked.rate
        )?;
    }
    if let Some(signal) = outcome.stopped {
        writeln!(out, "Stopped at iteration {last} by {}.", signal.name())?;
    }
    saved
        .lines()
        .try_for_each(|line| writeln!(out, "{}", script.words(line)))
}
