//! Lists of tensors, and chains, as short text.

use gradwalk::import::{Chain, chain};
use gradwalk::tensor_file::{Dtype, Kind, TensorInfo};

/// A tensor from `name 128x784`, `name` for a scalar, `name 3 I64` for one of another kind than f32.
pub fn tensor(line: &str) -> TensorInfo {
    let mut words = line.split(' ');
    let name = words.next().map(str::to_owned);
    let sizes = words.next().filter(|sizes| !sizes.is_empty());
    let sizes = sizes.map_or(Vec::new(), |sizes| sizes.split('x').collect());
    let size = |size: &str| size.parse().expect("a number");
    let kind = match words.next() {
        None => Kind::Float(Dtype::F32),
        Some(kind) => Kind::Other(kind.to_owned()),
    };
    TensorInfo {
        name,
        kind,
        shape: sizes.into_iter().map(size).collect(),
    }
}

/// The tensors of a list with `, ` between.
pub fn tensors(list: &str) -> Vec<TensorInfo> {
    list.split(", ").map(tensor).collect()
}

/// The chain of these tensors.
pub fn chain_of(list: &str) -> Chain {
    let tensors = tensors(list);
    chain(&tensors, "").unwrap_or_else(|refused| panic!("{list}: {refused}"))
}

/// The layers of a chain as text: `W + b` each, `Wᵀ` where it is transposed, `0` where there is no b.
pub fn layers(list: &str) -> String {
    told(&tensors(list), &chain_of(list))
}

/// The same of a chain that is there already.
pub fn told(tensors: &[TensorInfo], chain: &Chain) -> String {
    let name = |at: usize| tensors[at].name.clone().expect("it has a name");
    let mut before = None;
    let layers = chain.layers.iter().map(|layer| {
        let shape = &tensors[layer.weight].shape;
        let (rows, columns) = (layer.units, layer.inputs);
        let stored = if layer.transpose {
            [columns, rows]
        } else {
            [rows, columns]
        };
        assert_eq!(shape[..], stored);
        assert!(
            before.is_none_or(|units| units == layer.inputs),
            "it chains"
        );
        before = Some(layer.units);
        let bias = layer.bias.map_or("0".to_owned(), |bias| {
            assert_eq!(tensors[bias].shape.iter().product::<usize>(), layer.units);
            name(bias)
        });
        let transposed = if layer.transpose { "ᵀ" } else { "" };
        format!("{}{transposed} + {bias}", name(layer.weight))
    });
    layers.collect::<Vec<_>>().join(", ")
}

/// The sentences that refuse these tensors.
pub fn refusal(list: &str) -> String {
    refusal_within(list, "")
}

/// The sentences that refuse those of them whose names begin with `prefix`.
pub fn refusal_within(list: &str, prefix: &str) -> String {
    match chain(&tensors(list), prefix) {
        Ok(chain) => panic!("{list}: taken as {}", told(&tensors(list), &chain)),
        Err(refused) => refused.to_string(),
    }
}
