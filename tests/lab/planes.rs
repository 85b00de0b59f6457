//! The values of a plane, and how it is told.

use gradwalk::lab::{self, Plane, PlaneFrame};

use crate::{frame, full, moved, networks, planes, recorded};

#[test]
fn the_values_are_those_of_walks_recorded_at_the_samples() {
    for opened in networks::all_built_in() {
        for trace in networks::objectives(&opened.trace) {
            if trace.input().len() < 2 {
                continue;
            }
            let last = trace.input().len() - 1;
            let frame = PlaneFrame {
                axes: (last, 0),
                ..frame((0.4, -0.7), 0.3, 11, 6)
            };
            let plane = full(&trace, &frame);
            assert_eq!(plane.values.len(), 66);
            for (at, value) in plane.values.iter().enumerate() {
                let (column, row) = ((at % 11) as f64, (at / 11) as f64);
                let point = (0.4 + 0.3 * (column - 5.0), -0.7 + 0.3 * (2.5 - row));
                let walk = recorded(&trace, moved(&trace, frame.axes, point));
                let same = value.to_bits() == walk.value().to_bits();
                assert!(same, "{}: {value:e} at {point:?}", opened.name);
            }
        }
    }
}

#[test]
fn the_gradient_elsewhere_is_that_of_the_walk_recorded_there() {
    for opened in networks::all_built_in() {
        for trace in networks::objectives(&opened.trace) {
            let input = trace.input().map(|x| 0.7 * x - 0.2);
            let walk = recorded(&trace, input.clone());
            assert_eq!(&trace.gradient_at(&input), walk.backward().input_gradient());
        }
    }
}

#[test]
fn what_is_told_of_x_is_what_the_walk_says() {
    let trace = networks::built_in("higham").trace;
    let plane = full(&trace, &frame((5.0, 5.0), 0.1, 4, 4));
    let gradient = trace.backward().input_gradient();
    assert_eq!(plane.level.to_bits(), trace.value().to_bits());
    assert_eq!(plane.x.at, (0.3, 0.4));
    assert_eq!(plane.x.gradient, (gradient[0], gradient[1]));
}

#[test]
fn the_range_is_that_of_the_finite_values() {
    let trace = crate::linear(&[1.0, 0.0], &[0.0, 0.0]);
    let plane = full(&trace, &frame((0.0, 0.0), 2.0, 4, 2));
    assert_eq!(plane.range, Some((-3.0, 3.0)));
    let far = full(&trace, &frame((f64::MAX, 0.0), f64::MAX / 2.0, 4, 2));
    assert!(far.values.contains(&f64::INFINITY));
    let (least, greatest) = far.range.expect("some are finite");
    assert!(least < greatest && greatest.is_finite());
    assert_eq!(full(&trace, &frame((f64::NAN, 0.0), 1.0, 4, 2)).range, None);
}

#[test]
fn a_coarse_plane_comes_first_and_is_filled_from_the_nearest_samples() {
    let trace = networks::built_in("higham").trace;
    let told = planes(&trace, &frame((0.5, 0.5), 0.05, 42, 23));
    let [coarse, full] = &told[..] else {
        panic!("{} planes", told.len())
    };
    assert_eq!(coarse.frame, full.frame);
    assert_eq!(coarse.field, full.field);
    // 41 = 10·4 + 1 and 22 = 5·4 + 2: the lattice begins in column 0 and row 1.
    let mut differing = 0;
    for row in 0..23 {
        for column in 0..42 {
            let nearest_row = 1 + 4 * ((row + 1) / 4).min(5);
            let nearest_column = 4 * ((column + 2) / 4).min(10);
            let at = row * 42 + column;
            let taken = full.values[nearest_row * 42 + nearest_column];
            let [coarse, taken, full] =
                [coarse.values[at], taken, full.values[at]].map(f64::to_bits);
            assert_eq!(coarse, taken, "column {column}, row {row}");
            differing += usize::from(coarse != full);
        }
    }
    assert_eq!(differing, 42 * 23 - 11 * 6);
}

#[test]
fn it_ends_without_another_word_as_soon_as_it_is_not_wanted() {
    let trace = networks::built_in("default").trace;
    let frame = frame((0.5, 0.5), 0.1, 20, 12);
    let mut asked = 0;
    let mut all = 0;
    lab::plane(
        &trace,
        &frame,
        &mut || {
            asked += 1;
            true
        },
        &mut |_| all += 1,
    );
    assert_eq!(all, 2);
    assert!(asked >= 20 * 12, "asked {asked} times");
    for wanted in 0..asked {
        let mut answers = 0;
        let mut told: Vec<Plane> = Vec::new();
        lab::plane(
            &trace,
            &frame,
            &mut || {
                answers += 1;
                answers <= wanted
            },
            &mut |plane| told.push(plane),
        );
        assert_eq!(answers, wanted + 1);
        assert!(told.len() < 2, "told after {wanted} of {asked} answers");
        assert!(wanted > 0 || told.is_empty());
    }
}

#[test]
fn where_there_is_nothing_to_look_at_one_empty_plane_is_told() {
    let trace = networks::built_in("default").trace;
    let sound = frame((0.5, 0.5), 0.1, 20, 12);
    let empty = [
        PlaneFrame {
            columns: 0,
            ..sound
        },
        PlaneFrame { rows: 0, ..sound },
        PlaneFrame {
            columns: usize::MAX,
            rows: usize::MAX,
            ..sound
        },
        PlaneFrame {
            columns: 1 << 40,
            ..sound
        },
        PlaneFrame {
            axes: (0, 2),
            ..sound
        },
        PlaneFrame {
            axes: (1, 1),
            ..sound
        },
    ];
    for frame in empty {
        let told = planes(&trace, &frame);
        assert_eq!(told.len(), 1, "{frame:?}");
        let plane = &told[0];
        assert_eq!((plane.frame.columns, plane.frame.rows), (0, 0));
        assert!(plane.values.is_empty() && plane.contour.is_empty() && plane.field.is_empty());
        assert!(plane.range.is_none() && plane.is_flat());
    }
}
