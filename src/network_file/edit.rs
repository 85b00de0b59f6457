//! The text of a file with some of its numbers changed, and everything else kept byte for byte.
//!
//! A number is replaced where it stands, by the places that toml knows. toml_edit was weighed: it drops the byte order
//! mark, makes Unix line ends of those of Windows, and sorts dotted keys together. Values that stand in a tensor file
//! are written to a new one, and the text then names that.

mod pieces;
mod place;

use std::fmt;

use super::{
    document,
    field::{Section, count},
    refusal::{Fault, Refusal},
    text,
};
use crate::{
    engine::{Network, Vector, ordinal},
    tensor_file::Stored,
};
use place::{Place, given};

/// A network and its input, as far as they are numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Values<'n> {
    /// The layers.
    pub network: &'n Network,
    /// x, n₁ entries.
    pub x: Option<&'n Vector>,
    /// y, n_L entries.
    pub y: Option<&'n Vector>,
}

/// What is to be other than it is in a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edits<'n> {
    /// What was read from the file.
    pub read: Values<'n>,
    /// What is to be read from it, of the same shapes: W and b, and x and y, which stay what they are where there are
    /// none here. Where the file has no x, one is added; the same for y.
    pub meant: Values<'n>,
    /// The name of the new tensor file, for what does not stand in the file itself.
    pub beside: &'n str,
    /// Whether the new tensor file is to hold also what did not change: where the old ones are not to be named.
    pub gathers: bool,
}

/// An edited file.
#[derive(Debug, Clone)]
pub struct Edited<'n> {
    /// Its text.
    pub text: String,
    /// What the new tensor file has to hold, by name; there need be none where this is empty.
    pub tensors: Vec<(String, Stored<'n>)>,
}

/// Why a file cannot be edited. Its `Display` is printable and, but for a refusal, a line.
#[derive(Debug, Clone, PartialEq)]
pub enum EditError {
    /// The file is refused as it is, or cannot be edited where the caret stands.
    Refused(Refusal),
    /// The networks are of other sizes.
    Sizes,
    /// x or y has another number of entries than its layer has units.
    Length {
        /// `x` or `y`.
        name: &'static str,
        /// Its entries.
        found: usize,
        /// The units.
        needed: usize,
    },
    /// A new value is not finite, which no file may hold.
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
            Self::Sizes => write!(f, "the edited network has other sizes than its file"),
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

/// The text of the file `source`, which people call `name`, after `edits`. Values that stay what they are stay as they
/// are written; those that change are written with the fewest digits that read back as the same double.
///
/// # Errors
/// What of the edits does not fit the file. The text that is given back has been read again and found to have exactly
/// the numbers that are meant. Tensor files are neither read nor written.
pub fn edited<'n>(source: &[u8], name: &str, edits: &Edits<'n>) -> Result<Edited<'n>, EditError> {
    let body = source.strip_prefix(text::MARK).unwrap_or(source);
    let refused = |fault: Fault| EditError::Refused(Refusal::new(&fault, body, name));
    let text = text::text(body).map_err(refused)?;
    let (read, meant) = (edits.read, edits.meant);
    let (x, y) = (meant.x.or(read.x), meant.y.or(read.y));
    let edits = &Edits {
        meant: Values { x, y, ..meant },
        ..*edits
    };
    check(edits)?;
    let document = document(text).map_err(refused)?;
    let (pieces, tensors) = pieces::pieces(text, document.get_ref(), edits).map_err(refused)?;
    let mut edited = String::with_capacity(source.len() + 64);
    edited.extend((body.len() < source.len()).then_some('\u{feff}'));
    let mut at = 0;
    for (start, (end, piece)) in pieces {
        edited += &text[at..start];
        edited += &piece;
        at = end;
    }
    edited += &text[at..];
    if is_faithful(&edited, edits, &tensors) {
        let text = edited;
        Ok(Edited { text, tensors })
    } else {
        Err(EditError::Unfaithful)
    }
}

/// Whether what is meant fits what was read, and can be written.
fn check(edits: &Edits<'_>) -> Result<(), EditError> {
    let Values { network, x, y } = edits.meant;
    if network.sizes() != edits.read.network.sizes() {
        return Err(EditError::Sizes);
    }
    for l in network.layers() {
        let (weights, bias) = (&network.layer(l).weights, &network.layer(l).bias);
        let rows = weights.nrows();
        finite(weights.as_slice(), |at| {
            let (row, column) = (ordinal(at % rows), ordinal(at / rows));
            format!("layer {l}: W, row {row}, column {column}")
        })?;
        finite(bias.as_slice(), |at| {
            format!("layer {l}: b, entry {}", ordinal(at))
        })?;
    }
    for (name, vector, needed) in [("x", x, network.inputs()), ("y", y, network.outputs())] {
        let Some(vector) = vector else { continue };
        let found = vector.len();
        if found != needed {
            return Err(EditError::Length {
                name,
                found,
                needed,
            });
        }
        finite(vector.as_slice(), |at| {
            format!("{name}, entry {}", ordinal(at))
        })?;
    }
    Ok(())
}

fn finite(entries: &[f64], name: impl FnOnce(usize) -> String) -> Result<(), EditError> {
    let at = entries.iter().position(|value| !value.is_finite());
    at.map_or(Ok(()), |at| {
        let (name, value) = (name(at), entries[at]);
        Err(EditError::NotFinite { name, value })
    })
}

/// Whether `text` gives the numbers that are meant, or names the new tensor file for those that are written there.
fn is_faithful(text: &str, edits: &Edits<'_>, tensors: &[(String, Stored<'_>)]) -> bool {
    let body = text.trim_start_matches('\u{feff}');
    let read = document(body).and_then(|document| {
        let given = given(&Section::top(document.get_ref()))?;
        let mut is_same = Place::all(edits.meant).all(|place| given.contains_key(&place));
        for (place, field) in &given {
            is_same &= match field.reference()? {
                Some(reference) => {
                    let is_new = tensors.iter().any(|(name, _)| *name == place.name());
                    !is_new || reference.is(edits.beside, &place.name())
                }
                None => place.is_same(&place.read(field)?, edits.meant),
            };
        }
        Ok(is_same)
    });
    read.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Edits, Values, is_faithful};
    use crate::network_file::NetworkFile;

    #[test]
    fn a_text_that_is_not_what_was_meant_is_not_saved() {
        let text = "x = [0.5]\n[[layer]]\nactivation = \"tanh\"\nW = [[1.0]]\nb = [0.0]\n";
        let file = NetworkFile::parse(text.as_bytes(), "net.toml").expect("it is a network");
        let values = Values {
            network: &file.network,
            x: file.x.as_ref(),
            y: None,
        };
        let edits = Edits {
            read: values,
            meant: values,
            beside: "new.safetensors",
            gathers: false,
        };
        assert!(is_faithful(text, &edits, &[]));
        assert!(is_faithful(&text.replace("W = ", "W="), &edits, &[]));
        for wrong in [
            text.replace("1.0", "2.0"),
            text.replace("[0.0]", "[-0.0]"),
            text.replace("x = [0.5]\n", ""),
            text.replace("x = [0.5]", "x = [0.25]"),
            "x = [".to_owned(),
        ] {
            assert!(!is_faithful(&wrong, &edits, &[]), "{wrong}");
        }
    }
}
