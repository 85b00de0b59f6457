//! Where the network file and the weights are, and by which path the one refers to the other.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Import, name};
use crate::cli::failure::Failure;
use crate::document;

/// Where everything is.
#[derive(Debug)]
pub struct Place {
    /// The network file, all links followed.
    pub out: PathBuf,
    /// The weights, by the path that the network file has for them.
    pub file: String,
    /// Where the weights are copied to, if they are.
    pub copy: Option<PathBuf>,
}

impl Place {
    /// Where everything is that is `asked` for; nothing is written yet.
    pub fn of(asked: &Import) -> Result<Self, Failure> {
        let model = asked.model.canonicalize();
        let model = model
            .map_err(|error| failed(&format!("cannot read {}: {error}", name(&asked.model))))?;
        let out = place(&asked.out)?;
        if out == model {
            return Err(failed(&format!("{} is the model itself", name(&asked.out))));
        }
        document::savable(&asked.out, asked.existing())?;
        let folder = out.parent().unwrap_or(Path::new("/"));
        let (within, copy) = match (model.strip_prefix(folder), asked.copy) {
            (Ok(within), _) => (within.as_os_str().to_owned(), None),
            (Err(_), true) => beside(asked, folder, &model, &out)?,
            (Err(_), false) => {
                let (model, out) = (name(&asked.model), name(&asked.out));
                return Err(failed(&format!(
                    "the weights would be outside the folder of {out}: {model}\nuse --copy to copy them beside it"
                )));
            }
        };
        let file = within.into_string().map_err(|within| {
            let name = name(Path::new(&within));
            failed(&format!(
                "{name}: its path is not UTF-8, and a network file is"
            ))
        })?;
        Ok(Self { out, file, copy })
    }
}

/// The place of a copy of `model` in `folder`.
fn beside(
    asked: &Import,
    folder: &Path,
    model: &Path,
    out: &Path,
) -> Result<(OsString, Option<PathBuf>), Failure> {
    let file = asked
        .model
        .file_name()
        .or(model.file_name())
        .unwrap_or_default();
    let copy = folder.join(file);
    let taken = if copy == *out {
        "is what the network file is to be"
    } else if copy.canonicalize().is_ok_and(|place| place == *model) {
        "is a link to the model; copy it yourself, or link its folder"
    } else if !asked.force && copy.symlink_metadata().is_ok() {
        "is there already: --force replaces it"
    } else {
        return Ok((file.to_owned(), Some(copy)));
    };
    Err(failed(&format!("{} {taken}", name(&copy))))
}

/// The file that is meant by `path`, all links followed.
fn place(path: &Path) -> Result<PathBuf, Failure> {
    let cannot = |why: &str| failed(&format!("cannot save {}: {why}", name(path)));
    if let Ok(place) = path.canonicalize() {
        return Ok(place);
    }
    let file = path
        .file_name()
        .ok_or_else(|| cannot("it is not the name of a file"))?;
    let folder = document::folder(path).canonicalize();
    Ok(folder
        .map_err(|_| cannot("its folder is not there"))?
        .join(file))
}

fn failed(message: &str) -> Failure {
    Failure::Unreadable(message.to_owned())
}
