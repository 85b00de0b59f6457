//! What a check found, as a table.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::engine::{Objective, Report, Trace};
use crate::page::{BOUND, METHODS, Script, agreement, checked_scalar, covered, symbol, verdict};

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
    writeln!(out, "{title}: {METHODS}")?;
    writeln!(out, "({BOUND})")?;
    let mut objectives: Vec<Objective> = report.rows.iter().map(|row| row.objective).collect();
    let mut seen = HashSet::new();
    objectives.retain(|objective| seen.insert(*objective));
    for objective in objectives {
        let heading = checked_scalar(trace, objective);
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
            line(out, [&name, &covered(row.coverage), &dual, &difference])?;
        }
    }
    writeln!(out, "\n{}", verdict(report))
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
