//! Choosing a unit: by keys, by a click, by the walk itself; and what may be asked of it.

use gradwalk::engine::{Entry, Quantity};
use gradwalk::session::{Action, Message, Mode, Session, Unit};
use gradwalk::view::Screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::drawn;
use crate::networks::{built_in, golden};
use crate::screen::{DARK, PRIMARY, shown};
use crate::typing::type_keys;

fn selected(session: &Session) -> (usize, usize) {
    let Unit { layer, unit } = session.selected_unit(&session.page());
    (layer, unit)
}

#[test]
fn the_keys_choose_a_layer_and_a_unit_and_the_walk_stays_where_it_is() {
    let mut session = drawn(&golden("digits-shape"), "→");
    for (keys, expected) in [
        ("", (2, 0)),
        ("j j", (2, 2)),
        ("k", (2, 1)),
        ("h", (1, 1)),
        ("Ctrl-d Ctrl-d", (1, 21)),
        ("h", (1, 21)),
        ("l", (2, 15)),
        ("l", (3, 9)),
        ("l", (3, 9)),
        ("k k k k k k k k k k k k", (3, 0)),
    ] {
        type_keys(&mut session, keys);
        assert_eq!(selected(&session), expected, "{keys}");
        assert_eq!(session.place(), 1);
    }
}

#[test]
fn the_walk_takes_the_selection_along() {
    let mut session = drawn(&built_in("default"), "l l j →");
    assert_eq!(selected(&session), (2, 0));
    type_keys(&mut session, "j");
    // A unit of the step's own layer is the page's as well, and so is what it reads.
    assert_eq!(session.page().selection.unit, 1);
    type_keys(&mut session, "h k");
    assert_eq!(
        (session.page().selection.unit, session.page().selection.term),
        (1, 0)
    );
    type_keys(&mut session, "Esc k");
    assert_eq!(selected(&session), (2, 0));
}

#[test]
fn a_click_on_a_unit_selects_it() {
    for size in [PRIMARY, (120, 36), (200, 60)] {
        let session = drawn(&built_in("default"), "→ →");
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buffer = Buffer::empty(area);
        let screen = Screen {
            session: &session,
            look: DARK,
        };
        let hits = screen.draw(area, &mut buffer);
        let mut units = Vec::new();
        for position in Rect::new(0, 3, size.0, size.1 - 4).positions() {
            if ["●", "◉", "○"].contains(&buffer[position].symbol()) {
                let action = hits.at(position.x, position.y);
                let Some(Action::SelectUnit(unit)) = action else {
                    panic!("{action:?}");
                };
                let mut clicked = session.clone();
                clicked.update(Action::SelectUnit(unit));
                assert_eq!(selected(&clicked), (unit.layer, unit.unit));
                units.push((unit.layer, unit.unit));
            }
        }
        units.sort_unstable();
        let all = [
            (1, 0),
            (1, 1),
            (2, 0),
            (2, 1),
            (3, 0),
            (3, 1),
            (3, 2),
            (4, 0),
        ];
        assert_eq!(units, all);
    }
}

#[test]
fn a_unit_is_asked_where_its_number_came_from() {
    let mut session = drawn(&built_in("default"), "6 Enter h j Enter");
    assert_eq!(session.panel(), Mode::Provenance);
    let asked = session.trail().last().map(|stop| stop.entry);
    assert_eq!(asked, Some(Entry::of(Quantity::A(2), 1)));
    type_keys(&mut session, "Esc");
    assert_eq!(session.panel(), Mode::Network, "back to where it was asked");
    type_keys(&mut session, "l l Enter");
    let asked = session.trail().last().map(|stop| stop.entry);
    assert_eq!(asked, Some(Entry::of(Quantity::Delta(4), 0)));
    let mut session = drawn(&built_in("default"), "l Enter");
    assert_eq!(session.panel(), Mode::Network);
    let not_yet = Message::NotYet(Entry::of(Quantity::A(2), 0));
    assert_eq!(session.message(), Some(&not_yet));
    type_keys(&mut session, "Esc");
    assert_eq!(session.panel(), Mode::Walk);
}

#[test]
fn an_input_can_be_edited_from_the_drawing_and_a_hidden_unit_cannot() {
    let mut session = drawn(&built_in("default"), "→ → h h j e");
    assert_eq!(session.mode(), Mode::Edit);
    assert_eq!(session.edited_entry(), Some(Entry::of(Quantity::A(1), 1)));
    type_keys(&mut session, "Backspace 9 Enter");
    assert!((session.trace().input()[1] - 0.9).abs() < 1e-15);
    let screen = shown(&session);
    assert!(screen.contains("+0.9*"), "{screen}");
    assert!(screen.contains("+0.4 → +0.9"), "{screen}");
    type_keys(&mut session, "l e");
    assert_eq!(session.message(), Some(&Message::NotEditable));
}
