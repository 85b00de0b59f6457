//! What is no part of a chain of Linear layers: what refuses the whole, and what can be left without changing it.

use std::collections::HashMap;

use super::name::Owner;
use super::refused::Refused;
use super::role::{Habit, Role};
use super::{Left, Tensor};
use crate::tensor_file::Kind;

/// Something that is no Linear layer, and what is said of it after the tensor's name.
type Sentence = &'static str;

const CONVOLUTION: Sentence = "a convolution; gradwalk walks through Linear layers only";
const SOLID: Sentence = "no matrix; gradwalk walks through Linear layers only";
const ATTENTION: Sentence =
    "belongs to an attention, and gradwalk walks through Linear layers only";
const EMBEDDING: Sentence =
    "is an embedding, which takes an index; gradwalk walks through Linear layers only";
const RECURRENT: Sentence =
    "belongs to a recurrent layer, and gradwalk walks through Linear layers only";
const NORM: Sentence = "belongs to a norm, and the network without it would be another function";
const VECTOR: Sentence =
    "is a vector: a norm's or an activation's, without which this would be another function";
const GATE: Sentence =
    "belongs to a gate, which multiplies two branches: no chain of Linear layers";
const SKIP: Sentence =
    "belongs to a skip connection, which adds two branches: no chain of Linear layers";
const ADAPTER: Sentence = "belongs to an adapter (LoRA): merge it into the weights first";
const REWRITTEN: Sentence =
    "is one part of a weight that is kept in parts: remove the parametrization first";
const QUANTISED: Sentence = "is quantised: gradwalk reads f64, f32, f16 and bf16";

/// What a tensor belongs to by the words of its name, whatever its shape.
const WORDS: [(&[&str], Sentence); 7] = [
    (
        &[
            "qweight",
            "qzeros",
            "qscale",
            "zero point",
            "weight scale",
            "packed",
            "weight packed",
            "absmax",
            "quant map",
            "quant state",
            "scb",
            "packed params",
        ],
        QUANTISED,
    ),
    (
        &[
            "attn",
            "attention",
            "mha",
            "multihead",
            "qkv",
            "in proj",
            "q proj",
            "k proj",
            "v proj",
            "o proj",
        ],
        ATTENTION,
    ),
    (
        &[
            "lstm",
            "gru",
            "rnn",
            "recurrent",
            "weight ih",
            "weight hh",
            "bias ih",
            "bias hh",
        ],
        RECURRENT,
    ),
    (&["lora", "loha", "lokr"], ADAPTER),
    (
        &[
            "weight g",
            "weight v",
            "weight u",
            "weight orig",
            "parametrizations",
        ],
        REWRITTEN,
    ),
    (&["gate", "gates", "glu", "swiglu", "geglu"], GATE),
    (&["shortcut", "skip", "downsample"], SKIP),
];

/// `tensors` without those that cannot matter, which join those that are left: what optimizers keep.
pub(super) fn without_idle<'t>(tensors: &[Tensor<'t>], left: &mut Vec<Left>) -> Vec<Tensor<'t>> {
    const OPTIMIZER: [&str; 11] = [
        "optimizer",
        "optimizers",
        "optim",
        "opt state",
        "exp avg",
        "exp avg sq",
        "momentum buffer",
        "momentum",
        "adam",
        "rmsprop",
        "adagrad",
    ];
    let idle = |tensor: &Tensor<'_>| tensor.name.says_any(&OPTIMIZER);
    let (idle, rest): (Vec<_>, Vec<_>) = tensors.iter().copied().partition(idle);
    left.extend(idle.into_iter().map(|tensor| Left {
        tensor: tensor.at,
        reason: "the state of an optimizer",
    }));
    rest
}

/// Refuses `tensors` if one of them is no part of a chain of Linear layers: a sentence for each kind of thing, with
/// the first of its tensors.
pub(super) fn refuse(tensors: &[Tensor<'_>]) -> Result<(), Refused> {
    let company = Company::of(tensors);
    let mut kinds: Vec<(Sentence, &Tensor<'_>, usize)> = Vec::new();
    for tensor in tensors {
        let Some(sentence) = strange(tensor, &company) else {
            continue;
        };
        match kinds.iter_mut().find(|(said, ..)| *said == sentence) {
            Some((.., count)) => *count += 1,
            None => kinds.push((sentence, tensor, 1)),
        }
    }
    // The scale of quantised weights is a vector too.
    let quantised = kinds.iter().any(|(said, ..)| *said == QUANTISED);
    kinds.retain(|(said, ..)| !(quantised && *said == VECTOR));
    let mut sentences = kinds.into_iter().map(|(sentence, tensor, count)| {
        let subject = if sentence == CONVOLUTION || sentence == SOLID {
            format!("{} is {}:", tensor.quoted(), tensor.info.shape_words())
        } else {
            tensor.quoted()
        };
        match count - 1 {
            0 => format!("{subject} {sentence}"),
            more => format!("{subject} {sentence} ({more} more)"),
        }
    });
    let Some(first) = sentences.next() else {
        return Ok(());
    };
    Err(sentences.fold(Refused::new(first), Refused::and))
}

/// What stands beside a tensor and tells what it is.
struct Company<'t> {
    /// Whether the owner has a matrix, and whether it has a bias.
    owners: HashMap<&'t Owner, (bool, bool)>,
    /// Whether there are queries and keys: a value alone may be that of a position in a game.
    queries: bool,
}

impl<'t> Company<'t> {
    fn of(tensors: &[Tensor<'t>]) -> Self {
        let mut owners: HashMap<&Owner, (bool, bool)> = HashMap::new();
        for tensor in tensors {
            let (matrix, bias) = owners.entry(&tensor.name.owner).or_default();
            *matrix |= tensor.info.shape.len() >= 2;
            *bias |= tensor.name.role == Role::Bias;
        }
        let says = |words: &[&str]| tensors.iter().any(|tensor| tensor.name.says_any(words));
        Self {
            owners,
            queries: says(&["query", "queries", "wq"]) && says(&["key", "keys", "wk"]),
        }
    }
}

fn strange(tensor: &Tensor<'_>, company: &Company<'_>) -> Option<Sentence> {
    let name = tensor.name;
    let rank = tensor.info.shape.len();
    let (matrix, bias) = company.owners.get(&name.owner).copied().unwrap_or_default();
    let weight = matches!(name.role, Role::Weight(_));
    if rank == 0 && !weight {
        return None; // A counter, a temperature, a step: no layer's.
    }
    let float = matches!(tensor.info.kind, Kind::Float(_));
    if let Some((_, sentence)) = WORDS.iter().find(|(words, _)| name.says_any(words)) {
        return Some(sentence);
    }
    if company.queries
        && name.says_any(&[
            "query", "key", "value", "queries", "keys", "values", "wq", "wk", "wv",
        ])
    {
        return Some(ATTENTION);
    }
    if rank >= 3 {
        let convolves = rank <= 5 && weight || name.mentions("conv");
        return Some(if convolves { CONVOLUTION } else { SOLID });
    }
    if weight && !float && rank == 2 && is_narrow(&tensor.info.kind) {
        return Some(QUANTISED);
    }
    let embedding = name.mentions("embed") || name.says_any(&["wte", "wpe", "emb"]);
    if embedding && !bias && rank == 2 {
        return Some(EMBEDDING);
    }
    let by_words = name.says_any(&[
        "bn",
        "ln",
        "running mean",
        "running var",
        "moving mean",
        "moving variance",
    ]) || name.mentions("norm");
    if rank == 1 && !matrix && by_words {
        return Some(NORM);
    }
    let scaling = matches!(name.role, Role::Weight(Habit::OutIn | Habit::InOut))
        || name.says_any(&["gamma", "scale", "alpha", "prelu"]);
    (rank == 1 && float && !matrix && scaling).then_some(VECTOR)
}

/// Whether numbers of this kind are so short that weights in them are quantised: as safetensors names them, or numpy.
fn is_narrow(kind: &Kind) -> bool {
    let Kind::Other(name) = kind else {
        return false;
    };
    ["I8", "U8", "I4", "U4", "|i1", "|u1"].contains(&name.as_str())
        || ["F8", "F6", "F4"]
            .iter()
            .any(|short| name.starts_with(short))
}
