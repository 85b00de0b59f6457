//! The V told: the error of a central difference over its step h, on logarithmic axes, and why h = ε^⅓.

use super::math::Math;
use super::numeral::Numeral;
use super::prose::{Prose, prose};
use super::symbol::entry_symbol;
use crate::engine::{Entry, Reason, Row, StepErrors, Trace, Verdict};

/// The digits of a step and of an error.
const DIGITS: usize = 2;

/// The fewest decades that the errors are drawn over.
const DECADES: f64 = 4.0;

/// The error of a central difference of one derivative over its step.
#[derive(Debug, Clone, PartialEq)]
pub struct Vee {
    /// There is no right arm: no σ bends and no layer has a norm, and what is left is at most of the second degree.
    pub is_straight: bool,
    /// The derivative.
    pub name: Math,
    /// What is known of it.
    pub errors: StepErrors,
    /// log₁₀ h and where its error is, from the smallest step up.
    pub points: Vec<(f64, Spot)>,
    /// log₁₀ h of the step that the check takes, and where its error is.
    pub rule: (f64, Spot),
    /// The step with the least error that is not NaN, and that error.
    pub least: Option<(f64, f64)>,
    /// The powers of ten between which all steps are.
    pub steps: (f64, f64),
    /// The powers of ten between which all errors are that have one.
    pub decades: (f64, f64),
}

/// Where an error is on a logarithmic axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spot {
    /// At this power of ten.
    At(f64),
    /// Below all of them: it is exactly 0.
    Zero,
    /// Beyond all of them: it is not finite.
    NotFinite,
}

impl Spot {
    fn of(error: f64) -> Self {
        if error == 0.0 {
            Self::Zero
        } else if error.is_finite() {
            Self::At(error.abs().log10())
        } else {
            Self::NotFinite
        }
    }
}

impl Vee {
    /// Of `entry`, of whose differences `errors` is known.
    pub fn of(trace: &Trace, entry: Entry, errors: &StepErrors) -> Self {
        let spot = |(h, error): &(f64, f64)| (h.log10(), Spot::of(*error));
        // The rule's step is a step like any other.
        let of_rule = (errors.rule, errors.at_rule.1);
        let mut all = errors.points.clone();
        all.push(of_rule);
        all.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let points: Vec<_> = all.iter().map(spot).collect();
        let rule = spot(&of_rule);
        let finite = all.iter().filter(|(_, error)| error.is_finite());
        let least = finite.min_by(|(_, one), (_, other)| one.total_cmp(other));
        let powers: Vec<f64> = points
            .iter()
            .filter_map(|(_, spot)| match spot {
                Spot::At(power) => Some(*power),
                Spot::Zero | Spot::NotFinite => None,
            })
            .collect();
        let steps = range(points.iter().map(|(h, _)| *h), (-16.0, 0.0));
        let network = trace.network();
        let bends = |l| {
            let layer = network.layer(l);
            layer.norm.is_some() || layer.activation.is_curved()
        };
        Self {
            is_straight: !network.layers().any(bends),
            name: entry_symbol(trace, entry),
            decades: range(powers.into_iter(), (-12.0, 0.0)),
            steps,
            points,
            rule,
            least: least.copied(),
            errors: errors.clone(),
        }
    }

    /// The step of the rule, as people read it.
    pub fn rule_step(&self) -> Numeral {
        Numeral::significant(self.errors.rule, DIGITS + 1)
    }

    /// An error, or another step, as people read it.
    pub fn brief(value: f64) -> Numeral {
        Numeral::significant(value, DIGITS)
    }

    /// How many errors are exactly 0, and how many are not finite.
    pub fn at_the_edges(&self) -> (usize, usize) {
        let count = |wanted: Spot| {
            let spots = self.points.iter();
            spots.filter(|(_, spot)| *spot == wanted).count()
        };
        (count(Spot::Zero), count(Spot::NotFinite))
    }

    /// What is to be known of the errors before they are read; `row` is what the check says of the quantity.
    pub fn notes(&self, row: Option<&Row>) -> Vec<&'static str> {
        let is_kink = row.is_some_and(is_at_kink);
        let notes = [
            is_kink.then_some("at a kink"),
            (!self.errors.is_relative).then_some("errors absolute"),
        ];
        notes.into_iter().flatten().collect()
    }

    /// Why there is a V, and why its bottom is where it is. `row` is what the check says of the quantity.
    pub fn prose(&self, row: Option<&Row>) -> Vec<Prose> {
        let rule = Math::Number(self.rule_step());
        let mut prose = Vec::new();
        if row.is_some_and(is_at_kink) {
            prose.push(prose![
                "Within a step of here lies a kink: across it a difference mixes the slopes of both sides, and says \
                 nothing of the derivative."
            ]);
        }
        if self.is_straight {
            prose.push(prose![
                "Here every σ is straight but for its kinks: nothing is truncated, and rounding, ε/h, falls on until a \
                 step crosses one. Where f bends, truncation grows as h², and the two are alike where h³ is about ε: \
                 hence the check's h = ε^⅓·max(1, |θ|) = ",
                rule,
                "."
            ]);
            return prose;
        }
        prose.push(prose![
            "Right of its bottom the error is truncation and grows as h²; left of it, rounding, and grows as ε/h. \
             They are alike where h³ is about ε, sooner where f bends more: the check takes h = ε^⅓·max(1, |θ|) = ",
            rule,
            ", and about ε^⅔ is left: a difference gives two thirds of the digits, never all."
        ]);
        prose
    }
}

fn is_at_kink(row: &Row) -> bool {
    let difference = row.difference;
    let left_out = difference.left_out.map(|(_, reason)| reason);
    difference.verdict == Verdict::Meaningless(Reason::Kink) || left_out == Some(Reason::Kink)
}

/// The whole powers of ten around `powers`; `otherwise` where there are none.
fn range(powers: impl Iterator<Item = f64>, otherwise: (f64, f64)) -> (f64, f64) {
    let finite = powers.filter(|power| power.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), power| {
        (low.min(power), high.max(power))
    });
    if low > high {
        return otherwise;
    }
    // −0 would be written as such.
    let high = high.ceil() + 0.0;
    (low.floor().min(high - DECADES), high)
}
