//! The second line: every station of the walk as a mark, and where we are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::hits::Hits;
use super::look::{Look, extent};
use crate::engine::{Phase, Step, Stride, Walk};
use crate::page::{Letter, Math};
use crate::session::{Action, Session};
use crate::theme::Role;

/// One station: a step of the layer stride.
struct Station {
    step: Step,
    spans: Vec<Span<'static>>,
}

/// The line of stations, and where each of them stands in it.
struct Stations {
    line: Line<'static>,
    places: Vec<(usize, usize, Step)>,
}

impl Stations {
    /// A click on a station goes to its step.
    fn render(self, session: &Session, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
        for (start, width, step) in self.places {
            let place = Rect {
                x: area.x.saturating_add(extent(start)),
                width: extent(width),
                ..area
            };
            let at = session.walk().place_of(step);
            hits.add(place.intersection(area), Action::At(at));
        }
        self.line.render(area, buf);
    }
}

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let parameters = session
        .walk()
        .steps()
        .iter()
        .any(|step| step.phase() == Phase::Parameters);
    let walk = Walk::new(session.trace().network(), Stride::Layer, parameters);
    let here = walk.place_of(session.step());
    // The widest joint that fits; below one dash, stations are left out.
    let room = usize::from(area.width).saturating_sub(2);
    let stations = walk.steps().len();
    // A station takes four columns at the least; where they cannot all be there, none of it is tried.
    let widest = if 4 * stations > room { 0 } else { 16 };
    for joint in (1..=widest).rev() {
        let all: Vec<usize> = (0..walk.steps().len()).collect();
        let stations = draw(session, &walk, &all, joint, look);
        if stations.line.width() <= room {
            stations.render(session, area, hits, buf);
            return;
        }
    }
    for reach in (0..=6).rev() {
        let shown = neighbourhood(walk.last(), here, reach);
        let stations = draw(session, &walk, &shown, 1, look);
        if stations.line.width() <= room || reach == 0 {
            stations.render(session, area, hits, buf);
            return;
        }
    }
}

/// The two ends and the stations within `reach` of `here`.
fn neighbourhood(last: usize, here: usize, reach: usize) -> Vec<usize> {
    (0..=last)
        .filter(|&at| at == 0 || at == last || at.abs_diff(here) <= reach)
        .collect()
}

fn draw(session: &Session, walk: &Walk, shown: &[usize], joint: usize, look: Look) -> Stations {
    let (mut spans, mut places) = (vec![Span::raw(" ")], Vec::new());
    let width = |spans: &[Span<'_>]| spans.iter().map(Span::width).sum::<usize>();
    let mut before: Option<(usize, Phase)> = None;
    for &at in shown {
        let station = station(session, walk.steps()[at], look);
        let phase = pass(station.step.phase());
        if let Some((last, last_pass)) = before {
            let mut here = last_pass;
            let hidden: Vec<Phase> = (last + 1..at)
                .map(|at| pass(walk.steps()[at].phase()))
                .collect();
            // What is left out is counted on its own side of a turn.
            for run in hidden.chunk_by(|left, right| left == right) {
                spans.extend(turn(&mut here, run[0], look));
                let gap = format!(" {} ", look.script.gap(run.len()));
                spans.push(look.span(gap, Role::Dim));
            }
            if hidden.is_empty() && here == phase {
                let dash = look.glyph("─", "-").repeat(joint);
                spans.push(look.span(dash, Role::Border));
            }
            spans.extend(turn(&mut here, phase, look));
        }
        places.push((width(&spans), width(&station.spans), station.step));
        spans.extend(station.spans);
        before = Some((at, phase));
    }
    Stations {
        line: Line::from(spans),
        places,
    }
}

/// The bar between two passes, if `to` is another than where we are.
fn turn(here: &mut Phase, to: Phase, look: Look) -> Option<Span<'static>> {
    let bar = look.span(look.glyph("  ┃  ", "  |  "), Role::Border);
    (std::mem::replace(here, to) != to).then_some(bar)
}

/// The three lines of stations: forward with the input, backward with ∇ₓ, parameters.
fn pass(phase: Phase) -> Phase {
    match phase {
        Phase::Input => Phase::Forward,
        Phase::InputGradient => Phase::Backward,
        phase => phase,
    }
}

fn station(session: &Session, step: Step, look: Look) -> Station {
    let name = match step {
        Step::Input => Math::letter(Letter::X),
        Step::Forward(l, _) => return marked(session, step, l.to_string(), look),
        Step::Backward(l, _) => Math::of_layer(Letter::Delta, l),
        Step::InputGradient => Math::letter(Letter::InputGradient),
        Step::ParameterGradients(l) => {
            Math::Row(Vec::new()).partial(Math::of_layer(Letter::Weights, l))
        }
    };
    let name = look.script.write(&name);
    marked(session, step, name, look)
}

fn marked(session: &Session, step: Step, name: String, look: Look) -> Station {
    let here = session.step().whole() == step;
    let done = step.moment() <= session.step().moment();
    let role = match (here, done, step.phase()) {
        (true, ..) => Role::Now,
        (_, false, _) => Role::Pending,
        (_, _, Phase::Input | Phase::Forward) => Role::Done,
        _ => Role::Gradient,
    };
    let mark = match (here, done) {
        (true, _) => look.glyph(" ◉", " @"),
        (_, true) => look.glyph(" ●", " *"),
        _ => look.glyph(" ○", " o"),
    };
    let spans = vec![look.span(name, role), look.span(mark, role)];
    Station { step, spans }
}
