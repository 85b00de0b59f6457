//! What came of comparing one quantity with one method.

/// A bound above this part of the largest term leaves too few digits to compare.
const TELLING: f64 = 1e-3;

/// The smallest scale: differences below 1e-10 of it are differences below 1e-300, which do not count.
pub(super) const SMALLEST_SCALE: f64 = 1e-290;

/// How well a quantity of the walk agrees with another method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// The worst error among what was judged, relative to the largest term summed in the quantity.
    pub error: f64,
    /// How many entries or directions were judged.
    pub judged: usize,
    /// How many were not, because the method says nothing there, and why the first of them was not.
    pub left_out: Option<(usize, Reason)>,
    /// What it comes to.
    pub verdict: Verdict,
}

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// All that was judged is within its bound, and something was.
    Agrees,
    /// Something that was judged is outside its bound.
    Fails,
    /// Nothing could be judged.
    Meaningless(Reason),
}

/// Why a method says nothing about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// An activation's argument lies on a kink, or crosses one within the step.
    Kink,
    /// Rounding errors are as large as what would have to be seen.
    Rounding,
    /// The function bends too much within the step of a difference.
    Truncation,
    /// There is a NaN or an infinity.
    NotFinite,
}

/// What a method says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    /// The derivative.
    pub value: f64,
    /// How far from it the walk may be.
    pub bound: f64,
    /// What makes the bound large, if it is.
    pub limit: Reason,
}

/// A comparison under way.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    scale: f64,
    error: f64,
    judged: usize,
    left_out: Option<(usize, Reason)>,
    within: bool,
    finite: bool,
}

impl Tally {
    /// Of a quantity whose largest term has the size `largest`.
    pub fn new(largest: f64) -> Self {
        Self {
            scale: largest.max(SMALLEST_SCALE),
            error: 0.0,
            judged: 0,
            left_out: None,
            within: true,
            finite: largest.is_finite(),
        }
    }

    /// What errors are relative to.
    pub const fn scale(&self) -> f64 {
        self.scale
    }

    /// Compares what the walk claims with what the method says.
    pub fn record(&mut self, claimed: f64, measured: Result<Measured, Reason>) {
        self.finite &= claimed.is_finite();
        match measured {
            Err(reason) => self.leave_out(reason),
            Ok(it) if !it.value.is_finite() => self.leave_out(Reason::NotFinite),
            Ok(it) if it.bound.is_nan() => self.leave_out(Reason::NotFinite),
            Ok(it) if it.bound > TELLING * self.scale => self.leave_out(it.limit),
            Ok(it) => {
                let error = (claimed - it.value).abs();
                self.judged += 1;
                self.error = self.error.max(error / self.scale);
                self.within &= error <= it.bound;
            }
        }
    }

    fn leave_out(&mut self, reason: Reason) {
        let (count, first) = self.left_out.unwrap_or((0, reason));
        self.left_out = Some((count + 1, first));
    }

    /// What it comes to. A walk that is not finite neither agrees nor fails.
    pub fn agreement(self) -> Agreement {
        let verdict = match self.left_out {
            _ if !self.finite => Verdict::Meaningless(Reason::NotFinite),
            _ if !self.within => Verdict::Fails,
            Some((_, reason)) if self.judged == 0 => Verdict::Meaningless(reason),
            _ => Verdict::Agrees,
        };
        Agreement {
            error: self.error,
            judged: self.judged,
            left_out: self.left_out,
            verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Measured, Reason, TELLING, Tally, Verdict};

    fn measured(value: f64, bound: f64) -> Measured {
        Measured {
            value,
            bound,
            limit: Reason::Truncation,
        }
    }

    fn verdict(scale: f64, records: &[(f64, Measured)]) -> Verdict {
        let mut tally = Tally::new(scale);
        for &(claimed, measured) in records {
            tally.record(claimed, Ok(measured));
        }
        tally.agreement().verdict
    }

    #[test]
    fn one_entry_outside_its_bound_fails_whatever_comes_after_it() {
        let (wrong, right) = ((1.0, measured(2.0, 1e-4)), (2.0, measured(2.0, 1e-4)));
        assert_eq!(verdict(1.0, &[right]), Verdict::Agrees);
        assert_eq!(verdict(1.0, &[wrong, right]), Verdict::Fails);
        assert_eq!(verdict(1.0, &[right, wrong]), Verdict::Fails);
        // A difference as large as the bound is within it, and so is none within none.
        assert_eq!(verdict(1.0, &[(0.0, measured(0.0, 0.0))]), Verdict::Agrees);
    }

    #[test]
    fn a_claim_that_is_not_finite_neither_agrees_nor_fails_whatever_comes_after_it() {
        let right = (2.0, measured(2.0, 1e-4));
        for claimed in [f64::NAN, f64::INFINITY] {
            let records = [(claimed, measured(2.0, 1e-4)), right];
            let not_finite = Verdict::Meaningless(Reason::NotFinite);
            assert_eq!(verdict(1.0, &records), not_finite);
        }
    }

    #[test]
    fn a_bound_that_says_too_little_leaves_the_entry_out_and_says_why() {
        let left_out = |bound| verdict(1.0, &[(0.0, measured(1.0, bound))]);
        let meaningless = Verdict::Meaningless;
        assert_eq!(left_out(f64::NAN), meaningless(Reason::NotFinite));
        assert_eq!(left_out(2.0 * TELLING), meaningless(Reason::Truncation));
        assert_eq!(left_out(TELLING), Verdict::Fails);
    }

    #[test]
    fn errors_are_relative_to_the_scale() {
        let mut tally = Tally::new(4.0);
        tally.record(1.0, Ok(measured(3.0, 1e-4)));
        tally.record(1.0, Ok(measured(2.0, 1e-4)));
        let agreement = tally.agreement();
        assert_eq!((agreement.error, agreement.judged), (0.5, 2));
    }
}
