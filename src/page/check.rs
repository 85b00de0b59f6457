//! What a check found, in words: whole sentences, a row's agreement, and a badge for a quantity.

use super::notation::Script;
use super::numeral::Numeral;
use crate::engine::{Agreement, Coverage, Objective, Reason, Report, Row, Trace, Verdict, ordinal};

/// What a check is.
pub const METHODS: &str = "the walk against two methods that know nothing of it";

/// What its errors are relative to, and what they may be.
pub const BOUND: &str =
    "errors relative to the largest term summed; dual numbers must agree to 1e-10";

/// Why the sum of the outputs has no rows of its own.
pub const SUM: &str = "The sum is not checked by itself: its gradient is the sum of those of all components, and each of them is.";

/// What a check comes to.
pub fn verdict(report: &Report) -> String {
    let (all, unjudged) = (report.rows.len(), report.unjudged());
    match report.passed() {
        true if unjudged == 0 => "agrees".to_owned(),
        true => format!("agrees, but nothing can be said of {unjudged} of {all} quantities"),
        false if unjudged == all => "nothing can be said: no quantity could be compared".to_owned(),
        false => "DOES NOT AGREE".to_owned(),
    }
}

/// The scalar whose rows these are.
pub fn checked_scalar(trace: &Trace, objective: Objective) -> String {
    match objective {
        Objective::Output { component } => {
            format!(
                "component {} of {}",
                ordinal(component),
                trace.network().outputs()
            )
        }
        Objective::Sum => "sum".to_owned(),
        Objective::Loss => "loss".to_owned(),
    }
}

/// Of which scalars there are rows.
pub fn checked_scalars(trace: &Trace) -> String {
    let components = match trace.network().outputs() {
        1 => "the output".to_owned(),
        outputs => format!("{outputs} components"),
    };
    match trace.target() {
        Some(_) => format!("{components} and the loss"),
        None => components,
    }
}

/// How much of a quantity was checked.
pub fn covered(coverage: Coverage) -> String {
    match coverage {
        Coverage::Entries(1) => "1 entry".to_owned(),
        Coverage::Entries(count) => format!("{count} entries"),
        Coverage::Directions { count, entries } => {
            format!("{count} directions of {entries} entries")
        }
    }
}

/// How well one method agrees, in ASCII.
pub fn agreement(agreement: &Agreement) -> String {
    let left_out = agreement
        .left_out
        .map(|(count, reason)| format!(", {count} {}", word(reason)));
    let left_out = left_out.unwrap_or_default();
    let error = Numeral::significant(agreement.error, 2);
    match agreement.verdict {
        Verdict::Agrees => format!("{}{left_out}", error.as_str()),
        Verdict::Fails => format!("{} FAILS{left_out}", error.as_str()),
        Verdict::Meaningless(reason) => format!("meaningless: {}", word(reason)),
    }
}

/// The same in a word or two: the error, or why there is none.
pub fn agreement_in_brief(agreement: &Agreement) -> String {
    let error = Numeral::significant(agreement.error, 2);
    match agreement.verdict {
        Verdict::Agrees => error.as_str().to_owned(),
        Verdict::Fails => format!("{} FAILS", error.as_str()),
        Verdict::Meaningless(reason) => word(reason).to_owned(),
    }
}

const fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::Kink => "at a kink",
        Reason::Rounding => "lost to rounding",
        Reason::Truncation => "too curved",
        Reason::NotFinite => "not finite",
    }
}

/// What a quantity carries: how it stands, and how well each method agrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Badge {
    /// How it stands.
    pub standing: Standing,
    dual: Agreement,
    difference: Agreement,
}

/// How a quantity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Dual numbers agree, and differences do not contradict.
    Holds,
    /// Dual numbers say nothing, and differences do not contradict.
    Silent,
    /// A method contradicts the walk.
    Fails,
}

impl Badge {
    /// Of one row of the check.
    pub fn of(row: &Row) -> Self {
        let standing = match row.dual.verdict {
            _ if !row.passed() => Standing::Fails,
            Verdict::Meaningless(_) => Standing::Silent,
            _ => Standing::Holds,
        };
        Self {
            standing,
            dual: row.dual,
            difference: row.difference,
        }
    }

    /// The verdict in a word or two.
    pub const fn word(self) -> &'static str {
        match self.standing {
            Standing::Holds => "agrees",
            Standing::Silent => "unproved",
            Standing::Fails => "FAILS",
        }
    }

    /// `✓ dual 2e−17 · differences 3e−11`
    pub fn write(self, script: Script) -> String {
        let is_same = self.dual.verdict == self.difference.verdict;
        if is_same && matches!(self.dual.verdict, Verdict::Meaningless(_)) {
            // Said once it holds for both.
            return self.brief(script);
        }
        let separator = if script == Script::Ascii {
            ", "
        } else {
            " · "
        };
        let difference = said("differences", "say", &self.difference, script);
        format!("{}{separator}{difference}", self.brief(script))
    }

    /// `✓ dual 2e−17`
    pub fn brief(self, script: Script) -> String {
        let (mark, ascii) = match self.standing {
            Standing::Holds => ("✓", "ok"),
            Standing::Silent => ("≈", "~"),
            Standing::Fails => ("✗", "!!"),
        };
        let mark = if script == Script::Ascii { ascii } else { mark };
        format!("{mark} {}", said("dual", "says", &self.dual, script))
    }
}

fn said(method: &str, says: &str, agreement: &Agreement, script: Script) -> String {
    let error = script.number(&Numeral::significant(agreement.error, 1));
    match agreement.verdict {
        Verdict::Agrees => format!("{method} {error}"),
        Verdict::Fails => format!("{method} {error} FAILS"),
        Verdict::Meaningless(reason) => format!("{method} {says} nothing: {}", word(reason)),
    }
}
