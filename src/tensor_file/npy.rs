//! The header of a `.npy`: a magic, a version, and a dict of Python with dtype, order and shape.

mod dict;

use std::io::{Read, SeekFrom};

use super::dtype::Encoding;
use super::error::{cut, unreadable};
use super::{Dtype, Found, Kind, Place, Source, TensorError, TensorInfo};
use dict::Dict;

/// The most bytes of the dict.
const DICT: usize = 64 << 10;

/// What every `.npy` begins with.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// What a header says, without a name.
pub(super) struct Header {
    found: Found,
    /// The bits of an entry, where they are known.
    bits: Option<usize>,
}

/// Reads the header of `source`, a file of that length in bytes.
pub(super) fn open(source: &mut dyn Source, length: u64) -> Result<Found, TensorError> {
    source.seek(SeekFrom::Start(0))?;
    let mut source: &mut dyn Source = source;
    let header = Header::read(&mut source).map_err(|message| TensorError::of_file(&message))?;
    header.fitting(None, length)
}

impl Header {
    /// Reads it from the start of the file, up to where the entries begin.
    pub(super) fn read(source: &mut dyn Read) -> Result<Self, String> {
        let mut read =
            |bytes: &mut [u8]| source.read_exact(bytes).map_err(|error| unreadable(&error));
        let mut start = [0; 8];
        read(&mut start)?;
        if !start.starts_with(MAGIC) {
            return Err("it is no .npy, though it is called one".to_owned());
        }
        let version = start[6];
        let mut size = [0; 4];
        match (version, start[7]) {
            (1, 0) => read(&mut size[..2])?,
            (2 | 3, 0) => read(&mut size)?,
            (major, minor) => return Err(format!("version {major}.{minor} of .npy is not read")),
        }
        let before = if version == 1 { 10 } else { 12 };
        let size = u32::from_le_bytes(size) as usize;
        if size > DICT {
            return Err(format!(
                "its header claims {size} bytes, more than the {DICT} there may be"
            ));
        }
        let mut dict = vec![0; size];
        read(&mut dict)?;
        // Up to version 2 every byte is a character of its own.
        let text = match version {
            3 => String::from_utf8(dict).map_err(|_| "its header is not UTF-8".to_owned())?,
            _ => dict.into_iter().map(char::from).collect(),
        };
        Ok(Self::meant(&Dict::parse(&text)?, before + size as u64))
    }

    fn meant(dict: &Dict<'_>, start: u64) -> Self {
        let (encoding, bits) = dict.descr.map_or((None, None), entry);
        let name = dict.descr.unwrap_or(STRUCTURED);
        let kind = match encoding {
            Some(encoding) => Kind::Float(encoding.dtype),
            None => Kind::Other(cut(name, super::DTYPE)),
        };
        let (name, shape) = (None, dict.shape.clone());
        let place = Place {
            encoding,
            fortran: dict.fortran,
            ..Place::at(start)
        };
        Self {
            found: Found {
                info: TensorInfo { name, kind, shape },
                place,
            },
            bits,
        }
    }

    /// The bytes before the entries.
    pub(super) const fn length(&self) -> u64 {
        self.found.place.start
    }

    /// The tensor, called `name`, in a file of that length in bytes.
    pub(super) fn fitting(self, name: Option<String>, length: u64) -> Result<Found, TensorError> {
        let Self { mut found, bits } = self;
        found.info.name = name;
        let needed = found.info.bytes(bits.unwrap_or(1))?;
        let there = length.saturating_sub(found.place.start);
        let message = match bits {
            Some(_) if there < needed => format!(
                "it is cut short: its shape, {}, needs {needed} bytes, and {there} are there",
                found.info.shape_words()
            ),
            Some(_) if there > needed => format!("{} bytes follow its entries", there - needed),
            _ => return Ok(found),
        };
        Err(found.info.error(&message))
    }
}

/// What a list of fields is called.
const STRUCTURED: &str = "structured";

/// How entries of the dtype `descr` are written, if they are read, and their bits, if they are known.
fn entry(descr: &str) -> (Option<Encoding>, Option<usize>) {
    let order = descr.chars().next().filter(|c| "<>=|".contains(*c));
    let letters = &descr[order.map_or(0, char::len_utf8)..];
    let native = cfg!(target_endian = "big");
    let big_endian = order.map_or(native, |c| c == '>' || (c != '<' && native));
    let dtype = match letters {
        "f8" => Some(Dtype::F64),
        "f4" => Some(Dtype::F32),
        "f2" => Some(Dtype::F16),
        _ => None,
    };
    let encoding = dtype.map(|dtype| Encoding { dtype, big_endian });
    (encoding, bits(letters))
}

fn bits(letters: &str) -> Option<usize> {
    let mut characters = letters.chars();
    let width = match characters.next()? {
        'b' | 'i' | 'u' | 'f' | 'c' | 'S' | 'V' => 8,
        'U' => 32,
        // A unit of time may follow.
        'm' | 'M' => return Some(64),
        _ => return None,
    };
    let count: u32 = characters.as_str().parse().ok()?;
    (count as usize).checked_mul(width)
}

/// Why a tensor of the dtype `name` is not read.
pub(super) fn unread(name: &str) -> String {
    match name.trim_start_matches(['<', '>', '=', '|']) {
        "O" => format!(
            "{name} holds objects of Python (pickle), which can run code and are never read"
        ),
        "V2" => format!(
            "{name} may be bfloat16, which a .npy cannot name: save it .astype(\"float32\")"
        ),
        STRUCTURED => "a structured dtype is not read, only f8, f4 and f2".to_owned(),
        _ => format!("{name} is not read, only f8, f4 and f2: save it .astype(\"f8\")"),
    }
}
