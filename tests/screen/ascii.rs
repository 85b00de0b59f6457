//! The ASCII look: nothing on any screen that a plain terminal could not show.

use gradwalk::session::{Mode, Session};

use crate::frames::held;
use crate::hostile;
use crate::networks::{all_built_in, built_in, parsed};
use crate::product::screens;
use crate::screen::{ASCII, PRIMARY, draw, session, symbols};
use crate::typing::type_keys;

#[test]
fn nothing_but_ascii_is_on_any_screen_in_any_mode() {
    for opened in all_built_in() {
        for (stride, size) in [("", (120, 36)), ("s", PRIMARY)] {
            let mut session = session(&opened);
            type_keys(&mut session, &format!("{stride} p"));
            for _ in 0..=session.walk().last() {
                for keys in ["", "Enter"] {
                    type_keys(&mut session, keys);
                    let screen = symbols(&draw(&session, ASCII, size));
                    assert!(screen.is_ascii(), "{}\n{screen}", opened.name);
                }
                type_keys(&mut session, "Esc →");
            }
            for keys in ["?", "j j j j j j j j j", "Esc 1", "Esc o", "."] {
                type_keys(&mut session, keys);
                let screen = symbols(&draw(&session, ASCII, size));
                assert!(screen.is_ascii(), "{}, {keys}\n{screen}", opened.name);
            }
        }
    }
}

#[test]
fn the_programs_own_words_have_an_ascii_spelling() {
    for opened in all_built_in() {
        let mut session = session(&opened);
        for _ in 0..=session.walk().last() {
            let screen = symbols(&draw(&session, ASCII, (120, 36)));
            // The key of the help is the one question mark.
            let screen = screen.replace("? help", "").replace("x? ", "");
            assert!(!screen.contains('?'), "{}\n{screen}", opened.name);
            type_keys(&mut session, "→");
        }
    }
}

#[test]
fn what_a_file_says_in_other_letters_is_spelled_out() {
    let source = "title = 'Größe 网'\ninputs = ['宽']\nx = [1]\n[[layer]]\nW = [[2]]\nb = [0]\nactivation = 'tanh'\n";
    let screen = symbols(&draw(&session(&parsed("letters", source)), ASCII, PRIMARY));
    assert!(screen.is_ascii(), "{screen}");
    for name in [r"Gr\u{f6}\u{df}e \u{7f51}", r"\u{5bbd}"] {
        assert!(screen.contains(name), "{screen}");
    }
}

/// Whether a screen has question marks of its own: a key, or a number that is none.
fn may_ask(session: &Session) -> bool {
    let covers = matches!(
        session.panel(),
        Mode::Help | Mode::InputSpace | Mode::Checks
    );
    covers || session.mode() == Mode::Command
}

#[test]
fn nothing_has_to_be_replaced_on_any_screen() {
    for opened in [
        built_in("default"),
        hostile::named(),
        hostile::image(),
        hostile::overflowing(),
    ] {
        for session in screens(&opened) {
            for size in [PRIMARY, (120, 36), (200, 60)] {
                let screen = symbols(&held(&session, ASCII, size).0);
                let screen = screen.replace("? help", "").replace("x? ", "");
                assert!(
                    may_ask(&session) || !screen.contains('?'),
                    "{}, {:?}\n{screen}",
                    opened.name,
                    session.mode()
                );
            }
        }
    }
}
