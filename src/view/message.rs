//! What the last action has to say, in words.

use super::look::Look;
use crate::engine::{Entry, Trace};
use crate::keymap;
use crate::page::{Numeral, entry_symbol, symbol};
use crate::session::{Action, Message, Mode, Session, Undone};

/// The digits of a number in a message.
const DIGITS: usize = 6;

/// What is said where the file that was replaced has other names.
pub const SPLITS: &str = "hard links keep the old content";

/// The words of `message`.
pub fn words(session: &Session, message: &Message, look: Look) -> String {
    let key = |action| {
        keymap::key_of(action).map_or_else(String::new, |key| key.name(look.script).into_owned())
    };
    let name = |entry| entry_name(session.trace(), entry, look);
    match message {
        Message::Complete => format!(
            "the gradient is complete; {} goes on to the parameter gradients",
            key(Action::Parameters)
        ),
        Message::Descends => format!(
            "the gradient is complete; {} goes on to a descent step, {} to those of W and b",
            key(Action::Next),
            key(Action::Parameters)
        ),
        Message::Descended {
            rate,
            before,
            after,
        } => descended((*rate, *before, *after), &key(Action::Undo), look),
        Message::NoSlope => "not every number is finite: there is no slope to go down".to_owned(),
        Message::NotTheLoss => format!(
            "a descent step goes down the loss; {} differentiates another scalar",
            key(Action::Objective)
        ),
        Message::WithParameters => "the parameter gradients follow the input gradient".to_owned(),
        Message::WithoutParameters => "the walk ends at the input gradient".to_owned(),
        Message::OneOutput => "there is one output only".to_owned(),
        Message::NoComponents => format!(
            "only an output has components; {} goes back to one",
            key(Action::Objective)
        ),
        Message::NoTarget => "the loss needs a target y, and there is none".to_owned(),
        Message::NoStep { number, steps } => {
            format!("there is no step {number}: this walk has steps 1 to {steps}")
        }
        Message::NoCommand => "there is no command of that name".to_owned(),
        Message::NotYet(entry) if !is_in_walk(session, *entry) => format!(
            "{} is no part of the walk yet; {} adds the gradients of W and b",
            name(*entry),
            key(Action::Parameters)
        ),
        Message::NotYet(entry) => format!("{} is not computed yet", name(*entry)),
        Message::NoOperand => format!(
            "there is nothing to go into here; {} turns round",
            key(Action::Turn)
        ),
        Message::NotEditable => {
            "only entries of x, y, W and b can be edited; Tab selects another matrix".to_owned()
        }
        Message::NotANumber(text) => {
            format!("{text:?} is no number: write it as 0.25, 1e-3 or 1/3")
        }
        Message::NothingToUndo => "there is no edit to undo".to_owned(),
        Message::NothingToRedo => "there is no edit to redo".to_owned(),
        Message::NothingEdited => format!(
            "nothing is edited; {} edits the selected entry of x, y, W or b",
            key(Action::Open(Mode::Edit))
        ),
        Message::Now(undone) => now(session, *undone, look),
        Message::FilesOwn(true) => format!(
            "the file's own values; {} shows the edited ones again",
            key(Action::FilesOwn)
        ),
        Message::FilesOwn(false) => "the edited values".to_owned(),
        Message::Playing(pause) => playing(*pause, &key(Action::Play)),
        Message::Stopped => "autoplay stopped".to_owned(),
        Message::Saved {
            path,
            tensors,
            splits,
        } => saved(path, tensors.as_deref(), *splits),
        Message::Note(note) => note.clone(),
        Message::Copied(quantity, form) => {
            let name = look.script.write(&symbol(session.trace(), *quantity));
            format!("copied {name} as {}", form.name())
        }
        Message::TooLarge(quantity) => {
            let name = look.script.write(&symbol(session.trace(), *quantity));
            format!("{name} has too many numbers to be copied")
        }
        Message::Changed => format!(
            "the file was changed by another program; {} reloads it",
            key(Action::Reload)
        ),
        Message::Reloaded { edits: Some(true) } => {
            "reloaded; your edits are still there".to_owned()
        }
        Message::Reloaded { edits: Some(false) } => {
            "reloaded; your edits do not fit any more, and are gone".to_owned()
        }
        Message::Reloaded { edits: None } => "reloaded".to_owned(),
        Message::Theme(name) => format!("theme: {name}"),
        Message::Mouse(true) => "the mouse is on".to_owned(),
        Message::Mouse(false) => "the mouse is off".to_owned(),
        // A refusal has several lines, which are shown above.
        Message::Failed(why) => why.lines().next().unwrap_or_default().to_owned(),
    }
}

/// Where the edits were saved.
fn saved(path: &str, tensors: Option<&str>, splits: bool) -> String {
    let tensors = tensors.map_or_else(String::new, |path| format!(", its tensors in {path}"));
    let others = if splits {
        format!("; {SPLITS}")
    } else {
        String::new()
    };
    format!("saved as {path}{tensors}{others}")
}

/// How fast the walk goes on by itself.
fn playing(pause: u32, stop: &str) -> String {
    let seconds = Numeral::significant(f64::from(pause) / 1000.0, 3);
    let seconds = seconds.as_str();
    format!("autoplay, {seconds} seconds a step; {stop} stops it")
}

/// What an edit that was undone, or done again, comes to.
fn now(session: &Session, undone: Undone, look: Look) -> String {
    match undone {
        Undone::Entry(entry, value) => {
            let number = look.script.number(&Numeral::shortest(value));
            format!(
                "{} is {number} now",
                entry_name(session.trace(), entry, look)
            )
        }
        Undone::Descent { rate, is_undone } => {
            let rate = number(rate, look);
            let cost = number(session.trace().loss().unwrap_or(f64::NAN), look);
            let eta = look.glyph("η", "eta");
            let what = if is_undone { "undone" } else { "taken again" };
            format!("the descent step with {eta} = {rate} is {what}: C is {cost} now")
        }
    }
}

/// What came of a descent step.
fn descended((rate, before, after): (f64, f64, f64), undo: &str, look: Look) -> String {
    let arrow = look.glyph("→", "->");
    let [from, to] = change(before, after, look);
    let change = format!("C {from} {arrow} {to}");
    if after < before {
        return format!("{change}: the walk again, with the new weights");
    }
    let eta = look.glyph("η", "eta");
    let rate = number(rate, look);
    let what = if after > before || !after.is_finite() {
        format!("{eta} = {rate} is too large here")
    } else {
        "it did not fall".to_owned()
    };
    format!("{change}: {what}; {undo} takes the step back")
}

/// Whether the walk comes to `entry` if it goes on to its end.
fn is_in_walk(session: &Session, entry: Entry) -> bool {
    let end = session.walk().steps().last();
    let moment = entry.quantity.moment(session.trace().network());
    end.is_some_and(|end| moment <= end.moment())
}

/// What people call `entry`.
pub fn entry_name(trace: &Trace, entry: Entry, look: Look) -> String {
    look.script.write(&entry_symbol(trace, entry))
}

/// A number in a message.
pub fn number(value: f64, look: Look) -> String {
    look.script.number(&Numeral::significant(value, DIGITS))
}

/// Two numbers, the one becoming the other, with as many digits as tell them apart.
pub fn change(before: f64, after: f64, look: Look) -> [String; 2] {
    let digits = Numeral::digits_apart(before, after, DIGITS);
    [before, after].map(|value| look.script.number(&Numeral::significant(value, digits)))
}
