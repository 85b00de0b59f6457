//! Numbers, vectors and matrices of a file. Integers are numbers; `nan`, `inf` and what no double holds are not.

use toml::{
    Spanned,
    de::{DeInteger, DeValue},
};

use super::{
    field::{Field, count, wrong_type},
    refusal::{Fault, quote},
};
use crate::engine::{Matrix, Vector, ordinal};

type Item<'t> = Spanned<DeValue<'t>>;

impl Field<'_> {
    pub(super) fn number(&self) -> Result<f64, Fault> {
        number(self.value, || self.name.clone())
    }

    pub(super) fn vector(&self) -> Result<Vector, Fault> {
        let entries = self.list()?.iter().enumerate().map(|(index, item)| {
            number(item, || format!("{}, entry {}", self.name, ordinal(index)))
        });
        Ok(Vector::from_vec(entries.collect::<Result<_, _>>()?))
    }

    /// A list of rows, all of one length. It may be empty: that is for the network to refuse.
    pub(super) fn matrix(&self) -> Result<Matrix, Fault> {
        let rows = self.rows()?;
        let columns = rows.first().map_or(0, |row| row.len());
        let mut matrix = Matrix::zeros(rows.len(), columns);
        for (i, row) in rows.iter().enumerate() {
            for (j, item) in row.iter().enumerate() {
                matrix[(i, j)] = self.weight(item, i, j)?;
            }
        }
        Ok(matrix)
    }

    fn rows(&self) -> Result<Vec<&[Item<'_>]>, Fault> {
        let items = self.list()?;
        if !items.is_empty() && items.iter().all(is_number) {
            let numbers = count(items.len(), "number", "numbers");
            let title = format!(
                "{} is a flat list of {numbers}, not a list of rows",
                self.name
            );
            return Err(Fault::new(self.span(), title).help("one row is written [[1.0, 2.0]]"));
        }
        let mut rows: Vec<&[Item<'_>]> = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            let DeValue::Array(row) = item.get_ref() else {
                let name = format!("{}, row {}", self.name, ordinal(i));
                return Err(wrong_type(&name, "a list of numbers", item));
            };
            if let Some(first) = rows.first().filter(|first| first.len() != row.len()) {
                let found = count(row.len(), "number", "numbers");
                let title = format!(
                    "{} is ragged: row {} has {found}, but row 1 has {}",
                    self.name,
                    ordinal(i),
                    first.len()
                );
                let fault = Fault::new(item.span(), title).label(format!("{found} here"));
                let commas = [(&row[..], first.len()), (first, row.len())];
                let hint = commas
                    .iter()
                    .find_map(|(items, needed)| decimal_comma(items, *needed));
                return Err(fault.hint(hint));
            }
            rows.push(&row[..]);
        }
        Ok(rows)
    }

    fn weight(&self, item: &Item<'_>, i: usize, j: usize) -> Result<f64, Fault> {
        if item.get_ref().is_array() {
            let title = format!("{} has three dimensions, but a matrix has two", self.name);
            return Err(Fault::new(item.span(), title).label("a list in a row"));
        }
        number(item, || {
            format!("{}, row {}, column {}", self.name, ordinal(i), ordinal(j))
        })
    }
}

/// What to say of `items` that are twice as many as needed because someone wrote `0,5`.
pub(super) fn decimal_comma(items: &[Item<'_>], needed: usize) -> Option<String> {
    let mut pairs =
        items
            .chunks_exact(2)
            .map(|pair| match (pair[0].get_ref(), pair[1].get_ref()) {
                (DeValue::Integer(whole), DeValue::Integer(part)) => {
                    let is_tight = pair[0].span().end + 1 == pair[1].span().start;
                    let is_plain = part.as_str().bytes().all(|digit| digit.is_ascii_digit());
                    (is_tight && is_plain).then(|| format!("{}.{}", whole.as_str(), part.as_str()))
                }
                _ => None,
            });
    let first = pairs.next()??;
    let all = items.len() == 2 * needed && pairs.all(|pair| pair.is_some());
    all.then(|| format!("did you mean {first}? The decimal point is a dot"))
}

fn is_number(item: &Item<'_>) -> bool {
    matches!(item.get_ref(), DeValue::Integer(_) | DeValue::Float(_))
}

/// The double nearest to a number; `name` is made only for a refusal.
fn number(item: &Item<'_>, name: impl FnOnce() -> String) -> Result<f64, Fault> {
    let (written, value) = match item.get_ref() {
        DeValue::Integer(integer) => (integer.to_string(), whole(integer)),
        DeValue::Float(float) => (float.to_string(), float.as_str().parse().ok()),
        DeValue::String(text) if text.trim().parse().is_ok_and(f64::is_finite) => {
            let fault = wrong_type(&name(), "a number", item);
            return Err(fault.label("a number has no quotation marks"));
        }
        _ => return Err(wrong_type(&name(), "a number", item)),
    };
    value
        .filter(|value| value.is_finite())
        .ok_or_else(|| unusable(item, &name(), &written, value))
}

fn unusable(item: &Item<'_>, name: &str, written: &str, value: Option<f64>) -> Fault {
    let number = quote(written);
    let title = match value {
        None => format!("{name}: {number} has more than 128 bits"),
        Some(_) if written.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{name}: {number} is beyond the doubles, which end at 1.8e308")
        }
        Some(_) => format!("{name} is {written}, but every number must be finite"),
    };
    Fault::new(item.span(), title)
}

/// A size of the image.
pub(super) fn size(item: &Item<'_>) -> Result<usize, Fault> {
    let expected = "a whole number from 1";
    let (size, found) = match item.get_ref() {
        DeValue::Integer(integer) => (
            usize::from_str_radix(integer.as_str(), integer.radix()).ok(),
            integer.to_string(),
        ),
        DeValue::Float(float) => (None, float.to_string()),
        _ => return Err(wrong_type("image", expected, item)),
    };
    size.filter(|&size| size > 0).ok_or_else(|| {
        let found = quote(&found);
        Fault::new(
            item.span(),
            format!("image: expected {expected}, found {found}"),
        )
    })
}

/// An integer, rounded once. TOML allows any number of digits; of those with a radix we read 128 bits.
fn whole(integer: &DeInteger<'_>) -> Option<f64> {
    if integer.radix() == 10 {
        integer.as_str().parse().ok()
    } else {
        let value = u128::from_str_radix(integer.as_str(), integer.radix());
        value.ok().map(|value| value as f64)
    }
}
