//! Saving a network with other numbers: its text, and beside it a tensor file for those that do not stand in the text.

use std::path::{Path, PathBuf};

use super::both::Both;
use super::place::{folder, followed, free, shown};
use super::save::{SaveError, save};
use super::source::Origin;
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
    /// which never takes the place of another one; so does all of it where the old files are not in that folder.
    ///
    /// # Errors
    /// Those of [`save`](super::save()); numbers that cannot be written. Nothing is left behind.
    pub fn save_edited(
        &self,
        path: &Path,
        existing: Existing,
        meant: Values<'_>,
    ) -> Result<SavedEdits, SaveError> {
        if existing == Existing::Refuse && path.symlink_metadata().is_ok() {
            return Err(SaveError::Exists(format!(
                "{} is there already",
                shown(path)
            )));
        }
        let beside = beside(path);
        let name = beside.file_name().unwrap_or_default().to_string_lossy();
        let edits = Edits {
            read: Values {
                network: &self.network,
                x: self.own.x.as_ref(),
                y: self.own.y.as_ref(),
            },
            meant,
            beside: &name,
            gathers: !self.is_beside(path),
        };
        let failed = |error: &dyn ToString| SaveError::Failed(error.to_string());
        let edited = edited(self.bytes(), &self.name(), &edits).map_err(|error| failed(&error))?;
        if edited.tensors.is_empty() {
            let splits = save(path, &edited.text, existing)?.splits;
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
        let (saved, tensors) = both.save(&mut |out| tensor_file::write(out, &edited.tensors))?;
        Ok(SavedEdits {
            tensors: Some(tensors.to_string_lossy().into_owned()),
            splits: saved.splits,
        })
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
