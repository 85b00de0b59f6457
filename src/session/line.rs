//! A line of text that is being typed.

use tui_input::{Input, InputRequest};

use super::action::Typing;

/// The most characters of a line.
const LONGEST: usize = 256;

/// A line of text and where its cursor is.
#[derive(Debug, Clone, Default)]
pub struct Line(Input);

impl Line {
    /// A line that holds `text` already, the cursor at its end.
    pub fn of(text: impl Into<String>) -> Self {
        Self(Input::new(text.into()))
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// How many characters stand before the cursor.
    pub fn cursor(&self) -> usize {
        self.0.cursor()
    }

    /// Whether the text was changed.
    pub fn take(&mut self, typing: Typing) -> bool {
        let request = match typing {
            Typing::Insert(character) if character.is_control() => return false,
            Typing::Insert(_) if self.text().chars().count() >= LONGEST => return false,
            Typing::Insert(character) => InputRequest::InsertChar(character),
            Typing::Erase => InputRequest::DeletePrevChar,
            Typing::Delete => InputRequest::DeleteNextChar,
            Typing::EraseWord => InputRequest::DeletePrevWord,
            Typing::EraseToStart => InputRequest::DeleteFromStart,
            Typing::EraseToEnd => InputRequest::DeleteTillEnd,
            Typing::Left => InputRequest::GoToPrevChar,
            Typing::Right => InputRequest::GoToNextChar,
            Typing::Start => InputRequest::GoToStart,
            Typing::End => InputRequest::GoToEnd,
        };
        self.0.handle(request).is_some_and(|changed| changed.value)
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        (self.text(), self.cursor()) == (other.text(), other.cursor())
    }
}
