//! σ and σ′ within 4 ulp of the values that `fixtures/activations.py` computed with 1,000 digits.

use gradwalk::engine::Activation;

const TABLE: &str = include_str!("fixtures/activations.csv");
const BOUND: f64 = 4.0;

struct Row {
    activation: Activation,
    z: f64,
    sigma: Reference,
    sigma_prime: Reference,
}

/// The double nearest to the true value, and what it lacks of it in its ulps.
struct Reference {
    nearest: f64,
    lacks: f64,
}

impl Reference {
    /// The distance of `got` from the true value, in ulps of `nearest`; a subnormal's ulp is 2⁻¹⁰⁷⁴.
    fn ulps(&self, got: f64) -> f64 {
        if !got.is_finite() {
            return f64::INFINITY;
        }
        let size = self.nearest.abs();
        let ulp = if size < f64::MAX {
            size.next_up() - size
        } else {
            size - size.next_down()
        };
        ((got - self.nearest) / ulp - self.lacks).abs()
    }
}

fn activation(name: &str, alpha: Option<f64>) -> Activation {
    let activation = Activation::from_name(name).expect("the name is known");
    alpha.map_or(activation, |alpha| {
        activation
            .with_alpha(alpha)
            .expect("it is the table that gives an alpha")
    })
}

fn row(line: &str) -> Row {
    let fields: Vec<&str> = line.split(',').collect();
    let number = |column: usize| -> f64 { fields[column].parse().expect("a number") };
    let reference = |column: usize| Reference {
        nearest: number(column),
        lacks: number(column + 1),
    };
    Row {
        activation: activation(fields[0], (!fields[1].is_empty()).then(|| number(1))),
        z: number(2),
        sigma: reference(3),
        sigma_prime: reference(5),
    }
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().skip(1).map(row)
}

/// The largest error for each activation and α, in the table's order, with its z.
fn worst(error: impl Fn(&Row) -> f64) -> Vec<(Activation, f64, f64)> {
    let mut worst: Vec<(Activation, f64, f64)> = Vec::new();
    for row in rows() {
        let error = error(&row);
        match worst.last_mut() {
            Some(last) if last.0 == row.activation => {
                if error > last.1 {
                    (last.1, last.2) = (error, row.z);
                }
            }
            _ => worst.push((row.activation, error, row.z)),
        }
    }
    worst
}

fn assert_within_bound(symbol: &str, worst: &[(Activation, f64, f64)]) {
    let report: Vec<String> = worst
        .iter()
        .map(|(activation, ulps, z)| format!("{ulps:6.3} ulp at z = {z:e}: {activation:?}"))
        .collect();
    let within = worst.iter().all(|&(_, ulps, _)| ulps <= BOUND);
    assert!(within, "{symbol}, worst of each:\n{}", report.join("\n"));
}

#[test]
fn every_sigma_is_within_four_ulp() {
    let worst = worst(|row| row.sigma.ulps(row.activation.value(row.z)));
    assert_within_bound("σ", &worst);
}

#[test]
fn every_sigma_prime_is_within_four_ulp() {
    let worst = worst(|row| row.sigma_prime.ulps(row.activation.derivative(row.z)));
    assert_within_bound("σ′", &worst);
}

#[test]
fn the_table_holds_every_activation() {
    for name in Activation::NAMES {
        assert!(rows().any(|row| row.activation.name() == name), "{name}");
    }
}

#[test]
fn a_vanishing_derivative_is_not_rounded_to_zero() {
    let sigmoid = Activation::Sigmoid.derivative(40.0);
    assert!((4.2e-18..4.3e-18).contains(&sigmoid), "{sigmoid:e}");
}

#[test]
fn infinities_give_the_limits() {
    // σ(−∞), σ(∞), σ′(−∞), σ′(∞), in the order of `NAMES`; leaky_relu with its default α.
    let inf = f64::INFINITY;
    let limits = [
        [-inf, inf, 1.0, 1.0],
        [0.0, 1.0, 0.0, 0.0],
        [-1.0, 1.0, 0.0, 0.0],
        [0.0, inf, 0.0, 1.0],
        [-inf, inf, 0.01, 1.0],
        [-1.0, inf, 0.0, 1.0],
        [0.0, inf, 0.0, 1.0],
        [0.0, inf, 0.0, 1.0],
        [0.0, inf, 0.0, 1.0],
    ];
    for (name, limits) in Activation::NAMES.into_iter().zip(limits) {
        let sigma = activation(name, None);
        let got = [
            sigma.value(-inf),
            sigma.value(inf),
            sigma.derivative(-inf),
            sigma.derivative(inf),
        ];
        // The sign of a zero does not matter, and adding 0 removes it.
        let bits = |values: [f64; 4]| values.map(|value| (value + 0.0).to_bits());
        assert_eq!(bits(got), bits(limits), "{name}: {got:?}, not {limits:?}");
    }
}

#[test]
fn nan_stays_nan() {
    for name in Activation::NAMES {
        let activation = activation(name, None);
        assert!(activation.value(f64::NAN).is_nan(), "{name}");
        assert!(activation.derivative(f64::NAN).is_nan(), "{name}");
    }
}

#[test]
fn at_zero_the_kinked_ones_take_the_slope_from_the_left() {
    for zero in [0.0, -0.0] {
        let slope = |name, alpha| activation(name, alpha).derivative(zero).to_bits();
        assert_eq!(slope("relu", None), 0.0_f64.to_bits());
        assert_eq!(slope("leaky_relu", Some(0.1)), 0.1_f64.to_bits());
        assert_eq!(slope("elu", Some(0.7)), 0.7_f64.to_bits());
    }
}

#[test]
fn every_name_leads_back_to_itself() {
    for name in Activation::NAMES {
        assert_eq!(activation(name, None).name(), name);
    }
    assert_eq!(Activation::from_name("softmax"), None);
    assert_eq!(Activation::from_name("ReLU"), None);
}

#[test]
fn alpha_belongs_to_leaky_relu_and_elu_alone() {
    for name in Activation::NAMES {
        let activation = activation(name, None);
        let default = match name {
            "leaky_relu" => Some(0.01),
            "elu" => Some(1.0),
            _ => None,
        };
        assert_eq!(activation.alpha(), default, "{name}");
        let changed = activation.with_alpha(0.3);
        assert_eq!(changed.and_then(Activation::alpha), default.map(|_| 0.3));
        assert_eq!(changed.map(Activation::name), default.map(|_| name));
    }
}
