//! The level set through x, held against values and gradients of walks.

use std::collections::HashMap;

use gradwalk::engine::{Objective, Trace};
use gradwalk::lab::{Plane, Point, Segment};

use crate::{frame, full, linear, moved, networks, planes};

fn middle(segment: &Segment) -> Point {
    let Segment { from, to } = segment;
    (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1))
}

fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// The piece of the contour nearest to x, and how far it is.
fn nearest(plane: &Plane) -> (Segment, f64) {
    let distance = |segment: &Segment| distance(middle(segment), plane.x.at);
    let nearest = plane
        .contour
        .iter()
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
        .expect("there is a contour");
    (*nearest, distance(nearest))
}

/// |cos| of the angle between the gradient at x and the contour beside it.
fn cosine(plane: &Plane) -> f64 {
    let (Segment { from, to }, _) = nearest(plane);
    let along = (to.0 - from.0, to.1 - from.1);
    let gradient = plane.x.gradient;
    let product = along.0 * gradient.0 + along.1 * gradient.1;
    (product / (along.0.hypot(along.1) * gradient.0.hypot(gradient.1))).abs()
}

/// How far f is from f(x) on the contour, at most, relative to the range of f.
fn error(trace: &Trace, plane: &Plane) -> f64 {
    let (least, greatest) = plane.range.expect("f is finite");
    let ends = plane.contour.iter().flat_map(|it| [it.from, it.to]);
    let errors = ends.map(|end| {
        let value = trace.value_at(&moved(trace, plane.frame.axes, end));
        (value - trace.value()).abs() / (greatest - least)
    });
    errors.fold(0.0, f64::max)
}

#[test]
fn of_a_linear_network_it_is_a_line_through_x_perpendicular_to_the_gradient() {
    for weights in [[2.0, -1.0], [0.3, 0.7], [0.0, -5.0], [1e-12, 3e-12]] {
        let trace = linear(&weights, &[0.31, 0.42]);
        for plane in planes(&trace, &frame((0.3, 0.5), 0.01, 90, 70)) {
            assert!(error(&trace, &plane) < 1e-14, "{weights:?}");
            let (_, distance) = nearest(&plane);
            assert!(distance < 0.03, "{distance} from x");
            let most = plane.contour.iter().map(length).sum::<f64>();
            assert!(most > 0.6, "{most} long");
            for segment in plane.contour.iter().filter(|it| length(it) > 1e-6) {
                let alone = Plane {
                    contour: vec![*segment],
                    ..plane.clone()
                };
                assert!(cosine(&alone) < 1e-8, "{segment:?}");
            }
        }
    }
}

fn length(segment: &Segment) -> f64 {
    distance(segment.from, segment.to)
}

#[test]
fn on_it_f_is_that_of_x_but_for_the_curvature_within_a_step() {
    let opened = networks::built_in("higham");
    let objectives = networks::objectives(&opened.trace);
    // The two outputs add up to nearly the same everywhere: what bends their sum is all there is to see of it.
    let is_sum = |trace: &&Trace| trace.objective() == Objective::Sum;
    for trace in objectives.iter().filter(|trace| !is_sum(trace)) {
        let errors = [(0.02, 50), (0.005, 200)].map(|(step, samples)| {
            let plane = full(trace, &frame((0.5, 0.5), step, samples, samples));
            assert!(plane.contour.len() > samples / 2);
            error(trace, &plane)
        });
        // Of the second order: a quarter of the step leaves a sixteenth, give or take where the samples lie.
        assert!(errors[0] < 1e-2, "{errors:?}");
        assert!(errors[1] < errors[0] / 8.0, "{errors:?}");
    }
}

#[test]
fn it_passes_beside_x_perpendicular_to_the_gradient() {
    for name in [
        "default",
        "higham",
        "hagan",
        "xor",
        "layer-norm",
        "vanishing",
    ] {
        for trace in networks::objectives(&networks::built_in(name).trace) {
            let x = trace.input();
            if x.len() < 2 {
                continue;
            }
            let fine = frame((x[0] + 0.0031, x[1] - 0.0042), 0.0005, 80, 60);
            let plane = full(&trace, &fine);
            let (_, distance) = nearest(&plane);
            assert!(distance < fine.step, "{name}: {distance} from x");
            // Within two degrees.
            assert!(cosine(&plane) < 0.035, "{name}: {}", cosine(&plane));
        }
    }
}

#[test]
fn its_pieces_hang_together_up_to_the_border() {
    for name in ["default", "higham", "xor", "layer-norm", "vanishing"] {
        for trace in networks::objectives(&networks::built_in(name).trace) {
            let x = trace.input();
            let frame = frame((x[0] + 0.1, x[1] - 0.1), 0.013, 90, 70);
            let loose = loose_ends(&full(&trace, &frame));
            for end in &loose {
                let (column, row) = frame.place(*end);
                let border = column.min(89.0 - column).min(row).min(69.0 - row);
                assert!(border.abs() < 1e-9, "{name}: {end:?} is loose");
            }
            assert!(loose.len() >= 2, "{name}: it leaves the picture");
        }
    }
}

/// The ends that no other piece has, bit by bit.
fn loose_ends(plane: &Plane) -> Vec<Point> {
    let mut ends: HashMap<(u64, u64), usize> = HashMap::new();
    for end in plane.contour.iter().flat_map(|it| [it.from, it.to]) {
        *ends.entry((end.0.to_bits(), end.1.to_bits())).or_default() += 1;
    }
    let loose = ends.iter().filter(|(_, count)| **count != 2);
    loose
        .map(|((x, y), _)| (f64::from_bits(*x), f64::from_bits(*y)))
        .collect()
}

#[test]
fn a_saturated_network_has_none_made_of_rounding() {
    let trace = networks::built_in("saturated").trace;
    let plane = full(&trace, &frame((1.0, 2.0), 0.04, 60, 60));
    let (least, greatest) = plane.range.expect("f is finite");
    assert!(least < plane.level, "its last digits differ");
    assert!(greatest - least < 1e-14, "and no others");
    assert!(plane.is_flat() && plane.contour.is_empty());
    // The gradient is there all the same.
    assert!(plane.x.gradient.0 > 0.0 && plane.x.gradient.1 > 0.0);
    assert!(plane.field.iter().all(|it| it.gradient != (0.0, 0.0)));
    assert!(!full(&networks::built_in("vanishing").trace, &plane.frame).is_flat());
}
