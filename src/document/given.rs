//! The x and y that a network is walked for: the command line's, a row of a data file, or the file's own; and a network
//! file without either.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::error::DocumentError;
use super::patience::open;
use super::source::{find, limited, unreadable};
use super::{Access, Overrides, parse};
use crate::data::{Needed, Table};
use crate::engine::Vector;
use crate::network_file::{NetworkFile, scale};
use crate::printable::printable;

/// A row of a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The data file.
    pub file: PathBuf,
    /// The row, counted from 1 without the header.
    pub row: usize,
}

/// What a network is walked for.
pub(super) struct Given {
    pub(super) x: Option<Vector>,
    pub(super) y: Option<Vector>,
    /// What x was divided by, if it is not the file's own and the file says so.
    pub(super) scaled: Option<f64>,
}

impl Given {
    /// Of `file`, with `overrides`. A y of the file's own belongs to its own x: beside a sample that has none, there is
    /// none.
    ///
    /// # Errors
    /// A sample that cannot be read, or is not there.
    pub(super) fn of(
        file: &NetworkFile,
        overrides: &Overrides,
        access: Access,
    ) -> Result<Self, DocumentError> {
        let (mut x, mut y) = (overrides.x.clone(), overrides.y.clone());
        if let Some(sample) = &overrides.sample {
            let table = table(&sample.file, access)?;
            let needed = needed(file);
            if x.is_none() {
                x = Some(table.x_of_row(sample.row, &needed)?);
            }
            if y.is_none() {
                y = table.y_of_row(sample.row, &needed)?;
            }
        }
        let scaled = x
            .as_ref()
            .and_then(|_| file.description.as_deref().and_then(scale));
        let own_y = || file.y.clone().filter(|_| overrides.sample.is_none());
        let given = x.map(|x| Vector::from_vec(x) / scaled.unwrap_or(1.0));
        Ok(Self {
            x: given.or_else(|| file.x.clone()),
            y: y.map(Vector::from_vec).or_else(own_y),
            scaled,
        })
    }
}

/// The network file that `network` names, found as [`Document::open`](super::Document::open) finds it, and what people call it; it needs no x.
///
/// # Errors
/// What cannot be read, is refused or unknown.
pub fn network_file(
    network: &OsStr,
    access: Access,
) -> Result<(NetworkFile, String), DocumentError> {
    let source = find(Some(network), &network.to_string_lossy(), access.text)?;
    let (file, _) = parse(&source, access)?;
    Ok((file, printable(&source.name).into_owned()))
}

/// What data has to fit for the network in `file`.
pub fn needed(file: &NetworkFile) -> Needed<'_> {
    Needed {
        inputs: file.network.inputs(),
        outputs: file.network.outputs(),
        input_names: &file.inputs,
        output_names: &file.outputs,
    }
}

/// The table in the data file at `path`.
///
/// # Errors
/// It cannot be read, is larger than a text may be, or is refused.
pub fn table(path: &Path, access: Access) -> Result<Table, DocumentError> {
    let name = path.to_string_lossy();
    let (mut bytes, _) = open(path).map_err(|error| unreadable(&name, &error))?;
    let bytes = limited(&mut bytes, &name, access.text)?;
    Ok(Table::parse(&bytes, &name)?)
}
