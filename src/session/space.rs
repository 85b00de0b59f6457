//! The input space as a picture: which piece of it is looked at, and x moved about in it.

use super::number::{nudged, round_below};
use super::{Action, Ask, Axis, Change, Direction, Effect, Mode, Session, Size};
use crate::engine::{Entry, Quantity};
use crate::lab::{CurveFrame, PlaneFrame, Point};

/// How much closer one zoom goes.
const ZOOM: f64 = 2.0;

/// The columns of a screen beside the picture: frames, numbers at the axis, and those at its side.
const BESIDE: u16 = 37;

/// The rows of a screen above and below the picture.
const AROUND: u16 = 6;

/// How a picture shows the input space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// The scalar over two components of x.
    Plane,
    /// The scalar over the one component of x.
    Curve,
    /// x itself, and the gradient beside it, as images of so many rows and columns.
    Image(usize, usize),
}

/// The state of the panel. It stays while the panel is closed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Space {
    /// Columns and rows of the screen.
    size: (u16, u16),
    /// The components of x rightwards and upwards.
    axes: (usize, usize),
    plane: Option<PlaneFrame>,
    curve: Option<CurveFrame>,
    shows_field: bool,
    /// Whether an x that is an image is looked at as a point all the same.
    as_point: bool,
    /// The selected pixel of an image, row by row.
    pixel: usize,
}

impl Default for Space {
    fn default() -> Self {
        Self {
            size: (80, 24),
            axes: (0, 1),
            plane: None,
            curve: None,
            shows_field: false,
            as_point: false,
            pixel: 0,
        }
    }
}

impl Space {
    /// The samples of a plane that fill the screen: one a column, two a row, so that on cells twice as high as wide they
    /// are square.
    fn samples(&self) -> (usize, usize) {
        let columns = self.size.0.saturating_sub(BESIDE).clamp(8, 480);
        let rows = self.size.1.saturating_sub(AROUND).clamp(4, 240);
        (usize::from(columns), 2 * usize::from(rows))
    }
}

impl Session {
    /// Whether `action`, which the panel that is open has a key for, does something in this network.
    pub fn offers(&self, action: Action) -> bool {
        if self.panel != Mode::InputSpace {
            return true;
        }
        match (action, self.picture()) {
            (Action::Turn, _) => self.captions.image.is_some(),
            (Action::NextAxis(_), Picture::Plane) => self.inputs() > 2,
            (Action::Field, Picture::Plane) => true,
            (Action::NextAxis(_) | Action::Field, _) => false,
            (Action::Zoom(_), Picture::Image(..)) => false,
            (Action::NextComponent, _) => self.has_components(),
            _ => true,
        }
    }

    /// The screen has so many columns and rows now, which pictures are made to fill.
    pub const fn resize(&mut self, columns: u16, rows: u16) {
        self.space.size = (columns, rows);
    }

    /// How the input space is shown.
    pub fn picture(&self) -> Picture {
        let inputs = self.inputs();
        match self.captions.image {
            Some((rows, columns)) if rows * columns == inputs && !self.space.as_point => {
                Picture::Image(rows, columns)
            }
            _ if inputs == 1 => Picture::Curve,
            _ => Picture::Plane,
        }
    }

    /// The piece of the plane that is looked at. x is always in it.
    pub fn plane_frame(&self) -> PlaneFrame {
        let (axes, (columns, rows)) = (self.axes(), self.space.samples());
        let around = || PlaneFrame::around(self.trace(), axes, columns, rows);
        let kept = self.space.plane.filter(|frame| frame.axes == axes);
        let frame = kept.map_or_else(around, |frame| PlaneFrame {
            // On another screen it shows the same, not more of it.
            step: frame.step * (frame.columns.min(frame.rows) as f64 / columns.min(rows) as f64),
            columns,
            rows,
            ..frame
        });
        let (x, near) = (self.point(axes), frame.zoomed(0.25, frame.centre));
        if frame.contains(x) {
            frame
        } else if near.contains(x) {
            PlaneFrame { centre: x, ..frame }
        } else {
            around()
        }
    }

    /// The piece of the line that is looked at. x is always in it.
    pub fn curve_frame(&self) -> CurveFrame {
        let samples = 2 * self.space.samples().0;
        let around = || CurveFrame::around(self.trace(), 0, samples);
        let frame = self.space.curve.map_or_else(around, |frame| CurveFrame {
            step: frame.step * (frame.samples as f64 / samples as f64),
            samples,
            ..frame
        });
        let (x, near) = (self.component(0), frame.zoomed(0.25, frame.centre));
        if frame.contains(x) {
            frame
        } else if near.contains(x) {
            CurveFrame { centre: x, ..frame }
        } else {
            around()
        }
    }

    /// What the picture has to be computed from; `None` where the walk itself has it all.
    pub fn picture_ask(&self) -> Option<Ask> {
        match self.picture() {
            Picture::Plane => Some(Ask::Plane(self.plane_frame())),
            Picture::Curve => Some(Ask::Curve(self.curve_frame())),
            Picture::Image(..) => None,
        }
    }

    /// Whether the gradients are shown all over the plane.
    pub const fn shows_field(&self) -> bool {
        self.space.shows_field
    }

    /// The selected pixel of an x that is an image.
    pub fn pixel(&self) -> usize {
        self.space.pixel.min(self.inputs() - 1)
    }

    /// Looks at the same piece from now on, as long as x is in it.
    pub(super) fn keep_frame(&mut self) {
        match self.picture() {
            Picture::Plane => self.space.plane = Some(self.plane_frame()),
            Picture::Curve => self.space.curve = Some(self.curve_frame()),
            Picture::Image(..) => {}
        }
    }

    pub(super) fn in_space(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::MoveInput(direction) => self.move_input(direction),
            Action::Zoom(Change::More) => self.zoom(ZOOM),
            Action::Zoom(Change::Less) => self.zoom(1.0 / ZOOM),
            Action::Field => self.space.shows_field = !self.space.shows_field,
            Action::NextAxis(axis) => self.next_axis(axis),
            Action::Turn => self.turn_picture(),
            _ => return None,
        }
        self.keep_frame();
        Some(Effect::None)
    }

    fn move_input(&mut self, direction: Direction) {
        let change = match direction {
            Direction::Left | Direction::Down => Change::Less,
            Direction::Right | Direction::Up => Change::More,
        };
        let is_across = matches!(direction, Direction::Left | Direction::Right);
        match self.picture() {
            Picture::Image(rows, columns) => self.move_pixel(direction, rows, columns),
            Picture::Curve if is_across => self.shift(0, self.curve_frame().step * 2.0, change),
            Picture::Curve => {}
            Picture::Plane => {
                let frame = self.plane_frame();
                let (across, up) = frame.axes;
                self.shift(if is_across { across } else { up }, frame.step, change);
            }
        }
    }

    /// Component `axis` of x about two samples further, by a step that leaves it a short number.
    fn shift(&mut self, axis: usize, sample: f64, change: Change) {
        self.what_if.show_edits();
        let step = round_below(2.0 * sample);
        let value = nudged(self.component(axis), step, change, Size::Small);
        // At the end of the doubles there is no further.
        let _ = self
            .what_if
            .set(Entry::of(Quantity::A(1), axis), value, true);
    }

    fn move_pixel(&mut self, direction: Direction, rows: usize, columns: usize) {
        let (row, column) = (self.pixel() / columns, self.pixel() % columns);
        let (row, column) = match direction {
            Direction::Left => (row, column.saturating_sub(1)),
            Direction::Right => (row, (column + 1).min(columns - 1)),
            Direction::Up => (row.saturating_sub(1), column),
            Direction::Down => ((row + 1).min(rows - 1), column),
        };
        self.space.pixel = row * columns + column;
    }

    fn zoom(&mut self, factor: f64) {
        match self.picture() {
            Picture::Plane => {
                let frame = self.plane_frame();
                self.space.plane = Some(frame.zoomed(factor, self.point(frame.axes)));
            }
            Picture::Curve => {
                let frame = self.curve_frame();
                self.space.curve = Some(frame.zoomed(factor, self.component(0)));
            }
            Picture::Image(..) => {}
        }
    }

    fn next_axis(&mut self, axis: Axis) {
        let inputs = self.inputs();
        if inputs < 3 || self.picture() != Picture::Plane {
            return;
        }
        self.what_if.settle();
        let (across, up) = self.axes();
        let after = |axis: usize, other: usize| {
            let next = (axis + 1) % inputs;
            if next == other {
                (next + 1) % inputs
            } else {
                next
            }
        };
        self.space.axes = match axis {
            Axis::Horizontal => (after(across, up), up),
            Axis::Vertical => (across, after(up, across)),
        };
    }

    /// The plane instead of the image, its horizontal axis the selected pixel; or the image again.
    fn turn_picture(&mut self) {
        self.what_if.settle();
        if self.captions.image.is_none() {
            return;
        }
        self.space.as_point = !self.space.as_point;
        let (pixel, (across, up)) = (self.pixel(), self.axes());
        if self.space.as_point && self.inputs() > 1 {
            let up = if pixel == up { across } else { up };
            self.space.axes = (pixel, up);
        } else {
            self.space.pixel = across;
        }
    }

    /// The components rightwards and upwards, two different ones where there are two.
    fn axes(&self) -> (usize, usize) {
        let (across, up) = self.space.axes;
        if across != up && across.max(up) < self.inputs() {
            (across, up)
        } else {
            (0, 1.min(self.inputs() - 1))
        }
    }

    fn point(&self, axes: (usize, usize)) -> Point {
        (self.component(axes.0), self.component(axes.1))
    }

    fn component(&self, axis: usize) -> f64 {
        let component = self.trace().input().get(axis).copied();
        component.unwrap_or(0.0)
    }

    fn inputs(&self) -> usize {
        self.trace().input().len()
    }
}
