//! The Jacobian on the screen: its rows, its seeds, and the row that a seed makes of all.

use gradwalk::engine::{Objective, Quantity, Trace, jacobian};
use gradwalk::page::{Jacobian, Script, symbol};
use gradwalk::session::{Message, Mode, Session};
use gradwalk::theme::Role;

use crate::jobs::work;
use crate::networks::{all_built_in, built_in, golden, parsed};
use crate::screen::{ASCII, DARK, behind, draw, session, shown, symbols};
use crate::typing::type_keys;

/// The network of that name with its Jacobian open and computed, after some keys.
fn opened(name: &str, keys: &str) -> Session {
    let mut session = session(&built_in(name));
    type_keys(&mut session, &format!("J {keys}"));
    work(&mut session);
    session
}

fn told(session: &Session) -> Jacobian<'_> {
    Jacobian {
        trace: session.trace(),
        captions: session.captions(),
        rows: session.jacobian_rows(),
        before: None,
    }
}

#[test]
fn its_rows_are_those_of_one_sweep_each() {
    for opened in all_built_in() {
        let mut session = session(&opened);
        type_keys(&mut session, "J");
        work(&mut session);
        let whole = jacobian(&opened.trace);
        assert_eq!(session.jacobian_rows().len(), whole.nrows());
        for (k, row) in session.jacobian_rows().iter().enumerate() {
            assert_eq!(row.transpose(), whole.row(k));
            let objective = Objective::Output { component: k };
            let walk = opened.trace.with_objective(objective);
            let walk = walk.expect("the output has that component");
            assert_eq!(row, walk.backward().input_gradient());
        }
    }
}

#[test]
fn the_lit_row_is_the_component_and_moving_changes_it() {
    let mut session = opened("higham", "");
    for (keys, row) in [("", 0), ("j", 1), ("j", 1), ("k", 0), ("c", 1), ("C", 0)] {
        type_keys(&mut session, keys);
        work(&mut session);
        let component = Objective::Output { component: row };
        assert_eq!(session.trace().objective(), component, "{keys}");
        assert_eq!(told(&session).lit(), Some(row));
        let buffer = draw(&session, DARK, (80, 24));
        let screen = symbols(&buffer);
        let marked = screen.lines().find(|line| line.contains('▶'));
        let marked = marked.expect("a row is marked");
        assert!(
            marked.contains(&format!("∂a⁽⁴⁾{}/∂x", ["₁", "₂"][row])),
            "{screen}"
        );
        // The two entries of the lit row: one selected, one lit.
        let (selected, lit) = (
            behind(&buffer, DARK, Role::Selected),
            behind(&buffer, DARK, Role::Lit),
        );
        assert_eq!((selected.len(), lit.len()), (1, 1), "{screen}");
        assert!(marked.contains(&selected[0]) && marked.contains(&lit[0]));
    }
}

#[test]
fn a_seed_of_the_loss_or_of_ones_makes_its_row_of_all_rows() {
    for (keys, times) in [("o", "a⁽⁴⁾ − y"), ("o o", "(1,…,1)ᵀ")] {
        let session = opened("higham", keys);
        let jacobian = told(&session);
        let (name, row) = jacobian.combined().expect("there is a combination");
        assert_eq!(jacobian.lit(), None);
        assert_eq!(row, session.trace().backward().input_gradient());
        for i in 0..row.len() {
            let terms = session.jacobian_rows().iter().enumerate();
            let term = |(k, row): (usize, &gradwalk::engine::Vector)| {
                jacobian.coefficient(k).expect("there are coefficients") * row[i]
            };
            let sum: f64 = terms.map(term).sum();
            assert!((sum - row[i]).abs() < 1e-14, "{sum} {}", row[i]);
        }
        let screen = shown(&session);
        let line = screen.lines().find(|line| line.contains(" sum  "));
        let line = line.expect("the combined row is there");
        let name = Script::Unicode.write(&name);
        assert!(line.contains(times) && line.contains(&name), "{screen}");
    }
}

#[test]
fn each_seed_says_what_it_computes() {
    for (keys, words) in [
        ("", "They differ in"),
        ("", "(W⁽²⁾)ᵀ D⁽²⁾ (W⁽³⁾)ᵀ D⁽³⁾ (W⁽⁴⁾)ᵀ D⁽⁴⁾ · seed"),
        ("o", "one sample, no 1/N"),
        (
            "o o",
            "A seed of all ones gives the gradient of the sum of the 2 outputs",
        ),
        ("o o o", "chooses one of 2 outputs"),
    ] {
        let screen = shown(&opened("higham", keys));
        assert!(screen.contains(words), "{keys}: {words}\n{screen}");
    }
    let screen = shown(&opened("default", ""));
    assert!(screen.contains("has one row"), "{screen}");
}

#[test]
fn rows_that_are_not_computed_yet_are_dots() {
    let mut session = session(&built_in("higham"));
    type_keys(&mut session, "J");
    let screen = shown(&session);
    assert!(screen.contains("0 of 2 rows computed"), "{screen}");
    let job = session.wanted().expect("the Jacobian is wanted");
    let mut found = Vec::new();
    job.run(&mut || true, &mut |it| found.push(it));
    session.found(job.ticket(), found.remove(0));
    // The same again, as of a job that was begun twice.
    let mut again = Vec::new();
    job.run(&mut || true, &mut |it| again.push(it));
    session.found(job.ticket(), again.remove(0));
    let screen = shown(&session);
    assert!(screen.contains("1 of 2 rows computed"), "{screen}");
    let line = |name: &str| screen.lines().find(|line| line.contains(name));
    assert_eq!(
        line("∂a⁽⁴⁾₁/∂x  ").map(|line| line.contains('·')),
        Some(false)
    );
    assert_eq!(
        line("∂a⁽⁴⁾₂/∂x  ").map(|line| line.contains('·')),
        Some(true)
    );
}

#[test]
fn another_objective_needs_no_new_rows_and_an_edit_does() {
    let mut session = opened("higham", "o c");
    assert_eq!(session.jacobian_rows().len(), 2);
    type_keys(&mut session, "Esc e ↑ Enter J");
    assert!(session.jacobian_rows().is_empty());
    work(&mut session);
    assert_eq!(session.jacobian_rows().len(), 2);
    assert_eq!(session.own_jacobian_rows().len(), 2);
    assert_ne!(session.own_jacobian_rows(), session.jacobian_rows());
    let screen = shown(&session);
    let stars = |name: &str| {
        let line = screen.lines().find(|line| line.contains(name));
        line.map(|line| line.matches('*').count())
    };
    assert_eq!(stars("∂a⁽⁴⁾₁/∂x  "), Some(2), "{screen}");
    assert_eq!(stars("∂a⁽⁴⁾₂/∂x  "), Some(2), "{screen}");
}

#[test]
fn enter_asks_where_the_entry_of_the_gradient_came_from_once_it_is_known() {
    let mut session = opened("higham", "l Enter");
    assert!(matches!(session.message(), Some(Message::NotYet(entry)) if entry.row == 1));
    assert_eq!(session.mode(), Mode::Jacobian);
    type_keys(&mut session, "G Enter");
    assert_eq!(session.mode(), Mode::Provenance);
    let entry = session.selected_entry().expect("a number is in question");
    assert_eq!((entry.quantity, entry.row), (Quantity::G(1), 1));
}

#[test]
fn a_large_one_is_a_window_and_says_so() {
    let mut session = session(&golden("digits-shape"));
    type_keys(&mut session, "J l l l l l l l l l l l l j j j j j");
    work(&mut session);
    for (look, dash) in [(DARK, "–"), (ASCII, "-")] {
        let screen = symbols(&draw(&session, look, (60, 16)));
        for what in ["rows", "columns"] {
            let at = screen.find(&format!("{what} ")).expect("it is said");
            let note: String = screen[at..].chars().take(24).collect();
            assert!(note.contains(dash) && note.contains(" of "), "{note}");
        }
        let name = symbol(session.trace(), Quantity::G(1)).entry(&[12]);
        assert!(screen.contains(&look.script.write(&name)), "{screen}");
    }
}

#[test]
fn every_size_of_every_kind_is_drawn() {
    let huge = "x = [1e200, -1e200]\ny = [0, 0]\n\
                [[layer]]\nactivation = 'identity'\nW = [[1e200, 0], [0, 1e200], [1e200, 1e200]]\nb = [0, 0, 0]\n\
                [[layer]]\nactivation = 'tanh'\nW = [[1, 2, 3], [4, 5, 6]]\nb = [0, 0]\n";
    let zero = "activation = 'relu'\nx = [0]\ny = [0]\n[[layer]]\nW = [[0]]\nb = [0]\n";
    let mut networks = vec![parsed("huge", huge), parsed("zero", zero)];
    networks.extend(["deep-30", "digits-shape", "one-layer", "scalar-chain"].map(golden));
    for opened in networks {
        for keys in ["J", "J o", "J o o j j l"] {
            let mut session = session(&opened);
            type_keys(&mut session, keys);
            draw(&session, DARK, (80, 24));
            work(&mut session);
            for size in [(60, 16), (80, 24), (200, 60)] {
                for look in [DARK, ASCII] {
                    let screen = symbols(&draw(&session, look, size));
                    assert!(screen.contains("the Jacobian"), "{screen}");
                    assert!(!screen.contains('?'), "{}\n{screen}", opened.name);
                }
            }
        }
    }
}

#[test]
fn a_row_is_not_that_of_another_walk() {
    let mut session = opened("higham", "");
    let trace: Trace = session.trace().clone();
    type_keys(&mut session, "Esc e ↑ Enter J");
    work(&mut session);
    assert_ne!(jacobian(session.trace()), jacobian(&trace));
    for (k, row) in session.jacobian_rows().iter().enumerate() {
        assert_eq!(row.transpose(), jacobian(session.trace()).row(k));
    }
}
