//! Saving: the old file stays whole until the new one is, and nothing but a file is ever written over.

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt as _, fchown};
use std::path::Path;

use super::place::{folder, shown};
use super::spare::spare;
use super::target::Target;

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

/// Why nothing was saved, or not for sure. Its `Display` is printable and short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// A file is there already, and was not to be replaced.
    Exists(String),
    /// The new file is in its place, but nobody knows whether it would outlive a power failure.
    Unsure(String),
    /// Anything else, in words: what was there is there.
    Failed(String),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(message) | Self::Unsure(message) | Self::Failed(message) => {
                f.write_str(message)
            }
        }
    }
}

impl std::error::Error for SaveError {}

impl SaveError {
    /// What `error` means for a file at `path` that is not in its place.
    fn of(path: &Path, error: &io::Error) -> Self {
        let name = shown(path);
        if error.kind() == io::ErrorKind::AlreadyExists {
            Self::Exists(format!("{name} is there already"))
        } else {
            Self::Failed(format!("cannot save {name}: {error}"))
        }
    }

    /// The same for one that is.
    fn unsure(path: &Path, error: &io::Error) -> Self {
        let name = shown(path);
        Self::Unsure(format!(
            "{name} is not known to be safe on the disk: {error}"
        ))
    }
}

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saved {
    /// The file that was replaced has other names, hard links, which go on naming it as it was.
    pub splits: bool,
}

/// What saving does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// To look at what is there.
    Look,
    /// To make a spare file beside it.
    Create,
    /// To give that the permissions and the owner of the old one.
    Keep,
    /// To write all of it.
    Fill,
    /// To bring it to the disk.
    Sync,
    /// To look again, and to rename it.
    Rename,
    /// To bring its new name to the disk.
    Settle,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Look,
        Self::Create,
        Self::Keep,
        Self::Fill,
        Self::Sync,
        Self::Rename,
        Self::Settle,
    ];
}

/// Who is asked before each stage, which fails if that is refused: whoever looks at the last moment whether another
/// program has changed what is to be replaced, or a test, to see what a failure there leaves behind.
pub type Before<'b> = &'b mut dyn FnMut(Stage) -> io::Result<()>;

/// What writes a file's bytes. It may be asked for them more than once.
pub type Fill<'f> = &'f mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// Puts a file with this `text` at `path`, all of it or nothing: it is written beside its place, brought to the disk,
/// and then renamed. A file that is replaced keeps its permissions and, where that is allowed, its owner; of a symbolic
/// link the target is replaced. It does not keep its other names: to write into the file that they all name would risk
/// what is in it.
///
/// # Errors
/// Without an `Ok` the text is not known to be safe. The folder is missing or cannot be written to; what is there is
/// no file, may not be written to, is not to be replaced, or became another one meanwhile; the disk is full. All these
/// leave what was there as it was, and nothing else behind.
pub fn save(path: &Path, text: &str, existing: Existing) -> Result<Saved, SaveError> {
    write(path, existing, &mut |file| file.write_all(text.as_bytes()))
}

/// The same; `before` is asked before each stage.
pub(super) fn save_asking(
    path: &Path,
    text: &str,
    existing: Existing,
    before: Before<'_>,
) -> Result<Saved, SaveError> {
    let fill: Fill<'_> = &mut |file| file.write_all(text.as_bytes());
    write_asking(path, existing, fill, before)
}

/// Whether a file can be saved at `path`, as things are now.
///
/// # Errors
/// Those of [`save`], but for a full disk.
pub fn savable(path: &Path, existing: Existing) -> Result<(), SaveError> {
    let attempt = || {
        let target = Target::of(path, existing)?;
        let folder = folder(&target.path);
        open(folder)?;
        spare(folder).map(drop)
    };
    attempt().map_err(|error| SaveError::of(path, &error))
}

/// The same as [`save`] for a file that `fill` writes, as it goes.
///
/// # Errors
/// Those of [`save`], and of `fill`.
pub fn write(path: &Path, existing: Existing, fill: Fill<'_>) -> Result<Saved, SaveError> {
    write_asking(path, existing, fill, &mut |_| Ok(()))
}

/// The same; `before` is asked before each stage.
///
/// # Errors
/// Those of [`write()`], and of `before`.
pub fn write_asking(
    path: &Path,
    existing: Existing,
    fill: Fill<'_>,
    before: Before<'_>,
) -> Result<Saved, SaveError> {
    let put = put(path, existing, fill, before);
    let (saved, folder) = put.map_err(|error| SaveError::of(path, &error))?;
    let settled = before(Stage::Settle).and_then(|()| settle(&folder));
    settled.map_err(|error| SaveError::unsure(path, &error))?;
    Ok(saved)
}

/// All but the last stage; gives back the folder, which was opened before anything was done.
fn put(
    path: &Path,
    existing: Existing,
    fill: Fill<'_>,
    before: Before<'_>,
) -> io::Result<(Saved, File)> {
    before(Stage::Look)?;
    let target = Target::of(path, existing)?;
    let folder = folder(&target.path);
    let opened = open(folder)?;
    before(Stage::Create)?;
    let file = spare(folder)?;
    before(Stage::Keep)?;
    if let Some(old) = &target.old {
        keep(file.as_file(), old)?;
    }
    before(Stage::Fill)?;
    // Not through its wrapper, which tells its own name with every error.
    let mut buffered = BufWriter::with_capacity(1 << 16, file.as_file());
    fill(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    before(Stage::Sync)?;
    file.as_file().sync_all()?;
    before(Stage::Rename)?;
    target.take(file, path, existing)?;
    let splits = target.old.is_some_and(|old| old.nlink() > 1);
    Ok((Saved { splits }, opened))
}

fn settle(folder: &File) -> io::Result<()> {
    match folder.sync_all() {
        // Some file systems have nothing to sync in a folder, and say so.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

fn open(folder: &Path) -> io::Result<File> {
    let missing = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::other("its folder is not there"),
        _ => error,
    };
    if !folder.metadata().map_err(missing)?.is_dir() {
        return Err(io::Error::other("its folder is not a folder"));
    }
    File::open(folder)
}

/// Gives `file` the permissions of `old`, and its owner where this user may.
fn keep(file: &File, old: &Metadata) -> io::Result<()> {
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}
