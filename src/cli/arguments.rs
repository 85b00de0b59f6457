//! What may stand on the command line.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::import::Import;
use super::train::Asked;
use crate::document::{Access, Sample};
use crate::engine;
use crate::theme::{THEMES, Theme};

/// Calls and what they do, a line each.
pub const EXAMPLES: &str = "\
  gradwalk                                  walk through the built-in default network
  gradwalk net.toml                         walk through your own
  gradwalk higham --component 2             the second output of a network with two
  gradwalk hagan --objective loss           the loss instead of an output
  gradwalk trace net.toml > walk.txt        the whole walk as text
  gradwalk trace net.toml --step 6          one step of it
  gradwalk grad net.toml -x 0.1,-0.2        the input gradient somewhere else
  gradwalk net.toml --sample data.csv:17    row 17 of a CSV file as the input
  gradwalk check net.toml                   is the file right, and is the walk?
  gradwalk import m.safetensors -o net.toml a network file from a saved model
  gradwalk train --data data.csv --init 2-2-3-2 -o out.toml
                                            a new network that has learnt from a CSV file
  cat net.toml | gradwalk trace -           a network from standard input";

/// What the exit status says.
pub const EXIT_STATUS: &str = "\
0 done; 1 the network cannot be read, is refused or unknown, or the check failed;
2 usage; 128+n ended by signal n.";

fn after_help() -> String {
    format!("Examples:\n{EXAMPLES}\n\nExit status: {EXIT_STATUS}")
}

/// Walk through a feed-forward network, one step at a time, to its input gradient.
#[derive(Debug, Parser)]
#[command(name = "gradwalk", version, after_help = after_help(), max_term_width = 100)]
#[command(subcommand_value_name = "COMMAND")]
pub struct Arguments {
    /// What to do instead of exploring.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A TOML file, `-` for standard input, or the name of a built-in network (see `gradwalk list`).
    #[arg(value_hint = ValueHint::FilePath)]
    pub network: Option<OsString>,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the walk: every step, or one of them.
    Trace {
        /// A TOML file, `-` for standard input, or the name of a built-in network.
        #[arg(value_hint = ValueHint::FilePath)]
        network: Option<OsString>,
        /// How to print it. JSON is the whole trace, whatever --step says.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print the input gradient alone, one number a line.
    Grad {
        /// A TOML file, `-` for standard input, or the name of a built-in network.
        #[arg(value_hint = ValueHint::FilePath)]
        network: Option<OsString>,
    },
    /// Validate the network and hold its walk against dual numbers and central differences.
    Check {
        /// A TOML file, `-` for standard input, or the name of a built-in network.
        #[arg(value_hint = ValueHint::FilePath)]
        network: Option<OsString>,
    },
    /// Make a network file from the Linear layers of a model that another program saved.
    Import(Import),
    /// Train a network on a data file by stochastic gradient descent, and save it.
    Train(Box<Asked>),
    /// List the built-in networks.
    List,
    /// Print what a shell needs to complete gradwalk's commands and options.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A plain transcript, to be read on paper or aloud.
    Text,
    /// Markdown with its mathematics in LaTeX.
    Markdown,
    /// gradwalk-trace/1, for programs.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Objective {
    /// One component of the output.
    Output,
    /// Half the squared distance of the output from the target y: one sample, no 1/N.
    Loss,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stride {
    /// A whole layer a step.
    Layer,
    /// One operation a step.
    Operation,
}

impl From<Stride> for engine::Stride {
    fn from(stride: Stride) -> Self {
        match stride {
            Stride::Layer => Self::Layer,
            Stride::Operation => Self::Operation,
        }
    }
}

/// What may stand anywhere.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every walk")]
pub struct Options {
    /// What is differentiated.
    #[arg(long, value_enum, global = true, default_value_t = Objective::Output)]
    pub objective: Objective,
    /// Which component of the output, counted from 1.
    #[arg(
        long,
        value_name = "K",
        global = true,
        default_value_t = 1,
        allow_negative_numbers = true
    )]
    pub component: usize,
    /// The input, instead of the file's: numbers with commas between.
    #[arg(
        short = 'x',
        value_name = "NUMBERS",
        global = true,
        allow_hyphen_values = true
    )]
    pub x: Option<Numbers>,
    /// The target, instead of the file's.
    #[arg(
        short = 'y',
        value_name = "NUMBERS",
        global = true,
        allow_hyphen_values = true
    )]
    pub y: Option<Numbers>,
    /// The input and, if the row has it, the target: row ROW of a CSV file, counted from 1 without the header. Columns
    /// are found by the names of the network's inputs and outputs, or else by their places.
    #[arg(long, value_name = "FILE.csv:ROW", global = true, value_hint = ValueHint::FilePath,
          value_parser = OsStringValueParser::new().try_map(|text| sample(&text)))]
    pub sample: Option<Sample>,
    #[command(flatten)]
    pub limits: Limits,
    /// How much a step shows.
    #[arg(long, value_enum, global = true, default_value_t = Stride::Layer)]
    pub stride: Stride,
    /// Open at, or print, step N of the walk, counted from 1.
    #[arg(long, value_name = "N", global = true, allow_negative_numbers = true)]
    pub step: Option<usize>,
    /// The parameter gradients too: as steps after the input gradient; in JSON, also those of a large network.
    #[arg(long, global = true)]
    pub parameters: bool,
    /// The colours.
    #[arg(long, value_name = "NAME", global = true, default_value = THEMES[0].name,
          value_parser = PossibleValuesParser::new(THEMES.iter().map(|theme| theme.name)))]
    pub theme: String,
    /// Nothing but ASCII; on by itself where the locale is not UTF-8.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// The explorer obeys the mouse too; text is then selected with Shift held.
    #[arg(long, global = true)]
    pub mouse: bool,
}

impl Options {
    /// The theme by its name.
    pub fn theme(&self) -> &'static Theme {
        Theme::named(&self.theme).unwrap_or(&THEMES[0])
    }
}

/// What is read of files that nobody here wrote.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every walk")]
pub struct Limits {
    /// Read tensor files outside the network's folder too.
    #[arg(long, global = true)]
    pub allow_outside: bool,
    /// Read files up to this size, instead of 64 MiB for a text and 1024 MiB for the tensors of a network as doubles.
    #[arg(long, value_name = "MIB", global = true)]
    pub max_size: Option<u32>,
}

impl Limits {
    /// What may be read.
    pub fn access(&self) -> Access {
        let usual = Access::default();
        let bytes = |usual| self.max_size.map_or(usual, |mib| u64::from(mib) << 20);
        Access {
            allow_outside: self.allow_outside,
            text: bytes(usual.text),
            tensors: bytes(usual.tensors),
        }
    }
}

/// A file and a row; the file may have colons in its name.
fn sample(text: &OsStr) -> Result<Sample, String> {
    let bytes = text.as_bytes();
    let colon = bytes.iter().rposition(|byte| *byte == b':');
    let colon = colon.ok_or("it is written FILE.csv:ROW")?;
    let row = str::from_utf8(&bytes[colon + 1..]).ok();
    let row = row.and_then(|row| row.trim().parse::<usize>().ok());
    match row {
        _ if colon == 0 => Err("there is no file before the colon".to_owned()),
        Some(row @ 1..) => Ok(Sample {
            file: PathBuf::from(OsStr::from_bytes(&bytes[..colon])),
            row,
        }),
        _ => Err("after the last colon stands a row, counted from 1".to_owned()),
    }
}

/// Finite numbers with commas between.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers(pub Vec<f64>);

impl FromStr for Numbers {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: &str| match part.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            Ok(_) => Err(format!("{:?} is not a finite number", part.trim())),
            Err(_) => Err(format!("{:?} is not a number", part.trim())),
        };
        text.split(',')
            .map(number)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}
