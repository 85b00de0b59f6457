//! One `[[layer]]`, its activation, and the places of what the engine finds wrong with its shape.

use toml::{Spanned, de::DeValue};

use super::shelf::Shelf;
use super::{
    field::{Field, Section, count, suggest, wrong_type},
    numbers::decimal_comma,
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

/// What other programs call our activations.
const SYNONYMS: [(&str, &str); 5] = [
    ("linear", "identity"),
    ("none", "identity"),
    ("logistic", "sigmoid"),
    ("swish", "silu"),
    ("lrelu", "leaky_relu"),
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
        let fault = Fault::new(
            field.span(),
            format!("{}: {} is unknown", field.name, quote(name)),
        );
        let lower = name.to_lowercase();
        match SYNONYMS.iter().find(|(synonym, _)| *synonym == lower) {
            Some((_, name)) => fault.label(format!("did you mean `{name}`?")),
            None => suggest(fault, name, &Activation::NAMES),
        }
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
            let weights = at(layer, "W");
            let hint = commas(row(weights.as_ref()), needed)
                .or_else(|| transposed(weights.as_ref(), needed));
            fault(weights).label(here).hint(hint)
        }
        ShapeError::Length {
            layer,
            name,
            found,
            needed,
        } => {
            let here = format!("{} here", count(found, "entry", "entries"));
            let (field, weights) = (at(layer, name), at(layer, "W"));
            let items = field.as_ref().and_then(|field| field.list().ok());
            let columns = row(weights.as_ref()).map(<[_]>::len);
            // As many rows as x has entries, and as many columns as b has.
            let x = top.field("x").and_then(|x| x.list().ok().map(<[_]>::len));
            let is_turned = (layer, name, columns, x) == (2, "b", Some(found), Some(needed));
            let turned = is_turned
                .then(|| "W looks transposed: b has an entry for each of its columns".to_owned());
            let hint = commas(items, needed).or(turned);
            fault(field).label(here).hint(hint)
        }
        ShapeError::Residual { layer, .. } => {
            let span = at(layer, "residual").map_or(0..0, |field| field.entry());
            Fault::new(span, error.to_string())
        }
        ShapeError::Eps { layer, .. } => fault(at(layer, "eps")),
    }
}

/// The first row of W.
fn row<'t>(weights: Option<&Field<'t>>) -> Option<&'t [Spanned<DeValue<'t>>]> {
    let first = weights?.list().ok()?.first()?;
    first.get_ref().as_array().map(|row| &row[..])
}

fn commas(items: Option<&[Spanned<DeValue<'_>>]>, needed: usize) -> Option<String> {
    decimal_comma(items?, needed)
}

/// What to say of a W that has as many rows as it needs columns.
fn transposed(weights: Option<&Field<'_>>, needed: usize) -> Option<String> {
    let rows = weights.and_then(|field| field.list().ok().map(<[_]>::len));
    let is_turned = rows == Some(needed);
    is_turned.then(|| "W looks transposed: it has a row for each unit of this layer".to_owned())
}
