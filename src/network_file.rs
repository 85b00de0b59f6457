//! The network file: TOML as it is written, the network as it is meant; every refusal lives here.
//!
//! The document is walked by hand, as toml's tree of values with their places, and not derived by serde: a derived error
//! cannot name the layer, the key and both sizes, an untagged choice (`"tanh"` or `{ name = …, alpha = … }`) loses the
//! place, and a number is rounded before anyone can see that it was `1e400`.

mod alike;
mod edit;
mod field;
mod layer;
mod malformed;
mod memory;
mod numbers;
mod reference;
mod refusal;
mod scale;
mod shelf;
mod spelling;
mod tensors;
mod text;
mod twice;
mod unlike;
mod written;

pub use edit::{EditError, Edited, Edits, Values, edited};
pub use memory::memory;
pub use refusal::Refusal;
pub use scale::{scale, scale_line};
pub use shelf::Taken;
pub use tensors::{is_tensor_name, tensors};
pub use text::string;
pub use written::written;

use toml::{Spanned, de::DeTable};

use crate::{
    engine::{Layer, Network, Vector},
    printable::{printable, printable_lines},
    tensor_file::{Files, TensorFile},
};
use field::{Field, Section, count};
use refusal::Fault;
use shelf::Shelf;

const KEYS: [&str; 9] = [
    "title",
    "description",
    "activation",
    "x",
    "y",
    "inputs",
    "outputs",
    "image",
    "layer",
];

/// A network file as it is meant. All text in it has been made [`printable`].
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkFile {
    /// What the network is called.
    pub title: Option<String>,
    /// What there is to say about it; may have several lines.
    pub description: Option<String>,
    /// The layers.
    pub network: Network,
    /// x = a⁽¹⁾, an entry for each unit of layer 1.
    pub x: Option<Vector>,
    /// y, the target, an entry for each unit of layer L.
    pub y: Option<Vector>,
    /// The names of the components of x; empty if they have none.
    pub inputs: Vec<String>,
    /// The names of the components of a⁽ᴸ⁾; empty if they have none.
    pub outputs: Vec<String>,
    /// Rows and columns of x, if it is a picture, row by row.
    pub image: Option<(usize, usize)>,
    /// What of it was read from tensor files, in the order in which it was read.
    pub taken: Vec<Taken>,
    /// The first of the numbers written out that no double is, and what was read instead.
    pub unlike: Option<String>,
}

/// The bytes of doubles that the tensors of a network take at most, unless more are allowed: 2²⁷ numbers.
pub const TENSORS: u64 = 1 << 30;

impl NetworkFile {
    /// Reads `source`, the bytes of the file that people call `name`, where all numbers stand in that file itself.
    ///
    /// # Errors
    /// The first fault that was found, with its place; a number that stands in another file.
    pub fn parse(source: &[u8], name: &str) -> Result<Self, Refusal> {
        Self::parse_with(source, name, &NoFiles, TENSORS)
    }

    /// The same, where W, b and x may stand in the tensor `files` that it names. As doubles they may take `limit` bytes.
    ///
    /// # Errors
    /// The first fault that was found, with its place in `source`.
    pub fn parse_with(
        source: &[u8],
        name: &str,
        files: &dyn Files,
        limit: u64,
    ) -> Result<Self, Refusal> {
        let source = source.strip_prefix(text::MARK).unwrap_or(source);
        text::text(source)
            .and_then(|text| meant(document(text)?.get_ref(), text, Shelf::new(files, limit)))
            .map_err(|fault| Refusal::new(&fault, source, name))
    }

    /// What whoever reads the network is to know of how it was read, a sentence each: numbers that are not those that
    /// are written or were trained, and names that look alike.
    pub fn remarks(&self) -> Vec<String> {
        let unlike = self.unlike.iter().cloned();
        let lists = [("inputs", &self.inputs), ("outputs", &self.outputs)];
        let alike = lists
            .into_iter()
            .filter_map(|(key, names)| alike::told(key, names));
        shelf::rounded(&self.taken)
            .into_iter()
            .chain(unlike)
            .chain(alike)
            .collect()
    }
}

/// There are no other files.
struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _: &str) -> Result<TensorFile, String> {
        Err("no other file is read here".to_owned())
    }
}

fn document(text: &str) -> Result<Spanned<DeTable<'_>>, Fault> {
    DeTable::parse(text).map_err(|error| malformed::malformed(&error, text))
}

fn meant(document: &DeTable<'_>, text: &str, mut shelf: Shelf<'_>) -> Result<NetworkFile, Fault> {
    let top = Section::top(document);
    reserved(&top)?;
    top.only(&KEYS)?;
    let title = top.optional("title", Field::text)?.map(printable);
    let description = top.optional("description", Field::text)?;
    let network = network(&top, &mut shelf)?;
    let (n, outputs) = (network.inputs(), network.outputs());
    let last = network.depth();
    Ok(NetworkFile {
        title: title.map(Into::into),
        description: description.map(printable_lines),
        x: input(&top, n, &mut shelf)?,
        y: vector(&top, "y", last, outputs)?,
        inputs: names(&top, "inputs", 1, n)?,
        outputs: names(&top, "outputs", last, outputs)?,
        image: image(&top, n)?,
        taken: shelf.taken,
        unlike: unlike::told(document, text),
        network,
    })
}

fn reserved(top: &Section<'_>) -> Result<(), Fault> {
    let Some(field) = ["data", "note"].iter().find_map(|key| top.field(key)) else {
        return Ok(());
    };
    let title = format!("`{}` is reserved, and not read yet", field.name);
    Err(Fault::new(field.key, title))
}

fn network(top: &Section<'_>, shelf: &mut Shelf<'_>) -> Result<Network, Fault> {
    let default = top.optional("activation", layer::activation)?;
    let sections = layer::sections(top)?;
    let mut layers: Vec<Layer> = Vec::with_capacity(sections.len());
    for section in &sections {
        let before = layers.last().map(Layer::units);
        layers.push(layer::layer(section, default, before, shelf)?);
    }
    Network::new(layers).map_err(|error| layer::misfit(error, top, &sections))
}

/// x, which may stand in a tensor file, in any shape: it is read row by row.
fn input(top: &Section<'_>, n: usize, shelf: &mut Shelf<'_>) -> Result<Option<Vector>, Fault> {
    let Some(field) = top.field("x") else {
        return Ok(None);
    };
    if field.reference()?.is_none() {
        return vector(top, "x", 1, n);
    }
    let has = || format!("layer 1 has {}", count(n, "unit", "units"));
    shelf.vector(&field, n, has).map(Some)
}

/// x or y as a list, which has an entry for each of the `units` of layer `l`.
fn vector(top: &Section<'_>, key: &str, l: usize, units: usize) -> Result<Option<Vector>, Fault> {
    top.optional(key, |field| {
        let vector = field.vector()?;
        fits(field, vector.len(), ("entry", "entries"), l, units).map_err(|fault| {
            fault.hint(numbers::decimal_comma(
                field.list().unwrap_or_default(),
                units,
            ))
        })?;
        Ok(vector)
    })
}

/// The names of the `units` of layer `l`.
fn names(top: &Section<'_>, key: &str, l: usize, units: usize) -> Result<Vec<String>, Fault> {
    let names = top.optional(key, |field| {
        let names = field.names()?;
        fits(field, names.len(), ("name", "names"), l, units)?;
        Ok(names
            .into_iter()
            .map(|name| printable(name).into_owned())
            .collect())
    })?;
    Ok(names.unwrap_or_default())
}

fn fits(
    field: &Field<'_>,
    found: usize,
    (one, many): (&str, &str),
    l: usize,
    units: usize,
) -> Result<(), Fault> {
    if found == units {
        return Ok(());
    }
    let found = count(found, one, many);
    let units = count(units, "unit", "units");
    let title = format!("{} has {found}, but layer {l} has {units}", field.name);
    Err(Fault::new(field.span(), title).label(format!("{found} here")))
}

/// Rows and columns, whose product is n₁.
fn image(top: &Section<'_>, n: usize) -> Result<Option<(usize, usize)>, Fault> {
    top.optional("image", |field| {
        let help = |fault: Fault| fault.help("image = [8, 8]");
        let [rows, columns] = field.list()? else {
            let title = "image: expected two whole numbers, the rows and the columns";
            return Err(help(Fault::new(field.span(), title)));
        };
        let (rows, columns) = (
            numbers::size(rows).map_err(help)?,
            numbers::size(columns).map_err(help)?,
        );
        if rows.checked_mul(columns) == Some(n) {
            return Ok((rows, columns));
        }
        let units = count(n, "unit", "units");
        let title = format!("image has {rows} rows of {columns}, but layer 1 has {units}");
        Err(Fault::new(field.span(), title))
    })
}
