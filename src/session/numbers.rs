//! All numbers in one table: what is selected in it, what is searched, and what is found.

use super::{Action, Direction, Effect, Mode, Session};
use crate::engine::Entry;
use crate::page::{ALL_DIGITS, Numbers};

/// The numbers of digits that tables are read with.
const TABLE_DIGITS: [usize; 4] = [3, 6, 9, ALL_DIGITS];

/// The table while it is open, and what was asked from it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    numbers: Numbers,
    /// What `numbers` shows; it is made anew where that is something else.
    of: Option<Shown>,
    filter: String,
    /// The entry that was selected last. Where it is not shown, the next one is selected instead.
    wanted: Option<Entry>,
}

/// All that a table depends on.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    generation: u64,
    place: usize,
    steps: usize,
    digits: usize,
    filter: String,
}

impl Session {
    /// All numbers so far, as far as the filter finds them; empty unless they are open.
    pub const fn numbers(&self) -> &Numbers {
        &self.table.numbers
    }

    /// What is searched for; empty for everything.
    pub fn filter(&self) -> &str {
        &self.table.filter
    }

    /// The row of the table that is selected.
    pub fn selected_row(&self) -> usize {
        let wanted = self.table.wanted;
        wanted.map_or(0, |entry| self.table.numbers.row_of(entry))
    }

    /// The entry that is selected in the table, if it is open and shows any.
    pub(super) fn entry_in_table(&self) -> Option<Entry> {
        self.table.numbers.entry(self.selected_row())
    }

    /// Opens the table where the page's selection is.
    pub(super) fn begin_table(&mut self) {
        self.table = Table {
            wanted: self.page().selected_as_entry(),
            ..Table::default()
        };
    }

    /// Finds the numbers again if the walk or the filter is another one; forgets them once nobody looks.
    pub(super) fn refresh_table(&mut self) {
        if self.panel != Mode::Numbers {
            if self.asked_from != Mode::Numbers && self.covered != Mode::Numbers {
                self.table = Table::default();
            }
            return;
        }
        let shown = Shown {
            generation: self.what_if.generation(),
            place: self.place,
            steps: self.walk.steps().len(),
            // Without a filter no value is written.
            digits: if self.table.filter.is_empty() {
                0
            } else {
                self.digits
            },
            filter: self.table.filter.clone(),
        };
        if self.table.of.as_ref() == Some(&shown) {
            return;
        }
        let filter = (shown.filter.as_str(), self.digits);
        let place = (&self.walk, self.place);
        self.table.numbers = Numbers::at(self.trace(), &self.captions, place, filter);
        self.table.of = Some(shown);
    }

    pub(super) fn in_table(&mut self, action: Action) -> Option<Effect> {
        let (row, last) = (self.selected_row(), self.numbers().rows().saturating_sub(1));
        match action {
            Action::Move(Direction::Down, count) | Action::Scroll(Direction::Down, count) => {
                self.select_row(row.saturating_add(count).min(last));
            }
            Action::Move(Direction::Up, count) | Action::Scroll(Direction::Up, count) => {
                self.select_row(row.saturating_sub(count));
            }
            Action::Move(Direction::Right, _) | Action::NextOperand => {
                self.select_row(self.numbers().next_quantity(row));
            }
            Action::Move(Direction::Left, _) | Action::PreviousOperand => {
                self.select_row(self.numbers().previous_quantity(row));
            }
            Action::First => self.select_row(0),
            Action::Last => self.select_row(last),
            Action::SelectRow(row) => self.select_row(row.min(last)),
            Action::Into => self.ask_from_table(),
            Action::ToItsStep => self.go_to_selected(),
            _ => return None,
        }
        Some(Effect::None)
    }

    fn select_row(&mut self, row: usize) {
        if let Some(entry) = self.table.numbers.entry(row) {
            self.table.wanted = Some(entry);
        }
    }

    /// Where the selected number came from; when that is left, the table is there again.
    fn ask_from_table(&mut self) {
        if let Some(entry) = self.entry_in_table() {
            self.table.wanted = Some(entry);
            self.ask(entry);
        }
    }

    /// The step that made the selected number, with the number selected there.
    fn go_to_selected(&mut self) {
        let Some(entry) = self.entry_in_table() else {
            return;
        };
        let network = self.trace().network();
        let place = self.walk.place_making(entry.quantity, network);
        self.leave();
        self.step_by(Action::At(place));
        self.point_at(entry);
    }

    /// What is typed into the search is searched for at once.
    pub(super) fn search_for_line(&mut self) {
        self.line.text().clone_into(&mut self.table.filter);
    }

    /// What was found is kept, and what is selected of it.
    pub(super) fn accept_search(&mut self) {
        self.prompt = None;
        self.select_row(self.selected_row());
    }

    /// Searches for nothing any more.
    pub(super) fn clear_search(&mut self) {
        self.table.filter.clear();
    }

    /// The next of the numbers of digits that tables are read with; after all of them the fewest.
    pub(super) fn cycle_digits(&mut self) {
        let more = TABLE_DIGITS
            .into_iter()
            .find(|&digits| digits > self.digits);
        self.digits = more.unwrap_or(TABLE_DIGITS[0]);
    }
}
