//! Numbers as people type them, and their neighbours.

use super::action::{Change, Size};

/// The number that `text` stands for: a decimal, in powers of ten if need be, or a fraction such as 1/3. `None` for
/// what is not a finite number.
pub fn read(text: &str) -> Option<f64> {
    let decimal = |text: &str| text.trim().replace('−', "-").parse::<f64>().ok();
    let value = match text.split_once('/') {
        Some((above, below)) => decimal(above)? / decimal(below)?,
        None => decimal(text)?,
    };
    value.is_finite().then_some(value)
}

/// The step by which a number of the size of `value` is nudged: one in its second digit.
pub fn step_near(value: f64) -> f64 {
    if value == 0.0 {
        return 0.1;
    }
    power_of_ten(value.abs().log10().floor() as i32 - 1)
}

/// 1, 2 or 5 times a power of ten, the largest that is not above `size`.
pub fn round_below(size: f64) -> f64 {
    if !(size > 0.0 && size.is_finite()) {
        return 0.1;
    }
    let power = power_of_ten(size.log10().floor() as i32);
    let fits = |factor: &f64| factor * power <= size;
    [5.0, 2.0].into_iter().find(fits).unwrap_or(1.0) * power
}

/// `value` a `step` further, or ten of them, with the decimals of the step, so that 0.1 + 0.2 is 0.3.
pub fn nudged(value: f64, step: f64, change: Change, size: Size) -> f64 {
    let factor = match size {
        Size::Small => 1.0,
        Size::Large => 10.0,
    };
    let by = match change {
        Change::More => factor * step,
        Change::Less => -factor * step,
    };
    let decimals = -step.log10().floor().clamp(-300.0, 300.0);
    // What the value has beyond the step's decimals stays: only the noise of the sum is taken off.
    let decimals = decimals.max(0.0) as usize + 12;
    let sum = format!("{:.decimals$}", value + by);
    let sum = sum.parse().unwrap_or(value);
    if f64::is_finite(sum) { sum } else { value }
}

fn power_of_ten(exponent: i32) -> f64 {
    // Read, not computed: 1e-5 is the double nearest to it.
    format!("1e{}", exponent.clamp(-300, 300))
        .parse()
        .unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_fractions_are_read_and_nothing_else() {
        for (text, value) in [
            ("0.25", 0.25),
            (" -3 ", -3.0),
            ("−3e-2", -0.03),
            ("1/3", 1.0 / 3.0),
            ("-1 / 8", -0.125),
            (".5", 0.5),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["", "x", "1/0", "nan", "inf", "1e999", "1/2/3", "0,5", "--1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_size_is_rounded_down_to_one_two_or_five() {
        for (size, rounded) in [
            (1.0, 1.0),
            (1.9, 1.0),
            (2.0, 2.0),
            (4.9, 2.0),
            (5.0, 5.0),
            (9.9, 5.0),
            (0.03, 0.02),
            (7e-9, 5e-9),
        ] {
            assert_eq!(round_below(size).to_bits(), f64::to_bits(rounded), "{size}");
        }
        for nothing in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(round_below(nothing).to_bits(), 0.1_f64.to_bits());
        }
    }

    #[test]
    fn a_nudge_stays_a_short_number() {
        let up = |value, step| nudged(value, step, Change::More, Size::Small);
        let same = |one: f64, other: f64| assert_eq!(one.to_bits(), other.to_bits());
        same(up(0.2, 0.1), 0.3);
        same(up(0.1, step_near(0.1)), 0.11);
        same(nudged(0.3, 0.01, Change::Less, Size::Large), 0.2);
        same(up(1e-9, step_near(1e-9)), 1.1e-9);
        same(up(0.0, step_near(0.0)), 0.1);
        assert!((up(1.0 / 3.0, 0.01) - 1.0 / 3.0 - 0.01).abs() < 1e-12);
    }

    #[test]
    fn a_nudge_of_any_number_is_finite() {
        for value in [f64::MAX, f64::MIN, 1e300, 5e-324, -0.0] {
            for size in [Size::Small, Size::Large] {
                assert!(nudged(value, step_near(value), Change::More, size).is_finite());
            }
        }
    }
}
