//! The table of all numbers: what is in it and in which order, and what a search finds.

use std::collections::BTreeSet;

use gradwalk::engine::{Entry, Quantity, Stride, Walk};
use gradwalk::page::{Captions, Numbers, Numeral, SEARCHED_VALUES, TableLine};

use crate::networks::{Opened, all_built_in, built_in, golden, parsed};

fn table(opened: &Opened, place: usize, filter: &str) -> Numbers {
    let walk = Walk::new(opened.trace.network(), Stride::Operation, true);
    let place = place.min(walk.last());
    Numbers::at(&opened.trace, &opened.captions, (&walk, place), (filter, 4))
}

/// All that is known in the end, as far as `filter` finds it.
fn found(opened: &Opened, filter: &str) -> Vec<Entry> {
    let table = table(opened, usize::MAX, filter);
    (0..table.rows())
        .filter_map(|row| table.entry(row))
        .collect()
}

fn quantities(opened: &Opened, filter: &str) -> Vec<Quantity> {
    let found: BTreeSet<Quantity> = found(opened, filter).iter().map(|it| it.quantity).collect();
    found.into_iter().collect()
}

#[test]
fn every_number_is_in_it_once_and_none_before_its_time() {
    for opened in all_built_in().into_iter().chain([golden("residual-norm")]) {
        let network = opened.trace.network();
        let walk = Walk::new(network, Stride::Operation, true);
        let mut before: Vec<Entry> = Vec::new();
        for (place, step) in walk.steps().iter().enumerate() {
            let table = table(&opened, place, "");
            let entries: Vec<Entry> = (0..table.rows())
                .filter_map(|row| table.entry(row))
                .collect();
            for (row, entry) in entries.iter().enumerate() {
                assert!(entry.value(&opened.trace).is_some(), "{entry:?}");
                assert!(entry.quantity.moment(network) <= step.moment(), "{entry:?}");
                assert_eq!(table.row_of(*entry), row);
            }
            let different: BTreeSet<&Entry> = entries.iter().collect();
            assert_eq!(
                (different.len(), table.entries()),
                (table.rows(), table.rows())
            );
            // What a step makes comes at the end, and nothing that was there moves.
            assert!(entries.starts_with(&before), "{step:?}");
            assert!(place == 0 || entries.len() > before.len(), "{step:?}");
            before = entries;
        }
    }
}

#[test]
fn what_the_file_gives_comes_first_and_the_rest_in_the_order_of_the_walk() {
    let opened = built_in("default");
    let table = table(&opened, usize::MAX, "");
    let groups: Vec<_> = table.groups().collect();
    let given = groups.iter().take_while(|group| group.is_given()).count();
    assert_eq!(groups[0].quantity, Quantity::A(1));
    assert_eq!(groups[1].quantity, Quantity::Target);
    let made = &groups[given..];
    assert!(made.iter().all(|group| !group.is_given()));
    assert!(made.is_sorted_by_key(|group| group.place));
    assert_eq!(
        made.last().expect("some").quantity,
        Quantity::BiasGradient(4)
    );
}

#[test]
fn lines_are_the_rows_with_a_heading_over_each_quantity() {
    let opened = built_in("layer-norm");
    for filter in ["", "z", "w2_1", "0."] {
        let table = table(&opened, usize::MAX, filter);
        let mut next = 0;
        for line in 0..table.lines() {
            match table.line(line).expect("the line is there") {
                TableLine::Heading(group) => assert!(group.found > 0),
                TableLine::Row(group, row, entry) => {
                    assert_eq!((row, table.line_of(row)), (next, line));
                    assert_eq!(table.entry(row), Some(entry));
                    assert_eq!(group.quantity, entry.quantity);
                    next += 1;
                }
            }
        }
        assert_eq!(next, table.rows(), "{filter}");
        assert_eq!(table.line(table.lines()), None);
    }
}

#[test]
fn a_quantity_is_found_by_all_of_its_common_names() {
    let opened = built_in("default");
    for (names, quantity) in [
        ("z3 z[3] Z3 z⁽³⁾ z^{[3]}", Quantity::Z(3)),
        (
            "δ3 delta3 d[3] d3 DELTA3 δ⁽³⁾ \\delta^{[3]}",
            Quantity::Delta(3),
        ),
        ("W2 w2 w[2] W⁽²⁾ weights2", Quantity::Weights(2)),
        ("b4 bias4 b[4] b⁽⁴⁾", Quantity::Bias(4)),
        ("x a1 a[1] a⁽¹⁾ input", Quantity::A(1)),
        ("y target", Quantity::Target),
        (
            "sigma'3 σ′(z⁽³⁾) s'(z[3]) sigma'(z3) sigma_prime_z3",
            Quantity::SigmaPrime(3),
        ),
        ("∇ₓ ∇ grad_x nabla ∂a⁽⁴⁾₁/∂x da[4]_1/dx", Quantity::G(1)),
        ("g3 g[3] pullback3", Quantity::G(3)),
        (
            "dW2 grad_W2 ∂a⁽⁴⁾₁/∂w⁽²⁾ da[4]_1/dw[2]",
            Quantity::WeightGradient(2),
        ),
    ] {
        for name in names.split_whitespace() {
            assert_eq!(quantities(&opened, name), [quantity], "{name}");
        }
    }
    let layers = [
        Quantity::Weights(2),
        Quantity::Weights(3),
        Quantity::Weights(4),
    ];
    for name in ["w", "W", "weights", "wei"] {
        assert_eq!(quantities(&opened, name), layers, "{name}");
    }
    for name in ["grad", "gradient"] {
        assert_eq!(quantities(&opened, name).len(), 7, "{name}");
    }
    assert_eq!(quantities(&opened, "sigma'").len(), 3);
    for nothing in ["z30", "z1", "qq", "w2_99", "x_0", "z3_1,1,1"] {
        assert_eq!(found(&opened, nothing), [], "{nothing}");
    }
}

#[test]
fn an_entry_is_found_by_its_index() {
    let opened = built_in("default");
    let w = |row, column| Entry::at(Quantity::Weights(2), row, column);
    for name in ["w2_12", "w[2]_1,2", "W⁽²⁾₁₂"] {
        assert_eq!(found(&opened, name), [w(0, 1)], "{name}");
    }
    assert_eq!(found(&opened, "w2_2"), [w(1, 0), w(1, 1)]);
    assert_eq!(found(&opened, "w2_2,"), [w(1, 0), w(1, 1)]);
    assert_eq!(found(&opened, "z3_2"), [Entry::of(Quantity::Z(3), 1)]);
    for name in ["x_2", "x2", "x₂", "a1_2"] {
        assert_eq!(
            found(&opened, name),
            [Entry::of(Quantity::A(1), 1)],
            "{name}"
        );
    }
    assert_eq!(found(&opened, "∂a⁽⁴⁾₁/∂x₂"), [Entry::of(Quantity::G(1), 1)]);
    // Rows and columns of two digits: 12 may be row 12, or row 1 and column 2.
    let wide = golden("digits-shape");
    let both = found(&wide, "w2_12");
    assert!(
        both.contains(&w(0, 1)) && both.contains(&w(11, 0)),
        "{both:?}"
    );
    assert_eq!(found(&wide, "w2_10,12"), [w(9, 11)]);
}

const NAMED: &str = "activation = 'identity'\ninputs = ['sepal length', 'Petal width']\n\
    x = [0.241, -0.1]\n[[layer]]\nW = [[0.5, -0.24], [1e-300, 3]]\nb = [0, 0.5]\n";

#[test]
fn a_number_is_found_by_its_component_and_by_its_written_value() {
    let opened = parsed("named", NAMED);
    let x = |row| Entry::of(Quantity::A(1), row);
    let gradient = |row| Entry::of(Quantity::G(1), row);
    assert_eq!(found(&opened, "SEPAL"), [x(0), gradient(0)]);
    assert_eq!(found(&opened, "petal width x"), [x(1)]);
    assert_eq!(found(&opened, "petal length"), []);
    assert_eq!(found(&opened, "0.24 x"), [x(0)]);
    assert_eq!(
        found(&opened, "w2 0.24"),
        [Entry::at(Quantity::Weights(2), 0, 1)]
    );
    assert_eq!(found(&opened, "w2 −0.24"), found(&opened, "w2 -0.24"));
    assert_eq!(
        found(&opened, "w 1e-300"),
        [Entry::at(Quantity::Weights(2), 1, 0)]
    );
    assert_eq!(found(&opened, "w2 +0.24"), found(&opened, "w2 0.24"));
    // As it is written with the digits that are shown, and with all of them.
    let opened = built_in("default");
    for entry in [
        Entry::of(Quantity::Delta(3), 1),
        Entry::of(Quantity::Z(2), 0),
    ] {
        let value = entry.value(&opened.trace).expect("it is there");
        for numeral in [Numeral::significant(value, 4), Numeral::shortest(value)] {
            assert!(
                found(&opened, numeral.as_str()).contains(&entry),
                "{numeral:?}"
            );
        }
    }
}

#[test]
fn what_is_not_finite_is_found_by_name() {
    let source = "activation = 'identity'\nx = [1e300, 1e300]\n[[layer]]\n\
        W = [[1e300, 1], [1e300, -1e300]]\nb = [0, 0]\n";
    let opened = parsed("overflow", source);
    assert!(found(&opened, "nan").contains(&Entry::of(Quantity::Z(2), 1)));
    assert!(found(&opened, "inf").contains(&Entry::of(Quantity::Z(2), 0)));
    assert!(found(&opened, "∞ z").contains(&Entry::of(Quantity::Z(2), 0)));
}

/// One layer of that many units over that many.
fn wide(rows: usize, columns: usize) -> Opened {
    let row = format!("[{}]", vec!["0.5"; columns].join(","));
    let w = vec![row; rows].join(",");
    let (x, b) = (vec!["0.25"; columns].join(","), vec!["0.5"; rows].join(","));
    parsed(
        "wide",
        &format!("activation = 'tanh'\nx = [{x}]\n[[layer]]\nW = [{w}]\nb = [{b}]\n"),
    )
}

#[test]
fn of_too_many_values_some_are_searched_the_small_quantities_first() {
    let opened = wide(220, 200);
    let table = table(&opened, usize::MAX, "0.25");
    let (searched, all) = table.searched().expect("that was too much");
    assert_eq!(searched, SEARCHED_VALUES);
    assert_eq!(all, table.entries());
    assert!(
        (0..table.rows()).any(|row| { table.entry(row) == Some(Entry::of(Quantity::A(1), 199)) })
    );
    // Names are no values: all of them are searched.
    let by_name = self::table(&opened, usize::MAX, "w2");
    assert_eq!((by_name.rows(), by_name.searched()), (44_000, None));
    assert_eq!(found(&opened, "w2_220,200 0.5").len(), 1);
}

#[test]
fn what_is_not_shown_stands_for_the_next_that_is() {
    let opened = built_in("default");
    let table = table(&opened, usize::MAX, "z3");
    let at = |quantity, row| table.row_of(Entry::of(quantity, row));
    assert_eq!(at(Quantity::Z(3), 1), 1);
    assert_eq!(at(Quantity::A(1), 0), 0);
    assert_eq!(at(Quantity::Delta(2), 1), 0);
    // An entry of a larger network, read before.
    assert_eq!(at(Quantity::Z(3), 99), 2);
    assert_eq!(at(Quantity::Z(9), 0), 2);
    let none = self::table(&opened, usize::MAX, "nothing");
    assert_eq!(
        (none.row_of(Entry::of(Quantity::Z(3), 0)), none.rows()),
        (0, 0)
    );
    assert_eq!((none.entry(0), none.line(0)), (None, None));
    assert_eq!((none.next_quantity(0), none.previous_quantity(0)), (0, 0));
}

#[test]
fn a_table_without_names_needs_none() {
    let opened = built_in("default");
    let walk = Walk::new(opened.trace.network(), Stride::Layer, false);
    let captions = Captions::default();
    let table = Numbers::at(&opened.trace, &captions, (&walk, 0), ("", 4));
    // x, y, and all of W and b.
    assert_eq!(table.rows(), 2 + 1 + (4 + 2) + (6 + 3) + (3 + 1));
}
