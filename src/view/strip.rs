//! The gradient as it grows: the product with its finished factors lit, the vector in hand, and the norms so far.

mod norms;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::look::Look;
use crate::engine::{Quantity, Value};
use crate::page::{Factor, Format, Page};
use crate::theme::Role;

/// The fewest digits of the vector in hand.
const DIGITS: usize = 3;

/// Draws it.
pub fn render(page: &Page<'_>, look: Look, area: Rect, buf: &mut Buffer) {
    let words = match page.strip.vector {
        Some(Quantity::G(1)) => "the gradient",
        _ => "the gradient so far",
    };
    let mut title = vec![look.span(words, Role::Title)];
    match &page.strip.meaning {
        Some(meaning) => {
            title.push(look.span(" is ", Role::Dim));
            title.push(look.math(meaning, Role::Gradient));
        }
        None => title.push(look.span(": not begun", Role::Dim)),
    }
    let frame = look.frame(Line::from(title), "", area, buf);
    let inside = Rect {
        x: frame.x + 2,
        width: frame.width.saturating_sub(4),
        ..frame
    };
    let width = usize::from(inside.width);
    let lines = [
        product(page, width, look),
        norms::line(&page.strip, width, look),
    ];
    // With room to spare the two lines stand apart.
    let (first, apart) = if inside.height >= 4 { (1, 2) } else { (0, 1) };
    for (line, y) in lines
        .into_iter()
        .zip((inside.y + first..inside.bottom()).step_by(apart))
    {
        line.render(
            Rect {
                y,
                height: 1,
                ..inside
            },
            buf,
        );
    }
}

/// The factors, and the numbers of the vector in hand.
fn product(page: &Page<'_>, width: usize, look: Look) -> Line<'static> {
    let Some(value) = page
        .strip
        .vector
        .and_then(|vector| vector.value(page.trace))
    else {
        return Line::from(factors(&page.strip.factors, width, look));
    };
    // The numbers want room for two entries at least.
    let least = Format::of(&value, DIGITS).width() + 1;
    let wanted = 11 + least * value.rows().min(2);
    let factors = factors(&page.strip.factors, width.saturating_sub(wanted), look);
    let mut line = Line::from(factors);
    line.push_span(look.span(" = ", Role::Text));
    let room = width.saturating_sub(line.width());
    // A digit less is a smaller loss than an entry.
    let digits = (DIGITS..=page.digits.max(DIGITS)).rev();
    let numbers = |digits: usize| numbers(&value, digits, room, look);
    let all = digits.map(numbers).find(|(_, complete)| *complete);
    line.spans.extend(all.unwrap_or_else(|| numbers(DIGITS)).0);
    line
}

/// The entries of `value` as a lying vector in `room` columns, and whether all of them found room.
fn numbers(
    value: &Value<'_>,
    digits: usize,
    room: usize,
    look: Look,
) -> (Vec<Span<'static>>, bool) {
    let format = Format::of(value, digits);
    let power = match format.exponent() {
        0 => String::new(),
        exponent => format!(" {}", look.script.power_of_ten(exponent)),
    };
    let close = format!("]{}{power}", look.glyph("ᵀ", "'"));
    let room = room.saturating_sub(2 + Line::raw(close.as_str()).width());
    let (all, each) = (value.rows(), format.width() + 1);
    let complete = each * all <= room;
    let shown = if complete {
        all
    } else {
        room.saturating_sub(6) / each
    };
    let mut spans = vec![look.span("[ ", Role::Text)];
    for entry in (0..shown).map(|row| value.entry(row, 0)) {
        let text = look.script.digits(&format.cell(entry));
        spans.push(look.span(format!("{text} "), Look::sign(entry)));
    }
    if !complete {
        spans.push(look.span(format!("{} ", look.script.gap(all - shown)), Role::Dim));
    }
    spans.push(look.span(close, Role::Text));
    (spans, complete)
}

/// The product of the factors in at most `room` columns: all of them, or those of the first and last layers and of the
/// neighbourhood of the border between what is done and what is not.
fn factors(factors: &[Factor], room: usize, look: Look) -> Vec<Span<'static>> {
    let all = spans(factors, |_| true, look);
    let width = |spans: &[Span<'_>]| spans.iter().map(Span::width).sum::<usize>();
    let (Some(first), Some(last)) = (factors.first(), factors.last()) else {
        return all;
    };
    if width(&all) <= room {
        return all;
    }
    let border = factors
        .iter()
        .find(|factor| factor.done)
        .unwrap_or(last)
        .layer;
    let near = |reach: usize, ends: bool| {
        let shown = |layer: usize| {
            (ends && layer == first.layer) || layer == last.layer || layer.abs_diff(border) < reach
        };
        spans(factors, |factor| shown(factor.layer), look)
    };
    let fits = |spans: &Vec<Span<'_>>| width(spans) <= room;
    let with_ends = (1..8).rev().map(|reach| near(reach, true)).find(fits);
    with_ends.unwrap_or_else(|| near(1, false))
}

fn spans(factors: &[Factor], shown: impl Fn(&Factor) -> bool, look: Look) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let (mut skipped, mut all_done) = (0, true);
    let style = |done: bool| {
        let lit = if done {
            look.style(Role::Lit)
        } else {
            Style::new()
        };
        look.style(if done { Role::Gradient } else { Role::Pending })
            .patch(lit)
    };
    for (at, factor) in factors.iter().enumerate() {
        if !shown(factor) {
            skipped += 1;
            all_done &= factor.done;
            continue;
        }
        if skipped > 0 {
            let gap = format!("{} ", look.script.gap(skipped));
            spans.push(Span::styled(gap, style(all_done)));
            (skipped, all_done) = (0, true);
        }
        // A parenthesis is done with the whole of what it encloses.
        let (open, text, close) = factor.parts(look.script);
        spans.push(Span::styled(open, style(factor.whole)));
        spans.push(Span::styled(text, style(factor.done)));
        spans.push(Span::styled(close, style(factor.whole)));
        if at + 1 < factors.len() {
            spans.push(Span::styled(
                " ",
                style(factor.done && (factor.whole || factor.parenthesis.is_none())),
            ));
        }
    }
    spans
}
