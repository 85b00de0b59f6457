//! Names and shapes that mean harm: an answer in a short time, printable, and never a panic.

use std::time::{Duration, Instant};

use gradwalk::import::chain;
use gradwalk::tensor_file::{Dtype, Kind, TensorInfo};
use proptest::prelude::*;

fn info(name: String, shape: &[usize]) -> TensorInfo {
    TensorInfo {
        name: Some(name),
        kind: Kind::Float(Dtype::F32),
        shape: shape.to_vec(),
    }
}

/// Whether it is taken; what is said of it is printable and short.
fn answered(tensors: &[TensorInfo]) -> bool {
    let begun = Instant::now();
    let answer = chain(tensors, "");
    let lines = match &answer {
        Ok(chain) => chain.remarks.clone(),
        Err(refused) => refused.sentences().to_vec(),
    };
    for line in lines {
        assert!(line.chars().count() <= 200, "{line}");
        assert!(
            !line.contains(|c: char| c.is_control() || c == '\u{202e}'),
            "{line:?}"
        );
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    answer.is_ok()
}

#[test]
fn names_without_end_and_full_of_escapes_are_answered() {
    let long = "\u{1b}[31m\u{202e}A_1.".repeat(10_000);
    assert!(answered(&[info(format!("{long}weight"), &[3, 4])]));
    assert!(!answered(&[
        info(format!("{long}.1.weight"), &[3, 4]),
        info(format!("{long}.2.weight"), &[5, 9]),
    ]));
    assert!(!answered(&[info(
        format!("conv{long}.weight"),
        &[3, 4, 5, 6]
    )]));
    for name in [
        "", ".", ":", ":0", "weight:", "0", "\0", "_", "\u{301}", "vars/0", "W", "b",
    ] {
        answered(&[
            info(name.to_owned(), &[3, 4]),
            info(format!("{name}b"), &[3]),
        ]);
    }
}

#[test]
fn ten_thousand_tensors_are_answered() {
    let many = |shape: fn(usize) -> [usize; 2]| {
        let tensor = |at: usize| info(format!("layer_{at}.weight"), &shape(at));
        (0..10_000).rev().map(tensor).collect::<Vec<_>>()
    };
    assert!(answered(&many(|_| [3, 3])));
    assert!(answered(&many(|at| [at + 2, at + 1])));
    assert!(answered(&many(|at| [at + 2, at + 3])));
    assert!(!answered(&many(|at| [at % 7 + 1, at % 11 + 1])));
    let words =
        (0..10_000).map(|at| info(format!("{at}.model_ema.weight"), &[at % 7 + 1, at % 11 + 1]));
    assert!(!answered(&words.collect::<Vec<_>>()));
    let norms = (0..10_000).map(|at| info(format!("{at}.norm"), &[3]));
    assert!(!answered(&norms.collect::<Vec<_>>()));
}

#[test]
fn sizes_at_the_end_of_what_counts_are_answered() {
    let most = usize::MAX;
    assert!(answered(&[
        info("a.weight".into(), &[most, 1]),
        info("a.bias".into(), &[most])
    ]));
    assert!(answered(&[info("a.weight".into(), &[most, most])]));
    assert!(!answered(&[info("a.weight".into(), &[0, most])]));
    assert!(!answered(&[info("a.weight".into(), &[1; 64])]));
}

proptest! {
    #[test]
    fn whatever_is_taken_chains_and_whatever_is_not_is_said(
        list in proptest::collection::vec(
            (
                "(model|ema|W|b|fc|layers|conv|norm|h|0|1|2|10|vars){1,3}[._/:]?(weight|bias|kernel|W|b|1|0|scale)?",
                proptest::collection::vec(1_usize..4, 0..4),
                any::<bool>(),
            ),
            0..9,
        )
    ) {
        let tensors: Vec<_> = list
            .into_iter()
            .map(|(name, shape, float)| {
                let kind = if float { Kind::Float(Dtype::F16) } else { Kind::Other("I8".to_owned()) };
                TensorInfo { kind, ..info(name, &shape) }
            })
            .collect();
        answered(&tensors);
        if let Ok(chain) = chain(&tensors, "") {
            let pairs = chain.layers.windows(2);
            prop_assert!(pairs.into_iter().all(|pair| pair[0].units == pair[1].inputs));
            let mut used: Vec<_> = chain.layers.iter().flat_map(|layer| [Some(layer.weight), layer.bias]).flatten().collect();
            used.extend(chain.left.iter().map(|left| left.tensor));
            used.sort_unstable();
            prop_assert_eq!(used, (0..tensors.len()).collect::<Vec<_>>());
        }
    }
}
