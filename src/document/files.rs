//! The tensor files of the folder of a network file.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::place::{folder, followed};
use super::stamp::Watched;
use crate::tensor_file::{Files, TensorFile};

/// The files of a folder.
pub struct Folder {
    path: PathBuf,
    allow_outside: bool,
    /// Those that were opened.
    opened: RefCell<Vec<Watched>>,
}

impl Folder {
    /// Of the network file at `path`, or of the current folder. With `allow_outside` a file may be anywhere.
    pub fn of(path: Option<&Path>, allow_outside: bool) -> Self {
        let file = path.map_or_else(PathBuf::new, followed);
        Self {
            path: folder(&file).to_path_buf(),
            allow_outside,
            opened: RefCell::default(),
        }
    }

    /// The files that were opened.
    pub fn opened(self) -> Vec<Watched> {
        self.opened.into_inner()
    }

    /// Where `path` leads to, links followed, if that may be read.
    fn place(&self, path: &str) -> Result<PathBuf, String> {
        let words = |error: std::io::Error| error.to_string();
        let place = self.path.join(path).canonicalize().map_err(words)?;
        let folder = self.path.canonicalize().map_err(words)?;
        if self.allow_outside || place.starts_with(folder) {
            Ok(place)
        } else {
            Err("is outside the network's folder, which takes --allow-outside".to_owned())
        }
    }
}

impl Files for Folder {
    fn open(&self, path: &str) -> Result<TensorFile, String> {
        let (opened, watched) = open(&self.place(path)?)?;
        self.opened.borrow_mut().push(watched);
        Ok(opened)
    }
}

/// The tensor file at `path`.
///
/// # Errors
/// Why it cannot be opened: printable, and without the path.
pub fn open_tensors(path: &Path) -> Result<TensorFile, String> {
    Ok(open(path)?.0)
}

fn open(path: &Path) -> Result<(TensorFile, Watched), String> {
    // Whatever is there is not waited for.
    let mut options = OpenOptions::new();
    let options = options
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits() as i32);
    let file: File = options.open(path).map_err(|error| error.to_string())?;
    let watched = Watched::new(&file, path).map_err(|error| error.to_string())?;
    let watched = watched.ok_or("is not a regular file")?;
    let opened = TensorFile::open(Box::new(file)).map_err(|error| error.to_string())?;
    Ok((opened, watched))
}
