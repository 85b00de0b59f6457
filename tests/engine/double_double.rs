//! Numbers of thirty-one digits: the unevaluated sum of two doubles, after Dekker, and the functions a σ needs.
//!
//! Central differences over these have errors of both kinds far below those of any double, so that they can say which
//! of two doubles is right.

use std::f64::consts::{LN_2, PI};
use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::scalar::Scalar;

/// hi + lo, |lo| at most half an ulp of hi.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DoubleDouble {
    pub hi: f64,
    pub lo: f64,
}

const LN_2_EXACT: DoubleDouble = DoubleDouble {
    hi: LN_2,
    lo: 2.319_046_813_846_299_6e-17,
};

const PI_EXACT: DoubleDouble = DoubleDouble {
    hi: PI,
    lo: 1.224_646_799_147_353_2e-16,
};

/// Beyond this Φ is 0 or 1 to more than thirty-one digits.
const FAR: f64 = 13.0;

/// eˣ − 1 is had from x/2⁹.
const HALVINGS: i32 = 9;

impl DoubleDouble {
    /// a + b, exactly, for |a| ≥ |b|.
    fn quick(a: f64, b: f64) -> Self {
        let hi = a + b;
        Self {
            hi,
            lo: b - (hi - a),
        }
    }

    /// a + b, exactly.
    fn sum(a: f64, b: f64) -> Self {
        let hi = a + b;
        let of_b = hi - a;
        let lo = (a - (hi - of_b)) + (b - of_b);
        Self { hi, lo }
    }

    /// a·b, exactly.
    fn product(a: f64, b: f64) -> Self {
        let hi = a * b;
        let lo = libm::fma(a, b, -hi);
        Self { hi, lo }
    }

    fn times_power(self, exponent: i32) -> Self {
        Self {
            hi: libm::scalbn(self.hi, exponent),
            lo: libm::scalbn(self.lo, exponent),
        }
    }

    /// eˣ − 1 for |x| < 0.4, by its series.
    fn small_exp_m1(self) -> Self {
        let x = self.times_power(-HALVINGS);
        let term = |sum: Self, n: u8| (sum + Self::of(1.0)) * x / Self::of(f64::from(n));
        let small = (1..=11).rev().fold(Self::of(0.0), term);
        (0..HALVINGS).fold(small, |e, _| e.times_power(1) + e * e)
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (hi, lo) = (Self::sum(self.hi, other.hi), Self::sum(self.lo, other.lo));
        let hi = Self::quick(hi.hi, hi.lo + lo.hi);
        Self::quick(hi.hi, hi.lo + lo.lo)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            hi: -self.hi,
            lo: -self.lo,
        }
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = Self::product(self.hi, other.hi);
        Self::quick(
            product.hi,
            product.lo + (self.hi * other.lo + self.lo * other.hi),
        )
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = self.hi / other.hi;
        let rest = self - other * Self::of(first);
        let second = rest.hi / other.hi;
        let rest = rest - other * Self::of(second);
        Self::quick(first, second) + Self::of(rest.hi / other.hi)
    }
}

impl Scalar for DoubleDouble {
    fn of(value: f64) -> Self {
        Self { hi: value, lo: 0.0 }
    }

    fn value(self) -> f64 {
        self.hi
    }

    fn sqrt(self) -> Self {
        if self.hi == 0.0 {
            return self;
        }
        let root = Self::of(self.hi.sqrt());
        root + (self - root * root) / root.times_power(1)
    }

    fn exp(self) -> Self {
        // Far beyond what a double holds there is nothing to reduce.
        let x = if self.hi.abs() > 1000.0 {
            Self::of(self.hi.clamp(-1000.0, 1000.0))
        } else {
            self
        };
        let exponent = (x.hi / LN_2).round();
        let rest = x - LN_2_EXACT * Self::of(exponent);
        (rest.small_exp_m1() + Self::of(1.0)).times_power(exponent as i32)
    }

    fn exp_m1(self) -> Self {
        if self.hi.abs() < 0.3 {
            self.small_exp_m1()
        } else {
            self.exp() - Self::of(1.0)
        }
    }

    /// By one step of Newton from the double's.
    fn ln_1p(self) -> Self {
        let near = Self::of(self.hi.ln_1p());
        let e = near.exp_m1();
        near + (self - e) / (e + Self::of(1.0))
    }

    /// Φ(|z|) = ½ + φ(z)(|z| + |z|³/3 + |z|⁵/15 + …), all terms positive.
    fn normal(self) -> Self {
        let z = if self.hi < 0.0 { -self } else { self };
        let square = z * z;
        let (mut term, mut sum, mut odd) = (z, z, 1.0);
        while z.hi < FAR && term.hi > sum.hi * 1e-34 {
            odd += 2.0;
            term = term * square / Self::of(odd);
            sum = sum + term;
        }
        let density = (-square).times_power(-1).exp() / PI_EXACT.times_power(1).sqrt();
        let one = Self::of(1.0);
        let right = if z.hi < FAR {
            one.times_power(-1) + density * sum
        } else {
            one
        };
        if self.hi < 0.0 { one - right } else { right }
    }
}

#[test]
fn double_doubles_hold_thirty_digits() {
    use bigdecimal::BigDecimal;
    let exact = |x: DoubleDouble| {
        let of = |x: f64| BigDecimal::try_from(x).expect("it is finite");
        of(x.hi) + of(x.lo)
    };
    let of = DoubleDouble::of;
    let third = of(1.0) / of(3.0);
    let digits = [
        (third, "0.333333333333333333333333333333333333"),
        (of(2.0).sqrt(), "1.414213562373095048801688724209698079"),
        (of(1.0).exp(), "2.718281828459045235360287471352662498"),
        (of(-20.0).exp(), "2.061153622438557827965940380155820976e-9"),
        (of(1.0).ln_1p(), "0.693147180559945309417232121458176568"),
        (third.exp_m1(), "0.395612425086089528628125319602586838"),
        (of(0.25).exp_m1(), "0.284025416687741484073420568062436458"),
        (of(1.0).normal(), "0.841344746068542948585232545632037922"),
        (of(-2.0).normal(), "0.022750131948179207200282637166533437"),
    ];
    for (found, expected) in digits {
        let expected: BigDecimal = expected.parse().expect("it is a number");
        let error = (exact(found) - &expected).abs();
        let bound: BigDecimal = "1e-30".parse().expect("it is a number");
        assert!(
            error < bound * expected.abs(),
            "{found:?} should be {expected}, {error}"
        );
    }
}
