//! The edges: |w| as the weight of the line, its sign as a whole line or dashes; the flow of the step on top, with
//! a head where it goes, then the selected unit's own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::Scene;
use super::dots::{Dots, Pen};
use super::plan::{Column, Plan};
use crate::engine::Quantity;
use crate::page::{Flow, Script};
use crate::theme::Role;
use crate::view::look::Look;

/// All edges between two layers are drawn where there are not many, and each has so many cells to itself.
const ALL: (usize, usize) = (48, 8);

/// Of many, those of the flow and of the selected unit are, and the largest up to so many, each with so many cells.
const SOME: (usize, usize) = (24, 32);

/// From which share of the largest |w| on a line is heavy, and from which it is not light.
const HEAVY: f64 = 2.0 / 3.0;
const MIDDLE: f64 = 1.0 / 3.0;

/// How many edges are drawn, and how many there are between the layers that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Those drawn.
    pub drawn: usize,
    /// All.
    pub all: usize,
}

/// Whose an edge is; what comes later is drawn on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nobody's.
    Other,
    /// The selected unit's.
    Fan,
    /// This step's.
    Flow,
}

/// An edge between two units that are shown.
struct Edge {
    from: usize,
    to: usize,
    kind: Kind,
    /// w over the largest |w| of its layer; `None` while the walk has not read it yet.
    weight: Option<f64>,
}

/// Draws them.
pub fn draw(scene: &Scene<'_>, plan: &Plan, buf: &mut Buffer) -> Count {
    let mut dots = Dots::over(plan.area);
    let (mut count, mut heads) = (Count::default(), Vec::new());
    let flow = scene.page.flow();
    for pair in plan.columns.windows(2) {
        let (left, right) = (&pair[0], &pair[1]);
        count.all += left.all * right.all;
        for edge in chosen(scene, flow, (left, right), plan) {
            let pen = pen(edge.kind, edge.weight);
            let style = scene.look.style(role(edge.kind, edge.weight));
            let from = (left.end, left.y(edge.from));
            let to = (right.x.saturating_sub(2), right.y(edge.to));
            dots.line(from, to, pen, style);
            if let Some(flow) = flow.filter(|_| edge.kind == Kind::Flow) {
                heads.push(if flow.back { from } else { (to.0 + 1, to.1) });
            }
            count.drawn += 1;
        }
    }
    dots.render(scene.look.script == Script::Ascii, buf);
    for at in heads {
        let head = Span::from(head(flow.is_some_and(|flow| flow.back), scene.look));
        let place = Rect::new(at.0, at.1, 1, 1).intersection(plan.area);
        head.style(scene.look.style(Role::Now)).render(place, buf);
    }
    count
}

/// What stands at the end that the flow of the step goes to: it is told from the other lines by more than colour.
pub fn head(back: bool, look: Look) -> &'static str {
    if back {
        look.glyph("◂", "<")
    } else {
        look.glyph("▸", ">")
    }
}

/// The edges that are drawn between two columns, in the order in which they are: the lightest of each kind first.
fn chosen(
    scene: &Scene<'_>,
    flow: Option<Flow>,
    (left, right): (&Column, &Column),
    plan: &Plan,
) -> Vec<Edge> {
    let l = right.l;
    let network = scene.page.trace.network();
    let (weights, largest) = (&network.layer(l).weights, network.largest_weight(l));
    let is_read = scene.knows(Quantity::Product(l));
    let selected = scene.selected;
    let edge = |from: usize, to: usize| Edge {
        from,
        to,
        kind: if flow.is_some_and(|flow| flow.is_over(l, from, to)) {
            Kind::Flow
        } else if (selected.layer, selected.unit) == (l, to)
            || (selected.layer + 1, selected.unit) == (l, from)
        {
            Kind::Fan
        } else {
            Kind::Other
        },
        weight: is_read.then(|| relative(weights[(to, from)], largest)),
    };
    let mut edges: Vec<Edge> = left
        .units
        .clone()
        .flat_map(|from| right.units.clone().map(move |to| (from, to)))
        .map(|(from, to)| edge(from, to))
        .filter(|edge| edge.weight != Some(0.0))
        .collect();
    let size = |edge: &Edge| edge.weight.map_or(0.0, f64::abs);
    edges.sort_by(|one, other| (one.kind.cmp(&other.kind)).then(size(one).total_cmp(&size(other))));
    let width = usize::from(right.x.saturating_sub(left.end));
    let cells = width * usize::from(plan.area.height);
    if edges.len() > ALL.0.min(cells / ALL.1) {
        let others = edges.partition_point(|edge| edge.kind == Kind::Other);
        // Of what is not read yet, none is larger than another.
        let room = if is_read {
            SOME.0.min(cells / SOME.1)
        } else {
            0
        };
        let kept = room.saturating_sub(edges.len() - others);
        edges.drain(..others.saturating_sub(kept));
    }
    edges
}

/// w over the largest |w| of its layer: what is not 0 stays so, what is no number is as large as the largest.
fn relative(weight: f64, largest: f64) -> f64 {
    let share = weight / largest;
    if weight == 0.0 {
        0.0
    } else if share.is_nan() {
        1.0_f64.copysign(weight)
    } else if share == 0.0 {
        f64::MIN_POSITIVE.copysign(weight)
    } else {
        share
    }
}

/// Three weights of line by |w|: dots, a line, a double line; with long gaps for what is negative. Sparse dots for a
/// weight that is not read yet.
pub fn pen(kind: Kind, weight: Option<f64>) -> Pen {
    let pen = |weight, pattern, ascii| Pen {
        weight,
        pattern,
        ascii,
        rank: kind as u8,
    };
    let Some(weight) = weight else {
        return pen(1, 0b0001_0001, '.');
    };
    match (weight < 0.0, weight.abs()) {
        (false, size) if size > HEAVY => pen(2, 0b1111_1111, '#'),
        (false, size) if size > MIDDLE => pen(1, 0b1111_1111, '+'),
        (false, _) => pen(1, 0b0101_0101, ':'),
        (true, size) if size > HEAVY => pen(2, 0b0001_1111, '%'),
        (true, size) if size > MIDDLE => pen(1, 0b0001_1111, '='),
        (true, _) => pen(1, 0b0000_0101, '-'),
    }
}

/// The colour of an edge: its sign is in the line as well.
pub fn role(kind: Kind, weight: Option<f64>) -> Role {
    match (kind, weight) {
        (Kind::Flow, _) => Role::Now,
        (Kind::Other, _) => Role::Border,
        (Kind::Fan, None) => Role::Pending,
        (Kind::Fan, Some(weight)) if weight < 0.0 => Role::Negative,
        (Kind::Fan, Some(_)) => Role::Positive,
    }
}
