//! Forward and back again: what the keys do to the walk, as the screen shows it.

use gradwalk::engine::{Objective, Step, Stride};
use gradwalk::session::{Effect, Mode, Session};

use crate::networks::{all_built_in, built_in, golden, parsed};
use crate::screen::{DARK, PRIMARY, draw, session, shown};
use crate::typing::type_keys;

fn default() -> Session {
    session(&built_in("default"))
}

fn typed(keys: &str) -> Session {
    let mut session = default();
    type_keys(&mut session, keys);
    session
}

#[test]
fn stepping_back_draws_what_stepping_forward_drew() {
    for opened in all_built_in() {
        for stride in ["", "s"] {
            let mut session = session(&opened);
            type_keys(&mut session, stride);
            let mut screens = Vec::new();
            for place in 0..=session.walk().last() {
                assert_eq!(session.place(), place);
                screens.push(draw(&session, DARK, PRIMARY));
                type_keys(&mut session, "→");
            }
            for (place, screen) in screens.iter().enumerate().rev() {
                if place < session.walk().last() {
                    type_keys(&mut session, "←");
                    assert_eq!(
                        draw(&session, DARK, PRIMARY),
                        *screen,
                        "{}, {place}",
                        opened.name
                    );
                }
            }
        }
    }
}

#[test]
fn coming_back_finds_the_selection_where_it_was() {
    let mut session = session(&built_in("higham"));
    let mut screens = Vec::new();
    for moves in [
        "j",
        "Tab j",
        "BackTab",
        "Tab Tab l",
        "k",
        "Tab h j",
        "",
        "l",
    ] {
        type_keys(&mut session, &moves.replace("BackTab", "Shift-Tab"));
        screens.push(shown(&session));
        type_keys(&mut session, "→");
    }
    type_keys(&mut session, "Home");
    for screen in &screens {
        assert_eq!(shown(&session), *screen);
        type_keys(&mut session, "→");
    }
}

#[test]
fn a_step_drawn_twice_is_the_same_picture() {
    let sessions = [typed("> > Tab"), typed("G"), typed("s G")];
    for session in sessions {
        assert_eq!(
            draw(&session, DARK, (120, 36)),
            draw(&session, DARK, (120, 36))
        );
    }
}

#[test]
fn both_ends_hold() {
    assert_eq!(typed("← ← PageUp").place(), 0);
    let mut end = typed("G");
    let last = end.walk().last();
    let screen = shown(&end);
    type_keys(&mut end, "→ → →");
    assert_eq!(end.place(), last);
    assert!(end.message().is_some());
    type_keys(&mut end, "End");
    assert_eq!(
        shown(&end),
        screen,
        "the message is gone after the next key"
    );
}

#[test]
fn changing_the_stride_keeps_the_place() {
    for opened in all_built_in() {
        let mut session = session(&opened);
        for _ in 0..=session.walk().last() {
            let (step, screen) = (session.step(), shown(&session));
            type_keys(&mut session, "s");
            assert_eq!(session.step().whole(), step, "{}", opened.name);
            type_keys(&mut session, "s");
            assert_eq!(shown(&session), screen, "{}, {step:?}", opened.name);
            type_keys(&mut session, "→");
        }
    }
}

#[test]
fn the_objective_and_the_component_go_round() {
    let mut session = session(&built_in("higham"));
    type_keys(&mut session, "> > c");
    let second = shown(&session);
    assert_eq!(
        session.trace().objective(),
        Objective::Output { component: 1 }
    );
    type_keys(&mut session, "o");
    assert_eq!(session.trace().objective(), Objective::Loss);
    assert_ne!(shown(&session), second);
    type_keys(&mut session, "c");
    assert!(session.message().is_some());
    type_keys(&mut session, "o");
    assert_eq!(session.trace().objective(), Objective::Sum);
    type_keys(&mut session, "o");
    assert_eq!(shown(&session), second);
    type_keys(&mut session, "c");
    assert_eq!(
        session.trace().objective(),
        Objective::Output { component: 0 }
    );
    type_keys(&mut session, "C");
    assert_eq!(shown(&session), second);
}

#[test]
fn the_loss_without_a_target_is_refused_with_words() {
    let source = "x = [1]\n[[layer]]\nW = [[2]]\nb = [0]\nactivation = 'tanh'\n";
    let mut session = session(&parsed("no-y", source));
    let before = session.trace().clone();
    type_keys(&mut session, "o");
    assert!(shown(&session).contains("needs a target y"));
    assert_eq!(*session.trace(), before);
}

#[test]
fn the_parameter_gradients_follow_on_request() {
    let mut session = typed("p G");
    assert_eq!(session.step(), Step::ParameterGradients(4));
    type_keys(&mut session, "p");
    assert_eq!(session.step(), Step::InputGradient);
}

#[test]
fn digits_have_a_least_and_a_most() {
    let more = "+ ".repeat(20);
    let all = typed(&format!("> {more}"));
    assert_eq!(all.page().digits, 17);
    let fewer = "- ".repeat(20);
    assert_eq!(typed(&format!("> {fewer}")).page().digits, 2);
    assert_eq!(shown(&typed("> + -")), shown(&typed("> ")));
}

#[test]
fn the_transposed_copy_is_drawn_and_taken_away() {
    let plain = typed("> > →");
    let mut copy = typed("> > → t");
    assert_ne!(shown(&copy), shown(&plain));
    type_keys(&mut copy, "t");
    assert_eq!(shown(&copy), shown(&plain));
}

#[test]
fn a_number_goes_to_its_step() {
    for keys in ["5 Enter", ": 5 Enter", "1 2 Backspace Backspace 5 Enter"] {
        let session = typed(keys);
        assert_eq!((session.place(), session.mode()), (4, Mode::Walk), "{keys}");
    }
    assert_eq!(typed("5 Esc").place(), 0);
    assert_eq!(typed(": Esc").place(), 0);
    assert!(shown(&typed("1 7")).contains("17"));
    for keys in ["0 Enter", "9 9 Enter", "9 9 9 9 9 9 9 9 9 Enter"] {
        let session = typed(keys);
        assert_eq!(session.place(), 0);
        assert!(shown(&session).contains("1 to 8"), "{keys}");
    }
}

#[test]
fn groups_are_phases_or_layers() {
    let places = |start: &str, key: &str| {
        let mut session = typed(start);
        let next = |_| {
            type_keys(&mut session, key);
            session.place()
        };
        (0..4).map(next).collect::<Vec<_>>()
    };
    assert_eq!(places("", ">"), [1, 4, 7, 7]);
    assert_eq!(places("G", "<"), [4, 1, 0, 0]);
    assert_eq!(places("6 Enter", "<"), [4, 1, 0, 0]);
    // By operations three make a layer.
    assert_eq!(places("s", ">"), [1, 4, 7, 10]);
    assert_eq!(typed("s").walk().stride(), Stride::Operation);
}

#[test]
fn the_question_where_a_number_came_from_stands_beside_the_walk() {
    let mut session = typed("> Enter");
    assert_eq!(session.mode(), Mode::Provenance);
    let value = gradwalk::page::Numeral::shortest(session.trace().forward().a(2)[0]);
    assert!(
        shown(&session).contains(value.as_str()),
        "every digit is there"
    );
    type_keys(&mut session, "→");
    assert_eq!((session.mode(), session.place()), (Mode::Provenance, 2));
    type_keys(&mut session, "Esc");
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn help_and_blank_cover_the_walk_and_give_it_back() {
    let plain = shown(&typed("> >"));
    assert!(shown(&typed("> > .")).trim().is_empty());
    for keys in ["> > . x", "> > . →", "> > ? q", "> > ? ?", "> > ? j j Esc"] {
        assert_eq!(shown(&typed(keys)), plain, "{keys}");
    }
}

#[test]
fn the_program_is_asked_to_do_what_only_it_can() {
    for (keys, effect) in [
        ("q", Effect::Quit),
        ("? Ctrl-c", Effect::Quit),
        ("? q", Effect::None),
        ("Ctrl-z", Effect::Suspend),
        (". Ctrl-l", Effect::Redraw),
    ] {
        assert_eq!(type_keys(&mut default(), keys), effect, "{keys}");
    }
}

#[test]
fn a_page_within_a_matrix_is_ten_entries() {
    let mut session = session(&golden("digits-shape"));
    type_keys(&mut session, "→ Ctrl-d");
    assert_eq!(session.page().selection.unit, 10);
    type_keys(&mut session, "Ctrl-d");
    assert_eq!(session.page().selection.unit, 15, "the last of sixteen");
    type_keys(&mut session, "Ctrl-u");
    assert_eq!(session.page().selection.unit, 5);
}
