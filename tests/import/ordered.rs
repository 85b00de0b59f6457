//! The order of layers whose names do not give it, and what is said of it.

use crate::listed::{chain_of, layers};

fn remarks(list: &str) -> String {
    chain_of(list).remarks.join("\n")
}

#[test]
fn shapes_order_what_names_do_not() {
    let list =
        "zeta.weight 5x9, zeta.bias 5, alpha.weight 2x7, alpha.bias 2, mid.weight 7x5, mid.bias 7";
    assert_eq!(
        layers(list),
        "zeta.weight + zeta.bias, mid.weight + mid.bias, alpha.weight + alpha.bias"
    );
    assert_eq!(
        remarks(list),
        "the layers do not chain in the order of their names; shapes leave one order, which was taken"
    );
    // Layers of one shape stay in the order of their names.
    let list = "a10.weight 4x4, a2.weight 4x4, b.weight 4x9, a1.weight 1x4";
    assert_eq!(
        layers(list),
        "b.weight + 0, a2.weight + 0, a10.weight + 0, a1.weight + 0"
    );
}

#[test]
fn where_several_orders_fit_the_names_or_else_the_file_decide() {
    let square = "fc10.weight 4x4, fc2.weight 4x4, fc1.weight 4x4";
    assert_eq!(
        layers(square),
        "fc1.weight + 0, fc2.weight + 0, fc10.weight + 0"
    );
    assert_eq!(remarks(square), "");
    let in_file = "q.weight 7x9, p.weight 7x7, o.weight 5x7, n.weight 7x5, m.weight 2x7";
    assert_eq!(
        layers(in_file),
        "q.weight + 0, p.weight + 0, o.weight + 0, n.weight + 0, m.weight + 0"
    );
    assert_eq!(
        remarks(in_file),
        "the layers do not chain in the order of their names, but in that of the file, which was taken"
    );
}

#[test]
fn what_only_the_alphabet_ordered_is_said() {
    assert_eq!(
        remarks("one.weight 4x4, two.weight 4x4, three.weight 4x4"),
        "`one.weight` and `three.weight` have one shape: only their names say which comes first"
    );
}

#[test]
fn a_weight_read_against_the_habit_of_its_name_is_said() {
    assert_eq!(
        remarks("a.weight 9x5, b.weight 5x2, b.bias 2"),
        "`a.weight` fits only as n_in × n_out and was taken so, and so was 1 more"
    );
    assert_eq!(
        remarks("dense/kernel 3x4, dense/bias 3"),
        "`dense/kernel` fits only as n_out × n_in and was taken so"
    );
    assert_eq!(
        remarks("W1 4x4, b1 4"),
        "`W1` is square, so that nothing shows which way it is kept: it was taken as n_out × n_in (transpose = true takes it the other way)"
    );
}

#[test]
fn a_bias_that_its_name_gives_to_nobody_goes_by_its_length() {
    for (list, expected) in [
        (
            "weights/h1 4x3, weights/out 3x2, biases/b1 3, biases/out 2",
            "weights/h1ᵀ + biases/b1, weights/outᵀ + biases/out",
        ),
        ("Wxh 3x4, bh 3, Why 2x3, by 2", "Wxh + bh, Why + by"),
        (
            "arr_0 4x3, arr_1 3x2, arr_2 2",
            "arr_0ᵀ + 0, arr_1ᵀ + arr_2",
        ),
    ] {
        assert_eq!(layers(list), expected, "{list}");
        assert!(
            remarks(list).contains("by their lengths, not by their names"),
            "{list}"
        );
    }
}
