//! Both passes written once more, one formula a quantity, each read from the values of the others: any number may be
//! moved and what comes after it computed anew, or only what reads it.

use std::collections::BTreeMap;

use gradwalk::engine::{Entry, Network, Objective, Quantity, Trace};

/// Values by quantity, row by row.
pub type Values = BTreeMap<Quantity, Vec<Vec<f64>>>;

/// What a network's file gives, in no order.
fn given(network: &Network) -> Vec<Quantity> {
    let of_layer = |l| {
        [
            Quantity::Weights(l),
            Quantity::Bias(l),
            Quantity::Gamma(l),
            Quantity::Beta(l),
        ]
    };
    [Quantity::A(1), Quantity::Target]
        .into_iter()
        .chain(network.layers().flat_map(of_layer))
        .collect()
}

/// What is computed, in the order in which it can be.
fn made(network: &Network) -> Vec<Quantity> {
    let up = |l| {
        [
            Quantity::Product(l),
            Quantity::Z(l),
            Quantity::Standard(l),
            Quantity::U(l),
            Quantity::Sigma(l),
            Quantity::A(l),
        ]
    };
    let down = |l| {
        [
            Quantity::SigmaPrime(l),
            Quantity::G(l),
            Quantity::T(l),
            Quantity::Delta(l),
        ]
    };
    let gradients = |l| [Quantity::WeightGradient(l), Quantity::BiasGradient(l)];
    let layers = network.layers();
    let backward = layers.clone().rev().flat_map(down).chain([Quantity::G(1)]);
    layers
        .clone()
        .flat_map(up)
        .chain(backward)
        .chain(layers.flat_map(gradients))
        .collect()
}

/// A walk told by formulas.
pub struct Textbook<'a> {
    trace: &'a Trace,
    /// The quantities that the walk has, what is given first.
    pub quantities: Vec<Quantity>,
    pub values: Values,
}

impl<'a> Textbook<'a> {
    pub fn new(trace: &'a Trace) -> Self {
        let network = trace.network();
        let quantities: Vec<_> = given(network)
            .into_iter()
            .chain(made(network))
            .filter(|quantity| quantity.value(trace).is_some())
            .collect();
        let mut book = Self {
            trace,
            quantities,
            values: Values::new(),
        };
        for quantity in given(network) {
            if let Some(value) = quantity.value(trace) {
                let row = |j| (0..value.columns()).map(|k| value.entry(j, k)).collect();
                let rows = (0..value.rows()).map(row).collect();
                book.values.insert(quantity, rows);
            }
        }
        book.values = book.rerun(None);
        book
    }

    /// All entries of all quantities.
    pub fn entries(&self) -> Vec<Entry> {
        let of_quantity = |quantity: &Quantity| {
            let (quantity, rows) = (*quantity, &self.values[quantity]);
            let places = (0..rows.len()).flat_map(|j| (0..rows[j].len()).map(move |k| (j, k)));
            places.map(move |(j, k)| Entry::at(quantity, j, k))
        };
        self.quantities.iter().flat_map(of_quantity).collect()
    }

    /// All values with one entry moved by so much and everything after it computed anew.
    pub fn rerun(&self, moved: Option<(Entry, f64)>) -> Values {
        let mut values = self.values.clone();
        for &quantity in &self.quantities {
            if let Some(rows) = self.formula(quantity, &values) {
                values.insert(quantity, rows);
            }
            if let Some((entry, step)) = moved.filter(|(entry, _)| entry.quantity == quantity) {
                shift(&mut values, entry, step);
            }
        }
        values
    }

    /// What changes when one entry is moved and each other quantity is computed once from the values as they were.
    pub fn readers(&self, entry: Entry, step: f64) -> Vec<Entry> {
        let mut values = self.values.clone();
        shift(&mut values, entry, step);
        let mut readers = Vec::new();
        for &quantity in self.quantities.iter().filter(|it| **it != entry.quantity) {
            let Some(rows) = self.formula(quantity, &values) else {
                continue;
            };
            for (j, row) in rows.iter().enumerate() {
                for (k, value) in row.iter().enumerate() {
                    if value.to_bits() != self.values[&quantity][j][k].to_bits() {
                        readers.push(Entry::at(quantity, j, k));
                    }
                }
            }
        }
        readers
    }

    /// The scalar.
    pub fn scalar(&self, values: &Values) -> f64 {
        let a = column(values, Quantity::A(self.trace.network().depth()));
        match self.trace.objective() {
            Objective::Output { component } => a[component],
            Objective::Sum => a.iter().sum(),
            Objective::Loss => {
                let y = column(values, Quantity::Target);
                let squares = a.iter().zip(&y).map(|(a, y)| (a - y) * (a - y));
                0.5 * squares.sum::<f64>()
            }
        }
    }

    /// A quantity from the values of the others; `None` for what is given.
    fn formula(&self, quantity: Quantity, values: &Values) -> Option<Vec<Vec<f64>>> {
        let network = self.trace.network();
        let of = |quantity| column(values, quantity);
        let argument = |l| match values.get(&Quantity::U(l)) {
            Some(_) => of(Quantity::U(l)),
            None => of(Quantity::Z(l)),
        };
        let entries: Vec<f64> = match quantity {
            Quantity::Product(l) => {
                let (w, a) = (&values[&Quantity::Weights(l)], of(Quantity::A(l - 1)));
                w.iter().map(|row| dot(row, &a)).collect()
            }
            Quantity::Z(l) => both(&of(Quantity::Product(l)), &of(Quantity::Bias(l)), |p, b| {
                p + b
            }),
            Quantity::Standard(l) => {
                let z = of(Quantity::Z(l));
                let (mean, s) = self.mean_and_deviation(l, &z);
                z.iter().map(|z| (z - mean) / s).collect()
            }
            Quantity::U(l) => {
                let scaled = both(
                    &of(Quantity::Gamma(l)),
                    &of(Quantity::Standard(l)),
                    |g, z| g * z,
                );
                both(&scaled, &of(Quantity::Beta(l)), |scaled, b| scaled + b)
            }
            Quantity::Sigma(l) => {
                let activation = network.layer(l).activation;
                argument(l).iter().map(|&z| activation.value(z)).collect()
            }
            Quantity::A(l) if l > 1 && network.layer(l).residual => {
                both(&of(Quantity::Sigma(l)), &of(Quantity::A(l - 1)), |s, a| {
                    s + a
                })
            }
            Quantity::A(l) if l > 1 => of(Quantity::Sigma(l)),
            Quantity::SigmaPrime(l) => {
                let activation = network.layer(l).activation;
                argument(l)
                    .iter()
                    .map(|&z| activation.derivative(z))
                    .collect()
            }
            Quantity::G(l) if l == network.depth() => self.seed(values),
            Quantity::G(l) => self.pullback(l, values),
            Quantity::T(l) => {
                let gated = both(&of(Quantity::G(l)), &of(Quantity::SigmaPrime(l)), |g, s| {
                    g * s
                });
                both(&gated, &of(Quantity::Gamma(l)), |gated, gamma| {
                    gated * gamma
                })
            }
            Quantity::Delta(l) if network.layer(l).norm.is_some() => {
                let (t, z) = (of(Quantity::T(l)), of(Quantity::Standard(l)));
                let (_, s) = self.mean_and_deviation(l, &of(Quantity::Z(l)));
                let n = t.len() as f64;
                let (mean, along) = (t.iter().sum::<f64>() / n, dot(&t, &z) / n);
                both(&t, &z, |t, z| (t - mean - z * along) / s)
            }
            Quantity::Delta(l) => {
                both(&of(Quantity::G(l)), &of(Quantity::SigmaPrime(l)), |g, s| {
                    g * s
                })
            }
            Quantity::BiasGradient(l) => of(Quantity::Delta(l)),
            Quantity::WeightGradient(l) => {
                let (delta, a) = (of(Quantity::Delta(l)), of(Quantity::A(l - 1)));
                let row = |d: &f64| a.iter().map(|a| d * a).collect();
                return Some(delta.iter().map(row).collect());
            }
            _ => return None,
        };
        Some(entries.into_iter().map(|entry| vec![entry]).collect())
    }

    fn seed(&self, values: &Values) -> Vec<f64> {
        let a = column(values, Quantity::A(self.trace.network().depth()));
        match self.trace.objective() {
            Objective::Output { component } => {
                let one = |k| if k == component { 1.0 } else { 0.0 };
                (0..a.len()).map(one).collect()
            }
            Objective::Sum => vec![1.0; a.len()],
            Objective::Loss => both(&a, &column(values, Quantity::Target), |a, y| a - y),
        }
    }

    fn pullback(&self, l: usize, values: &Values) -> Vec<f64> {
        let (w, delta) = (
            &values[&Quantity::Weights(l + 1)],
            column(values, Quantity::Delta(l + 1)),
        );
        let of_column = |k: usize| w.iter().zip(&delta).map(|(row, d)| row[k] * d).sum();
        let product: Vec<f64> = (0..w[0].len()).map(of_column).collect();
        if self.trace.network().layer(l + 1).residual {
            both(&product, &column(values, Quantity::G(l + 1)), |p, g| p + g)
        } else {
            product
        }
    }

    fn mean_and_deviation(&self, l: usize, z: &[f64]) -> (f64, f64) {
        let n = z.len() as f64;
        let mean = z.iter().sum::<f64>() / n;
        let variance = z.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / n;
        let norm = self.trace.network().layer(l).norm.as_ref();
        let eps = norm.expect("only a norm has a deviation").eps;
        (mean, (variance + eps).sqrt())
    }
}

/// A vector's entries.
pub fn column(values: &Values, quantity: Quantity) -> Vec<f64> {
    values[&quantity].iter().map(|row| row[0]).collect()
}

fn shift(values: &mut Values, entry: Entry, step: f64) {
    let rows = values.get_mut(&entry.quantity).expect("it is there");
    rows[entry.row][entry.column] += step;
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn both(a: &[f64], b: &[f64], of: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| of(*a, *b)).collect()
}
