//! The network drawn: layers as columns of units joined by edges, what this step uses lit; below it the selected unit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line as Edge};

use super::look::{Look, extent};
use super::matrix::window;
use super::unit;
use crate::engine::{Quantity, Step};
use crate::page::{Page, Script};
use crate::theme::Role;

/// The lines that the selected unit's numbers take, with the line above them.
const UNIT: u16 = 7;

/// Up to how many edges between two layers are all drawn; of more, only those that this step uses.
const EDGES: usize = 24;

/// Draws it.
pub fn render(page: &Page<'_>, look: Look, area: Rect, buf: &mut Buffer) {
    let inside = look.frame(Line::from(look.span("network", Role::Title)), "", area, buf);
    let inside = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let drawn = Rect {
        height: inside.height.saturating_sub(UNIT),
        ..inside
    };
    if drawn.height >= 4 && drawn.width >= 8 {
        Drawing::new(page, look, drawn).render(buf);
    }
    let below = Rect {
        y: drawn.bottom(),
        height: inside.height - drawn.height,
        ..inside
    };
    unit::render(page, look, below, buf);
}

/// Where the columns and their units lie.
struct Drawing<'a> {
    page: &'a Page<'a>,
    look: Look,
    area: Rect,
    /// The layers shown, in order.
    layers: Vec<usize>,
}

impl<'a> Drawing<'a> {
    fn new(page: &'a Page<'a>, look: Look, area: Rect) -> Self {
        let depth = page.trace.network().depth();
        let most = usize::from(area.width / 6).max(2);
        let here = page.step.layer();
        let start = (here + 1)
            .saturating_sub(most / 2 + 1)
            .min(depth.saturating_sub(most));
        let layers = (1..=depth).skip(start).take(most).collect();
        Self {
            page,
            look,
            area,
            layers,
        }
    }

    /// The column of the screen in which the layer at `at` stands.
    fn x(&self, at: usize) -> u16 {
        let gaps = self.layers.len().saturating_sub(1).max(1);
        self.area.x + 1 + extent(at * usize::from(self.area.width.saturating_sub(3)) / gaps)
    }

    /// The units of layer l that are shown, and the line each stands on.
    fn units(&self, l: usize) -> Vec<(usize, u16)> {
        let all = self.page.trace.network().units(l);
        let (top, height) = (self.area.y + 1, usize::from(self.area.height - 1));
        let most = height.div_ceil(2).max(1);
        // Where some are folded, the last place is for their number.
        let shown = if all <= most { all } else { (most - 1).max(1) };
        let pitch = (height / shown.max(1)).clamp(1, 6);
        let offset = height.saturating_sub(pitch * (shown - 1) + 1) / 2;
        let y = |at: usize| top + extent(offset + at * pitch);
        window(all, shown, self.focus(l))
            .enumerate()
            .map(|(at, unit)| (unit, y(at)))
            .collect()
    }

    /// The unit of layer l that this step is about.
    fn focus(&self, l: usize) -> usize {
        let selection = self.page.selection;
        let read = match self.page.step {
            Step::Input => None,
            Step::Forward(l, _) | Step::ParameterGradients(l) => Some(l - 1),
            Step::Backward(l, _) => Some(l + 1),
            Step::InputGradient => Some(2),
        };
        if l == self.page.step.layer() {
            selection.unit
        } else if Some(l) == read {
            selection.term
        } else {
            0
        }
    }

    fn render(&self, buf: &mut Buffer) {
        self.edges(buf);
        for (at, &l) in self.layers.iter().enumerate() {
            let units = self.units(l);
            self.put(self.x(at), self.area.y, &l.to_string(), Role::Dim, buf);
            for &(unit, y) in &units {
                let (mark, role) = self.mark(l, unit);
                self.put(self.x(at), y, mark, role, buf);
            }
            self.folded(l, &units, self.x(at), buf);
        }
    }

    /// How many units are folded, under those that are shown.
    fn folded(&self, l: usize, units: &[(usize, u16)], x: u16, buf: &mut Buffer) {
        let missing = self.page.trace.network().units(l) - units.len();
        if let Some((_, y)) = units.last().filter(|_| missing > 0) {
            self.put(x, y + 1, &format!("+{missing}"), Role::Dim, buf);
        }
    }

    fn put(&self, x: u16, y: u16, text: &str, role: Role, buf: &mut Buffer) {
        let place = Rect {
            x,
            y,
            width: 6,
            height: 1,
        }
        .intersection(self.area);
        Line::from(self.look.span(text, role)).render(place, buf);
    }

    /// A unit: hollow until its a is known; in the backward pass filled once its δ is.
    fn mark(&self, l: usize, unit: usize) -> (&'static str, Role) {
        let network = self.page.trace.network();
        let now = self.page.step.moment();
        let backward = if l == 1 {
            Quantity::G(1)
        } else {
            Quantity::Delta(l)
        };
        let known = |quantity: Quantity| quantity.moment(network) <= now;
        let here = self.page.step.layer() == l;
        if here && unit == self.page.selection.unit {
            (
                if self.look.script == Script::Ascii {
                    "@"
                } else {
                    "◉"
                },
                Role::Now,
            )
        } else if known(backward) {
            (
                if self.look.script == Script::Ascii {
                    "*"
                } else {
                    "●"
                },
                Role::Gradient,
            )
        } else if known(Quantity::A(l)) {
            (
                if self.look.script == Script::Ascii {
                    "*"
                } else {
                    "●"
                },
                Role::Done,
            )
        } else {
            (
                if self.look.script == Script::Ascii {
                    "o"
                } else {
                    "○"
                },
                Role::Pending,
            )
        }
    }

    /// Every edge as a thin line; those that make the selected unit in this step bright and last, so on top.
    fn edges(&self, buf: &mut Buffer) {
        let marker = self.look.glyph("⠿", ".");
        let marker = if marker == "." {
            Marker::Custom('.')
        } else {
            Marker::Braille
        };
        let area = self.area;
        let colour = |role: Role| self.look.style(role).fg.unwrap_or(Color::Reset);
        let (dim, bright) = (colour(Role::Border), colour(Role::Now));
        // The canvas counts upwards from the lower left corner; a cell's middle is half a unit in.
        let point = |x: u16, y: u16| {
            (
                f64::from(x - area.x) + 0.5,
                f64::from(area.bottom() - y) - 0.5,
            )
        };
        let canvas = Canvas::default()
            .background_color(self.look.style(Role::Text).bg.unwrap_or(Color::Reset))
            .marker(marker)
            .x_bounds([0.0, f64::from(area.width)])
            .y_bounds([0.0, f64::from(area.height)])
            .paint(|context| {
                for lit in [false, true] {
                    self.each_edge(|from, to, is_lit| {
                        if is_lit == lit {
                            let ((x1, y1), (x2, y2)) = (point(from.0, from.1), point(to.0, to.1));
                            let color = if lit { bright } else { dim };
                            context.draw(&Edge {
                                x1,
                                y1,
                                x2,
                                y2,
                                color,
                            });
                        }
                    });
                }
            });
        canvas.render(area, buf);
    }

    fn each_edge(&self, mut draw: impl FnMut((u16, u16), (u16, u16), bool)) {
        for (at, pair) in self.layers.windows(2).enumerate() {
            let (left, right) = (self.units(pair[0]), self.units(pair[1]));
            let all = left.len() * right.len() <= EDGES;
            for &(from, y1) in &left {
                for &(to, y2) in &right {
                    let flowing = self.is_flowing(pair[1], from, to);
                    if all || flowing {
                        draw((self.x(at), y1), (self.x(at + 1), y2), flowing);
                    }
                }
            }
        }
    }

    /// Whether this step carries something over the edge from unit `from` of layer l − 1 to unit `to` of layer l.
    fn is_flowing(&self, l: usize, from: usize, to: usize) -> bool {
        let selection = self.page.selection;
        match self.page.step {
            Step::Forward(step, _) => step == l && to == selection.unit,
            Step::Backward(step, _) => step + 1 == l && from == selection.unit,
            Step::InputGradient => l == 2 && from == selection.unit,
            Step::ParameterGradients(step) => {
                step == l && to == selection.unit && from == selection.term
            }
            Step::Input => false,
        }
    }
}
