//! Entries by name, and where a walk makes what they belong to.

use gradwalk::engine::{
    Activation, BackwardPart, Entry, ForwardPart, LayerNorm, Quantity, Step, Stride, Trace, Walk,
};

use crate::fixtures::{layer, walk};

/// 3-2-2-2: layer 2 plain, layer 3 with a norm and a residual, layer 4 plain.
fn trace() -> Trace {
    let mut with_both = layer(&[[0.5, -0.3], [0.2, 0.8]], &[0.1, 0.0], Activation::Sigmoid);
    with_both.norm = Some(LayerNorm::standard(2));
    with_both.residual = true;
    let rows = [[0.5, -0.2, 0.3], [0.1, 0.7, -0.4]];
    let layers = vec![
        layer(&rows, &[0.1, -0.3], Activation::Tanh),
        with_both,
        layer(&[[0.7, -1.2], [0.4, 0.6]], &[0.2, 0.0], Activation::Sigmoid),
    ];
    walk(layers, &[0.3, 0.4, -0.6], Some(&[1.0, 0.5]))
}

/// Every quantity that some layer of some walk may have, and of layers that there are not.
fn quantities() -> Vec<Quantity> {
    let of_layer = |l| {
        [
            Quantity::Weights(l),
            Quantity::Bias(l),
            Quantity::Gamma(l),
            Quantity::Beta(l),
            Quantity::Product(l),
            Quantity::Z(l),
            Quantity::U(l),
            Quantity::Standard(l),
            Quantity::Sigma(l),
            Quantity::A(l),
            Quantity::SigmaPrime(l),
            Quantity::G(l),
            Quantity::T(l),
            Quantity::Delta(l),
            Quantity::WeightGradient(l),
            Quantity::BiasGradient(l),
        ]
    };
    (0..=6)
        .chain([usize::MAX])
        .flat_map(of_layer)
        .chain([Quantity::Target])
        .collect()
}

#[test]
fn an_entry_has_the_value_of_its_place() {
    let trace = trace();
    let value = |entry: Entry| entry.value(&trace);
    assert_eq!(value(Entry::of(Quantity::A(1), 2)), Some(-0.6));
    assert_eq!(value(Entry::of(Quantity::Target, 1)), Some(0.5));
    assert_eq!(value(Entry::at(Quantity::Weights(2), 1, 2)), Some(-0.4));
    assert_eq!(value(Entry::of(Quantity::Bias(2), 1)), Some(-0.3));
    assert_eq!(value(Entry::of(Quantity::Gamma(3), 0)), Some(1.0));
    let delta = trace.backward().layer(2).delta[1];
    assert_eq!(
        value(Entry::at(Quantity::WeightGradient(2), 1, 2)),
        Some(delta * -0.6)
    );
}

#[test]
fn an_entry_that_is_not_there_has_no_value_and_no_panic() {
    let trace = trace();
    for quantity in quantities() {
        let (rows, columns) = quantity
            .value(&trace)
            .map_or((0, 0), |value| (value.rows(), value.columns()));
        for (row, column) in [(0, 0), (1, 0), (1, 2), (2, 0), (0, 3), (usize::MAX, 7)] {
            let found = Entry::at(quantity, row, column).value(&trace);
            assert_eq!(
                found.is_some(),
                row < rows && column < columns,
                "{quantity:?}"
            );
        }
    }
    for absent in [
        Quantity::U(2),
        Quantity::Gamma(4),
        Quantity::Weights(1),
        Quantity::A(5),
    ] {
        assert_eq!(Entry::of(absent, 0).value(&trace), None);
    }
}

#[test]
fn a_quantity_is_made_at_the_first_step_at_which_it_is_known() {
    let trace = trace();
    let network = trace.network();
    for stride in [Stride::Layer, Stride::Operation] {
        let walk = Walk::new(network, stride, true);
        for quantity in quantities() {
            let place = walk.place_making(quantity, network);
            assert!(place <= walk.last());
            if quantity.value(&trace).is_none() {
                continue;
            }
            let moment = quantity.moment(network);
            assert!(moment <= walk.steps()[place].moment(), "{quantity:?}");
            let is_given = matches!(
                quantity,
                Quantity::Weights(_)
                    | Quantity::Bias(_)
                    | Quantity::Gamma(_)
                    | Quantity::Beta(_)
                    | Quantity::Target
            );
            if !is_given {
                let known_before = walk.steps()[..place]
                    .iter()
                    .any(|step| moment <= step.moment());
                assert!(!known_before, "{quantity:?}");
            }
        }
    }
}

#[test]
fn what_the_file_gives_stands_where_it_is_first_read() {
    let trace = trace();
    let network = trace.network();
    let [layers, operations] =
        [Stride::Layer, Stride::Operation].map(|stride| Walk::new(network, stride, false));
    let cases = [
        (Quantity::A(1), Step::Input),
        (Quantity::Weights(3), Step::Forward(3, ForwardPart::Product)),
        (Quantity::Bias(2), Step::Forward(2, ForwardPart::Bias)),
        (Quantity::Gamma(3), Step::Forward(3, ForwardPart::Norm)),
        (Quantity::Beta(3), Step::Forward(3, ForwardPart::Norm)),
        (Quantity::Target, Step::Backward(4, BackwardPart::Pullback)),
    ];
    for (quantity, step) in cases {
        assert_eq!(
            operations.steps()[operations.place_making(quantity, network)],
            step
        );
        assert_eq!(
            layers.steps()[layers.place_making(quantity, network)],
            step.whole()
        );
    }
}

#[test]
fn a_walk_without_parameter_gradients_makes_them_nowhere_before_its_end() {
    let trace = trace();
    let network = trace.network();
    let short = Walk::new(network, Stride::Operation, false);
    let long = Walk::new(network, Stride::Operation, true);
    let quantity = Quantity::WeightGradient(3);
    assert_eq!(short.place_making(quantity, network), short.last());
    let place = long.place_making(quantity, network);
    assert_eq!(long.steps()[place], Step::ParameterGradients(3));
}
