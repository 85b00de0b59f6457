//! The network drawn, on the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::graph;
use super::look::Look;
use crate::page::Page;

/// Draws it.
pub fn render(page: &Page<'_>, look: Look, area: Rect, buf: &mut Buffer) {
    graph::render(page, look, area, buf);
}
