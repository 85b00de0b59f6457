//! One step of gradient descent: the rule, a layer's weights, their gradient and the weights after it, entry by entry,
//! and what becomes of C.

mod blocks;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::hits::Hits;
use super::look::{Look, extent};
use super::message::{change, number};
use super::{step, sums};
use crate::page::{DESCENT, Descent, Math, Operator};
use crate::session::{Outlook, Session};
use crate::theme::Role;
use blocks::Blocks;

/// The most columns that words take.
const WORDS: usize = 96;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let descent = session.descent();
    let title = format!("a descent step, layer {}", descent.layer);
    let title = Line::from(look.span(title, Role::Now));
    let frame = look.frame(title, DESCENT, area, buf);
    let inside = Rect {
        x: frame.x + 2,
        width: frame.width.saturating_sub(4),
        ..frame
    };
    let (width, height) = (usize::from(inside.width), usize::from(inside.height));
    let equations = equations(&descent, width, look);
    let mut foot = sums::lines(&descent.written(session.digits()), false, width, look);
    foot.extend(cost(&descent, session.outlook(), width, look));
    let blocks = Blocks::new(&descent, session.digits(), width, look);
    // Words are the first to go, then air.
    let needed = equations.len() + blocks.height() + foot.len();
    let air = usize::from(height > needed + 2);
    let rows = height.saturating_sub(equations.len() + foot.len() + 2 * air);
    let taken = blocks.height().min(rows);

    let mut y = inside.y;
    put(equations, &mut y, inside, buf);
    y += extent(air);
    let place = Rect {
        y: y.min(inside.bottom()),
        height: extent(taken).min(inside.bottom().saturating_sub(y)),
        ..inside
    };
    blocks.render(place, hits, buf);
    y = y.saturating_add(extent(taken + air));
    put(foot, &mut y, inside, buf);
    for prose in descent.prose() {
        let lines = prose.wrapped(look.script, width.clamp(1, WORDS));
        if y.saturating_add(1 + extent(lines.len())) <= inside.bottom() {
            y += 1;
            let lines = lines
                .into_iter()
                .map(|line| Line::from(look.span(line, Role::Dim)));
            put(lines.collect(), &mut y, inside, buf);
        }
    }
}

/// `lines` from `y` on, which is the next free line then.
fn put(lines: Vec<Line<'static>>, y: &mut u16, area: Rect, buf: &mut Buffer) {
    for line in lines {
        if *y >= area.bottom() {
            return;
        }
        let place = Rect {
            y: *y,
            height: 1,
            ..area
        };
        line.render(place, buf);
        *y += 1;
    }
}

fn equations(descent: &Descent<'_>, width: usize, look: Look) -> Vec<Line<'static>> {
    let equations = descent.equations();
    let lines = equations
        .iter()
        .map(|equation| step::equation(equation, width, look));
    let lines: Vec<_> = lines.collect();
    // Where a rule and its gradient do not stand side by side, the gradients go: the numbers show what they are.
    let is_tight = lines.iter().any(|lines| lines.len() > 1);
    let shown = lines.into_iter().map(|lines| {
        if is_tight {
            lines.into_iter().take(1).collect()
        } else {
            lines
        }
    });
    shown.collect::<Vec<_>>().concat()
}

/// C before and after, what the first order promises, and whether the step is too long.
fn cost(descent: &Descent<'_>, outlook: Outlook, width: usize, look: Look) -> Vec<Line<'static>> {
    let Outlook {
        rate,
        before,
        after,
        promised,
    } = outlook;
    let eta = look.glyph("η", "eta");
    let text = |words: String| look.span(words, Role::Text);
    let rises =
        after.is_some_and(|after| after > before || before.is_finite() && !after.is_finite());
    let role = match after {
        None => Role::Pending,
        Some(_) if rises => Role::Notice,
        Some(_) => Role::Done,
    };
    let [from, to] = match after {
        Some(after) => change(before, after, look),
        None => [number(before, look), look.glyph("·", ".").to_owned()],
    };
    let arrow = look.glyph(" → ", " -> ");
    let step = vec![
        text("C: ".to_owned()),
        look.span(from, Role::Title),
        text(arrow.to_owned()),
        look.span(to, role),
        text(format!("   {eta} = ")),
        look.span(number(rate, look), Role::Now),
    ];
    let sign = look.script.write(&Math::Sign(Operator::Equals));
    let first = look.script.write(&descent.first_order());
    let mut lines = vec![
        Line::from(step),
        Line::from(text(format!(
            "to first order, {first}{sign}{}",
            number(promised, look)
        ))),
    ];
    let warning = if rises {
        Some(format!(
            "C rises: {eta} is too large here, the step goes beyond the valley"
        ))
    } else if !before.is_finite() {
        Some("C is not finite: there is no slope to go down".to_owned())
    } else {
        None
    };
    lines.extend(warning.map(|words| {
        let span: Span<'_> = look.span(super::look::shortened(&words, width, look), Role::Notice);
        Line::from(span)
    }));
    lines
}
