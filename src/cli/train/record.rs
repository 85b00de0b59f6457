//! What the new file says of itself: the command that made it, how it began, and what came of it.

use super::super::shell;
use super::asked::Asked;
use super::descent::Outcome;
use super::plan::{Plan, written};
use crate::network_file::scale_line;
use crate::page::Numeral;
use crate::train::{Sample, cost, right};

/// The digits of a cost.
const DIGITS: usize = 4;

/// The cost's convention.
pub const COST: &str = "1/N Σ ½‖y − a⁽ᴸ⁾‖², (3.3)";

/// The description of the file.
pub fn description(asked: &Asked, plan: &Plan, outcome: &Outcome) -> String {
    let mut lines = vec!["Made by".to_owned(), command(asked)];
    if let Some(signal) = outcome.stopped {
        let (last, _) = ends(outcome).1;
        let name = signal.name();
        lines.push(format!("and stopped at iteration {last} by {name}."));
    }
    if asked.init.is_some() {
        lines.push(start(asked));
    }
    lines.extend(results(plan, outcome));
    if plan.scale.to_bits() != 1.0_f64.to_bits() {
        lines.push(scale_line(plan.scale));
    }
    lines.join("\n")
}

/// What was done, in a line.
pub fn settings(asked: &Asked, plan: &Plan, iterations: u64) -> String {
    let Asked {
        rate, batch, seed, ..
    } = asked;
    let title = plan.file.title.as_deref().unwrap_or("Network");
    let count = plan.training.len();
    format!(
        "{title}: {iterations} iterations of stochastic gradient descent, rate {rate}, batch {batch} of {count} samples, \
         seed {seed}."
    )
}

/// How the start was drawn.
pub fn start(asked: &Asked) -> String {
    format!(
        "W and b began as random normal numbers of mean 0, W⁽ˡ⁾ of deviation √(2/n) with n the units before, b of ½ \
         (ChaCha8, seed {}).",
        asked.seed
    )
}

/// The command line that makes the same network again, but for where it goes.
fn command(asked: &Asked) -> String {
    let mut words = vec!["gradwalk".to_owned(), "train".to_owned()];
    words.extend(
        asked
            .network
            .iter()
            .map(|name| shell::path(&name.to_string_lossy())),
    );
    let mut option = |name: &str, value: Option<String>| {
        words.extend(
            value
                .into_iter()
                .flat_map(|value| [name.to_owned(), shell::word(&value).into_owned()]),
        );
    };
    option("--data", Some(asked.data.to_string_lossy().into_owned()));
    option(
        "--targets",
        asked.targets.as_ref().map(|names| names.join(",")),
    );
    option("--classes", asked.classes.clone());
    option("--init", asked.init.as_ref().map(|sizes| written(&sizes.0)));
    option("--activation", asked.activation.clone());
    option("--output-activation", asked.output_activation.clone());
    option("--rate", Some(asked.rate.to_string()));
    option("--iterations", Some(asked.iterations.to_string()));
    option("--batch", Some(asked.batch.to_string()));
    option(
        "--holdout",
        (asked.holdout > 0.0).then(|| asked.holdout.to_string()),
    );
    option("--scale", asked.scale.map(|scale| scale.to_string()));
    option("--seed", Some(asked.seed.to_string()));
    words.join(" ")
}

/// Cost and right answers, a line each.
pub fn results(plan: &Plan, outcome: &Outcome) -> Vec<String> {
    let number = |value: f64| Numeral::significant(value, DIGITS).as_str().to_owned();
    let ((_, before), (last, after)) = ends(outcome);
    let count = plan.training.len();
    let mut lines = vec![format!(
        "Cost, {COST}, over the N = {count} training samples: {} before, {} after {last} iterations.",
        number(before),
        number(after)
    )];
    if !plan.held_out.is_empty() {
        let cost = number(cost(&plan.file.network, &plan.held_out));
        let count = plan.held_out.len();
        lines.push(format!("Over the {count} held-out samples: {cost}."));
    }
    for (name, samples) in [("training", &plan.training), ("held-out", &plan.held_out)] {
        lines.extend(share(plan, name, samples));
    }
    lines
}

fn share(plan: &Plan, name: &str, samples: &[Sample]) -> Option<String> {
    if samples.is_empty() {
        return None;
    }
    let (right, all) = (right(&plan.file.network, samples)?, samples.len());
    let percent = Numeral::significant(100.0 * right as f64 / all as f64, DIGITS);
    let percent = percent.as_str();
    Some(format!(
        "Right: {right} of {all} {name} samples, {percent} %."
    ))
}

/// The first and the last point of the cost curve.
pub fn ends(outcome: &Outcome) -> ((u64, f64), (u64, f64)) {
    let none = (0, f64::NAN);
    let first = outcome.curve.first().copied().unwrap_or(none);
    (first, outcome.curve.last().copied().unwrap_or(none))
}
