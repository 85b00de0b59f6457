//! The ASCII look: nothing on any screen that a plain terminal could not show.

use crate::networks::{all_built_in, parsed};
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
fn what_a_file_says_in_other_letters_becomes_question_marks() {
    let source = "title = '网络'\ninputs = ['宽']\nx = [1]\n[[layer]]\nW = [[2]]\nb = [0]\nactivation = 'tanh'\n";
    let screen = symbols(&draw(&session(&parsed("cjk", source)), ASCII, PRIMARY));
    assert!(screen.is_ascii() && screen.contains("??"), "{screen}");
}
