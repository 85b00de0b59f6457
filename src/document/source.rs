//! Which network is meant, and where its bytes come from.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::error::DocumentError;
use super::patience::open;
use super::stamp::Watched;
use crate::library::{self, BuiltIn};
use crate::network_file;
use crate::printable::printable;

/// How many times the bytes of the largest text it may take to read one.
const MEMORY: u64 = 16;

/// The bytes of a network.
#[derive(Debug, Clone)]
pub struct Source {
    /// What people call it; as it was given, not yet printable.
    pub name: String,
    /// Its text, as it was read.
    pub bytes: Vec<u8>,
    /// Where they came from.
    pub origin: Origin,
}

/// Where bytes come from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A file, which can be read again.
    File(Watched),
    /// What ends when it has been read: standard input, a pipe.
    Once,
    /// The program itself.
    BuiltIn(&'static BuiltIn),
}

/// The text of the network: of a file if there is one at that path, else of a built-in network. The default network
/// is never a file that happens to lie about, and no built-in network hides behind a folder of its name. More than
/// `limit` bytes are not read.
pub fn find(network: Option<&OsStr>, name: &str, limit: u64) -> Result<Source, DocumentError> {
    if name == "-" {
        return Ok(Source {
            name: "standard input".to_owned(),
            bytes: text(&mut io::stdin().lock(), "standard input", limit)?,
            origin: Origin::Once,
        });
    }
    match (network.map(Path::new), library::built_in(name)) {
        (Some(path), Some(network)) if !path.exists() || path.is_dir() => Ok(built_in(network)),
        (None, Some(network)) => Ok(built_in(network)),
        (Some(path), None) if is_missing(path) => Err(unknown(name)),
        (Some(path), _) => {
            let (mut bytes, file) = open(path).map_err(|error| unreadable(name, &error))?;
            of_file(&mut bytes, &file, path, name, limit)
        }
        (None, None) => Err(unknown(name)),
    }
}

/// Whether there is nothing at `path`, not even a link that leads nowhere.
fn is_missing(path: &Path) -> bool {
    let found = path.symlink_metadata();
    found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// What is there now where `source` was read.
pub fn again(source: &Source, limit: u64) -> Result<Source, DocumentError> {
    let Origin::File(watched) = &source.origin else {
        return Ok(source.clone());
    };
    let file = watched
        .open()
        .map_err(|error| unreadable(&source.name, &error))?;
    of_file(&mut &file, &file, &watched.path, &source.name, limit)
}

fn of_file(
    bytes: &mut impl Read,
    file: &File,
    path: &Path,
    name: &str,
    limit: u64,
) -> Result<Source, DocumentError> {
    // Taken first: what is written while we read shows as a change afterwards.
    let watched = Watched::new(file, path).map_err(|error| unreadable(name, &error))?;
    Ok(Source {
        name: name.to_owned(),
        bytes: text(bytes, name, limit)?,
        origin: watched.map_or(Origin::Once, Origin::File),
    })
}

/// The text of a network that is built in.
pub fn built_in(network: &'static BuiltIn) -> Source {
    Source {
        name: network.name.to_owned(),
        bytes: network.source.into(),
        origin: Origin::BuiltIn(network),
    }
}

/// The text of a network, if it has at most `limit` bytes and what it is made of fits into a few times as many.
fn text(source: &mut impl Read, name: &str, limit: u64) -> Result<Vec<u8>, DocumentError> {
    let bytes = limited(source, name, limit)?;
    let memory = limit.saturating_mul(MEMORY);
    if network_file::memory(&bytes) <= memory {
        return Ok(bytes);
    }
    let (name, memory) = (printable(name), memory >> 20);
    Err(DocumentError::Unreadable(format!(
        "{name} takes more than {memory} MiB of memory to read\n\
         keep W in a tensor file; --max-size sets another limit, a sixteenth of that memory"
    )))
}

/// All that `source`, which people call `name`, has, if that is at most `limit` bytes.
pub(super) fn limited(
    source: &mut impl Read,
    name: &str,
    limit: u64,
) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    let read = source.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(name, &error))?;
    if bytes.len() as u64 > limit {
        let name = printable(name);
        let limit = limit >> 20;
        return Err(DocumentError::Unreadable(format!(
            "{name} is larger than {limit} MiB: --max-size sets another limit"
        )));
    }
    Ok(bytes)
}

pub(super) fn unreadable(name: &str, error: &io::Error) -> DocumentError {
    DocumentError::Unreadable(format!("cannot read {}: {error}", printable(name)))
}

fn unknown(name: &str) -> DocumentError {
    let hint = library::closest_name(name).map_or_else(
        || "see `gradwalk list` for the built-in ones".to_owned(),
        |close| format!("did you mean the built-in network {close:?}?"),
    );
    let name = printable(name);
    DocumentError::Unreadable(format!(
        "there is no file and no built-in network \"{name}\": {hint}"
    ))
}
