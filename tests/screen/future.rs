//! What is not computed yet is nowhere on the screen: a dot stands in its place.

use std::sync::Arc;

use gradwalk::engine::{Layer, Network, Objective, Quantity, Step, Trace};
use gradwalk::page::{Script, symbol};
use gradwalk::session::Session;

use crate::networks::{Opened, all_built_in, built_in};
use crate::screen::{DARK, draw, session, symbols};
use crate::typing::type_keys;

/// The same network with other numbers in layer l and above.
pub fn with_another_future(opened: &Opened, l: usize) -> Opened {
    let network = opened.trace.network();
    let changed = |at: usize| {
        let layer = network.layer(at).clone();
        if at < l {
            return layer;
        }
        Layer {
            weights: layer.weights.map(|weight| 0.5 - 1.25 * weight),
            bias: layer.bias.map(|bias| bias + 0.375),
            ..layer
        }
    };
    let layers = network.layers().map(changed).collect();
    let network = Arc::new(Network::new(layers).expect("the shapes are the same"));
    let (x, y) = (opened.trace.input().clone(), opened.trace.target().cloned());
    let objective = Objective::Output { component: 0 };
    Opened {
        name: opened.name.clone(),
        trace: Trace::record(network, x, y, objective).expect("the shapes are the same"),
        captions: opened.captions.clone(),
    }
}

#[test]
fn a_forward_step_looks_the_same_whatever_comes_later() {
    for opened in all_built_in() {
        for stride in ["", "s"] {
            let mut real = session(&opened);
            type_keys(&mut real, stride);
            while let Step::Input | Step::Forward(..) = real.step() {
                let l = match real.step() {
                    Step::Forward(l, _) => l,
                    _ => 1,
                };
                if l == opened.trace.network().depth() {
                    break;
                }
                let mut other = session(&with_another_future(&opened, l + 1));
                type_keys(&mut other, stride);
                type_keys(&mut other, &"→ ".repeat(real.place()));
                for size in [(80, 24), (160, 40)] {
                    let (real, other) = (draw(&real, DARK, size), draw(&other, DARK, size));
                    assert!(
                        real == other,
                        "{}\n{}\n{}",
                        opened.name,
                        symbols(&real),
                        symbols(&other)
                    );
                }
                type_keys(&mut real, "→");
            }
        }
    }
}

/// The texts that follow `name` on the screen.
fn after(screen: &str, name: &str) -> Vec<String> {
    let found = screen.match_indices(name);
    let rest = found.map(|(at, _)| screen[at + name.len()..].trim_start_matches(' '));
    rest.map(|rest| {
        rest.chars()
            .take_while(|next| *next != ' ' && *next != '\n')
            .collect()
    })
    .collect()
}

#[test]
fn dots_stand_for_the_norms_and_the_units_numbers_that_are_still_to_come() {
    let opened = built_in("default");
    for stride in ["", "s"] {
        let mut session = session(&opened);
        type_keys(&mut session, stride);
        for _ in 0..=session.walk().last() {
            hold(&session);
            type_keys(&mut session, "→");
        }
    }
}

fn hold(session: &Session) {
    let (trace, step) = (session.trace(), session.step());
    let screen = symbols(&draw(session, DARK, (160, 40)));
    let known = |quantity: Quantity| quantity.moment(trace.network()) <= step.moment();
    for (name, norm) in &session.page().strip.norms {
        for shown in after(&screen, &Script::Unicode.write(name)) {
            assert_eq!(
                shown == "·",
                norm.is_none(),
                "{step:?}: {shown:?}\n{screen}"
            );
        }
    }
    let (Step::Forward(l, _) | Step::Backward(l, _)) = step else {
        return;
    };
    // The panel of the selected unit is the part of the screen under its heading.
    let (_, panel) = screen
        .split_once(&format!("unit 1 of layer {l}"))
        .expect("the panel is there");
    let left = |line: &str| line.chars().take(42).collect::<String>() + "\n";
    let panel: String = panel.lines().skip(1).take(5).map(left).collect();
    for quantity in [
        Quantity::Z(l),
        Quantity::A(l),
        Quantity::SigmaPrime(l),
        Quantity::G(l),
        Quantity::Delta(l),
    ] {
        let name = format!(" {} ", Script::Unicode.write(&symbol(trace, quantity)));
        let shown = after(&panel, &name);
        assert_eq!(shown.len(), 1, "{name}\n{panel}");
        assert_eq!(
            shown[0] == "·",
            !known(quantity),
            "{step:?}, {name}: {shown:?}"
        );
    }
}
