//! One input, and an input that is an image.

use gradwalk::engine::{Entry, Quantity};
use gradwalk::page::{Numeral, Script};
use gradwalk::session::Picture;

use super::{COLOURLESS, dots, image, linear, opened, screen, spread, typed, x};
use crate::networks::{built_in, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, draw};
use crate::typing::type_keys;

#[test]
fn one_input_is_a_curve_with_its_tangent() {
    let mut session = opened(&built_in("hagan"), "");
    let before = x(&session)[0];
    assert_eq!(session.picture(), Picture::Curve);
    typed(&mut session, "→ ↑ ↓");
    assert!(x(&session)[0] > before);
    let curve = session.findings().curve.as_ref().expect("it was found");
    let slope = session.trace().backward().input_gradient()[0];
    assert_eq!(Some(curve.slope), slope.into());
    let picture = screen(&session);
    for words in ["tangent, slope 0.01", "◉", "○", "x₁ p →"] {
        assert!(picture.contains(words), "{words}\n{picture}");
    }
    // A straight line is its own tangent: it goes from corner to corner.
    let line = opened(&linear(&[3.0], &[0.5]), "");
    let dots = dots(&draw(&line, DARK, PRIMARY), |_| true);
    let steep = spread(&dots).to_degrees();
    assert!(
        (-50.0..-25.0).contains(&steep),
        "{steep}\n{}",
        screen(&line)
    );
    for weights in [[0.0], [1e308], [1e-320], [-1e300]] {
        let session = opened(&linear(&weights, &[0.5]), "→ + - -");
        for look in [DARK, ASCII, COLOURLESS] {
            draw(&session, look, PRIMARY);
        }
    }
    let flat = screen(&opened(&linear(&[0.0], &[0.5]), ""));
    assert!(flat.contains("flat: the same"), "{flat}");
}

#[test]
fn an_image_and_its_gradient_stand_side_by_side() {
    let mut session = opened(&image(8, 8), "");
    assert_eq!(session.picture(), Picture::Image(8, 8));
    assert_eq!(session.wanted(), None);
    let walk = session.trace().clone();
    type_keys(&mut session, "→ → ↓");
    assert_eq!((session.pixel(), session.trace()), (10, &walk));
    let picture = screen(&session);
    let entry = |quantity| Entry::of(quantity, 10).value(&walk).expect("it is there");
    let four = |value: f64| {
        let text = Numeral::significant(value, 4);
        Script::Unicode.number(&text)
    };
    for words in [
        "row 2, column 3".to_owned(),
        format!("x₁₁ = {}", four(entry(Quantity::A(1)))),
        format!("∂x₁₁ = {}", four(entry(Quantity::G(1)))),
    ] {
        assert!(picture.contains(&words), "{words}\n{picture}");
    }
    assert_eq!(picture.matches("[]").count(), 2, "{picture}");
    // The other way to look at it: the plane, the selected pixel rightwards.
    type_keys(&mut session, "t");
    assert_eq!(session.picture(), Picture::Plane);
    assert_eq!(session.plane_frame().axes, (10, 1));
    assert!(session.wants().is_some());
    typed(&mut session, "→ t");
    assert_eq!(
        (session.picture(), session.pixel()),
        (Picture::Image(8, 8), 10)
    );
    assert!(screen(&session).contains("(was "), "{}", screen(&session));
    // The pixel cannot leave the image.
    type_keys(&mut session, &"→ ↓ ".repeat(20));
    assert_eq!(session.pixel(), 63);
    type_keys(&mut session, &"← ↑ ".repeat(20));
    assert_eq!(session.pixel(), 0);
}

#[test]
fn the_class_whose_gradient_is_shown_is_called_by_its_name() {
    let weights = [[0.5, -0.25, 1.0, -2.0], [1.0, 0.5, -0.5, 0.25]];
    let text = format!(
        "image = [2, 2]\noutputs = ['digit 0', 'digit 1']\nactivation = 'identity'\nx = [1, 2, 3, 4]\n\
         [[layer]]\nW = {weights:?}\nb = [0, 0]\n"
    );
    let mut session = opened(&parsed("classes", &text), "");
    for (keys, name) in [
        ("", "digit 0"),
        ("c", "digit 1"),
        ("c", "digit 0"),
        ("C", "digit 1"),
    ] {
        type_keys(&mut session, keys);
        let picture = screen(&session);
        assert!(picture.contains(&format!(", {name}  2x2")), "{picture}");
    }
    // Signed: the scale has two ends.
    let picture = screen(&session);
    assert!(picture.contains("−1") && picture.contains("▲"), "{picture}");
}

#[test]
fn the_pixel_that_is_marked_is_the_one_that_is_edited() {
    let mut session = opened(&image(8, 8), "↓ ↓ → → →");
    let marked = Entry::of(Quantity::A(1), 2 * 8 + 3);
    assert_eq!(session.selected_entry(), Some(marked));
    let before = x(&session);
    typed(&mut session, "e 0 . 7 5 Enter");
    let after = x(&session);
    let mut expected = before;
    expected[marked.row] = 0.75;
    assert_eq!(after, expected);
}
