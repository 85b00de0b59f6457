//! Where the new network goes: its file, and beside it a tensor file for more numbers than a person reads.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::asked::Asked;
use crate::document::{Existing, SaveError, savable, save, write};
use crate::engine::Network;
use crate::network_file::{NetworkFile, written};
use crate::printable::printable;
use crate::tensor_file::{self, Stored};

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
        let existing = if asked.force {
            Existing::Replace
        } else {
            Existing::Refuse
        };
        let paths = [Some(&path), tensors.as_ref().map(|(path, _)| path)];
        for path in paths.into_iter().flatten() {
            savable(path, existing).map_err(failure)?;
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
            let tensors: Vec<_> = network.layers().flat_map(|l| tensors(network, l)).collect();
            write(path, self.existing, &mut |out| {
                tensor_file::write(out, &tensors)
            })
            .map_err(failure)?;
        }
        save(&self.path, &written(file, name), self.existing).map_err(|error| {
            // What was replaced is gone; what is new is of no use alone.
            if let (Some((path, _)), Existing::Refuse) = (&self.tensors, self.existing) {
                let _ = fs::remove_file(path);
            }
            failure(error)
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

/// W and b of a layer, by the names that the network file has for them.
fn tensors(network: &Network, l: usize) -> [(String, Stored<'_>); 2] {
    let layer = network.layer(l);
    [
        (format!("layer{l}.W"), Stored::Matrix(&layer.weights)),
        (format!("layer{l}.b"), Stored::Vector(&layer.bias)),
    ]
}

/// The tensor file of a network file at `path`, and its name.
fn beside(path: &Path) -> Result<(PathBuf, String), Failure> {
    let tensors = path.with_extension("safetensors");
    if tensors == *path {
        let why = "-o names the network file, and this is the name of its tensor file";
        return Err(Failure::Usage(why.to_owned()));
    }
    let name = tensors.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| {
        let why = "the name of the file must be text, for it to name its tensor file";
        Failure::Usage(why.to_owned())
    })?;
    let name = name.to_owned();
    Ok((tensors, name))
}

fn failure(error: SaveError) -> Failure {
    Failure::Unreadable(match error {
        SaveError::Exists(message) => format!("{message}\n--force replaces it"),
        SaveError::Failed(message) => message,
    })
}
