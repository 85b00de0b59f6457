//! One row of a table as the x and y of a network that is there already.

use super::classes::{class, one_hot};
use super::error::{DataError, count};
use super::roles::Needed;
use super::table::Table;
use crate::engine::index_of;

impl Table {
    /// x from the row of that number, counted from 1 without the header: the columns that have the names of the
    /// network's inputs, if they are there, else the first n₁ columns that have not those of its outputs.
    ///
    /// # Errors
    /// There is no such row; there are too few columns; a field without a finite number.
    pub fn x_of_row(&self, number: usize, needed: &Needed<'_>) -> Result<Vec<f64>, DataError> {
        let row = self.row(number)?;
        self.numbers(row, &self.input_columns(needed)?)
    }

    /// y from the same row, if it has one: the columns that have the names of the outputs; else one other column whose
    /// value is the name of an output, which is 1 then, and the others 0; else the last n_L columns, where there are
    /// just n₁ + n_L.
    ///
    /// # Errors
    /// As for x.
    pub fn y_of_row(
        &self,
        number: usize,
        needed: &Needed<'_>,
    ) -> Result<Option<Vec<f64>>, DataError> {
        let row = self.row(number)?;
        if let Some(columns) = self.all(needed.output_names) {
            return self.numbers(row, &columns).map(Some);
        }
        let inputs = self.input_columns(needed)?;
        let others = (0..self.columns().len()).filter(|at| !inputs.contains(at));
        let others: Vec<usize> = others.collect();
        if let [column] = others[..]
            && let Some(class) = class(self.field(row, column), needed.output_names)
        {
            return Ok(Some(one_hot(class, needed.outputs).as_slice().to_vec()));
        }
        if others.len() == needed.outputs {
            return Ok(self.numbers(row, &others).ok());
        }
        Ok(None)
    }

    fn row(&self, number: usize) -> Result<usize, DataError> {
        let row = index_of(number).filter(|&row| row < self.rows());
        row.ok_or_else(|| {
            let rows = count(self.rows(), "row", "rows");
            self.misfit(&format!(
                "there is no row {number}: it has {rows}, counted from 1"
            ))
        })
    }

    fn input_columns(&self, needed: &Needed<'_>) -> Result<Vec<usize>, DataError> {
        if let Some(columns) = self.all(needed.input_names) {
            return Ok(columns);
        }
        self.all_or_none(needed.input_names)?;
        // What has the name of an output is no x.
        let outputs = self.all(needed.output_names).unwrap_or_default();
        let others = (0..self.columns().len()).filter(|at| !outputs.contains(at));
        let others: Vec<usize> = others.collect();
        let (found, inputs) = (others.len(), needed.inputs);
        if found < inputs {
            let found = count(found, "column", "columns");
            let inputs = count(inputs, "unit", "units");
            return Err(self.misfit(&format!("it has {found} for x, but layer 1 has {inputs}")));
        }
        Ok(others.into_iter().take(inputs).collect())
    }
}
