//! A pocket calculator that keeps every digit: it reads the arithmetic of an ASCII page and works it out.

use bigdecimal::BigDecimal;
use gradwalk::engine::Activation;

/// Works out `text`, with `activation` for σ; `None` where a calculator has no answer, as for what is not finite.
pub fn value(text: &str, activation: Activation) -> Option<BigDecimal> {
    let mut calculator = Calculator {
        rest: text.trim(),
        activation,
    };
    let value = calculator.sum();
    assert_eq!(calculator.rest, "", "left over of {text:?}");
    value
}

struct Calculator<'a> {
    rest: &'a str,
    activation: Activation,
}

impl Calculator<'_> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Option<BigDecimal> {
        let mut sum = self.product();
        loop {
            sum = if self.take(" + ") {
                let term = self.product();
                Some(sum? + term?)
            } else if self.take(" - ") {
                let term = self.product();
                Some(sum? - term?)
            } else {
                return sum;
            };
        }
    }

    fn product(&mut self) -> Option<BigDecimal> {
        let mut product = self.factor();
        loop {
            product = if self.take("*") {
                let factor = self.factor();
                Some(product? * factor?)
            } else if self.take(" / ") {
                let factor = self.factor();
                Some(product? / factor.filter(|factor| *factor != 0)?)
            } else {
                return product;
            };
        }
    }

    fn factor(&mut self) -> Option<BigDecimal> {
        let (activation, rest) = (self.activation, self.rest);
        if self.take("s'(") {
            return self.function(|z| activation.derivative(z));
        }
        if self.take("s(") {
            return self.function(|z| activation.value(z));
        }
        if self.take("(") {
            // (12 terms: 0.25) says how many terms its number is the sum of.
            if let Some((count, after)) = self.rest.split_once(" terms: ")
                && count.bytes().all(|byte| byte.is_ascii_digit())
            {
                self.rest = after;
            }
            let inner = self.sum();
            assert!(self.take(")"), "no closing parenthesis in {rest:?}");
            return inner;
        }
        let number = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
        let mut end = usize::from(rest.starts_with('-'));
        // A minus sign within a number belongs to its power of ten.
        while rest.as_bytes().get(end).is_some_and(|&byte| number(byte))
            || (rest[end..].starts_with('-') && rest[..end].ends_with('e'))
        {
            end += 1;
        }
        let (number, after) = rest.split_at(end);
        self.rest = after;
        assert!(number.parse::<f64>().is_ok(), "no number in {rest:?}");
        number.parse().ok()
    }

    fn function(&mut self, function: impl Fn(f64) -> f64) -> Option<BigDecimal> {
        let inner = self.sum();
        assert!(self.take(")"), "no closing parenthesis");
        let argument: f64 = inner?.to_string().parse().expect("decimals are numbers");
        function(argument).to_string().parse().ok()
    }
}

#[test]
fn the_calculator_knows_precedence_signs_and_brackets() {
    let worked = |text| value(text, Activation::Relu).map(|value| value.normalized().to_string());
    for (text, expected) in [
        ("1 + 2*3 - 4*(-0.5)", "9"),
        ("-1.5e-3*2 + s(-3) + s(4)", "3.997"),
        ("(7 terms: -2) - s'(0.1)*0.25", "-2.25"),
        ("2*(5 - 1) / 4 + 1", "3"),
    ] {
        assert_eq!(worked(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(worked("1 + Infinity*2"), None);
    assert_eq!(worked("NaN"), None);
}
