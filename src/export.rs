//! The walk in other ink: a plain transcript, Markdown, JSON. Every digit comes from the same page as the screen's.

pub mod copied;
pub mod json;
pub mod markdown;
pub mod report;
pub mod text;

use std::io::{self, Write};
use std::ops::RangeInclusive;

use crate::engine::{Quantity, Trace, Value, Walk};
use crate::page::{Axis, Captions, Page, Prose, Script, Selection};

/// A walk to be written, and which of its steps.
#[derive(Debug, Clone)]
pub struct Transcript<'a> {
    /// Where the numbers are.
    pub trace: &'a Trace,
    /// What people call the network.
    pub captions: &'a Captions,
    /// The schedule.
    pub walk: &'a Walk,
    /// The indices of the steps to write.
    pub places: RangeInclusive<usize>,
    /// The significant digits of cells.
    pub digits: usize,
}

/// How many units of a layer have their sums written out; of a larger layer only the first has.
const WRITTEN_OUT: usize = 4;

/// How many rows and columns of a matrix are written; of a larger one its first and last.
const SHOWN: (usize, usize) = (12, 8);

impl Transcript<'_> {
    /// The page at `place`, told for the entry `unit`.
    fn page(&self, place: usize, unit: usize) -> Page<'_> {
        let selection = Selection {
            operand: 0,
            unit,
            term: 0,
        };
        let step = self.walk.steps()[place];
        Page::tell(self.trace, self.captions, step, selection, self.digits).along(self.walk)
    }

    /// The page at `place` for each unit whose sums are to be written out.
    fn units(&self, place: usize) -> Vec<Page<'_>> {
        let count = self.units_made(place);
        let count = if count <= WRITTEN_OUT { count } else { 1 };
        (0..count).map(|unit| self.page(place, unit)).collect()
    }

    /// How many entries what is made at `place` has.
    fn units_made(&self, place: usize) -> usize {
        let page = self.page(place, 0);
        let made = page
            .operands()
            .filter(|operand| operand.made && operand.rows == Axis::Unit);
        let rows = |quantity: Quantity| quantity.value(self.trace).map_or(1, |value| value.rows());
        made.map(|operand| rows(operand.quantity))
            .min()
            .unwrap_or(1)
    }
}

/// What the pages of one step say, each thing once.
fn prose<'a>(pages: &'a [Page<'_>]) -> Vec<&'a Prose> {
    let mut said = Vec::new();
    let all = |page: &'a Page<'_>| page.remarks.iter().chain(&page.prose);
    for prose in pages.iter().flat_map(all) {
        if !said.contains(&prose) {
            said.push(prose);
        }
    }
    said
}

/// Which of `count` rows or columns are written: all, or the first and last of more than `most`; `None` is a gap.
fn shown(count: usize, most: usize) -> Vec<Option<usize>> {
    // Saying that one or two are left out takes as much room as they do.
    if count <= most + 2 {
        return (0..count).map(Some).collect();
    }
    let head = most - most / 3;
    (0..head)
        .map(Some)
        .chain([None])
        .chain((count - (most - head)..count).map(Some))
        .collect()
}

/// Text with each line broken at `width`, indented by `indent`.
fn paragraph(out: &mut impl Write, text: &str, width: usize, indent: &str) -> io::Result<()> {
    let options = textwrap::Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(indent);
    for line in textwrap::wrap(text, options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A vector's or a matrix's size in words or signs: `3`, `2×3`.
fn size(value: &Value<'_>, script: Script) -> String {
    let times = if script == Script::Ascii { "x" } else { "×" };
    if value.is_vector() {
        value.rows().to_string()
    } else {
        format!("{}{times}{}", value.rows(), value.columns())
    }
}
