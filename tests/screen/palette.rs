//! The command palette, and the walk that goes on by itself.

use gradwalk::engine::Quantity;
use gradwalk::keymap::{commands, table};
use gradwalk::session::{Action, Effect, Form, Message, Mode, Session};

use crate::networks::built_in;
use crate::screen::{session, shown};
use crate::typing::type_keys;

fn typed(keys: &str) -> Session {
    let mut session = session(&built_in("default"));
    type_keys(&mut session, keys);
    session
}

#[test]
fn every_command_has_a_name_of_its_own_and_is_found_by_it() {
    for panel in Mode::ALL.into_iter().filter(|mode| !mode.is_prompt()) {
        for command in commands(panel, "") {
            let found = commands(panel, command.name);
            assert!(found.contains(&command), "{panel:?}: {command:?}");
            let same = found.iter().filter(|it| it.name == command.name).count();
            assert_eq!(same, 1, "{panel:?}: {command:?}");
        }
    }
}

#[test]
fn every_key_of_the_walk_is_a_command_but_for_digits() {
    let all = commands(Mode::Walk, "");
    for (_, action, name) in table()
        .filter(|row| row.mode == Mode::Walk)
        .flat_map(|row| row.bound)
    {
        if !matches!(action, Action::Digit(_) | Action::Leave) {
            let found = all
                .iter()
                .any(|it| it.name == *name && it.action == *action);
            assert!(found, "{action:?}");
        }
    }
}

#[test]
fn a_command_does_what_its_key_does() {
    for (by_name, by_key) in [
        (": l a s t Enter", "G"),
        (": s t r i d e Enter", "s"),
        (": m o r e Space d i g Enter", "+"),
        (": c h e c k s Enter", "v"),
        ("6 Enter : c a m e Enter", "6 Enter Enter"),
        (": w h e r e Esc : h e l p Enter", "?"),
        (": ↓ ↓ ↑ Enter", "←"),
    ] {
        let (one, other) = (typed(by_name), typed(by_key));
        assert_eq!(shown(&one), shown(&other), "{by_name}");
        assert_eq!(one.mode(), other.mode(), "{by_name}");
    }
    let mut session = typed(":");
    assert_eq!(type_keys(&mut session, "q u i t Enter"), Effect::Quit);
    let mut session = typed("y");
    let copied = Effect::Copy(Quantity::A(1), Form::NumPy);
    assert_eq!(type_keys(&mut session, "n"), copied);
}

#[test]
fn a_number_in_the_palette_goes_to_its_step() {
    assert_eq!(typed(": 5 Enter").place(), 4);
    assert!(shown(&typed(": 0 Enter")).contains("1 to 8") || typed(": 0 Enter").place() == 0);
    assert!(shown(&typed(": 9 9 Enter")).contains("1 to 8"));
    let session = typed(": z z z Enter");
    assert_eq!(session.message(), Some(&Message::NoCommand));
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn autoplay_walks_to_the_end_and_stops_there() {
    let mut session = typed("A");
    assert!(session.play().is_on);
    for place in 1..=7 {
        session.update(Action::Tick);
        assert_eq!(session.place(), place);
    }
    assert!(!session.play().is_on);
    session.update(Action::Tick);
    assert_eq!(session.place(), 7);
    // From the end it begins anew.
    type_keys(&mut session, "A");
    assert_eq!((session.place(), session.play().is_on), (0, true));
}

#[test]
fn any_step_of_the_users_stops_autoplay_and_a_look_does_not() {
    for keys in ["A →", "A ←", "A G", "A 3 Enter", "A A", "A . x", "A ? Esc"] {
        assert!(!typed(keys).play().is_on, "{keys}");
    }
    for keys in ["A j", "A +", "A Tab", "A t", "A ["] {
        assert!(typed(keys).play().is_on, "{keys}");
    }
}

#[test]
fn autoplay_is_slower_and_faster_within_bounds() {
    let pause = |keys: &str| typed(keys).play().pause();
    assert!(pause("[") > pause(""));
    assert!(pause("]") < pause(""));
    assert_eq!(pause("[ ]"), pause(""));
    let many = "] ".repeat(30);
    assert!(pause(&many) >= 100, "a screen is to be read");
    assert!(shown(&typed("A ]")).contains("seconds a step"));
}
