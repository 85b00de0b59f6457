//! What lies beyond the range of the doubles is named for what it is: a NaN behind an infinity, a norm, a sum, a product
//! that is lost; and nothing is called saturated or cancelled that is not.

use gradwalk::engine::{Activation, Layer};
use gradwalk::engine::{Matrix, Network, Objective, Quantity, Stride, Trace, Vector, Walk};
use gradwalk::export::json;
use gradwalk::page::{Captions, Origin, Page, Script, Selection};
use serde_json::Value;

use crate::networks::parsed;

/// What is said at each step of the layer stride, the first unit selected.
fn said(trace: &Trace) -> Vec<String> {
    let walk = Walk::new(trace.network(), Stride::Layer, true);
    let captions = Captions::default();
    let selection = Selection {
        operand: 0,
        unit: 0,
        term: 0,
    };
    let page = |step| Page::tell(trace, &captions, step, selection, 4).along(&walk);
    let words = |page: Page<'_>| {
        let lines: Vec<_> = page
            .remarks
            .iter()
            .map(|it| it.write(Script::Unicode))
            .collect();
        lines.join("\n")
    };
    walk.steps().iter().map(|step| words(page(*step))).collect()
}

fn network(activation: &str, x: &str, layers: &[&str]) -> Trace {
    let layers = layers.join("\n[[layer]]\n");
    let source = format!("activation = {activation}\nx = {x}\n[[layer]]\n{layers}\n");
    parsed("range", &source).trace
}

fn listed(trace: &Trace) -> Vec<Value> {
    let mut out = Vec::new();
    json::write(&mut out, trace, &Captions::default(), true).expect("memory can be written");
    let document: Value = serde_json::from_slice(&out).expect("it is JSON");
    document["non_finite"].as_array().expect("a list").clone()
}

#[test]
fn a_nan_that_comes_of_an_earlier_infinity_is_named_at_its_own_step() {
    let layers = [
        "W = [[1e200], [1e200]]\nb = [0, 0]",
        "W = [[1, -1]]\nb = [0]",
    ];
    let trace = network("'relu'", "[1e200]", &layers);
    let walk = Walk::new(trace.network(), Stride::Layer, false);
    let found = Origin::all(&trace, &walk);
    let places: Vec<_> = found
        .iter()
        .map(|it| (it.entry.quantity, it.place))
        .collect();
    assert_eq!(
        places,
        [(Quantity::Product(2), 1), (Quantity::Product(3), 2)]
    );
    assert!(found[1].why(&trace).contains("∞ − ∞"));
    let said = said(&trace);
    let nan = "(W⁽³⁾ a⁽²⁾)₁ = NaN";
    assert!(!said[1].contains("NaN"), "{}", said[1]);
    assert!(
        said[2].contains(&format!("Here the first NaN arises. {nan}: ")),
        "{}",
        said[2]
    );
    for later in &said[3..] {
        assert!(
            later.contains(&format!("Since step 3, where {nan}, there are NaN")),
            "{later}"
        );
    }
}

#[test]
fn many_terms_that_overflow_together_are_not_one_that_does() {
    let weights = format!("W = [[{}]]\nb = [0]", ["1e308"; 10].join(", "));
    let trace = network(
        "'identity'",
        &format!("[{}]", ["1"; 10].join(", ")),
        &[&weights],
    );
    assert!(said(&trace)[1].contains("adding up its terms goes beyond the largest double"));
}

#[test]
fn a_norm_or_a_sum_of_outputs_that_overflows_alone_is_named() {
    let layers = [
        "W = [[0], [0]]\nb = [0, 0]",
        "W = [[1.5e308, 1.5e308]]\nb = [0]",
    ];
    let trace = network("'identity'", "[1]", &layers);
    let naming: Vec<_> = said(&trace)
        .iter()
        .map(|it| it.contains("‖δ⁽²⁾‖ is beyond"))
        .collect();
    assert_eq!(
        naming,
        [false, false, false, false, true, false, false, false]
    );

    let trace = network("'identity'", "[1.5e308]", &["W = [[1], [1]]\nb = [0, 0]"]);
    let trace = trace
        .with_objective(Objective::Sum)
        .expect("there is a sum");
    assert!(said(&trace)[2].contains(" itself is beyond the largest double, 1.8e308; its"));
    // A target so far off that the seed overflows too: then the gradient is not spared.
    let target = Some(Vector::repeat(2, -1.5e308));
    let network = trace.network().clone().into();
    let far = Trace::record(network, trace.input().clone(), target, Objective::Loss);
    assert!(!said(&far.expect("it fits"))[2].contains("itself"));
}

#[test]
fn a_product_that_is_lost_or_short_of_digits_says_so() {
    let layers = ["W = [[1e-200]]\nb = [0]", "W = [[1e-200]]\nb = [0]"];
    let said_of = said(&network("'identity'", "[1]", &layers));
    assert!(
        said_of[2].starts_with("z⁽³⁾₁ is 0 because its products are below"),
        "{}",
        said_of[2]
    );
    assert!(
        said_of[5].contains("is 0 because its products are below"),
        "{}",
        said_of[5]
    );
    let short = said(&network(
        "'identity'",
        "[1e-160]",
        &["W = [[1e-160]]\nb = [0]"],
    ));
    assert!(
        short[1].starts_with("z⁽²⁾₁ is below 2.2e−308, where"),
        "{}",
        short[1]
    );
    // Beside terms that are something, a product that is lost is not why they cancel.
    let beside = network(
        "'identity'",
        "[1, 1, 1e-200]",
        &["W = [[1, -1, 1e-200]]\nb = [0]"],
    );
    assert!(!said(&beside)[1].contains("below"), "{}", said(&beside)[1]);
    let nothing = said(&network("'identity'", "[0]", &["W = [[3]]\nb = [0]"]));
    assert!(!nothing.concat().contains("below"), "{nothing:?}");
}

#[test]
fn a_minimum_or_a_leak_is_not_called_saturated() {
    for (activation, z, saturated) in [
        ("'silu'", "-1.2784645427610738", false),
        ("'gelu'", "-0.7517915246935645", false),
        ("'silu'", "-30", true),
        ("'gelu'", "-8", true),
        ("{ name = 'leaky_relu', alpha = 1e-5 }", "-1", false),
        ("'tanh'", "20", true),
    ] {
        let layer = format!("W = [[{z}]]\nb = [0]");
        let said = said(&network(activation, "[1]", &[&layer]));
        assert_eq!(
            said[2].contains("saturated"),
            saturated,
            "{activation}: {}",
            said[2]
        );
    }
}

#[test]
fn a_residual_that_all_but_undoes_its_layer_cancels() {
    let layer = "W = [[-0.99999999999]]\nb = [0]\nresidual = true";
    let said = said(&network("'identity'", "[1]", &[layer]));
    assert!(
        said[1].contains("The terms of a⁽²⁾₁, of sizes that add up to 2, cancel"),
        "{}",
        said[1]
    );
}

#[test]
fn the_list_of_the_json_begins_where_the_numbers_stop_being_finite_and_has_an_end() {
    // σ of ±∞ is finite, and so is all of the document.
    let layers = [
        "W = [[1], [2], [3]]\nb = [0, 0, 0]\nnorm = 'layer'\ngamma = [1.7e308, 1.7e308, 1.7e308]\nbeta = [0, 0, 0]",
        "W = [[1, 1, 1]]\nb = [0]",
    ];
    let found = listed(&network("'sigmoid'", "[1]", &layers));
    assert_eq!(
        (&found[0]["quantity"], &found[0]["l"]),
        (&"u".into(), &2.into())
    );

    // The value comes where the output has been made, before what goes back from it.
    let found = listed(&network("'relu'", "[1e200]", &["W = [[1e200]]\nb = [0]"]));
    let names: Vec<_> = found
        .iter()
        .map(|it| it["quantity"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(names, ["z", "a", "value", "pullback"][..names.len()]);

    let layer = Layer::new(
        Matrix::repeat(60, 60, 1e200),
        Vector::zeros(60),
        Activation::Identity,
    );
    let network = Network::new(vec![layer.clone(), layer]).expect("it fits");
    let (x, first) = (
        Vector::repeat(60, 1e200),
        Objective::Output { component: 0 },
    );
    let trace = Trace::record(network.into(), x, None, first).expect("it fits");
    assert_eq!(listed(&trace).len(), 1_000);
}
