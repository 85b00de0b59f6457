//! The growing gradient: factors finished from the right, a meaning at each step, norms when they are known.

use gradwalk::engine::{BackwardPart, ForwardPart, Quantity, Step, Stride, Trace, Walk};
use gradwalk::page::{Captions, Page, Script, Selection};

use crate::networks::{all_built_in, built_in, golden, objectives};

fn tell(trace: &Trace, step: Step) -> Page<'_> {
    let selection = Selection {
        operand: 0,
        unit: 0,
        term: 0,
    };
    Page::tell(trace, &Captions::default(), step, selection, 4)
}

fn steps(trace: &Trace, stride: Stride) -> Vec<Step> {
    Walk::new(trace.network(), stride, true).steps().to_vec()
}

#[test]
fn factors_are_finished_from_the_right_and_never_undone() {
    for opened in all_built_in() {
        for stride in [Stride::Layer, Stride::Operation] {
            let mut before = 0;
            for step in steps(&opened.trace, stride) {
                let factors = tell(&opened.trace, step).strip.factors;
                let done = factors
                    .iter()
                    .rev()
                    .take_while(|factor| factor.done)
                    .count();
                let all_done = factors.iter().filter(|factor| factor.done).count();
                assert_eq!(done, all_done, "{}: a hole at {step:?}", opened.name);
                assert!(done >= before, "{}: {step:?}", opened.name);
                if let Step::Input | Step::Forward(..) = step {
                    assert_eq!(done, 0);
                }
                if let Step::InputGradient = step {
                    assert_eq!(done, factors.len());
                }
                before = done;
            }
        }
    }
}

#[test]
fn norms_and_operands_are_shown_once_they_are_known_and_not_before() {
    for opened in all_built_in() {
        let (trace, network) = (&opened.trace, opened.trace.network());
        for step in [Stride::Layer, Stride::Operation]
            .into_iter()
            .flat_map(|stride| steps(trace, stride))
        {
            let page = tell(trace, step);
            let known = |quantity: Quantity| quantity.moment(network) <= step.moment();
            let quantities = network
                .layers()
                .rev()
                .map(Quantity::Delta)
                .chain([Quantity::G(1)]);
            assert_eq!(page.strip.norms.len(), network.depth());
            for (quantity, (_, norm)) in quantities.zip(&page.strip.norms) {
                let value = quantity.value(trace).map(|value| value.norm());
                assert_eq!(
                    *norm,
                    value.filter(|_| known(quantity)),
                    "{}, {step:?}",
                    opened.name
                );
            }
            for operand in page.operands() {
                assert!(
                    known(operand.quantity),
                    "{}, {step:?}: {operand:?}",
                    opened.name
                );
            }
            assert!(
                page.strip.vector.is_none_or(known),
                "{}, {step:?}",
                opened.name
            );
            assert_eq!(page.strip.vector.is_some(), page.strip.meaning.is_some());
        }
    }
}

#[test]
fn the_vector_in_hand_says_what_it_is() {
    let trace = built_in("default").trace;
    let meaning = |step| {
        let meaning = tell(&trace, step).strip.meaning;
        meaning.map(|meaning| Script::Unicode.write(&meaning))
    };
    for (step, expected) in [
        (Step::Input, None),
        (Step::Forward(4, ForwardPart::Layer), None),
        (Step::Backward(4, BackwardPart::SigmaPrime), None),
        (
            Step::Backward(4, BackwardPart::Pullback),
            Some("∂a⁽⁴⁾₁/∂a⁽⁴⁾"),
        ),
        (Step::Backward(4, BackwardPart::Layer), Some("∂a⁽⁴⁾₁/∂z⁽⁴⁾")),
        (
            Step::Backward(3, BackwardPart::SigmaPrime),
            Some("∂a⁽⁴⁾₁/∂z⁽⁴⁾"),
        ),
        (
            Step::Backward(3, BackwardPart::Pullback),
            Some("∂a⁽⁴⁾₁/∂a⁽³⁾"),
        ),
        (Step::Backward(3, BackwardPart::Gate), Some("∂a⁽⁴⁾₁/∂z⁽³⁾")),
        (Step::InputGradient, Some("∇ₓ a⁽⁴⁾₁")),
        (Step::ParameterGradients(2), Some("∇ₓ a⁽⁴⁾₁")),
    ] {
        assert_eq!(meaning(step).as_deref(), expected, "{step:?}");
    }
}

#[test]
fn the_product_is_that_of_the_walk() {
    let factors = |trace: &Trace| {
        let factors = tell(trace, Step::Input).strip.factors;
        let factors: Vec<_> = factors
            .iter()
            .map(|factor| factor.write(Script::Unicode))
            .collect();
        factors.join(" ")
    };
    let trace = built_in("default").trace;
    assert_eq!(factors(&trace), "(W⁽²⁾)ᵀ D⁽²⁾ (W⁽³⁾)ᵀ D⁽³⁾ (W⁽⁴⁾)ᵀ D⁽⁴⁾ e₁");
    let loss = objectives(&trace).pop().expect("there is a target");
    assert!(
        factors(&loss).ends_with("D⁽⁴⁾ a⁽⁴⁾ − y") || factors(&loss).ends_with("D⁽⁴⁾ (a⁽⁴⁾ − y)")
    );
    let normed = factors(&built_in("layer-norm").trace);
    assert!(normed.starts_with("(W⁽²⁾)ᵀ N⁽²⁾ D⁽²⁾ "), "{normed}");
    let residual = factors(&built_in("vanishing-residual").trace);
    assert!(residual.contains("(I + (W⁽³⁾)ᵀ D⁽³⁾)"), "{residual}");
}

#[test]
fn a_step_cites_its_equation_and_says_after_where_the_paper_has_another_scalar_or_layer() {
    let citation = |trace: &Trace, step| tell(trace, step).citation;
    let (back, forward) = (BackwardPart::Layer, ForwardPart::Layer);
    let output = built_in("default").trace;
    let loss = objectives(&output).pop().expect("there is a target");
    for (step, of_loss, of_output) in [
        (Step::Input, "(3.1)", "(3.1)"),
        (Step::Forward(2, forward), "(5.2), (5.3)", "(5.2), (5.3)"),
        (Step::Backward(4, back), "(5.5)", "after (5.5)"),
        (Step::Backward(3, back), "(5.6)", "after (5.6)"),
        (
            Step::Backward(3, BackwardPart::Gate),
            "(5.6)",
            "after (5.6)",
        ),
        (Step::InputGradient, "not in the paper", "not in the paper"),
        (
            Step::ParameterGradients(2),
            "(5.7), (5.8)",
            "after (5.7), (5.8)",
        ),
    ] {
        assert_eq!(citation(&loss, step), of_loss, "{step:?}");
        assert_eq!(citation(&output, step), of_output, "{step:?}");
    }
    let strange = golden("residual-norm").trace;
    let loss = objectives(&strange).pop().expect("there is a target");
    let network = strange.network();
    for l in network.layers() {
        let layer = network.layer(l);
        if layer.norm.is_some() || layer.residual {
            assert!(citation(&loss, Step::Forward(l, forward)).contains("after"));
        }
        if layer.norm.is_some() {
            assert!(citation(&loss, Step::Backward(l, back)).contains("after"));
        }
        if layer.residual && l > 2 {
            assert!(citation(&loss, Step::Backward(l - 1, back)).contains("after"));
        }
    }
}
