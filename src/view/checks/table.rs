//! The table of the check: quantity, what was covered, how well each method agrees, what it comes to.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::overall;
use crate::engine::{Objective, Quantity, Row, checked};
use crate::page::{BOUND, Badge, SUM, Standing, agreement, agreement_in_brief, covered, symbol};
use crate::session::Session;
use crate::theme::Role;
use crate::view::look::{Look, shortened};
use crate::view::matrix::window;

/// The headings of the columns.
const HEADINGS: [&str; 5] = [
    "quantity",
    "covered",
    "dual numbers",
    "differences",
    "verdict",
];

/// The columns between two columns.
const GAP: usize = 2;

/// The fewest columns that a cell is cut to.
const LEAST: usize = 8;

type Cells = [(String, Role); 5];

/// The lines of the table in `area`.
pub fn lines(session: &Session, look: Look, area: Rect) -> Vec<Line<'static>> {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    if session.trace().objective() == Objective::Sum {
        let mut lines = said(SUM, width, Role::Text, look);
        lines.extend([Line::default(), overall(session, look)]);
        return lines;
    }
    let mut foot = vec![Line::default()];
    foot.extend(selected(session, width, look));
    foot.extend(said(BOUND, width, Role::Dim, look));
    foot.push(overall(session, look));
    let quantities: Vec<Quantity> = checked(session.trace().network()).collect();
    let (at, _) = session.checked_quantity();
    let room = height.saturating_sub(foot.len() + 1).max(1);
    let shown = window(quantities.len(), room, at);
    let hidden = quantities.len() - shown.len();
    let here = quantities[shown.clone()].iter();
    let rows: Vec<Cells> = here
        .map(|quantity| cells(session, *quantity, look))
        .collect();
    let widths = widths(&rows, width);
    let mut lines = vec![heading(&widths, hidden, look)];
    for (nth, row) in shown.zip(rows) {
        lines.push(line(&row, &widths, nth == at, look));
    }
    lines.extend(foot);
    lines
}

/// `words` in lines of at most `width` columns.
fn said(words: &str, width: usize, role: Role, look: Look) -> Vec<Line<'static>> {
    let words = look.script.words(words);
    // 1e-10 is one word.
    let options = textwrap::Options::new(width.max(1));
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(&words, options);
    let line = |line: std::borrow::Cow<'_, str>| Line::from(look.span(line, role));
    lines.into_iter().map(line).collect()
}

/// The cells of a row and their roles.
fn cells(session: &Session, quantity: Quantity, look: Look) -> Cells {
    let name = look.script.write(&symbol(session.trace(), quantity));
    let name = (name, Role::Text);
    let Some(row) = session.check_of(quantity) else {
        let dot = || (look.glyph("·", ".").to_owned(), Role::Pending);
        return [name, dot(), dot(), dot(), dot()];
    };
    let badge = Badge::of(row);
    let verdict = match badge.standing {
        Standing::Holds => Role::Done,
        Standing::Silent => Role::Dim,
        Standing::Fails => Role::Notice,
    };
    let number = |it| look.script.digits(&agreement_in_brief(it));
    [
        name,
        (covered(row.coverage), Role::Dim),
        (number(&row.dual), Role::Text),
        (number(&row.difference), Role::Text),
        (badge.word().to_owned(), verdict),
    ]
}

/// The columns of each column: what it needs, and less of the widest ones where that is too much.
fn widths(rows: &[Cells], width: usize) -> [usize; 5] {
    let mut widths = HEADINGS.map(str::len);
    for row in rows {
        for (width, (text, _)) in widths.iter_mut().zip(row) {
            *width = (*width).max(Line::raw(text.as_str()).width());
        }
    }
    let room = width.saturating_sub(2 + GAP * (widths.len() - 1));
    while widths.iter().sum::<usize>() > room {
        // What is cut here is told in full under the table.
        let widest = [1, 2, 3].into_iter().max_by_key(|&at| widths[at]);
        let Some(widest) = widest.filter(|&at| widths[at] > LEAST) else {
            break;
        };
        widths[widest] -= 1;
    }
    widths
}

fn heading(widths: &[usize; 5], hidden: usize, look: Look) -> Line<'static> {
    let cells = HEADINGS.map(|heading| (heading.to_owned(), Role::Dim));
    let mut heading = line(&cells, widths, false, look);
    if hidden > 0 {
        heading.push_span(look.span(format!("{hidden} more"), Role::Dim));
    }
    heading
}

fn line(cells: &Cells, widths: &[usize; 5], is_selected: bool, look: Look) -> Line<'static> {
    let mark = if is_selected {
        look.glyph("▶ ", "> ")
    } else {
        "  "
    };
    let mut spans = vec![look.span(mark, Role::Now)];
    for (at, ((text, role), width)) in cells.iter().zip(widths).enumerate() {
        let text = shortened(text, *width, look);
        let gap = width.saturating_sub(Line::raw(text.as_str()).width());
        let is_name = is_selected && at == 0;
        spans.push(look.span(text, if is_name { Role::Now } else { *role }));
        spans.push(Span::raw(" ".repeat(gap + GAP)));
    }
    Line::from(spans)
}

/// The selected row in full.
fn selected(session: &Session, width: usize, look: Look) -> Vec<Line<'static>> {
    let (_, quantity) = session.checked_quantity();
    let name = look.script.write(&symbol(session.trace(), quantity));
    let words = match session.check_of(quantity) {
        Some(row) => in_full(row, look),
        None => "not computed yet".to_owned(),
    };
    said(&format!("{name}: {words}"), width, Role::Text, look)
}

fn in_full(row: &Row, look: Look) -> String {
    let number = |it| look.script.digits(&agreement(it));
    format!(
        "{}; dual numbers: {}; central differences: {}",
        covered(row.coverage),
        number(&row.dual),
        number(&row.difference)
    )
}
