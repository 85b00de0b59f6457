//! What `gradwalk train` may be asked.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};

use crate::engine::Activation;

/// The most parameters that a network made here may have.
const PARAMETERS: usize = 100_000_000;

/// The options of `train`.
#[derive(Debug, Args)]
pub struct Asked {
    /// The network to train: a TOML file, `-` for standard input, or a built-in name. Not needed with --init.
    #[arg(value_hint = ValueHint::FilePath)]
    pub network: Option<OsString>,
    /// The samples: a CSV file, one a row, with a header or without.
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub data: PathBuf,
    /// The columns that are y, with commas between; all others are x. The last ones where neither this nor --classes is given.
    #[arg(
        long,
        value_name = "COLUMNS",
        value_delimiter = ',',
        conflicts_with = "classes"
    )]
    pub targets: Option<Vec<String>>,
    /// The column whose distinct values are the classes, one output each: y is 1 there and 0 elsewhere.
    #[arg(long, value_name = "COLUMN")]
    pub classes: Option<String>,
    /// Start from random weights: of a new network with these layers, such as 2-2-3-2, or of NETWORK, which has them.
    #[arg(long, value_name = "SIZES")]
    pub init: Option<Sizes>,
    /// The activation of a new network [default: sigmoid].
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Activation::NAMES),
          conflicts_with = "network")]
    pub activation: Option<String>,
    /// The activation of its last layer [default: the same].
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Activation::NAMES),
          conflicts_with = "network")]
    pub output_activation: Option<String>,
    /// The learning rate: how far along the negative gradient each step goes.
    #[arg(long, value_name = "RATE", default_value_t = 0.05, value_parser = positive, allow_hyphen_values = true)]
    pub rate: f64,
    /// How many steps.
    #[arg(long, value_name = "N", default_value_t = 1_000_000,
          value_parser = clap::value_parser!(u64).range(1..), allow_negative_numbers = true)]
    pub iterations: u64,
    /// How many samples are drawn for a step, which goes along the mean of their gradients.
    #[arg(long, value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u32).range(1..), allow_negative_numbers = true)]
    pub batch: u32,
    /// The share of the samples, from 0 to below 1, that is not trained on but tested with afterwards.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share, allow_hyphen_values = true)]
    pub holdout: f64,
    /// What x is divided by, here and later that of -x and --sample [default: what NETWORK records, or 1].
    #[arg(long, value_name = "NUMBER", value_parser = positive, allow_hyphen_values = true)]
    pub scale: Option<f64>,
    /// What everything random comes from: the same seed gives the same network.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The network file that is made.
    #[arg(short = 'o', value_name = "OUT.toml", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
    /// Replace OUT.toml, and a tensor file that was made with it, if they are there already.
    #[arg(long)]
    pub force: bool,
}

/// n₁ to n_L, written with hyphens between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes(pub Vec<usize>);

impl FromStr for Sizes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let size = |part: &str| part.parse::<usize>().ok().filter(|size| *size > 0);
        let sizes: Option<Vec<usize>> = text.split('-').map(size).collect();
        let sizes = sizes.filter(|sizes| sizes.len() > 1);
        let sizes = sizes.ok_or("sizes are written 2-2-3-2, from the input to the output")?;
        let mut layers = sizes
            .windows(2)
            .map(|pair| pair[0].checked_add(1)?.checked_mul(pair[1]));
        let all = layers.try_fold(0_usize, |all, layer| all.checked_add(layer?));
        match all {
            Some(all) if all <= PARAMETERS => Ok(Self(sizes)),
            _ => Err(format!("it would have more than {PARAMETERS} parameters")),
        }
    }
}

fn positive(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok();
    let number = number.filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "it must be a number above 0".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok();
    let number = number.filter(|number| (0.0..1.0).contains(number));
    number.ok_or_else(|| "it must be a number from 0 to below 1".to_owned())
}
