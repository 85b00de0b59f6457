//! The first entry of a walk of which something is true, in the order in which the walk makes its quantities.

use std::cmp::Ordering;

use super::{Entry, Network, Quantity, Trace, Vector, quantity::Value};

/// What a walk through `network` computes, in the order of the operation stride and down to ∇ₓ; x, W, b, γ, β and y are
/// given, and the parameter gradients repeat what is there. A quantity that the walk lacks has no value.
pub fn computed(network: &Network) -> impl Iterator<Item = Quantity> {
    let up = |l| {
        [
            Quantity::Product(l),
            Quantity::Z(l),
            Quantity::U(l),
            Quantity::Sigma(l),
            Quantity::A(l),
        ]
    };
    let down = |l| {
        [
            Quantity::SigmaPrime(l),
            Quantity::G(l),
            Quantity::T(l),
            Quantity::Delta(l),
        ]
    };
    let layers = network.layers();
    layers
        .clone()
        .flat_map(up)
        .chain(layers.rev().flat_map(down))
        .chain([Quantity::G(1)])
}

/// The first entries of a walk that are NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct NotFinite {
    /// Of x, or of what is [`computed`] from it.
    walk: Option<Entry>,
    /// The same, but NaN.
    nan: Option<Entry>,
    /// Of ∂/∂W, where all the others are finite.
    gradient: Option<Entry>,
}

impl NotFinite {
    /// Those of `trace`, which takes a look at all its vectors.
    pub fn of(trace: &Trace) -> Self {
        let network = trace.network();
        let first = |quantity: Quantity| trace.non_finite(quantity).next();
        let walk = || [Quantity::A(1)].into_iter().chain(computed(network));
        let mut gradients = network.layers().map(Quantity::WeightGradient);
        let Some(found) = walk().find_map(first) else {
            return Self {
                gradient: gradients.find_map(first),
                ..Self::default()
            };
        };
        let is_nan = |entry: &Entry| entry.value(trace).is_some_and(f64::is_nan);
        Self {
            walk: Some(found),
            nan: walk().find_map(|quantity| trace.non_finite(quantity).find(is_nan)),
            gradient: None,
        }
    }
}

impl Trace {
    /// The first entry that is NaN or infinite: of x, or of what is [`computed`] from it.
    pub const fn first_non_finite(&self) -> Option<Entry> {
        self.not_finite.walk
    }

    /// The first entry that is NaN, of the same; an infinity may have come before it.
    pub const fn first_nan(&self) -> Option<Entry> {
        self.not_finite.nan
    }

    /// The first entry of ∂/∂W that is, where no other number of the walk is.
    pub const fn first_non_finite_gradient(&self) -> Option<Entry> {
        self.not_finite.gradient
    }

    /// The entries of a computed `quantity` that are NaN or infinite, row by row.
    pub fn non_finite(&self, quantity: Quantity) -> impl Iterator<Item = Entry> + '_ {
        // The entries of an outer product are many, and mostly it takes a look at its vectors to know that all is well.
        let value = quantity.value(self).filter(|value| !is_finite(value));
        value.into_iter().flat_map(move |value| {
            let row = move |row| {
                let columns = (0..value.columns()).map(move |column| (row, column));
                columns.filter(move |&(row, column)| !value.entry(row, column).is_finite())
            };
            let entries = (0..value.rows()).flat_map(row);
            entries.map(move |(row, column)| Entry::at(quantity, row, column))
        })
    }

    /// The first entry of what is [`computed`] that is another number in `other`; a NaN is like any other NaN, −0 like
    /// 0. `None` if there is none, and if the two walks have not the same widths and norms.
    pub fn first_difference(&self, other: &Self) -> Option<Entry> {
        if !has_shape_of(self.network(), other.network()) {
            return None;
        }
        computed(self.network()).find_map(|quantity| {
            let (value, others) = (quantity.value(self)?, quantity.value(other)?);
            first_row(&value, |&row| {
                is_another(value.entry(row, 0), others.entry(row, 0))
            })
            .map(|row| Entry::of(quantity, row))
        })
    }
}

/// Whether all entries are known to be finite.
fn is_finite(value: &Value<'_>) -> bool {
    let all = |vector: &Vector| vector.iter().all(|entry| entry.is_finite());
    match value {
        Value::Matrix(..) => false,
        Value::Vector(vector) => all(vector),
        Value::Outer(down, across) => {
            all(down) && all(across) && (down.amax() * across.amax()).is_finite()
        }
    }
}

fn first_row(value: &Value<'_>, is_it: impl FnMut(&usize) -> bool) -> Option<usize> {
    (0..value.rows()).find(is_it)
}

fn is_another(a: f64, b: f64) -> bool {
    a.partial_cmp(&b) != Some(Ordering::Equal) && !(a.is_nan() && b.is_nan())
}

fn has_shape_of(network: &Network, other: &Network) -> bool {
    let norms = |network: &Network| -> Vec<bool> {
        let layers = network.layers();
        layers.map(|l| network.layer(l).norm.is_some()).collect()
    };
    network.sizes() == other.sizes() && norms(network) == norms(other)
}
