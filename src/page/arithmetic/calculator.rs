//! What a pocket calculator makes of an entry's arithmetic as it is written.

use std::num::NonZeroU64;

use bigdecimal::{BigDecimal, RoundingMode};

use super::Arithmetic;
use crate::page::numeral::{ALL_DIGITS, Numeral};

impl Arithmetic {
    /// What a calculator that keeps every digit shows for the arithmetic as it is written with `digits` digits, good
    /// to `wanted` digits; `None` where it has no answer.
    pub(super) fn evaluate(&self, digits: usize, wanted: usize) -> Option<BigDecimal> {
        let read = |value: f64| Numeral::significant(value, digits).decimal();
        let value = |part: &Self| part.evaluate(digits, wanted);
        let function = |value: f64| {
            // σ is good to a few ulp, which is the sixteenth digit.
            (wanted < 15)
                .then(|| Numeral::significant(value, ALL_DIGITS).decimal())
                .flatten()
        };
        match self {
            Self::Number(given) => read(given.value),
            Self::Folded { sum, .. } => read(*sum),
            Self::Sum(parts) => parts.iter().map(value).sum(),
            Self::Difference(parts) => {
                let (first, rest) = parts.split_first()?;
                let rest: Option<BigDecimal> = rest.iter().map(value).sum();
                Some(value(first)? - rest?)
            }
            Self::Product(parts) => {
                let one = Some(BigDecimal::from(1));
                parts
                    .iter()
                    .map(value)
                    .fold(one, |product, factor| Some(product? * factor?))
            }
            Self::Quotient(above, below) => {
                let below = value(below)?;
                (below != 0).then(|| Some(value(above)? / below)).flatten()
            }
            Self::Sigma(activation, z) => {
                function(activation.value(Numeral::significant(z.value, digits).read()))
            }
            Self::SigmaPrime(activation, z) => {
                function(activation.derivative(Numeral::significant(z.value, digits).read()))
            }
        }
    }
}

/// `value` to `digits` significant digits.
pub(super) fn rounded(value: &BigDecimal, digits: usize) -> BigDecimal {
    let digits = NonZeroU64::new(digits as u64).unwrap_or(NonZeroU64::MIN);
    value.with_precision_round(digits, RoundingMode::HalfEven)
}
