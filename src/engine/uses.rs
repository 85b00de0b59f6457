//! Where an entry goes: what of later quantities is computed directly from it.

use super::{Entry, Objective, Quantity, Trace};

/// A part of a later quantity that is computed directly from an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Use {
    /// The later quantity.
    pub quantity: Quantity,
    /// What of it.
    pub part: UsePart,
}

/// A part of a quantity; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UsePart {
    /// All of its entries.
    Whole,
    /// A row of a matrix.
    Row(usize),
    /// A column of a matrix.
    Column(usize),
    /// The entry at this row and column; a vector has one column.
    Entry(usize, usize),
}

/// What is computed directly from `entry`, in the order of the walk, and of what `trace` has; nothing for an entry that
/// it has not. A norm's s, which is no quantity of its own, counts as the z⁽ˡ⁾ that it is made of.
pub fn uses(trace: &Trace, entry: Entry) -> Vec<Use> {
    if entry.value(trace).is_none() {
        return Vec::new();
    }
    let network = trace.network();
    let mut uses = listed(trace, entry);
    uses.retain(|one| one.quantity.value(trace).is_some());
    uses.sort_by_key(|one| one.quantity.moment(network));
    uses
}

/// In no order, and with what only some layers have.
fn listed(trace: &Trace, entry: Entry) -> Vec<Use> {
    use Quantity as Q;
    let (j, k) = (entry.row, entry.column);
    let network = trace.network();
    let has_norm = |l| network.layer(l).norm.is_some();
    let has_residual = |l| l <= network.depth() && network.layer(l).residual;
    let is_loss = trace.objective() == Objective::Loss;
    let whole = |quantity| of(quantity, UsePart::Whole);
    let same = |quantity| of(quantity, UsePart::Entry(j, 0));
    let gated = |l| same(if has_norm(l) { Q::T(l) } else { Q::Delta(l) });
    let through_sigma = |l| vec![same(Q::Sigma(l)), same(Q::SigmaPrime(l))];
    match entry.quantity {
        Q::A(l) => {
            let gradient = of(Q::WeightGradient(l + 1), UsePart::Column(j));
            let mut uses = vec![whole(Q::Product(l + 1)), gradient];
            uses.extend(has_residual(l + 1).then(|| same(Q::A(l + 1))));
            uses.extend((l == network.depth() && is_loss).then(|| same(Q::G(l))));
            uses
        }
        Q::Weights(l) => vec![same(Q::Product(l)), of(Q::G(l - 1), UsePart::Entry(k, 0))],
        Q::Bias(l) | Q::Product(l) => vec![same(Q::Z(l))],
        Q::Z(l) if has_norm(l) => vec![whole(Q::Standard(l)), whole(Q::U(l)), whole(Q::Delta(l))],
        Q::Z(l) | Q::U(l) => through_sigma(l),
        Q::Standard(l) => vec![same(Q::U(l)), whole(Q::Delta(l))],
        Q::Gamma(l) => vec![same(Q::U(l)), same(Q::T(l))],
        Q::Beta(l) => vec![same(Q::U(l))],
        Q::Sigma(l) => vec![same(Q::A(l))],
        Q::SigmaPrime(l) => vec![gated(l)],
        Q::G(1) | Q::WeightGradient(_) | Q::BiasGradient(_) => Vec::new(),
        Q::G(l) => {
            let mut uses = vec![gated(l)];
            uses.extend(has_residual(l).then(|| same(Q::G(l - 1))));
            uses
        }
        Q::T(l) => vec![whole(Q::Delta(l))],
        Q::Delta(l) => vec![
            whole(Q::G(l - 1)),
            of(Q::WeightGradient(l), UsePart::Row(j)),
            same(Q::BiasGradient(l)),
        ],
        Q::Target => {
            let seed = same(Q::G(network.depth()));
            is_loss.then_some(seed).into_iter().collect()
        }
    }
}

const fn of(quantity: Quantity, part: UsePart) -> Use {
    Use { quantity, part }
}
