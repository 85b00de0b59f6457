//! A network that is open: where it came from, the bytes that were read, and what the command line puts in their place.
//!
//! A document never changes. One that was edited is saved as text ([`save()`]) and read anew.

mod both;
mod captions;
mod changed;
mod edited;
mod error;
mod files;
mod given;
mod patience;
mod place;
mod save;
mod source;
mod spare;
mod stamp;
mod target;

pub use both::Both;
pub use edited::{SavedEdits, beside};
pub use error::DocumentError;
pub use files::open_tensors;
pub use given::{Sample, needed, network_file, table};
pub use place::{folder, followed, shown};
pub use save::{
    Before, Existing, Fill, SaveError, Saved, Stage, savable, save, write, write_asking,
};

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::{Network, Objective, RecordError, Trace, Vector};
use crate::library::{self, BuiltIn};
use crate::network_file::{NetworkFile, Refusal, TENSORS};
use crate::page::Captions;
use crate::printable::printable;
use captions::captions;
use files::Folder;
use given::Given;
use source::{Origin, Source};
use stamp::Watched;

/// What stands in place of the file's own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// x, n₁ entries, as the data has them: they are divided by the scale that the file records.
    pub x: Option<Vec<f64>>,
    /// y, n_L entries.
    pub y: Option<Vec<f64>>,
    /// x and y from a data file, as far as they are not given.
    pub sample: Option<Sample>,
}

/// What may be read of a network file and of the tensor files that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// Whether a tensor file may be outside the network's folder.
    pub allow_outside: bool,
    /// The bytes of the largest network file that is read.
    pub text: u64,
    /// The bytes that its tensors take at most, as doubles.
    pub tensors: u64,
}

impl Default for Access {
    /// Tensor files in the network's folder; 64 MiB of text, 1 GiB of doubles.
    fn default() -> Self {
        Self {
            allow_outside: false,
            text: 64 << 20,
            tensors: TENSORS,
        }
    }
}

/// x and y as the file gives them.
#[derive(Debug, Clone)]
struct Own {
    x: Option<Vector>,
    y: Option<Vector>,
}

/// A network that is open.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    access: Access,
    overrides: Overrides,
    own: Own,
    /// The tensor files that were read.
    tensor_files: Vec<Watched>,
    /// What there is to know of how it was read.
    remarks: Vec<String>,
    network: Arc<Network>,
    input: Vector,
    target: Option<Vector>,
    scaled: Option<f64>,
    captions: Captions,
}

impl Document {
    /// Opens `network`, which may read what is usual: see [`open_with`](Self::open_with).
    ///
    /// # Errors
    /// What cannot be read, is refused or unknown; that there is no x.
    pub fn open(network: Option<&OsStr>, overrides: Overrides) -> Result<Self, DocumentError> {
        Self::open_with(network, overrides, Access::default())
    }

    /// Opens `network`: a file if there is one at that path, standard input for `-`, else a built-in network; without
    /// one, the built-in default.
    ///
    /// # Errors
    /// What cannot be read, is refused or unknown; that there is no x.
    pub fn open_with(
        network: Option<&OsStr>,
        overrides: Overrides,
        access: Access,
    ) -> Result<Self, DocumentError> {
        let name = network.map_or(Cow::Borrowed(library::DEFAULT), OsStr::to_string_lossy);
        Self::read(
            source::find(network, &name, access.text)?,
            overrides,
            access,
        )
    }

    fn read(source: Source, overrides: Overrides, access: Access) -> Result<Self, DocumentError> {
        let (file, tensor_files) = parse(&source, access)?;
        let captions = captions(&file, &source.name);
        let given = Given::of(&file, &overrides, access)?;
        Ok(Self {
            input: given.x.ok_or(DocumentError::NoInput)?,
            target: given.y,
            scaled: given.scaled,
            remarks: file.remarks(),
            own: Own {
                x: file.x,
                y: file.y,
            },
            network: Arc::new(file.network),
            source,
            access,
            overrides,
            tensor_files,
            captions,
        })
    }

    /// Reads the same file anew, with the same overrides. What can be read only once (standard input, a pipe) and what
    /// is built in is as it was.
    ///
    /// # Errors
    /// As on opening; also overrides that no longer fit.
    pub fn reload(&self) -> Result<Self, DocumentError> {
        let source = source::again(&self.source, self.access.text)?;
        let reloaded = Self::read(source, self.overrides.clone(), self.access)?;
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

    /// What there is to know of how it was read: numbers that are not those that are written, names that look alike.
    /// Printable sentences.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// What the x that was given was divided by, if the file records a scale.
    pub const fn scaled(&self) -> Option<f64> {
        self.scaled
    }

    /// Whether there is a y.
    pub const fn has_target(&self) -> bool {
        self.target.is_some()
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
        let named = |n: &str| folder.join(format!("{stem}-edited{n}.toml"));
        let free = place::free(named, Path::new(""));
        free.to_string_lossy().into_owned()
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

/// What people call a network that is built in.
///
/// # Errors
/// None, as long as the tests hold the built-in networks to be right.
pub fn of_built_in(network: &'static BuiltIn) -> Result<Captions, Refusal> {
    let (file, _) = parse(&source::built_in(network), Access::default())?;
    Ok(captions(&file, network.name))
}

/// The network file behind `source`, and the tensor files that it named.
fn parse(source: &Source, access: Access) -> Result<(NetworkFile, Vec<Watched>), Refusal> {
    let (bytes, name) = (&source.bytes, &source.name);
    let path = match &source.origin {
        Origin::BuiltIn(network) => {
            let file = NetworkFile::parse_with(bytes, name, *network, access.tensors)?;
            return Ok((file, Vec::new()));
        }
        Origin::File(file) => Some(file.path.as_path()),
        Origin::Once => None,
    };
    let folder = Folder::of(path, access.allow_outside);
    let file = NetworkFile::parse_with(bytes, name, &folder, access.tensors)?;
    Ok((file, folder.opened()))
}
