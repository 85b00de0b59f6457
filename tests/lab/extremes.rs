//! Frames of any numbers at all: nothing panics, and what is told is sound.

use gradwalk::engine::Trace;
use gradwalk::lab::{self, CurveFrame, PlaneFrame};
use proptest::prelude::*;

use crate::{linear, networks, planes};

/// Any double, by its bits: half of them huge or tiny, some NaN or infinite.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        prop::sample::select(vec![
            0.0,
            -0.0,
            1.0,
            1e300,
            -1e300,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            f64::from_bits(1),
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ]),
    ]
}

fn frame() -> impl Strategy<Value = PlaneFrame> {
    let axes = (0_usize..4, 0_usize..4);
    (
        axes,
        (number(), number()),
        number(),
        (0_usize..14, 0_usize..14),
        0_usize..6,
    )
        .prop_map(
            |(axes, centre, step, (columns, rows), spacing)| PlaneFrame {
                axes,
                centre,
                step,
                columns,
                rows,
                spacing,
            },
        )
}

fn walks() -> Vec<Trace> {
    let mut walks = vec![linear(&[1e300, -1e300, 0.0], &[0.5, f64::NAN, 1e308])];
    for name in ["default", "layer-norm", "dead-relu", "exploding-residual"] {
        walks.extend(networks::objectives(&networks::built_in(name).trace));
    }
    walks
}

fn assert_sound(trace: &Trace, frame: &PlaneFrame) {
    for plane in planes(trace, frame) {
        assert_eq!(plane.values.len(), plane.frame.columns * plane.frame.rows);
        if let Some((least, greatest)) = plane.range {
            assert!(least.is_finite() && greatest.is_finite() && least <= greatest);
        }
        let ends = plane.contour.iter().flat_map(|it| [it.from, it.to]);
        let arrows = plane.field.iter().flat_map(|it| [it.at, it.gradient]);
        for (right, up) in ends.chain(arrows) {
            assert!(right.is_finite() && up.is_finite());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_frame_panics(frame in frame(), factor in number(), about in (number(), number())) {
        for trace in walks() {
            assert_sound(&trace, &frame);
            assert_sound(&trace, &frame.zoomed(factor, about));
            let around = PlaneFrame::around(&trace, frame.axes, frame.columns, frame.rows);
            assert_sound(&trace, &around.zoomed(factor, about));
            let line = CurveFrame {
                axis: frame.axes.0,
                centre: frame.centre.0,
                step: frame.step,
                samples: frame.columns,
            };
            for line in [line, line.zoomed(factor, about.0)] {
                let mut told = 0;
                lab::curve(&trace, &line, &mut || true, &mut |curve| {
                    assert_eq!(curve.values.len(), curve.frame.samples);
                    told += 1;
                });
                prop_assert!((1..=2).contains(&told));
            }
        }
    }

    #[test]
    fn no_x_panics(x in (number(), number(), number())) {
        let trace = linear(&[0.3, -2.0, 1e300], &[x.0, x.1, x.2]);
        for axes in [(0, 1), (2, 0)] {
            assert_sound(&trace, &PlaneFrame::around(&trace, axes, 12, 7));
        }
    }
}
