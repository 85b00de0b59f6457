//! Lines of text: what can be typed, how long they may be, what they do.

use gradwalk::session::{Action, Direction, Effect, Line, Message, Mode, Typing};

use crate::{SMALL, at_the_end, open, session, set_x, write};

#[test]
fn a_line_takes_no_control_character_and_256_others() {
    let mut line = Line::default();
    for control in ['\n', '\t', '\u{1b}', '\u{7f}', '\u{9b}'] {
        assert!(!line.take(Typing::Insert(control)));
    }
    assert_eq!(line.text(), "");
    for _ in 0..256 {
        assert!(line.take(Typing::Insert('é')));
    }
    assert!(!line.take(Typing::Insert('é')));
    assert_eq!(line.text().chars().count(), 256);
    assert!(line.take(Typing::Erase) && line.take(Typing::Insert('x')));
}

#[test]
fn lines_are_the_same_with_the_same_text_and_the_cursor_in_the_same_place() {
    let (mut one, other) = (Line::of("abc"), Line::of("abc"));
    assert_eq!((one.cursor(), &one), (3, &other));
    assert!(!one.take(Typing::Left), "the text is as it was");
    assert_eq!(one.cursor(), 2);
    assert_ne!(one, other);
    assert_ne!(Line::of("abd"), other);
}

#[test]
fn text_is_typed_into_four_prompts() {
    let lines = [Mode::Command, Mode::Search, Mode::Edit, Mode::SaveAs];
    for mode in Mode::ALL {
        assert_eq!(mode.is_line(), lines.contains(&mode), "{mode:?}");
    }
}

#[test]
fn a_step_has_six_digits_at_most() {
    let mut session = session(SMALL);
    for digit in [1, 2, 3, 4, 5, 6, 7] {
        session.update(Action::Digit(digit));
    }
    assert_eq!(
        (session.mode(), session.line().text()),
        (Mode::GoTo, "123456")
    );
    session.update(Action::Accept);
    let (number, steps) = (123_456, session.walk().steps().len());
    assert_eq!(session.message(), Some(&Message::NoStep { number, steps }));
    session.update(Action::Digit(9));
    assert_eq!(session.line().text(), "9", "the next number begins anew");
}

#[test]
fn a_number_of_a_step_is_left_for_anything_but_a_digit() {
    let mut session = session(SMALL);
    session.update(Action::Digit(2));
    session.update(Action::Digit(0));
    session.update(Action::Next);
    assert_eq!((session.mode(), session.place()), (Mode::Walk, 1));
}

#[test]
fn a_choice_goes_back_to_the_first_when_the_text_changes() {
    let mut session = session(SMALL);
    open(&mut session, Mode::Command);
    session.update(Action::Choose(Direction::Down));
    session.update(Action::Choose(Direction::Down));
    assert_eq!(session.chosen(), 2);
    session.update(Action::Choose(Direction::Up));
    session.update(Action::Type(Typing::Left));
    assert_eq!(session.chosen(), 1, "the text is as it was");
    write(&mut session, "a");
    assert_eq!(session.chosen(), 0);
    session.update(Action::Choose(Direction::Down));
    session.update(Action::Leave);
    open(&mut session, Mode::Command);
    assert_eq!(session.chosen(), 0);
}

#[test]
fn only_what_is_edited_is_saved_and_under_the_name_that_was_typed_last() {
    let mut session = session(SMALL);
    session.update(Action::Open(Mode::SaveAs));
    assert_eq!(session.message(), Some(&Message::NothingEdited));
    set_x(&mut session, 0, "0.9");
    open(&mut session, Mode::SaveAs);
    write(&mut session, "b.toml");
    let (path, replace) = ("b.toml".to_owned(), false);
    let save = Effect::Save { path, replace };
    assert_eq!(session.update(Action::Accept), save);
    open(&mut session, Mode::SaveAs);
    assert_eq!(session.line().text(), "b.toml");
}

#[test]
fn a_prompt_that_opens_over_an_edit_gives_the_edit_up() {
    let mut session = session(SMALL);
    let x = session.trace().input().clone();
    open(&mut session, Mode::Edit);
    write(&mut session, "7");
    assert_ne!(session.trace().input(), &x, "it is tried while it is typed");
    open(&mut session, Mode::Search);
    assert_eq!(session.trace().input(), &x);
    let mut other = at_the_end();
    other.update(Action::First);
    open(&mut other, Mode::Edit);
    other.update(Action::Accept);
    assert_eq!(other.mode(), Mode::Walk);
    assert!(!other.what_if().is_edited());
}
