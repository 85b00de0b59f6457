//! All that a frame depends on, and what an action makes of it: actions in, state and an effect out; no key, no colour,
//! no file, no clock.

mod action;
mod selection;

use std::collections::HashMap;

pub use action::{Action, Direction, Effect, Message, Mode};

use crate::engine::{Objective, Step, Stride, Trace, Walk, index_of};
use crate::page::{ALL_DIGITS, Captions, Page, Selection};

/// The digits that cells show at first.
pub const DIGITS: usize = 4;

/// How far down the help goes at the most; the screen stops earlier where it is shorter.
const SCROLL: usize = 64;

/// How a session starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Start {
    /// How much one step shows.
    pub stride: Stride,
    /// Whether the parameter gradients are part of the walk.
    pub parameters: bool,
    /// The index of the first step shown.
    pub place: usize,
}

/// A walk in progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    trace: Trace,
    captions: Captions,
    /// The component that was differentiated last, to come back to from the loss.
    component: usize,
    walk: Walk,
    place: usize,
    parameters: bool,
    /// What was selected on the steps where something was, so that coming back finds it.
    selections: HashMap<Step, Selection>,
    digits: usize,
    transposed: bool,
    mode: Mode,
    /// What has been typed at the prompt.
    typed: String,
    /// How far the help or the explanation is scrolled, in lines.
    scrolled: usize,
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
                Objective::Sum | Objective::Loss => 0,
            },
            trace,
            captions,
            walk,
            parameters: start.parameters,
            selections: HashMap::new(),
            digits: DIGITS,
            transposed: false,
            mode: Mode::Walk,
            typed: String::new(),
            scrolled: 0,
            message: None,
        }
    }

    /// The trace that is walked over.
    pub const fn trace(&self) -> &Trace {
        &self.trace
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
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether a transposed copy of W is drawn where its transpose is multiplied.
    pub const fn transposed(&self) -> bool {
        self.transposed
    }

    /// What has been typed at the prompt.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// How far the open panel is scrolled, in lines.
    pub const fn scrolled(&self) -> usize {
        self.scrolled
    }

    /// What the last action has to say, until the next one.
    pub const fn message(&self) -> Option<Message> {
        self.message
    }

    /// The current step, told.
    pub fn page(&self) -> Page<'_> {
        let page = self.page_at(Selection {
            operand: 0,
            unit: 0,
            term: 0,
        });
        let fits = |selection: &&Selection| selection.operand < page.operands().count();
        match self.selections.get(&self.step()).filter(fits) {
            Some(selection) => self.page_at(*selection),
            // Nothing was chosen here yet: the first entry of what the step makes.
            None => self.page_at(selection::initial(&page)),
        }
    }

    fn page_at(&self, selection: Selection) -> Page<'_> {
        Page::tell(
            &self.trace,
            &self.captions,
            self.step(),
            selection,
            self.digits,
        )
    }

    /// Takes `action` and says what is to be done outside of here.
    pub fn update(&mut self, action: Action) -> Effect {
        self.message = None;
        if !matches!(action, Action::Scroll(..)) {
            self.scrolled = 0;
        }
        let prompting = matches!(action, Action::Digit(_) | Action::Erase | Action::Go);
        if self.mode == Mode::GoTo && !prompting {
            // A stray digit must not keep a presenter from going on.
            self.mode = Mode::Walk;
        }
        match action {
            Action::Next => self.step_forward(),
            Action::Back => self.place = self.place.saturating_sub(1),
            Action::First => self.place = 0,
            Action::Last => self.place = self.walk.last(),
            Action::NextGroup => self.place = self.walk.next_group(self.place),
            Action::PreviousGroup => self.place = self.walk.previous_group(self.place),
            Action::Stride => self.change_stride(),
            Action::Parameters => self.toggle_parameters(),
            Action::Objective => self.change_objective(),
            Action::NextComponent => self.change_component(1),
            Action::PreviousComponent => self.change_component(self.trace.network().outputs() - 1),
            Action::NextOperand => self.select(|page| selection::operand(page, true)),
            Action::PreviousOperand => self.select(|page| selection::operand(page, false)),
            Action::Move(direction, count) => {
                let transposed = self.transposed;
                self.select(|page| selection::moved(page, direction, count, transposed));
            }
            Action::MoreDigits => self.digits = (self.digits + 1).min(ALL_DIGITS),
            Action::FewerDigits => self.digits = (self.digits - 1).max(2),
            Action::Transpose => self.transposed = !self.transposed,
            Action::Open(mode) => self.open(mode),
            Action::Leave => self.mode = Mode::Walk,
            Action::Scroll(Direction::Up, lines) => {
                self.scrolled = self.scrolled.saturating_sub(lines);
            }
            Action::Scroll(_, lines) => self.scrolled = (self.scrolled + lines).min(SCROLL),
            Action::Digit(digit) => self.type_digit(digit),
            Action::Erase => drop(self.typed.pop()),
            Action::Go => self.go(),
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Quit => return Effect::Quit,
        }
        Effect::None
    }

    fn step_forward(&mut self) {
        if self.place == self.walk.last() && !self.parameters {
            self.message = Some(Message::Complete);
        }
        self.place = (self.place + 1).min(self.walk.last());
    }

    fn change_stride(&mut self) {
        let stride = match self.walk.stride() {
            Stride::Layer => Stride::Operation,
            Stride::Operation => Stride::Layer,
        };
        self.reschedule(stride);
    }

    fn toggle_parameters(&mut self) {
        self.parameters = !self.parameters;
        self.reschedule(self.walk.stride());
        self.message = Some(if self.parameters {
            Message::WithParameters
        } else {
            Message::WithoutParameters
        });
    }

    fn reschedule(&mut self, stride: Stride) {
        let step = self.step();
        self.walk = Walk::new(self.trace.network(), stride, self.parameters);
        self.place = self.walk.place_of(step);
    }

    fn change_objective(&mut self) {
        let objective = match self.trace.objective() {
            Objective::Output { .. } => Objective::Loss,
            Objective::Sum | Objective::Loss => Objective::Output {
                component: self.component,
            },
        };
        self.differentiate(objective);
    }

    fn change_component(&mut self, by: usize) {
        let outputs = self.trace.network().outputs();
        match self.trace.objective() {
            Objective::Output { .. } if outputs == 1 => self.message = Some(Message::OneOutput),
            Objective::Output { component } => {
                let component = (component + by) % outputs;
                self.component = component;
                self.differentiate(Objective::Output { component });
            }
            Objective::Sum => self.differentiate(Objective::Output {
                component: self.component,
            }),
            Objective::Loss => self.message = Some(Message::LossHasNoComponents),
        }
    }

    fn differentiate(&mut self, objective: Objective) {
        match self.trace.with_objective(objective) {
            Ok(trace) => self.trace = trace,
            // A component is always one that there is: what can be missing is the target.
            Err(_) => self.message = Some(Message::NoTarget),
        }
    }

    fn select(&mut self, choose: impl Fn(&Page<'_>) -> Selection) {
        let selection = choose(&self.page());
        self.selections.insert(self.step(), selection);
    }

    fn open(&mut self, mode: Mode) {
        self.mode = if self.mode == mode { Mode::Walk } else { mode };
        self.typed.clear();
    }

    fn type_digit(&mut self, digit: u8) {
        if self.mode != Mode::GoTo {
            self.open(Mode::GoTo);
        }
        // More digits than any walk has steps would only overflow.
        if self.typed.len() < 6 {
            self.typed.push(char::from(b'0' + digit.min(9)));
        }
    }

    fn go(&mut self) {
        self.mode = Mode::Walk;
        let number: Option<usize> = self.typed.parse().ok();
        let Some(number) = number else { return };
        let steps = self.walk.steps().len();
        if let Some(place) = index_of(number).filter(|&place| place < steps) {
            self.place = place;
        } else {
            self.message = Some(Message::NoStep { number, steps });
        }
    }
}
