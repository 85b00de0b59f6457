//! Written numbers: single ones as people read them, and the cells of one matrix side by side.

use bigdecimal::BigDecimal;
use gradwalk::engine::{Matrix, Value, Vector};
use gradwalk::page::{ALL_DIGITS, Format, Numeral};
use proptest::prelude::*;

/// Every finite double, small magnitudes and round numbers no rarer than others.
fn number() -> impl Strategy<Value = f64> {
    let anywhere = (any::<bool>(), 1.0..10.0_f64, -320..=307_i32);
    let anywhere = anywhere.prop_map(|(negative, mantissa, exponent)| {
        let size: f64 = format!("{mantissa}e{exponent}").parse().expect("a number");
        if negative { -size } else { size }
    });
    let everyday = (-100_000..100_000_i32, 0..6_u32)
        .prop_map(|(mantissa, places)| f64::from(mantissa) / 10_f64.powi(places.cast_signed()));
    let nines = (1..17_usize, -12..12_i32)
        .prop_map(|(nines, exponent)| format!("9.{}5e{exponent}", "9".repeat(nines)))
        .prop_map(|text| text.parse().expect("a number"));
    prop_oneof![2 => anywhere, 3 => everyday, 1 => nines, 1 => Just(0.0)]
}

/// Numbers of like size, as a layer's are.
fn neighbours() -> impl Strategy<Value = Vec<f64>> {
    let like = (-320..=300_i32).prop_flat_map(|exponent| {
        let one = (-10.0..10.0_f64, 0..4_i32).prop_map(move |(mantissa, below)| {
            format!("{mantissa}e{}", exponent - below)
                .parse()
                .expect("a number")
        });
        prop::collection::vec(one, 1..12)
    });
    prop_oneof![like, prop::collection::vec(number(), 1..12)]
}

fn exact(value: f64) -> BigDecimal {
    BigDecimal::try_from(value).expect("a finite number")
}

/// 10 to `exponent`, halved.
fn half(exponent: i64) -> BigDecimal {
    BigDecimal::new(5.into(), 1 - exponent)
}

/// ⌊log₁₀ |value|⌋.
fn order(value: f64) -> i64 {
    let text = format!("{value:e}");
    let (_, exponent) = text.split_once('e').expect("it is scientific");
    exponent.parse().expect("it is whole")
}

fn has_figure(text: &str) -> bool {
    let mantissa = text.split('e').next().unwrap_or_default();
    mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_many_digits_read_back_within_half_a_unit_of_the_last(value in number(), digits in 1..=ALL_DIGITS) {
        let numeral = Numeral::significant(value, digits);
        let read = numeral.decimal().expect("it is finite");
        let error = (&read - exact(value)).abs();
        let text = numeral.as_str();
        // What needs no more digits is written as the shortest text that reads back.
        prop_assert!(numeral.read().to_bits() == value.to_bits() || error <= half(order(value) - digits as i64 + 1), "{text}");
        prop_assert_eq!(has_figure(text), value != 0.0, "{}", text);
        prop_assert_eq!(numeral.is_negative(), value.is_sign_negative(), "{}", text);
        prop_assert!(text.len() <= digits + 8, "{}", text);
        prop_assert!(read.normalized().digits() <= digits as u64, "{}", text);
    }

    #[test]
    fn all_digits_and_the_shortest_text_read_back_exactly(value in number()) {
        for numeral in [Numeral::shortest(value), Numeral::significant(value, ALL_DIGITS)] {
            prop_assert_eq!(numeral.read().to_bits(), value.to_bits(), "{}", numeral.as_str());
        }
    }

    #[test]
    fn the_magnitude_is_the_number_without_its_sign(value in number(), digits in 1..=ALL_DIGITS) {
        let (numeral, size) = (Numeral::significant(value, digits), Numeral::significant(value.abs(), digits));
        prop_assert_eq!(numeral.magnitude(), size);
    }

    #[test]
    fn the_cells_of_a_vector_stand_under_one_another(values in neighbours(), digits in 1..=ALL_DIGITS) {
        let vector = Vector::from_vec(values);
        hold(&Value::Vector(&vector), digits)?;
    }

    #[test]
    fn the_cells_of_an_outer_product_stand_under_one_another(
        (down, across) in (neighbours(), neighbours()), digits in 1..=ALL_DIGITS
    ) {
        let (down, across) = (Vector::from_vec(down), Vector::from_vec(across));
        hold(&Value::Outer(&down, &across), digits)?;
    }

    #[test]
    fn the_cells_of_a_large_matrix_stand_under_one_another(values in neighbours(), digits in 1..=ALL_DIGITS) {
        let matrix = Matrix::from_fn(20, 20, |row, column| values[(row * 20 + column) % values.len()]);
        hold(&Value::Matrix(&matrix, matrix.amax()), digits)?;
    }
}

fn hold(value: &Value<'_>, digits: usize) -> Result<(), TestCaseError> {
    let format = Format::of(value, digits);
    prop_assert!(
        format.width() <= digits + 7,
        "{} columns for {digits} digits",
        format.width()
    );
    let mut points = Vec::new();
    for (row, column) in
        (0..value.rows()).flat_map(|row| (0..value.columns()).map(move |column| (row, column)))
    {
        let entry = value.entry(row, column);
        let cell = format.cell(entry);
        prop_assert_eq!(cell.len(), format.width(), "{:?}", cell);
        let text = cell.trim();
        if entry.is_finite() && entry != 0.0 {
            let sign = if entry > 0.0 { '+' } else { '-' };
            prop_assert!(
                text.starts_with(sign) && has_figure(text),
                "{text:?} is {entry:e}"
            );
            if !text.contains('e') {
                points.push(cell.find('.').unwrap_or(cell.len()));
            }
            reads_back(entry, text, format)?;
        }
    }
    points.dedup();
    prop_assert!(points.len() <= 1, "points at {points:?}");
    Ok(())
}

/// What is fixed is right to half a unit of its last place; what is tiny is right in its own first figure.
fn reads_back(entry: f64, text: &str, format: Format) -> Result<(), TestCaseError> {
    let read: BigDecimal = text.trim_start_matches('+').parse().expect("a number");
    let read = read * BigDecimal::new(1.into(), -i64::from(format.exponent()));
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len() as i64);
    let last = if text.contains('e') {
        order(entry)
    } else {
        i64::from(format.exponent()) - decimals
    };
    let error = (read - exact(entry)).abs();
    // Seventeen digits may be the shortest text, a little off the exact binary value.
    let slack = exact(entry.abs()) * BigDecimal::new(1.into(), 16);
    prop_assert!(error <= half(last) + slack, "{text} is {entry:e}");
    Ok(())
}

#[test]
fn known_numbers_are_written_as_people_write_them() {
    for (value, digits, text) in [
        (0.1, 4, "0.1"),
        (0.123_456_789, 4, "0.1235"),
        (-40.0, 4, "-40"),
        (1234.5, 6, "1234.5"),
        (1e-4, 4, "0.0001"),
        (1e-5, 4, "1e-5"),
        (1_234_567.0, 6, "1.23457e6"),
        (4.248_354_255_291_589e-18, 4, "4.248e-18"),
        (9.999_99, 4, "10"),
        (0.0, 4, "0"),
        (-0.0, 4, "-0"),
        (1.5e300, 4, "1.5e300"),
        (5e-324, 17, "5e-324"),
        (f64::NAN, 4, "NaN"),
        (f64::INFINITY, 4, "Infinity"),
        (f64::NEG_INFINITY, 4, "-Infinity"),
    ] {
        assert_eq!(Numeral::significant(value, digits).as_str(), text);
    }
    assert_eq!(Numeral::shortest(0.1 + 0.2).as_str(), "0.30000000000000004");
    assert_eq!(Numeral::shortest(f64::NEG_INFINITY).as_str(), "-Infinity");
    assert_eq!(Numeral::significant(f64::NAN, 4).decimal(), None);
}

#[test]
fn known_vectors_are_written_as_people_write_them() {
    let cells = |entries: &[f64], digits| {
        let vector = Vector::from_row_slice(entries);
        let format = Format::of(&Value::Vector(&vector), digits);
        let cells: Vec<String> = vector.iter().map(|&entry| format.cell(entry)).collect();
        (format.exponent(), cells)
    };
    let expect =
        |exponent, texts: &[&str]| (exponent, texts.iter().map(ToString::to_string).collect());
    assert_eq!(
        cells(&[0.5, -0.25, 1.0], 4),
        expect(0, &["+0.50", "-0.25", "+1.00"])
    );
    assert_eq!(cells(&[1.0, 0.0, -2.0], 4), expect(0, &["+1", " 0", "-2"]));
    assert_eq!(
        cells(&[-1.2345e-7, 3e-8], 3),
        expect(-7, &["-1.23", "+0.30"])
    );
    assert_eq!(cells(&[0.0, 0.0], 4), expect(0, &["0", "0"]));
    // Neither is exactly a power of ten in binary.
    assert_eq!(cells(&[1e200, 0.0], 4), expect(200, &["+1", " 0"]));
    assert_eq!(cells(&[1e23, -2e23], 17), expect(23, &["+1", "-2"]));
    let (exponent, tiny) = cells(&[0.123_456, 1e-9], 4);
    assert_eq!((exponent, tiny[1].trim()), (0, "+1.0e-9"));
    let (_, strange) = cells(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.5], 4);
    let strange: Vec<_> = strange.iter().map(|cell| cell.trim()).collect();
    assert_eq!(strange, ["NaN", "+inf", "-inf", "+0.5"]);
}
