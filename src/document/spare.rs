//! The spare file that is written beside the place of another: locked as long as somebody writes it, and swept away
//! where nobody does any more.

use std::fs::{self, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::process::geteuid;
use tempfile::{Builder, NamedTempFile};

const PREFIX: &str = ".gradwalk-";
const SUFFIX: &str = ".tmp";

/// How often a new one is made where another program sweeps it away at once.
const TRIES: usize = 8;

/// A file in `folder` without a name of its own yet, which is gone again unless it is given one. Those that were left
/// there when a program was killed are gone as well.
pub fn spare(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    for _ in 0..TRIES {
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        // What the user's mask leaves of this is what any new file gets.
        let builder = builder.permissions(Permissions::from_mode(0o666));
        let file = builder.tempfile_in(folder);
        let file = file.map_err(|error| io::Error::from(error.kind()))?;
        // Whoever sweeps holds the lock of what is swept. Where there are no locks, nothing is.
        let is_swept = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !is_swept && file.as_file().metadata()?.nlink() > 0 {
            return Ok(file);
        }
    }
    Err(io::Error::other("its folder is swept again and again"))
}

/// Removes what this user's programs left in `folder` when they were killed: what nobody has locked.
fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes()) {
            let _ = remove_stale(&entry.path());
        }
    }
}

fn remove_stale(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let options = options.read(true).custom_flags(flags.bits() as i32);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() && metadata.uid() == geteuid().as_raw() && file.try_lock().is_ok() {
        fs::remove_file(path)?;
    }
    Ok(())
}
