//! Words that other notations have for numbers, and for nothing.

/// The longest word that is looked at.
const LONG: usize = 40;

/// The first digit of alphabets whose digits look like, or are typed for, ours.
const ZEROS: [char; 3] = ['\u{660}', '\u{6f0}', '\u{ff10}'];

/// Whether `word` is NaN or an infinity, in whatever letters.
pub(super) fn is_not_finite(word: &str) -> bool {
    let word = word.trim_start_matches(['+', '-']);
    let head = word.get(..3).unwrap_or_default();
    head.eq_ignore_ascii_case("nan") || head.eq_ignore_ascii_case("inf")
}

/// Whether `word` stands for no value at all.
pub(super) fn is_nothing(word: &str) -> bool {
    let nothing = ["null", "none", "nil", "na", "n/a", "undefined"];
    nothing.iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// Whether `word` begins as a number does.
pub(super) fn is_like_number(word: &str) -> bool {
    let word = word.trim_start_matches(|c| is_minus(c) || c == '+');
    let digits = word.strip_prefix('.').unwrap_or(word);
    digits.starts_with(char::is_numeric)
}

/// Whether `word` is a name as activations have them.
pub(super) fn is_plain(word: &str) -> bool {
    word.len() <= LONG / 2 && word.starts_with(|c: char| c.is_ascii_alphabetic()) && {
        let mut bytes = word.bytes();
        bytes.all(|c| c.is_ascii_alphanumeric() || c == b'_')
    }
}

/// The number that `word` is in another notation: `.5`, `5.`, `007`, `1/3`, `50%`, `1d-3`, `0.5f`, other digits.
pub(super) fn meant(word: &str) -> Option<String> {
    if word.len() > LONG {
        return None;
    }
    let plain: String = word.chars().map(ours).filter(|c| *c != '_').collect();
    let number = |text: &str| text.parse::<f64>().ok();
    let value = if let Some((over, under)) = plain.split_once('/') {
        number(over)? / number(under)?
    } else if let Some(percent) = plain.strip_suffix('%') {
        number(percent)? / 100.0
    } else {
        let without_suffix = plain.trim_end_matches(['f', 'F', 'd', 'D', 'l', 'L']);
        number(without_suffix).or_else(|| number(&plain.replace(['d', 'D'], "e")))?
    };
    value.is_finite().then(|| {
        let short = value.to_string();
        if short.len() <= 20 {
            short
        } else {
            format!("{value:?}")
        }
    })
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '—')
}

/// The character of a number that stands for `c`.
fn ours(c: char) -> char {
    let digit = |zero: &char| {
        (c as u32)
            .checked_sub(*zero as u32)
            .filter(|digit| *digit < 10)
    };
    match ZEROS.iter().find_map(digit) {
        Some(digit) => char::from_digit(digit, 10).unwrap_or(c),
        None if is_minus(c) => '-',
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_notations_are_meant() {
        for (word, number) in [
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("1/3", "0.3333333333333333"),
            ("-1/8", "-0.125"),
            ("50%", "0.5"),
            ("1d-3", "0.001"),
            ("0.5f", "0.5"),
            ("1_000_", "1000"),
            ("\u{663}", "3"),
            ("\u{ff11}.\u{ff15}", "1.5"),
            ("\u{2212}1", "-1"),
            ("1d300", "1e300"),
        ] {
            assert!(is_like_number(word), "{word}");
            assert_eq!(meant(word).as_deref(), Some(number), "{word}");
        }
    }

    #[test]
    fn what_is_no_number_means_none() {
        for word in [
            "2*3", "1/0", "1/", "/", "++1", "0x1p3", "1e999", "half", "", "1/2/3",
        ] {
            assert_eq!(meant(word), None, "{word}");
        }
        assert_eq!(meant(&"1".repeat(1000)), None);
        assert!(!is_like_number("half") && !is_like_number("") && !is_like_number("."));
    }
}
