//! The table of keys: nothing twice, nothing forgotten, nothing too wide.

use std::collections::BTreeSet;

use gradwalk::keymap::{self, KEYMAP, Key, rows};
use gradwalk::page::Script;
use gradwalk::session::{Action, Direction, Effect, Mode};

use crate::networks::built_in;
use crate::screen::{ASCII, DARK, draw, session, shown, symbols};
use crate::typing::type_keys;

const MODES: [Mode; 5] = [
    Mode::Walk,
    Mode::Explain,
    Mode::Help,
    Mode::GoTo,
    Mode::Blank,
];

#[test]
fn no_key_means_two_things_in_one_mode() {
    for mode in MODES {
        let keys: Vec<Key> = rows(mode)
            .flat_map(|row| row.keys)
            .flat_map(|(keys, _)| keys.iter().copied())
            .collect();
        for (at, key) in keys.iter().enumerate() {
            let same = |other: &Key| key.is(*other) || other.is(*key);
            assert!(!keys[at + 1..].iter().any(same), "{mode:?}: {key:?}");
        }
    }
}

/// A number for each kind of action. The match is exhaustive, so that a new action is not forgotten here.
fn kind(action: Action) -> usize {
    match action {
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
        Action::Move(Direction::Left, _) => 13,
        Action::Move(Direction::Down, _) => 14,
        Action::Move(Direction::Up, _) => 15,
        Action::Move(Direction::Right, _) => 16,
        Action::MoreDigits => 17,
        Action::FewerDigits => 18,
        Action::Transpose => 19,
        Action::Open(Mode::Explain) => 20,
        Action::Open(Mode::Help) => 21,
        Action::Open(Mode::GoTo) => 22,
        Action::Open(Mode::Blank) => 23,
        // The walk is not opened: it is what is left.
        Action::Leave | Action::Open(Mode::Walk) => 24,
        Action::Scroll(Direction::Down, _) => 25,
        Action::Scroll(_, _) => 26,
        Action::Digit(_) => 27,
        Action::Erase => 28,
        Action::Go => 29,
        Action::Suspend => 30,
        Action::Redraw => 31,
        Action::Quit => 32,
    }
}

#[test]
fn every_action_has_a_key() {
    let bound = KEYMAP.iter().flat_map(|row| row.keys);
    let kinds: BTreeSet<usize> = bound.map(|(_, action)| kind(*action)).collect();
    assert_eq!(kinds, (0..33).collect());
}

#[test]
fn every_row_has_words_and_short_labels() {
    for row in KEYMAP {
        assert!(!row.words.is_empty() && row.label.len() <= 10, "{row:?}");
        assert!(row.keys.iter().all(|(keys, _)| !keys.is_empty()), "{row:?}");
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
fn control_keys_work_in_every_mode_and_others_only_where_they_mean_something() {
    for mode in MODES {
        assert_eq!(keymap::action(mode, Key::Ctrl('c')), Some(Action::Quit));
        assert_eq!(keymap::action(mode, Key::Ctrl('z')), Some(Action::Suspend));
        assert_eq!(keymap::action(mode, Key::Ctrl('l')), Some(Action::Redraw));
    }
    assert_eq!(
        keymap::action(Mode::Walk, Key::Char('q')),
        Some(Action::Quit)
    );
    assert_eq!(keymap::action(Mode::GoTo, Key::Char('x')), None);
    assert_eq!(
        keymap::action(Mode::Blank, Key::Char('x')),
        Some(Action::Leave)
    );
    assert_eq!(
        keymap::action(Mode::Walk, Key::Char('7')),
        Some(Action::Digit(7))
    );
}

#[test]
fn escape_never_leaves_the_program() {
    for keys in ["Esc", "? Esc", "Enter Esc", ": Esc", ". Esc"] {
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
            ("Enter", Mode::Explain),
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
        for _ in 0..=64 {
            read += &symbols(&draw(&session, look, size));
            type_keys(&mut session, "j");
        }
        for row in KEYMAP.iter().filter(|row| row.section.is_some()) {
            for word in row.words.split_whitespace() {
                assert!(read.contains(word), "{size:?}: {word:?} of {:?}", row.words);
            }
        }
        assert!(read.contains("no 1/N"), "{size:?}");
    }
}
