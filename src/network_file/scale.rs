//! The line of a description that says what the data was divided by: written here, and read here.

/// The line that records the scale S: what `-x` and `--sample` give is divided by it, as the data was in training. The
/// x of the file itself is a⁽¹⁾ as it stands.
pub fn scale_line(scale: f64) -> String {
    format!("scale = {scale}: x is the data divided by {scale}, also that of -x and --sample")
}

/// The scale that `description` records: the number of its first line that begins with `scale = NUMBER`. One that is
/// not finite and above 0 is none.
pub fn scale(description: &str) -> Option<f64> {
    let of_line = |line: &str| {
        let rest = line.trim_start().strip_prefix("scale")?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let number = rest.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';'));
        let number: f64 = number.into_iter().next()?.parse().ok()?;
        (number.is_finite() && number > 0.0).then_some(number)
    };
    description.lines().find_map(of_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for number in [16.0, 0.1, 1.0 / 3.0, 1e300, 5e-324] {
            let description = format!("Digits.\nA scale = 3 here.\n{}\n", scale_line(number));
            assert_eq!(
                scale(&description).map(f64::to_bits),
                Some(number.to_bits())
            );
        }
    }

    #[test]
    fn only_a_line_of_its_own_with_a_number_above_0_is_a_scale() {
        for line in [
            "",
            "scale",
            "scale = ",
            "scale = x",
            "scale = 0",
            "scale = -1",
            "scale = nan",
            "scale = inf",
            "a scale = 16",
            "scaled = 16",
        ] {
            assert_eq!(scale(line), None, "{line}");
        }
        for line in [
            "scale = 16",
            " scale=16",
            "scale = 16, the greys",
            "scale = 1.6e1: x",
        ] {
            assert_eq!(scale(line), Some(16.0), "{line}");
        }
    }
}
