//! What is looked at first, and zooming.

use gradwalk::lab::{CurveFrame, PlaneFrame};

use crate::{frame, linear};

/// Left and right, bottom and top of the picture.
fn edges(frame: &PlaneFrame) -> [(f64, f64); 2] {
    let (left, top) = frame.position(-0.5, -0.5);
    let (right, bottom) = frame.position(frame.columns as f64 - 0.5, frame.rows as f64 - 0.5);
    [(left, right), (bottom, top)]
}

fn around(x: [f64; 2], columns: usize, rows: usize) -> PlaneFrame {
    PlaneFrame::around(&linear(&[1.0, 1.0], &x), (0, 1), columns, rows)
}

#[test]
fn the_first_frame_shows_the_origin_and_x_with_room_around_them() {
    let unit = [(-0.5, 1.5), (-0.5, 1.5)];
    assert_eq!(edges(&around([0.3, 0.4], 80, 80)), unit);
    assert_eq!(edges(&around([1.0, 1.0], 80, 80)), unit);
    let wide = edges(&around([0.3, -0.4], 160, 80));
    assert_eq!(wide, [(-1.5, 2.5), (-1.5, 0.5)]);
    let larger = edges(&around([-12.0, 7.0], 64, 64));
    assert_eq!(larger, [(-30.0, 10.0), (-10.0, 30.0)]);
    let high = edges(&around([0.0, 3.0], 40, 80));
    assert_eq!(high, [(-2.5, 7.5), (-7.5, 12.5)]);
    let sizes = [1e-300, 0.2, 1.0, 1.5, 4.9, 1234.5, 1e22, 4.9e307];
    for x in sizes.into_iter().flat_map(|size| [size, -size]) {
        for (columns, rows) in [(160, 80), (80, 160), (3, 2), (1, 1)] {
            let frame = around([x / 3.0, x], columns, rows);
            assert!(
                frame.contains((0.0, 0.0)) && frame.contains((x / 3.0, x)),
                "{x}"
            );
            let curve = CurveFrame::around(&linear(&[1.0], &[x]), 0, columns);
            assert!(curve.contains(0.0) && curve.contains(x), "{x}");
        }
    }
}

#[test]
fn places_and_positions_are_inverse() {
    let frame = frame((0.3, -4.0), 0.01, 31, 20);
    for (column, row) in [(0.0, 0.0), (30.0, 19.0), (12.25, 3.5), (-7.0, 90.0)] {
        let place = frame.place(frame.position(column, row));
        assert!((place.0 - column).abs() < 1e-9 && (place.1 - row).abs() < 1e-9);
    }
    assert_eq!(frame.position(15.0, 9.5), (0.3, -4.0));
    let curve = CurveFrame {
        axis: 0,
        centre: 2.0,
        step: 0.5,
        samples: 5,
    };
    assert_eq!((curve.position(0.0), curve.position(4.0)), (1.0, 3.0));
    assert_eq!((curve.place(1.0), curve.place(3.0)), (0.0, 4.0));
}

#[test]
fn a_frame_ends_half_a_step_beyond_its_outermost_samples() {
    let frame = frame((0.0, 0.0), 1.0, 5, 3);
    for inside in [(-2.5, 0.0), (2.5, 1.5), (0.0, -1.5)] {
        assert!(frame.contains(inside), "{inside:?}");
    }
    for outside in [
        (-2.6, 0.0),
        (0.0, 1.6),
        (f64::NAN, 0.0),
        (0.0, f64::INFINITY),
    ] {
        assert!(!frame.contains(outside), "{outside:?}");
    }
}

#[test]
fn zooming_keeps_its_point_where_it_is_and_can_be_undone() {
    let x = (0.3, 0.4);
    let frame = around([0.3, 0.4], 160, 80);
    let close = frame.zoomed(4.0, x);
    assert_eq!(close.step.to_bits(), (frame.step / 4.0).to_bits());
    let (before, after) = (frame.place(x), close.place(x));
    assert!((before.0 - after.0).abs() < 1e-9 && (before.1 - after.1).abs() < 1e-9);
    let back = close.zoomed(0.25, x);
    assert_eq!(back.step.to_bits(), frame.step.to_bits());
    assert!((back.centre.0 - frame.centre.0).abs() < 1e-12);
}

#[test]
fn zooming_ends_where_neighbouring_samples_would_be_one_and_where_doubles_end() {
    let x = (0.3, 0.4);
    let mut close = around([0.3, 0.4], 160, 80);
    let mut far = close;
    let curve = CurveFrame::around(&linear(&[1.0], &[0.3]), 0, 160);
    let (mut close_curve, mut far_curve) = (curve, curve);
    for _ in 0..1200 {
        (close, far) = (close.zoomed(2.0, x), far.zoomed(0.5, x));
        close_curve = close_curve.zoomed(2.0, 0.3);
        far_curve = far_curve.zoomed(0.5, 0.3);
    }
    assert!((1e-17..1e-15).contains(&close.step), "{}", close.step);
    assert!((1e305..1e308).contains(&far.step), "{}", far.step);
    assert!((1e-17..1e-15).contains(&close_curve.step));
    assert!((1e305..1e308).contains(&far_curve.step));
    for factor in [0.0, -2.0, f64::NAN, f64::INFINITY] {
        assert_eq!(close.zoomed(factor, x), close, "{factor}");
        assert_eq!(curve.zoomed(factor, 0.3), curve, "{factor}");
    }
}
