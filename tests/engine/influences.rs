//! What one entry does to the scalar or to ∇ₓ, against a textbook walk in which that entry is moved.

use gradwalk::engine::{
    Activation, Entry, Influence, LayerNorm, Objective, Quantity, Trace, influence,
};
use proptest::prelude::*;

use crate::{
    fixtures::{Shape, cases, layer, random_walk, walk},
    goldens,
    textbook::{Textbook, column},
};

/// Whether σ′ on the way is the same on both sides: a central difference across a kink says nothing.
fn is_smooth(trace: &Trace) -> bool {
    let network = trace.network();
    network.layers().all(|l| {
        let arguments = trace.forward().layer(l).argument();
        arguments.iter().all(|z| z.abs() > 1e-3)
    })
}

/// Holds the influence of every entry of every quantity, under every objective.
fn hold(trace: &Trace) {
    let objectives = (0..trace.network().outputs())
        .map(|component| Objective::Output { component })
        .chain([Objective::Sum, Objective::Loss]);
    for objective in objectives {
        let Ok(trace) = trace.with_objective(objective) else {
            continue;
        };
        let book = Textbook::new(&trace);
        for entry in book.entries() {
            match influence(&trace, entry).expect("the entry is there") {
                Influence::Scalar(slope) => hold_scalar(&book, entry, slope),
                Influence::InputGradient(gradient) => {
                    hold_gradient(&book, entry, gradient.as_slice());
                }
                Influence::None => {
                    let (still, moved) = (book.rerun(None), book.rerun(Some((entry, 1.0))));
                    assert_eq!(book.scalar(&still).to_bits(), book.scalar(&moved).to_bits());
                    assert_eq!(still[&Quantity::G(1)], moved[&Quantity::G(1)]);
                }
            }
        }
    }
}

fn hold_scalar(book: &Textbook<'_>, entry: Entry, slope: f64) {
    let size = book.values[&entry.quantity][entry.row][entry.column]
        .abs()
        .max(1.0);
    let h = 6e-6 * size;
    let at = |step| book.scalar(&book.rerun(Some((entry, step))));
    let exact = (at(h) - at(-h)) / (2.0 * h);
    let bound = 1e-7 * slope.abs().max(exact.abs()).max(1e-2);
    assert!(
        (slope - exact).abs() <= bound,
        "{entry:?}: {slope:e} should be {exact:e}"
    );
}

/// ∇ₓ is linear in every entry of the backward pass: a step of any size will do.
fn hold_gradient(book: &Textbook<'_>, entry: Entry, gradient: &[f64]) {
    let of = |step| column(&book.rerun(Some((entry, step))), Quantity::G(1));
    let (right, left) = (of(0.5), of(-0.5));
    let size = right
        .iter()
        .chain(&left)
        .fold(0.0_f64, |max, g| max.max(g.abs()));
    for ((found, right), left) in gradient.iter().zip(right).zip(left) {
        assert!(
            (found - (right - left)).abs() <= 1e-11 * size.max(1e-300),
            "{entry:?}: {found:e} should be {:e}",
            right - left
        );
    }
}

#[test]
fn every_entry_of_small_networks_does_what_a_rerun_shows() {
    for name in ["default", "layer-norm", "vanishing-residual", "xor"] {
        hold(&goldens::built_in(name));
    }
    for name in ["mixed", "residual-norm", "tanh-3-4-4-1"] {
        let trace = goldens::golden(name);
        assert!(is_smooth(&trace), "{name}");
        hold(&trace);
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn every_entry_of_random_networks_does_what_a_rerun_shows(
        norms in prop::collection::vec(any::<bool>(), 3),
        residuals in prop::collection::vec(any::<bool>(), 3),
        seed in any::<u64>(),
    ) {
        let shapes: Vec<_> = [3, 4, 3].into_iter().zip(norms).zip(residuals).map(|((units, norm), residual)| Shape {
            units,
            activation: Activation::Gelu,
            norm,
            residual,
        }).collect();
        hold(&random_walk(4, &shapes, seed));
    }
}

#[test]
fn one_unit_behind_a_norm_does_nothing() {
    let mut one = layer(&[[0.7, 0.2]], &[0.2], Activation::Tanh);
    one.norm = Some(LayerNorm::standard(1));
    let trace = walk(vec![one], &[0.3, -0.6], Some(&[0.5]));
    let of = |quantity| influence(&trace, Entry::of(quantity, 0));
    assert_eq!(of(Quantity::Z(2)), Some(Influence::Scalar(0.0)));
    let Some(Influence::InputGradient(gradient)) = of(Quantity::T(2)) else {
        panic!("t moves the input gradient");
    };
    assert_eq!(gradient.as_slice(), [0.0, 0.0]);
}

#[test]
fn what_is_not_there_has_no_influence() {
    let trace = walk(
        vec![layer(&[[0.7]], &[0.2], Activation::Tanh)],
        &[0.3],
        None,
    );
    for entry in [
        Entry::of(Quantity::Target, 0),
        Entry::of(Quantity::T(2), 0),
        Entry::of(Quantity::Gamma(2), 0),
        Entry::of(Quantity::A(1), 1),
        Entry::at(Quantity::Weights(2), 0, 1),
        Entry::of(Quantity::Delta(3), 0),
        Entry::of(Quantity::Delta(1), 0),
        Entry::of(Quantity::G(0), 0),
    ] {
        assert_eq!(influence(&trace, entry), None, "{entry:?}");
    }
}
