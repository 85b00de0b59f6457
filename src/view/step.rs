//! The panel of the current step: the equation, its operands laid out, the selected entry's sum, a few words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::badge;
use super::changed;
use super::hits::Hits;
use super::look::{Look, extent};
use super::operands::Operands;
use super::provenance;
use super::sums;
use crate::keymap;
use crate::page::{Axis, Math, Page, Prose, Provenance};
use crate::session::{Action, Mode, Session};
use crate::theme::Role;

/// The widest lines of words.
const PROSE: usize = 96;

/// Columns left free on each side of the panel's content.
const MARGIN: u16 = 2;

/// Draws it.
pub fn render(
    session: &Session,
    page: &Page<'_>,
    look: Look,
    area: Rect,
    hits: &mut Hits,
    buf: &mut Buffer,
) {
    let title = Line::from(look.span(page.title.write(look.script), Role::Now));
    let frame = look.frame(title, &page.citation, area, buf);
    let inside = Rect {
        x: frame.x + MARGIN,
        width: frame.width.saturating_sub(2 * MARGIN),
        ..frame
    };
    let (width, height) = (usize::from(inside.width), usize::from(inside.height));
    let equation = equation(&page.equation, width, look);
    let room = height.saturating_sub(equation.len());
    let (operands, sums) = fit(session, page, look, (width, room));
    // Air is the first thing to go when room is short: under the equation, over the sums, between the rows.
    let needed = equation.len() + operands.full_height() + sums.len();
    let spare = height.saturating_sub(needed);
    let remark = remark(page, look, width, spare);
    let spare = spare - remark.len();
    let (under, over) = (usize::from(spare >= 1), usize::from(spare >= 2));
    let apart = usize::from(spare >= 3 && !remark.is_empty());
    let gaps = operands.rows().saturating_sub(1) + apart;
    let between = usize::from(spare > 2 + gaps);
    let lead = usize::from(spare >= 4 + gaps);
    let gaps = gaps - apart;

    let mut below = Stack {
        area: inside,
        taken: lead,
    };
    below.lines(equation, buf);
    below.taken += under;
    let said = sums.len() + apart + remark.len();
    let room = height.saturating_sub(below.taken + over + said);
    let wanted = (operands.full_height() + between * gaps).min(room);
    operands.render(below.next(wanted), between, hits, buf);
    below.taken += wanted + over;
    below.lines(sums, buf);
    below.taken += apart;
    let told = usize::from(!remark.is_empty());
    below.lines(remark, buf);
    below.taken += 1;
    let words = page.remarks.iter().skip(told).chain(&page.prose);
    let (taken, complete) = prose(words, look, below.next(height), buf);
    below.taken += taken;
    if complete {
        explanation(session, page, look, &mut below, buf);
    } else {
        more(look, area, buf);
    }
    let taken = changed::width(session, look, area);
    badge::render(session, page, look, (area, taken), buf);
}

/// The operands, and the sums that leave them room: where it is short, the sums go, that of the step's last result
/// last.
fn fit<'a>(
    session: &'a Session,
    page: &'a Page<'_>,
    look: Look,
    (width, height): (usize, usize),
) -> (Operands<'a>, Vec<Line<'static>>) {
    let mut sums = written(page, width, look);
    loop {
        let lines = sums.concat();
        let place = (width, height.saturating_sub(lines.len()));
        let captions = session.captions();
        let operands = Operands::new(page, captions, session.transposed(), place, look);
        if sums.is_empty() || operands.least_height() <= place.1 {
            return (operands, lines);
        }
        sums.remove(0);
    }
}

/// The explanation of the selected entry, where there is room for all of it: then nobody need ask for it.
fn explanation(
    session: &Session,
    page: &Page<'_>,
    look: Look,
    below: &mut Stack,
    buf: &mut Buffer,
) {
    let place = below.next(usize::MAX);
    let longest = page.operands().filter_map(|operand| {
        let value = operand.quantity.value(page.trace)?;
        Some(value.rows().max(value.columns()))
    });
    // A sum with more terms than there are lines is not even told.
    if longest.max().unwrap_or(0) > usize::from(place.height) {
        return;
    }
    let Some(entry) = page.selected_as_entry() else {
        return;
    };
    let explanation = Provenance::of(page.trace, session.captions(), session.walk(), entry);
    let lines = provenance::head(session, &explanation, usize::from(place.width), look);
    if lines.len() + 2 <= usize::from(place.height) {
        below.taken += 1;
        below.lines(lines, buf);
    }
}

/// Says, on the frame, which key shows what there was no room for.
fn more(look: Look, area: Rect, buf: &mut Buffer) {
    let Some(key) = keymap::key_of(Action::Open(Mode::Provenance)) else {
        return;
    };
    let words = format!(" {}: where from ", key.name(look.script));
    let line = Line::from(look.span(words, Role::Dim)).right_aligned();
    Look::on_lower_border(line, area, buf);
}

/// Things drawn one under another.
struct Stack {
    area: Rect,
    taken: usize,
}

impl Stack {
    /// The next `height` lines, or what is left of them.
    fn next(&self, height: usize) -> Rect {
        let taken = extent(self.taken).min(self.area.height);
        let height = extent(height).min(self.area.height - taken);
        Rect {
            y: self.area.y + taken,
            height,
            ..self.area
        }
    }

    fn lines(&mut self, lines: Vec<Line<'static>>, buf: &mut Buffer) {
        for line in lines {
            let place = self.next(1);
            if place.height == 1 {
                line.render(place, buf);
            }
            self.taken += 1;
        }
    }
}

/// The equations, as many on a line as fit.
pub fn equation(equation: &Math, width: usize, look: Look) -> Vec<Line<'static>> {
    let mut lines: Vec<String> = Vec::new();
    for part in equation.split_at_commas() {
        let part = look.script.write(&part);
        let joined = lines.last().map(|line| format!("{line},   {part}"));
        match (
            lines.last_mut(),
            joined.filter(|line| Line::raw(line.as_str()).width() <= width),
        ) {
            (Some(line), Some(joined)) => *line = joined,
            _ => lines.push(part),
        }
    }
    lines
        .into_iter()
        .map(|line| Line::from(look.span(line, Role::Title)))
        .collect()
}

/// The written-out sums, each in its lines.
fn written(page: &Page<'_>, width: usize, look: Look) -> Vec<Vec<Line<'static>>> {
    let selected = page.selected();
    let lit = selected.is_some_and(|operand| [operand.rows, operand.columns].contains(&Axis::Term));
    let sums = page
        .sums
        .iter()
        .map(|written| sums::lines(written, lit, width, look));
    let changed = page
        .changed()
        .map(|change| vec![changed::line(&change, look)]);
    sums.chain(changed).collect()
}

/// The weightiest remark, which goes before the air between the lines; nothing where there are not even `spare` lines
/// for it.
fn remark(page: &Page<'_>, look: Look, width: usize, spare: usize) -> Vec<Line<'static>> {
    let remark = page.remarks.first();
    let lines = remark.map_or_else(Vec::new, |remark| {
        remark.wrapped(look.script, width.min(PROSE))
    });
    if lines.len() > spare {
        return Vec::new();
    }
    let line = |line| Line::from(look.span(line, Role::Text));
    lines.into_iter().map(line).collect()
}

/// The words, where they fit as a whole: half an explanation is none. Returns the lines they took, and whether all
/// were said.
fn prose<'a>(
    words: impl Iterator<Item = &'a Prose>,
    look: Look,
    area: Rect,
    buf: &mut Buffer,
) -> (usize, bool) {
    let (mut top, mut complete) = (0, true);
    for prose in words {
        let lines = prose.wrapped(look.script, usize::from(area.width).min(PROSE));
        if top + extent(lines.len()) > area.height {
            complete = false;
            continue;
        }
        for line in lines {
            let place = Rect {
                y: area.y + top,
                height: 1,
                ..area
            };
            look.span(line, Role::Dim).render(place, buf);
            top += 1;
        }
        top += 1;
    }
    (usize::from(top), complete)
}
