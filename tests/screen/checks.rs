//! The checks on the screen: the badge of a step, and the table.

use gradwalk::engine::{Objective, Quantity, Row, Step, Verdict, check};
use gradwalk::page::{Badge, Script, Standing, agreement_in_brief, symbol, verdict};
use gradwalk::session::{Action, Ask, Change, Mode, Session, Size};
use gradwalk::theme::Depth;
use gradwalk::view::Look;
use ratatui::style::Color;

use crate::jobs::{KINK, work, worked};
use crate::networks::{all_built_in, built_in, golden, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, draw, session, shown, symbols};
use crate::typing::type_keys;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 60)];

fn has_badge(screen: &str) -> bool {
    ["✓ dual", "≈ dual", "✗ dual"]
        .iter()
        .any(|it| screen.contains(it))
}

/// The last gradient that a step makes.
fn made(session: &Session) -> Option<Quantity> {
    let layer = |l| Some(Quantity::Delta(l));
    match session.step() {
        Step::Input | Step::Forward(..) => None,
        Step::Backward(l, _) => layer(l),
        Step::InputGradient => Some(Quantity::G(1)),
        Step::ParameterGradients(l) => Some(Quantity::WeightGradient(l)),
    }
}

#[test]
fn the_badge_says_of_each_step_what_the_check_says() {
    for opened in all_built_in() {
        let report = check(&opened.trace);
        let mut session = worked(&opened, "p");
        assert_eq!(session.check(), Some(&report), "{}", opened.name);
        for objective in ["", "o"] {
            type_keys(&mut session, objective);
            work(&mut session);
            type_keys(&mut session, "Home");
            for _ in 0..session.walk().steps().len() {
                let scalar = session.trace().objective();
                let screen = symbols(&draw(&session, DARK, (120, 36)));
                let quantity = made(&session);
                let is_it = |row: &&Row| (Some(row.quantity), row.objective) == (quantity, scalar);
                match report.rows.iter().find(is_it) {
                    Some(row) => {
                        let badge = Badge::of(row).write(Script::Unicode);
                        let name = symbol(session.trace(), row.quantity);
                        let name = Script::Unicode.write(&name);
                        let of = format!("{}, {name}: {badge}\n{screen}", opened.name);
                        assert!(screen.contains(&badge), "{of}");
                    }
                    None => assert!(!has_badge(&screen), "{screen}"),
                }
                type_keys(&mut session, "→");
            }
        }
    }
}

#[test]
fn forward_steps_and_steps_that_are_not_checked_yet_have_no_badge() {
    let opened = built_in("default");
    let mut session = session(&opened);
    type_keys(&mut session, "→ → → → →");
    assert!(!has_badge(&shown(&session)));
    work(&mut session);
    assert!(shown(&session).contains("✓ dual"));
    type_keys(&mut session, "Home →");
    assert!(!has_badge(&shown(&session)));
}

#[test]
fn a_step_back_is_the_same_picture() {
    let mut session = worked(&built_in("higham"), "s p Home");
    let mut pictures = Vec::new();
    for _ in 0..session.walk().steps().len() {
        let picture = draw(&session, DARK, PRIMARY);
        assert!(picture == draw(&session, DARK, PRIMARY));
        pictures.push(picture);
        type_keys(&mut session, "→");
    }
    type_keys(&mut session, "End");
    while let Some(picture) = pictures.pop() {
        assert!(draw(&session, DARK, PRIMARY) == picture);
        type_keys(&mut session, "←");
    }
}

#[test]
fn a_badge_has_words_for_whatever_a_check_says() {
    let at_kink = worked(&parsed("kink", KINK), "End");
    let screen = shown(&at_kink);
    assert!(
        screen.contains("✓ dual 0 · differences say nothing: at a kink"),
        "{screen}"
    );
    let ascii = symbols(&draw(&at_kink, ASCII, PRIMARY));
    assert!(
        ascii.contains("ok dual 0, differences say nothing: at a kink"),
        "{ascii}"
    );
    let mut row = at_kink.check().expect("it is checked").rows[0].clone();
    row.dual.verdict = Verdict::Fails;
    assert_eq!(Badge::of(&row).standing, Standing::Fails);
    assert!(Badge::of(&row).write(Script::Unicode).contains("FAILS"));
    row.dual.verdict = row.difference.verdict;
    let silent = Badge::of(&row);
    assert_eq!(silent.standing, Standing::Silent);
    assert_eq!(
        silent.write(Script::Unicode),
        "≈ dual says nothing: at a kink"
    );
}

#[test]
fn the_provenance_of_a_gradient_has_the_badge_too() {
    let session = worked(&built_in("default"), "End Enter");
    assert_eq!(session.mode(), Mode::Provenance);
    let row = session.check_of(Quantity::G(1)).expect("it is checked");
    assert!(shown(&session).contains(&Badge::of(row).write(Script::Unicode)));
}

#[test]
fn the_table_has_the_rows_of_the_objective_and_the_verdict_of_all() {
    for opened in all_built_in().iter().chain([&parsed("kink", KINK)]) {
        let report = check(&opened.trace);
        for keys in ["v", "v o"] {
            let session = worked(opened, keys);
            let screen = symbols(&draw(&session, DARK, (120, 60)));
            assert!(screen.contains(&verdict(&report)), "{screen}");
            let objective = session.trace().objective();
            if objective == Objective::Sum {
                continue;
            }
            let rows = report.rows.iter().filter(|row| row.objective == objective);
            for row in rows {
                let name = Script::Unicode.write(&symbol(session.trace(), row.quantity));
                let name = format!("{name} ");
                let line = screen
                    .lines()
                    .find(|line| line.contains(&name) && line.contains("entr"));
                let line = line.unwrap_or_else(|| panic!("{name}\n{screen}"));
                for agreement in [&row.dual, &row.difference] {
                    let words = Script::Unicode.digits(&agreement_in_brief(agreement));
                    assert!(line.contains(&words), "{words}: {line}");
                }
            }
        }
    }
}

#[test]
fn the_table_grows_row_by_row_and_the_sum_has_none() {
    let mut session = session(&built_in("higham"));
    type_keys(&mut session, "v");
    assert!(shown(&session).contains("0 of 30 rows computed"));
    let job = session.wanted().expect("the checks are wanted");
    let mut found = Vec::new();
    job.run(&mut || true, &mut |it| found.push(it));
    for it in found.drain(..7) {
        session.found(job.ticket(), it);
    }
    let screen = shown(&session);
    assert!(
        screen.contains("7 of 30 rows computed; so far: agrees"),
        "{screen}"
    );
    assert!(
        screen.contains("not computed yet") == screen.contains("▶ ∇ₓ a⁽⁴⁾₁  ·"),
        "{screen}"
    );
    work(&mut session);
    assert!(shown(&session).contains("all 30 rows, 2 components and the loss: agrees"));
    type_keys(&mut session, "o o");
    assert!(shown(&session).contains("The sum is not checked by itself"));
}

#[test]
fn another_objective_needs_no_new_checks_and_an_edit_does() {
    let mut session = worked(&built_in("higham"), "");
    assert!(session.is_done(&Ask::Checks));
    type_keys(&mut session, "o c o");
    assert!(session.is_done(&Ask::Checks) && session.wanted().is_none());
    type_keys(&mut session, "e ↑ Enter");
    assert!(session.check().is_none() && session.wanted().is_some());
    work(&mut session);
    assert_eq!(session.check(), Some(&check(session.trace())));
}

#[test]
fn a_job_that_is_not_wanted_any_more_stops_soon() {
    let mut session = session(&golden("digits-shape"));
    type_keys(&mut session, "v");
    let job = session.wanted().expect("the checks are wanted");
    let (mut asked, mut told) = (0, 0);
    let mut keep_on = || {
        asked += 1;
        asked <= 3
    };
    job.run(&mut keep_on, &mut |_| told += 1);
    assert_eq!((asked, told), (5, 0));
}

#[test]
fn a_large_network_is_let_go_before_it_is_edited() {
    let rows = |count: usize, row: &str| vec![row; count].join(", ");
    let row = format!("[{}]", rows(150, "0.01"));
    let large = format!(
        "activation = 'tanh'\nx = [{}]\ny = [0]\n[[layer]]\nW = [{}]\nb = [{}]\n[[layer]]\nW = [{row}]\nb = [0]\n",
        rows(150, "1"),
        rows(150, &row),
        rows(150, "0"),
    );
    let mut large = session(&parsed("large", &large));
    let mut small = session(&built_in("default"));
    type_keys(&mut large, "e");
    type_keys(&mut small, "e");
    let nudge = Action::Nudge(Change::More, Size::Small);
    for action in [
        nudge,
        Action::Undo,
        Action::Redo,
        Action::Descend,
        Action::Leave,
    ] {
        assert!(large.needs_alone(action), "{action:?}");
        assert!(!small.needs_alone(action), "{action:?}");
    }
    type_keys(&mut large, "Esc o G");
    assert!(!large.needs_alone(Action::Next) && !large.needs_alone(Action::Leave));
    type_keys(&mut large, "→");
    assert!(large.needs_alone(Action::Next));
    // What takes a pass is computed aside.
    assert_eq!(large.outlook().after, None);
    work(&mut large);
    assert!(large.outlook().after < Some(large.outlook().before));
}

#[test]
fn every_size_of_every_kind_is_drawn() {
    let huge = "x = [1e200, -1e200]\ny = [0, 0]\n\
                [[layer]]\nactivation = 'identity'\nW = [[1e200, 0], [0, 1e200], [1e200, 1e200]]\nb = [0, 0, 0]\n\
                [[layer]]\nactivation = 'tanh'\nW = [[1, 2, 3], [4, 5, 6]]\nb = [0, 0]\n";
    let zero = "activation = 'sigmoid'\nx = [0]\ny = [0]\n[[layer]]\nW = [[0]]\nb = [0]\n";
    let mut networks = vec![
        parsed("huge", huge),
        parsed("zero", zero),
        parsed("kink", KINK),
    ];
    networks.extend(["one-layer", "scalar-chain"].map(golden));
    for opened in networks {
        let mut session = worked(&opened, "");
        for keys in ["v", "j j j j", "Enter", "l l", "o", "o", "Enter"] {
            type_keys(&mut session, keys);
            for is_worked in [false, true] {
                if is_worked {
                    work(&mut session);
                }
                for (size, look) in SIZES.into_iter().zip([DARK, ASCII, DARK, ASCII]) {
                    let screen = symbols(&draw(&session, look, size));
                    assert!(!screen.contains('?'), "{}\n{screen}", opened.name);
                }
            }
        }
    }
}

#[test]
fn where_nothing_is_truncated_no_truncation_is_named() {
    for (name, is_straight) in [("dead-relu", true), ("default", false)] {
        let mut session = worked(&built_in(name), "v Enter");
        work(&mut session);
        for look in [DARK, ASCII] {
            let screen = symbols(&draw(&session, look, PRIMARY));
            assert_eq!(
                screen.contains("nothing is truncated"),
                is_straight,
                "{screen}"
            );
            assert_eq!(screen.contains("truncation h"), !is_straight, "{screen}");
        }
    }
}

#[test]
fn without_colour_the_marks_and_words_remain() {
    let look = Look {
        depth: Depth::None,
        ..DARK
    };
    for (keys, marks) in [
        ("v", vec!["▶ ∇ₓ", "agrees"]),
        ("v Enter", vec!["●", "◆", "┊"]),
        ("End", vec!["✓ dual"]),
    ] {
        let session = worked(&built_in("default"), keys);
        let buffer = draw(&session, look, PRIMARY);
        let coloured = buffer.content().iter().find(|cell| cell.fg != Color::Reset);
        assert_eq!(coloured, None, "{keys}");
        let screen = symbols(&buffer);
        assert!(marks.iter().all(|mark| screen.contains(mark)), "{screen}");
    }
}
