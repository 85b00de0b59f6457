//! The scalar over the one input: the curve, the point and the tangent there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dots::{Dots, braille};
use super::side::{self, Sign};
use super::{MARGIN, cell, layout, share, ticks, write};
use crate::engine::Trace;
use crate::lab::{Curve, CurveFrame, Point};
use crate::page::{Script, scalar};
use crate::session::Session;
use crate::theme::Role;
use crate::view::Look;

/// The part of the height that stays free above and below the curve.
const AIR: f64 = 0.06;

/// Draws it.
pub fn render(session: &Session, look: Look, inside: Rect, buf: &mut Buffer) {
    let frame = session.curve_frame();
    let rows = usize::from(inside.height.saturating_sub(1));
    let (picture, beside) = layout(inside, frame.samples / 2, rows);
    let curve = session.findings().curve.as_ref();
    let curve = curve.filter(|curve| curve.frame.axis == frame.axis && !curve.values.is_empty());
    let trace = session.trace();
    let drawing = Drawing {
        trace,
        look,
        frame,
        curve,
        range: range(curve, trace.value()),
        area: picture,
    };
    let mut dots = Dots::new(picture.width, picture.height);
    drawing.tangent(&mut dots);
    drawing.draw(&dots, ".", Role::Gradient, |_, _| true, buf);
    // Where both are in one cell, it has the dots of both.
    let mut curve = Dots::new(picture.width, picture.height);
    drawing.curve(&mut curve, buf);
    drawing.curve(&mut dots, buf);
    let is_curve = |column, row| curve.bits(column, row).is_some();
    drawing.draw(&dots, "*", Role::Done, is_curve, buf);
    if let Some(before) = session.what_if().before() {
        drawing.point(before, ("○", "O"), buf);
    }
    drawing.point(trace, ("◉", "X"), buf);
    drawing.ticks(buf);
    let (notes, signs) = (drawing.notes(), drawing.signs(session));
    side::render(
        session,
        None,
        &[frame.axis],
        (&notes, &signs),
        look,
        beside,
        buf,
    );
}

/// What the height stands for: all finite values, with some air.
fn range(curve: Option<&Curve>, now: f64) -> (f64, f64) {
    let found = curve.and_then(|curve| curve.range);
    let now = Some(now).filter(|now| now.is_finite());
    let (least, greatest) = found.or(now.map(|now| (now, now))).unwrap_or((0.0, 0.0));
    let (least, greatest) =
        now.map_or((least, greatest), |now| (least.min(now), greatest.max(now)));
    let size = least.abs().max(greatest.abs());
    let air = match () {
        () if size == 0.0 => 1.0,
        () if is_flat((least, greatest)) => size / 2.0,
        () => greatest * AIR - least * AIR,
    };
    ((least - air).max(f64::MIN), (greatest + air).min(f64::MAX))
}

/// Whether there is nothing but rounding, which drawn large would look like a curve.
fn is_flat((least, greatest): (f64, f64)) -> bool {
    greatest - least <= 16.0 * f64::EPSILON * least.abs().max(greatest.abs())
}

/// What there is to draw, and where.
struct Drawing<'a> {
    trace: &'a Trace,
    look: Look,
    frame: CurveFrame,
    /// What was found last, perhaps of the walk before or of another frame.
    curve: Option<&'a Curve>,
    range: (f64, f64),
    area: Rect,
}

impl Drawing<'_> {
    /// Where a place in data units lies, in dots from the upper left corner of the picture.
    fn dot(&self, x: f64, value: f64) -> Point {
        let left = self
            .frame
            .samples
            .saturating_sub(2 * usize::from(self.area.width))
            / 2;
        let across = self.frame.place(x) - left as f64 + 0.5;
        let height = 4.0 * f64::from(self.area.height);
        (across, height * (1.0 - share(value, self.range)))
    }

    fn x(trace: &Trace) -> f64 {
        trace.input().get(0).copied().unwrap_or(f64::NAN)
    }

    fn slope(&self) -> f64 {
        let gradient = self.trace.backward().input_gradient();
        gradient.get(0).copied().unwrap_or(f64::NAN)
    }

    fn curve(&self, dots: &mut Dots, buf: &mut Buffer) {
        let Some(curve) = self.curve else { return };
        let place = |sample: usize| {
            let value = curve.values[sample];
            self.dot(curve.frame.position(sample as f64), value)
        };
        for sample in 0..curve.values.len() {
            let here = place(sample);
            if curve.values[sample].is_finite() {
                dots.set(here);
                if sample > 0 && curve.values[sample - 1].is_finite() {
                    dots.line(place(sample - 1), here, 1);
                }
            } else if let Some(at) = cell(self.area, (here.0 / 2.0, 0.0)) {
                let bottom = (at.0, self.area.bottom().saturating_sub(1));
                write("?", bottom, self.look.style(Role::Dim), self.area, buf);
            }
        }
    }

    fn tangent(&self, dots: &mut Dots) {
        let (x, value, slope) = (Self::x(self.trace), self.trace.value(), self.slope());
        let (across, down) = self.dot(x, value);
        // Of a dot to the right, how many down: from the middle of the range outwards, where doubles are safe.
        let (least, greatest) = self.range;
        let height = 4.0 * f64::from(self.area.height);
        let fall = -height * (slope * self.frame.step / (greatest - least));
        let width = 2.0 * f64::from(self.area.width);
        let end = |at: f64| (at, down + fall * (at - across));
        if fall.is_finite() {
            dots.line((across, down), end(width), 2);
            dots.line((across, down), end(0.0), 2);
        }
    }

    /// Draws the cells that are wanted.
    fn draw(
        &self,
        dots: &Dots,
        ascii: &str,
        role: Role,
        is_wanted: impl Fn(usize, usize) -> bool,
        buf: &mut Buffer,
    ) {
        for at in self.area.intersection(buf.area).positions() {
            let column = usize::from(at.x - self.area.x);
            let row = usize::from(at.y - self.area.y);
            let bits = dots.bits(column, row);
            let Some(bits) = bits.filter(|_| is_wanted(column, row)) else {
                continue;
            };
            let style = self.look.style(role);
            if self.look.script == Script::Ascii {
                buf[at].set_symbol(ascii).set_style(style);
            } else {
                buf[at].set_char(braille(bits)).set_style(style);
            }
        }
    }

    fn point(&self, trace: &Trace, (unicode, ascii): (&str, &str), buf: &mut Buffer) {
        let (across, down) = self.dot(Self::x(trace), trace.value());
        if let Some(at) = cell(self.area, (across / 2.0, down / 4.0)) {
            let symbol = self.look.glyph(unicode, ascii);
            write(symbol, at, self.look.style(Role::Now), self.area, buf);
        }
    }

    fn ticks(&self, buf: &mut Buffer) {
        let width = 2.0 * f64::from(self.area.width);
        let left = self.dot(self.frame.centre, 0.0).0;
        let at = |dot: f64| self.frame.centre + (dot - left) * self.frame.step;
        let column = |number| self.dot(number, 0.0).0 / 2.0;
        ticks::below(self.area, (at(0.0), at(width)), column, self.look, buf);
        let row = |number| self.dot(self.frame.centre, number).1 / 4.0;
        ticks::left(self.area, MARGIN, self.range, row, self.look, buf);
    }

    /// What the picture cannot tell by itself.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.slope().is_finite() {
            notes.push("no tangent: its slope is not finite".to_owned());
        }
        let Some(curve) = self.curve else {
            return notes;
        };
        match curve.range {
            None => notes.push("nothing in view is finite".to_owned()),
            Some(range) if is_flat(range) => {
                notes.push("flat: the same everywhere in view".to_owned());
            }
            Some(_) => {}
        }
        notes
    }

    /// The signs in the picture, and what they are.
    fn signs(&self, session: &Session) -> Vec<Sign> {
        let look = self.look;
        let sign = |unicode: &str, ascii: &str, role: Role, meaning: &str| {
            Sign(
                look.glyph(unicode, ascii).to_owned(),
                role,
                meaning.to_owned(),
            )
        };
        let scalar = look.script.write(&scalar(self.trace));
        let tangent = format!("tangent, slope {}", side::short(self.slope(), look));
        let mut signs = vec![sign("◉", "X", Role::Now, "x")];
        if session.what_if().before().is_some() {
            signs.push(sign("○", "O", Role::Now, "x in the file"));
        }
        signs.push(sign("⠒⠒", "*", Role::Done, &scalar));
        signs.push(sign("⠂⠂", ".", Role::Gradient, &tangent));
        let mut values = self.curve.iter().flat_map(|curve| &curve.values);
        if values.any(|value| !value.is_finite()) {
            signs.push(sign("?", "?", Role::Dim, "not finite"));
        }
        signs
    }
}
