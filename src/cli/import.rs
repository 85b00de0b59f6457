//! `gradwalk import`: a network file from the Linear layers of a model that another program saved.

mod place;
mod said;

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};

use super::failure::Failure;
use crate::document::{self, Access, Both, Existing};
use crate::engine::Activation;
use crate::import::{Activations, Chain, chain, written};
use crate::page::Script;
use crate::printable::printable;
use crate::tensor_file::{TensorError, TensorFile};
use place::Place;
use said::Said;

/// The activation of the hidden layers where none was given.
const GUESS: Activation = Activation::Relu;

/// What may be asked of an import.
#[derive(Debug, Args)]
pub struct Import {
    /// The model: a safetensors or .npz file.
    #[arg(value_name = "MODEL", value_hint = ValueHint::FilePath)]
    model: PathBuf,
    /// The network file that is made. It refers to the weights in the model, which lies in its folder or below.
    #[arg(short = 'o', value_name = "OUT.toml", value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// The activation of all layers but the last. Without it relu is taken, and said to be a guess.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Activation::NAMES))]
    activation: Option<String>,
    /// The activation of the last layer.
    #[arg(long, value_name = "NAME", default_value = Activation::Identity.name(),
          value_parser = PossibleValuesParser::new(Activation::NAMES))]
    output_activation: String,
    /// Take only the tensors whose names begin so.
    #[arg(
        long,
        value_name = "P",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    prefix: String,
    /// Copy the model beside OUT.toml, if it lies elsewhere.
    #[arg(long)]
    copy: bool,
    /// Replace OUT.toml, and with --copy the weights beside it, if they are there already.
    #[arg(long)]
    force: bool,
}

impl Import {
    const fn existing(&self) -> Existing {
        Existing::replaced(self.force)
    }

    fn activations(&self) -> Activations {
        let given = self.activation.as_deref().and_then(Activation::from_name);
        let output = Activation::from_name(&self.output_activation);
        Activations {
            hidden: given.unwrap_or(GUESS),
            is_guess: given.is_none(),
            output: output.unwrap_or(Activation::Identity),
        }
    }
}

/// Makes the network file, and says what it was made of.
pub fn import(
    asked: &Import,
    access: Access,
    script: Script,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let model = name(&asked.model);
    let failed = |why: &dyn Display| Failure::Unreadable(format!("{model}: {why}"));
    let mut opened = document::open_tensors(&asked.model).map_err(|why| failed(&why))?;
    let tensors = opened.tensors().to_vec();
    let chain = chain(&tensors, &asked.prefix).map_err(|refused| failed(&refused))?;
    let mut place = Place::of(asked)?;
    let room = Room::needed(&chain, access);
    if room == Room::Usual {
        try_all(&mut opened, &chain).map_err(|error| failed(&error))?;
    }
    let activations = asked.activations();
    let text = |file: &str| written(&chain, &tensors, file, activations);
    let saved = match &place.copy {
        None => document::save(&place.out, &text(&place.file), asked.existing())?,
        Some(copy) => {
            let both = Both {
                path: &place.out,
                tensors: copy,
                existing: asked.existing(),
                text: &text,
            };
            let (saved, copy) = both.save(&mut |out| copied(&asked.model, out))?;
            place.file = copy
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            saved
        }
    };
    let said = Said {
        chain: &chain,
        tensors: &tensors,
        activations,
        place: &place,
        splits: saved.splits,
        room,
    };
    for line in said.lines(asked) {
        writeln!(out, "{}", script.words(&line))?;
    }
    Ok(())
}

/// The room that the numbers take in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// What a network may take anyhow.
    Usual,
    /// More than that: so many MiB.
    Mib(u64),
}

impl Room {
    fn needed(chain: &Chain, access: Access) -> Self {
        let entries = chain.layers.iter().map(|layer| {
            let weights = (layer.units as u64).saturating_mul(layer.inputs as u64);
            weights.saturating_add(layer.units as u64)
        });
        let bytes = entries.fold(0, u64::saturating_add).saturating_mul(8);
        if bytes > access.tensors {
            Self::Mib(bytes.div_ceil(1 << 20))
        } else {
            Self::Usual
        }
    }
}

/// Reads all that was taken, once: an entry that is no number would refuse the network file whenever it is opened.
fn try_all(opened: &mut TensorFile, chain: &Chain) -> Result<(), TensorError> {
    for layer in &chain.layers {
        opened.matrix(layer.weight, false)?;
        layer.bias.map(|bias| opened.vector(bias)).transpose()?;
    }
    Ok(())
}

/// A path as messages show it.
fn name(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

fn copied(model: &Path, out: &mut dyn Write) -> io::Result<()> {
    let read = |error: io::Error| io::Error::other(format!("cannot read {}: {error}", name(model)));
    let mut file = BufReader::with_capacity(1 << 20, File::open(model).map_err(read)?);
    io::copy(&mut file, out).map(drop)
}
