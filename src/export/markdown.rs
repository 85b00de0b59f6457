//! The walk as Markdown, its mathematics between dollar signs.
//!
//! No LaTeX command here is a backslash and a punctuation mark: Markdown readers take such a pair for an escape, also
//! between dollar signs.

use std::io::{self, Write};

use super::{SHOWN, Transcript, prose, shown};
use crate::engine::ordinal;
use crate::page::{
    Format, Item, Line, Math, Operand, Operator, Page, Piece, Prose, Script, Written, symbol,
};

const LATEX: Script = Script::Latex;

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut impl Write, transcript: &Transcript<'_>) -> io::Result<()> {
    writeln!(out, "# {}", escaped(&transcript.captions.title))?;
    for place in transcript.places.clone() {
        step(out, transcript, place)?;
    }
    Ok(())
}

fn step(out: &mut impl Write, transcript: &Transcript<'_>, place: usize) -> io::Result<()> {
    let pages = transcript.units(place);
    let Some(page) = pages.first() else {
        return Ok(());
    };
    let (number, count) = (ordinal(place), transcript.walk.steps().len());
    let title = page.title.write(LATEX);
    writeln!(
        out,
        "\n## Step {number} of {count}: {title}, {}\n",
        page.citation
    )?;
    for equation in page.equation.split_at_commas() {
        display(out, &LATEX.write(&equation))?;
    }
    for line in page.joined_lines(|_| true) {
        display(out, &laid_out(page, &line))?;
    }
    let mut sums: Vec<&Written> = Vec::new();
    for written in pages.iter().flat_map(|page| &page.sums) {
        if !written.is_given() && !sums.contains(&written) {
            sums.push(written);
            display(out, &sum(written))?;
        }
    }
    for prose in prose(&pages) {
        writeln!(out, "{}\n", sentence(prose))?;
    }
    if let (Some(meaning), false) = (&page.strip.meaning, page.strip.factors.is_empty()) {
        let (meaning, factors) = (LATEX.write(meaning), page.strip.finished(LATEX));
        writeln!(out, "The gradient so far is ${meaning} = {factors}$.")?;
    }
    Ok(())
}

fn display(out: &mut impl Write, latex: &str) -> io::Result<()> {
    writeln!(out, "$$\n{latex}\n$$\n")
}

/// A line of operands, each a matrix over its name.
fn laid_out(page: &Page<'_>, line: &Line) -> String {
    let item = |item: &Item| match item {
        Item::Operand(operand) => matrix(page, *operand),
        // The transpose is part of the matrix's own brace.
        Item::Operator(Operator::Times | Operator::TransposeTimes) => " ".to_owned(),
        Item::Operator(operator) => LATEX.write(&Math::Sign(*operator)),
        Item::Symbol(math) => LATEX.write(math),
    };
    line.0.iter().map(item).collect()
}

fn matrix(page: &Page<'_>, operand: Operand) -> String {
    let Some(value) = operand.quantity.value(page.trace) else {
        return String::new();
    };
    let format = Format::of(&value, page.digits);
    let (rows, columns) = operand.shape(&value);
    let columns = shown(columns, SHOWN.1);
    let row = |row: &Option<usize>| {
        let cell = |column: &Option<usize>| match (row, column) {
            (Some(row), Some(column)) => {
                LATEX.digits(&format.cell(operand.entry(&value, *row, *column)))
            }
            (None, Some(_)) => "\\vdots".to_owned(),
            (Some(_), None) => "\\cdots".to_owned(),
            (None, None) => "\\ddots".to_owned(),
        };
        columns.iter().map(cell).collect::<Vec<_>>().join(" & ")
    };
    let body = shown(rows, SHOWN.0)
        .iter()
        .map(row)
        .collect::<Vec<_>>()
        .join(" \\cr ");
    let power = match format.exponent() {
        0 => String::new(),
        exponent => format!("{} ", LATEX.power_of_ten(exponent)),
    };
    let name = symbol(page.trace, operand.quantity);
    let transposed = operand.is_lying() || operand.is_transposed();
    let name = LATEX.write(&if transposed { name.transposed() } else { name });
    let sign = if operand.is_transposed() {
        "^{\\mathsf T}"
    } else {
        ""
    };
    format!("\\underbrace{{\\begin{{bmatrix}} {body} \\end{{bmatrix}}{sign} {power}}}_{{{name}}}")
}

fn sum(written: &Written) -> String {
    let terms: String = written.terms.iter().map(|term| LATEX.write(term)).collect();
    format!(
        "{} = {terms}{}{}",
        LATEX.write(&written.name),
        LATEX.write(&Math::Sign(written.relation)),
        LATEX.number(&written.result),
    )
}

/// A sentence whose words, which may be a file's, are no markup.
fn sentence(prose: &Prose) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => escaped(words),
        Piece::Math(math) => format!("${}$", LATEX.write(math)),
    };
    let text: String = prose.0.iter().map(piece).collect();
    lines(&text)
}

/// `text` without what makes of a line a list, a heading's underline, a rule or code: marks at its start.
fn lines(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim_start();
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match line[digits..].chars().next() {
            Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
            Some('-' | '+' | '=') if digits == 0 => format!("\\{line}"),
            _ => line.to_owned(),
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Text from a file with what Markdown would read as markup escaped.
fn escaped(text: &str) -> String {
    let special = |character| {
        matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '$' | '#' | '|' | '&' | '~' | '^'
        )
    };
    text.chars().fold(String::new(), |mut out, character| {
        if special(character) {
            out.push('\\');
        }
        out.push(character);
        out
    })
}
