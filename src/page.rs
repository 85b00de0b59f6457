//! A step told once, without ink: the equation, its operands laid out, the selected entry's sum, the growing gradient
//! and a few words. Screens and exports only render it.

mod arithmetic;
mod backward;
mod changed;
mod check;
mod descent;
mod ends;
mod fan;
mod flow;
mod form;
mod format;
mod forward;
mod jacobian;
mod math;
mod notation;
mod numbers;
mod numeral;
mod operand;
mod origin;
mod prose;
mod provenance;
mod reach;
mod remarks;
mod seed;
mod strip;
mod sums;
mod symbol;
mod vee;
mod written;

pub use arithmetic::Given;
pub use changed::Changed;
pub use check::{BOUND, Badge, METHODS, SUM, Standing};
pub use check::{agreement, agreement_in_brief, checked_scalar, checked_scalars, covered, verdict};
pub use descent::{DESCENT, Descent, Part as DescentPart};
pub use fan::{Edge, Fan};
pub use flow::Flow;
pub use form::Form;
pub use format::Format;
pub use jacobian::Jacobian;
pub use math::{Letter, Math, Operator};
pub use notation::Script;
pub use numbers::{Group, Numbers, SEARCHED_VALUES, TableLine};
pub use numeral::{ALL_DIGITS, Numeral};
pub use operand::{Axis, Item, Line, Operand, Selection};
pub use origin::Origin;
pub use prose::{Piece, Prose};
pub use provenance::{Provenance, Term};
pub use reach::Reach;
pub use strip::{Factor, Parenthesis, Scale, Strip};
pub use symbol::{entry_symbol, loss_convention, scalar, symbol};
pub use vee::{Spot, Vee};
pub use written::{Part, Written};

use crate::engine::{BackwardPart, ForwardPart, Quantity, Step, Trace};
use sums::Sums;

/// What people call a network and its components. Every text is printable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Captions {
    /// The network's title.
    pub title: String,
    /// What it is and why it is interesting; empty if nobody said.
    pub description: String,
    /// The names of the components of x; empty if they have none.
    pub inputs: Vec<String>,
    /// The names of the components of a⁽ᴸ⁾; empty if they have none.
    pub outputs: Vec<String>,
    /// Rows and columns of x, if it is a picture, row by row.
    pub image: Option<(usize, usize)>,
}

impl Captions {
    /// The names of the entries of `quantity` in a network of `depth` layers; empty if they have none.
    pub fn names(&self, quantity: Quantity, depth: usize) -> &[String] {
        match quantity {
            Quantity::A(1) | Quantity::G(1) => &self.inputs,
            Quantity::A(l) | Quantity::G(l) if l == depth => &self.outputs,
            Quantity::Target => &self.outputs,
            _ => &[],
        }
    }
}

/// One step of a walk, told for one selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<'a> {
    /// Where the numbers are.
    pub trace: &'a Trace,
    /// The file's own walk, where this one has edits.
    pub before: Option<&'a Trace>,
    /// Which step it is.
    pub step: Step,
    /// What happens, in words.
    pub title: Prose,
    /// The equation's number in the paper.
    pub citation: String,
    /// The equation in symbols.
    pub equation: Math,
    /// The equation laid out.
    pub lines: Vec<Line>,
    /// The selected entry of what the step makes, written out; one line for each quantity made.
    pub sums: Vec<Written>,
    /// What its numbers themselves give reason to say, the weightiest first.
    pub remarks: Vec<Prose>,
    /// What to see in it.
    pub prose: Vec<Prose>,
    /// The gradient so far.
    pub strip: Strip,
    /// Which entry is selected.
    pub selection: Selection,
    /// How many significant digits the cells show.
    pub digits: usize,
}

/// The parts of a page that depend on the kind of step.
#[derive(Default)]
struct Telling {
    title: Prose,
    citation: String,
    equations: Vec<Math>,
    lines: Vec<Line>,
    sums: Vec<Written>,
    prose: Vec<Prose>,
}

/// The fewest digits that a written-out sum's result shows.
const SUM_DIGITS: usize = 6;

/// Up to how many terms a sum on a page is written out in full.
const WRITTEN_OUT: usize = 5;

impl<'a> Page<'a> {
    /// Tells `step` of the walk over `trace`, the `selection`'s entry written out, cells to `digits` digits.
    pub fn tell(
        trace: &'a Trace,
        captions: &Captions,
        step: Step,
        selection: Selection,
        digits: usize,
    ) -> Self {
        let written_out = (digits.max(SUM_DIGITS), WRITTEN_OUT);
        Self::tell_with(trace, captions, step, selection, digits, written_out)
    }

    /// The same, with the digits and the number of terms that a sum is written out with.
    fn tell_with(
        trace: &'a Trace,
        captions: &Captions,
        step: Step,
        selection: Selection,
        digits: usize,
        (sum_digits, written_out): (usize, usize),
    ) -> Self {
        let sums = Sums {
            trace,
            selection,
            digits: sum_digits,
            written_out,
        };
        let telling = match step {
            Step::Input => ends::input(&sums, captions),
            Step::Forward(l, ForwardPart::Layer) => forward::layer(&sums, l),
            Step::Forward(l, part) => forward::operation(&sums, l, part),
            Step::Backward(l, BackwardPart::Layer) => backward::layer(&sums, l),
            Step::Backward(l, part) => backward::operation(&sums, l, part),
            Step::InputGradient => ends::input_gradient(&sums, captions),
            Step::ParameterGradients(l) => ends::parameter_gradients(&sums, l),
        };
        let joined = |left: Math, right| left.with(Operator::Comma, right);
        Self {
            trace,
            before: None,
            step,
            title: telling.title,
            citation: telling.citation,
            equation: telling
                .equations
                .into_iter()
                .reduce(joined)
                .unwrap_or(Math::Row(vec![])),
            lines: telling.lines,
            sums: telling.sums,
            remarks: remarks::remarks(&sums, step),
            prose: telling.prose,
            strip: Strip::at(trace, step),
            selection,
            digits,
        }
    }

    /// All operands, in the order in which a selection counts them. One that a line makes and the next goes on from
    /// is counted once.
    pub fn operands(&self) -> impl Iterator<Item = Operand> {
        let mut all: Vec<Operand> = Vec::new();
        for operand in self.lines.iter().flat_map(Line::operands) {
            match all.iter_mut().find(|known| known.is_same(operand)) {
                Some(known) => known.made |= operand.made,
                None => all.push(operand),
            }
        }
        all.into_iter()
    }

    /// The selected operand.
    pub fn selected(&self) -> Option<Operand> {
        self.operands().nth(self.selection.operand)
    }

    /// The selected entry's row, column and value.
    pub fn selected_entry(&self) -> Option<(usize, usize, f64)> {
        let operand = self.selected()?;
        let value = operand.quantity.value(self.trace)?;
        let row = self.selection.along(operand.rows);
        let column = self.selection.along(operand.columns);
        let number = operand.entry(&value, row, column);
        // A lying vector's column is the vector's row.
        Some(if operand.is_lying() {
            (column, 0, number)
        } else {
            (row, column, number)
        })
    }

    /// The lines, each one that goes on from its neighbour joined to it where the joined line `fits`.
    pub fn joined_lines(&self, fits: impl Fn(&Line) -> bool) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for line in &self.lines {
            let last = lines.last().filter(|last| last.leads_into(line));
            match last.map(|last| last.clone().joined(line)).filter(&fits) {
                Some(joined) => {
                    lines.pop();
                    lines.push(joined);
                }
                None => lines.push(line.clone()),
            }
        }
        lines
    }
}
