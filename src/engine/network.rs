//! A chain of layers whose shapes are known to fit.

use std::{fmt, ops::RangeInclusive, sync::Arc};

use super::{ForwardPass, Layer, Matrix, Vector, layer_index};

/// A feed-forward network: layers 2 to L, each reading the one before it.
///
/// Layers are named by the paper's number l, so `layer(2)` is the first that has weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Shared with the networks that differ from this one in other layers.
    layers: Vec<Arc<Layer>>,
    /// max |w| of each layer, of what is finite, kept so that a screen need not read the whole of W to choose its digits.
    largest_weights: Vec<f64>,
}

/// Why layers do not make a network. Each names the layer by its paper number, what was found and what is needed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ShapeError {
    /// There is no layer at all.
    NoLayers,
    /// W⁽ˡ⁾ has no rows or no columns.
    EmptyWeights {
        /// l.
        layer: usize,
    },
    /// W⁽ˡ⁾ has another number of columns than layer l − 1 has units.
    Chain {
        /// l.
        layer: usize,
        /// The columns of W⁽ˡ⁾.
        columns: usize,
        /// n_{l−1}.
        needed: usize,
    },
    /// b⁽ˡ⁾, γ⁽ˡ⁾ or β⁽ˡ⁾ has another number of entries than W⁽ˡ⁾ has rows.
    Length {
        /// l.
        layer: usize,
        /// The name of the vector: `b`, `gamma` or `beta`.
        name: &'static str,
        /// Its entries.
        found: usize,
        /// n_l.
        needed: usize,
    },
    /// A residual joins layers of unlike widths.
    Residual {
        /// l.
        layer: usize,
        /// n_l.
        units: usize,
        /// n_{l−1}.
        inputs: usize,
    },
    /// The ε of a norm is not a positive number.
    Eps {
        /// l.
        layer: usize,
        /// What was found.
        found: f64,
    },
}

impl Network {
    /// Layers 2 to L in order.
    ///
    /// # Errors
    /// The first shape that does not fit its neighbour.
    pub fn new(layers: Vec<Layer>) -> Result<Self, ShapeError> {
        if layers.is_empty() {
            return Err(ShapeError::NoLayers);
        }
        let mut before = None;
        for (layer, l) in layers.iter().zip(2..) {
            check(layer, l, before)?;
            before = Some(layer.units());
        }
        let largest_weights = layers.iter().map(|layer| largest(&layer.weights)).collect();
        Ok(Self {
            layers: layers.into_iter().map(Arc::new).collect(),
            largest_weights,
        })
    }

    /// Another value for one entry of W⁽ˡ⁾, which there is. The layer is copied where it is shared with other networks.
    pub(super) fn set_weight(&mut self, l: usize, (row, column): (usize, usize), value: f64) {
        let layer = Arc::make_mut(&mut self.layers[layer_index(l)]);
        let before = std::mem::replace(&mut layer.weights[(row, column)], value);
        let known = &mut self.largest_weights[layer_index(l)];
        let (size, before) = (value.abs(), before.abs());
        *known = if size >= *known {
            size
        } else if before < *known {
            *known
        } else {
            // The largest of all is another entry now; or one is no number.
            largest(&layer.weights)
        };
    }

    /// Another value for an entry of b⁽ˡ⁾, which there is.
    pub(super) fn set_bias(&mut self, l: usize, row: usize, value: f64) {
        Arc::make_mut(&mut self.layers[layer_index(l)]).bias[row] = value;
    }

    /// Changes layer l, but for its shapes.
    pub(super) fn change(&mut self, l: usize, change: impl FnOnce(&mut Layer)) {
        let layer = Arc::make_mut(&mut self.layers[layer_index(l)]);
        change(layer);
        self.largest_weights[layer_index(l)] = largest(&layer.weights);
    }

    /// L, the number of layers, the input among them.
    pub fn depth(&self) -> usize {
        self.layers.len() + 1
    }

    /// 2..=L: the layers that have weights.
    pub fn layers(&self) -> RangeInclusive<usize> {
        2..=self.depth()
    }

    /// Layer l, 2 ≤ l ≤ L.
    pub fn layer(&self, l: usize) -> &Layer {
        &self.layers[layer_index(l)]
    }

    /// max |w| over what of W⁽ˡ⁾ is finite; 0 if nothing is.
    pub fn largest_weight(&self, l: usize) -> f64 {
        self.largest_weights[layer_index(l)]
    }

    /// n_l, 1 ≤ l ≤ L.
    pub fn units(&self, l: usize) -> usize {
        if l == 1 {
            self.layers[0].inputs()
        } else {
            self.layer(l).units()
        }
    }

    /// n_1, …, n_L.
    pub fn sizes(&self) -> Vec<usize> {
        (1..=self.depth()).map(|l| self.units(l)).collect()
    }

    /// n₁, the number of components of x.
    pub fn inputs(&self) -> usize {
        self.units(1)
    }

    /// n_L, the number of components of a⁽ᴸ⁾.
    pub fn outputs(&self) -> usize {
        self.units(self.depth())
    }

    /// a⁽ᴸ⁾ at `input`, of n₁ entries; nothing on the way is kept.
    ///
    /// # Panics
    /// Where `input` has another number of entries.
    pub fn output(&self, input: &Vector) -> Vector {
        ForwardPass::output_at(self, input)
    }

    /// How many numbers are in all W and b (γ and β are not counted).
    pub fn parameters(&self) -> usize {
        self.layers
            .iter()
            .map(|layer| layer.weights.len() + layer.bias.len())
            .sum()
    }
}

/// The largest magnitude of a finite entry; 0 if there is none.
fn largest(matrix: &Matrix) -> f64 {
    let larger = |largest: f64, entry: &f64| {
        let size = entry.abs();
        if size > largest && size < f64::INFINITY {
            size
        } else {
            largest
        }
    };
    // Eight at a time, which do not wait for each other.
    let mut eights = matrix.as_slice().chunks_exact(8);
    let mut lanes = [0.0; 8];
    for eight in &mut eights {
        for (lane, entry) in lanes.iter_mut().zip(eight) {
            *lane = larger(*lane, entry);
        }
    }
    let largest = eights.remainder().iter().fold(0.0, larger);
    lanes.iter().fold(largest, larger)
}

fn check(layer: &Layer, l: usize, before: Option<usize>) -> Result<(), ShapeError> {
    let (units, inputs) = (layer.units(), layer.inputs());
    if units == 0 || inputs == 0 {
        return Err(ShapeError::EmptyWeights { layer: l });
    }
    if let Some(needed) = before.filter(|&needed| needed != inputs) {
        return Err(ShapeError::Chain {
            layer: l,
            columns: inputs,
            needed,
        });
    }
    let length = |name, found| {
        if found == units {
            Ok(())
        } else {
            Err(ShapeError::Length {
                layer: l,
                name,
                found,
                needed: units,
            })
        }
    };
    length("b", layer.bias.len())?;
    if let Some(norm) = &layer.norm {
        length("gamma", norm.gamma.len())?;
        length("beta", norm.beta.len())?;
        // Written so that a NaN is refused as well.
        if !matches!(
            norm.eps.partial_cmp(&0.0),
            Some(std::cmp::Ordering::Greater)
        ) {
            return Err(ShapeError::Eps {
                layer: l,
                found: norm.eps,
            });
        }
    }
    if layer.residual && units != inputs {
        return Err(ShapeError::Residual {
            layer: l,
            units,
            inputs,
        });
    }
    Ok(())
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoLayers => write!(f, "a network needs at least one layer"),
            Self::EmptyWeights { layer } => write!(f, "layer {layer}: W is empty"),
            Self::Chain {
                layer,
                columns,
                needed,
            } => write!(
                f,
                "layer {layer}: W has {columns} {}, but layer {} has {needed} {}",
                plural(columns, "column"),
                layer - 1,
                plural(needed, "unit"),
            ),
            Self::Length {
                layer,
                name,
                found,
                needed,
            } => write!(
                f,
                "layer {layer}: {name} has {found} {}, but W has {needed} {}",
                if found == 1 { "entry" } else { "entries" },
                plural(needed, "row"),
            ),
            Self::Residual {
                layer,
                units,
                inputs,
            } => write!(
                f,
                "layer {layer}: a residual needs as many units as layer {} has, but {units} is not {inputs}",
                layer - 1,
            ),
            Self::Eps { layer, found } => {
                write!(f, "layer {layer}: eps must be above 0, found {found:?}")
            }
        }
    }
}

impl std::error::Error for ShapeError {}

fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}
