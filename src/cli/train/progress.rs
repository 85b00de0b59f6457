//! How far training is, on standard error: a bar on a terminal, else ten lines.

use std::io::{self, IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::environment;
use crate::page::{Numeral, Script};

/// How often a bar is drawn in a second, at most.
const RATE: u8 = 5;

/// How many lines there are where there is no bar.
const LINES: u64 = 10;

/// The digits of a cost.
pub const DIGITS: usize = 3;

/// How far training is.
pub struct Progress {
    bar: Option<ProgressBar>,
    script: Script,
    iterations: u64,
    /// The lines that are printed.
    printed: u64,
}

impl Progress {
    /// Of training with so many iterations.
    pub fn new(iterations: u64, script: Script) -> Self {
        let has_bar = io::stderr().is_terminal() && !environment::is_dumb();
        Self {
            bar: has_bar.then(|| bar(iterations, script)),
            script,
            iterations,
            printed: 0,
        }
    }

    /// So many iterations are done.
    pub fn at(&self, done: u64) {
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        }
    }

    /// After `done` iterations the cost is this.
    pub fn cost(&mut self, done: u64, cost: f64) {
        let number = self.script.number(&Numeral::significant(cost, DIGITS));
        if let Some(bar) = &self.bar {
            bar.set_message(format!("cost {number}"));
            return;
        }
        let tenth = (u128::from(done) * u128::from(LINES) / u128::from(self.iterations)) as u64;
        if tenth > self.printed {
            self.printed = tenth;
            let all = self.iterations;
            let line = format!("iteration {done} of {all}: cost {number}");
            let _ = writeln!(io::stderr().lock(), "{line}");
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(iterations: u64, script: Script) -> ProgressBar {
    let target = ProgressDrawTarget::stderr_with_hz(RATE);
    let bar = ProgressBar::with_draw_target(Some(iterations), target);
    let glyphs = if script == Script::Ascii {
        "#-"
    } else {
        "█▉▊▋▌▍▎▏ "
    };
    let template = "{wide_bar} {pos} of {len} iterations, {msg}, {eta} left";
    let style = ProgressStyle::with_template(template);
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style.progress_chars(glyphs));
    bar
}
