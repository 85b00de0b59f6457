//! The V on the screen: the error of a central difference over its step.

use gradwalk::engine::{Entry, Quantity, step_errors};
use gradwalk::page::{Numeral, Spot, Vee};

use crate::jobs::{KINK, work, worked};
use crate::networks::{built_in, parsed};
use crate::screen::{DARK, draw, shown, symbols};
use crate::typing::type_keys;

const SIZES: [(u16, u16); 6] = [
    (60, 16),
    (61, 17),
    (80, 24),
    (110, 30),
    (120, 36),
    (200, 60),
];

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
        let at_rule = vee.errors.at_rule.1;
        assert!(least <= at_rule, "{least} is not the least: {at_rule}");
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
        let text = Numeral::significant(number, 17);
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
    assert!(screen.contains("▼ 33 errors exactly 0"), "{screen}");
    let huge = "activation = 'identity'\nx = [1]\n[[layer]]\nW = [[1e200]]\nb = [0]\n\
                [[layer]]\nW = [[1e200]]\nb = [0]\n";
    let screen = shown(&worked(&parsed("huge", huge), "v Enter"));
    assert!(screen.contains("▲ 33 errors not finite"), "{screen}");
    assert!(screen.contains("no error is finite"), "{screen}");
}

#[test]
fn a_curve_that_was_left_is_there_again() {
    let mut session = worked(&built_in("default"), "v Enter j j j");
    let first = session.step_errors().cloned();
    for keys in ["l", "h"] {
        type_keys(&mut session, keys);
        work(&mut session);
        assert!(session.step_errors().is_some(), "{keys}");
    }
    assert_eq!(session.step_errors().cloned(), first);
}
