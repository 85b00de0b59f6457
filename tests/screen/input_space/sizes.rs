//! Pictures of all sizes, looks and numbers.

use gradwalk::session::Session;
use gradwalk::view::Look;
use ratatui::buffer::Buffer;

use super::{COLOURLESS, SIXTEEN, image, iris, linear, opened, settle};
use crate::networks::{built_in, golden};
use crate::screen::{ASCII, DARK, PRIMARY, draw, session, symbols};
use crate::typing::type_keys;

/// The panels that there are, each in some states.
fn states() -> Vec<Session> {
    let mut states = Vec::new();
    for (opened, keys) in [
        (built_in("default"), "→ f"),
        (built_in("higham"), "o c f"),
        (built_in("saturated"), ""),
        (built_in("dead-relu"), "- f"),
        (built_in("hagan"), "→"),
        (built_in("exploding"), "→"),
        (iris(), "Tab → f"),
        (golden("digits-shape"), "Tab →"),
        (golden("deep-30"), ""),
        (image(8, 8), "→ ↓"),
        (image(28, 28), "↓ → →"),
        (image(1, 64), "→"),
        (image(300, 2), "↓"),
        (image(2, 2), "t → ↑"),
        (image(1, 1), "t →"),
        (linear(&[1e308, -1e308], &[1e308, 1e-320]), "→ ↓ f"),
        (linear(&[f64::MIN_POSITIVE, 0.0], &[0.0, 0.0]), "→ f"),
    ] {
        let mut session = session(&opened);
        type_keys(&mut session, &format!("i {keys}"));
        states.push(session.clone());
        settle(&mut session);
        states.push(session);
    }
    states
}

#[test]
fn every_picture_is_drawn_at_every_size_before_it_is_found_and_after() {
    for mut state in states() {
        for size in [(60, 16), (61, 17), (80, 24), (120, 36)] {
            for look in [DARK, ASCII, COLOURLESS, SIXTEEN] {
                assert_framed(&draw(&state, look, size), look);
            }
        }
        for size in [(200, 60), (500, 200)] {
            assert_framed(&draw(&state, DARK, size), DARK);
        }
        // As it is once the session knows the screen: what was found for another one stays until then.
        for size in [(61, 17), (120, 36)] {
            state.resize(size.0, size.1);
            assert_framed(&draw(&state, DARK, size), DARK);
            let is_small = state.trace().network().depth() < 6;
            if is_small {
                settle(&mut state);
            }
            assert_framed(&draw(&state, DARK, size), DARK);
        }
    }
}

/// Nothing but the frame is where the frame is.
fn assert_framed(buffer: &Buffer, look: Look) {
    let side = look.glyph("│", "|");
    let (right, bottom) = (buffer.area.width - 1, buffer.area.height - 2);
    for y in 3..bottom {
        for x in [0, right] {
            assert_eq!(buffer[(x, y)].symbol(), side, "{}", symbols(buffer));
        }
    }
    let line = |y: u16| {
        (1..right)
            .map(|x| buffer[(x, y)].symbol())
            .collect::<String>()
    };
    let corner = look.glyph("─", "-");
    // What is edited is said on the border.
    assert!(
        line(bottom).starts_with(corner) && line(bottom).ends_with(corner),
        "{}",
        symbols(buffer)
    );
}

#[test]
fn without_colour_and_in_ascii_the_shape_is_told_by_characters() {
    for state in states() {
        let ascii = symbols(&draw(&state, ASCII, PRIMARY));
        assert!(ascii.is_ascii(), "{ascii}");
        for look in [COLOURLESS, SIXTEEN] {
            let buffer = draw(&state, look, PRIMARY);
            assert!(!symbols(&buffer).contains('▀'), "{}", symbols(&buffer));
        }
    }
    let session = opened(&linear(&[1.0, 0.0], &[0.5, 0.5]), "");
    for (look, ramp, contour, arrow) in [
        (COLOURLESS, "░▒▓█", "⡇⢸", "⣀⠉"),
        (ASCII, ".:=+*#%@", "o", "->"),
    ] {
        let picture = symbols(&draw(&session, look, PRIMARY));
        // A line of the picture where there is nothing but the ramp and the contour.
        let line = picture.lines().nth(4).expect("it is there");
        let line: String = line.chars().skip(8).take(43).collect();
        let place = |one: char| line.find(one).expect("each level is there");
        let places: Vec<_> = ramp.chars().map(place).collect();
        assert!(places.is_sorted(), "{line}");
        assert!(line.chars().any(|one| contour.contains(one)), "{line}");
        assert!(picture.chars().any(|one| arrow.contains(one)), "{picture}");
    }
}
