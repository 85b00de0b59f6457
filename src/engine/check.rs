//! The walk held against two methods that know nothing of the δ recursion: dual numbers and central differences.
//!
//! Both carry a perturbation *forward*. ∇ₓ is checked by perturbing x, δ⁽ˡ⁾ by perturbing z⁽ˡ⁾, ∂/∂b⁽ˡ⁾ and ∂/∂W⁽ˡ⁾
//! by perturbing a bias and a weight; each perturbed pass starts at layer l and serves every objective at once.
//!
//! * Dual numbers are the proof: exact derivatives up to rounding, which must agree to 1e-10.
//! * Central differences are the demonstration: they use nothing but values of the forward pass, so
//!   truncation and rounding bound what they can say, and next to a kink they say nothing at all.
//!
//! Errors are measured against the largest term summed in the quantity, not entry by entry: where terms cancel, an
//! entry has no more correct digits than its terms leave it.

mod agreement;
mod differences;
mod direction;
mod duals;
mod patience;
mod rounding;
mod shape;
mod sigma;
mod site;
mod steps;
mod terms;

pub use agreement::{Agreement, Reason, Verdict};
pub use direction::Coverage;
pub use steps::{StepErrors, step_errors, step_errors_while};

use agreement::{Measured, Tally};
use differences::Central;
use direction::Direction;
use duals::Duals;
use patience::Patience;
use rounding::Rounding;
use site::{Probe, Site};
use terms::Terms;

use super::{Network, Objective, Quantity, Trace};

/// How far dual numbers and the walk may differ, relative to the largest term summed.
///
/// Both sum the same few terms in double precision, 2e-16 apart in another order; a wrong formula is off by whole
/// digits. This lies in between. Where the values on the way carry larger rounding errors than that, these are added.
const PROOF: f64 = 1e-10;

/// By how much an estimated rounding error is enlarged before something is blamed on it.
const SAFETY: f64 = 16.0;

/// What came of holding a walk against dual numbers and central differences.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// ∇ₓ, then δ⁽ˡ⁾, ∂/∂b⁽ˡ⁾ and ∂/∂W⁽ˡ⁾ for l = 2…L; each for every output component, then for the loss if there is
    /// a target.
    pub rows: Vec<Row>,
}

/// One quantity of one objective's walk.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// G(1), which is ∇ₓ, or the delta, bias gradient or weight gradient of a layer.
    pub quantity: Quantity,
    /// Of which scalar.
    pub objective: Objective,
    /// Whether each entry was checked, or some directions.
    pub coverage: Coverage,
    /// Against dual numbers.
    pub dual: Agreement,
    /// Against central differences.
    pub difference: Agreement,
}

impl Row {
    /// Whether neither method contradicts the walk.
    pub fn passed(&self) -> bool {
        [&self.dual, &self.difference]
            .iter()
            .all(|agreement| agreement.verdict != Verdict::Fails)
    }
}

impl Report {
    /// How many rows say nothing, because neither method could judge any of them.
    pub fn unjudged(&self) -> usize {
        let silent = |agreement: &Agreement| matches!(agreement.verdict, Verdict::Meaningless(_));
        self.rows
            .iter()
            .filter(|row| silent(&row.dual) && silent(&row.difference))
            .count()
    }

    /// Whether something was judged and no method contradicts the walk anywhere. What is meaningless contradicts
    /// nothing.
    pub fn passed(&self) -> bool {
        self.unjudged() < self.rows.len() && self.rows.iter().all(Row::passed)
    }
}

/// Holds the walk of `trace`, for every output component and for the loss if there is a target, against both methods.
pub fn check(trace: &Trace) -> Report {
    Report {
        rows: checks(trace).collect(),
    }
}

/// The rows of [`check`], one by one and in their order, so that there is something to show before all is done, and a
/// place to stop. Nothing is computed before it is asked for; a quantity's rows for all objectives come of the same
/// perturbed passes, so that the first of them takes the time of all.
pub fn checks(trace: &Trace) -> impl Iterator<Item = Row> + '_ {
    checks_while(trace, || true)
}

/// The same, for as long as `keep_on` says so; it is asked before each perturbation, and within each pass over a large
/// matrix.
pub fn checks_while<'a>(
    trace: &'a Trace,
    keep_on: impl FnMut() -> bool + 'a,
) -> impl Iterator<Item = Row> + 'a {
    let (mut bench, patience) = (None, Patience::new(keep_on));
    let sites = Site::all(trace.network()).map_while(move |site| {
        let bench = bench.get_or_insert_with(|| Bench::new(trace, &patience));
        bench.rows(site)
    });
    sites.flatten()
}

/// What is checked of a walk through `network`, in the order of the rows: ∇ₓ, then δ⁽ˡ⁾, ∂/∂b⁽ˡ⁾ and ∂/∂W⁽ˡ⁾.
pub fn checked(network: &Network) -> impl Iterator<Item = Quantity> {
    Site::all(network).map(Site::quantity)
}

/// All that the rows have in common.
struct Bench<'a> {
    trace: &'a Trace,
    /// One walk for each objective, with the sizes of the terms that it sums.
    walks: Vec<(Trace, Terms)>,
    duals: Duals<'a>,
    rounding: Rounding,
    patience: Patience<'a>,
}

impl<'a> Bench<'a> {
    fn new(trace: &'a Trace, patience: &Patience<'a>) -> Self {
        let rounding = Rounding::new(trace, 2, patience);
        let components = (0..trace.network().outputs()).map(|k| Objective::Output { component: k });
        let walks = components
            .chain([Objective::Loss])
            .take_while(|_| !patience.is_over_for(trace.network().parameters()))
            .filter_map(|objective| trace.with_objective(objective).ok())
            .map(|walk| {
                let terms = Terms::new(&walk, &rounding, patience);
                (walk, terms)
            });
        Self {
            trace,
            walks: walks.collect(),
            duals: Duals::new(trace, patience),
            rounding,
            patience: patience.clone(),
        }
    }

    /// The rows of one quantity; `None` if nobody wants them any more before they are all there.
    fn rows(&self, site: Site) -> Option<Vec<Row>> {
        let coverage = Coverage::of(site.values(self.trace).len());
        let judge = self.judge(site);
        let mut tallies: Vec<_> = self
            .walks
            .iter()
            .map(|(_, terms)| Tally::new(terms.size(site).largest))
            .map(|tally| (tally.clone(), tally))
            .collect();
        for direction in coverage.directions() {
            if self.patience.is_over() {
                return None;
            }
            judge.hold(direction, &mut tallies);
        }
        if self.patience.was_over() {
            return None;
        }
        let rows = self.walks.iter().zip(tallies);
        let rows = rows.map(|((walk, _), (dual, difference))| Row {
            quantity: site.quantity(),
            objective: walk.objective(),
            coverage,
            dual: dual.agreement(),
            difference: difference.agreement(),
        });
        Some(rows.collect())
    }

    fn judge(&self, site: Site) -> Judge<'_, 'a> {
        let kink = self
            .duals
            .is_across_kink(self.trace, &self.rounding, site.layer());
        Judge {
            bench: self,
            site,
            excuse: kink.then_some(Reason::Kink),
            rounding: Rounding::new(self.trace, site.layer(), &self.patience),
        }
    }
}

/// Compares one quantity, one direction at a time.
struct Judge<'b, 'a> {
    bench: &'b Bench<'a>,
    site: Site,
    /// Why dual numbers say nothing here, if they do not.
    excuse: Option<Reason>,
    /// Of a forward pass that starts where this quantity is perturbed.
    rounding: Rounding,
}

impl Judge<'_, '_> {
    fn hold(&self, direction: Direction, tallies: &mut [(Tally, Tally)]) {
        let (bench, site) = (self.bench, self.site);
        let probe = Probe::new(bench.trace, site, direction, &bench.patience);
        let tangent = bench.duals.tangent(site, direction);
        let central = Central::new(bench.trace, site, direction, &bench.patience);
        // The errors of independent entries add up as their squares do.
        let entries = direction.entries(site.values(bench.trace)) as f64;
        for ((walk, terms), (dual, difference)) in bench.walks.iter().zip(tallies) {
            let claimed = probe.claimed(walk);
            let bound = PROOF * dual.scale() + SAFETY * terms.size(site).noise * entries.sqrt();
            let exact = Measured {
                value: bench.duals.derivative(&tangent, walk.objective()),
                bound,
                limit: Reason::Rounding,
            };
            dual.record(claimed, self.excuse.map_or(Ok(exact), Err));
            difference.record(
                claimed,
                central.measure(walk, &self.rounding, dual.scale(), bound),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Objective, Quantity, Trace, Verdict, check};
    use crate::engine::{Activation, Layer, Matrix, Network, Vector};

    /// x = 1 through a unit with w = b = `number`, then times 2.
    fn walk(activation: Activation, number: f64) -> Trace {
        let unit = |weight, bias, activation| {
            let (weights, bias) = (Matrix::repeat(1, 1, weight), Vector::repeat(1, bias));
            Layer::new(weights, bias, activation)
        };
        let layers = vec![
            unit(number, number, activation),
            unit(2.0, 0.0, Activation::Identity),
        ];
        let network = Arc::new(Network::new(layers).expect("the shapes fit"));
        let (x, y) = (Vector::repeat(1, 1.0), Some(Vector::repeat(1, 0.5)));
        Trace::record(network, x, y, Objective::Loss).expect("x and y fit")
    }

    #[test]
    fn a_walk_that_is_not_that_of_its_network_fails_by_both_methods() {
        let mut trace = walk(Activation::Tanh, 0.3);
        assert!(check(&trace).passed());
        // The forward pass is not run anew.
        trace.network_mut().set_weight(2, (0, 0), 0.301);
        let report = check(&trace);
        assert!(!report.passed());
        for row in report
            .rows
            .iter()
            .filter(|row| row.quantity == Quantity::G(1))
        {
            assert_eq!(row.dual.verdict, Verdict::Fails, "{row:?}");
            assert_eq!(row.difference.verdict, Verdict::Fails, "{row:?}");
        }
    }

    #[test]
    fn a_kink_excuses_no_walk_that_is_far_from_it() {
        let mut trace = walk(Activation::Relu, 1.0);
        assert!(check(&trace).passed());
        // z is −2 now, and the walk says 2.
        trace.network_mut().set_weight(2, (0, 0), -3.0);
        let report = check(&trace);
        assert_eq!(report.rows[0].dual.verdict, Verdict::Fails);
        assert_eq!(report.rows[0].dual.left_out, None);
    }
}
