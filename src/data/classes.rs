//! The distinct values of a column as the classes of a network with one output for each.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::error::{DataError, count, quote};
use super::table::Table;
use crate::engine::Vector;
use crate::printable::printable;

/// What the values of a class column mean.
pub(super) struct Classes {
    /// The name of each class, printable.
    pub(super) names: Vec<String>,
    /// The class of each row.
    pub(super) of_rows: Vec<usize>,
}

impl Table {
    /// The classes in `column`: numbers ascending if all are numbers, else by their text; or in the order of `names`,
    /// the outputs of a network, where these name all of them.
    ///
    /// # Errors
    /// A row without a value; another number of classes than `units`.
    pub(super) fn classes(
        &self,
        column: usize,
        units: usize,
        names: &[String],
    ) -> Result<Classes, DataError> {
        let rows = 0..self.rows();
        let fields = || rows.clone().map(|row| self.field(row, column));
        if let Some(row) = fields().position(str::is_empty) {
            return Err(self.at_field(row, column, "the field is empty"));
        }
        let mut values: Vec<&str> = fields().collect::<BTreeSet<_>>().into_iter().collect();
        let names =
            if names.len() == units && values.iter().all(|value| class(value, names).is_some()) {
                names.to_vec()
            } else {
                let numbers: Option<Vec<f64>> = values.iter().map(|value| number(value)).collect();
                let mut named = values.clone();
                if numbers.is_some() {
                    named.sort_by(|one, other| by_number(one, other));
                    named.dedup_by(|one, other| number(one) == number(other));
                }
                named.iter().map(|value| printable(value).into()).collect()
            };
        if names.len() != units {
            let found = count(names.len(), "distinct value", "distinct values");
            let (column, units) = (
                quote(&self.columns()[column]),
                count(units, "unit", "units"),
            );
            let why = format!("column {column} has {found}, but the last layer has {units}");
            return Err(self.misfit(&why));
        }
        let places = values
            .drain(..)
            .filter_map(|value| Some((value, class(value, &names)?)));
        let places: HashMap<&str, usize> = places.collect();
        Ok(Classes {
            of_rows: fields().map(|field| places[field]).collect(),
            names,
        })
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn by_number(one: &str, other: &str) -> Ordering {
    let number = |text| number(text).unwrap_or(f64::NAN);
    number(one).total_cmp(&number(other))
}

/// The index among `names` of the class that `value` means: the same text or, as 1.0 means 1, the same number.
pub(super) fn class(value: &str, names: &[String]) -> Option<usize> {
    let text = printable(value);
    names.iter().position(|name| *name == text).or_else(|| {
        let value = number(value)?;
        names.iter().position(|name| number(name) == Some(value))
    })
}

/// 1 at `class`, 0 elsewhere.
pub(super) fn one_hot(class: usize, units: usize) -> Vector {
    Vector::from_fn(units, |unit, _| f64::from(u8::from(unit == class)))
}
