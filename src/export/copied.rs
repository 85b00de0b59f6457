//! One matrix or vector, to be pasted elsewhere: plain text, Markdown, LaTeX, NumPy.

use std::fmt::Write as _;

use crate::engine::{Quantity, Trace, Value, ordinal};
use crate::page::{Form, Math, Numeral, Operator, Script, symbol};

/// The most numbers that are copied at once; a clipboard is no file.
pub const LARGEST: usize = 100_000;

/// The most columns that LaTeX's matrices have.
const LATEX_COLUMNS: usize = 10;

/// `quantity` of `trace` in `form`: as text and for NumPy with the shortest digits that read back as the same numbers,
/// in Markdown and LaTeX with `digits` digits. `None` if that walk has no such quantity, and above [`LARGEST`] numbers.
pub fn copied(trace: &Trace, quantity: Quantity, form: Form, digits: usize) -> Option<String> {
    let value = quantity.value(trace)?;
    if value.rows().saturating_mul(value.columns()) > LARGEST {
        return None;
    }
    let math = symbol(trace, quantity);
    let shown = |number| Numeral::significant(number, digits);
    Some(match form {
        Form::Text => text(&value),
        Form::Markdown => markdown(&value, &Script::Unicode.write(&math), shown),
        Form::Latex => latex(&value, math, shown),
        Form::NumPy => numpy(&value, &variable(trace, quantity)),
    })
}

/// The rows of `value`, each the texts of its entries between `separator`s.
fn rows<'a>(
    value: &'a Value<'_>,
    separator: &'a str,
    write: impl Fn(f64) -> String + 'a,
) -> impl Iterator<Item = String> + 'a {
    (0..value.rows()).map(move |row| {
        let columns = 0..value.columns();
        let texts = columns.map(|column| write(value.entry(row, column)));
        texts.collect::<Vec<_>>().join(separator)
    })
}

fn text(value: &Value<'_>) -> String {
    let write = |number| Numeral::shortest(number).as_str().to_owned();
    rows(value, " ", write).map(|row| row + "\n").collect()
}

fn markdown(value: &Value<'_>, name: &str, shown: impl Fn(f64) -> Numeral) -> String {
    let columns = value.columns();
    let indices: Vec<String> = (0..columns).map(|at| ordinal(at).to_string()).collect();
    let mut table = format!("| {name} | {} |\n", indices.join(" | "));
    table.push_str(&"|---:".repeat(columns + 1));
    table.push_str("|\n");
    let write = |number| shown(number).as_str().to_owned();
    for (at, row) in rows(value, " | ", write).enumerate() {
        let _ = writeln!(table, "| {} | {row} |", ordinal(at));
    }
    table
}

fn latex(value: &Value<'_>, name: Math, shown: impl Fn(f64) -> Numeral) -> String {
    let write = |number| Script::Latex.number(&shown(number));
    let body: Vec<String> = rows(value, " & ", write).collect();
    let body = body.join(" \\\\\n");
    let name = Script::Latex.write(&name.with(Operator::Equals, Math::Row(vec![])));
    let columns = value.columns();
    if columns > LATEX_COLUMNS {
        let align = "r".repeat(columns);
        return format!(
            "{name}\\left[\\begin{{array}}{{{align}}}\n{body}\n\\end{{array}}\\right]\n"
        );
    }
    format!("{name}\\begin{{bmatrix}}\n{body}\n\\end{{bmatrix}}\n")
}

fn numpy(value: &Value<'_>, name: &str) -> String {
    let write = |number: f64| {
        if number.is_nan() {
            "np.nan".to_owned()
        } else if number.is_infinite() {
            let sign = if number > 0.0 { "" } else { "-" };
            format!("{sign}np.inf")
        } else {
            Numeral::shortest(number).as_str().to_owned()
        }
    };
    let rows: Vec<String> = rows(value, ", ", write).collect();
    if value.is_vector() {
        return format!("{name} = np.array([{}])\n", rows.join(", "));
    }
    let start = format!("{name} = np.array([");
    let between = format!("],\n{}[", " ".repeat(start.len()));
    format!("{start}[{}]])\n", rows.join(&between))
}

/// What Python calls `quantity`: `W2`, `delta3`, `sigma_prime_z3`, `grad_x`.
fn variable(trace: &Trace, quantity: Quantity) -> String {
    // σ is taken of u where there is a norm.
    let argument = |l| {
        let norm = trace.network().layer(l).norm.as_ref();
        norm.map_or('z', |_| 'u')
    };
    match quantity {
        Quantity::Weights(l) => format!("W{l}"),
        Quantity::Bias(l) => format!("b{l}"),
        Quantity::Gamma(l) => format!("gamma{l}"),
        Quantity::Beta(l) => format!("beta{l}"),
        Quantity::Target => "y".to_owned(),
        Quantity::Product(l) => format!("Wa{l}"),
        Quantity::Z(l) => format!("z{l}"),
        Quantity::U(l) => format!("u{l}"),
        Quantity::Standard(l) => format!("z_hat{l}"),
        Quantity::Sigma(l) => format!("sigma_{}{l}", argument(l)),
        Quantity::A(1) => "x".to_owned(),
        Quantity::A(l) => format!("a{l}"),
        Quantity::SigmaPrime(l) => format!("sigma_prime_{}{l}", argument(l)),
        Quantity::G(1) => "grad_x".to_owned(),
        Quantity::G(l) => format!("g{l}"),
        Quantity::T(l) => format!("t{l}"),
        Quantity::Delta(l) => format!("delta{l}"),
        Quantity::WeightGradient(l) => format!("grad_W{l}"),
        Quantity::BiasGradient(l) => format!("grad_b{l}"),
    }
}
