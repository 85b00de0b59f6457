//! Single numbers as people read them, to so many significant digits.

use bigdecimal::BigDecimal;

/// The most digits a double can need to be told from its neighbours.
pub const ALL_DIGITS: usize = 17;

/// A written number, in ASCII: `-1.2e-7`. How its signs are drawn is `notation`'s affair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral(String);

impl Numeral {
    /// `value` to `digits` significant digits, without trailing zeros.
    pub fn significant(value: f64, digits: usize) -> Self {
        if !value.is_finite() {
            return Self(non_finite(value).to_owned());
        }
        let digits = digits.clamp(1, ALL_DIGITS);
        let shortest = format!("{value:e}");
        let scientific = if digits_of(&shortest) <= digits {
            shortest
        } else {
            format!("{value:.*e}", digits - 1)
        };
        let (mantissa, exponent) = split(&scientific);
        // A zero before the point would pass for a digit: beyond its digits a number is written in powers of ten.
        if (-4..digits as i32).contains(&exponent) {
            let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
            // Rounded twice is rounded wrongly: the digits come from the scientific form.
            return Self(trimmed(&shifted(mantissa, exponent, decimals)).to_owned());
        }
        Self(format!("{}e{exponent}", trimmed(mantissa)))
    }

    /// How many significant digits tell two numbers apart, at least so many; no more than there are where they are equal.
    pub fn digits_apart(one: f64, other: f64, least: usize) -> usize {
        let differ =
            |digits: &usize| Self::significant(one, *digits) != Self::significant(other, *digits);
        (least..ALL_DIGITS).find(differ).unwrap_or(least)
    }

    /// The shortest text that reads back as `value`: `4.2e-18`, `0.1`, `NaN`, `Infinity`, `-Infinity`.
    pub fn shortest(value: f64) -> Self {
        if value.is_finite() {
            Self(format!("{value:?}"))
        } else {
            Self(non_finite(value).to_owned())
        }
    }

    /// The text, in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number this text stands for.
    pub fn read(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number this text stands for, to its last digit; `None` if it is not finite.
    pub fn decimal(&self) -> Option<BigDecimal> {
        self.0.parse().ok()
    }

    /// Whether it is written with a minus sign.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// The same without its minus sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        Self(self.0.trim_start_matches('-').to_owned())
    }
}

/// What a non-finite number is called, as in JSON.
fn non_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// How many digits the mantissa of `scientific` has.
pub(super) fn digits_of(scientific: &str) -> usize {
    split(scientific)
        .0
        .chars()
        .filter(char::is_ascii_digit)
        .count()
}

/// `1.25e-3` as (`1.25`, −3).
pub(super) fn split(scientific: &str) -> (&str, i32) {
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    (mantissa, exponent.parse().unwrap_or(0))
}

/// `mantissa` × 10^`exponent` with exactly `decimals` decimals, by moving the point; digits beyond them are cut, so
/// the mantissa must have been rounded for them.
pub(super) fn shifted(mantissa: &str, exponent: i32, decimals: usize) -> String {
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digit = |place: i32| {
        let at = usize::try_from(exponent - place).ok();
        at.and_then(|at| digits.as_bytes().get(at))
            .map_or('0', |&digit| char::from(digit))
    };
    let whole = (0..=exponent.max(0)).rev().map(digit);
    let mut text: String = sign.chars().chain(whole).collect();
    if decimals > 0 {
        text.push('.');
        text.extend((1..=decimals as i32).map(|place| digit(-place)));
    }
    text
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}
