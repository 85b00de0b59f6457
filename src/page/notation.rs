//! Formulas in ink: Unicode for a terminal, ASCII where it has none, LaTeX for Markdown.

mod ascii;
mod latex;

use std::fmt::Write as _;

use super::math::{Letter, Math, Operator};
use super::numeral::Numeral;
use crate::engine::ordinal;

/// How formulas are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    /// δ⁽³⁾ = (W⁽⁴⁾)ᵀ δ⁽⁴⁾ ⊙ σ′(z⁽³⁾)
    #[default]
    Unicode,
    /// `d[3] = W[4]' d[4] .* s'(z[3])`
    Ascii,
    /// `\delta^{[3]} = …`, with the paper's own brackets.
    Latex,
}

impl Script {
    /// `math` in this script.
    pub fn write(self, math: &Math) -> String {
        let mut out = String::new();
        self.put(&mut out, math);
        out
    }

    /// A written number in this script.
    pub fn number(self, numeral: &Numeral) -> String {
        self.digits(numeral.as_str())
    }

    /// Text that holds written numbers, such as a cell of a matrix, with this script's minus sign and infinity.
    pub fn digits(self, ascii: &str) -> String {
        match self {
            Self::Ascii => ascii.to_owned(),
            Self::Unicode => ascii
                .replace("Infinity", "∞")
                .replace("inf", "∞  ")
                .replace('-', "−"),
            Self::Latex => latex::number(ascii),
        }
    }

    /// Words with a symbol here and there; in ASCII what has no spelling becomes its escape.
    pub fn words(self, words: &str) -> String {
        if self == Self::Ascii {
            ascii::words(words)
        } else {
            words.to_owned()
        }
    }

    /// What stands for so many things that are left out.
    pub fn gap(self, count: usize) -> String {
        match self {
            Self::Unicode => format!("…{count}…"),
            Self::Ascii => format!("..{count}.."),
            Self::Latex => "\\cdots".to_owned(),
        }
    }

    /// 10 to `exponent`, as a factor.
    pub fn power_of_ten(self, exponent: i32) -> String {
        match self {
            Self::Ascii => format!("*1e{exponent}"),
            Self::Latex => format!("\\times 10^{{{exponent}}}"),
            Self::Unicode => {
                let digits = exponent
                    .to_string()
                    .chars()
                    .map(superscript)
                    .collect::<String>();
                format!("×10{digits}")
            }
        }
    }

    fn pick(self, unicode: &'static str, ascii: &'static str, latex: &'static str) -> &'static str {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
            Self::Latex => latex,
        }
    }

    /// `before`, `inner`, `after`.
    fn around(self, out: &mut String, before: &str, inner: &Math, after: &str) {
        out.push_str(before);
        self.put(out, inner);
        out.push_str(after);
    }

    fn put(self, out: &mut String, math: &Math) {
        match math {
            Math::Symbol {
                letter,
                layer,
                indices,
            } => {
                out.push_str(self.letter(*letter));
                self.put_layer(out, *layer);
                self.put_indices(out, indices);
            }
            Math::Number(numeral) => out.push_str(&self.number(numeral)),
            Math::Sign(operator) => self.put_operator(out, *operator),
            Math::Row(parts) => self.put_row(out, parts),
            Math::Group(inner) => self.around(out, "(", inner, ")"),
            Math::Transpose(inner) => match self {
                Self::Unicode => self.around(out, "(", inner, ")ᵀ"),
                Self::Ascii => self.around(out, "", inner, "'"),
                Self::Latex => self.around(out, "(", inner, ")^{\\mathsf T}"),
            },
            Math::Sigma(inner) => self.around(out, self.pick("σ(", "s(", "\\sigma("), inner, ")"),
            Math::SigmaPrime(inner) => {
                self.around(out, self.pick("σ′(", "s'(", "\\sigma'("), inner, ")");
            }
            Math::MeanOf(inner) => {
                self.around(
                    out,
                    self.pick("mean(", "mean(", "\\mathrm{mean}("),
                    inner,
                    ")",
                );
            }
            Math::Norm(inner) => {
                let (left, right) = (
                    self.pick("‖", "|", "\\lVert "),
                    self.pick("‖", "|", "\\rVert "),
                );
                self.around(out, left, inner, right);
            }
            Math::Partial(above, below) => self.put_partial(out, above, below),
            Math::Gradient(scalar) => {
                self.around(out, self.pick("∇ₓ ", "grad_x ", "\\nabla_x "), scalar, "");
            }
            Math::SumOf(inner) => self.around(
                out,
                self.pick("Σₖ ", "sum_k ", "\\sum_k "),
                inner,
                self.pick("ₖ", "_k", "_k"),
            ),
            Math::Ones => {
                out.push_str(self.pick("(1,…,1)ᵀ", "(1,..,1)'", "(1,\\dots,1)^{\\mathsf T}"));
            }
            Math::Squared(inner) => self.around(out, "", inner, self.pick("²", "^2", "^2")),
            Math::Half => out.push_str(self.pick("½", "1/2 ", "\\tfrac12")),
            Math::Entry(inner, indices) => {
                self.around(out, "(", inner, ")");
                self.put_indices(out, indices);
            }
            Math::Folded { terms, sum } => {
                let words = self.pick("{n} terms: ", "{n} terms: ", "\\text{{n} terms: }");
                let words = words.replace("{n}", &terms.to_string());
                let _ = write!(out, "({words}{})", self.number(sum));
            }
        }
    }

    fn put_row(self, out: &mut String, parts: &[Math]) {
        let joins = |math: Option<&Math>| matches!(math, Some(Math::Sign(_) | Math::Half));
        for (at, part) in parts.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            if at > 0 && !joins(Some(part)) && !joins(before) {
                out.push(' ');
            }
            self.put(out, part);
        }
    }

    fn put_partial(self, out: &mut String, above: &Math, below: &Math) {
        if self == Self::Latex {
            self.around(out, "\\frac{\\partial ", above, "}");
            self.around(out, "{\\partial ", below, "}");
            return;
        }
        let d = self.pick("∂", "d", "");
        if matches!(above, Math::SumOf(_)) {
            out.push_str(d);
            self.around(out, "(", above, ")/");
        } else {
            self.around(out, d, above, "/");
        }
        self.around(out, d, below, "");
    }

    fn put_layer(self, out: &mut String, layer: Option<usize>) {
        let Some(l) = layer else { return };
        match self {
            Self::Unicode => {
                out.push('⁽');
                out.extend(l.to_string().chars().map(superscript));
                out.push('⁾');
            }
            Self::Ascii => {
                let _ = write!(out, "[{l}]");
            }
            Self::Latex => {
                let _ = write!(out, "^{{[{l}]}}");
            }
        }
    }

    /// Indices count from 1 in writing. Those of a matrix are told apart by a comma once one has two digits.
    fn put_indices(self, out: &mut String, indices: &[usize]) {
        if indices.is_empty() {
            return;
        }
        let ordinals: Vec<String> = indices.iter().map(|&at| ordinal(at).to_string()).collect();
        let comma = if ordinals.iter().any(|ordinal| ordinal.len() > 1) {
            ","
        } else {
            ""
        };
        let text = ordinals.join(comma);
        match self {
            Self::Unicode => out.extend(text.chars().map(subscript)),
            Self::Ascii => {
                let _ = write!(out, "_{text}");
            }
            Self::Latex => {
                let _ = write!(out, "_{{{text}}}");
            }
        }
    }

    fn put_operator(self, out: &mut String, operator: Operator) {
        out.push_str(match operator {
            Operator::Equals => " = ",
            Operator::Open => "(",
            Operator::Close => ")",
            Operator::Approximately => self.pick(" ≈ ", " ~= ", " \\approx "),
            Operator::Becomes => self.pick(" ← ", " <- ", " \\leftarrow "),
            Operator::Plus => " + ",
            Operator::Minus => self.pick(" − ", " - ", " - "),
            Operator::Hadamard => self.pick(" ⊙ ", " .* ", " \\odot "),
            Operator::Times => self.pick("·", "*", " \\cdot "),
            Operator::Over => self.pick(" / ", " / ", " / "),
            Operator::TransposeTimes => self.pick(" ᵀ· ", " '* ", "^{\\mathsf T}"),
            Operator::Sigma => self.pick(" ─σ→ ", " -s-> ", " \\xrightarrow{\\sigma} "),
            Operator::SigmaPrime => self.pick(" ─σ′→ ", " -s'-> ", " \\xrightarrow{\\sigma'} "),
            Operator::Norm => self.pick(" ─norm→ ", " -norm-> ", " \\xrightarrow{\\text{norm}} "),
            Operator::NormBack => self.pick(" ─N→ ", " -N-> ", " \\xrightarrow{N} "),
            Operator::Comma => self.pick(",   ", ",   ", ",\\quad "),
        });
    }

    fn letter(self, letter: Letter) -> &'static str {
        match letter {
            Letter::Weights => "W",
            Letter::Weight => "w",
            Letter::Bias => "b",
            Letter::A => "a",
            Letter::Z => "z",
            Letter::U => "u",
            Letter::Standard => self.pick("ẑ", "zhat", "\\hat z"),
            Letter::Gamma => self.pick("γ", "gamma", "\\gamma"),
            Letter::Beta => self.pick("β", "beta", "\\beta"),
            Letter::Mean => self.pick("μ", "mu", "\\mu"),
            Letter::Deviation => "s",
            Letter::X => "x",
            Letter::Y => "y",
            Letter::Cost => "C",
            Letter::G => "g",
            Letter::T => "t",
            Letter::Delta => self.pick("δ", "d", "\\delta"),
            Letter::Unit => "e",
            Letter::Diagonal => "D",
            Letter::NormJacobian => "N",
            Letter::CostGradient => self.pick("∇C", "grad C", "\\nabla C"),
            Letter::Rate => self.pick("η", "eta", "\\eta"),
            Letter::InputGradient => self.pick("∇ₓ", "grad_x", "\\nabla_x"),
        }
    }
}

fn superscript(character: char) -> char {
    match character {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '-' => '⁻',
        digit => offset(digit, '⁰'),
    }
}

fn subscript(character: char) -> char {
    offset(character, '₀')
}

/// The digit in the run of digits that begins at `zero`; anything else stays.
fn offset(digit: char, zero: char) -> char {
    let value = digit.to_digit(10).map(|value| u32::from(zero) + value);
    value.and_then(char::from_u32).unwrap_or(digit)
}
