//! Where a number came from: its terms, the way down to x, W and b, and the way on to what it reaches.

use std::collections::BTreeSet;

use gradwalk::engine::{Entry, Influence, Quantity, Stride, Walk, computed};
use gradwalk::page::Provenance;
use gradwalk::session::{Message, Mode, Session};

use crate::networks::{Opened, all_built_in, built_in, golden, parsed};
use crate::screen::{DARK, PRIMARY, draw, session, shown, symbols};
use crate::typing::type_keys;

fn of(opened: &Opened, entry: Entry) -> Provenance {
    let walk = Walk::new(opened.trace.network(), Stride::Layer, true);
    Provenance::of(&opened.trace, &opened.captions, &walk, entry)
}

fn networks() -> Vec<Opened> {
    let goldens = ["mixed", "residual-norm", "paper-shape", "relu-dead"].map(golden);
    all_built_in().into_iter().chain(goldens).collect()
}

/// Every entry that a walk computes, up to a few of each quantity.
fn entries(opened: &Opened) -> Vec<Entry> {
    let quantities = computed(opened.trace.network()).chain(
        opened
            .trace
            .network()
            .layers()
            .flat_map(|l| [Quantity::WeightGradient(l), Quantity::BiasGradient(l)]),
    );
    let of_quantity = |quantity: Quantity| {
        let value = quantity.value(&opened.trace);
        let (rows, columns) = value.map_or((0, 0), |value| (value.rows(), value.columns()));
        let rows = (0..rows).step_by((rows / 3).max(1));
        rows.flat_map(move |row| {
            let columns = (0..columns).step_by((columns / 2).max(1));
            columns.map(move |column| Entry::at(quantity, row, column))
        })
    };
    quantities.flat_map(of_quantity).collect()
}

#[test]
fn the_terms_of_a_number_add_up_to_it() {
    for opened in networks() {
        for entry in entries(&opened) {
            let provenance = of(&opened, entry);
            if provenance.terms.is_empty() {
                continue;
            }
            let sum: f64 = provenance.terms.iter().map(|term| term.value).sum();
            let size: f64 = provenance.terms.iter().map(|term| term.value.abs()).sum();
            let off = (sum - provenance.value).abs();
            assert!(off <= 1e-13 * size, "{}: {entry:?}: {off}", opened.name);
            let shares: f64 = provenance.terms.iter().map(|term| term.share.abs()).sum();
            assert!(size == 0.0 || (shares - 1.0).abs() < 1e-12, "{entry:?}");
        }
    }
}

#[test]
fn every_operand_has_the_value_that_the_walk_has() {
    for opened in networks() {
        for entry in entries(&opened) {
            for term in of(&opened, entry).terms {
                for given in term.operands {
                    let Some(operand) = given.entry else { continue };
                    assert_eq!(operand.value(&opened.trace), Some(given.value), "{entry:?}");
                }
            }
        }
    }
}

#[test]
fn every_number_leads_down_to_what_the_file_gives() {
    for opened in networks() {
        let mut open = entries(&opened);
        let mut seen: BTreeSet<Entry> = open.iter().copied().collect();
        let mut given = BTreeSet::new();
        while let Some(entry) = open.pop() {
            let operands = of(&opened, entry)
                .terms
                .into_iter()
                .flat_map(|term| term.operands)
                .filter_map(|given| given.entry);
            let operands: Vec<Entry> = operands.collect();
            if operands.is_empty() {
                given.insert(entry.quantity);
            }
            open.extend(operands.into_iter().filter(|operand| seen.insert(*operand)));
        }
        let depth = opened.trace.network().depth();
        for quantity in given {
            let is_given = matches!(
                quantity,
                Quantity::A(1)
                    | Quantity::Weights(_)
                    | Quantity::Bias(_)
                    | Quantity::Gamma(_)
                    | Quantity::Beta(_)
                    | Quantity::Target
            );
            assert!(is_given || quantity == Quantity::G(depth), "{quantity:?}");
        }
    }
}

#[test]
fn what_is_reached_is_later_and_reads_the_number() {
    let opened = built_in("default");
    let walk = Walk::new(opened.trace.network(), Stride::Operation, true);
    let place = |quantity| walk.place_making(quantity, opened.trace.network());
    for entry in entries(&opened) {
        for reach in of(&opened, entry).reaches {
            assert!(place(reach.quantity) >= place(entry.quantity), "{entry:?}");
            for at in 0..reach.entries {
                let reached = reach.entry(at);
                assert!(reached.value(&opened.trace).is_some(), "{reached:?}");
            }
        }
    }
}

fn asking(keys: &str) -> Session {
    let mut session = session(&built_in("default"));
    type_keys(&mut session, keys);
    session
}

#[test]
fn one_goes_down_to_the_weights_and_climbs_back_the_same_way() {
    let mut session = asking("6 Enter Enter");
    let mut screens = vec![shown(&session)];
    for keys in ["Enter", "l Enter", "Enter", "Enter"] {
        type_keys(&mut session, keys);
        screens.push(shown(&session));
    }
    let way: Vec<Quantity> = session
        .trail()
        .iter()
        .map(|stop| stop.entry.quantity)
        .collect();
    let expected = [
        Quantity::Delta(3),
        Quantity::G(3),
        Quantity::Delta(4),
        Quantity::G(4),
    ];
    assert_eq!(way, expected, "the seed is not made of anything");
    for screen in screens[..4].iter().rev().skip(1) {
        type_keys(&mut session, "Backspace");
        assert!(shown(&session).contains("came from"));
        // Only what is selected may be another.
        assert_eq!(
            shown(&session).lines().nth(2),
            screen.lines().nth(2),
            "the title"
        );
    }
    type_keys(&mut session, "Esc");
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn a_term_is_shown_with_its_share() {
    // z⁽²⁾₁ = 0.5·0.3 − 0.2·0.4 + 0.1: of 0.33 in all, 45, 24 and 30 in a hundred.
    let session = asking("s 3 Enter Enter");
    let screen = shown(&session);
    for share in ["45%", "24%", "30%"] {
        assert!(screen.contains(share), "{share}:\n{screen}");
    }
    assert!(screen.contains("w⁽²⁾₁₁ 0.5 · x₁") || screen.contains("w⁽²⁾₁₁ 0.5 · a⁽¹⁾₁ 0.3"));
}

#[test]
fn a_forward_number_says_how_much_the_output_moves_per_unit_of_it() {
    let opened = built_in("default");
    let entry = Entry::of(Quantity::Z(3), 1);
    let delta = opened.trace.backward().layer(3).delta[1];
    assert_eq!(of(&opened, entry).influence, Some(Influence::Scalar(delta)));
    let screen = shown(&asking("s 6 Enter j Enter"));
    let number = gradwalk::page::Numeral::significant(delta, 4);
    let number = number.as_str().replace('-', "−");
    assert!(screen.contains("moves by"), "{screen}");
    assert!(screen.contains(&number), "{number}\n{screen}");
}

#[test]
fn turned_round_it_shows_what_is_reached_and_the_future_stays_unknown() {
    let mut session = asking("3 Enter Enter Tab");
    let screen = shown(&session);
    assert!(screen.contains("what a⁽³⁾₁ reaches"), "{screen}");
    assert!(screen.contains('·'), "z⁽⁴⁾ is not computed yet");
    type_keys(&mut session, "Enter");
    assert!(matches!(session.message(), Some(Message::NotYet(_))));
    type_keys(&mut session, "→ Enter");
    assert_eq!(session.trail().len(), 2);
    // Stepping back, what is unknown again is not asked any more.
    type_keys(&mut session, "←");
    assert_eq!(session.trail().len(), 1);
    type_keys(&mut session, "←");
    assert_eq!(session.mode(), Mode::Walk);
}

#[test]
fn a_key_goes_to_the_step_that_made_the_number_and_selects_it_there() {
    let mut session = asking("8 Enter j Enter");
    // ∇ₓ₂ = Σ w δ: into δ⁽²⁾₂.
    type_keys(&mut session, "j l Enter g");
    assert_eq!(session.place(), 6, "backward through layer 2");
    type_keys(&mut session, "Esc Esc");
    let entry = Entry::of(Quantity::Delta(2), 1);
    assert_eq!(session.selected_entry(), Some(entry));
}

#[test]
fn a_sum_of_a_thousand_terms_keeps_its_place_on_the_screen() {
    let row: Vec<String> = (0..1000).map(|k| format!("{}e-3", k % 7)).collect();
    let x: Vec<String> = (0..1000).map(|k| format!("{}", k % 5)).collect();
    let source = format!(
        "activation = 'tanh'\nx = [{}]\n[[layer]]\nW = [[{}]]\nb = [1]\n",
        x.join(","),
        row.join(",")
    );
    let mut session = session(&parsed("wide", &source));
    type_keys(&mut session, "s 3 Enter Enter");
    let screen = shown(&session);
    assert!(screen.contains("1001 terms"), "{screen}");
    assert!(screen.contains("out of view"), "{screen}");
    for _ in 0..600 {
        type_keys(&mut session, "j");
    }
    let screen = shown(&session);
    assert!(screen.contains("₆₀₁"), "{screen}");
    type_keys(&mut session, "Enter");
    assert_eq!(
        session.trail().last().map(|stop| stop.entry),
        Some(Entry::at(Quantity::Weights(2), 0, 600))
    );
}

#[test]
fn the_panel_is_drawn_at_every_size_for_every_number() {
    for opened in networks() {
        let mut session = session(&opened);
        type_keys(&mut session, "p G Enter");
        for keys in ["", "Tab", "Tab Enter", "Enter", "j Enter", "Tab j", "Enter"] {
            type_keys(&mut session, keys);
            for size in [(60, 16), PRIMARY, (120, 36), (200, 60)] {
                let text = symbols(&draw(&session, DARK, size));
                assert!(
                    text.contains("came from") || text.contains("reaches"),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn another_objective_leaves_a_term_selected_that_is_there() {
    // Of the two terms of the seed of the loss the second; the seed of an output has none.
    let mut session = session(&built_in("default"));
    type_keys(&mut session, "o s G");
    let seed = Entry::of(Quantity::G(4), 0);
    while session.selected_entry() != Some(seed) {
        assert!(session.place() > 0, "the seed is made somewhere");
        type_keys(&mut session, "←");
    }
    type_keys(&mut session, "Enter j");
    assert_eq!(session.trail().last().map(|stop| stop.line), Some(1));
    type_keys(&mut session, "o");
    let provenance = session.provenance().expect("it is still open");
    let stop = session.trail().last().expect("it is still open");
    assert!(
        stop.line < provenance.lines(stop.reaches).max(1),
        "{stop:?}"
    );
}
