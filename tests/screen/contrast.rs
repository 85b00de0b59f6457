//! Contrast as it is drawn: every letter and number of every screen on what is behind it.

use gradwalk::session::Session;
use gradwalk::theme::{Depth, Role, THEMES};
use gradwalk::view::Look;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::hostile;
use crate::networks::built_in;
use crate::product::screens;
use crate::screen::{DARK, draw, symbols};
use crate::themes::contrast;

/// The foreground and the background of a cell.
fn colours(cell: &Cell) -> (Color, Color) {
    if cell.modifier.contains(Modifier::REVERSED) {
        (cell.bg, cell.fg)
    } else {
        (cell.fg, cell.bg)
    }
}

/// Letters, digits and signs are read; frames, lines and blocks are seen.
fn is_read(cell: &Cell) -> bool {
    let is_seen =
        |it: char| matches!(it, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '⎡'..='⎦' );
    !cell.symbol().chars().all(|it| it == ' ' || is_seen(it))
}

#[test]
fn what_is_read_on_any_screen_stands_out_from_what_is_behind_it() {
    for opened in [
        built_in("default"),
        hostile::image(),
        hostile::overflowing(),
    ] {
        let screens: Vec<Session> = screens(&opened);
        for (theme, depth) in THEMES
            .iter()
            .flat_map(|theme| [Depth::True, Depth::Indexed].map(|depth| (theme, depth)))
        {
            let look = Look {
                theme,
                depth,
                ..DARK
            };
            // WCAG 2: AAA for high contrast, AA for the others; 3 for what is seen rather than read.
            let least = if theme.name == "high-contrast" {
                7.0
            } else {
                4.5
            };
            let border = look.style(Role::Border).fg;
            let plain = [Role::Text, Role::Lit, Role::Selected].map(|role| look.style(role).bg);
            for session in &screens {
                let buffer = draw(session, look, (100, 30));
                for cell in buffer.content().iter().filter(|cell| is_read(cell)) {
                    let (fore, behind) = colours(cell);
                    // On a colour of a map neither black nor white has 7; the arrows all over it are faint on purpose.
                    let is_on_map = !plain.contains(&Some(behind));
                    let least = if Some(fore) == border {
                        3.0
                    } else if is_on_map {
                        4.5
                    } else {
                        least
                    };
                    let is_faint = cell.modifier.contains(Modifier::DIM) && !is_on_map;
                    let contrast = contrast(fore, behind);
                    assert!(
                        contrast >= least && !is_faint,
                        "{}, {depth:?}, {:?}: {contrast:.2} for {cell:?}\n{}",
                        theme.name,
                        session.mode(),
                        symbols(&buffer)
                    );
                }
            }
        }
    }
}
