//! The terminal's pen: where it is and with which colours it writes, changed in as few bytes as it takes.

use std::fmt::Write as _;

use crossterm::style::Colored;
use ratatui::backend::IntoCrossterm as _;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What the symbol of a cell is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ink {
    /// The colour of the symbol.
    pub fg: Color,
    /// The colour behind it.
    pub bg: Color,
    /// Weight, slant, lines, reverse.
    pub modifier: Modifier,
}

impl Ink {
    /// That of a cell.
    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// What each modifier takes to be switched on, and off. Bold and dim go off together.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// A pen, and the bytes that led it.
#[derive(Debug)]
pub struct Pen {
    /// Where it is, as far as that is sure.
    column: Option<u16>,
    row: Option<u16>,
    ink: Ink,
    bytes: String,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            column: None,
            row: None,
            ink: Ink::of(&Cell::EMPTY),
            bytes: String::new(),
        }
    }
}

impl Pen {
    /// Moves to column x of row y, counted from 0. Never relative to where the terminal may take it to be: symbols
    /// that it counts wider than we do would shift all that follows.
    pub fn go(&mut self, x: u16, y: u16) {
        let (column, row) = (x.saturating_add(1), y.saturating_add(1));
        if self.row != Some(y) {
            write!(self.bytes, "\x1b[{row};{column}H").expect(IN_MEMORY);
        } else if self.column != Some(x) {
            write!(self.bytes, "\x1b[{column}G").expect(IN_MEMORY);
        }
        (self.column, self.row) = (Some(x), Some(y));
    }

    /// Takes an ink.
    pub fn take(&mut self, ink: Ink) {
        let mut codes = Vec::new();
        if ink.modifier != self.ink.modifier {
            change(self.ink.modifier, ink.modifier, &mut codes);
        }
        if ink.fg != self.ink.fg {
            codes.push(known(
                Colored::ForegroundColor(ink.fg.into_crossterm()).to_string(),
            ));
        }
        if ink.bg != self.ink.bg {
            codes.push(known(
                Colored::BackgroundColor(ink.bg.into_crossterm()).to_string(),
            ));
        }
        if !codes.is_empty() {
            write!(self.bytes, "\x1b[{}m", codes.join(";")).expect(IN_MEMORY);
        }
        self.ink = ink;
    }

    /// Takes of an ink what a blank shows, and keeps the rest.
    pub fn take_behind(&mut self, ink: Ink) {
        let weight = Modifier::BOLD | Modifier::DIM | Modifier::ITALIC;
        self.take(Ink {
            fg: self.ink.fg,
            bg: ink.bg,
            modifier: self.ink.modifier & weight,
        });
    }

    /// Writes symbols; afterwards it is at column `end`, or who knows where in the row.
    pub fn write(&mut self, symbols: &str, end: Option<u16>) {
        self.bytes.push_str(symbols);
        self.column = end;
    }

    /// Lays all colours down; what has been written.
    pub fn lift(mut self) -> Vec<u8> {
        if self.ink != Ink::of(&Cell::EMPTY) {
            self.bytes.push_str("\x1b[m");
        }
        self.bytes.into_bytes()
    }
}

const IN_MEMORY: &str = "writing into memory cannot fail";

/// Of the sixteen colours, the code of their own. A terminal that has no more takes `38;5;1` for blinking and bold.
fn known(code: String) -> String {
    let of = |lead: &str| code.strip_prefix(lead)?.parse::<u16>().ok();
    let (index, first) = match (of("38;5;"), of("48;5;")) {
        (Some(index), _) => (index, 30),
        (_, Some(index)) => (index, 40),
        _ => return code,
    };
    match index {
        0..8 => (first + index).to_string(),
        // Bright ones come 60 codes later.
        8..16 => (first + 60 + index - 8).to_string(),
        _ => code,
    }
}

/// The codes that turn one set of modifiers into another.
fn change(from: Modifier, to: Modifier, codes: &mut Vec<String>) {
    let mut left = from;
    for (modifier, _, off) in MODIFIERS {
        if (left - to).contains(modifier) {
            codes.push(off.to_string());
            // What the same code switches off goes with it.
            for (other, _, same) in MODIFIERS {
                if same == off {
                    left -= other;
                }
            }
        }
    }
    for (modifier, on, _) in MODIFIERS {
        if (to - left).contains(modifier) {
            codes.push(on.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteen_colours_have_codes_of_their_own() {
        for (code, shorter) in [
            ("38;5;1", "31"),
            ("48;5;7", "47"),
            ("38;5;8", "90"),
            ("48;5;15", "107"),
            ("38;5;16", "38;5;16"),
            ("48;2;1;2;3", "48;2;1;2;3"),
            ("39", "39"),
        ] {
            assert_eq!(known(code.to_owned()), shorter);
        }
    }
}
