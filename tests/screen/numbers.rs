//! All numbers in one table: opened, walked over, edited, drawn.

use gradwalk::engine::{Entry, Quantity};
use gradwalk::keymap::{self, Key};
use gradwalk::session::{Action, Direction, Mode, Session};
use gradwalk::theme::Role;
use gradwalk::view::Screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::networks::{built_in, parsed};
use crate::screen::{ASCII, DARK, behind, draw, session, shown, symbols};
use crate::typing::type_keys;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 60)];

pub fn opened(name: &str, keys: &str) -> Session {
    let mut session = session(&built_in(name));
    type_keys(&mut session, keys);
    session
}

/// Types `text` into the line that is open.
pub fn type_text(session: &mut Session, text: &str) {
    for character in text.chars() {
        let action = keymap::action(session, Key::Char(character));
        session.update(action.expect("every character is text"));
    }
}

/// Searches all numbers for `text`.
pub fn search(session: &mut Session, text: &str) {
    type_keys(session, "/");
    type_text(session, text);
}

pub fn selected(session: &Session) -> Entry {
    session.selected_entry().expect("a number is selected")
}

#[test]
fn it_opens_where_the_selection_is_and_closes_again() {
    let mut session = opened("default", "6 Enter j");
    let entry = selected(&session);
    let before = shown(&session);
    type_keys(&mut session, "a");
    assert_eq!((session.mode(), selected(&session)), (Mode::Numbers, entry));
    assert!(shown(&session).contains("all numbers so far"));
    type_keys(&mut session, "Esc");
    assert_eq!(shown(&session), before);
    type_keys(&mut session, "a a");
    assert_eq!(shown(&session), before);
}

#[test]
fn the_selected_number_is_lit_at_every_size_wherever_it_is() {
    for opened in ["default", "exploding", "layer-norm"].map(built_in) {
        for keys in [
            "a",
            "a Home",
            "G a",
            "G a Home",
            "G a End",
            "p G a k k k k k k k k k",
        ] {
            let mut session = session(&opened);
            type_keys(&mut session, keys);
            let entry = selected(&session);
            for size in SIZES {
                let buffer = draw(&session, DARK, size);
                let selected = behind(&buffer, DARK, Role::Selected);
                let [number] = selected.as_slice() else {
                    panic!("{keys}, {size:?}: {selected:?}\n{}", symbols(&buffer));
                };
                let number: f64 = number.trim().replace('−', "-").parse().expect("a number");
                let value = entry.value(session.trace()).expect("it is there");
                let close = (number - value).abs() <= 1e-3 * value.abs();
                assert!(close, "{keys}, {size:?}: {number} is not {value}");
            }
        }
    }
}

#[test]
fn every_number_comes_into_view_once_by_going_down() {
    let mut session = opened("default", "p G a Home");
    for size in [(60, 16), (160, 20)] {
        type_keys(&mut session, "Home");
        for row in 0..session.numbers().rows() {
            assert_eq!(session.selected_row(), row);
            assert_eq!(session.numbers().entry(row), session.selected_entry());
            let lit = behind(&draw(&session, DARK, size), DARK, Role::Selected);
            assert_eq!(lit.len(), 1, "{size:?}, row {row}");
            type_keys(&mut session, "j");
        }
    }
}

#[test]
fn no_number_is_left_out_between_two_columns() {
    let mut session = opened("default", "p G a Home");
    let rows = session.numbers().rows();
    for size in SIZES {
        for row in (0..rows).step_by(7) {
            session.update(Action::SelectRow(row));
            let area = Rect::new(0, 0, size.0, size.1);
            let mut buffer = Buffer::empty(area);
            let look = DARK;
            let screen = Screen {
                session: &session,
                look,
            };
            let hits = screen.draw(area, &mut buffer);
            let mut seen: Vec<usize> = area
                .positions()
                .filter_map(|place| match hits.at(place.x, place.y) {
                    Some(Action::SelectRow(row)) => Some(row),
                    _ => None,
                })
                .collect();
            seen.sort_unstable();
            seen.dedup();
            let (first, last) = (seen[0], seen[seen.len() - 1]);
            assert_eq!(seen, (first..=last).collect::<Vec<_>>(), "{size:?}");
            assert!(seen.contains(&row), "{size:?}, {row}: {seen:?}");
            let text = symbols(&buffer);
            if seen.len() < rows {
                let note = format!("rows {}–{} of {rows}", first + 1, last + 1);
                assert!(text.contains(&note), "{size:?}, {note}\n{text}");
            }
        }
    }
}

#[test]
fn a_click_on_a_row_selects_it() {
    let session = opened("default", "G a Home");
    let area = Rect::new(0, 0, 80, 24);
    let mut buffer = Buffer::empty(area);
    let look = DARK;
    let screen = Screen {
        session: &session,
        look,
    };
    let hits = screen.draw(area, &mut buffer);
    let text = symbols(&buffer);
    let (y, line) = text
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains("w⁽²⁾₂₁"))
        .expect("it is in view");
    let x = line.chars().position(|it| it == 'w').expect("it is there");
    let action = hits.at(x as u16, y as u16).expect("it answers");
    let mut session = session.clone();
    session.update(action);
    assert_eq!(selected(&session), Entry::at(Quantity::Weights(2), 1, 0));
}

#[test]
fn it_is_walked_over_by_number_by_quantity_and_to_its_ends() {
    let mut session = opened("default", "G a Home");
    let x = |row| Entry::of(Quantity::A(1), row);
    assert_eq!(selected(&session), x(0));
    for (keys, entry) in [
        ("j", x(1)),
        ("k k", x(0)),
        ("l", Entry::of(Quantity::Target, 0)),
        ("Tab", Entry::at(Quantity::Weights(2), 0, 0)),
        ("j j", Entry::at(Quantity::Weights(2), 1, 0)),
        ("h", Entry::at(Quantity::Weights(2), 0, 0)),
        ("h", Entry::of(Quantity::Target, 0)),
        ("End", Entry::of(Quantity::G(1), 1)),
        ("Tab", Entry::of(Quantity::G(1), 1)),
        ("Home PageDown", Entry::at(Quantity::Weights(3), 0, 1)),
        ("PageUp", x(0)),
    ] {
        type_keys(&mut session, keys);
        assert_eq!(selected(&session), entry, "{keys}");
        assert_eq!(session.place(), session.walk().last(), "{keys}");
    }
    session.update(Action::Scroll(Direction::Down, 1));
    assert_eq!(selected(&session), x(1));
}

#[test]
fn nothing_of_the_future_is_in_it_and_the_selection_stays_while_the_walk_goes_on() {
    let mut session = opened("default", "3 Enter a");
    assert_eq!(selected(&session).quantity, Quantity::A(3));
    let text = symbols(&draw(&session, DARK, (200, 60)));
    assert!(text.contains("z⁽³⁾₁") && !text.contains("z⁽⁴⁾"), "{text}");
    let entry = selected(&session);
    type_keys(&mut session, "→ →");
    assert_eq!((session.place(), selected(&session)), (4, entry));
    // Before it was made there is only what was there then; then it is found again.
    type_keys(&mut session, "← ← ←");
    assert_ne!(selected(&session), entry);
    assert!(session.is_known(selected(&session)));
    type_keys(&mut session, "→");
    assert_eq!(selected(&session), entry);
    type_keys(&mut session, "s o");
    assert_eq!(selected(&session), entry);
}

#[test]
fn d_shows_3_6_9_and_all_digits() {
    let mut session = opened("default", "G a");
    for digits in [
        "0.00564 ",
        "0.00563995 ",
        "0.00563995417 ",
        "0.005639954174063511 ",
        "0.00564 ",
    ] {
        if session.digits() == 4 {
            session.update(Action::Digits(gradwalk::session::Change::Less));
            assert_eq!(session.digits(), 3);
        } else {
            type_keys(&mut session, "d");
        }
        let lit = behind(&draw(&session, DARK, (120, 36)), DARK, Role::Selected);
        assert_eq!(lit.len(), 1);
        assert_eq!(lit[0].trim(), digits.trim());
    }
}

#[test]
fn an_edit_is_made_there_and_shows_before_and_after() {
    let mut session = opened("default", "G a Home e");
    type_text(&mut session, "0.35");
    type_keys(&mut session, "Enter");
    assert_eq!(session.mode(), Mode::Numbers);
    assert_eq!(session.trace().input()[0].to_bits(), 0.35_f64.to_bits());
    let text = symbols(&draw(&session, DARK, (120, 36)));
    let line = text
        .lines()
        .find(|line| line.contains("▶"))
        .expect("it is in view");
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(
        words[1..7],
        ["▶", "a⁽¹⁾₁", "0.3", "→", "0.35", "*"],
        "{line}"
    );
    assert!(text.contains("a⁽¹⁾₁: 0.3 → 0.35"), "{text}");
    // What does not differ is not marked.
    let line = text
        .lines()
        .find(|line| line.contains(" a⁽¹⁾₂ "))
        .expect("it is in view");
    assert!(!line.contains('*') && !line.contains('→'), "{line}");
    // On the smallest screen there is room for the mark.
    let text = symbols(&draw(&session, ASCII, (60, 16)));
    let line = text
        .lines()
        .find(|line| line.contains("> a[1]_1"))
        .expect("it is in view");
    assert!(line.contains("0.35") && line.contains('*'), "{line}");
}

#[test]
fn extremes_are_drawn_at_every_size_in_both_scripts() {
    let many = vec!["0.5"; 1000].join(",");
    let column = vec!["[1e-300]"; 1000].join(",");
    let sources = [
        "activation = 'identity'\nx = [1e300]\n[[layer]]\nW = [[1e300]]\nb = [0]\n[[layer]]\nW = [[-1]]\nb = [1]\n".to_owned(),
        "activation = 'identity'\nx = [1e300, 1e300]\n[[layer]]\nW = [[1e300, -1e300]]\nb = [1e-300]\n".to_owned(),
        "activation = 'relu'\nx = [0]\n[[layer]]\nW = [[0]]\nb = [0]\n".to_owned(),
        format!("activation = 'tanh'\nx = [{many}]\n[[layer]]\nW = [[{many}]]\nb = [12345.6]\n"),
        format!("activation = 'tanh'\ninputs = ['{}']\nx = [1]\n[[layer]]\nW = [{column}]\nb = [{many}]\n", "漢".repeat(60)),
    ];
    for source in &sources {
        let opened = parsed("extreme", source);
        for keys in ["p G a", "s G a Home PageDown d d d"] {
            let mut session = session(&opened);
            type_keys(&mut session, keys);
            for size in SIZES {
                let text = symbols(&draw(&session, ASCII, size));
                assert!(
                    text.is_ascii() && text.contains("all numbers so far"),
                    "{text}"
                );
                draw(&session, DARK, size);
            }
            for filter in ["z", "0.5", "nan", "漢"] {
                search(&mut session, filter);
                draw(&session, DARK, (80, 24));
                type_keys(&mut session, "Esc");
            }
        }
    }
}
