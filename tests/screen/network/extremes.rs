//! Every size, and networks that are as wide, as deep and as strange as they come.

use std::sync::Arc;

use gradwalk::engine::{Activation, Layer, Matrix, Network, Objective, Trace, Vector};
use gradwalk::page::Captions;
use gradwalk::view::Screen;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::drawn;
use crate::networks::{Opened, built_in, golden, parsed};
use crate::screen::{ASCII, DARK, draw, symbols};
use crate::typing::type_keys;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 60)];

/// A network of these sizes, its weights and inputs made by their index.
fn made(sizes: &[usize], weight: impl Fn(usize) -> f64) -> Opened {
    let layer = |pair: &[usize]| {
        let weights = Matrix::from_fn(pair[1], pair[0], |j, k| weight(j * pair[0] + k));
        Layer::new(weights, Vector::zeros(pair[1]), Activation::Identity)
    };
    let layers = sizes.windows(2).map(layer).collect();
    let network = Arc::new(Network::new(layers).expect("the shapes fit"));
    let x = Vector::from_fn(sizes[0], |k, _| weight(k));
    let objective = Objective::Output { component: 0 };
    Opened {
        name: format!("{} layers", sizes.len()),
        trace: Trace::record(network, x, None, objective).expect("it fits"),
        captions: Captions::default(),
    }
}

/// Some steps of it at every size, in both scripts; layers that are folded are counted.
fn hold(opened: &Opened) {
    let depth = opened.trace.network().depth();
    for keys in ["", "→", "> l j", "> → j j j", "G", "G l l k"] {
        let session = drawn(opened, keys);
        for look in [DARK, ASCII] {
            // The largest once is enough.
            for &size in &SIZES[..if look == DARK { 4 } else { 2 }] {
                let screen = symbols(&draw(&session, look, size));
                assert!(look == DARK || screen.is_ascii(), "{screen}");
                let heading = screen.lines().nth(3).unwrap_or_default();
                let dot = if look == DARK { " · " } else { " - " };
                let words: Vec<&str> = heading.split_whitespace().collect();
                let layers = words
                    .windows(2)
                    .filter(|pair| format!(" {} ", pair[1]) == dot);
                let gap = |word: &&str| {
                    let count = word.trim_matches(|it| it == '…' || it == '.');
                    (count.len() < word.len()).then(|| count.parse::<usize>().ok())?
                };
                let folded: usize = words.iter().filter_map(gap).sum();
                assert_eq!(layers.count() + folded, depth, "{size:?}, {keys}\n{screen}");
            }
        }
    }
}

#[test]
fn single_units_deep_chains_and_wide_layers_are_drawn() {
    let wave = |at: usize| ((at * 7919) % 1000) as f64 / 500.0 - 1.0;
    hold(&made(&[1, 1], wave));
    hold(&made(&[1, 1, 1, 1, 1], wave));
    hold(&made(&[2; 100], wave));
    hold(&made(&[1000, 1000, 3], wave));
    hold(&made(&[1, 1000, 1], wave));
}

#[test]
fn numbers_of_every_size_and_none_at_all_are_drawn() {
    let sizes = [3, 4, 5, 2];
    for number in [
        0.0,
        -0.0,
        1.0,
        -0.25,
        1e300,
        -1e300,
        1e-300,
        5e-324,
        f64::NAN,
    ] {
        hold(&made(&sizes, |_| number));
    }
    for number in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e308, 1e-308] {
        hold(&made(&sizes, |at| if at % 3 == 1 { number } else { 0.5 }));
    }
    hold(&made(&[40, 40, 2], |at| {
        10.0_f64.powi((at % 600) as i32 - 300)
    }));
}

#[test]
fn it_stays_inside_its_place_at_every_size() {
    let look = DARK;
    for (opened, keys) in [
        (golden("digits-shape"), "→ →"),
        (golden("deep-30"), "4 0 Enter j"),
        (golden("one-layer"), "G"),
        (golden("mixed"), "> → l"),
    ] {
        let session = drawn(&opened, keys);
        let sizes = (60..=200)
            .step_by(20)
            .flat_map(|w| (16..=60).step_by(11).map(move |h| (w, h)));
        for (width, height) in sizes {
            let whole = Rect::new(0, 0, width + 6, height + 4);
            let area = Rect::new(3, 2, width, height);
            let mut buffer = Buffer::filled(whole, Cell::new("X"));
            let session = &session;
            Screen { session, look }.render(area, &mut buffer);
            for position in whole.positions().filter(|at| !area.contains(*at)) {
                assert_eq!(
                    buffer[position].symbol(),
                    "X",
                    "{width}x{height} {position}"
                );
            }
        }
    }
}

#[test]
fn ascii_is_ascii_on_every_step() {
    let opened = ["mixed", "residual-norm"].map(golden);
    for opened in opened.into_iter().chain([built_in("higham")]) {
        let mut session = drawn(&opened, "s p");
        for _ in 0..=session.walk().last() {
            let screen = symbols(&draw(&session, ASCII, (120, 36)));
            assert!(screen.is_ascii(), "{screen}");
            let screen = screen.replace("? help", "").replace("x? ", "");
            assert!(!screen.contains('?'), "{screen}");
            type_keys(&mut session, "→ j");
        }
    }
}

#[test]
fn a_number_beside_the_drawing_is_never_cut_into_another() {
    for opened in [parsed("deep", &deep_chain()), built_in("default")] {
        let gradient = opened.trace.backward().input_gradient()[0];
        for size in [(60, 16), (70, 20), (80, 24), (100, 30), (120, 36)] {
            let text = symbols(&draw(&drawn(&opened, "G"), DARK, size));
            let told = text.lines().rev().find_map(|line| {
                let after = line.split_once("│ ∇ₓ a").or(line.split_once(" ∇ₓ a"))?.1;
                let number = after.split_whitespace().nth(1)?.replace('−', "-");
                number.parse::<f64>().ok()
            });
            let told = told.unwrap_or_else(|| panic!("no gradient:\n{text}"));
            assert!(
                (told / gradient - 1.0).abs() < 0.1,
                "{told} {gradient}\n{text}"
            );
            for word in text.split(|one: char| !"+−0123456789.e".contains(one)) {
                let is_number = word.starts_with(['+', '−']) && word.len() > 1;
                let is_whole = !word.ends_with(['e', '−']);
                assert!(!is_number || is_whole, "{word:?}\n{text}");
            }
        }
    }
}

/// Sixty layers whose gradient vanishes: ∇ₓ is far below what a short number holds.
fn deep_chain() -> String {
    let layer = "[[layer]]\nW = [[0.61, 0.2, 0.1], [0.3, -0.5, 0.2], [0.1, 0.2, 0.4]]\nb = [0.1, 0.2, 0.3]\n";
    format!(
        "activation = 'tanh'\nx = [0.1, 0.2, 0.3]\n{}",
        layer.repeat(60)
    )
}
