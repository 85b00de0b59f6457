//! The arithmetic on a page is true: worked out from its written text alone, it gives the written result.

use std::collections::HashMap;
use std::sync::Arc;

use bigdecimal::BigDecimal;
use gradwalk::engine::{
    Activation, Layer, LayerNorm, Matrix, Network, Objective, Quantity, Step, Stride, Trace,
    Vector, Walk,
};
use gradwalk::page::{Captions, Operator, Page, Script, Selection, Written, symbol};

use crate::calculator;
use crate::networks::{all_built_in, built_in, golden, objectives};

/// How many written lines were held to the calculator, and how many of them are only ≈.
#[derive(Debug, Default)]
struct Count {
    exact: usize,
    about: usize,
}

/// Every line of every step of `trace`'s walk, in both strides, for every unit and a few terms.
fn check(trace: &Trace, digits: usize) -> Count {
    let (mut count, captions) = (Count::default(), Captions::default());
    for stride in [Stride::Layer, Stride::Operation] {
        for &step in Walk::new(trace.network(), stride, true).steps() {
            let names = names(trace);
            for unit in 0..units(trace, step) {
                let selection = Selection {
                    operand: 0,
                    unit,
                    term: unit % terms(trace, step),
                };
                let page = Page::tell(trace, &captions, step, selection, digits);
                for written in &page.sums {
                    hold(&page, written, &names, &mut count);
                }
            }
        }
    }
    count
}

/// How many units make the results of `step`, at most 6.
fn units(trace: &Trace, step: Step) -> usize {
    let l = match step {
        Step::Input | Step::InputGradient => 1,
        Step::Forward(l, _) | Step::Backward(l, _) | Step::ParameterGradients(l) => l,
    };
    trace.network().units(l).min(6)
}

/// How many entries the other side of the step's matrix has, of those that surely exist.
fn terms(trace: &Trace, step: Step) -> usize {
    match step {
        Step::Forward(l, _) | Step::ParameterGradients(l) => trace.network().units(l - 1),
        Step::Backward(l, _) if l < trace.network().depth() => trace.network().units(l + 1),
        Step::InputGradient => trace.network().units(2),
        Step::Input | Step::Backward(..) => 1,
    }
}

/// What each entry of each vector is called in ASCII, and its value.
fn names(trace: &Trace) -> HashMap<String, f64> {
    let mut names = HashMap::new();
    let of_layer = |l| {
        [
            Quantity::Product(l),
            Quantity::Z(l),
            Quantity::U(l),
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
    let quantities = trace.network().layers().flat_map(of_layer);
    for quantity in quantities.chain([Quantity::A(1), Quantity::G(1)]) {
        let Some(value) = quantity.value(trace) else {
            continue;
        };
        for row in 0..value.rows().min(6) {
            for column in 0..value.columns().min(6) {
                let indices = if value.is_vector() {
                    vec![row]
                } else {
                    vec![row, column]
                };
                let name = symbol(trace, quantity).entry(&indices);
                names.insert(Script::Ascii.write(&name), value.entry(row, column));
            }
        }
    }
    names
}

fn hold(page: &Page<'_>, written: &Written, names: &HashMap<String, f64>, count: &mut Count) {
    let script = Script::Ascii;
    let text: String = written
        .terms
        .iter()
        .map(|term| script.write(term))
        .collect();
    let (name, result) = (script.write(&written.name), script.number(&written.result));
    let line = format!("{:?}: {name} = {text}, {result}", page.step);
    let digits = page.digits.max(6);
    let truth = names[&name];
    let shown: f64 = result.parse().expect("the result is a number");
    if !truth.is_finite() {
        assert_eq!(shown.to_bits(), truth.to_bits(), "{line}");
        return;
    }
    let shown: BigDecimal = result.parse().expect("the result is a number");
    assert!(
        within_half(&exact(truth), &shown, digits),
        "{line}, but it is {truth:e}"
    );
    let worked = calculator::value(&text, activation(page));
    match written.relation {
        Operator::Equals => {
            let worked = worked.unwrap_or_else(|| panic!("{line}: no answer"));
            assert!(
                within_half(&worked, &shown, digits),
                "{line}, but it gives {worked}"
            );
            count.exact += 1;
        }
        Operator::Approximately => count.about += 1,
        other => panic!("{line}: {other:?}"),
    }
}

fn activation(page: &Page<'_>) -> Activation {
    match page.step {
        Step::Forward(l, _) | Step::Backward(l, _) => page.trace.network().layer(l).activation,
        _ => Activation::Identity,
    }
}

/// The shortest decimal that reads back as `value`.
fn exact(value: f64) -> BigDecimal {
    format!("{value:e}").parse().expect("a finite number")
}

/// Whether `shown` is `value` rounded to `digits` significant digits, a tie either way.
fn within_half(value: &BigDecimal, shown: &BigDecimal, digits: usize) -> bool {
    let difference = (value - shown).abs();
    if *shown == 0 {
        return difference == 0;
    }
    let (_, scale) = shown.as_bigint_and_exponent();
    let order = shown.digits() as i64 - 1 - scale;
    // Where rounding carried into a new place, a unit below the order is meant.
    let half = |order: i64| BigDecimal::new(5.into(), digits as i64 - order);
    let below = shown.abs() == BigDecimal::new(1.into(), -order) && value.abs() < shown.abs();
    difference <= half(if below { order - 1 } else { order })
}

#[test]
fn every_line_of_the_default_network_is_exact() {
    let mut exact = 0;
    for trace in objectives(&built_in("default").trace) {
        let count = check(&trace, 4);
        assert_eq!(count.about, 0);
        exact += count.exact;
    }
    assert!(exact > 150, "{exact}");
}

#[test]
fn every_line_of_every_built_in_network_is_true_and_hardly_any_is_approximate() {
    let mut all = Count::default();
    for network in all_built_in() {
        for trace in objectives(&network.trace) {
            let count = check(&trace, 4);
            all.exact += count.exact;
            all.about += count.about;
        }
    }
    assert!(all.exact > 2000 && all.about * 100 <= all.exact, "{all:?}");
}

#[test]
fn more_digits_stay_true() {
    for (name, digits) in [
        ("default", 2),
        ("higham", 9),
        ("layer-norm", 12),
        ("default", 17),
    ] {
        check(&built_in(name).trace, digits);
    }
}

#[test]
fn long_sums_are_folded_and_stay_true() {
    let count = check(&golden("digits-shape").trace, 4);
    assert!(count.about * 20 <= count.exact, "{count:?}");
}

#[test]
fn every_line_of_random_networks_is_true_and_few_are_approximate() {
    let (mut random, mut all) = (Random(2019), Count::default());
    for _ in 0..24 {
        let trace = random.trace();
        for trace in objectives(&trace) {
            let count = check(&trace, 4);
            all.exact += count.exact;
            all.about += count.about;
        }
    }
    assert!(all.about * 50 <= all.exact, "{all:?}");
}

/// splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// Between −2 and 2: two decimals, as people write them, or as many as a double has; now and then 0.
    fn number(&mut self) -> f64 {
        let number = (self.next() >> 11) as f64 / (1_u64 << 51) as f64 - 2.0;
        match self.below(8) {
            0 => 0.0,
            1..4 => (number * 100.0).round() / 100.0,
            _ => number,
        }
    }

    fn vector(&mut self, length: usize) -> Vector {
        Vector::from_fn(length, |_, _| self.number())
    }

    fn layer(&mut self, inputs: usize) -> Layer {
        let units = if self.below(3) == 0 {
            inputs
        } else {
            1 + self.below(6)
        };
        let weights = Matrix::from_fn(units, inputs, |_, _| self.number());
        let name = Activation::NAMES[self.below(Activation::NAMES.len())];
        let activation = Activation::from_name(name).expect("one of the names");
        Layer {
            norm: (self.below(3) == 0).then(|| LayerNorm {
                gamma: self.vector(units),
                beta: self.vector(units),
                eps: 1e-5,
            }),
            residual: units == inputs && self.below(2) == 0,
            ..Layer::new(weights, self.vector(units), activation)
        }
    }

    fn trace(&mut self) -> Trace {
        let inputs = 1 + self.below(6);
        let mut layers = Vec::new();
        let mut width = inputs;
        for _ in 0..=self.below(3) {
            layers.push(self.layer(width));
            width = layers.last().map_or(width, Layer::units);
        }
        let network = Arc::new(Network::new(layers).expect("the widths fit"));
        let (x, y) = (self.vector(inputs), self.vector(width));
        Trace::record(network, x, Some(y), Objective::Loss).expect("the lengths fit")
    }
}
