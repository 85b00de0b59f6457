//! The units: the heading of each layer, a mark and a number for each unit that is shown, and how many are folded.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Scene;
use super::plan::{Column, Plan};
use crate::engine::{Entry, Quantity, Value};
use crate::page::{Format, Letter, Math, Numeral, symbol};
use crate::session::{Action, Unit};
use crate::theme::Role;
use crate::view::hits::Hits;
use crate::view::look::{Look, extent};

/// Draws them; a click on a unit selects it.
pub fn draw(scene: &Scene<'_>, plan: &Plan, hits: &mut Hits, buf: &mut Buffer) {
    let drawing = Drawing { scene, plan };
    drawing.folded_layers(buf);
    for column in &plan.columns {
        drawing.heading(column, buf);
        drawing.units(column, hits, buf);
        drawing.folded_units(column, buf);
    }
}

struct Drawing<'a> {
    scene: &'a Scene<'a>,
    plan: &'a Plan,
}

impl Drawing<'_> {
    /// How many layers there are before those shown, and after them.
    fn folded_layers(&self, buf: &mut Buffer) {
        let (area, look) = (self.plan.area, self.scene.look);
        let depth = self.scene.page.trace.network().depth();
        let before = self.plan.columns.first().map_or(0, |column| column.l - 1);
        let after = self
            .plan
            .columns
            .last()
            .map_or(0, |column| depth - column.l);
        for (count, is_right) in [(before, false), (after, true)] {
            if count == 0 {
                continue;
            }
            let line = Line::from(look.span(look.script.gap(count), Role::Dim));
            let width = extent(line.width());
            let x = if is_right {
                area.right().saturating_sub(width)
            } else {
                area.x
            };
            let down = u16::from(self.plan.numbers == 0);
            self.put(x, area.y + down, line, buf);
        }
    }

    /// `3 · 64 units`, and what their numbers are.
    fn heading(&self, column: &Column, buf: &mut Buffer) {
        let Scene { page, look, .. } = *self.scene;
        let step = page.step.layer() == column.l;
        let role = if step { Role::Now } else { Role::Text };
        let next = self.plan.columns.iter().find(|next| next.x > column.x);
        // Bare marks stand close: a heading must not run into the next.
        let apart = if self.plan.numbers == 0 { 2 } else { 1 };
        let right = next.map_or(self.plan.right, |next| next.x.saturating_sub(apart));
        let room = usize::from(right.saturating_sub(column.x));
        let units = if column.all == 1 { "unit" } else { "units" };
        let dot = look.glyph(" · ", " - ");
        let forms = [
            format!("{dot}{} {units}", column.all),
            format!("{dot}{}", column.all),
            String::new(),
        ];
        let name = column.l.to_string();
        let size = forms
            .into_iter()
            .find(|size| Line::raw(size.as_str()).width() + name.len() <= room);
        let line = Line::from(vec![
            look.span(name, role),
            look.span(size.unwrap_or_default(), Role::Dim),
        ]);
        self.put(column.x, self.plan.area.y, line, buf);
        if self.plan.numbers == 0 {
            return;
        }
        let quantity = self.scene.session.quantity_of_units(column.l);
        let role = match (self.scene.knows(quantity), quantity) {
            (false, _) => Role::Pending,
            (_, Quantity::A(_)) => Role::Done,
            _ => Role::Gradient,
        };
        let mut spans = vec![look.math(&self.brief(quantity), role)];
        if let Some(format) = self
            .scene
            .format(quantity, self.plan.numbers)
            .filter(|it| it.exponent() != 0)
        {
            let power = look.script.power_of_ten(format.exponent());
            spans.push(look.span(format!(" {power}"), Role::Notice));
        }
        let line = Line::from(spans);
        let end = column.x + extent(line.width());
        self.put(column.x, self.plan.area.y + 1, line, buf);
        if let Some(next) = next {
            self.between(column.end.max(end + 1), next, buf);
        }
    }

    /// The symbol of what units are drawn with; of the whole gradient its first sign is enough.
    fn brief(&self, quantity: Quantity) -> Math {
        match quantity {
            Quantity::G(1) => Math::letter(Letter::InputGradient),
            quantity => symbol(self.scene.page.trace, quantity),
        }
    }

    /// The name of the weights over their edges, with arrows where the step carries something over them.
    fn between(&self, left: u16, next: &Column, buf: &mut Buffer) {
        let Scene { page, look, .. } = *self.scene;
        let weights = symbol(page.trace, Quantity::Weights(next.l));
        let flow = page.flow().filter(|flow| flow.layer == next.l);
        let (math, arrow) = match flow {
            Some(flow) if flow.back => (weights.transposed(), look.glyph("←", "<-")),
            Some(_) => (weights, look.glyph("→", "->")),
            None => (weights, ""),
        };
        let name = look.script.write(&math);
        let forms = [
            format!("{arrow} {name} {arrow}"),
            format!("{arrow} {name}"),
            name,
            arrow.to_owned(),
        ];
        let room = usize::from(next.x.saturating_sub(left)).saturating_sub(1);
        let width = |text: &String| Line::raw(text.as_str()).width();
        let Some(text) = forms.into_iter().find(|text| width(text) <= room) else {
            return;
        };
        let role = if flow.is_some() { Role::Now } else { Role::Dim };
        let x = left + extent((room - width(&text)).div_ceil(2));
        self.put(
            x,
            self.plan.area.y + 1,
            Line::from(look.span(text, role)),
            buf,
        );
    }

    fn units(&self, column: &Column, hits: &mut Hits, buf: &mut Buffer) {
        let Scene { session, look, .. } = *self.scene;
        let quantity = session.quantity_of_units(column.l);
        let value = quantity
            .value(self.scene.page.trace)
            .filter(|_| self.scene.knows(quantity));
        for unit in column.units.clone() {
            let here = Unit {
                layer: column.l,
                unit,
            };
            let mut spans = vec![self.mark(here, quantity)];
            if self.plan.numbers > 0 {
                spans.push(Span::raw(" "));
                spans.extend(match value {
                    Some(value) => self.number(here, quantity, &value, column.format),
                    None => vec![look.span(look.glyph("·", "."), Role::Pending)],
                });
            }
            let y = column.y(unit);
            self.put(column.x, y, Line::from(spans), buf);
            let place = Rect {
                x: column.x.saturating_sub(1),
                y,
                width: self.plan.widest() + 2,
                height: 1,
            };
            hits.add(place.intersection(self.plan.area), Action::SelectUnit(here));
        }
    }

    /// Hollow until its a is known; then filled, and again in the colour of the gradient once its δ is.
    fn mark(&self, here: Unit, quantity: Quantity) -> Span<'static> {
        let look = self.scene.look;
        let is_known = self.scene.knows(quantity);
        let role = match quantity {
            _ if here == self.scene.selected => Role::Now,
            _ if !is_known => Role::Pending,
            Quantity::A(_) => Role::Done,
            _ => Role::Gradient,
        };
        let mark = if here == self.scene.selected {
            look.glyph("◉", "@")
        } else if is_known {
            look.glyph("●", "*")
        } else {
            look.glyph("○", "o")
        };
        look.span(mark, role)
    }

    /// The number, and a mark if an edit changed it.
    fn number(
        &self,
        here: Unit,
        quantity: Quantity,
        value: &Value<'_>,
        format: Option<Format>,
    ) -> Vec<Span<'static>> {
        let Scene { session, look, .. } = *self.scene;
        let number = value.entry(here.unit, 0);
        let room = usize::from(self.plan.numbers);
        let short = || fitting(number, 2, room);
        let text = format.map_or_else(short, |format| format.cell(number));
        let mut style = look.style(Look::sign(number));
        if here == self.scene.selected {
            style = style.add_modifier(Modifier::BOLD);
        }
        let mut spans = vec![Span::styled(look.script.digits(&text), style)];
        if session.change_of(Entry::of(quantity, here.unit)).is_some() {
            spans.push(look.span("*", Role::Changed));
        }
        spans
    }

    /// How many units are folded above those shown, and below.
    fn folded_units(&self, column: &Column, buf: &mut Buffer) {
        let look = self.scene.look;
        let words = [("above", "↑", "^"), ("below", "↓", "v")];
        for ((count, y), (word, arrow, ascii)) in column.folded().into_iter().zip(words) {
            if count == 0 {
                continue;
            }
            let long = format!("+{count} {word}");
            let text = if long.len() <= usize::from(self.plan.widest()) + 2 {
                long
            } else {
                format!("{}{count}", look.glyph(arrow, ascii))
            };
            self.put(column.x, y, Line::from(look.span(text, Role::Dim)), buf);
        }
    }

    fn put(&self, x: u16, y: u16, line: Line<'_>, buf: &mut Buffer) {
        let place = Rect {
            x,
            y,
            width: extent(line.width()),
            height: 1,
        };
        line.render(place.intersection(self.plan.area), buf);
    }
}

/// A number with its sign, in ASCII, in `room` columns if that can be: to `digits` digits or as many as fit, at the least
/// its sign and its order of magnitude. What was cut would be another number.
pub fn fitting(number: f64, digits: usize, room: usize) -> String {
    let texts = (1..=digits).rev().map(|digits| signed(number, digits));
    let fits = |text: &String| text.len() <= room;
    let order = || {
        let text = signed(number, 1);
        let start = text.find('e').unwrap_or(1);
        format!("{}{}", &text[..1], &text[start..])
    };
    texts.into_iter().find(fits).unwrap_or_else(order)
}

/// A number with its sign, in ASCII.
pub fn signed(number: f64, digits: usize) -> String {
    let sign = if number > 0.0 { "+" } else { "" };
    let text = Numeral::significant(number, digits);
    let text = text.as_str().replace("Infinity", "inf");
    format!("{sign}{text}")
}

/// The name of the component that a unit is, if it has one.
pub fn component(scene: &Scene<'_>, unit: Unit) -> Option<String> {
    let depth = scene.page.trace.network().depth();
    let captions = scene.session.captions();
    let name = captions
        .names(Quantity::A(unit.layer), depth)
        .get(unit.unit)?;
    Some(scene.look.script.words(name))
}
