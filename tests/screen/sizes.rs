//! Every size of screen, down to none at all.

use gradwalk::session::Session;

use crate::networks::{built_in, golden};
use crate::screen::{ASCII, DARK, draw, session, symbols};
use crate::typing::type_keys;

const LARGE: [(u16, u16); 4] = [(80, 24), (120, 36), (200, 60), (500, 200)];

/// Networks of all shapes, each in some state that keys lead to.
fn states() -> Vec<Session> {
    let mut states = Vec::new();
    for (name, keys) in [
        ("default", ""),
        ("default", "G Enter"),
        ("default", "s → → → ?"),
        ("default", "p G 1"),
        ("default", "o > > - - -"),
        ("layer-norm", "s > > + + + + + + + + + + + + + +"),
        ("layer-norm", "> > → Enter"),
        ("vanishing-residual", "> > t"),
        ("higham", "G p → c"),
        ("higham", "> > → t Tab l j"),
        ("dead-relu", "> . "),
    ] {
        states.push(typed(session(&built_in(name)), keys));
    }
    for (name, keys) in [
        ("digits-shape", "→ Tab Tab Ctrl-d l l l"),
        ("digits-shape", "> > t = = = = = = = = = = = = ="),
        ("digits-shape", "G"),
        ("deep-30", "G"),
        ("deep-30", "s 9 9 Enter"),
        ("one-layer", "p G"),
        ("residual-norm", "> > → →"),
    ] {
        states.push(typed(session(&golden(name)), keys));
    }
    states
}

fn typed(mut session: Session, keys: &str) -> Session {
    type_keys(&mut session, keys);
    session
}

#[test]
fn every_state_is_drawn_at_every_size_that_it_needs() {
    for session in states() {
        let small = (60..=62).flat_map(|width| (16..=18).map(move |height| (width, height)));
        for size in small.chain(LARGE) {
            for look in [DARK, ASCII] {
                // The largest once is enough.
                if size.0 < 500 || look == DARK {
                    draw(&session, look, size);
                }
            }
        }
    }
}

#[test]
fn a_screen_that_is_too_small_says_which_size_it_needs() {
    let states = [
        session(&built_in("default")),
        typed(session(&built_in("default")), "G Enter"),
        typed(session(&golden("deep-30")), "G ?"),
    ];
    for width in 0..=62 {
        for height in 0..=18 {
            let session = &states[usize::from(width + height) % states.len()];
            let screen = symbols(&draw(session, ASCII, (width, height)));
            let is_small = width < 60 || height < 16;
            if width >= 20 && height >= 1 {
                assert_eq!(
                    screen.contains("needs 60x16"),
                    is_small,
                    "{width}x{height}\n{screen}"
                );
            }
            if width >= 5 && height >= 1 && is_small {
                assert!(screen.contains("60x16"), "{width}x{height}\n{screen}");
            }
        }
    }
}

#[test]
fn a_screen_that_is_too_small_still_answers_keys() {
    let mut session = session(&built_in("default"));
    let before = draw(&session, DARK, (80, 24));
    type_keys(&mut session, "→");
    draw(&session, DARK, (20, 5));
    assert_eq!(session.place(), 1);
    type_keys(&mut session, "←");
    assert_eq!(draw(&session, DARK, (80, 24)), before);
}
