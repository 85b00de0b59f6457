//! The input space: which keys do something in it, what its axes are, and which piece is looked at.

use gradwalk::engine::Quantity;
use gradwalk::session::{Action, Axis, Change, Direction, Mode, Picture, Session, Size};

use crate::{SMALL, at_the_end, open, session};

/// The same network over so many components of x, the further ones read by nobody.
fn over(inputs: usize, top: &str) -> Session {
    let row = |w: f64| format!("{:?}", vec![w; inputs]);
    let x = format!("{:?}", vec![0.5; inputs]);
    let source = format!(
        "{top}\nactivation = \"tanh\"\nx = {x}\n[[layer]]\nW = [{}, {}]\nb = [0.1, -0.3]\n",
        row(0.5),
        row(-0.2)
    );
    let mut session = session(&source);
    open(&mut session, Mode::InputSpace);
    session
}

#[test]
fn only_keys_that_do_something_are_offered() {
    let turns = [Axis::Horizontal, Axis::Vertical].map(Action::NextAxis);
    // Two components, three, one, and a picture of four; whether there are axes to change, a field, a zoom, a turn.
    let image = "image = [2, 2]";
    for (inputs, top, expected) in [
        (2, "", [false, true, true, false]),
        (3, "", [true, true, true, false]),
        (1, "", [false, false, true, false]),
        (4, image, [false, false, false, true]),
    ] {
        let session = over(inputs, top);
        let found = [
            session.offers(turns[0]),
            session.offers(Action::Field),
            session.offers(Action::Zoom(Change::More)),
            session.offers(Action::Turn),
        ];
        assert_eq!(found, expected, "{inputs}");
        assert_eq!(session.offers(turns[1]), expected[0]);
        assert!(session.offers(Action::NextComponent) && session.offers(Action::Next));
    }
}

#[test]
fn a_component_is_offered_where_there_is_another_one() {
    let mut session = at_the_end();
    open(&mut session, Mode::InputSpace);
    assert!(session.offers(Action::NextComponent));
    session.update(Action::Objective);
    assert!(!session.offers(Action::NextComponent), "the loss has none");
    let one = SMALL.replace(
        "[[1.0, 0.4], [0.2, -0.9]]\nb = [0.0, 0.1]",
        "[[1.0, 0.4]]\nb = [0.0]",
    );
    let mut session = crate::session(&one.replace("[1.0, 0.0]", "[1.0]"));
    open(&mut session, Mode::InputSpace);
    assert!(!session.offers(Action::NextComponent));
    session.update(Action::Leave);
    assert!(
        session.offers(Action::NextAxis(Axis::Vertical)),
        "beside the panel all is"
    );
}

#[test]
fn an_axis_goes_through_the_components_that_the_other_has_not() {
    let mut session = over(3, "");
    let mut axes = |axis| {
        session.update(Action::NextAxis(axis));
        session.plane_frame().axes
    };
    assert_eq!(axes(Axis::Horizontal), (2, 1));
    assert_eq!(axes(Axis::Horizontal), (0, 1));
    assert_eq!(axes(Axis::Vertical), (0, 2));
    assert_eq!(axes(Axis::Vertical), (0, 1));
    let mut two = over(2, "");
    two.update(Action::NextAxis(Axis::Horizontal));
    assert_eq!(two.plane_frame().axes, (0, 1));
}

#[test]
fn an_image_is_looked_at_as_a_plane_along_the_selected_pixel_and_comes_back_to_it() {
    let mut session = over(4, "image = [2, 2]");
    assert_eq!(session.picture(), Picture::Image(2, 2));
    let mut to = |direction, pixel| {
        session.update(Action::MoveInput(direction));
        assert_eq!(session.pixel(), pixel, "{direction:?}");
    };
    to(Direction::Right, 1);
    to(Direction::Right, 1);
    to(Direction::Down, 3);
    to(Direction::Down, 3);
    to(Direction::Left, 2);
    to(Direction::Left, 2);
    to(Direction::Up, 0);
    to(Direction::Up, 0);
    to(Direction::Right, 1);
    assert_eq!(
        session
            .selected_entry()
            .map(|entry| (entry.quantity, entry.row)),
        Some((Quantity::A(1), 1))
    );
    session.update(Action::Turn);
    assert_eq!(session.picture(), Picture::Plane);
    // The vertical axis was this pixel's, and makes room for it.
    assert_eq!(session.plane_frame().axes, (1, 0));
    session.update(Action::NextAxis(Axis::Horizontal));
    assert_eq!(session.plane_frame().axes, (2, 0));
    session.update(Action::Turn);
    assert_eq!(
        (session.picture(), session.pixel()),
        (Picture::Image(2, 2), 2)
    );
}

#[test]
fn a_pixel_stays_within_its_row_and_its_column() {
    let mut session = over(9, "image = [3, 3]");
    let mut to = |direction| {
        session.update(Action::MoveInput(direction));
        session.pixel()
    };
    assert_eq!([(); 3].map(|()| to(Direction::Down)), [3, 6, 6]);
    assert_eq!([(); 3].map(|()| to(Direction::Right)), [7, 8, 8]);
    assert_eq!([(); 3].map(|()| to(Direction::Up)), [5, 2, 2]);
    assert_eq!([(); 3].map(|()| to(Direction::Left)), [1, 0, 0]);
}

#[test]
fn an_image_has_no_axes_to_change() {
    let mut session = over(4, "image = [2, 2]");
    session.update(Action::NextAxis(Axis::Vertical));
    session.update(Action::Turn);
    assert_eq!(session.plane_frame().axes, (0, 1));
}

#[test]
fn nothing_turns_where_x_is_no_image() {
    let mut session = over(2, "");
    session.update(Action::Turn);
    assert_eq!((session.picture(), session.pixel()), (Picture::Plane, 0));
    assert_eq!(session.plane_frame().axes, (0, 1));
}

#[test]
fn a_piece_stays_while_x_is_in_it_and_follows_it_out() {
    let mut session = over(1, "");
    let (step, centre) = (session.curve_frame().step, session.curve_frame().centre);
    session.update(Action::MoveInput(Direction::Up));
    assert_eq!(session.trace().input()[0].to_bits(), 0.5_f64.to_bits());
    session.update(Action::MoveInput(Direction::Right));
    let moved = session.trace().input()[0];
    // About two samples further.
    assert!(moved - 0.5 > step && moved - 0.5 <= 4.0 * step, "{moved}");
    assert_eq!(session.curve_frame().centre.to_bits(), centre.to_bits());
    let mut moves = 0;
    while session.curve_frame().centre.to_bits() == centre.to_bits() {
        session.update(Action::MoveInput(Direction::Right));
        moves += 1;
        assert!(moves < 1_000);
    }
    let frame = session.curve_frame();
    assert_eq!(frame.centre.to_bits(), session.trace().input()[0].to_bits());
    assert_eq!(frame.step.to_bits(), step.to_bits(), "as wide as before");
}

#[test]
fn another_screen_shows_the_same_piece() {
    let mut session = over(1, "");
    session.update(Action::Zoom(Change::More));
    let wide = |session: &Session| {
        let frame = session.curve_frame();
        frame.step * frame.samples as f64
    };
    let before = wide(&session);
    session.resize(150, 24);
    assert!((wide(&session) / before - 1.0).abs() < 1e-12);
    let mut plane = over(2, "");
    plane.update(Action::Zoom(Change::More));
    let high = |session: &Session| {
        let frame = session.plane_frame();
        frame.step * frame.columns.min(frame.rows) as f64
    };
    let before = high(&plane);
    plane.resize(150, 50);
    assert!((high(&plane) / before - 1.0).abs() < 1e-12);
}

#[test]
fn a_nudge_needs_an_edit_and_a_field_a_plane() {
    let mut session = over(2, "");
    session.update(Action::Field);
    assert!(session.shows_field());
    session.update(Action::Nudge(Change::More, Size::Small));
    assert!(!session.what_if().is_edited());
}
