//! The V drawn: powers of ten along both axes, the points joined, the step of the rule as a line across.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dots::Dots;
use crate::page::{Spot, Vee};
use crate::theme::Role;
use crate::view::look::{Look, extent};

/// The columns of the labels of the vertical axis, and the axis.
const LABELS: u16 = 8;

/// The lines of the horizontal axis and its labels.
const AXIS: u16 = 2;

/// The columns of a label of the horizontal axis with some air.
const LABEL: f64 = 9.0;

/// The fewest columns and lines of a chart.
pub const SMALLEST: (u16, u16) = (24, 4);

/// Draws `vee` in `area`.
pub fn render(vee: &Vee, look: Look, area: Rect, buf: &mut Buffer) {
    if area.width < SMALLEST.0 + LABELS || area.height < SMALLEST.1 + AXIS {
        return;
    }
    let plot = Rect {
        x: area.x + LABELS,
        width: area.width - LABELS,
        height: area.height - AXIS,
        ..area
    };
    let chart = Chart { vee, look, plot };
    chart.axes(buf);
    chart.rule(buf);
    chart.points(buf);
    chart.marks(buf);
    chart.names(buf);
}

struct Chart<'a> {
    vee: &'a Vee,
    look: Look,
    plot: Rect,
}

impl Chart<'_> {
    fn put(&self, (x, y): (u16, u16), text: &str, role: Role, buf: &mut Buffer) {
        let style = self.look.style(role);
        buf.set_stringn(x, y, text, usize::from(self.plot.width), style);
    }

    fn column(&self, power: f64) -> u16 {
        let at = place(power, self.vee.steps, usize::from(self.plot.width));
        self.plot.x + extent(at)
    }

    /// The line of an error; what has no power of ten stands at the edge.
    fn row(&self, spot: Spot) -> u16 {
        let lines = usize::from(self.plot.height);
        let up = match spot {
            Spot::At(power) => place(power, self.vee.decades, lines),
            Spot::Zero => 0,
            Spot::NotFinite => lines - 1,
        };
        self.plot.y + extent(lines - 1 - up)
    }

    fn axes(&self, buf: &mut Buffer) {
        let (look, plot) = (self.look, self.plot);
        let (bar, line, corner) = (
            look.glyph("│", "|"),
            look.glyph("─", "-"),
            look.glyph("└", "+"),
        );
        let bottom = plot.bottom();
        for y in plot.y..bottom {
            self.put((plot.x - 1, y), bar, Role::Border, buf);
        }
        self.put((plot.x - 1, bottom), corner, Role::Border, buf);
        for x in plot.x..plot.right() {
            self.put((x, bottom), line, Role::Border, buf);
        }
        let label = |power: f64| look.script.digits(&format!("1e{power:.0}"));
        for power in ticks(self.vee.decades, f64::from(plot.height) / 2.0) {
            let text = format!("{:>6}", label(power));
            let y = self.row(Spot::At(power));
            self.put((plot.x - LABELS, y), &text, Role::Dim, buf);
        }
        for power in ticks(self.vee.steps, f64::from(plot.width) / LABEL) {
            let x = self.column(power);
            let text = label(power);
            let half = extent(text.chars().count() / 2);
            let length = extent(text.chars().count());
            let x = x
                .saturating_sub(half)
                .min(plot.right().saturating_sub(length));
            self.put((x, bottom + 1), &text, Role::Dim, buf);
        }
        self.put((plot.x - LABELS, bottom), "error", Role::Dim, buf);
        self.put((plot.x - LABELS, bottom + 1), "h", Role::Dim, buf);
    }

    /// The two slopes, in the corners that a V leaves free; where it does not, or has but one arm, they are not named.
    fn names(&self, buf: &mut Buffer) {
        let (look, plot) = (self.look, self.plot);
        let left = look.script.words("rounding ε/h");
        self.name(plot.x + 1, &left, buf);
        if !self.vee.is_straight {
            let right = look.script.words("truncation h²");
            let x = plot.right().saturating_sub(extent(right.chars().count()));
            self.name(x, &right, buf);
        }
    }

    fn name(&self, x: u16, name: &str, buf: &mut Buffer) {
        let y = self.plot.bottom() - 1;
        let place = Rect::new(x, y, extent(name.chars().count()), 1).intersection(self.plot);
        if place.positions().all(|at| buf[at].symbol() == " ") {
            self.put((x, y), name, Role::Gradient, buf);
        }
    }

    fn rule(&self, buf: &mut Buffer) {
        let x = self.column(self.vee.rule.0);
        for y in self.plot.y..self.plot.bottom() {
            self.put((x, y), self.look.glyph("┊", ":"), Role::Now, buf);
        }
        let name = self.look.script.words("ε^⅓");
        if x + extent(name.chars().count()) < self.plot.right() {
            self.put((x + 1, self.plot.y), &name, Role::Now, buf);
        }
    }

    /// The points, joined where that can be drawn; those at the edges by a sign of their own.
    fn points(&self, buf: &mut Buffer) {
        let look = self.look;
        let mut dots = Dots::new(self.plot);
        let mut before = None;
        for (h, spot) in &self.vee.points {
            let here = match spot {
                Spot::At(power) => {
                    let (columns, lines) = dots.size();
                    let up = place(*power, self.vee.decades, lines);
                    Some((place(*h, self.vee.steps, columns), lines - 1 - up))
                }
                Spot::Zero | Spot::NotFinite => None,
            };
            if let Some(here) = here {
                dots.join(before.unwrap_or(here), here);
            }
            before = here;
        }
        if look.glyph("⠿", "*") == "*" {
            for (h, spot) in &self.vee.points {
                if let Spot::At(_) = spot {
                    self.put((self.column(*h), self.row(*spot)), "*", Role::Positive, buf);
                }
            }
        } else {
            for (at, symbol) in dots.symbols() {
                self.put(at, &symbol.to_string(), Role::Positive, buf);
            }
        }
        for (h, spot) in &self.vee.points {
            let sign = match spot {
                Spot::At(_) => continue,
                Spot::Zero => look.glyph("▼", "0"),
                Spot::NotFinite => look.glyph("▲", "^"),
            };
            self.put((self.column(*h), self.row(*spot)), sign, Role::Notice, buf);
        }
    }

    /// The least error, and that of the rule.
    fn marks(&self, buf: &mut Buffer) {
        let least = self.vee.least.map(|(h, error)| (h.log10(), error));
        let least = least.filter(|(_, error)| *error > 0.0);
        if let Some((h, error)) = least {
            let at = (self.column(h), self.row(Spot::At(error.log10())));
            self.put(at, self.look.glyph("◆", "L"), Role::Done, buf);
        }
        let (h, spot) = self.vee.rule;
        let at = (self.column(h), self.row(spot));
        self.put(at, self.look.glyph("●", "@"), Role::Now, buf);
    }
}

/// Which of `count` places `power` has between the two ends; whatever is not between them is at one of them.
fn place(power: f64, (low, high): (f64, f64), count: usize) -> usize {
    let last = count.saturating_sub(1);
    let part = (power - low) / (high - low);
    if part.is_nan() {
        return 0;
    }
    ((part.clamp(0.0, 1.0) * last as f64).round() as usize).min(last)
}

/// Whole powers of ten between the two ends, about `most` of them, the upper end among them.
fn ticks((low, high): (f64, f64), most: f64) -> Vec<f64> {
    let widths = [1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
    let fits = |width: &f64| (high - low) / width <= most.max(1.0);
    let width = widths.into_iter().find(fits).unwrap_or(500.0);
    let count = ((high - low) / width).floor().clamp(0.0, 1e3) as u16;
    (0..=count)
        .map(|nth| high - width * f64::from(nth))
        .collect()
}
