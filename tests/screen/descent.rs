//! The step after the last: the walk of the loss goes down its gradient, and is walked again.

use gradwalk::engine::{Entry, Objective, Quantity, Trace};
use gradwalk::session::{Action, Answer, Change, Effect, Message, Mode, Session};
use gradwalk::theme::Depth;
use gradwalk::view::Look;

use crate::networks::{Opened, built_in, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, draw, session, shown, symbols};
use crate::typing::type_keys;

/// A walk of the loss, by those keys.
fn of_loss(opened: &Opened, keys: &str) -> Session {
    let mut session = session(opened);
    type_keys(&mut session, "o");
    assert_eq!(session.trace().objective(), Objective::Loss);
    type_keys(&mut session, keys);
    session
}

fn saved() -> Answer {
    Answer::Saved {
        path: "net.toml".to_owned(),
        tensors: None,
        splits: false,
    }
}

fn with_step(trace: &Trace, rate: f64) -> Trace {
    let mut trace = trace.clone();
    trace.descend(rate).expect("there is a target");
    trace
}

#[test]
fn one_step_beyond_the_last_is_the_descent_and_one_more_takes_it() {
    let mut session = of_loss(&built_in("higham"), "G");
    let expected = with_step(session.trace(), 0.05);
    let last = shown(&session);
    type_keys(&mut session, "→");
    assert_eq!(session.mode(), Mode::Descent);
    assert_eq!(session.place(), session.walk().last());
    type_keys(&mut session, "←");
    assert_eq!(shown(&session), last);
    type_keys(&mut session, "→ Esc");
    assert_eq!(shown(&session), last);
    let before = session.trace().value();
    type_keys(&mut session, "→ →");
    assert_eq!(*session.trace(), expected);
    assert_eq!((session.mode(), session.place()), (Mode::Walk, 0));
    assert!(session.trace().value() < before);
    assert!(shown(&session).contains("C 0.000792871 → 0.000785482"));
}

#[test]
fn going_round_and_round_c_falls_walk_by_walk() {
    for name in ["higham", "default", "xor", "layer-norm"] {
        let mut session = of_loss(&built_in(name), "");
        let mut cost = session.trace().value();
        for round in 1..=5 {
            let steps = session.walk().steps().len();
            for _ in 0..=steps {
                type_keys(&mut session, "→");
            }
            assert_eq!(session.place(), 0, "{name}");
            assert!(session.trace().value() < cost, "{name} {round}");
            cost = session.trace().value();
            assert_eq!(session.what_if().descents(), round);
        }
    }
}

#[test]
fn the_walk_says_that_it_goes_on_only_where_it_does() {
    let mut session = session(&built_in("higham"));
    type_keys(&mut session, "G →");
    assert_eq!(session.message(), Some(&Message::Complete));
    type_keys(&mut session, "D");
    assert_eq!(session.message(), Some(&Message::NotTheLoss));
    assert_eq!(session.mode(), Mode::Walk);
    type_keys(&mut session, "o ← →");
    assert_eq!(session.message(), Some(&Message::Descends));
    type_keys(&mut session, "g D");
    assert_eq!(session.mode(), Mode::Descent);
    // Another scalar, another step, another stride: there it is not the step after the last any more.
    for keys in ["o", "g", "2 Enter", "p", "b"] {
        let mut elsewhere = session.clone();
        type_keys(&mut elsewhere, keys);
        let is_there = elsewhere.mode() == Mode::Descent;
        assert_eq!(is_there, keys == "b", "{keys}");
    }
}

#[test]
fn autoplay_stops_at_the_last_step_and_does_not_descend() {
    let mut session = of_loss(&built_in("higham"), "");
    session.update(Action::Play);
    for _ in 0..20 {
        session.update(Action::Tick);
    }
    assert_eq!(session.mode(), Mode::Walk);
    assert_eq!(session.place(), session.walk().last());
    assert!(!session.what_if().is_edited());
}

#[test]
fn steps_and_edits_are_undone_and_done_again_exactly() {
    let mut session = of_loss(&built_in("higham"), "");
    let mut traces = vec![session.trace().clone()];
    for keys in [
        "D →",
        "e ↑ Enter",
        "D + →",
        "D - - →",
        "e ↓ Enter",
        "D l e ↑ Enter →",
    ] {
        type_keys(&mut session, keys);
        assert_ne!(session.trace(), &traces[traces.len() - 1], "{keys}");
        traces.push(session.trace().clone());
        if keys == "D l e ↑ Enter →" {
            // The edit there was one by itself.
            assert_eq!(session.what_if().descents(), 4);
        }
    }
    type_keys(&mut session, "u u");
    traces.pop();
    for trace in traces.iter().rev() {
        assert_eq!(session.trace(), trace);
        type_keys(&mut session, "u");
    }
    assert!(!session.what_if().is_edited());
    assert_eq!(session.message(), Some(&Message::NothingToUndo));
    for trace in &traces[1..] {
        type_keys(&mut session, "Ctrl-r");
        assert_eq!(session.trace(), trace);
    }
}

#[test]
fn an_edit_begun_after_a_step_and_left_leaves_the_step() {
    let mut session = of_loss(&built_in("higham"), "D →");
    let descended = session.trace().clone();
    type_keys(&mut session, "e 7 Esc");
    assert_eq!(*session.trace(), descended);
    type_keys(&mut session, "u");
    assert!(!session.what_if().is_edited());
    type_keys(&mut session, "e 7 Esc Ctrl-r");
    assert_eq!(
        *session.trace(),
        descended,
        "what was undone is still there"
    );
}

#[test]
fn a_network_that_descended_is_an_edited_one() {
    let mut session = of_loss(&built_in("higham"), "D → → ");
    let screen = shown(&session);
    assert!(screen.contains("what if: 1 descent step"), "{screen}");
    assert!(
        screen.contains('*') && screen.contains("differs from step 2 on"),
        "{screen}"
    );
    let descended = session.trace().clone();
    type_keys(&mut session, "b");
    assert_eq!(session.trace(), session.what_if().own());
    assert!(shown(&session).contains("the file's own values"));
    assert_eq!(
        *session.what_if().latest(),
        descended,
        "that is what is saved"
    );
    type_keys(&mut session, "b w");
    assert_eq!(session.mode(), Mode::SaveAs);
    type_keys(&mut session, "Esc q");
    assert_eq!(session.mode(), Mode::Unsaved);
    assert!(shown(&session).contains("1 edit is not saved"));
    type_keys(&mut session, "Esc");
    session.take(saved());
    assert_eq!(type_keys(&mut session.clone(), "q"), Effect::Quit);
    type_keys(&mut session, "D →");
    assert_eq!(type_keys(&mut session.clone(), "q"), Effect::None);
    type_keys(&mut session, "u");
    assert_eq!(
        type_keys(&mut session, "q"),
        Effect::Quit,
        "as it was saved"
    );
}

#[test]
fn a_file_read_anew_takes_the_steps_again_unless_it_has_them() {
    let opened = built_in("higham");
    let mut session = of_loss(&opened, "D →");
    let (own, descended) = (session.what_if().own().clone(), session.trace().clone());
    session.take(Answer::Reloaded(Box::new((own, opened.captions.clone()))));
    assert_eq!(*session.trace(), descended);
    assert_eq!(session.what_if().descents(), 1);
    // Saved over the file.
    session.take(Answer::Reloaded(Box::new((
        descended.clone(),
        opened.captions.clone(),
    ))));
    assert_eq!(*session.trace(), descended);
    assert!(!session.what_if().is_edited());
    assert_eq!(type_keys(&mut session, "q"), Effect::Quit);
    // Another network.
    let mut session = of_loss(&opened, "D → D");
    let other = built_in("xor");
    session.take(Answer::Reloaded(Box::new((
        other.trace.clone(),
        other.captions,
    ))));
    assert_eq!(*session.trace(), other.trace);
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn a_step_that_was_saved_is_not_taken_again_where_x_is_another() {
    let opened = built_in("higham");
    let mut session = of_loss(&opened, "D →");
    let saved_over = session.trace().clone();
    type_keys(&mut session, "e 7 Enter");
    let edited = session.trace().clone();
    assert_ne!(edited.input(), saved_over.input());
    // As after a save, where the command line gives the old x again.
    session.take(Answer::Reloaded(Box::new((saved_over, opened.captions))));
    assert_eq!(*session.trace(), edited);
    assert_eq!(session.what_if().descents(), 0);
    type_keys(&mut session, "u");
    assert_eq!(session.trace().network(), edited.network());
}

#[test]
fn what_is_not_finite_comes_back_when_an_edit_of_it_is_undone() {
    // ∂C/∂W is 1e290, which the greatest η makes too much.
    let text = "activation = 'identity'\nx = [1e150]\ny = [0]\n[[layer]]\nW = [[1e-10]]\nb = [0]\n";
    let keys = format!("D{} →", " +".repeat(64));
    let mut session = of_loss(&parsed("steep", text), &keys);
    let weight = |session: &Session| session.trace().network().layer(2).weights[(0, 0)];
    let steep = weight(&session);
    assert!(!steep.is_finite(), "{steep}");
    type_keys(&mut session, "D e 3 Enter");
    assert_eq!(weight(&session).to_bits(), 3_f64.to_bits());
    type_keys(&mut session, "u");
    assert_eq!(weight(&session).to_bits(), steep.to_bits());
}

#[test]
fn no_step_is_taken_from_where_there_is_no_slope() {
    for x in ["1e300", "1e200"] {
        let text = format!(
            "activation = 'identity'\nx = [{x}]\ny = [0]\n[[layer]]\nW = [[1e-50]]\nb = [0]\n"
        );
        let mut session = of_loss(&parsed("no slope", &text), "D");
        let before = session.trace().clone();
        type_keys(&mut session, "→");
        assert_eq!(session.message(), Some(&Message::NoSlope), "{x}");
        assert_eq!(*session.trace(), before);
        assert!(!session.what_if().is_unsaved());
    }
}

#[test]
fn the_panel_shows_what_the_step_does_to_every_weight_and_to_c() {
    let mut session = of_loss(&built_in("higham"), "D");
    let screen = shown(&session);
    assert!(screen.contains("W⁽²⁾ ← W⁽²⁾ − η ∂C/∂W⁽²⁾"), "{screen}");
    assert!(
        screen.contains("w⁽²⁾₁₁ ← −4.2 − 0.05·(−0.00537174)·0.3 = −4.19992"),
        "{screen}"
    );
    assert!(
        screen.contains("C: 0.000792871 → 0.000785482   η = 0.05"),
        "{screen}"
    );
    assert!(screen.contains("C − η ‖∇C‖² = 0.000785446"), "{screen}");
    // b is the last column, and goes on where W ends.
    type_keys(&mut session, "Tab l l j");
    assert_eq!(
        session.selected_entry(),
        Some(Entry::of(Quantity::Bias(3), 1))
    );
    assert!(shown(&session).contains("b⁽³⁾₂ ← 3.1 − 0.05·"));
    type_keys(&mut session, "Shift-Tab Shift-Tab");
    assert!(shown(&session).contains("W⁽⁴⁾"));
    for _ in 0..40 {
        session.update(Action::Rate(Change::More));
    }
    let screen = shown(&session);
    assert!(
        screen.contains("C rises") || session.outlook().after <= Some(session.outlook().before)
    );
}

#[test]
fn a_step_too_long_is_called_so_before_and_after() {
    let text = "activation = 'identity'\nx = [1]\ny = [0]\n[[layer]]\nW = [[1]]\nb = [0]\n";
    let mut session = of_loss(&parsed("line", text), "D + + + + + +");
    // C = ½(w + b)², and η = 5 takes w + b from 1 to 1 − 2·5.
    assert!(shown(&session).contains("C rises"), "{}", shown(&session));
    assert!(
        shown(&session).contains("C: 0.5 → 40.5   η = 5"),
        "{}",
        shown(&session)
    );
    type_keys(&mut session, "→");
    assert!(
        shown(&session).contains("C 0.5 → 40.5: η = 5 is too large here; u takes the step back")
    );
    type_keys(&mut session, "u D - - - - - -");
    assert!(
        shown(&session).contains("C: 0.5 → 0.405   η = 0.05"),
        "{}",
        shown(&session)
    );
}

#[test]
fn strange_walks_descend_at_every_size_and_in_every_look() {
    let plain = Look {
        depth: Depth::None,
        ..DARK
    };
    let rows = |count: usize| vec!["[0.5]"; count].join(", ");
    let wide = format!(
        "activation = 'tanh'\nx = [1e300]\ny = [0]\n[[layer]]\nW = [{}]\nb = [{}]\n[[layer]]\nW = [[{}]]\nb = [0]\n",
        rows(1000),
        vec!["0.1"; 1000].join(", "),
        vec!["1e-3"; 1000].join(", "),
    );
    let overflowing =
        "activation = 'identity'\nx = [1e200]\ny = [0]\n[[layer]]\nW = [[1e200]]\nb = [0]\n";
    for text in [wide.as_str(), overflowing] {
        let mut session = of_loss(&parsed("strange", text), "");
        for keys in [
            "D", "Ctrl-d", "l", "k", "Tab", "Ctrl-d h", "+", "→", "→ D", "u",
        ] {
            type_keys(&mut session, keys);
            for size in [(60, 16), PRIMARY, (120, 36), (200, 60), (20, 5), (61, 17)] {
                for look in [DARK, ASCII, plain] {
                    let screen = symbols(&draw(&session, look, size));
                    assert!(!screen.is_empty(), "{keys}");
                    assert!(look != ASCII || screen.is_ascii(), "{screen}");
                }
            }
        }
    }
}

#[test]
fn a_small_step_shows_as_many_digits_as_tell_c_before_and_after_apart() {
    let screen = shown(&of_loss(&built_in("higham-trained"), "D"));
    let line = screen.lines().find(|line| line.contains("C: "));
    let line = line.expect("C is told").to_owned();
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words
        .iter()
        .position(|word| *word == "→")
        .expect("an arrow");
    assert_ne!(words[at - 1], words[at + 1], "{line}");
}
