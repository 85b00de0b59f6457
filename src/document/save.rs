//! Saving: the old file stays whole until the new one is, and nothing but a file is ever written over.

use std::fmt;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use tempfile::{Builder, NamedTempFile};

use super::place::folder;
use crate::printable::printable;

/// What happens to a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is saved.
    Refuse,
    /// The new one takes its place.
    Replace,
}

impl Existing {
    /// What happens where replacing is asked for, or is not.
    pub const fn replaced(is_asked: bool) -> Self {
        if is_asked {
            Self::Replace
        } else {
            Self::Refuse
        }
    }
}

/// Why nothing was saved. Its `Display` is printable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// A file is there already, and was not to be replaced.
    Exists(String),
    /// Anything else, in words.
    Failed(String),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(message) | Self::Failed(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for SaveError {}

/// Puts a file with this `text` at `path`, all of it or nothing: it is written beside its place, brought to the disk,
/// and then renamed. A file that is replaced keeps its permissions and, where that is allowed, its owner; of a symbolic
/// link the target is replaced. It does not keep its other names: hard links go on naming the old file.
///
/// # Errors
/// Without an `Ok` the text is not known to be safe. The folder is missing or cannot be written to; what is there is
/// no file, may not be written to, or is not to be replaced; the disk is full. All these leave what was there as it
/// was, and nothing else behind.
pub fn save(path: &Path, text: &str, existing: Existing) -> Result<(), SaveError> {
    write(path, existing, &mut |file| file.write_all(text.as_bytes()))
}

/// Whether a file can be saved at `path`, as things are now.
///
/// # Errors
/// Those of [`save`], but for a full disk.
pub fn savable(path: &Path, existing: Existing) -> Result<(), SaveError> {
    let attempt = || {
        let (path, _) = place(path, existing)?;
        let folder = folder(&path);
        open_folder(folder)?;
        beside(folder).map(drop)
    };
    attempt().map_err(|error| told(path, &error))
}

/// The same for a file that `fill` writes, as it goes.
///
/// # Errors
/// Those of [`save`], and of `fill`.
pub fn write(
    path: &Path,
    existing: Existing,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<(), SaveError> {
    attempt(path, existing, fill).map_err(|error| told(path, &error))
}

fn told(path: &Path, error: &io::Error) -> SaveError {
    let name = printable(&path.to_string_lossy()).into_owned();
    if error.kind() == io::ErrorKind::AlreadyExists {
        SaveError::Exists(format!("{name} is there already"))
    } else {
        SaveError::Failed(format!("cannot save {name}: {error}"))
    }
}

fn attempt(
    path: &Path,
    existing: Existing,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let (path, old) = place(path, existing)?;
    let folder = folder(&path);
    // Opened before anything is done, so that it can be synced once all is done.
    let opened = open_folder(folder)?;
    let file = beside(folder)?;
    if let Some(old) = &old {
        keep(file.as_file(), old)?;
    }
    // Not through its wrapper, which tells its own name with every error.
    let mut buffered = BufWriter::with_capacity(1 << 16, file.as_file());
    fill(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    file.as_file().sync_all()?;
    let persisted = match existing {
        Existing::Refuse => file.persist_noclobber(&path),
        Existing::Replace => file.persist(&path),
    };
    persisted.map_err(|error| error.error)?;
    match opened.sync_all() {
        // Some file systems have nothing to sync in a folder, and say so.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

/// Where the file will be, all links followed, and what is there already.
fn place(path: &Path, existing: Existing) -> io::Result<(PathBuf, Option<fs::Metadata>)> {
    if path.file_name().is_none() || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(io::Error::other("it is not the name of a file"));
    }
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.to_path_buf(), None)),
        Err(error) => Err(error),
        Ok(_) => {
            let target = path.canonicalize().map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => io::Error::other("it is a link to nothing"),
                _ => error,
            })?;
            let old = replaceable(&target)?;
            match existing {
                Existing::Refuse => Err(io::ErrorKind::AlreadyExists.into()),
                Existing::Replace => Ok((target, Some(old))),
            }
        }
    }
}

/// What the file at `path` is, if it may be replaced.
fn replaceable(path: &Path) -> io::Result<fs::Metadata> {
    let old = path.metadata()?;
    if old.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !old.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    // To rename over it takes no more than a folder that can be written to, but "read-only" was said of the file.
    if old.permissions().readonly() {
        return Err(io::Error::other("it is read-only"));
    }
    let mut options = OpenOptions::new();
    options
        .write(true)
        .custom_flags(OFlags::NONBLOCK.bits() as i32);
    options.open(path)?;
    Ok(old)
}

fn open_folder(folder: &Path) -> io::Result<File> {
    let missing = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::other("its folder is not there"),
        _ => error,
    };
    if !folder.metadata().map_err(missing)?.is_dir() {
        return Err(io::Error::other("its folder is not a folder"));
    }
    File::open(folder)
}

/// A file without a name of its own yet, which is gone again unless it is given one.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".gradwalk-");
    // What the user's mask leaves of this is what any new file gets.
    let builder = builder.permissions(Permissions::from_mode(0o666));
    let file = builder.tempfile_in(folder);
    file.map_err(|error| error.kind().into())
}

/// Gives `file` the permissions of `old`, and its owner where this user may.
fn keep(file: &File, old: &fs::Metadata) -> io::Result<()> {
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}
