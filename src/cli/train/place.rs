//! Where the new network goes: its file, and beside it a tensor file for more numbers than a person reads.

use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::asked::Asked;
use crate::document::{self, Both, Existing, savable, save};
use crate::engine::Network;
use crate::network_file::{NetworkFile, is_tensor_name, tensors as tensors_of, written};
use crate::printable::printable;
use crate::tensor_file;
use crate::view::SPLITS;

/// The most parameters that stand in the network file itself.
const INLINE: usize = 1000;

/// Where a network goes.
pub struct Place {
    path: PathBuf,
    /// The tensor file, if W and b go to one.
    tensors: Option<PathBuf>,
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
        let paths = [Some(&path), tensors.as_ref()];
        for path in paths.into_iter().flatten() {
            savable(path, existing)?;
        }
        Ok(Self {
            path,
            tensors,
            existing,
        })
    }

    /// Saves `file` there, and says where that is.
    ///
    /// # Errors
    /// It cannot be written, and what was there is there; or the new network is, but nobody knows whether it would
    /// outlive a power failure.
    pub fn save(&self, file: &NetworkFile) -> Result<String, Failure> {
        let name = |path: &Path| printable(&path.to_string_lossy()).into_owned();
        let path = &self.path;
        let (saved, tensors) = if let Some(tensors) = &self.tensors {
            let numbers = tensors_of(&file.network);
            let both = Both {
                path,
                tensors,
                existing: self.existing,
                text: &|name| written(file, Some(name)),
            };
            let (saved, tensors) = both.save(&mut |out| tensor_file::write(out, &numbers))?;
            (saved, format!(" and {}", name(&tensors)))
        } else {
            (
                save(path, &written(file, None), self.existing)?,
                String::new(),
            )
        };
        let others = if saved.splits {
            format!("; {SPLITS}")
        } else {
            String::new()
        };
        Ok(format!("Saved as {}{tensors}{others}.", name(path)))
    }
}

/// The tensor file of a network file at `path`. One that is there is replaced only if it is of our making:
/// a model that somebody saved is not ours to overwrite.
fn beside(path: &Path) -> Result<PathBuf, Failure> {
    let path = document::followed(path);
    let mut tensors = path.with_extension("safetensors");
    if tensors == path {
        let why = "-o names the network file, and this is the name of its tensor file";
        return Err(Failure::Usage(why.to_owned()));
    }
    if tensors.symlink_metadata().is_ok() && !is_ours(&tensors) {
        tensors = document::beside(&path);
    }
    if tensors.file_name().and_then(|name| name.to_str()).is_none() {
        let why = "the name of the file must be text, for it to name its tensor file";
        return Err(Failure::Usage(why.to_owned()));
    }
    Ok(tensors)
}

/// Whether all tensors of the file have the names that W and b have in a file of ours.
fn is_ours(path: &Path) -> bool {
    document::open_tensors(path).is_ok_and(|file| {
        let mut names = file.tensors().iter().map(|tensor| tensor.name.as_deref());
        names.all(|name| name.is_some_and(is_tensor_name))
    })
}
