//! The plane: contour, arrow and field, and what is said where there are none.

use gradwalk::engine::Objective;
use gradwalk::session::Session;
use gradwalk::theme::THEMES;
use gradwalk::view::Look;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::{COLOURLESS, dots, linear, opened, screen, settle, spread, typed, x};
use crate::networks::{built_in, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, draw, session, symbols};
use crate::typing::type_keys;

/// The cell that shows x.
fn place_of_x(buffer: &Buffer) -> (f64, f64) {
    let last = buffer.area.width - 28;
    let mut cells = buffer.area.positions().filter(|at| at.x < last && at.y > 1);
    let at = cells
        .find(|at| buffer[*at].symbol() == "◉")
        .expect("x is shown");
    (2.0 * f64::from(at.x) + 1.0, 4.0 * f64::from(at.y) + 2.0)
}

/// The difference between two axes, in degrees: at most a right angle.
fn between(one: f64, other: f64) -> f64 {
    let turn = (one - other).to_degrees().rem_euclid(180.0);
    turn.min(180.0 - turn)
}

#[test]
fn the_arrow_is_at_right_angles_to_the_contour_and_points_uphill() {
    for (name, keys) in [
        ("default", ""),
        ("default", "→ ↓ ↓"),
        ("higham", "+"),
        ("higham", "→ → + +"),
        ("higham", "c ↓ ↓ +"),
        ("xor", "← ← ↓"),
        ("xor", "← ← ← ← ← ← ←"),
    ] {
        for size in [PRIMARY, (120, 36), (200, 60)] {
            let mut session = session(&built_in(name));
            session.resize(size.0, size.1);
            typed(&mut session, &format!("i {keys}"));
            let buffer = draw(&session, DARK, size);
            let picture = symbols(&buffer);
            let x = place_of_x(&buffer);
            let near = |dot: &(f64, f64)| (dot.0 - x.0).hypot(dot.1 - x.1) < 14.0;
            let is_bold = |modifier: Modifier| modifier.contains(Modifier::BOLD);
            let arrow = dots(&buffer, is_bold);
            let contour = dots(&buffer, |modifier| !is_bold(modifier));
            let contour: Vec<_> = contour.into_iter().filter(near).collect();
            assert!(
                arrow.len() > 20 && contour.len() > 8,
                "{name}, {keys}\n{picture}"
            );
            let right = between(spread(&arrow), spread(&contour));
            assert!(
                right > 82.0,
                "{name}, {keys:?}, {size:?}: {right}°\n{picture}"
            );
            // From x the dots of the arrow go where the gradient says, upwards on the screen being less.
            let gradient = session.trace().backward().input_gradient();
            let mean = |part: fn(&(f64, f64)) -> f64| {
                arrow.iter().map(part).sum::<f64>() / arrow.len() as f64
            };
            let towards = (mean(|dot| dot.0) - x.0, mean(|dot| dot.1) - x.1);
            let (along, length) = (
                towards.0 * gradient[0] - towards.1 * gradient[1],
                towards.0.hypot(towards.1) * gradient[0].hypot(gradient[1]),
            );
            assert!(
                along > 0.98 * length,
                "{name}, {keys:?}, {size:?}\n{picture}"
            );
        }
    }
}

#[test]
fn without_a_gradient_there_is_no_arrow_and_it_says_so() {
    let session = opened(&built_in("xor"), &"↓ ".repeat(10));
    assert_eq!(x(&session), [1.0, 0.0]);
    let gradient = session.trace().backward().input_gradient();
    assert!(gradient.iter().all(|part| *part == 0.0));
    let picture = screen(&session);
    assert!(picture.contains("no arrow"), "{picture}");
    let flat = opened(&linear(&[0.0, 0.0], &[1.0, 2.0]), "");
    let picture = screen(&flat);
    assert!(
        picture.contains("flat: the same") && picture.contains("no arrow"),
        "{picture}"
    );
    let buffer = draw(&flat, DARK, PRIMARY);
    assert!(dots(&buffer, |_| true).is_empty(), "{picture}");
}

#[test]
fn what_is_not_finite_is_marked_and_said() {
    // Infinite beyond |x₁| = 1, and NaN beyond both.
    let overflow = parsed(
        "overflow",
        "activation = 'identity'\nx = [0.5, 0.5]\n[[layer]]\nW = [[1e308, 0], [-1e308, 0]]\nb = [1e308, 0]\n\
         [[layer]]\nW = [[1, 1]]\nb = [0]\n",
    );
    for look in [DARK, ASCII, COLOURLESS] {
        let session = opened(&overflow, "- -");
        let picture = symbols(&draw(&session, look, PRIMARY));
        assert!(
            picture.contains("??") && picture.contains("? not finite"),
            "{picture}"
        );
    }
    let nothing = parsed(
        "nothing",
        "activation = 'identity'\nx = [1e308, 1]\n[[layer]]\nW = [[1e200, 0]]\nb = [0]\n",
    );
    let picture = screen(&opened(&nothing, ""));
    assert!(picture.contains('∞'), "{picture}");
    screen(&opened(&nothing, "→ ← f + -"));
}

#[test]
fn the_field_shows_arrows_until_it_is_switched_off() {
    let arrows = |session: &Session| {
        let picture = screen(session);
        let body = picture
            .lines()
            .skip(3)
            .take(18)
            .map(|line| line.chars().take(50));
        body.flatten()
            .filter(|one| "←↖↑↗→↘↓↙".contains(*one))
            .count()
    };
    let mut session = opened(&linear(&[1.0, 1.0], &[0.3, 0.4]), "");
    assert_eq!(arrows(&session), 0);
    let wanted = session.wanted();
    typed(&mut session, "f");
    assert_eq!(session.wanted(), wanted);
    let shown = arrows(&session);
    assert!(shown > 10, "{}", screen(&session));
    // And the sign beside it.
    assert_eq!(screen(&session).matches('↗').count(), shown + 1);
    typed(&mut session, "f");
    assert_eq!(arrows(&session), 0);
}

#[test]
fn the_light_theme_and_every_objective_have_a_picture() {
    let light = Look {
        theme: &THEMES[1],
        ..DARK
    };
    let mut session = opened(&built_in("higham"), "");
    let mut seen = Vec::new();
    for objective in 0..3 {
        settle(&mut session);
        let text = symbols(&draw(&session, light, PRIMARY));
        assert!(!seen.contains(&text), "{objective}: {text}");
        seen.push(text);
        type_keys(&mut session, "o");
    }
    assert!(matches!(
        session.trace().objective(),
        Objective::Output { .. }
    ));
}
