//! The place of a file that is saved: what is there, whether that may be replaced, and whether it still is the same.

use std::fs::{Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use tempfile::NamedTempFile;

use super::save::Existing;
use super::stamp::Stamp;

/// Where a file will be.
pub struct Target {
    /// Its path, all links followed.
    pub path: PathBuf,
    /// What is there already.
    pub old: Option<Metadata>,
}

impl Target {
    /// What is meant by `path`, as things are now.
    ///
    /// # Errors
    /// No file can be there, or the one that is there is not to be replaced.
    pub fn of(path: &Path, existing: Existing) -> io::Result<Self> {
        if path.file_name().is_none() || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(io::Error::other("it is not the name of a file"));
        }
        if path == Path::new("-") {
            let why = "- is standard output, and a network is saved in a file";
            return Err(io::Error::other(why));
        }
        match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self {
                path: path.to_path_buf(),
                old: None,
            }),
            Err(error) => Err(error),
            Ok(_) => {
                let target = path.canonicalize().map_err(|error| match error.kind() {
                    io::ErrorKind::NotFound => io::Error::other("it is a link to nothing"),
                    _ => error,
                })?;
                let old = replaceable(&target)?;
                match existing {
                    Existing::Refuse => Err(io::ErrorKind::AlreadyExists.into()),
                    Existing::Replace => Ok(Self {
                        path: target,
                        old: Some(old),
                    }),
                }
            }
        }
    }

    /// Gives `file` this place, which `path` meant when it was looked at.
    ///
    /// # Errors
    /// Another program has put something else there since.
    pub fn take(&self, file: NamedTempFile, path: &Path, existing: Existing) -> io::Result<()> {
        let meanwhile = || io::Error::other("another program changed it meanwhile");
        if !self.is_same(&Self::of(path, existing)?) {
            return Err(meanwhile());
        }
        let taken = match self.old {
            Some(_) => file.persist(&self.path),
            None => file.persist_noclobber(&self.path),
        };
        match taken.map_err(|error| error.error) {
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists
                    && existing == Existing::Replace =>
            {
                Err(meanwhile())
            }
            taken => taken.map(drop),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        let stamp = |target: &Self| target.old.as_ref().map(Stamp::of);
        self.path == other.path && stamp(self) == stamp(other)
    }
}

/// What the file at `path` is, if it may be replaced.
fn replaceable(path: &Path) -> io::Result<Metadata> {
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
