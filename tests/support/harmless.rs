//! What may be shown of files that nobody here wrote.

/// Whether a terminal does nothing with `c` but draw it. Written without the table under test.
pub fn is_harmless(c: char) -> bool {
    let hidden = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2800}' | '\u{3164}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{ffa0}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}');
    c == '\n' || !(c.is_control() || hidden)
}

/// Holds that a message is short and harmless.
#[allow(dead_code, reason = "not every program of tests has messages")]
pub fn assert_brief(message: &str) {
    assert!(message.len() <= 600, "{} bytes: {message}", message.len());
    assert!(message.chars().all(is_harmless), "{message:?}");
}
