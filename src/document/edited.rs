//! Saving a network with other numbers: its text, and beside it a tensor file for those that do not stand in the text.

use std::io;
use std::path::{Path, PathBuf};

use super::both::Both;
use super::place::{folder, followed, free, shown};
use super::save::{Before, SaveError, Stage, save_asking};
use super::source::Origin;
use super::stamp::Watched;
use super::{Document, Existing};
use crate::network_file::{Edits, Values, edited};
use crate::tensor_file;

/// What came of saving edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedEdits {
    /// The tensor file for what does not stand in the text, if there is any.
    pub tensors: Option<String>,
    /// As [`Saved`](super::Saved) has it.
    pub splits: bool,
}

impl Document {
    /// Saves the network with the numbers that are `meant`, of the same shapes, at `path`; comments and layout stay.
    /// What does not stand in the text but in a tensor file goes, if it changed, to a new tensor file beside `path`,
    /// which never takes the place of another one; so does all of it where the old files are not in that folder, or
    /// not as they were read.
    ///
    /// # Errors
    /// Those of [`save`](super::save()); numbers that cannot be written. Nothing is left behind.
    pub fn save_edited(
        &self,
        path: &Path,
        existing: Existing,
        meant: Values<'_>,
    ) -> Result<SavedEdits, SaveError> {
        self.save_edited_asking(path, existing, meant, &mut |_| Ok(()))
    }

    /// The same; `before` is asked before each stage of each file.
    ///
    /// # Errors
    /// Those of [`save_edited`](Self::save_edited), and of `before`.
    pub fn save_edited_asking(
        &self,
        path: &Path,
        existing: Existing,
        meant: Values<'_>,
        before: Before<'_>,
    ) -> Result<SavedEdits, SaveError> {
        if existing == Existing::Refuse && path.symlink_metadata().is_ok() {
            return Err(SaveError::Exists(format!(
                "{} is there already",
                shown(path)
            )));
        }
        let beside = beside(path);
        let gathers = !self.is_beside(path) || !self.has_its_tensors();
        let before: Before<'_> = &mut |stage| {
            before(stage)?;
            // The text is about to name the tensor files that were read.
            if stage == Stage::Rename && !gathers && !self.has_its_tensors() {
                let why = "another program changed its tensors meanwhile";
                return Err(io::Error::other(why));
            }
            Ok(())
        };
        let name = beside.file_name().unwrap_or_default().to_string_lossy();
        let edits = Edits {
            read: Values {
                network: &self.network,
                x: self.own.x.as_ref(),
                y: self.own.y.as_ref(),
            },
            meant,
            beside: &name,
            gathers,
        };
        let failed = |error: &dyn ToString| SaveError::Failed(error.to_string());
        let edited = edited(self.bytes(), &self.name(), &edits).map_err(|error| failed(&error))?;
        if edited.tensors.is_empty() {
            let splits = save_asking(path, &edited.text, existing, before)?.splits;
            return Ok(SavedEdits {
                tensors: None,
                splits,
            });
        }
        let both = Both {
            path,
            tensors: &beside,
            existing,
            text: &|_| edited.text.clone(),
        };
        let fill = &mut |out: &mut dyn io::Write| tensor_file::write(out, &edited.tensors);
        let saved = both.save_beside(fill, before)?;
        Ok(SavedEdits {
            tensors: Some(beside.to_string_lossy().into_owned()),
            splits: saved.splits,
        })
    }

    /// Whether all tensor files are as they were read.
    fn has_its_tensors(&self) -> bool {
        self.tensor_files.iter().all(Watched::is_intact)
    }

    /// Whether the tensor files are named by a file at `path` as they are by this one.
    fn is_beside(&self, path: &Path) -> bool {
        let own = match &self.source.origin {
            Origin::File(file) => followed(&file.path),
            Origin::Once => PathBuf::new(),
            Origin::BuiltIn(_) => return false,
        };
        let place = |path: &Path| folder(path).canonicalize();
        let (own, other) = (place(&own), place(&followed(path)));
        own.is_ok_and(|own| other.is_ok_and(|other| own == other))
    }
}

/// A name for the tensor file of a network file at `path` that no file has yet, nor the network file will have.
pub fn beside(path: &Path) -> PathBuf {
    let path = followed(path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    free(
        |n| path.with_file_name(format!("{stem}{n}.safetensors")),
        &path,
    )
}
