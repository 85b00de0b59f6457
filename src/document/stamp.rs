//! Whether a file is still what was read: a stamp that is cheap to compare, then the bytes.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::OFlags;

/// What is bound to change when a file does. Whoever writes the same number of bytes within the same tick of the
/// file system's clock, into the same file, goes unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
}

impl Stamp {
    /// Of the file that `metadata` is about.
    pub fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
        }
    }
}

/// A regular file that was read.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Where it is.
    pub path: PathBuf,
    /// The stamp that was seen last, and whether there were other bytes behind it than those that were read.
    seen: Arc<Mutex<(Stamp, bool)>>,
}

impl Watched {
    /// The open `file` at `path`, about to be read; `None` if it is no regular file.
    pub fn new(file: &File, path: &Path) -> io::Result<Option<Self>> {
        let metadata = file.metadata()?;
        Ok(metadata.is_file().then(|| Self {
            path: path.to_path_buf(),
            seen: Arc::new(Mutex::new((Stamp::of(&metadata), false))),
        }))
    }

    /// Opens it again. What has come in the place of the file is not waited for, nor read if it is no file.
    pub fn open(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        let options = options.read(true);
        let file = options
            .custom_flags(OFlags::NONBLOCK.bits() as i32)
            .open(&self.path)?;
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::Error::other("it is no longer a file"))
        }
    }

    /// Whether there are other bytes than `bytes` now.
    pub fn is_changed(&self, bytes: &[u8]) -> bool {
        let (seen, changed) = *self.seen();
        match fs::metadata(&self.path) {
            Ok(metadata) if Stamp::of(&metadata) == seen => changed,
            Ok(metadata) if metadata.is_file() => self.compare(bytes).unwrap_or(false),
            _ => false,
        }
    }

    /// Whether the file is another one than when it was opened, or was written to; its bytes are not compared.
    pub fn is_touched(&self) -> bool {
        let (seen, touched) = *self.seen();
        touched
            || fs::metadata(&self.path)
                .is_ok_and(|metadata| metadata.is_file() && Stamp::of(&metadata) != seen)
    }

    /// Whether it is still there, and is not touched: what refers to it gives the numbers that were read.
    pub fn is_intact(&self) -> bool {
        !self.is_touched() && self.path.is_file()
    }

    fn compare(&self, bytes: &[u8]) -> io::Result<bool> {
        let file = self.open()?;
        let stamp = Stamp::of(&file.metadata()?);
        let length = bytes.len() as u64;
        let mut now = Vec::new();
        let changed = stamp.size != length || {
            file.take(length + 1).read_to_end(&mut now)?;
            now != bytes
        };
        *self.seen() = (stamp, changed);
        Ok(changed)
    }

    fn seen(&self) -> MutexGuard<'_, (Stamp, bool)> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
