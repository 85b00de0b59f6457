//! Random keys, the same ones each time: whatever is pressed, there is a frame, and what was done can be undone.

use gradwalk::keymap::{self, Key, table};
use gradwalk::session::{Action, Effect, Session};
use gradwalk::view::Screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::dice::{Dice, cases};
use crate::networks::{Opened, all_built_in, golden, parsed};
use crate::screen::{ASCII, DARK, draw, session};

/// Every key that means something somewhere, and some that never do.
fn keys() -> Vec<Key> {
    let bound = table()
        .flat_map(|row| row.bound)
        .flat_map(|(keys, ..)| *keys);
    let bound = bound
        .copied()
        .filter(|key| !matches!(key, Key::Text | Key::Digit));
    bound
        .chain("0123456789/-.e zxδ\u{301}漢\"".chars().map(Key::Char))
        .collect()
}

/// Networks in which something may go wrong.
fn networks() -> Vec<Opened> {
    let strange = parsed(
        "strange",
        "activation = 'identity'\nx = [1e300, -1e-300, 0]\ny = [0, 0]\n\
         [[layer]]\nW = [[1e300, 1, 0], [-1e300, 1e-300, 2]]\nb = [0, 1e300]\n\
         [[layer]]\nW = [[1, 1], [0, 0]]\nb = [0, 0]\nnorm = 'layer'\nresidual = true\n",
    );
    let point = parsed(
        "point",
        "activation = 'relu'\nx = [0]\ny = [0]\n[[layer]]\nW = [[0]]\nb = [0]\n",
    );
    let goldens = ["mixed", "digits-shape", "deep-30", "scalar-chain"].map(golden);
    all_built_in()
        .into_iter()
        .chain(goldens)
        .chain([strange, point])
        .collect()
}

fn press(session: &mut Session, key: Key) -> Effect {
    let action = keymap::action(session, key);
    action.map_or(Effect::None, |action| session.update(action))
}

fn assert_sound(session: &Session) {
    assert!(session.place() <= session.walk().last());
    let page = session.page();
    assert!(page.selected().is_none() || page.selected_entry().is_some());
    for stop in session.trail() {
        assert!(stop.entry.value(session.trace()).is_some());
    }
    if let Some(entry) = session.selected_entry() {
        assert!(entry.value(session.trace()).is_some(), "{entry:?}");
    }
}

#[test]
fn whatever_is_pressed_there_is_a_frame_and_a_way_back() {
    let keys = keys();
    let sizes = [
        (80, 24),
        (60, 16),
        (120, 36),
        (200, 60),
        (7, 3),
        (0, 0),
        (59, 15),
    ];
    for (seed, opened) in networks().into_iter().enumerate() {
        let mut dice = Dice::new(seed as u64);
        let mut session = session(&opened);
        let first = session.trace().clone();
        for pressed in 0..cases(600) {
            let key = keys[dice.roll(keys.len())];
            press(&mut session, key);
            assert_sound(&session);
            // A frame costs more than a key.
            if pressed % 6 == 0 {
                let size = sizes[dice.roll(sizes.len())];
                session.resize(size.0, size.1);
                let look = if dice.roll(2) == 0 { DARK } else { ASCII };
                draw(&session, look, size);
                click(&mut session, &mut dice, size);
                assert_sound(&session);
            }
        }
        // Out of whatever is open, and back to the file's own numbers.
        for _ in 0..20 {
            press(&mut session, Key::Esc);
        }
        let objective = first.objective();
        for _ in 0..cases(600) {
            session.update(Action::Undo);
        }
        assert!(session.what_if().values().is_empty(), "{}", opened.name);
        let own = session.what_if().own().with_objective(objective);
        assert_eq!(
            debug(&own.expect("it had it")),
            debug(&first),
            "{}",
            opened.name
        );
    }
}

/// NaN is not equal to itself; what is written of it is.
fn debug(trace: &gradwalk::engine::Trace) -> String {
    format!("{trace:?}")
}

/// Clicks somewhere.
fn click(session: &mut Session, dice: &mut Dice, (width, height): (u16, u16)) {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let screen = Screen {
        session,
        look: DARK,
    };
    let hits = screen.draw(area, &mut buffer);
    let (x, y) = (
        dice.roll(usize::from(width) + 2),
        dice.roll(usize::from(height) + 2),
    );
    if let Some(action) = hits.at(x as u16, y as u16) {
        session.update(action);
    }
}
