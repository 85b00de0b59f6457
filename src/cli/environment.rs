//! What the environment says about the terminal.

use std::env;
use std::io::{self, IsTerminal as _};

use crossterm::style::available_color_count;

use crate::page::Script;
use crate::theme::Depth;

/// The script: ASCII if that was asked for or the locale is not UTF-8.
pub fn script(ascii: bool) -> Script {
    let of = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(of)
        .unwrap_or_default();
    if ascii || !is_utf8(&locale) {
        Script::Ascii
    } else {
        Script::Unicode
    }
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Whether there is a screen to draw on: a terminal, and one that does more than print.
pub fn has_screen() -> bool {
    io::stdout().is_terminal() && !is_dumb()
}

/// Whether the terminal does no more than print, or does not say what it is.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty())
}

/// How many colours there are; none where NO_COLOR is set to something.
pub fn depth() -> Depth {
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return Depth::None;
    }
    match available_color_count() {
        u16::MAX => Depth::True,
        256.. => Depth::Indexed,
        _ => Depth::Sixteen,
    }
}
