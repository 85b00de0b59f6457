//! Every number that is known at a step, in one table: first what the file gives, then what was computed, in the order
//! in which the walk computes it, so that the table grows at its end; and what of it a filter finds.
//!
//! No entry is kept: a network may have millions of weights, and what is not looked at costs nothing.

mod filter;
mod names;

use std::ops::Range;

use super::Captions;
use crate::engine::{Entry, Quantity, Trace, Walk, computed};
use filter::{Among, Filter};

/// Up to how many values are written out to be searched.
pub const SEARCHED_VALUES: usize = 12_000;

/// A quantity in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Which it is.
    pub quantity: Quantity,
    /// Its number of rows.
    pub rows: usize,
    /// Its number of columns; 1 for a vector.
    pub columns: usize,
    /// Whether it is a vector.
    pub is_vector: bool,
    /// The largest magnitude of a finite entry.
    pub largest: f64,
    /// The index of the step that made it; for what the file gives, of the first that reads it.
    pub place: usize,
    /// How many of its entries the table shows.
    pub found: usize,
    /// How many entries, shown or not, are before its first one.
    start: usize,
    /// How many entries the table shows before its first one.
    before: usize,
}

impl Group {
    /// How many entries it has.
    pub const fn count(&self) -> usize {
        self.rows * self.columns
    }

    /// Whether the file gives it, and no step makes it.
    pub const fn is_given(&self) -> bool {
        matches!(
            self.quantity,
            Quantity::A(1)
                | Quantity::Target
                | Quantity::Weights(_)
                | Quantity::Bias(_)
                | Quantity::Gamma(_)
                | Quantity::Beta(_)
        )
    }
}

/// Entries in a row, all of them shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    entries: Range<usize>,
    /// How many entries the table shows before.
    before: usize,
}

/// What stands on a line of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TableLine<'a> {
    /// The quantity that the lines below belong to.
    Heading(&'a Group),
    /// The entry in this row of the table; headings are no rows.
    Row(&'a Group, usize, Entry),
}

/// The table: a row for each entry found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers {
    groups: Vec<Group>,
    /// The indices of the groups of which something is shown.
    shown: Vec<usize>,
    runs: Vec<Run>,
    rows: usize,
    searched: Option<(usize, usize)>,
}

impl Numbers {
    /// What of the numbers of `trace` is known at the step at `place` of `walk`, as far as `filter` finds it; values are
    /// searched as they are written with `digits` digits, and with all.
    pub fn at(
        trace: &Trace,
        captions: &Captions,
        (walk, place): (&Walk, usize),
        (filter, digits): (&str, usize),
    ) -> Self {
        let mut table = Self {
            groups: groups(trace, walk, place),
            ..Self::default()
        };
        let filter = Filter::read(filter);
        let found = table.search(&filter, trace, captions, digits);
        for (at, runs) in found.into_iter().enumerate() {
            let group = &mut table.groups[at];
            group.before = table.rows;
            for run in runs {
                let before = table.rows;
                table.rows += run.len();
                let entries = group.start + run.start..group.start + run.end;
                table.runs.push(Run { entries, before });
            }
            group.found = table.rows - group.before;
            if group.found > 0 {
                table.shown.push(at);
            }
        }
        table
    }

    /// The runs of each group. Small quantities are searched first, so that a large matrix does not hide them.
    fn search(
        &mut self,
        filter: &Filter,
        trace: &Trace,
        captions: &Captions,
        digits: usize,
    ) -> Vec<Vec<Range<usize>>> {
        let depth = trace.network().depth();
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by_key(|&at| self.groups[at].count());
        let mut found = vec![Vec::new(); self.groups.len()];
        let (mut searched, mut wanted) = (0, 0);
        for at in order {
            let group = &self.groups[at];
            let among = Among {
                trace,
                group,
                names: captions.names(group.quantity, depth),
                digits,
            };
            let result = filter.find(&among, SEARCHED_VALUES - searched);
            searched += result.searched;
            wanted += result.wanted;
            found[at] = result.runs;
        }
        self.searched = (searched < wanted).then_some((searched, wanted));
        found
    }

    /// The quantities of which something is shown.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.shown.iter().map(|&at| &self.groups[at])
    }

    /// How many rows it has.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// How many entries there are, found or not.
    pub fn entries(&self) -> usize {
        self.groups
            .last()
            .map_or(0, |last| last.start + last.count())
    }

    /// How many values were searched, and how many were to be, if those were too many.
    pub const fn searched(&self) -> Option<(usize, usize)> {
        self.searched
    }

    /// The number of lines, headings and rows.
    pub const fn lines(&self) -> usize {
        self.rows + self.shown.len()
    }

    /// The line that `row` stands on.
    pub fn line_of(&self, row: usize) -> usize {
        let headings = self
            .shown
            .partition_point(|&at| self.groups[at].before <= row);
        row + headings
    }

    /// What stands on `line`.
    pub fn line(&self, line: usize) -> Option<TableLine<'_>> {
        let lines = self.shown.iter().enumerate();
        let first = |&(nth, &at): &(usize, &usize)| self.groups[at].before + nth;
        let nth = lines.take_while(|group| first(group) <= line).count();
        let nth = nth.checked_sub(1)?;
        let group = &self.groups[self.shown[nth]];
        if group.before + nth == line {
            return Some(TableLine::Heading(group));
        }
        let row = line - nth - 1;
        Some(TableLine::Row(group, row, self.entry(row)?))
    }

    /// The entry in `row`.
    pub fn entry(&self, row: usize) -> Option<Entry> {
        if row >= self.rows {
            return None;
        }
        let run = self.runs.partition_point(|run| run.before <= row);
        let run = &self.runs[run.checked_sub(1)?];
        let entry = run.entries.start + (row - run.before);
        let group = self.groups.partition_point(|group| group.start <= entry);
        let group = &self.groups[group.checked_sub(1)?];
        let within = entry - group.start;
        let (row, column) = (within / group.columns, within % group.columns);
        Some(Entry::at(group.quantity, row, column))
    }

    /// The row of `entry` or, if it is not shown, of the next that is, going on from the first; the last row for what is
    /// not known.
    pub fn row_of(&self, entry: Entry) -> usize {
        let last = self.rows.saturating_sub(1);
        let of = |group: &&Group| group.quantity == entry.quantity;
        let Some(group) = self.groups.iter().find(of) else {
            return last;
        };
        let within = entry.row.saturating_mul(group.columns) + entry.column.min(group.columns - 1);
        let at = group.start + within.min(group.count() - 1);
        let next = self.runs.partition_point(|run| run.entries.end <= at);
        self.runs
            .get(next)
            .map_or(0, |run| run.before + at.saturating_sub(run.entries.start))
    }

    /// The first row of the quantity after the one that `row` is of; the last row if there is none.
    pub fn next_quantity(&self, row: usize) -> usize {
        let firsts = self.shown.iter().map(|&at| self.groups[at].before);
        firsts
            .into_iter()
            .find(|&first| first > row)
            .unwrap_or_else(|| self.rows.saturating_sub(1))
    }

    /// The first row of the quantity that `row` is of or, if that is `row`, of the quantity before.
    pub fn previous_quantity(&self, row: usize) -> usize {
        let firsts = self.shown.iter().map(|&at| self.groups[at].before);
        firsts.take_while(|&first| first < row).last().unwrap_or(0)
    }
}

/// The quantities that are known, none of them filtered yet.
fn groups(trace: &Trace, walk: &Walk, place: usize) -> Vec<Group> {
    let network = trace.network();
    let now = walk.steps()[place.min(walk.last())].moment();
    let mut groups: Vec<Group> = Vec::new();
    for quantity in quantities(trace) {
        let Some(value) = quantity.value(trace) else {
            continue;
        };
        if quantity.moment(network) > now {
            continue;
        }
        groups.push(Group {
            quantity,
            rows: value.rows(),
            columns: value.columns(),
            is_vector: value.is_vector(),
            largest: value.largest(),
            place: walk.place_making(quantity, network),
            found: 0,
            start: groups.last().map_or(0, |last| last.start + last.count()),
            before: 0,
        });
    }
    groups
}

/// All that a walk may have, in the order of the table.
fn quantities(trace: &Trace) -> impl Iterator<Item = Quantity> {
    let network = trace.network();
    let given = |l| {
        [
            Quantity::Weights(l),
            Quantity::Bias(l),
            Quantity::Gamma(l),
            Quantity::Beta(l),
        ]
    };
    let made = |quantity| match quantity {
        Quantity::U(l) => vec![Quantity::Standard(l), quantity],
        // Without a residual this is a⁽ˡ⁾, which follows.
        Quantity::Sigma(l) if !network.layer(l).residual => vec![],
        _ => vec![quantity],
    };
    let gradients = |l| [Quantity::WeightGradient(l), Quantity::BiasGradient(l)];
    let given = network.layers().flat_map(given);
    let gradients = network.layers().flat_map(gradients);
    [Quantity::A(1), Quantity::Target]
        .into_iter()
        .chain(given)
        .chain(computed(network).flat_map(made))
        .chain(gradients)
}
