//! Biases whose names give them to no layer: their lengths may.

use std::collections::BTreeMap;

use super::belonging::length;
use super::refused::Refused;
use super::{Left, Linear, Tensor};

/// Gives each layer without a bias the one vector of `spare` that fits it, where there is no other way to give them,
/// but in their order; what fits no layer is left.
pub(super) fn given(
    layers: &mut [Linear],
    spare: &[Tensor<'_>],
    remarks: &mut Vec<String>,
) -> Result<Vec<Left>, Refused> {
    let mut vectors: BTreeMap<usize, Vec<Tensor<'_>>> = BTreeMap::new();
    for vector in spare {
        vectors
            .entry(length(vector).unwrap_or_default())
            .or_default()
            .push(*vector);
    }
    let mut left = Vec::new();
    let mut taken = None;
    for (entries, vectors) in vectors {
        let fits = |layer: &&mut Linear| layer.bias.is_none() && layer.units == entries;
        let mut bare: Vec<_> = layers.iter_mut().filter(fits).collect();
        if bare.is_empty() {
            left.extend(vectors.iter().map(|vector| Left {
                tensor: vector.at,
                reason: "it belongs to no layer",
            }));
        } else if bare.len() == vectors.len() {
            for (layer, vector) in bare.iter_mut().zip(&vectors) {
                layer.bias = Some(vector.at);
            }
            taken = taken.or(vectors.first().copied());
        } else {
            let (name, entries) = (vectors[0].shaped(), vectors.len());
            let layers = match bare.len() {
                1 => "1 layer".to_owned(),
                count => format!("{count} layers"),
            };
            return Err(Refused::new(format!(
                "{name} may be a bias, but nothing says whose: {entries} of that length for {layers}"
            )));
        }
    }
    if let Some(vector) = taken {
        let name = vector.quoted();
        remarks.push(format!(
            "biases such as {name} were given to the layers by their lengths, not by their names"
        ));
    }
    Ok(left)
}
