//! Thousands of networks drawn by lot, each gradient held against dual numbers and central differences of a second
//! program.
//!
//! The gradient is that of the walk's scalar f with respect to x and to every weight and bias, as one vector g; its
//! error is norm-wise, ‖g − g′‖/max(‖g‖, 1e-6·max(1, |f|)).

use std::collections::BTreeMap;
use std::fmt::Write;

use gradwalk::engine::{Verdict, check};

use crate::{
    dice::{self, Dice},
    drawn,
    gradient::{Derivatives, norm},
    judged::{DEMONSTRATION, Exception, explain, judge},
};

/// All but one in a hundred gradients are as near as this to dual numbers.
const NEAR: f64 = 1e-12;

/// Of fewer networks one in a hundred says little.
const MANY: usize = 5_000;

/// One in so many is held against the check of the engine as well; every exception is.
const CHECKED: usize = 100;

/// What came of all.
#[derive(Default)]
struct Tally {
    duals: Vec<f64>,
    /// Of ∇ₓ alone.
    inputs: Vec<f64>,
    differences: Vec<f64>,
    exceptions: BTreeMap<Exception, usize>,
    across_kinks: usize,
    checks: usize,
    /// Rows of those checks in which differences say nothing.
    silent: usize,
}

impl Tally {
    fn of(networks: usize) -> Self {
        let (mut tally, mut dice) = (Self::default(), Dice::new(14));
        for number in 0..networks {
            let trace = drawn::any(&mut dice);
            let g = Derivatives::new(&trace).walked();
            let judged = judge(&trace, &g)
                .unwrap_or_else(|wrong| panic!("network {number}: {wrong} in {trace:#?}"));
            let Some(judged) = judged else {
                tally.across_kinks += 1;
                continue;
            };
            tally.duals.push(judged.duals);
            tally.inputs.push(judged.input);
            tally.differences.push(judged.differences);
            if let Some(exception) = judged.exception {
                *tally.exceptions.entry(exception).or_default() += 1;
            }
            if judged.exception.is_some() || number % CHECKED == 0 {
                let report = check(&trace);
                let wrong = report.rows.iter().find(|row| !row.passed());
                assert!(
                    wrong.is_none(),
                    "network {number}: {wrong:#?} in {trace:#?}"
                );
                let silent = |verdict| matches!(verdict, Verdict::Meaningless(_));
                let rows = report.rows.iter();
                tally.silent += rows.filter(|row| silent(row.difference.verdict)).count();
                tally.checks += 1;
            }
        }
        for errors in [&mut tally.duals, &mut tally.inputs, &mut tally.differences] {
            errors.sort_by(f64::total_cmp);
        }
        tally
    }

    fn report(&self) -> String {
        let mut report = String::new();
        for (name, errors) in [
            ("duals", &self.duals),
            ("duals, of x alone", &self.inputs),
            ("differences", &self.differences),
        ] {
            let [median, p99, p999, max] =
                [0.5, 0.99, 0.999, 1.0].map(|share| quantile(errors, share));
            writeln!(
                report,
                "{name}: median {median:.1e}, 99 % {p99:.1e}, 99.9 % {p999:.1e}, max {max:.1e}"
            )
            .expect("a string takes it");
        }
        let Self {
            exceptions,
            across_kinks,
            checks,
            silent,
            ..
        } = self;
        write!(
            report,
            "exceptions {exceptions:?}, rounded across a kink {across_kinks}; {checks} checked by the engine as well, \
             {silent} rows of differences say nothing",
        )
        .expect("a string takes it");
        report
    }

    fn assert_is_near(&self) {
        let report = self.report();
        assert!(self.across_kinks * 1000 <= self.duals.len(), "{report}");
        if self.duals.len() >= MANY {
            assert!(quantile(&self.duals, 0.99) <= NEAR, "{report}");
            assert!(quantile(&self.inputs, 0.99) <= NEAR, "{report}");
            assert!(
                quantile(&self.differences, 0.99) <= DEMONSTRATION,
                "{report}"
            );
        }
    }
}

/// The error that this share of the sorted `errors` does not exceed.
fn quantile(errors: &[f64], share: f64) -> f64 {
    let rank = (errors.len() as f64 * share) as usize;
    errors.get(rank).or(errors.last()).copied().unwrap_or(0.0)
}

#[test]
fn twenty_thousand_random_networks_have_the_gradients_of_dual_numbers_and_of_differences() {
    Tally::of(dice::cases(20_000)).assert_is_near();
}

#[test]
#[ignore = "takes minutes in release: cargo test --release --test engine a_million -- --ignored --nocapture"]
#[expect(clippy::print_stdout, reason = "the figures are for the README")]
fn a_million_random_networks_have_the_gradients_of_dual_numbers_and_of_differences() {
    let tally = Tally::of(dice::cases(1_000_000));
    println!("{}", tally.report());
    tally.assert_is_near();
}

#[test]
fn a_gradient_that_is_a_little_off_is_noticed() {
    let mut dice = Dice::new(15);
    for _ in 0..200 {
        let trace = drawn::any(&mut dice);
        let mut g = Derivatives::new(&trace).walked();
        let largest = norm(g.iter().copied());
        g[0] += 1e-7 * largest.max(trace.value().abs().max(1.0));
        let judged = judge(&trace, &g);
        assert!(judged.is_err(), "{judged:?}");
    }
}

#[test]
fn no_kink_bend_or_rounding_is_made_up_to_excuse_differences_from_a_wrong_gradient() {
    let (mut dice, mut caught) = (Dice::new(16), 0);
    for _ in 0..200 {
        let trace = drawn::any(&mut dice);
        let mut derivatives = Derivatives::new(&trace);
        let (mut g, found) = (derivatives.walked(), derivatives.by_differences());
        g[0] += 1e-4 * norm(g.iter().copied()).max(trace.value().abs().max(1.0));
        match explain(&trace, &g, &found) {
            Err(_) => caught += 1,
            Ok(exception) => assert_eq!(exception, Exception::Kink),
        }
    }
    assert!(caught > 190, "{caught}");
}
