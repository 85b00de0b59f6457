//! What is searched in the table of all numbers, and what is asked and taken from there.

use gradwalk::engine::{Entry, Quantity};
use gradwalk::page::Form;
use gradwalk::session::{Answer, Effect, Mode};

use crate::networks::{built_in, golden, parsed};
use crate::numbers::{opened, search, selected, type_text};
use crate::screen::{DARK, draw, session, shown, symbols};
use crate::typing::type_keys;

#[test]
fn typing_filters_enter_keeps_it_and_escape_clears_it() {
    let mut session = opened("default", "G");
    search(&mut session, "z3");
    let text = shown(&session);
    assert!(text.contains("3 of 60 match z3"), "{text}");
    assert!(
        text.contains(" z⁽³⁾₂ ") && !text.contains("a⁽³⁾₂"),
        "{text}"
    );
    type_keys(&mut session, "Enter");
    assert_eq!(
        (session.mode(), session.numbers().rows()),
        (Mode::Numbers, 3)
    );
    // As the walk goes back and on, what is found is found again.
    type_keys(&mut session, "2 Enter");
    assert_eq!(
        (session.numbers().rows(), session.selected_entry()),
        (0, None)
    );
    let text = shown(&session);
    assert!(text.contains("no number so far matches z3"), "{text}");
    type_keys(&mut session, "→");
    assert_eq!(session.numbers().rows(), 3);
    // It goes on from what was searched for.
    type_keys(&mut session, "/");
    type_text(&mut session, "_2");
    assert_eq!(selected(&session), Entry::of(Quantity::Z(3), 1));
    type_keys(&mut session, "Esc");
    assert_eq!((session.mode(), session.filter()), (Mode::Numbers, ""));
    assert_eq!(selected(&session).quantity, Quantity::Z(3));
    type_keys(&mut session, "Esc");
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn a_number_is_found_by_the_digits_that_are_shown() {
    let mut session = opened("default", "G a d d d Esc");
    search(&mut session, "0.0056399541");
    assert_eq!(selected(&session), Entry::of(Quantity::G(1), 0));
}

#[test]
fn where_a_number_came_from_is_asked_there_and_left_to_there() {
    let mut session = opened("default", "G");
    search(&mut session, "delta3_2");
    type_keys(&mut session, "Enter Enter");
    assert_eq!(session.mode(), Mode::Provenance);
    let entry = Entry::of(Quantity::Delta(3), 1);
    assert_eq!(session.trail().last().map(|stop| stop.entry), Some(entry));
    type_keys(&mut session, "Enter Esc Esc");
    assert_eq!(
        (session.mode(), session.filter()),
        (Mode::Numbers, "delta3_2")
    );
    assert_eq!(selected(&session), entry);
    type_keys(&mut session, "Enter g");
    assert_eq!((session.mode(), session.place()), (Mode::Walk, 5));
    type_keys(&mut session, "a");
    assert_eq!((session.mode(), selected(&session)), (Mode::Numbers, entry));
    // Back to where it was not made yet, the question is gone, and the table there.
    type_keys(&mut session, "Enter ←");
    assert_eq!(session.mode(), Mode::Numbers);
    // Asked on the page, it is left to the page.
    type_keys(&mut session, "Esc Enter Esc");
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn g_goes_to_the_step_that_made_it_with_the_entry_selected() {
    for (name, place, entry) in [
        ("delta3_2", 5, Entry::of(Quantity::Delta(3), 1)),
        ("w3_31", 2, Entry::at(Quantity::Weights(3), 2, 0)),
        ("x2", 0, Entry::of(Quantity::A(1), 1)),
    ] {
        let mut session = opened("default", "G");
        search(&mut session, name);
        type_keys(&mut session, "Enter g");
        assert_eq!(
            (session.mode(), session.place()),
            (Mode::Walk, place),
            "{name}"
        );
        assert_eq!(selected(&session), entry, "{name}");
    }
}

#[test]
fn its_quantity_is_copied_and_it_is_said_what_was() {
    let mut session = opened("default", "G");
    search(&mut session, "w3_31");
    type_keys(&mut session, "Enter y");
    assert!(
        shown(&session).contains("copy W⁽³⁾ as"),
        "{}",
        shown(&session)
    );
    let effect = type_keys(&mut session, "n");
    assert_eq!(effect, Effect::Copy(Quantity::Weights(3), Form::NumPy));
    session.take(Answer::Copied(Quantity::Weights(3), Form::NumPy));
    assert!(
        shown(&session).contains("copied W⁽³⁾ as NumPy"),
        "{}",
        shown(&session)
    );
    session.take(Answer::TooLarge(Quantity::Weights(3)));
    assert!(
        shown(&session).contains("too many numbers"),
        "{}",
        shown(&session)
    );
    assert_eq!(session.mode(), Mode::Numbers);
    // Nothing is selected, and nothing copied.
    search(&mut session, " qq");
    assert_eq!(type_keys(&mut session, "Enter y t"), Effect::None);
}

#[test]
fn a_file_read_anew_keeps_the_entry_as_far_as_it_is_still_there() {
    let mut session = opened("default", "G");
    search(&mut session, "w3_31");
    type_keys(&mut session, "Enter");
    let again = built_in("default");
    session.take(Answer::Reloaded(Box::new((again.trace, again.captions))));
    assert_eq!(selected(&session), Entry::at(Quantity::Weights(3), 2, 0));
    let small = parsed(
        "small",
        "activation = 'tanh'\nx = [1]\n[[layer]]\nW = [[1]]\nb = [0]\n[[layer]]\nW = [[2]]\nb = [0]\n",
    );
    session.take(Answer::Reloaded(Box::new((small.trace, small.captions))));
    assert_eq!(session.selected_entry(), None);
    type_keys(&mut session, "/ Esc");
    assert_eq!(selected(&session), Entry::at(Quantity::Weights(3), 0, 0));
    shown(&session);
}

#[test]
fn an_index_of_two_digits_is_told_apart_and_found() {
    let mut session = session(&golden("digits-shape"));
    type_keys(&mut session, "a Home l l PageDown");
    let text = symbols(&draw(&session, DARK, (80, 24)));
    assert!(text.contains("W⁽²⁾"), "{text}");
    assert!(text.contains("w⁽²⁾₁,₁₁"), "{text}");
    search(&mut session, "w2_12,3");
    let text = shown(&session);
    assert!(
        text.contains("w⁽²⁾₁₂,₃") && text.contains("1 of "),
        "{text}"
    );
}
