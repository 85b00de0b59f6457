//! The Jacobian: every row beside the seed that makes it, and the row that the walk makes of them.

mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::look::{Look, shortened};
use crate::page::{Jacobian, Numeral};
use crate::session::Session;
use crate::theme::Role;
use rows::Rows;

/// Up to so many rows are shown before the entry in question is in full, and before any word is.
const ROWS: (usize, usize) = (4, 10);

/// The most columns that words take.
const WORDS: usize = 96;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let before = session.what_if().before();
    let jacobian = Jacobian {
        trace: session.trace(),
        captions: session.captions(),
        rows: session.jacobian_rows(),
        before: before.map(|before| (before, session.own_jacobian_rows())),
    };
    let width = usize::from(area.width).saturating_sub(6);
    let height = usize::from(area.height).saturating_sub(2);
    let foot = foot(session, &jacobian, (width, height), look);
    let room = height.saturating_sub(foot.len());
    let rows = Rows::new(session, &jacobian, (width, room), look);
    let frame = look.frame(title(&jacobian, &rows, look), &rows.note(), area, buf);
    let inside = Rect {
        x: frame.x + 2,
        width: frame.width.saturating_sub(4),
        ..frame
    };
    let lines = rows.lines().into_iter().chain(foot);
    for (line, y) in lines.zip(inside.y..inside.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..inside
        };
        line.render(place, buf);
    }
}

fn title(jacobian: &Jacobian<'_>, rows: &Rows<'_>, look: Look) -> Line<'static> {
    let (outputs, inputs) = jacobian.shape();
    let times = look.glyph("×", "x");
    let mut spans = vec![
        look.span("the Jacobian ", Role::Title),
        look.math(&jacobian.name(), Role::Gradient),
        look.span(format!(" {outputs}{times}{inputs}"), Role::Dim),
    ];
    match rows.exponent() {
        0 => {}
        exponent => {
            let power = format!(" {}", look.script.power_of_ten(exponent));
            spans.push(look.span(power, Role::Notice));
        }
    }
    Line::from(spans)
}

/// What stands under the rows: the entry in question in full, what all sweeps have in common, and the words that find
/// room.
fn foot(
    session: &Session,
    jacobian: &Jacobian<'_>,
    (width, height): (usize, usize),
    look: Look,
) -> Vec<Line<'static>> {
    let (outputs, _) = jacobian.shape();
    let beside = 1 + 2 * usize::from(jacobian.combined().is_some());
    let after = |rows: usize| height.saturating_sub(beside + outputs.min(rows));
    let mut spare = after(ROWS.1);
    let words = width.clamp(1, WORDS);
    let dim = |line: String| Line::from(look.span(line, Role::Dim));
    let prose = jacobian.prose(session.digits());
    let told = prose.iter().map(|prose| prose.wrapped(look.script, words));
    let first = vec![entry(session, jacobian, width, look)];
    let has_room = after(ROWS.0) > 0;
    spare = spare.saturating_sub(usize::from(has_room));
    let mut paragraphs = Vec::new();
    paragraphs.extend(told.map(|lines| lines.into_iter().map(dim).collect()));
    paragraphs.push(product(jacobian, width, look));
    paragraphs.retain(|paragraph| {
        let fits = paragraph.len() <= spare;
        spare -= if fits { paragraph.len() } else { 0 };
        fits
    });
    let mut lines = Vec::new();
    paragraphs.splice(0..0, has_room.then_some(first));
    for paragraph in paragraphs {
        // What room is left is air.
        let air = usize::from(spare > 0);
        spare -= air;
        lines.extend(std::iter::repeat_n(Line::default(), air));
        lines.extend(paragraph);
    }
    lines
}

/// The entry in question: its name, its value in full, and what people call the two components.
fn entry(session: &Session, jacobian: &Jacobian<'_>, width: usize, look: Look) -> Line<'static> {
    let (_, column) = session.jacobian_focus();
    let row = jacobian.lit();
    let value = match jacobian.entry(row, column) {
        Some(value) => {
            let text = look.script.number(&Numeral::shortest(value));
            look.span(text, Look::sign(value))
        }
        None => look.span(look.glyph("·", "."), Role::Pending),
    };
    let captions = jacobian.captions;
    let output = row.and_then(|row| captions.outputs.get(row));
    let names = [output, captions.inputs.get(column)];
    let names: Vec<_> = names.into_iter().flatten().map(String::as_str).collect();
    let mut spans = vec![
        look.math(&jacobian.entry_name(row, column), Role::Now),
        look.span(" = ", Role::Text),
        value,
    ];
    if !names.is_empty() {
        let taken: usize = spans.iter().map(Span::width).sum();
        let names = look.script.words(&format!("  ({})", names.join(", ")));
        let names = shortened(&names, width.saturating_sub(taken), look);
        spans.push(look.span(names, Role::Dim));
    }
    Line::from(spans)
}

/// The product that every sweep applies to its seed.
fn product(jacobian: &Jacobian<'_>, width: usize, look: Look) -> Vec<Line<'static>> {
    let label = look.glyph("each rowᵀ = ", "each row' = ");
    let product = jacobian.product().without_seed(look.script);
    let seed = look.glyph(" · seed", " * seed");
    let room = width.saturating_sub(Line::raw(label).width() + Line::raw(seed).width());
    let product = shortened(&product, room, look);
    vec![Line::from(vec![
        look.span(label, Role::Dim),
        look.span(product, Role::Gradient),
        look.span(seed, Role::Now),
    ])]
}
