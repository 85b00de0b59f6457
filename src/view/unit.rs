//! The selected unit's numbers, under the drawing of the network.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::look::Look;
use crate::engine::{Phase, Quantity, ordinal};
use crate::page::{Numeral, Page, symbol};
use crate::theme::Role;

/// The selected unit's numbers, `·` for what is not known yet.
pub fn render(page: &Page<'_>, look: Look, area: Rect, buf: &mut Buffer) {
    let network = page.trace.network();
    let l = page.step.layer();
    let at = page.selection.unit;
    if at >= network.units(l) {
        return;
    }
    let heading = format!("unit {} of layer {l}", ordinal(at));
    let mut lines = vec![Line::from(look.span(heading, Role::Dim))];
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
    let names: Vec<String> = quantities
        .iter()
        .map(|quantity| look.script.write(&symbol(page.trace, *quantity)))
        .collect();
    let width = names
        .iter()
        .map(|name| Line::raw(name.as_str()).width())
        .max()
        .unwrap_or(0);
    for (quantity, name) in quantities.into_iter().zip(names) {
        let known = quantity.moment(network) <= page.step.moment()
            || page.step.phase() == Phase::Parameters;
        let value = quantity
            .value(page.trace)
            .filter(|_| known)
            .map(|value| value.entry(at, 0));
        let gap = " ".repeat(width - Line::raw(name.as_str()).width() + 2);
        let mut spans = vec![look.span(format!("{name}{gap}"), Role::Text)];
        spans.push(match value {
            Some(value) => {
                let sign = if value > 0.0 { "+" } else { "" };
                let number = look
                    .script
                    .number(&Numeral::significant(value, page.digits + 1));
                look.span(format!("{sign}{number}"), Look::sign(value))
            }
            None => look.span(look.glyph("·", "."), Role::Pending),
        });
        lines.push(Line::from(spans));
    }
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        line.render(
            Rect {
                y,
                height: 1,
                ..area
            },
            buf,
        );
    }
}
