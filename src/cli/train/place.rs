//! Where the new network goes: its file, and beside it a tensor file for more numbers than a person reads.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::asked::Asked;
use crate::document::{self, Existing, savable, save, write};
use crate::engine::Network;
use crate::network_file::{NetworkFile, is_tensor_name, tensors, written};
use crate::printable::printable;
use crate::tensor_file;

/// The most parameters that stand in the network file itself.
const INLINE: usize = 1000;

/// Where a network goes.
pub struct Place {
    path: PathBuf,
    /// The tensor file, if W and b go to one, and what the network file calls it.
    tensors: Option<(PathBuf, String)>,
    existing: Existing,
}

impl Place {
    /// For `network` as `asked`, once it is known that it can be written there.
    ///
    /// # Errors
    /// It cannot, or something is there that is not to be replaced.
    pub fn of(asked: &Asked, network: &Network) -> Result<Self, Failure> {
        let path = asked.out.clone();
        let tensors = (network.parameters() > INLINE)
            .then(|| beside(&path))
            .transpose()?;
        let existing = Existing::replaced(asked.force);
        let paths = [Some(&path), tensors.as_ref().map(|(path, _)| path)];
        for path in paths.into_iter().flatten() {
            savable(path, existing)?;
        }
        Ok(Self {
            path,
            tensors,
            existing,
        })
    }

    /// Saves `file` there, and gives back the names of what was written.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn save(&self, file: &NetworkFile) -> Result<Vec<String>, Failure> {
        let network = &file.network;
        let name = self.tensors.as_ref().map(|(_, name)| name.as_str());
        if let Some((path, _)) = &self.tensors {
            let tensors = tensors(network);
            write(path, self.existing, &mut |out| {
                tensor_file::write(out, &tensors)
            })?;
        }
        let text = written(file, name);
        save(&self.path, &text, self.existing).map_err(|error| {
            // What was replaced is gone; what is new is of no use alone, unless the text that names it is there.
            let is_there = || fs::read(&self.path).ok().as_deref() == Some(text.as_bytes());
            if let (Some((path, _)), Existing::Refuse) = (&self.tensors, self.existing)
                && !is_there()
            {
                let _ = fs::remove_file(path);
            }
            Failure::from(error)
        })?;
        let paths = [
            Some(&self.path),
            self.tensors.as_ref().map(|(path, _)| path),
        ];
        let paths = paths.into_iter().flatten();
        Ok(paths
            .map(|path| printable(&path.to_string_lossy()).into_owned())
            .collect())
    }
}

/// The tensor file of a network file at `path`, and its name. One that is there is replaced only if it is of our making:
/// a model that somebody saved is not ours to overwrite.
fn beside(path: &Path) -> Result<(PathBuf, String), Failure> {
    let path = document::followed(path);
    let mut tensors = path.with_extension("safetensors");
    if tensors == path {
        let why = "-o names the network file, and this is the name of its tensor file";
        return Err(Failure::Usage(why.to_owned()));
    }
    if tensors.symlink_metadata().is_ok() && !is_ours(&tensors) {
        tensors = document::beside(&path);
    }
    let name = tensors.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| {
        let why = "the name of the file must be text, for it to name its tensor file";
        Failure::Usage(why.to_owned())
    })?;
    let name = name.to_owned();
    Ok((tensors, name))
}

/// Whether all tensors of the file have the names that W and b have in a file of ours.
fn is_ours(path: &Path) -> bool {
    document::open_tensors(path).is_ok_and(|file| {
        let mut names = file.tensors().iter().map(|tensor| tensor.name.as_deref());
        names.all(|name| name.is_some_and(is_tensor_name))
    })
}
