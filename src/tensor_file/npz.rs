//! A `.npz`: a zip of `.npy`, stored or deflated.

mod directory;

use std::io::{self, Read};

use zip::CompressionMethod;
use zip::read::{ArchiveOffset, Config, ZipArchive};
use zip::result::ZipError;

use super::error::unreadable;
use super::npy::Header;
use super::strange::strange_zip;
use super::{Found, Place, Source, TensorError, TensorInfo};

/// The archive whose entries are read.
pub(super) type Archive = ZipArchive<Box<dyn Source>>;

/// The most bytes of all headers together.
const HEADERS: u64 = 16 << 20;

/// The most bytes that deflate makes of one.
const EXPANSION: u64 = 1032;

/// Reads the headers of `source`, a file of that length in bytes.
pub(super) fn open(
    mut source: Box<dyn Source>,
    length: u64,
) -> Result<(Archive, Vec<Found>), TensorError> {
    directory::check(&mut source, length)?;
    let config = Config {
        archive_offset: ArchiveOffset::Known(0),
    };
    let mut archive = ZipArchive::with_config(config, source)
        .map_err(|error| TensorError::of_file(&refused(&error)))?;
    if archive.has_duplicate_names() {
        return Err(TensorError::of_file(
            "two files in the zip have the same name",
        ));
    }
    let (mut found, mut headers) = (Vec::new(), 0);
    for at in 0..archive.len() {
        let Some(name) = tensor_name(&archive, at)? else {
            continue;
        };
        let (header, size) = header(&mut archive, at, length)
            .map_err(|message| TensorError::of(Some(&name), &message))?;
        headers += header.length();
        if headers > HEADERS {
            return Err(TensorError::of_file("its headers are too long"));
        }
        let mut tensor = header.fitting(Some(name), size)?;
        tensor.place.entry = at;
        found.push(tensor);
    }
    if found.is_empty() && !archive.is_empty() {
        return Err(TensorError::of_file(strange_zip(archive.file_names_raw())));
    }
    Ok((archive, found))
}

/// The name of the tensor that the entry is, unless it is something else.
fn tensor_name(archive: &Archive, at: usize) -> Result<Option<String>, TensorError> {
    let entry = archive.by_index_data(at);
    let name = entry
        .as_ref()
        .map_err(Clone::clone)
        .and_then(zip::read::ZipFileEntry::name);
    let name = name.map_err(|error| TensorError::of_file(&refused(&error)))?;
    Ok(name.strip_suffix(".npy").map(str::to_owned))
}

/// The header of the entry, and the bytes that the entry claims to have.
fn header(archive: &mut Archive, at: usize, length: u64) -> Result<(Header, u64), String> {
    let mut entry = archive.by_index(at).map_err(|error| refused(&error))?;
    let (size, compressed) = (entry.size(), entry.compressed_size());
    let most = match entry.compression() {
        CompressionMethod::Stored => compressed,
        CompressionMethod::Deflated => compressed.saturating_mul(EXPANSION),
        method => {
            return Err(format!(
                "its compression, {method}, is not read, only deflate"
            ));
        }
    };
    if compressed > length || size > most {
        return Err("it is cut short: the zip claims more than there is".to_owned());
    }
    Ok((Header::read(&mut entry)?, size))
}

/// Has `read` read the entries of a tensor, which must be all that follows its header.
pub(super) fn entries<T>(
    archive: &mut Archive,
    info: &TensorInfo,
    place: Place,
    read: impl FnOnce(&mut dyn Read) -> Result<T, TensorError>,
) -> Result<T, TensorError> {
    let broken = |error: io::Error| info.error(&unreadable(&error));
    let mut entry = archive
        .by_index(place.entry)
        .map_err(|error| info.error(&refused(&error)))?;
    let skipped =
        io::copy(&mut entry.by_ref().take(place.start), &mut io::sink()).map_err(broken)?;
    if skipped < place.start {
        return Err(broken(io::ErrorKind::UnexpectedEof.into()));
    }
    let read = read(&mut entry)?;
    // The checksum is compared at the end.
    match entry.read(&mut [0]).map_err(broken)? {
        0 => Ok(read),
        _ => Err(info.error("more follows its entries")),
    }
}

fn refused(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => unreadable(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is encrypted".to_owned(),
        ZipError::CompressionMethodNotSupported(method) => {
            format!("its compression, method {method}, is not read, only deflate")
        }
        _ => format!("the zip is damaged: {error}"),
    }
}
