//! What is chosen in a panel stays within what there is.

use gradwalk::engine::{Entry, Objective, Quantity};
use gradwalk::session::{Action, Change, Direction, Message, Mode};

use crate::{SMALL, at_the_end, go, open, session};

#[test]
fn the_checks_go_through_every_quantity_and_every_entry_and_no_further() {
    let mut session = at_the_end();
    open(&mut session, Mode::Checks);
    assert_eq!(session.checked_entry(), Entry::of(Quantity::G(1), 0));
    // In the table no entry is chosen.
    go(&mut session, Direction::Right, 2);
    assert_eq!(session.checked_entry(), Entry::of(Quantity::G(1), 0));
    session.update(Action::Turn);
    go(&mut session, Direction::Right, 2);
    assert_eq!(session.curve_entry(), Some(Entry::of(Quantity::G(1), 2)));
    go(&mut session, Direction::Right, 1);
    assert_eq!(session.curve_entry(), Some(Entry::of(Quantity::G(1), 2)));
    go(&mut session, Direction::Left, 1);
    assert_eq!(session.curve_entry(), Some(Entry::of(Quantity::G(1), 1)));
    go(&mut session, Direction::Down, 3);
    let first = Entry::at(Quantity::WeightGradient(2), 0, 0);
    assert_eq!(session.curve_entry(), Some(first));
    go(&mut session, Direction::Right, 4);
    let fifth = Entry::at(Quantity::WeightGradient(2), 1, 1);
    assert_eq!(session.curve_entry(), Some(fifth));
    go(&mut session, Direction::Right, 100);
    let last = Entry::at(Quantity::WeightGradient(2), 1, 2);
    assert_eq!(session.curve_entry(), Some(last));
    go(&mut session, Direction::Down, 100);
    assert_eq!(session.checked_quantity(), (6, Quantity::WeightGradient(3)));
}

#[test]
fn the_layers_of_a_descent_go_round_both_ways() {
    let mut session = at_the_end();
    session.update(Action::Objective);
    assert_eq!(session.trace().objective(), Objective::Loss);
    open(&mut session, Mode::Descent);
    let mut layers = |action| {
        session.update(action);
        session.descent().layer
    };
    assert_eq!(layers(Action::NextOperand), 3);
    assert_eq!(layers(Action::NextOperand), 2);
    assert_eq!(layers(Action::PreviousOperand), 3);
    assert_eq!(layers(Action::PreviousOperand), 2);
}

#[test]
fn the_entry_of_a_descent_stays_within_each_layer_and_its_bias() {
    let mut session = at_the_end();
    session.update(Action::Objective);
    open(&mut session, Mode::Descent);
    assert_eq!(session.descent().at, (0, 0));
    go(&mut session, Direction::Down, 1);
    go(&mut session, Direction::Right, 100);
    // The bias stands in the column after those of W.
    assert_eq!(session.descent().at, (1, 3));
    assert_eq!(
        session.selected_entry(),
        Some(Entry::of(Quantity::Bias(2), 1))
    );
    session.update(Action::NextOperand);
    assert_eq!(session.descent().at, (1, 2));
    assert_eq!(
        session.selected_entry(),
        Some(Entry::of(Quantity::Bias(3), 1))
    );
    go(&mut session, Direction::Left, 1);
    let weight = Entry::at(Quantity::Weights(3), 1, 1);
    assert_eq!(session.selected_entry(), Some(weight));
}

#[test]
fn the_rate_goes_up_and_down_by_one_two_five_and_ends() {
    let mut session = at_the_end();
    session.update(Action::Objective);
    open(&mut session, Mode::Descent);
    let mut rates = |change, count| {
        for _ in 0..count {
            session.update(Action::Rate(change));
        }
        format!("{:e}", session.descent().rate)
    };
    assert_eq!(rates(Change::More, 0), "5e-2");
    assert_eq!(rates(Change::More, 1), "1e-1");
    assert_eq!(rates(Change::More, 1), "2e-1");
    assert_eq!(rates(Change::More, 100), "1e20");
    assert_eq!(rates(Change::Less, 1), "5e19");
    assert_eq!(rates(Change::Less, 200), "1e-20");
    assert_eq!(rates(Change::More, 1), "2e-20");
}

#[test]
fn without_a_target_the_objective_says_so_and_goes_to_the_sum_and_back() {
    let source = SMALL.replace("y = [1.0, 0.0]\n", "");
    let mut session = session(&source);
    let mut next = || {
        session.update(Action::Objective);
        (
            session.trace().objective(),
            session.message() == Some(&Message::NoTarget),
        )
    };
    assert_eq!(next(), (Objective::Sum, true));
    assert_eq!(next(), (Objective::Output { component: 0 }, false));
    let mut targeted = at_the_end();
    targeted.update(Action::Objective);
    targeted.update(Action::Objective);
    assert_eq!(targeted.trace().objective(), Objective::Sum);
    assert_eq!(targeted.message(), None);
}

#[test]
fn one_output_has_no_other_component() {
    let one = "W = [[1.0, 0.4]]\nb = [0.0]\n";
    let source = SMALL.replace("W = [[1.0, 0.4], [0.2, -0.9]]\nb = [0.0, 0.1]\n", one);
    let mut session = session(&source.replace("y = [1.0, 0.0]", "y = [1.0]"));
    session.update(Action::NextComponent);
    assert_eq!(session.message(), Some(&Message::OneOutput));
}

#[test]
fn the_components_go_round_both_ways() {
    let mut session = at_the_end();
    for action in [Action::NextComponent, Action::PreviousComponent] {
        for component in [1, 0] {
            session.update(action);
            let objective = Objective::Output { component };
            assert_eq!(session.trace().objective(), objective);
        }
    }
}

#[test]
fn what_is_not_made_yet_is_not_asked_about() {
    let mut session = session(SMALL);
    session.update(Action::Next);
    session.update(Action::Open(Mode::Provenance));
    assert_eq!(session.panel(), Mode::Provenance);
    session.update(Action::Open(Mode::Provenance));
    assert_eq!(
        session.panel(),
        Mode::Walk,
        "the key that opens it closes it"
    );
    open(&mut session, Mode::Network);
    session.update(Action::SelectUnit(gradwalk::session::Unit {
        layer: 3,
        unit: 0,
    }));
    let entry = session.selected_entry().expect("a unit is chosen");
    assert!(!session.is_known(entry));
    session.update(Action::Open(Mode::Provenance));
    assert_eq!(session.message(), Some(&Message::NotYet(entry)));
    assert_eq!(session.panel(), Mode::Network);
}

#[test]
fn what_moves_with_a_number_of_the_way_back_is_found_at_once_in_a_small_network() {
    let mut session = at_the_end();
    session.update(Action::Open(Mode::Provenance));
    let provenance = session.provenance().expect("it is open");
    assert_eq!(provenance.entry.quantity, Quantity::G(1));
    assert!(provenance.influence.is_some());
    assert!(session.influence_of(provenance.entry).is_some());
    assert!(session.influence_of(Entry::of(Quantity::G(1), 2)).is_none());
}

#[test]
fn help_gives_back_what_it_covers_and_nothing_else_does() {
    let mut session = at_the_end();
    open(&mut session, Mode::Numbers);
    open(&mut session, Mode::Help);
    session.update(Action::Scroll(Direction::Down, 1_000));
    let furthest = session.scrolled();
    assert!(furthest > 0);
    session.update(Action::Scroll(Direction::Up, 1));
    assert_eq!(session.scrolled(), furthest - 1);
    session.update(Action::Leave);
    assert_eq!((session.mode(), session.scrolled()), (Mode::Numbers, 0));
    session.update(Action::Leave);
    assert_eq!(session.mode(), Mode::Walk);
}
