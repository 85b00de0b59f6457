//! The selected unit's numbers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Scene;
use super::units::{component, fitting, signed};
use crate::engine::{Entry, Quantity, ordinal};
use crate::page::symbol;
use crate::theme::Role;
use crate::view::look::{Look, shortened};

/// `unit 3 of layer 1`
pub fn name_of_selected(scene: &Scene<'_>) -> String {
    let number = ordinal(scene.selected.unit);
    format!("unit {number} of layer {}", scene.selected.layer)
}

/// Its name and its numbers.
pub fn render(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let look = scene.look;
    let mut heading = vec![look.span(name_of_selected(scene), Role::Title)];
    if let Some(component) = component(scene, scene.selected) {
        let taken = heading.iter().map(Span::width).sum::<usize>() + 2;
        let room = usize::from(area.width).saturating_sub(taken);
        heading.push(look.span(
            format!("  {}", shortened(&component, room, look)),
            Role::Dim,
        ));
    }
    let line = Rect { height: 1, ..area }.intersection(area);
    Line::from(heading).render(line, buf);
    let below = Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(1),
        ..area
    };
    numbers(scene, below, buf);
}

/// Its numbers, `·` for what is not known yet; before and after, where an edit changed them.
pub fn numbers(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let Scene {
        page,
        look,
        selected,
        ..
    } = *scene;
    let l = selected.layer;
    let mut lines = Vec::new();
    let quantities = if l == 1 {
        vec![Quantity::A(1), Quantity::G(1)]
    } else {
        let of_layer = [
            Quantity::Z(l),
            Quantity::A(l),
            Quantity::SigmaPrime(l),
            Quantity::G(l),
            Quantity::Delta(l),
        ];
        of_layer.to_vec()
    };
    let named = |quantity: &Quantity| look.script.write(&symbol(page.trace, *quantity));
    let names: Vec<String> = quantities.iter().map(named).collect();
    let widths = names.iter().map(|name| Line::raw(name.as_str()).width());
    let width = widths.max().unwrap_or(0);
    for (quantity, name) in quantities.into_iter().zip(names) {
        let gap = " ".repeat(width - Line::raw(name.as_str()).width() + 2);
        let mut spans = vec![look.span(format!("{name}{gap}"), Role::Text)];
        let room = usize::from(area.width).saturating_sub(width + 2);
        spans.extend(value(scene, Entry::of(quantity, selected.unit), room));
        lines.push(Line::from(spans));
    }
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        line.render(place, buf);
    }
}

/// Its value, in at most `room` columns: `before → after` where an edit changed it, or at least a mark.
fn value(scene: &Scene<'_>, entry: Entry, room: usize) -> Vec<Span<'static>> {
    let Scene {
        session,
        page,
        look,
        ..
    } = *scene;
    let now = entry.value(page.trace).filter(|_| session.is_known(entry));
    let Some(now) = now else {
        return vec![look.span(look.glyph("·", "."), Role::Pending)];
    };
    let written = |value: f64| look.script.digits(&signed(value, page.digits + 1));
    let alone = |room| look.script.digits(&fitting(now, page.digits + 1, room));
    let Some(change) = session.change_of(entry) else {
        return vec![look.span(alone(room), Look::sign(now))];
    };
    let long = vec![
        look.span(written(change.before), Role::Dim),
        look.span(look.glyph(" → ", " -> "), Role::Dim),
        look.span(written(now), Role::Changed),
    ];
    if long.iter().map(Span::width).sum::<usize>() <= room {
        long
    } else {
        let number = alone(room.saturating_sub(1));
        vec![
            look.span(number, Look::sign(now)),
            look.span("*", Role::Changed),
        ]
    }
}
