//! What toml finds wrong with a text, in words for whoever wrote a number, a quotation mark or a line end in another way.

use std::ops::Range;

use toml::de::Error;

use super::refusal::{Fault, quote};
use super::{spelling, twice};

/// How deep lists, tables and keys may be nested: toml's figure.
const DEPTH: usize = 80;

/// What toml has to say, and what it cannot know.
pub(super) fn malformed(error: &Error, text: &str) -> Fault {
    let message = error.message();
    let span = error.span().unwrap_or(0..0);
    if message.starts_with("duplicate key") {
        return twice::fault(span, text);
    }
    if message.contains("recurs") {
        let span = error.span().unwrap_or_else(|| deep(text));
        return Fault::new(span, format!("nested more than {DEPTH} deep"));
    }
    if message.starts_with("carriage return") {
        let at = text[..span.start].strip_suffix('\r').map_or(0, str::len);
        let fault = Fault::new(at..at + 1, "a carriage return without a line feed");
        return fault.help("line ends of an old Mac? save it with those of Unix");
    }
    let word = word(text, span.start);
    if let Some(meant) = decimal_comma(text, &word) {
        let fault = Fault::new(word, "a comma stands between two values, not in a number");
        return fault.label(format!("did you mean {meant}?"));
    }
    about_word(span, word, text, message)
}

/// A fault of the value or key around `span`.
fn about_word(span: Range<usize>, at: Range<usize>, text: &str, message: &str) -> Fault {
    let word = &text[at.clone()];
    if spelling::is_not_finite(word) {
        return Fault::new(at, "every number must be finite");
    }
    let is_value = message.starts_with("string values") || message.starts_with("invalid float");
    if is_value && spelling::is_nothing(word) {
        let fault = Fault::new(at, format!("{} is no value", quote(word)));
        return fault.help("an entry is a number; a key may be left out");
    }
    let all = at.start.min(span.start)..at.end.max(span.end);
    let written = &text[all.clone()];
    let has_blanks = message.starts_with("string values") && written.contains([' ', '\t']);
    let joined: String = written.split_whitespace().collect();
    if spelling::is_like_number(if has_blanks { &joined } else { word }) && is_about_number(message)
    {
        let are_numbers = || {
            written
                .split_whitespace()
                .all(|word| word.parse::<f64>().is_ok())
        };
        let label = if has_blanks && are_numbers() {
            "one number: no blank; two: a comma".to_owned()
        } else if has_blanks {
            "a number has no blanks in it".to_owned()
        } else if word.contains(['−', '–', '—']) {
            "the minus sign is a plain hyphen, -".to_owned()
        } else if let Some(meant) = spelling::meant(word) {
            format!("did you mean {meant}?")
        } else {
            "a number is written 0.25 or 1e-3".to_owned()
        };
        let title = format!("{} is no number", quote(written));
        return Fault::new(all, title).label(label);
    }
    let rest = text.get(span.start..).unwrap_or_default();
    let fault = Fault::new(span, message);
    if word.contains(['“', '”', '„', '‘', '’', '«', '»']) {
        fault.label("the quotation marks are plain, \"")
    } else if message.starts_with("key with no value") && rest.starts_with(':') {
        fault.label("between key and value stands =")
    } else if message.starts_with("string values") && matches!(word, "True" | "False") {
        fault.label(format!("did you mean {}?", word.to_lowercase()))
    } else if message.starts_with("string values") && spelling::is_plain(word) {
        fault.label(format!("text is written \"{word}\""))
    } else {
        fault
    }
}

/// Whether it is a number that toml could not read.
fn is_about_number(message: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    message.starts_with("string values")
        || (!says(&["string", "key", "comment", "date", "comma"])
            && says(&["invalid", "redundant", "unexpected", "`_`"]))
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || ",[]{}=#\"'".contains(c)
}

/// The bytes of the word around the byte `at`; where there is none, of the one before.
fn word(text: &str, at: usize) -> Range<usize> {
    let (left, right) = text.split_at_checked(at).unwrap_or((text, ""));
    let end = at + right.find(ends_word).unwrap_or(right.len());
    let left = if end == at { left.trim_end() } else { left };
    let start = left.rfind(ends_word).map_or(0, |last| {
        last + left[last..].chars().next().map_or(0, char::len_utf8)
    });
    start..left.len().max(end.min(text.len()).max(start))
}

/// The number that is meant, if the word is what follows the comma in `0,5`, or what goes before it.
fn decimal_comma(text: &str, at: &Range<usize>) -> Option<String> {
    let (before, word, after) = (&text[..at.start], text[at.clone()].trim(), &text[at.end..]);
    let is_whole = |digits: &str| !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    let signed = |word: &str| is_whole(word.strip_prefix(['+', '-']).unwrap_or(word));
    if let Some(before) = before.strip_suffix(',')
        && is_whole(word)
    {
        let start = before.rfind(ends_word).map_or(0, |at| at + 1);
        let first = before.get(start..)?;
        return signed(first).then(|| format!("{first}.{word}"));
    }
    let after = after.strip_prefix(',')?;
    let digits = &after[..after.find(ends_word).unwrap_or(after.len())];
    (signed(word) && is_whole(digits)).then(|| format!("{word}.{digits}"))
}

/// The first line with a key of too many parts, which toml does not tell.
fn deep(text: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.matches('.').take(DEPTH).count() == DEPTH {
            let blanks = line.len() - line.trim_start_matches([' ', '\t', '[']).len();
            return start + blanks..start + line.trim_end().len();
        }
        start += line.len();
    }
    0..0
}
