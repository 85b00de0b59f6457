//! What is computed off the keys' path: wanted by what is open, computed in a thread of its own, taken once it is there.

use super::{Mode, Session};
use crate::engine::{Trace, Vector, jacobian_row};
use crate::lab::{self, Curve, CurveFrame, Plane, PlaneFrame};

/// What there is to compute of a walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ask {
    /// The scalar over a plane of the input space.
    Plane(PlaneFrame),
    /// The scalar along an axis of the input space.
    Curve(CurveFrame),
    /// All rows of the Jacobian.
    Jacobian,
}

/// Something to compute. It knows the walk, and needs nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    ask: Ask,
    /// Which of the session's walks it is about.
    generation: u64,
    trace: Trace,
}

/// What a job found, as far as it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The plane, coarse or complete.
    Plane(Plane),
    /// The curve, coarse or complete.
    Curve(Curve),
    /// The next row of the Jacobian.
    JacobianRow(Vector),
    /// There is no more to come.
    Done,
}

impl Job {
    /// Whether it is the same as `other`, whose walk has the same numbers.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.ask, self.generation) == (other.ask, other.generation)
    }

    /// Computes it. `keep_on` is asked often, and ends it by saying no; `tell` hears what was found, the last of it
    /// being that it is done.
    pub fn run(&self, keep_on: &mut dyn FnMut() -> bool, tell: &mut dyn FnMut(Found)) {
        let trace = &self.trace;
        match &self.ask {
            Ask::Plane(frame) => {
                lab::plane(trace, frame, keep_on, &mut |plane| {
                    tell(Found::Plane(plane))
                });
            }
            Ask::Curve(frame) => {
                lab::curve(trace, frame, keep_on, &mut |curve| {
                    tell(Found::Curve(curve))
                });
            }
            Ask::Jacobian => {
                for k in 0..trace.network().outputs() {
                    if keep_on() {
                        tell(Found::JacobianRow(jacobian_row(trace, k)));
                    }
                }
            }
        }
        if keep_on() {
            tell(Found::Done);
        }
    }
}

/// What was found so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    generation: u64,
    /// What needs no more computing for this generation.
    done: Vec<Ask>,
    /// The last plane; of the walk before, until there is a new one.
    pub plane: Option<Plane>,
    /// The last curve, likewise.
    pub curve: Option<Curve>,
    /// The rows of the Jacobian, as far as they are known.
    pub jacobian: Vec<Vector>,
}

impl Findings {
    /// Makes room for what is found of another generation of the walk.
    fn renew(&mut self, generation: u64) {
        if self.generation == generation {
            return;
        }
        *self = Self {
            generation,
            plane: self.plane.take(),
            curve: self.curve.take(),
            ..Self::default()
        };
    }
}

impl Session {
    /// What was found so far.
    pub const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Whether `ask` is answered in full.
    pub fn is_done(&self, ask: &Ask) -> bool {
        let findings = &self.findings;
        findings.generation == self.what_if.generation() && findings.done.contains(ask)
    }

    /// What is to be computed now, if anything is.
    pub fn wanted(&self) -> Option<Job> {
        let ask = match self.panel {
            Mode::Jacobian => Some(Ask::Jacobian),
            _ => None,
        };
        ask.filter(|ask| !self.is_done(ask)).map(|ask| Job {
            ask,
            generation: self.what_if.generation(),
            trace: self.trace().clone(),
        })
    }

    /// Takes what `job` found. What is not about the walk as it is now is dropped.
    pub fn found(&mut self, job: &Job, found: Found) {
        if job.generation != self.what_if.generation() {
            return;
        }
        self.findings.renew(job.generation);
        match found {
            Found::Plane(plane) => self.findings.plane = Some(plane),
            Found::Curve(curve) => self.findings.curve = Some(curve),
            Found::JacobianRow(row) => {
                let all = self.trace().network().outputs();
                // Of a job that was begun twice, the rows come anew.
                if self.findings.jacobian.len() >= all {
                    self.findings.jacobian.clear();
                }
                self.findings.jacobian.push(row);
            }
            Found::Done => self.findings.done.push(job.ask),
        }
    }
}
