//! A matrix or vector that stands in another file: `{ file = …, tensor = …, transpose = … }`.

use std::ops::Range;

use toml::de::DeValue;

use super::{
    field::{Field, Section},
    refusal::Fault,
};

const KEYS: [&str; 3] = ["file", "tensor", "transpose"];

/// Which tensor of which file a field names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// What people call the field: `layer 3: W`.
    pub(super) name: String,
    /// The bytes of the table.
    pub(super) span: Range<usize>,
    /// The path, as it is written.
    pub(super) file: String,
    /// The bytes of the path.
    pub(super) file_span: Range<usize>,
    /// The tensor's name; a `.npy` file, and a file with one tensor, need none.
    pub(super) tensor: Option<String>,
    /// The bytes of that name.
    pub(super) tensor_span: Option<Range<usize>>,
    /// Whether the transpose is meant.
    pub(super) transpose: bool,
}

impl Field<'_> {
    /// The tensor that the field names, if it does not hold the numbers itself.
    pub(super) fn reference(&self) -> Result<Option<Reference>, Fault> {
        let DeValue::Table(table) = self.value.get_ref() else {
            return Ok(None);
        };
        let section = Section::new(format!("{}: ", self.name), self.span(), table);
        section.only(&KEYS)?;
        let (file, tensor) = (section.required("file")?, section.field("tensor"));
        let owned = |field: &Field<'_>| field.text().map(str::to_owned);
        let transpose = section.optional("transpose", Field::flag)?;
        Ok(Some(Reference {
            name: self.name.clone(),
            span: self.span(),
            file: owned(&file)?,
            file_span: file.span(),
            tensor_span: tensor.as_ref().map(Field::span),
            tensor: tensor.as_ref().map(owned).transpose()?,
            transpose: transpose.unwrap_or(false),
        }))
    }
}

impl Reference {
    /// Whether it names this tensor of this file.
    pub(super) fn is(&self, file: &str, tensor: &str) -> bool {
        self.file == file && self.tensor.as_deref() == Some(tensor)
    }
}
