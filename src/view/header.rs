//! The first line: which network, what is differentiated, which step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::look::{Look, extent, shortened};
use crate::engine::{Objective, Quantity, Stride, ordinal};
use crate::page::{Page, loss_convention, symbol};
use crate::session::Session;
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, page: &Page<'_>, look: Look, area: Rect, buf: &mut Buffer) {
    let stride = match session.walk().stride() {
        Stride::Layer => "layer",
        Stride::Operation => "operation",
    };
    let dot = look.glyph(" · ", " - ");
    let right = Line::from(vec![
        look.span("step ", Role::Text),
        look.span(ordinal(session.place()).to_string(), Role::Now),
        look.span(format!(" of {}", session.walk().steps().len()), Role::Text),
        look.span(format!("{dot}{stride} "), Role::Dim),
    ]);
    let brand = format!(" gradwalk{dot}");
    let mut middle = objective(page, look);
    let least = right.width() + Line::raw(brand.as_str()).width() + 2;
    // A formula that is cut would be another one.
    if least + middle.width() > usize::from(area.width) {
        middle.spans.truncate(1);
    }
    let room = usize::from(area.width).saturating_sub(right.width() + middle.width() + 4);
    let title = look.script.words(&session.captions().title);
    let title = shortened(&title, room.saturating_sub(brand.len()), look);
    let left = Line::from(vec![
        look.span(" gradwalk", Role::Title),
        look.span(dot, Role::Dim),
        look.span(title, Role::Text),
    ]);
    let left_width = extent(left.width());
    left.render(area, buf);
    // Centred in what is left between the two.
    let gap = area
        .width
        .saturating_sub(left_width.saturating_add(extent(right.width())));
    let start = left_width + gap.saturating_sub(extent(middle.width())) / 2;
    let width = area.width.saturating_sub(start);
    middle.render(
        Rect {
            x: area.x + start,
            width,
            ..area
        },
        buf,
    );
    right.right_aligned().render(area, buf);
}

/// What is differentiated: ∇ₓ a⁽⁴⁾₁, and of how many; or ∇ₓ C, and what C is.
fn objective(page: &Page<'_>, look: Look) -> Line<'static> {
    let gradient = look.math(&symbol(page.trace, Quantity::G(1)), Role::Gradient);
    let outputs = page.trace.network().outputs();
    let note = match page.trace.objective() {
        Objective::Output { .. } | Objective::Sum if outputs == 1 => String::new(),
        Objective::Output { .. } => format!(" of {outputs}"),
        Objective::Sum => format!(", the sum of {outputs}"),
        Objective::Loss => format!(", {}", look.script.write(&loss_convention(page.trace))),
    };
    Line::from(vec![gradient, look.span(note, Role::Dim)])
}
