//! What a click asks for, by where it lands.

use ratatui::layout::{Position, Rect};

use crate::session::Action;

/// The places of a frame that answer a click, in the order in which they were drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits(Vec<(Rect, Action)>);

impl Hits {
    /// A click in `area` asks for `action`.
    pub fn add(&mut self, area: Rect, action: Action) {
        if !area.is_empty() {
            self.0.push((area, action));
        }
    }

    /// What a click at `column`, `row` asks for: what was drawn there last.
    pub fn at(&self, column: u16, row: u16) -> Option<Action> {
        let place = Position::new(column, row);
        let mut latest_first = self.0.iter().rev();
        latest_first
            .find(|(area, _)| area.contains(place))
            .map(|(_, action)| *action)
    }
}
