//! Which columns of a table are x, which are y, and the samples that its rows are.

use super::classes::one_hot;
use super::column::is_set;
use super::error::{DataError, count};
use super::table::Table;
use crate::engine::Vector;

/// Which columns are y. All others are x.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Roles {
    /// The last ones, as many as there are outputs.
    Last,
    /// The columns of these names.
    Targets(Vec<String>),
    /// The column of this name: its distinct values are the classes, and y is 1 at the sample's class, 0 elsewhere.
    Classes(String),
}

/// The network that the samples are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed<'a> {
    /// n₁.
    pub inputs: usize,
    /// n_L.
    pub outputs: usize,
    /// The names of the components of x; empty if they have none. Where the columns have just these names, in whatever
    /// order, the names decide which is which.
    pub input_names: &'a [String],
    /// The same for y and the classes.
    pub output_names: &'a [String],
}

/// The rows of a table as samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// x and y of each row, in order.
    pub samples: Vec<(Vector, Vector)>,
    /// The names of the components of x. Empty where the file has no header and x is its first columns: nothing is lost
    /// then.
    pub inputs: Vec<String>,
    /// The names of the components of y: columns or classes. Empty where the file has no header.
    pub outputs: Vec<String>,
}

impl Table {
    /// The samples for a network of that shape.
    ///
    /// # Errors
    /// Columns that are not there; another number of columns or classes than the network has inputs and outputs; a
    /// field without a finite number where one is needed.
    pub fn samples(&self, roles: &Roles, needed: &Needed<'_>) -> Result<Samples, DataError> {
        let targets = self.targets(roles, needed)?;
        let others = (0..self.columns().len()).filter(|at| !targets.contains(at));
        let others: Vec<usize> = others.collect();
        let last = match roles {
            Roles::Last => match targets.len() {
                1 => "; the last column is y, as none is named".to_owned(),
                count => format!("; the last {count} columns are y, as none are named"),
            },
            _ => String::new(),
        };
        self.fits(others.len(), "x", 1, needed.inputs, &last)?;
        self.all_or_none(needed.input_names)?;
        let inputs = self.ordered(others, needed.input_names);
        let is_first = inputs.iter().copied().eq(0..inputs.len());
        let named = |columns: &[usize]| -> Vec<String> {
            columns
                .iter()
                .map(|&at| self.columns()[at].clone())
                .collect()
        };
        let input_names = if self.has_header() || !is_first {
            named(&inputs)
        } else {
            Vec::new()
        };
        let (ys, outputs) = if let Roles::Classes(_) = roles {
            let units = needed.outputs;
            let classes = self.classes(targets[0], units, needed.output_names)?;
            let ys = classes.of_rows.iter().map(|&class| one_hot(class, units));
            (ys.collect(), classes.names)
        } else {
            self.fits(targets.len(), "y", 0, needed.outputs, "")?;
            let targets = self.ordered(targets, needed.output_names);
            let names = if self.has_header() {
                named(&targets)
            } else {
                Vec::new()
            };
            (self.vectors(&targets)?, names)
        };
        let xs = self.vectors(&inputs)?;
        Ok(Samples {
            samples: xs.into_iter().zip(ys).collect(),
            inputs: input_names,
            outputs,
        })
    }

    /// The columns that y is made from.
    fn targets(&self, roles: &Roles, needed: &Needed<'_>) -> Result<Vec<usize>, DataError> {
        match roles {
            Roles::Last => {
                let all = self.columns().len();
                match all.checked_sub(needed.outputs) {
                    Some(first) if first > 0 => Ok((first..all).collect()),
                    _ => {
                        let all = count(all, "column", "columns");
                        let outputs = count(needed.outputs, "output", "outputs");
                        let why = format!("{all} are too few for x and {outputs}");
                        Err(self.misfit(&why))
                    }
                }
            }
            Roles::Targets(names) => {
                let columns = names.iter().map(|name| self.column(name));
                let columns = columns.collect::<Result<Vec<_>, _>>()?;
                if is_set(&columns) {
                    Ok(columns)
                } else {
                    Err(self.misfit("one column is named twice among the targets"))
                }
            }
            Roles::Classes(name) => Ok(vec![self.column(name)?]),
        }
    }

    /// That there are as many columns for x or y as the layer has units.
    fn fits(
        &self,
        found: usize,
        name: &str,
        l: usize,
        units: usize,
        note: &str,
    ) -> Result<(), DataError> {
        if found == units {
            return Ok(());
        }
        let layer = if l == 0 {
            "the last layer".to_owned()
        } else {
            format!("layer {l}")
        };
        let (found, units) = (
            count(found, "column", "columns"),
            count(units, "unit", "units"),
        );
        let why = format!("it has {found} for {name}, but {layer} has {units}{note}");
        Err(self.misfit(&why))
    }

    fn vectors(&self, columns: &[usize]) -> Result<Vec<Vector>, DataError> {
        (0..self.rows())
            .map(|row| self.numbers(row, columns).map(Vector::from_vec))
            .collect()
    }

    /// The numbers of one row in these columns.
    pub(super) fn numbers(&self, row: usize, columns: &[usize]) -> Result<Vec<f64>, DataError> {
        columns.iter().map(|&at| self.number(row, at)).collect()
    }
}
