//! Files that are opened to be read once: a pipe that nobody writes to is given up. One whose writer says nothing is
//! waited for as long as it is there, as `cat` would: it may still be at work.

use std::fs::{File, OpenOptions};
use std::io::{self, Cursor, Read};
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{OFlags, fcntl_setfl};

/// How long a pipe may have no program that writes to it.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long it is left alone in between.
const PAUSE: Duration = Duration::from_millis(5);

/// Opens the file at `path`, whose bytes are what was read of it already and what is still in it.
///
/// # Errors
/// It cannot be opened; it is a pipe that nothing writes to.
pub fn open(path: &Path) -> io::Result<(impl Read, File)> {
    let mut options = OpenOptions::new();
    let options = options.read(true);
    let file = options
        .custom_flags(OFlags::NONBLOCK.bits() as i32)
        .open(path)?;
    let kind = file.metadata()?.file_type();
    let first = if kind.is_fifo() {
        first(&file)?
    } else {
        Vec::new()
    };
    fcntl_setfl(&file, OFlags::empty())?;
    Ok((Cursor::new(first).chain(file.try_clone()?), file))
}

/// What a pipe has as soon as it has a writer: nothing yet, or the first bytes.
fn first(mut pipe: &File) -> io::Result<Vec<u8>> {
    let begun = Instant::now();
    let mut bytes = [0; 4096];
    loop {
        match pipe.read(&mut bytes) {
            Ok(0) if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
            Ok(0) => {
                return Err(io::Error::other(
                    "it is a pipe, and no program writes to it",
                ));
            }
            Ok(count) => return Ok(bytes[..count].to_vec()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Vec::new()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
