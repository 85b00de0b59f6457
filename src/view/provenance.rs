//! Where a number came from: its arithmetic, its terms with their shares, each operand to be gone into; and the other
//! way, what it reaches.

mod reached;
mod terms;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::badge;
use super::look::{Look, shortened};
use super::matrix::window;
use super::message::entry_name;
use super::sums;
use crate::engine::{Influence, Trace};
use crate::page::{Math, Numeral, Operator, Provenance};
use crate::session::{Session, Stop};
use crate::theme::Role;
use reached::{later, reached};
use terms::term;

/// From so many lines on there is air between the parts.
const AIRY: usize = 10;

/// The columns below which headings are short.
const NARROW: usize = 70;

/// The lines that the list of terms keeps, whatever is said above it.
const LIST: usize = 4;

/// Draws it in the place of the step.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let (Some(provenance), Some(stop)) = (session.provenance(), session.trail().last()) else {
        return;
    };
    let words = if stop.reaches {
        ["what ", " reaches"]
    } else {
        ["where ", " came from"]
    };
    let name = look.math(&provenance.name, Role::Now);
    let title = Line::from(vec![
        look.span(words[0], Role::Title),
        name,
        look.span(words[1], Role::Title),
    ]);
    let room = usize::from(area.width).saturating_sub(title.width() + 8);
    let frame = look.frame(title, &way(session, room, look), area, buf);
    let inside = Rect {
        x: frame.x + 2,
        width: frame.width.saturating_sub(4),
        ..frame
    };
    let (width, height) = (usize::from(inside.width), usize::from(inside.height));
    let trace = session.trace();
    let mut head = head(session, &provenance, width, look);
    let mut foot = moves(&provenance, trace, width, look);
    // On a low screen the terms need the lines that are air elsewhere.
    let air = usize::from(height >= AIRY);
    let badge = badge::of_quantity(session, provenance.entry.quantity, width, look);
    foot.extend(badge.filter(|_| air > 0).map(Line::from));
    // The list comes first: what cannot be seen of the rest is told by going into the number.
    head.truncate(height.saturating_sub(foot.len() + LIST).max(1));
    let room = height.saturating_sub(head.len() + foot.len() + 2 * air);
    let mut lines = head;
    lines.extend(std::iter::repeat_n(Line::default(), air));
    lines.extend(list(session, &provenance, *stop, (width, room), look));
    // Where there is room for both, one need not turn to see the other side.
    let other = other_side(session, &provenance, *stop, width, look);
    if lines.len() + foot.len() + other.len() + 2 <= height {
        lines.push(Line::default());
        lines.extend(other);
    }
    let gap = height.saturating_sub(lines.len() + foot.len());
    lines.extend(std::iter::repeat_n(Line::default(), gap.min(air)));
    lines.extend(foot);
    for (line, y) in lines.into_iter().zip(inside.y..inside.bottom()) {
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

/// The numbers that were gone through to come here.
fn way(session: &Session, room: usize, look: Look) -> String {
    let trail = session.trail();
    let before = trail.split_last().map_or(trail, |(_, before)| before);
    let names = before
        .iter()
        .map(|stop| entry_name(session.trace(), stop.entry, look));
    let arrow = look.glyph(" → ", " > ");
    let mut names: Vec<String> = names.collect();
    // Of a long way the last numbers are of interest.
    while names.len() > 1 && Line::raw(names.join(arrow)).width() > room {
        names.remove(0);
    }
    shortened(&names.join(arrow), room, look)
}

/// What it is, what it was, and its arithmetic.
pub fn head(
    session: &Session,
    provenance: &Provenance,
    width: usize,
    look: Look,
) -> Vec<Line<'static>> {
    let value = look.script.number(&provenance.numeral());
    let mut lines = vec![Line::from(vec![
        look.math(&provenance.name, Role::Title),
        look.math(&Math::Sign(Operator::Equals), Role::Text),
        look.span(value, Look::sign(provenance.value)),
    ])];
    if let Some(change) = session.change_of(provenance.entry) {
        lines.push(super::changed::line(&change, look));
    }
    let about = provenance.about.wrapped(look.script, width);
    let dim = |line| Line::from(look.span(line, Role::Dim));
    lines.extend(about.into_iter().map(dim));
    if let Some(written) = &provenance.written {
        lines.push(Line::default());
        lines.extend(sums::lines(written, false, width, look));
    }
    lines
}

/// The terms, or what is reached, in at most `room` lines under a heading.
fn list(
    session: &Session,
    provenance: &Provenance,
    stop: Stop,
    (width, room): (usize, usize),
    look: Look,
) -> Vec<Line<'static>> {
    let count = provenance.lines(stop.reaches);
    let heading = match (stop.reaches, count) {
        (false, 0) => "given: nothing made it".to_owned(),
        (true, 0) => "nothing is computed from it".to_owned(),
        (false, 1) => "made of".to_owned(),
        (false, count) if width < NARROW => format!("{count} terms"),
        (false, count) => format!("{count} terms, each with its share of all magnitudes"),
        (true, _) => "computed from it, directly".to_owned(),
    };
    let taken = 1 + usize::from(stop.reaches && !provenance.later.is_empty());
    let shown = window(count, room.saturating_sub(taken), stop.line);
    let hidden = count - shown.len();
    let heading = if hidden == 0 {
        heading
    } else {
        format!("{heading}, {hidden} of them out of view")
    };
    let mut lines = vec![Line::from(look.span(heading, Role::Dim))];
    for at in shown {
        let chosen = (at == stop.line).then_some(stop.operand);
        let line = if stop.reaches {
            let reach = &provenance.reaches[at];
            reached(session, reach, chosen, look)
        } else {
            term(session.trace(), &provenance.terms[at], chosen, width, look)
        };
        lines.push(cut(line, width));
    }
    if stop.reaches && !provenance.later.is_empty() {
        lines.push(later(session.trace(), provenance, width, look));
    }
    lines
}

/// What the panel would show turned round, nothing of it selected.
fn other_side(
    session: &Session,
    provenance: &Provenance,
    stop: Stop,
    width: usize,
    look: Look,
) -> Vec<Line<'static>> {
    let nothing = Stop {
        reaches: !stop.reaches,
        line: usize::MAX,
        operand: 0,
        ..stop
    };
    // More than fits is not even told.
    let count = provenance.lines(nothing.reaches);
    if count > usize::from(u8::MAX) {
        return vec![Line::default(); count];
    }
    list(session, provenance, nothing, (width, count + 2), look)
}

/// The mark of the chosen line.
fn mark(is_chosen: bool, look: Look) -> Span<'static> {
    let mark = if is_chosen {
        look.glyph("▶ ", "> ")
    } else {
        "  "
    };
    look.span(mark, Role::Now)
}

/// How much the scalar, or ∇ₓ, moves per unit of it.
fn moves(provenance: &Provenance, trace: &Trace, width: usize, look: Look) -> Vec<Line<'static>> {
    let Some(words) = provenance.moves(trace) else {
        return Vec::new();
    };
    let mut text = words.write(look.script);
    if let Some(Influence::InputGradient(gradient)) = &provenance.influence {
        // Each takes three columns or more.
        let numbers = gradient
            .iter()
            .take(width / 3 + 1)
            .map(|entry| look.script.number(&Numeral::significant(*entry, 4)));
        let numbers: Vec<String> = numbers.collect();
        let fits = |count: &usize| {
            let shown = numbers[..*count].join("  ");
            Line::raw(shown).width() + Line::raw(text.as_str()).width() + 16 <= width
        };
        let count = (1..=numbers.len()).rev().find(fits).unwrap_or(0);
        // Where not even one stands beside the words, they have a line of their own.
        let beside = Line::raw(text.as_str()).width();
        let own = |count: &usize| Line::raw(numbers[..*count].join("  ")).width() + 16 <= width;
        let count = if count == 0 {
            text.push_str(&" ".repeat(width.saturating_sub(beside)));
            (1..=numbers.len()).rev().find(own).unwrap_or(0)
        } else {
            count
        };
        let hidden = gradient.len() - count;
        let gap = if hidden > 0 {
            format!(" {}", look.script.gap(hidden))
        } else {
            String::new()
        };
        text = format!("{text} [ {}{gap} ]", numbers[..count].join("  "));
    }
    let lines = textwrap::wrap(&text, width.max(1));
    let line = |line: std::borrow::Cow<'_, str>| Line::from(look.span(line, Role::Gradient));
    lines.into_iter().map(line).collect()
}

/// A line without what is beyond `width`.
fn cut(line: Line<'static>, width: usize) -> Line<'static> {
    let mut taken = 0;
    let fits = |span: &Span<'_>| {
        taken += span.width();
        taken <= width
    };
    Line::from(line.spans.into_iter().take_while(fits).collect::<Vec<_>>())
}
