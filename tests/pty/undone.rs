//! Whether every mode that a program switched on has been switched off again, read from the bytes it wrote.

/// What undoes them all.
pub const RESTORE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l";

/// The parameters and the last byte of each control sequence.
fn sequences(bytes: &[u8]) -> impl Iterator<Item = (String, char)> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let parts: Vec<String> = text.split("\x1b[").skip(1).map(str::to_owned).collect();
    parts.into_iter().filter_map(|part| {
        let end = part.find(|c: char| ('@'..='~').contains(&c))?;
        Some((part[..end].to_owned(), part[end..].chars().next()?))
    })
}

/// What is still on after these bytes.
fn left_on(bytes: &[u8]) -> Vec<String> {
    let (mut modes, mut coloured, mut pushed) = (Vec::<String>::new(), false, 0);
    for (parameters, last) in sequences(bytes) {
        match (parameters.strip_prefix('?'), last) {
            // The cursor is on before.
            (Some("25"), 'h') => modes.retain(|mode| mode != "no cursor"),
            (Some("25"), 'l') => modes.push("no cursor".to_owned()),
            (Some(list), 'h') => modes.extend(list.split(';').map(str::to_owned)),
            (Some(list), 'l') => modes.retain(|mode| list.split(';').all(|off| off != mode)),
            (None, 'm') => coloured = !matches!(parameters.as_str(), "" | "0"),
            (None, 'u') if parameters.starts_with('>') => pushed += 1,
            (None, 'u') if parameters.starts_with('<') => pushed -= 1,
            (None, 'r') => modes.push(format!("a scroll region {parameters}")),
            (None, 'h') => modes.push(format!("mode {parameters}")),
            _ => {}
        }
    }
    modes.extend(coloured.then(|| "colours".to_owned()));
    modes.extend((pushed != 0).then(|| "the kitty protocol".to_owned()));
    modes
}

/// Everything was on at some time, nothing is now, and nothing but `message` follows what switched it off.
pub fn assert_undone(bytes: &[u8], message: &str, when: &str) {
    assert_eq!(left_on(bytes), Vec::<String>::new(), "{when}");
    let place = bytes.windows(RESTORE.len()).position(|end| end == RESTORE);
    let place = place.unwrap_or_else(|| panic!("nothing was undone: {when}"));
    assert!(!left_on(&bytes[..place]).is_empty(), "{when}");
    let after = String::from_utf8_lossy(&bytes[place + RESTORE.len()..]);
    assert_eq!(after, message, "{when}");
}

#[test]
fn what_is_left_on_is_found() {
    for (bytes, on) in [
        (&b"\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l"[..], &[][..]),
        (b"\x1b[?1000;1006h\x1b[?1006l", &["1000"]),
        (b"\x1b[?25l", &["no cursor"]),
        (b"\x1b[31mred", &["colours"]),
        (b"\x1b[31mred\x1b[m", &[]),
        (b"\x1b[>1u", &["the kitty protocol"]),
        (b"\x1b[>1u\x1b[<1u", &[]),
        (b"\x1b[2;5r", &["a scroll region 2;5"]),
    ] {
        assert_eq!(left_on(bytes), on, "{bytes:?}");
    }
}
