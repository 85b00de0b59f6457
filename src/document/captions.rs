//! What people call a network and its components, from its file.

use crate::network_file::NetworkFile;
use crate::page::Captions;
use crate::printable::printable;

/// What people call the network that `file` describes; `name` if it has no title that can be read.
pub(super) fn captions(file: &NetworkFile, name: &str) -> Captions {
    let description = file.description.clone().unwrap_or_default();
    let remarks = file.remarks().join("\n");
    let paragraphs = [description, remarks];
    let paragraphs = paragraphs.iter().filter(|text| !text.is_empty());
    Captions {
        title: file
            .title
            .clone()
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| printable(name).into_owned()),
        description: paragraphs
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n\n"),
        inputs: file.inputs.clone(),
        outputs: file.outputs.clone(),
        image: file.image,
    }
}
