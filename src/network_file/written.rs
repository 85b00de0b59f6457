//! A network written as a network file, which reads back as exactly the same network.

use std::fmt::Write as _;

use super::NetworkFile;
use super::tensors;
use super::text::{paragraphs, string};
use crate::engine::{Activation, Layer, LayerNorm, Matrix, Vector};

/// The text of `file`: one row of W a line, every number with the fewest digits that read back as the same double. With
/// `tensors`, the name of a tensor file, W and b are not written out but named: `layer2.W` and `layer2.b` of that file.
///
/// It reads back as the same file, bit by bit, if every number is finite and every text is
/// [`printable`](crate::printable), as those of a file that was read are.
pub fn written(file: &NetworkFile, tensors: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(title) = &file.title {
        line(&mut out, "title", &string(title));
    }
    if let Some(description) = &file.description {
        line(&mut out, "description", &paragraphs(description));
    }
    let default = file.network.layer(2).activation;
    line(&mut out, "activation", &activation(default));
    for (key, names) in [("inputs", &file.inputs), ("outputs", &file.outputs)] {
        if !names.is_empty() {
            line(&mut out, key, &list(names.iter().map(|name| string(name))));
        }
    }
    if let Some((rows, columns)) = file.image {
        line(&mut out, "image", &format!("[{rows}, {columns}]"));
    }
    for (key, numbers) in [("x", &file.x), ("y", &file.y)] {
        if let Some(numbers) = numbers {
            line(&mut out, key, &vector(numbers));
        }
    }
    for l in file.network.layers() {
        let _ = writeln!(out, "\n[[layer]]  # l = {l}");
        layer(&mut out, file.network.layer(l), l, default, tensors);
    }
    out
}

fn layer(out: &mut String, layer: &Layer, l: usize, default: Activation, file: Option<&str>) {
    if !is_same(layer.activation, default) {
        line(out, "activation", &activation(layer.activation));
    }
    let tensor = |file: &str, name: String| {
        let (file, name) = (string(file), string(&name));
        format!("{{ file = {file}, tensor = {name} }}")
    };
    let (weights, bias) = match file {
        Some(file) => (
            tensor(file, tensors::weights(l)),
            tensor(file, tensors::bias(l)),
        ),
        None => (matrix(&layer.weights), vector(&layer.bias)),
    };
    line(out, "W", &weights);
    line(out, "b", &bias);
    if let Some(norm) = &layer.norm {
        line(out, "norm", "\"layer\"");
        let standard = LayerNorm::standard(layer.units());
        for (key, own, usual) in [
            ("gamma", &norm.gamma, &standard.gamma),
            ("beta", &norm.beta, &standard.beta),
        ] {
            if !bits(own).eq(bits(usual)) {
                line(out, key, &vector(own));
            }
        }
        if norm.eps.to_bits() != standard.eps.to_bits() {
            line(out, "eps", &number(norm.eps));
        }
    }
    if layer.residual {
        line(out, "residual", "true");
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// The bits of each entry: 0 equals −0, and they are not the same.
fn bits(vector: &Vector) -> impl Iterator<Item = u64> {
    vector.iter().map(|entry| entry.to_bits())
}

/// Whether two activations are the same to the last bit of α.
fn is_same(one: Activation, other: Activation) -> bool {
    let alpha = |activation: Activation| activation.alpha().map(f64::to_bits);
    one.name() == other.name() && alpha(one) == alpha(other)
}

/// The name alone where α is the usual one.
fn activation(activation: Activation) -> String {
    let name = activation.name();
    let usual = Activation::from_name(name).is_some_and(|usual| is_same(usual, activation));
    match activation.alpha() {
        Some(alpha) if !usual => format!("{{ name = \"{name}\", alpha = {} }}", number(alpha)),
        _ => format!("\"{name}\""),
    }
}

/// The shortest that reads back as `value`, as a TOML float.
pub(super) fn number(value: f64) -> String {
    format!("{value:?}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn vector(vector: &Vector) -> String {
    list(vector.iter().map(|entry| number(*entry)))
}

fn matrix(matrix: &Matrix) -> String {
    let rows = matrix.row_iter();
    let rows = rows.map(|row| list(row.iter().map(|entry| number(*entry))));
    format!("[{}]", rows.collect::<Vec<_>>().join(",\n     "))
}
