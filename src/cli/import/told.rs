//! What an import says: what it took, what it left, and what comes next.

use super::place::Place;
use super::{Import, name};
use crate::import::{Activations, Chain, shown};
use crate::tensor_file::TensorInfo;

/// The most tensors that are told one by one.
const TOLD: usize = 20;

/// The files of an import.
pub struct Files<'f> {
    /// The model, printable.
    pub model: &'f str,
    /// Where everything is.
    pub place: &'f Place,
    /// What was asked.
    pub asked: &'f Import,
}

/// The lines that tell of an import. All of them are printable.
pub fn told(
    chain: &Chain,
    tensors: &[TensorInfo],
    activations: Activations,
    files: &Files<'_>,
) -> Vec<String> {
    let (sizes, dtypes) = (chain.sizes(), chain.dtypes(tensors));
    let mut lines = vec![format!(
        "{}: {sizes}, {dtypes}, which doubles hold exactly",
        files.model
    )];
    lines.extend(layers(chain, tensors, activations));
    lines.extend(left(chain, tensors));
    lines.extend(chain.remarks.iter().map(|remark| format!("note: {remark}")));
    if activations.is_guess && chain.layers.len() > 1 {
        let guess = activations.hidden.name();
        lines.push(format!(
            "note: {guess} is a guess, as no tensor file says it: --activation gives another"
        ));
    }
    let (out, file) = (name(&files.asked.out), shown(&files.place.file));
    lines.push(if files.place.copy.is_some() {
        format!("wrote {out}, which refers to a copy of the weights beside it, {file}")
    } else {
        format!("wrote {out}, which refers to {file}")
    });
    let inputs = chain.inputs();
    let x = if inputs == 1 {
        "X (1 number"
    } else {
        &format!("X1,X2,… ({inputs} numbers")
    };
    let out = typed(&out);
    lines.push(format!("next: gradwalk {out} -x {x}; or x in the file)"));
    lines
}

fn layers(
    chain: &Chain,
    tensors: &[TensorInfo],
    activations: Activations,
) -> impl Iterator<Item = String> {
    let named = |at: usize| shown(tensors[at].name.as_deref().unwrap_or_default());
    let count = chain.layers.len();
    chain.layers.iter().enumerate().map(move |(place, layer)| {
        let (l, units, inputs) = (place + 2, layer.units, layer.inputs);
        let weight = named(layer.weight);
        let transposed = if layer.transpose { " transposed" } else { "" };
        let bias = layer
            .bias
            .map_or("b zeros, as there is none".to_owned(), |bias| {
                format!("b from {}", named(bias))
            });
        let activation = activations.of(place, count).name();
        format!("layer {l}: W {units}×{inputs} from {weight}{transposed}, {bias}, {activation}")
    })
}

fn left(chain: &Chain, tensors: &[TensorInfo]) -> Vec<String> {
    let told = chain.left.iter().take(TOLD).map(|left| {
        let info = &tensors[left.tensor];
        let (name, shape) = (
            shown(info.name.as_deref().unwrap_or_default()),
            info.shape_words(),
        );
        format!("left: {name} ({shape}): {}", left.reason)
    });
    let mut told: Vec<_> = told.collect();
    if chain.left.len() > TOLD {
        told.push(format!("left: {} more", chain.left.len() - TOLD));
    }
    told
}

/// A path as it is typed in a shell.
fn typed(path: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "._-/+,@%".contains(letter);
    if path.chars().all(plain) && !path.starts_with('-') {
        path.to_owned()
    } else if path.starts_with('-') {
        format!("'./{}'", path.replace('\'', r"'\''"))
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
