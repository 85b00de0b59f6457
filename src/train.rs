//! Stochastic gradient descent on the quadratic cost, as in the paper's §5 and §6, with exactly the walk's gradients.
//!
//! Everything that is random comes from one seed, by way of the generator ChaCha8, whose numbers are the same on every
//! machine. The start, the split and the draws have a stream of it each, so that none of them moves another.

mod draw;
mod samples;
mod start;

use std::fmt;

use rand::rngs::ChaCha8Rng;

use crate::engine::{Network, Trainer, Vector};
use draw::{Stream, below, stream};
pub use samples::{Sample, cost, right, split};
pub use start::{initial, reinitialise};

/// How training goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// η, the learning rate.
    pub rate: f64,
    /// How many samples are drawn for one step; the step goes along the mean of their gradients.
    pub batch: usize,
    /// What everything random comes from.
    pub seed: u64,
}

/// A network in training.
#[derive(Debug)]
pub struct Training {
    trainer: Trainer,
    samples: Vec<Sample>,
    settings: Settings,
    generator: ChaCha8Rng,
    iterations: u64,
}

/// Why a network cannot be trained so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TrainError {
    /// There is no sample.
    NoSamples,
    /// A batch has no sample.
    EmptyBatch,
    /// η is not a positive number.
    Rate(f64),
    /// The x or the y of a sample does not fit the network.
    Length {
        /// `x` or `y`.
        name: &'static str,
        /// Its entries.
        found: usize,
        /// n₁ or n_L.
        needed: usize,
    },
}

impl Training {
    /// Before the first iteration.
    ///
    /// # Errors
    /// What does not fit the network, and settings that lead nowhere.
    pub fn new(
        network: &Network,
        samples: Vec<Sample>,
        settings: Settings,
    ) -> Result<Self, TrainError> {
        if samples.is_empty() {
            return Err(TrainError::NoSamples);
        }
        if settings.batch == 0 {
            return Err(TrainError::EmptyBatch);
        }
        if !(settings.rate.is_finite() && settings.rate > 0.0) {
            return Err(TrainError::Rate(settings.rate));
        }
        for sample in &samples {
            fits("x", &sample.x, network.inputs())?;
            fits("y", &sample.y, network.outputs())?;
        }
        Ok(Self {
            trainer: Trainer::new(network),
            samples,
            settings,
            generator: stream(settings.seed, Stream::Draws),
            iterations: 0,
        })
    }

    /// So many iterations: each draws a batch, every sample as likely as every other one and drawn anew each time, and
    /// takes one step along the mean of their gradients.
    pub fn run(&mut self, iterations: u64) {
        let Settings { rate, batch, .. } = self.settings;
        let (samples, generator) = (&self.samples, &mut self.generator);
        for _ in 0..iterations {
            let drawn = (0..batch).map(|_| {
                let Sample { x, y } = &samples[below(generator, samples.len())];
                (x, y)
            });
            self.trainer.step(drawn, rate);
        }
        self.iterations += iterations;
    }

    /// How many iterations there were.
    pub const fn iterations(&self) -> u64 {
        self.iterations
    }

    /// The network as it is now.
    pub fn network(&self) -> Network {
        self.trainer.network()
    }

    /// The samples that are trained on.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Their cost (3.3), as [`cost`] has it, without a copy of the network.
    pub fn cost(&self) -> f64 {
        samples::mean_loss(&self.samples, |x| self.trainer.output(x))
    }

    /// Whether every parameter is finite.
    pub fn is_finite(&self) -> bool {
        self.trainer.is_finite()
    }

    /// The network, and the samples that it was trained on.
    pub fn finish(self) -> (Network, Vec<Sample>) {
        (self.trainer.into_network(), self.samples)
    }
}

fn fits(name: &'static str, vector: &Vector, needed: usize) -> Result<(), TrainError> {
    let found = vector.len();
    if found == needed {
        return Ok(());
    }
    Err(TrainError::Length {
        name,
        found,
        needed,
    })
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoSamples => write!(f, "there is no sample to train on"),
            Self::EmptyBatch => write!(f, "a batch needs at least one sample"),
            Self::Rate(rate) => write!(f, "the rate must be a number above 0, not {rate}"),
            Self::Length {
                name,
                found,
                needed,
            } => write!(
                f,
                "the {name} of a sample has {found} entries, but the network needs {needed}"
            ),
        }
    }
}

impl std::error::Error for TrainError {}
