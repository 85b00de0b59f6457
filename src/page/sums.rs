//! The selected entry of each quantity as the sum or product that it is.

use super::arithmetic::Arithmetic;
use super::operand::Selection;
use super::symbol::symbol;
use super::written::Written;
use crate::engine::{Objective, Quantity, Trace, Vector};

/// Writes out entries of one trace, for one selection, with results of `digits` digits.
pub struct Sums<'a> {
    pub trace: &'a Trace,
    pub selection: Selection,
    pub digits: usize,
    /// Up to how many terms a sum is written out in full; a longer one keeps its ends and the selected term.
    pub written_out: usize,
}

impl Sums<'_> {
    /// (W⁽ˡ⁾ a⁽ˡ⁻¹⁾)ⱼ = Σₖ wⱼₖ aₖ
    pub fn product(&self, l: usize) -> Written {
        let (terms, lit) = self.row_of_products(l);
        self.unit_entry(Quantity::Product(l), &Arithmetic::Sum(terms), Some(lit))
    }

    /// z⁽ˡ⁾ⱼ = Σₖ wⱼₖ aₖ + bⱼ
    pub fn z(&self, l: usize) -> Written {
        let (mut terms, lit) = self.row_of_products(l);
        terms.push(self.number(Quantity::Bias(l)));
        self.unit_entry(Quantity::Z(l), &Arithmetic::Sum(terms), Some(lit))
    }

    /// z⁽ˡ⁾ⱼ = (W⁽ˡ⁾ a⁽ˡ⁻¹⁾)ⱼ + bⱼ
    pub fn bias(&self, l: usize) -> Written {
        let terms = vec![
            self.number(Quantity::Product(l)),
            self.number(Quantity::Bias(l)),
        ];
        self.unit_entry(Quantity::Z(l), &Arithmetic::Sum(terms), None)
    }

    /// u⁽ˡ⁾ⱼ = γⱼ (zⱼ − μ)/s + βⱼ
    pub fn u(&self, l: usize) -> Option<Written> {
        let norm = self.trace.forward().layer(l).norm.as_ref()?;
        let centred = vec![self.number(Quantity::Z(l)), Arithmetic::Number(norm.mean)];
        let standard = Arithmetic::Quotient(
            Box::new(Arithmetic::Difference(centred)),
            Box::new(Arithmetic::Number(norm.deviation)),
        );
        let scaled = Arithmetic::Product(vec![self.number(Quantity::Gamma(l)), standard]);
        let terms = vec![scaled, self.number(Quantity::Beta(l))];
        Some(self.unit_entry(Quantity::U(l), &Arithmetic::Sum(terms), None))
    }

    /// σ(z⁽ˡ⁾ⱼ)
    pub fn sigma(&self, l: usize) -> Written {
        self.unit_entry(Quantity::Sigma(l), &self.sigma_of(l), None)
    }

    /// a⁽ˡ⁾ⱼ = σ(z⁽ˡ⁾ⱼ), plus a⁽ˡ⁻¹⁾ⱼ for a residual.
    pub fn a(&self, l: usize) -> Written {
        let arithmetic = if self.trace.network().layer(l).residual {
            Arithmetic::Sum(vec![self.sigma_of(l), self.number(Quantity::A(l - 1))])
        } else {
            self.sigma_of(l)
        };
        self.unit_entry(Quantity::A(l), &arithmetic, None)
    }

    /// a⁽ˡ⁾ⱼ = σ(z⁽ˡ⁾ⱼ) + a⁽ˡ⁻¹⁾ⱼ, from a σ that is known.
    pub fn residual(&self, l: usize) -> Written {
        let terms = vec![
            self.number(Quantity::Sigma(l)),
            self.number(Quantity::A(l - 1)),
        ];
        self.unit_entry(Quantity::A(l), &Arithmetic::Sum(terms), None)
    }

    /// σ′(z⁽ˡ⁾ⱼ)
    pub fn sigma_prime(&self, l: usize) -> Written {
        let activation = self.trace.network().layer(l).activation;
        let z = self.trace.forward().layer(l).argument()[self.selection.unit];
        let arithmetic = Arithmetic::SigmaPrime(activation, z);
        self.unit_entry(Quantity::SigmaPrime(l), &arithmetic, None)
    }

    /// g⁽ˡ⁾ₖ: the seed for l = L; below that Σⱼ wⱼₖ δⱼ over the units of layer l + 1, plus gₖ for a residual there.
    /// g⁽¹⁾ is ∇ₓ.
    pub fn g(&self, l: usize) -> Written {
        if l == self.trace.network().depth() {
            return self.seed(l);
        }
        let above = self.trace.network().layer(l + 1);
        let column = above.weights.column(self.selection.unit);
        let delta = &self.trace.backward().layer(l + 1).delta;
        let (mut terms, lit) = self.folded(delta.len(), |j| (column[j], delta[j]));
        if above.residual {
            terms.push(self.number(Quantity::G(l + 1)));
        }
        self.unit_entry(Quantity::G(l), &Arithmetic::Sum(terms), Some(lit))
    }

    fn seed(&self, depth: usize) -> Written {
        let arithmetic = match self.trace.objective() {
            Objective::Output { .. } | Objective::Sum => self.number(Quantity::G(depth)),
            Objective::Loss => Arithmetic::Difference(vec![
                self.number(Quantity::A(depth)),
                self.number(Quantity::Target),
            ]),
        };
        self.unit_entry(Quantity::G(depth), &arithmetic, None)
    }

    /// g⁽ˡ⁾ₖ · σ′: δ⁽ˡ⁾ₖ, or with γₖ as well t⁽ˡ⁾ₖ where a norm follows.
    pub fn gate(&self, l: usize) -> Written {
        let mut factors = vec![
            self.number(Quantity::G(l)),
            self.number(Quantity::SigmaPrime(l)),
        ];
        let made = if self.trace.network().layer(l).norm.is_some() {
            factors.push(self.number(Quantity::Gamma(l)));
            Quantity::T(l)
        } else {
            Quantity::Delta(l)
        };
        self.unit_entry(made, &Arithmetic::Product(factors), None)
    }

    /// δ⁽ˡ⁾ₖ = (tₖ − mean(t) − ẑₖ mean(t ⊙ ẑ))/s
    pub fn norm_back(&self, l: usize) -> Option<Written> {
        let norm = self.trace.forward().layer(l).norm.as_ref()?;
        let t = self.trace.backward().layer(l).t.as_ref()?;
        let (mean, along) = norm.projections(t);
        let numerator = vec![
            self.number(Quantity::T(l)),
            Arithmetic::Number(mean),
            Arithmetic::Product(vec![
                self.number(Quantity::Standard(l)),
                Arithmetic::Number(along),
            ]),
        ];
        let arithmetic = Arithmetic::Quotient(
            Box::new(Arithmetic::Difference(numerator)),
            Box::new(Arithmetic::Number(norm.deviation)),
        );
        Some(self.unit_entry(Quantity::Delta(l), &arithmetic, None))
    }

    /// (∂/∂W⁽ˡ⁾)ⱼₖ = δ⁽ˡ⁾ⱼ a⁽ˡ⁻¹⁾ₖ
    pub fn weight_gradient(&self, l: usize) -> Written {
        let Selection { unit, term, .. } = self.selection;
        let delta = self.trace.backward().layer(l).delta[unit];
        let a = self.trace.forward().a(l - 1)[term];
        let factors = vec![Arithmetic::Number(delta), Arithmetic::Number(a)];
        let name = symbol(self.trace, Quantity::WeightGradient(l)).entry(&[unit, term]);
        Arithmetic::Product(factors).write(name, delta * a, self.digits, None)
    }

    /// The entry itself, for what is given and not computed.
    pub fn given(&self, quantity: Quantity) -> Written {
        self.unit_entry(quantity, &self.number(quantity), None)
    }

    fn sigma_of(&self, l: usize) -> Arithmetic {
        let activation = self.trace.network().layer(l).activation;
        Arithmetic::Sigma(
            activation,
            self.trace.forward().layer(l).argument()[self.selection.unit],
        )
    }

    fn row_of_products(&self, l: usize) -> (Vec<Arithmetic>, usize) {
        let row = self
            .trace
            .network()
            .layer(l)
            .weights
            .row(self.selection.unit);
        let a: &Vector = self.trace.forward().a(l - 1);
        self.folded(a.len(), |k| (row[k], a[k]))
    }

    fn number(&self, quantity: Quantity) -> Arithmetic {
        Arithmetic::Number(self.value(quantity))
    }

    fn value(&self, quantity: Quantity) -> f64 {
        let value = quantity.value(self.trace);
        value.map_or(f64::NAN, |value| value.entry(self.selection.unit, 0))
    }

    fn unit_entry(
        &self,
        quantity: Quantity,
        arithmetic: &Arithmetic,
        lit: Option<usize>,
    ) -> Written {
        let name = symbol(self.trace, quantity).entry(&[self.selection.unit]);
        arithmetic.write(name, self.value(quantity), self.digits, lit)
    }

    /// The terms `factors(0) + … + factors(count − 1)`, each a product; of a long sum only the ends and the selected
    /// term stand alone. Also where in the list the selected term is.
    fn folded(
        &self,
        count: usize,
        factors: impl Fn(usize) -> (f64, f64),
    ) -> (Vec<Arithmetic>, usize) {
        let selected = self.selection.term;
        let alone =
            |at: usize| count <= self.written_out || at < 2 || at + 1 == count || at == selected;
        let (mut terms, mut lit) = (Vec::new(), 0);
        let (mut hidden, mut sum) = (0, 0.0);
        for at in 0..count {
            let (left, right) = factors(at);
            if !alone(at) {
                hidden += 1;
                sum += left * right;
                continue;
            }
            if hidden > 0 {
                terms.push(Arithmetic::Folded {
                    terms: std::mem::take(&mut hidden),
                    sum,
                });
                sum = 0.0;
            }
            if at == selected {
                lit = terms.len();
            }
            let factors = vec![Arithmetic::Number(left), Arithmetic::Number(right)];
            terms.push(Arithmetic::Product(factors));
        }
        (terms, lit)
    }
}
