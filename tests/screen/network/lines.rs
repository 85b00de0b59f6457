//! The lines: signs and weights without colour, the flow of a step, nothing from the future.

use std::collections::BTreeSet;

use gradwalk::engine::{BackwardPart, ForwardPart, Step};
use gradwalk::page::Script;
use gradwalk::theme::{Depth, Role};
use gradwalk::view::Look;

use super::{drawn, is_dots, rows};
use crate::future::with_another_future;
use crate::networks::{Opened, all_built_in, built_in, golden, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, draw, symbols};
use crate::typing::type_keys;

const PLAIN: Look = Look {
    depth: Depth::None,
    ..DARK
};

/// One input, units that read it with these weights.
fn star(weights: &[f64]) -> Opened {
    let row = |weight: &f64| format!("[{weight:?}]");
    let rows: Vec<String> = weights.iter().map(row).collect();
    let zeros = vec!["0"; weights.len()].join(", ");
    let rows = rows.join(", ");
    parsed(
        "star",
        &format!("x = [1]\n[[layer]]\nactivation = 'identity'\nW = [{rows}]\nb = [{zeros}]\n"),
    )
}

/// The edge of a network of one weight, as it is drawn from its input to its output.
fn edge(weight: f64, look: Look) -> String {
    let screen = symbols(&draw(&drawn(&star(&[weight]), "→"), look, PRIMARY));
    let mark = if look.script == Script::Ascii {
        '@'
    } else {
        '◉'
    };
    let row = screen.lines().find_map(|line| line.split_once("+1 "));
    let row = row.filter(|(_, rest)| rest.contains(mark));
    let row = row.or_else(|| {
        let mut lines = screen.lines().filter(|line| line.contains(mark));
        lines.find_map(|line| line.split_once("+1 "))
    });
    let (_, rest) = row.expect("x is drawn");
    let (edge, _) = rest.split_once(mark).expect("and the unit that reads it");
    edge.to_owned()
}

#[test]
fn the_sign_of_an_edge_is_told_without_colour() {
    for look in [PLAIN, ASCII] {
        let (above, below) = (edge(0.5, look), edge(-0.5, look));
        assert_ne!(above, below);
        for edge in [&above, &below] {
            assert!(edge.trim().len() > 4, "{edge:?}");
        }
        assert_eq!(edge(0.0, look).trim(), "");
    }
}

/// How many dots the edges have.
fn dots(weights: &[f64]) -> u32 {
    let buffer = draw(&drawn(&star(weights), "→"), DARK, PRIMARY);
    let mut dots = 0;
    for y in rows(&buffer) {
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if is_dots(symbol) {
                let character = symbol.chars().next().map_or(0, u32::from);
                dots += (character - 0x2800).count_ones();
            }
        }
    }
    dots
}

#[test]
fn heavier_edges_look_heavier_and_a_weight_of_zero_is_no_edge() {
    for sign in [1.0, -1.0] {
        let of = |size: f64| dots(&[sign * size, 1.0]);
        let sizes = [0.0, 1e-300, 0.5, 1.0].map(of);
        assert!(sizes.is_sorted_by(|one, other| one < other), "{sizes:?}");
    }
    // Only their sizes beside each other count.
    assert_eq!(dots(&[1e-300, 2e-300]), dots(&[1e300, 2e300]));
}

#[test]
fn in_ascii_the_signs_and_weights_are_characters() {
    let screen = |weights: &[f64]| {
        let buffer = draw(&drawn(&star(weights), "→"), ASCII, PRIMARY);
        let mut seen = BTreeSet::new();
        for y in rows(&buffer) {
            for x in 0..buffer.area.width {
                seen.extend(buffer[(x, y)].symbol().chars());
            }
        }
        seen
    };
    for (weight, character) in [
        (0.1, ':'),
        (0.5, '+'),
        (0.9, '#'),
        (-0.1, '-'),
        (-0.5, '='),
        (-0.9, '%'),
    ] {
        let seen = screen(&[weight, 1.0]);
        assert!(seen.contains(&character), "{weight}: {seen:?}");
    }
}

#[test]
fn the_flow_of_a_step_is_the_edges_that_it_multiplies() {
    let opened = built_in("higham");
    for stride in ["", "s"] {
        let mut session = drawn(&opened, &format!("{stride} p"));
        for _ in 0..=session.walk().last() {
            let page = session.page();
            let (unit, term) = (page.selection.unit, page.selection.term);
            let depth = opened.trace.network().depth();
            let used = |l: usize, from: usize, to: usize| match session.step() {
                Step::Forward(m, ForwardPart::Layer | ForwardPart::Product) => l == m && to == unit,
                Step::Backward(m, BackwardPart::Layer | BackwardPart::Pullback) => {
                    m < depth && l == m + 1 && from == unit
                }
                Step::InputGradient => l == 2 && from == unit,
                Step::ParameterGradients(m) => l == m && to == unit && from == term,
                _ => false,
            };
            let network = opened.trace.network();
            for l in network.layers() {
                for from in 0..network.units(l - 1) {
                    for to in 0..network.units(l) {
                        let flows = page.flow().is_some_and(|flow| flow.is_over(l, from, to));
                        assert_eq!(flows, used(l, from, to), "{:?}", session.step());
                    }
                }
            }
            type_keys(&mut session, "→ j");
        }
    }
}

#[test]
fn what_is_lit_lies_between_the_two_layers_of_the_flow() {
    let mut session = drawn(&built_in("default"), "s p");
    let now = DARK.style(Role::Now).fg.expect("a colour");
    for _ in 0..=session.walk().last() {
        let buffer = draw(&session, DARK, PRIMARY);
        let heading = |l: usize| {
            let text = format!("{l} ·");
            let at = |x: u16| {
                (x..x + 3)
                    .map(|x| buffer[(x, 3)].symbol())
                    .collect::<String>()
            };
            (0..70)
                .find(|x| at(*x) == text)
                .expect("all layers are drawn")
        };
        let lit: Vec<u16> = rows(&buffer)
            .flat_map(|y| (0..80).map(move |x| (x, y)))
            .filter(|at| buffer[*at].fg == now && is_dots(buffer[*at].symbol()))
            .map(|(x, _)| x)
            .collect();
        let flow = session.page().flow();
        assert_eq!(lit.is_empty(), flow.is_none(), "{:?}", session.step());
        if let Some(flow) = flow {
            let between = heading(flow.layer - 1)..heading(flow.layer);
            assert!(lit.iter().all(|x| between.contains(x)), "{lit:?}");
        }
        type_keys(&mut session, "→");
    }
}

#[test]
fn a_forward_step_is_drawn_alike_whatever_comes_later() {
    for opened in all_built_in().into_iter().chain([golden("deep-30")]) {
        let depth = opened.trace.network().depth();
        for l in (1..depth).step_by(3) {
            let keys = format!(
                "{} Enter",
                l.to_string().split("").collect::<Vec<_>>().join(" ")
            );
            let real = drawn(&opened, &keys);
            let other = drawn(&with_another_future(&opened, l + 1), &keys);
            for size in [(80, 24), (160, 40)] {
                for keys in ["", "l", "l l"] {
                    let (mut real, mut other) = (real.clone(), other.clone());
                    type_keys(&mut real, keys);
                    type_keys(&mut other, keys);
                    let (real, other) = (draw(&real, DARK, size), draw(&other, DARK, size));
                    assert!(
                        real == other,
                        "{}, {l}\n{}\n{}",
                        opened.name,
                        symbols(&real),
                        symbols(&other)
                    );
                }
            }
        }
    }
}

#[test]
fn the_headings_say_which_numbers_have_come_back_already() {
    let mut session = drawn(&built_in("default"), "");
    for (keys, headings) in [
        ("", ["a⁽¹⁾", "a⁽²⁾", "a⁽³⁾", "a⁽⁴⁾"]),
        ("5 Enter", ["a⁽¹⁾", "a⁽²⁾", "a⁽³⁾", "δ⁽⁴⁾"]),
        ("7 Enter", ["a⁽¹⁾", "δ⁽²⁾", "δ⁽³⁾", "δ⁽⁴⁾"]),
        ("8 Enter", ["∇ₓ", "δ⁽²⁾", "δ⁽³⁾", "δ⁽⁴⁾"]),
    ] {
        type_keys(&mut session, keys);
        let screen = symbols(&draw(&session, DARK, PRIMARY));
        let line = screen.lines().nth(4).unwrap_or_default();
        let words = line.split_whitespace();
        let found: Vec<&str> = words
            .filter(|word| word.starts_with(['a', 'δ', '∇']))
            .collect();
        assert_eq!(found, headings, "{line}");
    }
}
