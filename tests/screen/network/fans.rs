//! The selected unit's edges: their numbers, their order, and how many are folded.

use gradwalk::engine::Quantity;
use gradwalk::page::Fan;

use super::{drawn, rows};
use crate::networks::{built_in, golden};
use crate::screen::{ASCII, DARK, draw, symbols};

#[test]
fn the_edges_of_a_unit_add_up_to_the_numbers_of_the_walk() {
    for name in ["digits-shape", "mixed", "deep-30", "paper-shape"] {
        let opened = golden(name);
        let (trace, network) = (&opened.trace, opened.trace.network());
        let sum = |fan: &Fan| fan.edges.iter().map(|edge| edge.carried).sum::<f64>();
        let near = |sum: f64, number: f64| (sum - number).abs() <= 1e-12 * (1.0 + number.abs());
        for l in network.layers() {
            for unit in 0..network.units(l) {
                let fan = Fan::into(trace, l, unit, usize::MAX);
                let product = trace.forward().layer(l).product[unit];
                assert!(near(sum(&fan), product), "{name}, {l}, {unit}");
                assert_eq!((fan.edges.len(), fan.folded), (network.units(l - 1), 0));
            }
            for unit in 0..network.units(l - 1) {
                if l > 2 && network.layer(l).residual {
                    continue;
                }
                let fan = Fan::out_of(trace, l - 1, unit, usize::MAX, false);
                assert!(
                    near(sum(&fan), trace.backward().g(l - 1)[unit]),
                    "{name}, {l}, {unit}"
                );
            }
        }
    }
}

#[test]
fn the_largest_come_first_and_the_others_are_counted() {
    let opened = golden("digits-shape");
    let all = Fan::into(&opened.trace, 2, 3, usize::MAX);
    for most in [0, 1, 5, 63, 64, 65] {
        let fan = Fan::into(&opened.trace, 2, 3, most);
        assert_eq!(fan.edges, all.edges[..most.min(64)]);
        assert_eq!(fan.edges.len() + fan.folded, 64);
    }
    let sizes: Vec<f64> = all.edges.iter().map(|edge| edge.carried.abs()).collect();
    assert!(sizes.is_sorted_by(|one, other| one >= other));
    let by_weight = Fan::out_of(&opened.trace, 2, 0, usize::MAX, true);
    let sizes: Vec<f64> = by_weight
        .edges
        .iter()
        .map(|edge| edge.weight.abs())
        .collect();
    assert!(sizes.is_sorted_by(|one, other| one >= other));
}

#[test]
fn the_numbers_of_a_unit_and_of_its_edges_are_on_the_screen() {
    // Worked by hand in the engine's tests: δ⁽³⁾₂ of the default network.
    let opened = built_in("default");
    let session = drawn(&opened, "6 Enter j");
    let screen = symbols(&draw(&session, ASCII, (80, 24)));
    let trace = &opened.trace;
    let value = |quantity: Quantity| quantity.value(trace).expect("it has it").entry(1, 0);
    for quantity in [Quantity::Z(3), Quantity::A(3), Quantity::Delta(3)] {
        let digits = format!("{:.4}", value(quantity));
        let digits = digits.trim_end_matches('0');
        assert!(
            screen.contains(&digits[..digits.len() - 1]),
            "{digits}\n{screen}"
        );
    }
    let (w, delta) = (
        trace.network().layer(4).weights[(0, 1)],
        trace.backward().layer(4).delta[0],
    );
    assert!(screen.contains(&format!("{w}")), "{screen}");
    assert!(screen.contains(&format!("{:.2}", w * delta)), "{screen}");
}

#[test]
fn what_is_folded_is_counted_and_adds_up() {
    let opened = golden("digits-shape");
    for size in [(60, 16), (80, 24), (120, 36), (200, 60)] {
        for keys in [
            "",
            "Ctrl-d",
            "Ctrl-d Ctrl-d k k",
            "→ j j j",
            "G Ctrl-d Ctrl-d",
        ] {
            let session = drawn(&opened, keys);
            let buffer = draw(&session, DARK, size);
            let x = (0..size.0).find(|x| buffer[(*x, 3)].symbol() == "1");
            let x = x.expect("layer 1 is drawn");
            let (mut shown, mut folded) = (0, 0);
            for y in rows(&buffer) {
                let text: String = (x..x + 10).map(|x| buffer[(x, y)].symbol()).collect();
                shown += usize::from(text.starts_with(['●', '◉', '○']));
                let digits: String = text
                    .chars()
                    .skip(1)
                    .take_while(char::is_ascii_digit)
                    .collect();
                if text.starts_with(['+', '↑', '↓']) {
                    folded += digits.parse::<usize>().expect("a count");
                }
            }
            assert_eq!(shown + folded, 64, "{size:?}, {keys}\n{}", symbols(&buffer));
        }
    }
}
