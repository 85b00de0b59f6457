//! Which tensors belong together: the weights of one layer and its bias.

use std::collections::HashMap;

use super::name::Owner;
use super::refused::Refused;
use super::role::{Habit, Role, initial};
use super::{Left, Tensor};
use crate::tensor_file::Kind;

/// A weight that may be a layer's, with the bias that its name gives it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'t> {
    pub(super) weight: Tensor<'t>,
    pub(super) bias: Option<Tensor<'t>>,
    pub(super) habit: Habit,
}

impl Candidate<'_> {
    /// Rows and columns of its weight as they are stored.
    pub(super) fn shape(&self) -> (usize, usize) {
        let shape = &self.weight.info.shape;
        (shape[0], shape[1])
    }
}

/// Tensors sorted out.
pub(super) struct Found<'t> {
    /// In the natural order of their names.
    pub(super) candidates: Vec<Candidate<'t>>,
    /// Vectors that may be biases, in the natural order of their names.
    pub(super) spare: Vec<Tensor<'t>>,
    /// What belongs to no layer.
    pub(super) left: Vec<Left>,
}

/// Sorts out `tensors`, none of which is [strange](super::strange).
pub(super) fn found<'t>(tensors: &[Tensor<'t>]) -> Result<Found<'t>, Refused> {
    let mut left = Vec::new();
    let mut weights: HashMap<&Owner, (Tensor<'t>, Habit)> = HashMap::new();
    let mut biases: HashMap<&Owner, Tensor<'t>> = HashMap::new();
    let mut unsaid = Vec::new();
    for tensor in tensors {
        if let Some(reason) = of_no_layer(tensor)? {
            left.push(Left {
                tensor: tensor.at,
                reason,
            });
            continue;
        }
        let owner = &tensor.name.owner;
        let twin = match tensor.name.role {
            Role::Weight(habit) => weights
                .insert(owner, (matrix(tensor)?, habit))
                .map(|(twin, _)| twin),
            Role::Bias => biases.insert(owner, column(tensor)?),
            Role::Unsaid => {
                unsaid.push(*tensor);
                None
            }
        };
        if let Some(twin) = twin {
            let (one, other) = (twin.quoted(), tensor.quoted());
            return Err(Refused::new(format!(
                "{one} and {other} seem to be the same part of one layer"
            )));
        }
    }
    let said = !weights.is_empty();
    unsaid.retain(|tensor| {
        let weighs = length(tensor).is_none() && biases.contains_key(&tensor.name.owner);
        let takes = weighs && !weights.contains_key(&tensor.name.owner);
        if takes {
            weights.insert(&tensor.name.owner, (*tensor, Habit::Either));
        }
        !takes
    });
    let with_bias = |(owner, (weight, habit))| Candidate {
        weight,
        bias: biases.remove(owner),
        habit,
    };
    let mut candidates: Vec<_> = weights.into_iter().map(with_bias).collect();
    let mut spare: Vec<_> = biases.into_values().collect();
    candidates.extend(by_initials(&mut unsaid));
    if said {
        left.extend(unsaid.iter().map(|tensor| Left {
            tensor: tensor.at,
            reason: "its name is no weight's and no bias's",
        }));
    } else {
        unsaid.sort_by_key(natural);
        list(&unsaid, &mut candidates, &mut spare);
    }
    candidates.sort_by_key(|candidate| natural(&candidate.weight));
    spare.sort_by_key(natural);
    Ok(Found {
        candidates,
        spare,
        left,
    })
}

fn natural<'t>(tensor: &Tensor<'t>) -> (&'t Owner, usize) {
    (&tensor.name.owner, tensor.at)
}

/// Why a tensor can be left by what it is, if it can.
fn of_no_layer(tensor: &Tensor<'_>) -> Result<Option<&'static str>, Refused> {
    let shape = &tensor.info.shape;
    if let Kind::Other(kind) = &tensor.info.kind {
        if tensor.name.role == Role::Unsaid
            || shape.is_empty()
            || shape.len() == 1 && tensor.name.role != Role::Bias
        {
            return Ok(Some("it holds no floating-point numbers"));
        }
        let (name, kind) = (tensor.quoted(), super::refused::shown(kind));
        return Err(Refused::new(format!(
            "{name} is {kind}: gradwalk reads f64, f32, f16 and bf16"
        )));
    }
    if shape.is_empty() {
        return Ok(Some("a scalar"));
    }
    if shape.contains(&0) {
        if shape.len() == 1 || tensor.name.role == Role::Unsaid {
            return Ok(Some("it is empty"));
        }
        let why = format!(
            "{} is {}: it is empty",
            tensor.quoted(),
            tensor.info.shape_words()
        );
        return Err(Refused::new(why));
    }
    Ok(None)
}

fn matrix<'t>(tensor: &Tensor<'t>) -> Result<Tensor<'t>, Refused> {
    if tensor.info.shape.len() == 2 {
        return Ok(*tensor);
    }
    let (name, shape) = (tensor.quoted(), tensor.info.shape_words());
    Err(Refused::new(format!(
        "{name} is a vector of {shape}, and the weight of a Linear layer is a matrix"
    )))
}

fn column<'t>(tensor: &Tensor<'t>) -> Result<Tensor<'t>, Refused> {
    if length(tensor).is_some() {
        return Ok(*tensor);
    }
    let (name, shape) = (tensor.quoted(), tensor.info.shape_words());
    Err(Refused::new(format!(
        "{name} is {shape}, and the bias of a Linear layer is a vector"
    )))
}

/// How many entries a bias of this shape has: (n), (n, 1) or (1, n).
pub(super) fn length(tensor: &Tensor<'_>) -> Option<usize> {
    match tensor.info.shape[..] {
        [n] | [n, 1] | [1, n] => Some(n),
        _ => None,
    }
}

/// Pairs such as `Wxh` and `bxh`, taken out of `unsaid`.
fn by_initials<'t>(unsaid: &mut Vec<Tensor<'t>>) -> Vec<Candidate<'t>> {
    let mut pairs: HashMap<Owner, (Option<Tensor<'t>>, Option<Tensor<'t>>)> = HashMap::new();
    for tensor in &*unsaid {
        match initial(&tensor.name.owner) {
            Some((Role::Bias, owner)) if length(tensor).is_some() => {
                pairs.entry(owner).or_default().1 = Some(*tensor);
            }
            Some((Role::Weight(_), owner)) if tensor.info.shape.len() == 2 => {
                pairs.entry(owner).or_default().0 = Some(*tensor);
            }
            _ => {}
        }
    }
    let candidates: Vec<_> = pairs
        .into_values()
        .filter_map(|pair| match pair {
            (Some(weight), Some(bias)) => Some(Candidate {
                weight,
                bias: Some(bias),
                habit: Habit::Either,
            }),
            _ => None,
        })
        .collect();
    let taken = candidates
        .iter()
        .flat_map(|pair| [Some(pair.weight.at), pair.bias.map(|bias| bias.at)]);
    let taken: std::collections::HashSet<usize> = taken.flatten().collect();
    unsaid.retain(|tensor| !taken.contains(&tensor.at));
    candidates
}

/// A list without words, `arr_0`, `arr_1` …: weight and bias by turns, or else the matrices and the vectors in it.
fn list<'t>(
    unsaid: &[Tensor<'t>],
    candidates: &mut Vec<Candidate<'t>>,
    spare: &mut Vec<Tensor<'t>>,
) {
    let fits = |weight: &Tensor<'_>, bias: &Tensor<'_>| {
        let shape = &weight.info.shape;
        shape.len() == 2 && length(bias).is_some_and(|n| shape.contains(&n))
    };
    let turns = unsaid.len().is_multiple_of(2)
        && unsaid.chunks_exact(2).all(|pair| fits(&pair[0], &pair[1]));
    if turns {
        candidates.extend(unsaid.chunks_exact(2).map(|pair| Candidate {
            weight: pair[0],
            bias: Some(pair[1]),
            habit: Habit::Either,
        }));
        return;
    }
    for tensor in unsaid {
        if tensor.info.shape.len() == 2 {
            candidates.push(Candidate {
                weight: *tensor,
                bias: None,
                habit: Habit::Either,
            });
        } else {
            spare.push(*tensor);
        }
    }
}
