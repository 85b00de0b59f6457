//! Words as a shell reads them.

use std::borrow::Cow;

use crate::printable::printable;

/// `word` as it is typed, printable.
pub fn word(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,:+=@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return printable(word);
    }
    let quoted = word.replace('\'', r"'\''");
    Cow::Owned(format!("'{}'", printable(&quoted)))
}

/// The path of a file as it is typed where an option may stand.
pub fn path(path: &str) -> String {
    if path.starts_with('-') {
        word(&format!("./{path}")).into_owned()
    } else {
        word(path).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_only_where_it_must_be() {
        for (plain, typed) in [
            ("net.toml", "net.toml"),
            ("", "''"),
            ("my net.toml", "'my net.toml'"),
            ("it's", r"'it'\''s'"),
            ("a\u{1b}", r"'a\u{1b}'"),
        ] {
            assert_eq!(word(plain), typed);
        }
        assert_eq!(path("-x.toml"), "./-x.toml");
        assert_eq!(path("-x y"), "'./-x y'");
        assert_eq!(word("-x"), "-x");
    }
}
