//! Colours by meaning: what is lit and selected, and that nothing is said by colour alone.

use gradwalk::session::Session;
use gradwalk::theme::{Depth, Role, THEMES};
use gradwalk::view::Look;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::networks::{all_built_in, built_in, golden, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, behind, draw, roles, session, symbols};
use crate::typing::type_keys;

/// Weights that are told from all other numbers on the screen: wⱼₖ of layer l is l.jk.
const NUMBERED: &str = "activation = 'tanh'\nx = [1, -1, 0.5]\ny = [0, 0]\n\
    [[layer]]\nW = [[2.11, 2.12, 2.13], [2.21, 2.22, 2.23]]\nb = [0, 0]\n\
    [[layer]]\nW = [[3.11, 3.12], [3.21, 3.22], [3.31, 3.32]]\nb = [0, 0, 0]\n\
    [[layer]]\nW = [[4.11, 4.12, 4.13], [4.21, 4.22, 4.23]]\nb = [0, 0]\n";

fn numbered(keys: &str) -> Session {
    let mut session = session(&parsed("numbered", NUMBERED));
    type_keys(&mut session, keys);
    session
}

/// The entries of W⁽ˡ⁾ that are lit or selected, as `jk`, at a size where all of them are shown.
fn lit(session: &Session, l: usize) -> Vec<String> {
    let buffer = draw(session, DARK, (120, 40));
    let mut entries = behind(&buffer, DARK, Role::Lit);
    entries.extend(behind(&buffer, DARK, Role::Selected));
    let weight = format!("+{l}.");
    let mut entries: Vec<String> = entries
        .iter()
        .flat_map(|run| run.split_whitespace())
        .filter_map(|entry| entry.strip_prefix(&weight))
        .filter(|indices| indices.len() == 2)
        .map(str::to_owned)
        .collect();
    entries.sort();
    entries
}

#[test]
fn going_forward_a_row_of_the_weights_is_lit_and_going_back_a_column_of_the_same() {
    for (keys, l, entries) in [
        ("2 Enter", 2, ["11", "12", "13"].as_slice()),
        ("2 Enter j", 2, &["21", "22", "23"]),
        ("3 Enter j j", 3, &["31", "32"]),
        ("6 Enter", 4, &["11", "21"]),
        ("6 Enter j", 4, &["12", "22"]),
        ("6 Enter j j", 4, &["13", "23"]),
        ("7 Enter j", 3, &["12", "22", "32"]),
        ("8 Enter j j", 2, &["13", "23"]),
        ("8 Enter j j t", 2, &["13", "23"]),
    ] {
        assert_eq!(lit(&numbered(keys), l), entries, "{keys}");
    }
}

#[test]
fn one_entry_is_selected_and_it_is_a_number() {
    let opened = all_built_in()
        .into_iter()
        .chain(["digits-shape", "deep-30", "mixed"].map(golden));
    for opened in opened {
        for (stride, sizes) in [("", &[PRIMARY, (120, 36)][..]), ("s", &[PRIMARY])] {
            let mut session = session(&opened);
            type_keys(&mut session, &format!("{stride} p"));
            for place in 0..=session.walk().last() {
                for &size in sizes {
                    let selected = behind(&draw(&session, DARK, size), DARK, Role::Selected);
                    assert_eq!(
                        selected.len(),
                        1,
                        "{}, {stride:?}, {place}: {selected:?}",
                        opened.name
                    );
                    let text = selected[0].trim().replace('−', "-");
                    assert!(text.parse::<f64>().is_ok(), "{}: {text:?}", opened.name);
                }
                type_keys(&mut session, "→");
            }
        }
    }
}

#[test]
fn every_operand_can_be_selected_and_is_then_on_the_screen() {
    for opened in [
        built_in("default"),
        built_in("layer-norm"),
        built_in("vanishing-residual"),
        golden("digits-shape"),
    ] {
        let mut session = session(&opened);
        for place in 0..=session.walk().last() {
            for at in 0..session.page().operands().count() {
                type_keys(&mut session, "Tab");
                let buffer = draw(&session, DARK, PRIMARY);
                let selected = behind(&buffer, DARK, Role::Selected);
                assert_eq!(
                    selected.len(),
                    1,
                    "{}, {place}, {at}: {selected:?}\n{}",
                    opened.name,
                    symbols(&buffer)
                );
            }
            type_keys(&mut session, "→");
        }
    }
}

fn with_depth(depth: Depth) -> Look {
    Look { depth, ..DARK }
}

/// Sessions in which there is something of every role.
fn examples() -> Vec<Session> {
    let mut examples: Vec<_> = [
        "",
        "2 Enter",
        "6 Enter j",
        "8 Enter Tab",
        "8 Enter →",
        "? j",
        "> Enter",
        "1 2",
    ]
    .into_iter()
    .map(numbered)
    .collect();
    let mut deep = session(&golden("deep-30"));
    type_keys(&mut deep, "4 0 Enter");
    examples.push(deep);
    examples
}

#[test]
fn without_colours_the_symbols_are_the_same_and_weight_and_reverse_are_left() {
    let allowed = Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED | Modifier::REVERSED;
    for session in examples() {
        for size in [PRIMARY, (120, 36)] {
            let coloured = draw(&session, DARK, size);
            let plain = draw(&session, with_depth(Depth::None), size);
            assert_eq!(symbols(&plain), symbols(&coloured));
            let reversed = |cell: &&Cell| cell.modifier.contains(Modifier::REVERSED);
            for cell in plain.content() {
                assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{cell:?}");
                assert!(allowed.contains(cell.modifier), "{cell:?}");
            }
            let selected = behind(&coloured, DARK, Role::Selected).concat();
            let kept: String = plain
                .content()
                .iter()
                .filter(reversed)
                .map(Cell::symbol)
                .collect();
            assert_eq!(kept, selected);
        }
    }
}

#[test]
fn themes_and_depths_change_colours_alone() {
    for session in examples() {
        let expected = symbols(&draw(&session, DARK, PRIMARY));
        for theme in THEMES {
            for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
                let look = Look {
                    theme,
                    depth,
                    ..DARK
                };
                assert_eq!(
                    symbols(&draw(&session, look, PRIMARY)),
                    expected,
                    "{}",
                    theme.name
                );
            }
        }
    }
}

#[test]
fn a_sign_is_written_and_only_repeated_by_colour() {
    for session in examples() {
        let buffer = draw(&session, ASCII, (120, 36));
        let negative = ASCII.style(Role::Negative).fg;
        let picture: String = buffer
            .content()
            .iter()
            .map(|cell| {
                if Some(cell.fg) == negative {
                    cell.symbol()
                } else {
                    " "
                }
            })
            .collect();
        for number in picture.split_whitespace() {
            // The edges of the drawn network have signs of their own.
            let is_edge = number.chars().all(|character| "-=%".contains(character));
            assert!(number.starts_with('-') || is_edge, "{number:?}");
        }
    }
}

#[test]
fn two_steps_look_as_they_are_kept() {
    for (name, keys) in [("forward", "3 Enter"), ("backward", "6 Enter")] {
        let mut session = session(&built_in("default"));
        type_keys(&mut session, keys);
        let buffer = draw(&session, DARK, PRIMARY);
        let pictures = format!("{}\n{}", symbols(&buffer), roles(&buffer, DARK));
        insta::with_settings!({
            omit_expression => true, prepend_module_to_snapshot => false,
        }, {
            insta::assert_snapshot!(name, pictures);
        });
    }
}
