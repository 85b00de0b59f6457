//! Words in ASCII: the notation as [`Script::Ascii`](super::Script) writes it, the rest letter by letter.

/// The spellings of single characters.
const SPELLINGS: &[(char, &str)] = &[
    ('σ', "s"),
    ('δ', "d"),
    ('Φ', "Phi"),
    ('Σ', "sum"),
    ('γ', "gamma"),
    ('β', "beta"),
    ('μ', "mu"),
    ('ε', "eps"),
    ('η', "eta"),
    ('§', "section "),
    ('←', "<-"),
    ('→', "->"),
    ('π', "pi"),
    ('α', "alpha"),
    ('θ', "theta"),
    ('ẑ', "zhat"),
    ('∇', "grad_"),
    ('ₓ', "x"),
    ('∂', "d"),
    ('′', "'"),
    ('’', "'"),
    ('‘', "'"),
    ('ᵀ', "'"),
    ('“', "\""),
    ('”', "\""),
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('·', "*"),
    ('∘', "o"),
    ('⊙', ".*"),
    ('×', "x"),
    ('≈', "~="),
    ('≤', "<="),
    ('≥', ">="),
    ('√', "sqrt"),
    ('∞', "inf"),
    ('½', "1/2 "),
    ('⅓', "(1/3)"),
    ('⅔', "(2/3)"),
    ('‖', "|"),
    ('…', "..."),
    ('⁽', "["),
    ('⁾', "]"),
];

/// The superscripts, and what each lifts.
const SUPERSCRIPTS: (&str, &str) = ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ˡᴸ", "0123456789+-lL");

/// The subscripts, and what each lowers.
const SUBSCRIPTS: (&str, &str) = ("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖ", "0123456789ijk");

/// `words` in ASCII; what has no spelling becomes its escape, such as `\u{f6}`, so that two names stay two.
pub fn words(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for character in words.chars() {
        put(&mut out, before, character);
        before = character;
    }
    out
}

fn put(out: &mut String, before: char, character: char) {
    if character.is_ascii() {
        out.push(character);
    } else if let Some((_, spelling)) = SPELLINGS.iter().find(|(known, _)| *known == character) {
        out.push_str(spelling);
    } else if let Some(lifted) = found(SUPERSCRIPTS, character) {
        // Within ⁽ ⁾ it is a layer's number, elsewhere a power.
        if before != '⁽' && found(SUPERSCRIPTS, before).is_none() {
            out.push('^');
        }
        out.push(lifted);
    } else if let Some(lowered) = found(SUBSCRIPTS, character) {
        if found(SUBSCRIPTS, before).is_none() {
            out.push('_');
        }
        out.push(lowered);
    } else {
        out.extend(character.escape_unicode());
    }
}

fn found((from, to): (&str, &str), character: char) -> Option<char> {
    let at = from.chars().position(|known| known == character)?;
    to.chars().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_in_words_is_spelled_as_formulas_are() {
        assert_eq!(
            words("(W⁽¹⁰⁾)ᵀ δ⁽³⁾₁₂ and ‖∇ₓ‖, 1.2·10⁻¹⁸"),
            "(W[10])' d[3]_12 and |grad_x|, 1.2*10^-18"
        );
        assert_eq!(
            words("a⁽ᴸ⁾ in ½‖a − y‖² √2 漢"),
            "a[L] in 1/2 |a - y|^2 sqrt2 \\u{6f22}"
        );
    }
}
