//! A drawn screen as pictures: its symbols, and the role of each cell.

use gradwalk::page::Script;
use gradwalk::session::{Session, Start};
use gradwalk::theme::{Depth, Role, THEMES};
use gradwalk::view::{Look, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::networks::Opened;

/// Dark, in all colours, Unicode.
pub const DARK: Look = Look {
    theme: &THEMES[0],
    depth: Depth::True,
    script: Script::Unicode,
};

pub const ASCII: Look = Look {
    script: Script::Ascii,
    ..DARK
};

/// The size of the projector.
pub const PRIMARY: (u16, u16) = (80, 24);

pub fn session(opened: &Opened) -> Session {
    let start = Start::default();
    Session::new(opened.trace.clone(), opened.captions.clone(), start)
}

pub fn draw(session: &Session, look: Look, (width, height): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    Screen { session, look }.render(area, &mut buffer);
    buffer
}

/// The symbols of the screen, a line for each of its rows, without the blanks at their ends.
pub fn symbols(buffer: &Buffer) -> String {
    picture(buffer, |x, y| buffer[(x, y)].symbol().to_owned())
}

/// At the size of the projector.
pub fn shown(session: &Session) -> String {
    symbols(&draw(session, DARK, PRIMARY))
}

/// A letter for each cell: what its style means. Capitals are lit from behind, `#` is the selected entry.
pub fn roles(buffer: &Buffer, look: Look) -> String {
    picture(buffer, |x, y| letter(buffer, look, (x, y)).to_string())
}

fn picture(buffer: &Buffer, cell: impl Fn(u16, u16) -> String) -> String {
    let area = buffer.area;
    let row = |y| (0..area.width).map(|x| cell(x, y)).collect::<String>();
    (0..area.height)
        .map(|y| row(y).trim_end().to_owned() + "\n")
        .collect()
}

fn letter(buffer: &Buffer, look: Look, at: (u16, u16)) -> char {
    let cell = &buffer[at];
    if cell.bg == background(look, Role::Selected) {
        return '#';
    }
    let is_lit = cell.bg == background(look, Role::Lit);
    if cell.symbol() == " " && !is_lit {
        return ' ';
    }
    let role = Role::ALL
        .into_iter()
        .find(|role| look.style(*role).fg == Some(cell.fg));
    let letter = match role {
        Some(Role::Text | Role::Zero) => 't',
        Some(Role::Dim) => 'd',
        Some(Role::Title) => 'h',
        Some(Role::Border) => 'b',
        Some(Role::Key) => 'k',
        Some(Role::Now | Role::Notice) => 'n',
        Some(Role::Done) => 'f',
        Some(Role::Gradient) => 'g',
        Some(Role::Pending) => 'w',
        Some(Role::Positive) => 'p',
        Some(Role::Negative) => 'm',
        Some(Role::Lit | Role::Selected | Role::Changed) | None => '?',
    };
    if is_lit {
        letter.to_ascii_uppercase()
    } else {
        letter
    }
}

fn background(look: Look, role: Role) -> ratatui::style::Color {
    look.style(role).bg.expect("a background of its own")
}

/// The texts with `role` behind them, row by row.
pub fn behind(buffer: &Buffer, look: Look, role: Role) -> Vec<String> {
    let wanted = background(look, role);
    let mut runs = Vec::new();
    for y in 0..buffer.area.height {
        let mut run = String::new();
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            if cell.bg == wanted {
                run.push_str(cell.symbol());
            } else if !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
        }
        runs.extend(Some(run).filter(|run| !run.is_empty()));
    }
    runs
}
