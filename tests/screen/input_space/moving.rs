//! x moved about, the frame around it, and what is computed when.

use gradwalk::engine::Trace;
use gradwalk::session::{Ask, Picture, Session, Start};
use ratatui::style::Modifier;

use super::{dots, iris, opened, screen, settle, typed, x};
use crate::networks::built_in;
use crate::screen::{DARK, PRIMARY, draw};
use crate::typing::type_keys;

#[test]
fn x_moves_by_short_steps_and_everything_follows() {
    let mut session = opened(&built_in("default"), "");
    assert!(
        screen(&session).contains("x₁         0.3"),
        "{}",
        screen(&session)
    );
    typed(&mut session, "→");
    assert_eq!(x(&session), [0.4, 0.4]);
    typed(&mut session, "↑ ↑ ↓ ↓ ↓");
    assert_eq!(x(&session), [0.4, 0.3]);
    let fresh = Trace::record(
        built_in("default").trace.network().clone().into(),
        session.trace().input().clone(),
        session.trace().target().cloned(),
        session.trace().objective(),
    );
    assert_eq!(fresh.as_ref(), Ok(session.trace()));
    let moved = screen(&session);
    assert!(
        moved.contains("0.3 → 0.4") && moved.contains("0.4 → 0.3"),
        "{moved}"
    );
    // The walk under it is the walk from there: its last step is that of a session that begins with this x.
    type_keys(&mut session, "Esc G");
    let mut other = Session::new(
        fresh.expect("it fits as x did"),
        session.captions().clone(),
        Start::default(),
    );
    type_keys(&mut other, "G");
    assert_eq!(session.page().sums, other.page().sums);
}

#[test]
fn moves_in_a_row_along_one_axis_are_one_edit() {
    let mut session = opened(&built_in("default"), "→ → → ↑ ↑");
    assert_eq!(x(&session), [0.6, 0.6]);
    type_keys(&mut session, "u");
    assert_eq!(x(&session), [0.6, 0.4]);
    type_keys(&mut session, "u");
    assert_eq!(x(&session), [0.3, 0.4]);
    assert!(session.what_if().before().is_none());
    // Left and opened again, it is another one.
    type_keys(&mut session, "→ Esc i →");
    assert_eq!(x(&session), [0.5, 0.4]);
    type_keys(&mut session, "u");
    assert_eq!(x(&session), [0.4, 0.4]);
}

#[test]
fn the_picture_stays_where_it_is_until_x_leaves_it() {
    let mut session = opened(&built_in("default"), "");
    let frame = session.plane_frame();
    for _ in 0..200 {
        let before = session.plane_frame();
        type_keys(&mut session, "→");
        let (now, at) = (session.plane_frame(), (x(&session)[0], x(&session)[1]));
        assert!(now.contains(at), "{now:?}: {at:?}");
        if before.contains(at) {
            assert_eq!(now, before);
        } else {
            assert_eq!((now.centre, now.step), (at, before.step));
        }
    }
    assert_ne!(session.plane_frame(), frame);
    // Where it was taken back far, there is a picture all the same.
    type_keys(&mut session, "u");
    assert!(session.plane_frame().contains((0.3, 0.4)));
}

#[test]
fn closer_is_closer_around_x() {
    let mut session = opened(&built_in("default"), "");
    let frame = session.plane_frame();
    typed(&mut session, "+ +");
    let closer = session.plane_frame();
    assert_eq!(
        (closer.step, closer.columns),
        (frame.step / 4.0, frame.columns)
    );
    let (one, other) = (frame.place((0.3, 0.4)), closer.place((0.3, 0.4)));
    assert!((one.0 - other.0).abs() < 1e-9 && (one.1 - other.1).abs() < 1e-9);
    typed(&mut session, "→");
    assert_eq!(x(&session), [0.32, 0.4]);
    typed(&mut session, "- - -");
    assert!((session.plane_frame().step / frame.step - 2.0).abs() < 1e-12);
    // To the end of the doubles and back nothing breaks.
    for key in ["+ ", "- "] {
        type_keys(&mut session, &key.repeat(1200));
        settle(&mut session);
        screen(&session);
        typed(&mut session, "→ ↑ ← ↓");
        assert!(x(&session).iter().all(|x| x.is_finite()));
        screen(&session);
    }
}

#[test]
fn any_two_axes_of_many_can_be_chosen() {
    let mut session = opened(&iris(), "");
    let axes = |session: &Session| session.plane_frame().axes;
    assert!(
        screen(&session).contains("x₁ sepal l"),
        "{}",
        screen(&session)
    );
    for wanted in (0..4).flat_map(|across| (0..4).map(move |up| (across, up))) {
        while axes(&session).0 == wanted.1 {
            type_keys(&mut session, "Tab");
        }
        for _ in 0..3 {
            let is_there = axes(&session).1 == wanted.1;
            type_keys(&mut session, if is_there { "" } else { "Shift-Tab" });
        }
        for _ in 0..3 {
            let is_there = axes(&session).0 == wanted.0;
            type_keys(&mut session, if is_there { "" } else { "Tab" });
            assert_ne!(axes(&session).0, axes(&session).1);
        }
        assert_eq!(axes(&session) == wanted, wanted.0 != wanted.1, "{wanted:?}");
    }
    let mut session = opened(&iris(), "Tab Shift-Tab");
    assert_eq!(axes(&session), (2, 3));
    let picture = screen(&session);
    assert!(
        picture.contains("x₃ petal l") && picture.contains("x₄ petal w"),
        "{picture}"
    );
    typed(&mut session, "→ ↑");
    let (now, before) = (x(&session), x(&opened(&iris(), "")));
    assert!(now[2] > before[2] && now[3] > before[3] && now[..2] == before[..2]);
    // The picture is what the scalar is there.
    let plane = session.findings().plane.as_ref().expect("it was found");
    assert_eq!(plane.frame, session.plane_frame());
    assert_eq!(Some(plane.level), session.trace().value().into());
    // Two inputs have no other axes.
    let mut two = opened(&built_in("default"), "Tab Shift-Tab Tab");
    assert_eq!(axes(&two), (0, 1));
    typed(&mut two, "t");
    assert_eq!(two.picture(), Picture::Plane);
}

#[test]
fn the_last_picture_stays_while_the_next_is_computed_and_the_numbers_are_of_now() {
    let mut session = opened(&built_in("default"), "");
    let shown = screen(&session);
    assert!(!shown.contains("computing"), "{shown}");
    type_keys(&mut session, "→");
    let meanwhile = screen(&session);
    assert!(
        meanwhile.contains("computing …") && meanwhile.contains("0.3 → 0.4"),
        "{meanwhile}"
    );
    assert!(
        meanwhile.contains('▀') && meanwhile.contains('○'),
        "{meanwhile}"
    );
    // The contour through the old x is not one through x.
    assert!(
        dots(&draw(&session, DARK, PRIMARY), |modifier| !modifier
            .contains(Modifier::BOLD))
        .is_empty()
    );
    settle(&mut session);
    assert!(!screen(&session).contains("computing"));
    // What is found of the walk before is dropped.
    type_keys(&mut session, "→");
    let late = session.wanted().expect("there is a new plane");
    type_keys(&mut session, "→");
    let before = session.clone();
    late.run(&mut || true, &mut |found| {
        session.found(late.ticket(), found);
    });
    assert_eq!(session, before);
}

#[test]
fn a_picture_that_was_left_is_computed_again() {
    let mut session = opened(&built_in("default"), "");
    typed(&mut session, "+ -");
    let closer = |session: &mut Session, keys| {
        type_keys(session, keys);
        session.plane_frame()
    };
    let near = closer(&mut session, "+");
    settle(&mut session);
    let far = closer(&mut session, "-");
    assert!(session.wanted().is_some());
    assert!(!session.is_done(&Ask::Plane(far)));
    settle(&mut session);
    assert_eq!(
        session.findings().plane.as_ref().map(|it| it.frame),
        Some(far)
    );
    assert_ne!(near, far);
}
