//! Where an entry goes, against a textbook walk in which the entry is moved and each formula read once.

use std::collections::BTreeSet;

use gradwalk::engine::{
    Activation, Entry, LayerNorm, Objective, Quantity, Trace, Use, UsePart, uses,
};

use crate::{
    fixtures::{Shape, layer, random_walk, walk},
    goldens,
    textbook::Textbook,
};

/// The entries that a use names.
fn entries(trace: &Trace, used: Use) -> Vec<Entry> {
    let value = used.quantity.value(trace).expect("the walk has it");
    let (rows, columns) = (value.rows(), value.columns());
    let places = (0..rows).flat_map(|j| (0..columns).map(move |k| (j, k)));
    let is_meant = |&(j, k): &(usize, usize)| match used.part {
        UsePart::Whole => true,
        UsePart::Row(row) => j == row,
        UsePart::Column(column) => k == column,
        UsePart::Entry(row, column) => (j, k) == (row, column),
    };
    let meant: Vec<_> = places
        .filter(is_meant)
        .map(|(j, k)| Entry::at(used.quantity, j, k))
        .collect();
    assert!(!meant.is_empty(), "{used:?} names nothing");
    meant
}

fn named(trace: &Trace, entry: Entry) -> BTreeSet<Entry> {
    let uses = uses(trace, entry);
    let named: Vec<_> = uses.iter().flat_map(|used| entries(trace, *used)).collect();
    let set: BTreeSet<_> = named.iter().copied().collect();
    assert_eq!(set.len(), named.len(), "{entry:?} is used twice");
    set
}

fn under_every_objective(trace: &Trace) -> Vec<Trace> {
    [
        Objective::Output { component: 0 },
        Objective::Sum,
        Objective::Loss,
    ]
    .into_iter()
    .filter_map(|objective| trace.with_objective(objective).ok())
    .collect()
}

/// What reads `entry` by the formulas as the textbook has them, and by u = γ(z − μ)/s + β, as the pages write it.
fn readers(book: &Textbook<'_>, trace: &Trace, entry: Entry) -> BTreeSet<Entry> {
    let mut readers: BTreeSet<_> = book.readers(entry, 0.25).into_iter().collect();
    if let Quantity::Z(l) = entry.quantity
        && let Some(u) = Quantity::U(l).value(trace)
    {
        readers.extend((0..u.rows()).map(|j| Entry::of(Quantity::U(l), j)));
    }
    readers
}

fn random(norms: [bool; 3], residuals: [bool; 3], seed: u64) -> Trace {
    let layers = [3, 4, 3].into_iter().zip(norms.into_iter().zip(residuals));
    let shapes: Vec<_> = layers
        .map(|(units, (norm, residual))| Shape {
            units,
            activation: Activation::Gelu,
            norm,
            residual,
        })
        .collect();
    random_walk(4, &shapes, seed)
}

/// Smooth walks of random numbers, in which no move is without effect by chance: each with norms and residuals or not.
fn generic() -> Vec<Trace> {
    let (yes, no) = ([true; 3], [false; 3]);
    let mixed = [true, false, true];
    [
        (no, no),
        (yes, no),
        (no, yes),
        (yes, yes),
        (mixed, [false, true, true]),
    ]
    .into_iter()
    .map(|(norms, residuals)| random(norms, residuals, 7))
    .collect()
}

#[test]
fn the_uses_of_an_entry_are_what_reads_it_no_more_and_no_less() {
    let walks = generic();
    let walks = walks.iter().flat_map(under_every_objective);
    // Under one component the seed's zeros keep what reads δ⁽ᴸ⁾ from moving.
    for trace in walks.filter(|trace| !matches!(trace.objective(), Objective::Output { .. })) {
        let book = Textbook::new(&trace);
        for entry in book.entries() {
            let (found, expected) = (named(&trace, entry), readers(&book, &trace, entry));
            assert_eq!(found, expected, "{entry:?} under {:?}", trace.objective());
        }
    }
}

#[test]
fn whatever_an_entry_moves_it_moves_through_its_uses() {
    // Dead units and norms of one or two units read less than they might, and never more.
    let mut narrow = layer(&[[0.7, 0.2]], &[0.2], Activation::Tanh);
    narrow.norm = Some(LayerNorm::standard(1));
    let mut walks = generic();
    walks.push(walk(vec![narrow], &[0.3, -0.6], Some(&[0.5])));
    walks.extend(["default", "layer-norm", "dead-relu", "xor"].map(goldens::built_in));
    walks.extend(["mixed", "residual-norm"].map(goldens::golden));
    for trace in walks.iter().flat_map(under_every_objective) {
        let book = Textbook::new(&trace);
        for entry in book.entries() {
            let (found, read) = (named(&trace, entry), book.readers(entry, 0.25));
            let forgotten: Vec<_> = read.iter().filter(|it| !found.contains(it)).collect();
            assert!(forgotten.is_empty(), "{entry:?}: {forgotten:?}");
        }
    }
}

#[test]
fn no_use_is_earlier_than_its_entry_and_they_come_in_the_order_of_the_walk() {
    for trace in generic().iter().flat_map(under_every_objective) {
        let network = trace.network();
        for entry in Textbook::new(&trace).entries() {
            let uses = uses(&trace, entry);
            let moments: Vec<_> = uses
                .iter()
                .map(|used| used.quantity.moment(network))
                .collect();
            assert!(moments.is_sorted(), "{entry:?}: {uses:?}");
            let own = entry.quantity.moment(network);
            assert!(
                moments.iter().all(|moment| own <= *moment),
                "{entry:?}: {uses:?}"
            );
        }
    }
}

#[test]
fn a_weight_is_read_going_forward_and_going_back() {
    let trace = goldens::built_in("default");
    let weight = Entry::at(Quantity::Weights(3), 2, 1);
    let expected = [
        (Quantity::Product(3), UsePart::Entry(2, 0)),
        (Quantity::G(2), UsePart::Entry(1, 0)),
    ];
    let expected = expected.map(|(quantity, part)| Use { quantity, part });
    assert_eq!(uses(&trace, weight), expected);
}

#[test]
fn an_entry_that_is_not_there_and_one_at_the_end_have_no_use() {
    let trace = goldens::built_in("default");
    for entry in [
        Entry::of(Quantity::G(1), 0),
        Entry::at(Quantity::WeightGradient(2), 0, 1),
        Entry::of(Quantity::BiasGradient(2), 0),
        Entry::of(Quantity::Target, 0),
        Entry::of(Quantity::A(4), 0),
        Entry::of(Quantity::T(2), 0),
        Entry::of(Quantity::A(9), 0),
        Entry::of(Quantity::A(1), 7),
    ] {
        assert_eq!(uses(&trace, entry), [], "{entry:?}");
    }
    let loss = trace
        .with_objective(Objective::Loss)
        .expect("there is a target");
    let seed = Use {
        quantity: Quantity::G(4),
        part: UsePart::Entry(0, 0),
    };
    assert_eq!(uses(&loss, Entry::of(Quantity::Target, 0)), [seed]);
    assert_eq!(uses(&loss, Entry::of(Quantity::A(4), 0)), [seed]);
}
