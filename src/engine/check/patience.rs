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
