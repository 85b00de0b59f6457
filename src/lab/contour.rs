//! A level set as line segments, by marching squares.

use super::{PlaneFrame, Point, lattice::Lattice};

/// A straight piece of a contour, in data units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// One end.
    pub from: Point,
    /// The other.
    pub to: Point,
}

/// A corner of a cell: its column, its row and f there.
#[derive(Clone, Copy)]
struct Corner {
    column: f64,
    row: f64,
    value: f64,
}

/// Where f = `level`, from the samples on a lattice of the frame, `values` being given for all of them row by row.
///
/// Between two samples f is taken as linear. A cell with a corner that is no finite number has no segment. What is
/// exactly on the level counts as above it, so that on a flat piece of f at that level only its edge towards lower
/// values is drawn.
pub(super) fn contour(
    frame: &PlaneFrame,
    (columns, rows): (Lattice, Lattice),
    values: &[f64],
    level: f64,
) -> Vec<Segment> {
    let corner = |column: usize, row: usize| Corner {
        column: column as f64,
        row: row as f64,
        value: values[row * frame.columns + column],
    };
    let mut segments = Vec::new();
    for (top, bottom) in rows.samples().zip(rows.samples().skip(1)) {
        for (left, right) in columns.samples().zip(columns.samples().skip(1)) {
            let corners = [
                corner(left, top),
                corner(right, top),
                corner(right, bottom),
                corner(left, bottom),
            ];
            segments.extend(pieces(frame, &corners, level));
        }
    }
    segments
}

/// The contour's pieces within a cell whose corners are given in turn.
fn pieces(frame: &PlaneFrame, corners: &[Corner; 4], level: f64) -> impl Iterator<Item = Segment> {
    let finite = corners.iter().all(|corner| corner.value.is_finite());
    // From left to right and from top to bottom: neighbouring cells find the very same point on the side they share.
    let sides = [[0, 1], [1, 2], [3, 2], [0, 3]];
    let crossed =
        sides.map(|[one, other]| (corners[one].value >= level) != (corners[other].value >= level));
    let pairs = match crossed {
        _ if !finite => [None, None],
        [true, true, true, true] => {
            let mean: f64 = corners.iter().map(|corner| corner.value / 4.0).sum();
            // What is on the same side as the middle hangs together; the two other corners are cut off.
            if (mean >= level) == (corners[0].value >= level) {
                [Some((0, 1)), Some((2, 3))]
            } else {
                [Some((3, 0)), Some((1, 2))]
            }
        }
        _ => {
            let mut ends = (0..4).filter(|side| crossed[*side]);
            [ends.next().zip(ends.next()), None]
        }
    };
    let end = move |side: usize| {
        let [one, other] = sides[side];
        crossing(frame, corners[one], corners[other], level)
    };
    pairs.into_iter().flatten().filter_map(move |(from, to)| {
        let (from, to) = (end(from), end(to));
        let finite = [from.0, from.1, to.0, to.1].iter().all(|it| it.is_finite());
        (finite && from != to).then_some(Segment { from, to })
    })
}

/// Where f is `level` between two corners on either side of it.
fn crossing(frame: &PlaneFrame, one: Corner, other: Corner, level: f64) -> Point {
    // In halves where the difference of two doubles is none.
    let scale = if (other.value - one.value).is_finite() {
        1.0
    } else {
        0.5
    };
    let above = |value: f64| value * scale - level * scale;
    let (one_above, other_above) = (above(one.value), above(other.value));
    let part = one_above / (one_above - other_above);
    frame.position(
        one.column + part * (other.column - one.column),
        one.row + part * (other.row - one.row),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The segments of three by two samples one unit apart, the upper left one at (0, 1).
    fn segments(values: [f64; 6], level: f64) -> Vec<(Point, Point)> {
        let frame = PlaneFrame {
            axes: (0, 1),
            centre: (1.0, 0.5),
            step: 1.0,
            columns: 3,
            rows: 2,
            spacing: 0,
        };
        let lattice = (Lattice::new(3, 1), Lattice::new(2, 1));
        let segments = contour(&frame, lattice, &values, level);
        segments.iter().map(|it| (it.from, it.to)).collect()
    }

    #[test]
    fn a_side_is_crossed_where_the_line_between_its_ends_is() {
        #[rustfmt::skip]
        let found = segments([0.0, 4.0, 5.0,
                              0.0, 2.0, 5.0], 1.0);
        assert_eq!(found, [((0.25, 1.0), (0.5, 0.0))]);
    }

    #[test]
    fn in_a_saddle_the_corners_on_the_side_of_the_mean_hang_together() {
        let none = f64::NAN;
        let top_left_is_4 = [4.0, 0.0, none, 0.0, 4.0, none];
        let (top, right, bottom, left) = ((0.75, 1.0), (1.0, 0.75), (0.25, 0.0), (0.0, 0.25));
        assert_eq!(segments(top_left_is_4, 1.0), [(top, right), (bottom, left)]);
        let (top, right, bottom, left) = ((0.25, 1.0), (1.0, 0.25), (0.75, 0.0), (0.0, 0.75));
        assert_eq!(segments(top_left_is_4, 3.0), [(left, top), (right, bottom)]);
        let top_left_is_0 = [0.0, 4.0, none, 4.0, 0.0, none];
        assert_eq!(segments(top_left_is_0, 1.0), [(left, top), (right, bottom)]);
    }

    #[test]
    fn a_cell_with_a_corner_that_is_no_number_has_no_segment() {
        for strange in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let found = segments([0.0, 2.0, strange, 0.0, 2.0, 4.0], 1.0);
            assert_eq!(found, [((0.5, 1.0), (0.5, 0.0))]);
            assert!(segments([0.0, strange, 2.0, 0.0, 0.0, 0.0], 1.0).is_empty());
        }
        assert!(segments([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], f64::NAN).is_empty());
    }

    #[test]
    fn what_is_equal_everywhere_has_no_contour_on_its_level_or_off_it() {
        for level in [-1.0, 0.5, 2.0] {
            assert!(segments([0.5; 6], level).is_empty());
        }
    }

    #[test]
    fn a_flat_piece_on_the_level_ends_where_lower_values_begin() {
        let found = segments([0.0, 1.0, 1.0, 0.0, 1.0, 1.0], 1.0);
        assert_eq!(found, [((1.0, 1.0), (1.0, 0.0))]);
    }

    #[test]
    fn the_whole_range_of_doubles_can_be_crossed() {
        let (most, least) = (f64::MAX, f64::from_bits(1));
        let found = segments([-most, most, most, -most, most, most], 0.0);
        assert_eq!(found, [((0.5, 1.0), (0.5, 0.0))]);
        let found = segments([-least, least, least, -least, least, least], 0.0);
        assert_eq!(found, [((0.5, 1.0), (0.5, 0.0))]);
    }
}
