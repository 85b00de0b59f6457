//! What differs between two screens, in few bytes: one ink is used up before the next is taken.

use std::collections::HashMap;
use std::hash::Hash;

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::style::Modifier;

use super::pen::{Ink, Pen};

/// What shows on a blank.
const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The most cells that are written again rather than moved over: a move along a row takes four or five bytes.
const GAP: u16 = 4;

/// A blank has no colour but that behind it, so that blanks which look the same are the same.
pub fn settle_blank(cell: &mut Cell) {
    if is_blank(cell) {
        cell.fg = Cell::EMPTY.fg;
        cell.modifier = Modifier::empty();
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(ON_BLANKS)
}

/// Cells side by side that one ink draws.
struct Run {
    x: u16,
    y: u16,
    /// The column after its last cell; none after a wide symbol, whose width terminals dispute.
    end: Option<u16>,
    ink: Ink,
    /// Nothing but blanks so far, which any ink with that background draws.
    is_blank: bool,
    text: String,
}

impl Run {
    fn new(x: u16, y: u16, cell: &Cell) -> Self {
        let mut run = Self {
            x,
            y,
            end: Some(x),
            ink: Ink::of(cell),
            is_blank: is_blank(cell),
            text: String::new(),
        };
        run.push(cell);
        run
    }

    fn push(&mut self, cell: &Cell) {
        let narrow = |end: &u16| width(cell) == 1 && *end < u16::MAX;
        self.end = self.end.filter(narrow).map(|end| end + 1);
        self.text.push_str(cell.symbol());
    }

    /// Whether the ink that draws one draws the other.
    fn fits(&self, cell: &Cell) -> bool {
        let (ink, blank) = (Ink::of(cell), is_blank(cell));
        if self.is_blank || blank {
            let other = if blank { self.ink } else { ink };
            ink.bg == self.ink.bg && !other.modifier.intersects(ON_BLANKS)
        } else {
            ink == self.ink
        }
    }

    /// Takes the cell at x, y of `next` if it fits and stands right after the others, or so close that what lies
    /// between takes no more bytes than a move.
    fn takes(&mut self, x: u16, y: u16, next: &Buffer) -> bool {
        let close = |end: &u16| self.y == y && (*end..=end.saturating_add(GAP)).contains(&x);
        let Some(end) = self.end.filter(close).filter(|_| self.fits(&next[(x, y)])) else {
            return false;
        };
        let mut between = (end..x).map(|x| &next[(x, y)]);
        let repeatable =
            |cell: &Cell| cell.symbol().len() == 1 && !self.is_blank && self.fits(cell);
        if !between.all(repeatable) {
            return false;
        }
        for x in end..=x {
            let cell = &next[(x, y)];
            self.push(cell);
            if self.is_blank {
                (self.ink, self.is_blank) = (Ink::of(cell), is_blank(cell));
            }
        }
        true
    }
}

/// The bytes that turn one screen into the other, of the same size, with a pen that has no colour before and after. A
/// colour takes more bytes than a move.
pub fn difference(shown: &Buffer, next: &Buffer) -> Vec<u8> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, y, cell) in changed(shown, next) {
        if !runs.last_mut().is_some_and(|run| run.takes(x, y, next)) {
            runs.push(Run::new(x, y, cell));
        }
    }
    let (mut backgrounds, mut inks) = (HashMap::new(), HashMap::new());
    runs.sort_by_cached_key(|run| {
        (
            place(&mut backgrounds, run.ink.bg),
            place(&mut inks, run.ink),
        )
    });
    let mut pen = Pen::default();
    for run in &runs {
        pen.go(run.x, run.y);
        if run.is_blank {
            pen.take_behind(run.ink);
        } else {
            pen.take(run.ink);
        }
        pen.write(&run.text, run.end);
    }
    pen.lift()
}

/// The cells of `next` that are not shown, row by row. Of a symbol that covers several cells the first speaks for all.
fn changed<'a>(shown: &Buffer, next: &'a Buffer) -> Vec<(u16, u16, &'a Cell)> {
    let mut changed = Vec::new();
    let columns = usize::from(next.area.width).max(1);
    let rows = shown
        .content
        .chunks(columns)
        .zip(next.content.chunks(columns));
    for (y, (shown, next)) in (0..).zip(rows) {
        let mut was = symbols(shown).peekable();
        for x in symbols(next) {
            while was.next_if(|before| *before < x).is_some() {}
            // A symbol that covered this cell from further left is gone as a whole.
            let stays = was.peek() == Some(&x) && shown[x] == next[x];
            if !stays {
                changed.push((x as u16, y, &next[x]));
            }
        }
    }
    changed
}

/// Where the symbols of a row begin.
fn symbols(row: &[Cell]) -> impl Iterator<Item = usize> {
    let next = |x: &usize| Some(x + usize::from(width(&row[*x])));
    let begin = (!row.is_empty()).then_some(0);
    std::iter::successors(begin, move |x| next(x).filter(|x| *x < row.len()))
}

/// How many cells the symbol covers.
fn width(cell: &Cell) -> u16 {
    cell.cell_width().max(1)
}

/// How many others were met before this one.
fn place<T: Hash + Eq>(met: &mut HashMap<T, usize>, one: T) -> usize {
    let next = met.len();
    *met.entry(one).or_insert(next)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    const SIZE: (u16, u16) = (9, 3);

    fn terminal() -> vt100::Parser {
        let cells = |count| NonZeroU16::new(count).expect("a size");
        vt100::Parser::new(cells(SIZE.1), cells(SIZE.0), 0)
    }

    fn colours() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Indexed(9)),
            Just(Color::Indexed(200)),
            Just(Color::Rgb(1, 2, 3)),
        ]
    }

    /// Words here and there, some two columns a letter, some over others.
    fn screens() -> impl Strategy<Value = Buffer> {
        let modifiers = vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::ITALIC | Modifier::BOLD,
            Modifier::UNDERLINED,
            Modifier::REVERSED | Modifier::DIM,
        ];
        let words = prop::sample::select(vec!["a", " ", "  ", "δ b", "漢", "a漢b", "漢 字"]);
        let style = (colours(), colours(), prop::sample::select(modifiers));
        let word = (0..SIZE.0, 0..SIZE.1, words, style);
        prop::collection::vec(word, 0..12).prop_map(|words| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
            for (x, y, word, (fg, bg, modifier)) in words {
                let style = Style::reset().fg(fg).bg(bg).add_modifier(modifier);
                buffer.set_string(x, y, word, style);
            }
            buffer.content.iter_mut().for_each(settle_blank);
            buffer
        })
    }

    fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            _ => vt100::Color::Default,
        }
    }

    fn assert_shows(terminal: &vt100::Parser, buffer: &Buffer) {
        let mut hidden = false;
        for (x, y) in (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (x, y))) {
            let (cell, drawn) = (&buffer[(x, y)], terminal.screen().cell(y, x));
            let drawn = drawn.expect("it is on the screen");
            if !std::mem::replace(&mut hidden, drawn.is_wide()) {
                let symbol = if drawn.has_contents() {
                    drawn.contents()
                } else {
                    " "
                };
                assert_eq!(symbol, cell.symbol(), "{x}, {y}");
                assert_eq!(drawn.bgcolor(), colour(cell.bg), "{x}, {y}");
                let has = |modifier| cell.modifier.contains(modifier);
                let lines = (drawn.underline(), drawn.inverse());
                assert_eq!(lines, (has(Modifier::UNDERLINED), has(Modifier::REVERSED)));
                if !is_blank(cell) {
                    assert_eq!(drawn.fgcolor(), colour(cell.fg), "{x}, {y}");
                    let weight = (drawn.bold(), drawn.dim(), drawn.italic());
                    let expected = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC].map(has);
                    assert_eq!(<[bool; 3]>::from(weight), expected, "{x}, {y}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_differs_makes_the_next_screen_of_the_last(
            screens in prop::collection::vec(screens(), 1..5)
        ) {
            crossterm::style::force_color_output(true);
            let mut terminal = terminal();
            let mut shown = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
            for next in screens {
                terminal.process(&difference(&shown, &next));
                assert_shows(&terminal, &next);
                prop_assert!(difference(&next, &next).is_empty());
                // No colour is left set.
                let screen = terminal.screen();
                prop_assert_eq!(screen.fgcolor(), vt100::Color::Default);
                prop_assert_eq!(screen.bgcolor(), vt100::Color::Default);
                prop_assert!(!(screen.bold() || screen.underline() || screen.inverse()));
                shown = next;
            }
        }
    }

    #[test]
    fn each_colour_is_named_once_a_frame() {
        crossterm::style::force_color_output(true);
        let area = Rect::new(0, 0, 30, 1);
        let mut next = Buffer::empty(area);
        for x in 0..15 {
            let style = Style::new().fg(Color::Indexed(40 + (x % 3) as u8));
            next.set_string(2 * x, 0, "x", style);
        }
        let bytes = String::from_utf8(difference(&Buffer::empty(area), &next)).expect("text");
        assert_eq!(bytes.matches("38;5;").count(), 3, "{bytes:?}");
    }

    #[test]
    fn what_lies_between_is_written_again_where_that_is_shorter_than_a_move() {
        let of = |text: &str| Buffer::with_lines([text]);
        let text = |from: &str, to: &str| String::from_utf8(difference(&of(from), &of(to)));
        let near = text("+0.1690 +1.5", "+0.2697 +1.5").expect("text");
        assert_eq!(near, "\x1b[1;4H2697");
        let far = text("+0.1690 +1.5", "+0.2690 +1.7").expect("text");
        assert_eq!(far, "\x1b[1;4H2\x1b[12G7");
    }
}
