//! All that a frame depends on, and what an action makes of it: actions in, state and an effect out; no key, no colour,
//! no file, no clock.

mod action;
mod ask;
mod checking;
mod descent;
mod differentiate;
mod edit;
mod effect;
mod jacobian;
mod job;
mod line;
mod mode;
mod network;
mod number;
mod numbers;
mod panels;
mod play;
mod prompt;
mod selection;
mod space;
mod start;
mod stepping;
mod trail;
mod what_if;

use std::collections::HashMap;

pub use crate::page::Form;
pub use action::{Action, Axis, Change, Direction, Size, Typing};
pub use descent::Outlook;
pub use effect::{Answer, Conflict, Effect, Message};
pub use job::{Ask, Findings, Found, Job, Ticket};
pub use line::Line;
pub use mode::Mode;
pub use network::Unit;
pub use panels::Focus;
pub use play::Play;
pub use space::Picture;
pub use start::Start;
pub use trail::Stop;
pub use what_if::{Undone, WhatIf};

use crate::engine::{Entry, Objective, Step, Trace, Walk};
use crate::page::{ALL_DIGITS, Captions, Selection};
use edit::Editing;

/// The digits that cells show at first.
pub const DIGITS: usize = 4;

/// The fewest digits that cells show.
const FEWEST_DIGITS: usize = 2;

/// A walk in progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    what_if: WhatIf,
    captions: Captions,
    /// The component that was differentiated last, to come back to.
    component: usize,
    walk: Walk,
    place: usize,
    parameters: bool,
    /// What was selected on the steps where something was, so that coming back finds it.
    selections: HashMap<Step, Selection>,
    /// The unit of the drawn network that was chosen, and on which step.
    unit: Option<(Step, Unit)>,
    digits: usize,
    transposed: bool,
    panel: Mode,
    /// What to come back to from where a number came from.
    asked_from: Mode,
    /// What the help or the blank screen covers.
    covered: Mode,
    prompt: Option<Mode>,
    line: Line,
    /// Which of the choices of a prompt is chosen.
    chosen: usize,
    editing: Option<Box<Editing>>,
    /// The way through the numbers that was asked for; not empty while it is open.
    trail: Vec<Stop>,
    table: numbers::Table,
    play: Play,
    /// How far the open panel is scrolled, in lines.
    scrolled: usize,
    focus: Focus,
    descending: descent::Descending,
    save_as: String,
    /// Whether another program has changed the file since it was read.
    is_outdated: bool,
    /// What of it was said to be changed when it was asked whether to replace it.
    conflict: Option<Conflict>,
    findings: Findings,
    space: space::Space,
    message: Option<Message>,
}

impl Session {
    /// A walk over `trace`, which people know by `captions`.
    pub fn new(trace: Trace, captions: Captions, start: Start) -> Self {
        let walk = Walk::new(trace.network(), start.stride, start.parameters);
        Self {
            place: start.place.min(walk.last()),
            component: match trace.objective() {
                Objective::Output { component } => component,
                Objective::Loss | Objective::Sum => 0,
            },
            what_if: WhatIf::new(trace),
            captions,
            walk,
            parameters: start.parameters,
            selections: HashMap::new(),
            unit: None,
            digits: DIGITS,
            transposed: false,
            panel: Mode::Walk,
            asked_from: Mode::Walk,
            covered: Mode::Walk,
            prompt: None,
            line: Line::default(),
            chosen: 0,
            editing: None,
            trail: Vec::new(),
            table: numbers::Table::default(),
            play: Play::default(),
            scrolled: 0,
            focus: Focus::default(),
            descending: descent::Descending::default(),
            save_as: start.save_as,
            is_outdated: false,
            conflict: None,
            findings: Findings::default(),
            space: space::Space::default(),
            message: start.note.map(Message::Note),
        }
    }

    /// The trace that is walked over: the file's own, or with its edits.
    pub fn trace(&self) -> &Trace {
        self.what_if.trace()
    }

    /// The file's own walk and the edits on it.
    pub const fn what_if(&self) -> &WhatIf {
        &self.what_if
    }

    /// What people call the network and its components.
    pub const fn captions(&self) -> &Captions {
        &self.captions
    }

    /// The schedule.
    pub const fn walk(&self) -> &Walk {
        &self.walk
    }

    /// The index of the current step.
    pub const fn place(&self) -> usize {
        self.place
    }

    /// The current step.
    pub fn step(&self) -> Step {
        self.walk.steps()[self.place]
    }

    /// What the keys mean at the moment.
    pub fn mode(&self) -> Mode {
        self.prompt.unwrap_or(self.panel)
    }

    /// What is open over the walk, whatever is asked on the last line.
    pub const fn panel(&self) -> Mode {
        self.panel
    }

    /// The line of text that is being typed.
    pub const fn line(&self) -> &Line {
        &self.line
    }

    /// Which of the choices of a prompt is chosen; there may be fewer of them.
    pub const fn chosen(&self) -> usize {
        self.chosen
    }

    /// The significant digits that cells show.
    pub const fn digits(&self) -> usize {
        self.digits
    }

    /// Whether a transposed copy of W is drawn where its transpose is multiplied.
    pub const fn transposed(&self) -> bool {
        self.transposed
    }

    /// Whether the walk goes on by itself, and how fast.
    pub const fn play(&self) -> Play {
        self.play
    }

    /// How far the open panel is scrolled, in lines.
    pub const fn scrolled(&self) -> usize {
        self.scrolled
    }

    /// What the last action has to say, until the next one.
    pub const fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// The way through the numbers that was asked for, the number in question last.
    pub fn trail(&self) -> &[Stop] {
        &self.trail
    }

    /// The entry that is being edited.
    pub fn edited_entry(&self) -> Option<Entry> {
        self.editing.as_ref().map(|editing| editing.entry)
    }

    /// Takes `action` and says what is to be done outside of here.
    pub fn update(&mut self, action: Action) -> Effect {
        let effect = self.carry_out(action);
        self.refresh_table();
        self.refresh_descent();
        self.answer_at_once();
        effect
    }

    fn carry_out(&mut self, action: Action) -> Effect {
        if action == Action::Tick {
            self.tick();
            return Effect::None;
        }
        self.message = None;
        if !matches!(action, Action::Scroll(..)) {
            self.scrolled = 0;
        }
        self.leave_prompt_for(action);
        if let Some(effect) = self.in_prompt(action).or_else(|| self.in_panel(action)) {
            return effect;
        }
        self.in_walk(action)
    }

    /// What an action means to the walk, whatever is open.
    fn in_walk(&mut self, action: Action) -> Effect {
        match action {
            Action::Next
            | Action::Back
            | Action::First
            | Action::Last
            | Action::NextGroup
            | Action::PreviousGroup
            | Action::At(_) => self.step_by(action),
            Action::Stride => self.change_stride(),
            Action::Parameters => self.toggle_parameters(),
            Action::Play => self.toggle_play(),
            Action::Tempo(change) => self.change_tempo(change),
            Action::Objective => self.change_objective(),
            Action::NextComponent => self.change_component(1),
            Action::PreviousComponent => {
                self.change_component(self.trace().network().outputs() - 1);
            }
            Action::NextOperand => self.select(|page| selection::operand(page, true)),
            Action::PreviousOperand => self.select(|page| selection::operand(page, false)),
            Action::Move(direction, count) => {
                let transposed = self.transposed;
                self.select(|page| selection::moved(page, direction, count, transposed));
            }
            Action::Select(wanted) => self.select(|page| selection::at(page, wanted)),
            Action::SelectUnit(unit) => self.choose_unit(unit),
            Action::Digits(Change::More) => self.digits = (self.digits + 1).min(ALL_DIGITS),
            Action::CycleDigits => self.cycle_digits(),
            Action::Digits(Change::Less) => self.digits = (self.digits - 1).max(FEWEST_DIGITS),
            Action::Transpose => self.transposed = !self.transposed,
            Action::Open(mode) => self.open(mode),
            Action::Leave => self.leave(),
            Action::Scroll(direction, lines) => self.scroll(direction, lines),
            Action::Undo | Action::Redo => self.undo_or_redo(action),
            Action::FilesOwn => self.toggle_files_own(),
            Action::Digit(digit) => self.type_digit(digit),
            Action::Copy(form) => return self.copy(form),
            Action::Reload => return Effect::Reload,
            Action::Theme => return Effect::Theme,
            Action::Mouse => return Effect::Mouse,
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Quit => return self.quit(),
            Action::Abandon => return Effect::Quit,
            _ => {}
        }
        Effect::None
    }
}
