//! What holds of every session, whatever happened to it.

use gradwalk::engine::Trace;
use gradwalk::page::ALL_DIGITS;
use gradwalk::session::{Mode, Picture, Session};

/// Holds that what is selected exists, and that what is open has what it is about.
pub fn hold(session: &Session) {
    hold_walk(session);
    hold_prompt(session);
    hold_panel(session);
    hold_edits(session);
}

fn hold_walk(session: &Session) {
    assert!(session.place() <= session.walk().last());
    assert!((2..=ALL_DIGITS).contains(&session.digits()));
    let page = session.page();
    assert!(page.selected().is_none() || page.selected_entry().is_some());
    if let Some(entry) = session.selected_entry() {
        assert!(entry.value(session.trace()).is_some(), "{entry:?}");
    }
    let network = session.trace().network();
    let unit = session.selected_unit(&page);
    assert!((1..=network.depth()).contains(&unit.layer));
    assert!(unit.unit < network.units(unit.layer), "{unit:?}");
}

fn hold_prompt(session: &Session) {
    let (mode, line) = (session.mode(), session.line());
    let length = line.text().chars().count();
    assert!(line.cursor() <= length);
    assert!(line.text().chars().all(|it| !it.is_control()));
    assert!(!session.panel().is_prompt());
    assert_eq!(
        mode == Mode::Edit,
        session.edited_entry().is_some(),
        "{mode:?}"
    );
    if let Some(entry) = session.edited_entry() {
        assert!(entry.value(session.trace()).is_some(), "{entry:?}");
        assert!(!session.what_if().shows_own());
    }
    if mode == Mode::Search {
        assert_eq!(session.panel(), Mode::Numbers);
        assert_eq!(line.text(), session.filter());
    }
}

fn hold_panel(session: &Session) {
    let (trace, panel) = (session.trace(), session.panel());
    for stop in session.trail() {
        assert!(stop.entry.value(trace).is_some(), "{stop:?}");
        // While the help covers it the walk may go back; what is not known then is left with the help.
        assert!(
            panel != Mode::Provenance || session.is_known(stop.entry),
            "{stop:?}"
        );
    }
    match panel {
        Mode::Provenance => {
            let provenance = session.provenance().expect("it is open");
            let stop = session.trail().last().expect("it is open");
            assert!(
                stop.line < provenance.lines(stop.reaches).max(1),
                "{stop:?}"
            );
            let operands = provenance.operands(stop.reaches, stop.line);
            assert!(stop.operand < operands.max(1), "{stop:?}");
        }
        Mode::Help | Mode::Blank => {}
        _ => assert!(session.trail().is_empty(), "{panel:?}"),
    }
    match panel {
        Mode::Numbers => {
            let rows = session.numbers().rows();
            assert!(session.selected_row() < rows.max(1));
        }
        Mode::Descent => {
            let descent = session.descent();
            assert_eq!(session.place(), session.walk().last());
            assert!(descent.at.0 < descent.shape().0 && descent.at.1 < descent.shape().1);
            assert!(!session.what_if().shows_own());
        }
        Mode::Jacobian => {
            let (row, column) = session.jacobian_focus();
            let network = trace.network();
            assert!(row < network.outputs() && column < network.inputs());
            assert!(session.jacobian_rows().len() <= network.outputs());
        }
        Mode::Checks => assert!(session.checked_entry().value(trace).is_some()),
        Mode::InputSpace => hold_picture(session),
        _ => {}
    }
}

fn hold_picture(session: &Session) {
    let x = session.trace().input();
    match session.picture() {
        Picture::Image(rows, columns) => assert!(session.pixel() < rows * columns),
        Picture::Curve => {
            let frame = session.curve_frame();
            assert!(frame.contains(x[0]), "{frame:?} {}", x[0]);
        }
        Picture::Plane => {
            let frame = session.plane_frame();
            let point = (x[frame.axes.0], x[frame.axes.1]);
            assert!(frame.contains(point), "{frame:?} {point:?}");
        }
    }
}

fn hold_edits(session: &Session) {
    let what_if = session.what_if();
    let values = what_if.values();
    assert!(what_if.is_edited() || values.is_empty() && what_if.descents() == 0);
    assert!(what_if.is_edited() || !what_if.is_unsaved() && !what_if.shows_own());
    assert_eq!(
        what_if.before().is_some(),
        what_if.is_edited() && !what_if.shows_own()
    );
    for (entry, value) in values {
        assert_eq!(
            entry.value(what_if.latest()).map(f64::to_bits),
            Some(value.to_bits())
        );
    }
}

/// Holds that the walks are what recording them afresh gives, and that what is said to be saved is.
pub fn hold_afresh(session: &Session, own: &Trace, saved: Option<&Trace>) {
    let what_if = session.what_if();
    for trace in [what_if.own(), what_if.latest()] {
        assert_eq!(debug(trace), debug(&recorded(trace)));
    }
    assert_eq!(made_of(what_if.own()), made_of(own));
    let latest = made_of(what_if.latest());
    let is_kept = latest == made_of(own) || saved.is_some_and(|saved| latest == made_of(saved));
    assert!(
        what_if.is_unsaved() || is_kept,
        "unsaved, and not said to be"
    );
    // Where nothing slopes, a descent step is an edit that moves nothing.
    let is_own = latest == made_of(own) && what_if.descents() == 0;
    assert!(
        !is_own || !what_if.is_unsaved(),
        "nothing to save, and said to be unsaved"
    );
}

fn recorded(trace: &Trace) -> Trace {
    let network = std::sync::Arc::new(trace.network().clone());
    let (x, y) = (trace.input().clone(), trace.target().cloned());
    Trace::record(network, x, y, trace.objective()).expect("it was recorded before")
}

/// What a walk is made of.
fn made_of(trace: &Trace) -> String {
    format!(
        "{:?} {:?} {:?}",
        trace.network(),
        trace.input(),
        trace.target()
    )
}

/// NaN is not equal to itself; what is written of it is.
pub fn debug(trace: &Trace) -> String {
    format!("{trace:?}")
}
