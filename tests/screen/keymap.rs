//! The table of keys: nothing twice, nothing forgotten, nothing too wide.

use std::collections::BTreeSet;

use gradwalk::keymap::{self, Key, rows, table};
use gradwalk::page::Script;
use gradwalk::session::{Action, Effect, Mode, Typing};

use crate::networks::built_in;
use crate::screen::{ASCII, DARK, draw, session, shown, symbols};
use crate::typing::type_keys;

#[test]
fn no_key_means_two_things_in_one_mode() {
    for mode in Mode::ALL {
        let keys: Vec<Key> = rows(mode)
            .flat_map(|row| row.bound)
            .flat_map(|(keys, ..)| keys.iter().copied())
            .collect();
        for (at, key) in keys.iter().enumerate() {
            let same = |other: &Key| key.is(*other) || other.is(*key);
            assert!(!keys[at + 1..].iter().any(same), "{mode:?}: {key:?}");
        }
    }
}

/// A number for each kind of action. The match is exhaustive, so that a new action is not forgotten here.
fn kind(action: Action) -> Option<usize> {
    Some(match action {
        Action::Next => 0,
        Action::Back => 1,
        Action::First => 2,
        Action::Last => 3,
        Action::NextGroup => 4,
        Action::PreviousGroup => 5,
        Action::Stride => 6,
        Action::Parameters => 7,
        Action::Objective => 8,
        Action::NextComponent => 9,
        Action::PreviousComponent => 10,
        Action::NextOperand => 11,
        Action::PreviousOperand => 12,
        Action::Move(..) => 13,
        Action::Digits(_) => 14,
        Action::Transpose => 15,
        Action::Scroll(..) => 16,
        Action::Digit(_) => 17,
        Action::Leave => 18,
        Action::Play => 19,
        Action::Tempo(_) => 20,
        Action::CycleDigits => 21,
        Action::Into => 22,
        Action::Climb => 23,
        Action::Turn => 24,
        Action::ToItsStep => 25,
        Action::MoveInput(_) => 26,
        Action::Zoom(_) => 27,
        Action::Field => 28,
        Action::NextAxis(_) => 29,
        Action::Nudge(..) => 30,
        Action::Undo => 31,
        Action::Redo => 32,
        Action::FilesOwn => 33,
        Action::Reload => 34,
        Action::Type(_) => 35,
        Action::Choose(_) => 36,
        Action::Accept => 37,
        Action::Copy(_) => 38,
        Action::Theme => 39,
        Action::Mouse => 40,
        Action::Suspend => 41,
        Action::Redraw => 42,
        Action::Quit => 43,
        Action::Abandon => 44,
        Action::Open(_) => 45,
        Action::Descend => 46,
        Action::Rate(_) => 47,
        // These come from the mouse, the palette and the clock.
        Action::Select(_)
        | Action::SelectRow(_)
        | Action::SelectUnit(_)
        | Action::At(_)
        | Action::Tick => return None,
    })
}

#[test]
fn every_action_has_a_key() {
    let bound = || table().flat_map(|row| row.bound);
    let kinds: BTreeSet<usize> = bound().filter_map(|(_, action, _)| kind(*action)).collect();
    assert_eq!(kinds, (0..48).collect());
    let opened: BTreeSet<Mode> = bound()
        .filter_map(|(_, action, _)| match action {
            Action::Open(mode) => Some(*mode),
            _ => None,
        })
        .collect();
    for mode in Mode::ALL {
        // The walk is what is left; the others are opened by a digit, by an answer, or by quitting.
        let otherwise = [Mode::Walk, Mode::GoTo, Mode::Replace, Mode::Unsaved];
        assert_ne!(
            opened.contains(&mode),
            otherwise.contains(&mode),
            "{mode:?}"
        );
    }
}

#[test]
fn every_row_has_words_and_short_labels() {
    for row in table() {
        assert!(!row.words.is_empty() && row.label.len() <= 10, "{row:?}");
        assert!(
            row.bound.iter().all(|(keys, ..)| !keys.is_empty()),
            "{row:?}"
        );
        for script in [Script::Unicode, Script::Ascii] {
            assert!(row.short(script).chars().count() <= 9, "{row:?}");
            assert!(
                script != Script::Ascii || row.long(script).is_ascii(),
                "{row:?}"
            );
        }
    }
}

#[test]
fn control_keys_work_everywhere_and_others_only_where_they_mean_something() {
    for keys in [
        "", "Enter", "a", "n", "i", "J", "v", "?", ".", "1", ":", "/", "y",
    ] {
        let mut session = session(&built_in("default"));
        type_keys(&mut session, keys);
        let action = |key| keymap::action(&session, key);
        assert_eq!(action(Key::Ctrl('c')), Some(Action::Quit), "{keys}");
        assert_eq!(action(Key::Ctrl('z')), Some(Action::Suspend), "{keys}");
        assert_eq!(action(Key::Ctrl('l')), Some(Action::Redraw), "{keys}");
    }
    let meaning = |keys: &str, key: Key| {
        let mut session = session(&built_in("default"));
        type_keys(&mut session, keys);
        keymap::action(&session, key)
    };
    assert_eq!(meaning("", Key::Char('q')), Some(Action::Quit));
    assert_eq!(meaning("", Key::Char('x')), None);
    assert_eq!(meaning("1", Key::Char('x')), None);
    assert_eq!(meaning(".", Key::Char('x')), Some(Action::Leave));
    assert_eq!(meaning("", Key::Char('7')), Some(Action::Digit(7)));
    let typed = Action::Type(Typing::Insert('q'));
    assert_eq!(meaning(":", Key::Char('q')), Some(typed));
}

#[test]
fn escape_never_leaves_the_program() {
    for keys in [
        "Esc",
        "? Esc",
        "Enter Esc",
        ": Esc",
        ". Esc",
        "1 Esc",
        "a Esc",
        "n Esc",
        "i Esc",
        "J Esc",
        "v Esc",
        "/ Esc Esc",
        "y Esc",
        "Tab Tab e Esc Shift-Tab Shift-Tab",
    ] {
        let mut session = session(&built_in("default"));
        let before = shown(&session);
        assert_eq!(type_keys(&mut session, keys), Effect::None);
        assert_eq!(
            (session.mode(), shown(&session)),
            (Mode::Walk, before),
            "{keys}"
        );
    }
}

#[test]
fn the_smallest_footer_holds_its_first_words_whole() {
    for look in [DARK, ASCII] {
        for (keys, mode) in [
            ("", Mode::Walk),
            ("Enter", Mode::Provenance),
            ("?", Mode::Help),
        ] {
            let mut session = session(&built_in("default"));
            type_keys(&mut session, keys);
            let screen = symbols(&draw(&session, look, (60, 16)));
            let footer = screen.lines().last().unwrap_or_default();
            for row in rows(mode).filter(|row| row.rank == 0 && !row.label.is_empty()) {
                let words = format!("{} {}", row.short(look.script), row.label);
                assert!(
                    footer.contains(&words),
                    "{mode:?}: no {words:?} in {footer:?}"
                );
            }
        }
    }
}

#[test]
fn the_help_can_be_read_to_its_end_on_every_screen() {
    for (look, size) in [
        (DARK, (60, 16)),
        (ASCII, (60, 16)),
        (DARK, (80, 24)),
        (DARK, (120, 36)),
    ] {
        let mut session = session(&built_in("default"));
        type_keys(&mut session, "?");
        let mut read = String::new();
        for _ in 0..=256 {
            read += &symbols(&draw(&session, look, size));
            type_keys(&mut session, "j");
        }
        for row in table().filter(|row| row.section.is_some()) {
            for word in row.words.split_whitespace() {
                let word = look.script.words(word);
                assert!(
                    read.contains(&word),
                    "{size:?}: {word:?} of {:?}",
                    row.words
                );
            }
        }
        assert!(read.contains("no 1/N"), "{size:?}");
    }
}
