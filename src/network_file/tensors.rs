//! What W and b are called in a tensor file of ours.

use crate::engine::Network;
use crate::tensor_file::Stored;

/// The name of W⁽ˡ⁾.
pub(super) fn weights(l: usize) -> String {
    format!("layer{l}.W")
}

/// The name of b⁽ˡ⁾.
pub(super) fn bias(l: usize) -> String {
    format!("layer{l}.b")
}

/// W and b of all layers, by the names that [`written`](super::written()) has for them.
pub fn tensors(network: &Network) -> Vec<(String, Stored<'_>)> {
    let of_layer = |l| {
        let layer = network.layer(l);
        [
            (weights(l), Stored::Matrix(&layer.weights)),
            (bias(l), Stored::Vector(&layer.bias)),
        ]
    };
    network.layers().flat_map(of_layer).collect()
}

/// Whether `name` is that of the W or b of a layer.
pub fn is_tensor_name(name: &str) -> bool {
    let name = name.strip_prefix("layer");
    let parts = name.and_then(|name| name.split_once('.'));
    parts.is_some_and(|(l, what)| l.parse::<usize>().is_ok() && matches!(what, "W" | "b"))
}
