//! A network that is open: where it came from, the bytes that were read, and what the command line puts in their place.
//!
//! A document never changes. One that was edited is saved as text ([`save()`]) and read anew.

mod error;
mod save;
mod source;
mod stamp;

pub use error::DocumentError;
pub use save::{Existing, SaveError, save};

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::{Network, Objective, RecordError, Trace, Vector};
use crate::library;
use crate::network_file::NetworkFile;
use crate::page::Captions;
use crate::printable::printable;
use source::{Origin, Source};

/// What stands in place of the file's own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// x, n₁ entries.
    pub x: Option<Vec<f64>>,
    /// y, n_L entries.
    pub y: Option<Vec<f64>>,
}

/// A network that is open.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    overrides: Overrides,
    network: Arc<Network>,
    input: Vector,
    target: Option<Vector>,
    captions: Captions,
}

impl Document {
    /// Opens `network`: a file if there is one at that path, standard input for `-`, else a built-in network; without
    /// one, the built-in default.
    ///
    /// # Errors
    /// What cannot be read, is refused or unknown; that there is no x.
    pub fn open(network: Option<&OsStr>, overrides: Overrides) -> Result<Self, DocumentError> {
        let name = network.map_or(Cow::Borrowed(library::DEFAULT), OsStr::to_string_lossy);
        Self::read(source::find(network, &name)?, overrides)
    }

    fn read(source: Source, overrides: Overrides) -> Result<Self, DocumentError> {
        let file = NetworkFile::parse(&source.bytes, &source.name)?;
        let captions = captions(&file, &source.name);
        let vector = |entries: &Option<Vec<f64>>| entries.clone().map(Vector::from_vec);
        let input = vector(&overrides.x).or(file.x);
        Ok(Self {
            input: input.ok_or(DocumentError::NoInput)?,
            target: vector(&overrides.y).or(file.y),
            network: Arc::new(file.network),
            source,
            overrides,
            captions,
        })
    }

    /// Reads the same file anew, with the same overrides. What can be read only once (standard input, a pipe) and what
    /// is built in is as it was.
    ///
    /// # Errors
    /// As on opening; also overrides that no longer fit.
    pub fn reload(&self) -> Result<Self, DocumentError> {
        let reloaded = Self::read(source::again(&self.source)?, self.overrides.clone())?;
        reloaded.fit()?;
        Ok(reloaded)
    }

    /// Whether x and y have an entry for each unit, as [`Trace::record`] will have it.
    fn fit(&self) -> Result<(), RecordError> {
        let (found, needed) = (self.input.len(), self.network.inputs());
        if found != needed {
            return Err(RecordError::Input { found, needed });
        }
        let needed = self.network.outputs();
        match self.target.as_ref().map(Vector::len) {
            Some(found) if found != needed => Err(RecordError::Target { found, needed }),
            _ => Ok(()),
        }
    }

    /// Records the trace for `objective`, and says what people call its network.
    ///
    /// # Errors
    /// Overrides that do not fit the network, and an objective that it does not have.
    pub fn trace(&self, objective: Objective) -> Result<(Trace, Captions), DocumentError> {
        let (input, target) = (self.input.clone(), self.target.clone());
        let trace = Trace::record(Arc::clone(&self.network), input, target, objective)?;
        Ok((trace, self.captions.clone()))
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The bytes that were read.
    pub fn bytes(&self) -> &[u8] {
        &self.source.bytes
    }

    /// The overrides that it was opened with.
    pub const fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// What messages call it: the path or the name as it was given, made printable.
    pub fn name(&self) -> Cow<'_, str> {
        printable(&self.source.name)
    }

    /// Where its file is: `None` for what cannot be written back, standard input, a pipe and what is built in.
    pub fn path(&self) -> Option<&Path> {
        match &self.source.origin {
            Origin::File(file) => Some(&file.path),
            Origin::Once | Origin::BuiltIn(_) => None,
        }
    }

    /// Whether other bytes are in its file than were read. This may be asked often: the bytes are compared only where
    /// the file's time, size or identity have changed since it was last asked. A file that is
    /// missing or unreadable has not changed: an editor may be about to put another in its place.
    pub fn is_changed_on_disk(&self) -> bool {
        match &self.source.origin {
            Origin::File(file) => file.is_changed(&self.source.bytes),
            Origin::Once | Origin::BuiltIn(_) => false,
        }
    }

    /// A name for an edited copy that no file has, beside the file or, where there is none, in the current folder:
    /// `net-edited.toml`, `net-edited-2.toml`. Not made printable: it is a path.
    pub fn suggested_name(&self) -> String {
        let (folder, stem) = match &self.source.origin {
            Origin::File(file) => (file.path.parent(), file.path.file_stem()),
            Origin::Once => (None, None),
            Origin::BuiltIn(network) => (None, Some(OsStr::new(network.name))),
        };
        // A folder whose name is no text cannot be said in one; the current one can.
        let folder = folder.filter(|folder| folder.to_str().is_some());
        let folder = folder.map_or_else(PathBuf::new, Path::to_path_buf);
        let stem = stem.map_or(Cow::Borrowed("network"), OsStr::to_string_lossy);
        let stem = unedited(&stem);
        let numbers = std::iter::once(String::new()).chain((2..).map(|n: u64| format!("-{n}")));
        let mut paths = numbers.map(|n| folder.join(format!("{stem}-edited{n}.toml")));
        let free = paths.find(|path| path.symlink_metadata().is_err());
        free.unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The stem without what an earlier suggestion added to it.
fn unedited(stem: &str) -> &str {
    let numbered = stem
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .strip_suffix('-');
    [Some(stem), numbered]
        .into_iter()
        .flatten()
        .find_map(|stem| stem.strip_suffix("-edited"))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(stem)
}

/// What people call the network that `file` describes; `name` if it has no title.
pub fn captions(file: &NetworkFile, name: &str) -> Captions {
    Captions {
        title: file
            .title
            .clone()
            .unwrap_or_else(|| printable(name).into_owned()),
        description: file.description.clone().unwrap_or_default(),
        inputs: file.inputs.clone(),
        outputs: file.outputs.clone(),
        image: file.image,
    }
}
