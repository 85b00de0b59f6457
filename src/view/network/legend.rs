//! The line under the drawing: what the lines mean, and what is out of view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Scene;
use super::dots::Dots;
use super::edges::{Count, Kind, head, pen, role};
use super::plan::Plan;
use crate::page::Script;
use crate::theme::Role;
use crate::view::look::{Look, extent};

/// The columns of a sample.
const SAMPLE: u16 = 5;

/// What is out of view: the edges that are not drawn, and the step itself where its layers are not.
pub fn notes(scene: &Scene<'_>, plan: &Plan, count: Count) -> String {
    let mut notes = Vec::new();
    if let Some(flow) = scene.page.flow() {
        let is_shown = |l| plan.column(l).is_some();
        if !is_shown(flow.layer) || !is_shown(flow.layer - 1) {
            notes.push(format!("this step is at layer {}", scene.page.step.layer()));
        }
    }
    let (all, missing) = (count.all, count.all - count.drawn);
    if missing > 0 {
        notes.push(format!("{missing} of {all} edges not drawn"));
    }
    notes.join(scene.look.glyph(" · ", " - "))
}

/// Draws the notes on the lower edge of a frame.
pub fn on_frame(look: Look, notes: &str, frame: Rect, buf: &mut Buffer) {
    if notes.is_empty() {
        return;
    }
    let line = Line::from(look.span(format!(" {notes} "), Role::Dim)).right_aligned();
    Look::on_lower_border(line, frame, buf);
}

/// Draws it, the notes on the right; samples that there is no room for are left out from the end. `back`: what
/// this step carries goes back.
pub fn render(look: Look, notes: &str, back: bool, area: Rect, buf: &mut Buffer) {
    let right = Line::from(look.span(notes, Role::Dim)).right_aligned();
    let mut left = area;
    left.width = area.width.saturating_sub(extent(right.width()));
    right.render(area, buf);
    let samples = [
        ("w > 0", Kind::Fan, 0.5),
        ("w < 0", Kind::Fan, -0.5),
        ("this step", Kind::Flow, 0.5),
        ("large", Kind::Other, 1.0),
        ("small", Kind::Other, 0.1),
    ];
    let mut x = left.x;
    for (words, kind, weight) in samples {
        let words = Span::styled(format!(" {words}  "), look.style(Role::Dim));
        let width = SAMPLE + extent(words.width());
        if x + width > left.right() {
            break;
        }
        let cells = Rect {
            x,
            y: left.y,
            width: SAMPLE,
            height: 1,
        };
        let mut dots = Dots::over(cells);
        let style = look.style(role(kind, Some(weight)));
        dots.line(
            (x, left.y),
            (x + SAMPLE - 1, left.y),
            pen(kind, Some(weight)),
            style,
        );
        dots.render(look.script == Script::Ascii, buf);
        if kind == Kind::Flow {
            let at = if back { x } else { x + SAMPLE - 1 };
            let head = Span::styled(head(back, look), look.style(Role::Now));
            head.render(Rect::new(at, left.y, 1, 1).intersection(area), buf);
        }
        let place = Rect {
            x: x + SAMPLE,
            y: left.y,
            width: width - SAMPLE,
            height: 1,
        };
        words.render(place.intersection(area), buf);
        x += width;
    }
}
