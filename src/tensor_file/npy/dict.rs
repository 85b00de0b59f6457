//! The dict of Python that a `.npy` opens with, taken apart token by token, without recursion: nested brackets are
//! counted, not followed.

use crate::tensor_file::tensor::DIMENSIONS;

/// What the dict says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dict<'a> {
    /// The dtype, unless it is a list of fields.
    pub(super) descr: Option<&'a str>,
    /// Whether the first index runs fastest.
    pub(super) fortran: bool,
    pub(super) shape: Vec<usize>,
}

impl<'a> Dict<'a> {
    /// Each of the three keys once, in any order, and nothing else.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let (mut descr, mut fortran, mut shape) = (None, None, None);
        let mut rest = Rest(text);
        rest.expect('{')?;
        while !rest.eat('}') {
            let key = rest.string()?;
            rest.expect(':')?;
            let first = match key {
                "descr" => descr.replace(rest.descr()?).is_none(),
                "fortran_order" => fortran.replace(rest.truth()?).is_none(),
                "shape" => shape.replace(rest.shape()?).is_none(),
                _ => false,
            };
            if !first {
                return Err(malformed("a key that is not expected there"));
            }
            if !rest.eat(',') {
                rest.expect('}')?;
                break;
            }
        }
        match (descr, fortran, shape) {
            _ if !rest.0.trim().is_empty() => Err(malformed("something after the dict")),
            (Some(descr), Some(fortran), Some(shape)) => Ok(Self {
                descr,
                fortran,
                shape,
            }),
            _ => Err(malformed("not descr, fortran_order and shape")),
        }
    }
}

fn malformed(what: &str) -> String {
    format!("its header is not what numpy writes: {what}")
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Whether `c` comes next; if so, it is taken.
    fn eat(&mut self, c: char) -> bool {
        self.0 = self.0.trim_start();
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn expect(&mut self, c: char) -> Result<(), String> {
        if self.eat(c) {
            Ok(())
        } else {
            Err(malformed(&format!("no {c} where one is due")))
        }
    }

    /// A string without escapes: numpy writes none into a key or a dtype.
    fn string(&mut self) -> Result<&'a str, String> {
        for quote in ['\'', '"'] {
            if self.eat(quote)
                && let Some((string, rest)) = self.0.split_once(quote)
                && !string.contains('\\')
            {
                self.0 = rest;
                return Ok(string);
            }
        }
        Err(malformed("no string where one is due"))
    }

    /// A dtype; none for a list of fields or a tuple, which is skipped.
    fn descr(&mut self) -> Result<Option<&'a str>, String> {
        self.0 = self.0.trim_start();
        if !self.0.starts_with(['[', '(']) {
            return self.string().map(Some);
        }
        let (mut depth, mut quote) = (0_usize, None);
        for (at, c) in self.0.char_indices() {
            match (quote, c) {
                (Some(open), _) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(c),
                (None, '[' | '(') => depth += 1,
                (None, ']' | ')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.0 = &self.0[at + c.len_utf8()..];
                return Ok(None);
            }
        }
        Err(malformed("a bracket is never closed"))
    }

    fn truth(&mut self) -> Result<bool, String> {
        self.0 = self.0.trim_start();
        for (word, truth) in [("True", true), ("False", false)] {
            if let Some(rest) = self.0.strip_prefix(word) {
                self.0 = rest;
                return Ok(truth);
            }
        }
        Err(malformed("neither True nor False where one is due"))
    }

    /// A tuple of sizes: `()`, `(3,)`, `(3, 4)`.
    fn shape(&mut self) -> Result<Vec<usize>, String> {
        let (mut sizes, mut comma) = (Vec::new(), true);
        self.expect('(')?;
        while !self.eat(')') {
            if !comma {
                return Err(malformed("no comma between two sizes"));
            }
            if sizes.len() == DIMENSIONS {
                return Err(format!("its shape has more than {DIMENSIONS} dimensions"));
            }
            sizes.push(self.size()?);
            comma = self.eat(',');
        }
        if sizes.len() == 1 && !comma {
            return Err(malformed("a shape that is no tuple"));
        }
        Ok(sizes)
    }

    fn size(&mut self) -> Result<usize, String> {
        self.0 = self.0.trim_start();
        let end = self
            .0
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        // Python 2 wrote long ones with an L.
        self.0 = rest.strip_prefix('L').unwrap_or(rest);
        digits.parse().map_err(|_| match digits {
            "" => malformed("a size that is no whole number"),
            _ => "its shape has a size that is too large".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dict<'a>(descr: &'a str, fortran: bool, shape: &[usize]) -> Dict<'a> {
        let (descr, shape) = (Some(descr), shape.to_vec());
        Dict {
            descr,
            fortran,
            shape,
        }
    }

    #[test]
    fn keys_stand_in_any_order_and_quotes_and_blanks_do_not_matter() {
        let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }       \n";
        assert_eq!(Dict::parse(text), Ok(dict("<f8", false, &[3, 4])));
        let text = "\t{ \"shape\":(3L,),\"fortran_order\" : True ,'descr':\"=f4\"}";
        assert_eq!(Dict::parse(text), Ok(dict("=f4", true, &[3])));
        let text = "{'shape': (), 'fortran_order': False, 'descr': '<f2'}";
        assert_eq!(Dict::parse(text), Ok(dict("<f2", false, &[])));
    }

    #[test]
    fn a_list_of_fields_is_skipped_however_deep() {
        let fields = ["[('a', '<f8', (2,))]", "[('}])', '<f8')]", &nested(10_000)].map(|fields| {
            Dict::parse(&format!(
                "{{'descr': {fields}, 'fortran_order': False, 'shape': (3,)}}"
            ))
            .map(|dict| dict.descr.is_none())
        });
        assert_eq!(fields, [Ok(true), Ok(true), Ok(true)]);
    }

    fn nested(depth: usize) -> String {
        "[".repeat(depth) + &"]".repeat(depth)
    }

    #[test]
    fn what_numpy_would_not_write_is_refused() {
        for text in [
            "",
            "{",
            "{}",
            "{'descr': '<f8', 'fortran_order': False}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3 4)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3.0,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)}",
            "{'descr': '<f8', 'fortran_order': 0, 'shape': (3,)}",
            "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), 'more': 1}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)} + __import__('os')",
            "{'descr': __import__('os'), 'fortran_order': False, 'shape': (3,)}",
            "{'descr': [[[[, 'fortran_order': False, 'shape': (3,)}",
            "{'descr': '<f\\x38', 'fortran_order': False, 'shape': (3,)}",
        ] {
            assert!(Dict::parse(text).is_err(), "{text}");
        }
    }
}
