//! The field of gradients, held against central differences of f.

use gradwalk::engine::Trace;
use gradwalk::lab::{Arrow, PlaneFrame};

use crate::{frame, full, moved, networks, recorded};

/// ∂f/∂xᵢ and ∂f/∂xⱼ from nothing but values.
fn differences(trace: &Trace, axes: (usize, usize), (x, y): (f64, f64)) -> (f64, f64) {
    let h = 1e-5;
    let f = |x, y| recorded(trace, moved(trace, axes, (x, y))).value();
    (
        (f(x + h, y) - f(x - h, y)) / (2.0 * h),
        (f(x, y + h) - f(x, y - h)) / (2.0 * h),
    )
}

#[test]
fn its_arrows_are_the_slopes_of_f() {
    for name in ["default", "higham", "xor", "layer-norm"] {
        for trace in networks::objectives(&networks::built_in(name).trace) {
            let frame = PlaneFrame {
                axes: (1, 0),
                spacing: 5,
                ..frame((0.4, 0.6), 0.05, 32, 20)
            };
            let field = full(&trace, &frame).field;
            assert_eq!(field.len(), 7 * 4, "{name}");
            let size = field.iter().map(largest).fold(0.0, f64::max);
            for arrow in &field {
                let (right, up) = differences(&trace, frame.axes, arrow.at);
                let off = (arrow.gradient.0 - right).abs() + (arrow.gradient.1 - up).abs();
                assert!(off <= 1e-6 * size, "{name}: {arrow:?} is off by {off:e}");
            }
        }
    }
}

fn largest(arrow: &Arrow) -> f64 {
    arrow.gradient.0.abs().max(arrow.gradient.1.abs())
}

#[test]
fn it_stands_on_samples_so_far_apart_as_the_frame_says() {
    let trace = networks::built_in("default").trace;
    let spaced = |spacing| PlaneFrame {
        spacing,
        ..frame((0.0, 0.0), 0.5, 20, 10)
    };
    let places: Vec<_> = full(&trace, &spaced(8))
        .field
        .iter()
        .map(|it| it.at)
        .collect();
    // Columns 1, 9 and 17, rows 0 and 8.
    let expected = [(-4.25, 2.25), (-0.25, 2.25), (3.75, 2.25)];
    assert_eq!(places[..3], expected);
    assert_eq!(places[3..], expected.map(|(x, _)| (x, -1.75)));
    assert!(full(&trace, &spaced(0)).field.is_empty());
    assert_eq!(full(&trace, &spaced(usize::MAX)).field.len(), 1);
}
