//! What the oracle's forward pass may be run over: doubles, dual numbers, double-doubles.

use std::f64::consts::{PI, SQRT_2};
use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_dual::{Dual64, DualNum};

/// A number with the arithmetic that a forward pass needs.
pub trait Scalar:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// A constant.
    fn of(value: f64) -> Self;
    /// The double next to its value.
    fn value(self) -> f64;
    /// √.
    fn sqrt(self) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// eˣ − 1.
    fn exp_m1(self) -> Self;
    /// ln(1 + x).
    fn ln_1p(self) -> Self;
    /// Φ, the normal distribution function.
    fn normal(self) -> Self;
}

impl Scalar for f64 {
    fn of(value: f64) -> Self {
        value
    }

    fn value(self) -> f64 {
        self
    }

    fn sqrt(self) -> Self {
        self.sqrt()
    }

    fn exp(self) -> Self {
        self.exp()
    }

    fn exp_m1(self) -> Self {
        self.exp_m1()
    }

    fn ln_1p(self) -> Self {
        self.ln_1p()
    }

    fn normal(self) -> Self {
        libm::erfc(-self / SQRT_2) / 2.0
    }
}

impl Scalar for Dual64 {
    fn of(value: f64) -> Self {
        Self::from_re(value)
    }

    fn value(self) -> f64 {
        self.re
    }

    fn sqrt(self) -> Self {
        DualNum::sqrt(&self)
    }

    fn exp(self) -> Self {
        DualNum::exp(&self)
    }

    fn exp_m1(self) -> Self {
        DualNum::exp_m1(&self)
    }

    fn ln_1p(self) -> Self {
        DualNum::ln_1p(&self)
    }

    /// The derivative is the density.
    fn normal(self) -> Self {
        let density = (-self.re * self.re / 2.0).exp() / (2.0 * PI).sqrt();
        Self::new(self.re.normal(), self.eps * density)
    }
}
