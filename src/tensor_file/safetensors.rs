//! The header of a safetensors file: eight bytes of length, and names with dtype, shape and place in JSON.
//!
//! It is read here and not by the crate of that name, which wants the whole file in memory, accepts shapes whose
//! product overflows beside a 0, and cannot say which tensor is at fault.

use std::collections::HashSet;
use std::fmt;
use std::io::SeekFrom;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::dtype::Encoding;
use super::error::cut;
use super::tensor::DIMENSIONS;
use super::{Dtype, Found, Kind, Place, Source, TensorError, TensorInfo};

/// The most bytes of the header.
pub(super) const HEADER: usize = 16 << 20;

/// The name that is none: what stands there is for people.
pub(super) const METADATA: &str = "__metadata__";

/// The most tensors of a file.
const TENSORS: usize = 100_000;

/// The bytes that a message may take for what is wrong with the JSON.
const REASON: usize = 90;

/// Reads the header of `source`, a file of that length in bytes.
pub(super) fn open(source: &mut dyn Source, length: u64) -> Result<Vec<Found>, TensorError> {
    let mut size = [0; 8];
    source.seek(SeekFrom::Start(0))?;
    source.read_exact(&mut size)?;
    let size = u64::from_le_bytes(size);
    if size > HEADER as u64 {
        let message =
            format!("its header claims {size} bytes, more than the {HEADER} there may be");
        return Err(TensorError::of_file(&message));
    }
    let start = 8 + size;
    if start > length {
        let message = format!(
            "it is cut short: its header claims {size} bytes, and {} follow",
            length - 8
        );
        return Err(TensorError::of_file(&message));
    }
    let mut header = vec![0; size as usize];
    source.read_exact(&mut header)?;
    let mut entries = entries(&header)?;
    entries.sort_by_key(|(_, entry)| entry.data_offsets);
    placed(entries, start, length - start)
}

fn entries(header: &[u8]) -> Result<Vec<(String, Entry)>, TensorError> {
    let mut fault = None;
    let mut json = serde_json::Deserializer::from_slice(header);
    Header(&mut fault)
        .deserialize(&mut json)
        .and_then(|entries| json.end().map(|()| entries))
        .map_err(|error| {
            let message = format!("its header is refused: {}", cut(&error.to_string(), REASON));
            fault.unwrap_or_else(|| TensorError::of_file(&message))
        })
}

/// The tensors, each of which must begin where the one before it ends; the last of them ends the file.
fn placed(
    entries: Vec<(String, Entry)>,
    start: u64,
    length: u64,
) -> Result<Vec<Found>, TensorError> {
    let (mut found, mut last) = (Vec::with_capacity(entries.len()), 0);
    for (name, entry) in entries {
        let (begin, end) = entry.data_offsets;
        let (dtype, bits) = dtype(&entry.dtype);
        let info = TensorInfo {
            name: Some(name),
            kind: dtype.map_or_else(|| Kind::Other(cut(&entry.dtype, super::DTYPE)), Kind::Float),
            shape: entry.shape,
        };
        if begin > end || end > length {
            let message =
                format!("its bytes, {begin} to {end}, are not among the {length} there are");
            return Err(info.error(&message));
        }
        if begin != last {
            let what = if begin < last {
                "overlap another tensor"
            } else {
                "follow a gap"
            };
            return Err(info.error(&format!("its bytes, {begin} to {end}, {what}")));
        }
        let needed = info.bytes(bits.unwrap_or(1))?;
        if bits.is_some() && needed != end - begin {
            let message = format!(
                "its shape, {}, needs {needed} bytes, and it has {}",
                info.shape_words(),
                end - begin
            );
            return Err(info.error(&message));
        }
        last = end;
        let encoding = dtype.map(|dtype| Encoding {
            dtype,
            big_endian: false,
        });
        found.push(Found {
            info,
            place: Place {
                encoding,
                ..Place::at(start + begin)
            },
        });
    }
    if last == length {
        Ok(found)
    } else {
        Err(TensorError::of_file(&format!(
            "{} bytes follow the last tensor",
            length - last
        )))
    }
}

/// The dtype of that name, if it is read, and the bits of an entry, if they are known.
fn dtype(name: &str) -> (Option<Dtype>, Option<usize>) {
    let dtype = match name {
        "F64" => Some(Dtype::F64),
        "F32" => Some(Dtype::F32),
        "F16" => Some(Dtype::F16),
        "BF16" => Some(Dtype::Bf16),
        _ => None,
    };
    let bits = match name {
        "F4" => Some(4),
        "F6_E2M3" | "F6_E3M2" => Some(6),
        "BOOL" | "U8" | "I8" | "F8_E5M2" | "F8_E4M3" | "F8_E8M0" | "F8_E4M3FNUZ"
        | "F8_E5M2FNUZ" => Some(8),
        "I16" | "U16" | "F16" | "BF16" => Some(16),
        "I32" | "U32" | "F32" => Some(32),
        "I64" | "U64" | "F64" | "C64" => Some(64),
        _ => None,
    };
    (dtype, bits)
}

/// What the header says of a tensor. Keys that are not known are ignored, as every other reader does.
#[derive(Deserialize)]
struct Entry {
    dtype: String,
    #[serde(deserialize_with = "shape")]
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

fn shape<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<usize>, D::Error> {
    deserializer.deserialize_seq(Shape)
}

struct Shape;

impl<'de> Visitor<'de> for Shape {
    type Value = Vec<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of sizes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut sizes = Vec::new();
        while let Some(size) = list.next_element()? {
            if sizes.len() == DIMENSIONS {
                return Err(A::Error::custom(format!(
                    "more than {DIMENSIONS} dimensions"
                )));
            }
            sizes.push(size);
        }
        Ok(sizes)
    }
}

/// The whole header; what is wrong with a tensor of it is left in the slot, since an error of serde cannot name it.
struct Header<'a>(&'a mut Option<TensorError>);

impl<'de> DeserializeSeed<'de> for Header<'_> {
    type Value = Vec<(String, Entry)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Header<'_> {
    type Value = Vec<(String, Entry)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names and tensors")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut names, mut entries) = (HashSet::new(), Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            let mut refuse = |message: &str| {
                *self.0 = Some(TensorError::of(Some(&name), message));
                A::Error::custom(message)
            };
            if !names.insert(name.clone()) {
                return Err(refuse("there are two of that name"));
            }
            if name == METADATA {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            if entries.len() == TENSORS {
                return Err(A::Error::custom(format!("more than {TENSORS} tensors")));
            }
            let entry = map
                .next_value::<Entry>()
                .map_err(|error| refuse(&cut(&error.to_string(), REASON)))?;
            entries.push((name, entry));
        }
        Ok(entries)
    }
}
