//! The text of a file with some of its numbers changed, and everything else kept byte for byte.
//!
//! A number is replaced where it stands, by the places that toml knows. toml_edit was weighed: it drops the byte order
//! mark, makes Unix line ends of those of Windows, and sorts dotted keys together.

mod pieces;

use std::fmt;

use super::{
    NetworkFile, document,
    field::count,
    refusal::{Fault, Refusal},
    text,
};
use crate::engine::{Layer, Network, Vector, ordinal};

/// What is to be other than it is in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edits {
    /// The whole of x, n₁ entries, if it is to be this. Where the file has an x, the entries that differ are replaced;
    /// where it has none, an x is added.
    pub x: Option<Vec<f64>>,
    /// The same for y, n_L entries.
    pub y: Option<Vec<f64>>,
    /// Weights and biases. Of two changes of one place the later counts.
    pub parameters: Vec<Change>,
}

/// A new value for one parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Which.
    pub place: Place,
    /// The value, which must be finite.
    pub value: f64,
}

/// A parameter of a network. Rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// An entry of W⁽ˡ⁾.
    Weights {
        /// l, from 2.
        l: usize,
        /// The unit of layer l.
        row: usize,
        /// The unit of layer l − 1.
        column: usize,
    },
    /// An entry of b⁽ˡ⁾.
    Bias {
        /// l, from 2.
        l: usize,
        /// The unit of layer l.
        row: usize,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Weights { l, row, column } => {
                let (row, column) = (ordinal(row), ordinal(column));
                write!(f, "layer {l}: W, row {row}, column {column}")
            }
            Self::Bias { l, row } => write!(f, "layer {l}: b, entry {}", ordinal(row)),
        }
    }
}

/// Why a file cannot be edited. Its `Display` is printable and, but for a refusal, a line.
#[derive(Debug, Clone, PartialEq)]
pub enum EditError {
    /// The file is refused as it is.
    Refused(Refusal),
    /// The network has no such parameter.
    Nowhere(Place),
    /// x or y has another number of entries than its layer has units.
    Length {
        /// `x` or `y`.
        name: &'static str,
        /// Its entries.
        found: usize,
        /// The units.
        needed: usize,
    },
    /// The new value is not finite, which no file may hold.
    NotFinite {
        /// What people call the number.
        name: String,
        /// The value.
        value: f64,
    },
    /// The edited text would not be read as the network that is meant: a fault of this program, found in time.
    Unfaithful,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "{refusal}"),
            Self::Nowhere(place) => write!(f, "{place}: there is no such number"),
            Self::Length {
                name,
                found,
                needed,
            } => write!(
                f,
                "{name} has {}, but needs {needed}",
                count(*found, "number", "numbers")
            ),
            Self::NotFinite { name, value } => {
                write!(f, "{name} is {value}, but every number must be finite")
            }
            Self::Unfaithful => write!(f, "the edited text would be read as another network"),
        }
    }
}

impl std::error::Error for EditError {}

/// The text of the file `source`, which people call `name`, after `edits`. Numbers that stay what they are stay as they
/// are written; those that change are written with the fewest digits that read back as the same double.
///
/// # Errors
/// What of the edits does not fit the file. The text that is given back has been read again and found to be exactly
/// the edited network.
pub fn edited(source: &[u8], name: &str, edits: &Edits) -> Result<String, EditError> {
    let body = source.strip_prefix(text::MARK).unwrap_or(source);
    let refused = |fault: Fault| EditError::Refused(Refusal::new(&fault, body, name));
    let text = text::text(body).map_err(refused)?;
    let document = document(text).map_err(refused)?;
    let file = super::meant(document.get_ref()).map_err(refused)?;
    let meant = meant(&file, edits)?;
    let pieces = pieces::pieces(text, document.get_ref(), &file, &meant).map_err(refused)?;
    let mut edited = String::with_capacity(source.len() + 64);
    edited.extend((body.len() < source.len()).then_some('\u{feff}'));
    let mut at = 0;
    for (start, (end, piece)) in pieces {
        edited += &text[at..start];
        edited += &piece;
        at = end;
    }
    edited += &text[at..];
    match NetworkFile::parse(edited.as_bytes(), name) {
        Ok(read) if is_same(&read, &meant) => Ok(edited),
        _ => Err(EditError::Unfaithful),
    }
}

/// The file as it is meant to be read after `edits`.
fn meant(file: &NetworkFile, edits: &Edits) -> Result<NetworkFile, EditError> {
    let network = &file.network;
    let mut layers: Vec<Layer> = network.layers().map(|l| network.layer(l).clone()).collect();
    for &Change { place, value } in &edits.parameters {
        let (Place::Weights { l, .. } | Place::Bias { l, .. }) = place;
        let layer = l.checked_sub(2).and_then(|index| layers.get_mut(index));
        let number = layer.and_then(|layer| match place {
            Place::Weights { row, column, .. } => layer.weights.get_mut((row, column)),
            Place::Bias { row, .. } => layer.bias.get_mut(row),
        });
        *number.ok_or(EditError::Nowhere(place))? = finite(value, || place.to_string())?;
    }
    Ok(NetworkFile {
        x: vector("x", edits.x.as_deref(), network.inputs())?.or_else(|| file.x.clone()),
        y: vector("y", edits.y.as_deref(), network.outputs())?.or_else(|| file.y.clone()),
        network: Network::new(layers).map_err(|_| EditError::Unfaithful)?,
        ..file.clone()
    })
}

fn vector(
    name: &'static str,
    entries: Option<&[f64]>,
    needed: usize,
) -> Result<Option<Vector>, EditError> {
    let Some(entries) = entries else {
        return Ok(None);
    };
    let found = entries.len();
    if found != needed {
        return Err(EditError::Length {
            name,
            found,
            needed,
        });
    }
    for (index, &value) in entries.iter().enumerate() {
        finite(value, || format!("{name}, entry {}", ordinal(index)))?;
    }
    Ok(Some(Vector::from_column_slice(entries)))
}

fn finite(value: f64, name: impl FnOnce() -> String) -> Result<f64, EditError> {
    if value.is_finite() {
        return Ok(value);
    }
    let name = name();
    Err(EditError::NotFinite { name, value })
}

/// Whether two files mean the same, to the last bit of every number that can be edited.
fn is_same(one: &NetworkFile, other: &NetworkFile) -> bool {
    let bits = |file: &NetworkFile| -> Vec<u64> {
        let layers = file.network.layers().map(|l| file.network.layer(l));
        let parameters = layers.flat_map(|layer| layer.weights.iter().chain(&layer.bias));
        let vectors = file.x.iter().chain(&file.y).flatten();
        parameters
            .chain(vectors)
            .map(|number| number.to_bits())
            .collect()
    };
    one == other && bits(one) == bits(other)
}
