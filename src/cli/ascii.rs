//! Documents for other programs in ASCII alone, without loss: what is not ASCII becomes the escape that the document's
//! own format has for it.

use std::fmt::Write as _;

/// JSON, whose strings know `\u03b4`.
pub fn json(document: &str) -> String {
    escaped(document, |ascii, character| {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(ascii, "\\u{unit:04x}");
        }
    })
}

/// Markdown, which knows HTML's `&#948;`. Its formulas are LaTeX, and ASCII already.
pub fn markdown(document: &str) -> String {
    escaped(document, |ascii, character| {
        let _ = write!(ascii, "&#{};", u32::from(character));
    })
}

fn escaped(document: &str, escape: impl Fn(&mut String, char)) -> String {
    let mut ascii = String::with_capacity(document.len());
    for character in document.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            escape(&mut ascii, character);
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ascii_is_escaped_as_the_format_has_it() {
        assert_eq!(json("a, δ, 😀"), r"a, \u03b4, \ud83d\ude00");
        assert_eq!(markdown("a, δ, 😀"), "a, &#948;, &#128512;");
    }
}
