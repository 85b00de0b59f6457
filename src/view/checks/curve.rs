//! The V: what a central difference of one derivative is off by, over its step, with the numbers above it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{chart, lines};
use crate::engine::{Entry, Row};
use crate::page::{ALL_DIGITS, Numeral, Vee, entry_symbol};
use crate::session::Session;
use crate::theme::Role;
use crate::view::look::{Look, extent};

/// The lines that the chart wants before any word is said.
const CHART: usize = 10;

/// The most lines of a chart: a V is no taller than it is wide.
const TALLEST: usize = 34;

/// From this width on numbers have all their digits.
const WIDE: usize = 70;

/// The most columns that words take.
const WORDS: usize = 96;

/// Draws it.
pub fn render(session: &Session, entry: Entry, look: Look, area: Rect, buf: &mut Buffer) {
    let Some(errors) = session.step_errors() else {
        let name = look.math(&entry_symbol(session.trace(), entry), Role::Now);
        let rest = look.span(": being computed", Role::Pending);
        lines(vec![Line::from(vec![name, rest])], area, buf);
        return;
    };
    let vee = Vee::of(session.trace(), entry, errors);
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let row = session.check_of(entry.quantity);
    let head = head(&vee, row, width, look);
    let mut foot = Vec::new();
    let mut spare = height.saturating_sub(head.len() + CHART);
    for prose in vee.prose(row) {
        let told = prose.wrapped(look.script, width.clamp(1, WORDS));
        if told.len() <= spare {
            // Air, where there is some to spare.
            let air = usize::from(spare > told.len());
            spare -= told.len() + air;
            foot.extend(std::iter::repeat_n(Line::default(), air));
            foot.extend(
                told.into_iter()
                    .map(|line| Line::from(look.span(line, Role::Dim))),
            );
        }
    }
    let tall = height.saturating_sub(head.len() + foot.len()).min(TALLEST);
    let below = |taken: usize, tall: usize| {
        let taken = extent(taken).min(area.height);
        Rect {
            y: area.y + taken,
            height: extent(tall).min(area.height - taken),
            ..area
        }
    };
    let taken = head.len();
    lines(head, area, buf);
    chart::render(&vee, look, below(taken, tall), buf);
    let taken = taken + tall;
    lines(foot, below(taken, height - taken.min(height)), buf);
}

/// The derivative as each method has it, how far the difference is off, and what is to be known of that.
fn head(vee: &Vee, row: Option<&Row>, width: usize, look: Look) -> Vec<Line<'static>> {
    let errors = &vee.errors;
    let (digits, room) = if width < WIDE {
        (12, 18)
    } else {
        (ALL_DIGITS, 24)
    };
    let label = |label: &str| look.span(format!("{label:<14}"), Role::Dim);
    let number = |value: f64| {
        let text = look.script.number(&Numeral::significant(value, digits));
        look.span(format!("{text:<room$}"), Look::sign(value))
    };
    let at = |mark: &str, h: &Numeral, error: f64| {
        let (h, error) = (
            look.script.number(h),
            look.script.number(&Vee::brief(error)),
        );
        format!("{mark} {error} at h = {h}")
    };
    let least = match vee.least {
        Some((h, error)) => at(look.glyph("◆", "L"), &Vee::brief(h), error) + ", the least",
        None => "no error is finite".to_owned(),
    };
    let rule = at(look.glyph("●", "@"), &vee.rule_step(), errors.at_rule.1);
    let mut first = vec![
        label("dual numbers"),
        number(errors.exact),
        look.math(&vee.name, Role::Now),
    ];
    let notes = vee.notes(row).into_iter();
    first.extend(notes.map(|note| look.span(format!("  {note}"), Role::Notice)));
    let second = vec![
        label("the walk"),
        number(errors.value),
        look.span(least, Role::Done),
    ];
    let third = vec![
        label("difference"),
        number(errors.at_rule.0),
        look.span(rule, Role::Now),
    ];
    let mut lines: Vec<_> = [first, second, third].map(Line::from).into();
    lines.extend(Some(edges(vee, look)).filter(|line| line.width() > 0));
    lines
}

/// What stands at the edges of the chart.
fn edges(vee: &Vee, look: Look) -> Line<'static> {
    let (zeros, beyond) = vee.at_the_edges();
    let say = |count: usize, sign: &str, words: &str| {
        let words = format!("{sign} {count} errors {words}  ");
        (count > 0).then(|| look.span(words, Role::Notice))
    };
    let spans = [
        say(zeros, look.glyph("▼", "0"), "exactly 0"),
        say(beyond, look.glyph("▲", "^"), "not finite"),
    ];
    Line::from(spans.into_iter().flatten().collect::<Vec<_>>())
}
