//! What a check found, as a table.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::engine::ordinal;
use crate::engine::{Agreement, Coverage, Objective, Reason, Report, Trace, Verdict};
use crate::page::{Numeral, Script, symbol};

/// The columns of the quantity's name, of what was covered and of the first method.
const COLUMNS: (usize, usize, usize) = (26, 32, 24);

/// Writes the table of `report` on the walk of `trace`, and what it comes to.
///
/// # Errors
/// Those of `out`.
pub fn write(
    out: &mut impl Write,
    trace: &Trace,
    title: &str,
    report: &Report,
    script: Script,
) -> io::Result<()> {
    let title = script.words(title);
    writeln!(
        out,
        "{title}: the walk against two methods that know nothing of it"
    )?;
    writeln!(
        out,
        "(errors relative to the largest term summed; dual numbers must agree to 1e-10)"
    )?;
    let mut objectives: Vec<Objective> = report.rows.iter().map(|row| row.objective).collect();
    let mut seen = HashSet::new();
    objectives.retain(|objective| seen.insert(*objective));
    for objective in objectives {
        let heading = heading(trace, objective);
        // The symbols of a gradient name its scalar, which is the row's and not the trace's.
        let walk = trace.with_objective(objective).ok();
        writeln!(out)?;
        line(
            out,
            [&heading, "covered", "dual numbers", "central differences"],
        )?;
        for row in report.rows.iter().filter(|row| row.objective == objective) {
            let name = walk
                .as_ref()
                .map(|walk| script.write(&symbol(walk, row.quantity)));
            let name = format!("  {}", name.unwrap_or_default());
            let (dual, difference) = (agreement(&row.dual), agreement(&row.difference));
            line(out, [&name, &coverage(row.coverage), &dual, &difference])?;
        }
    }
    let (all, unjudged) = (report.rows.len(), report.unjudged());
    let verdict = match report.passed() {
        true if unjudged == 0 => "agrees".to_owned(),
        true => format!("agrees, but nothing can be said of {unjudged} of {all} quantities"),
        false if unjudged == all => "nothing can be said: no quantity could be compared".to_owned(),
        false => "DOES NOT AGREE".to_owned(),
    };
    writeln!(out, "\n{verdict}")
}

fn line(out: &mut impl Write, cells: [&str; 4]) -> io::Result<()> {
    let padded = |cell: &str, width: usize| {
        let gap = width.saturating_sub(textwrap::core::display_width(cell));
        format!("{cell}{}", " ".repeat(gap))
    };
    let [name, covered, dual, difference] = cells;
    let name = padded(name, COLUMNS.0);
    let (covered, dual) = (padded(covered, COLUMNS.1), padded(dual, COLUMNS.2));
    writeln!(out, "{name} {covered} {dual} {difference}")
}

fn heading(trace: &Trace, objective: Objective) -> String {
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

fn coverage(coverage: Coverage) -> String {
    match coverage {
        Coverage::Entries(1) => "1 entry".to_owned(),
        Coverage::Entries(count) => format!("{count} entries"),
        Coverage::Directions { count, entries } => {
            format!("{count} directions of {entries} entries")
        }
    }
}

fn agreement(agreement: &Agreement) -> String {
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

const fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::Kink => "at a kink",
        Reason::Rounding => "lost to rounding",
        Reason::Truncation => "too curved",
        Reason::NotFinite => "not finite",
    }
}
