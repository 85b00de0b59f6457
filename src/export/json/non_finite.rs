//! Where the document's numbers are not finite.

use serde::Serialize;

use super::Number;
use crate::engine::{Entry, Quantity, Trace, computed, ordinal};

/// The most that are listed. A walk through a large network may have millions, of which the first tell the story.
pub const LISTED: usize = 1_000;

/// A number of the walk that is not finite. `output`, `input_gradient` and `db` repeat others, and are not named
/// again.
#[derive(Serialize)]
pub struct NonFinite {
    /// The field that it is in; `u`, `t` or `seed` for what the document leaves out.
    quantity: &'static str,
    /// The layer of that field.
    #[serde(skip_serializing_if = "Option::is_none")]
    l: Option<usize>,
    /// Where it is in a vector, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<usize>,
    /// Where it is in a matrix: row and column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<[usize; 2]>,
    value: Number,
}

/// The first [`LISTED`] of them, in the order in which the walk makes them: the value of the scalar after the output,
/// those of dW last, if the document has `parameters`.
pub fn of(trace: &Trace, parameters: bool) -> Vec<NonFinite> {
    let network = trace.network();
    let gradients = network.layers().map(Quantity::WeightGradient);
    let all = [Quantity::A(1)]
        .into_iter()
        .chain(computed(network))
        .chain(gradients.filter(|_| parameters));
    let depth = network.depth();
    let value = || {
        let value = trace.value();
        (!value.is_finite()).then_some(NonFinite {
            quantity: "value",
            l: None,
            component: None,
            entry: None,
            value: Number(value),
        })
    };
    let told = all.flat_map(|quantity| {
        let field = field(quantity, depth).into_iter();
        let entries = field.flat_map(move |field| {
            let entries = trace.non_finite(quantity);
            entries.filter_map(move |entry| told(trace, field, entry))
        });
        let scalar = (quantity == Quantity::A(depth)).then(value).flatten();
        entries.chain(scalar)
    });
    told.take(LISTED).collect()
}

/// The document's field for `quantity`, and that field's layer; `None` where the document has none.
fn field(quantity: Quantity, depth: usize) -> Option<(&'static str, Option<usize>)> {
    Some(match quantity {
        Quantity::A(1) => ("input", None),
        Quantity::Z(l) => ("z", Some(l)),
        Quantity::U(l) => ("u", Some(l)),
        Quantity::A(l) => ("a", Some(l)),
        Quantity::SigmaPrime(l) => ("sigma_prime", Some(l)),
        Quantity::Delta(l) => ("delta", Some(l)),
        // g⁽ˡ⁾ stands with the layer that makes it, the one above; the seed is made by none.
        Quantity::G(l) if l == depth => ("seed", None),
        Quantity::G(l) => ("pullback", Some(l + 1)),
        Quantity::T(l) => ("t", Some(l)),
        Quantity::WeightGradient(l) => ("dW", Some(l)),
        _ => return None,
    })
}

fn told(
    trace: &Trace,
    (quantity, l): (&'static str, Option<usize>),
    entry: Entry,
) -> Option<NonFinite> {
    let (row, column) = (ordinal(entry.row), ordinal(entry.column));
    let is_matrix = matches!(entry.quantity, Quantity::WeightGradient(_));
    Some(NonFinite {
        quantity,
        l,
        component: (!is_matrix).then_some(row),
        entry: is_matrix.then_some([row, column]),
        value: Number(entry.value(trace)?),
    })
}
