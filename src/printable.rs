//! Untrusted text made printable: whatever a screen or a message shows of a file passes through here once.
//!
//! What cannot be seen is shown as its escape, never dropped: dropping would let `1\u{0}0` pass for `10`. Escaped are
//! control characters, format characters (bidirectional overrides, zero-width ones, tags), line separators, blanks other
//! than the space, and code points that are private or not assigned; also a combining mark without a character to stand
//! on, or a third one on the same character.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The combining marks that one character may carry.
const MARKS: usize = 2;

/// `text` on a single line, with visible escapes such as `\u{1b}` for what cannot be seen.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(characters(text).collect())
    }
}

/// The lines of `text`, each of them [`printable`], joined by line feeds.
pub fn printable_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// The characters of `text` in order, each as it is shown.
pub(crate) fn characters(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut marks_left = 0;
    text.char_indices().map(move |(at, c)| {
        let mark = c.width() == Some(0);
        if is_invisible(c) || (mark && marks_left == 0) {
            marks_left = 0;
            return Cow::Owned(c.escape_unicode().collect());
        }
        marks_left = if mark { marks_left - 1 } else { MARKS };
        Cow::Borrowed(&text[at..at + c.len_utf8()])
    })
}

fn is_invisible(c: char) -> bool {
    match c {
        ' '..='~' => false,
        // Letters, marks and symbols by their category, and yet nothing is drawn: fillers, joiners, variation selectors,
        // the empty Braille pattern, the null note head.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{1d159}'
        | '\u{e0100}'..='\u{e01ef}' => true,
        // The standard library knows what else cannot be printed. After another character it leaves marks alone.
        _ => ['a', c].iter().collect::<String>().escape_debug().nth(1) == Some('\\'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_lent_as_it_is() {
        assert!(matches!(
            printable(r#"it's a "test" \ 2-3-1"#),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn letters_of_any_language_stay() {
        for text in [
            "∇ₓ a⁽ᴸ⁾",
            "Größe",
            "e\u{301}tude",
            "网络",
            "한국어",
            "שלום",
            "🦀",
        ] {
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_shown_as_its_escape() {
        let hidden = "\0\u{7}\t\n\r\u{1b}\u{7f}\u{80}\u{9b}\u{a0}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180e}\
                      \u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\
                      \u{206f}\u{2800}\u{3000}\u{3164}\u{e000}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{110bd}\u{1d159}\
                      \u{1d173}\u{e0001}\u{e0041}\u{e01ef}\u{10ffff}";
        for c in hidden.chars() {
            let around = format!("1{c}0");
            assert_eq!(printable(&around), format!("1\\u{{{:x}}}0", c as u32));
        }
    }

    #[test]
    fn a_character_carries_two_marks_and_no_more() {
        assert_eq!(
            printable("a\u{301}\u{302}\u{303}b"),
            "a\u{301}\u{302}\\u{303}b"
        );
        assert_eq!(printable("\u{301}b"), "\\u{301}b");
    }

    #[test]
    fn what_was_made_printable_is_left_alone_the_second_time() {
        let once = printable("\u{1b}]0;\u{7}\u{301}e\u{301}\u{301}\u{301}");
        assert_eq!(printable(&once), once);
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(printable_lines("one\r\ntwo\u{1b}\n"), "one\ntwo\\u{1b}");
    }
}
