//! What a quantity may be called by someone who types: `z3`, `z[3]`, `z⁽³⁾`, `delta3`, `weights`, `∇ₓ`, `sigma'`.

use crate::engine::{Entry, Quantity, Trace};
use crate::page::notation::Script;
use crate::page::symbol::{argument, entry_symbol};

/// A name as it is compared: small letters, layers and indices as plain digits, an index after `_`. `W⁽²⁾₁₂` and
/// `w[2]_12` are both `w2_12`, `σ′(z⁽³⁾)` is `σ'z3`.
pub fn normal(name: &str) -> String {
    let mut plain = String::new();
    let mut in_index = false;
    for character in name.chars().flat_map(char::to_lowercase) {
        let lowered = "₀₁₂₃₄₅₆₇₈₉".chars().position(|known| known == character);
        let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|known| known == character);
        if lowered.is_some() && !in_index {
            plain.push('_');
        }
        in_index = lowered.is_some() || (in_index && character == ',');
        let digit = lowered.or(raised).map(|digit| digit as u32);
        match digit.and_then(|digit| char::from_digit(digit, 10)) {
            Some(digit) => plain.push(digit),
            None => plain.extend(spelled(character)),
        }
    }
    // `grad_x`, `sigma_prime_z3`: only before a digit is it an index.
    let next = |at: usize| plain[at + 1..].chars().next();
    let is_kept = |&(at, character): &(usize, char)| {
        character != '_' || next(at).is_some_and(|next| next.is_ascii_digit())
    };
    let kept = plain.char_indices().filter(is_kept);
    kept.map(|(_, character)| character).collect()
}

fn spelled(character: char) -> Option<char> {
    match character {
        '⁽' | '⁾' | '[' | ']' | '(' | ')' | '{' | '}' | '^' | '\\' => None,
        '′' | '’' => Some('\''),
        'ₓ' => Some('x'),
        other => Some(other),
    }
}

/// A name and, where there is one, the index after it, as it was typed.
pub fn split_index(normal: &str) -> (&str, Option<&str>) {
    let is_index = |index: &str| {
        let digits = |text: &str| text.chars().all(|digit| digit.is_ascii_digit());
        let (row, column) = index.split_once(',').unwrap_or((index, ""));
        !row.is_empty() && digits(row) && digits(column)
    };
    match normal.rsplit_once('_') {
        Some((name, index)) if is_index(index) => (name, Some(index)),
        _ => (normal, None),
    }
}

/// What a name stands for.
pub enum Meant<'a> {
    /// All of the quantity.
    Whole,
    /// What is at this index of it: `x2` is `x_2`, as x has no layer.
    AtIndex(&'a str),
}

/// The names of one quantity.
pub struct Names {
    /// As it is written, the layer with it.
    written: Vec<String>,
    /// Names that the layer's number follows.
    of_layer: Vec<String>,
    layer: usize,
    /// Names without a layer; a number after them is an index.
    alone: &'static [&'static str],
}

impl Names {
    /// Those of `quantity`.
    pub fn of(trace: &Trace, quantity: Quantity) -> Self {
        let entry = entry_symbol(trace, Entry::of(quantity, 0));
        let written = [Script::Unicode, Script::Ascii].map(|script| {
            let written = normal(&script.write(&entry));
            split_index(&written).0.to_owned()
        });
        let depth = trace.network().depth();
        let (of_layer, layer, alone): (&[&str], usize, &[&str]) = match quantity {
            Quantity::Weights(l) => (&["w", "weights"], l, &[]),
            Quantity::Bias(l) => (&["b", "bias", "biases"], l, &[]),
            Quantity::Gamma(l) => (&["γ", "gamma"], l, &[]),
            Quantity::Beta(l) => (&["β", "beta"], l, &[]),
            Quantity::Target => (&[], 0, &["y", "target"]),
            Quantity::Product(l) => (&["wa", "product"], l, &[]),
            Quantity::Z(l) => (&["z"], l, &[]),
            Quantity::U(l) => (&["u"], l, &[]),
            Quantity::Standard(l) => (&["ẑ", "zhat"], l, &[]),
            Quantity::Sigma(l) => (&["σ", "s", "sigma"], l, &[]),
            Quantity::A(1) => (&["a"], 1, &["x", "input"]),
            Quantity::A(l) if l == depth => (&["a"], l, &["output"]),
            Quantity::A(l) => (&["a"], l, &[]),
            Quantity::SigmaPrime(l) => {
                (&["σ'", "s'", "sigma'", "sigmaprime", "derivative"], l, &[])
            }
            Quantity::G(1) => (
                &["g"],
                1,
                &[
                    "∇", "∇x", "grad", "gradx", "gradient", "nabla", "nablax", "dx",
                ],
            ),
            Quantity::G(l) if l == depth => (&["g"], l, &["seed"]),
            Quantity::G(l) => (&["g", "pullback"], l, &[]),
            Quantity::T(l) => (&["t"], l, &[]),
            Quantity::Delta(l) => (&["δ", "d", "delta"], l, &[]),
            Quantity::WeightGradient(l) => (&["∂w", "dw", "∇w", "gradw", "gradient"], l, &[]),
            Quantity::BiasGradient(l) => (&["∂b", "db", "∇b", "gradb", "gradient"], l, &[]),
        };
        let mut of_layer: Vec<String> = of_layer.iter().map(|&name| name.to_owned()).collect();
        if let Quantity::Sigma(l) | Quantity::SigmaPrime(l) = quantity {
            // sigma'(z3), and what NumPy calls it.
            let argument = Script::Ascii.write(&argument(trace, l));
            let letter: String = argument.chars().take(1).collect();
            let with = of_layer.iter().map(|name| format!("{name}{letter}"));
            let with: Vec<String> = with.collect();
            of_layer.extend(with);
        }
        Self {
            written: written.into(),
            of_layer,
            layer,
            alone,
        }
    }

    /// What `name`, which is [`normal`] and has no index after `_`, stands for if it is one of them.
    pub fn meaning<'a>(&self, name: &'a str) -> Option<Meant<'a>> {
        let is_digit = |character: char| character.is_ascii_digit();
        let stem = name.trim_end_matches(is_digit);
        let number = &name[stem.len()..];
        let is_layers = number.is_empty() || number.parse() == Ok(self.layer);
        // A name that is being typed is found from its second letter on.
        let begun = |known: &str| {
            number.is_empty() && stem.chars().nth(1).is_some() && known.starts_with(stem)
        };
        let is = |known: &str| known == stem || begun(known);
        if self.written.iter().any(|written| written == name)
            || (is_layers && self.of_layer.iter().any(|known| is(known)))
        {
            return Some(Meant::Whole);
        }
        let is_alone = !stem.is_empty() && self.alone.iter().any(|known| is(known));
        is_alone.then_some(match number {
            "" => Meant::Whole,
            number => Meant::AtIndex(number),
        })
    }
}
