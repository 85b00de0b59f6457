//! The norms of the gradients so far: bars while they are few, a sparkline when they are many.

use ratatui::text::{Line, Span};

use crate::page::{Math, Numeral, Scale, Strip};
use crate::theme::Role;
use crate::view::bar::filled;
use crate::view::look::Look;

/// The digits of a norm.
const DIGITS: usize = 3;

/// The widest bar of a norm, and the narrowest worth drawing.
const BAR: (usize, usize) = (32, 3);

/// What a norm's number takes, with the spaces round it and its bar.
const NUMBER: usize = 10;

/// The norms: each with a bar where they fit, one sparkline on a log scale where they are many.
pub fn line(strip: &Strip, width: usize, look: Look) -> Line<'static> {
    if strip.norms.iter().all(|(_, norm)| norm.is_none()) {
        let names = bars(strip, 0, look);
        return if names.width() <= width {
            names
        } else {
            pending(strip, look)
        };
    }
    // As wide as a bar may be once all norms are known, so that no bar changes its length while stepping.
    let names: usize = strip
        .norms
        .iter()
        .map(|(name, _)| look.math(name, Role::Text).width())
        .sum();
    let room = width.saturating_sub(names + strip.norms.len() * NUMBER);
    // All bars together are so many times the longest.
    let times = strip.scale.sum / strip.scale.greatest;
    let (most, least) = BAR;
    let bar = if times.is_finite() {
        (room as f64 / times) as usize
    } else {
        room
    };
    // Long numbers may need some of it.
    let mut fitting = (least..=bar.min(most))
        .rev()
        .map(|bar| bars(strip, bar, look));
    fitting
        .find(|line| line.width() <= width)
        .unwrap_or_else(|| sparkline(strip, width, look))
}

fn bars(strip: &Strip, bar: usize, look: Look) -> Line<'static> {
    let mut spans = Vec::new();
    for (name, norm) in &strip.norms {
        let Some(norm) = norm else {
            spans.push(look.math(name, Role::Pending));
            spans.push(look.span(look.glyph(" ·  ", " .  "), Role::Pending));
            continue;
        };
        spans.push(look.math(name, Role::Text));
        spans.push(look.span(format!(" {} ", number(*norm, look)), Role::Text));
        spans.push(look.span(
            filled(norm / strip.scale.greatest, bar, look),
            Role::Gradient,
        ));
        spans.push(Span::raw("  "));
    }
    Line::from(spans)
}

fn number(value: f64, look: Look) -> String {
    look.script.number(&Numeral::significant(value, DIGITS))
}

/// Of many norms none of which is known: the first and the last.
fn pending(strip: &Strip, look: Look) -> Line<'static> {
    let names = [strip.norms.first(), strip.norms.last()];
    let names: Vec<String> = names
        .into_iter()
        .flatten()
        .map(|(name, _)| look.script.write(name))
        .collect();
    let dots = look.glyph(" … ", " .. ");
    let dot = look.glyph("·", ".");
    Line::from(look.span(format!("{} {dot}", names.join(dots)), Role::Pending))
}

/// First and last in numbers, and between them every norm on a log scale.
fn sparkline(strip: &Strip, width: usize, look: Look) -> Line<'static> {
    let known: Vec<(&Math, f64)> = strip
        .norms
        .iter()
        .filter_map(|(name, norm)| Some((name, (*norm)?)))
        .collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return pending(strip, look);
    };
    let end = |(name, norm): &(&Math, f64)| {
        vec![
            look.math(name, Role::Text),
            look.span(format!(" {}", number(*norm, look)), Role::Text),
        ]
    };
    let mut spans = end(first);
    let tail = if known.len() > 1 {
        end(last)
    } else {
        Vec::new()
    };
    let scale = look.span("  (log scale)", Role::Dim);
    let taken: usize = spans
        .iter()
        .chain(&tail)
        .chain([&scale])
        .map(Span::width)
        .sum();
    let room = width.saturating_sub(taken + 4).max(1);
    // Where there are more norms than columns, each column stands for several of them.
    let columns = strip.norms.len().min(room);
    let norm =
        |column: usize| strip.norms[column * (strip.norms.len() - 1) / (columns - 1).max(1)].1;
    let logs: Vec<f64> = (0..columns)
        .map_while(|column| norm(column).map(f64::log10))
        .collect();
    let pending = look.glyph("·", ".").repeat(columns - logs.len());
    let marks = format!("  {}", levels(&logs, strip.scale, look));
    spans.push(look.span(marks, Role::Gradient));
    spans.push(look.span(format!("{pending}  "), Role::Pending));
    spans.extend(tail.into_iter().chain([scale]));
    Line::from(spans)
}

/// One mark a number, from the least to the greatest of the `scale`; what is not finite is a gap.
fn levels(logs: &[f64], scale: Scale, look: Look) -> String {
    let marks: Vec<char> = look.glyph("▁▂▃▄▅▆▇█", "_.:-=+*#").chars().collect();
    let (least, greatest) = (scale.least.log10(), scale.greatest.log10());
    let mark = |log: &f64| {
        if !log.is_finite() {
            return ' ';
        }
        let share = if greatest > least {
            (log - least) / (greatest - least)
        } else {
            1.0
        };
        marks[((share * (marks.len() - 1) as f64).round() as usize).min(marks.len() - 1)]
    };
    logs.iter().map(mark).collect()
}
