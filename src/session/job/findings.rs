//! What was found so far, each with the walk that it is about.

use super::{Ask, Found, Ticket};
use crate::engine::{Entry, Influence, Quantity, Report, Row, StepErrors, Vector};
use crate::lab::{Curve, Plane};
use crate::session::{Session, WhatIf};

/// What was found so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// What needs no more computing, each for its generation.
    done: Vec<(Ask, u64)>,
    /// The last plane; of the walk before, until there is a new one.
    pub plane: Option<Plane>,
    /// The last curve, likewise.
    pub curve: Option<Curve>,
    jacobian: Dated<Vec<Vector>>,
    own_jacobian: Dated<Vec<Vector>>,
    checks: Dated<Report>,
    steps: Dated<Option<(Entry, StepErrors)>>,
    influence: Dated<Option<(Entry, Influence)>>,
    /// η, and C after a descent step of it.
    outlook: Dated<Option<(f64, f64)>>,
}

/// Something found, and which of the session's walks it is about.
#[derive(Debug, Clone, PartialEq, Default)]
struct Dated<T> {
    generation: u64,
    found: T,
}

impl<T: Default> Dated<T> {
    /// What was found of this generation, to be added to.
    fn of(&mut self, generation: u64) -> &mut T {
        if self.generation != generation {
            *self = Self {
                generation,
                found: T::default(),
            };
        }
        &mut self.found
    }

    fn get(&self, generation: u64) -> Option<&T> {
        (self.generation == generation).then_some(&self.found)
    }
}

impl Findings {
    /// Takes what the job found, which is about `what_if` as it is now.
    pub(super) fn take(&mut self, job: Ticket, found: Found, what_if: &WhatIf) {
        match found {
            // There is one plane, one curve and so on: what was found of another one before is gone.
            Found::Plane(plane) => {
                self.plane = Some(plane);
                self.forget(|ask| matches!(ask, Ask::Plane(_)));
            }
            Found::Curve(curve) => {
                self.curve = Some(curve);
                self.forget(|ask| matches!(ask, Ask::Curve(_)));
            }
            Found::JacobianRow(at, row) if job.ask == Ask::OwnJacobian => {
                put(self.own_jacobian.of(job.generation), at, row);
            }
            Found::JacobianRow(at, row) => put(self.jacobian.of(job.generation), at, row),
            Found::Check(at, row) => put(&mut self.checks.of(job.generation).rows, at, row),
            Found::StepErrors(errors) => {
                if let Ask::StepErrors(entry) = job.ask {
                    *self.steps.of(job.generation) = Some((entry, errors));
                    self.forget(|ask| matches!(ask, Ask::StepErrors(_)));
                }
            }
            Found::Influence(influence) => {
                if let Ask::Influence(entry) = job.ask {
                    *self.influence.of(job.generation) = Some((entry, influence));
                    self.forget(|ask| matches!(ask, Ask::Influence(_)));
                }
            }
            Found::Outlook(after) => {
                if let Ask::Outlook(rate) = job.ask {
                    *self.outlook.of(job.generation) = Some((rate, after));
                    self.forget(|ask| matches!(ask, Ask::Outlook(_)));
                }
            }
            Found::Done => {
                let is_now =
                    |(ask, generation): &(Ask, u64)| *generation == ask.generation(what_if);
                self.done.retain(is_now);
                self.done.push((job.ask, job.generation));
            }
        }
    }
}

impl Findings {
    /// What `is_gone` is to be asked anew.
    fn forget(&mut self, is_gone: impl Fn(&Ask) -> bool) {
        self.done.retain(|(ask, _)| !is_gone(ask));
    }
}

/// Rows come in order; those of a job that was begun twice are there already.
fn put<T>(rows: &mut Vec<T>, at: usize, row: T) {
    if at == rows.len() {
        rows.push(row);
    }
}

impl Session {
    /// What was found so far.
    pub const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Whether `ask` is answered in full.
    pub fn is_done(&self, ask: &Ask) -> bool {
        let generation = ask.generation(&self.what_if);
        self.findings.done.contains(&(*ask, generation))
    }

    /// The rows ∇ₓ a⁽ᴸ⁾ₖ of the Jacobian of the walk shown, as far as they are known.
    pub fn jacobian_rows(&self) -> &[Vector] {
        let rows = self.findings.jacobian.get(self.what_if.point());
        rows.map_or(&[], Vec::as_slice)
    }

    /// The same of the file's own walk, where another one is shown.
    pub fn own_jacobian_rows(&self) -> &[Vector] {
        let rows = self.findings.own_jacobian.get(self.what_if.source());
        let rows = rows.filter(|_| self.what_if.before().is_some());
        rows.map_or(&[], Vec::as_slice)
    }

    /// The check of the walk shown, as far as its rows are known: quantity by quantity, each for every objective but
    /// the sum.
    pub fn check(&self) -> Option<&Report> {
        self.findings.checks.get(self.what_if.point())
    }

    /// What the check says of `quantity` as it is shown; `None` for what is not checked, or not yet.
    pub fn check_of(&self, quantity: Quantity) -> Option<&Row> {
        let objective = self.trace().objective();
        let is_it = |row: &&Row| (row.quantity, row.objective) == (quantity, objective);
        self.check()?.rows.iter().find(is_it)
    }

    /// How much ∇ₓ moves per unit of `entry`, once it is known.
    pub fn influence_of(&self, entry: Entry) -> Option<&Influence> {
        let found = self.findings.influence.get(self.what_if.generation())?;
        let (of, influence) = found.as_ref()?;
        (*of == entry).then_some(influence)
    }

    /// C after a descent step of this η, once it is known.
    pub(in crate::session) fn loss_after(&self, rate: f64) -> Option<f64> {
        let found = self.findings.outlook.get(self.what_if.generation())?;
        let (of, after) = (*found)?;
        of.total_cmp(&rate).is_eq().then_some(after)
    }

    /// How far central differences of the entry whose curve is open are off, once it is known.
    pub fn step_errors(&self) -> Option<&StepErrors> {
        let found = self.findings.steps.get(self.what_if.generation())?;
        let (entry, errors) = found.as_ref()?;
        (Some(*entry) == self.curve_entry()).then_some(errors)
    }
}
