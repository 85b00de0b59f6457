//! The help: the whole keymap by section, and every sign that the screen uses.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

use super::look::{Look, extent};
use crate::keymap::{Section, table};
use crate::page::loss_convention;
use crate::session::Session;
use crate::theme::Role;

/// The columns that the keys take.
const KEYS: usize = 24;

/// What the signs on the screen mean, in both scripts.
const SIGNS: &[(&str, &str, &str)] = &[
    (
        "+  −",
        "+  -",
        "the sign of a number in a matrix, always written; colour only repeats it",
    ),
    ("·", ".", "not computed yet"),
    (
        "0",
        "0",
        "exactly zero; a small number is written as 1.2e−7",
    ),
    (
        "×10⁻⁵",
        "*1e-5",
        "beside a name: every number of that matrix times this",
    ),
    (
        "✓  ≈  ✗",
        "ok  ~  !!",
        "dual numbers agree with this gradient; they say nothing of it; a check contradicts it",
    ),
    ("3×1", "3x1", "beside a name: rows and columns"),
    ("…12…", "..12..", "so many are left out"),
    ("⊙", ".*", "entry by entry; the paper writes ∘"),
    (
        "ᵀ·",
        "'*",
        "W is drawn as it is; its lit column is a row of its transpose",
    ),
    (
        "=  ≈",
        "=  ~=",
        "whether the digits written give the result; they are as many as that takes",
    ),
    (
        "W⁽²⁾",
        "W[2]",
        "the first weights: layer 1 is the input, as in the paper",
    ),
    (
        "g⁽ˡ⁾ δ⁽ˡ⁾",
        "g[l] d[l]",
        "the gradient with respect to a⁽ˡ⁾ (the pullback), and to z⁽ˡ⁾",
    ),
    (
        "D⁽ˡ⁾ N⁽ˡ⁾",
        "D[l] N[l]",
        "diag σ′ of layer l, and its norm's transposed Jacobian",
    ),
];

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let title = Line::from(look.span("help", Role::Title));
    let inside = look.frame(title, "all keys", area, buf);
    let lines = lines(session, look, usize::from(inside.width));
    let hidden = lines.len().saturating_sub(usize::from(inside.height));
    let scrolled = extent(session.scrolled().min(hidden));
    Paragraph::new(lines)
        .scroll((scrolled, 0))
        .render(inside, buf);
}

fn lines(session: &Session, look: Look, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for section in Section::ALL {
        lines.push(Line::from(
            look.span(format!(" {}", section.heading()), Role::Title),
        ));
        for row in table().filter(|row| row.section == Some(section)) {
            lines.extend(pair(&row.long(look.script), row.words, width, look));
        }
    }
    lines.push(Line::from(look.span(" Signs", Role::Title)));
    for (unicode, ascii, words) in SIGNS {
        lines.extend(pair(look.glyph(unicode, ascii), words, width, look));
    }
    let convention = look.script.write(&loss_convention(session.trace()));
    let convention = format!("the loss is {convention}: one sample, no 1/N");
    lines.extend(pair("C", &convention, width, look));
    lines
}

/// Keys and their words; what does not fit beside the keys goes on below, under the words.
fn pair(keys: &str, words: &str, width: usize, look: Look) -> Vec<Line<'static>> {
    let keys = format!("   {keys}");
    let taken = Line::raw(keys.as_str()).width();
    let words = look.script.words(words);
    let beside = if taken + 2 > KEYS {
        String::new()
    } else {
        " ".repeat(KEYS - taken)
    };
    let wrapped = textwrap::wrap(&words, width.saturating_sub(KEYS + 1).max(1));
    let mut lines = Vec::new();
    let mut start = look.span(format!("{keys}{beside}"), Role::Key);
    if beside.is_empty() {
        lines.push(Line::from(start));
        start = look.span(" ".repeat(KEYS), Role::Key);
    }
    for words in wrapped {
        let next = look.span(" ".repeat(KEYS), Role::Key);
        let start = std::mem::replace(&mut start, next);
        lines.push(Line::from(vec![start, look.span(words, Role::Text)]));
    }
    lines
}
