//! Edits: the walk that they make, what every screen shows of them, and how they are taken back and saved.

use gradwalk::engine::{Entry, Quantity, Trace};
use gradwalk::session::{Action, Answer, Conflict, Effect, Message, Mode, Session, Typing};
use gradwalk::theme::{Depth, Role};
use gradwalk::view::Look;
use ratatui::style::Modifier;

use crate::networks::{built_in, parsed};
use crate::screen::{DARK, PRIMARY, draw, session, shown, symbols};
use crate::typing::type_keys;

/// The default network at the step that goes forward through layer 2, W⁽²⁾ selected at row 1, column 1.
fn at_weights() -> Session {
    let mut session = session(&built_in("default"));
    type_keys(&mut session, "→ Tab Tab");
    while session.selected_entry() != Some(w11()) {
        type_keys(&mut session, "Tab");
    }
    session
}

fn w11() -> Entry {
    Entry::at(Quantity::Weights(2), 0, 0)
}

/// Replaces what stands in the line.
fn retype(session: &mut Session, text: &str) {
    type_keys(session, "Ctrl-u");
    for character in text.chars() {
        session.update(Action::Type(Typing::Insert(character)));
    }
}

fn edited(text: &str) -> Session {
    let mut session = at_weights();
    type_keys(&mut session, "e");
    retype(&mut session, text);
    type_keys(&mut session, "Enter");
    session
}

/// The default network's walk with w⁽²⁾₁₁ as given, from a file that says so.
fn from_file(w11: &str) -> Trace {
    let source = gradwalk::library::built_in("default")
        .expect("it is built in")
        .source;
    let source = source.replacen("W = [[0.5,", &format!("W = [[{w11},"), 1);
    parsed("edited", &source).trace
}

#[test]
fn an_edit_makes_the_walk_that_a_file_with_that_number_makes() {
    for (text, value) in [
        ("0.75", "0.75"),
        ("-2", "-2.0"),
        ("1/8", "0.125"),
        ("−3e-2", "-0.03"),
        ("1/3", "0.3333333333333333"),
    ] {
        let session = edited(text);
        assert_eq!(session.mode(), Mode::Walk, "{text}");
        assert_eq!(*session.trace(), from_file(value), "{text}");
    }
}

#[test]
fn the_walk_follows_while_one_types_and_escape_takes_it_all_back() {
    let mut session = at_weights();
    let before = session.clone();
    type_keys(&mut session, "e");
    retype(&mut session, "0.75");
    assert_eq!(*session.trace(), from_file("0.75"));
    assert!(shown(&session).contains("the file has 0.5"));
    type_keys(&mut session, "Esc");
    assert_eq!(session.trace(), before.trace());
    assert_eq!(shown(&session), shown(&before));
    // Nothing is left that could be undone.
    type_keys(&mut session, "u");
    assert_eq!(session.message(), Some(&Message::NothingToUndo));
}

#[test]
fn what_is_no_number_is_said_and_can_be_mended() {
    let mut session = at_weights();
    type_keys(&mut session, "e");
    for text in ["", "x", "1/0", "nan", "1e999"] {
        retype(&mut session, text);
        type_keys(&mut session, "Enter");
        assert_eq!(session.mode(), Mode::Edit, "{text:?}");
        assert_eq!(
            session.message(),
            Some(&Message::NotANumber(text.to_owned()))
        );
    }
    retype(&mut session, "2");
    type_keys(&mut session, "Enter");
    assert_eq!(*session.trace(), from_file("2.0"));
}

#[test]
fn arrows_nudge_in_the_second_digit_and_pages_ten_times_as_far() {
    let mut session = at_weights();
    type_keys(&mut session, "e ↑ ↑ ↓ ↑");
    assert_eq!(*session.trace(), from_file("0.52"));
    type_keys(&mut session, "PageDown Enter");
    assert_eq!(*session.trace(), from_file("0.42"));
    // All of it was one edit.
    type_keys(&mut session, "u");
    assert_eq!(*session.trace(), from_file("0.5"));
}

#[test]
fn undo_and_redo_go_through_all_edits_exactly() {
    let mut session = at_weights();
    let mut traces = vec![session.trace().clone()];
    for keys in ["e ↑ Enter", "e ↑ ↑ Enter", "l e ↓ Enter", "Tab e ↑ Enter"] {
        type_keys(&mut session, keys);
        traces.push(session.trace().clone());
    }
    for trace in traces.iter().rev().skip(1) {
        type_keys(&mut session, "u");
        assert_eq!(session.trace(), trace);
    }
    assert!(session.what_if().values().is_empty());
    for trace in traces.iter().skip(1) {
        type_keys(&mut session, "Ctrl-r");
        assert_eq!(session.trace(), trace);
    }
    type_keys(&mut session, "Ctrl-r");
    assert_eq!(session.message(), Some(&Message::NothingToRedo));
    // Another edit is another way: what was undone is gone.
    type_keys(&mut session, "u e ↑ ↑ ↑ Enter Ctrl-r");
    assert_eq!(session.message(), Some(&Message::NothingToRedo));
}

#[test]
fn before_and_after_are_shown_with_the_first_step_that_differs() {
    let mut session = edited("0.75");
    let screen = shown(&session);
    assert!(screen.contains("w⁽²⁾₁₁: 0.5 → 0.75"), "{screen}");
    assert!(screen.contains("(+0.25)"), "{screen}");
    assert!(screen.contains("differs from step 2 on"), "{screen}");
    // In a later layer too, marked where it is selected and where it is not.
    type_keys(&mut session, "→");
    let screen = shown(&session);
    assert!(screen.contains('*') && screen.contains(" → "), "{screen}");
    let mut late = session_editing_the_last_bias();
    assert!(shown(&late).contains("differs from step 4 on"));
    type_keys(&mut late, "Home →");
    assert!(!shown(&late).contains('*'), "layer 2 is as it was");
}

fn session_editing_the_last_bias() -> Session {
    let mut session = session(&built_in("default"));
    type_keys(&mut session, "4 Enter");
    let bias = Entry::of(Quantity::Bias(4), 0);
    while session.selected_entry() != Some(bias) {
        type_keys(&mut session, "Tab");
    }
    type_keys(&mut session, "e ↑ Enter");
    session
}

#[test]
fn the_files_own_values_are_one_key_away() {
    let mut session = edited("0.75");
    let (edited, screen) = (session.trace().clone(), shown(&session));
    type_keys(&mut session, "b");
    assert_eq!(*session.trace(), from_file("0.5"));
    assert!(shown(&session).contains("the file's own values"));
    assert!(!shown(&session).contains('*'));
    type_keys(&mut session, "b");
    assert_eq!(*session.trace(), edited);
    type_keys(&mut session, "Esc");
    assert_eq!(shown(&session), screen);
}

#[test]
fn a_changed_number_is_told_without_colour() {
    let plain = Look {
        depth: Depth::None,
        ..DARK
    };
    let session = edited("0.75");
    let buffer = draw(&session, plain, PRIMARY);
    let wanted = plain.style(Role::Changed).add_modifier;
    assert_ne!(wanted, Modifier::empty());
    let marks = buffer.content().iter().filter(|cell| cell.symbol() == "*");
    assert!(marks.count() >= 2);
}

#[test]
fn only_what_is_given_can_be_edited() {
    let mut session = session(&built_in("default"));
    type_keys(&mut session, "→ e");
    assert_eq!(session.message(), Some(&Message::NotEditable));
    assert_eq!(session.mode(), Mode::Walk);
    type_keys(&mut session, "Home e");
    assert_eq!(session.mode(), Mode::Edit);
    assert_eq!(
        session.edited_entry(),
        Some(Entry::of(Quantity::A(1), 0)),
        "x"
    );
    type_keys(&mut session, "Esc Tab e ↑ Enter");
    let entries: Vec<Entry> = session.what_if().values().into_keys().collect();
    assert_eq!(entries, [Entry::of(Quantity::Target, 0)], "y");
}

#[test]
fn edits_survive_another_objective_and_a_reload_that_they_fit() {
    let mut session = edited("0.75");
    type_keys(&mut session, "o");
    let loss = from_file("0.75").with_objective(gradwalk::engine::Objective::Loss);
    assert_eq!(*session.trace(), loss.expect("there is a target"));
    type_keys(&mut session, "o");

    let opened = built_in("default");
    let again = (from_file("0.5"), opened.captions.clone());
    session.take(Answer::Reloaded(Box::new(again)));
    assert_eq!(
        session.message(),
        Some(&Message::Reloaded { edits: Some(true) })
    );
    assert_eq!(*session.trace(), from_file("0.75"));
    assert_eq!(session.place(), 1);

    let other = built_in("xor");
    session.take(Answer::Reloaded(Box::new((
        other.trace.clone(),
        other.captions,
    ))));
    assert!(session.place() <= session.walk().last());
    let network = session.trace().network();
    assert_eq!(network.sizes(), other.trace.network().sizes());
}

#[test]
fn quitting_asks_while_an_edit_is_unsaved() {
    for quit in ["q", "Ctrl-c"] {
        let mut session = edited("0.75");
        assert_eq!(type_keys(&mut session, quit), Effect::None);
        assert_eq!(session.mode(), Mode::Unsaved);
        assert!(shown(&session).contains("1 edit is not saved"));
        type_keys(&mut session, "Esc");
        assert_eq!(session.mode(), Mode::Walk);
        assert_eq!(
            type_keys(&mut session, &format!("{quit} {quit}")),
            Effect::Quit
        );
    }
    let mut saved = edited("0.75");
    saved.take(Answer::Saved {
        path: "net.toml".to_owned(),
        tensors: None,
        splits: false,
    });
    assert_eq!(type_keys(&mut saved, "q"), Effect::Quit);
    // What is back at the file's value is no edit.
    let mut undone = edited("0.75");
    assert_eq!(type_keys(&mut undone, "u q"), Effect::Quit);
}

#[test]
fn saving_never_replaces_a_file_unasked() {
    let mut session = edited("0.75");
    type_keys(&mut session, "w");
    retype(&mut session, "mine.toml");
    let path = || "mine.toml".to_owned();
    let asked = Effect::Save {
        path: path(),
        replace: false,
    };
    assert_eq!(type_keys(&mut session, "Enter"), asked);
    session.take(Answer::Exists(path()));
    assert_eq!(session.mode(), Mode::Replace);
    assert!(shown(&session).contains("mine.toml exists already"));
    let mut refused = session.clone();
    assert_eq!(type_keys(&mut refused, "n"), Effect::None);
    assert_eq!(refused.mode(), Mode::Walk);
    assert_eq!(type_keys(&mut refused, "q"), Effect::None, "still unsaved");
    let replace = Effect::Save {
        path: path(),
        replace: true,
    };
    assert_eq!(type_keys(&mut session, "y"), replace);
    session.take(Answer::Saved {
        path: path(),
        tensors: None,
        splits: false,
    });
    assert!(shown(&session).contains("saved as mine.toml"));
}

#[test]
fn what_another_program_changed_is_named_before_it_is_replaced() {
    let mut session = edited("0.75");
    type_keys(&mut session, "w");
    let path = || "mine.toml".to_owned();
    session.take(Answer::Conflict(path(), Conflict::Text));
    assert_eq!(session.mode(), Mode::Replace);
    assert!(session.conflict().is_some() && session.is_outdated());
    assert!(shown(&session).contains("mine.toml was changed by another program"));
    let mut refused = session.clone();
    refused.take(Answer::Conflict(path(), Conflict::Tensors));
    assert!(shown(&refused).contains("mine.toml: its tensors were changed"));
    assert_eq!(type_keys(&mut refused, "n q"), Effect::None, "unsaved");
    let replace = Effect::Save {
        path: path(),
        replace: true,
    };
    assert_eq!(type_keys(&mut session, "y"), replace);
    assert!(session.conflict().is_some(), "that was agreed to");
    session.take(Answer::Failed("no".to_owned()));
    assert_eq!(type_keys(&mut session, "q"), Effect::None, "unsaved");
    // For another file it was not.
    type_keys(&mut session, "Esc w");
    assert_eq!(session.conflict(), None);
    session.take(Answer::Exists("other.toml".to_owned()));
    assert!(shown(&session).contains("other.toml exists already"));
}

#[test]
fn a_long_path_leaves_room_for_the_question_and_its_answers() {
    let mut session = edited("2");
    let path = format!("/{}/net.toml", "a folder/".repeat(12));
    session.take(Answer::Exists(path));
    for width in [60, 80] {
        let screen = symbols(&draw(&session, DARK, (width, 24)));
        let footer = screen.lines().last().unwrap_or_default();
        assert!(footer.contains("net.toml exists already"), "{footer}");
        assert!(
            footer.contains("y replace") && footer.contains("Esc"),
            "{footer}"
        );
    }
}

#[test]
fn with_nothing_edited_there_is_nothing_to_save_or_to_compare() {
    let mut session = session(&built_in("default"));
    for keys in ["w", "b"] {
        type_keys(&mut session, keys);
        assert_eq!(session.message(), Some(&Message::NothingEdited), "{keys}");
        assert_eq!(session.mode(), Mode::Walk);
    }
}

#[test]
fn a_smaller_network_read_anew_is_drawn_wherever_one_was() {
    let wide = "activation = 'tanh'\nx = [1, 2, 3]\ny = [0, 0, 0]\n[[layer]]\n\
        W = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]\nb = [0, 0, 0]\n";
    let narrow = "activation = 'tanh'\nx = [1]\n[[layer]]\nW = [[1]]\nb = [0]\n";
    for keys in [
        "",
        "→",
        "→ →",
        "G",
        "G Enter",
        "n",
        "a",
        "i",
        "J",
        "v",
        "? ",
        "→ e ↑ Enter",
    ] {
        let mut session = session(&parsed("wide", wide));
        type_keys(&mut session, &format!("c c {keys} j j"));
        let read = parsed("narrow", narrow);
        session.take(Answer::Reloaded(Box::new((read.trace, read.captions))));
        for keys in ["", "→", "→", "→", "←", "u", "o", "j", "Enter", "Esc"] {
            type_keys(&mut session, keys);
            assert!(!shown(&session).is_empty(), "{keys}");
        }
    }
}

#[test]
fn an_edit_undone_after_a_reload_is_what_the_file_says_now() {
    let mut session = edited("0.75");
    let again = (from_file("0.25"), built_in("default").captions);
    session.take(Answer::Reloaded(Box::new(again)));
    assert_eq!(*session.trace(), from_file("0.75"));
    type_keys(&mut session, "u");
    assert_eq!(*session.trace(), from_file("0.25"));
    assert_eq!(type_keys(&mut session, "q"), Effect::Quit);
}

#[test]
fn leaving_while_a_number_is_half_typed_takes_it_back() {
    let mut session = at_weights();
    type_keys(&mut session, "e");
    retype(&mut session, "7");
    assert_eq!(type_keys(&mut session, "Ctrl-c"), Effect::Quit);
    assert_eq!(*session.trace(), from_file("0.5"));
}

#[test]
fn the_help_and_the_blank_screen_give_back_what_they_cover() {
    for panel in ["n", "a", "i", "J", "v", "→ Enter"] {
        for over in ["? Esc", ". x", "? ?"] {
            let mut session = session(&built_in("default"));
            type_keys(&mut session, panel);
            let before = session.panel();
            type_keys(&mut session, over);
            assert_eq!(session.panel(), before, "{panel} {over}");
        }
    }
}

#[test]
fn what_is_typed_first_stands_in_the_place_of_the_old_number() {
    let mut session = at_weights();
    type_keys(&mut session, "e 1 / 3 Enter");
    assert_eq!(*session.trace(), from_file("0.3333333333333333"));
    // After the cursor was moved, the old number is mended instead.
    type_keys(&mut session, "u e End 5 Enter");
    assert_eq!(*session.trace(), from_file("0.55"));
    type_keys(&mut session, "e x Enter");
    assert!(
        shown(&session).contains("is no number"),
        "{}",
        shown(&session)
    );
}

#[test]
fn edits_do_not_move_to_a_network_of_another_shape() {
    let mut session = edited("0.75");
    let other = built_in("higham");
    session.take(Answer::Reloaded(Box::new((
        other.trace.clone(),
        other.captions,
    ))));
    assert_eq!(
        session.message(),
        Some(&Message::Reloaded { edits: Some(false) })
    );
    assert!(session.what_if().values().is_empty());
    assert_eq!(*session.trace(), other.trace);
}

#[test]
fn a_changed_file_is_said_until_it_is_read_anew() {
    let mut session = session(&built_in("default"));
    session.take(Answer::Changed);
    for keys in ["→", "n", "Esc", "6 Enter"] {
        type_keys(&mut session, keys);
        assert!(
            shown(&session).contains("the file has changed: r"),
            "{keys}"
        );
    }
    let again = built_in("default");
    session.take(Answer::Reloaded(Box::new((again.trace, again.captions))));
    type_keys(&mut session, "→");
    assert!(!shown(&session).contains("has changed"));
}

#[test]
fn what_is_said_on_the_border_leaves_the_key_whole() {
    let mut session = edited("0.75");
    for _ in 0..8 {
        let screen = shown(&session);
        let border = screen.lines().find(|line| line.contains("what if"));
        let border = border.unwrap_or_else(|| panic!("{screen}"));
        let key = border.matches("where from").count();
        assert_eq!(border.matches("Enter: where from").count(), key, "{border}");
        type_keys(&mut session, "→");
    }
}
