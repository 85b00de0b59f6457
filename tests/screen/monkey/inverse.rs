//! What was done can be undone, and looks as if it had never been done.

use gradwalk::keymap::{self, Key};
use gradwalk::page::ALL_DIGITS;
use gradwalk::session::{Action, Change, Effect, Message, Mode, Session, Unit};

use super::happening::Probe;
use super::sound;
use super::world::World;

/// So often Esc leaves whatever is open, but for the way through the numbers, which it climbs number by number.
const DEEPEST: usize = 4;

/// Where an action and the one that takes it back are tried.
type Where = fn(&Session) -> bool;

/// Pairs of actions of which the second takes the first back.
const PAIRS: [(Action, Action, Where); 13] = [
    (Action::Transpose, Action::Transpose, anywhere),
    (Action::NextOperand, Action::PreviousOperand, on_step),
    (Action::PreviousOperand, Action::NextOperand, on_step),
    (Action::NextComponent, Action::PreviousComponent, on_numbers),
    (Action::PreviousComponent, Action::NextComponent, on_numbers),
    (Action::FilesOwn, Action::FilesOwn, on_numbers),
    (Action::Open(Mode::Help), Action::Leave, anywhere),
    (Action::Open(Mode::Blank), Action::Leave, anywhere),
    (Action::Open(Mode::Command), Action::Leave, anywhere),
    (Action::Open(Mode::Copy), Action::Leave, anywhere),
    (Action::Open(Mode::Edit), Action::Leave, can_edit),
    (MORE_DIGITS, FEWER_DIGITS, has_digits_left),
    (
        Action::Rate(Change::More),
        Action::Rate(Change::Less),
        descends,
    ),
];

const MORE_DIGITS: Action = Action::Digits(Change::More);
const FEWER_DIGITS: Action = Action::Digits(Change::Less);

const fn anywhere(_: &Session) -> bool {
    true
}

fn on_step(session: &Session) -> bool {
    let page = session.page();
    let of_page = Unit {
        layer: page.step.layer(),
        unit: page.selection.unit,
    };
    // Whoever selects on the page gives the drawn network's own choice up.
    session.panel() == Mode::Walk && session.selected_unit(&page) == of_page
}

/// Where nothing is computed for that takes its time.
fn on_numbers(session: &Session) -> bool {
    matches!(session.panel(), Mode::Walk | Mode::Numbers | Mode::Network)
}

fn can_edit(session: &Session) -> bool {
    let mut session = session.clone();
    on_numbers(&session) && !session.what_if().shows_own() && {
        session.update(Action::Open(Mode::Edit));
        session.mode() == Mode::Edit
    }
}

fn has_digits_left(session: &Session) -> bool {
    session.digits() < ALL_DIGITS
}

fn descends(session: &Session) -> bool {
    session.panel() == Mode::Descent
}

pub fn hold(world: &World, probe: Probe) {
    match probe {
        Probe::None => {}
        Probe::Escape => hold_escape(world),
        Probe::Fresh => {
            sound::hold_afresh(&world.session, &world.own, world.saved.as_ref());
        }
        // What is half typed, or covers everything, takes the actions itself.
        _ if is_busy(&world.session) => {}
        Probe::Back => hold_back(world),
        Probe::Undo => hold_undo(world),
        Probe::Inverse(at) => {
            let (action, inverse, can) = PAIRS[at % PAIRS.len()];
            if can(&world.session) {
                hold_round(world, &[action, inverse]);
            }
        }
    }
}

fn is_busy(session: &Session) -> bool {
    session.mode().is_prompt() || matches!(session.panel(), Mode::Help | Mode::Blank)
}

/// `session` with nothing to say and nobody playing.
fn quiet(session: &Session) -> Session {
    let mut session = session.clone();
    if session.play().is_on {
        session.update(Action::Play);
    }
    session.update(Action::Redraw);
    session
}

/// After `actions` everything is as it was.
fn hold_round(world: &World, actions: &[Action]) {
    let before = quiet(&world.session);
    let mut after = before.clone();
    for action in actions {
        assert_eq!(after.update(*action), Effect::None, "{action:?}");
        sound::hold(&after);
    }
    let after = quiet(&after);
    let state = |session: &Session| {
        let page = session.page();
        (
            (
                session.place(),
                session.mode(),
                session.panel(),
                page.selection,
            ),
            (
                session.digits(),
                session.transposed(),
                session.trail().to_vec(),
            ),
            (session.selected_entry(), session.trace().objective()),
            (session.what_if().descents(), session.what_if().is_unsaved()),
        )
    };
    assert_eq!(state(&after), state(&before), "after {actions:?}");
    // What was checked is of the walk before.
    if before.check() != after.check() {
        return;
    }
    let (before, after) = (world.frame(&before), world.frame(&after));
    assert!(
        before == after,
        "after {actions:?}\n{}{}",
        crate::screen::symbols(&before),
        crate::screen::symbols(&after),
    );
}

fn hold_back(world: &World) {
    let session = &world.session;
    // Descending is undone by undoing; a table follows its row, and not its step.
    let at_end = session.place() == session.walk().last();
    if !at_end
        && matches!(
            session.panel(),
            Mode::Walk | Mode::Network | Mode::Jacobian | Mode::Checks
        )
    {
        hold_round(world, &[Action::Next, Action::Back]);
    }
    if session.place() > 0 && matches!(session.panel(), Mode::Walk | Mode::Checks) {
        hold_round(world, &[Action::Back, Action::Next]);
    }
}

fn hold_undo(world: &World) {
    let mut session = world.session.clone();
    if !on_numbers(&session) && !descends(&session) || session.what_if().shows_own() {
        return;
    }
    let (latest, own) = (
        sound::debug(session.what_if().latest()),
        sound::debug(session.what_if().own()),
    );
    session.update(Action::Undo);
    if session.message() == Some(&Message::NothingToUndo) {
        return;
    }
    sound::hold(&session);
    session.update(Action::Redo);
    assert_eq!(sound::debug(session.what_if().latest()), latest);
    assert_eq!(sound::debug(session.what_if().own()), own);
    hold_round(world, &[Action::Undo, Action::Redo]);
}

/// Esc leaves what is open, and never the program.
fn hold_escape(world: &World) {
    let mut session = world.session.clone();
    for _ in 0..DEEPEST + session.trail().len() {
        if let Some(action) = keymap::action(&session, Key::Esc) {
            let effect = session.update(action);
            assert_eq!(effect, Effect::None, "Esc");
            sound::hold(&session);
        }
    }
    assert_eq!(session.mode(), Mode::Walk);
}
