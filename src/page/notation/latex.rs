//! Numbers in LaTeX.

/// A LaTeX number: `1.2e-7` is 1.2 × 10⁻⁷.
pub fn number(ascii: &str) -> String {
    let text = ascii
        .trim()
        .replace("Infinity", "\\infty")
        .replace("inf", "\\infty");
    let text = text.replace("NaN", "\\text{NaN}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if exponent.parse::<i32>().is_ok() => {
            format!("{mantissa} \\times 10^{{{exponent}}}")
        }
        _ => text,
    }
}
