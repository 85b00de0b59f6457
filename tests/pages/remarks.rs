//! What the numbers of a step give reason to say: where they stop being finite, kinks, units that let nothing back, sums
//! that cancel.

use gradwalk::engine::{Entry, Objective, Quantity, Stride, Trace, Walk};
use gradwalk::export::json;
use gradwalk::page::{Captions, Origin, Page, Script, Selection};
use serde_json::{Value, json as value};

use crate::networks::{all_built_in, built_in, parsed};

const FIRST: Selection = Selection {
    operand: 0,
    unit: 0,
    term: 0,
};

/// What is said at each step of a walk with the entry of unit `unit` selected.
fn said(trace: &Trace, walk: &Walk, unit: usize) -> Vec<String> {
    let selection = Selection {
        operand: 0,
        unit,
        term: 0,
    };
    let captions = Captions::default();
    let page = |step| Page::tell(trace, &captions, step, selection, 4).along(walk);
    let words = |page: Page<'_>| {
        let prose = page.remarks.iter();
        let lines: Vec<_> = prose.map(|prose| prose.write(Script::Unicode)).collect();
        lines.join("\n")
    };
    walk.steps().iter().map(|step| words(page(*step))).collect()
}

fn said_at(trace: &Trace, walk: &Walk, place: usize) -> String {
    said(trace, walk, 0).swap_remove(place)
}

fn said_of(name: &str) -> Vec<String> {
    let trace = built_in(name).trace;
    let walk = Walk::new(trace.network(), Stride::Layer, false);
    said(&trace, &walk, 0)
}

/// One layer of identity units.
fn linear(x: &str, weights: &str, bias: &str) -> Trace {
    let source = format!(
        "activation = 'identity'\nx = {x}\n[[layer]]\nW = {weights}\nb = {bias}\n\
         [[layer]]\nW = [[1]]\nb = [0]\n"
    );
    parsed("linear", &source).trace
}

#[test]
fn the_step_where_the_numbers_stop_being_finite_says_why_and_later_ones_say_since_when() {
    for (x, weights, bias, made, why) in [
        (
            "[1e200]",
            "[[1e200]]",
            "[0]",
            "(W⁽²⁾ a⁽¹⁾)₁ = ∞",
            "it is beyond",
        ),
        (
            "[1e200, 1]",
            "[[1e200, 1]]",
            "[0]",
            "(W⁽²⁾ a⁽¹⁾)₁ = ∞",
            "one of its terms is beyond",
        ),
        (
            "[1e200, 1e200]",
            "[[1e200, -1e200]]",
            "[0]",
            "(W⁽²⁾ a⁽¹⁾)₁ = NaN",
            "∞ − ∞",
        ),
        ("[1]", "[[1.7e308]]", "[1e308]", "z⁽²⁾₁ = ∞", "goes beyond"),
    ] {
        let trace = linear(x, weights, bias);
        for stride in [Stride::Layer, Stride::Operation] {
            let walk = Walk::new(trace.network(), stride, true);
            let origin = Origin::of(&trace, &walk).expect("it overflows");
            let said = said(&trace, &walk, 0);
            for (place, said) in said.iter().enumerate() {
                let first = said.lines().next().unwrap_or_default();
                let here =
                    first.starts_with(&format!("Here the numbers stop being finite. {made}: "));
                assert_eq!(here, place == origin.place, "{first}");
                assert_eq!(first.contains(why), here, "{first}");
                let since = format!("Since step {}, where {made}, not every", origin.place + 1);
                assert_eq!(first.starts_with(&since), place > origin.place, "{first}");
            }
        }
    }
}

#[test]
fn a_gradient_of_a_weight_that_overflows_alone_is_named_too() {
    // x is 1e200 and δ⁽²⁾ is 1e200; W⁽²⁾ makes little of the one and lets little of the other through.
    let source = "activation = 'identity'\nx = [1e200]\n[[layer]]\nW = [[1e-200]]\nb = [0]\n\
                  [[layer]]\nW = [[1e200]]\nb = [0]\n";
    let trace = parsed("outer", source).trace;
    let origin = |parameters| {
        let walk = Walk::new(trace.network(), Stride::Layer, parameters);
        Origin::of(&trace, &walk).map(|origin| (origin.entry, origin.place))
    };
    let entry = Entry::at(Quantity::WeightGradient(2), 0, 0);
    assert_eq!((origin(false), origin(true)), (None, Some((entry, 6))));
    let walk = Walk::new(trace.network(), Stride::Layer, true);
    let said = said(&trace, &walk, 0);
    let naming = |said: &String| said.starts_with("Here the numbers stop being finite. ∂a⁽³⁾₁/∂");
    assert_eq!(said.iter().position(naming), Some(6), "{said:#?}");
}

#[test]
fn where_all_is_finite_nothing_is_said_of_it() {
    for opened in all_built_in() {
        let walk = Walk::new(opened.trace.network(), Stride::Operation, true);
        assert_eq!(Origin::of(&opened.trace, &walk), None);
        assert!(!said(&opened.trace, &walk, 0).concat().contains("finite"));
    }
}

#[test]
fn a_loss_that_overflows_by_its_square_alone_is_named_at_the_seed() {
    let trace = linear("[1e200]", "[[1]]", "[0]");
    let input = trace.input().clone();
    let target = Some(gradwalk::engine::Vector::zeros(1));
    let trace = Trace::record(
        trace.network().clone().into(),
        input,
        target,
        Objective::Loss,
    );
    let trace = trace.expect("the target fits");
    let walk = Walk::new(trace.network(), Stride::Layer, false);
    let said = said(&trace, &walk, 0);
    let naming = said
        .iter()
        .filter(|said| said.starts_with("C itself is beyond the largest double"));
    assert_eq!(naming.count(), 1);
}

#[test]
fn units_that_let_nothing_or_next_to_nothing_back_are_counted() {
    let dead = said_of("dead-relu");
    assert!(
        dead[5].starts_with("1 of 3 units is inactive: σ′ = 0 lets nothing back."),
        "{}",
        dead[5]
    );
    assert!(
        dead[6].starts_with("2 of 4 units are inactive"),
        "{}",
        dead[6]
    );
    let flat = said_of("saturated");
    assert!(
        flat[4].starts_with("2 of 2 units are saturated: σ′ ≤ 4.2e−18 lets next to nothing back."),
        "{}",
        flat[4]
    );
    assert!(!said_of("default").concat().contains(" back."));
}

#[test]
fn a_unit_on_a_kink_says_which_slope_is_used() {
    for (activation, used) in [
        ("'relu'", Some("0")),
        ("{ name = 'leaky_relu', alpha = 0.25 }", Some("0.25")),
        ("{ name = 'leaky_relu', alpha = 1 }", None),
        ("{ name = 'elu', alpha = 2 }", Some("2")),
        ("'elu'", None),
        ("'tanh'", None),
    ] {
        let source =
            format!("activation = {activation}\nx = [1]\n[[layer]]\nW = [[1]]\nb = [-1]\n");
        let trace = parsed("kink", &source).trace;
        let walk = Walk::new(trace.network(), Stride::Layer, false);
        let said = said(&trace, &walk, 0);
        let found = said[2]
            .split("where no σ′ is: ")
            .nth(1)
            .and_then(|rest| rest.split(" is used.").next());
        assert_eq!(found, used, "{activation}: {}", said[2]);
        assert!(!said[2].contains("inactive"), "{}", said[2]);
    }
}

#[test]
fn the_last_step_promises_nothing_across_a_kink_nor_of_what_is_not_finite() {
    let last = |source: &str| {
        let trace = parsed("last", source).trace;
        let step = gradwalk::engine::Step::InputGradient;
        let page = Page::tell(&trace, &Captions::default(), step, FIRST, 4);
        let words: Vec<_> = page
            .prose
            .iter()
            .map(|it| it.write(Script::Unicode))
            .collect();
        words.concat()
    };
    let kink = "activation = 'relu'\nx = [1, -1]\n[[layer]]\nW = [[1, 1], [2, 2]]\nb = [0, 0]\n\
                [[layer]]\nactivation = 'identity'\nW = [[1, 1]]\nb = [0]\n";
    let said = last(kink);
    assert!(
        said.contains("A unit of layer 2 is on a kink: moving x₁ one way or the other"),
        "{said}"
    );
    assert!(!said.contains("changes nothing"), "{said}");
    let trace = parsed("kink", kink).trace;
    let walk = Walk::new(trace.network(), Stride::Layer, false);
    let back = said_at(&trace, &walk, 4);
    assert!(
        back.contains("z⁽²⁾₁ = 0 is on the kink of relu, as 1 more are, where no σ′ is"),
        "{back}"
    );
    let infinite =
        last("activation = 'identity'\nx = [1e300]\n[[layer]]\nW = [[1e300]]\nb = [0]\n");
    assert!(
        infinite.contains("a⁽²⁾₁ is not finite: nothing can be read"),
        "{infinite}"
    );
    let far = "activation = 'sigmoid'\nx = [1]\n[[layer]]\nW = [[-800]]\nb = [0]\n";
    assert!(
        last(far).contains("changes nothing in a⁽²⁾₁ that a double could hold"),
        "{}",
        last(far)
    );
    let trace = parsed("far", far).trace;
    let walk = Walk::new(trace.network(), Stride::Layer, false);
    assert!(said_at(&trace, &walk, 2).starts_with("The unit is saturated: σ′ < 4.9e−324"));
}

#[test]
fn a_sum_whose_terms_cancel_says_how_many_digits_are_left() {
    let at = |x: &str, weights: &str| {
        let trace = linear(x, weights, "[0]");
        let walk = Walk::new(trace.network(), Stride::Layer, false);
        said(&trace, &walk, 0).swap_remove(1)
    };
    let near = at("[1, 1]", "[[1e8, -99999999.5]]");
    assert!(near.starts_with("The terms of z⁽²⁾₁, of sizes that add up to 2e8, cancel: about 7 of their digits are left."), "{near}");
    assert!(at("[1, 1]", "[[1, -1]]").contains("cancel: 0 is left."));
    assert!(
        at("[1, 1, 1]", "[[1e17, -1e17, 1]]")
            .contains("cancel: what is left may be nothing but rounding.")
    );
    for (x, weights) in [
        ("[1, 1]", "[[1, -0.999]]"),
        ("[0, 0]", "[[1, -1]]"),
        ("[1, 1]", "[[1e9, 1e9]]"),
    ] {
        assert!(!at(x, weights).contains("cancel"), "{weights}");
    }
    // The hidden terms of a long sum count as well.
    let weights = (0..40).map(|k| if k % 2 == 0 { "1e9" } else { "-1e9" });
    let weights = format!("[[{}, 1]]", weights.collect::<Vec<_>>().join(", "));
    let ones = format!("[{}]", ["1"; 41].join(", "));
    assert!(at(&ones, &weights).contains("add up to 4e10, cancel: about 5 of"));
}

#[test]
fn the_json_lists_what_is_not_finite_in_the_order_of_the_walk() {
    let list = |trace: &Trace| {
        let mut out = Vec::new();
        json::write(&mut out, trace, &Captions::default(), false).expect("memory can be written");
        serde_json::from_slice::<Value>(&out).expect("it is JSON")["non_finite"].clone()
    };
    for opened in all_built_in() {
        assert_eq!(list(&opened.trace), value!([]), "{}", opened.name);
    }
    let trace = linear("[1e200]", "[[-1e200]]", "[0]");
    let infinite = "-Infinity";
    assert_eq!(
        list(&trace),
        value!([
            { "quantity": "z", "l": 2, "component": 1, "value": infinite },
            { "quantity": "a", "l": 2, "component": 1, "value": infinite },
            { "quantity": "z", "l": 3, "component": 1, "value": infinite },
            { "quantity": "a", "l": 3, "component": 1, "value": infinite },
            { "quantity": "value", "value": infinite },
            { "quantity": "dW", "l": 3, "entry": [1, 1], "value": infinite },
        ])
    );
}
