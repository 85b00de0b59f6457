//! All numbers so far: a row each under the heading of its quantity, in as many columns as there is room for.

mod row;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::changed;
use super::hits::Hits;
use super::look::{Look, extent, shortened};
use super::matrix::window;
use super::message::entry_name;
use crate::page::{Changed, Numbers, Numeral, TableLine};
use crate::session::{Action, Session};
use crate::theme::Role;
use row::Layout;

/// The most columns of rows side by side, and the gap between them.
const SIDE_BY_SIDE: (usize, usize) = (3, 3);

/// The columns that a typed filter takes in the frame at the most.
const FILTER: usize = 24;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let numbers = session.numbers();
    let inside = Rect {
        x: area.x.saturating_add(2),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let foot = foot(session, usize::from(inside.width), look);
    // One line is the columns' names.
    let height = usize::from(inside.height).saturating_sub(foot.len() + 1);
    let layout = Layout::new(session, usize::from(inside.width), look);
    let (most, gap) = SIDE_BY_SIDE;
    let columns = (usize::from(inside.width) + gap) / (layout.width() + gap);
    let columns = columns.clamp(1, most);
    let blocks = blocks(numbers, session.selected_row(), columns, height);
    let title = Line::from(look.span("all numbers so far", Role::Title));
    let room = usize::from(area.width).saturating_sub(title.width() + 7);
    let note = note(session, &blocks, look);
    look.frame(title, &shortened(&note, room, look), area, buf);
    let width = (usize::from(inside.width) + gap) / columns - gap;
    for (at, block) in blocks.iter().enumerate() {
        let place = Rect {
            x: inside.x.saturating_add(extent(at * (width + gap))),
            width: extent(width),
            height: extent(height + 1),
            ..inside
        };
        draw(
            session,
            &layout,
            block,
            place.intersection(inside),
            hits,
            buf,
        );
    }
    if numbers.rows() == 0 {
        let words = format!("no number so far matches {}", session.filter());
        let line = Line::from(look.span(look.script.words(&words), Role::Notice));
        put(line, inside, 1, buf);
    }
    for (line, up) in foot.into_iter().rev().zip(1..) {
        let down = usize::from(inside.height).saturating_sub(up);
        put(line, inside, down, buf);
    }
}

/// The lines in view, a list for each column of `height` lines; each begins with a heading.
fn blocks(
    numbers: &Numbers,
    selected: usize,
    columns: usize,
    height: usize,
) -> Vec<Vec<TableLine<'_>>> {
    let all = numbers.lines();
    // A column that begins within a quantity repeats its heading, and holds a line less.
    let each = height.saturating_sub(1).max(1);
    let focus = numbers.line_of(selected);
    let mut next = match columns {
        1 => window(all, each, focus).start,
        _ if all <= columns * each => 0,
        // Columns stay whole, so that what is read moves as little as can be.
        _ => focus.saturating_sub(columns * each / 2) / each * each,
    };
    let mut blocks = Vec::new();
    while blocks.len() < columns && next < all {
        let mut block = Vec::new();
        if let Some(TableLine::Row(group, ..)) = numbers.line(next) {
            block.push(TableLine::Heading(group));
        }
        while block.len() < height.max(2) {
            let Some(line) = numbers.line(next) else {
                break;
            };
            block.push(line);
            next += 1;
        }
        blocks.push(block);
    }
    blocks
}

/// How many there are, how many of them match, and which are in view.
fn note(session: &Session, blocks: &[Vec<TableLine<'_>>], look: Look) -> String {
    let numbers = session.numbers();
    let rows = blocks.iter().flatten().filter_map(|line| match line {
        TableLine::Row(_, row, _) => Some(row + 1),
        TableLine::Heading(_) => None,
    });
    let (first, last) = (rows.clone().min(), rows.max());
    let (count, all) = (numbers.rows(), numbers.entries());
    let matching = if session.filter().trim().is_empty() {
        String::new()
    } else {
        let filter = shortened(session.filter().trim(), FILTER, look);
        format!(
            "{count} of {all} match {filter}{}/ Esc: all",
            look.glyph(" · ", " - ")
        )
    };
    let in_view = match (first, last) {
        (Some(first), Some(last)) if last + 1 - first < count => {
            format!("rows {first}–{last} of {count}")
        }
        _ if matching.is_empty() => format!("{count} rows"),
        _ => String::new(),
    };
    let parts = [matching, in_view]
        .into_iter()
        .filter(|part| !part.is_empty());
    let separator = look.glyph(" · ", " - ");
    parts.collect::<Vec<_>>().join(separator)
}

/// The selected number in full, and what was not searched.
fn foot(session: &Session, width: usize, look: Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some((searched, all)) = session.numbers().searched() {
        let words = format!("first {searched} values searched, of {all}");
        let words = shortened(&words, width, look);
        lines.push(Line::from(look.span(words, Role::Notice)));
    }
    let entry = session.selected_entry();
    let entry = entry.and_then(|entry| Some((entry, entry.value(session.trace())?)));
    lines.extend(entry.map(|(entry, value)| {
        if let Some(change) = session.change_of(entry) {
            return full_change(&change, width, look);
        }
        let number = look.script.number(&Numeral::shortest(value));
        Line::from(vec![
            look.span(entry_name(session.trace(), entry, look), Role::Now),
            look.span(" = ", Role::Text),
            look.span(number, Look::sign(value)),
        ])
    }));
    lines
}

/// What a number was and is, with all digits if there is room.
fn full_change(change: &Changed, width: usize, look: Look) -> Line<'static> {
    let all = |value| look.script.number(&Numeral::shortest(value));
    let (before, after) = (all(change.before), all(change.after));
    let line = Line::from(vec![
        look.math(&change.name, Role::Changed),
        look.span(": ", Role::Dim),
        look.span(before, Role::Dim),
        look.span(look.glyph(" → ", " -> "), Role::Dim),
        look.span(after, Role::Changed),
    ]);
    if line.width() <= width {
        line
    } else {
        changed::line(change, look)
    }
}

/// One column under the names of what its rows hold.
fn draw(
    session: &Session,
    layout: &Layout<'_>,
    block: &[TableLine<'_>],
    area: Rect,
    hits: &mut Hits,
    buf: &mut Buffer,
) {
    put(layout.names(), area, 0, buf);
    let selected = session.selected_row();
    for (line, down) in block.iter().zip(1..) {
        let place = Rect {
            y: area.y.saturating_add(down),
            height: 1,
            ..area
        };
        let place = place.intersection(area);
        match *line {
            TableLine::Heading(group) => layout.heading(group).render(place, buf),
            TableLine::Row(group, row, entry) => {
                hits.add(place, Action::SelectRow(row));
                if row == selected {
                    buf.set_style(place, layout.look.style(Role::Lit));
                }
                let line = layout.row(group, entry, row == selected, usize::from(area.width));
                line.render(place, buf);
            }
        }
    }
}

fn put(line: Line<'_>, area: Rect, down: usize, buf: &mut Buffer) {
    let row = Rect {
        y: area.y.saturating_add(extent(down)),
        height: 1,
        ..area
    };
    line.render(row.intersection(area), buf);
}
