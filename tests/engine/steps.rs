//! The schedule: which steps there are, in which order, and where a walk stands after a change of stride.

use gradwalk::engine::{
    Activation, BackwardPart, ForwardPart, LayerNorm, Network, Phase, Quantity, Step, Stride,
    Trace, Walk,
};

use crate::fixtures::{layer, walk};

/// 2-2-2-1: layer 2 plain, layer 3 with a norm and a residual, layer 4 plain.
fn trace() -> Trace {
    let mut with_both = layer(&[[0.5, -0.3], [0.2, 0.8]], &[0.1, 0.0], Activation::Sigmoid);
    with_both.norm = Some(LayerNorm::standard(2));
    with_both.residual = true;
    let layers = vec![
        layer(&[[0.5, -0.2], [0.1, 0.7]], &[0.1, -0.3], Activation::Tanh),
        with_both,
        layer(&[[0.7, -1.2]], &[0.2], Activation::Sigmoid),
    ];
    walk(layers, &[0.3, 0.4], Some(&[1.0]))
}

fn in_both_strides(network: &Network) -> [Walk; 2] {
    [Stride::Layer, Stride::Operation].map(|stride| Walk::new(network, stride, true))
}

#[test]
fn the_layer_stride_takes_two_steps_a_layer() {
    let trace = trace();
    let depth = trace.network().depth();
    let short = Walk::new(trace.network(), Stride::Layer, false);
    let long = Walk::new(trace.network(), Stride::Layer, true);
    assert_eq!(short.steps().len(), 2 * depth);
    assert_eq!(long.steps().len(), 2 * depth + depth - 1);
    assert_eq!(long.last(), long.steps().len() - 1);
    assert_eq!(long.steps()[..=short.last()], *short.steps());
}

#[test]
fn the_layer_stride_goes_up_and_down_again() {
    let (forward, backward) = (ForwardPart::Layer, BackwardPart::Layer);
    let walk = Walk::new(trace().network(), Stride::Layer, true);
    assert_eq!(walk.stride(), Stride::Layer);
    let expected = [
        Step::Input,
        Step::Forward(2, forward),
        Step::Forward(3, forward),
        Step::Forward(4, forward),
        Step::Backward(4, backward),
        Step::Backward(3, backward),
        Step::Backward(2, backward),
        Step::InputGradient,
        Step::ParameterGradients(2),
        Step::ParameterGradients(3),
        Step::ParameterGradients(4),
    ];
    assert_eq!(walk.steps(), expected);
}

#[test]
fn the_operation_stride_takes_the_operations_in_their_order() {
    use {BackwardPart as B, ForwardPart as F, Step::Backward as Down, Step::Forward as Up};
    let walk = Walk::new(trace().network(), Stride::Operation, false);
    let expected = [
        Step::Input,
        Up(2, F::Product),
        Up(2, F::Bias),
        Up(2, F::Activation),
        Up(3, F::Product),
        Up(3, F::Bias),
        Up(3, F::Norm),
        Up(3, F::Activation),
        Up(3, F::Residual),
        Up(4, F::Product),
        Up(4, F::Bias),
        Up(4, F::Activation),
        Down(4, B::SigmaPrime),
        Down(4, B::Pullback),
        Down(4, B::Gate),
        Down(3, B::SigmaPrime),
        Down(3, B::Pullback),
        Down(3, B::Gate),
        Down(3, B::Norm),
        Down(2, B::SigmaPrime),
        Down(2, B::Pullback),
        Down(2, B::Gate),
        Step::InputGradient,
    ];
    assert_eq!(walk.steps(), expected);
}

#[test]
fn moments_grow_along_every_walk() {
    for walk in in_both_strides(trace().network()) {
        assert!(walk.steps().is_sorted_by(|a, b| a.moment() < b.moment()));
    }
}

#[test]
fn a_step_has_its_own_place() {
    for walk in in_both_strides(trace().network()) {
        for (place, &step) in walk.steps().iter().enumerate() {
            assert_eq!(walk.place_of(step), place);
        }
    }
}

#[test]
fn an_operation_belongs_to_its_layers_step() {
    let [layers, operations] = in_both_strides(trace().network());
    for &step in operations.steps() {
        assert_eq!(layers.steps()[layers.place_of(step)], step.whole());
    }
}

#[test]
fn a_layers_step_stands_at_its_last_operation() {
    let [layers, operations] = in_both_strides(trace().network());
    for &step in layers.steps() {
        let place = operations.place_of(step);
        assert_eq!(operations.steps()[place].whole(), step);
        let next = operations.steps().get(place + 1);
        assert!(next.is_none_or(|next| next.whole() != step));
    }
}

#[test]
fn a_step_that_a_walk_lacks_stands_at_the_one_before() {
    let without = Walk::new(trace().network(), Stride::Layer, false);
    assert_eq!(
        without.place_of(Step::ParameterGradients(3)),
        without.last()
    );
    let operations = Walk::new(trace().network(), Stride::Operation, false);
    let place = operations.place_of(Step::Forward(2, ForwardPart::Norm));
    assert_eq!(
        operations.steps()[place],
        Step::Forward(2, ForwardPart::Bias)
    );
}

#[test]
fn groups_are_phases_in_the_layer_stride() {
    let [walk, _] = in_both_strides(trace().network());
    let places = |from: usize, go: &dyn Fn(usize) -> usize| {
        let mut places = vec![from];
        while go(places[places.len() - 1]) != places[places.len() - 1] {
            places.push(go(places[places.len() - 1]));
        }
        places
    };
    // Input 0, forward 1 to 3, backward 4 to 6, ∇ₓ 7, parameters 8 to 10.
    assert_eq!(
        places(0, &|place| walk.next_group(place)),
        [0, 1, 4, 7, 8, 10]
    );
    assert_eq!(
        places(10, &|place| walk.previous_group(place)),
        [10, 8, 7, 4, 1, 0]
    );
    assert_eq!(walk.next_group(2), 4);
    assert_eq!(walk.previous_group(6), 4);
}

#[test]
fn groups_are_layers_in_the_operation_stride() {
    let [_, walk] = in_both_strides(trace().network());
    let starts: Vec<_> = (1..=walk.last())
        .filter(|&place| walk.steps()[place].whole() != walk.steps()[place - 1].whole())
        .collect();
    for place in 0..walk.last() {
        let next = starts.iter().find(|&&start| start > place);
        assert_eq!(walk.next_group(place), *next.unwrap_or(&walk.last()));
    }
    for place in 1..=walk.last() {
        let before = starts.iter().rev().find(|&&start| start < place);
        assert_eq!(walk.previous_group(place), *before.unwrap_or(&0));
    }
    assert_eq!(walk.next_group(walk.last()), walk.last());
    assert_eq!(walk.previous_group(0), 0);
}

/// What the step of a layer makes, in the layer stride.
fn made_by(step: Step) -> Vec<Quantity> {
    match step {
        Step::Input => vec![
            Quantity::A(1),
            Quantity::Target,
            Quantity::Weights(2),
            Quantity::Bias(4),
        ],
        Step::Forward(l, _) => vec![
            Quantity::Product(l),
            Quantity::Z(l),
            Quantity::Standard(l),
            Quantity::U(l),
            Quantity::Sigma(l),
            Quantity::A(l),
        ],
        Step::Backward(l, _) => {
            vec![
                Quantity::SigmaPrime(l),
                Quantity::G(l),
                Quantity::T(l),
                Quantity::Delta(l),
            ]
        }
        Step::InputGradient => vec![Quantity::G(1)],
        Step::ParameterGradients(l) => vec![Quantity::WeightGradient(l), Quantity::BiasGradient(l)],
    }
}

/// What an operation makes, if the layer has it.
fn made_by_operation(trace: &Trace, step: Step) -> Vec<Quantity> {
    let layer = |l: usize| trace.network().layer(l);
    match step {
        Step::Forward(l, part) => match part {
            ForwardPart::Product => vec![Quantity::Product(l)],
            ForwardPart::Bias => vec![Quantity::Z(l)],
            ForwardPart::Norm => vec![Quantity::Standard(l), Quantity::U(l)],
            ForwardPart::Activation if layer(l).residual => vec![Quantity::Sigma(l)],
            ForwardPart::Activation => vec![Quantity::Sigma(l), Quantity::A(l)],
            ForwardPart::Residual | ForwardPart::Layer => vec![Quantity::A(l)],
        },
        Step::Backward(l, part) => match part {
            BackwardPart::SigmaPrime => vec![Quantity::SigmaPrime(l)],
            BackwardPart::Pullback => vec![Quantity::G(l)],
            BackwardPart::Gate if layer(l).norm.is_some() => vec![Quantity::T(l)],
            BackwardPart::Gate | BackwardPart::Norm | BackwardPart::Layer => {
                vec![Quantity::Delta(l)]
            }
        },
        step => made_by(step),
    }
}

#[test]
fn a_quantity_is_known_from_the_step_that_makes_it_and_not_before() {
    let trace = trace();
    let [layers, operations] = in_both_strides(trace.network());
    let assert_first_known = |walk: &Walk, place: usize, quantity: Quantity| {
        let moment = quantity.moment(trace.network());
        assert!(
            moment <= walk.steps()[place].moment(),
            "{quantity:?} is late"
        );
        let before = place
            .checked_sub(1)
            .map(|place| walk.steps()[place].moment());
        assert!(
            before.is_none_or(|before| before < moment),
            "{quantity:?} is early"
        );
    };
    for (place, &step) in layers.steps().iter().enumerate() {
        let made = made_by(step).into_iter();
        for quantity in made.filter(|quantity| quantity.value(&trace).is_some()) {
            assert_first_known(&layers, place, quantity);
        }
    }
    for (place, &step) in operations.steps().iter().enumerate() {
        for quantity in made_by_operation(&trace, step) {
            assert!(
                quantity.value(&trace).is_some(),
                "{quantity:?} has no value"
            );
            assert_first_known(&operations, place, quantity);
        }
    }
}

#[test]
fn every_step_has_its_phase() {
    let phases: Vec<_> = Walk::new(trace().network(), Stride::Operation, true)
        .steps()
        .iter()
        .map(|step| step.phase())
        .collect();
    assert!(phases.is_sorted());
    assert_eq!(
        (phases[0], phases[phases.len() - 1]),
        (Phase::Input, Phase::Parameters)
    );
}
