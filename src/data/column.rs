//! Columns by their names.

use super::error::{DataError, quote};
use super::table::Table;

/// How much alike two names must be for one to be suggested for the other: of `y_2` and `y2` two letters of three stay.
const ALIKE: f64 = 0.5;

/// How many columns a message names.
const NAMED: usize = 6;

impl Table {
    /// The index of the column of that name.
    ///
    /// # Errors
    /// No column has it, or more than one.
    pub(super) fn column(&self, name: &str) -> Result<usize, DataError> {
        let mut found = (0..self.columns().len()).filter(|&at| self.columns()[at] == name);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(one), Some(other)) => {
                let (one, other) = (one + 1, other + 1);
                let name = quote(name);
                Err(self.misfit(&format!("columns {one} and {other} are both called {name}")))
            }
            (None, _) => {
                let hint = self.meant(name).unwrap_or_else(|| self.known());
                Err(self.misfit(&format!("there is no column {}\n{hint}", quote(name))))
            }
        }
    }

    fn meant(&self, name: &str) -> Option<String> {
        // Only so much of a name counts that a long one costs no time.
        let head = |name: &str| name.chars().take(40).collect::<String>().to_lowercase();
        let written = head(name);
        let alike = self.columns().iter().map(|column| {
            let alike = strsim::normalized_damerau_levenshtein(&written, &head(column));
            (alike, column)
        });
        let closest = alike.max_by(|(one, _), (other, _)| one.total_cmp(other));
        closest
            .filter(|(alike, _)| *alike >= ALIKE)
            .map(|(_, column)| format!("did you mean {}?", quote(column)))
    }

    fn known(&self) -> String {
        if !self.has_header() {
            let last = self.columns().len();
            return format!("it has no header, so its columns are called 1 to {last}");
        }
        let names = self.columns().iter().take(NAMED);
        let names: Vec<_> = names.map(|name| quote(name)).collect();
        let more = self.columns().len().saturating_sub(NAMED);
        let names = names.join(", ");
        if more == 0 {
            format!("its columns are {names}")
        } else {
            format!("its columns are {names} and {more} more")
        }
    }

    /// `columns`, in the order of `names` if these are exactly their names.
    pub(super) fn ordered(&self, columns: Vec<usize>, names: &[String]) -> Vec<usize> {
        let at = |name: &String| {
            let mut named = columns.iter().filter(|&&at| self.columns()[at] == *name);
            named.next().copied().filter(|_| named.next().is_none())
        };
        let ordered: Option<Vec<_>> = names.iter().map(at).collect();
        match ordered {
            Some(ordered) if ordered.len() == columns.len() && is_set(&ordered) => ordered,
            _ => columns,
        }
    }

    /// The columns that are called `names`, if each of them is there once.
    pub(super) fn all(&self, names: &[String]) -> Option<Vec<usize>> {
        let columns: Option<Vec<_>> = names.iter().map(|name| self.column(name).ok()).collect();
        columns.filter(|columns| self.has_header() && !columns.is_empty() && is_set(columns))
    }

    /// That the columns have all of `names` or none: where some have, the others are misspelt rather than meant by
    /// their place.
    pub(super) fn all_or_none(&self, names: &[String]) -> Result<(), DataError> {
        let is_there = |name: &&String| self.columns().contains(name);
        if !self.has_header() || !names.iter().any(|name| is_there(&name)) {
            return Ok(());
        }
        let missing = names.iter().find(|name| !is_there(name));
        missing.map_or(Ok(()), |name| self.column(name).map(drop))
    }
}

/// Whether no column is among them twice.
pub(super) fn is_set(columns: &[usize]) -> bool {
    let mut sorted = columns.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}
