//! Whether somebody still wants to know: asked again and again within what takes long.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// After so many entries of a matrix it is asked again: well below a frame, whatever is done with each.
const ENTRIES: usize = 1 << 16;

/// Asks until the answer is no. What was computed from then on is worth nothing.
#[derive(Clone)]
pub(super) struct Patience<'a>(Rc<Inner<'a>>);

struct Inner<'a> {
    keep_on: RefCell<Box<dyn FnMut() -> bool + 'a>>,
    is_over: Cell<bool>,
}

impl<'a> Patience<'a> {
    /// As long as `keep_on` says yes.
    pub fn new(keep_on: impl FnMut() -> bool + 'a) -> Self {
        Self(Rc::new(Inner {
            keep_on: RefCell::new(Box::new(keep_on)),
            is_over: Cell::new(false),
        }))
    }

    /// Asks; no is the last answer.
    pub fn is_over(&self) -> bool {
        let is_over = self.0.is_over.get() || !(self.0.keep_on.borrow_mut())();
        self.0.is_over.set(is_over);
        is_over
    }

    /// Whether no was answered, without asking again.
    pub fn was_over(&self) -> bool {
        self.0.is_over.get()
    }

    /// Asks if so many entries take a while, and else whether no was answered.
    pub fn is_over_for(&self, entries: usize) -> bool {
        if entries < ENTRIES {
            return self.was_over();
        }
        self.is_over()
    }

    /// Each of `items`, asked before every one of them, until it is over.
    pub fn each<I: Iterator>(&self, items: I) -> impl Iterator<Item = I::Item> {
        items.take_while(|_| !self.is_over())
    }

    /// `columns` of so many entries each, until it is over.
    pub fn over<I: Iterator>(&self, columns: I, entries: usize) -> impl Iterator<Item = I::Item> {
        let often = (ENTRIES / entries.max(1)).max(1);
        let numbered = columns.enumerate();
        let goes_on = move |at: usize| at == 0 || !at.is_multiple_of(often) || !self.is_over();
        numbered
            .take_while(move |(at, _)| goes_on(*at))
            .map(|(_, column)| column)
    }
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, Patience};
    use std::cell::Cell;

    #[test]
    fn no_is_the_last_answer_and_is_remembered() {
        let asked = Cell::new(0);
        let patience = Patience::new(|| {
            asked.set(asked.get() + 1);
            asked.get() < 2
        });
        assert!(!patience.was_over() && !patience.is_over());
        assert!(patience.is_over() && patience.was_over() && patience.is_over());
        assert!(patience.is_over_for(1));
        assert_eq!(asked.get(), 2);
    }

    #[test]
    fn only_what_takes_a_while_is_asked_about() {
        let asked = Cell::new(0);
        let patience = Patience::new(|| {
            asked.set(asked.get() + 1);
            true
        });
        assert!(!patience.is_over_for(ENTRIES - 1));
        assert_eq!(asked.get(), 0);
        assert!(!patience.is_over_for(ENTRIES));
        assert_eq!(asked.get(), 1);
    }

    #[test]
    fn a_matrix_is_asked_about_after_so_many_entries_and_goes_no_further_after_a_no() {
        let asked = Cell::new(0);
        let patience = Patience::new(|| {
            asked.set(asked.get() + 1);
            true
        });
        let asks = |columns, entries| {
            asked.set(0);
            assert_eq!(patience.over(0..columns, entries).count(), columns);
            asked.get()
        };
        assert_eq!(asks(10, 2 * ENTRIES), 9);
        assert_eq!(asks(10, ENTRIES), 9);
        assert_eq!(asks(10, ENTRIES / 4), 2);
        assert_eq!(asks(ENTRIES + 1, 1), 1);
        assert_eq!(asks(ENTRIES + 1, 0), 1);

        let twice = Cell::new(0);
        let impatient = Patience::new(|| {
            twice.set(twice.get() + 1);
            twice.get() < 2
        });
        assert!(impatient.over(0..10, ENTRIES / 4).eq(0..8));
    }
}
