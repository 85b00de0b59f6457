//! Without any colour: what must be told apart is told by symbols, or by what bold, lines and reverse still tell.

use std::collections::HashMap;

use gradwalk::session::Session;
use gradwalk::theme::{Depth, Role};
use gradwalk::view::Look;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use crate::hostile;
use crate::networks::{built_in, golden};
use crate::product::screens;
use crate::screen::{ASCII, DARK, draw, symbols};
use crate::typing::type_keys;

/// What a colour means that decides something. What is done of either pass is told by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Positive,
    Negative,
    Pending,
    Finished,
    Here,
}

fn meaning(cell: &Cell) -> Option<Meaning> {
    let is = |role: Role| DARK.style(role).fg == Some(cell.fg);
    [
        (Role::Positive, Meaning::Positive),
        (Role::Negative, Meaning::Negative),
        (Role::Pending, Meaning::Pending),
        (Role::Done, Meaning::Finished),
        (Role::Gradient, Meaning::Finished),
        (Role::Now, Meaning::Here),
    ]
    .into_iter()
    .find_map(|(role, meaning)| is(role).then_some(meaning))
}

/// Not every terminal dims, and a mark is hardly bolder than it was.
fn attributes(text: &str, modifier: Modifier) -> Modifier {
    if text.chars().any(char::is_alphanumeric) {
        modifier - Modifier::DIM
    } else {
        modifier - Modifier::DIM - Modifier::BOLD
    }
}

/// A line of a drawing: its kinds are told by their own test.
fn is_line(text: &str) -> bool {
    text.chars()
        .all(|it| ('\u{2800}'..='\u{28ff}').contains(&it) || ".:+=-#%".contains(it))
}

/// The texts of one meaning and one look, as they stand without colour.
fn runs(coloured: &Buffer, plain: &Buffer) -> Vec<(String, Modifier, Meaning)> {
    let mut runs = Vec::new();
    for y in 0..coloured.area.height {
        let mut run: Option<(String, Modifier, Meaning)> = None;
        for x in 0..coloured.area.width {
            let (cell, modifier) = (&coloured[(x, y)], plain[(x, y)].modifier);
            match (&mut run, meaning(cell)) {
                (Some((text, like, of)), Some(meaning)) if *like == modifier && *of == meaning => {
                    text.push_str(cell.symbol());
                }
                (_, here) => {
                    runs.extend(run.take());
                    run = here.map(|meaning| (cell.symbol().to_owned(), modifier, meaning));
                }
            }
        }
        runs.extend(run);
    }
    let trimmed =
        |(text, modifier, meaning): (String, _, _)| (text.trim().to_owned(), modifier, meaning);
    runs.into_iter()
        .map(trimmed)
        .filter(|(text, ..)| !text.is_empty())
        .collect()
}

fn all_screens() -> Vec<(String, Session)> {
    let networks = [
        built_in("default"),
        built_in("dead-relu"),
        golden("residual-norm"),
        hostile::overflowing(),
        hostile::image(),
    ];
    let named = |opened: &crate::networks::Opened| {
        let name = opened.name.clone();
        screens(opened)
            .into_iter()
            .map(move |session| (name.clone(), session))
    };
    networks.iter().flat_map(named).collect()
}

#[test]
fn what_differs_in_the_meaning_of_its_colour_differs_without_it() {
    for (name, session) in all_screens() {
        for (look, size) in [(DARK, (80, 24)), (ASCII, (120, 36))] {
            let plain = draw(
                &session,
                Look {
                    depth: Depth::None,
                    ..look
                },
                size,
            );
            let mut seen: HashMap<(String, Modifier), Meaning> = HashMap::new();
            for (text, modifier, meaning) in runs(&draw(&session, look, size), &plain) {
                if is_line(&text) {
                    continue;
                }
                let modifier = attributes(&text, modifier);
                let before = *seen.entry((text.clone(), modifier)).or_insert(meaning);
                assert_eq!(
                    before,
                    meaning,
                    "{name}, {:?}: {text:?} looks the same\n{}",
                    session.mode(),
                    symbols(&plain)
                );
            }
        }
    }
}

#[test]
fn the_edges_of_this_step_end_in_a_head_and_so_does_the_legend() {
    for (keys, heads) in [
        ("→ n", ["▸", ">"]),
        ("6 Enter n", ["◂", "<"]),
        ("p G n", ["▸", ">"]),
    ] {
        for (look, head) in [DARK, ASCII].into_iter().zip(heads) {
            let mut session = crate::screen::session(&built_in("default"));
            type_keys(&mut session, keys);
            let plain = Look {
                depth: Depth::None,
                ..look
            };
            let screen = symbols(&draw(&session, plain, (100, 30)));
            let (picture, legend) = screen.split_once("w < 0").expect("a legend");
            let (sample, others) = legend.split_once("this step").expect("in the legend");
            assert!(sample.contains(head), "{screen}");
            let (other, _) = others.split_once('\n').unwrap_or_default();
            assert!(!other.contains(head), "{screen}");
            if look == DARK {
                assert!(picture.contains(head), "{keys}\n{screen}");
            }
        }
    }
}
