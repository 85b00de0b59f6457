//! The walk as a plain transcript: one thing after another, no boxes, so that it reads well on paper and aloud.

use std::io::{self, Write};

use super::{SHOWN, Transcript, paragraph, prose, shown, size};
use crate::engine::{Trace, Value, ordinal};
use crate::page::{Format, Numeral, Operand, Page, Script, Written, symbol};

/// The columns of a line.
const WIDTH: usize = 78;

/// Writes it in `script`, Unicode or ASCII.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut impl Write, transcript: &Transcript<'_>, script: Script) -> io::Result<()> {
    writeln!(out, "{}", script.words(&transcript.captions.title))?;
    for place in transcript.places.clone() {
        writeln!(out)?;
        step(out, transcript, place, script)?;
    }
    Ok(())
}

fn step(
    out: &mut impl Write,
    transcript: &Transcript<'_>,
    place: usize,
    script: Script,
) -> io::Result<()> {
    let pages = transcript.units(place);
    let Some(page) = pages.first() else {
        return Ok(());
    };
    let (number, count) = (ordinal(place), transcript.walk.steps().len());
    let title = page.title.write(script);
    writeln!(out, "Step {number} of {count}: {title}, {}", page.citation)?;
    writeln!(out)?;
    for equation in page.equation.split_at_commas() {
        writeln!(out, "    {}", script.write(&equation))?;
    }
    writeln!(out)?;
    for operand in page.operands() {
        operand_of(out, page, transcript, operand, script)?;
    }
    writeln!(out)?;
    let mut sums: Vec<&Written> = Vec::new();
    for written in pages.iter().flat_map(|page| &page.sums) {
        if !written.is_given() && !sums.contains(&written) {
            sums.push(written);
            sum(out, written, script)?;
        }
    }
    let (all, written) = (transcript.units_made(place), pages.len());
    if written < all {
        writeln!(out, "  (and so on, for {} more entries)", all - written)?;
    }
    if !sums.is_empty() {
        writeln!(out)?;
    }
    for prose in prose(&pages) {
        paragraph(out, &prose.write(script), WIDTH, "  ")?;
    }
    strip(out, transcript.trace, page, script)
}

fn operand_of(
    out: &mut impl Write,
    page: &Page<'_>,
    transcript: &Transcript<'_>,
    operand: Operand,
    script: Script,
) -> io::Result<()> {
    let Some(value) = operand.quantity.value(page.trace) else {
        return Ok(());
    };
    let format = Format::of(&value, page.digits);
    let power = match format.exponent() {
        0 => String::new(),
        exponent => format!(", all {}", script.power_of_ten(exponent)),
    };
    let name = script.write(&symbol(page.trace, operand.quantity));
    let used = if operand.is_transposed() {
        let transposed = symbol(page.trace, operand.quantity).transposed();
        format!(", read by its columns as {}", script.write(&transposed))
    } else {
        String::new()
    };
    let lead = format!("  {name}, size {}{used}{power}:", size(&value, script));
    let names = transcript
        .captions
        .names(operand.quantity, page.trace.network().depth());
    if value.is_vector() && names.is_empty() {
        let entries = row(&value, format, &shown(value.rows(), 64), script, |at| {
            value.entry(at, 0)
        });
        return paragraph_hanging(out, &format!("{lead} {entries}"));
    }
    writeln!(out, "{lead}")?;
    let what = if value.is_vector() { "entry" } else { "row" };
    let label = |at: usize| format!("    {what} {}", ordinal(at));
    let margin = label(value.rows().saturating_sub(1)).len() + 2;
    for at in shown(value.rows(), SHOWN.0) {
        let Some(at) = at else {
            writeln!(out, "    ({} rows left out)", value.rows() - SHOWN.0)?;
            continue;
        };
        let columns = shown(value.columns(), columns_within(&value, format, margin));
        let entries = row(&value, format, &columns, script, |column| {
            value.entry(at, column)
        });
        // Said before its numbers, as they are heard one after another.
        let name = names
            .get(at)
            .filter(|name| !name.trim().is_empty())
            .map(|name| format!(", {}", script.words(name)));
        let label = format!("{}{}:", label(at), name.unwrap_or_default());
        let label = format!("{label:<0$} ", margin - 1);
        let line = format!("{label}{entries}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// How many columns of a matrix a line holds beside a `margin`, words about those left out among them.
fn columns_within(value: &Value<'_>, format: Format, margin: usize) -> usize {
    let cell = format.cell(0.0).chars().count() + 2;
    let room = WIDTH.saturating_sub(margin);
    if value.columns() * cell <= room + 2 {
        return value.columns().min(SHOWN.1);
    }
    let left_out = format!("({} left out)  ", value.columns()).len();
    SHOWN.1.min(room.saturating_sub(left_out) / cell).max(2)
}

fn row(
    value: &Value<'_>,
    format: Format,
    shown: &[Option<usize>],
    script: Script,
    entry: impl Fn(usize) -> f64,
) -> String {
    let all = if value.is_vector() {
        value.rows()
    } else {
        value.columns()
    };
    let kept = shown.iter().flatten().count();
    let cell = |at: &Option<usize>| match at {
        Some(at) => {
            let cell = format.cell(entry(*at));
            let cell = if value.is_vector() {
                cell.trim().to_owned()
            } else {
                cell
            };
            script.digits(&cell)
        }
        None => format!("({} left out)", all - kept),
    };
    shown.iter().map(cell).collect::<Vec<_>>().join("  ")
}

fn paragraph_hanging(out: &mut impl Write, text: &str) -> io::Result<()> {
    let options = textwrap::Options::new(WIDTH).subsequent_indent("    ");
    for line in textwrap::wrap(text, options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// `name = terms = result`, broken between terms.
fn sum(out: &mut impl Write, written: &Written, script: Script) -> io::Result<()> {
    for line in written.lines(script, WIDTH - 2) {
        let text: String = line.into_iter().map(|(_, text)| text).collect();
        writeln!(out, "  {}", text.trim_end())?;
    }
    Ok(())
}

/// What the vector in hand is, the product that made it, and its norm.
fn strip(out: &mut impl Write, trace: &Trace, page: &Page<'_>, script: Script) -> io::Result<()> {
    let (Some(meaning), Some(vector)) = (&page.strip.meaning, page.strip.vector) else {
        return Ok(());
    };
    let norm = vector.value(trace).map_or(f64::NAN, |value| value.norm());
    let norm = script.number(&Numeral::significant(norm, page.digits));
    let text = format!(
        "The gradient so far is {} = {}, of norm {norm}.",
        script.write(meaning),
        page.strip.finished(script)
    );
    paragraph(out, &text, WIDTH, "  ")
}
