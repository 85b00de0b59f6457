//! The selected entry of each quantity as the sum or product that it is.

use super::arithmetic::{Arithmetic, Given};
use super::operand::Selection;
use super::symbol::symbol;
use super::written::Written;
use crate::engine::{Entry, Objective, Quantity, Trace, Vector};

/// Writes out entries of one trace, for one selection, with results of `digits` digits.
pub struct Sums<'a> {
    pub trace: &'a Trace,
    pub selection: Selection,
    pub digits: usize,
    /// Up to how many terms a sum is written out in full; a longer one keeps its ends and the selected term.
    pub written_out: usize,
}

impl Sums<'_> {
    /// The selected entry of `quantity`, written out as what it is made of; the number itself for what is given, or
    /// where the walk has no such quantity.
    pub fn of(&self, quantity: Quantity) -> Written {
        let made = self.arithmetic(quantity);
        let (arithmetic, lit) = made.unwrap_or_else(|| (self.number(quantity), None));
        self.entry(quantity, &arithmetic, lit)
    }

    /// What makes the selected entry of `quantity`, and which of its terms belongs to the selected one of the sum;
    /// `None` for what is given.
    pub fn arithmetic(&self, quantity: Quantity) -> Option<(Arithmetic, Option<usize>)> {
        let network = self.trace.network();
        Some(match quantity {
            Quantity::Weights(_)
            | Quantity::Bias(_)
            | Quantity::Gamma(_)
            | Quantity::Beta(_)
            | Quantity::Target
            | Quantity::A(1) => return None,
            Quantity::Product(l) => {
                let (terms, lit) = self.row_of_products(l);
                (Arithmetic::Sum(terms), Some(lit))
            }
            Quantity::Z(l) => {
                let (mut terms, lit) = self.row_of_products(l);
                terms.push(self.number(Quantity::Bias(l)));
                (Arithmetic::Sum(terms), Some(lit))
            }
            Quantity::Standard(l) => (self.standard(l)?, None),
            Quantity::U(l) => {
                let scaled = vec![self.number(Quantity::Gamma(l)), self.standard(l)?];
                let terms = vec![Arithmetic::Product(scaled), self.number(Quantity::Beta(l))];
                (Arithmetic::Sum(terms), None)
            }
            Quantity::Sigma(l) => (self.sigma(l), None),
            Quantity::A(l) if network.layer(l).residual => {
                let terms = vec![self.sigma(l), self.number(Quantity::A(l - 1))];
                (Arithmetic::Sum(terms), None)
            }
            Quantity::A(l) => (self.sigma(l), None),
            Quantity::SigmaPrime(l) => {
                let activation = network.layer(l).activation;
                (Arithmetic::SigmaPrime(activation, self.argument(l)), None)
            }
            Quantity::G(l) if l == network.depth() => (self.seed(l)?, None),
            Quantity::G(l) => {
                let (terms, lit) = self.pullback(l);
                (Arithmetic::Sum(terms), Some(lit))
            }
            Quantity::T(l) => (self.gate(l, &[Quantity::Gamma(l)]), None),
            Quantity::Delta(l) if network.layer(l).norm.is_some() => (self.norm_back(l)?, None),
            Quantity::Delta(l) => (self.gate(l, &[]), None),
            Quantity::WeightGradient(l) => {
                let Selection { unit, term, .. } = self.selection;
                let delta = self.given(Entry::of(Quantity::Delta(l), unit));
                let a = self.given(Entry::of(Quantity::A(l - 1), term));
                let factors = [delta, a].map(Arithmetic::Number);
                (Arithmetic::Product(factors.into()), None)
            }
            Quantity::BiasGradient(l) => (self.number(Quantity::Delta(l)), None),
        })
    }

    /// z⁽ˡ⁾ⱼ = (W⁽ˡ⁾ a⁽ˡ⁻¹⁾)ⱼ + bⱼ, from a product that is known.
    pub fn bias(&self, l: usize) -> Written {
        let terms = [Quantity::Product(l), Quantity::Bias(l)].map(|quantity| self.number(quantity));
        self.entry(Quantity::Z(l), &Arithmetic::Sum(terms.into()), None)
    }

    /// a⁽ˡ⁾ⱼ = σ(z⁽ˡ⁾ⱼ) + a⁽ˡ⁻¹⁾ⱼ, from a σ that is known.
    pub fn residual(&self, l: usize) -> Written {
        let terms = [Quantity::Sigma(l), Quantity::A(l - 1)].map(|quantity| self.number(quantity));
        self.entry(Quantity::A(l), &Arithmetic::Sum(terms.into()), None)
    }

    /// ẑ⁽ˡ⁾ⱼ = (zⱼ − μ)/s
    fn standard(&self, l: usize) -> Option<Arithmetic> {
        let norm = self.trace.forward().layer(l).norm.as_ref()?;
        let centred = vec![self.number(Quantity::Z(l)), number(norm.mean)];
        Some(Arithmetic::Quotient(
            Box::new(Arithmetic::Difference(centred)),
            Box::new(number(norm.deviation)),
        ))
    }

    /// Σⱼ wⱼₖ δⱼ over the units of layer l + 1, plus gₖ for a residual there. For l = 1 this is ∇ₓ.
    fn pullback(&self, l: usize) -> (Vec<Arithmetic>, usize) {
        let unit = self.selection.unit;
        let above = self.trace.network().layer(l + 1);
        let column = above.weights.column(unit);
        let delta = &self.trace.backward().layer(l + 1).delta;
        let (mut terms, lit) = self.folded(delta.len(), |j| {
            [
                Given::at(Entry::at(Quantity::Weights(l + 1), j, unit), column[j]),
                Given::at(Entry::of(Quantity::Delta(l + 1), j), delta[j]),
            ]
        });
        if above.residual {
            terms.push(self.number(Quantity::G(l + 1)));
        }
        (terms, lit)
    }

    /// The seed's entry, where it is computed: aₖ − yₖ.
    fn seed(&self, depth: usize) -> Option<Arithmetic> {
        let terms = [Quantity::A(depth), Quantity::Target].map(|quantity| self.number(quantity));
        let is_loss = self.trace.objective() == Objective::Loss;
        is_loss.then(|| Arithmetic::Difference(terms.into()))
    }

    /// g⁽ˡ⁾ₖ · σ′: δ⁽ˡ⁾ₖ, or with γₖ as a further factor t⁽ˡ⁾ₖ where a norm follows.
    fn gate(&self, l: usize, further: &[Quantity]) -> Arithmetic {
        let factors = [Quantity::G(l), Quantity::SigmaPrime(l)];
        let factors = factors.iter().chain(further);
        Arithmetic::Product(factors.map(|&factor| self.number(factor)).collect())
    }

    /// δ⁽ˡ⁾ₖ = (tₖ − mean(t) − ẑₖ mean(t ⊙ ẑ))/s
    fn norm_back(&self, l: usize) -> Option<Arithmetic> {
        let norm = self.trace.forward().layer(l).norm.as_ref()?;
        let t = self.trace.backward().layer(l).t.as_ref()?;
        let (mean, along) = norm.projections(t);
        let along = vec![self.number(Quantity::Standard(l)), number(along)];
        let numerator = vec![
            self.number(Quantity::T(l)),
            number(mean),
            Arithmetic::Product(along),
        ];
        Some(Arithmetic::Quotient(
            Box::new(Arithmetic::Difference(numerator)),
            Box::new(number(norm.deviation)),
        ))
    }

    fn sigma(&self, l: usize) -> Arithmetic {
        let activation = self.trace.network().layer(l).activation;
        Arithmetic::Sigma(activation, self.argument(l))
    }

    /// σ's argument in layer l.
    fn argument(&self, l: usize) -> Given {
        let norm = self.trace.network().layer(l).norm.is_some();
        let quantity = if norm { Quantity::U(l) } else { Quantity::Z(l) };
        self.given(Entry::of(quantity, self.selection.unit))
    }

    fn row_of_products(&self, l: usize) -> (Vec<Arithmetic>, usize) {
        let unit = self.selection.unit;
        let row = self.trace.network().layer(l).weights.row(unit);
        let a: &Vector = self.trace.forward().a(l - 1);
        self.folded(a.len(), |k| {
            [
                Given::at(Entry::at(Quantity::Weights(l), unit, k), row[k]),
                Given::at(Entry::of(Quantity::A(l - 1), k), a[k]),
            ]
        })
    }

    fn number(&self, quantity: Quantity) -> Arithmetic {
        let value = quantity.value(self.trace);
        let is_vector = value.is_none_or(|value| value.is_vector());
        let column = if is_vector { 0 } else { self.selection.term };
        Arithmetic::Number(self.given(Entry::at(quantity, self.selection.unit, column)))
    }

    fn given(&self, entry: Entry) -> Given {
        Given::at(entry, entry.value(self.trace).unwrap_or(f64::NAN))
    }

    /// The selected entry of `quantity`, called by its name, written out as `arithmetic`.
    fn entry(&self, quantity: Quantity, arithmetic: &Arithmetic, lit: Option<usize>) -> Written {
        let Selection { unit, term, .. } = self.selection;
        let is_vector = quantity
            .value(self.trace)
            .is_none_or(|value| value.is_vector());
        let (entry, indices) = if is_vector {
            (Entry::of(quantity, unit), vec![unit])
        } else {
            (Entry::at(quantity, unit, term), vec![unit, term])
        };
        let name = symbol(self.trace, quantity).entry(&indices);
        arithmetic.write(name, self.given(entry).value, self.digits, lit)
    }

    /// The terms `factors(0) + … + factors(count − 1)`, each a product; of a long sum only the ends and the selected
    /// term stand alone. Also where in the list the selected term is.
    fn folded(
        &self,
        count: usize,
        factors: impl Fn(usize) -> [Given; 2],
    ) -> (Vec<Arithmetic>, usize) {
        let selected = self.selection.term;
        let alone =
            |at: usize| count <= self.written_out || at < 2 || at + 1 == count || at == selected;
        let (mut terms, mut lit) = (Vec::new(), 0);
        let (mut hidden, mut sum, mut size) = (0, 0.0, 0.0);
        for at in 0..count {
            let [left, right] = factors(at);
            if !alone(at) {
                hidden += 1;
                let term = left.value * right.value;
                sum += term;
                size += term.abs();
                continue;
            }
            if hidden > 0 {
                terms.push(Arithmetic::Folded {
                    terms: std::mem::take(&mut hidden),
                    sum: std::mem::take(&mut sum),
                    size: std::mem::take(&mut size),
                });
            }
            if at == selected {
                lit = terms.len();
            }
            terms.push(Arithmetic::Product(
                [left, right].map(Arithmetic::Number).into(),
            ));
        }
        (terms, lit)
    }
}

/// A number that is no entry of any quantity.
fn number(value: f64) -> Arithmetic {
    Arithmetic::Number(Given { value, entry: None })
}
