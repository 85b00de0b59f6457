//! The network drawn: layers as columns of units joined by edges, what this step carries lit; with it the selected
//! unit, its numbers and its edges.

mod dots;
mod edges;
mod fans;
mod legend;
mod plan;
mod unit;
mod units;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::hits::Hits;
use super::look::Look;
use crate::engine::{Entry, Quantity};
use crate::page::{Format, Page};
use crate::session::{Session, Unit};
use crate::theme::Role;
use plan::Plan;

/// The lines that the selected unit's numbers take beside the step, with the line above them.
const UNIT: u16 = 7;

/// From this height on there is a line for what the lines mean.
const LOW: u16 = 18;

/// From this width on the selected unit stands beside the drawing, not below it.
const WIDE: u16 = 108;

/// What all parts of the drawing read.
#[derive(Clone, Copy)]
struct Scene<'a> {
    session: &'a Session,
    page: &'a Page<'a>,
    look: Look,
    selected: Unit,
}

impl<'a> Scene<'a> {
    fn new(session: &'a Session, page: &'a Page<'a>, look: Look) -> Self {
        Self {
            session,
            page,
            look,
            selected: session.selected_unit(page),
        }
    }

    /// Whether the walk has come to `quantity`.
    fn knows(&self, quantity: Quantity) -> bool {
        self.session.is_known(Entry::of(quantity, 0))
    }

    /// The unit of layer l that is to be seen whatever is folded: the selected one, or those that the step is about.
    fn focus(&self, l: usize) -> usize {
        let selection = self.page.selection;
        if l == self.selected.layer {
            self.selected.unit
        } else if l == self.page.step.layer() {
            selection.unit
        } else if Some(l) == self.page.term_layer() {
            selection.term
        } else {
            0
        }
    }

    /// How the numbers of a column are written: as many digits as fit into `width`, one scale for all; `None` if they
    /// do not fit so, or are not known.
    fn format(&self, quantity: Quantity, width: u16) -> Option<Format> {
        let value = quantity.value(self.page.trace);
        let value = value.filter(|_| width > 0 && self.knows(quantity))?;
        let formats = (2..=self.page.digits).rev();
        formats
            .map(|digits| Format::of(&value, digits))
            .find(|format| format.width() <= usize::from(width))
    }

    /// Draws the columns and the edges between them; how many edges are drawn, and of how many.
    fn draw(&self, plan: &Plan, hits: &mut Hits, buf: &mut Buffer) -> edges::Count {
        let count = edges::draw(self, plan, buf);
        units::draw(self, plan, hits, buf);
        count
    }
}

/// Draws it small, beside the step.
pub fn beside(
    session: &Session,
    page: &Page<'_>,
    look: Look,
    area: Rect,
    hits: &mut Hits,
    buf: &mut Buffer,
) {
    let scene = Scene::new(session, page, look);
    let inside = frame(&scene, false, "", area, buf);
    let rows = Layout::vertical([Constraint::Fill(1), Constraint::Length(UNIT)]);
    let [drawn, below] = inside.layout(&rows);
    if let Some(plan) = Plan::new(&scene, drawn, None) {
        scene.draw(&plan, hits, buf);
    }
    unit::render(&scene, below, buf);
}

/// Draws it on the whole screen.
pub fn panel(
    session: &Session,
    page: &Page<'_>,
    look: Look,
    area: Rect,
    hits: &mut Hits,
    buf: &mut Buffer,
) {
    let scene = Scene::new(session, page, look);
    let title = page.title.write(look.script);
    // Where it is low, the selected unit is named, and what is out of view is said, on the frame.
    let is_low = area.height < LOW;
    let inside = frame(&scene, is_low, &title, area, buf);
    let is_wide = inside.width >= WIDE;
    let (drawn, beside) = if is_wide {
        let width = if inside.width >= 160 { 50 } else { 40 };
        let columns = Layout::horizontal([Constraint::Fill(1), Constraint::Length(width)]);
        let [drawn, beside] = inside.layout(&columns.spacing(2));
        (drawn, beside)
    } else {
        let height = if is_low { UNIT - 2 } else { UNIT };
        let rows = Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]);
        let [drawn, below] = inside.layout(&rows);
        (drawn, below)
    };
    let rows = Layout::vertical([Constraint::Fill(1), Constraint::Length(u16::from(!is_low))]);
    let [drawn, line] = drawn.layout(&rows);
    if let Some(plan) = Plan::new(&scene, drawn, Some(page.digits)) {
        let count = scene.draw(&plan, hits, buf);
        let notes = legend::notes(&scene, &plan, count);
        if is_low {
            legend::on_frame(look, &notes, area, buf);
        } else {
            let back = page.flow().is_some_and(|flow| flow.back);
            legend::render(look, &notes, back, line, buf);
        }
    }
    let [numbers, fan_in, fan_out] = if is_wide {
        let first = fans::height(&scene, beside.height.saturating_sub(UNIT));
        beside.layout(&Layout::vertical([
            Constraint::Length(UNIT),
            Constraint::Length(first),
            Constraint::Fill(1),
        ]))
    } else {
        let columns = Layout::horizontal([
            Constraint::Length(22),
            Constraint::Fill(1),
            Constraint::Fill(1),
        ]);
        beside.layout(&columns.spacing(2))
    };
    if is_low {
        unit::numbers(&scene, numbers, buf);
    } else {
        unit::render(&scene, numbers, buf);
    }
    fans::render_in(&scene, fan_in, buf);
    fans::render_out(&scene, fan_out, buf);
}

/// The frame, `named` with the selected unit's name, and what is inside it but for a column on each side.
fn frame(scene: &Scene<'_>, named: bool, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let look = scene.look;
    let mut title = Line::from(look.span("network", Role::Title));
    if named {
        let name = unit::name_of_selected(scene);
        title.push_span(look.span(format!(": {name}"), Role::Text));
    }
    let inside = look.frame(title, note, area, buf);
    Rect {
        x: inside.x.saturating_add(1),
        width: inside.width.saturating_sub(2),
        ..inside
    }
}
