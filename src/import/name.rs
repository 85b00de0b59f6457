//! A tensor's name taken apart: what it belongs to, what it is there, and where that comes in the natural order.

use std::cmp::Ordering;

use super::role::{Role, role};

/// What a tensor belongs to: the path of its name without the word that says what it is.
pub(super) type Owner = Vec<Component>;

/// A tensor's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// What the tensor belongs to.
    pub(super) owner: Owner,
    /// What it is there.
    pub(super) role: Role,
    /// All words and numbers of the name, in lower case.
    words: Vec<String>,
}

impl Name {
    pub(super) fn new(name: &str) -> Self {
        let path = path(name);
        let tokens = path.iter().flat_map(|component| &component.tokens);
        let words = tokens.map(|token| token.text().to_lowercase()).collect();
        let (role, owner) = role(path);
        Self { owner, role, words }
    }

    /// Whether the words of `phrase` follow one another in the name.
    pub(super) fn says(&self, phrase: &str) -> bool {
        (0..self.words.len()).any(|from| {
            let mut rest = phrase;
            for word in &self.words[from..] {
                match rest.strip_prefix(word.as_str()) {
                    Some("") => return true,
                    Some(more) if more.starts_with(' ') => rest = &more[1..],
                    _ => return false,
                }
            }
            false
        })
    }

    /// Whether it says one of these.
    pub(super) fn says_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.says(phrase))
    }

    /// Whether `part` is in one of its words.
    pub(super) fn mentions(&self, part: &str) -> bool {
        self.words.iter().any(|word| word.contains(part))
    }
}

/// What stands between two separators of a path: `fc_2` of `model.fc_2.weight`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Component {
    pub(super) tokens: Vec<Token>,
    /// Where names put a layer that says nothing of its number: −1 at the input, 1 at the output.
    pub(super) end: i8,
}

impl Component {
    /// Whether one of its words is among `words`, which are in lower case.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| token.is_any(words))
    }

    /// Whether it is a number and nothing else.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.tokens[..], [Token::Number(_)])
    }
}

/// Which end of a network words like these stand for.
fn end(tokens: &[Token]) -> i8 {
    const FIRST: [&str; 8] = [
        "in", "inp", "input", "inputs", "first", "stem", "encoder", "enc",
    ];
    const LAST: [&str; 10] = [
        "out",
        "output",
        "outputs",
        "last",
        "final",
        "head",
        "classifier",
        "logits",
        "decoder",
        "dec",
    ];
    let any = |words: &[&str]| tokens.iter().any(|token| token.is_any(words));
    i8::from(any(&LAST)) - i8::from(any(&FIRST))
}

impl Ord for Component {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_end = self.end.cmp(&other.end);
        by_end.then_with(|| self.tokens.cmp(&other.tokens))
    }
}

impl PartialOrd for Component {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A word or a number in a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Token {
    /// Its digits.
    Number(String),
    /// Its letters, and what else is neither a digit nor a separator.
    Word(String),
}

impl Token {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Word(text) => text,
        }
    }

    fn is_any(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.text().eq_ignore_ascii_case(word))
    }
}

impl Ord for Token {
    /// Numbers by their size, however many digits they have; words without regard to case; numbers before words.
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |digits: &'_ str| digits.trim_start_matches('0').len();
        let bare = |digits: &str, other: &str| {
            let (digits, other) = (
                digits.trim_start_matches('0'),
                other.trim_start_matches('0'),
            );
            digits.cmp(other)
        };
        let lower = |text: &str, other: &str| {
            let other = other.chars().flat_map(char::to_lowercase);
            text.chars().flat_map(char::to_lowercase).cmp(other)
        };
        if self == other {
            return Ordering::Equal;
        }
        let by_kind = match (self, other) {
            (Self::Number(a), Self::Number(b)) => size(a).cmp(&size(b)).then_with(|| bare(a, b)),
            (Self::Word(a), Self::Word(b)) => lower(a, b),
            (Self::Number(_), Self::Word(_)) => Ordering::Less,
            (Self::Word(_), Self::Number(_)) => Ordering::Greater,
        };
        by_kind.then_with(|| self.text().cmp(other.text()))
    }
}

impl PartialOrd for Token {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The components of a name. TensorFlow ends names in `:0`, which says nothing.
fn path(name: &str) -> Vec<Component> {
    let output = |(_, digits): &(&str, &str)| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let name = name
        .rsplit_once(':')
        .filter(output)
        .map_or(name, |(name, _)| name);
    name.split(['.', '/', ':', '[', ']', '~', '|', '\'', '"', '\\'])
        .map(|component| {
            let tokens = tokens(component);
            let end = end(&tokens);
            Component { tokens, end }
        })
        .filter(|component| !component.tokens.is_empty())
        .collect()
}

fn tokens(component: &str) -> Vec<Token> {
    component.split(['_', '-', ' ']).flat_map(split).collect()
}

/// `fc12` is `fc` and `12`, `BatchNorm` is `Batch` and `Norm`.
fn split(word: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = letter.is_ascii_digit();
        let hump = letter.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || before.is_some_and(char::is_uppercase)
                    && letters.peek().is_some_and(|next| next.is_lowercase()));
        match tokens.last_mut() {
            Some(Token::Number(text)) if digit => text.push(letter),
            Some(Token::Word(text)) if !digit && !hump => text.push(letter),
            _ if digit => tokens.push(Token::Number(letter.into())),
            _ => tokens.push(Token::Word(letter.into())),
        }
        before = Some(letter);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        Name::new(name).words
    }

    #[test]
    fn a_name_falls_apart_at_separators_numbers_and_humps() {
        assert_eq!(words("fc12.weight"), ["fc", "12", "weight"]);
        assert_eq!(
            words("BatchNorm_0/scale:0"),
            ["batch", "norm", "0", "scale"]
        );
        assert_eq!(words("LSTMCell-1"), ["lstm", "cell", "1"]);
        assert_eq!(
            words("params['Dense_0']['kernel']"),
            ["params", "dense", "0", "kernel"]
        );
        assert_eq!(words("重み1"), ["重み", "1"]);
        assert_eq!(words("..//__"), [""; 0]);
    }

    #[test]
    fn the_natural_order_counts() {
        let sorted = [
            "input.weight",
            "dense/dense/kernel:0",
            "dense_1/dense_1/kernel:0",
            "dense_02/kernel",
            "dense_10/dense_10/kernel:0",
            "fc1.weight",
            "fc2.weight",
            "fc10.weight",
            "fc99999999999999999999999999999999999999999.weight",
            "fc100000000000000000000000000000000000000000.weight",
            "fc_out.weight",
            "output.weight",
        ];
        let owners: Vec<Owner> = sorted.iter().map(|name| Name::new(name).owner).collect();
        assert!(owners.is_sorted(), "{owners:?}");
    }
}
