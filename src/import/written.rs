//! The text of a network file whose numbers stay in the tensor file.

use std::fmt::{self, Write as _};

use super::refused::shown;
use super::{Chain, Linear};
use crate::engine::Activation;
use crate::network_file::string;
use crate::tensor_file::TensorInfo;

/// The most tensors that a comment names.
const NAMED: usize = 20;
/// The zeros on a line.
const ZEROS: usize = 20;

/// Which σ the layers have. No tensor file says it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activations {
    /// That of all layers but the last.
    pub hidden: Activation,
    /// Whether that is a guess.
    pub is_guess: bool,
    /// That of the last layer.
    pub output: Activation,
}

impl Activations {
    /// That of the layer at this place, of so many.
    pub fn of(&self, place: usize, layers: usize) -> Activation {
        if place + 1 == layers {
            self.output
        } else {
            self.hidden
        }
    }
}

/// The network file for `chain`, a choice of `tensors`, which it says are in `file`: a path from its own folder.
pub fn written(
    chain: &Chain,
    tensors: &[TensorInfo],
    file: &str,
    activations: Activations,
) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = Written {
        chain,
        tensors,
        file,
        activations,
    }
    .write(&mut text);
    text
}

struct Written<'w> {
    chain: &'w Chain,
    tensors: &'w [TensorInfo],
    file: &'w str,
    activations: Activations,
}

impl Written<'_> {
    fn write(&self, text: &mut String) -> fmt::Result {
        let layers = self.chain.layers.len();
        self.head(text)?;
        for (place, layer) in self.chain.layers.iter().enumerate() {
            let (l, Linear { inputs, units, .. }) = (place + 2, layer);
            writeln!(text, "\n[[layer]] # l = {l}: {inputs} to {units}")?;
            let transpose = if layer.transpose {
                ", transpose = true"
            } else {
                ""
            };
            writeln!(
                text,
                "W = {{ {}{transpose} }}",
                self.reference(layer.weight)
            )?;
            match layer.bias {
                Some(bias) => writeln!(text, "b = {{ {} }}", self.reference(bias))?,
                None => zeros(text, layer.units)?,
            }
            if place + 1 == layers {
                writeln!(text, "activation = \"{}\"", self.activations.output.name())?;
            }
        }
        Ok(())
    }

    fn head(&self, text: &mut String) -> fmt::Result {
        let (file, inputs) = (shown(self.file), self.chain.inputs());
        let (sizes, dtypes) = (self.chain.sizes(), self.chain.dtypes(self.tensors));
        writeln!(
            text,
            "# The Linear layers of {file}, as `gradwalk import` found them: {sizes}, {dtypes}."
        )?;
        for remark in &self.chain.remarks {
            writeln!(text, "# Note: {remark}.")?;
        }
        let left = &self.chain.left;
        for left in left.iter().take(NAMED) {
            let info = &self.tensors[left.tensor];
            let (name, shape) = (
                shown(info.name.as_deref().unwrap_or_default()),
                info.shape_words(),
            );
            writeln!(text, "# Left there: {name} ({shape}): {}.", left.reason)?;
        }
        if left.len() > NAMED {
            writeln!(text, "# Left there: {} more.", left.len() - NAMED)?;
        }
        let stem = self.file.rsplit('/').next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        writeln!(
            text,
            "\ntitle = {}",
            string(&format!("{}, {sizes}", shown(stem)))
        )?;
        let source = if self.activations.is_guess {
            "a guess, no tensor file says it"
        } else {
            "as --activation said"
        };
        let hidden = self.activations.hidden.name();
        writeln!(
            text,
            "activation = \"{hidden}\" # of all layers but the last: {source}"
        )?;
        let numbers = if inputs == 1 { "number" } else { "numbers" };
        writeln!(
            text,
            "\n# x has {inputs} {numbers}. It comes with -x or --sample, or stands here:"
        )?;
        writeln!(text, "# x = [0.5{}]", if inputs > 1 { ", …" } else { "" })?;
        writeln!(text, "# x = {{ file = \"sample.npy\" }}")
    }

    fn reference(&self, tensor: usize) -> String {
        let name = self.tensors[tensor].name.as_deref().unwrap_or_default();
        format!("file = {}, tensor = {}", string(self.file), string(name))
    }
}

fn zeros(text: &mut String, units: usize) -> fmt::Result {
    if units <= ZEROS {
        return writeln!(
            text,
            "b = [{}] # there is none",
            vec!["0.0"; units].join(", ")
        );
    }
    writeln!(text, "b = [ # there is none: {units} zeros")?;
    for from in (0..units).step_by(ZEROS) {
        let count = ZEROS.min(units - from);
        writeln!(text, "  {},", vec!["0.0"; count].join(", "))?;
    }
    writeln!(text, "]")
}
