//! An entry's arithmetic in writing, and where its lines may be broken.

use super::math::{Math, Operator};
use super::notation::Script;
use super::numeral::Numeral;

/// An entry's arithmetic in writing: `name = formula = result`, or `name ← formula = result`.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// What the entry is called.
    pub name: Math,
    /// What stands behind the name: = or ←.
    pub sign: Operator,
    /// The arithmetic, as terms that a line may be broken between.
    pub terms: Vec<Math>,
    /// Which term belongs to the selected term of the sum.
    pub lit: Option<usize>,
    /// = or ≈: whether the written operands give the written result on a calculator.
    pub relation: Operator,
    /// The result.
    pub result: Numeral,
}

impl Written {
    /// Whether the arithmetic is nothing but the number itself.
    pub fn is_given(&self) -> bool {
        matches!(self.terms.as_slice(), [Math::Number(number)] if *number == self.result)
    }

    /// The writing in lines of at most `width` columns, broken between terms; what goes on stands under the first
    /// term. A line is a list of parts with their texts.
    pub fn lines(&self, script: Script, width: usize) -> Vec<Vec<(Part, String)>> {
        let equals = script.write(&Math::Sign(self.sign));
        let name = format!("{}{equals}", script.write(&self.name));
        let indent = textwrap::core::display_width(&name);
        let mut lines = vec![vec![(Part::Name, name)]];
        let mut taken = indent;
        for parts in self.parts(script) {
            let wide: usize = parts
                .iter()
                .map(|(_, text)| textwrap::core::display_width(text))
                .sum();
            if taken + wide > width && taken > indent {
                lines.push(vec![(Part::Indent, " ".repeat(indent))]);
                taken = indent;
            }
            taken += wide;
            if let Some(line) = lines.last_mut() {
                line.extend(parts);
            }
        }
        lines
    }

    /// The terms, then the relation with its result: what a line may be broken between.
    fn parts(&self, script: Script) -> Vec<Vec<(Part, String)>> {
        let lit = |at| {
            if self.lit == Some(at) {
                Part::LitTerm
            } else {
                Part::Term
            }
        };
        let terms = self.terms.iter().enumerate();
        let mut parts: Vec<_> = terms
            .map(|(at, term)| vec![(lit(at), script.write(term))])
            .collect();
        if !self.is_given() {
            let relation = (Part::Relation, script.write(&Math::Sign(self.relation)));
            parts.push(vec![relation, (Part::Result, script.number(&self.result))]);
        }
        parts
    }
}

/// What a part of a written line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The entry's name, and =.
    Name,
    /// Blanks as wide as the name.
    Indent,
    /// A term.
    Term,
    /// The term that belongs to the selected index of the sum.
    LitTerm,
    /// = or ≈.
    Relation,
    /// The result.
    Result,
}
