//! The cells of one matrix or vector: significant digits of the largest, one shared power of ten, points aligned.

use super::numeral::{ALL_DIGITS, digits_of, shifted, split};
use crate::engine::Value;

/// Up to how many entries a value is searched for the decimals it really needs; beyond that it gets all it may have.
const SEARCHED: usize = 256;

/// What a cell of a value that was not searched may need: `+1e-300`.
const TINY: usize = 7;

/// How the entries of one matrix or vector are written: a shared power of ten, and decimals after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    exponent: i32,
    decimals: usize,
    width: usize,
}

impl Format {
    /// The format that gives the largest entry of `value` `digits` significant digits, or fewer where fewer tell all.
    pub fn of(value: &Value<'_>, digits: usize) -> Self {
        let digits = digits.clamp(1, ALL_DIGITS);
        let largest = value.largest();
        let order = if largest == 0.0 {
            0
        } else {
            order_of(largest, digits)
        };
        let exponent = if (-2..5).contains(&order) { 0 } else { order };
        let above = usize::try_from(order - exponent).unwrap_or(0);
        let most = usize::try_from(digits as i32 - 1 - (order - exponent)).unwrap_or(0);
        let natural = |decimals: usize| 2 + above + point(decimals);
        if value.rows() * value.columns() > SEARCHED {
            return Self {
                exponent,
                decimals: most,
                width: natural(most).max(TINY),
            };
        }
        let needed = entries(value)
            .map(|entry| decimals_of(entry, exponent))
            .max();
        let decimals = needed.map_or(0, |needed| needed.min(most));
        let bare = Self {
            exponent,
            decimals,
            width: 0,
        };
        let widest = entries(value).map(|entry| bare.cell(entry).len()).max();
        Self {
            width: widest.unwrap_or(2),
            ..bare
        }
    }

    /// The shared power of ten: entries are written as multiples of 10 to it. 0 for none.
    pub const fn exponent(self) -> i32 {
        self.exponent
    }

    /// How many characters a cell takes.
    pub const fn width(self) -> usize {
        self.width
    }

    /// The entry as it is written, in ASCII, sign first, padded to the width with the points aligned. An exact zero is
    /// a bare `0`; a number that would be rounded to zero is written in powers of ten instead.
    pub fn cell(self, value: f64) -> String {
        let width = self.width;
        if value == 0.0 {
            let zero = if value.is_sign_negative() { "-0" } else { "0" };
            let after = point(self.decimals);
            return format!("{:>width$}", format!("{zero}{:after$}", ""));
        }
        if !value.is_finite() {
            let name = match value {
                value if value.is_nan() => "NaN",
                value if value > 0.0 => "+inf",
                _ => "-inf",
            };
            return format!("{name:>width$}");
        }
        let sign = if value < 0.0 { '-' } else { '+' };
        let size = value.abs();
        let text = self.fixed(size).unwrap_or_else(|| self.tiny(size));
        format!("{:>width$}", format!("{sign}{text}"))
    }

    /// `size`, above 0, over the shared power of ten with this many decimals; `None` if nothing of it is left.
    fn fixed(self, size: f64) -> Option<String> {
        let digits = |order: i32| order - self.exponent + self.decimals as i32 + 1;
        // 1e23 is a little below 10²³ and yet a whole unit.
        let below = digits(split(&format!("{size:.*e}", ALL_DIGITS - 1)).1);
        let digits = below.max(digits(order_of(size, ALL_DIGITS)).min(1));
        let (kept, digits) = (digits >= 1, usize::try_from(digits.max(1)).unwrap_or(1));
        let scientific = format!("{size:.*e}", digits - 1);
        let (mantissa, exponent) = split(&scientific);
        let text = shifted(mantissa, exponent - self.exponent, self.decimals);
        kept.then_some(text)
    }

    /// `size` over the shared power of ten in powers of ten of its own, in as few characters as tell its size.
    fn tiny(self, size: f64) -> String {
        let short = format!("{size:.1e}");
        let (mantissa, exponent) = split(&short);
        let text = format!("{mantissa}e{}", exponent - self.exponent);
        if text.len() < TINY {
            return text;
        }
        let shortest = format!("{size:.0e}");
        let (mantissa, exponent) = split(&shortest);
        format!("{mantissa}e{}", exponent - self.exponent)
    }
}

/// The characters of a point and so many decimals.
const fn point(decimals: usize) -> usize {
    if decimals == 0 { 0 } else { decimals + 1 }
}

fn entries(value: &Value<'_>) -> impl Iterator<Item = f64> {
    let columns = value.columns();
    (0..value.rows()).flat_map(move |row| (0..columns).map(move |column| value.entry(row, column)))
}

/// ⌊log₁₀ size⌋ of `size` rounded to `digits` digits: 9.9999 to three digits is 10.0.
fn order_of(size: f64, digits: usize) -> i32 {
    // 1e23 is a little below: what is short is not rounded.
    let shortest = format!("{size:e}");
    if digits_of(&shortest) <= digits {
        return split(&shortest).1;
    }
    split(&format!("{size:.*e}", digits - 1)).1
}

/// The decimals that write `entry` over 10^`exponent` as exactly as its shortest text does.
fn decimals_of(entry: f64, exponent: i32) -> usize {
    if entry == 0.0 || !entry.is_finite() {
        return 0;
    }
    let text = format!("{entry:e}");
    let (mantissa, order) = split(&text);
    let after = mantissa
        .split_once('.')
        .map_or(0, |(_, after)| after.len() as i32);
    usize::try_from(after - order + exponent).unwrap_or(0)
}
