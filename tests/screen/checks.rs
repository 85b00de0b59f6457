//! The checks on the screen: the badge of a step, the table, and the V.

use gradwalk::engine::{Entry, Objective, Quantity, Step, check, step_errors};
use gradwalk::page::{Badge, Script, Spot, Standing, Vee, agreement_in_brief, symbol, verdict};
use gradwalk::session::{Ask, Mode, Session};
use gradwalk::theme::Depth;
use gradwalk::view::Look;
use ratatui::style::Color;

use crate::jobs::work;
use crate::networks::{Opened, all_built_in, built_in, golden, parsed};
use crate::screen::{ASCII, DARK, PRIMARY, draw, session, shown, symbols};
use crate::typing::type_keys;

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 60)];

/// At x, an argument of the first relu is exactly 0.
const KINK: &str = "activation = 'relu'\nx = [1, -1]\ny = [0]\n[[layer]]\nW = [[1, 1], [0.5, 1]]\nb = [0, 0]\n\
                    [[layer]]\nW = [[1, 2]]\nb = [0.5]\n";

/// After some keys, with all that is wanted computed.
fn worked(opened: &Opened, keys: &str) -> Session {
    let mut session = session(opened);
    type_keys(&mut session, keys);
    work(&mut session);
    session
}

fn has_badge(screen: &str) -> bool {
    ["✓ dual", "≈ dual", "✗ dual"]
        .iter()
        .any(|it| screen.contains(it))
}

/// The last gradient that a step makes.
fn made(session: &Session) -> Option<Quantity> {
    let layer = |l| Some(Quantity::Delta(l));
    match session.step() {
        Step::Input | Step::Forward(..) => None,
        Step::Backward(l, _) => layer(l),
        Step::InputGradient => Some(Quantity::G(1)),
        Step::ParameterGradients(l) => Some(Quantity::WeightGradient(l)),
    }
}

#[test]
fn the_badge_says_of_each_step_what_the_check_says() {
    for opened in all_built_in() {
        let report = check(&opened.trace);
        let mut session = worked(&opened, "p");
        assert_eq!(session.check(), Some(&report), "{}", opened.name);
        for objective in ["", "o"] {
            type_keys(&mut session, objective);
            work(&mut session);
            type_keys(&mut session, "Home");
            for _ in 0..session.walk().steps().len() {
                let scalar = session.trace().objective();
                let screen = symbols(&draw(&session, DARK, (120, 36)));
                let quantity = made(&session);
                let is_it = |row: &&gradwalk::engine::Row| {
                    (Some(row.quantity), row.objective) == (quantity, scalar)
                };
                match report.rows.iter().find(is_it) {
                    Some(row) => {
                        let badge = Badge::of(row).write(Script::Unicode);
                        let name = symbol(session.trace(), row.quantity);
                        let name = Script::Unicode.write(&name);
                        let of = format!("{}, {name}: {badge}\n{screen}", opened.name);
                        assert!(screen.contains(&badge), "{of}");
                    }
                    None => assert!(!has_badge(&screen), "{screen}"),
                }
                type_keys(&mut session, "→");
            }
        }
    }
}

#[test]
fn forward_steps_and_steps_that_are_not_checked_yet_have_no_badge() {
    let opened = built_in("default");
    let mut session = session(&opened);
    type_keys(&mut session, "→ → → → →");
    assert!(!has_badge(&shown(&session)));
    work(&mut session);
    assert!(shown(&session).contains("✓ dual"));
    type_keys(&mut session, "Home →");
    assert!(!has_badge(&shown(&session)));
}

#[test]
fn a_step_back_is_the_same_picture() {
    let mut session = worked(&built_in("higham"), "s p Home");
    let mut pictures = Vec::new();
    for _ in 0..session.walk().steps().len() {
        let picture = draw(&session, DARK, PRIMARY);
        assert!(picture == draw(&session, DARK, PRIMARY));
        pictures.push(picture);
        type_keys(&mut session, "→");
    }
    type_keys(&mut session, "End");
    while let Some(picture) = pictures.pop() {
        assert!(draw(&session, DARK, PRIMARY) == picture);
        type_keys(&mut session, "←");
    }
}

#[test]
fn a_badge_has_words_for_whatever_a_check_says() {
    let at_kink = worked(&parsed("kink", KINK), "End");
    let screen = shown(&at_kink);
    assert!(
        screen.contains("✓ dual 0 · differences say nothing: at a kink"),
        "{screen}"
    );
    let ascii = symbols(&draw(&at_kink, ASCII, PRIMARY));
    assert!(
        ascii.contains("ok dual 0, differences say nothing: at a kink"),
        "{ascii}"
    );
    let mut row = at_kink.check().expect("it is checked").rows[0].clone();
    row.dual.verdict = gradwalk::engine::Verdict::Fails;
    assert_eq!(Badge::of(&row).standing, Standing::Fails);
    assert!(Badge::of(&row).write(Script::Unicode).contains("FAILS"));
    row.dual.verdict = row.difference.verdict;
    let silent = Badge::of(&row);
    assert_eq!(silent.standing, Standing::Silent);
    assert_eq!(
        silent.write(Script::Unicode),
        "≈ dual says nothing: at a kink"
    );
}

#[test]
fn the_provenance_of_a_gradient_has_the_badge_too() {
    let session = worked(&built_in("default"), "End Enter");
    assert_eq!(session.mode(), Mode::Provenance);
    let row = session.check_of(Quantity::G(1)).expect("it is checked");
    assert!(shown(&session).contains(&Badge::of(row).write(Script::Unicode)));
}

#[test]
fn the_table_has_the_rows_of_the_objective_and_the_verdict_of_all() {
    for opened in all_built_in().iter().chain([&parsed("kink", KINK)]) {
        let report = check(&opened.trace);
        for keys in ["v", "v o"] {
            let session = worked(opened, keys);
            let screen = symbols(&draw(&session, DARK, (120, 60)));
            assert!(screen.contains(&verdict(&report)), "{screen}");
            let objective = session.trace().objective();
            if objective == Objective::Sum {
                continue;
            }
            let rows = report.rows.iter().filter(|row| row.objective == objective);
            for row in rows {
                let name = Script::Unicode.write(&symbol(session.trace(), row.quantity));
                let name = format!("{name} ");
                let line = screen
                    .lines()
                    .find(|line| line.contains(&name) && line.contains("entr"));
                let line = line.unwrap_or_else(|| panic!("{name}\n{screen}"));
                for agreement in [&row.dual, &row.difference] {
                    let words = Script::Unicode.digits(&agreement_in_brief(agreement));
                    assert!(line.contains(&words), "{words}: {line}");
                }
            }
        }
    }
}

#[test]
fn the_table_grows_row_by_row_and_the_sum_has_none() {
    let mut session = session(&built_in("higham"));
    type_keys(&mut session, "v");
    assert!(shown(&session).contains("0 of 30 rows computed"));
    let job = session.wanted().expect("the checks are wanted");
    let mut found = Vec::new();
    job.run(&mut || true, &mut |it| found.push(it));
    for it in found.drain(..7) {
        session.found(&job, it);
    }
    let screen = shown(&session);
    assert!(
        screen.contains("7 of 30 rows computed; so far: agrees"),
        "{screen}"
    );
    assert!(
        screen.contains("not computed yet") == screen.contains("▶ ∇ₓ a⁽⁴⁾₁  ·"),
        "{screen}"
    );
    work(&mut session);
    assert!(shown(&session).contains("all 30 rows, 2 components and the loss: agrees"));
    type_keys(&mut session, "o o");
    assert!(shown(&session).contains("The sum is not checked by itself"));
}

#[test]
fn another_objective_needs_no_new_checks_and_an_edit_does() {
    let mut session = worked(&built_in("higham"), "");
    assert!(session.is_done(&Ask::Checks));
    type_keys(&mut session, "o c o");
    assert!(session.is_done(&Ask::Checks) && session.wanted().is_none());
    type_keys(&mut session, "e ↑ Enter");
    assert!(session.check().is_none() && session.wanted().is_some());
    work(&mut session);
    assert_eq!(session.check(), Some(&check(session.trace())));
}

#[test]
fn a_job_that_is_not_wanted_any_more_stops_soon() {
    let mut session = session(&golden("digits-shape"));
    type_keys(&mut session, "v");
    let job = session.wanted().expect("the checks are wanted");
    let (mut asked, mut told) = (0, 0);
    let mut keep_on = || {
        asked += 1;
        asked <= 3
    };
    job.run(&mut keep_on, &mut |_| told += 1);
    assert_eq!((asked, told), (5, 0));
}

#[test]
fn the_curve_is_a_v_with_the_rule_near_its_bottom() {
    for (name, keys) in [
        ("default", ""),
        ("default", "j j j l"),
        ("default", "o j"),
        ("higham", "o o"),
    ] {
        let session = worked(&built_in(name), &format!("v Enter {keys}"));
        let entry = session.curve_entry().expect("the curve is open");
        let errors = session.step_errors().expect("it was computed");
        assert_eq!(Some(errors), step_errors(session.trace(), entry).as_ref());
        let vee = Vee::of(session.trace(), entry, errors);
        let power = |at: usize| match vee.points[at].1 {
            Spot::At(power) => power,
            other => panic!("{other:?}"),
        };
        let (left, right) = (power(4), power(vee.points.len() - 2));
        let (h, least) = vee.least.expect("there is a least error");
        assert!(
            least.log10() < left - 4.0 && least.log10() < right - 4.0,
            "{vee:?}"
        );
        assert!((h.log10() - vee.rule.0).abs() < 2.5, "{vee:?}");
        // On the screen the mark of the least error is below both ends, in the middle.
        for size in SIZES {
            let screen = symbols(&draw(&session, DARK, size));
            let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
            let chart = lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.get(10) == Some(&'│'));
            let chart: Vec<_> = chart.collect();
            let found = |wanted: &dyn Fn(char) -> bool| {
                chart
                    .iter()
                    .find_map(|(y, line)| Some((*y, line.iter().position(|&it| wanted(it))?)))
            };
            let top =
                found(&|it| ('\u{2801}'..='\u{28ff}').contains(&it)).expect("there is a line");
            let bottom = found(&|it| it == '●').expect("the rule is marked");
            assert!(bottom.0 > top.0 + 1, "{size:?}\n{screen}");
            let width = usize::from(size.0);
            assert!(
                (width / 3..width - 10).contains(&bottom.1),
                "{size:?}\n{screen}"
            );
        }
    }
}

#[test]
fn the_curve_tells_the_three_values_and_another_entry_of_another_quantity() {
    let mut session = worked(&built_in("default"), "v Enter j j j l l");
    let entry = Entry::at(Quantity::WeightGradient(2), 1, 0);
    assert_eq!(session.curve_entry(), Some(entry));
    let screen = shown(&session);
    assert!(screen.contains("∂a⁽⁴⁾₁/∂w⁽²⁾₂₁"), "{screen}");
    let errors = session.step_errors().expect("it was computed");
    let value = entry
        .value(session.trace())
        .expect("there is such an entry");
    for number in [errors.exact, value, errors.at_rule.0] {
        let text = gradwalk::page::Numeral::significant(number, 17);
        assert!(screen.contains(text.as_str()), "{number}\n{screen}");
    }
    type_keys(&mut session, "l");
    assert!(shown(&session).contains("being computed"));
    type_keys(&mut session, "l l l l k j");
    work(&mut session);
    assert_eq!(
        session.curve_entry().map(|it| (it.row, it.column)),
        Some((0, 0))
    );
    type_keys(&mut session, "Enter");
    assert!(shown(&session).contains("verdict"));
}

#[test]
fn a_kink_a_zero_and_what_is_not_finite_are_said() {
    let screen = shown(&worked(&parsed("kink", KINK), "v Enter j"));
    for words in [
        "at a kink",
        "errors absolute",
        "a difference mixes the slopes",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let dead = "activation = 'relu'\nx = [1]\n[[layer]]\nW = [[-1]]\nb = [-3]\n";
    let screen = shown(&worked(&parsed("dead", dead), "v Enter"));
    assert!(screen.contains("▼ 32 errors exactly 0"), "{screen}");
    let huge = "activation = 'identity'\nx = [1]\n[[layer]]\nW = [[1e200]]\nb = [0]\n\
                [[layer]]\nW = [[1e200]]\nb = [0]\n";
    let screen = shown(&worked(&parsed("huge", huge), "v Enter"));
    assert!(screen.contains("▲ 32 errors not finite"), "{screen}");
    assert!(screen.contains("no error is finite"), "{screen}");
}

#[test]
fn every_size_of_every_kind_is_drawn() {
    let huge = "x = [1e200, -1e200]\ny = [0, 0]\n\
                [[layer]]\nactivation = 'identity'\nW = [[1e200, 0], [0, 1e200], [1e200, 1e200]]\nb = [0, 0, 0]\n\
                [[layer]]\nactivation = 'tanh'\nW = [[1, 2, 3], [4, 5, 6]]\nb = [0, 0]\n";
    let zero = "activation = 'sigmoid'\nx = [0]\ny = [0]\n[[layer]]\nW = [[0]]\nb = [0]\n";
    let mut networks = vec![
        parsed("huge", huge),
        parsed("zero", zero),
        parsed("kink", KINK),
    ];
    networks.extend(["one-layer", "scalar-chain"].map(golden));
    for opened in networks {
        let mut session = worked(&opened, "");
        for keys in ["v", "j j j j", "Enter", "l l", "o", "o", "Enter"] {
            type_keys(&mut session, keys);
            for is_worked in [false, true] {
                if is_worked {
                    work(&mut session);
                }
                for (size, look) in SIZES.into_iter().zip([DARK, ASCII, DARK, ASCII]) {
                    let screen = symbols(&draw(&session, look, size));
                    assert!(!screen.contains('?'), "{}\n{screen}", opened.name);
                }
            }
        }
    }
}

#[test]
fn without_colour_the_marks_and_words_remain() {
    let look = Look {
        depth: Depth::None,
        ..DARK
    };
    for (keys, marks) in [
        ("v", vec!["▶ ∇ₓ", "agrees"]),
        ("v Enter", vec!["●", "◆", "┊"]),
        ("End", vec!["✓ dual"]),
    ] {
        let session = worked(&built_in("default"), keys);
        let buffer = draw(&session, look, PRIMARY);
        let coloured = buffer.content().iter().find(|cell| cell.fg != Color::Reset);
        assert_eq!(coloured, None, "{keys}");
        let screen = symbols(&buffer);
        assert!(marks.iter().all(|mark| screen.contains(mark)), "{screen}");
    }
}
