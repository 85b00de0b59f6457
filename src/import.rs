//! Which tensors of a file make up a network: their names and shapes, taken as a chain of Linear layers or refused.
//!
//! Everyone names tensors in their own way, so that two questions are kept apart: which tensors belong to one layer (a
//! name without the word for weight or bias says of what it is one), and in which order the layers stand (names that
//! count put forward an order, shapes decide). What is no Linear layer refuses the whole, because the network without
//! it would be another function; what belongs to no layer is left, and said.

mod belonging;
mod name;
mod order;
mod parts;
mod refused;
mod role;
mod shapes;
mod spare;
mod strange;
mod way;
mod written;

pub use refused::{Refused, shown};
pub use written::{Activations, written};

use std::collections::BTreeSet;

use crate::tensor_file::{Kind, TensorInfo};
use name::Name;
use refused::quote;

/// A chain of Linear layers: the units of one are the inputs of the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The layers from l = 2 on; at least one.
    pub layers: Vec<Linear>,
    /// The tensors that belong to no layer, in the order of the file.
    pub left: Vec<Left>,
    /// What names and shapes did not say by themselves, and how it was taken; printable, a sentence each.
    pub remarks: Vec<String>,
}

impl Chain {
    /// How many inputs the network has, n₁.
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// n₁ to n_L with hyphens between; of many the first and the last.
    pub fn sizes(&self) -> String {
        const MOST: usize = 8;
        let units = self.layers.iter().map(|layer| layer.units);
        let sizes: Vec<_> = std::iter::once(self.inputs())
            .chain(units)
            .map(|size| size.to_string())
            .collect();
        match &sizes[..] {
            [first, second, .., last] if sizes.len() > MOST => format!("{first}-{second}-…-{last}"),
            sizes => sizes.join("-"),
        }
    }

    /// How the numbers that were taken are kept among `tensors`: `f32`, or `f32, f64`.
    pub fn dtypes(&self, tensors: &[TensorInfo]) -> String {
        let taken = self
            .layers
            .iter()
            .flat_map(|layer| [Some(layer.weight), layer.bias])
            .flatten();
        let names: BTreeSet<_> = taken
            .filter_map(|at| match &tensors[at].kind {
                Kind::Float(dtype) => Some(dtype.name()),
                Kind::Other(_) => None,
            })
            .collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    }
}

/// A Linear layer, z = Wa + b. Tensors are told by their place in the list that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linear {
    /// The tensor that holds W.
    pub weight: usize,
    /// Whether it holds Wᵀ, n_in × n_out.
    pub transpose: bool,
    /// The tensor that holds b; without one, b is zeros.
    pub bias: Option<usize>,
    /// How many units the layer has, n_out.
    pub units: usize,
    /// How many inputs each of them has, n_in.
    pub inputs: usize,
}

/// A tensor that belongs to no layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Its place in the list that was given.
    pub tensor: usize,
    /// Why it was left.
    pub reason: &'static str,
}

/// A tensor that may be a part of the network.
#[derive(Debug, Clone, Copy)]
struct Tensor<'t> {
    at: usize,
    text: &'t str,
    name: &'t Name,
    info: &'t TensorInfo,
}

impl Tensor<'_> {
    /// Its name as messages show it.
    fn quoted(&self) -> String {
        quote(self.text)
    }

    /// Name and shape.
    fn shaped(&self) -> String {
        format!("{} ({})", self.quoted(), self.info.shape_words())
    }
}

/// The chain of Linear layers among `tensors` whose names begin with `prefix`; the others are left.
///
/// # Errors
/// That there is no such chain, that there are several, or that there is more than a chain, by the tensors' names.
pub fn chain(tensors: &[TensorInfo], prefix: &str) -> Result<Chain, Refused> {
    if tensors.is_empty() {
        return Err(Refused::new("it holds no tensor"));
    }
    let texts: Option<Vec<&str>> = tensors.iter().map(|info| info.name.as_deref()).collect();
    let Some(texts) = texts else {
        return Err(Refused::new(
            "a .npy file holds one tensor without a name: a network is read from safetensors or .npz",
        ));
    };
    let names: Vec<Name> = texts.iter().map(|text| Name::new(text)).collect();
    let all = (0..tensors.len()).map(|at| Tensor {
        at,
        text: texts[at],
        name: &names[at],
        info: &tensors[at],
    });
    let (within, outside): (Vec<_>, Vec<_>) =
        all.partition(|tensor| tensor.text.starts_with(prefix));
    if within.is_empty() {
        return Err(parts::none_with(prefix, &outside));
    }
    let mut chain = parts::whole(&within)?;
    chain.left.extend(outside.iter().map(|tensor| Left {
        tensor: tensor.at,
        reason: "its name does not begin with the prefix",
    }));
    chain.left.sort_by_key(|left| left.tensor);
    Ok(chain)
}

/// The chain that `tensors` are, all of them.
fn attempt(tensors: &[Tensor<'_>]) -> Result<Chain, Refused> {
    let mut left = Vec::new();
    let tensors = strange::without_idle(tensors, &mut left);
    strange::refuse(&tensors)?;
    let found = belonging::found(&tensors)?;
    left.extend(found.left);
    if found.candidates.is_empty() {
        let first = tensors.first().map_or_else(String::new, |tensor| {
            format!("; the first tensor is {}", tensor.shaped())
        });
        let why = format!("there is no Linear layer, whose weight has 2 dimensions{first}");
        return Err(Refused::new(why));
    }
    let mut remarks = Vec::new();
    let mut layers = order::chained(&found.candidates, &found.spare, &mut remarks)?;
    left.extend(spare::given(&mut layers, &found.spare, &mut remarks)?);
    Ok(Chain {
        layers,
        left,
        remarks,
    })
}
