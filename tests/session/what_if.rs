//! Edits: what they say of the file's own walk, and what the file says of them when it is read anew.

use std::sync::Arc;

use gradwalk::engine::{Entry, Objective, Quantity, Trace};
use gradwalk::session::{Action, WhatIf};

use crate::{SMALL, networks, session, set_x};

const X: Entry = Entry {
    quantity: Quantity::A(1),
    row: 0,
    column: 0,
};

fn own() -> Trace {
    networks::parsed("small", SMALL).trace
}

/// The walk with this in the place of x₁.
fn with(value: f64) -> Trace {
    own().with_values(&[(X, value)]).expect("it is given")
}

fn edited(value: f64) -> WhatIf {
    let mut what_if = WhatIf::new(own());
    what_if.set(X, value, false).expect("it is given");
    what_if
}

#[test]
fn a_value_that_is_there_already_is_no_edit() {
    let mut what_if = WhatIf::new(own());
    what_if.set(X, 0.3, false).expect("it is given");
    assert!(!what_if.is_edited() && what_if.generation() == 0);
    what_if.set(X, 0.4, false).expect("it is given");
    assert!(what_if.is_edited() && what_if.generation() == 1);
    what_if.set(X, 0.3, false).expect("it is given");
    assert!(!what_if.is_edited() && what_if.values().is_empty());
}

#[test]
fn a_value_that_no_number_is_leaves_all_as_it_was() {
    let mut what_if = WhatIf::new(own());
    assert!(what_if.set(X, f64::NAN, false).is_err());
    assert!(!what_if.is_edited() && what_if.generation() == 0);
    let mut what_if = edited(0.9);
    assert!(what_if.set(X, f64::INFINITY, false).is_err());
    assert!(what_if.is_edited());
}

#[test]
fn whoever_edits_looks_at_the_edits_again() {
    let mut what_if = edited(0.9);
    assert!(!what_if.shows_own() && what_if.before().is_some());
    assert_eq!(what_if.toggle(), Some(true));
    assert!(what_if.shows_own() && what_if.before().is_none());
    assert_eq!(what_if.trace().input()[0].to_bits(), 0.3_f64.to_bits());
    let generation = what_if.generation();
    what_if.show_edits();
    assert!(!what_if.shows_own() && what_if.generation() > generation);
    let generation = what_if.generation();
    what_if.show_edits();
    assert_eq!(what_if.generation(), generation, "nothing is new");
    what_if.toggle();
    what_if.set(X, 0.8, false).expect("it is given");
    assert!(!what_if.shows_own());
    assert_eq!(what_if.trace().input()[0].to_bits(), 0.8_f64.to_bits());
}

#[test]
fn the_first_number_that_is_none_is_that_of_the_walk_that_is_looked_at() {
    let huge = SMALL.replace("[0.5, -0.2, 0.3]", "[1e200, -0.2, 0.3]");
    let mut what_if = WhatIf::new(networks::parsed("huge", &huge).trace);
    assert_eq!(what_if.trace().first_non_finite(), None);
    what_if.set(X, 1e200, false).expect("it is given");
    let product = Entry::of(Quantity::Product(2), 0);
    assert_eq!(what_if.trace().first_non_finite(), Some(product));
    what_if.toggle();
    assert_eq!(what_if.trace().first_non_finite(), None);
}

#[test]
fn a_file_that_has_the_edits_now_leaves_none() {
    let mut what_if = edited(0.9);
    assert_eq!(what_if.source(), 0);
    assert!(what_if.reload(with(0.9)), "they are in it");
    assert!(!what_if.is_edited() && !what_if.is_unsaved());
    assert_eq!(what_if.source(), 1);
    what_if.reload(with(0.9));
    assert_eq!(what_if.source(), 2);
}

#[test]
fn edits_are_made_again_on_a_file_of_the_same_shape() {
    let mut what_if = edited(0.9);
    let other = own()
        .with_values(&[(Entry::of(Quantity::Bias(2), 0), 0.7)])
        .expect("it is given");
    assert!(what_if.reload(other.clone()));
    assert!(what_if.is_edited() && what_if.is_unsaved());
    assert_eq!(what_if.values().into_iter().collect::<Vec<_>>(), [(X, 0.9)]);
    assert_eq!(what_if.own(), &other);
    let target = own()
        .with_values(&[(Entry::of(Quantity::Target, 0), 0.25)])
        .expect("it is given");
    let mut what_if = edited(0.9);
    assert!(what_if.reload(target), "another y is another file");
    assert!(what_if.is_edited());
}

#[test]
fn a_file_of_another_shape_takes_no_edits() {
    let mut what_if = edited(0.9);
    let network = networks::built_in("default").trace;
    let sizes = network.network().sizes();
    assert_ne!(sizes, own().network().sizes());
    assert!(!what_if.reload(network));
    assert!(!what_if.is_edited() && what_if.values().is_empty());
}

#[test]
fn what_was_saved_stays_saved_when_the_file_is_read_anew() {
    let mut what_if = edited(0.9);
    assert!(what_if.is_unsaved());
    what_if.saved();
    assert!(!what_if.is_unsaved());
    // Saved under another name: the file that is open has none of it.
    assert!(what_if.reload(own()));
    assert!(what_if.is_edited() && !what_if.is_unsaved());
    what_if.set(X, 0.8, false).expect("it is given");
    assert!(what_if.is_unsaved());
    // The file has what was saved, and the edit since then is not in it.
    assert!(what_if.reload(with(0.9)));
    assert!(what_if.is_edited() && what_if.is_unsaved());
    what_if.set(X, 0.9, false).expect("it is given");
    assert!(!what_if.is_edited() && !what_if.is_unsaved());
}

#[test]
fn a_step_down_is_saved_as_a_step_and_what_is_set_after_it_as_it_is() {
    let loss = Trace::record(
        Arc::new(own().network().clone()),
        own().input().clone(),
        own().target().cloned(),
        Objective::Loss,
    );
    let mut what_if = WhatIf::new(loss.expect("there is a target"));
    what_if.descend(0.1).expect("there is a target");
    assert_eq!((what_if.descents(), what_if.is_unsaved()), (1, true));
    what_if.saved();
    assert!(!what_if.is_unsaved());
    // The value of the file's own x: after a step it is an edit all the same.
    what_if.set(X, 0.9, false).expect("it is given");
    assert!(what_if.is_unsaved());
    what_if.set(X, 0.3, false).expect("it is given");
    assert!(what_if.is_unsaved() && what_if.descents() == 1);
    let mut without = WhatIf::new(own().with_objective(Objective::Sum).expect("a sum"));
    assert!(without.descend(0.1).is_ok(), "the loss is what descends");
    let source = SMALL.replace("y = [1.0, 0.0]\n", "");
    let mut without = WhatIf::new(networks::parsed("none", &source).trace);
    assert!(without.descend(0.1).is_err() && !without.is_edited());
}

#[test]
fn undo_and_redo_go_back_and_forth_through_every_edit() {
    let mut session = session(SMALL);
    set_x(&mut session, 0, "0.9");
    set_x(&mut session, 1, "0.8");
    let mut after = |action| {
        session.update(action);
        let x = session.trace().input();
        (x[0], x[1])
    };
    assert_eq!(after(Action::Undo), (0.9, 0.4));
    assert_eq!(after(Action::Undo), (0.3, 0.4));
    assert_eq!(after(Action::Undo), (0.3, 0.4));
    assert_eq!(after(Action::Redo), (0.9, 0.4));
    assert_eq!(after(Action::Redo), (0.9, 0.8));
    assert_eq!(after(Action::Redo), (0.9, 0.8));
}

#[test]
fn what_is_set_back_after_saving_is_saved() {
    let other = Entry::of(Quantity::A(1), 1);
    let mut what_if = edited(0.9);
    what_if.saved();
    what_if.set(other, 0.8, false).expect("it is given");
    assert!(what_if.is_unsaved());
    what_if.set(other, 0.4, false).expect("it is given");
    assert!(what_if.is_edited() && !what_if.is_unsaved());
    // The file has one of the two that were saved now.
    what_if.set(other, 0.8, false).expect("it is given");
    what_if.saved();
    assert!(what_if.reload(with(0.9)));
    assert!(what_if.is_edited() && !what_if.is_unsaved());
}

#[test]
fn steps_down_that_were_saved_stay_saved_with_all_that_was_set_after_them() {
    let mut what_if = WhatIf::new(own().with_objective(Objective::Loss).expect("a target"));
    what_if.descend(0.1).expect("there is a target");
    what_if.set(X, 0.9, false).expect("it is given");
    what_if.saved();
    let file = with(0.9).with_objective(Objective::Loss).expect("a target");
    assert!(what_if.reload(file));
    assert_eq!((what_if.descents(), what_if.is_unsaved()), (1, false));
}
