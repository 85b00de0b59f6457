//! What is computed off the keys' path: wanted by what is open, computed in a thread of its own, taken once it is there.

mod findings;

pub use findings::Findings;

use super::{Action, Mode, Session, WhatIf};
use crate::engine::{Entry, Influence, Row, StepErrors, Trace, Vector};
use crate::engine::{checks_while, influence, jacobian_row, step_errors_while};
use crate::lab::{self, Curve, CurveFrame, Plane, PlaneFrame};

/// Up to so many parameters, the checks are made whatever is open; they take a moment.
const BACKGROUND: usize = 20_000;

/// What there is to compute of a walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ask {
    /// The scalar over a plane of the input space.
    Plane(PlaneFrame),
    /// The scalar along an axis of the input space.
    Curve(CurveFrame),
    /// All rows of the Jacobian.
    Jacobian,
    /// The same for the file's own walk, where another one is shown.
    OwnJacobian,
    /// All rows of the check.
    Checks,
    /// How far central differences of this derivative are off, step by step.
    StepErrors(Entry),
    /// How much ∇ₓ moves per unit of this entry.
    Influence(Entry),
    /// C after a descent step of this η.
    Outlook(f64),
}

impl Ask {
    /// Which of the session's walks the answer is about.
    const fn generation(&self, what_if: &WhatIf) -> u64 {
        match self {
            Self::Plane(_)
            | Self::Curve(_)
            | Self::StepErrors(_)
            | Self::Influence(_)
            | Self::Outlook(_) => what_if.generation(),
            Self::Jacobian | Self::Checks => what_if.point(),
            Self::OwnJacobian => what_if.source(),
        }
    }
}

/// What a job is about, without the numbers: two jobs with the same ticket find the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ticket {
    ask: Ask,
    /// Which of the session's walks it is about.
    generation: u64,
}

/// Something to compute. It knows the walk, and needs nothing else. As long as there is one, an edit of a weight must
/// copy what the walk shares with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    ticket: Ticket,
    trace: Trace,
}

/// What a job found, as far as it has come. A job that is begun twice tells things twice, so that rows are numbered.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The plane, coarse or complete.
    Plane(Plane),
    /// The curve, coarse or complete.
    Curve(Curve),
    /// This row of the Jacobian.
    JacobianRow(usize, Vector),
    /// This row of the check.
    Check(usize, Row),
    /// The errors of central differences.
    StepErrors(StepErrors),
    /// How much what moves.
    Influence(Influence),
    /// C.
    Outlook(f64),
    /// There is no more to come.
    Done,
}

impl Job {
    /// What it is about.
    pub const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Computes it. `keep_on` is asked often, and ends it by saying no; `tell` hears what was found, the last of it
    /// being that it is done.
    pub fn run(&self, keep_on: &mut dyn FnMut() -> bool, tell: &mut dyn FnMut(Found)) {
        let trace = &self.trace;
        match &self.ticket.ask {
            Ask::Plane(frame) => {
                lab::plane(trace, frame, keep_on, &mut |plane| {
                    tell(Found::Plane(plane));
                });
            }
            Ask::Curve(frame) => {
                lab::curve(trace, frame, keep_on, &mut |curve| {
                    tell(Found::Curve(curve));
                });
            }
            Ask::Jacobian | Ask::OwnJacobian => {
                for k in 0..trace.network().outputs() {
                    if keep_on() {
                        tell(Found::JacobianRow(k, jacobian_row(trace, k)));
                    }
                }
            }
            Ask::Checks => {
                for (at, row) in checks_while(trace, &mut *keep_on).enumerate() {
                    tell(Found::Check(at, row));
                }
            }
            Ask::StepErrors(entry) => {
                if let Some(errors) = step_errors_while(trace, *entry, &mut *keep_on) {
                    tell(Found::StepErrors(errors));
                }
            }
            Ask::Influence(entry) => {
                if let Some(influence) = influence(trace, *entry) {
                    tell(Found::Influence(influence));
                }
            }
            Ask::Outlook(rate) => {
                if let Some(after) = trace.loss_after(*rate) {
                    tell(Found::Outlook(after));
                }
            }
        }
        if keep_on() {
            tell(Found::Done);
        }
    }
}

impl Session {
    /// What is to be computed now, if anything is.
    pub fn wanted(&self) -> Option<Job> {
        let ticket = self.wants()?;
        let trace = match ticket.ask {
            Ask::OwnJacobian => self.what_if.own(),
            _ => self.trace(),
        };
        Some(Job {
            ticket,
            trace: trace.clone(),
        })
    }

    /// What that is about: for what is open, then for what may be opened.
    pub fn wants(&self) -> Option<Ticket> {
        let for_panel = match self.panel {
            Mode::Jacobian => {
                let is_edited = self.what_if.before().is_some();
                [Some(Ask::Jacobian), is_edited.then_some(Ask::OwnJacobian)]
            }
            Mode::Checks => {
                let curve = self.curve_entry().map(Ask::StepErrors);
                [curve, Some(Ask::Checks)]
            }
            Mode::InputSpace => [self.picture_ask(), None],
            Mode::Provenance => [self.swept_entry().map(Ask::Influence), None],
            Mode::Descent => [Some(Ask::Outlook(self.rate())), None],
            _ => [None, None],
        };
        let is_small = self.is_small();
        let asks = for_panel.into_iter().flatten();
        let mut asks = asks.chain(is_small.then_some(Ask::Checks));
        let ask = asks.find(|ask| !self.is_done(ask))?;
        Some(Ticket {
            ask,
            generation: ask.generation(&self.what_if),
        })
    }

    /// Takes what the job with this ticket found. What is not about the walk as it is now is dropped.
    pub fn found(&mut self, job: Ticket, found: Found) {
        if job.generation == job.ask.generation(&self.what_if) {
            self.findings.take(job, found, &self.what_if);
        }
    }

    /// Whether `action` may change a network in place that is too large to be copied in passing, so that no job should
    /// hold it.
    pub fn needs_alone(&self, action: Action) -> bool {
        let changes = match action {
            Action::Undo | Action::Redo | Action::Descend | Action::Reload => true,
            Action::Next => self.panel == Mode::Descent,
            _ => self.prompt == Some(Mode::Edit),
        };
        changes && !self.is_small()
    }

    /// Answers at once what is open and takes no time in a small network, so that no frame goes without it.
    pub(super) fn answer_at_once(&mut self) {
        let is_quick = |ask: &Ask| matches!(ask, Ask::Influence(_) | Ask::Outlook(_));
        let job = self.wanted().filter(|job| is_quick(&job.ticket.ask));
        let Some(job) = job.filter(|_| self.is_small()) else {
            return;
        };
        job.run(&mut || true, &mut |found| self.found(job.ticket, found));
    }

    fn is_small(&self) -> bool {
        self.trace().network().parameters() <= BACKGROUND
    }
}
