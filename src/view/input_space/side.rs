//! Beside the picture: which colour is how much, the numbers at x, and what the signs in the picture are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::component;
use super::legend;
use super::shade::Scale;
use crate::engine::{Entry, Quantity, Trace};
use crate::page::{ALL_DIGITS, Numeral, entry_symbol, scalar};
use crate::session::Session;
use crate::theme::Role;
use crate::view::Look;
use crate::view::look::shortened;

/// The digits of the ends of a legend.
const DIGITS: usize = 3;

/// What stands before a number that is no more.
const WAS: &str = "was ";

/// The columns that a number keeps beside a long name.
const NUMBER: usize = 11;

/// A legend: its scale, its two ends, and where on it f(x) is.
pub struct Legend {
    /// What is told.
    pub scale: Scale,
    /// The least and the greatest.
    pub range: (f64, f64),
    /// How far f(x) is on the way, 0 to 1.
    pub mark: f64,
}

/// A sign in the picture, how it looks, and what it is.
pub struct Sign(pub String, pub Role, pub String);

/// Draws it: the legend, the numbers for those components of x, then `notes` and the `signs` with their meanings.
pub fn render(
    session: &Session,
    legend: Option<&Legend>,
    axes: &[usize],
    (notes, signs): (&[String], &[Sign]),
    look: Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let width = usize::from(area.width);
    if width == 0 {
        return;
    }
    let groups = [
        numbers(session, axes, width, look),
        notes
            .iter()
            .flat_map(|note| textwrap::wrap(note, width))
            .map(|line| Line::from(look.span(line, Role::Notice)))
            .collect(),
        signs
            .iter()
            .map(|Sign(sign, role, meaning)| {
                let room = width.saturating_sub(sign.chars().count() + 1);
                let meaning = shortened(meaning, room, look);
                Line::from(vec![
                    look.span(format!("{sign} "), *role),
                    look.span(meaning, Role::Dim),
                ])
            })
            .collect(),
    ];
    let mut free = area;
    let groups: Vec<Vec<Line<'_>>> = groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect();
    let lines: usize = groups.iter().map(Vec::len).sum();
    let top = if legend.is_some() { 3 } else { 0 };
    // Groups stand apart where there is room for it.
    let is_airy = usize::from(area.height) >= top + lines + groups.len();
    if let Some(legend) = legend {
        let name = look.math(&scalar(session.trace()), Role::Title);
        Line::from(name).render(next(&mut free), buf);
        let (least, greatest) = legend.range;
        let digits = telling(least, greatest, DIGITS, (width / 2).saturating_sub(1), look);
        let end = |value| look.script.number(&Numeral::significant(value, digits));
        let ends = (end(least), end(greatest));
        let mark = Some(legend.mark);
        let bar = Rect {
            height: free.height.min(2),
            ..free
        };
        legend::render(legend.scale, (&ends.0, &ends.1), mark, look, bar, buf);
        next(&mut free);
        next(&mut free);
    }
    for (at, group) in groups.into_iter().enumerate() {
        if is_airy && (at > 0 || legend.is_some()) {
            next(&mut free);
        }
        for line in group {
            line.render(next(&mut free), buf);
        }
    }
}

/// A number to as many digits as a legend has.
pub fn short(value: f64, look: Look) -> String {
    look.script.number(&Numeral::significant(value, DIGITS))
}

/// The digits that tell two numbers apart, from `digits` up, or as many as there is room for.
fn telling(one: f64, other: f64, digits: usize, room: usize, look: Look) -> usize {
    let written = |value, digits| look.script.number(&Numeral::significant(value, digits));
    let fits = |digits: &usize| {
        let width = |value| written(value, *digits).chars().count();
        width(one).max(width(other)) <= room
    };
    let differs = |digits: &usize| written(one, *digits) != written(other, *digits);
    let wanted = if one.to_bits() == other.to_bits() {
        digits
    } else {
        (digits..=ALL_DIGITS).find(differs).unwrap_or(digits)
    };
    (1..=wanted).rev().find(fits).unwrap_or(1)
}

/// The first line of `free`, which is one line shorter then.
fn next(free: &mut Rect) -> Rect {
    let line = Rect {
        height: free.height.min(1),
        ..*free
    };
    free.y += line.height;
    free.height -= line.height;
    line
}

/// x, the scalar and its gradient along `axes`; before an edit as well, where there is one.
fn numbers(session: &Session, axes: &[usize], width: usize, look: Look) -> Vec<Line<'static>> {
    let (trace, before) = (session.trace(), session.what_if().before());
    let mut rows: Vec<(String, f64, Option<f64>)> = Vec::new();
    let mut add = |name, value: &dyn Fn(&Trace) -> f64| {
        rows.push((name, value(trace), before.map(value)));
    };
    let entry = |quantity: Quantity, axis: usize| {
        move |trace: &Trace| Entry::of(quantity, axis).value(trace).unwrap_or(f64::NAN)
    };
    for &axis in axes {
        let name = look.script.write(&component(axis));
        add(name, &entry(Quantity::A(1), axis));
    }
    add(look.script.write(&scalar(trace)), &Trace::value);
    for &axis in axes {
        let name = entry_symbol(trace, Entry::of(Quantity::G(1), axis));
        add(look.script.write(&name), &entry(Quantity::G(1), axis));
    }
    let names = rows.iter().map(|(name, ..)| Line::raw(name).width()).max();
    let names = names.unwrap_or(0).min(width.saturating_sub(NUMBER));
    rows.iter()
        .flat_map(|(name, now, before)| {
            let name = shortened(name, names, look);
            let pad = names - Line::raw(name.as_str()).width();
            let name = format!("{name}{:pad$} ", "");
            row(name, *now, *before, session.digits(), width, look)
        })
        .collect()
}

/// One number under its name; what it was before in the same line, or in the next where there is no room.
fn row(
    name: String,
    now: f64,
    before: Option<f64>,
    digits: usize,
    width: usize,
    look: Look,
) -> Vec<Line<'static>> {
    let changed = before.filter(|before| before.to_bits() != now.to_bits());
    let named = look.span(name, Role::Text);
    let room = width.saturating_sub(named.width() + WAS.len());
    let digits = telling(now, changed.unwrap_or(now), digits, room, look);
    let text = |value| look.script.number(&Numeral::significant(value, digits));
    let role = if changed.is_some() {
        Role::Changed
    } else {
        Look::sign(now)
    };
    let number = look.span(text(now), role);
    let Some(before) = changed else {
        return vec![Line::from(vec![named, number])];
    };
    let arrow = look.glyph("→", "->");
    let was = look.span(format!("{} {arrow} ", text(before)), Role::Dim);
    if named.width() + was.width() + number.width() <= width {
        return vec![Line::from(vec![named, was, number])];
    }
    let lead = " ".repeat(named.width());
    let was = look.span(format!("{lead}{WAS}{}", text(before)), Role::Dim);
    vec![Line::from(vec![named, number]), Line::from(was)]
}
