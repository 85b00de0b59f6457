//! The session, driven by actions and looked at without a screen.

mod panels;
mod pictures;
mod prompts;
mod walking;
mod what_if;

#[allow(dead_code, reason = "others look at more networks")]
#[path = "../support/networks.rs"]
mod networks;

use gradwalk::engine::{Entry, Quantity};
use gradwalk::session::{Action, Direction, Mode, Session, Start, Typing};

/// 3-2-2 with a target, tanh.
const SMALL: &str = "activation = \"tanh\"\nx = [0.3, 0.4, 0.5]\ny = [1.0, 0.0]\n[[layer]]\n\
    W = [[0.5, -0.2, 0.3], [0.1, 0.7, 0.2]]\nb = [0.1, -0.3]\n[[layer]]\nW = [[1.0, 0.4], [0.2, -0.9]]\nb = [0.0, 0.1]\n";

/// The session of a file's text.
fn session(source: &str) -> Session {
    let opened = networks::parsed("small", source);
    Session::new(opened.trace, opened.captions, Start::default())
}

/// The session of the small network at its last step.
fn at_the_end() -> Session {
    let mut session = session(SMALL);
    session.update(Action::Last);
    session
}

fn open(session: &mut Session, mode: Mode) {
    session.update(Action::Open(mode));
    assert_eq!(session.mode(), mode);
}

fn go(session: &mut Session, direction: Direction, count: usize) {
    session.update(Action::Move(direction, count));
}

fn write(session: &mut Session, text: &str) {
    for character in text.chars() {
        session.update(Action::Type(Typing::Insert(character)));
    }
}

/// Changes component `row` of x to `value`.
fn set_x(session: &mut Session, row: usize, value: &str) {
    session.update(Action::First);
    session.update(Action::Select(gradwalk::page::Selection {
        operand: 0,
        unit: row,
        term: 0,
    }));
    assert_eq!(
        session.selected_entry(),
        Some(Entry::of(Quantity::A(1), row))
    );
    open(session, Mode::Edit);
    write(session, value);
    session.update(Action::Accept);
}
