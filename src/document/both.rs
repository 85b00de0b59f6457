//! A network file and the tensor file that it names, saved as one: whenever it ends, the text that is there names tensors
//! that are there, and they are those that were meant.

use std::fs;
use std::path::{Path, PathBuf};

use super::edited::beside;
use super::save::{Before, Existing, Fill, SaveError, Saved, savable, save_asking, write_asking};

/// What is saved where.
pub struct Both<'b> {
    /// The network file.
    pub path: &'b Path,
    /// The tensor file, in the same folder.
    pub tensors: &'b Path,
    /// What happens to both.
    pub existing: Existing,
    /// The text of the network file, which names a tensor file of this name.
    pub text: &'b dyn Fn(&str) -> String,
}

impl Both<'_> {
    /// Saves both; gives back where the tensors are. That is another place than was asked for only where the disk has
    /// no room to put them there while the old ones are.
    ///
    /// # Errors
    /// Those of [`save`](super::save()) and of `fill`. Unless it is [`Unsure`](SaveError::Unsure), both files are as they
    /// were, and there is no other; else both are the new ones, and the old tensors may be there as well.
    pub fn save(&self, fill: Fill<'_>) -> Result<(Saved, PathBuf), SaveError> {
        self.save_asking(fill, &mut |_| Ok(()))
    }

    /// The same; `before` is asked before each stage of each file.
    ///
    /// # Errors
    /// Those of [`save`](Self::save), and of `before`.
    pub fn save_asking(
        &self,
        fill: Fill<'_>,
        before: Before<'_>,
    ) -> Result<(Saved, PathBuf), SaveError> {
        let tensors = self.tensors;
        if self.existing == Existing::Refuse || tensors.symlink_metadata().is_err() {
            let saved = self.save_new(tensors, fill, before)?;
            return Ok((saved, tensors.to_path_buf()));
        }
        // The text that is there may name the old tensors. So the new ones go elsewhere, until it names those.
        savable(tensors, Existing::Replace)?;
        let spare = beside(self.path);
        let saved = self.save_new(&spare, fill, before)?;
        let moved = self.move_to(tensors, fill, before);
        if moved.is_ok() {
            let _ = fs::remove_file(&spare);
        }
        let is_named = moved.is_ok() || self.is_there(tensors);
        let place = if is_named { tensors } else { &spare };
        Ok((saved, place.to_path_buf()))
    }

    /// The same, but the tensors are a new file whatever happens to the network file: what another program has put in
    /// their place meanwhile stays, and that is a failure.
    pub(super) fn save_beside(
        &self,
        fill: Fill<'_>,
        before: Before<'_>,
    ) -> Result<Saved, SaveError> {
        let taken = put_new(self.tensors, fill, before).map_err(|error| match error {
            SaveError::Exists(message) => SaveError::Failed(message),
            error => error,
        });
        taken?;
        self.name(self.tensors, before)
    }

    /// Saves the tensors as a new file, and then the text that names it.
    fn save_new(
        &self,
        tensors: &Path,
        fill: Fill<'_>,
        before: Before<'_>,
    ) -> Result<Saved, SaveError> {
        put_new(tensors, fill, before)?;
        self.name(tensors, before)
    }

    /// Saves the text that names the new `tensors`, which go if it cannot be.
    fn name(&self, tensors: &Path, before: Before<'_>) -> Result<Saved, SaveError> {
        let text = self.text_for(tensors);
        save_asking(self.path, &text, self.existing, before).inspect_err(|_| {
            // Renamed already, and only then at fault, the text names these tensors all the same.
            if !self.is_there(tensors) {
                let _ = fs::remove_file(tensors);
            }
        })
    }

    /// Replaces the old tensors, which no text names any more, and then names the new ones there.
    fn move_to(&self, tensors: &Path, fill: Fill<'_>, before: Before<'_>) -> Result<(), SaveError> {
        write_asking(tensors, Existing::Replace, fill, before)?;
        let text = self.text_for(tensors);
        save_asking(self.path, &text, Existing::Replace, before).map(drop)
    }

    /// Whether the text that names `tensors` is in its place.
    fn is_there(&self, tensors: &Path) -> bool {
        fs::read(self.path).is_ok_and(|text| text == self.text_for(tensors).as_bytes())
    }

    fn text_for(&self, tensors: &Path) -> String {
        let name = tensors.file_name().unwrap_or_default();
        (self.text)(&name.to_string_lossy())
    }
}

/// Saves tensors as a new file, which is gone again unless it is safe.
fn put_new(tensors: &Path, fill: Fill<'_>, before: Before<'_>) -> Result<(), SaveError> {
    let written = write_asking(tensors, Existing::Refuse, fill, before);
    written.map(drop).map_err(|error| match error {
        SaveError::Unsure(message) => {
            let _ = fs::remove_file(tensors);
            SaveError::Failed(message)
        }
        error => error,
    })
}

#[cfg(test)]
mod tests {
    use super::{Both, Existing, SaveError, fs};

    #[test]
    fn tensors_that_are_there_stay_where_new_ones_go_beside() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [path, tensors] = ["net.toml", "net.safetensors"].map(|name| folder.path().join(name));
        for path in [&path, &tensors] {
            fs::write(path, "theirs").expect("it is written");
        }
        let both = Both {
            path: &path,
            tensors: &tensors,
            existing: Existing::Replace,
            text: &str::to_owned,
        };
        let saved = both.save_beside(&mut |out| out.write_all(b"ours"), &mut |_| Ok(()));
        assert!(matches!(saved, Err(SaveError::Failed(_))), "{saved:?}");
        for path in [path, tensors] {
            assert_eq!(fs::read(path).expect("it is there"), b"theirs");
        }
    }
}
