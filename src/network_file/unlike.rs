//! Numbers that are read as another than is written, though nothing is wrong with them: what rounding is to be told.

use toml::de::{DeTable, DeValue};

/// The digits that every double has room for, and the exponent from which on a number may be rounded to 0.
const DIGITS: usize = 15;
const TINY: usize = 300;

/// A number of a file.
struct Unlike {
    at: usize,
    written: String,
    read: String,
}

/// The first number of `document`, the tables of `text`, that is read as another, in words, and how many there are.
pub(super) fn told(document: &DeTable<'_>, text: &str) -> Option<String> {
    let mut found = Vec::new();
    within_table(document, &mut found);
    let first = found.iter().min_by_key(|unlike| unlike.at)?;
    let before = text.get(..first.at).unwrap_or_default();
    let line = before.split('\n').count();
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let more = match found.len() - 1 {
        0 => String::new(),
        1 => "; so is 1 more number".to_owned(),
        more => format!("; so are {more} more numbers"),
    };
    let Unlike { written, read, .. } = first;
    Some(format!(
        "line {line}, column {column}: {written} is rounded to {read}{more}"
    ))
}

fn within_table(table: &DeTable<'_>, found: &mut Vec<Unlike>) {
    for value in table.values() {
        within(value.get_ref(), value.span().start, found);
    }
}

fn within(value: &DeValue<'_>, at: usize, found: &mut Vec<Unlike>) {
    let rounded = match value {
        DeValue::Table(table) => return within_table(table, found),
        DeValue::Array(items) => {
            for item in items {
                within(item.get_ref(), item.span().start, found);
            }
            return;
        }
        DeValue::Float(float) => vanished(float.as_str()),
        DeValue::Integer(integer) => whole(integer.as_str(), integer.radix()),
        _ => None,
    };
    found.extend(rounded.map(|(written, read)| Unlike { at, written, read }));
}

/// A number that is not 0, and too small for any double.
fn vanished(text: &str) -> Option<(String, String)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let may_vanish = exponent.starts_with('-') || mantissa.len() > TINY;
    let is_zero = || text.parse::<f64>().is_ok_and(|value| value == 0.0);
    let has_digit = || mantissa.contains(|c: char| matches!(c, '1'..='9'));
    (may_vanish && has_digit() && is_zero()).then(|| (short(text), "0".to_owned()))
}

/// An integer that is no double.
fn whole(text: &str, radix: u32) -> Option<(String, String)> {
    let digits = text.trim_start_matches(['+', '-']);
    if digits.len() <= DIGITS * 10 / radix.max(10) as usize {
        return None;
    }
    let exact = i128::from_str_radix(text, radix).ok()?;
    let read = exact as f64;
    // 2¹²⁷ is the first that cannot be held against the integer.
    let is_same = read.abs() < 1.7e38 && read as i128 == exact;
    (!is_same).then(|| (short(&exact.to_string()), format!("{read:.0}")))
}

/// The beginning of a long number.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str) -> Option<String> {
        let text = format!("# one\nx = [1, {number}]\n");
        let document = DeTable::parse(&text).expect("it is TOML");
        told(document.get_ref(), &text)
    }

    #[test]
    fn a_number_that_is_another_is_told_with_its_place_and_both_values() {
        for (number, message) in [
            ("1e-400", "1e-400 is rounded to 0"),
            ("-1.5E-5000", "-1.5E-5000 is rounded to 0"),
            (
                "9007199254740993",
                "9007199254740993 is rounded to 9007199254740992",
            ),
            (
                "-9_007_199_254_740_993",
                "-9007199254740993 is rounded to -9007199254740992",
            ),
            (
                "0x20000000000001",
                "9007199254740993 is rounded to 9007199254740992",
            ),
        ] {
            let expected = format!("line 2, column 9: {message}");
            assert_eq!(of(number).as_deref(), Some(expected.as_str()));
        }
        let two = of("1e-400, [9007199254740993], 3").expect("two of them");
        assert!(
            two.ends_with("1e-400 is rounded to 0; so is 1 more number"),
            "{two}"
        );
    }

    #[test]
    fn what_is_what_is_written_or_the_nearest_decimal_is_not_told() {
        let zeros = format!("0.{}", "0".repeat(1000));
        for number in [
            "0.1",
            "0e-400",
            "0.0e-9",
            "-0.0",
            "5e-324",
            "1e300",
            "9007199254740992",
            "9007199254740994",
            "0x7fffffff00000000",
            "1000000000000000000000",
            "0.1000000000000000055511151231257827",
            "inf",
            "nan",
            &zeros,
        ] {
            assert_eq!(of(number), None, "{number}");
        }
        assert_eq!(
            of(&format!("{zeros}1")).map(|told| told.len() < 120),
            Some(true)
        );
    }
}
