//! The walk by its keys: operands and entries, playing, what is said at the end.

use gradwalk::engine::{Entry, Quantity};
use gradwalk::session::{Action, Direction, Message, Mode, Unit};

use crate::{SMALL, at_the_end, go, open, session};

#[test]
fn the_operands_of_a_step_go_round_both_ways() {
    let mut session = session(SMALL);
    session.update(Action::Next);
    let count = session.page().operands().count();
    assert!(count > 2);
    let first = session.page().selection.operand;
    let mut after = |action| {
        session.update(action);
        session.page().selection.operand
    };
    for by in 1..=count {
        assert_eq!(after(Action::NextOperand), (first + by) % count);
    }
    for by in 1..=count {
        assert_eq!(after(Action::PreviousOperand), (first + count - by) % count);
    }
}

#[test]
fn keys_move_through_a_matrix_as_it_lies_on_the_screen() {
    let mut session = at_the_end();
    let is_w =
        |entry: Option<Entry>| entry.is_some_and(|entry| entry.quantity == Quantity::Weights(2));
    for _ in 0..session.page().operands().count() {
        if !is_w(session.selected_entry()) {
            session.update(Action::NextOperand);
        }
    }
    assert!(
        is_w(session.selected_entry()),
        "∇ₓ is made with W of layer 2"
    );
    go(&mut session, Direction::Left, 9);
    go(&mut session, Direction::Up, 9);
    let at = |row, column| Some(Entry::at(Quantity::Weights(2), row, column));
    assert_eq!(session.selected_entry(), at(0, 0));
    go(&mut session, Direction::Right, 1);
    assert_eq!(session.selected_entry(), at(0, 1));
    go(&mut session, Direction::Down, 1);
    assert_eq!(session.selected_entry(), at(1, 1));
    go(&mut session, Direction::Right, 9);
    assert_eq!(session.selected_entry(), at(1, 2));
    // The transposed copy lies the other way.
    session.update(Action::Transpose);
    go(&mut session, Direction::Up, 1);
    assert_eq!(session.selected_entry(), at(1, 1));
    go(&mut session, Direction::Left, 1);
    assert_eq!(session.selected_entry(), at(0, 1));
}

#[test]
fn a_walk_plays_from_where_it_is_and_from_its_end_anew() {
    let mut session = session(SMALL);
    session.update(Action::Tick);
    assert_eq!(session.place(), 0, "it does not play");
    session.update(Action::Next);
    session.update(Action::Play);
    assert_eq!(session.place(), 1);
    let last = session.walk().last();
    for place in 2..=last {
        assert!(session.play().is_on);
        session.update(Action::Tick);
        assert_eq!(session.place(), place);
    }
    assert!(!session.play().is_on);
    session.update(Action::Play);
    assert_eq!((session.place(), session.play().is_on), (0, true));
    session.update(Action::Play);
    assert_eq!(session.message(), Some(&Message::Stopped));
}

#[test]
fn the_end_says_that_there_is_more_while_there_is() {
    let mut session = at_the_end();
    session.update(Action::Next);
    assert_eq!(session.message(), Some(&Message::Complete));
    session.update(Action::Parameters);
    assert_eq!(session.message(), Some(&Message::WithParameters));
    session.update(Action::Last);
    session.update(Action::Next);
    assert_eq!(session.message(), None);
    session.update(Action::Parameters);
    assert_eq!(session.message(), Some(&Message::WithoutParameters));
}

#[test]
fn where_a_number_came_from_is_left_for_where_it_was_asked() {
    let mut session = at_the_end();
    open(&mut session, Mode::Network);
    session.update(Action::SelectUnit(Unit { layer: 2, unit: 1 }));
    open(&mut session, Mode::Provenance);
    session.update(Action::Open(Mode::Provenance));
    assert_eq!(session.mode(), Mode::Network);
}

#[test]
fn where_nothing_descends_the_panel_that_is_open_stays() {
    let mut session = at_the_end();
    open(&mut session, Mode::Numbers);
    session.update(Action::Open(Mode::Descent));
    assert_eq!(session.message(), Some(&Message::NotTheLoss));
    assert_eq!(session.mode(), Mode::Numbers);
}
