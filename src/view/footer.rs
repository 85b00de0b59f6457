//! The last line: the keys of the current mode, or what the last action has to say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::look::Look;
use crate::keymap::{self, Row};
use crate::session::{Action, Message, Session};
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    if let Some(message) = session.message() {
        let message = format!(" {}", words(message, look));
        look.span(message, Role::Notice).render(area, buf);
        return;
    }
    let labelled = || keymap::rows(session.mode()).filter(|row| !row.label.is_empty());
    let ranks = (0..=8).rev();
    let fits = |rank: &u8| {
        let line = line(labelled().filter(|row| row.rank <= *rank), look);
        line.width() <= usize::from(area.width)
    };
    let rank = ranks.clone().find(fits).unwrap_or(0);
    line(labelled().filter(|row| row.rank <= rank), look).render(area, buf);
}

fn line(rows: impl Iterator<Item = &'static Row>, look: Look) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    for row in rows {
        spans.push(look.span(row.short(look.script), Role::Key));
        spans.push(look.span(format!(" {}  ", row.label), Role::Text));
    }
    Line::from(spans)
}

/// What the last action has to say.
fn words(message: Message, look: Look) -> String {
    let key = |action| {
        keymap::key_of(action).map_or_else(String::new, |key| key.name(look.script).into_owned())
    };
    match message {
        Message::Complete => format!(
            "the gradient is complete; {} goes on to the parameter gradients",
            key(Action::Parameters)
        ),
        Message::WithParameters => "the parameter gradients follow the input gradient".to_owned(),
        Message::WithoutParameters => "the walk ends at the input gradient".to_owned(),
        Message::OneOutput => "there is one output only".to_owned(),
        Message::LossHasNoComponents => {
            format!(
                "the loss has no components; {} goes back to the output",
                key(Action::Objective)
            )
        }
        Message::NoTarget => "the loss needs a target y, and there is none".to_owned(),
        Message::NoStep { number, steps } => {
            format!("there is no step {number}: this walk has steps 1 to {steps}")
        }
    }
}
