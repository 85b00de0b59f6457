//! What an import says: what it took, what it left, and what comes next.

use super::place::Place;
use super::{Import, Room, name};
use crate::cli::shell;
use crate::import::{Activations, Chain, shown};
use crate::tensor_file::TensorInfo;
use crate::view::SPLITS;

/// The most tensors that are told one by one.
const TOLD: usize = 20;

/// What was imported.
pub struct Said<'s> {
    pub chain: &'s Chain,
    pub tensors: &'s [TensorInfo],
    pub activations: Activations,
    pub place: &'s Place,
    pub splits: bool,
    pub room: Room,
}

impl Said<'_> {
    /// The lines that tell of it. All of them are printable.
    pub fn lines(&self, asked: &Import) -> Vec<String> {
        let (sizes, dtypes) = (self.chain.sizes(), self.chain.dtypes(self.tensors));
        let model = name(&asked.model);
        let mut lines = vec![format!(
            "{model}: {sizes}, {dtypes}, which doubles hold exactly"
        )];
        lines.extend(self.layers());
        lines.extend(self.left());
        let remarks = self.chain.remarks.iter();
        lines.extend(remarks.map(|remark| format!("note: {remark}")));
        if self.activations.is_guess && self.chain.layers.len() > 1 {
            let guess = self.activations.hidden.name();
            lines.push(format!(
                "note: {guess} is a guess, as no tensor file says it: --activation gives another, --output-activation \
                 that of the last layer"
            ));
        }
        let (out, file) = (name(&asked.out), shown(&self.place.file));
        lines.push(if self.place.copy.is_some() {
            format!("wrote {out}, which refers to a copy of the weights beside it, {file}")
        } else {
            format!("wrote {out}, which refers to {file}")
        });
        if self.splits {
            lines.push(format!("note: {out}: {SPLITS}"));
        }
        lines.push(self.next(&shell::path(&out)));
        lines
    }

    fn layers(&self) -> impl Iterator<Item = String> {
        let (count, layers) = (self.chain.layers.len(), self.chain.layers.iter());
        layers.enumerate().map(move |(place, layer)| {
            let (l, units, inputs) = (place + 2, layer.units, layer.inputs);
            let weight = self.named(layer.weight);
            let transposed = if layer.transpose { " transposed" } else { "" };
            let bias = match layer.bias {
                Some(bias) => format!("b from {}", self.named(bias)),
                None => "b zeros, as there is none".to_owned(),
            };
            let activation = self.activations.of(place, count).name();
            format!("layer {l}: W {units}×{inputs} from {weight}{transposed}, {bias}, {activation}")
        })
    }

    fn left(&self) -> Vec<String> {
        let left = &self.chain.left;
        let told = left.iter().take(TOLD).map(|left| {
            let (name, shape) = (
                self.named(left.tensor),
                self.tensors[left.tensor].shape_words(),
            );
            format!("left: {name} ({shape}): {}", left.reason)
        });
        let mut told: Vec<_> = told.collect();
        if left.len() > TOLD {
            told.push(format!("left: {} more", left.len() - TOLD));
        }
        told
    }

    /// What to type next; `out` is as it is typed.
    fn next(&self, out: &str) -> String {
        let limit = match self.room {
            Room::Usual => String::new(),
            Room::Mib(mib) => format!(" --max-size {mib}"),
        };
        let x = match self.chain.inputs() {
            1 => "X (1 number".to_owned(),
            inputs => format!("X1,X2,… ({inputs} numbers"),
        };
        format!("next: gradwalk {out}{limit} -x {x}; or x in the file)")
    }

    fn named(&self, tensor: usize) -> String {
        shown(self.tensors[tensor].name.as_deref().unwrap_or_default())
    }
}
