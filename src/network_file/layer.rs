//! One `[[layer]]`, its activation, and the places of what the engine finds wrong with its shape.

use toml::{Spanned, de::DeValue};

use super::shelf::Shelf;
use super::{
    field::{Field, Section, count, suggest, wrong_type},
    refusal::{Fault, quote},
};
use crate::engine::{Activation, Layer, LayerNorm, Matrix, ShapeError, layer_index};

const KEYS: [&str; 8] = [
    "W",
    "b",
    "activation",
    "residual",
    "norm",
    "gamma",
    "beta",
    "eps",
];

/// The layers of a file in order, as they are written; the first is layer 2.
pub(super) fn sections<'t>(top: &Section<'t>) -> Result<Vec<Section<'t>>, Fault> {
    let Some(field) = top.field("layer") else {
        return Ok(Vec::new());
    };
    let items = match field.value.get_ref() {
        DeValue::Array(items) => &items[..],
        _ => return Err(not_a_table(field.value)),
    };
    let section = |(item, l): (&'t Spanned<DeValue<'t>>, usize)| match item.get_ref() {
        DeValue::Table(table) => Ok(Section::new(format!("layer {l}: "), item.span(), table)),
        _ => Err(not_a_table(item)),
    };
    items.iter().zip(2..).map(section).collect()
}

fn not_a_table(item: &Spanned<DeValue<'_>>) -> Fault {
    wrong_type("layer", "a list of tables", item).label("write [[layer]]")
}

/// The layer that `section` means; `default` is the activation of layers that name none, `before` is n_{l−1} unless this
/// is layer 2.
pub(super) fn layer(
    section: &Section<'_>,
    default: Option<Activation>,
    before: Option<usize>,
    shelf: &mut Shelf<'_>,
) -> Result<Layer, Fault> {
    section.only(&KEYS)?;
    let weights = section.required("W")?;
    // That b is missing is told after what is wrong with W.
    let bias = section.required("b");
    let weights = match (weights.reference()?, &bias) {
        (None, _) => weights.matrix()?,
        (Some(reference), Ok(bias)) => shelf.matrix(&reference, bias, before)?,
        (Some(_), Err(_)) => Matrix::zeros(0, 0),
    };
    let bias = shelf.bias(&bias?, weights.nrows())?;
    let own = section.optional("activation", activation)?;
    let activation = own.or(default).ok_or_else(|| {
        let title = format!(
            "{}no activation, neither its own nor a default",
            section.prefix
        );
        let fault = Fault::new(section.header.clone(), title);
        fault.help("activation = \"sigmoid\" here, or for all layers at the top")
    })?;
    let norm = norm(section, weights.nrows())?;
    let residual = section.optional("residual", Field::flag)?.unwrap_or(false);
    Ok(Layer {
        norm,
        residual,
        ..Layer::new(weights, bias, activation)
    })
}

fn norm(section: &Section<'_>, units: usize) -> Result<Option<LayerNorm>, Fault> {
    let Some(field) = section.field("norm") else {
        let stray = ["gamma", "beta", "eps"]
            .iter()
            .find_map(|key| section.field(key));
        return stray.map_or(Ok(None), |field| {
            let title = format!("{} belongs to a norm, and this layer has none", field.name);
            Err(Fault::new(field.key, title).help("norm = \"layer\""))
        });
    };
    if field.text()? != "layer" {
        let title = format!("{}: {} is unknown", field.name, quote(field.text()?));
        return Err(Fault::new(field.span(), title).help("known: layer"));
    }
    let mut norm = LayerNorm::standard(units);
    if let Some(gamma) = section.optional("gamma", Field::vector)? {
        norm.gamma = gamma;
    }
    if let Some(beta) = section.optional("beta", Field::vector)? {
        norm.beta = beta;
    }
    if let Some(eps) = section.optional("eps", Field::number)? {
        norm.eps = eps;
    }
    Ok(Some(norm))
}

/// An activation, written as a name or as `{ name = …, alpha = … }`.
pub(super) fn activation(field: &Field<'_>) -> Result<Activation, Fault> {
    let DeValue::Table(table) = field.value.get_ref() else {
        return named(field);
    };
    let section = Section::new(format!("{}: ", field.name), field.span(), table);
    section.only(&["name", "alpha"])?;
    let activation = named(&section.required("name")?)?;
    let Some(alpha) = section.field("alpha") else {
        return Ok(activation);
    };
    activation.with_alpha(alpha.number()?).ok_or_else(|| {
        let title = format!("{}: {} has no alpha", field.name, activation.name());
        Fault::new(alpha.key.clone(), title)
    })
}

fn named(field: &Field<'_>) -> Result<Activation, Fault> {
    let name = field.text()?;
    Activation::from_name(name).ok_or_else(|| {
        let title = format!("{}: {} is unknown", field.name, quote(name));
        suggest(Fault::new(field.span(), title), name, &Activation::NAMES)
    })
}

/// Where `error` is found in the file.
pub(super) fn misfit(error: ShapeError, top: &Section<'_>, layers: &[Section<'_>]) -> Fault {
    let at = |layer: usize, key: &str| {
        layers
            .get(layer_index(layer))
            .and_then(|section| section.field(key))
    };
    let fault = |field: Option<Field<'_>>| {
        let span = field.map_or(top.header.clone(), |field| field.span());
        Fault::new(span, error.to_string())
    };
    match error {
        ShapeError::NoLayers => fault(top.field("layer")).help("a layer is [[layer]] with W and b"),
        ShapeError::EmptyWeights { layer } => {
            fault(at(layer, "W")).help("the smallest W is [[1.0]]")
        }
        ShapeError::Chain {
            layer,
            columns,
            needed,
        } => {
            let here = format!("{} here", count(columns, "column", "columns"));
            transposed(fault(at(layer, "W")).label(here), at(layer, "W"), needed)
        }
        ShapeError::Length {
            layer, name, found, ..
        } => {
            let here = format!("{} here", count(found, "entry", "entries"));
            fault(at(layer, name)).label(here)
        }
        ShapeError::Residual { layer, .. } => {
            let span = at(layer, "residual").map_or(0..0, |field| field.entry());
            Fault::new(span, error.to_string())
        }
        ShapeError::Eps { layer, .. } => fault(at(layer, "eps")),
    }
}

/// `fault`, with a hint if W has as many rows as it needs columns.
fn transposed(fault: Fault, weights: Option<Field<'_>>, needed: usize) -> Fault {
    let rows = weights.and_then(|field| field.list().ok().map(<[_]>::len));
    if rows == Some(needed) {
        fault.help("W looks transposed: it has a row for each unit of this layer")
    } else {
        fault
    }
}
