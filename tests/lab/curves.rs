//! f along a line.

use gradwalk::engine::Trace;
use gradwalk::lab::{self, Curve, CurveFrame};

use crate::{networks, recorded};

fn curves(trace: &Trace, frame: &CurveFrame) -> Vec<Curve> {
    let mut told = Vec::new();
    lab::curve(trace, frame, &mut || true, &mut |curve| told.push(curve));
    told
}

fn frame(axis: usize, samples: usize) -> CurveFrame {
    CurveFrame {
        axis,
        centre: 0.2,
        step: 0.125,
        samples,
    }
}

#[test]
fn the_values_are_those_of_walks_recorded_at_the_samples_the_coarse_ones_first() {
    for opened in networks::all_built_in() {
        for trace in networks::objectives(&opened.trace) {
            let axis = trace.input().len() - 1;
            let told = curves(&trace, &frame(axis, 13));
            let [coarse, full] = &told[..] else {
                panic!("{} curves", told.len())
            };
            for sample in 0..13 {
                let mut input = trace.input().clone();
                input[axis] = 0.2 + 0.125 * (sample as f64 - 6.0);
                let value = recorded(&trace, input).value();
                assert_eq!(full.values[sample].to_bits(), value.to_bits());
                let nearest = (sample + 2) / 4 * 4;
                let value = full.values[nearest.min(12)];
                assert_eq!(coarse.values[sample].to_bits(), value.to_bits());
            }
        }
    }
}

#[test]
fn the_slope_at_x_is_that_of_the_values_around() {
    let trace = networks::built_in("hagan").trace;
    let x = trace.input()[0];
    let around = CurveFrame {
        axis: 0,
        centre: x,
        step: 1e-5,
        samples: 3,
    };
    let curve = curves(&trace, &around).pop().expect("it is told");
    assert_eq!(curve.at, (x, trace.value()));
    assert_eq!(curve.values[1].to_bits(), trace.value().to_bits());
    let slope = (curve.values[2] - curve.values[0]) / 2e-5;
    assert!((slope - curve.slope).abs() < 1e-7 * slope.abs().max(1.0));
    let (least, greatest) = curve.range.expect("f is finite");
    assert!(
        curve
            .values
            .iter()
            .all(|value| (least..=greatest).contains(value))
    );
}

#[test]
fn it_ends_without_another_word_as_soon_as_it_is_not_wanted() {
    let trace = networks::built_in("hagan").trace;
    for wanted in 0..=30 {
        let (mut answers, mut told) = (0, 0);
        lab::curve(
            &trace,
            &frame(0, 30),
            &mut || {
                answers += 1;
                answers <= wanted
            },
            &mut |_| told += 1,
        );
        assert_eq!(answers, wanted + 1);
        assert_eq!(told, i32::from(wanted > 8), "after {wanted}");
    }
}

#[test]
fn where_there_is_nothing_to_look_at_one_empty_curve_is_told() {
    let trace = networks::built_in("default").trace;
    for frame in [frame(0, 0), frame(2, 9), frame(0, usize::MAX)] {
        let told = curves(&trace, &frame);
        assert_eq!(told.len(), 1);
        assert!(told[0].values.is_empty() && told[0].range.is_none());
        assert_eq!(told[0].frame.samples, 0);
    }
}
