//! The gradient as an arrow: its direction is that on the screen.

use crate::lab::Point;

/// The length of an arrow in dots, where there is room: twelve columns.
const LONGEST: f64 = 24.0;

/// Its part of the shorter side of a picture.
const PART: f64 = 0.33;

/// The length of each stroke of its head in dots, and their angle to the shaft in radians.
const HEAD: (f64, f64) = (8.0, 0.45);

/// How thick its shaft is, in dots.
const THICKNESS: f64 = 1.0;

/// An arrow on a grid of square dots, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrow {
    /// Where it starts.
    pub from: Point,
    /// Where it points.
    pub to: Point,
}

/// The unit vector along a gradient whose second component is upwards, y downwards; `None` for one that is zero or not
/// finite.
pub fn direction((right, up): Point) -> Option<Point> {
    let largest = right.abs().max(up.abs());
    if !(right.is_finite() && up.is_finite()) || largest == 0.0 {
        return None;
    }
    // Over the largest first: the square of a large gradient is infinite, that of a small one zero.
    let (right, up) = (right / largest, up / largest);
    let length = right.hypot(up);
    Some((right / length, -up / length))
}

/// Which of eight directions, counted from the right counter-clockwise.
pub fn octant((right, down): Point) -> usize {
    let turn = (-down).atan2(right) / std::f64::consts::FRAC_PI_4;
    (turn.round() as i32).rem_euclid(8) as usize
}

impl Arrow {
    /// The arrow of `gradient` from `from` on a grid of so many dots; shorter where the edge is near.
    pub fn new(from: Point, gradient: Point, (width, height): Point) -> Option<Self> {
        let (across, down) = direction(gradient)?;
        let length = (width.min(height) * PART).min(LONGEST);
        let room = |at: f64, by: f64, most: f64| {
            if by > 0.0 {
                (most - 1.0 - at) / by
            } else if by < 0.0 {
                (at - 1.0) / -by
            } else {
                f64::INFINITY
            }
        };
        let length = length
            .min(room(from.0, across, width))
            .min(room(from.1, down, height));
        (length > 0.0).then_some(Self {
            from,
            to: (from.0 + across * length, from.1 + down * length),
        })
    }

    /// The shaft again on either side, so that it is thicker than any contour, and the head from the tip back.
    pub fn strokes(&self) -> impl Iterator<Item = (Point, Point)> {
        let (length, angle) = HEAD;
        let (across, down) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let back = (-down).atan2(-across);
        let (sin, cos) = back.sin_cos();
        // Beside the tip the shaft would blunt it.
        let neck = (length / across.hypot(down)).min(1.0);
        let end = (self.to.0 - neck * across, self.to.1 - neck * down);
        let shaft = [THICKNESS, -THICKNESS].map(|side| {
            let moved = |(x, y): Point| (x - side * sin / 2.0, y + side * cos / 2.0);
            (moved(self.from), moved(end))
        });
        let head = [angle, -angle, angle / 2.0, -angle / 2.0].map(|turn| {
            let (sin, cos) = (back + turn).sin_cos();
            // All of them end on the line across the outer two.
            let length = length * angle.cos() / turn.cos();
            (
                self.to,
                (self.to.0 + length * cos, self.to.1 + length * sin),
            )
        });
        shaft.into_iter().chain(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_points_where_the_gradient_does_whatever_its_size() {
        for size in [1e-320, 1e-200, 1.0, 1e200, 1e308] {
            let (across, down) = direction((size, size)).expect("it is a direction");
            assert!((across - 0.5_f64.sqrt()).abs() < 1e-12, "{size}");
            assert!((down + 0.5_f64.sqrt()).abs() < 1e-12, "{size}");
        }
        for none in [(0.0, -0.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            assert_eq!(direction(none), None);
        }
    }

    #[test]
    fn the_octants_go_round_from_the_right_over_the_top() {
        let towards = [
            (1.0, 0.0),
            (1.0, 1.0),
            (0.0, 1.0),
            (-1.0, 1.0),
            (-1.0, 0.0),
            (-1.0, -1.0),
            (0.0, -1.0),
            (1.0, -1.0),
        ];
        for (at, gradient) in towards.into_iter().enumerate() {
            assert_eq!(direction(gradient).map(octant), Some(at), "{gradient:?}");
        }
    }

    #[test]
    fn the_tip_stays_on_the_grid() {
        for from in [(0.5, 0.5), (39.5, 20.0), (20.0, 39.5)] {
            for gradient in [(1.0, 0.0), (-3.0, 1.0), (0.0, 2.0), (1.0, -1.0)] {
                if let Some(arrow) = Arrow::new(from, gradient, (40.0, 40.0)) {
                    let inside = |at: f64| (0.0..40.0).contains(&at);
                    assert!(inside(arrow.to.0) && inside(arrow.to.1), "{arrow:?}");
                }
            }
        }
    }
}
