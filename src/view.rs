//! The screen: reads the session and formats, never computes and never writes; one panel, one file.
//!
//! ```text
//! header      network, what is differentiated, step k of n
//! timeline    every station of the walk, and where we are
//! ╭ network ╮╭ step ──────────────────────╮
//! │ (where  ││ equation                   │
//! │  there  ││ matrices and vectors       │
//! │ is room)││ the selected entry's sum   │
//! ╰─────────╯╰────────────────────────────╯
//! ╭ the gradient so far ──────────────────╮
//! ╰───────────────────────────────────────╯
//! footer      the keys of the current mode
//! ```

mod badge;
mod bar;
mod cells;
mod changed;
mod checks;
pub mod cost_curve;
mod descent;
mod footer;
mod header;
mod help;
mod hits;
mod input_space;
mod jacobian;
mod look;
mod matrix;
mod message;
mod network;
mod notice;
mod numbers;
mod operands;
mod palette;
mod prompt;
mod provenance;
mod step;
mod strip;
mod sums;
mod timeline;

pub use hits::Hits;
pub use look::Look;
pub use message::SPLITS;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::session::{Mode, Session};
use crate::theme::Role;

/// The smallest screen that the walk is drawn on, columns and rows.
pub const SMALLEST: (u16, u16) = (60, 16);

/// From this width on the network is drawn beside the step.
const WIDE: u16 = 110;

/// From this height on the strip has air.
const TALL: u16 = 30;

/// A whole screen.
#[derive(Debug, Clone, Copy)]
pub struct Screen<'a> {
    /// What to show.
    pub session: &'a Session,
    /// How it looks.
    pub look: Look,
}

impl Widget for &Screen<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.draw(area, buf);
    }
}

impl Screen<'_> {
    /// Draws it, and tells what a click asks for where.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Hits {
        let mut hits = Hits::default();
        let area = area.intersection(buf.area);
        buf.set_style(area, self.look.style(Role::Text));
        if area.is_empty() || self.session.mode() == Mode::Blank {
            return hits;
        }
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            self.notice(area, buf);
        } else {
            self.walk(area, &mut hits, buf);
        }
        self.look.make_ascii(area, buf);
        hits
    }

    fn walk(&self, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
        let (session, look) = (self.session, self.look);
        let page = session.page();
        let strip_height = if area.height >= TALL { 6 } else { 4 };
        let rows = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(strip_height),
            Constraint::Length(1),
        ]);
        let [top, stations, body, below, bottom] = area.layout(&rows);
        header::render(session, &page, look, top, buf);
        timeline::render(session, look, stations, hits, buf);
        let whole = body.union(below);
        let is_beside = matches!(session.panel(), Mode::Walk | Mode::Provenance);
        let body = if area.width >= WIDE && is_beside {
            let drawn = if area.width >= 160 { 42 } else { 28 };
            let columns = Layout::horizontal([Constraint::Length(drawn), Constraint::Fill(1)]);
            let [side, body] = body.layout(&columns);
            network::beside(session, &page, look, side, hits, buf);
            body
        } else {
            body
        };
        match session.panel() {
            Mode::Help => help::render(session, look, whole, buf),
            Mode::Numbers => numbers::render(session, look, whole, hits, buf),
            Mode::Network => network::panel(session, &page, look, whole, hits, buf),
            Mode::InputSpace => input_space::render(session, look, whole, buf),
            Mode::Jacobian => jacobian::render(session, look, whole, buf),
            Mode::Checks => checks::render(session, look, whole, buf),
            Mode::Descent => descent::render(session, look, whole, hits, buf),
            Mode::Provenance => {
                provenance::render(session, look, body, buf);
                strip::render(&page, look, below, buf);
            }
            _ => {
                step::render(session, &page, look, body, hits, buf);
                strip::render(&page, look, below, buf);
            }
        }
        let panel = match session.panel() {
            Mode::Walk | Mode::Provenance => body,
            _ => whole,
        };
        if session.panel() != Mode::Help {
            changed::render(session, look, panel, buf);
        }
        notice::render(session, look, whole, buf);
        if session.mode() == Mode::Command {
            palette::render(session, look, whole, hits, buf);
        }
        if session.mode().is_prompt() {
            prompt::render(session, look, bottom, hits, buf);
        } else {
            footer::render(session, look, bottom, hits, buf);
        }
    }

    /// What a screen shows that is too small for the walk.
    fn notice(&self, area: Rect, buf: &mut Buffer) {
        let size = |(columns, rows): (u16, u16)| format!("{columns}x{rows}");
        let whole = |words: &str, size: String| {
            let text = format!("{words} {size}");
            if text.len() > usize::from(area.width) {
                size
            } else {
                text
            }
        };
        let texts = [
            whole("gradwalk needs", size(SMALLEST)),
            whole("this is", size((area.width, area.height))),
        ];
        let top = area.y + area.height.saturating_sub(2) / 2;
        for (text, y) in texts.iter().zip(top..area.bottom()) {
            let line = Line::styled(text.as_str(), self.look.style(Role::Notice)).centered();
            line.render(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                buf,
            );
        }
    }
}
