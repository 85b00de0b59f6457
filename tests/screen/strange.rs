//! Long names, wide letters, single units, and numbers that are none.

use std::fmt::Write as _;

use gradwalk::session::Session;
use gradwalk::theme::Role;

use crate::networks::{built_in, parsed};
use crate::screen::{ASCII, DARK, behind, draw, session, symbols};
use crate::typing::type_keys;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 60)];

/// Each step of the walk, in each mode, at each size; what holds of every screen holds here too.
fn walk_through(name: &str, source: &str) {
    let opened = parsed(name, source);
    for stride in ["", "s"] {
        let mut session = session(&opened);
        type_keys(&mut session, &format!("{stride} p"));
        for place in 0..=session.walk().last() {
            for size in SIZES {
                hold(
                    &session,
                    size,
                    &format!("{name}, {stride:?}, step {}", place + 1),
                );
                type_keys(&mut session, "Enter");
                draw(&session, DARK, size);
                type_keys(&mut session, "Esc");
            }
            type_keys(&mut session, "→");
        }
    }
}

fn hold(session: &Session, size: (u16, u16), name: &str) {
    let buffer = draw(session, DARK, size);
    let screen = symbols(&buffer);
    let first = screen.lines().next().unwrap_or_default();
    let step = format!(
        "step {} of {}",
        session.place() + 1,
        session.walk().steps().len()
    );
    assert!(first.contains(&step), "{name}, {size:?}: {first:?}");
    assert!(first.contains("∇ₓ"), "{name}, {size:?}: {first:?}");
    let selected = behind(&buffer, DARK, Role::Selected);
    // On the smallest screen the sum may leave no room for the matrices.
    let least = usize::from(size.1 >= 24);
    assert!(
        (least..=1).contains(&selected.len()),
        "{name}, {size:?}: {selected:?}\n{screen}"
    );
}

#[test]
fn long_and_wide_names_leave_room_for_the_rest() {
    for (title, input) in [
        (
            "a very long title ".repeat(20),
            "a very long name indeed, and longer",
        ),
        (
            "深度网络".repeat(30),
            "萼片长度以及宽度以及长度以及宽度以及长度",
        ),
    ] {
        let source = format!(
            "title = '{title}'\ninputs = ['{input}', 'b']\noutputs = ['{input}', 'c']\nactivation = 'tanh'\n\
             x = [1, 2]\ny = [0, 1]\n[[layer]]\nW = [[1, 2], [3, -4]]\nb = [0, 1]\n\
             [[layer]]\nW = [[1, 2], [3, 4]]\nb = [0, 1]\n"
        );
        walk_through("names", &source);
    }
}

#[test]
fn layers_of_one_unit_are_drawn() {
    let layer = "[[layer]]\nW = [[0.5]]\nb = [0.25]\nnorm = 'layer'\n[[layer]]\nW = [[-2]]\nb = [0]\nresidual = true\n";
    walk_through(
        "single",
        &format!("activation = 'gelu'\nx = [1]\ny = [0]\n{}", layer.repeat(3)),
    );
}

#[test]
fn numbers_beyond_the_doubles_are_drawn() {
    let huge = "[[layer]]\nactivation = 'identity'\nW = [[1e200, 0], [0, 1e200], [1e200, 1e200]]\nb = [0, 0, 0]\n\
                [[layer]]\nactivation = 'tanh'\nW = [[1, 2, 3], [4, 5, 6]]\nb = [0, 0]\n";
    walk_through(
        "overflow",
        &format!("x = [1e200, -1e200]\ny = [0, 0]\n{huge}"),
    );
    let tiny = "activation = 'sigmoid'\nx = [1e-320, 1e308]\ny = [1]\n[[layer]]\nW = [[1e-300, -1e-5]]\nb = [0]\n";
    walk_through("underflow", tiny);
}

#[test]
fn wide_and_deep_networks_are_drawn() {
    let mut source = "activation = 'silu'\n".to_owned();
    let row = |units: usize| vec!["0.015625"; units].join(", ");
    let _ = write!(source, "x = [{}]\ny = [0]\n", row(100));
    for (units, inputs) in [(120, 100), (1, 120), (40, 1), (1, 40)] {
        let weights = vec![format!("[{}]", row(inputs)); units].join(",\n");
        let _ = write!(source, "[[layer]]\nW = [{weights}]\nb = [{}]\n", row(units));
    }
    walk_through("wide", &source);
}

#[test]
fn what_the_numbers_give_reason_to_say_is_seen_on_the_screen_it_is_made_for() {
    for (name, keys, words) in [
        (
            "dead-relu",
            "→ → → → →",
            "1 of 3 units is inactive: σ′ = 0 lets nothing back.",
        ),
        ("dead-relu", "→ → → → → →", "2 of 4 units are inactive"),
        ("saturated", "→ → → →", "2 of 2 units are saturated"),
    ] {
        let mut session = session(&built_in(name));
        type_keys(&mut session, keys);
        let screen = symbols(&draw(&session, DARK, (80, 24)));
        assert!(screen.contains(words), "{name}\n{screen}");
    }
}

#[test]
fn on_the_smallest_screen_nothing_is_written_over_something_else() {
    let text = "activation = 'identity'\nx = [1e200]\ny = [0]\n[[layer]]\nW = [[1e200]]\nb = [0]\n\
                [[layer]]\nW = [[1]]\nb = [0]\n";
    for look in [DARK, ASCII] {
        let mut session = session(&parsed("overflow", text));
        type_keys(&mut session, "o G");
        let screen = symbols(&draw(&session, look, (60, 16)));
        let line = |words: &str| {
            screen
                .lines()
                .find(|line| line.contains(words))
                .unwrap_or_default()
        };
        assert!(
            line("not finite since step 2: ").contains(": where from"),
            "{screen}"
        );
        let first = screen.lines().next().unwrap_or_default();
        let whole = look
            .script
            .write(&gradwalk::page::loss_convention(session.trace()));
        assert!(
            first.contains(&format!("{whole} ")) || !first.contains("C ="),
            "{first}"
        );
        assert!(first.contains("step 6 of 6"), "{first}");
    }
}
