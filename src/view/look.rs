//! How the screen looks: theme, colours and script, and the few things that are drawn the same way everywhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

use crate::page::{Math, Script};
use crate::theme::{Depth, Role, Theme};

/// Theme, depth of colour and script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: &'static Theme,
    /// How many colours there are.
    pub depth: Depth,
    /// Unicode or ASCII.
    pub script: Script,
}

const ASCII_BORDER: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Look {
    /// How `role` looks.
    pub fn style(self, role: Role) -> Style {
        self.theme.style(role, self.depth)
    }

    /// Text in the style of `role`.
    pub fn span<'a>(self, text: impl Into<String>, role: Role) -> Span<'a> {
        Span::styled(text.into(), self.style(role))
    }

    /// A formula in the style of `role`.
    pub fn math<'a>(self, math: &Math, role: Role) -> Span<'a> {
        self.span(self.script.write(math), role)
    }

    /// `unicode`, or `ascii` where there is none.
    pub fn glyph<'a>(self, unicode: &'a str, ascii: &'a str) -> &'a str {
        if self.script == Script::Ascii {
            ascii
        } else {
            unicode
        }
    }

    /// Draws a frame with `title` on the left and `note` on the right, and returns what is inside.
    pub fn frame(self, title: Line<'_>, note: &str, area: Rect, buf: &mut Buffer) -> Rect {
        let set = if self.script == Script::Ascii {
            ASCII_BORDER
        } else {
            border::ROUNDED
        };
        let mut block = Block::bordered()
            .border_set(set)
            .border_style(self.style(Role::Border))
            .title(pad(title));
        if !note.is_empty() {
            let note = self.span(format!(" {} ", self.script.words(note)), Role::Dim);
            block = block.title(Line::from(note).right_aligned());
        }
        let inside = block.inner(area);
        block.render(area, buf);
        inside
    }

    /// Writes on the lower border of `frame`, aligned as `line` is.
    pub fn on_lower_border(line: Line<'_>, frame: Rect, buf: &mut Buffer) {
        let place = Rect {
            x: frame.x + 2,
            y: frame.bottom().saturating_sub(1),
            width: frame.width.saturating_sub(4),
            height: 1,
        };
        line.render(place.intersection(frame), buf);
    }

    /// The role of a number: its sign.
    pub fn sign(value: f64) -> Role {
        if value > 0.0 {
            Role::Positive
        } else if value < 0.0 {
            Role::Negative
        } else {
            Role::Zero
        }
    }

    /// In ASCII mode, replaces what came from a file and has no ASCII spelling.
    pub fn make_ascii(self, area: Rect, buf: &mut Buffer) {
        if self.script != Script::Ascii {
            return;
        }
        for position in area.positions() {
            let cell = &mut buf[position];
            if !cell.symbol().is_ascii() {
                cell.set_symbol("?");
            }
        }
    }
}

/// A length as the screen counts it; what is longer than any screen is as long as the longest.
pub fn extent(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

/// `text` in at most `room` columns, its end cut where it must be.
pub fn shortened(text: &str, room: usize, look: Look) -> String {
    let line = Line::raw(text);
    if line.width() <= room {
        return text.to_owned();
    }
    let ellipsis = look.glyph("…", "~");
    let mut cut = String::new();
    for character in text.chars() {
        if Line::raw(format!("{cut}{character}")).width() + 1 > room {
            break;
        }
        cut.push(character);
    }
    if room == 0 {
        String::new()
    } else {
        format!("{cut}{ellipsis}")
    }
}

fn pad(title: Line<'_>) -> Line<'_> {
    let mut spans = vec![Span::raw(" ")];
    spans.extend(title.spans);
    spans.push(Span::raw(" "));
    Line::from(spans)
}
